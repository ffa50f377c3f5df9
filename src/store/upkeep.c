#include "store/upkeep.h"

#include <unistd.h>

#include "base/hash.h"
#include "store/engine.h"
#include "store/sqlite.h"
#include "store/store_sql.h"

enum { STEP_PAGES = 256, PAUSE_MS = 1, BUSY_MS = 5000 };

static void close_handle(void *handle) { sqlite3_close_v2(handle); }

static err open_file(arena *a, str path, int flags, sqlite3 **out) {
  int rc = sqlite3_open_v2(str_z(a, path), out, flags | SQLITE_OPEN_NOMUTEX, NULL);
  arena_defer(a, close_handle, *out);
  if (rc != SQLITE_OK)
    return ERR(a, INPUT, "Basis data “%.*s” tidak dapat dibuka: %s.", STR_ARG(path), *out ? sqlite3_errmsg(*out) : "memori habis");
  sqlite3_busy_timeout(*out, BUSY_MS);
  return NULL;
}

static err refuse(arena *a, sqlite3 *db, const char *doing) { return ERR(a, BUSY, "%s gagal: %s.", doing, sqlite3_errmsg(db)); }

/* One number from a statement of ours. */
static err ask(arena *a, sqlite3 *db, const char *sql, int *out) {
  sqlite3_stmt *s;
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) return refuse(a, db, "Membaca basis data");
  bool ok = sqlite3_step(s) == SQLITE_ROW;
  if (ok) *out = sqlite3_column_int(s, 0);
  sqlite3_finalize(s);
  return ok ? NULL : refuse(a, db, "Membaca basis data");
}

/* ---- copying ---- */

static int step(sqlite3_backup *b) {
  int rc;
  do {
    rc = sqlite3_backup_step(b, STEP_PAGES);
    if (rc != SQLITE_DONE) sqlite3_sleep(PAUSE_MS);
  } while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
  return rc;
}

static err copy_pages(arena *a, sqlite3 *from, sqlite3 *to) {
  sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
  int rc = b ? step(b) : SQLITE_ERROR;
  if (b && sqlite3_backup_finish(b) != SQLITE_OK) rc = SQLITE_ERROR;
  return rc == SQLITE_DONE ? NULL : refuse(a, to, "Menyalin basis data");
}

/* The reading transaction holds one moment: without it every write by others would begin the copy anew. */
err upkeep_copy(arena *a, str path, str copy) {
  sqlite3 *from, *to;
  int tables;
  if (access(str_z(a, copy), F_OK) == 0) return ERR(a, INPUT, "“%.*s” sudah ada.", STR_ARG(copy));
  TRY(open_file(a, path, SQLITE_OPEN_READWRITE, &from));
  TRY(open_file(a, copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to));
  if (sqlite3_exec(from, "PRAGMA query_only=ON; BEGIN", NULL, NULL, NULL) != SQLITE_OK) return refuse(a, from, "Membaca basis data");
  TRY(ask(a, from, "SELECT count(*) FROM sqlite_master", &tables));
  TRY(copy_pages(a, from, to));
  if (sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) != SQLITE_OK) return refuse(a, to, "Menutup salinan");
  return NULL;
}

err upkeep_schema(arena *a, str path, int *out) {
  sqlite3 *db;
  TRY(open_file(a, path, SQLITE_OPEN_READWRITE, &db));
  return ask(a, db, "PRAGMA user_version", out);
}

/* ---- looking ---- */

static str integrity(arena *a, sqlite3_stmt *s) {
  const char *text = (const char *)sqlite3_column_text(s, 0);
  return !text || strcmp(text, "ok") == 0 ? STR_NONE : STR_CAT(a, S("basis data: "), str_of(text));
}

static str dangling(arena *a, sqlite3_stmt *s) {
  return str_fmt(a, "tabel %s, baris %lld: merujuk baris tabel %s yang tidak ada", (const char *)sqlite3_column_text(s, 0),
                 (long long)sqlite3_column_int64(s, 1), (const char *)sqlite3_column_text(s, 2));
}

static err look(db_ro *db, arena *a, const char *sql, str (*fault)(arena *, sqlite3_stmt *), upkeep_faults *all) {
  sqlite3_stmt *s;
  int rc;
  if (sqlite3_prepare_v2(sqlite_handle(db), sql, -1, &s, NULL) != SQLITE_OK) return db->engine->fault(a, db, sql);
  while ((rc = sqlite3_step(s)) == SQLITE_ROW && all->n < UPKEEP_MOST) {
    str found = fault(a, s);
    if (found.p) LIST_ADD(a, all, found);
  }
  sqlite3_finalize(s);
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? NULL : db->engine->fault(a, db, sql);
}

err upkeep_look(db_ro *db, arena *a, upkeep_faults *out) {
  if (!sqlite_handle(db)) return NULL; /* another engine looks after its own pages and references */
  TRY(look(db, a, "PRAGMA integrity_check", integrity, out));
  return look(db, a, "PRAGMA foreign_key_check", dangling, out);
}

static err look_at_blobs(db_ro *db, arena *a, arena *page, char last[65], bool *more, int64_t *n, upkeep_faults *all) {
  enum { AT_ONCE = 4 };
  sql_blobs_after_rows rows;
  TRY(sql_blobs_after(db, page, str_of(last), AT_ONCE, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_blobs_after_row *r = &rows.v[i];
    if (!str_eq(sha256_hex(page, r->bytes), r->hash) || r->size != (int64_t)r->bytes.n)
      LIST_ADD(a, all, str_fmt(a, "berkas %.*s: isinya tidak lagi sesuai dengan sidik jarinya", STR_ARG(r->hash)));
    snprintf(last, 65, "%.*s", STR_ARG(r->hash));
  }
  *n += (int64_t)rows.n;
  *more = rows.n == AT_ONCE;
  return NULL;
}

err upkeep_blobs(db_ro *db, arena *a, int64_t *n, upkeep_faults *out) {
  char last[65] = "";
  arena *page = arena_under(a, (size_t)256 << 20);
  *n = 0;
  for (bool more = true; more;) {
    arena_reset(page);
    err e = look_at_blobs(db, a, page, last, &more, n, out);
    if (e) return ERR_CAUSE(a, "%.*s", STR_ARG(e->cause));
  }
  return NULL;
}
