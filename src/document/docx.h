/* docx: the document as Office Open XML (ECMA-376), for the office's own editing in Word or LibreOffice.
 *
 * Real styles (Title, Heading 1-4, Normal, List Paragraph, Caption, Table Grid), so that the program's own table of contents works: the
 * TOC block is a field, filled with the page numbers of the paper layout until it is updated. Head rows repeat, rows are not split,
 * page numbers are fields, charts and QR codes are PNG pictures with alternative text. Pure: the same doc and moment give the same bytes.
 */
#ifndef TAKAR_DOCUMENT_DOCX_H
#define TAKAR_DOCUMENT_DOCX_H
#include "block.h"

/* `at` is the only date in the file. ERR_LIMIT when the document is too large. */
MUST_CHECK err doc_docx(arena *a, const doc *d, instant at, str *bytes);
#endif
