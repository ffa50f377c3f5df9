/* store: the database behind one interface.
 *
 * A store is one installation's data. Statements are named, typed and closed (tools/sqlc makes a function of each); no SQL is built
 * from text. Reading takes a db_ro; only an apply, run by store_write, has a db_rw, so code that was given a db_ro cannot write.
 *
 * Writes: whoever comes first leads: runs the applies that wait, each in a savepoint of its own, and commits them together; store_write
 * returns when the change is on disk or refused. On SQLite there is one such line; on PostgreSQL several, and changes of one regency follow
 * each other on all servers. An apply must be short (no rendering, hashing, network) and, since it is run again when PostgreSQL gives a
 * transaction up, must change nothing but the database and what it sets afresh each time.
 *
 * Threads: a store may be used by all; a db_ro belongs to one thread at a time. Errors live in the caller's arena.
 */
#ifndef TAKAR_STORE_STORE_H
#define TAKAR_STORE_STORE_H
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"
#include "store/ids.h"

typedef struct store store;
typedef struct db_ro db_ro;
typedef struct db_rw db_rw;
db_ro *db_rw_ro(db_rw *db); /* an apply may read */

typedef struct sql_statement {
  const char *name, *text, *file;
  int line, n_params, n_columns;
  const char *in, *out; /* a letter per parameter and column: i number, t text, b bytes */
  bool write, stream;   /* stream: rows come one by one, however many */
  int index; /* set by store_open */
} sql_statement;
typedef struct sql_table {
  sql_statement *statements;
  size_t n;
} sql_table;

/* Opens (and makes, and migrates) the database at `place`, the path of an SQLite file or "postgresql://..." as libpq takes it; prepares every
 * statement of `tables` once and fails, naming file and line, when one does not fit the schema. The store must be closed with store_close. */
MUST_CHECK err store_open(arena *a, str place, const sql_table *const *tables, size_t n_tables, store **out);
/* The database as it is, for looking only: nothing is made or migrated, and store_write refuses. */
MUST_CHECK err store_open_reading(arena *a, str place, const sql_table *const *tables, size_t n_tables, store **out);
void store_close(store *s);

/* A reading connection; store_release gives it back. store_borrow: it goes back with the arena at the latest, also after a jump. */
MUST_CHECK err store_connect(store *s, arena *a, db_ro **out);
MUST_CHECK err store_borrow(store *s, arena *a, db_ro **out);
void store_release(store *s, db_ro *db);
/* One short statement, of now: on the writing connection, whose pages are warm, when nobody writes just then; else on `own`. */
typedef err (*store_reading)(db_ro *db, arena *a, void *what);
MUST_CHECK err store_look(store *s, db_ro *own, arena *a, store_reading fn, void *what);
/* Everything read between these two is of one moment. */
MUST_CHECK err db_snapshot_begin(db_ro *db, arena *a);
void db_snapshot_end(db_ro *db);

/* Runs `fn` with a writing connection, as one transaction: everything or nothing. Returns fn's error, or what the commit said. `fn` runs
 * perhaps on another thread, while the caller waits; it may use the caller's arena `a`. */
typedef err (*store_apply)(db_rw *db, arena *a, void *what);
MUST_CHECK err store_write(store *s, arena *a, store_apply fn, void *what);
/* The same for a change that reads and writes rows of one regency only: it does not wait for other regencies. store_write waits for all. */
MUST_CHECK err store_write_in(store *s, arena *a, region_id region, store_apply fn, void *what);

/* What was written since the store was opened, and what it holds now. */
enum { STORE_BATCH_STEPS = 8 }; /* batches of 1, 2, 3-4, 5-8, ... changes, the last of more than 64 */
typedef struct store_stats {
  uint64_t changes, refused;             /* applies that were kept; those that were not */
  uint64_t batches[STORE_BATCH_STEPS];   /* commits by size */
  size_t readers_idle;
} store_stats;
void store_stats_of(const store *s, store_stats *out);

/* The next free id of a regency. */
MUST_CHECK err store_new_id(db_rw *db, arena *a, region_id region, int64_t *out);

/* An empty place for a database of one's own, for stories and tests: a schema in the PostgreSQL database `beside`, or a file in a temporary
 * folder when that is absent. store_scratch_drop takes it away with all that is in it. */
MUST_CHECK err store_scratch(arena *a, str beside, str *place);
MUST_CHECK err store_scratch_drop(arena *a, str place);
bool store_is_address(str place); /* "postgresql://...", else a path */

/* What the functions made by sqlc are written with. */
enum db_type { DB_NULL, DB_I64, DB_TEXT, DB_BYTES };
typedef struct db_value {
  enum db_type type;
  int64_t i;
  str s;
} db_value;
typedef struct db_cursor {
  db_ro *db;
  arena *a;
  const sql_statement *statement;
  void *handle;
  err failed;
} db_cursor;
MUST_CHECK err db_open(db_ro *db, arena *a, const sql_statement *s, const db_value *in, db_cursor *c);
bool db_next(db_cursor *c);
MUST_CHECK err db_close(db_cursor *c);
MUST_CHECK err db_exec(db_rw *db, arena *a, const sql_statement *s, const db_value *in, int64_t *changed);
err db_no_row(arena *a, const sql_statement *s);

int64_t db_i64(db_cursor *c, int column);
str db_text(db_cursor *c, arena *a, int column);
str db_bytes(db_cursor *c, arena *a, int column);
static inline bool db_bool(db_cursor *c, int column) { return db_i64(c, column) != 0; }
date db_date(db_cursor *c, int column);
instant db_instant(db_cursor *c, int column);
decimal db_decimal(db_cursor *c, int column);

static inline db_value db_of_i64(int64_t v) { return (db_value){.type = DB_I64, .i = v}; }
static inline db_value db_of_id(int64_t v) { return (db_value){.type = v ? DB_I64 : DB_NULL, .i = v}; }
static inline db_value db_of_bool(bool v) { return db_of_i64(v); }
static inline db_value db_of_text(str s) { return (db_value){.type = s.p ? DB_TEXT : DB_NULL, .s = s}; }
static inline db_value db_of_bytes(str s) { return (db_value){.type = s.p ? DB_BYTES : DB_NULL, .s = s}; }
static inline db_value db_of_date(date d) { return (db_value){.type = date_some(d) ? DB_I64 : DB_NULL, .i = d.day}; }
static inline db_value db_of_instant(instant t) { return (db_value){.type = instant_some(t) ? DB_I64 : DB_NULL, .i = t.s}; }
static inline db_value db_of_decimal(arena *a, decimal d) { return db_of_text(decimal_text(a, d)); }
#endif
