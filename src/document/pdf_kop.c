/* The letterhead: coat of arms at the left, government and office in the ratio 3:4, a thick and a thin line below. */
#include <math.h>
#include <string.h>

#include "pdf.h"

/* Where no coat of arms is known: a plain shield with a star. */
static void shield(pdf *p, double x, double y, double w, double h) {
  cairo_t *cr = p->cr;
  cairo_save(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, w, h);
  cairo_move_to(cr, 0, 0.06);
  cairo_curve_to(cr, 0.2, 0.1, 0.4, 0.06, 0.5, 0);
  cairo_curve_to(cr, 0.6, 0.06, 0.8, 0.1, 1, 0.06);
  cairo_curve_to(cr, 1.02, 0.55, 0.9, 0.85, 0.5, 1);
  cairo_curve_to(cr, 0.1, 0.85, -0.02, 0.55, 0, 0.06);
  cairo_close_path(cr);
  cairo_restore(cr);
  pdf_colour(p, 0x444444);
  cairo_set_line_width(cr, 1.2);
  cairo_stroke(cr);
}

static void star(pdf *p, double x, double y, double r) {
  for (int i = 0; i < 10; i++) {
    double angle = -M_PI / 2 + i * M_PI / 5, at = i % 2 ? r * 0.4 : r;
    cairo_line_to(p->cr, x + at * cos(angle), y + at * sin(angle));
  }
  cairo_close_path(p->cr);
  pdf_colour(p, 0x444444);
  cairo_set_line_width(p->cr, 0.8);
  cairo_stroke(p->cr);
}

static void neutral(pdf *p, double x, double y, double w, double h) {
  shield(p, x, y, w, h);
  star(p, x + w / 2, y + h * 0.33, w * 0.17);
  pdf_text(p, (pdf_style){.size = 6, .tight = true, .align = ALIGN_CENTER, .width = w * 0.8, .colour = 0x444444}, S("lambang\ndaerah"));
  pdf_text_show(p, x + w * 0.1, y + h * 0.52);
}

static cairo_status_t take_png(void *closure, unsigned char *to, unsigned int n) {
  str *left = closure;
  if (left->n < n) return CAIRO_STATUS_READ_ERROR;
  memcpy(to, left->p, n);
  *left = str_from(*left, n);
  return CAIRO_STATUS_SUCCESS;
}

/* The office's own picture, as large as fits into the box, in its middle; false when it cannot be read. */
static bool picture(pdf *p, str png, double x, double y, double w, double h) {
  cairo_surface_t *s = cairo_image_surface_create_from_png_stream(take_png, &png);
  bool good = cairo_surface_status(s) == CAIRO_STATUS_SUCCESS;
  if (good) {
    double wide = cairo_image_surface_get_width(s), high = cairo_image_surface_get_height(s), scale = fmin(w / wide, h / high);
    cairo_save(p->cr);
    cairo_translate(p->cr, x + (w - wide * scale) / 2, y + (h - high * scale) / 2);
    cairo_scale(p->cr, scale, scale);
    cairo_set_source_surface(p->cr, s, 0, 0);
    cairo_rectangle(p->cr, 0, 0, wide, high);
    cairo_fill(p->cr); /* cairo 1.16 loses its tags in a cairo_paint */
    cairo_restore(p->cr);
  }
  cairo_surface_destroy(s);
  return good;
}

void pdf_crest(pdf *p, const doc_kop *k, double x, double y, double w, double h) {
  if (!p->drawing) return;
  if (!k->crest_png.n || !picture(p, k->crest_png, x, y, w, h)) neutral(p, x, y, w, h);
}

void pdf_crest_alone(pdf *p, const block *b) {
  double high = fmin(b->size, pdf_fresh_room(p) / 2), wide = high * 0.82;
  pdf_need(p, high);
  pdf_tag(p, "Figure");
  pdf_crest(p, b->kop, p->left + (p->width - wide) / 2, p->y, wide, high);
  pdf_tag_end(p, "Figure");
  pdf_advance(p, high);
}

/* Address lines are made smaller, down to three quarters, before they break. */
static double fitting_size(pdf *p, str text, double size, double width) {
  pdf_text(p, (pdf_style){.size = size, .tight = true}, text);
  return size * fmax(0.75, fmin(1, width / fmax(pdf_text_width(p), 1)));
}

/* The lines of the head: drawn when the page is drawn; gives their height in any case. */
static double head_lines(pdf *p, const doc_kop *k, double x, double width, double y) {
  double big = p->size * 16 / 11, start = y;
  const struct { str text; double size; bool bold; } lines[] = {
    {k->government, big * 3 / 4, false}, {k->office, big, true}, {k->address, p->size * 9 / 11, false}, {k->contact, p->size * 9 / 11, false}};
  for (size_t i = 0; i < LEN(lines); i++) {
    if (!lines[i].text.n) continue;
    double size = i < 2 ? lines[i].size : fitting_size(p, lines[i].text, lines[i].size, width);
    if (i == 2) y += p->size * 0.2;
    pdf_text(p, (pdf_style){.size = size, .bold = lines[i].bold, .align = ALIGN_CENTER, .width = width, .tight = true}, lines[i].text);
    y += pdf_text_show(p, x, y) + 1;
  }
  return y - start;
}

static void double_line(pdf *p, double y) {
  if (!p->drawing) return;
  pdf_colour(p, 0);
  cairo_rectangle(p->cr, p->left, y, p->width, 2.25);
  cairo_rectangle(p->cr, p->left, y + 3.75, p->width, 0.75);
  cairo_fill(p->cr);
}

void pdf_kop(pdf *p, const doc_kop *k) {
  double high = p->size * 6, wide = k->crest ? high * 0.82 : 0, gap = k->crest ? p->size : 0;
  bool was = p->drawing;
  double width = p->width - wide - gap, x = p->left + wide + gap;
  p->drawing = false;
  double text = head_lines(p, k, x, width, 0), all = fmax(text, k->crest ? high : 0);
  pdf_need(p, all + 30);
  p->drawing = was;
  if (k->crest) {
    pdf_tag(p, "Figure");
    pdf_crest(p, k, p->left, p->y + (all - high) / 2, wide, high);
    pdf_tag_end(p, "Figure");
  }
  pdf_tag(p, "P");
  head_lines(p, k, x, width, p->y + (all - text) / 2);
  pdf_tag_end(p, "P");
  double_line(p, p->y + all + p->size * 0.5);
  pdf_advance(p, all + p->size * 0.5 + 4.5 + p->size);
}
