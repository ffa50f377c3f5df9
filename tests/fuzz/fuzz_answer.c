/* Any bytes as the answer of a signing service: a refusal is told in words of ours, a document is taken only when it is the one that was sent
 * and more. */
#include "remote/esign.h"
#include "sign/pdf_accept.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const str no_roots = {NULL, 0};

enum { SENT = 7163 }; /* bytes of the seed signed.bin before its second signature: what was sent */

static void check(arena *a, const char *p, size_t n) {
  if (setjmp(*arena_catch(a)) != 0) return; /* full: refused */
  str got = {p, n}, sent = str_sub(got, 0, SENT);
  pdf_signature added;
  err refused = esign_refused(a, 400, got);
  ENSURE(refused->user.n > 0 && str_utf8_ok(refused->user) && refused->points.n <= 1);
  if (!pdf_accept(a, sent, got, no_roots, &added)) ENSURE(added.sound && added.covered > sent.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(32 << 20);
  if (a) check(a, (const char *)bytes, n);
  arena_free(a);
  return 0;
}
