/* The official form: measured once, then laid on pages. Text never gets lost: a page grows when one row alone is taller than the sheet. */
#include <math.h>

#include "identity.h"
#include "route.h"
#include "show.h"

enum column { COL_NO, COL_ACTIVITY, COL_LANES, COL_REQUIREMENT, COL_TIME, COL_OUTPUT, COL_REALISED, COL_NOTE, COLUMNS };

static const double PAGE_W = 935.43, PAGE_H = 609.45; /* F4 landscape: 330 x 215 mm */
static const double MARGIN = 28, PAD = 3.5, LEADING = 1.2, HEAD_GROUP = 15, HEAD_NUMBERS = 11, FOOTER = 14;
static const double MAX_LANE = 96, MIN_LANE = 46, IDENTITY_SIZE = 10, IDENTITY_LEAST = 6;
static const draw_style rule = {.stroke = 0x000000, .fill = DRAW_NO_COLOR, .width = 0.6};

/* Widths without and with the column Realisasi; the lanes take what remains. */
static const struct { double plain, realised, size; enum draw_anchor anchor; const char *label; } columns[COLUMNS] = {
    [COL_NO] = {24, 24, 8, DRAW_MIDDLE, "No"},
    [COL_ACTIVITY] = {160, 136, 8.5, DRAW_START, "Uraian Kegiatan"},
    [COL_LANES] = {0, 0, 7, DRAW_MIDDLE, "Pelaksana Kegiatan"},
    [COL_REQUIREMENT] = {96, 80, 8, DRAW_START, "Persyaratan/ Kelengkapan"},
    [COL_TIME] = {42, 40, 8, DRAW_MIDDLE, "Waktu"},
    [COL_OUTPUT] = {96, 80, 8, DRAW_START, "Output"},
    [COL_REALISED] = {0, 112, 7, DRAW_START, "Realisasi"},
    [COL_NOTE] = {131, 107, 7, DRAW_START, "Keterangan"},
};

typedef struct form_row {
  str_list cells[COLUMNS];
  double h;
} form_row;

typedef struct form {
  arena *a;
  const sop *s;
  const sop_marks *marks;
  bool realised;
  double x[COLUMNS + 1], lane_w, head_h;
  form_row *rows;  /* rows[i] is step i + 1 */
  size_t *page_of;
} form;

/* ---- measuring ---- */

static bool any_realised(const sop_marks *m) {
  for (size_t i = 0; m && i < m->n; i++)
    if (m->v[i].realised.n) return true;
  return false;
}

static void set_columns(form *f) {
  double w[COLUMNS], text = 0, total = PAGE_W - 2 * MARGIN, lanes = (double)f->s->lanes.n;
  for (int c = 0; c < COLUMNS; c++) text += w[c] = f->realised ? columns[c].realised : columns[c].plain;
  f->lane_w = fmin(MAX_LANE, fmax(MIN_LANE, (total - text) / lanes));
  w[COL_LANES] = f->lane_w * lanes;
  double scale = (total - w[COL_LANES]) / text;
  f->x[0] = MARGIN;
  for (int c = 0; c < COLUMNS; c++) f->x[c + 1] = f->x[c] + (c == COL_LANES ? w[c] : w[c] * scale);
}

static double width_of(const form *f, int c) { return f->x[c + 1] - f->x[c]; }

static str cell_text(const form *f, const sop_step *step, int c) {
  switch (c) {
    case COL_NO: return str_fmt(f->a, "%d.", step->no);
    case COL_ACTIVITY: return step->activity;
    case COL_REQUIREMENT: return step->requirement;
    case COL_TIME: return duration_id(f->a, step->time);
    case COL_OUTPUT: return step->output;
    case COL_REALISED: return sop_mark_of(f->marks, step->no).realised;
    case COL_NOTE: return sop_note(f->a, f->s, step);
    default: return STR_NONE;
  }
}

static void measure_row(form *f, size_t i) {
  f->rows[i].h = ROUTE_MIN_ROW;
  for (int c = 0; c < COLUMNS; c++) {
    if (width_of(f, c) < 1) continue;
    double size = columns[c].size;
    f->rows[i].cells[c] = draw_wrap(f->a, cell_text(f, &f->s->steps.v[i], c), size, false, width_of(f, c) - 2 * PAD);
    f->rows[i].h = fmax(f->rows[i].h, (double)f->rows[i].cells[c].n * size * LEADING + 2 * PAD);
  }
}

/* The largest size at which every word of a lane's label fits into its column. */
static double lane_size(const form *f, str label) {
  double size = columns[COL_LANES].size;
  for (str word; label.p && size > 4.5;) {
    str rest = str_cut(label, ' ', &word);
    if (draw_text_width(word, size, true) > f->lane_w - 7) size -= 0.25;
    else label = rest;
  }
  return size;
}

static str_list lane_lines(const form *f, size_t i) {
  str label = f->s->lanes.v[i].label;
  return draw_wrap(f->a, label, lane_size(f, label), true, f->lane_w - 3);
}

static void measure(form *f) {
  size_t n = f->s->steps.n;
  f->rows = NEW_N(f->a, form_row, n);
  f->page_of = NEW_N(f->a, size_t, n);
  set_columns(f);
  for (size_t i = 0; i < n; i++) measure_row(f, i);
  double tallest = 24;
  for (size_t i = 0; i < f->s->lanes.n; i++)
    tallest = fmax(tallest, (double)lane_lines(f, i).n * columns[COL_LANES].size * LEADING + 2 * PAD);
  f->head_h = HEAD_GROUP + tallest + HEAD_NUMBERS;
}

/* ---- the head of the table ---- */

static void lines_at(drawing *d, double x, double middle, double size, bool bold, enum draw_anchor anchor, str_list lines) {
  double y = middle - size * LEADING * (double)lines.n / 2 + size * 0.95;
  for (size_t i = 0; i < lines.n; i++) draw_text(d, x, y + size * LEADING * (double)i, size, bold, anchor, 0x000000, lines.v[i]);
}

static void head_cell(const form *f, drawing *d, double x, double y, double w, double h, double size, str label) {
  draw_style shaded = rule;
  shaded.fill = 0xececec;
  draw_rect(d, shaded, x, y, w, h, 0);
  lines_at(d, x + w / 2, y + h / 2, size, true, DRAW_MIDDLE, draw_wrap(f->a, label, size, true, w - 3));
}

static void draw_lane_heads(const form *f, drawing *d, double y, double h) {
  for (size_t i = 0; i < f->s->lanes.n; i++) {
    str label = f->s->lanes.v[i].label;
    head_cell(f, d, f->x[COL_LANES] + f->lane_w * (double)i, y, f->lane_w, h, lane_size(f, label), label);
  }
}

/* Columns are numbered 1, 2, ... as the printed form does, each lane being one. */
static void draw_head_numbers(const form *f, drawing *d, double y) {
  size_t number = 1;
  for (int c = 0; c < COLUMNS; c++) {
    size_t parts = c == COL_LANES ? f->s->lanes.n : width_of(f, c) < 1 ? 0 : 1;
    for (size_t i = 0; i < parts; i++) {
      double w = width_of(f, c) / (double)parts;
      head_cell(f, d, f->x[c] + w * (double)i, y, w, HEAD_NUMBERS, 6.5, str_fmt(f->a, "%zu", number++));
    }
  }
}

static void draw_head(const form *f, drawing *d, double y) {
  double group = f->x[COL_REALISED] - f->x[COL_REQUIREMENT], sub = f->head_h - HEAD_GROUP - HEAD_NUMBERS;
  head_cell(f, d, f->x[COL_LANES], y, width_of(f, COL_LANES), HEAD_GROUP, 8, str_of(columns[COL_LANES].label));
  head_cell(f, d, f->x[COL_REQUIREMENT], y, group, HEAD_GROUP, 8, S("Mutu Baku"));
  draw_lane_heads(f, d, y + HEAD_GROUP, sub);
  for (int c = 0; c < COLUMNS; c++) {
    bool in_group = c == COL_REQUIREMENT || c == COL_TIME || c == COL_OUTPUT;
    if (c == COL_LANES || width_of(f, c) < 1) continue;
    double top = in_group ? y + HEAD_GROUP : y;
    head_cell(f, d, f->x[c], top, width_of(f, c), in_group ? sub : sub + HEAD_GROUP, 8, str_of(columns[c].label));
  }
  draw_head_numbers(f, d, y + HEAD_GROUP + sub);
}

/* ---- rows ---- */

static void draw_grid(const form *f, drawing *d, double y, double h, uint32_t fill) {
  draw_style frame = rule, light = {.stroke = 0xb5b5b5, .fill = DRAW_NO_COLOR, .width = 0.5};
  frame.fill = fill;
  draw_rect(d, frame, f->x[0], y, f->x[COLUMNS] - f->x[0], h, 0);
  for (size_t i = 1; i < f->s->lanes.n; i++) {
    double x = f->x[COL_LANES] + f->lane_w * (double)i;
    draw_line(d, light, (draw_point[]){{x, y}, {x, y + h}}, 2);
  }
  for (int c = 1; c < COLUMNS; c++)
    if (width_of(f, c) >= 1) draw_line(d, rule, (draw_point[]){{f->x[c], y}, {f->x[c], y + h}}, 2);
}

static void draw_cells(const form *f, drawing *d, size_t i, double y) {
  for (int c = 0; c < COLUMNS; c++) {
    if (!f->rows[i].cells[c].n) continue;
    double x = columns[c].anchor == DRAW_START ? f->x[c] + PAD : (f->x[c] + f->x[c + 1]) / 2;
    lines_at(d, x, y + f->rows[i].h / 2, columns[c].size, false, columns[c].anchor, f->rows[i].cells[c]);
  }
}

/* The number of a step leads to its page. */
static void draw_row(const form *f, drawing *d, size_t i, double y) {
  sop_mark mark = sop_mark_of(f->marks, (int)i + 1);
  draw_grid(f, d, y, f->rows[i].h, mark.state == SOP_CURRENT ? 0xfff9e8 : DRAW_NO_COLOR);
  size_t before = d->ops.n;
  draw_cells(f, d, i, y);
  if (mark.href.n) d->ops.v[before].href = mark.href;
}

/* The table from `first` for n steps with its strips at y; returns its height. */
static double draw_table(const form *f, drawing *d, double y, size_t first, size_t n) {
  bool above = first > 0 && f->page_of[first - 1] != f->page_of[first];
  bool below = first + n < f->s->steps.n;
  double *row_y = NEW_N(f->a, double, n + 1), at = y + f->head_h;
  route_page p = {.d = d, .s = f->s, .marks = f->marks, .lane_x = f->x[COL_LANES], .lane_w = f->lane_w, .first = (int)first + 1,
                  .last = (int)(first + n), .page_of = f->page_of, .row_y = row_y};
  draw_head(f, d, y);
  if (above) {
    draw_grid(f, d, at, ROUTE_STRIP, DRAW_NO_COLOR);
    p.above = at + ROUTE_STRIP / 2.0;
    at += ROUTE_STRIP;
  }
  for (size_t i = 0; i < n; at += f->rows[first + i++].h) {
    row_y[i] = at;
    draw_row(f, d, first + i, at);
  }
  row_y[n] = at;
  if (below) {
    draw_grid(f, d, at, ROUTE_STRIP, DRAW_NO_COLOR);
    p.below = at + ROUTE_STRIP / 2.0;
    at += ROUTE_STRIP;
  }
  route_draw(&p);
  return at - y;
}

/* ---- pages ---- */

static drawing *new_page(const form *f, double height, const char *what) {
  return draw_new(f->a, PAGE_W, height, str_fmt(f->a, "SOP %.*s", STR_ARG(f->s->title)), str_of(what));
}

static const char form_desc[] = "Bagan alir SOP. Isi yang sama tersedia sebagai tabel.";

/* Steps from `first` that fit on one sheet, at least one. Strips are counted whenever the flow may go on. */
static size_t rows_that_fit(const form *f, size_t first) {
  double room = PAGE_H - 2 * MARGIN - FOOTER - f->head_h - (first ? ROUTE_STRIP : 0), used = 0;
  size_t n = 0;
  while (first + n < f->s->steps.n) {
    bool last = first + n + 1 == f->s->steps.n;
    used += f->rows[first + n].h;
    if (n && used + (last ? 0 : ROUTE_STRIP) > room) break;
    n++;
  }
  return n;
}

static double identity_size(const form *f) {
  double size = IDENTITY_SIZE;
  while (size > IDENTITY_LEAST &&
         identity_draw(f->a, NULL, f->s, 0, 0, PAGE_W - 2 * MARGIN, size) > PAGE_H - 2 * MARGIN - FOOTER) size -= 0.5;
  return size;
}

static double rows_height(const form *f, size_t first, size_t n) {
  double h = 0;
  for (size_t i = 0; i < n; i++) h += f->rows[first + i].h;
  return h;
}

static drawing *continuous(const form *f, bool identity) {
  double gap = 12, size = 9, block = identity ? identity_draw(f->a, NULL, f->s, 0, 0, PAGE_W - 2 * MARGIN, size) + gap : 0;
  size_t n = f->s->steps.n;
  drawing *d = new_page(f, 2 * MARGIN + block + f->head_h + rows_height(f, 0, n), form_desc);
  if (identity) identity_draw(f->a, d, f->s, MARGIN, MARGIN, PAGE_W - 2 * MARGIN, size);
  draw_table(f, d, MARGIN + block, 0, n);
  return d;
}

typedef LIST(drawing *) page_list;

static void add_identity_page(const form *f, page_list *pages) {
  double size = identity_size(f), h = identity_draw(f->a, NULL, f->s, 0, 0, PAGE_W - 2 * MARGIN, size);
  drawing *d = new_page(f, fmax(PAGE_H, h + 2 * MARGIN + FOOTER), "Identitas SOP.");
  identity_draw(f->a, d, f->s, MARGIN, MARGIN, PAGE_W - 2 * MARGIN, size);
  LIST_ADD(f->a, pages, d);
}

static void add_table_pages(form *f, page_list *pages) {
  size_t page = 0, fit = 0;
  for (size_t first = 0; first < f->s->steps.n; first += fit, page++) {
    fit = rows_that_fit(f, first);
    for (size_t i = 0; i < fit; i++) f->page_of[first + i] = page;
  }
  for (size_t first = 0; first < f->s->steps.n; first += fit) {
    fit = rows_that_fit(f, first);
    double strips = ROUTE_STRIP * ((first > 0) + (first + fit < f->s->steps.n));
    double need = f->head_h + rows_height(f, first, fit) + strips + 2 * MARGIN + FOOTER;
    drawing *d = new_page(f, fmax(PAGE_H, need), form_desc);
    draw_table(f, d, MARGIN, first, fit);
    LIST_ADD(f->a, pages, d);
  }
}

static void add_footers(const form *f, page_list *pages) {
  for (size_t i = 0; i < pages->n; i++) {
    drawing *d = pages->v[i];
    str title = draw_wrap(f->a, d->title, 7, false, (PAGE_W - 2 * MARGIN) * 0.8).v[0];
    draw_text(d, MARGIN, d->height - MARGIN + 6, 7, false, DRAW_START, 0x404040, title);
    draw_text(d, PAGE_W - MARGIN, d->height - MARGIN + 6, 7, false, DRAW_END, 0x404040,
              str_fmt(f->a, "halaman %zu dari %zu", i + 1, pages->n));
  }
}

drawing **sop_draw(arena *a, const sop *s, const sop_marks *marks, sop_draw_options options, size_t *n_pages) {
  form *f = NEW(a, form);
  *f = (form){.a = a, .s = s, .marks = marks, .realised = any_realised(marks)};
  measure(f);
  page_list pages = {0};
  if (options.continuous) LIST_ADD(a, &pages, continuous(f, !options.no_identity));
  else {
    if (!options.no_identity) add_identity_page(f, &pages);
    add_table_pages(f, &pages);
    add_footers(f, &pages);
  }
  *n_pages = pages.n;
  return pages.v;
}
