/* tsa: a time-stamping authority over HTTP (RFC 3161, 3.4), and signing with it or, where that may be, without it. */
#ifndef TAKAR_REMOTE_TSA_H
#define TAKAR_REMOTE_TSA_H
#include "sign/pdf_sign.h"

typedef struct tsa {
  str address;          /* absent: no timestamps */
  str user, password;   /* absent for most */
  int seconds;          /* 0: 20 */
  bool required;        /* without its timestamp nothing is signed; else it is signed without, and that is said */
} tsa;

/* A timestamp_fn; ctx is a const tsa. ERR_BUSY when it gives none. */
err tsa_ask(void *ctx, arena *a, str request, str *answer);

/* pdf_sign_with and pdf_sign_timestamp with the authority. *remark: absent when the timestamp is in (or none is configured), else a sentence
 * for the trail that says why it is missing. */
MUST_CHECK err tsa_sign(arena *a, const tsa *t, str pdf, const pdf_field *f, const signer *s, str *out, str *remark);
MUST_CHECK err tsa_stamp(arena *a, const tsa *t, str pdf, str *out, str *remark);
#endif
