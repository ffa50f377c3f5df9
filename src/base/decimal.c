#include "decimal.h"

enum { MAX_SCALE = 9 };

static const int64_t pow10_of[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

static __int128 pow10_wide(int n) {
  __int128 p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

static decimal fit(__int128 units, int scale) {
  if (units > INT64_MAX || units < -INT64_MAX) return DECIMAL_NONE;
  return (decimal){(int64_t)units, (int8_t)scale};
}

/* num / den, rounded to a whole number, in 64 bits: several times as fast as a 128-bit division. */
static int64_t divide_narrow(int64_t num, int64_t den, enum decimal_round how) {
  int64_t q = num / den, r = num - q * den, away = (num ^ den) < 0 ? -1 : 1;
  int64_t abs_r = r < 0 ? -r : r, abs_d = den < 0 ? -den : den;
  bool up = (how == DECIMAL_HALF_UP) & (abs_r >= abs_d - abs_r); /* without a branch: which way it goes cannot be foretold */
  return q + (away & -(int64_t)up);
}

/* The same in 128 bits. */
static __int128 divide(__int128 num, __int128 den, enum decimal_round how) {
  __int128 q = num / den, r = num - q * den;
  if (how == DECIMAL_TRUNCATE || r == 0) return q;
  __int128 abs_r = r < 0 ? -r : r, abs_d = den < 0 ? -den : den;
  if (abs_r >= abs_d - abs_r) q += (num < 0) == (den < 0) ? 1 : -1;
  return q;
}

static int wider(decimal a, decimal b) { return a.scale > b.scale ? a.scale : b.scale; }
static __int128 at_scale(decimal a, int scale) { return (__int128)a.units * pow10_of[scale - a.scale]; }

decimal decimal_add(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return DECIMAL_NONE;
  int scale = wider(a, b);
  return fit(at_scale(a, scale) + at_scale(b, scale), scale);
}

decimal decimal_neg(decimal a) {
  return decimal_some(a) ? fit(-(__int128)a.units, a.scale) : DECIMAL_NONE;
}

decimal decimal_sub(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return DECIMAL_NONE;
  int scale = wider(a, b);
  return fit(at_scale(a, scale) - at_scale(b, scale), scale);
}

decimal decimal_mul(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return DECIMAL_NONE;
  __int128 units = (__int128)a.units * b.units;
  int scale = a.scale + b.scale;
  if (scale > MAX_SCALE) {
    units = divide(units, pow10_wide(scale - MAX_SCALE), DECIMAL_HALF_UP);
    scale = MAX_SCALE;
  }
  return fit(units, scale);
}

/* The way of nearly every figure: all in 64 bits. False when something does not fit. */
static inline bool quotient_narrow(int64_t num, int64_t den, int shift, int scale, enum decimal_round how, decimal *out) {
  if (shift > MAX_SCALE || shift < -MAX_SCALE || num == INT64_MIN || den == INT64_MIN) return false;
  if (shift > 0 && __builtin_mul_overflow(num, pow10_of[shift], &num)) return false;
  if (shift < 0 && __builtin_mul_overflow(den, pow10_of[-shift], &den)) return false;
  if (num == INT64_MIN || den == INT64_MIN) return false;
  *out = (decimal){divide_narrow(num, den, how), (int8_t)scale};
  return true;
}

/* units / den with both in 128 bits, brought from `have` to `scale` places. */
static decimal quotient(__int128 num, __int128 den, int have, int scale, enum decimal_round how) {
  int shift = scale - have;
  __int128 factor = pow10_wide(shift < 0 ? -shift : shift);
  if (__builtin_mul_overflow(shift >= 0 ? num : den, factor, shift >= 0 ? &num : &den)) return DECIMAL_NONE;
  return fit(divide(num, den, how), scale);
}

decimal decimal_div(decimal a, decimal b, int scale, enum decimal_round how) {
  if (!decimal_some(a) || !decimal_some(b) || b.units == 0 || scale < 0 || scale > MAX_SCALE) return DECIMAL_NONE;
  return quotient(a.units, b.units, a.scale - b.scale, scale, how);
}

decimal decimal_mul_div(decimal a, decimal b, decimal c, int scale, enum decimal_round how) {
  if (!decimal_some(a) || !decimal_some(b) || !decimal_some(c) || c.units == 0 || scale < 0 || scale > MAX_SCALE)
    return DECIMAL_NONE;
  int have = a.scale + b.scale - c.scale;
  int64_t num;
  decimal quick;
  if (!__builtin_mul_overflow(a.units, b.units, &num) && quotient_narrow(num, c.units, scale - have, scale, how, &quick)) return quick;
  return quotient((__int128)a.units * b.units, c.units, have, scale, how);
}

decimal decimal_round(decimal a, int scale, enum decimal_round how) {
  if (!decimal_some(a) || scale < 0 || scale > MAX_SCALE) return DECIMAL_NONE;
  return quotient(a.units, 1, a.scale, scale, how);
}

int decimal_cmp(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return (int)decimal_some(a) - (int)decimal_some(b);
  if (a.scale == b.scale) return (a.units > b.units) - (a.units < b.units);
  int scale = wider(a, b);
  __int128 x = at_scale(a, scale), y = at_scale(b, scale);
  return (x > y) - (x < y);
}

decimal decimal_abs(decimal a) { return a.units < 0 ? decimal_neg(a) : a; }

decimal decimal_trim(decimal a) {
  while (a.scale > 0 && a.units % 10 == 0) {
    a.units /= 10;
    a.scale--;
  }
  return a;
}

decimal decimal_mean(decimal sum, size_t n) {
  decimal mean = DECIMAL_NONE;
  if (n > INT64_MAX) return mean;
  for (int places = MAX_SCALE; places >= 0 && !decimal_some(mean); places--)
    mean = decimal_div(sum, DECIMAL_INT((int64_t)n), places, DECIMAL_HALF_UP);
  return decimal_trim(mean);
}

int decimal_sign(decimal a) { return !decimal_some(a) ? 0 : (a.units > 0) - (a.units < 0); }

bool decimal_parse(str s, decimal *out) {
  bool negative = s.n && s.p[0] == '-', point = false;
  size_t i = negative ? 1 : 0, digits = 0;
  decimal d = {0, 0};
  for (; i < s.n; i++) {
    if (s.p[i] == '.' && !point && digits) {
      point = true;
      continue;
    }
    if (s.p[i] < '0' || s.p[i] > '9' || (point && d.scale == MAX_SCALE)) return false;
    int digit = s.p[i] - '0';
    if (__builtin_mul_overflow(d.units, 10, &d.units)) return false;
    if (__builtin_add_overflow(d.units, negative ? -digit : digit, &d.units)) return false;
    digits++;
    if (point) d.scale++;
  }
  if (!digits || s.p[s.n - 1] == '.' || d.units == INT64_MIN) return false;
  *out = d;
  return true;
}

static str digits_of(arena *a, decimal d, char mark, char point, int places) {
  buf b = BUF(a), whole = BUF(a);
  uint64_t u = d.units < 0 ? 0 - (uint64_t)d.units : (uint64_t)d.units;
  uint64_t unit = (uint64_t)pow10_of[d.scale];
  buf_fmt(&whole, "%llu", (unsigned long long)(u / unit));
  if (d.units < 0) buf_char(&b, '-');
  for (size_t i = 0; i < whole.n; i++) {
    if (mark && i > 0 && (whole.n - i) % 3 == 0) buf_char(&b, mark);
    buf_char(&b, whole.p[i]);
  }
  uint64_t fraction = u % unit;
  if (places > 0) buf_char(&b, point);
  for (int i = 0; i < places; i++) {
    unit /= 10;
    buf_char(&b, unit ? (char)('0' + fraction / unit % 10) : '0');
  }
  return buf_str(&b);
}

str decimal_text(arena *a, decimal d) {
  return decimal_some(d) ? digits_of(a, d, 0, '.', d.scale) : STR_NONE;
}

str decimal_id(arena *a, decimal d, int min_places) {
  if (!decimal_some(d)) return S("–");
  int places = d.scale;
  int64_t u = d.units;
  while (places > min_places && places > 0 && u % 10 == 0) {
    u /= 10;
    places--;
  }
  return digits_of(a, d, '.', ',', places > min_places ? places : min_places);
}
