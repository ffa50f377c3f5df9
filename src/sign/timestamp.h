/* timestamp: RFC 3161 tokens asked for and checked. Inside sign/ only. */
#ifndef TAKAR_SIGN_TIMESTAMP_H
#define TAKAR_SIGN_TIMESTAMP_H
#include "cms.h"
#include "openssl_keep.h"

/* Asks for a token over a digest; the answer must be granted, be for just this request, and be signed soundly by a certificate for timestamps.
 * ERR_BUSY when the authority gives no such token. */
MUST_CHECK err timestamp_get(arena *a, sha256 digest, timestamp_fn stamp, void *ctx, str *token);

typedef struct timestamp_result {
  bool holds; /* over these data, with a sound signature of its authority */
  instant at;
  str by;
  X509 *cert;
  STACK_OF(X509) *certs; /* those in the token */
} timestamp_result;
timestamp_result timestamp_check(arena *a, str token, str data);
#endif
