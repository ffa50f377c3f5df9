/* upkeep: a database file as a whole: copied while others write, looked through, and how far its schema is.
 *
 * Paths are those of SQLite files. Nothing here migrates or changes what it looks at. Errors say what the disk or SQLite said.
 */
#ifndef TAKAR_STORE_UPKEEP_H
#define TAKAR_STORE_UPKEEP_H
#include "store/store.h"

typedef LIST(str) upkeep_faults; /* Indonesian, one per line */

/* A copy at `to` (which must not exist) of the moment the copying began, one file that is complete by itself. It goes in small steps with
 * pauses, so that those who write meanwhile are not slowed. */
MUST_CHECK err upkeep_copy(arena *a, str from, str to);
/* The number of the last migration in the file. */
MUST_CHECK err upkeep_schema(arena *a, str path, int *out);
/* Pages, indexes and references to rows that are not there; each fault once, at most UPKEEP_MOST. */
enum { UPKEEP_MOST = 100 };
MUST_CHECK err upkeep_look(db_ro *db, arena *a, upkeep_faults *out);
/* Every file kept by its hash still has it. */
MUST_CHECK err upkeep_blobs(db_ro *db, arena *a, int64_t *n, upkeep_faults *out);
#endif
