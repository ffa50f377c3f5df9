/* What bench_fill and the clients agree upon: the cookie of a login, and the secret of its form tokens. */
#ifndef TAKAR_BENCH_CLIENTS_H
#define TAKAR_BENCH_CLIENTS_H
#include "base/hash.h"

static inline str client_token(arena *a, str login) { return sha256_hex(a, STR_CAT(a, S("kuki "), login)); }
static inline str client_secret(arena *a, str login) { return sha256_hex(a, STR_CAT(a, S("rahasia "), login)); }
#endif
