/* decimal_core: the arithmetic of decimal.h as inline functions, for loops over many figures. decimal.c gives them their public names,
 * so there is one implementation; whoever is not measuring millions of figures includes decimal.h alone.
 */
#ifndef TAKAR_BASE_DECIMAL_CORE_H
#define TAKAR_BASE_DECIMAL_CORE_H
#include "decimal.h"

enum { DECIMAL_MAX_SCALE = 9 };

static inline int64_t decimal_pow10(int n) {
  static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
  return powers[n];
}

static inline __int128 decimal_core_pow10(int n) {
  __int128 p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

static inline decimal decimal_core_fit(__int128 units, int places) {
  if (units > INT64_MAX || units < -INT64_MAX) return DECIMAL_NONE;
  return (decimal){(int64_t)units, (int8_t)places};
}

/* num / den, rounded to a whole number, in 64 bits: several times as fast as a 128-bit division. */
static inline int64_t decimal_core_divide_narrow(int64_t num, int64_t den, enum decimal_round how) {
  int64_t q = num / den, r = num - q * den, away = (num ^ den) < 0 ? -1 : 1;
  int64_t abs_r = r < 0 ? -r : r, abs_d = den < 0 ? -den : den;
  bool up = (how == DECIMAL_HALF_UP) & (abs_r >= abs_d - abs_r); /* without a branch: which way it goes cannot be foretold */
  return q + (away & -(int64_t)up);
}

/* The same in 128 bits. */
static inline __int128 decimal_core_divide(__int128 num, __int128 den, enum decimal_round how) {
  __int128 q = num / den, r = num - q * den;
  if (how == DECIMAL_TRUNCATE || r == 0) return q;
  __int128 abs_r = r < 0 ? -r : r, abs_d = den < 0 ? -den : den;
  if (abs_r >= abs_d - abs_r) q += (num < 0) == (den < 0) ? 1 : -1;
  return q;
}

static inline int decimal_core_wider(decimal a, decimal b) { return a.scale > b.scale ? a.scale : b.scale; }
static inline __int128 decimal_core_at(decimal a, int places) { return (__int128)a.units * decimal_pow10(places - a.scale); }

static inline decimal decimal_core_add(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return DECIMAL_NONE;
  int64_t sum;
  if (a.scale == b.scale && !__builtin_add_overflow(a.units, b.units, &sum) && sum != INT64_MIN) return (decimal){sum, a.scale};
  int places = decimal_core_wider(a, b);
  return decimal_core_fit(decimal_core_at(a, places) + decimal_core_at(b, places), places);
}

static inline decimal decimal_core_neg(decimal a) {
  return decimal_some(a) ? decimal_core_fit(-(__int128)a.units, a.scale) : DECIMAL_NONE;
}

static inline decimal decimal_core_sub(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return DECIMAL_NONE;
  int64_t rest;
  if (a.scale == b.scale && !__builtin_sub_overflow(a.units, b.units, &rest) && rest != INT64_MIN) return (decimal){rest, a.scale};
  int places = decimal_core_wider(a, b);
  return decimal_core_fit(decimal_core_at(a, places) - decimal_core_at(b, places), places);
}

static inline int decimal_core_cmp(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return (int)decimal_some(a) - (int)decimal_some(b);
  if (a.scale == b.scale) return (a.units > b.units) - (a.units < b.units);
  int places = decimal_core_wider(a, b);
  __int128 x = decimal_core_at(a, places), y = decimal_core_at(b, places);
  return (x > y) - (x < y);
}

/* The way of nearly every figure: all in 64 bits. False when something does not fit. */
static inline bool decimal_core_quotient_narrow(int64_t num, int64_t den, int shift, int places, enum decimal_round how, decimal *out) {
  if (shift > DECIMAL_MAX_SCALE || shift < -DECIMAL_MAX_SCALE) return false;
  if (shift > 0 && __builtin_mul_overflow(num, decimal_pow10(shift), &num)) return false;
  if (shift < 0 && __builtin_mul_overflow(den, decimal_pow10(-shift), &den)) return false;
  if (num == INT64_MIN || den == INT64_MIN) return false;
  *out = (decimal){decimal_core_divide_narrow(num, den, how), (int8_t)places};
  return true;
}

/* units / den with both in 128 bits, brought from `have` to `places` places. */
static inline decimal decimal_core_quotient(__int128 num, __int128 den, int have, int places, enum decimal_round how) {
  int shift = places - have;
  __int128 factor = decimal_core_pow10(shift < 0 ? -shift : shift);
  if (__builtin_mul_overflow(shift >= 0 ? num : den, factor, shift >= 0 ? &num : &den)) return DECIMAL_NONE;
  return decimal_core_fit(decimal_core_divide(num, den, how), places);
}

static inline decimal decimal_core_div(decimal a, decimal b, int places, enum decimal_round how) {
  if (!decimal_some(a) || !decimal_some(b) || b.units == 0 || places < 0 || places > DECIMAL_MAX_SCALE) return DECIMAL_NONE;
  int have = a.scale - b.scale;
  decimal quick;
  if (decimal_core_quotient_narrow(a.units, b.units, places - have, places, how, &quick)) return quick;
  return decimal_core_quotient(a.units, b.units, have, places, how);
}

static inline decimal decimal_core_mul_div(decimal a, decimal b, decimal c, int places, enum decimal_round how) {
  if (!decimal_some(a) || !decimal_some(b) || !decimal_some(c) || c.units == 0 || places < 0 || places > DECIMAL_MAX_SCALE)
    return DECIMAL_NONE;
  int have = a.scale + b.scale - c.scale;
  int64_t num;
  decimal quick;
  if (!__builtin_mul_overflow(a.units, b.units, &num) &&
      decimal_core_quotient_narrow(num, c.units, places - have, places, how, &quick))
    return quick;
  return decimal_core_quotient((__int128)a.units * b.units, c.units, have, places, how);
}

static inline decimal decimal_core_round(decimal a, int places, enum decimal_round how) {
  if (!decimal_some(a) || places < 0 || places > DECIMAL_MAX_SCALE) return DECIMAL_NONE;
  return decimal_core_quotient(a.units, 1, a.scale, places, how);
}
#endif
