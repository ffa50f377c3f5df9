/* worktime: changes of the calendar by people, with what they do to deadlines that run.
 *
 * Scope 0 is the nation, else a region or an office. The nation's and a region's table belong to administrators, an office's own to those
 * who keep the office (office/manage.h). Every function runs inside an apply: permission, check, change, entry with the old and new
 * value in the chain of the scope, and in the same transaction the due times of running cycles anew (cycle_recompute).
 */
#ifndef TAKAR_CYCLE_WORKTIME_H
#define TAKAR_CYCLE_WORKTIME_H
#include "cycle/cycle.h"
#include "office/manage.h"

typedef struct worktime_edit {
  db_rw *db;
  arena *a;
  const actor *who;
  instant now;
  int64_t scope;
} worktime_edit;

/* What a change moved. The list is also kept as entry `n` of chain `scope`, "tenggat.hitung-ulang": worktime_moved reads it back. */
typedef struct worktime_outcome {
  int64_t scope, n;
  moved_dues moved;
} worktime_outcome;

bool worktime_may(const actor *who, int64_t scope);
/* Points at tanggal, jenis, nama. kind: libur, cuti, lokal. */
MUST_CHECK err worktime_day_put(const worktime_edit *e, date day, str kind, str name, str source, worktime_outcome *out);
MUST_CHECK err worktime_day_remove(const worktime_edit *e, date day, worktime_outcome *out);
/* All lines or none; points at "baris N". */
MUST_CHECK err worktime_days_import(const worktime_edit *e, str csv, str filename, worktime_outcome *out);
/* Working hours of a season for the whole week, Monday first. Points as work_rules_check. */
MUST_CHECK err worktime_hours_put(const worktime_edit *e, bool ramadan, const work_day week[7], worktime_outcome *out);
/* Points at awal, akhir. At most RAMADAN_DAYS_MAX days, none shared with another range of the scope. */
MUST_CHECK err worktime_ramadan_put(const worktime_edit *e, date first, date last, str source, worktime_outcome *out);
MUST_CHECK err worktime_ramadan_remove(const worktime_edit *e, date first, worktime_outcome *out);

/* The list of an earlier change, in words. NOT_FOUND when there is no such entry. */
typedef struct worktime_line { int64_t cycle; str title, before, after; } worktime_line;
typedef LIST(worktime_line) worktime_lines;
MUST_CHECK err worktime_moved(db_ro *db, arena *a, int64_t scope, int64_t n, worktime_lines *out);
#endif
