/* Any bytes as a signed PDF: no crash, no leak, and what is said of it can be printed. */
#include "sign/pdf_verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const str no_roots = {NULL, 0};

static void check(arena *a, str pdf) {
  pdf_signatures all;
  if (setjmp(*arena_catch(a)) != 0) return; /* full: refused */
  if (pdf_verify(a, pdf, no_roots, &all)) return;
  ENSURE(str_utf8_ok(pdf_signatures_text(a, &all, true, 420)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(32 << 20);
  if (a) check(a, (str){(const char *)bytes, n});
  arena_free(a);
  return 0;
}
