/* The name tables of measure.h and their other spellings. */
#include "measure.h"

str direction_code(enum direction d) {
  static const str codes[] = {
#define X(name, code, label, formula) SC(code),
      DIRECTIONS(X)
#undef X
  };
  return codes[d];
}

str direction_label(enum direction d) {
  static const str labels[] = {
#define X(name, code, label, formula) SC(label),
      DIRECTIONS(X)
#undef X
  };
  return labels[d];
}

str direction_formula(enum direction d) {
  static const str formulas[] = {
#define X(name, code, label, formula) SC(formula),
      DIRECTIONS(X)
#undef X
  };
  return formulas[d];
}

bool direction_parse(str s, enum direction *out) {
  static const struct { str text; enum direction d; } also[] = {
      {SC("higher"), DIR_NAIK},           {SC("positif"), DIR_NAIK},           {SC("maximize"), DIR_NAIK},
      {SC("lower"), DIR_TURUN_A},         {SC("negatif"), DIR_TURUN_A},        {SC("turun-a"), DIR_TURUN_A},
      {SC("minimize"), DIR_TURUN_A},      {SC("lower-b"), DIR_TURUN_B},        {SC("stabil-1"), DIR_STABIL_1},
      {SC("stable"), DIR_STABIL_1},       {SC("stabilize"), DIR_STABIL_1},     {SC("stable-2"), DIR_STABIL_2},
      {SC("range"), DIR_RENTANG_NAIK},    {SC("rentang-naik"), DIR_RENTANG_NAIK}, {SC("range-lower"), DIR_RENTANG_TURUN},
      {SC("predicate"), DIR_PREDIKAT},
  };
  s = str_trim(s);
  for (int d = 0; d < DIRECTION_COUNT; d++)
    if (str_eq_nocase(s, direction_code((enum direction)d))) return *out = (enum direction)d, true;
  for (size_t i = 0; i < LEN(also); i++)
    if (str_eq_nocase(s, also[i].text)) return *out = also[i].d, true;
  return false;
}

bool direction_parse_under(const struct measure_rules *r, str s, enum direction *out) {
  if (!direction_parse(s, out)) return false;
  if (*out == DIR_TURUN_A && !str_eq_nocase(str_trim(s), S("turun-a"))) *out = r->lower;
  return true;
}

str accumulation_code(enum accumulation k) {
  static const str codes[] = {
#define X(name, code, label) SC(code),
      ACCUMULATIONS(X)
#undef X
  };
  return codes[k];
}

str accumulation_label(enum accumulation k) {
  static const str labels[] = {
#define X(name, code, label) SC(label),
      ACCUMULATIONS(X)
#undef X
  };
  return labels[k];
}

bool accumulation_parse(str s, enum accumulation *out) {
  static const struct { str text; enum accumulation k; } also[] = {
      {SC("sum"), AKUM_JUMLAH},         {SC("kumulatif"), AKUM_JUMLAH}, {SC("last"), AKUM_TERAKHIR},
      {SC("non-kumulatif"), AKUM_TERAKHIR}, {SC("posisi akhir"), AKUM_TERAKHIR}, {SC("average"), AKUM_RATA},
      {SC("rata"), AKUM_RATA},          {SC("mean"), AKUM_RATA},        {SC("running"), AKUM_BERJALAN},
  };
  s = str_trim(s);
  for (int k = 0; k < ACCUMULATION_COUNT; k++)
    if (str_eq_nocase(s, accumulation_code((enum accumulation)k))) return *out = (enum accumulation)k, true;
  for (size_t i = 0; i < LEN(also); i++)
    if (str_eq_nocase(s, also[i].text)) return *out = also[i].k, true;
  return false;
}

bool measure_additive(enum direction d, str unit) {
  static const str shares[] = {SC("%"), SC("persen"), SC("prosen"), SC("indeks"), SC("nilai"), SC("skor"), SC("poin"), SC("rasio"), SC("predikat"),
                               SC("opini"), SC("kategori"), SC("peringkat"), SC("skala"), SC("angka harapan")};
  if (d == DIR_PREDIKAT) return false;
  for (size_t i = 0; i < LEN(shares); i++)
    if (str_eq_nocase(str_sub(str_trim(unit), 0, shares[i].n), shares[i])) return false;
  return str_find(unit, S("%")) < 0;
}

str measure_status_code(enum measure_status s) {
  static const str codes[] = {
#define X(name, code, words) SC(code),
      MEASURE_STATUSES(X)
#undef X
  };
  return codes[s];
}

str measure_status_words(enum measure_status s) {
  static const str words_of[] = {
#define X(name, code, words) SC(words),
      MEASURE_STATUSES(X)
#undef X
  };
  return words_of[s];
}
