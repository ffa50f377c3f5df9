#include "accumulate.h"

static const char *const quarter_names[QUARTERS] = {"TW I", "TW II", "TW III", "TW IV"};

static bool filled(const number *n) { return n->kind != NUMBER_BLANK && n->kind != NUMBER_NOT_AVAILABLE; }

static err check_number(arena *a, const number *n, const char *what, int quarter) {
  if (!filled(n) || n->kind == NUMBER_VALUE) return NULL;
  if (n->kind == NUMBER_AMBIGUOUS)
    return ERR(a, INPUT, "%s %s dapat dibaca dua cara. %.*s", what, quarter_names[quarter], STR_ARG(number_question(a, n)));
  return ERR(a, INPUT, "%s %s “%.*s” bukan satu angka, jadi tidak dapat digabungkan. Tulis angkanya, misalnya 85,5.", what,
             quarter_names[quarter], STR_ARG(n->text));
}

/* A running total already holds the quarters before it. */
static bool takes_last(enum accumulation how) { return how == AKUM_TERAKHIR || how == AKUM_BERJALAN; }

static err check(arena *a, enum accumulation how, const quarters *q) {
  if (how == AKUM_JUMLAH && !q->additive)
    return ERR(a, INPUT,
               "Persentase, indeks, dan predikat tidak boleh dijumlahkan antartriwulan. Pilih “posisi terakhir” atau “dirata-ratakan”.");
  if (takes_last(how)) return NULL;
  for (int i = 0; i < QUARTERS; i++) {
    TRY(check_number(a, &q->target[i], "Target", i));
    TRY(check_number(a, &q->actual[i], "Realisasi", i));
  }
  return NULL;
}

typedef struct sum {
  decimal value;
  size_t n;
  bool complete; /* no blank among the asked quarters */
} sum;

/* The sum of v over the quarters where `where` is filled. */
static sum sum_where(const number *v, const number *where) {
  sum s = {DECIMAL_INT(0), 0, true};
  for (int i = 0; i < QUARTERS; i++) {
    if (!filled(&where[i])) continue;
    if (!filled(&v[i])) s.complete = false;
    else s.value = decimal_add(s.value, v[i].value), s.n++;
  }
  return s;
}

static number combined(enum accumulation how, sum s) {
  if (s.n == 0 || !s.complete) return NUMBER_NONE;
  return number_of(how == AKUM_JUMLAH ? s.value : decimal_mean(s.value, s.n));
}

static int last_filled(const number *v) {
  int last = -1;
  for (int i = 0; i < QUARTERS; i++)
    if (filled(&v[i])) last = i;
  return last;
}

static void take_last(const quarters *q, accumulated *out) {
  int last = last_filled(q->actual), last_target = last_filled(q->target);
  out->actual = last < 0 ? NUMBER_NONE : q->actual[last];
  out->target_to_date = last < 0 ? NUMBER_NONE : q->target[last];
  out->target_year = last_target < 0 ? NUMBER_NONE : q->target[last_target];
}

static bool all_targets(const quarters *q) {
  for (int i = 0; i < QUARTERS; i++)
    if (!filled(&q->target[i])) return false;
  return true;
}

static void combine(enum accumulation how, const quarters *q, accumulated *out) {
  out->actual = combined(how, sum_where(q->actual, q->actual));
  out->target_to_date = combined(how, sum_where(q->target, q->actual));
  out->target_year = all_targets(q) ? combined(how, sum_where(q->target, q->target)) : NUMBER_NONE;
}

static str words_of(arena *a, enum accumulation how, const quarters *q, const accumulated *out) {
  buf b = BUF(a);
  size_t shown = 0;
  if (out->filled == 0) return S("Belum ada triwulan yang diisi.");
  if (takes_last(how))
    return str_fmt(a, "Posisi terakhir: %s.", quarter_names[last_filled(q->actual)]);
  for (int i = 0; i < QUARTERS; i++) {
    if (!filled(&q->actual[i])) continue;
    str v = decimal_id(a, q->actual[i].value, q->actual[i].value.scale);
    buf_fmt(&b, "%s%.*s (%s)", shown++ ? " + " : how == AKUM_RATA ? "(" : "", STR_ARG(v), quarter_names[i]);
  }
  if (how == AKUM_RATA) buf_fmt(&b, ") / %zu", out->filled);
  buf_fmt(&b, " = %.*s.", STR_ARG(decimal_id(a, out->actual.value, 0)));
  return buf_str(&b);
}

err accumulate(arena *a, enum accumulation how, const quarters *q, accumulated *out) {
  TRY(check(a, how, q));
  accumulated r = {.filled = 0};
  for (int i = 0; i < QUARTERS; i++) r.filled += filled(&q->actual[i]);
  if (takes_last(how)) take_last(q, &r);
  else combine(how, q, &r);
  if (filled(&q->year_target)) r.target_year = q->year_target;
  r.words = words_of(a, how, q, &r);
  *out = r;
  return NULL;
}

decimal accumulate_ratio(const decimal *numerator, const decimal *denominator, size_t n) {
  decimal over = DECIMAL_INT(0), under = DECIMAL_INT(0);
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (!decimal_some(numerator[i]) || !decimal_some(denominator[i])) continue;
    over = decimal_add(over, numerator[i]);
    under = decimal_add(under, denominator[i]);
    used++;
  }
  return used ? measure_ratio(over, under) : DECIMAL_NONE;
}
