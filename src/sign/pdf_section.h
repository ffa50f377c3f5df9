/* pdf_section: an incremental section (ISO 32000-1, 7.5.6): objects appended to a PDF, the bytes before untouched. Inside sign/ only.
 *
 * The cross-reference is written in the form the file has: a table, or a stream. New objects get numbers after the last.
 */
#ifndef TAKAR_SIGN_PDF_SECTION_H
#define TAKAR_SIGN_PDF_SECTION_H
#include "pdfin.h"

typedef struct pdf_section pdf_section;
MUST_CHECK err pdf_section_new(pdfin *f, pdf_section **out);
int pdf_section_id(pdf_section *s);                                  /* a new object's number */
str pdf_section_ref(const pdf_section *s, int id);                   /* "12 0 R" */
void pdf_section_put(pdf_section *s, int id, int generation, str body); /* an object, new or in place of an old one */
/* The whole file. */
MUST_CHECK err pdf_section_finish(pdf_section *s, str *bytes);
size_t pdf_section_at(const pdf_section *s, int id);                 /* where the body of an object of this section begins */
#endif
