#include "pki.h"

#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

struct pki {
  arena *a;
  EVP_PKEY *root_key, *other_key, *keys[PKI_COUNT];
  X509 *root, *other, *certs[PKI_COUNT];
};

static const struct { const char *name, *from, *until; bool rsa; } people[PKI_COUNT] = {
    [PKI_CAMAT] = {"Contoh Camat", "20260101000000Z", "20400101000000Z", true},
    [PKI_SEKRETARIS] = {"Contoh Sekretaris", "20260101000000Z", "20400101000000Z", false},
    [PKI_EXPIRED] = {"Contoh Lama", "20200101000000Z", "20210101000000Z", false},
    [PKI_TSA] = {"Contoh Cap Waktu", "20260101000000Z", "20400101000000Z", false},
    [PKI_OCSP] = {"Contoh Penjawab", "20260101000000Z", "20400101000000Z", false},
};

static void pki_release(void *what) {
  pki *p = what;
  EVP_PKEY_free(p->root_key);
  EVP_PKEY_free(p->other_key);
  X509_free(p->root);
  X509_free(p->other);
  for (int i = 0; i < PKI_COUNT; i++) EVP_PKEY_free(p->keys[i]), X509_free(p->certs[i]);
}

static void extend(X509 *cert, X509 *issuer, int nid, const char *value) {
  X509V3_CTX ctx;
  X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
  X509_EXTENSION *x = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
  ENSURE(x && X509_add_ext(cert, x, -1));
  X509_EXTENSION_free(x);
}

static X509 *certificate(const char *name, long serial, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuer_key, const char *from, const char *until, const char *usage, const char *address) {
  char line[256];
  X509 *cert = X509_new();
  X509_set_version(cert, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(cert), serial);
  ASN1_TIME_set_string(X509_getm_notBefore(cert), from);
  ASN1_TIME_set_string(X509_getm_notAfter(cert), until);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "O", MBSTRING_UTF8, (const unsigned char *)"Uji", -1, -1, 0);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
  X509_set_issuer_name(cert, X509_get_subject_name(issuer ? issuer : cert));
  X509_set_pubkey(cert, key);
  extend(cert, issuer ? issuer : cert, NID_basic_constraints, issuer ? "critical,CA:FALSE" : "critical,CA:TRUE");
  extend(cert, issuer ? issuer : cert, NID_key_usage, issuer ? "critical,digitalSignature,nonRepudiation" : "critical,keyCertSign,cRLSign");
  if (usage) extend(cert, issuer, NID_ext_key_usage, usage);
  if (address) {
    snprintf(line, sizeof line, "OCSP;URI:%s/ocsp", address);
    extend(cert, issuer, NID_info_access, line);
    snprintf(line, sizeof line, "URI:%s/crl", address);
    extend(cert, issuer, NID_crl_distribution_points, line);
  }
  ENSURE(X509_sign(cert, issuer_key, EVP_sha256()) > 0);
  return cert;
}

pki *pki_new(arena *a) { return pki_named(a, people[PKI_CAMAT].name); }

pki *pki_named(arena *a, const char *camat) { return pki_at(a, camat, NULL); }

static const char *const usages[PKI_COUNT] = {[PKI_TSA] = "critical,timeStamping", [PKI_OCSP] = "OCSPSigning"};

pki *pki_at(arena *a, const char *camat, const char *address) {
  pki *p = NEW(a, pki);
  p->a = a;
  arena_defer(a, pki_release, p);
  p->root_key = EVP_EC_gen("P-256");
  p->other_key = EVP_EC_gen("P-256");
  p->root = certificate("Akar Uji", 1, p->root_key, NULL, p->root_key, "20190101000000Z", "20450101000000Z", NULL, NULL);
  p->other = certificate("Akar Lain", 1, p->other_key, NULL, p->other_key, "20190101000000Z", "20450101000000Z", NULL, NULL);
  for (int i = 0; i < PKI_COUNT; i++) {
    p->keys[i] = people[i].rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
    p->certs[i] = certificate(i == PKI_CAMAT ? camat : people[i].name, 10 + i, p->keys[i], p->root, p->root_key, people[i].from, people[i].until, usages[i],
                              i == PKI_OCSP ? NULL : address);
  }
  return p;
}

static str taken(arena *a, BIO *b) {
  char *bytes;
  long n = BIO_get_mem_data(b, &bytes);
  str s = str_copy(a, (str){bytes, (size_t)n});
  BIO_free(b);
  return s;
}

static str pem(const pki *p, X509 *cert) {
  BIO *b = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(b, cert);
  return taken(p->a, b);
}
str pki_root(const pki *p) { return pem(p, p->root); }
str pki_other_root(const pki *p) { return pem(p, p->other); }

str pki_p12(const pki *p, enum pki_who who) {
  STACK_OF(X509) *above = sk_X509_new_null();
  sk_X509_push(above, p->root);
  PKCS12 *p12 = PKCS12_create(PKI_PASSWORD, "uji", p->keys[who], p->certs[who], above, 0, 0, 0, 0, 0);
  BIO *b = BIO_new(BIO_s_mem());
  i2d_PKCS12_bio(b, p12);
  PKCS12_free(p12);
  sk_X509_free(above);
  return taken(p->a, b);
}

str pki_cert(const pki *p, enum pki_who who) {
  BIO *b = BIO_new(BIO_s_mem());
  i2d_X509_bio(b, who == PKI_COUNT ? p->root : p->certs[who]);
  return taken(p->a, b);
}

static void revoke(X509_CRL *crl, X509 *cert, const char *since) {
  X509_REVOKED *r = X509_REVOKED_new();
  ASN1_TIME *when = ASN1_TIME_new();
  ASN1_TIME_set_string(when, since);
  X509_REVOKED_set_serialNumber(r, X509_get_serialNumber(cert));
  X509_REVOKED_set_revocationDate(r, when);
  X509_CRL_add0_revoked(crl, r);
  ASN1_TIME_free(when);
}

str pki_crl(const pki *p, enum pki_who revoked, const char *since) {
  X509_CRL *crl = X509_CRL_new();
  ASN1_TIME *from = ASN1_TIME_new(), *until = ASN1_TIME_new();
  ASN1_TIME_set_string(from, "20260601000000Z");
  ASN1_TIME_set_string(until, "20400101000000Z");
  X509_CRL_set_version(crl, 1);
  X509_CRL_set_issuer_name(crl, X509_get_subject_name(p->root));
  X509_CRL_set1_lastUpdate(crl, from);
  X509_CRL_set1_nextUpdate(crl, until);
  if (revoked != PKI_COUNT) revoke(crl, p->certs[revoked], since);
  ENSURE(X509_CRL_sign(crl, p->root_key, EVP_sha256()) > 0);
  BIO *b = BIO_new(BIO_s_mem());
  i2d_X509_CRL_bio(b, crl);
  X509_CRL_free(crl);
  ASN1_TIME_free(from);
  ASN1_TIME_free(until);
  return taken(p->a, b);
}

static ASN1_GENERALIZEDTIME *general(const char *text) {
  ASN1_GENERALIZEDTIME *t = ASN1_GENERALIZEDTIME_new();
  ENSURE(ASN1_GENERALIZEDTIME_set_string(t, text));
  return t;
}

str pki_ocsp(const pki *p, str request, pki_answer how) {
  const unsigned char *bytes = (const unsigned char *)request.p;
  OCSP_REQUEST *rq = d2i_OCSP_REQUEST(NULL, &bytes, (long)request.n);
  ENSURE(rq && OCSP_request_onereq_count(rq) == 1);
  OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
  ASN1_GENERALIZEDTIME *since = how.since ? general(how.since) : NULL, *from = general("20260405065900Z"), *until = general(how.until);
  OCSP_basic_add1_status(basic, OCSP_onereq_get0_id(OCSP_request_onereq_get0(rq, 0)), since ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD,
                         OCSP_REVOKED_STATUS_KEYCOMPROMISE, since, from, until);
  ASN1_GENERALIZEDTIME_set_string((ASN1_GENERALIZEDTIME *)(uintptr_t)OCSP_resp_get0_produced_at(basic), "20260405065900Z");
  X509 *by = how.foreign ? p->other : how.direct ? p->root : p->certs[PKI_OCSP];
  ENSURE(OCSP_basic_sign(basic, by, how.foreign ? p->other_key : how.direct ? p->root_key : p->keys[PKI_OCSP], EVP_sha256(), NULL, OCSP_NOTIME) == 1);
  OCSP_RESPONSE *answer = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
  BIO *b = BIO_new(BIO_s_mem());
  i2d_OCSP_RESPONSE_bio(b, answer);
  OCSP_RESPONSE_free(answer);
  OCSP_BASICRESP_free(basic);
  OCSP_REQUEST_free(rq);
  ASN1_GENERALIZEDTIME_free(since);
  ASN1_GENERALIZEDTIME_free(from);
  ASN1_GENERALIZEDTIME_free(until);
  return taken(p->a, b);
}

/* ---- time stamps: at one moment, 2026-04-05 07:00:30 UTC ---- */

static ASN1_INTEGER *serial(TS_RESP_CTX *ctx, void *data) {
  (void)ctx, (void)data;
  ASN1_INTEGER *n = ASN1_INTEGER_new();
  ASN1_INTEGER_set(n, 77);
  return n;
}

static int moment(TS_RESP_CTX *ctx, void *data, long *seconds, long *micro) {
  (void)ctx, (void)data;
  *seconds = 1775372430;
  *micro = 0;
  return 1;
}

err pki_stamp(void *what, arena *a, str request, str *answer) {
  pki *p = what;
  TS_RESP_CTX *ctx = TS_RESP_CTX_new();
  TS_RESP_CTX_set_signer_cert(ctx, p->certs[PKI_TSA]);
  TS_RESP_CTX_set_signer_key(ctx, p->keys[PKI_TSA]);
  TS_RESP_CTX_set_signer_digest(ctx, EVP_sha256());
  TS_RESP_CTX_set_ess_cert_id_digest(ctx, EVP_sha256());
  TS_RESP_CTX_add_md(ctx, EVP_sha256());
  ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4.1", 1);
  TS_RESP_CTX_set_def_policy(ctx, policy);
  TS_RESP_CTX_set_serial_cb(ctx, serial, NULL);
  TS_RESP_CTX_set_time_cb(ctx, moment, NULL);
  BIO *in = BIO_new_mem_buf(request.p, (int)request.n), *out = BIO_new(BIO_s_mem());
  TS_RESP *rs = TS_RESP_create_response(ctx, in);
  ENSURE(rs && i2d_TS_RESP_bio(out, rs) == 1);
  TS_RESP_free(rs);
  BIO_free(in);
  ASN1_OBJECT_free(policy);
  TS_RESP_CTX_free(ctx);
  *answer = taken(a, out);
  return NULL;
}
