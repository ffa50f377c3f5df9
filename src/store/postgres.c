/* postgres: the engine for many offices and several servers.
 *
 * Each connection belongs to one thread and keeps its prepared statements; values travel in binary. A change takes the lock of its regency
 * (the row of `region`) before anything else, a change of the whole installation the lock of the table, so that within a regency
 * changes follow each other as they do on SQLite, on however many servers. With the lock held, READ COMMITTED sees what came before.
 */
#include <endian.h>
#include <time.h>

#include "store/engine.h"
#include "store/libpq.h"
#include "store/migrate.h"

enum { MOST_PARAMS = 64, MOST_TRIES = 5 };
/* Type numbers of PostgreSQL's catalogue (pg_type.dat); they never change. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25 };

typedef struct connection {
  db_ro db;
  PGconn *pg;
  enum db_role role;
  bool *prepared; /* by sql_statement.index */
  int n_statements;
  PGresult *rows; /* of the open cursor */
  int row;
  char state[6];  /* SQLSTATE of the last failure; "" when the server said none */
  bool broken;    /* a failure that is not the server's: libpq may call the connection well for a while yet */
  bool warned;    /* the server said something that is no error */
  bool in_doubt;  /* COMMIT had no clear answer: perhaps it was kept, perhaps not */
} connection;

static connection *of(db_ro *db) { return (connection *)db; }

static bool lost(const connection *c) { return c->broken || PQstatus(c->pg) != CONNECTION_OK; }
static bool state_is(const connection *c, const char *class) { return strncmp(c->state, class, strlen(class)) == 0; }

static err fault(arena *a, db_ro *db, const char *doing) {
  connection *c = of(db);
  str said = str_trim(str_of(PQerrorMessage(c->pg)));
  err e = ERR_CAUSE(a, "postgres: %s: %.*s (%s)", doing, STR_ARG(said), c->state);
  if (c->in_doubt) return db_troubled(e, TROUBLE_DOUBT);
  if (lost(c) || state_is(c, "25006")) return db_troubled(e, TROUBLE_LOST); /* 25006: this server only reads now */
  if (state_is(c, "53100")) return db_troubled(e, TROUBLE_FULL);
  if (state_is(c, "58")) return db_troubled(e, TROUBLE_STORAGE);
  static const char *const busy[] = {"40", "53", "55P03", "57"}; /* rolled back, out of resources, lock not had, an operator's stop */
  for (size_t i = 0; i < LEN(busy); i++)
    if (state_is(c, busy[i])) return db_troubled(e, TROUBLE_BUSY);
  return e;
}

static void note_warning(void *connection_, const PGresult *r) {
  connection *c = connection_;
  const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
  c->warned |= severity && strcmp(severity, "WARNING") == 0;
}

/* Notes what went wrong; true when nothing did. */
static bool fine(connection *c, const PGresult *r) {
  ExecStatusType status = PQresultStatus(r);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) return true;
  const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
  snprintf(c->state, sizeof c->state, "%s", state ? state : "");
  c->broken |= !state;
  return false;
}

static bool tell(connection *c, const char *sql) {
  PGresult *r = PQexec(c->pg, sql);
  bool ok = fine(c, r);
  PQclear(r);
  return ok;
}

static err run(arena *a, db_ro *db, const char *sql) { return tell(of(db), sql) ? NULL : fault(a, db, sql); }

/* ---- the connection ---- */

static void drop_rows(connection *c) {
  PQclear(c->rows);
  c->rows = NULL;
  PGresult *r;
  while (c->pg && (r = PQgetResult(c->pg))) PQclear(r); /* what a stream still brings */
}

static void reset(db_ro *db) {
  db->reading = false;
  drop_rows(of(db));
}

/* A server that hangs must not hold the others up for ever, and what was said to be kept must be on disk. */
static const char *const setup[] = {
    [DB_WRITER] = "SET client_min_messages = warning; SET jit = off; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s';"
                  "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    [DB_READER] = "SET client_min_messages = warning; SET jit = off; SET idle_in_transaction_session_timeout = '60s';"
                  "SET default_transaction_read_only = on",
};

/* Once the connection stands, anew each time. */
static bool greet(connection *c) {
  memset(c->prepared, 0, (size_t)c->n_statements + 1);
  c->state[0] = 0;
  c->in_doubt = c->broken = false;
  return !lost(c) && tell(c, setup[c->role]);
}

static bool connect_again(connection *c) {
  drop_rows(c);
  PQreset(c->pg);
  return greet(c);
}

static void disconnect(db_ro *db) {
  if (!db) return;
  connection *c = of(db);
  if (c->pg) reset(db);
  PQfinish(c->pg);
  free(c->prepared);
  free(c);
}

/* What the address does not say itself: the server that writes, and soon an answer when there is none. */
static PGconn *dial(const char *place) {
  static const char *const names[] = {"connect_timeout", "target_session_attrs", "keepalives_idle", "keepalives_interval", "keepalives_count",
                                      "tcp_user_timeout", "application_name", "dbname", "client_encoding", NULL};
  const char *values[] = {"5", "read-write", "10", "5", "3", "15000", "takar", place, "UTF8", NULL};
  return PQconnectdbParams(names, values, 1);
}

static err connect_to(arena *a, const char *place, enum db_role role, int n_statements, db_ro **out) {
  if (!libpq()) return ERR(a, INPUT, "Pustaka PostgreSQL (libpq.so.5) tidak ada di mesin ini. Pasang paket libpq5, lalu coba lagi.");
  connection *c = calloc(1, sizeof *c);
  if (!c) return ERR_CAUSE(a, "out of memory");
  c->db.engine = &postgres_engine;
  c->role = role;
  c->n_statements = n_statements;
  c->prepared = calloc((size_t)n_statements + 1, 1);
  c->pg = c->prepared ? dial(place) : NULL;
  if (c->pg) PQsetNoticeReceiver(c->pg, note_warning, c);
  err e = !c->pg ? ERR_CAUSE(a, "out of memory") : greet(c) ? NULL : fault(a, &c->db, "connect");
  if (e) disconnect(&c->db);
  else *out = &c->db;
  return e;
}

/* ---- transactions ---- */

static bool begun(const connection *c) {
  PGTransactionStatusType status = PQtransactionStatus(c->pg);
  return !lost(c) && (status == PQTRANS_INTRANS || status == PQTRANS_INERROR);
}

/* One that the server gave up for another's sake (40...) is over, whatever a savepoint could still save. */
static bool in_transaction(db_ro *db) { return begun(of(db)) && !state_is(of(db), "40"); }

/* A server that gives up waiting for its standby warns, and says that all is well: kept here, but perhaps not there. */
static bool commit(connection *c) {
  bool aborted = PQtransactionStatus(c->pg) == PQTRANS_INERROR; /* COMMIT would roll back and call it well */
  c->warned = false;
  bool ok = tell(c, "COMMIT");
  c->in_doubt = ok ? c->warned && c->role == DB_WRITER : lost(c);
  return ok && !aborted && !c->in_doubt;
}

static bool control(db_ro *db, enum db_control which) {
  static const char *const words[] = {
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN ISOLATION LEVEL READ COMMITTED", "", "ROLLBACK", "SAVEPOINT apply",
      "RELEASE SAVEPOINT apply", "ROLLBACK TO SAVEPOINT apply"};
  connection *c = of(db);
  bool begins = which == CONTROL_BEGIN || which == CONTROL_BEGIN_WRITE;
  if (begins && begun(c)) tell(c, words[CONTROL_ROLLBACK]); /* left behind by a jump */
  if (begins) c->state[0] = 0, c->in_doubt = false;
  if (which == CONTROL_COMMIT) return commit(c);
  bool ok = tell(c, words[which]);
  if (!ok && begins && lost(c)) ok = connect_again(c) && tell(c, words[which]);
  return ok;
}

static bool lock(db_ro *db, region_id region) {
  char one[96];
  snprintf(one, sizeof one, "SELECT id FROM region WHERE id = %lld FOR NO KEY UPDATE", (long long)region.v);
  return tell(of(db), region.v ? one : "LOCK TABLE region IN EXCLUSIVE MODE");
}

/* Whether a transaction that failed may be run anew: when the server undid it for another's sake, or the connection broke before COMMIT. */
static bool again(db_ro *db, int tries) {
  connection *c = of(db);
  bool undone = state_is(c, "40"), gone = lost(c) || state_is(c, "25006") || state_is(c, "57P0"), doubt = c->in_doubt;
  if (begun(c)) tell(c, "ROLLBACK");
  if (!undone && !gone) return false;
  if (tries >= MOST_TRIES && !doubt) return false;
  nanosleep(&(struct timespec){.tv_nsec = 20000000L << tries}, NULL);
  return (!gone || connect_again(c)) && !doubt;
}

/* ---- statements ---- */

static Oid oid_of(char type) { return type == 'i' ? OID_INT8 : type == 'b' ? OID_BYTEA : OID_TEXT; }

static bool prepare(connection *c, const sql_statement *s, const char *name) {
  Oid types[MOST_PARAMS];
  ENSURE(s->n_params <= MOST_PARAMS);
  for (int i = 0; i < s->n_params; i++) types[i] = oid_of(s->in[i]);
  PGresult *r = PQprepare(c->pg, name, s->text, s->n_params, types);
  bool ok = fine(c, r);
  PQclear(r);
  return ok;
}

/* Whether a column of the server's type can be read as the declared one. */
static bool reads_as(Oid type, char declared) {
  switch (declared) {
  case 'i': return type == OID_INT8 || type == OID_INT4 || type == OID_INT2 || type == OID_BOOL;
  case 'b': return type == OID_BYTEA;
  default: return type == OID_TEXT;
  }
}

static err check(arena *a, db_ro *db, const sql_statement *s) {
  connection *c = of(db);
  if (!prepare(c, s, "")) return ERR_CAUSE(a, "%s:%d: %s: %s", s->file, s->line, s->name, PQerrorMessage(c->pg));
  PGresult *r = PQdescribePrepared(c->pg, "");
  bool fits = fine(c, r) && PQnparams(r) == s->n_params && PQnfields(r) >= s->n_columns;
  int column = 0;
  while (fits && column < s->n_columns && reads_as(PQftype(r, column), s->out[column])) column++;
  PQclear(r);
  if (!fits) return ERR_CAUSE(a, "%s:%d: %s: not the declared parameters and columns", s->file, s->line, s->name);
  return column == s->n_columns ? NULL : ERR_CAUSE(a, "%s:%d: %s: column %d has another type", s->file, s->line, s->name, column + 1);
}

/* Sends one statement; false when it could not be sent. */
static bool send_once(connection *c, const sql_statement *s, const db_value *in) {
  const char *values[MOST_PARAMS];
  uint64_t numbers[MOST_PARAMS];
  int lengths[MOST_PARAMS], formats[MOST_PARAMS];
  char name[16];
  snprintf(name, sizeof name, "s%d", s->index);
  if (!c->prepared[s->index] && !(c->prepared[s->index] = prepare(c, s, name))) return false;
  for (int i = 0; i < s->n_params; i++) {
    numbers[i] = htobe64((uint64_t)in[i].i);
    values[i] = in[i].type == DB_NULL ? NULL : in[i].type == DB_I64 ? (const char *)&numbers[i] : in[i].s.p;
    lengths[i] = in[i].type == DB_I64 ? 8 : (int)in[i].s.n;
    formats[i] = 1;
  }
  return PQsendQueryPrepared(c->pg, name, s->n_params, values, lengths, formats, 1) || fine(c, NULL);
}

/* The first result; a connection that was lost while nobody used it is made again, outside of transactions. */
static bool execute(connection *c, const sql_statement *s, const db_value *in, PGresult **out) {
  for (int i = 0; i < s->n_params; i++) ENSURE(in[i].s.n <= INT32_MAX);
  bool alone = !c->db.in_snapshot && c->role == DB_READER;
  for (int try = 0; try < 2; try++) {
    if (send_once(c, s, in)) {
      if (s->stream) PQsetSingleRowMode(c->pg);
      *out = PQgetResult(c->pg);
      if (fine(c, *out)) return true;
      PQclear(*out);
    }
    *out = NULL;
    drop_rows(c);
    if (try || !alone || !lost(c) || !connect_again(c)) return false;
  }
  return false;
}

static err open_cursor(db_ro *db, arena *a, const sql_statement *s, const db_value *in, db_cursor *cursor) {
  connection *c = of(db);
  if (!execute(c, s, in, &c->rows)) return fault(a, db, s->name);
  if (!s->stream) PQgetResult(c->pg); /* the end, so that the next may be sent */
  c->row = -1;
  cursor->handle = c;
  return NULL;
}

/* The next row of a stream: a result of its own. */
static bool next_streamed(db_cursor *cursor, connection *c) {
  PQclear(c->rows);
  c->rows = PQgetResult(c->pg);
  c->row = 0;
  if (c->rows && !fine(c, c->rows)) cursor->failed = fault(cursor->a, cursor->db, cursor->statement->name);
  return !cursor->failed && PQntuples(c->rows) > 0;
}

static bool next(db_cursor *cursor) {
  connection *c = cursor->handle;
  if (++c->row < PQntuples(c->rows)) return true;
  return cursor->statement->stream && c->rows && next_streamed(cursor, c);
}

static err close_cursor(db_cursor *cursor) {
  drop_rows(cursor->handle);
  return cursor->failed;
}

static err exec(db_ro *db, arena *a, const sql_statement *s, const db_value *in, int64_t *changed) {
  connection *c = of(db);
  if (!execute(c, s, in, &c->rows)) return fault(a, db, s->name);
  if (changed) *changed = strtoll(PQcmdTuples(c->rows), NULL, 10);
  drop_rows(c);
  return NULL;
}

static int64_t integer(const char *p, int n) {
  uint64_t v = 0;
  for (int i = 0; i < n; i++) v = v << 8 | (unsigned char)p[i];
  return n == 8 ? (int64_t)v : n == 4 ? (int32_t)v : n == 2 ? (int16_t)v : (int64_t)v;
}

static db_value at(db_cursor *cursor, int column, enum db_type as) {
  const connection *c = cursor->handle;
  if (PQgetisnull(c->rows, c->row, column)) return (db_value){0};
  const char *p = PQgetvalue(c->rows, c->row, column);
  int n = PQgetlength(c->rows, c->row, column);
  if (as == DB_I64) return db_of_i64(integer(p, n));
  return (db_value){.type = as, .s = {p, (size_t)n}};
}

/* ---- the schema ---- */

static bool one_number(connection *c, const char *sql, int *out) {
  PGresult *r = PQexec(c->pg, sql);
  bool ok = fine(c, r) && PQntuples(r) == 1 && !PQgetisnull(r, 0, 0);
  if (ok) *out = (int)strtol(PQgetvalue(r, 0, 0), NULL, 10);
  PQclear(r);
  return ok;
}

static err migrate_to(arena *a, db_ro *db, const migration *m) {
  static const migrate_words words = {"BIGINT", "BYTEA", "", "TEXT COLLATE \"C\""};
  if (tell(of(db), str_z(a, migrate_text(a, m, &words))))
    return run(a, db, str_z(a, str_fmt(a, "UPDATE schema_version SET version = %d", m->number)));
  return fault(a, db, m->name);
}

static err migrate_all(arena *a, db_ro *db) {
  int have = 0;
  TRY(run(a, db, "BEGIN; SELECT pg_advisory_xact_lock(7461);" /* servers that start together wait for each other here */
                 "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL);"
                 "INSERT INTO schema_version SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM schema_version)"));
  if (!one_number(of(db), "SELECT version FROM schema_version", &have)) return fault(a, db, "schema version");
  if (have > (int)n_migrations)
    return ERR(a, INTERNAL, "Basis data ini dibuat oleh Takar yang lebih baru (skema %d). Pasang Takar yang lebih baru.", have);
  for (size_t i = (size_t)have; i < n_migrations; i++) TRY(migrate_to(a, db, &migrations[i]));
  return run(a, db, "COMMIT");
}

static err migrate(arena *a, db_ro *writer) {
  err e = migrate_all(a, writer);
  if (e && begun(of(writer))) tell(of(writer), "ROLLBACK");
  return e;
}

const engine postgres_engine = {
    .queues = 4,
    .connect = connect_to, .disconnect = disconnect, .run = run, .migrate = migrate, .check = check,
    .control = control, .lock = lock, .again = again, .in_transaction = in_transaction, .reset = reset, .fault = fault,
    .open = open_cursor, .next = next, .close = close_cursor, .exec = exec, .at = at,
};
