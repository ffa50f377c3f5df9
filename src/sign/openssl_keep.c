#include "openssl_keep.h"

#define X(T)                                                \
  static void T##_release(void *p) { T##_free(p); }         \
  T *keep_##T(arena *a, T *p) {                             \
    if (p) arena_defer(a, T##_release, p);                  \
    return p;                                               \
  }
KEPT(X)
#undef X

static void stack_release(void *p) { sk_X509_pop_free(p, X509_free); }
STACK_OF(X509) *keep_stack(arena *a, STACK_OF(X509) *certs) {
  if (certs) arena_defer(a, stack_release, certs);
  return certs;
}

CMS_ContentInfo *cms_of(arena *a, str der) {
  const unsigned char *p = (const unsigned char *)der.p, *end = p + der.n;
  CMS_ContentInfo *cms = keep_CMS_ContentInfo(a, der.n && der.n < INT32_MAX ? d2i_CMS_ContentInfo(NULL, &p, (long)der.n) : NULL);
  if (!cms) return NULL;
  while (p < end && !*p) p++;
  return p == end ? cms : NULL;
}

static str common_name(const X509_NAME *name) {
  int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0) at = X509_NAME_entry_count(name) - 1;
  if (at < 0) return S("");
  const ASN1_STRING *s = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  str text = {(const char *)ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s)};
  return str_utf8_ok(text) ? text : S("(nama dalam huruf lain)");
}

str x509_name(const X509 *cert) { return common_name(X509_get_subject_name(cert)); }
str x509_issuer(arena *a, const X509 *cert) { return str_copy(a, common_name(X509_get_issuer_name(cert))); }

str x509_der(arena *a, const X509 *cert) {
  unsigned char *der = NULL;
  int n = i2d_X509(cert, &der);
  str out = n > 0 ? str_copy(a, (str){(const char *)der, (size_t)n}) : STR_NONE;
  OPENSSL_free(der);
  return out;
}

instant x509_instant(const ASN1_TIME *t) {
  struct tm tm;
  if (!t || !ASN1_TIME_to_tm(t, &tm)) return INSTANT_NONE;
  date day = date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
  return date_some(day) ? instant_of(day, tm.tm_hour * 60 + tm.tm_min, tm.tm_sec, 0) : INSTANT_NONE;
}

const char *openssl_cause(void) {
  unsigned long e = ERR_peek_last_error();
  ERR_clear_error();
  const char *reason = e ? ERR_reason_error_string(e) : NULL;
  return reason ? reason : "unknown";
}
