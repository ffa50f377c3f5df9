/* number: what a person typed where a number was wanted, understood in Indonesian notation (decimal comma, thousands dot).
 *
 * Nothing is stripped "until it fits": a text either is one of the forms below or stays text. A single separator before exactly
 * three digits ("44.113") can be read in two ways and says so. Blank, "not available", zero and text are four different things.
 * Pure; the strings of a number point into the text that was given.
 */
#ifndef TAKAR_MEASURE_NUMBER_H
#define TAKAR_MEASURE_NUMBER_H
#include "base/decimal.h"
#include "base/err.h"

/* kind, Indonesian words for "this was understood as ..." */
#define NUMBER_KINDS(X)                                                                                                \
  X(BLANK, "kosong")                                                                                                   \
  X(NOT_AVAILABLE, "tidak tersedia")      /* "-", "n/a", "**)", "tidak tersedia", "belum rilis" */                     \
  X(VALUE, "angka")                       /* value; also "0,9 Angka", "21,50%", "Rp 1.000.000", "97,5 (sementara)" */  \
  X(AMBIGUOUS, "angka yang dapat dibaca dua cara") /* "44.113": value 44113, other 44.113 */                           \
  X(RANGE, "rentang")                     /* "80 - 90%", "7 – 8 bulan": value .. other */                              \
  X(GRADE, "predikat")                    /* "WTP", "BB"; "A (80,50)": value is the number in brackets */              \
  X(RATIO, "perbandingan")                /* "1:17,9": value : other */                                                \
  X(PARTS, "bagian dari seluruhnya")      /* "100 dari 110 Organisasi": value of other */                              \
  X(BOUND, "batas")                       /* "≤ 5", "minimal 80": value; bound says which side */                      \
  X(DATE, "tanggal")                      /* "30 Juni 2026" */                                                         \
  X(TEXT, "teks")
enum number_kind {
#define X(name, words) NUMBER_##name,
  NUMBER_KINDS(X)
#undef X
};

typedef struct number {
  enum number_kind kind;
  decimal value, other; /* see the table; DECIMAL_NONE where the kind has none */
  str grade;            /* GRADE: "A", upper case as typed */
  str unit;             /* what stood behind the number: "Angka", "bulan"; "%" sets percent instead */
  str text;             /* as typed, trimmed */
  bool percent;         /* a percent sign stood behind it */
  char bound;           /* BOUND: '<' (at most) or '>' (at least) */
  char mark;            /* the decimal mark used: ',' or '.', 0 when there was none or it is in doubt */
} number;

#define NUMBER_NONE ((number){.kind = NUMBER_BLANK, .value = {0, -1}, .other = {0, -1}})
number number_of(decimal d);                       /* DECIMAL_NONE gives a blank */
number number_range(decimal low, decimal high);
/* Never fails: what cannot be understood is NUMBER_TEXT (or NUMBER_AMBIGUOUS). */
number number_parse(str s);
str number_kind_words(enum number_kind k);
/* "44.113" -> "Tulis 44.113 sebagai 44113 atau 44,113." Only for NUMBER_AMBIGUOUS. */
str number_question(arena *a, const number *n);

/* A form field that takes one plain number: "85,5", "1.550.220,39", "80.60", "-2,24". Blank gives DECIMAL_NONE. Everything else
 * (also what is ambiguous) is an ERR_INPUT whose Indonesian text says what to type. */
MUST_CHECK err number_parse_input(arena *a, str typed, decimal *out);
/* The same for an amount of rupiah, which is not below zero: in "500.000" the dot can only mean thousands. */
MUST_CHECK err number_parse_money(arena *a, str typed, decimal *out);
/* The same for a target that may be a range ("80 - 90") or a predicate ("WTP"): VALUE, RANGE, GRADE or BLANK. */
MUST_CHECK err number_parse_target(arena *a, str typed, number *out);
#endif
