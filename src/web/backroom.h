/* backroom: the one thread behind the pages, for what takes longer than an answer: tables that were handed in (steps/intake_run.h).
 *
 * What waits stands in the database, so nothing is lost when the program stops; the thread sleeps until it is woken, and looks once a
 * minute for what another process left behind. What it works on is bounded by arenas of its own.
 */
#ifndef TAKAR_WEB_BACKROOM_H
#define TAKAR_WEB_BACKROOM_H
#include "store/store.h"

typedef struct backroom backroom;
MUST_CHECK err backroom_start(arena *a, store *s, backroom **made);
void backroom_wake(backroom *w); /* NULL: nobody to wake */
/* Lets it finish what it is at for at most `seconds`; false: it is still at it, and the caller should leave the process: what was not
 * saved is taken up at the next start. */
bool backroom_stop(backroom *w, int seconds);
#endif
