#include "block.h"
#include "qpdf.h"

int doc_pdf_pages(str pdf) {
  const qpdf_calls *lib = str_starts(pdf, S("%PDF-")) ? qpdf_lib() : NULL;
  if (!lib) return 0;
  qpdf_data q = lib->init();
  lib->silence_errors(q);
  lib->set_suppress_warnings(q, QPDF_TRUE);
  int pages = lib->read_memory(q, "document", pdf.p, pdf.n, NULL) & QPDF_ERRORS ? 0 : lib->get_num_pages(q);
  if (lib->has_error(q)) lib->get_error(q); /* taken, or the library prints it */
  lib->cleanup(&q);
  return pages > 0 ? pages : 0;
}
