#include <math.h>

#include "marks.h"
#include "pdf.h"

static void add_attr(PangoAttrList *list, PangoAttribute *attr, size_t from, size_t to) {
  attr->start_index = (guint)from;
  attr->end_index = (guint)to;
  pango_attr_list_insert(list, attr);
}

/* A change of font takes the space before it along: pango does not justify a line whose last space ends a run. */
static void add_marks(PangoAttrList *list, unsigned marks, str all, size_t from) {
  size_t font = from;
  while (font && all.p[font - 1] == ' ') font--;
  if (marks & MARK_BOLD) add_attr(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), font, all.n);
  if (marks & MARK_ITALIC) add_attr(list, pango_attr_style_new(PANGO_STYLE_ITALIC), font, all.n);
  if (marks & MARK_UNDERLINE) add_attr(list, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from, all.n);
}

static bool has_marks(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] == '*' || s.p[i] == '/' || s.p[i] == '_' || s.p[i] == '\\') return true;
  return false;
}

/* The text as pango may take it: well-formed, without control characters. */
static str clean(arena *a, str s) {
  bool ok = str_utf8_ok(s);
  for (size_t i = 0; ok && i < s.n; i++) ok = (unsigned char)s.p[i] >= 0x20 || s.p[i] == '\n';
  if (ok) return s;
  bool utf8 = str_utf8_ok(s);
  char *z = str_z(a, s);
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)z[i];
    if (c < 0x20 && c != '\n') z[i] = ' ';
    if (c >= 0x80 && !utf8) z[i] = '?';
  }
  return (str){z, s.n};
}

static void set_marked(pdf *p, PangoAttrList *list, str text) {
  mark_runs runs = marks_parse(p->a, text);
  buf all = BUF(p->a);
  for (size_t i = 0; i < runs.n; i++) {
    size_t from = all.n;
    buf_add(&all, runs.v[i].text);
    add_marks(list, runs.v[i].marks, buf_str(&all), from);
  }
  pango_layout_set_text(p->layout, buf_str(&all).p, (int)all.n);
}

static void set_shape(pdf *p, pdf_style s) {
  static const PangoAlignment how[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT, PANGO_ALIGN_LEFT};
  PangoLayout *l = p->layout;
  pango_layout_set_width(l, s.width > 0 ? (int)(s.width * PANGO_SCALE) : -1);
  pango_layout_set_alignment(l, how[s.align]);
  pango_layout_set_justify(l, s.align == ALIGN_JUSTIFY);
  pango_layout_set_indent(l, (int)(s.first * PANGO_SCALE));
  p->leading = s.tight ? 0 : s.size * 0.14;
  pango_layout_set_spacing(l, (int)(p->leading * PANGO_SCALE));
}

static void set_font(pdf *p, pdf_style s) {
  if (p->font.size == s.size && p->font.bold == s.bold && p->font.italic == s.italic) return;
  p->font.size = s.size, p->font.bold = s.bold, p->font.italic = s.italic;
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family_static(font, "Liberation Sans");
  pango_font_description_set_size(font, (int)lround(s.size * PANGO_SCALE));
  pango_font_description_set_weight(font, s.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, s.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description(p->layout, font);
  pango_font_description_free(font);
}

static void set_decorated(pdf *p, pdf_style s, str text) {
  PangoAttrList *list = pango_attr_list_new();
  pango_layout_set_attributes(p->layout, list); /* the layout holds it: a jump out of the arena leaks nothing */
  pango_attr_list_unref(list);
  pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
  if (s.underline) pango_attr_list_insert(list, pango_attr_underline_new(PANGO_UNDERLINE_LOW)); /* clear of the capitals */
  set_marked(p, list, text);
  pango_layout_context_changed(p->layout);
}

void pdf_text(pdf *p, pdf_style s, str text) {
  text = clean(p->a, text);
  set_font(p, s);
  set_shape(p, s);
  if (s.underline || has_marks(text)) {
    set_decorated(p, s, text);
  } else {
    pango_layout_set_attributes(p->layout, p->plain);
    pango_layout_set_text(p->layout, text.n ? text.p : "", (int)text.n);
  }
  if (p->drawing) pdf_colour(p, s.colour);
}

double pdf_text_height(const pdf *p) {
  int w, h;
  pango_layout_get_size(p->layout, &w, &h);
  return (double)h / PANGO_SCALE + p->leading;
}

double pdf_text_width(const pdf *p) {
  int w, h;
  pango_layout_get_size(p->layout, &w, &h);
  return (double)w / PANGO_SCALE;
}

double pdf_text_baseline(const pdf *p) { return (double)pango_layout_get_baseline(p->layout) / PANGO_SCALE; }

int pdf_text_count(const pdf *p) { return pango_layout_get_line_count(p->layout); }

double pdf_text_show(pdf *p, double x, double y) {
  if (p->drawing) {
    cairo_move_to(p->cr, x, y + p->leading / 2);
    pango_cairo_show_layout(p->cr, p->layout);
    cairo_new_path(p->cr);
  }
  return pdf_text_height(p);
}

static void show_line(pdf *p, PangoLayoutIter *i, double x, double y) {
  PangoRectangle line;
  pango_layout_iter_get_line_extents(i, NULL, &line);
  double baseline = (double)(pango_layout_iter_get_baseline(i) - line.y) / PANGO_SCALE;
  cairo_move_to(p->cr, x + (double)line.x / PANGO_SCALE, y + p->leading / 2 + baseline);
  pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(i));
  cairo_new_path(p->cr);
}

int pdf_text_lines(pdf *p, double x, double y, int from, double room, bool force, double *used) {
  PangoLayoutIter *i = pango_layout_get_iter(p->layout);
  int line = 0;
  bool more = true;
  *used = 0;
  for (; line < from && more; line++) more = pango_layout_iter_next_line(i);
  while (more) {
    PangoRectangle at;
    pango_layout_iter_get_line_extents(i, NULL, &at);
    double h = (double)at.height / PANGO_SCALE + p->leading;
    if (*used + h > room + 0.01 && !(force && *used <= 0)) break;
    if (p->drawing) show_line(p, i, x, y + *used);
    *used += h;
    line++;
    more = pango_layout_iter_next_line(i);
  }
  pango_layout_iter_free(i);
  return line;
}

void pdf_tag(pdf *p, const char *name) {
  if (p->drawing) cairo_tag_begin(p->cr, name, NULL);
}

void pdf_tag_end(pdf *p, const char *name) {
  if (p->drawing) cairo_tag_end(p->cr, name);
}

void pdf_colour(pdf *p, uint32_t rgb) {
  cairo_set_source_rgb(p->cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

str pdf_one_line(arena *a, str text) {
  str plain = marks_plain(a, text);
  char *z = str_z(a, plain);
  for (size_t i = 0; i < plain.n; i++)
    if ((unsigned char)z[i] < 0x20) z[i] = ' ';
  return (str){z, plain.n};
}
