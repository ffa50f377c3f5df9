/* gzip: compresses response bodies (RFC 1952). One compressor per worker thread; the same bytes give the same result. */
#ifndef TAKAR_WEB_GZIP_H
#define TAKAR_WEB_GZIP_H
#include "base/str.h"

typedef struct gzip gzip;
gzip *gzip_new(void);          /* NULL when there is no memory */
void gzip_free(gzip *z);
/* A malloc'ed block of *n bytes, NULL when there is no memory. The caller frees it. */
void *gzip_bytes(gzip *z, str bytes, size_t *n);
#endif
