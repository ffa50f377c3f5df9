/* takar verify BERKAS.zip [--explain]: proves a bundle from its bytes alone, without database or network. Exit status: 0 when all of it
 * holds, 1 when something does not, 2 when the file cannot be checked. */
#include "cli/app.h"
#include "cli/commands.h"
#include "sign/verify_bundle.h"

enum { HOLDS = 0, BROKEN = 1, UNUSABLE = 2 };
static const size_t most_file = (size_t)1 << 30, most_memory = (size_t)4 << 30;

typedef struct options { str file; bool explain; } options;

static bool take_options(int argc, char **argv, options *o) {
  *o = (options){0};
  for (int i = 1; i < argc; i++) {
    str word = str_of(argv[i]);
    if (str_eq(word, S("--explain"))) o->explain = true;
    else if (str_starts(word, S("-")) || o->file.p) return false;
    else o->file = word;
  }
  return o->file.p != NULL;
}

static void show(str text) { fwrite(text.p, 1, text.n, stdout); }

static err verify(arena *a, const options *o, int *status) {
  str bytes;
  bundle_report report;
  TRY(app_read_file(a, o->file, most_file, &bytes));
  TRY(bundle_verify(a, bytes, &report));
  show(bundle_report_text(a, &report, o->explain));
  *status = report.faults.n ? BROKEN : HOLDS;
  return NULL;
}

/* The boundary: an arena that is full ends here. */
static int guarded(arena *a, const options *o) {
  int status = UNUSABLE;
  if (setjmp(*arena_catch(a)) != 0) {
    fputs("takar verify: berkas ini terlalu besar untuk diperiksa di komputer ini.\n", stderr);
    return UNUSABLE;
  }
  err e = verify(a, o, &status);
  if (e) app_fail(S("takar verify"), e);
  return e || fflush(stdout) != 0 ? UNUSABLE : status;
}

int cli_verify(int argc, char **argv) {
  options o;
  if (!take_options(argc, argv, &o)) {
    fputs("Pemakaian: takar verify BERKAS.zip [--explain]\n", stderr);
    return UNUSABLE;
  }
  arena *a = arena_new(most_memory);
  int status = a ? guarded(a, &o) : UNUSABLE;
  arena_free(a);
  return status;
}
