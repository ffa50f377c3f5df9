#include "revocation.h"

#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "openssl_keep.h"

enum { MOST_DER = 32 << 20, DAY = 86400, MOST_PLACES = 4 };

static X509 *cert_of(arena *a, str der) {
  const unsigned char *p = (const unsigned char *)der.p;
  return keep_X509(a, der.n && der.n < MOST_DER ? d2i_X509(NULL, &p, (long)der.n) : NULL);
}

/* ---- how much an answer says ---- */

typedef struct asked { arena *a; X509 *cert, *issuer; instant at; } asked;

/* this, next: from when to when the answer is valid; next may be absent. */
static bool fresh(const asked *q, const ASN1_TIME *this_, const ASN1_TIME *next) {
  instant from = x509_instant(this_), until = x509_instant(next), end = x509_instant(X509_get0_notAfter(q->cert));
  if (!instant_some(from) || (next && !instant_some(until))) return false;
  return from.s <= end.s && (next ? until.s : from.s + DAY) >= q->at.s;
}

/* ---- what a certificate names ---- */

static void add_place(arena *a, str_list *all, str url) {
  if (all->n < MOST_PLACES && (str_starts(url, S("http://")) || str_starts(url, S("https://")))) LIST_ADD(a, all, str_copy(a, url));
}

static void add_names(arena *a, str_list *all, const GENERAL_NAMES *names) {
  for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
    const GENERAL_NAME *g = sk_GENERAL_NAME_value(names, i);
    if (g->type != GEN_URI) continue;
    const ASN1_IA5STRING *s = g->d.uniformResourceIdentifier;
    add_place(a, all, (str){(const char *)ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s)});
  }
}

static void add_lists(arena *a, str_list *all, X509 *cert) {
  CRL_DIST_POINTS *points = X509_get_ext_d2i(cert, NID_crl_distribution_points, NULL, NULL);
  for (int i = 0; i < sk_DIST_POINT_num(points); i++) {
    const DIST_POINT *d = sk_DIST_POINT_value(points, i);
    if (d->distpoint && d->distpoint->type == 0) add_names(a, all, d->distpoint->name.fullname);
  }
  CRL_DIST_POINTS_free(points);
}

/* ---- OCSP ---- */

/* Signed by the issuer or by who has a certificate of it for that; judged at the moment of the answer, since responders' certificates end soon. */
static bool answer_holds(const asked *q, OCSP_BASICRESP *basic) {
  X509_STORE *store = keep_X509_STORE(q->a, X509_STORE_new());
  STACK_OF(X509) *known = sk_X509_new_null();
  instant made = x509_instant(OCSP_resp_get0_produced_at(basic));
  bool ok = store && known && instant_some(made) && X509_STORE_add_cert(store, q->issuer) == 1 && sk_X509_push(known, q->issuer);
  if (ok) {
    X509_VERIFY_PARAM *param = X509_STORE_get0_param(store);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(param, (time_t)made.s);
    ok = OCSP_basic_verify(basic, known, store, 0) == 1;
  }
  sk_X509_free(known);
  return ok;
}

/* The answer for this certificate, named by SHA-1 or SHA-256 of its issuer. */
static bool find_status(const asked *q, OCSP_BASICRESP *basic, int *status, ASN1_GENERALIZEDTIME **since, ASN1_GENERALIZEDTIME **this_,
                        ASN1_GENERALIZEDTIME **next) {
  const EVP_MD *digests[] = {EVP_sha1(), EVP_sha256()};
  bool found = false;
  for (size_t i = 0; i < LEN(digests) && !found; i++) {
    OCSP_CERTID *id = OCSP_cert_to_id(digests[i], q->cert, q->issuer);
    found = id && OCSP_resp_find_status(basic, id, status, NULL, since, this_, next) == 1;
    OCSP_CERTID_free(id);
  }
  return found;
}

static revocation of_ocsp(const asked *q, str der) {
  const unsigned char *p = (const unsigned char *)der.p;
  ASN1_GENERALIZEDTIME *since = NULL, *this_ = NULL, *next = NULL;
  revocation r = {.since = INSTANT_NONE, .told = INSTANT_NONE, .by = S("OCSP")};
  int status = V_OCSP_CERTSTATUS_UNKNOWN;
  OCSP_RESPONSE *answer = keep_OCSP_RESPONSE(q->a, der.n < MOST_DER ? d2i_OCSP_RESPONSE(NULL, &p, (long)der.n) : NULL);
  OCSP_BASICRESP *basic = keep_OCSP_BASICRESP(q->a, answer && OCSP_response_status(answer) == OCSP_RESPONSE_STATUS_SUCCESSFUL ? OCSP_response_get1_basic(answer) : NULL);
  if (!basic || !find_status(q, basic, &status, &since, &this_, &next) || !answer_holds(q, basic)) return r;
  r.told = x509_instant(this_);
  if (status == V_OCSP_CERTSTATUS_REVOKED && instant_some(r.since = x509_instant(since))) r.state = REVOCATION_REVOKED;
  else if (status == V_OCSP_CERTSTATUS_GOOD && fresh(q, this_, next)) r.state = REVOCATION_GOOD;
  return r;
}

/* ---- lists ---- */

static bool list_of_issuer(const asked *q, X509_CRL *crl) {
  return X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(q->issuer)) == 0 && X509_CRL_verify(crl, X509_get0_pubkey(q->issuer)) == 1;
}

/* One of the places that the list says it is published at is one that the certificate names. */
static bool same_place(const asked *q, const DIST_POINT_NAME *published) {
  revocation_places of = {0};
  str_list at = {0};
  if (published->type != 0) return false;
  add_lists(q->a, &of.crls, q->cert);
  add_names(q->a, &at, published->name.fullname);
  for (size_t i = 0; i < at.n; i++)
    for (size_t k = 0; k < of.crls.n; k++)
      if (str_eq(at.v[i], of.crls.v[k])) return true;
  return false;
}

/* A list of only some certificates or only changes proves nothing about one that is not in it (RFC 5280, 5.2.4 and 5.2.5). */
static bool covers(const asked *q, X509_CRL *crl) {
  int critical;
  bool authority = X509_check_ca(q->cert) > 0, named = X509_CRL_get_ext_by_NID(crl, NID_issuing_distribution_point, -1) >= 0;
  if (X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) >= 0) return false;
  if (!named) return true;
  ISSUING_DIST_POINT *d = X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &critical, NULL);
  bool ok = d && !d->onlysomereasons && d->onlyattr <= 0 && d->indirectCRL <= 0 && (authority ? d->onlyuser <= 0 : d->onlyCA <= 0) &&
            (!d->distpoint || same_place(q, d->distpoint));
  ISSUING_DIST_POINT_free(d);
  return ok;
}

static revocation of_list(const asked *q, str der) {
  const unsigned char *p = (const unsigned char *)der.p;
  revocation r = {.since = INSTANT_NONE, .told = INSTANT_NONE, .by = S("CRL")};
  X509_REVOKED *entry = NULL;
  X509_CRL *crl = keep_X509_CRL(q->a, der.n < MOST_DER ? d2i_X509_CRL(NULL, &p, (long)der.n) : NULL);
  if (!crl || !list_of_issuer(q, crl)) return r;
  r.told = x509_instant(X509_CRL_get0_lastUpdate(crl));
  bool listed = X509_CRL_get0_by_cert(crl, &entry, q->cert) == 1; /* not: one that was taken off again */
  if (listed && instant_some(r.since = x509_instant(X509_REVOKED_get0_revocationDate(entry)))) r.state = REVOCATION_REVOKED;
  else if (!listed && covers(q, crl) && fresh(q, X509_CRL_get0_lastUpdate(crl), X509_CRL_get0_nextUpdate(crl))) r.state = REVOCATION_GOOD;
  return r;
}

/* ---- all answers ---- */

/* Revoked before good, the earlier revocation before the later, else the younger answer. */
static void better(revocation *best, revocation r) {
  bool more = r.state > best->state;
  if (r.state == best->state && r.state == REVOCATION_REVOKED) more = r.since.s < best->since.s;
  if (r.state == best->state && r.state == REVOCATION_GOOD) more = r.told.s > best->told.s;
  if (more) *best = r;
}

revocation revocation_of(arena *a, str cert, str issuer, const str_list *ocsps, const str_list *crls, instant at) {
  revocation best = {.since = INSTANT_NONE, .told = INSTANT_NONE};
  asked q = {a, cert_of(a, cert), cert_of(a, issuer), at};
  bool issued = q.cert && q.issuer && X509_check_issued(q.issuer, q.cert) == X509_V_OK && X509_verify(q.cert, X509_get0_pubkey(q.issuer)) == 1;
  for (size_t i = 0; issued && i < ocsps->n; i++) better(&best, of_ocsp(&q, ocsps->v[i]));
  for (size_t i = 0; issued && i < crls->n; i++) better(&best, of_list(&q, crls->v[i]));
  ERR_clear_error();
  return best;
}

/* ---- asking ---- */

revocation_places revocation_where(arena *a, str cert) {
  revocation_places r = {0};
  X509 *x = cert_of(a, cert);
  STACK_OF(OPENSSL_STRING) *ocsps = x ? X509_get1_ocsp(x) : NULL;
  for (int i = 0; i < sk_OPENSSL_STRING_num(ocsps); i++) add_place(a, &r.ocsps, str_of(sk_OPENSSL_STRING_value(ocsps, i)));
  X509_email_free(ocsps);
  if (x) add_lists(a, &r.crls, x);
  ERR_clear_error();
  return r;
}

str revocation_question(arena *a, str cert, str issuer) {
  X509 *x = cert_of(a, cert), *above = cert_of(a, issuer);
  OCSP_REQUEST *rq = keep_OCSP_REQUEST(a, OCSP_REQUEST_new());
  OCSP_CERTID *id = x && above ? OCSP_cert_to_id(EVP_sha1(), x, above) : NULL; /* what every responder knows (RFC 5019) */
  unsigned char *der = NULL;
  str out = STR_NONE;
  if (rq && id && OCSP_request_add0_id(rq, id)) {
    int n = i2d_OCSP_REQUEST(rq, &der);
    if (n > 0) out = str_copy(a, (str){(const char *)der, (size_t)n});
    OPENSSL_free(der);
  } else {
    OCSP_CERTID_free(id);
  }
  ERR_clear_error();
  return out;
}
