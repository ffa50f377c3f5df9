#include "trial.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "openssl_keep.h"

static bool extend(X509 *cert, X509 *issuer, int nid, const char *value) {
  X509V3_CTX ctx;
  X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
  X509_EXTENSION *x = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
  bool ok = x && X509_add_ext(cert, x, -1) == 1;
  X509_EXTENSION_free(x);
  return ok;
}

/* A certificate and who signs it; its own when `by` is itself. */
typedef struct made { X509 *cert; EVP_PKEY *key; } made;
struct trial_root { made top; str pem; };

static made make(arena *a, str name, long serial, const trial_signer *t, const made *by) {
  made m = {keep_X509(a, X509_new()), keep_EVP_PKEY(a, EVP_EC_gen("P-256"))};
  const made *issuer = by ? by : &m;
  if (!m.cert || !m.key) return (made){0};
  bool ok = X509_set_version(m.cert, 2) && ASN1_INTEGER_set(X509_get_serialNumber(m.cert), serial) &&
            ASN1_TIME_set(X509_getm_notBefore(m.cert), t->from.s) && ASN1_TIME_set(X509_getm_notAfter(m.cert), t->until.s) &&
            X509_NAME_add_entry_by_NID(X509_get_subject_name(m.cert), NID_commonName, MBSTRING_UTF8, (const unsigned char *)name.p, (int)name.n, -1, 0) &&
            X509_set_issuer_name(m.cert, X509_get_subject_name(issuer->cert)) && X509_set_pubkey(m.cert, m.key) &&
            extend(m.cert, issuer->cert, NID_basic_constraints, by ? "critical,CA:FALSE" : "critical,CA:TRUE") &&
            extend(m.cert, issuer->cert, NID_key_usage, by ? "critical,digitalSignature,nonRepudiation" : "critical,keyCertSign,cRLSign") &&
            X509_sign(m.cert, issuer->key, EVP_sha256()) > 0;
  return ok ? m : (made){0};
}

static str contents(arena *a, BIO *b) {
  char *bytes;
  long n = BIO_get_mem_data(b, &bytes);
  return str_copy(a, (str){bytes, (size_t)n});
}

static str file_of(arena *a, const made *m, const made *root, str passphrase) {
  STACK_OF(X509) *above = sk_X509_new_null();
  sk_X509_push(above, root->cert);
  PKCS12 *p12 = keep_PKCS12(a, PKCS12_create(str_z(a, passphrase), "uji", m->key, m->cert, above, 0, 0, 0, 0, 0));
  sk_X509_free(above);
  BIO *b = keep_BIO(a, BIO_new(BIO_s_mem()));
  return p12 && b && i2d_PKCS12_bio(b, p12) == 1 ? contents(a, b) : STR_NONE;
}

err trial_root_new(arena *a, instant from, instant until, trial_root **out) {
  trial_root *r = NEW(a, trial_root);
  r->top = make(a, S(TRIAL_ISSUER), 1, &(trial_signer){.from = from, .until = until}, NULL);
  BIO *b = keep_BIO(a, BIO_new(BIO_s_mem()));
  if (!r->top.cert || !b || PEM_write_bio_X509(b, r->top.cert) != 1) return ERR_CAUSE(a, "trial certificate: %s", openssl_cause());
  r->pem = contents(a, b);
  *out = r;
  return NULL;
}

str trial_root_pem(const trial_root *r) { return r->pem; }

err trial_p12(arena *a, const trial_root *by, const trial_signer *t, str *p12) {
  made m = make(a, t->name, 2, t, &by->top);
  *p12 = m.cert ? file_of(a, &m, &by->top, t->passphrase) : STR_NONE;
  return p12->n ? NULL : ERR_CAUSE(a, "trial certificate: %s", openssl_cause());
}
