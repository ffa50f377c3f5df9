#include <qpdf/qpdf-c.h>

#include "block.h"

int doc_pdf_pages(str pdf) {
  if (!str_starts(pdf, S("%PDF-"))) return 0;
  qpdf_data q = qpdf_init();
  qpdf_silence_errors(q);
  qpdf_set_suppress_warnings(q, QPDF_TRUE);
  int pages = qpdf_read_memory(q, "document", pdf.p, pdf.n, NULL) & QPDF_ERRORS ? 0 : qpdf_get_num_pages(q);
  if (qpdf_has_error(q)) qpdf_get_error(q); /* taken, or the library prints it */
  qpdf_cleanup(&q);
  return pages > 0 ? pages : 0;
}
