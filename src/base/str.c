#include "str.h"

#include <stdio.h>
#include <string.h>

str str_of(const char *z) { return z ? (str){z, strlen(z)} : STR_NONE; }

str str_copy(arena *a, str s) { return s.p ? (str){str_z(a, s), s.n} : STR_NONE; }

char *str_z(arena *a, str s) {
  char *z = arena_alloc(a, s.n + 1);
  if (s.n) memcpy(z, s.p, s.n);
  return z;
}

bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool str_eq_nocase(str a, str b) {
  if (a.n != b.n) return false;
  for (size_t i = 0; i < a.n; i++)
    if (lower(a.p[i]) != lower(b.p[i])) return false;
  return true;
}

int str_cmp(str a, str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int c = n ? memcmp(a.p, b.p, n) : 0;
  return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(str s, str prefix) { return s.n >= prefix.n && str_eq((str){s.p, prefix.n}, prefix); }

bool str_ends(str s, str suffix) { return s.n >= suffix.n && str_eq((str){s.p + (s.n - suffix.n), suffix.n}, suffix); }

static bool space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

str str_trim(str s) {
  for (;;) {
    if (s.n && space(s.p[0])) s = str_from(s, 1);
    else if (str_starts(s, S("\xc2\xa0"))) s = str_from(s, 2);
    else break;
  }
  for (;;) {
    if (s.n && space(s.p[s.n - 1])) s.n--;
    else if (str_ends(s, S("\xc2\xa0"))) s.n -= 2;
    else break;
  }
  return s;
}

bool str_blank(str s) { return str_trim(s).n == 0; }

str str_from(str s, size_t start) {
  if (!s.p || start == 0) return s;
  if (start > s.n) start = s.n;
  return (str){s.p + start, s.n - start};
}

str str_sub(str s, size_t start, size_t n) {
  s = str_from(s, start);
  if (s.n > n) s.n = n;
  return s;
}

ptrdiff_t str_find(str s, str what) {
  if (!what.n) return 0;
  const char *hit = s.n >= what.n ? memmem(s.p, s.n, what.p, what.n) : NULL;
  return hit ? hit - s.p : -1;
}

str str_cut(str s, char sep, str *head) {
  const char *at = s.n ? memchr(s.p, sep, s.n) : NULL;
  if (!at) {
    *head = s;
    return STR_NONE;
  }
  *head = (str){s.p, (size_t)(at - s.p)};
  return str_from(s, head->n + 1);
}

str str_lower(arena *a, str s) {
  char *z = str_z(a, s);
  for (size_t i = 0; i < s.n; i++) z[i] = lower(z[i]);
  return (str){z, s.n};
}

/* Length of the UTF-8 sequence at s (RFC 3629, no surrogates, no overlong forms), 0 when invalid. */
static size_t utf8_seq(str s) {
  const unsigned char *u = (const unsigned char *)s.p;
  if (u[0] < 0x80) return u[0] ? 1 : 0;
  size_t n = u[0] >= 0xf0 ? 4 : u[0] >= 0xe0 ? 3 : 2;
  if (u[0] < 0xc2 || u[0] > 0xf4 || s.n < n) return 0;
  for (size_t i = 1; i < n; i++)
    if ((u[i] & 0xc0) != 0x80) return 0;
  if (u[0] == 0xe0 && u[1] < 0xa0) return 0;
  if (u[0] == 0xed && u[1] > 0x9f) return 0;
  if (u[0] == 0xf0 && u[1] < 0x90) return 0;
  if (u[0] == 0xf4 && u[1] > 0x8f) return 0;
  return n;
}

bool str_utf8_ok(str s) {
  while (s.n) {
    size_t k = utf8_seq(s);
    if (!k) return false;
    s = str_from(s, k);
  }
  return true;
}

str str_utf8_head(str s, size_t n) {
  if (s.n <= n) return s;
  while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80) n--;
  return (str){s.p, n};
}

size_t str_utf8_len(str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
  return n;
}

str str_vfmt(arena *a, const char *f, va_list ap) {
  char most[256]; /* long enough for nearly all, which are then formatted once */
  va_list again;
  va_copy(again, ap);
  int n = vsnprintf(most, sizeof most, f, ap);
  if (n < 0) n = 0;
  char *z = arena_alloc(a, (size_t)n + 1);
  if ((size_t)n < sizeof most) memcpy(z, most, (size_t)n);
  else vsnprintf(z, (size_t)n + 1, f, again);
  va_end(again);
  return (str){z, (size_t)n};
}

str str_fmt(arena *a, const char *f, ...) {
  va_list ap;
  va_start(ap, f);
  str s = str_vfmt(a, f, ap);
  va_end(ap);
  return s;
}

str str_cat_n(arena *a, const str *parts, size_t n) {
  buf b = BUF(a);
  for (size_t i = 0; i < n; i++) buf_add(&b, parts[i]);
  return buf_str(&b);
}

static bool room(buf *b, size_t more) {
  if (b->failed) return false;
  if (more > b->max || b->n > b->max - more) {
    b->failed = true;
    return false;
  }
  if (b->cap - b->n < more) {
    size_t cap = b->cap ? b->cap * 2 : 128;
    while (cap < b->n + more) cap *= 2;
    b->p = arena_grow(b->a, b->p, b->n, cap);
    b->cap = cap;
  }
  return true;
}

void buf_add(buf *b, str s) {
  if (!s.n || !room(b, s.n)) return;
  memcpy(b->p + b->n, s.p, s.n);
  b->n += s.n;
}

void buf_char(buf *b, char c) { buf_add(b, (str){&c, 1}); }

void buf_z(buf *b, const char *z) { buf_add(b, str_of(z)); }

void buf_fmt(buf *b, const char *f, ...) {
  char most[256];
  va_list ap, again;
  va_start(ap, f);
  va_copy(again, ap);
  int n = vsnprintf(most, sizeof most, f, ap);
  va_end(ap);
  if (n >= 0 && (size_t)n < sizeof most) buf_add(b, (str){most, (size_t)n});
  else if (n >= 0 && room(b, (size_t)n + 1)) {
    vsnprintf(b->p + b->n, (size_t)n + 1, f, again);
    b->n += (size_t)n;
  }
  va_end(again);
}

void buf_i64(buf *b, int64_t v) {
  char d[24];
  size_t i = sizeof d;
  uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
  do d[--i] = (char)('0' + u % 10);
  while (u /= 10);
  if (v < 0) d[--i] = '-';
  buf_add(b, (str){d + i, sizeof d - i});
}
