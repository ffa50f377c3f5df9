#include "core.h"
#include "explain.h"

enum measure_status measure_at(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual, int places,
                               enum decimal_round how, decimal *value) {
  return core_at(r, d, low, high, actual, places, how, value);
}

enum measure_status measure_value(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual,
                                  decimal *value) {
  return core_value(r, d, low, high, actual, value);
}

decimal measure_ratio(decimal numerator, decimal denominator) {
  return decimal_mul_div(numerator, DECIMAL_INT(100), denominator, 9, DECIMAL_HALF_UP);
}

/* --- from what was typed to the decimals of the formula --- */

static bool is_range(enum direction d) { return d == DIR_RENTANG_NAIK || d == DIR_RENTANG_TURUN; }

/* "x dari y" is a percentage where a percentage is wanted: a unit or target in percent, or a target of the same form. */
static bool wants_percent(const measure_input *in) {
  return in->target.percent || in->target.kind == NUMBER_PARTS || str_eq_nocase(str_trim(in->unit), S("%")) ||
         str_eq_nocase(str_trim(in->unit), S("persen"));
}

static decimal plain_value(const measure_input *in, const number *n, bool is_target) {
  switch (n->kind) {
  case NUMBER_VALUE:
  case NUMBER_GRADE: return n->value; /* "A (80,50)": the number in brackets */
  case NUMBER_BOUND: return is_target ? n->value : DECIMAL_NONE;
  case NUMBER_PARTS: return wants_percent(in) ? measure_ratio(n->value, n->other) : DECIMAL_NONE;
  case NUMBER_RATIO: { /* "1:20" and "1:17,9" compare by their second number */
    bool same_base = in->target.kind == NUMBER_RATIO && in->actual.kind == NUMBER_RATIO &&
                     decimal_cmp(in->target.value, in->actual.value) == 0;
    return same_base ? n->other : DECIMAL_NONE;
  }
  case NUMBER_AMBIGUOUS: return n->value; /* only when both are: see missing_status */
  default: return DECIMAL_NONE;
  }
}

static void resolve_grades(const measure_rules *r, const measure_input *in, resolved *out) {
  const number *t = &in->target, *a = &in->actual;
  const grade_scale *g = in->grades ? in->grades : grade_scale_of(r->grades, r->n_grades, t->grade, a->grade);
  out->equal_words = t->kind == NUMBER_GRADE && a->kind == NUMBER_GRADE && str_eq_nocase(t->grade, a->grade);
  if (out->equal_words) { /* also on a scale nobody named, and for a word worth 0 */
    out->low = out->high = out->actual = DECIMAL_INT(1);
    return;
  }
  out->low = t->kind == NUMBER_GRADE && g ? grade_score(g, t->grade) : t->kind == NUMBER_VALUE ? t->value : DECIMAL_NONE;
  out->actual = a->kind == NUMBER_GRADE && g ? grade_score(g, a->grade) : a->kind == NUMBER_VALUE ? a->value : DECIMAL_NONE;
  out->high = out->low;
}

static enum measure_status missing_status(const measure_input *in, resolved *out) {
  const number *both[] = {&in->target, &in->actual};
  for (int i = 0; i < 2; i++) {
    out->about_target = i == 0;
    if (both[i]->kind == NUMBER_BLANK) return MEASURE_BLANK;
  }
  for (int i = 0; i < 2; i++) {
    out->about_target = i == 0;
    if (both[i]->kind == NUMBER_NOT_AVAILABLE) return MEASURE_NOT_AVAILABLE;
  }
  /* Both in the form 44.113: every formula is a proportion, so both readings give the same result. */
  bool target_unsure = in->target.kind == NUMBER_AMBIGUOUS, actual_unsure = in->actual.kind == NUMBER_AMBIGUOUS;
  out->both_unsure = target_unsure && actual_unsure;
  if (target_unsure == actual_unsure) return MEASURE_OK;
  out->about_target = target_unsure;
  return MEASURE_AMBIGUOUS;
}

static enum measure_status resolve(const measure_rules *r, const measure_input *in, resolved *out) {
  *out = (resolved){.low = DECIMAL_NONE, .high = DECIMAL_NONE, .actual = DECIMAL_NONE};
  enum measure_status s = missing_status(in, out);
  if (s != MEASURE_OK) return s;
  if (in->direction == DIR_PREDIKAT) {
    resolve_grades(r, in, out);
  } else {
    bool ends = is_range(in->direction) && in->target.kind == NUMBER_RANGE;
    out->low = ends ? in->target.value : plain_value(in, &in->target, true);
    out->high = ends ? in->target.other : out->low;
    out->actual = plain_value(in, &in->actual, false);
  }
  out->about_target = !decimal_some(out->low);
  return decimal_some(out->low) && decimal_some(out->actual) ? MEASURE_OK : MEASURE_NOT_NUMERIC;
}

/* The result before rounding, as exactly as a decimal holds it; cut off, so that it never steps over a bound of a scale. */
static decimal exact_value(const measure_rules *r, enum direction d, const resolved *v) {
  decimal exact = DECIMAL_NONE;
  for (int places = 9; places >= 0 && !decimal_some(exact); places--)
    (void)measure_at(r, d, v->low, v->high, v->actual, places, DECIMAL_TRUNCATE, &exact);
  return exact;
}

measure_result measure(arena *a, const measure_rules *r, const measure_input *in) {
  measure_result out = {.value = DECIMAL_NONE, .uncapped = DECIMAL_NONE, .exact = DECIMAL_NONE, .category = S("")};
  resolved v;
  out.status = resolve(r, in, &v);
  if (out.status == MEASURE_OK)
    out.status = measure_at(r, in->direction, v.low, v.high, v.actual, r->places, r->rounding, &out.uncapped);
  if (out.status == MEASURE_OK) {
    out.value = core_limited(r, out.uncapped);
    out.capped = decimal_cmp(out.value, out.uncapped) != 0;
    out.exact = exact_value(r, in->direction, &v);
    out.word = scale_word_of(r->scale, out.exact);
    out.category = out.word.label;
  }
  out.explanation = explain_result(a, r, in, &v, &out);
  return out;
}
