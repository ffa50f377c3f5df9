/* takar migrate [--data DIR] [--dry-run]: brings a database to the schema of this program; --dry-run does it to a copy and tells what came of it. */
#include <unistd.h>

#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/copy.h"
#include "store/migrate.h"
#include "store/upkeep.h"

static err versions(arena *a, str data, int *have) {
  TRY(app_own_file(a, data));
  TRY(upkeep_schema(a, STR_CAT(a, data, S(COPY_DATABASE)), have));
  for (size_t i = (size_t)*have; i < n_migrations; i++) printf("  %s\n", migrations[i].name);
  return NULL;
}

/* Opening is migrating, and it makes sure that every statement fits. */
static err open_once(arena *a, str folder) {
  app x;
  err e = app_open(&x, folder, STR_CAT(a, folder, S("/takar.db")));
  if (e) e = ERR(a, CONFLICT, "Migrasi gagal dan dibatalkan: %.*s", STR_ARG(e->cause.n ? e->cause : e->user));
  app_close(&x);
  return e;
}

static err rehearse_in(arena *a, str path, str folder, bool filled) {
  str before = STR_NONE, after;
  if (filled) TRY(copy_prove(a, path, &before));
  TRY(open_once(a, folder));
  TRY(copy_prove(a, path, &after));
  return !filled || str_eq(before, after) ? NULL : ERR(a, CONFLICT, "Kepala rantai audit berubah karena migrasi.");
}

/* On a copy in a folder of its own, which goes away again. */
static err rehearse(arena *a, str data, bool filled) {
  static const str rest[] = {SC(""), SC("-wal"), SC("-shm")};
  str folder = STR_CAT(a, data, S("/coba-migrasi")), path = STR_CAT(a, folder, S(COPY_DATABASE));
  TRY(copy_folder(a, folder));
  err e = upkeep_copy(a, STR_CAT(a, data, S(COPY_DATABASE)), path);
  if (!e) e = rehearse_in(a, path, folder, filled);
  for (size_t i = 0; i < LEN(rest); i++) unlink(str_z(a, STR_CAT(a, path, rest[i])));
  rmdir(str_z(a, folder));
  return e;
}

static err migrate(arena *a, str data, bool dry) {
  int have = 0;
  TRY(versions(a, data, &have));
  if (have >= (int)n_migrations) {
    printf("Skema %d sudah yang terbaru.\n", have);
    return NULL;
  }
  TRY(dry ? rehearse(a, data, have > 0) : open_once(a, data));
  printf("Skema dinaikkan dari %d ke %zu%s.\n", have, n_migrations, dry ? " pada salinan; basis data yang asli belum diubah" : "");
  return NULL;
}

int cli_migrate(int argc, char **argv) {
  bool dry = args_take(&argc, argv, "--dry-run");
  arena *a = arena_new((size_t)256 << 20);
  str data = S("data");
  size_t n;
  err e = args_read(a, argc, argv, (const option[]){{"data", &data}, {0}}, NULL, 0, &n);
  if (!e) e = migrate(a, data, dry);
  int status = e ? app_fail(S("takar migrate"), e) : 0;
  arena_free(a);
  return status;
}
