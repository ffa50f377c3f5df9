/* migrate: numbered schema changes, forward only, each in one transaction.
 *
 * One text serves both engines: the words INTEGER64, BYTES and CLUSTERED stand for what each calls a 64-bit integer, a byte string and
 * a table stored in the order of its primary key.
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
  const char *integer64, *bytes, *clustered;
} migrate_words;
/* The text with the three words replaced. */
str migrate_text(arena *a, const migration *m, const migrate_words *w);
#endif
