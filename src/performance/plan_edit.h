/* plan_edit: objectives, indicators, targets and budgets as an office writes them, and what indicators reached over the years.
 *
 * Every function runs inside an apply, asks whether the actor keeps the office (office/manage.h), refuses what a running or finished
 * cycle stands on or a locked year holds (plan_year.h; GATE, with the reason in words), checks what was typed (ERR_INPUT at the form's fields) and writes the old and
 * the new value into the office's chain. A target is locked once a cycle of its period has left the step of analysis.
 */
#ifndef TAKAR_PERFORMANCE_PLAN_EDIT_H
#define TAKAR_PERFORMANCE_PLAN_EDIT_H
#include "base/fields.h"
#include "office/manage.h"
#include "performance/performance.h"

typedef struct plan_edit {
  db_rw *db;
  arena *a;
  const actor *who;
  instant now;
  office_id office;
  int64_t year;
} plan_edit;

/* Periods of a year whose targets are locked: [0] the year, [1..4] the quarters; absent: open, else why. */
typedef struct plan_locks { str reason[5]; bool any, running; } plan_locks;
MUST_CHECK err plan_locks_of(db_ro *db, arena *a, office_id office, int64_t year, plan_locks *out);
/* Targets of all indicators as stored: [0] the year, [1..4] the quarters; absent where none is set. `revised`: by the
 * revised agreement. */
typedef struct target_line { indicator of; str target[5], locked[5], revised[5], revised_locked[5]; } target_line;
typedef LIST(target_line) target_lines;
MUST_CHECK err target_lines_of(db_ro *db, arena *a, office_id office, int64_t year, target_lines *out);

/* Fields: nomor, sasaran. id 0: a new one. */
MUST_CHECK err plan_objective_put(const plan_edit *e, objective_id id, const fields *f);
MUST_CHECK err plan_objective_remove(const plan_edit *e, objective_id id);
/* Fields: sasaran (id), kode, nama, satuan, arah, akumulasi, definisi, sumber, penanggung_jawab (position id), menengah, nasional,
 * catatan, rumus, bobot, hitungan (langsung, rasio, jumlah) and bagian (what is counted, one a line). id 0: a new one. */
MUST_CHECK err plan_indicator_put(const plan_edit *e, indicator_id id, const fields *f);
/* Refused while a figure or a plan of a cycle uses it. */
MUST_CHECK err plan_indicator_remove(const plan_edit *e, indicator_id id);
/* Fields "t.ID.Q" (revised: "p.ID.Q", as target_field writes them) for every cell of the grid; a field that is not there stays as it is, an empty one clears. All or none. */
str target_field(arena *a, indicator_id id, int quarter, bool revised);
MUST_CHECK err plan_targets_put(const plan_edit *e, const fields *f, size_t *changed);
/* Fields: kode, nama, pagu, pagu_perubahan, realisasi1..realisasi4 (spent in the quarter), sasaran (id). `code` the line edited, absent for
 * a new one. A line with others below it has no money of its own. Once the year is locked only what was spent changes. */
MUST_CHECK err plan_budget_put(const plan_edit *e, str code, const fields *f);
MUST_CHECK err plan_budget_remove(const plan_edit *e, str code);
#endif
