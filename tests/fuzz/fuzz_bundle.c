/* Any bytes as a bundle: no crash, no leak. */
#include "sign/verify_bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const str no_roots = {NULL, 0};

static void check(arena *a, str zip) {
  bundle_report r;
  if (setjmp(*arena_catch(a)) != 0) return; /* full: refused */
  if (bundle_verify(a, zip, no_roots, &r)) return;
  ENSURE(bundle_report_text(a, &r, true).n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(32 << 20);
  if (a) check(a, (str){(const char *)bytes, n});
  arena_free(a);
  return 0;
}
