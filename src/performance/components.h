/* components: figures that are counted in parts: a ratio a / b × 100, or a sum. What somebody counted is one text, "34/40" or
 * "3+4+5", with the parts in the order in which the indicator names them; the figure itself is computed from it, here alone.
 */
#ifndef TAKAR_PERFORMANCE_COMPONENTS_H
#define TAKAR_PERFORMANCE_COMPONENTS_H
#include "base/decimal.h"
#include "base/err.h"

/* name, code, label */
#define COMPUTATIONS(X)                                            \
  X(LANGSUNG, "langsung", "langsung: satu angka")                  \
  X(RASIO, "rasio", "rasio: pembilang / penyebut × 100")           \
  X(JUMLAH, "jumlah", "jumlah: beberapa hitungan dijumlahkan")
enum computation {
#define X(name, code, label) HITUNG_##name,
  COMPUTATIONS(X)
#undef X
  COMPUTATION_COUNT
};
enum { MOST_COMPONENTS = 12 };
str computation_code(enum computation k);
str computation_label(enum computation k);
bool computation_parse(str s, enum computation *out);

/* "34" and "40" as "34/40"; blank when every part is. components_split gives the parts back, as many as asked for. */
str components_join(arena *a, enum computation k, const str_list *parts);
str_list components_split(arena *a, enum computation k, str typed, size_t n);
/* The figure: a ratio rounded half-up at 2 places, so that whoever reads it can compute on from what is printed. ERR_INPUT names the
 * part that is missing, not a number, below zero, or a denominator that is 0. */
MUST_CHECK err components_value(arena *a, enum computation k, const str_list *names, str typed, decimal *value);
/* "34 / 40 × 100 = 85 (Desa tertib / Desa seluruhnya)"; absent for what is typed directly or not complete. */
str components_words(arena *a, enum computation k, const str_list *names, str typed);
#endif
