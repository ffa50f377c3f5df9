/* The office's rules: defaults, the version string, and reading them back. One table says how each setting is written. */
#include "measure.h"

static const str version = SC("takar-1");

measure_rules measure_rules_default(void) {
  return (measure_rules){DIR_TURUN_A, DECIMAL_NONE, DECIMAL_NONE, DECIMAL_HALF_UP, 2, ZERO_NOT_CALCULABLE, scale_default(), NULL, 0};
}

/* setting, Indonesian key, English key, what it may be (for the message) */
#define SETTINGS(X)                                                                                                    \
  X(LOWER, "turun", "lower", "a atau b")                                                                               \
  X(CAP, "batas-atas", "cap", "tidak, 100, 110, 120, 150 atau 200")                                                    \
  X(FLOOR, "batas-bawah", "floor", "tidak atau 0")                                                                     \
  X(ROUNDING, "pembulatan", "rounding", "setengah-ke-atas atau potong")                                                \
  X(PLACES, "desimal", "places", "0 sampai 4")                                                                         \
  X(ZERO, "nol", "zero", "tidak-dihitung, 0, 100 atau batas-atas")                                                     \
  X(SCALE, "skala", "scale", "salah satu skala bawaan, misalnya permendagri-86-g1, atau sendiri") \
  X(OWN, "skala-sendiri", "own-scale", "kelompok dari yang terbaik: ≥ 90 Sangat Baik; > 75 Baik; selebihnya Kurang")     \
  X(GRADES, "predikat", "grades", "nama skala dan predikatnya: Kota Layak Anak: Utama 5; Nindya 4")
enum setting {
#define X(name, id, en, choices) SETTING_##name,
  SETTINGS(X)
#undef X
  SETTING_COUNT
};
static const struct { str id, en, choices; } settings[] = {
#define X(name, id_, en_, choices_) {SC(id_), SC(en_), SC(choices_)},
    SETTINGS(X)
#undef X
};

/* setting, value, Indonesian and English spelling; the first of a value is how it is written */
static const struct { enum setting setting; int value; str id, en; } choices[] = {
    {SETTING_LOWER, DIR_TURUN_A, SC("a"), SC("turun-a")},
    {SETTING_LOWER, DIR_TURUN_B, SC("b"), SC("turun-b")},
    {SETTING_CAP, -1, SC("tidak"), SC("none")},
    {SETTING_CAP, 100, SC("100"), SC("100")},
    {SETTING_CAP, 110, SC("110"), SC("110")},
    {SETTING_CAP, 120, SC("120"), SC("120")},
    {SETTING_CAP, 150, SC("150"), SC("150")},
    {SETTING_CAP, 200, SC("200"), SC("200")},
    {SETTING_FLOOR, -1, SC("tidak"), SC("none")},
    {SETTING_FLOOR, 0, SC("0"), SC("0")},
    {SETTING_ROUNDING, DECIMAL_HALF_UP, SC("setengah-ke-atas"), SC("half-up")},
    {SETTING_ROUNDING, DECIMAL_TRUNCATE, SC("potong"), SC("truncate")},
    {SETTING_PLACES, 0, SC("0"), SC("0")},
    {SETTING_PLACES, 1, SC("1"), SC("1")},
    {SETTING_PLACES, 2, SC("2"), SC("2")},
    {SETTING_PLACES, 3, SC("3"), SC("3")},
    {SETTING_PLACES, 4, SC("4"), SC("4")},
    {SETTING_ZERO, ZERO_NOT_CALCULABLE, SC("tidak-dihitung"), SC("not-calculable")},
    {SETTING_ZERO, ZERO_IS_0, SC("0"), SC("0")},
    {SETTING_ZERO, ZERO_IS_100, SC("100"), SC("100")},
    {SETTING_ZERO, ZERO_IS_CAP, SC("batas-atas"), SC("cap")},
};

static int bound_value(decimal d) { return decimal_some(d) ? (int)d.units : -1; }
static decimal bound_of(int v) { return v < 0 ? DECIMAL_NONE : DECIMAL_INT(v); }

static int value_of(const measure_rules *r, enum setting s) {
  switch (s) {
  case SETTING_LOWER: return (int)r->lower;
  case SETTING_CAP: return bound_value(r->cap);
  case SETTING_FLOOR: return bound_value(r->floor);
  case SETTING_ROUNDING: return (int)r->rounding;
  case SETTING_PLACES: return r->places;
  default: return (int)r->zero;
  }
}

static void set_value(measure_rules *r, enum setting s, int v) {
  switch (s) {
  case SETTING_LOWER: r->lower = (enum direction)v; break;
  case SETTING_CAP: r->cap = bound_of(v); break;
  case SETTING_FLOOR: r->floor = bound_of(v); break;
  case SETTING_ROUNDING: r->rounding = (enum decimal_round)v; break;
  case SETTING_PLACES: r->places = v; break;
  default: r->zero = (enum zero_rule)v; break;
  }
}

static str choice_text(const measure_rules *r, enum setting s) {
  if (s == SETTING_SCALE) return r->scale->id;
  int v = value_of(r, s);
  for (size_t i = 0; i < LEN(choices); i++)
    if (choices[i].setting == s && choices[i].value == v) return choices[i].id;
  return S("?");
}

str measure_rules_text(arena *a, const measure_rules *r) {
  buf b = BUF(a);
  buf_add(&b, version);
  for (int s = 0; s < SETTING_OWN; s++)
    buf_fmt(&b, " %.*s=%.*s", STR_ARG(settings[s].id), STR_ARG(choice_text(r, (enum setting)s)));
  if (str_eq(r->scale->id, S(SCALE_OWN)))
    buf_fmt(&b, "\n%.*s=%.*s", STR_ARG(settings[SETTING_OWN].id), STR_ARG(scale_describe(a, r->scale)));
  for (size_t i = 0; i < r->n_grades; i++)
    buf_fmt(&b, "\n%.*s=%.*s", STR_ARG(settings[SETTING_GRADES].id), STR_ARG(grade_scale_text(a, &r->grades[i])));
  return buf_str(&b);
}

/* What is read: "skala=sendiri" may stand before the scale itself. */
typedef struct reading {
  measure_rules rules;
  const scale *own;
  bool wants_own;
  LIST(grade_scale) grades;
} reading;

static bool choose_scale(reading *in, str value) {
  const scale *found = scale_find(value);
  in->wants_own = str_eq_nocase(value, S(SCALE_OWN));
  if (found) in->rules.scale = found;
  return found || in->wants_own;
}

static bool choose(measure_rules *r, enum setting s, str value) {
  for (size_t i = 0; i < LEN(choices); i++) {
    if (choices[i].setting != s || !(str_eq_nocase(value, choices[i].id) || str_eq_nocase(value, choices[i].en))) continue;
    set_value(r, s, choices[i].value);
    return true;
  }
  return false;
}

static err read_own(arena *a, enum setting s, str value, reading *in) {
  if (s == SETTING_OWN) return scale_parse(a, value, &in->own);
  grade_scale g;
  TRY(grade_scale_parse(a, value, &g));
  LIST_ADD(a, &in->grades, g);
  return NULL;
}

static err read_setting(arena *a, str text, size_t line, reading *in) {
  str key, value = str_trim(str_cut(text, '=', &key));
  key = str_trim(key);
  for (int s = 0; s < SETTING_COUNT; s++) {
    if (!str_eq_nocase(key, settings[s].id) && !str_eq_nocase(key, settings[s].en)) continue;
    if (s >= SETTING_OWN) return read_own(a, (enum setting)s, value, in);
    if (s == SETTING_SCALE ? choose_scale(in, value) : choose(&in->rules, (enum setting)s, value)) return NULL;
    return ERR(a, INPUT, "Aturan baris %zu: nilai “%.*s” untuk %.*s tidak dikenal. Pilih %.*s.", line, STR_ARG(value), STR_ARG(key),
               STR_ARG(settings[s].choices));
  }
  return ERR(a, INPUT,
             "Aturan baris %zu: “%.*s” tidak dikenal. Pakai turun, batas-atas, batas-bawah, pembulatan, desimal, nol, skala, skala-sendiri atau predikat, "
             "ditulis “nama = nilai”.",
             line, STR_ARG(key));
}

/* "takar-1 turun=a ...": settings with a blank between. */
static err read_version(arena *a, str text, size_t line, reading *in) {
  for (str one, rest = str_trim(str_from(text, version.n)); rest.n; rest = str_trim(rest)) {
    rest = str_cut(rest, ' ', &one);
    TRY(read_setting(a, one, line, in));
  }
  return NULL;
}

err measure_rules_parse(arena *a, str text, measure_rules *out) {
  reading in = {.rules = measure_rules_default()};
  size_t line = 0;
  if (!str_utf8_ok(text)) return ERR(a, INPUT, "Berkas aturan bukan teks UTF-8. Simpan ulang sebagai teks UTF-8.");
  for (str one; text.n;) {
    text = str_cut(text, '\n', &one);
    line++;
    str_cut(one, '#', &one);
    one = str_trim(one);
    if (!one.n || one.p[0] == '[') continue;
    if (str_starts(one, version)) TRY(read_version(a, one, line, &in));
    else TRY(read_setting(a, one, line, &in));
  }
  if (in.wants_own && !in.own) return ERR(a, INPUT, "Skala sendiri dipilih, tetapi kelompoknya belum ditulis pada skala-sendiri.");
  if (in.wants_own) in.rules.scale = in.own;
  in.rules.grades = in.grades.v;
  in.rules.n_grades = in.grades.n;
  *out = in.rules;
  return NULL;
}

static const char *zero_words(enum zero_rule z) {
  static const char *const words[] = {"tidak dihitung", "dinilai 0 %", "dinilai 100 %", "dinilai sebesar batas atas"};
  return words[z];
}

str measure_rules_describe(arena *a, const measure_rules *r) {
  buf b = BUF(a);
  str cap = decimal_some(r->cap) ? STR_CAT(a, S("batas atas "), decimal_id(a, r->cap, 0), S(" %")) : S("tanpa batas atas");
  str low = decimal_some(r->floor) ? STR_CAT(a, S("batas bawah "), decimal_id(a, r->floor, 0), S(" %")) : S("tanpa batas bawah");
  buf_fmt(&b, "Makin rendah makin baik memakai %.*s; ", STR_ARG(direction_formula(r->lower)));
  buf_fmt(&b, "%.*s, %.*s; ", STR_ARG(cap), STR_ARG(low));
  buf_fmt(&b, "%s pada %d desimal; ", r->rounding == DECIMAL_TRUNCATE ? "dipotong" : "dibulatkan setengah ke atas", r->places);
  buf_fmt(&b, "pembagian dengan nol %s; skala %.*s", zero_words(r->zero), STR_ARG(r->scale->name));
  for (size_t i = 0; i < r->n_grades; i++) buf_fmt(&b, "%s%.*s", i ? ", " : "; predikat sendiri: ", STR_ARG(r->grades[i].name));
  buf_char(&b, '.');
  return buf_str(&b);
}
