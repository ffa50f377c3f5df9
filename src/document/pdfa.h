/* pdfa: a PDF of doc_pdf made fit for the archive: PDF/A-1b (ISO 19005-1), to be done before signing.
 *
 * Adds XMP metadata equal to the document information, the sRGB output intent, the language and the title in the window's bar; takes away
 * transparency groups. The identifier follows from the contents: the same input gives the same bytes.
 */
#ifndef TAKAR_DOCUMENT_PDFA_H
#define TAKAR_DOCUMENT_PDFA_H
#include "block.h"

typedef struct pdfa_meta {
  str title, subject, author; /* absent ones are left out */
  str language;               /* "id" */
  instant at;
} pdfa_meta;
pdfa_meta doc_pdfa_meta(const doc *d, instant at);  /* what doc_pdf writes for this document */

/* ERR_INPUT when `pdf` is no PDF, ERR_BUSY when qpdf is not installed. */
MUST_CHECK err doc_pdfa(arena *a, str pdf, pdfa_meta meta, str *bytes);
#endif
