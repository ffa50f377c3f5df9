/* Any bytes as a ZIP archive: what is taken keeps the limits and has only good names. */
#include "document/zipfile.h"
#include "document/zipread.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new(0);
  zipread_limits limits = {.entries = 20, .bytes = 1 << 20, .ratio = 50};
  zipread_files e = {0};
  if (!zipread_all(a, (str){(const char *)data, size}, limits, &e)) {
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
