#include "evidence.h"

#include "remote.h"
#include "sign/revocation.h"

enum { SECONDS = 6, ANSWER_MOST = 64 << 10, LIST_MOST = 2 << 20, MOST_ASKED = 2, ZONE = 420 }; /* days are told as in Jakarta */

typedef struct asking { arena *a; str cert, issuer; instant now; pdf_evidence *out; } asking;

/* The bytes of a good answer; absent when the service gives none. */
static str ask(arena *a, const remote_question *q) {
  remote_answer got;
  err e = remote_ask(a, q, &got);
  return !e && got.status == 200 && got.body.n ? got.body : STR_NONE;
}

static revocation ask_ocsp(const asking *x, str url) {
  str_list answer = {0}, none = {0};
  remote_question q = {.service = S("pencabutan sertifikat"), .url = url, .body = revocation_question(x->a, x->cert, x->issuer),
                       .body_type = S("application/ocsp-request"), .seconds = SECONDS, .most = ANSWER_MOST};
  str der = q.body.n ? ask(x->a, &q) : STR_NONE;
  if (der.n) LIST_ADD(x->a, &answer, der);
  revocation r = revocation_of(x->a, x->cert, x->issuer, &answer, &none, x->now);
  if (r.state == REVOCATION_GOOD) LIST_ADD(x->a, &x->out->ocsps, der);
  return r;
}

static revocation ask_list(const asking *x, str url) {
  str_list list = {0}, none = {0};
  remote_question q = {.service = S("pencabutan sertifikat"), .url = url, .seconds = SECONDS, .most = LIST_MOST};
  str der = ask(x->a, &q);
  if (der.n) LIST_ADD(x->a, &list, der);
  revocation r = revocation_of(x->a, x->cert, x->issuer, &none, &list, x->now);
  if (r.state == REVOCATION_GOOD) LIST_ADD(x->a, &x->out->crls, der);
  return r;
}

static revocation ask_each(const asking *x, revocation (*how)(const asking *x, str url), const str_list *urls) {
  revocation r = {.since = INSTANT_NONE, .told = INSTANT_NONE};
  for (size_t i = 0; i < urls->n && i < MOST_ASKED && r.state == REVOCATION_UNKNOWN; i++) r = how(x, urls->v[i]);
  return r;
}

static err one(const asking *x, bool own, bool *known) {
  revocation_places at = revocation_where(x->a, x->cert);
  revocation r = ask_each(x, ask_ocsp, &at.ocsps);
  if (r.state == REVOCATION_UNKNOWN) r = ask_each(x, ask_list, &at.crls);
  *known = r.state == REVOCATION_GOOD;
  if (r.state != REVOCATION_REVOKED) return NULL;
  return ERR(x->a, GATE, "%s dicabut oleh penerbitnya sejak %.*s, jadi tidak dapat dipakai untuk menandatangani. Mintalah sertifikat baru kepada penerbitnya, "
             "atau tanda tangani di atas kertas lalu unggah pindaiannya.", own ? "Sertifikat ini" : "Sertifikat di atas sertifikat ini",
             STR_ARG(instant_id(x->a, r.since, ZONE)));
}

err evidence_fetch(arena *a, const str_list *path, instant now, pdf_evidence *out, bool *complete) {
  *complete = path->n > 1;
  for (size_t i = 0; i < path->n; i++) LIST_ADD(a, &out->certs, path->v[i]);
  for (size_t i = 0; i + 1 < path->n; i++) {
    bool known;
    TRY(one(&(asking){a, path->v[i], path->v[i + 1], now, out}, i == 0, &known));
    *complete = *complete && known;
  }
  return NULL;
}
