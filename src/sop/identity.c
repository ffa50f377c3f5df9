#include "identity.h"

#include <math.h>

static const draw_style rule = {.stroke = 0x000000, .fill = DRAW_NO_COLOR, .width = 0.8};
enum { BLACK = 0x000000, GREY = 0x595959 };
static const double PAD = 5, LEADING = 1.25, SIGNING = 64;

typedef struct block {
  arena *a;
  drawing *d; /* NULL: only measure */
  double size;
} block;

static double line_height(const block *b) { return b->size * LEADING; }

static void put(const block *b, double x, double y, double size, bool bold, enum draw_anchor anchor, uint32_t colour, str text) {
  if (b->d) draw_text(b->d, x, y, size, bold, anchor, colour, text);
}

static void box(const block *b, double x, double y, double w, double h) {
  if (b->d) draw_rect(b->d, rule, x, y, w, h, 0);
}

/* Wrapped text with its first line's top at y; returns the height. */
static double paragraph(const block *b, double x, double y, double w, bool bold, str text) {
  str_list lines = draw_wrap(b->a, text, b->size, bold, w);
  for (size_t i = 0; i < lines.n; i++)
    put(b, x, y + line_height(b) * (double)i + b->size, b->size, bold, DRAW_START, BLACK, lines.v[i]);
  return line_height(b) * (double)lines.n;
}

static str upper(arena *a, str s) {
  char *z = str_z(a, s);
  for (size_t i = 0; i < s.n; i++)
    if (z[i] >= 'a' && z[i] <= 'z') z[i] = (char)(z[i] - 32);
  return (str){z, s.n};
}

static void centred(const block *b, double x, double y, double w, double size, bool bold, str text) {
  str_list lines = draw_wrap(b->a, text, size, bold, w);
  for (size_t i = 0; i < lines.n; i++) put(b, x + w / 2, y + size * LEADING * (double)i, size, bold, DRAW_MIDDLE, BLACK, lines.v[i]);
}

/* Left of the head: whose SOP this is. */
static void draw_owner(const block *b, const sop *s, double x, double y, double w, double h) {
  box(b, x, y, w, h);
  double middle = y + h / 2, inner = w - 2 * PAD;
  centred(b, x + PAD, middle - b->size * 2.6, inner, b->size * 1.35, true, upper(b->a, s->identity.government));
  centred(b, x + PAD, middle - b->size * 0.2, inner, b->size * 1.6, true, upper(b->a, s->identity.office));
  centred(b, x + PAD, middle + b->size * 3.4, inner, b->size * 1.1, false, S("STANDAR OPERASIONAL PROSEDUR"));
}

/* One row of the head: label, colon, value. The approver's row leaves the place of the signature. */
static double draw_row(const block *b, const sop_row *row, double x, double y, double w) {
  double label_w = draw_text_width(S("Tanggal Pembuatan"), b->size, false) + 3 * PAD, text_h;
  bool approver = str_eq(row->key, S("approver"));
  double value_x = x + label_w + PAD, value_w = w - label_w - 2 * PAD, top = y + PAD / 2;
  put(b, x + PAD, top + b->size, b->size, false, DRAW_START, BLACK, row->label);
  if (row->text.n) {
    str first, rest = approver ? str_cut(row->text, '\n', &first) : STR_NONE;
    text_h = paragraph(b, value_x, top, value_w, str_eq(row->key, S("title")), approver ? first : row->text);
    if (approver) text_h += SIGNING + paragraph(b, value_x, top + text_h + SIGNING, value_w, false, rest);
  } else {
    put(b, value_x, top + b->size, b->size, false, DRAW_START, GREY, S("belum diisi"));
    if (b->d) draw_last(b->d)->italic = true;
    text_h = line_height(b) + (approver ? SIGNING : 0);
  }
  double h = text_h + PAD;
  box(b, x, y, label_w, h);
  box(b, x + label_w, y, w - label_w, h);
  return h;
}

static double draw_head(const block *b, const sop *s, double x, double y, double w) {
  sop_row rows[SOP_ROWS];
  sop_identity_rows(b->a, s, rows);
  double h = 0, half = w / 2;
  for (size_t i = 0; i < SOP_ROWS; i++)
    if (!str_eq(rows[i].key, S("office"))) h += draw_row(b, &rows[i], x + half, y + h, half);
  draw_owner(b, s, x, y, half, h);
  return h;
}

/* One of the six boxes without its frame; returns the height. */
static double draw_box_text(const block *b, const sop_box *content, double x, double y, double w) {
  double h = PAD / 2 + paragraph(b, x + PAD, y + PAD / 2, w - 2 * PAD, true, STR_CAT(b->a, content->label, S(":"))) + 1;
  double indent = content->numbered ? b->size * 1.6 : 0;
  for (size_t i = 0; i < content->items->n; i++) {
    if (content->numbered)
      put(b, x + PAD, y + h + b->size, b->size, false, DRAW_START, BLACK, str_fmt(b->a, "%zu.", i + 1));
    h += paragraph(b, x + PAD + indent, y + h, w - 2 * PAD - indent, false, content->items->v[i].text);
  }
  return h + PAD;
}

double identity_draw(arena *a, drawing *d, const sop *s, double x, double y, double width, double size) {
  block b = {a, d, size}, measure = {a, NULL, size};
  double h = draw_head(&b, s, x, y, width), half = width / 2;
  sop_box boxes[SOP_BOXES];
  sop_boxes(s, boxes);
  for (size_t i = 0; i < SOP_BOXES; i += 2) {
    double tall = fmax(draw_box_text(&measure, &boxes[i], 0, 0, half), draw_box_text(&measure, &boxes[i + 1], 0, 0, half));
    for (size_t k = 0; k < 2; k++) {
      box(&b, x + half * (double)k, y + h, half, tall);
      draw_box_text(&b, &boxes[i + k], x + half * (double)k, y + h, half);
    }
    h += tall;
  }
  return h;
}
