/* Tables over pages. Cells are placed on a grid and measured once; rows are then put one by one. A cell is drawn when its last row
 * has been put, or when a page ends before that: then with the lines that fit, the rest on the next page. */
#include <math.h>

#include "pdf.h"

enum { TAGGED_CELLS = 4000 }; /* above this, cells go untagged: tags make a PDF five times as large */

typedef struct placed {
  const doc_cell *cell;
  size_t row, col, cols, rows;
  double height;
} placed;

struct pdf_grid {
  const doc_table *t;
  placed *cells; size_t n;
  size_t *first;                 /* index of the first cell of each row; rows.n + 1 entries */
  double *row_h, *edge;          /* edge: x of each column's left side, n_columns + 1 */
  size_t heads;                  /* rows at the start that are repeated */
  double heads_h;
  double size, pad_x, pad_y;
  double line[2];                /* height of one line of text, plain and bold; 0: not measured yet */
};

typedef struct opened { const placed *c; double y; int line; } opened; /* a cell whose rows are not all put */

typedef struct run {
  pdf *p;
  const pdf_grid *g;
  LIST(opened) open;
  bool tagged;
} run;

/* ---- measuring ---- */

static size_t clamp_span(int span, size_t max) { return span < 1 ? 1 : (size_t)span > max ? max : (size_t)span; }

static size_t free_columns(const size_t *busy, size_t col, size_t n, int span) {
  size_t k = 1, want = clamp_span(span, n - col);
  while (k < want && !busy[col + k]) k++;
  return k;
}

static void place_row(pdf_grid *g, size_t r, size_t *busy, size_t rows_end) {
  const doc_row *row = &g->t->rows.v[r];
  size_t col = 0, n = g->t->n_columns;
  for (size_t i = 0; i < row->n; i++) {
    while (col < n && busy[col]) col++;
    if (col == n) break;
    const doc_cell *c = &row->cells[i];
    placed at = {c, r, col, free_columns(busy, col, n, c->colspan), clamp_span(c->rowspan, rows_end - r), 0};
    for (size_t k = 0; k < at.cols; k++) busy[col + k] = at.rows;
    col += at.cols;
    g->cells[g->n++] = at;
  }
  for (size_t k = 0; k < n; k++) busy[k] -= busy[k] > 0;
}

static void place_cells(pdf *p, pdf_grid *g) {
  size_t rows = g->t->rows.n, all = 0;
  for (size_t r = 0; r < rows; r++) all += g->t->rows.v[r].n;
  g->cells = NEW_N(p->a, placed, all);
  g->first = NEW_N(p->a, size_t, rows + 1);
  size_t *busy = NEW_N(p->a, size_t, g->t->n_columns);
  while (g->heads < rows && g->t->rows.v[g->heads].head) g->heads++;
  for (size_t r = 0; r < rows; r++) {
    g->first[r] = g->n;
    place_row(g, r, busy, r < g->heads ? g->heads : rows);
  }
  g->first[rows] = g->n;
}

static void place_edges(pdf *p, pdf_grid *g) {
  size_t n = g->t->n_columns;
  double sum = 0, x = 0;
  for (size_t i = 0; i < n; i++) sum += g->t->widths[i] > 0 ? g->t->widths[i] : 0.01;
  g->edge = NEW_N(p->a, double, n + 1);
  for (size_t i = 0; i < n; i++) {
    g->edge[i] = x;
    x += (g->t->widths[i] > 0 ? g->t->widths[i] : 0.01) * p->width / sum;
  }
  g->edge[n] = p->width;
}

static double cell_width(const pdf_grid *g, const placed *c) { return g->edge[c->col + c->cols] - g->edge[c->col]; }

static double cell_pad(const pdf_grid *g, const placed *c) { return fmin(g->pad_x, cell_width(g, c) / 6); }

static bool cell_bold(const pdf_grid *g, const placed *c) {
  const doc_row *row = &g->t->rows.v[c->row];
  return c->cell->bold || (!g->t->plain && (row->head || row->total));
}

static double cell_room(const pdf_grid *g, const placed *c) { return fmax(cell_width(g, c) - 2 * cell_pad(g, c), 1); }

static void cell_text(pdf *p, const pdf_grid *g, const placed *c) {
  pdf_text(p, (pdf_style){.size = g->size, .bold = cell_bold(g, c), .align = c->cell->align, .tight = !g->t->plain, .width = cell_room(g, c)}, c->cell->text);
}

/* Plain letters that surely fit side by side, by the widths of the font with some to spare for kerning: most cells of figures. They need
 * not be laid out to know how high they are. */
static bool surely_one_line(const pdf_grid *g, const placed *c) {
  str s = c->cell->text;
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] < 0x20 || s.p[i] > 0x7e || s.p[i] == '*' || s.p[i] == '/' || s.p[i] == '_' || s.p[i] == '\\') return false;
  return draw_text_width(s, g->size, cell_bold(g, c)) * 1.04 <= cell_room(g, c);
}

static double text_height(pdf *p, pdf_grid *g, const placed *c) {
  double *line = &g->line[cell_bold(g, c)];
  bool one = surely_one_line(g, c);
  if (one && *line > 0) return *line;
  cell_text(p, g, c);
  if (one) *line = pdf_text_height(p);
  return pdf_text_height(p);
}

static double sum_rows(const pdf_grid *g, size_t from, size_t n) {
  double h = 0;
  for (size_t i = 0; i < n; i++) h += g->row_h[from + i];
  return h;
}

static void measure_rows(pdf *p, pdf_grid *g) {
  size_t rows = g->t->rows.n;
  g->row_h = NEW_N(p->a, double, rows + 1);
  for (size_t r = 0; r < rows; r++) g->row_h[r] = g->size * 1.15 + 2 * g->pad_y;
  for (size_t i = 0; i < g->n; i++) {
    placed *c = &g->cells[i];
    c->height = text_height(p, g, c) + 2 * g->pad_y;
    if (c->rows == 1) g->row_h[c->row] = fmax(g->row_h[c->row], c->height);
  }
  for (size_t i = 0; i < g->n; i++) {
    const placed *c = &g->cells[i];
    double more = c->rows > 1 ? c->height - sum_rows(g, c->row, c->rows) : 0;
    if (more > 0) g->row_h[c->row + c->rows - 1] += more;
  }
}

static pdf_grid *grid_new(pdf *p, const doc_table *t) {
  pdf_grid *g = NEW(p->a, pdf_grid);
  g->t = t;
  g->size = t->font_size > 0 ? fmin(fmax(t->font_size, 3), 36) : p->size;
  g->pad_x = t->plain ? 2 : fmin(4, g->size * 0.42);
  g->pad_y = t->plain ? 1 : g->size * 0.28;
  place_cells(p, g);
  place_edges(p, g);
  measure_rows(p, g);
  g->heads_h = sum_rows(g, 0, g->heads);
  return g;
}

/* Measured in the first pass, found again in the second. A table keeps the width of the section it was measured in. */
pdf_grid *pdf_grid_next(pdf *p, const doc_table *t) {
  pdf_grid **g = &p->grids[p->grids_met];
  if (!*g || (*g)->edge[t->n_columns] != p->width) *g = grid_new(p, t);
  return *g;
}

/* ---- drawing ---- */

static uint32_t shade_of(const pdf_grid *g, const placed *c) {
  const doc_row *row = &g->t->rows.v[c->row];
  if (c->cell->shade) return c->cell->shade;
  return g->t->plain || !(row->head || row->total) ? 0 : row->head ? 0xe9edf1 : 0xf3f4f6;
}

static void cell_box(run *t, const placed *c, double y, double bottom) {
  cairo_t *cr = t->p->cr;
  uint32_t shade = shade_of(t->g, c);
  cairo_rectangle(cr, t->p->left + t->g->edge[c->col], y, cell_width(t->g, c), bottom - y);
  if (shade) {
    pdf_colour(t->p, shade);
    cairo_fill_preserve(cr);
  }
  if (t->g->t->plain) return cairo_new_path(cr);
  pdf_colour(t->p, 0x444444);
  cairo_set_line_width(cr, 0.5);
  cairo_stroke(cr);
}

/* The box of a cell from o->y to `bottom` with the lines that are due there; the last part takes all that are left. */
static void cell_part(run *t, opened *o, double bottom, bool last) {
  const pdf_grid *g = t->g;
  pdf *p = t->p;
  if (last && !p->drawing) return;
  double used, x = p->left + g->edge[o->c->col] + cell_pad(g, o->c), y = o->y + g->pad_y;
  if (p->drawing) cell_box(t, o->c, o->y, bottom);
  cell_text(p, g, o->c);
  if (last && o->line == 0 && g->t->rows.v[o->c->row].head) y = (o->y + bottom - pdf_text_height(p)) / 2;
  const char *tag = g->t->rows.v[o->c->row].head ? "TH" : "TD";
  if (t->tagged) pdf_tag(p, tag);
  o->line = pdf_text_lines(p, x, y, o->line, last ? INFINITY : bottom - y - g->pad_y, false, &used);
  if (t->tagged) pdf_tag_end(p, tag);
}

static void row_tag(run *t, bool begin) {
  if (!t->tagged) return;
  if (begin) pdf_tag(t->p, "TR");
  else pdf_tag_end(t->p, "TR");
}

static void put_heads(run *t) {
  double y = t->p->y;
  for (size_t r = 0; r < t->g->heads; r++) {
    row_tag(t, true);
    for (size_t i = t->g->first[r]; i < t->g->first[r + 1]; i++) {
      opened o = {&t->g->cells[i], y, 0};
      cell_part(t, &o, y + sum_rows(t->g, r, o.c->rows), true);
    }
    row_tag(t, false);
    y += t->g->row_h[r];
  }
  if (t->g->heads) pdf_advance(t->p, y - t->p->y);
}

static bool heads_repeat(const run *t) { return t->g->heads_h < pdf_fresh_room(t->p) / 2; }

static void begin_part(run *t) {
  pdf_tag(t->p, "Table");
  if (heads_repeat(t)) put_heads(t);
}

/* The page ends inside the table: open cells are drawn to its foot and go on below the repeated head. */
static void table_break(run *t) {
  bool any = t->open.n > 0;
  if (any) row_tag(t, true);
  for (size_t i = 0; i < t->open.n; i++) cell_part(t, &t->open.v[i], t->p->y, false);
  if (any) row_tag(t, false);
  pdf_tag_end(t->p, "Table");
  pdf_break(t->p);
  begin_part(t);
  for (size_t i = 0; i < t->open.n; i++) t->open.v[i].y = t->p->y;
}

static double left_of(run *t, const opened *o) {
  if (o->line == 0) return o->c->height;
  double used;
  bool was = t->p->drawing;
  t->p->drawing = false;
  cell_text(t->p, t->g, o->c);
  pdf_text_lines(t->p, 0, 0, o->line, INFINITY, false, &used);
  t->p->drawing = was;
  return used + 2 * t->g->pad_y;
}

/* What row r still needs below p->y: the longest of the cells that end in it. */
static double row_need(run *t, size_t r) {
  double most = 0;
  for (size_t i = 0; i < t->open.n; i++) {
    const opened *o = &t->open.v[i];
    if (o->c->row + o->c->rows != r + 1) continue;
    most = fmax(most, left_of(t, o) - (t->p->y - o->y));
  }
  return most;
}

static void close_row(run *t, size_t r, double bottom) {
  size_t kept = 0;
  row_tag(t, true);
  for (size_t i = 0; i < t->open.n; i++) {
    opened o = t->open.v[i];
    if (o.c->row + o.c->rows == r + 1) cell_part(t, &o, bottom, true);
    else t->open.v[kept++] = o;
  }
  row_tag(t, false);
  t->open.n = kept;
}

static void put_row(run *t, size_t r) {
  pdf *p = t->p;
  double h = t->g->row_h[r], fresh = pdf_fresh_room(p) - (heads_repeat(t) ? t->g->heads_h : 0), least = 4 * t->g->size;
  if (h > pdf_room(p) && (h <= fresh || pdf_room(p) < least)) table_break(t);
  for (size_t i = t->g->first[r]; i < t->g->first[r + 1]; i++) {
    opened o = {&t->g->cells[i], p->y, 0};
    LIST_ADD(p->a, &t->open, o);
  }
  bool split = h > pdf_room(p);
  while (split && (h = row_need(t, r)) > pdf_room(p)) {
    pdf_advance(p, pdf_room(p));
    table_break(t);
  }
  if (!split) h = fmax(h, row_need(t, r));
  close_row(t, r, p->y + h);
  pdf_advance(p, h);
}

/* Rows that belong together: joined by a cell over several rows, or the last with the one before it: a row of totals, or one that goes
 * along with a signature place. */
static size_t unit_end(const pdf *p, const pdf_grid *g, size_t r) {
  size_t end = r + 1, rows = g->t->rows.n;
  for (size_t k = r; k < end; k++)
    for (size_t i = g->first[k]; i < g->first[k + 1]; i++)
      if (k + g->cells[i].rows > end) end = k + g->cells[i].rows;
  return end + 1 == rows && (g->t->rows.v[end].total || p->follow > 0) ? rows : end;
}

static void put_rows(run *t) {
  const pdf_grid *g = t->g;
  for (size_t r = g->heads, end; r < g->t->rows.n; r = end) {
    end = unit_end(t->p, g, r);
    double h = sum_rows(g, r, end - r), fresh = pdf_fresh_room(t->p) - (heads_repeat(t) ? g->heads_h : 0);
    double follow = end == g->t->rows.n ? t->p->follow : 0;
    if (h + follow > pdf_room(t->p) && h + follow <= fresh && r > g->heads) table_break(t);
    else if (h > pdf_room(t->p) && h <= fresh) table_break(t);
    for (; r < end; r++) put_row(t, r);
  }
}

static pdf_style caption_style(const pdf *p, const pdf_grid *g) {
  return (pdf_style){.size = g->size, .bold = true, .align = ALIGN_CENTER, .width = p->width};
}

double pdf_table_height(pdf *p, const block *b, const pdf_grid *g) {
  double h = g->heads_h;
  if (b->table->caption.n) {
    pdf_text(p, caption_style(p, g), b->table->caption);
    h += pdf_text_height(p) + p->size * 0.7;
  }
  if (g->heads < b->table->rows.n) h += fmin(sum_rows(g, g->heads, unit_end(p, g, g->heads) - g->heads), 8 * pdf_line(p));
  return h;
}

void pdf_table(pdf *p, const block *b, pdf_grid *g) {
  run t = {.p = p, .g = g, .tagged = p->tagged_cells + g->n <= TAGGED_CELLS};
  if (p->drawing && t.tagged) p->tagged_cells += g->n;
  pdf_need(p, pdf_table_height(p, b, g));
  if (b->table->caption.n) {
    pdf_gap(p, p->size * 0.3);
    pdf_here(p);
    pdf_flow(p, "Caption", caption_style(p, g), 0, b->table->caption);
    pdf_here_end(p);
    pdf_gap(p, p->size * 0.4);
  }
  pdf_tag(p, "Table");
  put_heads(&t);
  put_rows(&t);
  pdf_tag_end(p, "Table");
  pdf_gap(p, b->table->plain ? p->size * 0.4 : p->size);
}
