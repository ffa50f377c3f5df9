/* takar restore CADANGAN --data DIR: an installation again from what takar backup made, with the same heads of all chains. */
#include <errno.h>
#include <stdio.h>

#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/copy.h"
#include "store/upkeep.h"

enum { SUMS_MOST = 4096, HEADS_MOST = 32 << 20 };

static err whole(arena *a, str from, str *heads) {
  str said, found;
  TRY(app_read_file(a, STR_CAT(a, from, S(COPY_SUMS)), SUMS_MOST, &said));
  TRY(copy_sums(a, from, &found));
  if (!str_eq(said, found)) return ERR(a, CONFLICT, "Cadangan “%.*s” berubah setelah dibuat: isinya tidak sesuai dengan SHA256SUMS.", STR_ARG(from));
  return app_read_file(a, STR_CAT(a, from, S(COPY_HEADS)), HEADS_MOST, heads);
}

static err restore(arena *a, str from, str data, str *heads) {
  str before, path = STR_CAT(a, data, S(COPY_DATABASE)), unfinished = STR_CAT(a, path, S(".baru"));
  TRY(whole(a, from, &before));
  TRY(copy_folder(a, data));
  TRY(upkeep_copy(a, STR_CAT(a, from, S(COPY_DATABASE)), unfinished));
  TRY(copy_prove(a, unfinished, heads));
  if (!str_eq(before, *heads)) return ERR(a, CONFLICT, "Kepala rantai setelah dipulihkan berbeda dari cadangan.");
  if (rename(str_z(a, unfinished), str_z(a, path)) != 0) return ERR(a, INPUT, "“%.*s”: %s.", STR_ARG(path), strerror(errno));
  return copy_settle(a, data);
}

int cli_restore(int argc, char **argv) {
  arena *a = arena_new((size_t)256 << 20);
  str from = STR_NONE, data = STR_NONE, heads = STR_NONE;
  size_t n;
  err e = args_read(a, argc, argv, (const option[]){{"data", &data}, {0}}, &from, 1, &n);
  if (!e && (n != 1 || !data.n)) e = ERR(a, INPUT, "Pakai: takar restore CADANGAN --data DIR.");
  if (!e) e = restore(a, from, data, &heads);
  if (!e) printf("Dipulihkan ke %.*s: %.*s\n", STR_ARG(data), STR_ARG(copy_mark(a, heads)));
  int status = e ? app_fail(S("takar restore"), e) : 0;
  arena_free(a);
  return status;
}
