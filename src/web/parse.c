#include "parse.h"

#include <string.h>

#include "base/num.h"

enum { PART_HEADERS_MAX = 4096, NAME_BYTES_MAX = 200, FILENAME_BYTES_MAX = 255 };

/* ---- percent-encoding ---- */

static bool plain(str s, bool plus) {
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] == '%' || s.p[i] == 0 || (plus && s.p[i] == '+')) return false;
  return true;
}

str parse_percent(arena *a, str s, bool plus) {
  if (plain(s, plus)) return s.p ? s : S("");
  char *p = arena_alloc(a, s.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (c == '%') {
      if (!num_unhex(str_sub(s, i + 1, 2), &c, 1)) return STR_NONE;
      i += 2;
    } else if (plus && c == '+') c = ' ';
    if (c == 0) return STR_NONE;
    p[n++] = c;
  }
  return (str){p, n};
}

bool parse_urlencoded(arena *a, str body, fields *found) {
  while (body.n) {
    str pair, name;
    body = str_cut(body, '&', &pair);
    if (!pair.n) continue;
    str value = str_cut(pair, '=', &name);
    name = parse_percent(a, name, true);
    value = parse_percent(a, value, true);
    if (!name.n || name.n > NAME_BYTES_MAX || !str_utf8_ok(name) || !value.p || found->n == PARSE_FIELDS_MAX) return false;
    fields_add(a, found, name, value);
  }
  return true;
}

/* ---- cookies ---- */

void parse_cookies(arena *a, str header, fields *found) {
  while (header.n && found->n < 50) {
    str pair, name;
    header = str_cut(header, ';', &pair);
    str value = str_cut(str_trim(pair), '=', &name);
    if (name.n && value.p) fields_add(a, found, name, value);
  }
}

/* ---- multipart ---- */

str parse_media_type(arena *a, str type) {
  str media;
  str_cut(type, ';', &media);
  return str_lower(a, str_trim(media));
}

/* Reads `; name=value` or `; name="value"` off *rest. False at the end or when malformed (then *rest is not empty). */
static bool parameter(str *rest, str *name, str *value) {
  str s = str_trim(*rest);
  if (!s.n || s.p[0] != ';') return false;
  s = str_cut(str_trim(str_from(s, 1)), '=', name);
  if (!s.p || !name->n) return false;
  if (s.n && s.p[0] == '"') {
    size_t end = 1;
    while (end < s.n && s.p[end] != '"') end += s.p[end] == '\\' && end + 1 < s.n && s.p[end + 1] == '"' ? 2 : 1;
    if (end >= s.n) return false;
    *value = str_sub(s, 1, end - 1);
    *rest = str_from(s, end + 1);
    return true;
  }
  size_t end = 0;
  while (end < s.n && s.p[end] != ';') end++;
  *value = str_trim(str_sub(s, 0, end));
  *rest = str_from(s, end);
  return value->n > 0;
}

static str boundary_of(str type) {
  str head, rest = str_cut(type, ';', &head), name, value;
  if (!rest.p) return STR_NONE;
  rest = str_from(type, head.n);
  while (parameter(&rest, &name, &value))
    if (str_eq_nocase(name, S("boundary"))) return value.n <= 70 && str_find(value, S("\"")) < 0 ? value : STR_NONE;
  return STR_NONE;
}

/* Browsers write a quotation mark in a name as %22 or \" and line ends as %0D %0A. */
static str unquote(arena *a, str s) {
  char *p = arena_alloc(a, s.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    str three = str_sub(s, i, 3);
    if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '"') continue;
    bool line_end = str_eq_nocase(three, S("%0D")) || str_eq_nocase(three, S("%0A"));
    p[n++] = str_eq(three, S("%22")) ? '"' : line_end ? ' ' : s.p[i];
    if (line_end || str_eq(three, S("%22"))) i += 2;
  }
  return (str){p, n};
}

static str last_component(str name) {
  size_t from = 0;
  for (size_t i = 0; i < name.n; i++)
    if (name.p[i] == '/' || name.p[i] == '\\') from = i + 1;
  return str_from(name, from);
}

static bool clean(str s, size_t max) {
  for (size_t i = 0; i < s.n; i++)
    if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f) return false;
  return s.n <= max && str_utf8_ok(s);
}

/* name and filename of one Content-Disposition value. */
static bool disposition(arena *a, str line, field *f) {
  str kind, name, value;
  str_cut(line, ';', &kind);
  if (!str_eq_nocase(str_trim(kind), S("form-data"))) return false;
  str rest = str_from(line, kind.n);
  while (parameter(&rest, &name, &value)) {
    str *into = str_eq_nocase(name, S("name")) ? &f->name : str_eq_nocase(name, S("filename")) ? &f->filename : NULL;
    if (!into) continue;
    if (into->p) return false;
    *into = unquote(a, value);
  }
  if (f->filename.p) f->filename = last_component(f->filename);
  return !str_trim(rest).n && f->name.n && clean(f->name, NAME_BYTES_MAX) && clean(f->filename.p ? f->filename : S(""), FILENAME_BYTES_MAX);
}

/* The header lines of one part (each ends with CRLF); exactly one Content-Disposition. */
static bool part_headers(arena *a, str lines, field *f) {
  bool seen = false;
  while (lines.n) {
    ptrdiff_t end = str_find(lines, S("\r\n"));
    if (end < 0) return false;
    str line = str_sub(lines, 0, (size_t)end), name;
    lines = str_from(lines, (size_t)end + 2);
    str value = str_cut(line, ':', &name);
    if (!value.p) return false;
    if (!str_eq_nocase(name, S("content-disposition"))) continue;
    if (seen || !disposition(a, str_trim(value), f)) return false;
    seen = true;
  }
  return seen;
}

bool parse_multipart(arena *a, str type, str body, fields *found) {
  str boundary = boundary_of(type);
  if (!boundary.n) return false;
  str delimiter = STR_CAT(a, S("\r\n--"), boundary);
  if (!str_starts(body, str_from(delimiter, 2))) return false;
  body = str_from(body, delimiter.n - 2);
  while (!str_starts(body, S("--"))) {
    if (!str_starts(body, S("\r\n")) || found->n == PARSE_FIELDS_MAX) return false;
    ptrdiff_t blank = str_find(str_sub(body, 0, PART_HEADERS_MAX), S("\r\n\r\n"));
    field f = {0};
    if (blank < 0 || !part_headers(a, str_sub(body, 2, (size_t)blank), &f)) return false;
    body = str_from(body, (size_t)blank + 4);
    const char *end = body.n ? memmem(body.p, body.n, delimiter.p, delimiter.n) : NULL;
    if (!end) return false;
    f.value = str_sub(body, 0, (size_t)(end - body.p));
    if (!f.filename.p && f.value.n && memchr(f.value.p, 0, f.value.n)) return false;
    LIST_ADD(a, found, f);
    body = str_from(body, f.value.n + delimiter.n);
  }
  return true;
}
