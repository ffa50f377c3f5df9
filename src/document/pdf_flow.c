#include <cairo-pdf.h>
#include <math.h>

#include "pdf.h"

double pdf_line(const pdf *p) { return p->size * 1.3; }

/* How many of the lines that fit may stay: never one alone at the foot or the head of a page, and two go along with `whole` false:
 * what follows the text must not stand alone. */
static int kept_lines(int from, int fitting_to, int count, bool whole) {
  if (fitting_to >= count && whole) return count;
  if (count - fitting_to < 2) fitting_to = count - 2;
  return fitting_to - from < 2 ? from : fitting_to;
}

static double lines_height(pdf *p, int from, int to) {
  double used, all = 0;
  bool was = p->drawing;
  p->drawing = false;
  for (int i = from; i < to; i++) {
    pdf_text_lines(p, 0, 0, i, 0, true, &used);
    all += used;
  }
  p->drawing = was;
  return all;
}

static int fitting(pdf *p, int from, double room) {
  double used;
  bool was = p->drawing;
  p->drawing = false;
  int to = pdf_text_lines(p, 0, 0, from, room, false, &used);
  p->drawing = was;
  return to;
}

/* Lines [from, result) go on this page; when none may, the page is broken first. */
static int flow_part(pdf *p, const char *tag, double x, int from) {
  double room = pdf_room(p);
  int count = pdf_text_count(p), fits = fitting(p, from, room);
  int to = kept_lines(from, fits, count, fitting(p, from, room - p->follow) >= count);
  if (to == from) {
    if (p->on_page) return from;
    to = fits;
    if (to == from) to++;
  }
  double used, height = to == count && from == 0 ? pdf_text_height(p) : lines_height(p, from, to);
  pdf_tag(p, tag);
  pdf_text_lines(p, x, p->y, from, height, true, &used);
  pdf_tag_end(p, tag);
  pdf_advance(p, used);
  return to;
}

void pdf_flow(pdf *p, const char *tag, pdf_style s, double indent, str text) {
  s.width = p->width - indent;
  pdf_text(p, s, text);
  for (int line = 0, count = pdf_text_count(p); line < count;) {
    line = flow_part(p, tag, p->left + indent, line);
    if (line == count) break;
    double width = p->width;
    pdf_break(p);
    s.width = width - indent;
    pdf_text(p, s, text); /* the page's foot and head have used the layout */
  }
}

/* ---- headings ---- */

/* Further lines of a numbered heading stand below its words, not below its number. */
static pdf_style heading_style(pdf *p, const block *b) {
  static const double grow[] = {1.2, 1.2, 1.1, 1, 1};
  int k = block_heading_level(b);
  pdf_style s = {.size = p->size * grow[k], .bold = true, .italic = k == 4, .align = k == 1 ? ALIGN_CENTER : ALIGN_LEFT};
  if (k > 1 && b->label.n) {
    pdf_text(p, s, STR_CAT(p->a, b->label, S(" ")));
    s.first = -pdf_text_width(p);
  }
  s.width = p->width;
  return s;
}

double pdf_heading_height(pdf *p, const block *b) {
  pdf_text(p, heading_style(p, b), block_heading(p->a, b));
  return pdf_text_height(p) + p->size;
}

static void bookmark(pdf *p, const block *b, const char *dest) {
  int level = block_heading_level(b);
  char *text = str_z(p->a, pdf_one_line(p->a, block_heading(p->a, b)));
  int id = cairo_pdf_surface_add_outline(p->surface, p->outline[level - 1], text, dest, CAIRO_PDF_OUTLINE_FLAG_OPEN);
  for (int k = level; k < 5; k++) p->outline[k] = id;
}

void pdf_here(pdf *p) {
  p->block_page[p->at] = p->page;
  if (!p->drawing) return;
  cairo_move_to(p->cr, p->left, p->y);
  cairo_tag_begin(p->cr, CAIRO_TAG_DEST, str_z(p->a, str_fmt(p->a, "name='b%zu'", p->at)));
  cairo_new_path(p->cr);
}

void pdf_here_end(pdf *p) { pdf_tag_end(p, CAIRO_TAG_DEST); }

void pdf_heading(pdf *p, const block *b, double next) {
  static const char *tags[] = {"H1", "H1", "H2", "H3", "H4"};
  double height = pdf_heading_height(p, b);
  pdf_need(p, height + next);
  pdf_gap(p, p->size * (b->level == 1 ? 1.1 : 0.8));
  if (p->drawing) bookmark(p, b, str_z(p->a, str_fmt(p->a, "dest='b%zu'", p->at)));
  pdf_here(p);
  pdf_flow(p, tags[block_heading_level(b)], heading_style(p, b), 0, block_heading(p->a, b));
  pdf_here_end(p);
  pdf_gap(p, p->size * 0.35);
}

void pdf_title(pdf *p, const block *b, bool first, bool last) {
  pdf_style s = {.size = b->size > 0 ? b->size : p->size * 12 / 11, .bold = true, .underline = b->level == 1, .align = ALIGN_CENTER, .width = p->width};
  pdf_text(p, s, b->text);
  pdf_need(p, pdf_text_height(p) + 2 * pdf_line(p));
  if (first) pdf_gap(p, p->size * 0.5);
  pdf_flow(p, "P", s, 0, b->text);
  if (last) pdf_gap(p, p->size * 0.5);
}

/* ---- paragraphs and lists ---- */

void pdf_para(pdf *p, const block *b) {
  pdf_style s = {.size = p->size, .bold = b->bold, .align = b->align, .first = b->size};
  pdf_flow(p, "P", s, b->indent, b->text);
  pdf_gap(p, p->size * 0.55);
}

static double label_width(pdf *p, str label) {
  pdf_text(p, (pdf_style){.size = p->size}, label);
  return pdf_text_width(p) + p->size * 0.6;
}

static double colon_room(const pdf *p) { return p->size * 0.9; }

static double label_room(pdf *p, const block *b) {
  double w = label_width(p, b->label);
  return block_word_label(b->label) ? fmax(w, p->labels) + colon_room(p) : w;
}

/* Short labels of fields and items share one column, so that all colons of a letter stand in line. */
double pdf_labels(pdf *p) {
  double most = 0, limit = p->size * 8;
  for (size_t i = 0; i < p->d->blocks.n; i++) {
    const block *b = &p->d->blocks.v[i];
    double w = b->kind == BLOCK_ITEM && block_word_label(b->label) ? label_width(p, b->label) : 0;
    if (w > most && w <= limit) most = w;
    for (size_t k = 0; b->kind == BLOCK_FIELDS && k < b->n_fields; k++)
      if ((w = label_width(p, b->fields[k].label)) > most && w <= limit) most = w;
  }
  return most;
}

/* The hanging indent that all items of this run and level share. */
static double hang_of(pdf *p, size_t at) {
  const block *b = &p->d->blocks.v[at];
  int level = b->level < 0 ? 0 : b->level > 3 ? 3 : b->level;
  if (at == 0 || b[-1].kind != BLOCK_ITEM) memset(p->hang, 0, sizeof p->hang);
  if (at && b[-1].kind == BLOCK_ITEM && b[-1].level < level) p->hang[level] = 0;
  if (p->hang[level] > 0) return p->hang[level];
  double most = p->size * 1.8;
  for (size_t i = at; i < p->d->blocks.n && b->kind == BLOCK_ITEM && b->level >= level; i++, b++)
    if (b->level == level) most = fmax(most, label_room(p, b));
  return p->hang[level] = fmin(most, p->width / 3);
}

static void item_label(pdf *p, const block *b, double x, double hang) {
  pdf_style s = {.size = p->size, .bold = b->bold};
  pdf_text(p, s, b->label);
  pdf_text_show(p, x, p->y);
  if (!block_word_label(b->label)) return;
  pdf_text(p, s, S(":"));
  pdf_text_show(p, x + hang - colon_room(p), p->y);
}

void pdf_item(pdf *p, const block *b, size_t at) {
  double hang = hang_of(p, at), x = b->indent;
  for (int k = 0; k < b->level && k < 3; k++) x += p->hang[k] > 0 ? p->hang[k] : p->size * 1.8;
  pdf_style s = {.size = p->size, .bold = b->bold, .align = b->align, .width = p->width - x - hang};
  pdf_text(p, s, b->text);
  pdf_need(p, pdf_text_count(p) > 3 ? 2 * pdf_line(p) : pdf_text_height(p) + p->follow);
  pdf_tag(p, "P");
  item_label(p, b, p->left + x, hang);
  pdf_tag_end(p, "P");
  pdf_flow(p, "P", s, x + hang, b->text);
  pdf_gap(p, p->size * 0.3);
}

/* ---- label : value ---- */

static double field_labels(pdf *p, const block *b) {
  double most = p->labels;
  for (size_t i = 0; i < b->n_fields; i++) most = fmax(most, label_width(p, b->fields[i].label));
  return fmin(most, p->width * 0.4);
}

static void field(pdf *p, str label, str value, double indent, double labels) {
  pdf_style s = {.size = p->size, .width = labels - p->size * 0.4};
  pdf_text(p, s, label);
  pdf_need(p, fmax(pdf_text_height(p), pdf_line(p)));
  pdf_tag(p, "P");
  double label_height = pdf_text_show(p, p->left + indent, p->y), y = p->y;
  int page = p->page;
  pdf_text(p, s, S(":"));
  pdf_text_show(p, p->left + indent + labels, p->y);
  pdf_tag_end(p, "P");
  pdf_flow(p, "P", (pdf_style){.size = p->size, .align = ALIGN_JUSTIFY}, indent + labels + colon_room(p), value.n ? value : S(" "));
  if (p->page == page && p->y < y + label_height) pdf_advance(p, y + label_height - p->y);
}

void pdf_fields(pdf *p, const block *b) {
  double labels = field_labels(p, b), follow = p->follow;
  p->follow = 0;
  for (size_t i = 0; i < b->n_fields; i++) {
    if (i + 1 == b->n_fields) pdf_need(p, pdf_line(p) + follow);
    field(p, b->fields[i].label, b->fields[i].value, b->indent, labels);
    pdf_gap(p, p->size * 0.12);
  }
  pdf_gap(p, p->size * 0.4);
}

/* ---- table of contents ---- */

static void leader(pdf *p, double from, double to, double y) {
  if (!p->drawing || to <= from) return;
  static const double dots[] = {0, 3};
  cairo_save(p->cr);
  cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width(p->cr, 0.7);
  cairo_set_dash(p->cr, dots, 2, 0);
  cairo_move_to(p->cr, to, y);
  cairo_line_to(p->cr, from, y);
  cairo_stroke(p->cr);
  cairo_restore(p->cr);
}

static void toc_line(pdf *p, str words, int level, size_t k) {
  double indent = (level - 1) * p->size * 1.4, number = p->size * 2.5;
  pdf_style s = {.size = p->size, .bold = level == 1, .width = p->width - indent - number};
  str text = pdf_one_line(p->a, words);
  pdf_text(p, s, block_escape(p->a, text));
  pdf_need(p, pdf_text_height(p));
  if (p->drawing) cairo_tag_begin(p->cr, CAIRO_TAG_LINK, str_z(p->a, str_fmt(p->a, "dest='b%zu'", k)));
  double y = p->y, height = pdf_text_show(p, p->left + indent, y);
  PangoRectangle last;
  pango_layout_line_get_extents(pango_layout_get_line_readonly(p->layout, pdf_text_count(p) - 1), NULL, &last);
  double last_width = (double)last.width / PANGO_SCALE;
  double last_y = y + height - pdf_line(p) * 0.3;
  pdf_text(p, (pdf_style){.size = p->size, .width = number, .align = ALIGN_RIGHT}, str_fmt(p->a, "%d", p->block_page[k]));
  pdf_text_show(p, p->left + p->width - number, y + height - pdf_text_height(p));
  pdf_tag_end(p, CAIRO_TAG_LINK);
  leader(p, p->left + indent + last_width + 4, p->left + p->width - number + 6, last_y);
  pdf_advance(p, height + p->size * 0.25);
}

void pdf_toc(pdf *p, enum toc_of of) {
  pdf_gap(p, p->size * 0.7);
  for (size_t i = 0; i < p->d->blocks.n; i++) {
    const block *b = &p->d->blocks.v[i];
    str words = block_listed(p->a, b, of);
    if (words.n) toc_line(p, words, of == TOC_HEADINGS ? b->level : 2, i);
  }
  pdf_gap(p, p->size);
}
