#include "decimal_core.h"

decimal decimal_add(decimal a, decimal b) { return decimal_core_add(a, b); }
decimal decimal_neg(decimal a) { return decimal_core_neg(a); }
decimal decimal_sub(decimal a, decimal b) { return decimal_core_sub(a, b); }
int decimal_cmp(decimal a, decimal b) { return decimal_core_cmp(a, b); }
decimal decimal_abs(decimal a) { return a.units < 0 ? decimal_neg(a) : a; }

decimal decimal_mul(decimal a, decimal b) {
  if (!decimal_some(a) || !decimal_some(b)) return DECIMAL_NONE;
  __int128 units = (__int128)a.units * b.units;
  int scale = a.scale + b.scale;
  if (scale > DECIMAL_MAX_SCALE) {
    units = decimal_core_divide(units, decimal_core_pow10(scale - DECIMAL_MAX_SCALE), DECIMAL_HALF_UP);
    scale = DECIMAL_MAX_SCALE;
  }
  return decimal_core_fit(units, scale);
}

decimal decimal_div(decimal a, decimal b, int scale, enum decimal_round how) { return decimal_core_div(a, b, scale, how); }
decimal decimal_round(decimal a, int scale, enum decimal_round how) { return decimal_core_round(a, scale, how); }

decimal decimal_mul_div(decimal a, decimal b, decimal c, int scale, enum decimal_round how) {
  return decimal_core_mul_div(a, b, c, scale, how);
}

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
  for (int places = DECIMAL_MAX_SCALE; places >= 0 && !decimal_some(mean); places--)
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
    if (s.p[i] < '0' || s.p[i] > '9' || (point && d.scale == DECIMAL_MAX_SCALE)) return false;
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
  uint64_t unit = (uint64_t)decimal_pow10(d.scale);
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
