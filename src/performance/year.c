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

static void begin(const figures *f, year_quarters *all) {
  for (size_t i = 0; i < f->n; i++) {
    all[i].of = (quarters){.year_target = f->v[i].of.year_target, .additive = measure_additive(f->v[i].of.direction, f->v[i].of.unit)};
    for (int q = 0; q < QUARTERS; q++) {
      all[i].of.target[q] = all[i].of.actual[q] = NUMBER_NONE;
      all[i].over[q] = all[i].under[q] = DECIMAL_NONE;
    }
  }
}

void year_parts(arena *a, const figure *f, str typed, decimal *over, decimal *under) {
  *over = *under = DECIMAL_NONE;
  if (f->of.computed != HITUNG_RASIO) return;
  str_list parts = components_split(a, f->of.computed, typed, 2);
  number n = number_parse(parts.v[0]), d = number_parse(parts.v[1]);
  if (n.kind != NUMBER_VALUE || d.kind != NUMBER_VALUE) return;
  *over = n.value;
  *under = d.value;
}

/* The figure of this cycle in its quarter. */
static void own(arena *a, const figure *f, year_quarters *y, int q) {
  bool filled = f->state == FIGURE_TERISI;
  y->of.actual[q] = filled ? f->actual : NUMBER_NONE;
  year_parts(a, f, filled ? f->typed : S(""), &y->over[q], &y->under[q]);
}

err performance_quarters(db_ro *db, arena *a, office_id at, int64_t year, int64_t quarter, const figures *f, year_quarters **out) {
  sql_targets_in_force_rows targets;
  sql_quarter_figures_of_rows actuals;
  year_quarters *all = NEW_N(a, year_quarters, f->n + 1); /* the last takes what belongs to no figure */
  TRY(sql_targets_in_force(db, a, at, year, quarter, &targets));
  TRY(sql_quarter_figures_of(db, a, at, year, &actuals));
  begin(f, all);
  for (size_t i = 0; i < targets.n; i++) {
    const sql_targets_in_force_row *t = &targets.v[i];
    if (t->quarter >= 1 && t->quarter <= QUARTERS) all[place_of(f, t->indicator)].of.target[t->quarter - 1] = stored(t->value);
  }
  for (size_t i = 0; i < actuals.n; i++) {
    const sql_quarter_figures_of_row *r = &actuals.v[i];
    if (r->quarter > QUARTERS || (quarter && r->quarter > quarter)) continue;
    size_t k = place_of(f, r->indicator);
    bool filled = str_eq(r->state, S("terisi"));
    all[k].of.actual[r->quarter - 1] = filled ? stored(r->value) : NUMBER_NONE;
    if (filled && k < f->n) year_parts(a, &f->v[k], r->typed, &all[k].over[r->quarter - 1], &all[k].under[r->quarter - 1]);
  }
  for (size_t i = 0; quarter && i < f->n; i++) own(a, &f->v[i], &all[i], (int)quarter - 1);
  *out = all;
  return NULL;
}

static measure_result against(arena *a, const figure *f, const accumulated *sum, number target) {
  return measure(a, &f->rules->rules, &(measure_input){.direction = f->of.direction, .target = target, .actual = sum->actual, .unit = f->of.unit});
}

/* Instead of the mean of the ratios. */
static void take_ratio(arena *a, const figure *f, const year_quarters *q, accumulated *sum) {
  decimal ratio = accumulate_ratio(q->over, q->under, QUARTERS);
  if (f->of.computed != HITUNG_RASIO || f->of.accumulation != AKUM_RATA || !decimal_some(ratio)) return;
  sum->actual = number_of(decimal_round(ratio, 2, DECIMAL_HALF_UP));
  sum->words = str_fmt(a, "Jumlah pembilang dibagi jumlah penyebut: %.*s.", STR_ARG(number_id(a, sum->actual)));
}

err performance_to_date(arena *a, const figure *f, const year_quarters *q, year_to_date *out) {
  *out = (year_to_date){.refused = STR_NONE};
  err e = accumulate(a, f->of.accumulation, &q->of, &out->sum);
  if (e && e->code == ERR_INPUT) return out->refused = e->user, NULL;
  if (e) return e;
  take_ratio(a, f, q, &out->sum);
  out->to_date = against(a, f, &out->sum, out->sum.target_to_date);
  out->year = against(a, f, &out->sum, out->sum.target_year);
  return NULL;
}
