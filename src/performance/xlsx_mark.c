#include "xlsx_mark.h"

#include <expat.h>
#include <zip.h>

#include "base/num.h"
#include "xlsx_book.h"

enum { PIECE = 32 << 10, REASON_WIDTH = 60 };
static const str styles_part = SC("xl/styles.xml");
static const str reason_heading = SC("Yang perlu diperbaiki");

/* ---- a part of the workbook, rewritten while libzip asks for it piece by piece ---- */

typedef struct rewrite {
  arena *a;
  XML_Parser parser;
  zip_file_t *from;
  zip_t *zip;                  /* the workbook as it was handed in */
  str part;
  buf made;                    /* not yet asked for: made.p[taken..n] */
  size_t taken;
  bool ended;
  zip_error_t failed;
  /* styles: */
  int64_t n_fills, n_formats;
  bool in_formats;
  LIST(str) formats;           /* each cell format once more, with the fill of a fault */
  str format_tag;              /* of the copy that is being made; absent outside of one */
  size_t format_from;
  /* the sheet: */
  const xlsx_mark *marks;
  size_t n_marks, at;          /* the next mark */
  size_t row, next_col, reason_col, heading;
  int64_t own_formats;         /* how many cell formats there were; 0: the workbook has none */
  bool widths, cell_rebuilt;
  int64_t widest;
} rewrite;

typedef void (*on_start_fn)(rewrite *r, const char *name, const char **attrs);
typedef void (*on_end_fn)(rewrite *r, const char *name);

static const char *local(const char *name) {
  const char *colon = strrchr(name, ':');
  return colon ? colon + 1 : name;
}

static bool is(const char *name, const char *what) { return strcmp(local(name), what) == 0; }

static str prefix_of(const char *name) { return (str){name, (size_t)(local(name) - name)}; }

static void pass(rewrite *r) { XML_DefaultCurrent(r->parser); }

static void XMLCALL on_default(void *what, const char *p, int n) {
  rewrite *r = what;
  buf_add(&r->made, (str){p, (size_t)n});
}

static void put_escaped(buf *b, str s) {
  for (size_t i = 0; i < s.n; i++) {
    switch (s.p[i]) {
    case '&': buf_z(b, "&amp;"); break;
    case '<': buf_z(b, "&lt;"); break;
    case '"': buf_z(b, "&quot;"); break;
    case '\n': buf_z(b, "&#10;"); break;
    default:
      if ((unsigned char)s.p[i] >= ' ' || s.p[i] == '\t') buf_char(b, s.p[i]);
    }
  }
}

/* A start tag anew, with one attribute set to another value (`set` NULL: none) and one left out. */
static void put_tag(buf *b, const char *name, const char **attrs, const char *set, str value, const char *without) {
  buf_char(b, '<');
  buf_z(b, name);
  for (; attrs[0]; attrs += 2) {
    if ((set && is(attrs[0], set)) || (without && is(attrs[0], without))) continue;
    buf_char(b, ' ');
    buf_z(b, attrs[0]);
    buf_z(b, "=\"");
    put_escaped(b, str_of(attrs[1]));
    buf_char(b, '"');
  }
  if (set) {
    buf_fmt(b, " %s=\"", set);
    put_escaped(b, value);
    buf_char(b, '"');
  }
  buf_char(b, '>');
}

static void put_end(rewrite *r, const char *name) { buf_fmt(&r->made, "</%s>", name); }

static str attr(const char **attrs, const char *name) {
  for (; attrs[0]; attrs += 2)
    if (is(attrs[0], name)) return str_of(attrs[1]);
  return STR_NONE;
}

static int64_t int_attr(const char **attrs, const char *name, int64_t otherwise) {
  int64_t v;
  return num_i64(attr(attrs, name), 0, INT32_MAX, &v) ? v : otherwise;
}

/* ---- styles.xml: one fill more, and every cell format once more with it ---- */

static str count_text(rewrite *r, int64_t n) { return str_fmt(r->a, "%lld", (long long)n); }

static void styles_start(rewrite *r, const char *name, const char **attrs) {
  if (is(name, "fills")) {
    r->n_fills = int_attr(attrs, "count", 0);
    put_tag(&r->made, name, attrs, "count", count_text(r, r->n_fills + 1), NULL);
  } else if (is(name, "cellXfs")) {
    r->in_formats = true;
    r->n_formats = int_attr(attrs, "count", 0);
    put_tag(&r->made, name, attrs, "count", count_text(r, r->n_formats * 2), NULL);
  } else if (is(name, "xf") && r->in_formats) {
    buf tag = BUF(r->a);
    put_tag(&r->made, name, attrs, NULL, STR_NONE, NULL);
    put_tag(&tag, name, attrs, "fillId", count_text(r, r->n_fills), "applyFill");
    tag.n--; /* its ">" */
    buf_z(&tag, " applyFill=\"1\">");
    r->format_tag = buf_str(&tag);
    r->format_from = r->made.n;
  } else {
    pass(r);
  }
}

static void styles_end(rewrite *r, const char *name) {
  if (is(name, "fills")) {
    str p = prefix_of(name);
    buf_fmt(&r->made, "<%.*sfill><%.*spatternFill patternType=\"solid\"><%.*sfgColor rgb=\"FFFFC7CE\"/></%.*spatternFill></%.*sfill>", STR_ARG(p),
            STR_ARG(p), STR_ARG(p), STR_ARG(p), STR_ARG(p));
    put_end(r, name);
  } else if (is(name, "cellXfs")) {
    for (size_t i = 0; i < r->formats.n; i++) buf_add(&r->made, r->formats.v[i]);
    r->in_formats = false;
    put_end(r, name);
  } else if (is(name, "xf") && r->format_tag.p) {
    str inner = {r->made.p + r->format_from, r->made.n - r->format_from};
    LIST_ADD(r->a, &r->formats, STR_CAT(r->a, r->format_tag, inner, S("</"), str_of(name), S(">")));
    r->format_tag = STR_NONE;
    put_end(r, name);
  } else {
    pass(r);
  }
}

/* ---- the sheet ---- */

static str column_name(arena *a, size_t col) {
  char letters[8];
  size_t n = sizeof letters;
  for (; col > 0; col = (col - 1) / 26) letters[--n] = (char)('A' + (col - 1) % 26);
  return str_copy(a, (str){letters + n, sizeof letters - n});
}

static str marked_style(rewrite *r, int64_t style) {
  return r->own_formats && style < r->own_formats ? str_fmt(r->a, "%lld", (long long)(style + r->own_formats)) : STR_NONE;
}

static bool marked(const rewrite *r, size_t col) { return r->at < r->n_marks && r->marks[r->at].row == r->row && r->marks[r->at].col == col; }

static void put_blank_fault(rewrite *r, const char *name, size_t col) {
  str style = marked_style(r, 0), cell = STR_CAT(r->a, prefix_of(name), S("c"));
  buf_fmt(&r->made, "<%.*s r=\"%.*s%zu\"", STR_ARG(cell), STR_ARG(column_name(r->a, col)), r->row);
  if (style.p) buf_fmt(&r->made, " s=\"%.*s\"", STR_ARG(style));
  buf_z(&r->made, "/>");
}

/* Marks left of `col` whose cells the sheet does not have. Marks of the whole row come first, with column 0. */
static void fill_gaps(rewrite *r, const char *name, size_t col) {
  for (size_t last = 0; r->at < r->n_marks && r->marks[r->at].row == r->row && r->marks[r->at].col < col; r->at++) {
    size_t here = r->marks[r->at].col;
    if (here > last && here >= r->next_col) put_blank_fault(r, name, here);
    last = here;
  }
}

static void put_text_cell(rewrite *r, const char *name, str text) {
  str p = prefix_of(name), style = marked_style(r, 0);
  buf_fmt(&r->made, "<%.*sc r=\"%.*s%zu\" t=\"inlineStr\"", STR_ARG(p), STR_ARG(column_name(r->a, r->reason_col)), r->row);
  if (style.p) buf_fmt(&r->made, " s=\"%.*s\"", STR_ARG(style));
  buf_fmt(&r->made, "><%.*sis><%.*st>", STR_ARG(p), STR_ARG(p));
  put_escaped(&r->made, text);
  buf_fmt(&r->made, "</%.*st></%.*sis></%.*sc>", STR_ARG(p), STR_ARG(p), STR_ARG(p));
}

/* All reasons of this row, each with its column. */
static str reasons(const rewrite *r) {
  buf b = BUF(r->a);
  for (size_t i = 0; i < r->n_marks; i++) {
    const xlsx_mark *m = &r->marks[i];
    if (m->row != r->row) continue;
    if (b.n) buf_z(&b, " ");
    if (m->col) buf_fmt(&b, "%.*s: ", STR_ARG(column_name(r->a, m->col)));
    buf_add(&b, m->reason);
  }
  return buf_str(&b);
}

static size_t cell_column(const char **attrs, size_t otherwise) {
  str name = attr(attrs, "r");
  size_t c = 0, i = 0;
  for (; i < name.n && i < 4 && name.p[i] >= 'A' && name.p[i] <= 'Z'; i++) c = c * 26 + (size_t)(name.p[i] - 'A' + 1);
  return c ? c : otherwise;
}

static void put_width(rewrite *r, const char *name, bool whole) {
  str p = prefix_of(name);
  if (whole) buf_fmt(&r->made, "<%.*scols>", STR_ARG(p));
  if ((size_t)r->widest < r->reason_col)
    buf_fmt(&r->made, "<%.*scol min=\"%zu\" max=\"%zu\" width=\"%d\" customWidth=\"1\"/>", STR_ARG(p), r->reason_col, r->reason_col, REASON_WIDTH);
  if (whole) buf_fmt(&r->made, "</%.*scols>", STR_ARG(p));
  r->widths = true;
}

static void cell_start(rewrite *r, const char *name, const char **attrs) {
  size_t col = cell_column(attrs, r->next_col);
  str style = STR_NONE;
  fill_gaps(r, name, col);
  if (marked(r, col)) {
    style = marked_style(r, int_attr(attrs, "s", 0));
    while (marked(r, col)) r->at++;
  }
  r->next_col = col + 1;
  r->cell_rebuilt = style.p != NULL;
  if (style.p) put_tag(&r->made, name, attrs, "s", style, NULL);
  else pass(r);
}

static void sheet_start(rewrite *r, const char *name, const char **attrs) {
  if (is(name, "row")) {
    r->row = (size_t)int_attr(attrs, "r", (int64_t)r->row + 1);
    r->next_col = 1;
    while (r->at < r->n_marks && r->marks[r->at].row < r->row) r->at++;
    put_tag(&r->made, name, attrs, NULL, STR_NONE, "spans");
  } else if (is(name, "c")) {
    cell_start(r, name, attrs);
  } else {
    if (is(name, "col") && int_attr(attrs, "max", 0) > r->widest) r->widest = int_attr(attrs, "max", 0);
    if (is(name, "sheetData") && !r->widths) put_width(r, name, true);
    pass(r);
  }
}

static void sheet_end(rewrite *r, const char *name) {
  if (is(name, "row")) {
    fill_gaps(r, name, SIZE_MAX);
    str why = r->row == r->heading ? reason_heading : reasons(r);
    if (why.n) put_text_cell(r, name, why);
    put_end(r, name);
  } else if (is(name, "c") && r->cell_rebuilt) {
    put_end(r, name);
    r->cell_rebuilt = false;
  } else {
    if (is(name, "cols") && !r->widths) put_width(r, name, false);
    pass(r);
  }
}

/* ---- what libzip asks ---- */

static void XMLCALL call_start(void *what, const char *name, const char **attrs) {
  rewrite *r = what;
  (str_eq(r->part, styles_part) ? styles_start : sheet_start)(r, name, attrs);
}

static void XMLCALL call_end(void *what, const char *name) {
  rewrite *r = what;
  (str_eq(r->part, styles_part) ? styles_end : sheet_end)(r, name);
}

static bool part_open(rewrite *r) {
  r->from = zip_fopen(r->zip, str_z(r->a, r->part), 0);
  r->parser = XML_ParserCreate(NULL);
  if (!r->from || !r->parser) return false;
  XML_SetUserData(r->parser, r);
  XML_SetElementHandler(r->parser, call_start, call_end);
  XML_SetDefaultHandler(r->parser, on_default);
  return true;
}

static void part_close(void *what) {
  rewrite *r = what;
  if (r->parser) XML_ParserFree(r->parser);
  if (r->from) zip_fclose(r->from);
  r->parser = NULL;
  r->from = NULL;
}

/* Reads on until something was made; false when the part is broken. */
static bool part_go_on(rewrite *r) {
  while (r->taken == r->made.n && !r->ended) {
    void *room = XML_GetBuffer(r->parser, PIECE);
    zip_int64_t n = room ? zip_fread(r->from, room, PIECE) : -1;
    r->made.n = r->taken = 0;
    if (n < 0 || XML_ParseBuffer(r->parser, (int)n, n == 0) != XML_STATUS_OK || buf_failed(&r->made)) return false;
    r->ended = n == 0;
  }
  return true;
}

static zip_int64_t part_read(rewrite *r, char *to, zip_uint64_t n) {
  if (!part_go_on(r)) {
    zip_error_set(&r->failed, ZIP_ER_INVAL, 0);
    return -1;
  }
  size_t some = r->made.n - r->taken < n ? r->made.n - r->taken : (size_t)n;
  if (some) memcpy(to, r->made.p + r->taken, some);
  r->taken += some;
  return (zip_int64_t)some;
}

static zip_int64_t on_ask(void *what, void *data, zip_uint64_t n, zip_source_cmd_t ask) {
  rewrite *r = what;
  switch (ask) {
  case ZIP_SOURCE_OPEN:
    if (part_open(r)) return 0;
    zip_error_set(&r->failed, ZIP_ER_OPEN, 0);
    return -1;
  case ZIP_SOURCE_READ: return part_read(r, data, n);
  case ZIP_SOURCE_CLOSE: return part_close(r), 0;
  case ZIP_SOURCE_STAT: return zip_stat_init(data), sizeof(zip_stat_t);
  case ZIP_SOURCE_ERROR: return zip_error_to_data(&r->failed, data, n);
  case ZIP_SOURCE_FREE: return 0;
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
  default: zip_error_set(&r->failed, ZIP_ER_OPNOTSUPP, 0); return -1;
  }
}

/* ---- the whole ---- */

static err broken(arena *a) { return ERR(a, INPUT, "Buku kerja ini tidak dapat ditandai. Perbaiki barisnya menurut daftar di halaman."); }

typedef struct copy { zip_source_t *source; zip_t *zip; } copy;

static void copy_drop(void *what) {
  copy *c = what;
  if (c->zip) zip_discard(c->zip);
  if (c->source) zip_source_free(c->source);
  *c = (copy){0};
}

static err copy_open(arena *a, str bytes, copy *c) {
  arena_defer(a, copy_drop, c);
  c->source = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
  if (!c->source) return broken(a);
  zip_source_keep(c->source);
  c->zip = zip_open_from_source(c->source, 0, NULL);
  if (!c->zip) zip_source_free(c->source);
  return c->zip ? NULL : broken(a);
}

static err copy_finish(arena *a, copy *c, str *out) {
  zip_stat_t st;
  zip_t *zip = c->zip;
  if (zip_close(zip) != 0) return broken(a);
  c->zip = NULL;
  if (zip_source_stat(c->source, &st) != 0 || zip_source_open(c->source) != 0) return broken(a);
  char *p = arena_alloc(a, (size_t)st.size + 1);
  zip_int64_t n = zip_source_read(c->source, p, st.size);
  zip_source_close(c->source);
  *out = (str){p, n > 0 ? (size_t)n : 0};
  return n == (zip_int64_t)st.size ? NULL : broken(a);
}

static err replace(arena *a, copy *c, rewrite *r) {
  zip_int64_t i = zip_name_locate(c->zip, str_z(a, r->part), 0);
  zip_source_t *s = i < 0 ? NULL : zip_source_function(c->zip, on_ask, r);
  zip_stat_t st;
  arena_defer(a, part_close, r);
  if (!s || zip_stat_index(c->zip, (zip_uint64_t)i, 0, &st) != 0) return broken(a);
  if (zip_file_replace(c->zip, (zip_uint64_t)i, s, 0) == 0) {
    zip_file_set_mtime(c->zip, (zip_uint64_t)i, st.mtime, 0); /* as it was: no clock here */
    return NULL;
  }
  zip_source_free(s);
  return broken(a);
}

static err widest(void *what, size_t row, const xlsx_cell *cells, size_t n) {
  size_t *most = what;
  (void)row, (void)cells;
  if (n > *most) *most = n;
  return NULL;
}

static void free_arena(void *what) { arena_free(what); }

err xlsx_marked(arena *a, str bytes, size_t sheet, size_t heading, const xlsx_mark *marks, size_t n, str *out) {
  xlsx *x;
  copy *c = NEW(a, copy);
  size_t columns = 0;
  arena *rows = arena_new((size_t)16 << 20);
  if (!rows) return ERR_CAUSE(a, "out of memory");
  arena_defer(a, free_arena, rows);
  TRY(xlsx_open(a, bytes, &x));
  TRY(xlsx_read(x, sheet, a, rows, widest, &columns));
  for (size_t i = 0; i < n; i++) columns = marks[i].col > columns ? marks[i].col : columns;
  TRY(copy_open(a, bytes, c));
  rewrite *page = NEW(a, rewrite), *styles = NEW(a, rewrite);
  *page = (rewrite){.a = a, .zip = x->zip, .part = x->sheets.v[sheet].path, .made = BUF(a), .marks = marks, .n_marks = n,
                    .reason_col = columns + 1, .heading = heading, .own_formats = (int64_t)x->styles.n};
  *styles = (rewrite){.a = a, .zip = x->zip, .part = styles_part, .made = BUF(a)};
  TRY(replace(a, c, page));
  if (x->styles.n) TRY(replace(a, c, styles));
  return copy_finish(a, c, out);
}
