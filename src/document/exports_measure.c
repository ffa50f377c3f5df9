/* The measurement table with its formulas, and the budget below it. */
#include "exports_part.h"

enum { M_TARGET = 5, M_ACTUAL, M_ACHIEVEMENT, M_CATEGORY, M_EXPLANATION };
static const sheet_column MEASURE_COLUMNS[] = {
    {SC("No"), 5}, {SC("Sasaran"), 28}, {SC("Indikator Kinerja"), 34}, {SC("Satuan"), 10}, {SC("Arah"), 16},
    {SC("Target"), 11}, {SC("Realisasi"), 13}, {SC("Capaian (%)"), 11}, {SC("Kategori"), 14}, {SC("Penjelasan"), 52}};

/* The bare formula and its divisor; absent for the directions that a cell of text cannot tell (ranges, predicates). */
static str direction_cells(arena *a, enum direction d, str t, str r, str *divisor) {
  *divisor = t;
  switch (d) {
  case DIR_NAIK: return str_fmt(a, "%.*s/%.*s*100", STR_ARG(r), STR_ARG(t));
  case DIR_TURUN_A: return str_fmt(a, "(2*%.*s-%.*s)/%.*s*100", STR_ARG(t), STR_ARG(r), STR_ARG(t));
  case DIR_TURUN_B: *divisor = r; return str_fmt(a, "%.*s/%.*s*100", STR_ARG(t), STR_ARG(r));
  case DIR_STABIL_1:
    return str_fmt(a, "IF(%.*s>%.*s,2*%.*s-%.*s,%.*s)/%.*s*100", STR_ARG(r), STR_ARG(t), STR_ARG(t), STR_ARG(r), STR_ARG(r), STR_ARG(t));
  case DIR_STABIL_2:
    *divisor = str_fmt(a, "%.*s*%.*s", STR_ARG(t), STR_ARG(r));
    return str_fmt(a, "MIN(%.*s/%.*s,%.*s/%.*s)*100", STR_ARG(r), STR_ARG(t), STR_ARG(t), STR_ARG(r));
  default: return STR_NONE;
  }
}

static str zero_cells(arena *a, const measure_rules *rules) {
  switch (rules->zero) {
  case ZERO_IS_0: return S("0");
  case ZERO_IS_100: return S("100");
  case ZERO_IS_CAP: return decimal_some(rules->cap) ? decimal_text(a, rules->cap) : S("\"\"");
  case ZERO_NOT_CALCULABLE: break;
  }
  return S("\"\"");
}

static str achievement_cells(arena *a, const measure_rules *rules, enum direction d, str t, str r) {
  str divisor, f = direction_cells(a, d, t, r, &divisor);
  if (!f.n) return f;
  f = str_fmt(a, "%s(%.*s,%d)", rules->rounding == DECIMAL_TRUNCATE ? "TRUNC" : "ROUND", STR_ARG(f), rules->places);
  if (decimal_some(rules->cap)) f = str_fmt(a, "MIN(%.*s,%.*s)", STR_ARG(f), STR_ARG(decimal_text(a, rules->cap)));
  if (decimal_some(rules->floor)) f = str_fmt(a, "MAX(%.*s,%.*s)", STR_ARG(f), STR_ARG(decimal_text(a, rules->floor)));
  return str_fmt(a, "IF(AND(ISNUMBER(%.*s),ISNUMBER(%.*s)),IF(%.*s=0,%.*s,%.*s),\"\")", STR_ARG(t), STR_ARG(r), STR_ARG(divisor),
                 STR_ARG(zero_cells(a, rules)), STR_ARG(f));
}

/* Does the formula give what is printed? Else the printed figure stands alone. */
static bool follows(const measure_rules *rules, const export_measure *m) {
  doc_value printed = m->figure.achievement;
  decimal t = export_number(m->figure.target), r = export_number(m->figure.actual), value = DECIMAL_NONE;
  if (printed.state == VALUE_UNAVAILABLE || printed.state == VALUE_WORD) return false;
  bool computed = decimal_some(t) && decimal_some(r) && measure_value(rules, m->direction, t, t, r, &value) == MEASURE_OK;
  return computed ? decimal_cmp(value, export_number(printed)) == 0 : printed.state == VALUE_EMPTY;
}

static void put_achievement(sheet *s, size_t row, const export_measures *in, const export_measure *m) {
  arena *a = s->a;
  doc_value printed = m->figure.achievement;
  str f = achievement_cells(a, &in->rules, m->direction, sheet_ref(a, row, M_TARGET), sheet_ref(a, row, M_ACTUAL));
  if (f.n && follows(&in->rules, m)) sheet_formula(s, M_ACHIEVEMENT, f, export_number(printed), in->rules.places);
  else export_value(s, M_ACHIEVEMENT, printed);
  str word = scale_word_of(in->rules.scale, export_number(printed)).label;
  sheet_cell *c = sheet_text(s, M_CATEGORY, m->figure.category);
  c->align = CELL_CENTER;
  if (!str_eq(word, m->figure.category)) return;
  c->kind = CELL_TEXT;
  c->formula = export_scale_formula(a, in->rules.scale, sheet_ref(a, row, M_ACHIEVEMENT));
}

static void put_measures(sheet *s, const export_measures *in) {
  for (size_t i = 0, nth = 1, left = 0; i < in->rows.n; i++, left--) {
    const doc_measure *m = &in->rows.v[i].figure;
    size_t row = sheet_row_add(s, ROW_BODY);
    if (left == 0) export_objective(s, nth++, m->objective, left = EXPORT_SAME(&in->rows, i, figure.objective));
    sheet_text(s, 2, m->indicator);
    sheet_text(s, 3, m->unit)->align = CELL_CENTER;
    sheet_text(s, 4, direction_label(in->rows.v[i].direction));
    export_value(s, M_TARGET, m->target);
    export_value(s, M_ACTUAL, m->actual);
    put_achievement(s, row, in, &in->rows.v[i]);
    sheet_text(s, M_EXPLANATION, m->explanation);
  }
}

static const sheet_column BUDGET_COLUMNS[] = {
    {SC("Kode"), 16}, {SC("Program/Kegiatan"), 60}, {SC("Pagu (Rp)"), 20}, {SC("Realisasi (Rp)"), 20}, {SC("Serapan (%)"), 12}};

static void put_absorption(sheet *s, size_t row, const doc_budget_row *b) {
  str c = sheet_ref(s->a, row, 2), r = sheet_ref(s->a, row, 3);
  decimal value = decimal_mul_div(b->spent, DECIMAL_INT(100), b->ceiling, 2, DECIMAL_HALF_UP);
  if (decimal_cmp(value, b->absorption) != 0) sheet_number(s, 4, b->absorption, 2);
  else sheet_formula(s, 4, str_fmt(s->a, "IF(AND(ISNUMBER(%.*s),ISNUMBER(%.*s)),IF(%.*s=0,\"\",ROUND(%.*s/%.*s*100,2)),\"\")", STR_ARG(c),
                                   STR_ARG(r), STR_ARG(c), STR_ARG(r), STR_ARG(c)), value, 2);
}

/* The sum as a formula when it is the sum of all rows above. */
static void put_sum(sheet *s, size_t row, size_t first, size_t col, decimal total) {
  decimal sum = DECIMAL_INT(0);
  for (size_t i = first; i < row; i++)
    if (decimal_some(sheet_at(s, i, col)->number) && sheet_at(s, i, col)->kind == CELL_MONEY) sum = decimal_add(sum, sheet_at(s, i, col)->number);
  sheet_cell *c = sheet_money(s, col, total);
  if (row > first && decimal_some(total) && decimal_cmp(sum, total) == 0) c->formula = str_fmt(s->a, "SUM(%.*s)", STR_ARG(export_range(s->a, first, col, row - 1)));
}

static void budget_sheet(sheet_book *b, const export_measures *in) {
  sheet *s = sheet_add(b, S("Anggaran"), BUDGET_COLUMNS, LEN(BUDGET_COLUMNS));
  export_titles(s, &in->head, S("REALISASI ANGGARAN"), STR_NONE);
  export_head_row(s);
  for (size_t i = 0, first = s->rows.n; i < in->budget.n; i++) {
    const doc_budget_row *r = &in->budget.v[i];
    size_t row = sheet_row_add(s, r->total ? ROW_TOTAL : ROW_BODY);
    sheet_text(s, 0, r->code);
    sheet_text(s, 1, r->name);
    if (r->total) put_sum(s, row, first, 2, r->ceiling), put_sum(s, row, first, 3, r->spent);
    else sheet_money(s, 2, r->ceiling), sheet_money(s, 3, r->spent);
    put_absorption(s, row, r);
  }
}

sheet_book *export_measurement(arena *a, const export_measures *in) {
  sheet_book *b = sheet_book_new(a, STR_CAT(a, S("Pengukuran Kinerja "), in->head.period), in->head.office);
  sheet *s = sheet_add(b, S("Pengukuran Kinerja"), MEASURE_COLUMNS, LEN(MEASURE_COLUMNS));
  s->frozen_columns = 3;
  export_titles(s, &in->head, S("PENGUKURAN KINERJA"), STR_NONE);
  export_head_row(s);
  put_measures(s, in);
  sheet_row_add(s, ROW_NOTE);
  sheet_row_add(s, ROW_NOTE);
  sheet_text(s, 0, measure_rules_describe(a, &in->rules))->across = LEN(MEASURE_COLUMNS);
  export_sign(s, &in->head, (export_party){0}, (export_party){STR_NONE, &in->head.signer});
  if (in->budget.n) budget_sheet(b, in);
  return b;
}
