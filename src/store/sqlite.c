/* sqlite: the engine for one machine: one file, one writing connection, readers beside it (WAL). */
#include "store/sqlite.h"

#include <pthread.h>

#include "store/engine.h"
#include "store/migrate.h"

typedef struct prepared {
  sqlite3_stmt *stmt;
  unsigned char *at; /* where SQLite put $1, $2, ... */
} prepared;

typedef struct connection {
  db_ro db;
  sqlite3 *handle;
  prepared *statements; /* by sql_statement.index; prepared at first use */
  int n_statements;
  sqlite3_stmt *control[CONTROLS];
} connection;

static connection *of(db_ro *db) { return (connection *)db; }

sqlite3 *sqlite_handle(db_ro *db) { return db->engine == &sqlite_engine ? of(db)->handle : NULL; }

static err fault(arena *a, db_ro *db, const char *doing) {
  sqlite3 *handle = of(db)->handle;
  int code = sqlite3_extended_errcode(handle);
  err e = ERR_CAUSE(a, "sqlite: %s: %s (%d)", doing, sqlite3_errmsg(handle), code);
  switch (code & 0xff) {
  case SQLITE_FULL: return db_troubled(e, TROUBLE_FULL);
  case SQLITE_READONLY:
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN: return db_troubled(e, TROUBLE_STORAGE);
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return db_troubled(e, TROUBLE_BUSY);
  default: return e;
  }
}

static err run(arena *a, db_ro *db, const char *sql) {
  return sqlite3_exec(of(db)->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? NULL : fault(a, db, sql);
}

static const char *const setup[] = {
    [DB_WRITER] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                  "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000;",
    [DB_READER] = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1000;",
};

static void finalise(prepared *p) {
  sqlite3_finalize(p->stmt);
  free(p->at);
  *p = (prepared){0};
}

static void disconnect(db_ro *db) {
  if (!db) return;
  connection *c = of(db);
  for (int i = 0; c->statements && i < c->n_statements; i++) finalise(&c->statements[i]);
  for (size_t i = 0; i < LEN(c->control); i++) sqlite3_finalize(c->control[i]);
  free(c->statements);
  sqlite3_close_v2(c->handle);
  free(c);
}

static err set_up(arena *a, connection *c, const char *path, enum db_role role) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (role == DB_WRITER ? SQLITE_OPEN_CREATE : 0);
  if (!c->statements) return ERR_CAUSE(a, "out of memory for statements");
  if (sqlite3_open_v2(path, &c->handle, flags, NULL) != SQLITE_OK)
    return c->handle ? fault(a, &c->db, path) : ERR_CAUSE(a, "sqlite: out of memory");
  sqlite3_busy_timeout(c->handle, 5000);
  sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(c->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config(c->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, 256, 64);
  return run(a, &c->db, setup[role]);
}

/* Once, before the first connection: no counting of memory, which takes a lock that all threads share at every allocation. */
static void configure(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

static err connect_to(arena *a, const char *path, enum db_role role, int n_statements, db_ro **out) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, configure);
  connection *c = calloc(1, sizeof *c);
  if (!c) return ERR_CAUSE(a, "out of memory");
  c->db.engine = &sqlite_engine;
  c->n_statements = n_statements;
  c->statements = calloc((size_t)n_statements + 1, sizeof *c->statements);
  err e = set_up(a, c, path, role);
  if (e) disconnect(&c->db);
  else *out = &c->db;
  return e;
}

static void reset(db_ro *db) {
  connection *c = of(db);
  db->reading = false;
  for (int i = 0; i < c->n_statements; i++)
    if (c->statements[i].stmt) sqlite3_reset(c->statements[i].stmt);
}

/* ---- transactions ---- */

static bool control(db_ro *db, enum db_control which) {
  static const char *const words[] = {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT apply", "RELEASE apply", "ROLLBACK TO apply"};
  connection *c = of(db);
  sqlite3_stmt **stmt = &c->control[which];
  if (!*stmt && sqlite3_prepare_v3(c->handle, words[which], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL) != SQLITE_OK) return false;
  int rc = sqlite3_step(*stmt), after = sqlite3_reset(*stmt);
  return rc == SQLITE_DONE && after == SQLITE_OK;
}

static bool in_transaction(db_ro *db) { return !sqlite3_get_autocommit(of(db)->handle); }

/* ---- statements ---- */

/* SQLite takes "$1" for a name and numbers names by first appearance; so the place of each is asked for, once. */
static err place_parameters(arena *a, const sql_statement *s, prepared *p) {
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

static err prepare_new(arena *a, sqlite3 *handle, const sql_statement *s, prepared *p) {
  if (sqlite3_prepare_v3(handle, s->text, -1, SQLITE_PREPARE_PERSISTENT, &p->stmt, NULL) != SQLITE_OK)
    return ERR_CAUSE(a, "%s:%d: %s: %s", s->file, s->line, s->name, sqlite3_errmsg(handle));
  if (sqlite3_bind_parameter_count(p->stmt) != s->n_params || sqlite3_column_count(p->stmt) < s->n_columns ||
      (sqlite3_stmt_readonly(p->stmt) != 0) == s->write)
    return ERR_CAUSE(a, "%s:%d: %s: %d parameters and %d columns in SQL, %d and %d declared", s->file, s->line, s->name,
                     sqlite3_bind_parameter_count(p->stmt), sqlite3_column_count(p->stmt), s->n_params, s->n_columns);
  return place_parameters(a, s, p);
}

static err prepare(arena *a, db_ro *db, const sql_statement *s, prepared **out) {
  prepared *p = &of(db)->statements[s->index];
  *out = p;
  if (p->stmt) return NULL;
  err e = prepare_new(a, of(db)->handle, s, p);
  if (e) finalise(p);
  return e;
}

static err check(arena *a, db_ro *db, const sql_statement *s) {
  prepared *p;
  TRY(prepare(a, db, s, &p));
  finalise(p);
  return NULL;
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
  prepared *p;
  TRY(prepare(a, db, s, &p));
  *out = p->stmt;
  ENSURE(!sqlite3_stmt_busy(p->stmt));
  for (int i = 0; i < s->n_params; i++)
    if (bind(p->stmt, p->at[i], &in[i]) != SQLITE_OK) return fault(a, db, s->name);
  return NULL;
}

static err open_cursor(db_ro *db, arena *a, const sql_statement *s, const db_value *in, db_cursor *c) {
  sqlite3_stmt *stmt;
  TRY(start(db, a, s, in, &stmt));
  c->handle = stmt;
  return NULL;
}

static bool next(db_cursor *c) {
  int rc = sqlite3_step(c->handle);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) c->failed = fault(c->a, c->db, c->statement->name);
  return rc == SQLITE_ROW;
}

static err close_cursor(db_cursor *c) {
  sqlite3_reset(c->handle);
  return c->failed;
}

static err exec(db_ro *db, arena *a, const sql_statement *s, const db_value *in, int64_t *changed) {
  sqlite3_stmt *stmt;
  TRY(start(db, a, s, in, &stmt));
  int rc = sqlite3_step(stmt);
  err e = rc == SQLITE_DONE || rc == SQLITE_ROW ? NULL : fault(a, db, s->name);
  sqlite3_reset(stmt);
  if (!e && changed) *changed = sqlite3_changes64(of(db)->handle);
  return e;
}

/* The value is asked for once: this connection is one thread's, so what SQLite calls unprotected is safe here. */
static db_value at(db_cursor *c, int column, enum db_type as) {
  sqlite3_value *v = sqlite3_column_value(c->handle, column);
  if (sqlite3_value_type(v) == SQLITE_NULL) return (db_value){0};
  if (as == DB_I64) return db_of_i64(sqlite3_value_int64(v));
  const void *p = as == DB_TEXT ? sqlite3_value_text(v) : sqlite3_value_blob(v);
  return (db_value){.type = as, .s = {p ? p : "", (size_t)sqlite3_value_bytes(v)}};
}

/* ---- the whole ---- */

static err schema_version(arena *a, db_ro *db, int *out) {
  sqlite3_stmt *stmt;
  if (sqlite3_prepare_v2(of(db)->handle, "PRAGMA user_version", -1, &stmt, NULL) != SQLITE_OK) return fault(a, db, "user_version");
  *out = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int(stmt, 0) : 0;
  sqlite3_finalize(stmt);
  return NULL;
}

static err migrate_one(arena *a, db_ro *db, const migration *m) {
  static const migrate_words words = {"INTEGER", "BLOB", "WITHOUT ROWID", "TEXT"};
  str text = migrate_text(a, m, &words);
  str all = str_fmt(a, "BEGIN IMMEDIATE;\n%.*s\nPRAGMA user_version=%d;\nCOMMIT;", STR_ARG(text), m->number);
  err e = run(a, db, str_z(a, all));
  if (!e) return NULL;
  e = ERR_CAUSE(a, "migration %s: %s", m->name, sqlite3_errmsg(of(db)->handle));
  sqlite3_exec(of(db)->handle, "ROLLBACK", NULL, NULL, NULL);
  return e;
}

static err migrate(arena *a, db_ro *writer) {
  int have = 0;
  TRY(schema_version(a, writer, &have));
  if (have > (int)n_migrations)
    return ERR(a, INTERNAL, "Basis data ini dibuat oleh Takar yang lebih baru (skema %d). Pasang Takar yang lebih baru.", have);
  for (size_t i = (size_t)have; i < n_migrations; i++) TRY(migrate_one(a, writer, &migrations[i]));
  return NULL;
}

const engine sqlite_engine = {
    .queues = 1,
    .connect = connect_to, .disconnect = disconnect, .run = run, .migrate = migrate, .check = check,
    .control = control, .in_transaction = in_transaction, .reset = reset, .fault = fault,
    .open = open_cursor, .next = next, .close = close_cursor, .exec = exec, .at = at,
};
