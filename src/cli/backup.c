/* takar backup TUJUAN [--data DIR]: a copy of an installation in a new folder, also while the server runs; proven before it is said to be one. */
#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/copy.h"
#include "store/upkeep.h"

static err back_up(arena *a, str data, str to, str *heads) {
  str sums;
  TRY(app_own_file(a, data));
  TRY(copy_folder(a, to));
  TRY(upkeep_copy(a, STR_CAT(a, data, S(COPY_DATABASE)), STR_CAT(a, to, S(COPY_DATABASE))));
  TRY(copy_prove(a, STR_CAT(a, to, S(COPY_DATABASE)), heads));
  TRY(app_write_file(a, STR_CAT(a, to, S(COPY_HEADS)), *heads));
  TRY(copy_sums(a, to, &sums));
  TRY(app_write_file(a, STR_CAT(a, to, S(COPY_SUMS)), sums));
  return copy_settle(a, to);
}

int cli_backup(int argc, char **argv) {
  arena *a = arena_new(0);
  str to = STR_NONE, data = S("data"), heads = STR_NONE;
  size_t n;
  err e = args_read(a, argc, argv, (const option[]){{"data", &data}, {0}}, &to, 1, &n);
  if (!e && n != 1) e = ERR(a, INPUT, "Sebutkan folder tujuan: takar backup TUJUAN [--data DIR].");
  if (!e) e = back_up(a, data, to, &heads);
  if (!e) printf("Cadangan lengkap di %.*s: %.*s\n", STR_ARG(to), STR_ARG(copy_mark(a, heads)));
  int status = e ? app_fail(S("takar backup"), e) : 0;
  arena_free(a);
  return status;
}
