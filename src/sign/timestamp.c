#include "timestamp.h"

#include <openssl/rand.h>

/* ---- the token itself ---- */

typedef struct opened { CMS_ContentInfo *cms; TS_TST_INFO *info; X509 *cert; } opened; /* the certificate belongs to the cms */

/* False unless one authority signed it, with the certificate in it, and the signature holds. */
static bool open_token(arena *a, str token, opened *o) {
  *o = (opened){.cms = cms_of(a, token)};
  if (!o->cms || OBJ_obj2nid(CMS_get0_eContentType(o->cms)) != NID_id_smime_ct_TSTInfo) return false;
  if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(o->cms)) != 1) return false;
  BIO *content = keep_BIO(a, BIO_new(BIO_s_mem()));
  if (!content || CMS_verify(o->cms, NULL, NULL, NULL, content, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) != 1) return false;
  o->info = keep_TS_TST_INFO(a, d2i_TS_TST_INFO_bio(content, NULL));
  STACK_OF(X509) *signers = CMS_get0_signers(o->cms);
  o->cert = signers ? sk_X509_value(signers, 0) : NULL;
  sk_X509_free(signers);
  return o->info && o->cert;
}

/* Its certificate says that it may; one without extended usages does not. */
static bool for_timestamps(X509 *cert) {
  uint32_t usage = X509_get_extended_key_usage(cert);
  return usage != UINT32_MAX && (usage & XKU_TIMESTAMP);
}

/* ---- asking ---- */

static TS_REQ *request(arena *a, sha256 digest) {
  TS_REQ *rq = keep_TS_REQ(a, TS_REQ_new());
  TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
  X509_ALGOR *algorithm = X509_ALGOR_new();
  ASN1_INTEGER *nonce = ASN1_INTEGER_new();
  uint64_t random;
  bool ok = rq && imprint && algorithm && nonce && RAND_bytes((unsigned char *)&random, sizeof random) == 1 &&
            X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL) && TS_MSG_IMPRINT_set_algo(imprint, algorithm) &&
            TS_MSG_IMPRINT_set_msg(imprint, digest.b, sizeof digest.b) && TS_REQ_set_version(rq, 1) && TS_REQ_set_msg_imprint(rq, imprint) &&
            ASN1_INTEGER_set_uint64(nonce, random) && TS_REQ_set_nonce(rq, nonce) && TS_REQ_set_cert_req(rq, 1);
  TS_MSG_IMPRINT_free(imprint);
  X509_ALGOR_free(algorithm);
  ASN1_INTEGER_free(nonce);
  return ok ? rq : NULL;
}

static err refused(arena *a, const char *why) {
  err e = ERR(a, BUSY, "Layanan cap waktu tidak memberikan cap waktu yang sah. Coba lagi nanti, atau tanda tangani tanpa cap waktu.");
  e->cause = str_fmt(a, "timestamp: %s", why);
  return e;
}

/* Version, imprint and nonce as asked; whether who signed it is trusted is judged when the document is checked. */
static bool answers(arena *a, TS_REQ *rq, TS_RESP *rs) {
  TS_VERIFY_CTX *v = keep_TS_VERIFY_CTX(a, TS_REQ_to_TS_VERIFY_CTX(rq, NULL));
  if (!v) return false;
  TS_VERIFY_CTX_set_flags(v, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_NONCE);
  return TS_RESP_verify_response(v, rs) == 1;
}

err timestamp_get(arena *a, sha256 digest, timestamp_fn stamp, void *ctx, str *token) {
  TS_REQ *rq = request(a, digest);
  unsigned char *der = NULL;
  int n = rq ? i2d_TS_REQ(rq, &der) : -1;
  if (n <= 0) return ERR_CAUSE(a, "timestamp: cannot make a request: %s", openssl_cause());
  str question = str_copy(a, (str){(const char *)der, (size_t)n}), answer = STR_NONE;
  OPENSSL_free(der);
  TRY(stamp(ctx, a, question, &answer));
  const unsigned char *p = (const unsigned char *)answer.p;
  TS_RESP *rs = keep_TS_RESP(a, answer.n && answer.n < INT32_MAX ? d2i_TS_RESP(NULL, &p, (long)answer.n) : NULL);
  if (!rs || !answers(a, rq, rs)) return refused(a, openssl_cause());
  der = NULL;
  n = i2d_PKCS7(TS_RESP_get_token(rs), &der);
  if (n <= 0) return refused(a, openssl_cause());
  *token = str_copy(a, (str){(const char *)der, (size_t)n});
  OPENSSL_free(der);
  opened o;
  return open_token(a, *token, &o) && for_timestamps(o.cert) ? NULL : refused(a, "its own signature does not hold");
}

/* ---- checking ---- */

static bool imprint_holds(TS_TST_INFO *info, str data) {
  TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT *algorithm;
  X509_ALGOR_get0(&algorithm, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
  const EVP_MD *md = EVP_get_digestbyobj(algorithm);
  const ASN1_OCTET_STRING *want = TS_MSG_IMPRINT_get_msg(imprint);
  unsigned char got[EVP_MAX_MD_SIZE];
  unsigned n = 0;
  return md && EVP_MD_get_size(md) >= 32 && EVP_Digest(data.p, data.n, got, &n, md, NULL) == 1 && (int)n == ASN1_STRING_length(want) &&
         memcmp(got, ASN1_STRING_get0_data(want), n) == 0;
}

timestamp_result timestamp_check(arena *a, str token, str data) {
  timestamp_result r = {.at = INSTANT_NONE};
  opened o;
  if (!open_token(a, token, &o)) return r;
  r.cert = o.cert;
  r.certs = keep_stack(a, CMS_get1_certs(o.cms));
  r.by = str_copy(a, x509_name(o.cert));
  r.at = x509_instant(TS_TST_INFO_get_time(o.info));
  r.holds = imprint_holds(o.info, data) && for_timestamps(o.cert) && instant_some(r.at);
  return r;
}
