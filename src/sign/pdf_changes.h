/* pdf_changes: what a later revision of a PDF did to an earlier one. Inside sign/ only. */
#ifndef TAKAR_SIGN_PDF_CHANGES_H
#define TAKAR_SIGN_PDF_CHANGES_H
#include "pdfin.h"

/* True when every object of `old` still says the same in `new_`, but for what adding signatures needs: more fields in the form, their widgets
 * on pages, values of empty signature fields, and more in the security store of the catalog. `what` gets the first other difference. */
bool pdf_only_signed(const pdfin *old, const pdfin *new_, str *what);
#endif
