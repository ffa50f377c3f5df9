/* takar sop check FILE | show FILE --format html|svg|text */
#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/share.h"
#include "cli/sop_file.h"
#include "sop/show.h"
#include "steps/step.h"

static err load(arena *a, str path, sop **out) {
  size_t n;
  str text, base, folder = share_folder(path), name = str_from(path, folder.n);
  const str *kinds = step_kind_names(&n);
  library_start(kinds, n);
  TRY(sop_file_read(a, folder.n ? folder : S("./"), name, &text, &base));
  return library_check(a, text, base, name, out);
}

static void print(FILE *f, str s) {
  fwrite(s.p, 1, s.n, f);
  if (!str_ends(s, S("\n"))) fputc('\n', f);
}

static int check(arena *a, str path) {
  sop *s;
  err e = load(a, path, &s);
  if (e) print(stderr, sop_refusal_text(a, e));
  else print(stdout, sop_summary_text(a, s));
  return e ? err_exit_status(e->code) : 0;
}

static int show(arena *a, str path, str format) {
  sop *s;
  str out;
  err e = load(a, path, &s);
  if (!e) e = sop_show(a, s, format, &out);
  if (e) print(stderr, sop_refusal_text(a, e));
  else print(stdout, out);
  return e ? err_exit_status(e->code) : 0;
}

int cli_sop(int argc, char **argv) {
  arena *a = arena_new(0);
  str words[2], format = S("text");
  size_t n;
  err e = args_read(a, argc, argv, (const option[]){{"format", &format}, {0}}, words, LEN(words), &n);
  if (!e && n != 2) e = ERR(a, INPUT, "Pakai: takar sop check BERKAS, atau takar sop show BERKAS --format html|svg|text.");
  bool checks = !e && str_eq(words[0], S("check"));
  if (!e && !checks && !str_eq(words[0], S("show"))) e = ERR(a, INPUT, "Perintah sop “%.*s” tidak dikenal; pakai check atau show.", STR_ARG(words[0]));
  int status = e ? app_fail(S("takar sop"), e) : checks ? check(a, words[1]) : show(a, words[1], format);
  arena_free(a);
  library_stop();
  return status;
}
