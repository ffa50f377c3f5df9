#include "tsa.h"

#include "remote.h"

enum { USUAL_SECONDS = 20, TOKEN_MOST = 64 << 10 };

err tsa_ask(void *ctx, arena *a, str request, str *answer) {
  const tsa *t = ctx;
  remote_answer got;
  remote_question q = {.service = S("cap waktu"), .url = t->address, .user = t->user, .password = t->password, .body = request,
                       .body_type = S("application/timestamp-query"), .seconds = t->seconds > 0 ? t->seconds : USUAL_SECONDS, .most = TOKEN_MOST};
  TRY(remote_ask(a, &q, &got));
  if (got.status == 200 && str_starts(got.type, S("application/timestamp-reply"))) return *answer = got.body, NULL;
  err e = ERR(a, BUSY, "Layanan cap waktu tidak memberi cap waktu (HTTP %d). Coba lagi nanti, atau periksa alamatnya pada setelan.", got.status);
  return e;
}

/* Whether signing goes on without a timestamp: then the reason is kept as a remark. */
static bool goes_on(const tsa *t, arena *a, err e, str *remark) {
  if (e->code != ERR_BUSY || t->required) return false;
  *remark = STR_CAT(a, S("Tanpa cap waktu: "), e->user);
  return true;
}

err tsa_sign(arena *a, const tsa *t, str pdf, const pdf_field *f, const signer *s, str *out, str *remark) {
  *remark = STR_NONE;
  if (!t->address.n) return pdf_sign_with(a, pdf, f, s, NULL, NULL, out);
  tsa asked = *t;
  err e = pdf_sign_with(a, pdf, f, s, tsa_ask, &asked, out);
  return e && goes_on(t, a, e, remark) ? pdf_sign_with(a, pdf, f, s, NULL, NULL, out) : e;
}

err tsa_stamp(arena *a, const tsa *t, str pdf, str *out, str *remark) {
  *remark = STR_NONE;
  *out = pdf;
  if (!t->address.n) return NULL;
  tsa asked = *t;
  err e = pdf_sign_timestamp(a, pdf, tsa_ask, &asked, out);
  if (!e || !goes_on(t, a, e, remark)) return e;
  *out = pdf;
  return NULL;
}
