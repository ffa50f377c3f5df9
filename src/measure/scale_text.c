/* Own scales as people write them. */
#include "number.h"
#include "scale.h"

enum { BANDS_MOST = 12, GRADES_MOST = 40, LABEL_MOST = 60 };

/* The parts between semicolons and line ends, without empty ones. */
static str_list parts_of(arena *a, str text) {
  str_list out = {0};
  for (size_t from = 0, i = 0; i <= text.n; i++) {
    if (i < text.n && text.p[i] != ';' && text.p[i] != '\n') continue;
    str part = str_trim(str_sub(text, from, i - from));
    if (part.n) LIST_ADD(a, &out, part);
    from = i + 1;
  }
  return out;
}

/* What a version string of the rules could not hold. */
static bool plain(str label) { return label.n && label.n <= LABEL_MOST && str_find(label, S("#")) < 0 && str_find(label, S("=")) < 0; }

/* "Sangat Tinggi" -> "ST". */
static str initials(arena *a, str label) {
  buf b = BUF(a);
  for (str word, rest = label; rest.n;) {
    rest = str_trim(str_cut(rest, ' ', &word));
    if (word.n) buf_char(&b, word.p[0] >= 'a' && word.p[0] <= 'z' ? (char)(word.p[0] - 'a' + 'A') : word.p[0]);
  }
  return buf_str(&b);
}

/* Takes one of these beginnings off. */
static bool begins(str *s, const char *mark) {
  str m = str_of(mark);
  if (!str_starts(*s, m)) return false;
  *s = str_trim(str_from(*s, m.n));
  return true;
}

static bool read_bound(arena *a, str *text, scale_band *b) {
  bool at_least = begins(text, "≥") || begins(text, ">=");
  b->above = !at_least && begins(text, ">");
  str number_text, rest = str_cut(*text, ' ', &number_text);
  err e = number_parse_input(a, number_text, &b->from);
  if (e || !decimal_some(b->from)) return false;
  *text = str_trim(rest);
  return true;
}

static err read_band(arena *a, str part, bool last, scale_band *b) {
  str label = part;
  *b = (scale_band){.from = DECIMAL_INT(0), .printed = DECIMAL_NONE};
  bool bounded = read_bound(a, &label, b);
  if (!bounded && last) (void)begins(&label, "selebihnya");
  if (bounded == last)
    return ERR(a, INPUT, last ? "Kelompok terakhir “%.*s” ditulis tanpa batas, misalnya “selebihnya Kurang”."
                              : "Kelompok “%.*s” ditulis dengan batas bawahnya, misalnya “≥ 90 Sangat Baik”.", STR_ARG(part));
  if (!plain(label)) return ERR(a, INPUT, "Nama kelompok “%.*s” tidak dapat dipakai. Tulis satu sampai %d huruf, tanpa # dan =.", STR_ARG(label), LABEL_MOST);
  b->label = str_copy(a, label);
  b->code = initials(a, label);
  return NULL;
}

err scale_parse(arena *a, str text, const scale **out) {
  str_list parts = parts_of(a, text);
  if (parts.n < 2 || parts.n > BANDS_MOST) return ERR(a, INPUT, "Skala sendiri memuat 2 sampai %d kelompok, dari yang terbaik.", BANDS_MOST);
  scale_band *bands = NEW_N(a, scale_band, parts.n);
  for (size_t i = 0; i < parts.n; i++) {
    TRY(read_band(a, parts.v[i], i + 1 == parts.n, &bands[i]));
    if (i > 0 && i + 1 < parts.n && decimal_cmp(bands[i].from, bands[i - 1].from) >= 0)
      return ERR(a, INPUT, "Batas “%.*s” tidak lebih rendah daripada batas sebelumnya. Urutkan dari yang terbaik.", STR_ARG(parts.v[i]));
  }
  scale *s = NEW(a, scale);
  *s = (scale){S(SCALE_OWN), S("sendiri"), S("ditetapkan perangkat daerah"), false, bands, parts.n};
  *out = s;
  return NULL;
}

/* "Utama 5": the word, then its score. */
static err read_grade(arena *a, str part, grade *g) {
  size_t at = part.n;
  while (at > 0 && part.p[at - 1] != ' ') at--;
  err e = number_parse_input(a, str_from(part, at), &g->score);
  str word = str_trim(str_sub(part, 0, at));
  if (e || !decimal_some(g->score) || !plain(word))
    return ERR(a, INPUT, "“%.*s” bukan predikat dengan nilainya. Tulis misalnya “Utama 5”.", STR_ARG(part));
  g->text = str_copy(a, word);
  return NULL;
}

err grade_scale_parse(arena *a, str text, grade_scale *out) {
  str name, rest = str_cut(text, ':', &name);
  str_list parts = parts_of(a, rest);
  name = str_trim(name);
  if (!plain(name) || parts.n < 2 || parts.n > GRADES_MOST)
    return ERR(a, INPUT, "Tulis nama skala, titik dua, lalu paling sedikit dua predikat dengan nilainya: “Kota Layak Anak: Utama 5; Nindya 4”.");
  grade *all = NEW_N(a, grade, parts.n);
  for (size_t i = 0; i < parts.n; i++) TRY(read_grade(a, parts.v[i], &all[i]));
  *out = (grade_scale){S(SCALE_OWN), str_copy(a, name), all, parts.n};
  return NULL;
}

str grade_scale_text(arena *a, const grade_scale *g) {
  buf b = BUF(a);
  buf_add(&b, g->name);
  for (size_t i = 0; i < g->n; i++)
    buf_fmt(&b, "%s%.*s %.*s", i ? "; " : ": ", STR_ARG(g->grades[i].text), STR_ARG(decimal_id(a, g->grades[i].score, 0)));
  return buf_str(&b);
}
