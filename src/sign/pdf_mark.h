/* pdf_mark: the visible mark as a form XObject of the section. Inside sign/ only. */
#ifndef TAKAR_SIGN_PDF_MARK_H
#define TAKAR_SIGN_PDF_MARK_H
#include "document/stamp.h"
#include "pdf_section.h"

/* Draws the mark, copies its page and all it uses into the section; *id gets the number of the XObject. */
MUST_CHECK err pdf_mark_put(pdf_section *s, arena *a, const doc_stamp *mark, int *id);
#endif
