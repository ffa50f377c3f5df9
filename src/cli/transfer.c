/* takar copy --from PLACE --to PLACE: an installation moves, whole, into an empty database of either engine. */
#include <sys/stat.h>

#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "store/copy.h"
#include "store/store_sql.h"

static const sql_table *const tables[] = {&store_sql, &copy_sql};

/* "postgresql://...", an SQLite file, or a data folder with one. */
static str place_of(arena *a, str given) {
  if (store_is_address(given) || str_ends(given, S(".db"))) return given;
  mkdir(str_z(a, given), 0700);
  return STR_CAT(a, given, S("/takar.db"));
}

static void tell(const copy_report *r) {
  for (size_t i = 0; i < r->tables.n; i++)
    if (r->tables.v[i].rows) printf("%-20.*s %lld\n", STR_ARG(r->tables.v[i].name), (long long)r->tables.v[i].rows);
  printf("%zu tabel, %lld baris, %lld rantai audit: sama di kedua sisi\n", r->tables.n, (long long)r->rows, (long long)r->chains);
}

static err copy(arena *a, str from, str to, copy_report *out) {
  store *source, *target;
  if (!from.n || !to.n) return ERR(a, INPUT, "Pakai: takar copy --from TEMPAT --to TEMPAT (folder data, berkas .db, atau postgresql://...).");
  if (!store_is_address(from)) TRY(app_existing(a, from, str_ends(from, S(".db")) ? from : STR_CAT(a, from, S("/takar.db"))));
  TRY(store_open(a, place_of(a, from), tables, LEN(tables), &source));
  err e = store_open(a, place_of(a, to), tables, LEN(tables), &target);
  if (!e) {
    e = store_copy(source, target, a, out);
    store_close(target);
  }
  store_close(source);
  return e;
}

int cli_transfer(int argc, char **argv) {
  arena *a = arena_new(0);
  str from = STR_NONE, to = STR_NONE;
  size_t n;
  copy_report report;
  err e = args_read(a, argc, argv, (const option[]){{"from", &from}, {"to", &to}, {0}}, NULL, 0, &n);
  if (!e) e = copy(a, from, to, &report);
  if (!e) tell(&report);
  int status = e ? app_fail(S("takar copy"), e) : 0;
  arena_free(a);
  return status;
}
