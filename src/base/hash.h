/* hash: SHA-256 (FIPS 180-4), base64 (RFC 4648), both by OpenSSL, and constant-time comparison. */
#ifndef TAKAR_BASE_HASH_H
#define TAKAR_BASE_HASH_H
#include "str.h"

typedef struct sha256 { unsigned char b[32]; } sha256;
sha256 sha256_of(str bytes);
str sha256_hex(arena *a, str bytes); /* 64 lower-case digits */
str base64(arena *a, str bytes);      /* with its padding, in one line */
bool hash_same(str a, str b);        /* equal, in time that does not depend on where they differ */
#endif
