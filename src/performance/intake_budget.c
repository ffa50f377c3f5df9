/* Rows of programmes with their money. Contract: intake.h. */
#include "performance/intake.h"
#include "performance/performance_sql.h"
#include "performance/plan_year.h"

/* Absent and "-" leave what is there. */
static decimal money(intake_work *w, size_t row, const str_list *cells, enum intake_column c) {
  str text = intake_cell(w, cells, c);
  number n = number_parse(text);
  decimal d = DECIMAL_NONE;
  if (n.kind == NUMBER_BLANK || n.kind == NUMBER_NOT_AVAILABLE) return d;
  err e = number_parse_money(w->a, text, &d);
  if (e) intake_wrong(w, row, c, "%.*s", STR_ARG(e->user));
  return d;
}

typedef struct line { office_id at; int64_t year; str code, name; decimal ceiling, spent[4]; const sql_budget_of_row *old; decimal before[4]; } line;

static str said(arena *a, str name, decimal ceiling, const decimal spent[4]) {
  buf b = BUF(a);
  buf_add(&b, name);
  if (decimal_some(ceiling)) buf_fmt(&b, "; pagu %.*s", STR_ARG(decimal_id(a, ceiling, 0)));
  for (int q = 0; q < 4; q++)
    if (decimal_some(spent[q])) buf_fmt(&b, "; realisasi TW %.*s %.*s", STR_ARG(date_roman_month(q + 1)), STR_ARG(decimal_id(a, spent[q], 0)));
  return buf_str(&b);
}

static bool same(decimal x, decimal y) { return decimal_some(x) == decimal_some(y) && (!decimal_some(x) || decimal_cmp(x, y) == 0); }

static bool plans_anew(const line *n) { return !n->old || !str_eq(n->old->name, n->name) || !same(n->old->ceiling, n->ceiling); }

static err put_plan(intake_work *w, const line *n) {
  const sql_budget_of_row *old = n->old;
  decimal none = DECIMAL_NONE;
  if (!plans_anew(n)) return NULL;
  return sql_budget_put(w->rw, w->a, n->at, n->year, n->code, n->name, n->ceiling, old ? old->revised : none, old ? old->objective : (objective_id){0}, NULL);
}

static err put(intake_work *w, const line *n) {
  const sql_budget_of_row *old = n->old;
  bool changed = plans_anew(n);
  TRY(put_plan(w, n));
  for (int q = 0; q < 4; q++) {
    if (same(n->spent[q], n->before[q])) continue;
    TRY(sql_spent_put(w->rw, w->a, n->at, n->year, n->code, q + 1, n->spent[q], NULL));
    changed = true;
  }
  if (!changed) return NULL;
  actor_mark by = actor_mark_at(w->a, w->who, n->at);
  str what = STR_CAT(w->a, n->code, str_fmt(w->a, " (%d)", (int)n->year)), before = old ? said(w->a, old->name, old->ceiling, n->before) : STR_NONE;
  w->changed++;
  return audit_add(w->rw, w->a, n->at.v, w->now, &by, S("anggaran.impor"), audit_change(w->a, what, before, said(w->a, n->name, n->ceiling, n->spent)));
}

/* What stands there keeps what the row leaves blank; a line that sums others up has no money of its own. */
static err fill_up(intake_work *w, line *n) {
  sql_spent_of_line_rows spent;
  TRY(sql_spent_of_line(w->ro, w->a, n->at, n->year, n->code, &spent));
  for (size_t i = 0; i < spent.n; i++) n->before[spent.v[i].quarter - 1] = spent.v[i].amount;
  for (int q = 0; q < 4; q++)
    if (!decimal_some(n->spent[q]) || (n->old && n->old->sums)) n->spent[q] = n->before[q];
  if (!n->name.n && n->old) n->name = n->old->name;
  if (n->old && (!decimal_some(n->ceiling) || n->old->sums)) n->ceiling = n->old->ceiling;
  return NULL;
}

/* Ceilings and names are the plan's; what was spent may be written in a locked year too. */
static err check_lock(intake_work *w, size_t row, const line *n) {
  err e = plans_anew(n) ? plan_year_open(w->ro, w->a, n->at, n->year) : NULL;
  if (!e || e->code != ERR_GATE) return e;
  intake_wrong(w, row, COLUMN_CEILING, "%.*s", STR_ARG(e->user));
  return NULL;
}

err intake_budget_row(intake_work *w, size_t row, const str_list *cells) {
  line n = {.code = intake_cell(w, cells, COLUMN_CODE), .name = intake_cell(w, cells, COLUMN_PROGRAM)};
  sql_budget_of_row *old = NULL;
  int64_t before = w->n_faults;
  bool good;
  if (!n.code.n) return w->skipped++, NULL;
  TRY(intake_place(w, row, cells, &n.at, &n.year, &good));
  if (!good) return NULL;
  n.ceiling = money(w, row, cells, COLUMN_CEILING);
  for (int q = 0; q < 4; q++) {
    n.spent[q] = money(w, row, cells, (enum intake_column)(COLUMN_SPENT_1 + q));
    n.before[q] = DECIMAL_NONE;
  }
  TRY(sql_budget_of(w->ro, w->a, n.at, n.year, n.code, &old));
  if (!old && !n.name.n) intake_wrong(w, row, COLUMN_PROGRAM, "Program %.*s belum ada; isi namanya.", STR_ARG(n.code));
  if (!old && !decimal_some(n.ceiling)) intake_wrong(w, row, COLUMN_CEILING, "Program %.*s belum ada; isi pagunya.", STR_ARG(n.code));
  size_t twice = intake_seen_before(w, str_fmt(w->a, "%lld %d %.*s", (long long)n.at.v, (int)n.year, STR_ARG(n.code)), row);
  if (twice) intake_wrong(w, row, COLUMN_CODE, "Program %.*s sudah ada di baris %zu.", STR_ARG(n.code), twice);
  n.old = old;
  TRY(fill_up(w, &n));
  TRY(check_lock(w, row, &n));
  return w->n_faults != before || !w->rw ? NULL : put(w, &n);
}
