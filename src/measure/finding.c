#include "finding.h"

#include <string.h>

#include "base/date.h"
#include "printed.h"

static const struct { str code, meaning, remedy; enum finding_level level; } table[] = {
#define X(name, code_, level_, text_, remedy_) {SC(code_), SC(text_), SC(remedy_), FINDING_LEVEL_##level_},
    FINDINGS(X)
#undef X
};

str finding_code(enum finding_code c) { return table[c].code; }
enum finding_level finding_level(enum finding_code c) { return table[c].level; }
str finding_meaning(enum finding_code c) { return table[c].meaning; }
str finding_remedy(enum finding_code c) { return table[c].remedy; }

str finding_level_label(enum finding_level l) {
  static const str labels[] = {SC("catatan"), SC("periksa"), SC("salah")};
  return labels[l];
}

bool finding_find(str code, enum finding_code *out) {
  for (int c = 0; c < FINDING_COUNT; c++)
    if (str_eq(code, table[c].code)) return *out = (enum finding_code)c, true;
  return false;
}

finding_input finding_input_none(void) {
  return (finding_input){.figures = {.target = NUMBER_NONE, .actual = NUMBER_NONE}, .printed = NUMBER_NONE,
                         .past_printed = DECIMAL_NONE, .numerator = DECIMAL_NONE, .denominator = DECIMAL_NONE,
                         .absorption = DECIMAL_NONE};
}

static void add(arena *a, finding_list *out, enum finding_code code, str text) {
  LIST_ADD(a, out, ((finding){code, text}));
}

static str id(arena *a, decimal d) { return decimal_id(a, d, d.scale > 0 ? d.scale : 0); }

/* --- what is missing or cannot be read --- */

static void check_status(arena *a, const finding_input *in, const measure_result *result, finding_list *out) {
  const number *t = &in->figures.target, *r = &in->figures.actual;
  bool ambiguous = t->kind == NUMBER_AMBIGUOUS || r->kind == NUMBER_AMBIGUOUS;
  if (t->kind == NUMBER_NOT_AVAILABLE || r->kind == NUMBER_NOT_AVAILABLE)
    add(a, out, FINDING_NOT_AVAILABLE, result->status == MEASURE_NOT_AVAILABLE ? result->explanation : S("Data tidak tersedia."));
  if (t->kind != NUMBER_BLANK && r->kind == NUMBER_BLANK) add(a, out, FINDING_ACTUAL_BLANK, result->explanation);
  if (t->kind == NUMBER_BLANK && r->kind != NUMBER_BLANK && r->kind != NUMBER_NOT_AVAILABLE)
    add(a, out, FINDING_TARGET_BLANK, result->explanation);
  if (ambiguous) add(a, out, FINDING_NUMBER_DOUBT, number_question(a, t->kind == NUMBER_AMBIGUOUS ? t : r));
  if (result->status == MEASURE_NOT_NUMERIC) add(a, out, FINDING_NOT_NUMERIC, result->explanation);
  if (result->status == MEASURE_ZERO_TARGET) add(a, out, FINDING_ZERO_TARGET, result->explanation);
  if (in->evidence_wanted && in->evidence_n == 0 && r->kind != NUMBER_BLANK)
    add(a, out, FINDING_NO_EVIDENCE, S("Realisasi ini belum mempunyai bukti dukung."));
}

static void check_writing(arena *a, const finding_input *in, finding_list *out) {
  const number *t = &in->figures.target, *r = &in->figures.actual;
  char marks[] = {t->mark, r->mark, in->printed.mark};
  bool comma = memchr(marks, ',', sizeof marks) != NULL, dot = memchr(marks, '.', sizeof marks) != NULL;
  if (comma && dot) add(a, out, FINDING_MARKS_MIXED, S("Sebagian angka baris ini memakai koma desimal, sebagian titik."));
  bool units = !str_blank(t->unit) && !str_blank(r->unit) && !str_eq_nocase(t->unit, r->unit);
  bool percent = (t->percent && !str_blank(r->unit)) || (r->percent && !str_blank(t->unit));
  if ((units || percent) && t->kind == NUMBER_VALUE && r->kind == NUMBER_VALUE)
    add(a, out, FINDING_UNIT_MISMATCH,
        str_fmt(a, "Target ditulis “%.*s”, realisasi “%.*s”.", STR_ARG(t->text), STR_ARG(r->text)));
}

/* --- the figures of this row --- */

static bool plain_pair(const finding_input *in) {
  return in->figures.target.kind == NUMBER_VALUE && in->figures.actual.kind == NUMBER_VALUE;
}

/* More than 20 times apart: an index beside a score, a fraction beside a percentage. */
static void check_scale(arena *a, const finding_input *in, finding_list *out) {
  decimal t = decimal_abs(in->figures.target.value), r = decimal_abs(in->figures.actual.value), twenty = DECIMAL_INT(20);
  if (!plain_pair(in) || decimal_is_zero(t) || decimal_is_zero(r)) return;
  bool apart = decimal_cmp(r, decimal_mul(t, twenty)) >= 0 || decimal_cmp(t, decimal_mul(r, twenty)) >= 0;
  if (apart) add(a, out, FINDING_SCALE_MISMATCH, str_fmt(a, "Target %.*s dan realisasi %.*s terpaut 20 kali lipat atau lebih.", STR_ARG(id(a, t)), STR_ARG(id(a, r))));
}

static void check_result(arena *a, const finding_input *in, const measure_result *result, finding_list *out) {
  if (result->status != MEASURE_OK) return;
  str value = id(a, result->uncapped);
  if (decimal_sign(result->uncapped) < 0) add(a, out, FINDING_NEGATIVE, str_fmt(a, "Capaian %.*s %%.", STR_ARG(value)));
  if (decimal_cmp(result->uncapped, DECIMAL_INT(150)) > 0)
    add(a, out, FINDING_ABOVE_150, str_fmt(a, "Capaian %.*s %%.", STR_ARG(value)));
  if (in->figures.direction == DIR_NAIK && !in->direction_assumed && finding_lower_is_better(in->name))
    add(a, out, FINDING_DIRECTION_DOUBT, str_fmt(a, "“%.*s” diukur dengan rumus makin tinggi makin baik.", STR_ARG(in->name)));
}

static void check_components(arena *a, const finding_input *in, finding_list *out) {
  decimal n = in->numerator, d = in->denominator;
  const number *r = &in->figures.actual;
  if (r->kind == NUMBER_PARTS) n = r->value, d = r->other;
  if (!decimal_some(n) || !decimal_some(d)) return;
  if (decimal_cmp(n, d) > 0)
    add(a, out, FINDING_PARTS_ABOVE, str_fmt(a, "Pembilang %.*s, penyebut %.*s.", STR_ARG(id(a, n)), STR_ARG(id(a, d))));
  decimal ratio = measure_ratio(n, d);
  if (r->kind != NUMBER_VALUE || !decimal_some(ratio)) return;
  decimal same = decimal_round(ratio, r->value.scale, DECIMAL_HALF_UP);
  if (decimal_cmp(same, r->value) != 0)
    add(a, out, FINDING_PARTS_OTHER,
        str_fmt(a, "%.*s dari %.*s = %.*s, tetapi realisasi tertulis %.*s.", STR_ARG(id(a, n)), STR_ARG(id(a, d)),
                STR_ARG(id(a, same)), STR_ARG(id(a, r->value))));
}

/* Equal to the absorption at the places typed; 0 and 100 happen by themselves. */
static void check_budget(arena *a, const finding_input *in, finding_list *out) {
  const number *r = &in->figures.actual;
  if (r->kind != NUMBER_VALUE || !decimal_some(in->absorption)) return;
  if (decimal_is_zero(r->value) || decimal_cmp(r->value, DECIMAL_INT(100)) == 0) return;
  if (decimal_cmp(decimal_round(in->absorption, r->value.scale < 2 ? r->value.scale : 2, DECIMAL_HALF_UP), r->value) == 0)
    add(a, out, FINDING_BUDGET_AS_PHYSICAL, str_fmt(a, "Realisasi %.*s sama dengan serapan %.*s %%.", STR_ARG(id(a, r->value)),
                                                    STR_ARG(id(a, in->absorption))));
}

/* --- beside other years and other offices --- */

/* Read as an achievement, the figure would be within 1 % of last year's; read as typed, it is more than 10 % away. */
static void check_typed_achievement(arena *a, const finding_input *in, finding_list *out) {
  const number *t = &in->figures.target, *r = &in->figures.actual;
  bool looked_at = plain_pair(in) && in->figures.direction == DIR_NAIK && in->printed.kind == NUMBER_BLANK && in->past_actual_n > 0;
  if (!looked_at || decimal_cmp(r->value, DECIMAL_INT(100)) == 0) return; /* 100 happens by itself */
  decimal past = in->past_actuals[0], read = decimal_mul_div(r->value, t->value, DECIMAL_INT(100), 2, DECIMAL_HALF_UP);
  bool near = decimal_cmp(decimal_mul(decimal_abs(decimal_sub(read, past)), DECIMAL_INT(100)), decimal_abs(past)) <= 0;
  bool far = decimal_cmp(decimal_mul(decimal_abs(decimal_sub(r->value, past)), DECIMAL_INT(10)), decimal_abs(past)) > 0;
  if (near && far && decimal_some(read))
    add(a, out, FINDING_PRINTED_AS_ACTUAL, str_fmt(a, "%.*s %% dari target %.*s adalah %.*s, dekat dengan realisasi tahun lalu %.*s.", STR_ARG(id(a, r->value)),
                                                   STR_ARG(id(a, t->value)), STR_ARG(id(a, read)), STR_ARG(id(a, past))));
}

static bool lower_wanted(enum direction d) { return d == DIR_TURUN_A || d == DIR_TURUN_B; }

static void check_past_target(arena *a, const finding_input *in, finding_list *out) {
  const number *t = &in->figures.target;
  if (t->kind != NUMBER_VALUE) return;
  if (in->past_actual_n > 0 && (in->figures.direction == DIR_NAIK || lower_wanted(in->figures.direction))) {
    int c = decimal_cmp(t->value, in->past_actuals[0]);
    if (lower_wanted(in->figures.direction) ? c > 0 : c < 0)
      add(a, out, FINDING_TARGET_BELOW_PAST, str_fmt(a, "Target %.*s, padahal realisasi tahun lalu %.*s.", STR_ARG(id(a, t->value)),
                                                     STR_ARG(id(a, in->past_actuals[0]))));
  }
  size_t same = 0;
  while (same < in->past_target_n && decimal_cmp(in->past_targets[same], t->value) == 0) same++;
  if (same >= 2 && decimal_cmp(t->value, DECIMAL_INT(100)) != 0)
    add(a, out, FINDING_TARGET_UNCHANGED, str_fmt(a, "Target tetap %.*s selama %zu tahun.", STR_ARG(id(a, t->value)), same + 1));
}

static decimal median(arena *a, const decimal *v, size_t n) {
  decimal *sorted = NEW_N(a, decimal, n);
  for (size_t i = 0; i < n; i++) {
    size_t k = i;
    for (; k > 0 && decimal_cmp(sorted[k - 1], v[i]) > 0; k--) sorted[k] = sorted[k - 1];
    sorted[k] = v[i];
  }
  return n % 2 ? sorted[n / 2] : decimal_mean(decimal_add(sorted[n / 2 - 1], sorted[n / 2]), 2);
}

/* Farther from the median than half of it, with at least three to compare with. */
static void check_outlier(arena *a, const finding_input *in, const decimal *others, size_t n, enum finding_code code, finding_list *out) {
  enum { ENOUGH = 3, MOST = 512 };
  const number *r = &in->figures.actual;
  if (r->kind != NUMBER_VALUE || n < ENOUGH) return;
  decimal middle = median(a, others, n < MOST ? n : MOST);
  decimal distance = decimal_mul(decimal_abs(decimal_sub(r->value, middle)), DECIMAL_INT(2));
  if (decimal_is_zero(middle) || decimal_cmp(distance, decimal_abs(middle)) <= 0) return;
  add(a, out, code, str_fmt(a, "Realisasi %.*s, sedangkan nilai tengah pembandingnya %.*s.", STR_ARG(id(a, r->value)), STR_ARG(id(a, middle))));
}

static void check_copied(arena *a, const finding_input *in, finding_list *out) {
  const number *r = &in->figures.actual;
  if (r->kind != NUMBER_VALUE || in->past_actual_n == 0 || decimal_cmp(r->value, in->past_actuals[0]) != 0) return;
  if (r->value.scale == 0) return; /* whole numbers and 100 recur by themselves */
  add(a, out, FINDING_COPIED_PAST, str_fmt(a, "Tahun ini dan tahun lalu %.*s.", STR_ARG(id(a, r->value))));
}

/* --- quarters --- */

static void check_running_total(arena *a, const quarters *q, finding_list *out) {
  const number *before = NULL;
  for (int i = 0; i < QUARTERS; i++) {
    if (q->actual[i].kind != NUMBER_VALUE) continue;
    if (before && decimal_cmp(q->actual[i].value, before->value) < 0)
      add(a, out, FINDING_FALLING_CUMULATIVE, str_fmt(a, "Triwulan %.*s tercatat %.*s, sebelumnya %.*s.", STR_ARG(date_roman_month(i + 1)),
                                                      STR_ARG(id(a, q->actual[i].value)), STR_ARG(id(a, before->value))));
    before = &q->actual[i];
  }
}

static void check_quarters(arena *a, const finding_input *in, finding_list *out) {
  quarters q = *in->quarters;
  accumulated sum;
  number year = q.year_target;
  if (in->cumulative || in->accumulation == AKUM_BERJALAN) check_running_total(a, &q, out);
  if (in->accumulation == AKUM_JUMLAH && !q.additive) {
    add(a, out, FINDING_PERCENT_SUMMED, S("Indikator ini berupa persentase, indeks, atau predikat, tetapi dijumlahkan."));
    return;
  }
  q.year_target = NUMBER_NONE;
  if (year.kind != NUMBER_VALUE || q.target[QUARTERS - 1].kind != NUMBER_VALUE) return;
  if (accumulate(a, in->cumulative ? AKUM_TERAKHIR : in->accumulation, &q, &sum) || sum.target_year.kind != NUMBER_VALUE) return;
  if (decimal_cmp(sum.target_year.value, year.value) != 0)
    add(a, out, FINDING_YEAR_TARGET, str_fmt(a, "Target triwulan menghasilkan %.*s, sedangkan target tahunan %.*s.",
                                             STR_ARG(id(a, sum.target_year.value)), STR_ARG(id(a, year.value))));
}

void finding_check(arena *a, const measure_rules *r, const finding_input *in, const measure_result *result, finding_list *out) {
  printed_check(a, r, in, result, out);
  if (in->direction_assumed)
    add(a, out, FINDING_DIRECTION_ASSUMED,
        str_fmt(a, "Arah tidak dinyatakan dan dari isinya diduga %.*s.", STR_ARG(direction_label(in->figures.direction))));
  check_status(a, in, result, out);
  check_writing(a, in, out);
  check_scale(a, in, out);
  check_result(a, in, result, out);
  check_components(a, in, out);
  check_budget(a, in, out);
  check_past_target(a, in, out);
  check_typed_achievement(a, in, out);
  check_copied(a, in, out);
  check_outlier(a, in, in->past_actuals, in->past_actual_n, FINDING_OUTLIER_PAST, out);
  check_outlier(a, in, in->siblings, in->sibling_n, FINDING_OUTLIER_SIBLINGS, out);
  if (in->quarters) check_quarters(a, in, out);
}

void finding_check_all(arena *a, const measure_input *rows, size_t n, finding_list *out) {
  enum { ENOUGH = 5 };
  size_t compared = 0;
  for (size_t i = 0; i < n; i++) {
    if (rows[i].target.kind != NUMBER_VALUE || rows[i].actual.kind != NUMBER_VALUE) continue;
    if (decimal_cmp(rows[i].target.value, rows[i].actual.value) != 0) return;
    compared++;
  }
  if (compared >= ENOUGH) add(a, out, FINDING_ALL_EQUAL, str_fmt(a, "Pada %zu indikator realisasi sama dengan target.", compared));
}

str finding_codes(arena *a, const finding_list *l) {
  buf b = BUF(a);
  for (size_t i = 0; i < l->n; i++) {
    bool again = false;
    for (size_t k = 0; k < i; k++) again = again || l->v[k].code == l->v[i].code;
    if (again) continue;
    if (b.n) buf_char(&b, ';');
    buf_add(&b, finding_code(l->v[i].code));
  }
  return buf_str(&b);
}
