#include "num.h"

bool num_i64(str s, int64_t min, int64_t max, int64_t *out) {
  bool negative = s.n && s.p[0] == '-';
  if (negative) s = str_from(s, 1);
  if (!s.n) return false;
  int64_t v = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] < '0' || s.p[i] > '9') return false;
    int digit = s.p[i] - '0';
    if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, negative ? -digit : digit, &v)) return false;
  }
  if (v < min || v > max) return false;
  *out = v;
  return true;
}

str num_id(arena *a, int64_t v) {
  buf raw = BUF(a), b = BUF(a);
  buf_i64(&raw, v);
  for (size_t i = 0; i < raw.n; i++) {
    size_t left = raw.n - i;
    if (i > 0 && left % 3 == 0 && raw.p[i - 1] != '-') buf_char(&b, '.');
    buf_char(&b, raw.p[i]);
  }
  return buf_str(&b);
}

str num_bytes_id(arena *a, int64_t n) {
  if (n < 1000) return str_fmt(a, "%d B", (int)n);
  static const char *const unit[] = {"KB", "MB", "GB", "TB"};
  size_t u = 0;
  int64_t tenths = (n + 50) / 100;
  while (tenths >= 10000 && u < 3) {
    tenths = (tenths + 500) / 1000;
    u++;
  }
  return str_fmt(a, "%d,%d %s", (int)(tenths / 10), (int)(tenths % 10), unit[u]);
}

str num_hex(arena *a, const void *bytes, size_t n) {
  static const char digits[] = "0123456789abcdef";
  const unsigned char *u = bytes;
  char *z = arena_alloc(a, n * 2 + 1);
  for (size_t i = 0; i < n; i++) {
    z[i * 2] = digits[u[i] >> 4];
    z[i * 2 + 1] = digits[u[i] & 15];
  }
  return (str){z, n * 2};
}

static int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool num_unhex(str s, void *bytes, size_t n) {
  unsigned char *u = bytes;
  if (s.n != n * 2) return false;
  for (size_t i = 0; i < n; i++) {
    int hi = nibble(s.p[i * 2]), lo = nibble(s.p[i * 2 + 1]);
    if (hi < 0 || lo < 0) return false;
    u[i] = (unsigned char)(hi << 4 | lo);
  }
  return true;
}
