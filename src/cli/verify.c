/* takar verify BERKAS.zip|BERKAS.pdf [--roots AKAR.pem] [--explain]: proves a bundle, or the signatures of a PDF, from the bytes alone, without
 * database or network. Exit status: 0 when all of it holds, 1 when something does not (a signer whose certificate leads to no given root is
 * not proved either), 2 when the file cannot be checked. */
#include <errno.h>

#include "cli/app.h"
#include "cli/commands.h"
#include "sign/pdf_verify.h"
#include "sign/verify_bundle.h"

enum { HOLDS = 0, BROKEN = 1, UNUSABLE = 2, WIB = 420, MOST_ROOTS = 1 << 20 };
static const size_t most_pdf = (size_t)256 << 20, most_memory = (size_t)2 << 30;

typedef struct options { str file, ca; bool explain; } options;

static bool take_options(int argc, char **argv, options *o) {
  *o = (options){0};
  for (int i = 1; i < argc; i++) {
    str word = str_of(argv[i]);
    if (str_eq(word, S("--explain"))) o->explain = true;
    else if (str_eq(word, S("--roots")) && i + 1 < argc) o->ca = str_of(argv[++i]);
    else if (str_starts(word, S("-")) || o->file.p) return false;
    else o->file = word;
  }
  return o->file.p != NULL;
}

static int show(str text, bool holds) {
  fwrite(text.p, 1, text.n, stdout);
  return holds ? HOLDS : BROKEN;
}

static err verify_bundle(arena *a, const options *o, str roots, int *status) {
  bundle_report r;
  TRY(bundle_verify_at(a, o->file, roots, &r));
  *status = show(bundle_report_text(a, &r, o->explain), !r.faults.n);
  return NULL;
}

static err verify_pdf(arena *a, const options *o, str roots, int *status) {
  pdf_signatures all;
  str bytes;
  TRY(app_read_file(a, o->file, most_pdf, &bytes));
  TRY(pdf_verify(a, bytes, roots, &all));
  *status = show(pdf_signatures_text(a, &all, o->explain, WIB), pdf_signatures_hold(&all, true));
  return NULL;
}

static err is_pdf(arena *a, str path, bool *yes) {
  char head[5] = {0};
  FILE *f = fopen(str_z(a, path), "rb");
  if (!f) return ERR(a, INPUT, "Berkas “%.*s” tidak dapat dibuka: %s.", STR_ARG(path), strerror(errno));
  size_t n = fread(head, 1, sizeof head, f);
  fclose(f);
  *yes = str_eq((str){head, n}, S("%PDF-"));
  return NULL;
}

static err verify(arena *a, const options *o, int *status) {
  str roots = STR_NONE;
  bool pdf;
  if (o->ca.p) TRY(app_read_file(a, o->ca, MOST_ROOTS, &roots));
  TRY(is_pdf(a, o->file, &pdf));
  return (pdf ? verify_pdf : verify_bundle)(a, o, roots, status);
}

/* Not inlined: nothing of it may live across the setjmp below. */
__attribute__((noinline)) static int checked(arena *a, const options *o) {
  int status = UNUSABLE;
  err e = verify(a, o, &status);
  if (e) app_fail(S("takar verify"), e);
  return e || fflush(stdout) != 0 ? UNUSABLE : status;
}

/* The boundary: an arena that is full ends here. */
static int guarded(arena *a, const options *o) {
  if (setjmp(*arena_catch(a)) != 0) {
    fputs("takar verify: berkas ini terlalu besar untuk diperiksa di komputer ini.\n", stderr);
    return UNUSABLE;
  }
  return checked(a, o);
}

int cli_verify(int argc, char **argv) {
  options o;
  if (!take_options(argc, argv, &o)) {
    fputs("Pemakaian: takar verify BERKAS.zip|BERKAS.pdf [--roots AKAR.pem] [--explain]\n", stderr);
    return UNUSABLE;
  }
  arena *a = arena_new(most_memory);
  int status = a ? guarded(a, &o) : UNUSABLE;
  arena_free(a);
  return status;
}
