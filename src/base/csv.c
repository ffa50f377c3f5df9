#include "csv.h"

struct csv_reader {
  str rest;
  char separator;
  size_t line, next_line;
};

/* How often a sign stands in a line, outside quotes: the most in one of the first lines, and in all of them. */
typedef struct often { size_t line, most, all; } often;

static void met(often *o, bool yes) {
  o->line += yes;
  o->all += yes;
  if (o->line > o->most) o->most = o->line;
}

/* The separator that one of the first lines has most of: a title may stand above the table, and decimal commas below. */
static char guess_separator(str s) {
  enum { FIRST_LINES = 20 };
  static const char signs[] = {',', ';', '\t'};
  often seen[sizeof signs] = {0};
  bool quoted = false;
  size_t best = 0;
  for (size_t i = 0, lines = 0; i < s.n && lines < FIRST_LINES; i++) {
    if (s.p[i] == '"') quoted = !quoted;
    if (quoted) continue;
    for (size_t k = 0; k < sizeof signs; k++) met(&seen[k], s.p[i] == signs[k]);
    if (s.p[i] == '\n') lines++;
    for (size_t k = 0; k < sizeof signs && s.p[i] == '\n'; k++) seen[k].line = 0;
  }
  for (size_t k = 1; k < sizeof signs; k++)
    if (seen[k].most > seen[best].most || (seen[k].most == seen[best].most && seen[k].all > seen[best].all)) best = k;
  return signs[best];
}

csv_reader *csv_open(arena *a, str bytes) {
  if (str_starts(bytes, S("\xef\xbb\xbf"))) bytes = str_from(bytes, 3);
  csv_reader *r = NEW(a, csv_reader);
  *r = (csv_reader){bytes, guess_separator(bytes), 0, 1};
  return r;
}

char csv_separator(const csv_reader *r) { return r->separator; }

bool csv_blank(const str_list *row) {
  for (size_t i = 0; i < row->n; i++)
    if (!str_blank(row->v[i])) return false;
  return true;
}

size_t csv_line(const csv_reader *r) { return r->line; }

/* Length of the line break at s, 0 when there is none. */
static size_t line_break(str s) {
  if (str_starts(s, S("\r\n"))) return 2;
  return s.n && (s.p[0] == '\n' || s.p[0] == '\r') ? 1 : 0;
}

static err fault(csv_reader *r, arena *a, size_t column, const char *what) {
  err e = ERR(a, INPUT, "Baris %zu kolom %zu: %s.", r->line, column, what);
  return err_at(a, e, str_fmt(a, "baris %zu", r->line), str_fmt(a, "Kolom %zu: %s.", column, what));
}

/* A field in quotes; r->rest stands behind the opening quote. */
static err quoted_field(csv_reader *r, arena *a, size_t column, str *out) {
  str s = r->rest;
  buf b = BUF(a);
  size_t from = 0;
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '\n') r->next_line++;
    if (s.p[i] != '"') continue;
    bool doubled = i + 1 < s.n && s.p[i + 1] == '"';
    buf_add(&b, (str){s.p + from, i - from + doubled});
    if (doubled) {
      from = ++i + 1;
      continue;
    }
    r->rest = str_from(s, i + 1);
    *out = buf_str(&b);
    return out->n > CSV_MAX_FIELD ? fault(r, a, column, "isi sel terlalu panjang") : NULL;
  }
  r->rest = str_from(s, s.n);
  return fault(r, a, column, "tanda petik dibuka tetapi tidak ditutup");
}

static err plain_field(csv_reader *r, arena *a, size_t column, str *out) {
  size_t n = 0;
  while (n < r->rest.n && r->rest.p[n] != r->separator && !line_break(str_from(r->rest, n))) {
    if (r->rest.p[n] == '"') return fault(r, a, column, "ada tanda petik di tengah sel yang tidak diapit tanda petik");
    n++;
  }
  *out = str_sub(r->rest, 0, n);
  r->rest = str_from(r->rest, n);
  return n > CSV_MAX_FIELD ? fault(r, a, column, "isi sel terlalu panjang") : NULL;
}

static err next_field(csv_reader *r, arena *a, size_t column, str *out, bool *last) {
  if (column > CSV_MAX_COLUMNS) return fault(r, a, column, "terlalu banyak kolom");
  if (r->rest.n && r->rest.p[0] == '"') {
    r->rest = str_from(r->rest, 1);
    TRY(quoted_field(r, a, column, out));
  } else {
    TRY(plain_field(r, a, column, out));
  }
  size_t eol = line_break(r->rest);
  *last = !r->rest.n || eol;
  if (!*last && r->rest.p[0] != r->separator) return fault(r, a, column, "ada teks di belakang tanda petik penutup");
  r->rest = str_from(r->rest, *last ? eol : 1);
  if (eol) r->next_line++;
  return NULL;
}

static void skip_empty_lines(csv_reader *r) {
  for (size_t n; r->rest.n && (n = line_break(r->rest)) > 0; r->next_line++) r->rest = str_from(r->rest, n);
}

static err take_fields(csv_reader *r, arena *a, str_list *row) {
  for (bool last = false; !last;) {
    str cell;
    TRY(next_field(r, a, row->n + 1, &cell, &last));
    LIST_ADD(a, row, cell);
  }
  return NULL;
}

static void skip_line(csv_reader *r) {
  size_t n = 0;
  while (n < r->rest.n && !line_break(str_from(r->rest, n))) n++;
  r->rest = str_from(r->rest, n);
}

err csv_next(csv_reader *r, arena *a, str_list *row, bool *more) {
  *row = (str_list){0};
  skip_empty_lines(r);
  *more = r->rest.n > 0;
  r->line = r->next_line;
  err e = *more ? take_fields(r, a, row) : NULL;
  if (e) skip_line(r);
  for (size_t i = 0; i < row->n && !e; i++)
    if (!str_utf8_ok(row->v[i])) e = fault(r, a, i + 1, "huruf tidak terbaca; simpan ulang dari lembar kerja sebagai “CSV UTF-8”");
  return e;
}

/* --- writing --- */

static void field_by(buf *b, char separator, str value) {
  bool quote = false;
  for (size_t i = 0; i < value.n && !quote; i++) quote = value.p[i] == '"' || value.p[i] == separator || value.p[i] == '\n' || value.p[i] == '\r';
  if (!quote) {
    buf_add(b, value);
    return;
  }
  buf_char(b, '"');
  for (str part; value.p; buf_z(b, value.p ? "\"\"" : "")) {
    value = str_cut(value, '"', &part);
    buf_add(b, part);
  }
  buf_char(b, '"');
}

void csv_row_by(buf *b, char separator, const str *cells, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (i > 0) buf_char(b, separator);
    field_by(b, separator, cells[i]);
  }
  buf_z(b, "\r\n");
}

void csv_row(buf *b, const str *cells, size_t n) { csv_row_by(b, ',', cells, n); }

str csv_guard(arena *a, str value) {
  static const char lead[] = {'=', '+', '-', '@', '\t', '\r'};
  for (size_t i = 0; i < sizeof lead && value.n; i++) {
    if (value.p[0] != lead[i]) continue;
    bool number = value.n > 1 && (lead[i] == '-' || lead[i] == '+');
    for (size_t k = 1; k < value.n && number; k++)
      number = (value.p[k] >= '0' && value.p[k] <= '9') || value.p[k] == '.' || value.p[k] == ',';
    return number ? value : STR_CAT(a, S("'"), value);
  }
  return value;
}
