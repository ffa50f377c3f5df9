/* decimal: exact decimal numbers for measurement and money. No binary floating point anywhere.
 *
 * A decimal is units / 10^scale, scale 0..9, units within ±(2^63 - 1). Values are plain structs passed by value. Arithmetic is done in 128 bits; a result that
 * does not fit is DECIMAL_NONE ("no number"), and DECIMAL_NONE goes through every operation unchanged.
 * A decimal made by hand with another scale is treated as "no number".
 * Rounding is half-up: away from zero on a tie (12,345 -> 12,35; -12,345 -> -12,35).
 */
#ifndef TAKAR_BASE_DECIMAL_H
#define TAKAR_BASE_DECIMAL_H
#include "str.h"

typedef struct decimal {
  int64_t units;
  int8_t scale; /* -1: no number */
} decimal;
#define DECIMAL_NONE ((decimal){0, -1})
#define DECIMAL_INT(v) ((decimal){(v), 0})
static inline bool decimal_some(decimal d) { return d.scale >= 0 && d.scale <= 9; }

enum decimal_round { DECIMAL_HALF_UP, DECIMAL_TRUNCATE };

decimal decimal_add(decimal a, decimal b);
decimal decimal_sub(decimal a, decimal b);
decimal decimal_mul(decimal a, decimal b);              /* exact, else rounded half-up to 9 places */
/* a / b at `scale` places; DECIMAL_NONE when b is zero. Computed exactly before the one rounding. */
decimal decimal_div(decimal a, decimal b, int scale, enum decimal_round how);
/* a * b / c at `scale` places with one rounding at the end (R/T x 100 without a rounding in the middle). */
decimal decimal_mul_div(decimal a, decimal b, decimal c, int scale, enum decimal_round how);
decimal decimal_round(decimal a, int scale, enum decimal_round how);
int decimal_cmp(decimal a, decimal b);                  /* -1, 0, 1; "no number" comes before every number */
static inline bool decimal_is_zero(decimal a) { return decimal_some(a) && a.units == 0; }
int decimal_sign(decimal a);
decimal decimal_neg(decimal a);
decimal decimal_abs(decimal a);
decimal decimal_trim(decimal a);                        /* without trailing zeros behind the point: 2,500 -> 2,5 */
/* sum / n with as many places as fit, at most 9, trimmed; DECIMAL_NONE when n is 0. */
decimal decimal_mean(decimal sum, size_t n);

/* The stored form: [-]digits[.digits], no thousands mark. Refuses anything else. */
bool decimal_parse(str s, decimal *out);
str decimal_text(arena *a, decimal d);                  /* "1234.50"; absent for DECIMAL_NONE */
/* Indonesian: "1.234,50"; at least min_places decimals, the rest without trailing zeros. "–" for DECIMAL_NONE. */
str decimal_id(arena *a, decimal d, int min_places);
#endif
