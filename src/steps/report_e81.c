#include "steps/report_e81.h"

#include "steps/report_data.h"

/* What earlier quarters of the year reached; the cycle's own quarter is what it holds now. */
static err quarters_of(db_ro *db, arena *a, const cycle *c, const figure *f, export_e81_row *row) {
  reached_list all;
  TRY(performance_reached(db, a, c->office.id, f->of.code, &all));
  for (size_t i = 0; i < all.n; i++) {
    const reached *r = &all.v[i];
    if (r->year == c->year && r->quarter >= 1 && r->quarter <= 4 && r->cycle.v != c->id.v) row->quarter[r->quarter - 1].k = report_value(a, r->actual);
  }
  if (c->quarter >= 1 && c->quarter <= 4) row->quarter[c->quarter - 1].k = report_actual(a, f);
  return NULL;
}

static export_e81_row empty_row(str objective) {
  export_e81_row row = {.objective = objective};
  export_pair *pairs[] = {&row.medium, &row.before, &row.plan, &row.quarter[0], &row.quarter[1], &row.quarter[2], &row.quarter[3]};
  for (size_t i = 0; i < LEN(pairs); i++) pairs[i]->rp = DECIMAL_NONE;
  return row;
}

static err indicator_row(db_ro *db, arena *a, const cycle *c, const figure *f, export_e81_row *row) {
  row->indicator = f->of.name;
  row->unit = f->of.unit;
  row->cumulative = f->of.accumulation == AKUM_JUMLAH;
  row->medium.k = report_value(a, f->of.medium_target);
  row->plan.k = report_value(a, f->of.year_target);
  row->responsible = f->plan.person_name;
  return quarters_of(db, a, c, f, row);
}

/* What was spent in each quarter up to the report's. */
static void money_row(arena *a, const cycle *c, const budget_line *b, export_e81_row *row) {
  row->program = STR_CAT(a, b->code, S(" "), b->name);
  row->plan.rp = b->ceiling;
  for (int q = 0; q < (c->quarter ? (int)c->quarter : 4); q++) row->quarter[q].rp = b->quarter[q];
}

err report_e81_form(db_ro *db, arena *a, const cycle *c, const figures *all, const budget_lines *money, export_e81 **out) {
  export_e81 *form = *out = NEW(a, export_e81);
  size_t nth = 0;
  for (size_t i = 0; i < all->n; i++) {
    const indicator *of = &all->v[i].of;
    bool first = i == 0 || all->v[i - 1].of.objective.v != of->objective.v;
    export_e81_row row = empty_row(first ? of->objective_title : S(""));
    if (first) row.number = str_fmt(a, "%zu", ++nth);
    TRY(indicator_row(db, a, c, &all->v[i], &row));
    LIST_ADD(a, &form->rows, row);
    if (i + 1 < all->n && all->v[i + 1].of.objective.v == of->objective.v) continue;
    for (size_t k = 0; k < money->n; k++) {
      if (money->v[k].objective.v != of->objective.v) continue;
      row = empty_row(S(""));
      money_row(a, c, &money->v[k], &row);
      LIST_ADD(a, &form->rows, row);
    }
  }
  return NULL;
}
