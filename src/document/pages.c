#include <dlfcn.h>
#include <pthread.h>
#include <qpdf/qpdf-c.h>

#include "block.h"

/* qpdf (with the C++ library) is 2.7 MB in memory and seldom needed: it is loaded at first use. */
#define CALLS(X) X(qpdf_init) X(qpdf_silence_errors) X(qpdf_set_suppress_warnings) X(qpdf_read_memory) X(qpdf_get_num_pages) \
  X(qpdf_has_error) X(qpdf_get_error) X(qpdf_cleanup)
static struct {
  bool there;
#define X(name) __typeof__(&name) name;
  CALLS(X)
#undef X
} lib;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen("libqpdf.so.29", RTLD_NOW | RTLD_LOCAL);
  bool all = handle != NULL;
#define X(name) \
  if (all) *(void **)&lib.name = dlsym(handle, #name); \
  all = all && lib.name;
  CALLS(X)
#undef X
  lib.there = all;
}

int doc_pdf_pages(str pdf) {
  pthread_once(&once, load);
  if (!lib.there || !str_starts(pdf, S("%PDF-"))) return 0;
  qpdf_data q = lib.qpdf_init();
  lib.qpdf_silence_errors(q);
  lib.qpdf_set_suppress_warnings(q, QPDF_TRUE);
  int pages = lib.qpdf_read_memory(q, "document", pdf.p, pdf.n, NULL) & QPDF_ERRORS ? 0 : lib.qpdf_get_num_pages(q);
  if (lib.qpdf_has_error(q)) lib.qpdf_get_error(q); /* taken, or the library prints it */
  lib.qpdf_cleanup(&q);
  return pages > 0 ? pages : 0;
}
