#include "explain.h"

static str shown(arena *a, decimal d) { return decimal_id(a, d, d.scale > 0 ? d.scale : 0); }
static str percent(arena *a, decimal d) { return STR_CAT(a, decimal_id(a, d, d.scale > 0 ? d.scale : 0), S(" %")); }

static str with_unit(arena *a, str text, str unit) { return str_blank(unit) ? text : STR_CAT(a, text, S(" "), str_trim(unit)); }

/* --- the formula with the numbers put in --- */

static str divide_text(arena *a, decimal num, decimal den) {
  return str_fmt(a, "%.*s / %.*s × 100", STR_ARG(shown(a, num)), STR_ARG(shown(a, den)));
}

static str mirrored_text(arena *a, decimal target, decimal actual) {
  str t = shown(a, target);
  str r = decimal_sign(actual) < 0 ? STR_CAT(a, S("("), shown(a, actual), S(")")) : shown(a, actual);
  return str_fmt(a, "(2 × %.*s − %.*s) / %.*s × 100", STR_ARG(t), STR_ARG(r), STR_ARG(t));
}

static str range_text(arena *a, enum direction d, const resolved *v) {
  bool below = decimal_cmp(v->actual, v->low) < 0, above = decimal_cmp(v->actual, v->high) > 0;
  if (!below && !above) return S("");
  decimal end = below ? v->low : v->high;
  return d == DIR_RENTANG_NAIK ? divide_text(a, v->actual, end) : mirrored_text(a, end, v->actual);
}

static str formula_text(arena *a, enum direction d, const resolved *v) {
  bool over = decimal_cmp(v->actual, v->low) > 0;
  switch (d) {
  case DIR_TURUN_A: return mirrored_text(a, v->low, v->actual);
  case DIR_TURUN_B: return divide_text(a, v->low, v->actual);
  case DIR_STABIL_1: return over ? mirrored_text(a, v->low, v->actual) : divide_text(a, v->actual, v->low);
  case DIR_STABIL_2: return over ? divide_text(a, v->low, v->actual) : divide_text(a, v->actual, v->low);
  case DIR_RENTANG_NAIK:
  case DIR_RENTANG_TURUN: return range_text(a, d, v);
  default: return divide_text(a, v->actual, v->low);
  }
}

static bool by_zero(enum direction d, const resolved *v) {
  if (d == DIR_TURUN_B || (d == DIR_STABIL_2 && decimal_cmp(v->actual, v->low) > 0)) return decimal_is_zero(v->actual);
  if (d != DIR_RENTANG_NAIK && d != DIR_RENTANG_TURUN) return decimal_is_zero(v->low);
  bool below = decimal_cmp(v->actual, v->low) < 0, above = decimal_cmp(v->actual, v->high) > 0;
  return (below && decimal_is_zero(v->low)) || (above && decimal_is_zero(v->high));
}

/* "A (80,50)", "100 dari 110 Organisasi": said as typed. */
static bool of_words(const number *n) { return n->kind == NUMBER_GRADE || n->kind == NUMBER_PARTS || n->kind == NUMBER_RATIO; }

static str target_text(arena *a, const measure_input *in, const resolved *v) {
  if (in->direction == DIR_PREDIKAT && in->target.kind == NUMBER_GRADE) return in->target.grade;
  if (of_words(&in->target)) return in->target.text;
  if (decimal_cmp(v->low, v->high) != 0)
    return with_unit(a, STR_CAT(a, shown(a, v->low), S("–"), shown(a, v->high)), in->unit);
  return with_unit(a, shown(a, v->low), in->unit);
}

static str actual_text(arena *a, const measure_input *in, const resolved *v) {
  if (in->direction == DIR_PREDIKAT && in->actual.kind == NUMBER_GRADE) return in->actual.grade;
  if (of_words(&in->actual)) return in->actual.text;
  return with_unit(a, shown(a, v->actual), in->unit);
}

static void say_how(buf *b, arena *a, const measure_input *in, const resolved *v) {
  enum direction d = in->direction;
  str formula = formula_text(a, d, v);
  if (v->equal_words) buf_z(b, "predikat sama dengan target, jadi capaian");
  else if (by_zero(d, v)) buf_z(b, "pembaginya 0, maka menurut aturan pengukuran capaian");
  else if (!formula.n) buf_z(b, "realisasi berada di dalam rentang target, jadi capaian");
  else buf_add(b, formula);
}

static void say_limits(buf *b, arena *a, const measure_rules *r, const measure_result *out) {
  if (out->capped) {
    bool top = decimal_cmp(out->value, out->uncapped) < 0;
    buf_fmt(b, ", dicatat %.*s karena batas %s %.*s", STR_ARG(percent(a, out->value)), top ? "atas" : "bawah",
            STR_ARG(percent(a, top ? r->cap : r->floor)));
  }
  if (out->word.gap)
    buf_fmt(b, "; nilai ini jatuh di antara dua golongan skala %.*s dan digolongkan %.*s", STR_ARG(r->scale->name), STR_ARG(out->word.label));
}

static str explain_ok(arena *a, const measure_rules *r, const measure_input *in, const resolved *v, const measure_result *out) {
  buf b = BUF(a);
  buf_fmt(&b, "Realisasi %.*s terhadap target %.*s (%.*s): ", STR_ARG(actual_text(a, in, v)), STR_ARG(target_text(a, in, v)),
          STR_ARG(direction_label(in->direction)));
  say_how(&b, a, in, v);
  buf_fmt(&b, " = %.*s", STR_ARG(percent(a, out->uncapped)));
  if (r->rounding == DECIMAL_TRUNCATE) buf_z(&b, " (desimal dipotong)");
  say_limits(&b, a, r, out);
  if (v->both_unsure) buf_z(&b, "; titik dibaca sebagai tanda ribuan, dan bila dibaca sebagai tanda desimal hasilnya sama");
  buf_char(&b, '.');
  return buf_str(&b);
}

/* --- why there is no result --- */

static str explain_text(arena *a, const measure_input *in, const resolved *v) {
  const number *n = v->about_target ? &in->target : &in->actual;
  const char *what = v->about_target ? "Target" : "Realisasi";
  str kind = number_kind_words(n->kind);
  if (in->direction == DIR_PREDIKAT)
    return str_fmt(a,
                   "Target “%.*s” dan realisasi “%.*s” tidak ada pada satu skala predikat, jadi capaian belum dapat dihitung; pilih skala yang "
                   "memuat keduanya.",
                   STR_ARG(in->target.text), STR_ARG(in->actual.text));
  if (n->kind == NUMBER_RANGE && v->about_target)
    return str_fmt(a, "Target “%.*s” berupa rentang, jadi capaian belum dapat dihitung; pilih arah rentang untuk indikator ini.",
                   STR_ARG(n->text));
  if (n->kind == NUMBER_GRADE)
    return str_fmt(a, "%s “%.*s” berupa predikat, jadi capaian belum dapat dihitung; pilih arah predikat atau tulis angkanya.", what,
                   STR_ARG(n->text));
  if (n->kind == NUMBER_BOUND)
    return str_fmt(a, "%s “%.*s” berupa batas, bukan angka yang dicapai, jadi capaian belum dapat dihitung; tulis angkanya saja.", what, STR_ARG(n->text));
  if (n->kind == NUMBER_TEXT) return str_fmt(a, "%s “%.*s” tidak terbaca sebagai angka, jadi capaian belum dapat dihitung; tulis angkanya, misalnya 85,5.", what, STR_ARG(n->text));
  return str_fmt(a, "%s “%.*s” (%.*s) bukan satu angka, jadi capaian belum dapat dihitung; tulis angkanya, misalnya 85,5.", what,
                 STR_ARG(n->text), STR_ARG(kind));
}

/* What stands there is a sign for it ("n/a"), or the reason somebody gave. */
static str unavailable(arena *a, const char *what, str text) {
  const char *rest = "jadi capaian belum dapat dihitung; data yang tidak tersedia tidak dianggap nol.";
  if (str_blank(text)) return str_fmt(a, "%s tidak tersedia, %s", what, rest);
  if (number_parse(text).kind == NUMBER_NOT_AVAILABLE) return str_fmt(a, "%s tidak tersedia (tertulis “%.*s”), %s", what, STR_ARG(text), rest);
  if (str_ends(text, S("."))) text.n--;
  return str_fmt(a, "%s tidak tersedia (alasan: %.*s), %s", what, STR_ARG(text), rest);
}

static str explain_missing(arena *a, const measure_input *in, const resolved *v, enum measure_status s) {
  const number *n = v->about_target ? &in->target : &in->actual;
  const char *what = v->about_target ? "Target" : "Realisasi";
  if (s == MEASURE_BLANK) {
    if (in->target.kind == NUMBER_BLANK && in->actual.kind == NUMBER_BLANK)
      return S("Target dan realisasi belum diisi, jadi capaian belum dapat dihitung; isian kosong tidak dianggap nol.");
    return str_fmt(a, "%s belum diisi, jadi capaian belum dapat dihitung; isian kosong tidak dianggap nol.", what);
  }
  if (s == MEASURE_NOT_AVAILABLE) return unavailable(a, what, n->text);
  return str_fmt(a, "%s “%.*s” dapat dibaca dua cara, jadi capaian belum dapat dihitung. %.*s", what, STR_ARG(n->text),
                 STR_ARG(number_question(a, n)));
}

str explain_result(arena *a, const measure_rules *r, const measure_input *in, const resolved *v, const measure_result *out) {
  switch (out->status) {
  case MEASURE_OK: return explain_ok(a, r, in, v, out);
  case MEASURE_ZERO_TARGET:
    return str_fmt(a, "Realisasi %.*s terhadap target %.*s (%.*s) tidak dapat dihitung karena rumusnya membagi dengan 0.",
                   STR_ARG(actual_text(a, in, v)), STR_ARG(target_text(a, in, v)), STR_ARG(direction_label(in->direction)));
  case MEASURE_TOO_LARGE: return S("Angkanya terlalu besar untuk dihitung; periksa target dan realisasi.");
  case MEASURE_NOT_NUMERIC: return explain_text(a, in, v);
  default: return explain_missing(a, in, v, out->status);
  }
}
