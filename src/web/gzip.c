#include "gzip.h"

#include <limits.h>
#include <zlib.h>

enum { LEVEL = 4, GZIP_WINDOW = 15 + 16, MEMORY = 8 };

struct gzip {
  z_stream stream;
};

gzip *gzip_new(void) {
  gzip *z = calloc(1, sizeof *z);
  if (z && deflateInit2(&z->stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(z);
    return NULL;
  }
  return z;
}

void gzip_free(gzip *z) {
  if (!z) return;
  deflateEnd(&z->stream);
  free(z);
}

void *gzip_bytes(gzip *z, str bytes, size_t *n) {
  if (bytes.n > UINT_MAX / 2 || deflateReset(&z->stream) != Z_OK) return NULL;
  size_t cap = deflateBound(&z->stream, bytes.n);
  unsigned char *p = malloc(cap);
  if (!p) return NULL;
  z->stream.next_in = (unsigned char *)(uintptr_t)bytes.p;
  z->stream.avail_in = (unsigned)bytes.n;
  z->stream.next_out = p;
  z->stream.avail_out = (unsigned)cap;
  if (deflate(&z->stream, Z_FINISH) != Z_STREAM_END) {
    free(p);
    return NULL;
  }
  *n = cap - z->stream.avail_out;
  return p;
}
