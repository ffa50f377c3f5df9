/* library: the SOPs in the database, read and checked.
 *
 * An SOP version is text known by its hash, so a parsed one never goes stale: the library keeps each for the life of the process.
 * Thread-safe. library_start must be called once, before any other function, with the step kinds that exist; library_stop at the end, when no
 * arena holds an SOP or a calendar any more.
 */
#ifndef TAKAR_CYCLE_LIBRARY_H
#define TAKAR_CYCLE_LIBRARY_H
#include "office/office.h"
#include "sop/sop.h"
#include "store/audit.h"

void library_start(const str *kinds, size_t n);
void library_stop(void);

/* The parsed SOP of a version. */
MUST_CHECK err library_sop(db_ro *db, arena *a, sop_id id, const sop **out);
MUST_CHECK err library_sop_known(db_ro *db, arena *a, sop_id id, str hash, const sop **out); /* its hash has been read already */

/* Inside an apply: stores a version (once per hash) and puts it in force at an office. `base` is the text of the file that `text`
 * extends, absent when it extends nothing. The file must pass sop_load. */
MUST_CHECK err library_put(db_rw *db, arena *a, region_id region, str text, str base, instant now, sop_id *out);
MUST_CHECK err library_enforce(db_rw *db, arena *a, office_id office, sop_id id, const actor_mark *by, instant now);
/* Checks and parses a text without storing it. */
MUST_CHECK err library_check(arena *a, str text, str base, str filename, sop **out);
/* The same, with what the file extends given by `resolve`. */
MUST_CHECK err library_check_with(arena *a, str text, str filename, sop_resolver resolve, void *ctx, sop **out);
/* An office's copy of its SOP: its own number, dates, approver and name put in. */
MUST_CHECK err library_for_office(db_ro *db, arena *a, const office *o, const sop *s, sop **out);

/* What only an office can say of its SOP. Empty texts and DATE_NONE are "belum diisi". */
typedef struct sop_paper {
  str number, approver;
  date made, revised, effective;
} sop_paper;
/* Inside an apply: FORBIDDEN unless actor_keeps_office; ERR_INPUT at the field when the dates contradict each other; every change goes into the
 * office's chain with its old and new value. */
MUST_CHECK err library_set_paper(db_rw *db, arena *a, const office *o, str code, const sop_paper *p, const actor *who, instant now);
#endif
