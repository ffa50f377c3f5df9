/* measure: the achievement (capaian) of an indicator in percent, exactly, with its explanation.
 *
 * One implementation for every page, report and sheet. Decimals only; a formula is rounded once, at the end. The result of the
 * same input under the same rules has the same bits for ever: measure_rules_text names the rules and is stored with the result.
 * Blank is not zero; what cannot be computed is a status with words, never a 0. Pure: no file, clock or database.
 */
#ifndef TAKAR_MEASURE_MEASURE_H
#define TAKAR_MEASURE_MEASURE_H
#include "number.h"
#include "scale.h"

/* Directions (arah) and their formulas; T target, R actual, L..U target range. name, code, label, formula */
#define DIRECTIONS(X)                                                                                                  \
  X(NAIK, "naik", "makin tinggi makin baik", "R/T × 100")                                                              \
  X(TURUN_A, "turun", "makin rendah makin baik", "(2T − R)/T × 100")                                                   \
  X(TURUN_B, "turun-b", "makin rendah makin baik, bentuk B", "T/R × 100")                                             \
  X(STABIL_1, "stabil", "makin dekat target makin baik", "R ≤ T: R/T × 100; R > T: (2T − R)/T × 100")                  \
  X(STABIL_2, "stabil-2", "makin dekat target makin baik, bentuk 2", "yang lebih kecil dari R/T dan T/R, × 100")      \
  X(RENTANG_NAIK, "rentang", "dalam rentang, makin tinggi makin baik",                                                 \
    "di bawah rentang: R/L × 100; di atas: R/U × 100; di dalam: 100")                                                  \
  X(RENTANG_TURUN, "rentang-turun", "dalam rentang, makin rendah makin baik",                                          \
    "di bawah rentang: (2L − R)/L × 100; di atas: (2U − R)/U × 100; di dalam: 100")                                    \
  X(PREDIKAT, "predikat", "predikat berurutan, makin tinggi makin baik", "nilai predikat R / nilai predikat T × 100")
enum direction {
#define X(name, code, label, formula) DIR_##name,
  DIRECTIONS(X)
#undef X
  DIRECTION_COUNT
};
str direction_code(enum direction d);
str direction_label(enum direction d);
str direction_formula(enum direction d);
/* The codes above and their other spellings: "turun-a", "higher", "lower", "rentang-naik", "positif", ... */
bool direction_parse(str s, enum direction *out);
/* The same where the office's rules decide what plain "turun" or "lower" means; "turun-a" and "turun-b" stay what they say. */
struct measure_rules;
bool direction_parse_under(const struct measure_rules *r, str s, enum direction *out);

/* How quarters combine (jenis akumulasi); see accumulate.h. name, code, label */
#define ACCUMULATIONS(X)                                                                                               \
  X(JUMLAH, "jumlah", "dijumlahkan")                                                                                   \
  X(TERAKHIR, "terakhir", "posisi terakhir")                                                                           \
  X(RATA, "rata-rata", "dirata-ratakan")                                                                               \
  X(BERJALAN, "berjalan", "diisi kumulatif sampai triwulan itu")
enum accumulation {
#define X(name, code, label) AKUM_##name,
  ACCUMULATIONS(X)
#undef X
  ACCUMULATION_COUNT
};
str accumulation_code(enum accumulation k);
str accumulation_label(enum accumulation k);
bool accumulation_parse(str s, enum accumulation *out);
/* Whether figures of this unit may be added up at all: not percentages, indices, scores, ratios and predicates. */
bool measure_additive(enum direction d, str unit);

/* What a formula that would divide by zero gives. */
enum zero_rule { ZERO_NOT_CALCULABLE, ZERO_IS_0, ZERO_IS_100, ZERO_IS_CAP };

typedef struct measure_rules {
  enum direction lower;        /* what plain "lower is better" means here: DIR_TURUN_A (default) or DIR_TURUN_B */
  decimal cap, floor;          /* DECIMAL_NONE: none */
  enum decimal_round rounding;
  int places;                  /* 0..4 */
  enum zero_rule zero;
  const scale *scale;
  const grade_scale *grades;   /* own predicates, asked before the built-in ones */
  size_t n_grades;
} measure_rules;

/* Form A, no cap, no floor, half-up, 2 places, division by zero not calculable, Permendagri 86/2017 with G1. */
measure_rules measure_rules_default(void);
/* The version string: "takar-1 turun=a batas-atas=tidak ...", own scales on lines of their own. measure_rules_parse reads it back. */
str measure_rules_text(arena *a, const measure_rules *r);
/* Settings as "name = value" lines or the version string; names not given keep their default. ERR_INPUT says which is wrong. */
MUST_CHECK err measure_rules_parse(arena *a, str text, measure_rules *out);
/* "Rumus turun bentuk A; tanpa batas atas; ..." for the page and the report. */
str measure_rules_describe(arena *a, const measure_rules *r);

/* status, code, Indonesian words */
#define MEASURE_STATUSES(X)                                                                                            \
  X(OK, "ok", "dihitung")                                                                                              \
  X(BLANK, "blank", "belum diisi")                                                                                     \
  X(NOT_AVAILABLE, "not-available", "data tidak tersedia")                                                             \
  X(NOT_NUMERIC, "not-numeric", "bukan angka")                                                                         \
  X(ZERO_TARGET, "zero-target", "tidak dapat dihitung karena pembagi 0")                                               \
  X(AMBIGUOUS, "ambiguous", "angka dapat dibaca dua cara")                                                             \
  X(TOO_LARGE, "too-large", "angka terlalu besar untuk dihitung")
enum measure_status {
#define X(name, code, words) MEASURE_##name,
  MEASURE_STATUSES(X)
#undef X
};
str measure_status_code(enum measure_status s);
str measure_status_words(enum measure_status s);

typedef struct measure_input {
  enum direction direction;
  number target, actual;       /* number_of(decimal), number_range(low, high) or number_parse(text) */
  str unit;                    /* for the explanation; may be absent */
  const grade_scale *grades;   /* PREDIKAT; NULL: the built-in scale that knows both words */
} measure_input;

typedef struct measure_result {
  enum measure_status status;
  decimal value;               /* percent: rounded, after cap and floor; DECIMAL_NONE unless OK */
  decimal uncapped;            /* rounded, before cap and floor */
  decimal exact;               /* at 9 places (fewer when very large), before cap and floor */
  bool capped;                 /* cap or floor changed it: print both */
  scale_word word;
  str category;                /* word.label; empty unless OK */
  str explanation;             /* one Indonesian sentence with the numbers put in */
} measure_result;

measure_result measure(arena *a, const measure_rules *r, const measure_input *in);

/* The bare formula, without text or memory: for bulk work. `low` is the target, `high` its upper end for the range directions (else
 * equal to low). PREDIKAT takes the scores. Sets *value (rounded, capped) and gives OK, or BLANK (a DECIMAL_NONE given),
 * ZERO_TARGET or TOO_LARGE. */
enum measure_status measure_value(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual,
                                  decimal *value);
/* The formula at `places` with the given rounding, before cap and floor: for checks against printed values. */
enum measure_status measure_at(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual, int places,
                               enum decimal_round how, decimal *value);

/* R = numerator / denominator × 100 from counted components; 9 places. DECIMAL_NONE when the denominator is zero. */
decimal measure_ratio(decimal numerator, decimal denominator);
#endif
