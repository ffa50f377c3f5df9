#include "cms.h"

#include <openssl/asn1t.h>
#include <openssl/x509v3.h>

#include "openssl_keep.h"
#include "timestamp.h"

struct signer {
  EVP_PKEY *key;
  X509 *cert;
  STACK_OF(X509) *above;
};

/* ---- the signer ---- */

static err bad_file(arena *a) {
  ERR_clear_error();
  return ERR(a, INPUT, "Berkas sertifikat ini tidak dapat dibaca. Pakai berkas .p12 atau .pfx yang memuat kunci dan sertifikat penanda tangan.");
}

/* The root is left out: who checks must have it from elsewhere, and nothing would notice a change in it. */
static void leave_roots_out(STACK_OF(X509) *above) {
  for (int i = sk_X509_num(above) - 1; i >= 0; i--)
    if (X509_self_signed(sk_X509_value(above, i), 0) == 1) X509_free(sk_X509_delete(above, i));
}

static err open_p12(arena *a, str bytes, const char *passphrase, signer *s) {
  const unsigned char *p = (const unsigned char *)bytes.p;
  PKCS12 *p12 = keep_PKCS12(a, bytes.n < INT32_MAX ? d2i_PKCS12(NULL, &p, (long)bytes.n) : NULL);
  if (!p12) return bad_file(a);
  if (!PKCS12_verify_mac(p12, passphrase, -1)) {
    ERR_clear_error();
    return ERR(a, LOGIN, "Kata sandi berkas sertifikat salah. Ketik ulang kata sandinya.");
  }
  bool ok = PKCS12_parse(p12, passphrase, &s->key, &s->cert, &s->above) == 1;
  keep_EVP_PKEY(a, s->key);
  keep_X509(a, s->cert);
  keep_stack(a, s->above);
  leave_roots_out(s->above);
  return ok && s->key && s->cert ? NULL : bad_file(a);
}

err signer_open(arena *a, str p12, char *passphrase, signer **out) {
  *out = NEW(a, signer);
  err e = open_p12(a, p12, passphrase, *out);
  OPENSSL_cleanse(passphrase, strlen(passphrase));
  return e;
}

str signer_name(const signer *s) { return x509_name(s->cert); }
str signer_issuer(arena *a, const signer *s) { return x509_issuer(a, s->cert); }

static str whole_name(arena *a, const X509_NAME *name) {
  char line[1024] = "";
  X509_NAME_oneline(name, line, sizeof line);
  return str_copy(a, str_of(line));
}

str signer_subject(arena *a, const signer *s) { return whole_name(a, X509_get_subject_name(s->cert)); }
str signer_issuer_subject(arena *a, const signer *s) { return whole_name(a, X509_get_issuer_name(s->cert)); }

/* A certificate that names no use may be used for everything (RFC 5280, 4.2.1.3). */
bool signer_may_sign(const signer *s) {
  return (X509_get_key_usage(s->cert) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

str_list signer_chain(arena *a, const signer *s) {
  str_list all = {0};
  LIST_ADD(a, &all, x509_der(a, s->cert));
  for (int i = 0; i < sk_X509_num(s->above); i++) LIST_ADD(a, &all, x509_der(a, sk_X509_value(s->above, i)));
  return all;
}

instant signer_from(const signer *s) { return x509_instant(X509_get0_notBefore(s->cert)); }
instant signer_until(const signer *s) { return x509_instant(X509_get0_notAfter(s->cert)); }

/* ---- signing ---- */

/* The signed attributes as they are hashed: a DER SET OF, sorted by the encoder. */
ASN1_ITEM_TEMPLATE(attribute_set) =
    ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SET_OF, 0, attributes, X509_ATTRIBUTE)
static_ASN1_ITEM_TEMPLATE_END(attribute_set)

static int attributes_der(CMS_SignerInfo *si, unsigned char **der) {
  STACK_OF(X509_ATTRIBUTE) *all = sk_X509_ATTRIBUTE_new_null();
  for (int i = 0; all && i < CMS_signed_get_attr_count(si); i++) sk_X509_ATTRIBUTE_push(all, CMS_signed_get_attr(si, i));
  int n = all ? ASN1_item_i2d((const ASN1_VALUE *)all, der, ASN1_ITEM_rptr(attribute_set)) : -1;
  sk_X509_ATTRIBUTE_free(all);
  return n;
}

/* OpenSSL's own CMS_SignerInfo_sign always adds a signing time, which PAdES forbids (the time is /M of the signature dictionary). */
static bool sign_attributes(CMS_SignerInfo *si, EVP_PKEY *key) {
  unsigned char *der = NULL, signature[1024];
  size_t n = sizeof signature;
  int der_n = attributes_der(si, &der);
  EVP_MD_CTX *m = EVP_MD_CTX_new();
  bool ok = der_n > 0 && m && EVP_DigestSignInit(m, NULL, EVP_sha256(), NULL, key) == 1 && EVP_DigestSign(m, signature, &n, der, (size_t)der_n) == 1 &&
            ASN1_STRING_set(CMS_SignerInfo_get0_signature(si), signature, (int)n);
  EVP_MD_CTX_free(m);
  OPENSSL_free(der);
  return ok;
}

static CMS_SignerInfo *add_signer(CMS_ContentInfo *cms, const signer *s, sha256 digest) {
  CMS_SignerInfo *si = CMS_add1_signer(cms, s->cert, s->key, EVP_sha256(), CMS_PARTIAL | CMS_CADES | CMS_NOSMIMECAP);
  bool ok = si && CMS_signed_add1_attr_by_NID(si, NID_pkcs9_contentType, V_ASN1_OBJECT, OBJ_nid2obj(NID_pkcs7_data), -1) &&
            CMS_signed_add1_attr_by_NID(si, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, digest.b, sizeof digest.b) && sign_attributes(si, s->key);
  return ok ? si : NULL;
}

static err add_timestamp(arena *a, CMS_SignerInfo *si, timestamp_fn stamp, void *ctx) {
  const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(si);
  str token, value = {(const char *)ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature)};
  TRY(timestamp_get(a, sha256_of(value), stamp, ctx, &token));
  bool ok = CMS_unsigned_add1_attr_by_NID(si, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE, token.p, (int)token.n);
  return ok ? NULL : ERR_CAUSE(a, "cms: cannot add the timestamp: %s", openssl_cause());
}

err cms_sign(arena *a, const signer *s, sha256 digest, timestamp_fn stamp, void *ctx, str *der) {
  CMS_ContentInfo *cms = keep_CMS_ContentInfo(a, CMS_sign(NULL, NULL, s->above, NULL, CMS_PARTIAL | CMS_DETACHED | CMS_BINARY));
  CMS_SignerInfo *si = cms ? add_signer(cms, s, digest) : NULL;
  if (!si) return ERR_CAUSE(a, "cms: cannot sign: %s", openssl_cause());
  if (stamp) TRY(add_timestamp(a, si, stamp, ctx));
  unsigned char *bytes = NULL;
  int n = i2d_CMS_ContentInfo(cms, &bytes);
  if (n <= 0) return ERR_CAUSE(a, "cms: cannot encode: %s", openssl_cause());
  *der = str_copy(a, (str){(const char *)bytes, (size_t)n});
  OPENSSL_free(bytes);
  return NULL;
}
