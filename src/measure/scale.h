/* scale: words for a result (scales of bands) and values for words (grades).
 *
 * A scale is a list of bands from the best down; the last takes everything that is left, so that 0, values below 0 and values over
 * 100 always get a word. Permendagri 86/2017 prints whole-number bounds (91-100, 76-90, ...) and leaves 90,01-90,99 open: the rules
 * G1, G2 and G3 close the gap in the three ways seen in use, and a value in a gap is marked. Sources: domain reference, scales.
 * The tables are constant; an office's own scales are the same structs, read from text.
 */
#ifndef TAKAR_MEASURE_SCALE_H
#define TAKAR_MEASURE_SCALE_H
#include "base/decimal.h"
#include "base/err.h"

typedef struct scale_band {
  decimal from;     /* lower bound; the last band's is not looked at */
  bool above;       /* > instead of >= */
  decimal printed;  /* the whole-number bound as the rule prints it; {0,-1} when the scale has no gaps */
  str code, label;  /* "ST", "Sangat Tinggi" */
} scale_band;

typedef struct scale {
  str id, name, source;
  bool to_integer;  /* round half-up to a whole number first (G3) */
  const scale_band *bands;
  size_t n;
} scale;

typedef struct scale_word {
  str code, label;
  size_t rank;      /* 0 is the best band */
  bool gap;         /* the value lies where the rule's text is silent */
} scale_word;

const scale *scale_default(void);                  /* Permendagri 86/2017, gap rule G1 */
const scale *scale_find(str id);                   /* "permendagri-86-g1", ...; NULL when unknown */
const scale *scale_at(size_t i);                   /* the i-th built-in scale, NULL past the end */
scale_word scale_word_of(const scale *s, decimal value); /* value: the unrounded result; DECIMAL_NONE gives empty words */
/* "≥ 91 Sangat Tinggi; ≥ 76 Tinggi; ..." */
str scale_describe(arena *a, const scale *s);
/* An own scale as scale_describe writes it, one band to a line or between semicolons, from the best down: "≥ 90 Sangat Baik" (or ">= 90
 * Sangat Baik", "90 Sangat Baik"), "> 75 Baik", and the last without a bound ("selebihnya Kurang"). ERR_INPUT says what is wrong. */
MUST_CHECK err scale_parse(arena *a, str text, const scale **out);
#define SCALE_OWN "sendiri"

/* Grades: predicates with an order. Adding them up has no meaning; they only go through a direction formula. */
typedef struct grade {
  str text;
  decimal score;
} grade;
typedef struct grade_scale {
  str id, name;
  const grade *grades;
  size_t n;
} grade_scale;
/* The scale that knows both words: the first of the own ones that does, else of the built-in ones, or NULL. */
const grade_scale *grade_scale_of(const grade_scale *own, size_t n_own, str one, str other);
decimal grade_score(const grade_scale *g, str text); /* DECIMAL_NONE when the scale does not know the word; case is ignored */
/* An own scale: "Kota Layak Anak: Utama 5; Nindya 4; Madya 3; Pratama 2". grade_scale_text writes it back. */
MUST_CHECK err grade_scale_parse(arena *a, str text, grade_scale *out);
str grade_scale_text(arena *a, const grade_scale *g);
#endif
