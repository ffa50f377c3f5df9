/* revocation: whether a certificate is revoked, from answers that its issuer has signed (OCSP, RFC 6960; lists, RFC 5280). Pure: nothing is fetched.
 *
 * Such an answer is believed only when the issuer's own key, or that of a responder with a certificate for it of this issuer, has signed it; so it needs no
 * root. It counts as good when it was still valid at the moment in question, or is younger, and not younger than the certificate's end,
 * after which an issuer may leave a revoked one out. A hold that was taken off again is none.
 */
#ifndef TAKAR_SIGN_REVOCATION_H
#define TAKAR_SIGN_REVOCATION_H
#include "base/date.h"
#include "base/err.h"

enum revocation_state { REVOCATION_UNKNOWN, REVOCATION_GOOD, REVOCATION_REVOKED };
typedef struct revocation {
  enum revocation_state state;
  instant since;  /* REVOKED: from when on */
  instant told;   /* when the issuer said so; INSTANT_NONE when UNKNOWN */
  str by;         /* "OCSP" or "CRL" */
} revocation;

/* What the answers say of a certificate at a moment (all DER). `cert` is signed by `issuer`, else nothing is believed. A revocation at any time is
 * told, with its moment. */
revocation revocation_of(arena *a, str cert, str issuer, const str_list *ocsps, const str_list *crls, instant at);

/* Where its issuer answers, as the certificate says, http and https only, in its order. */
typedef struct revocation_places { str_list ocsps, crls; } revocation_places;
revocation_places revocation_where(arena *a, str cert);
/* A question for an OCSP service (DER); absent when the certificates cannot be read. Without a nonce, since many answer from stock. */
str revocation_question(arena *a, str cert, str issuer);
#endif
