#include "block.h"

#include <math.h>

doc *doc_new(arena *a, str title) {
  doc *d = NEW(a, doc);
  *d = (doc){.a = a, .title = title, .language = S("id"), .paper = PAPER_A4, .page_numbers = true};
  return d;
}

block *doc_add(doc *d, enum block_kind kind) {
  block b = {.kind = kind};
  LIST_ADD(d->a, &d->blocks, b);
  return &d->blocks.v[d->blocks.n - 1];
}

static block *add_text(doc *d, enum block_kind kind, str text) {
  block *b = doc_add(d, kind);
  b->text = str_copy(d->a, text);
  return b;
}

void doc_heading(doc *d, int level, str text) {
  block *b = add_text(d, BLOCK_HEADING, text);
  b->level = level;
  b->level = block_heading_level(b);
}

static str roman(arena *a, int n) {
  static const struct { int worth; const char *sign; } SIGNS[] = {{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}};
  buf b = BUF(a);
  for (size_t i = 0; i < LEN(SIGNS); i++)
    for (; n >= SIGNS[i].worth; n -= SIGNS[i].worth) buf_z(&b, SIGNS[i].sign);
  return buf_str(&b);
}

/* After the last letter they are doubled, as word processors do. */
static str letter(arena *a, char first, int n) {
  buf b = BUF(a);
  for (int times = (n - 1) / 26; times >= 0; times--) buf_char(&b, (char)(first + (n - 1) % 26));
  return buf_str(&b);
}

static str heading_number(arena *a, const heading_form *f, int n) {
  str number = f->count == 'I' ? roman(a, n) : f->count == '1' ? str_fmt(a, "%d", n) : letter(a, f->count, n);
  return STR_CAT(a, str_of(f->before), number, str_of(f->after));
}

void doc_numbered(doc *d, enum heading_series series, int level, str text) {
  doc_heading(d, level, text);
  block *b = &d->blocks.v[d->blocks.n - 1];
  const heading_form *f = block_heading_form(series, b->level);
  if (!f) return;
  int *counted = d->counted[series];
  counted[b->level]++;
  for (int k = b->level + 1; k <= HEADING_LEVELS; k++) counted[k] = 0;
  b->series = series;
  b->label = heading_number(d->a, f, counted[b->level]);
}

void doc_title(doc *d, str text) {
  block *b = add_text(d, BLOCK_TITLE, text);
  b->align = ALIGN_CENTER;
  b->bold = true;
}

void doc_para(doc *d, enum align align, str text) { add_text(d, BLOCK_PARA, text)->align = align; }

void doc_item(doc *d, int level, str label, str text) {
  block *b = add_text(d, BLOCK_ITEM, text);
  b->label = str_copy(d->a, label);
  b->level = level < 0 ? 0 : level > 3 ? 3 : level;
  b->align = ALIGN_JUSTIFY;
}

static block *last_fields(doc *d) {
  block *last = d->blocks.n ? &d->blocks.v[d->blocks.n - 1] : NULL;
  return last && last->kind == BLOCK_FIELDS ? last : doc_add(d, BLOCK_FIELDS);
}

void doc_field(doc *d, str label, str value) {
  block *b = last_fields(d);
  size_t one = sizeof *b->fields;
  b->fields = arena_grow(d->a, b->fields, b->n_fields * one, (b->n_fields + 1) * one);
  b->fields[b->n_fields].label = str_copy(d->a, label);
  b->fields[b->n_fields].value = str_copy(d->a, value);
  b->n_fields++;
}

/* Widths become per cent with two places, so that a frozen table has the very same columns. */
static double *per_cent(arena *a, const double *widths, size_t n) {
  double *v = NEW_N(a, double, n), sum = 0;
  for (size_t i = 0; i < n; i++) sum += widths && widths[i] > 0 ? widths[i] : 1;
  for (size_t i = 0; i < n; i++) v[i] = round((widths && widths[i] > 0 ? widths[i] : 1) * 10000 / sum) / 100;
  return v;
}

doc_table *doc_add_table(doc *d, str caption, const double *widths, size_t n_columns) {
  ENSURE(n_columns > 0);
  block *b = doc_add(d, BLOCK_TABLE);
  doc_table *t = b->table = NEW(d->a, doc_table);
  t->caption = str_copy(d->a, caption);
  t->widths = per_cent(d->a, widths, n_columns);
  t->n_columns = n_columns;
  return t;
}

doc_row *doc_table_row(doc *d, doc_table *t, bool head) {
  doc_row r = {.head = head};
  LIST_ADD(d->a, &t->rows, r);
  return &t->rows.v[t->rows.n - 1];
}

void doc_cell_add(doc *d, doc_row *r, enum align align, str text) {
  r->cells = arena_grow(d->a, r->cells, r->n * sizeof *r->cells, (r->n + 1) * sizeof *r->cells);
  r->cells[r->n++] = (doc_cell){.text = str_copy(d->a, text), .align = align};
}

static double hundredth(double v) { return round(v * 100) / 100; }

/* The drawing with lengths as doc_freeze keeps them, so that the built and the thawed document print the same bytes. */
static drawing *settled(arena *a, const drawing *g) {
  drawing *out = draw_new(a, hundredth(g->width), hundredth(g->height), g->title, g->desc);
  for (size_t i = 0; i < g->ops.n; i++) {
    draw_op op = g->ops.v[i];
    op.points = NEW_N(a, draw_point, op.n_points);
    for (size_t k = 0; k < op.n_points; k++) {
      draw_point at = g->ops.v[i].points[k];
      op.points[k] = (draw_point){hundredth(at.x), hundredth(at.y)};
    }
    op.radius = hundredth(op.radius);
    op.size = hundredth(op.size);
    op.style.width = hundredth(op.style.width);
    LIST_ADD(a, &out->ops, op);
  }
  return out;
}

void doc_figure(doc *d, drawing *g, str alt, str caption) {
  block *b = add_text(d, BLOCK_FIGURE, caption);
  b->figure = settled(d->a, g);
  b->alt = str_copy(d->a, alt);
}

void doc_sign(doc *d, const doc_signer *signers, size_t n) {
  ENSURE(n >= 1 && n <= 3);
  block *b = doc_add(d, BLOCK_SIGN);
  b->signers = NEW_N(d->a, doc_signer, n);
  b->n_signers = n;
  for (size_t i = 0; i < n; i++) {
    const doc_signer *s = &signers[i];
    b->signers[i] = (doc_signer){str_copy(d->a, s->place_date), str_copy(d->a, s->position), str_copy(d->a, s->mark),
                                 str_copy(d->a, s->name), str_copy(d->a, s->rank), str_copy(d->a, s->nip), s->field};
  }
}

void doc_qr(doc *d, str content, str caption) {
  block *b = add_text(d, BLOCK_QR, content);
  b->label = str_copy(d->a, caption);
}

void doc_toc(doc *d, enum toc_of of) { doc_add(d, BLOCK_TOC)->level = (int)of; }

void doc_page(doc *d, enum doc_sheet sheet) { doc_add(d, BLOCK_PAGE)->sheet = sheet; }

void doc_space(doc *d, double points) { doc_add(d, BLOCK_SPACE)->size = points; }

static bool mark_char(char c) { return c == '*' || c == '/' || c == '_'; }

/* A mark needs two of its character side by side; the neighbour may also come from the text around the data. */
static bool needs_escape(str s, size_t i) {
  char c = s.p[i];
  if (c == '\\' || (c == ':' && i + 1 == s.n)) return true; /* "://" is no mark, but a mark may follow the data */
  return mark_char(c) && (i == 0 || i + 1 == s.n || s.p[i - 1] == c || s.p[i + 1] == c);
}

str block_escape(arena *a, str text) {
  buf b = BUF(a);
  if (!text.p) return text;
  for (size_t i = 0; i < text.n; i++) {
    if (needs_escape(text, i)) buf_char(&b, '\\');
    buf_char(&b, text.p[i]);
  }
  return buf_str(&b);
}

/* ---- what writers share ---- */

static double mm(double given, double otherwise) {
  double v = given > 0 ? given : otherwise;
  return fmin(v, 80) * 72 / 25.4;
}

doc_box doc_box_of(const doc *d, enum doc_sheet sheet) {
  bool f4 = d->paper == PAPER_F4 || sheet == SHEET_FOLIO, upright = sheet == SHEET_PORTRAIT;
  double w = f4 ? 215 : 210, h = f4 ? 330 : 297;
  doc_box x = {.page_w = (upright ? w : h) * 72 / 25.4, .page_h = (upright ? h : w) * 72 / 25.4};
  x.left = mm(d->margin_left, 25);
  x.top = mm(d->margin_top, 20);
  x.width = x.page_w - x.left - mm(d->margin_right, 20);
  x.bottom = x.page_h - mm(d->margin_bottom, 20);
  return x;
}

enum doc_sheet doc_first_sheet(const doc *d) {
  enum doc_sheet sheet = d->landscape ? SHEET_LANDSCAPE : SHEET_PORTRAIT;
  for (size_t i = 0; i < d->blocks.n; i++) {
    const block *b = &d->blocks.v[i];
    if (b->kind == BLOCK_PAGE) sheet = b->sheet;
    else if (b->kind != BLOCK_SPACE) break;
  }
  return sheet;
}

bool block_word_label(str label) {
  for (size_t i = 0; i < label.n; i++)
    if (label.p[i] < 'A' || label.p[i] > 'Z') return false;
  return label.n > 3;
}

const heading_form *block_heading_form(enum heading_series series, int level) {
  static const heading_form FORMS[] = {{"BAB ", "", 'I'}, {"", ".", 'A'}, {"", ".", '1'}, {"", ".", 'a'}}, ANNEX = {"LAMPIRAN ", "", '1'};
  if (series == SERIES_NONE) return NULL;
  return series == SERIES_ANNEX && level == 1 ? &ANNEX : &FORMS[level - 1];
}

int block_heading_level(const block *b) { return b->level < 1 ? 1 : b->level > HEADING_LEVELS ? HEADING_LEVELS : b->level; }

str block_heading(arena *a, const block *b) { return b->label.n ? STR_CAT(a, b->label, S(" "), b->text) : b->text; }

str block_listed(arena *a, const block *b, enum toc_of of) {
  switch (of) {
  case TOC_HEADINGS: return b->kind == BLOCK_HEADING && b->level <= 3 ? block_heading(a, b) : STR_NONE;
  case TOC_TABLES: return b->kind == BLOCK_TABLE ? b->table->caption : STR_NONE;
  case TOC_FIGURES: return b->kind == BLOCK_FIGURE ? b->text : STR_NONE;
  }
  return STR_NONE;
}
