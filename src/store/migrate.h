/* migrate: numbered schema changes, forward only, each in one transaction.
 *
 * One text serves both engines: the words INTEGER64, BYTES, CLUSTERED and TEXT stand for what each calls a 64-bit integer, a byte string, a
 * table stored in the order of its primary key, and a text that is ordered by its bytes.
 */
#ifndef TAKAR_STORE_MIGRATE_H
#define TAKAR_STORE_MIGRATE_H
#include "base/err.h"

typedef struct migration {
  int number;
  const char *name, *text;
} migration;
extern const migration migrations[]; /* made by tools/sqlc --migrations */
extern const size_t n_migrations;

typedef struct migrate_words {
  const char *integer64, *bytes, *clustered, *text;
} migrate_words;
/* The text with the words replaced. */
str migrate_text(arena *a, const migration *m, const migrate_words *w);
#endif
