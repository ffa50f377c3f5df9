/* Any bytes as an uploaded coat of arms: refused in words, or a picture that is small, opaque and the same when read again. */
#include "document/crest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new((size_t)64 << 20);
  str png, again;
  err e = crest_png(a, (str){(const char *)bytes, n}, &png);
  if (e) {
    ENSURE(e->points.n == 1 && str_utf8_ok(e->points.v[0].text));
  } else {
    ENSURE(png.n > 8 && !crest_png(a, png, &again) && str_eq(png, again));
  }
  arena_free(a);
  return 0;
}
