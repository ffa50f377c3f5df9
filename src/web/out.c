#include "out.h"

void out_room(out *o, size_t n) {
  size_t cap = o->cap ? o->cap : 8192;
  while (cap - o->n < n) cap *= 2;
  o->p = arena_grow(o->a, o->p, o->cap, cap);
  o->cap = cap;
}

static str escape_of(char c) {
  switch (c) {
  case '&': return S("&amp;");
  case '<': return S("&lt;");
  case '>': return S("&gt;");
  case '"': return S("&quot;");
  case '\'': return S("&#39;");
  default: return STR_NONE;
  }
}

void out_text(out *o, str s) {
  size_t done = 0;
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c > '>') continue;
    str escape = escape_of(s.p[i]);
    if (!escape.p) continue;
    out_raw(o, s.p + done, i - done);
    out_raw(o, escape.p, escape.n);
    done = i + 1;
  }
  out_raw(o, s.p + done, s.n - done);
}

void out_i64(out *o, int64_t v) {
  char digits[24];
  int n = snprintf(digits, sizeof digits, "%lld", (long long)v);
  out_raw(o, digits, (size_t)n);
}

static bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

void out_url(out *o, str s) {
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    char hex[3] = {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
    if (unreserved(s.p[i])) out_raw(o, s.p + i, 1);
    else out_raw(o, hex, sizeof hex);
  }
}

static bool of_this_site(str s) {
  for (size_t i = 0; i < s.n; i++)
    if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '\\') return false;
  if (!s.n) return false;
  return s.p[0] == '?' || s.p[0] == '#' || (s.p[0] == '/' && !(s.n > 1 && s.p[1] == '/'));
}

void out_path(out *o, str s) { out_text(o, of_this_site(s) ? s : S("#")); }
