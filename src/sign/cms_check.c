#include "cms.h"

#include <openssl/ess.h>
#include <openssl/pem.h>

#include "openssl_keep.h"
#include "timestamp.h"

typedef struct checking {
  arena *a;
  const cms_trusted *trusted;
  cms_result r;
} checking;

/* ---- trust ---- */

static X509_STORE *store_of(checking *c) {
  X509_STORE *store = keep_X509_STORE(c->a, X509_STORE_new());
  BIO *pem = keep_BIO(c->a, BIO_new_mem_buf(c->trusted->roots.p, (int)c->trusted->roots.n));
  for (X509 *root; store && pem && (root = PEM_read_bio_X509(pem, NULL, NULL, NULL));) {
    X509_STORE_add_cert(store, root);
    X509_free(root);
  }
  ERR_clear_error();
  return store;
}

static void add_certs(checking *c, STACK_OF(X509) *all) {
  for (size_t i = 0; i < c->trusted->certs.n; i++) {
    const unsigned char *p = (const unsigned char *)c->trusted->certs.v[i].p;
    X509 *cert = d2i_X509(NULL, &p, (long)c->trusted->certs.v[i].n);
    if (cert && !sk_X509_push(all, cert)) X509_free(cert);
  }
}

static str chain_fault(arena *a, int code) {
  switch (code) {
  case X509_V_ERR_CERT_HAS_EXPIRED: return S("sertifikatnya sudah tidak berlaku saat ditandatangani");
  case X509_V_ERR_CERT_NOT_YET_VALID: return S("sertifikatnya belum berlaku saat ditandatangani");
  case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
  case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY: return S("sertifikatnya tidak berasal dari penerbit yang dipercaya");
  default: return str_fmt(a, "rantai sertifikatnya tidak sah (%s)", X509_verify_cert_error_string(code));
  }
}

/* A moment that only the signer claims does not help against a revocation after it. */
static str revoked_text(arena *a, const revocation *r, instant at, bool proven, const char *whose) {
  enum { ZONE = 420 }; /* days are told as in Jakarta */
  if (r->state != REVOCATION_REVOKED || (proven && r->since.s > at.s)) return STR_NONE;
  str since = instant_id(a, r->since, ZONE);
  if (r->since.s <= at.s) return str_fmt(a, "%s dicabut sejak %.*s, sebelum ditandatangani", whose, STR_ARG(since));
  return str_fmt(a, "%s dicabut sejak %.*s, dan tidak ada cap waktu yang membuktikan bahwa tanda tangan ini dibuat sebelumnya", whose, STR_ARG(since));
}

/* What the document's data say of the chain: they are made after the signature, so what counts is when a certificate was revoked. */
static str revoked(checking *c, const str_list *path, instant at, bool proven) {
  str reason = STR_NONE;
  for (size_t k = 0; k + 1 < path->n && !reason.p; k++) {
    revocation r = revocation_of(c->a, path->v[k], path->v[k + 1], &c->trusted->ocsps, &c->trusted->crls, at);
    reason = revoked_text(c->a, &r, at, proven, k ? "sertifikat penerbitnya" : "sertifikatnya");
  }
  return reason;
}

/* Why the chain does not lead to a root; absent when it does: then *path holds it. */
static str lead(checking *c, X509 *cert, STACK_OF(X509) *others, instant at, str_list *path) {
  X509_STORE *store = store_of(c);
  X509_STORE_CTX *x = keep_X509_STORE_CTX(c->a, X509_STORE_CTX_new());
  add_certs(c, others);
  if (!store || !x || !X509_STORE_CTX_init(x, store, cert, others)) return S("rantai sertifikatnya tidak dapat diperiksa");
  X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(x);
  X509_VERIFY_PARAM_set_time(param, (time_t)at.s);
  X509_VERIFY_PARAM_set_depth(param, 8);
  str reason = X509_verify_cert(x) == 1 ? STR_NONE : chain_fault(c->a, X509_STORE_CTX_get_error(x));
  STACK_OF(X509) *chain = X509_STORE_CTX_get0_chain(x);
  for (int i = 0; !reason.p && i < sk_X509_num(chain); i++) LIST_ADD(c->a, path, x509_der(c->a, sk_X509_value(chain, i)));
  ERR_clear_error();
  return reason;
}

static str judge(checking *c, X509 *cert, STACK_OF(X509) *others, instant at, bool proven) {
  str_list path = {0};
  str reason = lead(c, cert, others, at, &path);
  return reason.p ? reason : revoked(c, &path, at, proven);
}

/* A chain that is given as bytes. */
static str lead_der(arena *a, str roots, str_list chain, instant at, str_list *path) {
  STACK_OF(X509) *others = keep_stack(a, sk_X509_new_null());
  cms_trusted t = {.roots = roots, .certs = chain};
  checking c = {.a = a, .trusted = &t};
  const unsigned char *p = chain.n ? (const unsigned char *)chain.v[0].p : NULL;
  X509 *cert = keep_X509(a, p ? d2i_X509(NULL, &p, (long)chain.v[0].n) : NULL);
  return cert && others ? lead(&c, cert, others, at, path) : S("sertifikatnya tidak dapat dibaca");
}

str cms_untrusted(arena *a, str roots, str_list chain, instant at) { return lead_der(a, roots, chain, at, &(str_list){0}); }

str_list cms_path(arena *a, str roots, str_list chain, instant at) {
  str_list path = {0};
  return lead_der(a, roots, chain, at, &path).p ? (str_list){0} : path;
}

str_list cms_names(arena *a, str pem) {
  str_list names = {0};
  BIO *in = keep_BIO(a, BIO_new_mem_buf(pem.p, (int)pem.n));
  for (X509 *cert; in && (cert = PEM_read_bio_X509(in, NULL, NULL, NULL));) {
    LIST_ADD(a, &names, str_copy(a, x509_name(cert)));
    X509_free(cert);
  }
  ERR_clear_error();
  return names;
}

/* The certificate that signed this one: from the signature, the document or the roots. */
static str issuer_of(checking *c, X509 *cert, STACK_OF(X509) *others) {
  str_list all = {0};
  BIO *pem = keep_BIO(c->a, BIO_new_mem_buf(c->trusted->roots.p, (int)c->trusted->roots.n));
  for (int i = 0; i < sk_X509_num(others); i++) LIST_ADD(c->a, &all, x509_der(c->a, sk_X509_value(others, i)));
  for (X509 *root; pem && (root = PEM_read_bio_X509(pem, NULL, NULL, NULL)); X509_free(root)) LIST_ADD(c->a, &all, x509_der(c->a, root));
  str found = STR_NONE;
  for (size_t i = 0; i < all.n && !found.p; i++) {
    const unsigned char *p = (const unsigned char *)all.v[i].p;
    X509 *issuer = keep_X509(c->a, d2i_X509(NULL, &p, (long)all.v[i].n));
    if (issuer && X509_check_issued(issuer, cert) == X509_V_OK && X509_verify(cert, X509_get0_pubkey(issuer)) == 1) found = all.v[i];
  }
  ERR_clear_error();
  return found;
}

/* Needs no root: the answers are signed by who signed the certificate. */
static void tell_revocation(checking *c, X509 *cert, STACK_OF(X509) *others, instant at, bool proven) {
  add_certs(c, others);
  str issuer = issuer_of(c, cert, others);
  if (!issuer.p || !instant_some(at)) return;
  c->r.revocation = revocation_of(c->a, x509_der(c->a, cert), issuer, &c->trusted->ocsps, &c->trusted->crls, at);
  c->r.revoked = c->r.revocation.state == REVOCATION_REVOKED && c->r.revocation.since.s <= at.s;
  if (!c->r.reason.p) c->r.reason = revoked_text(c->a, &c->r.revocation, at, proven, "sertifikatnya");
}

static void trust(checking *c, X509 *cert, STACK_OF(X509) *others, instant at, bool proven) {
  if (!c->trusted->roots.n) return;
  str reason = !instant_some(at) ? S("waktu tanda tangannya tidak diketahui") : judge(c, cert, others, at, proven);
  c->r.trust = reason.p ? CMS_UNTRUSTED : CMS_TRUSTED;
  if (reason.p && !c->r.reason.p) c->r.reason = reason;
}

static void describe(checking *c, const X509 *cert) {
  c->r.signer = str_copy(c->a, x509_name(cert));
  c->r.issuer = x509_issuer(c->a, cert);
  c->r.from = x509_instant(X509_get0_notBefore(cert));
  c->r.until = x509_instant(X509_get0_notAfter(cert));
}

/* ---- the signature ---- */

/* The signed hash of the certificate (signingCertificateV2) is that of the signer: no other certificate with the same key passes. */
static bool certificate_named(checking *c, CMS_SignerInfo *si, X509 *cert) {
  int at = CMS_signed_get_attr_by_NID(si, NID_id_smime_aa_signingCertificateV2, -1);
  ASN1_TYPE *value = at < 0 ? NULL : X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(si, at), 0);
  if (!value || value->type != V_ASN1_SEQUENCE) return false;
  const unsigned char *p = value->value.sequence->data;
  ESS_SIGNING_CERT_V2 *named = keep_ESS_SIGNING_CERT_V2(c->a, d2i_ESS_SIGNING_CERT_V2(NULL, &p, value->value.sequence->length));
  STACK_OF(X509) *one = sk_X509_new_null();
  bool ok = named && one && sk_X509_push(one, cert) && OSSL_ESS_check_signing_certs(NULL, named, one, 0) > 0;
  sk_X509_free(one);
  return ok;
}

static str timestamp_fault(checking *c, CMS_SignerInfo *si) {
  int at = CMS_unsigned_get_attr_by_NID(si, NID_id_smime_aa_timeStampToken, -1);
  if (at < 0) return STR_NONE;
  ASN1_TYPE *value = X509_ATTRIBUTE_get0_type(CMS_unsigned_get_attr(si, at), 0);
  const ASN1_OCTET_STRING *s = CMS_SignerInfo_get0_signature(si);
  if (!value || value->type != V_ASN1_SEQUENCE) return S("cap waktunya rusak");
  str token = {(const char *)value->value.sequence->data, (size_t)value->value.sequence->length};
  timestamp_result t = timestamp_check(c->a, token, (str){(const char *)ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s)});
  if (!t.holds) return S("cap waktunya rusak atau bukan untuk tanda tangan ini");
  LIST_ADD(c->a, &c->r.stamp_chain, x509_der(c->a, t.cert));
  for (int i = 0; i < sk_X509_num(t.certs); i++) LIST_ADD(c->a, &c->r.stamp_chain, x509_der(c->a, sk_X509_value(t.certs, i)));
  if (c->trusted->roots.n) {
    str reason = judge(c, t.cert, t.certs, t.at, true);
    if (reason.p) return STR_NONE; /* sound, but of an authority that is not trusted: it proves no time */
  }
  c->r.stamped = t.at;
  c->r.stamped_by = t.by;
  return STR_NONE;
}

static str signature_fault(checking *c, CMS_ContentInfo *cms, str data, bool cades, X509 **cert) {
  BIO *content = keep_BIO(c->a, BIO_new_mem_buf(data.p, (int)data.n));
  STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(cms);
  if (sk_CMS_SignerInfo_num(infos) != 1) return S("tidak memuat tepat satu tanda tangan");
  bool ok = content && CMS_verify(cms, NULL, NULL, content, NULL, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1;
  CMS_SignerInfo *si = sk_CMS_SignerInfo_value(infos, 0);
  CMS_SignerInfo_get0_algs(si, NULL, cert, NULL, NULL);
  ERR_clear_error();
  if (!*cert) return S("sertifikat penanda tangan tidak ada di dalamnya");
  if (!ok) return S("isi dokumen berubah setelah ditandatangani, atau tanda tangannya rusak");
  if (cades && !certificate_named(c, si, *cert)) return S("tanda tangan tidak menyebut sertifikat penanda tangannya");
  return timestamp_fault(c, si);
}

static void check_signature(checking *c, str der, str data, bool cades, instant claimed) {
  CMS_ContentInfo *cms = cms_of(c->a, der);
  X509 *cert = NULL;
  bool usable = cms && OBJ_obj2nid(CMS_get0_type(cms)) == NID_pkcs7_signed && OBJ_obj2nid(CMS_get0_eContentType(cms)) == NID_pkcs7_data;
  ERR_clear_error();
  c->r.reason = usable ? signature_fault(c, cms, data, cades, &cert) : S("bukan tanda tangan elektronik yang dapat dibaca");
  c->r.intact = !c->r.reason.p;
  if (!cert) return;
  describe(c, cert);
  STACK_OF(X509) *others = keep_stack(c->a, CMS_get1_certs(cms));
  instant at = instant_some(c->r.stamped) ? c->r.stamped : claimed;
  bool proven = instant_some(c->r.stamped) && c->trusted->roots.n; /* by an authority that leads to a root */
  if (!others) others = keep_stack(c->a, sk_X509_new_null());
  tell_revocation(c, cert, others, at, proven);
  trust(c, cert, others, at, proven);
}

static void check_timestamp(checking *c, str der, str data) {
  timestamp_result t = timestamp_check(c->a, der, data);
  ERR_clear_error();
  c->r.intact = t.holds;
  c->r.stamped = t.at;
  c->r.stamped_by = t.by;
  if (!t.holds) c->r.reason = S("cap waktunya rusak, atau isi dokumen berubah sesudahnya");
  if (!t.cert) return;
  describe(c, t.cert);
  trust(c, t.cert, t.certs, t.at, true);
}

cms_result cms_check(arena *a, enum cms_kind kind, str der, str data, const cms_trusted *trusted, instant claimed) {
  checking c = {.a = a, .trusted = trusted, .r = {.from = INSTANT_NONE, .until = INSTANT_NONE, .stamped = INSTANT_NONE, .revocation = {.since = INSTANT_NONE, .told = INSTANT_NONE}}};
  if (der.n > 1 << 24 || data.n > 1 << 30) c.r.reason = S("terlalu besar untuk diperiksa");
  else if (kind == CMS_TIMESTAMP) check_timestamp(&c, der, data);
  else check_signature(&c, der, data, kind == CMS_CADES_SIGNATURE, claimed);
  return c.r;
}
