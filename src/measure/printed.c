#include "printed.h"

static void add(arena *a, finding_list *out, enum finding_code code, str text) {
  LIST_ADD(a, out, ((finding){code, text}));
}

static str id(arena *a, decimal d) { return decimal_id(a, d, d.scale > 0 ? d.scale : 0); }

/* The row's figures as the formula takes them. */
typedef struct row {
  enum direction direction;
  decimal low, high, actual;
} row;

static row row_of(const finding_input *in) {
  const number *t = &in->figures.target;
  return (row){in->figures.direction, t->value, t->kind == NUMBER_RANGE ? t->other : t->value, in->figures.actual.value};
}

static bool plain(const number *n) { return n->kind == NUMBER_VALUE || n->kind == NUMBER_RANGE || n->kind == NUMBER_AMBIGUOUS; }

/* The formula under direction d gives the printed value, at the printed places. */
static bool gives(const measure_rules *r, const row *x, enum direction d, enum decimal_round how, decimal printed) {
  decimal v;
  return measure_at(r, d, x->low, x->high, x->actual, printed.scale, how, &v) == MEASURE_OK && decimal_cmp(v, printed) == 0;
}

/* The computed value itself at the printed places: also for predicates, components and ratios. */
static bool agrees(const measure_result *result, decimal printed, enum decimal_round how) {
  decimal at_places = decimal_round(result->exact, printed.scale, how);
  return decimal_cmp(at_places, printed) == 0;
}

/* Some other direction gives the printed value: say which. */
static bool other_form(const measure_rules *r, const row *x, decimal printed, enum direction *out) {
  static const enum direction forms[] = {DIR_NAIK, DIR_TURUN_A, DIR_TURUN_B};
  for (size_t i = 0; i < LEN(forms); i++) {
    *out = forms[i];
    if (forms[i] == x->direction) continue;
    if (gives(r, x, forms[i], DECIMAL_HALF_UP, printed) || gives(r, x, forms[i], DECIMAL_TRUNCATE, printed)) return true;
  }
  return false;
}

/* The actual may have been longer than printed: 66,67 shown as 66,7. Half a unit of its last place either way reaches the value. */
static bool hidden_places(const measure_rules *r, const row *x, decimal printed) {
  if (x->actual.scale >= 9) return false;
  decimal half = {5, (int8_t)(x->actual.scale + 1)}, low, high;
  decimal below = decimal_sub(x->actual, half), above = decimal_add(x->actual, half);
  if (measure_at(r, x->direction, x->low, x->high, below, printed.scale, DECIMAL_HALF_UP, &low) != MEASURE_OK) return false;
  if (measure_at(r, x->direction, x->low, x->high, above, printed.scale, DECIMAL_HALF_UP, &high) != MEASURE_OK) return false;
  bool rising = decimal_cmp(low, high) <= 0;
  return decimal_cmp(rising ? low : high, printed) <= 0 && decimal_cmp(printed, rising ? high : low) <= 0;
}

static void explain_mismatch(arena *a, const measure_rules *r, const finding_input *in, decimal printed, finding_list *out, buf *b) {
  row x = row_of(in);
  enum direction other;
  if (decimal_cmp(printed, x.actual) == 0)
    add(a, out, FINDING_PRINTED_AS_ACTUAL,
        str_fmt(a, "Realisasi %.*s sama dengan capaian yang tertulis; %.*s %% dari target %.*s adalah %.*s.", STR_ARG(id(a, x.actual)),
                STR_ARG(id(a, printed)), STR_ARG(id(a, x.low)),
                STR_ARG(id(a, decimal_mul_div(x.low, printed, DECIMAL_INT(100), 2, DECIMAL_HALF_UP)))));
  else if (decimal_some(in->past_printed) && decimal_cmp(printed, in->past_printed) == 0)
    add(a, out, FINDING_PRINTED_LAST_YEAR, str_fmt(a, "Capaian %.*s sama dengan tahun lalu.", STR_ARG(id(a, printed))));
  else if (other_form(r, &x, printed, &other))
    add(a, out, FINDING_PRINTED_OTHER_FORM, str_fmt(a, "Capaian %.*s cocok dengan rumus %.*s (%.*s).", STR_ARG(id(a, printed)),
                                                    STR_ARG(direction_formula(other)), STR_ARG(direction_label(other))));
  else if (hidden_places(r, &x, printed))
    buf_z(b, " Selisih ini dapat timbul bila capaian dihitung dari realisasi yang desimalnya lebih panjang daripada yang tertulis.");
}

static void compare(arena *a, const measure_rules *r, const finding_input *in, const measure_result *result, decimal printed,
                    finding_list *out) {
  if (agrees(result, printed, DECIMAL_HALF_UP) || decimal_cmp(result->value, printed) == 0) return;
  str computed = id(a, result->uncapped);
  if (agrees(result, printed, DECIMAL_TRUNCATE)) {
    add(a, out, FINDING_PRINTED_TRUNCATED, str_fmt(a, "Tertulis %.*s, hasil hitung %.*s: desimalnya dipotong.",
                                                   STR_ARG(id(a, printed)), STR_ARG(computed)));
    return;
  }
  buf text = BUF(a);
  finding_list why = {0};
  buf_fmt(&text, "Tertulis %.*s, hasil hitung %.*s.", STR_ARG(id(a, printed)), STR_ARG(computed));
  decimal in_percent = {printed.units, (int8_t)(printed.scale - 2)}; /* 1,05 for 105 %; no number below two places */
  if (decimal_some(in_percent) && agrees(result, in_percent, DECIMAL_HALF_UP))
    buf_z(&text, " Capaian ditulis sebagai pecahan, bukan persen.");
  if (plain(&in->figures.target) && plain(&in->figures.actual)) explain_mismatch(a, r, in, printed, &why, &text);
  add(a, out, FINDING_PRINTED_MISMATCH, buf_str(&text));
  for (size_t i = 0; i < why.n; i++) LIST_ADD(a, out, why.v[i]);
}

void printed_check(arena *a, const measure_rules *r, const finding_input *in, const measure_result *result, finding_list *out) {
  const number *p = &in->printed;
  if (p->kind == NUMBER_BLANK || p->kind == NUMBER_NOT_AVAILABLE) return;
  /* a percentage with three places is meant as a decimal: 102.345 */
  decimal printed = p->kind == NUMBER_AMBIGUOUS ? p->other : p->value;
  bool readable = p->kind == NUMBER_VALUE || p->kind == NUMBER_AMBIGUOUS;
  if (result->status == MEASURE_OK && readable) {
    compare(a, r, in, result, printed, out);
    return;
  }
  add(a, out, FINDING_PRINTED_UNCHECKED,
      str_fmt(a, "Capaian tertulis “%.*s”, tetapi tidak dapat diperiksa dari baris ini.", STR_ARG(p->text)));
}
