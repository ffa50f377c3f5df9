/* core: the formulas themselves as inline functions, shared by one figure (measure.c) and whole columns (columns.c). */
#ifndef TAKAR_MEASURE_CORE_H
#define TAKAR_MEASURE_CORE_H
#include "base/decimal_core.h"
#include "measure.h"

typedef struct fraction {
  decimal num, den;
} fraction;

static inline fraction core_rising(decimal target, decimal actual) { return (fraction){actual, target}; }
static inline fraction core_mirrored(decimal target, decimal actual) {
  return (fraction){decimal_core_sub(decimal_core_add(target, target), actual), target};
}

/* Every formula is num / den × 100; false when it is exactly 100 (inside a range). */
static inline bool core_fraction(enum direction d, decimal low, decimal high, decimal actual, fraction *out) {
  switch (d) {
  case DIR_TURUN_A: return *out = core_mirrored(low, actual), true;
  case DIR_TURUN_B: return *out = core_rising(actual, low), true;
  case DIR_STABIL_1: return *out = decimal_core_cmp(actual, low) > 0 ? core_mirrored(low, actual) : core_rising(low, actual), true;
  case DIR_STABIL_2: return *out = decimal_core_cmp(actual, low) > 0 ? core_rising(actual, low) : core_rising(low, actual), true;
  case DIR_RENTANG_NAIK:
  case DIR_RENTANG_TURUN: {
    bool below = decimal_core_cmp(actual, low) < 0, above = decimal_core_cmp(actual, high) > 0;
    decimal end = below ? low : high;
    *out = d == DIR_RENTANG_NAIK ? core_rising(end, actual) : core_mirrored(end, actual);
    return below || above;
  }
  default: return *out = core_rising(low, actual), true;
  }
}

static inline enum measure_status core_zero(const measure_rules *r, decimal *value) {
  switch (r->zero) {
  case ZERO_IS_0: *value = DECIMAL_INT(0); return MEASURE_OK;
  case ZERO_IS_100: *value = DECIMAL_INT(100); return MEASURE_OK;
  case ZERO_IS_CAP: *value = r->cap; return decimal_some(r->cap) ? MEASURE_OK : MEASURE_ZERO_TARGET;
  default: return MEASURE_ZERO_TARGET;
  }
}

/* measure_at */
static inline enum measure_status core_at(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual,
                                          int places, enum decimal_round how, decimal *value) {
  *value = DECIMAL_NONE;
  if (!decimal_some(low) || !decimal_some(high) || !decimal_some(actual)) return MEASURE_BLANK;
  fraction f;
  if (!core_fraction(d, low, high, actual, &f)) {
    *value = decimal_core_round(DECIMAL_INT(100), places, how);
    return MEASURE_OK;
  }
  if (decimal_is_zero(f.den)) {
    enum measure_status zero = core_zero(r, value);
    *value = decimal_core_round(*value, places, how);
    return zero;
  }
  *value = decimal_core_mul_div(f.num, DECIMAL_INT(100), f.den, places, how);
  return decimal_some(*value) ? MEASURE_OK : MEASURE_TOO_LARGE;
}

static inline decimal core_limited(const measure_rules *r, decimal v) {
  if (decimal_some(r->cap) && decimal_core_cmp(v, r->cap) > 0) return decimal_core_round(r->cap, r->places, DECIMAL_HALF_UP);
  if (decimal_some(r->floor) && decimal_core_cmp(v, r->floor) < 0) return decimal_core_round(r->floor, r->places, DECIMAL_HALF_UP);
  return v;
}

/* measure_value */
static inline enum measure_status core_value(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual,
                                             decimal *value) {
  enum measure_status s = core_at(r, d, low, high, actual, r->places, r->rounding, value);
  if (s == MEASURE_OK) *value = core_limited(r, *value);
  return s;
}
#endif
