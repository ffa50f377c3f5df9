#include "performance/year.h"

#include "performance/performance_sql.h"

static number stored(str text) {
  decimal d;
  if (!text.p) return NUMBER_NONE;
  return decimal_parse(text, &d) ? number_of(d) : number_parse(text);
}

static size_t place_of(const figures *f, indicator_id id) {
  size_t i = 0;
  while (i < f->n && f->v[i].of.id.v != id.v) i++;
  return i;
}

static void begin(const figures *f, quarters *all) {
  for (size_t i = 0; i < f->n; i++) {
    all[i] = (quarters){.year_target = f->v[i].of.year_target, .additive = measure_additive(f->v[i].of.direction, f->v[i].of.unit)};
    for (int q = 0; q < QUARTERS; q++) all[i].target[q] = all[i].actual[q] = NUMBER_NONE;
  }
}

err performance_quarters(db_ro *db, arena *a, office_id at, int64_t year, int64_t quarter, const figures *f, quarters **out) {
  sql_targets_of_rows targets;
  sql_quarter_figures_of_rows actuals;
  quarters *all = NEW_N(a, quarters, f->n + 1); /* the last takes what belongs to no figure */
  TRY(sql_targets_of(db, a, at, year, &targets));
  TRY(sql_quarter_figures_of(db, a, at, year, &actuals));
  begin(f, all);
  for (size_t i = 0; i < targets.n; i++) {
    const sql_targets_of_row *t = &targets.v[i];
    if (t->quarter >= 1 && t->quarter <= QUARTERS) all[place_of(f, t->indicator)].target[t->quarter - 1] = stored(t->value);
  }
  for (size_t i = 0; i < actuals.n; i++) {
    const sql_quarter_figures_of_row *r = &actuals.v[i];
    if (r->quarter > QUARTERS || (quarter && r->quarter > quarter)) continue;
    all[place_of(f, r->indicator)].actual[r->quarter - 1] = str_eq(r->state, S("terisi")) ? stored(r->value) : NUMBER_NONE;
  }
  for (size_t i = 0; quarter && i < f->n; i++)
    all[i].actual[quarter - 1] = f->v[i].state == FIGURE_TERISI ? f->v[i].actual : NUMBER_NONE;
  *out = all;
  return NULL;
}

static measure_result against(arena *a, const figure *f, const accumulated *sum, number target) {
  return measure(a, &f->rules->rules, &(measure_input){.direction = f->of.direction, .target = target, .actual = sum->actual, .unit = f->of.unit});
}

err performance_to_date(arena *a, const figure *f, const quarters *q, year_to_date *out) {
  *out = (year_to_date){.refused = STR_NONE};
  err e = accumulate(a, f->of.accumulation, q, &out->sum);
  if (e && e->code == ERR_INPUT) return out->refused = e->user, NULL;
  if (e) return e;
  out->to_date = against(a, f, &out->sum, out->sum.target_to_date);
  out->year = against(a, f, &out->sum, out->sum.target_year);
  return NULL;
}
