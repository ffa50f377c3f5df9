/* Tables, and what is laid out by tables without rules: signature places, QR codes, the letterhead. */
#include "docx_part.h"

enum { LONG_CELL = 25 }; /* lines from which a row may be split between pages */

/* ---- a table's frame ---- */

typedef struct frame { const double *widths; size_t n; double total; } frame;

static int edge(const docx *x, const frame *f, size_t col) {
  double sum = 0;
  for (size_t i = 0; i < col; i++) sum += f->widths[i];
  return docx_twips(x->box.width * sum / f->total);
}

static frame frame_of(const double *widths, size_t n) {
  frame f = {widths, n, 0};
  for (size_t i = 0; i < n; i++) f.total += widths[i];
  return f;
}

/* Two tables that follow each other would become one, and a table cannot begin a page by itself. */
static void before_table(docx *x) {
  if (x->gap < 0 && !x->turn) return;
  double high = fmax(x->gap, 1);
  x->gap = -1;
  docx_para p = DOCX_PARA;
  p.before = p.after = 0;
  p.exact = high, p.size = 1, p.keep = true;
  docx_line(x, p, STR_NONE, (docx_run){0});
}

static void table_open(docx *x, const frame *f, const char *style, double pad_x, double pad_y, str title) {
  buf *b = &x->body;
  before_table(x);
  buf_fmt(b, "<w:tbl><w:tblPr><w:tblStyle w:val=\"%s\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>", style, edge(x, f, f->n));
  buf_fmt(b, "<w:tblCellMar><w:top w:w=\"%d\" w:type=\"dxa\"/><w:left w:w=\"%d\" w:type=\"dxa\"/>", docx_twips(pad_y), docx_twips(pad_x));
  buf_fmt(b, "<w:bottom w:w=\"%d\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/></w:tblCellMar>", docx_twips(pad_y), docx_twips(pad_x));
  buf_z(b, "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>");
  if (title.n) {
    buf_z(b, "<w:tblCaption w:val=\"");
    xml_escape(b, title);
    buf_z(b, "\"/>");
  }
  buf_z(b, "</w:tblPr><w:tblGrid>");
  for (size_t i = 0; i < f->n; i++) buf_fmt(b, "<w:gridCol w:w=\"%d\"/>", edge(x, f, i + 1) - edge(x, f, i));
  buf_z(b, "</w:tblGrid>");
}

static void table_close(docx *x, double gap) {
  buf_z(&x->body, "</w:tbl>");
  x->gap = gap;
}

static void row_open(docx *x, bool unsplit, bool head) {
  buf_fmt(&x->body, "<w:tr><w:trPr>%s%s</w:trPr>", unsplit ? "<w:cantSplit/>" : "", head ? "<w:tblHeader/>" : "");
}
static void row_close(docx *x) { buf_z(&x->body, "</w:tr>"); }

typedef struct cell_look { size_t col, cols; const char *merge; uint32_t shade; const char *valign, *borders; } cell_look;

static void cell_open(docx *x, const frame *f, cell_look c) {
  buf *b = &x->body;
  buf_fmt(b, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", edge(x, f, c.col + c.cols) - edge(x, f, c.col));
  if (c.cols > 1) buf_fmt(b, "<w:gridSpan w:val=\"%zu\"/>", c.cols);
  if (c.merge) buf_fmt(b, "<w:vMerge w:val=\"%s\"/>", c.merge);
  if (c.borders) buf_z(b, c.borders);
  if (c.shade) buf_fmt(b, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%06X\"/>", (unsigned)c.shade & 0xffffff);
  if (c.valign) buf_fmt(b, "<w:vAlign w:val=\"%s\"/>", c.valign);
  buf_z(b, "</w:tcPr>");
  x->gap = -1;
}
static void cell_close(docx *x) { buf_z(&x->body, "</w:tc>"); }

static docx_para cell_para(const char *jc, double size) {
  docx_para p = DOCX_PARA;
  p.style = "TableText", p.jc = jc, p.size = size;
  return p;
}

static void empty_cell(docx *x, const frame *f, cell_look c) {
  cell_open(x, f, c);
  docx_line(x, cell_para(NULL, 0), STR_NONE, (docx_run){0});
  cell_close(x);
}

/* ---- tables of the document ---- */

typedef struct grid {
  const doc_table *t;
  frame f;
  double size;
  size_t heads;
  size_t *busy, *span; /* by column: rows that a cell above still covers; columns of that cell, at its first column */
} grid;

static size_t clamp_span(int span, size_t max) { return span < 1 ? 1 : (size_t)span > max ? max : (size_t)span; }

static uint32_t shade_of(const grid *g, const doc_row *r, const doc_cell *c) {
  if (c->shade) return c->shade;
  return g->t->plain || !(r->head || r->total) ? 0 : r->head ? 0xe9edf1 : 0xf3f4f6;
}

static void put_cell(docx *x, grid *g, const doc_row *r, const doc_cell *c, size_t col, size_t rows_left) {
  size_t cols = 1, want = clamp_span(c->colspan, g->t->n_columns - col), rows = clamp_span(c->rowspan, rows_left);
  while (cols < want && !g->busy[col + cols]) cols++;
  for (size_t k = 0; k < cols; k++) g->busy[col + k] = rows;
  g->span[col] = cols;
  bool bold = c->bold || (!g->t->plain && (r->head || r->total));
  cell_open(x, &g->f, (cell_look){col, cols, rows > 1 ? "restart" : NULL, shade_of(g, r, c), r->head ? "center" : NULL, NULL});
  docx_line(x, cell_para(docx_jc(c->align, c->text), 0), c->text, (docx_run){.size = g->size, .bold = bold});
  cell_close(x);
}

/* A row that no page could hold may be split. */
static bool fits_a_page(docx *x, const grid *g, const doc_row *r) {
  for (size_t i = 0; i < r->n; i++) {
    size_t span = clamp_span(r->cells[i].colspan, g->t->n_columns);
    double per_column = x->box.width / (double)g->t->n_columns;
    if (docx_width(x, r->cells[i].text, g->size, false) / (per_column * (double)span) > LONG_CELL) return false;
  }
  return true;
}

static void put_row(docx *x, grid *g, size_t at) {
  const doc_row *r = &g->t->rows.v[at];
  size_t n = g->t->n_columns, rows = at < g->heads ? g->heads : g->t->rows.n, i = 0;
  bool keep = x->keep;
  x->keep = at < g->heads || (at + 2 == g->t->rows.n && g->t->rows.v[at + 1].total);
  row_open(x, fits_a_page(x, g, r), at < g->heads);
  for (size_t col = 0; col < n; col += g->span[col]) {
    if (g->busy[col]) empty_cell(x, &g->f, (cell_look){col, g->span[col], "continue", 0, NULL, NULL});
    else if (i < r->n) put_cell(x, g, r, &r->cells[i++], col, rows - at);
    else empty_cell(x, &g->f, (cell_look){col, g->span[col] = 1, NULL, 0, NULL, NULL}), g->busy[col] = 1;
  }
  for (size_t k = 0; k < n; k++) g->busy[k] -= g->busy[k] > 0;
  row_close(x);
  x->keep = keep;
}

static double *positive(arena *a, const doc_table *t) {
  double *v = NEW_N(a, double, t->n_columns);
  for (size_t i = 0; i < t->n_columns; i++) v[i] = t->widths[i] > 0 ? t->widths[i] : 0.01;
  return v;
}

void docx_table(docx *x, const block *b) {
  const doc_table *t = b->table;
  size_t n = t->n_columns;
  grid g = {.t = t, .f = frame_of(positive(x->a, t), n), .size = t->font_size > 0 ? fmin(fmax(t->font_size, 3), 36) : x->size};
  g.busy = NEW_N(x->a, size_t, n);
  g.span = NEW_N(x->a, size_t, n);
  while (g.heads < t->rows.n && t->rows.v[g.heads].head) g.heads++;
  docx_para caption = DOCX_PARA;
  caption.style = "Caption";
  if (t->caption.n) {
    caption.size = g.size;
    docx_open(x, caption);
    docx_mark(x);
    docx_caption(x, t->caption, g.size);
    docx_mark_end(x);
    docx_close(x);
  }
  if (!t->rows.n) return;
  table_open(x, &g.f, t->plain ? "TablePlain" : "TableGrid", t->plain ? 2 : fmin(4, g.size * 0.42), t->plain ? 1 : g.size * 0.28, t->caption);
  for (size_t r = 0; r < t->rows.n; r++) put_row(x, &g, r);
  table_close(x, t->plain ? x->size * 0.4 : x->size);
}

/* ---- signature places ---- */

enum sign_part { SIGN_PLACE, SIGN_POSITION, SIGN_MARK, SIGN_NAME, SIGN_RANK, SIGN_NIP, SIGN_PARTS };

static str sign_text(docx *x, const doc_signer *s, enum sign_part part) {
  switch (part) {
  case SIGN_PLACE: return s->place_date;
  case SIGN_POSITION: return s->position;
  case SIGN_MARK: return s->mark;
  case SIGN_NAME: return s->name;
  case SIGN_RANK: return s->rank;
  default: return s->nip.n ? STR_CAT(x->a, S("NIP. "), s->nip) : STR_NONE;
  }
}

static bool part_used(docx *x, const block *b, enum sign_part part) {
  for (size_t i = 0; i < b->n_signers; i++)
    if (part == SIGN_MARK || sign_text(x, &b->signers[i], part).n) return true;
  return false;
}

/* The room to sign by hand is kept around an electronic mark too. */
static void sign_cell(docx *x, const doc_signer *s, enum sign_part part) {
  bool mark = part == SIGN_MARK;
  docx_para p = cell_para("center", mark ? x->size * 0.82 : 0);
  if (mark) p.before = p.after = s->mark.n ? x->size * 1.4 : x->size * 2.1;
  if (part == SIGN_NIP) p.keep = false;
  docx_line(x, p, sign_text(x, s, part), (docx_run){.size = mark ? x->size * 0.82 : 0, .bold = part == SIGN_NAME, .italic = mark});
}

static void sign_row(docx *x, const frame *f, const block *b, enum sign_part part) {
  size_t left = f->n - b->n_signers;
  row_open(x, true, false);
  for (size_t i = 0; i < left; i++) empty_cell(x, f, (cell_look){i, 1, NULL, 0, NULL, NULL});
  for (size_t i = 0; i < b->n_signers; i++) {
    cell_open(x, f, (cell_look){left + i, 1, NULL, 0, part == SIGN_MARK ? "center" : NULL, NULL});
    sign_cell(x, &b->signers[i], part);
    cell_close(x);
  }
  row_close(x);
}

static enum sign_part last_part(docx *x, const block *b) {
  enum sign_part last = SIGN_NIP;
  while (last > SIGN_MARK && !part_used(x, b, last)) last--;
  return last;
}

/* One place stands in the right half of the page; two or three share its width. All rows but the last hold on to the next. */
void docx_sign(docx *x, const block *b) {
  static const double equal[] = {1, 1, 1};
  frame f = frame_of(equal, b->n_signers < 2 ? 2 : b->n_signers);
  enum sign_part last = last_part(x, b);
  if (x->gap < x->size) x->gap = x->size;
  table_open(x, &f, "TablePlain", 6, 0, STR_NONE);
  for (enum sign_part part = SIGN_PLACE; part < SIGN_PARTS; part++) {
    x->keep = part != last;
    if (part_used(x, b, part)) sign_row(x, &f, b, part);
  }
  x->keep = false;
  table_close(x, x->size);
}

/* ---- QR ---- */

void docx_qr(docx *x, const block *b) {
  double side = b->size > 0 ? fmin(b->size, x->box.width / 2) : 84, first = side + x->size * 0.6;
  const double widths[] = {first, x->box.width - first};
  frame f = frame_of(widths, 2);
  table_open(x, &f, "TablePlain", 0, 0, STR_NONE);
  row_open(x, true, false);
  cell_open(x, &f, (cell_look){0, 1, NULL, 0, "center", NULL});
  docx_open(x, cell_para(NULL, 0));
  docx_qr_image(x, b->text, side);
  docx_close(x);
  cell_close(x);
  cell_open(x, &f, (cell_look){1, 1, NULL, 0, "center", NULL});
  docx_line(x, cell_para(NULL, 0), b->label, (docx_run){.size = x->size * 0.82});
  cell_close(x);
  row_close(x);
  table_close(x, x->size * 0.5);
}

/* ---- letterhead ---- */

#define KOP_RULE "<w:tcBorders><w:bottom w:val=\"thickThinSmallGap\" w:sz=\"24\" w:space=\"0\" w:color=\"000000\"/></w:tcBorders>"

static void kop_lines(docx *x, const doc_kop *k, double width) {
  double big = x->size * 16 / 11, small = x->size * 9 / 11;
  const struct { str text; double size; bool bold; } lines[] = {
      {k->government, big * 3 / 4, false}, {k->office, big, true}, {k->address, small, false}, {k->contact, small, false}};
  for (size_t i = 0; i < LEN(lines); i++) {
    if (!lines[i].text.n) continue;
    double fits = width / fmax(docx_width(x, lines[i].text, lines[i].size, lines[i].bold), 1);
    double size = i < 2 ? lines[i].size : lines[i].size * fmax(0.75, fmin(1, fits * 0.98));
    docx_line(x, cell_para("center", 0), lines[i].text, (docx_run){.size = size, .bold = lines[i].bold});
  }
}

void docx_kop(docx *x, const doc_kop *k) {
  double high = x->size * 6, wide = k->crest ? high * 0.82 : 0, gap = k->crest ? x->size : 0;
  const double widths[] = {wide + gap, x->box.width - wide - gap};
  frame f = k->crest ? frame_of(widths, 2) : frame_of(widths + 1, 1);
  table_open(x, &f, "TablePlain", 0, x->size * 0.25, STR_NONE);
  row_open(x, true, false);
  if (k->crest) {
    cell_open(x, &f, (cell_look){0, 1, NULL, 0, "center", KOP_RULE});
    docx_open(x, cell_para(NULL, 0));
    docx_crest(x, k, wide, high);
    docx_close(x);
    cell_close(x);
  }
  cell_open(x, &f, (cell_look){f.n - 1, 1, NULL, 0, "center", KOP_RULE});
  kop_lines(x, k, widths[1]);
  cell_close(x);
  row_close(x);
  table_close(x, x->size);
}
