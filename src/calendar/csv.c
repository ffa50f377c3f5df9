#include "csv.h"

#define CELLS_MAX 64

csv csv_of(str text) {
  if (str_starts(text, S("\xef\xbb\xbf"))) text = str_from(text, 3);
  size_t end = 0;
  while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r') end++;
  return (csv){text, str_find(str_sub(text, 0, end), S(";")) >= 0 ? ';' : ',', 1};
}

static bool at_line_end(const csv *c) { return !c->rest.n || c->rest.p[0] == '\n' || c->rest.p[0] == '\r'; }
static void step(csv *c, size_t n) { c->rest = str_from(c->rest, n); }

static void line_end(csv *c) {
  if (!c->rest.n) return;
  step(c, str_starts(c->rest, S("\r\n")) ? 2 : 1);
  c->line++;
}

static str plain_cell(csv *c, str *fault) {
  str whole = c->rest;
  while (!at_line_end(c) && c->rest.p[0] != c->separator) {
    if (c->rest.p[0] == '"') *fault = S("Ada tanda kutip di tengah kolom; apit seluruh kolom dengan tanda kutip.");
    step(c, 1);
  }
  return str_sub(whole, 0, whole.n - c->rest.n);
}

/* A doubled quote stands for one. */
static str undouble(arena *a, str s, size_t doubled) {
  if (!doubled) return s;
  char *p = arena_alloc(a, s.n - doubled);
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) {
    p[n++] = s.p[i];
    if (s.p[i] == '"') i++;
  }
  return (str){p, n};
}

/* Behind the opening quote, up to and over the closing one. */
static str quoted_cell(arena *a, csv *c, str *fault) {
  str whole = c->rest;
  size_t doubled = 0;
  for (; c->rest.n; step(c, 1)) {
    if (c->rest.p[0] == '\n') c->line++;
    if (c->rest.p[0] != '"') continue;
    step(c, 1);
    if (!c->rest.n || c->rest.p[0] != '"') return undouble(a, str_sub(whole, 0, whole.n - c->rest.n - 1), doubled);
    doubled++;
  }
  *fault = S("Tanda kutip pembuka tidak ditutup.");
  return STR_NONE;
}

static str next_cell(arena *a, csv *c, str *fault) {
  if (!c->rest.n || c->rest.p[0] != '"') return plain_cell(c, fault);
  step(c, 1);
  str cell = quoted_cell(a, c, fault);
  if (!at_line_end(c) && c->rest.p[0] != c->separator) {
    *fault = S("Ada teks sesudah tanda kutip penutup.");
    str ignored = STR_NONE;
    plain_cell(c, &ignored);
  }
  return cell;
}

bool csv_take(arena *a, csv *c, csv_row *row) {
  if (!c->rest.n) return false;
  *row = (csv_row){.line = c->line};
  for (;;) {
    str cell = next_cell(a, c, &row->fault);
    if (row->cells.n < CELLS_MAX)
      LIST_ADD(a, &row->cells, cell);
    else
      row->fault = S("Terlalu banyak kolom.");
    if (at_line_end(c)) break;
    step(c, 1);
  }
  line_end(c);
  return true;
}

bool csv_row_blank(const csv_row *row) {
  for (size_t i = 0; i < row->cells.n; i++)
    if (!str_blank(row->cells.v[i])) return false;
  return !row->fault.n;
}

static bool needs_quotes(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (strchr("\",;\r\n", s.p[i])) return true;
  return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

static void put_cell(buf *b, str s) {
  if (!needs_quotes(s)) {
    buf_add(b, s);
    return;
  }
  buf_char(b, '"');
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') buf_char(b, '"');
    buf_char(b, s.p[i]);
  }
  buf_char(b, '"');
}

void csv_put(buf *b, const str *cells, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (i) buf_char(b, ',');
    put_cell(b, cells[i]);
  }
  buf_z(b, "\r\n");
}
