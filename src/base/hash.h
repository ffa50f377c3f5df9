/* hash: SHA-256 (FIPS 180-4), base64 (RFC 4648), both by OpenSSL, and constant-time comparison. */
#ifndef TAKAR_BASE_HASH_H
#define TAKAR_BASE_HASH_H
#include <stdio.h>

#include "str.h"

typedef struct sha256 { unsigned char b[32]; } sha256;
sha256 sha256_of(str bytes);
str sha256_hex(arena *a, str bytes); /* 64 lower-case digits */
str base64(arena *a, str bytes);      /* with its padding, in one line */
/* The same over bytes that come piece by piece; _hex ends one and begins the next. Released with the arena. */
typedef struct sha256_stream sha256_stream;
sha256_stream *sha256_stream_new(arena *a);
void sha256_stream_add(sha256_stream *s, str bytes);
bool sha256_stream_file(sha256_stream *s, FILE *f, int64_t n); /* the first n bytes of a file */
str sha256_stream_hex(arena *a, sha256_stream *s);
bool hash_same(str a, str b);        /* equal, in time that does not depend on where they differ */
#endif
