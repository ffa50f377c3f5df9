/* Rows of programmes with their money. Contract: intake.h. */
#include "performance/intake.h"
#include "performance/performance_sql.h"

/* Rupiah: in "500.000" the dot can only mean thousands. Absent and "-" leave what is there. */
static decimal money(intake_work *w, size_t row, const str_list *cells, enum intake_column c) {
  str text = intake_cell(w, cells, c);
  number n = number_parse(text);
  decimal d = DECIMAL_NONE;
  if (n.kind == NUMBER_BLANK || n.kind == NUMBER_NOT_AVAILABLE) return d;
  if (n.kind == NUMBER_AMBIGUOUS && str_find(n.text, S(",")) < 0) return n.value;
  err e = number_parse_input(w->a, text, &d);
  if (e) intake_wrong(w, row, c, "%.*s", STR_ARG(e->user));
  else if (decimal_sign(d) < 0) intake_wrong(w, row, c, "Anggaran tidak boleh kurang dari nol.");
  return d;
}

static str said(arena *a, str name, decimal ceiling, decimal spent) {
  str none = S("–");
  return STR_CAT(a, name, S("; pagu "), decimal_some(ceiling) ? decimal_id(a, ceiling, 0) : none, S("; realisasi "),
                 decimal_some(spent) ? decimal_id(a, spent, 0) : none);
}

static bool same(decimal x, decimal y) { return decimal_some(x) == decimal_some(y) && (!decimal_some(x) || decimal_cmp(x, y) == 0); }

typedef struct line { office_id at; int64_t year; str code, name; decimal ceiling, spent; const sql_budget_of_row *old; } line;

static err put(intake_work *w, const line *n) {
  const sql_budget_of_row *old = n->old;
  if (old && str_eq(old->name, n->name) && same(old->ceiling, n->ceiling) && same(old->spent, n->spent)) return NULL;
  TRY(sql_budget_put(w->rw, w->a, n->at, n->year, n->code, n->name, n->ceiling, n->spent, old ? old->objective : (objective_id){0}, NULL));
  actor_mark by = actor_mark_at(w->a, w->who, n->at);
  str what = STR_CAT(w->a, n->code, str_fmt(w->a, " (%d)", (int)n->year)), before = old ? said(w->a, old->name, old->ceiling, old->spent) : STR_NONE;
  w->changed++;
  return audit_add(w->rw, w->a, n->at.v, w->now, &by, S("anggaran.impor"), audit_change(w->a, what, before, said(w->a, n->name, n->ceiling, n->spent)));
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
  n.spent = money(w, row, cells, COLUMN_SPENT);
  TRY(sql_budget_of(w->ro, w->a, n.at, n.year, n.code, &old));
  if (!old && !n.name.n) intake_wrong(w, row, COLUMN_PROGRAM, "Program %.*s belum ada; isi namanya.", STR_ARG(n.code));
  if (!old && !decimal_some(n.ceiling)) intake_wrong(w, row, COLUMN_CEILING, "Program %.*s belum ada; isi pagunya.", STR_ARG(n.code));
  size_t twice = intake_seen_before(w, str_fmt(w->a, "%lld %d %.*s", (long long)n.at.v, (int)n.year, STR_ARG(n.code)), row);
  if (twice) intake_wrong(w, row, COLUMN_CODE, "Program %.*s sudah ada di baris %zu.", STR_ARG(n.code), twice);
  if (w->n_faults != before || !w->rw) return NULL;
  n.old = old;
  if (!n.name.n) n.name = old->name;
  if (!decimal_some(n.ceiling)) n.ceiling = old->ceiling;
  if (!decimal_some(n.spent) && old) n.spent = old->spent;
  return put(w, &n);
}
