/* pdf_accept: whether what came back from a signing service is the PDF that was sent, with one more sound signature and nothing else.
 *
 * The bytes that were sent must stand unchanged at the beginning; after them there may only be what signing adds (pdf_changes.h); every
 * signature must be sound, just one more person's than before, and the new one must cover all that was sent.
 */
#ifndef TAKAR_SIGN_PDF_ACCEPT_H
#define TAKAR_SIGN_PDF_ACCEPT_H
#include "pdf_verify.h"

/* roots: PEM; when given, the new signature must also be trusted. ERR_BUSY when it is not to be believed. */
MUST_CHECK err pdf_accept(arena *a, str sent, str got, str roots, pdf_signature *added);
#endif
