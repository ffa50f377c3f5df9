/* sqlite: one SQLite connection with its prepared statements. Internal to store/. */
#ifndef TAKAR_STORE_SQLITE_H
#define TAKAR_STORE_SQLITE_H
#include <sqlite3.h>

#include "store/store.h"

struct db_ro {
  sqlite3 *handle;
  struct prepared {
    sqlite3_stmt *stmt;
    unsigned char *at;       /* where SQLite put $1, $2, ... */
  } *statements;             /* by sql_statement.index; prepared at first use */
  sqlite3_stmt *control[8];  /* by enum sqlite_control */
  int n_statements;
  bool in_snapshot;
  bool reading;              /* a cursor is open; still so at the next statement when a jump left it behind */
  struct lease *lease;       /* of a borrowed connection */
  db_ro *next;               /* list of idle connections */
};
struct db_rw {
  db_ro ro;
};

enum sqlite_mode { SQLITE_READER, SQLITE_WRITER };
MUST_CHECK err sqlite_connect(arena *a, const char *path, enum sqlite_mode mode, int n_statements, db_ro *db);
void sqlite_disconnect(db_ro *db);
/* The words of transactions, each prepared once. */
enum sqlite_control { CONTROL_BEGIN, CONTROL_BEGIN_WRITE, CONTROL_COMMIT, CONTROL_ROLLBACK, CONTROL_SAVE, CONTROL_RELEASE, CONTROL_UNDO };
int sqlite_control(db_ro *db, enum sqlite_control which); /* an SQLite code */
MUST_CHECK err sqlite_run(arena *a, db_ro *db, const char *sql); /* one or more statements without parameters or rows */
MUST_CHECK err sqlite_prepare(arena *a, db_ro *db, const sql_statement *s, struct prepared **out);
void sqlite_forget(db_ro *db, const sql_statement *s); /* lets a prepared statement go */
MUST_CHECK err sqlite_migrate(arena *a, db_ro *writer);
/* What SQLite says went wrong, as an err: a full or read-only disk and a locked file have their own words. */
err sqlite_error(arena *a, db_ro *db, const char *doing);
/* After a jump out of an apply: statements left open are closed. */
void sqlite_reset_all(db_ro *db);
#endif
