/* The run record: what became of each round of each step, and the same as marks in the drawing of the SOP. */
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"

err cycle_runs(db_ro *db, arena *a, const cycle *c, instant now, step_runs *out) {
  sql_steps_of_rows rows;
  const calendar *time;
  TRY(sql_steps_of(db, a, c->id, &rows));
  TRY(cycle_calendar(db, a, c, &time));
  *out = (step_runs){0};
  for (size_t i = 0; i < rows.n; i++) {
    const sql_steps_of_row *r = &rows.v[i];
    step_run s = {.no = (int)r->no, .round = (int)r->round, .state = r->state, .kind = r->kind, .activity = r->activity, .label = r->label,
                  .due_text = r->due_text, .ended_by = r->ended_by, .ended_as = r->ended_as, .hardcopy_place = r->hardcopy_place,
                  .hardcopy_by = r->hardcopy_by, .opened_at = r->opened_at, .due_at = r->due_at, .ended_at = r->ended_at,
                  .hardcopy_at = r->hardcopy_at, .minutes = r->minutes};
    if (!instant_some(s.ended_at)) s.minutes = calendar_minutes_between(time, s.opened_at, now);
    LIST_ADD(a, out, s);
  }
  return NULL;
}

static str realised(arena *a, const cycle *c, const step_run *r) {
  if (!instant_some(r->ended_at)) return STR_NONE;
  buf b = BUF(a);
  buf_add(&b, r->ended_by);
  if (r->ended_as.n) buf_fmt(&b, "\n%.*s", STR_ARG(r->ended_as));
  buf_fmt(&b, "\n%.*s", STR_ARG(instant_id_short(a, r->ended_at, c->office.zone)));
  buf_fmt(&b, "\n%.*s kerja", STR_ARG(calendar_span(a, r->minutes)));
  if (r->round > 1) buf_fmt(&b, "\nputaran %d", r->round);
  if (instant_some(r->due_at) && r->ended_at.s > r->due_at.s) buf_add(&b, S("\nlewat tenggat"));
  return buf_str(&b);
}

err cycle_marks(db_ro *db, arena *a, const cycle *c, instant now, str base, sop_marks *out) {
  step_runs runs;
  TRY(cycle_runs(db, a, c, now, &runs));
  sop_mark *marks = NEW_N(a, sop_mark, c->sop->steps.n);
  for (size_t i = 0; i < runs.n; i++) { /* oldest first: the last round says how a step stands */
    const step_run *r = &runs.v[i];
    if (r->no < 1 || (size_t)r->no > c->sop->steps.n) continue;
    sop_mark *m = &marks[r->no - 1];
    m->state = str_eq(r->state, S("selesai")) ? SOP_DONE : str_eq(r->state, S("terbuka")) ? SOP_CURRENT : SOP_RETURNED;
    m->realised = realised(a, c, r);
    if (base.p) m->href = STR_CAT(a, base, str_fmt(a, "%d", r->no));
  }
  *out = (sop_marks){marks, c->sop->steps.n};
  return NULL;
}
