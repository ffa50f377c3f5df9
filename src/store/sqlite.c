#include "store/sqlite.h"

#include <pthread.h>

#include "store/migrate.h"

err sqlite_error(arena *a, db_ro *db, const char *doing) {
  int code = sqlite3_extended_errcode(db->handle);
  err e = ERR_CAUSE(a, "sqlite: %s: %s (%d)", doing, sqlite3_errmsg(db->handle), code);
  switch (code & 0xff) {
  case SQLITE_FULL:
    e->code = ERR_BUSY;
    e->user = S("Penyimpanan di server penuh, jadi perubahan belum disimpan. Hubungi administrator.");
    break;
  case SQLITE_READONLY:
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    e->code = ERR_BUSY;
    e->user = S("Penyimpanan di server sedang terganggu, jadi perubahan belum disimpan. Hubungi administrator.");
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    e->code = ERR_BUSY;
    e->user = S("Server sedang sibuk. Silakan coba lagi sebentar lagi.");
    break;
  default: break;
  }
  return e;
}

err sqlite_run(arena *a, db_ro *db, const char *sql) {
  return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? NULL : sqlite_error(a, db, sql);
}

static const char *const writer_setup =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
    "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000;";
static const char *const reader_setup = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1000;";

/* Once, before the first connection: no counting of memory, which takes a lock that all threads share at every allocation. */
static void configure(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

err sqlite_connect(arena *a, const char *path, enum sqlite_mode mode, int n_statements, db_ro *db) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, configure);
  *db = (db_ro){.n_statements = n_statements};
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == SQLITE_WRITER ? SQLITE_OPEN_CREATE : 0);
  if (sqlite3_open_v2(path, &db->handle, flags, NULL) != SQLITE_OK) {
    err e = db->handle ? sqlite_error(a, db, path) : ERR_CAUSE(a, "sqlite: out of memory");
    sqlite3_close_v2(db->handle);
    db->handle = NULL;
    return e;
  }
  sqlite3_busy_timeout(db->handle, 5000);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(db->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, 256, 64);
  db->statements = calloc((size_t)n_statements + 1, sizeof *db->statements);
  err e = db->statements ? sqlite_run(a, db, mode == SQLITE_WRITER ? writer_setup : reader_setup)
                         : ERR_CAUSE(a, "out of memory for statements");
  if (e) sqlite_disconnect(db);
  return e;
}

static void finalise(struct prepared *p) {
  sqlite3_finalize(p->stmt);
  free(p->at);
  *p = (struct prepared){0};
}

void sqlite_forget(db_ro *db, const sql_statement *s) { finalise(&db->statements[s->index]); }

void sqlite_disconnect(db_ro *db) {
  for (int i = 0; db->statements && i < db->n_statements; i++) finalise(&db->statements[i]);
  for (size_t i = 0; i < LEN(db->control); i++) sqlite3_finalize(db->control[i]);
  free(db->statements);
  sqlite3_close_v2(db->handle);
  *db = (db_ro){0};
}

void sqlite_reset_all(db_ro *db) {
  db->reading = false;
  for (int i = 0; i < db->n_statements; i++)
    if (db->statements[i].stmt) sqlite3_reset(db->statements[i].stmt);
}

int sqlite_control(db_ro *db, enum sqlite_control which) {
  static const char *const words[] = {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT apply", "RELEASE apply", "ROLLBACK TO apply"};
  sqlite3_stmt **stmt = &db->control[which];
  int rc = *stmt ? SQLITE_OK : sqlite3_prepare_v3(db->handle, words[which], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
  if (rc != SQLITE_OK) return rc;
  rc = sqlite3_step(*stmt);
  int after = sqlite3_reset(*stmt);
  return rc == SQLITE_DONE ? SQLITE_OK : after != SQLITE_OK ? after : rc;
}

/* SQLite takes "$1" for a name and numbers names by first appearance; so the place of each is asked for, once. */
static err place_parameters(arena *a, const sql_statement *s, struct prepared *p) {
  p->at = calloc((size_t)s->n_params + 1, 1);
  if (!p->at) return ERR_CAUSE(a, "out of memory for statements");
  for (int i = 0; i < s->n_params; i++) {
    char name[16];
    snprintf(name, sizeof name, "$%d", i + 1);
    int at = sqlite3_bind_parameter_index(p->stmt, name);
    if (at < 1 || at > 255) return ERR_CAUSE(a, "%s:%d: %s: parameter %s is not used", s->file, s->line, s->name, name);
    p->at[i] = (unsigned char)at;
  }
  return NULL;
}

static err prepare(arena *a, db_ro *db, const sql_statement *s, struct prepared *p) {
  if (sqlite3_prepare_v3(db->handle, s->text, -1, SQLITE_PREPARE_PERSISTENT, &p->stmt, NULL) != SQLITE_OK)
    return ERR_CAUSE(a, "%s:%d: %s: %s", s->file, s->line, s->name, sqlite3_errmsg(db->handle));
  if (sqlite3_bind_parameter_count(p->stmt) != s->n_params || sqlite3_column_count(p->stmt) < s->n_columns ||
      (sqlite3_stmt_readonly(p->stmt) != 0) == s->write)
    return ERR_CAUSE(a, "%s:%d: %s: %d parameters and %d columns in SQL, %d and %d declared", s->file, s->line, s->name,
                     sqlite3_bind_parameter_count(p->stmt), sqlite3_column_count(p->stmt), s->n_params, s->n_columns);
  return place_parameters(a, s, p);
}

err sqlite_prepare(arena *a, db_ro *db, const sql_statement *s, struct prepared **out) {
  struct prepared *p = &db->statements[s->index];
  *out = p;
  if (p->stmt) return NULL;
  err e = prepare(a, db, s, p);
  if (e) finalise(p);
  return e;
}

static int bind(sqlite3_stmt *stmt, int at, const db_value *v) {
  switch (v->type) {
  case DB_I64: return sqlite3_bind_int64(stmt, at, v->i);
  case DB_TEXT: return sqlite3_bind_text64(stmt, at, v->s.p, v->s.n, SQLITE_STATIC, SQLITE_UTF8);
  case DB_BYTES: return sqlite3_bind_blob64(stmt, at, v->s.p, v->s.n, SQLITE_STATIC);
  case DB_NULL: return sqlite3_bind_null(stmt, at);
  }
  return SQLITE_MISUSE;
}

static err start(db_ro *db, arena *a, const sql_statement *s, const db_value *in, sqlite3_stmt **out) {
  if (db->reading) sqlite_reset_all(db);
  struct prepared *p;
  TRY(sqlite_prepare(a, db, s, &p));
  *out = p->stmt;
  ENSURE(!sqlite3_stmt_busy(p->stmt));
  for (int i = 0; i < s->n_params; i++)
    if (bind(p->stmt, p->at[i], &in[i]) != SQLITE_OK) return sqlite_error(a, db, s->name);
  return NULL;
}

err db_open(db_ro *db, arena *a, const sql_statement *s, const db_value *in, db_cursor *c) {
  sqlite3_stmt *stmt;
  TRY(start(db, a, s, in, &stmt));
  *c = (db_cursor){.db = db, .a = a, .statement = s, .handle = stmt};
  db->reading = true;
  return NULL;
}

bool db_next(db_cursor *c) {
  int rc = sqlite3_step(c->handle);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) c->failed = sqlite_error(c->a, c->db, c->statement->name);
  return rc == SQLITE_ROW;
}

err db_close(db_cursor *c) {
  sqlite3_reset(c->handle);
  c->db->reading = false;
  return c->failed;
}

err db_exec(db_rw *db, arena *a, const sql_statement *s, const db_value *in, int64_t *changed) {
  sqlite3_stmt *stmt;
  TRY(start(&db->ro, a, s, in, &stmt));
  int rc = sqlite3_step(stmt);
  err e = rc == SQLITE_DONE || rc == SQLITE_ROW ? NULL : sqlite_error(a, &db->ro, s->name);
  sqlite3_reset(stmt);
  if (!e && changed) *changed = sqlite3_changes64(db->ro.handle);
  return e;
}

err db_no_row(arena *a, const sql_statement *s) { return ERR_CAUSE(a, "%s:%d: %s: no row", s->file, s->line, s->name); }

int64_t db_i64(db_cursor *c, int column) { return sqlite3_column_int64(c->handle, column); }

str db_text(db_cursor *c, arena *a, int column) {
  const void *p = sqlite3_column_text(c->handle, column);
  return p ? str_copy(a, (str){p, (size_t)sqlite3_column_bytes(c->handle, column)}) : STR_NONE;
}

str db_bytes(db_cursor *c, arena *a, int column) {
  if (sqlite3_column_type(c->handle, column) == SQLITE_NULL) return STR_NONE;
  const void *p = sqlite3_column_blob(c->handle, column);
  return p ? str_copy(a, (str){p, (size_t)sqlite3_column_bytes(c->handle, column)}) : S("");
}

static bool is_null(db_cursor *c, int column) { return sqlite3_column_type(c->handle, column) == SQLITE_NULL; }

date db_date(db_cursor *c, int column) {
  return is_null(c, column) ? DATE_NONE : (date){(int32_t)sqlite3_column_int64(c->handle, column)};
}

instant db_instant(db_cursor *c, int column) {
  return is_null(c, column) ? INSTANT_NONE : (instant){sqlite3_column_int64(c->handle, column)};
}

decimal db_decimal(db_cursor *c, int column) {
  decimal d = DECIMAL_NONE;
  const void *p = sqlite3_column_text(c->handle, column);
  if (p && !decimal_parse((str){p, (size_t)sqlite3_column_bytes(c->handle, column)}, &d)) return DECIMAL_NONE;
  return d;
}

static err schema_version(arena *a, db_ro *db, int *out) {
  sqlite3_stmt *stmt;
  if (sqlite3_prepare_v2(db->handle, "PRAGMA user_version", -1, &stmt, NULL) != SQLITE_OK) return sqlite_error(a, db, "user_version");
  *out = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int(stmt, 0) : 0;
  sqlite3_finalize(stmt);
  return NULL;
}

static err migrate_one(arena *a, db_ro *db, const migration *m) {
  static const migrate_words words = {"INTEGER", "BLOB", "WITHOUT ROWID"};
  str text = migrate_text(a, m, &words);
  str all = str_fmt(a, "BEGIN IMMEDIATE;\n%.*s\nPRAGMA user_version=%d;\nCOMMIT;", STR_ARG(text), m->number);
  err e = sqlite_run(a, db, str_z(a, all));
  if (!e) return NULL;
  e = ERR_CAUSE(a, "migration %s: %s", m->name, sqlite3_errmsg(db->handle));
  sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
  return e;
}

err sqlite_migrate(arena *a, db_ro *writer) {
  int have = 0;
  TRY(schema_version(a, writer, &have));
  if (have > (int)n_migrations)
    return ERR(a, INTERNAL, "Basis data ini dibuat oleh Takar yang lebih baru (skema %d). Pasang Takar yang lebih baru.", have);
  for (size_t i = (size_t)have; i < n_migrations; i++) TRY(migrate_one(a, writer, &migrations[i]));
  return NULL;
}
