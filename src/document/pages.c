#include "block.h"
#include "qpdf.h"

int doc_pdf_pages(str pdf) {
  const qpdf_calls *lib = qpdf_library();
  if (!lib || !str_starts(pdf, S("%PDF-"))) return 0;
  qpdf_data q = lib->qpdf_init();
  lib->qpdf_silence_errors(q);
  lib->qpdf_set_suppress_warnings(q, QPDF_TRUE);
  int pages = lib->qpdf_read_memory(q, "document", pdf.p, pdf.n, NULL) & QPDF_ERRORS ? 0 : lib->qpdf_get_num_pages(q);
  if (lib->qpdf_has_error(q)) lib->qpdf_get_error(q); /* taken, or the library prints it */
  lib->qpdf_cleanup(&q);
  return pages > 0 ? pages : 0;
}
