/* Signature places side by side, never parted by a page, and QR codes. */
#include <math.h>

#include "pdf.h"
#include "qr.h"

enum sign_part { SIGN_PLACE, SIGN_POSITION, SIGN_MARK, SIGN_NAME, SIGN_RANK, SIGN_NIP, SIGN_PARTS };

static str part_text(pdf *p, const doc_signer *s, enum sign_part part) {
  switch (part) {
  case SIGN_PLACE: return s->place_date;
  case SIGN_POSITION: return s->position;
  case SIGN_MARK: return s->mark;
  case SIGN_NAME: return s->name;
  case SIGN_RANK: return s->rank;
  default: return s->nip.n ? STR_CAT(p->a, S("NIP. "), s->nip) : STR_NONE;
  }
}

/* One place stands in the right half of the page; two or three share its width. */
static double column_width(const pdf *p, size_t n) { return (n == 1 ? p->width * 0.5 : p->width / (double)n) - 12; }
static double column_left(const pdf *p, size_t n, size_t i) {
  return n == 1 ? p->left + p->width * 0.5 + 6 : p->left + p->width / (double)n * (double)i + 6;
}

/* Room for a mark with its QR code, which sign/ puts there; or for a pen. */
static double empty_mark(pdf *p, const doc_signer *s, double x, double width, double y) {
  enum { FIELD_HEIGHT = 66, GAP = 3 };
  double height = s->field ? FIELD_HEIGHT : p->size * 5.2 - 2 * GAP;
  doc_place at = {p->page, x, p->page_h - y - height - GAP, width, height, s->name, s->field};
  if (p->drawing) LIST_ADD(p->a, &p->places, at);
  return height + 2 * GAP;
}

/* Draws one part of a place and gives its height. The room for a wet signature is kept also around an electronic mark. */
static double part_show(pdf *p, const doc_signer *s, enum sign_part part, double x, double width, double y) {
  str text = part_text(p, s, part);
  if (part == SIGN_MARK && (s->field || !text.n)) return empty_mark(p, s, x, width, y);
  double least = part == SIGN_MARK ? p->size * 5.2 : 0;
  if (!text.n) return 0;
  pdf_text(p, (pdf_style){.size = part == SIGN_MARK ? p->size * 0.82 : p->size, .bold = part == SIGN_NAME, .italic = part == SIGN_MARK,
                          .align = ALIGN_CENTER, .width = width, .tight = true}, text);
  double h = pdf_text_height(p), whole = fmax(least, part == SIGN_MARK ? h + p->size * 1.4 : h + 1);
  pdf_text_show(p, x, part == SIGN_MARK ? y + (whole - h) / 2 : y);
  return whole;
}

static double signers_show(pdf *p, const block *b, double y) {
  double start = y, width = column_width(p, b->n_signers);
  for (enum sign_part part = SIGN_PLACE; part < SIGN_PARTS; part++) {
    double most = 0;
    for (size_t i = 0; i < b->n_signers; i++)
      most = fmax(most, part_show(p, &b->signers[i], part, column_left(p, b->n_signers, i), width, y));
    y += most;
  }
  return y - start;
}

double pdf_sign_height(pdf *p, const block *b) {
  bool was = p->drawing;
  p->drawing = false;
  double h = signers_show(p, b, 0) + p->size;
  p->drawing = was;
  return h;
}

void pdf_sign(pdf *p, const block *b) {
  pdf_need(p, pdf_sign_height(p, b));
  pdf_gap(p, p->size);
  pdf_tag(p, "Sect");
  double h = signers_show(p, b, p->y);
  pdf_tag_end(p, "Sect");
  pdf_advance(p, h);
  pdf_gap(p, p->size);
}

/* ---- QR ---- */

static void squares(pdf *p, const qr *q, double x, double y, double side) {
  double unit = side / (q->width + 2 * QR_QUIET);
  for (int row = 0; row < q->width; row++)
    for (int col = 0, n; (n = qr_run(q, row, &col)) > 0; col += n)
      cairo_rectangle(p->cr, x + (col + QR_QUIET) * unit, y + (row + QR_QUIET) * unit, n * unit, unit);
  pdf_colour(p, 0);
  cairo_fill(p->cr);
}

void pdf_qr_code(pdf *p, str content, double x, double y, double side) {
  qr q = qr_of(p->a, content);
  if (q.width) squares(p, &q, x, y, side);
}

void pdf_qr(pdf *p, const block *b) {
  double side = b->size > 0 ? fmin(b->size, p->width / 2) : 84, gap = p->size * 0.6;
  pdf_style s = {.size = p->size * 0.82, .width = p->width - side - gap, .tight = true};
  pdf_text(p, s, b->label);
  double text = pdf_text_height(p), all = fmax(text, side);
  pdf_need(p, all);
  pdf_tag(p, "Figure");
  if (p->drawing) pdf_qr_code(p, b->text, p->left, p->y + (all - side) / 2, side);
  pdf_tag_end(p, "Figure");
  pdf_text(p, s, b->label);
  pdf_tag(p, "P");
  pdf_text_show(p, p->left + side + gap, p->y + (all - text) / 2);
  pdf_tag_end(p, "P");
  pdf_advance(p, all);
  pdf_gap(p, p->size * 0.5);
}
