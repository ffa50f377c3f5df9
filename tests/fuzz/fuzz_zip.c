/* Any bytes as a ZIP archive: what is taken keeps the limits and has only good names. */
#include "document/zipfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new(0);
  zipfile_limits limits = {.entries = 20, .bytes = 1 << 20, .ratio = 50};
  zipfile_entries e = {0};
  if (!zipfile_read(a, (str){(const char *)data, size}, limits, &e)) {
    size_t all = 0;
    for (size_t i = 0; i < e.n; i++) {
      ENSURE(zipfile_name_ok(e.v[i].name));
      all += e.v[i].bytes.n;
    }
    ENSURE(e.n <= limits.entries && all <= limits.bytes);
  }
  arena_free(a);
  return 0;
}
