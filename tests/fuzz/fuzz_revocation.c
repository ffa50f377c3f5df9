/* Any bytes as what an issuer says of a certificate: two lengths of two bytes, the certificate, its issuer's, and the answer, read as OCSP and as a
 * list. No crash, no leak; nothing is known of a certificate without an answer. */
#include "sign/revocation.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(arena *a, str all) {
  size_t first = (size_t)(unsigned char)all.p[0] << 8 | (unsigned char)all.p[1], second = (size_t)(unsigned char)all.p[2] << 8 | (unsigned char)all.p[3];
  str cert = str_sub(all, 4, first), issuer = str_sub(all, 4 + cert.n, second);
  str_list answer = {0}, none = {0};
  LIST_ADD(a, &answer, str_from(all, 4 + cert.n + issuer.n));
  revocation r = revocation_of(a, cert, issuer, &answer, &answer, (instant){1775372400});
  ENSURE(r.state == REVOCATION_UNKNOWN || (instant_some(r.told) && r.by.n));
  ENSURE(revocation_of(a, cert, issuer, &none, &none, (instant){1775372400}).state == REVOCATION_UNKNOWN);
  revocation_places at = revocation_where(a, cert);
  for (size_t i = 0; i < at.ocsps.n; i++) ENSURE(str_starts(at.ocsps.v[i], S("http")));
  for (size_t i = 0; i < at.crls.n; i++) ENSURE(str_starts(at.crls.v[i], S("http")));
  revocation_question(a, cert, issuer);
}

static void guarded(arena *a, const str *all) {
  if (setjmp(*arena_catch(a)) != 0) return; /* full: refused */
  check(a, *all);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  const str all = {(const char *)bytes, n};
  arena *a = n >= 4 ? arena_new(32 << 20) : NULL;
  if (a) guarded(a, &all);
  arena_free(a);
  return 0;
}
