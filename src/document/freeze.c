/* The tree as canonical JSON and back. One table per struct names its members for both ways; members that are absent, zero or false are
 * left out, lengths are whole hundredths of a point. */
#include <jansson.h>
#include <math.h>

#include "base/json.h"
#include "block.h"

enum { FORMAT = 1, MAX_BLOCKS = 200000, MAX_SPAN = 1000 };

enum member_kind { M_END, M_TEXT, M_FLAG, M_INT, M_REAL, M_COLOUR };
typedef struct member {
  const char *key;
  enum member_kind kind;
  size_t at;
  int min, max; /* INT; REAL: points */
} member;

#define TEXT(T, f) {#f, M_TEXT, offsetof(T, f), 0, 0}
#define FLAG(T, f) {#f, M_FLAG, offsetof(T, f), 0, 0}
#define INT(T, f, min, max) {#f, M_INT, offsetof(T, f), min, max}
#define REAL(T, f, min, max) {#f, M_REAL, offsetof(T, f), min, max}
#define COLOUR(T, f) {#f, M_COLOUR, offsetof(T, f), 0, 0}
#define END {NULL, M_END, 0, 0, 0}

static const member doc_members[] = {
  TEXT(doc, title), TEXT(doc, number), TEXT(doc, subject), TEXT(doc, author), TEXT(doc, language),
  INT(doc, paper, 0, PAPER_F4), FLAG(doc, landscape), REAL(doc, margin_top, 0, 200), REAL(doc, margin_right, 0, 200),
  REAL(doc, margin_bottom, 0, 200), REAL(doc, margin_left, 0, 200), REAL(doc, font_size, 0, 72), TEXT(doc, watermark),
  TEXT(doc, footer), FLAG(doc, page_numbers), FLAG(doc, cover), TEXT(doc, code), TEXT(doc, verify), END};
static const member block_members[] = {
  INT(block, kind, 0, BLOCK_CREST), TEXT(block, text), TEXT(block, label), INT(block, level, 0, 9), INT(block, series, 0, SERIES_ANNEX), INT(block, align, 0, ALIGN_JUSTIFY),
  REAL(block, size, 0, 10000), REAL(block, indent, 0, 10000), INT(block, sheet, 0, SHEET_FOLIO), FLAG(block, bold), TEXT(block, alt),
  TEXT(block, anchor), END};
static const member kop_members[] = {TEXT(doc_kop, government), TEXT(doc_kop, office), TEXT(doc_kop, address), TEXT(doc_kop, contact),
                                     FLAG(doc_kop, crest), TEXT(doc_kop, crest_hash), END};
static const member table_members[] = {TEXT(doc_table, caption), REAL(doc_table, font_size, 0, 72), FLAG(doc_table, plain), END};
static const member row_members[] = {FLAG(doc_row, head), FLAG(doc_row, total), END};
static const member cell_members[] = {TEXT(doc_cell, text), INT(doc_cell, align, 0, ALIGN_JUSTIFY), FLAG(doc_cell, bold),
                                      INT(doc_cell, colspan, 0, MAX_SPAN), INT(doc_cell, rowspan, 0, MAX_SPAN), COLOUR(doc_cell, shade), END};
static const member signer_members[] = {TEXT(doc_signer, place_date), TEXT(doc_signer, position), TEXT(doc_signer, mark),
                                        TEXT(doc_signer, name), TEXT(doc_signer, rank), TEXT(doc_signer, nip), FLAG(doc_signer, field), END};
typedef typeof(*((block *)0)->fields) field_pair;
static const member pair_members[] = {TEXT(field_pair, label), TEXT(field_pair, value), END};
static const member drawing_members[] = {REAL(drawing, width, 0, 100000), REAL(drawing, height, 0, 100000), TEXT(drawing, title),
                                         TEXT(drawing, desc), END};
static const member op_members[] = {
  INT(draw_op, kind, 0, DRAW_CIRCLE), REAL(draw_op, radius, 0, 100000), TEXT(draw_op, text), REAL(draw_op, size, 0, 1000),
  FLAG(draw_op, bold), FLAG(draw_op, italic), INT(draw_op, anchor, 0, DRAW_END), TEXT(draw_op, css_class), TEXT(draw_op, href), END};
static const member style_members[] = {COLOUR(draw_style, stroke), COLOUR(draw_style, fill), REAL(draw_style, width, 0, 1000),
                                       FLAG(draw_style, dashed), END};

static int64_t hundredths(double v) { return v > -1e9 && v < 1e9 ? llround(v * 100) : 0; }

/* ---- writing ---- */

static int64_t member_number(const member *m, const void *p) {
  double real;
  int32_t whole;
  uint32_t colour;
  switch (m->kind) {
  case M_FLAG: return *(const bool *)p;
  case M_INT: return memcpy(&whole, p, sizeof whole), whole;
  case M_COLOUR: return memcpy(&colour, p, sizeof colour), colour;
  case M_REAL: return memcpy(&real, p, sizeof real), hundredths(real);
  default: return 0;
  }
}

static void put_member(json *j, const member *m, const void *p) {
  if (m->kind == M_TEXT) {
    str s = *(const str *)p;
    if (s.p) json_kt(j, str_of(m->key), s);
    return;
  }
  int64_t v = member_number(m, p);
  if (!v) return;
  json_key(j, str_of(m->key));
  if (m->kind == M_FLAG) json_bool(j, true);
  else json_int(j, v);
}

/* Opens an object and writes the scalar members; the caller closes it. */
static void put(json *j, const member *m, const void *object) {
  json_open(j, '{');
  for (; m->key; m++) put_member(j, m, (const char *)object + m->at);
}

static void put_whole(json *j, const member *m, const void *object) {
  put(j, m, object);
  json_close(j, '}');
}

static void put_list(json *j, const char *key, const member *m, const void *v, size_t n, size_t size) {
  if (!n) return;
  json_key(j, str_of(key));
  json_open(j, '[');
  for (size_t i = 0; i < n; i++) put_whole(j, m, (const char *)v + i * size);
  json_close(j, ']');
}

static void put_table(json *j, const doc_table *t) {
  put(j, table_members, t);
  json_key(j, S("widths"));
  json_open(j, '[');
  for (size_t i = 0; i < t->n_columns; i++) json_int(j, hundredths(t->widths[i]));
  json_close(j, ']');
  json_key(j, S("rows"));
  json_open(j, '[');
  for (size_t i = 0; i < t->rows.n; i++) {
    const doc_row *r = &t->rows.v[i];
    put(j, row_members, r);
    put_list(j, "cells", cell_members, r->cells, r->n, sizeof *r->cells);
    json_close(j, '}');
  }
  json_close(j, ']');
  json_close(j, '}');
}

static void put_op(json *j, const draw_op *op) {
  put(j, op_members, op);
  json_key(j, S("style"));
  put_whole(j, style_members, &op->style);
  json_key(j, S("points"));
  json_open(j, '[');
  for (size_t i = 0; i < op->n_points; i++) {
    json_int(j, hundredths(op->points[i].x));
    json_int(j, hundredths(op->points[i].y));
  }
  json_close(j, ']');
  json_close(j, '}');
}

static void put_drawing(json *j, const drawing *g) {
  put(j, drawing_members, g);
  json_key(j, S("ops"));
  json_open(j, '[');
  for (size_t i = 0; i < g->ops.n; i++) put_op(j, &g->ops.v[i]);
  json_close(j, ']');
  json_close(j, '}');
}

static void put_block(json *j, const block *b) {
  put(j, block_members, b);
  if (b->kop) {
    json_key(j, S("kop"));
    put_whole(j, kop_members, b->kop);
  }
  if (b->table) {
    json_key(j, S("table"));
    put_table(j, b->table);
  }
  if (b->figure) {
    json_key(j, S("figure"));
    put_drawing(j, b->figure);
  }
  put_list(j, "signers", signer_members, b->signers, b->n_signers, sizeof *b->signers);
  put_list(j, "fields", pair_members, b->fields, b->n_fields, sizeof *b->fields);
  json_close(j, '}');
}

str doc_freeze(arena *a, const doc *d) {
  json j = JSON(a);
  json_open(&j, '{');
  json_ki(&j, S("format"), FORMAT);
  json_key(&j, S("doc"));
  put_whole(&j, doc_members, d);
  json_key(&j, S("blocks"));
  json_open(&j, '[');
  for (size_t i = 0; i < d->blocks.n; i++) put_block(&j, &d->blocks.v[i]);
  json_close(&j, ']');
  json_close(&j, '}');
  ENSURE(!buf_failed(&j.out));
  return json_str(&j);
}

/* ---- reading: a sticky reader; the first thing that is wrong is kept ---- */

typedef struct thaw {
  arena *a;
  const char *wrong;
} thaw;

static void wrong(thaw *t, const char *what) {
  if (!t->wrong) t->wrong = what;
}

static int64_t take_whole(thaw *t, const json_t *v, const char *what, int64_t min, int64_t max) {
  int64_t n = json_integer_value(v);
  if (json_is_integer(v) && n >= min && n <= max) return n;
  wrong(t, what);
  return 0;
}

static str take_text(thaw *t, const json_t *v, const char *what) {
  if (!json_is_string(v)) return wrong(t, what), STR_NONE;
  return str_copy(t->a, (str){json_string_value(v), json_string_length(v)});
}

static void take_member(thaw *t, const member *m, const json_t *v, void *p) {
  switch (m->kind) {
  case M_TEXT: *(str *)p = take_text(t, v, m->key); break;
  case M_FLAG:
    if (!json_is_boolean(v)) wrong(t, m->key);
    *(bool *)p = json_is_true(v);
    break;
  case M_INT: {
    int32_t n = (int32_t)take_whole(t, v, m->key, m->min, m->max);
    memcpy(p, &n, sizeof n);
    break;
  }
  case M_COLOUR: {
    uint32_t c = (uint32_t)take_whole(t, v, m->key, 0, DRAW_NO_COLOR);
    memcpy(p, &c, sizeof c);
    break;
  }
  case M_REAL: {
    double r = (double)take_whole(t, v, m->key, m->min * 100LL, m->max * 100LL) / 100;
    memcpy(p, &r, sizeof r);
    break;
  }
  case M_END: break;
  }
}

/* Reads the scalar members; every other key must be one of `parts`. */
static void take(thaw *t, const member *m, const json_t *o, void *object, const char *parts) {
  size_t known = 0;
  if (!json_is_object(o)) return wrong(t, "object");
  for (; m->key; m++) {
    const json_t *v = json_object_get(o, m->key);
    if (!v) continue;
    known++;
    take_member(t, m, v, (char *)object + m->at);
  }
  for (str part, rest = str_of(parts); rest.n;) {
    rest = str_cut(rest, ' ', &part);
    known += json_object_get(o, str_z(t->a, part)) != NULL;
  }
  if (known != json_object_size(o)) wrong(t, "key");
}

/* The array under `key` (absent: none), its length in *n. */
static const json_t *take_array(thaw *t, const json_t *o, const char *key, size_t max, size_t *n) {
  const json_t *v = json_object_get(o, key);
  *n = json_array_size(v);
  if (v && (!json_is_array(v) || *n > max)) wrong(t, key), *n = 0;
  return v;
}

static void *take_list(thaw *t, const json_t *o, const char *key, const member *m, size_t size, size_t max, size_t *n) {
  const json_t *v = take_array(t, o, key, max, n);
  char *out = *n ? arena_calloc(t->a, *n, size) : NULL;
  for (size_t i = 0; i < *n; i++) take(t, m, json_array_get(v, i), out + i * size, "");
  return out;
}

static void take_rows(thaw *t, const json_t *o, doc_table *table) {
  size_t n;
  const json_t *rows = take_array(t, o, "rows", MAX_BLOCKS, &n);
  for (size_t i = 0; i < n && !t->wrong; i++) {
    const json_t *row = json_array_get(rows, i);
    doc_row r = {0};
    take(t, row_members, row, &r, "cells");
    r.cells = take_list(t, row, "cells", cell_members, sizeof *r.cells, MAX_SPAN, &r.n);
    LIST_ADD(t->a, &table->rows, r);
  }
}

static doc_table *take_table(thaw *t, const json_t *o) {
  doc_table *table = NEW(t->a, doc_table);
  take(t, table_members, o, table, "widths rows");
  const json_t *widths = take_array(t, o, "widths", MAX_SPAN, &table->n_columns);
  if (!table->n_columns) wrong(t, "widths");
  table->widths = NEW_N(t->a, double, table->n_columns);
  for (size_t i = 0; i < table->n_columns; i++)
    table->widths[i] = (double)take_whole(t, json_array_get(widths, i), "widths", 0, 10000) / 100;
  take_rows(t, o, table);
  return table;
}

static size_t least_points(enum draw_kind kind) { return kind == DRAW_TEXT ? 1 : 2; }

static draw_op take_op(thaw *t, const json_t *o) {
  draw_op op = {0};
  size_t n;
  take(t, op_members, o, &op, "style points");
  take(t, style_members, json_object_get(o, "style"), &op.style, "");
  const json_t *points = take_array(t, o, "points", MAX_BLOCKS, &n);
  op.n_points = n / 2;
  if (n % 2 || op.n_points < least_points(op.kind)) wrong(t, "points");
  op.points = NEW_N(t->a, draw_point, op.n_points);
  for (size_t i = 0; i < op.n_points; i++) {
    op.points[i].x = (double)take_whole(t, json_array_get(points, 2 * i), "points", -10000000, 10000000) / 100;
    op.points[i].y = (double)take_whole(t, json_array_get(points, 2 * i + 1), "points", -10000000, 10000000) / 100;
  }
  return op;
}

static drawing *take_drawing(thaw *t, const json_t *o) {
  drawing *g = draw_new(t->a, 0, 0, STR_NONE, STR_NONE);
  size_t n;
  take(t, drawing_members, o, g, "ops");
  const json_t *ops = take_array(t, o, "ops", MAX_BLOCKS, &n);
  for (size_t i = 0; i < n && !t->wrong; i++) LIST_ADD(t->a, &g->ops, take_op(t, json_array_get(ops, i)));
  return g;
}

static void take_block(thaw *t, const json_t *o, block *b) {
  take(t, block_members, o, b, "kop table figure signers fields");
  const json_t *kop = json_object_get(o, "kop"), *table = json_object_get(o, "table"), *figure = json_object_get(o, "figure");
  if (kop) take(t, kop_members, kop, b->kop = NEW(t->a, doc_kop), "");
  if (table) b->table = take_table(t, table);
  if (figure) b->figure = take_drawing(t, figure);
  b->signers = take_list(t, o, "signers", signer_members, sizeof *b->signers, 3, &b->n_signers);
  b->fields = take_list(t, o, "fields", pair_members, sizeof *b->fields, MAX_BLOCKS, &b->n_fields);
  bool headed = b->kind == BLOCK_KOP || b->kind == BLOCK_CREST, listing = b->kind == BLOCK_TOC;
  bool whole = (!headed || b->kop) && (!listing || b->level <= TOC_FIGURES) && (b->kind != BLOCK_TABLE || b->table) && (b->kind != BLOCK_FIGURE || b->figure) &&
               (b->kind != BLOCK_SIGN || b->n_signers);
  if (!whole) wrong(t, "block");
}

static void take_doc(thaw *t, const json_t *root, doc *d) {
  static const member none[] = {END};
  size_t n;
  take(t, none, root, d, "format doc blocks");
  take_whole(t, json_object_get(root, "format"), "format", FORMAT, FORMAT);
  take(t, doc_members, json_object_get(root, "doc"), d, "");
  const json_t *blocks = take_array(t, root, "blocks", MAX_BLOCKS, &n);
  for (size_t i = 0; i < n && !t->wrong; i++) take_block(t, json_array_get(blocks, i), doc_add(d, 0));
}

static void release(void *holder) {
  json_t **root = holder;
  json_decref(*root);
  *root = NULL;
}

err doc_thaw(arena *a, str frozen, doc **out) {
  thaw t = {.a = a};
  json_error_t where = {0};
  json_t **root = NEW(a, json_t *);
  arena_defer(a, release, root);
  *root = json_loadb(frozen.p ? frozen.p : "", frozen.n, JSON_REJECT_DUPLICATES, &where);
  if (!*root) wrong(&t, where.text);
  doc *d = doc_new(a, STR_NONE);
  d->language = STR_NONE;
  d->page_numbers = false;
  if (*root) take_doc(&t, *root, d);
  release(root);
  if (t.wrong) {
    err e = ERR(a, INTERNAL, "Naskah yang tersimpan tidak dapat dibaca. Buat ulang naskah ini, lalu hubungi pengelola sistem bila terulang.");
    e->cause = str_fmt(a, "frozen document refused at: %s", t.wrong);
    return e;
  }
  *out = d;
  return NULL;
}
