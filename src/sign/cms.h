/* cms: one electronic signature over a SHA-256 (RFC 5652, CAdES as ETSI EN 319 122-1 asks, without signingTime as PAdES asks), and its check.
 *
 * All by OpenSSL; its handles are released with the arena. A passphrase is wiped before signer_open returns and stands in no error.
 */
#ifndef TAKAR_SIGN_CMS_H
#define TAKAR_SIGN_CMS_H
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"
#include "revocation.h"

/* ---- signing ---- */

typedef struct signer signer; /* key, certificate and the certificates above it */
/* From a PKCS#12 file (.p12, .pfx). `passphrase` (NUL-terminated) is overwritten with zeros. ERR_INPUT: no such file, no key in it;
 * ERR_LOGIN: wrong passphrase. The key is wiped when the arena is reset. */
MUST_CHECK err signer_open(arena *a, str p12, char *passphrase, signer **out);
str signer_name(const signer *s);     /* common name of the certificate */
str signer_issuer(arena *a, const signer *s);
str signer_subject(arena *a, const signer *s); /* the whole name, for who looks for an NIP or NIK in it */
str signer_issuer_subject(arena *a, const signer *s); /* the whole name of its issuer */
bool signer_may_sign(const signer *s); /* its use of the key allows signatures */
str_list signer_chain(arena *a, const signer *s); /* DER: its certificate and those above it that the file holds */
instant signer_from(const signer *s);
instant signer_until(const signer *s);

/* Sends a timestamp request (RFC 3161, DER) to the authority and gives its answer (DER). */
typedef err (*timestamp_fn)(void *ctx, arena *a, str request, str *answer);
/* The signature over a digest. `stamp` NULL: without timestamp (B-B); else its token is put in (B-T). */
MUST_CHECK err cms_sign(arena *a, const signer *s, sha256 digest, timestamp_fn stamp, void *ctx, str *der);

/* ---- checking ---- */

enum cms_trust { CMS_UNKNOWN, CMS_TRUSTED, CMS_UNTRUSTED }; /* UNKNOWN: no roots were given */
/* What the check may lean on. PEM or DER, absent for none. */
typedef struct cms_trusted {
  str roots;           /* PEM: the certificates to trust */
  str_list certs, crls, ocsps; /* DER: from the document */
} cms_trusted;

typedef struct cms_result {
  bool intact;         /* digest, signature and the certificate's hash in it (CAdES) hold, and so does the timestamp, when there is one */
  enum cms_trust trust;
  bool revoked;        /* the certificate was revoked before it signed */
  revocation revocation; /* of the signer's own certificate, as the document's data tell */
  str reason;          /* Indonesian: why not intact, revoked or not trusted; absent when nothing is wrong */
  str signer, issuer;  /* common names */
  instant from, until; /* of the certificate */
  instant stamped;     /* by a timestamp; INSTANT_NONE without */
  str stamped_by;
  str_list stamp_chain; /* DER: the certificates of the timestamp, its authority's own first */
} cms_result;
enum cms_kind { CMS_CADES_SIGNATURE, CMS_PLAIN_SIGNATURE, CMS_TIMESTAMP };

/* Why a chain (DER, the signer's own certificate first) does not lead to one of the roots (PEM) at a moment, Indonesian; absent when it does. */
str cms_untrusted(arena *a, str roots, str_list chain, instant at);
/* The certificates (DER) from the signer's own to the root that it leads to at that moment; none when it leads to none. */
str_list cms_path(arena *a, str roots, str_list chain, instant at);
/* Common names of the certificates in a PEM text, in their order. */
str_list cms_names(arena *a, str pem);

/* der over the data. `claimed`: when the document says it was signed; the chain is judged at the timestamp's moment, else then. */
cms_result cms_check(arena *a, enum cms_kind kind, str der, str data, const cms_trusted *trusted, instant claimed);
#endif
