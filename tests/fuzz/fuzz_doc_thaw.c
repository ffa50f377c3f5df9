/* Any bytes as a frozen document: what is taken must freeze to what thaws to the same again, and be writable. */
#include "document/block.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new((size_t)256 << 20);
  doc *d = NULL, *again = NULL;
  if (!doc_thaw(a, (str){(const char *)data, size}, &d)) {
    str frozen = doc_freeze(a, d), pdf;
    ENSURE(!doc_thaw(a, frozen, &again) && str_eq(doc_freeze(a, again), frozen));
    ENSURE(doc_html(a, d).n > 0 && doc_text(a, d).p);
    if (size < 4096) ENSURE(!doc_pdf(a, d, (instant){0}, &pdf) && pdf.n > 0);
  }
  arena_free(a);
  return 0;
}
