/* engine: what the store asks of a database, as one table of functions per engine (sqlite.c, postgres.c). Internal to store/.
 *
 * An engine's connection begins with a db_ro and belongs to one thread at a time. Statements left open by a jump are closed at the next
 * one (`reading`). Errors live in the caller's arena; after a false of control, `fault` says what went wrong.
 */
#ifndef TAKAR_STORE_ENGINE_H
#define TAKAR_STORE_ENGINE_H
#include "store/store.h"

typedef struct engine engine;
struct db_ro {
  const engine *engine;
  bool in_snapshot;
  bool reading;        /* a cursor is open; still so at the next statement when a jump left it behind */
  struct lease *lease; /* of a borrowed connection */
  db_ro *next;         /* list of idle connections */
};
struct db_rw {
  db_ro *ro;
};

enum db_role { DB_READER, DB_WRITER };
/* The words of transactions. */
enum db_control { CONTROL_BEGIN, CONTROL_BEGIN_WRITE, CONTROL_COMMIT, CONTROL_ROLLBACK, CONTROL_SAVE, CONTROL_RELEASE, CONTROL_UNDO, CONTROLS };

struct engine {
  int queues; /* writing connections */
  err (*connect)(arena *a, const char *place, enum db_role role, int n_statements, db_ro **out);
  void (*disconnect)(db_ro *db);
  err (*run)(arena *a, db_ro *db, const char *sql); /* one or more statements without parameters or rows */
  err (*migrate)(arena *a, db_ro *writer);
  err (*check)(arena *a, db_ro *db, const sql_statement *s); /* does it fit the schema? Keeps nothing. */
  bool (*control)(db_ro *db, enum db_control which);
  bool (*in_transaction)(db_ro *db);
  /* NULL where there is one writer. lock: begun, waits until no other change of this regency (0: of any) is under way. again: after a failed
   * transaction, whether it may be run once more; has the connection in order then. */
  bool (*lock)(db_ro *db, region_id region);
  bool (*again)(db_ro *db, int tries);
  void (*reset)(db_ro *db); /* closes what is open */
  err (*fault)(arena *a, db_ro *db, const char *doing);
  err (*open)(db_ro *db, arena *a, const sql_statement *s, const db_value *in, db_cursor *c);
  bool (*next)(db_cursor *c);
  err (*close)(db_cursor *c);
  err (*exec)(db_ro *db, arena *a, const sql_statement *s, const db_value *in, int64_t *changed);
  db_value (*at)(db_cursor *c, int column, enum db_type as); /* DB_NULL, or the wanted type; the text is the cursor's */
};
extern const engine sqlite_engine, postgres_engine;

/* The error of a database that cannot serve now; `cause` is kept for the log. */
enum db_trouble { TROUBLE_FULL, TROUBLE_STORAGE, TROUBLE_BUSY, TROUBLE_LOST, TROUBLE_DOUBT };
err db_troubled(err e, enum db_trouble which);
#endif
