/* Numbers as a sheet's XML holds them: the shortest or longest text of a binary number, made decimal again. */
#include "base/decimal.h"
#include "base/num.h"
#include "xlsx_read.h"

enum { SIGNIFICANT = 15, MOST_PLACES = 9 }; /* a binary number is good for 15 digits */

/* value = units × 10^exponent */
typedef struct parts {
  int64_t units;
  int exponent, digits;
  bool negative, up;
} parts;

static void take_digit(parts *p, int digit, bool behind_point) {
  if (p->digits == 0 && digit == 0) {
    p->exponent -= behind_point;
    return;
  }
  if (p->digits < SIGNIFICANT) {
    p->units = p->units * 10 + digit;
    p->exponent -= behind_point;
  } else {
    if (p->digits == SIGNIFICANT) p->up = digit >= 5;
    p->exponent += !behind_point;
  }
  p->digits++;
}

static bool split(str raw, parts *out) {
  parts p = {0};
  size_t i = 0, seen = 0;
  bool point = false;
  if (raw.n && raw.p[0] == '-') p.negative = true, i++;
  for (; i < raw.n && raw.p[i] != 'E' && raw.p[i] != 'e'; i++) {
    if (raw.p[i] == '.' && !point) point = true;
    else if (raw.p[i] >= '0' && raw.p[i] <= '9') take_digit(&p, raw.p[i] - '0', point), seen++;
    else return false;
  }
  if (i < raw.n) {
    str power = str_from(raw, i + 1);
    int64_t e;
    if (str_starts(power, S("+"))) power = str_from(power, 1);
    if (!num_i64(power, -400, 400, &e)) return false;
    p.exponent += (int)e;
  }
  if (p.up) p.units++;
  *out = p;
  return seen > 0 && raw.n <= 64;
}

static decimal to_decimal(parts p) {
  for (; p.exponent > 0 && p.units; p.exponent--)
    if (__builtin_mul_overflow(p.units, 10, &p.units)) return DECIMAL_NONE;
  bool up = false;
  for (; p.exponent < -MOST_PLACES && p.units; p.exponent++) {
    up = p.units % 10 >= 5;
    p.units /= 10;
  }
  if (p.units == 0 && !up) return DECIMAL_INT(0);
  if (p.exponent > 0) p.exponent = 0;
  if (p.exponent < -MOST_PLACES) return DECIMAL_INT(0);
  int64_t units = p.units + up;
  return decimal_trim((decimal){p.negative ? -units : units, (int8_t)-p.exponent});
}

/* Most numbers are short and plain: they only get their comma. Absent for all others. */
static str plain_text(arena *a, str raw) {
  char made[SIGNIFICANT + 3];
  size_t n = 0, digits = 0, point = 0;
  if (raw.n > SIGNIFICANT + 2 || !raw.n) return STR_NONE;
  for (size_t i = 0; i < raw.n; i++) {
    char c = raw.p[i];
    bool sign = c == '-' && i == 0, mark = c == '.' && !point && digits;
    if (c >= '0' && c <= '9') digits++;
    else if (mark) point = n;
    else if (!sign) return STR_NONE;
    made[n++] = mark ? ',' : c;
  }
  bool zeros = digits > 1 && raw.p[raw.p[0] == '-'] == '0' && point != 1 + (size_t)(raw.p[0] == '-');
  if (!digits || digits > SIGNIFICANT || zeros || (point && n - point - 1 > MOST_PLACES)) return STR_NONE;
  while (point && made[n - 1] == '0') n--;
  if (point && n == point + 1) n--;
  if (made[0] == '-' && n == 2 && made[1] == '0') return STR_NONE;
  return str_copy(a, (str){made, n});
}

str xlsx_number_text(arena *a, str raw, bool percent) {
  parts p;
  str plain = percent ? STR_NONE : plain_text(a, raw);
  if (plain.p) return plain;
  if (!split(raw, &p)) return str_copy(a, raw);
  if (percent) p.exponent += 2;
  decimal d = to_decimal(p);
  if (!decimal_some(d)) return str_copy(a, raw);
  str whole, fraction = str_cut(decimal_text(a, d), '.', &whole);
  return STR_CAT(a, whole, fraction.p ? S(",") : S(""), fraction, percent ? S("%") : S(""));
}
