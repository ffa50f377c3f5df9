/* Drawings as vectors in the PDF. */
#include <math.h>

#include "pdf.h"

static void path_points(cairo_t *cr, const draw_point *v, size_t n) {
  for (size_t i = 0; i < n; i++) cairo_line_to(cr, v[i].x, v[i].y);
}

static void path_rect(cairo_t *cr, const draw_point *v, double radius) {
  double x = v[0].x, y = v[0].y, w = v[1].x - x, h = v[1].y - y, r = fmin(radius, fmin(w, h) / 2);
  if (r <= 0) return cairo_rectangle(cr, x, y, w, h);
  cairo_arc(cr, x + w - r, y + r, r, -M_PI / 2, 0);
  cairo_arc(cr, x + w - r, y + h - r, r, 0, M_PI / 2);
  cairo_arc(cr, x + r, y + h - r, r, M_PI / 2, M_PI);
  cairo_arc(cr, x + r, y + r, r, M_PI, 3 * M_PI / 2);
  cairo_close_path(cr);
}

static void paint(pdf *p, const draw_op *op, bool filled) {
  static const double dash[] = {3, 2};
  const draw_style *s = &op->style;
  if (filled && s->fill != DRAW_NO_COLOR) {
    pdf_colour(p, s->fill);
    cairo_fill_preserve(p->cr);
  }
  if (s->stroke != DRAW_NO_COLOR) {
    pdf_colour(p, s->stroke);
    cairo_set_line_width(p->cr, s->width);
    cairo_set_dash(p->cr, dash, s->dashed ? 2 : 0, 0);
    cairo_stroke_preserve(p->cr);
  }
  cairo_new_path(p->cr);
}

static void show_arrow(pdf *p, const draw_op *op) {
  draw_point head[3], end;
  draw_arrow_head(op, head, &end);
  path_points(p->cr, op->points, op->n_points - 1);
  cairo_line_to(p->cr, end.x, end.y);
  paint(p, op, false);
  path_points(p->cr, head, 3);
  cairo_close_path(p->cr);
  pdf_colour(p, op->style.stroke);
  cairo_fill(p->cr);
}

static void show_text(pdf *p, const draw_op *op) {
  static const double part[] = {0, 0.5, 1};
  pdf_text(p, (pdf_style){.size = op->size, .bold = op->bold, .italic = op->italic, .tight = true, .colour = op->style.fill & 0xffffff},
           block_escape(p->a, op->text));
  pdf_text_show(p, op->points[0].x - part[op->anchor] * pdf_text_width(p), op->points[0].y - pdf_text_baseline(p));
}

static void show_op(pdf *p, const draw_op *op) {
  const draw_point *v = op->points;
  switch (op->kind) {
  case DRAW_LINE:
    path_points(p->cr, v, op->n_points);
    paint(p, op, false);
    break;
  case DRAW_POLYGON:
    path_points(p->cr, v, op->n_points);
    cairo_close_path(p->cr);
    paint(p, op, true);
    break;
  case DRAW_RECT:
    path_rect(p->cr, v, op->radius);
    paint(p, op, true);
    break;
  case DRAW_CIRCLE:
    cairo_arc(p->cr, v[0].x, v[0].y, v[1].x, 0, 2 * M_PI);
    paint(p, op, true);
    break;
  case DRAW_ARROW: show_arrow(p, op); break;
  case DRAW_TEXT: show_text(p, op); break;
  }
}

static double show_caption(pdf *p, const block *b, double y) {
  if (!b->text.n) return 0;
  pdf_text(p, (pdf_style){.size = p->size * 0.9, .italic = true, .align = ALIGN_CENTER, .width = p->width}, b->text);
  return pdf_text_show(p, p->left, y) + p->size * 0.4;
}

/* Drawings larger than the page are made smaller. */
static double scale_of(pdf *p, const block *b) {
  const drawing *g = b->figure;
  bool was = p->drawing;
  p->drawing = false;
  double room = pdf_fresh_room(p) - show_caption(p, b, 0), scale = 1;
  p->drawing = was;
  if (g->width > p->width) scale = p->width / g->width;
  return g->height * scale > room ? fmax(room, 1) / g->height : scale;
}

double pdf_figure_height(pdf *p, const block *b) {
  bool was = p->drawing;
  p->drawing = false;
  double h = show_caption(p, b, 0) + b->figure->height * scale_of(p, b);
  p->drawing = was;
  return h + p->size * 0.6;
}

void pdf_drawing(pdf *p, const drawing *g) {
  cairo_set_line_join(p->cr, CAIRO_LINE_JOIN_ROUND);
  for (size_t i = 0; i < g->ops.n; i++) show_op(p, &g->ops.v[i]);
}

static void show_drawing(pdf *p, const drawing *g, double scale) {
  cairo_save(p->cr);
  cairo_translate(p->cr, p->left + (p->width - g->width * scale) / 2, p->y);
  cairo_scale(p->cr, scale, scale);
  pdf_drawing(p, g);
  cairo_restore(p->cr);
}

void pdf_figure(pdf *p, const block *b) {
  pdf_gap(p, p->size * 0.6);
  pdf_need(p, pdf_figure_height(p, b));
  double scale = scale_of(p, b), h = b->figure->height * scale;
  pdf_here(p);
  pdf_tag(p, "Figure");
  if (p->drawing) show_drawing(p, b->figure, scale);
  pdf_tag_end(p, "Figure");
  pdf_tag(p, "Caption");
  h += show_caption(p, b, p->y + h + p->size * 0.4);
  pdf_tag_end(p, "Caption");
  pdf_here_end(p);
  pdf_advance(p, h);
  pdf_gap(p, p->size);
}
