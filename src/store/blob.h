/* blob: files kept by the SHA-256 of their bytes; the same bytes are stored once and never changed. */
#ifndef TAKAR_STORE_BLOB_H
#define TAKAR_STORE_BLOB_H
#include "store/store.h"

/* `hash` is the SHA-256 of `bytes` in hex, computed before the apply (sha256_hex). */
MUST_CHECK err blob_put(db_rw *db, arena *a, str hash, str bytes);
/* The bytes; NOT_FOUND when there are none. */
MUST_CHECK err blob_get(db_ro *db, arena *a, str hash, str *bytes);
#endif
