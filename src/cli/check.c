/* takar check [--data DIR] [--database TEMPAT]: looks through a whole installation, also while the server runs, and names each fault. Changes nothing. */
#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cycle/cycle_sql.h"
#include "store/audit.h"
#include "store/store_sql.h"
#include "store/upkeep.h"

enum { FAULTY = 1 };

static err database(db_ro *db, arena *a, str *seen, upkeep_faults *out) {
  *seen = S("halaman, indeks, dan rujukan basis data");
  return upkeep_look(db, a, out);
}

static err chains(db_ro *db, arena *a, str *seen, upkeep_faults *out) {
  audit_report r;
  TRY(audit_verify(db, a, &r));
  for (size_t i = 0; i < r.faults.n; i++) {
    const audit_fault *f = &r.faults.v[i];
    LIST_ADD(a, out, str_fmt(a, "rantai %lld, catatan %lld: %.*s", (long long)f->chain, (long long)f->n, STR_ARG(f->reason)));
  }
  *seen = str_fmt(a, "%lld rantai audit, %lld catatan", (long long)r.chains, (long long)r.entries);
  return NULL;
}

static err bytes(db_ro *db, arena *a, str *seen, upkeep_faults *out) {
  int64_t n;
  TRY(upkeep_blobs(db, a, &n, out));
  *seen = str_fmt(a, "isi %lld berkas", (long long)n);
  return NULL;
}

static err references(db_ro *db, arena *a, str *seen, upkeep_faults *out) {
  sql_files_without_bytes_rows files;
  sql_documents_without_bytes_rows documents;
  sql_bytes_of_nobody_rows nobody;
  *seen = S("berkas dan dokumen punya isi, dan tidak ada isi tanpa pemilik");
  TRY(sql_files_without_bytes(db, a, &files));
  TRY(sql_documents_without_bytes(db, a, &documents));
  TRY(sql_bytes_of_nobody(db, a, &nobody));
  for (size_t i = 0; i < files.n; i++)
    LIST_ADD(a, out, str_fmt(a, "siklus %lld: isi berkas “%.*s” tidak ada", (long long)files.v[i].cycle.v, STR_ARG(files.v[i].name)));
  for (size_t i = 0; i < documents.n; i++)
    LIST_ADD(a, out, str_fmt(a, "siklus %lld: isi dokumen “%.*s” tidak ada", (long long)documents.v[i].cycle.v, STR_ARG(documents.v[i].title)));
  for (size_t i = 0; i < nobody.n; i++)
    LIST_ADD(a, out, str_fmt(a, "berkas %.*s (%lld bita) tidak dimiliki siapa pun", STR_ARG(nobody.v[i].hash), (long long)nobody.v[i].size));
  return NULL;
}

static err cycles(db_ro *db, arena *a, str *seen, upkeep_faults *out) {
  sql_cycles_astray_rows rows;
  *seen = S("setiap siklus berdiri di langkahnya yang terbuka");
  TRY(sql_cycles_astray(db, a, &rows));
  for (size_t i = 0; i < rows.n; i++)
    LIST_ADD(a, out, str_fmt(a, "siklus %lld: berdiri di langkah %lld, tetapi langkah yang terbuka lain", (long long)rows.v[i].id.v, (long long)rows.v[i].no));
  return NULL;
}

/* In this order: what comes later believes what came before. */
static err (*const parts[])(db_ro *, arena *, str *, upkeep_faults *) = {database, chains, bytes, references, cycles};

static err look(db_ro *db, arena *a, upkeep_faults *all) {
  TRY(db_snapshot_begin(db, a));
  for (size_t i = 0; i < LEN(parts); i++) {
    size_t before = all->n;
    str seen;
    TRY(parts[i](db, a, &seen, all));
    printf("%-5s %.*s\n", all->n > before ? "RUSAK" : "baik", STR_ARG(seen));
    for (size_t k = before; k < all->n; k++) printf("      %.*s\n", STR_ARG(all->v[k]));
  }
  db_snapshot_end(db);
  return NULL;
}

static err check(arena *a, str data, str place, upkeep_faults *all) {
  static const sql_table *const tables[] = {&store_sql, &cycle_sql};
  store *s;
  db_ro *db;
  TRY(app_existing(a, data, place));
  TRY(app_place(a, data, place, &place));
  TRY(store_open_reading(a, place, tables, LEN(tables), &s));
  err e = store_connect(s, a, &db);
  if (!e) {
    e = look(db, a, all);
    store_release(s, db);
  }
  store_close(s);
  return e;
}

int cli_check(int argc, char **argv) {
  arena *a = arena_new((size_t)512 << 20);
  str data = S("data"), place = STR_NONE;
  size_t n;
  upkeep_faults faults = {0};
  err e = args_read(a, argc, argv, (const option[]){{"data", &data}, {"database", &place}, {0}}, NULL, 0, &n);
  if (!e) e = check(a, data, place, &faults);
  if (!e && faults.n) printf("%zu kerusakan ditemukan.\n", faults.n);
  int status = e ? app_fail(S("takar check"), e) : faults.n ? FAULTY : 0;
  arena_free(a);
  return status;
}
