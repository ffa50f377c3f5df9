/* change: what an administrator changes at an office: who stands in for whom, and which days are off.
 *
 * Each is one entry in the trail of the office (or of the region, for its days off). After a change of days off the caller recomputes
 * the due times of running cycles in the same transaction (cycle_recompute).
 */
#ifndef TAKAR_OFFICE_CHANGE_H
#define TAKAR_OFFICE_CHANGE_H
#include "office/office.h"
#include "store/audit.h"

/* A person in a position from a day on. kind: "definitif", "plt", "plh"; a Plt./Plh. needs its letter and its last day.
 * scope: "semua" or "tanpa_tanda_tangan". until may be DATE_NONE. */
typedef struct new_assignment {
  position_id position;
  person_id person;
  str kind, letter_no, scope;
  date letter_day, from, until;
} new_assignment;
/* Inside an apply. ERR_INPUT with points at "jenis", "surat", "mulai", "selesai", "lingkup"; NOT_FOUND when there is no such position
 * or person in one region. A new definitive holder ends the one before; two who act, or two who hold, on one day are refused at "mulai". */
MUST_CHECK err office_assign(db_rw *db, arena *a, const new_assignment *n, const actor_mark *by, instant now, assignment_id *out);

/* Inside an apply. scope: 0 the nation, a region or an office. kind: "libur", "cuti", "lokal". */
MUST_CHECK err office_day_off_put(db_rw *db, arena *a, int64_t scope, date day, str kind, str name, str source, const actor_mark *by, instant now);
MUST_CHECK err office_day_off_remove(db_rw *db, arena *a, int64_t scope, date day, const actor_mark *by, instant now);
/* Inside an apply: a whole table of days off, or of Ramadan ranges (CSV as calendar.h reads it), into a scope. */
MUST_CHECK err office_days_off_import(db_rw *db, arena *a, int64_t scope, str csv, str filename, const actor_mark *by, instant now);
MUST_CHECK err office_ramadan_import(db_rw *db, arena *a, int64_t scope, str csv, str filename, const actor_mark *by, instant now);
#endif
