/* pdf_verify: all signatures of a PDF, checked from its bytes alone (ISO 32000-1, 12.8; ETSI EN 319 142-1; RFC 3161).
 *
 * For each: that its range is the whole revision but its own place, that digest and signature hold, who signed, whether the certificate leads to
 * a given root at the time of signing, whether it was revoked by then, as the data in the PDF tell, and what was appended later: nothing, further signatures and their evidence, or a change.
 */
#ifndef TAKAR_SIGN_PDF_VERIFY_H
#define TAKAR_SIGN_PDF_VERIFY_H
#include "cms.h"

enum pdf_after { PDF_NOTHING_AFTER, PDF_SIGNATURES_AFTER, PDF_CHANGED_AFTER };
typedef struct pdf_signature {
  str field;             /* name of the field */
  bool timestamp;        /* a timestamp over the document, not a person's signature */
  bool sound;            /* range, digest, signature, a certificate that was not revoked before it signed, and no change after it */
  enum pdf_after after;
  str fault;             /* Indonesian: why not sound or not trusted; absent when nothing is wrong */
  size_t covered;        /* bytes from the beginning of the file up to the end of its range */
  instant claimed;       /* /M; INSTANT_NONE without */
  str reason, location;
  cms_result cms;
} pdf_signature;
typedef LIST(pdf_signature) pdf_signatures;

/* In the order they were made. roots: PEM, absent when trust is not to be judged. ERR_INPUT: no sound PDF. A PDF without signatures gives
 * none. */
MUST_CHECK err pdf_verify(arena *a, str pdf, str roots, pdf_signatures *out);
bool pdf_signatures_hold(const pdf_signatures *all, bool trusted); /* at least one person's, and all sound (and trusted) */
str pdf_signatures_text(arena *a, const pdf_signatures *all, bool explain, int offset_minutes);
#endif
