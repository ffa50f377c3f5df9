#include "performance/budget.h"

#include <limits.h>

#include "performance/performance_sql.h"

static bool below(str code, str above) { return code.n > above.n && str_starts(code, above) && code.p[above.n] == '.'; }

static decimal pagu(const budget_line *b, bool revised) { return revised && decimal_some(b->revised) ? b->revised : b->original; }

/* What follows from a line's own figures: the ceiling in force, what was spent up to the end of the period, the share. */
static void settle(budget_line *b, int quarter, bool revised) {
  b->ceiling = pagu(b, revised);
  b->spent = DECIMAL_INT(0);
  for (int q = 0; q < quarter; q++) b->spent = decimal_add(b->spent, b->quarter[q]);
  b->absorption = decimal_mul_div(b->spent, DECIMAL_INT(100), b->ceiling, 2, DECIMAL_HALF_UP);
}

static void begin_sum(budget_line *sum) {
  sum->original = DECIMAL_INT(0);
  sum->revised = sum->ceiling = sum->spent = sum->absorption = DECIMAL_NONE;
  for (int q = 0; q < 4; q++) sum->quarter[q] = DECIMAL_INT(0);
}

static void add_to(budget_line *sum, const budget_line *b) {
  if (decimal_some(b->revised) || decimal_some(sum->revised))
    sum->revised = decimal_add(decimal_some(sum->revised) ? sum->revised : sum->original, pagu(b, true));
  sum->original = decimal_add(sum->original, b->original);
  for (int q = 0; q < 4; q++) sum->quarter[q] = decimal_add(sum->quarter[q], b->quarter[q]);
}

static void shape(budget_lines *all, size_t i) {
  budget_line *b = &all->v[i];
  b->leaf = true;
  for (size_t k = 0; k < all->n; k++) {
    b->level += below(b->code, all->v[k].code);
    b->leaf = b->leaf && !below(all->v[k].code, b->code);
  }
}

static void sum_up(budget_lines *all, size_t i) {
  begin_sum(&all->v[i]);
  for (size_t k = 0; k < all->n; k++)
    if (all->v[k].leaf && below(all->v[k].code, all->v[i].code)) add_to(&all->v[i], &all->v[k]);
}

static err read_lines(db_ro *db, arena *a, office_id at, int64_t year, budget_lines *out) {
  sql_budgets_of_rows rows;
  sql_spent_of_rows spent;
  TRY(sql_budgets_of(db, a, at, year, &rows));
  TRY(sql_spent_of(db, a, at, year, &spent));
  for (size_t i = 0, s = 0; i < rows.n; i++) {
    const sql_budgets_of_row *r = &rows.v[i];
    budget_line b = {.code = r->code, .name = r->name, .objective = r->objective, .original = r->ceiling, .revised = r->revised};
    for (int q = 0; q < 4; q++) b.quarter[q] = DECIMAL_NONE;
    for (; s < spent.n && str_eq(spent.v[s].code, r->code); s++) b.quarter[spent.v[s].quarter - 1] = spent.v[s].amount;
    LIST_ADD(a, out, b);
  }
  return NULL;
}

err performance_budget(db_ro *db, arena *a, office_id at, int64_t year, int64_t quarter, budget_lines *out) {
  sql_plan_year_of_row *plan;
  *out = (budget_lines){0};
  TRY(read_lines(db, a, at, year, out));
  TRY(sql_plan_year_of(db, a, at, year, &plan));
  bool revised = plan && plan->revised_quarter && (quarter == 0 || plan->revised_quarter <= quarter);
  for (size_t i = 0; i < out->n; i++) shape(out, i);
  for (size_t i = 0; i < out->n; i++)
    if (!out->v[i].leaf) sum_up(out, i);
  for (size_t i = 0; i < out->n; i++) settle(&out->v[i], quarter ? (int)quarter : 4, revised);
  return NULL;
}

budget_line budget_total(const budget_lines *all) {
  budget_line sum = {.name = S("Jumlah")};
  begin_sum(&sum);
  sum.ceiling = sum.spent = DECIMAL_INT(0);
  for (size_t i = 0; i < all->n; i++) {
    const budget_line *b = &all->v[i];
    if (!b->leaf) continue;
    add_to(&sum, b);
    sum.ceiling = decimal_add(sum.ceiling, b->ceiling);
    sum.spent = decimal_add(sum.spent, b->spent);
  }
  sum.absorption = decimal_mul_div(sum.spent, DECIMAL_INT(100), sum.ceiling, 2, DECIMAL_HALF_UP);
  return sum;
}

budget_line budget_for(const budget_lines *all, objective_id of) {
  budget_line sum = {.objective = of, .level = INT_MAX, .ceiling = DECIMAL_INT(0), .spent = DECIMAL_INT(0)};
  for (size_t i = 0; i < all->n; i++) {
    const budget_line *b = &all->v[i];
    if (b->objective.v != of.v || b->level > sum.level) continue;
    if (b->level < sum.level) sum.ceiling = sum.spent = DECIMAL_INT(0);
    sum.level = b->level;
    sum.ceiling = decimal_add(sum.ceiling, b->ceiling);
    sum.spent = decimal_add(sum.spent, b->spent);
  }
  sum.absorption = decimal_mul_div(sum.spent, DECIMAL_INT(100), sum.ceiling, 2, DECIMAL_HALF_UP);
  return sum;
}

int budget_filled(const budget_lines *all) {
  int last = all->n ? 4 : 0;
  for (size_t i = 0; i < all->n; i++)
    for (int q = 0; q < last; q++)
      if (!decimal_some(all->v[i].quarter[q])) last = q;
  return last;
}
