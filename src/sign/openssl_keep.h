/* openssl_keep: handles of OpenSSL that live as long as an arena, and what is read from certificates. Inside sign/ only.
 *
 * keep_T takes the handle (NULL is allowed) and gives it back; it is freed when the arena is reset. Text of names is that of OpenSSL.
 */
#ifndef TAKAR_SIGN_OPENSSL_KEEP_H
#define TAKAR_SIGN_OPENSSL_KEEP_H
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pkcs12.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include "base/date.h"
#include "base/str.h"

#define KEPT(X) \
  X(PKCS12) X(EVP_PKEY) X(X509) X(X509_CRL) X(X509_STORE) X(X509_STORE_CTX) X(CMS_ContentInfo) X(PKCS7) X(BIO) X(TS_REQ) X(TS_RESP) X(TS_VERIFY_CTX) \
  X(TS_TST_INFO) X(ESS_SIGNING_CERT_V2) X(OCSP_REQUEST) X(OCSP_RESPONSE) X(OCSP_BASICRESP)
#define X(T) T *keep_##T(arena *a, T *p);
KEPT(X)
#undef X
STACK_OF(X509) *keep_stack(arena *a, STACK_OF(X509) *certs); /* with its certificates */

/* The CMS at the start of `der`; NULL when there is none, or anything but zeros follows. */
CMS_ContentInfo *cms_of(arena *a, str der);
str x509_name(const X509 *cert);         /* common name, else the last part of the subject; lives as long as the certificate */
str x509_issuer(arena *a, const X509 *cert);
str x509_der(arena *a, const X509 *cert);
instant x509_instant(const ASN1_TIME *t);
const char *openssl_cause(void);         /* the last error, for the log; clears the queue */
#endif
