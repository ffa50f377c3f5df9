/* The calendar changed: due times of the running cycles anew. */
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"
#include "office/office_sql.h"

static str due_words(arena *a, const cycle *c, instant t) { return instant_some(t) ? instant_id(a, t, c->office.zone) : STR_NONE; }

static err recompute_one(db_rw *db, arena *a, cycle *c, const actor *who, instant now, moved_dues *out) {
  sql_steps_of_rows rows;
  const calendar *time;
  TRY(sql_steps_of(db_rw_ro(db), a, c->id, &rows));
  TRY(cycle_calendar(db_rw_ro(db), a, c, &time));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_steps_of_row *r = &rows.v[i];
    if (r->no != c->no || r->round != c->round) continue;
    instant due = calendar_due(time, r->opened_at, c->step->time);
    str why = calendar_explain(a, time, r->opened_at, c->step->time, due);
    if (due.s == r->due_at.s && str_eq(why, r->due_text)) return NULL;
    TRY(sql_step_due(db, a, c->id, r->no, r->round, due, why, NULL));
    if (due.s == r->due_at.s) return NULL; /* the same moment for another reason: a holiday got its name */
    TRY(sql_cycle_due(db, a, c->id, due, NULL));
    moved_due m = {c->id, cycle_period(a, c->year, c->quarter), c->office.name, c->no, r->due_at, due};
    LIST_ADD(a, out, m);
    str before = due_words(a, c, r->due_at), after = due_words(a, c, due);
    return cycle_audit(db, a, c, who, S(""), now, S("tenggat.ubah"), audit_change(a, str_fmt(a, "tenggat langkah %d", c->no), before, after));
  }
  return NULL;
}

static err recompute_region(db_rw *db, arena *a, region_id region, int64_t scope, const actor *who, instant now, moved_dues *out) {
  sql_cycles_running_in_rows rows;
  TRY(sql_cycles_running_in(db_rw_ro(db), a, region, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    if (scope_is_office(scope) && rows.v[i].office.v != scope) continue;
    cycle *c;
    TRY(cycle_load(db_rw_ro(db), a, rows.v[i].id, NULL, &c));
    if (c->step && c->step->time.unit != DURATION_NONE) TRY(recompute_one(db, a, c, who, now, out));
  }
  return NULL;
}

err cycle_recompute(db_rw *db, arena *a, int64_t scope, const actor *who, instant now, moved_dues *out) {
  sql_regions_rows regions;
  *out = (moved_dues){0};
  if (scope_is_office(scope)) return recompute_region(db, a, id_region(scope), scope, who, now, out);
  if (scope) return recompute_region(db, a, (region_id){scope}, scope, who, now, out);
  TRY(sql_regions(db_rw_ro(db), a, &regions));
  for (size_t i = 0; i < regions.n; i++) TRY(recompute_region(db, a, regions.v[i].id, scope, who, now, out));
  return NULL;
}
