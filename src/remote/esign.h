/* esign: BSrE's signing service, as its client offers it to an office's programs (POST {address}/api/sign/pdf, HTTP Basic, multipart).
 *
 * The PDF goes out, the same PDF with one more signature comes back. The passphrase is sent and wiped; it stands in no error and in no
 * log. What comes back is believed only after pdf_accept. Any failure leaves nothing behind: the caller's PDF stays as it was.
 */
#ifndef TAKAR_REMOTE_ESIGN_H
#define TAKAR_REMOTE_ESIGN_H
#include "sign/pdf_verify.h"

typedef struct esign {
  str address;           /* without /api: "http://10.0.0.5" */
  str user, password;    /* of the office's account at the service */
  int seconds;           /* to wait; 0: 60 */
  str roots;             /* PEM: the issuer's root certificates; absent: who signed is not judged here */
} esign;

typedef struct esign_job {
  str pdf, nik;
  char *passphrase;      /* overwritten with zeros, whatever happens */
  str link;              /* behind the QR of the visible mark; absent: an invisible signature */
  str picture;           /* PNG to stand there in place of the service's own mark; may be absent */
  int page;              /* from 1 */
  double x, y, width, height; /* of the mark, points from the lower left corner of the page */
  str reason, location;  /* may be absent */
} esign_job;

typedef struct esign_result {
  str pdf;
  str id;                /* id_dokumen of the service; absent when it gave none */
  pdf_signature added;
} esign_result;

/* ERR_INPUT with a point at "frasa" or "nik" when it is for the signer to mend; ERR_BUSY when the service cannot do it now or its answer cannot
 * be believed; ERR_GATE when
 * the certificate is expired, revoked or not there. Most texts name the way on paper. */
MUST_CHECK err esign_sign(arena *a, const esign *s, const esign_job *job, esign_result *out);
bool esign_nik_ok(str nik); /* 16 digits */

/* esign_refusal.c: what a refusal of the service means. */
err esign_refused(arena *a, int status, str body);
#endif
