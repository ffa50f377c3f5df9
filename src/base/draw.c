#include "draw.h"

#include <math.h>
#include <stdlib.h>

#include "draw_widths.h"
#include "err.h"

drawing *draw_new(arena *a, double width, double height, str title, str desc) {
  drawing *d = NEW(a, drawing);
  *d = (drawing){.a = a, .width = width, .height = height, .title = title, .desc = desc};
  return d;
}

/* ---- adding ---- */

static draw_op *add(drawing *d, enum draw_kind kind, draw_style s, const draw_point *points, size_t n) {
  draw_op op = {.kind = kind, .style = s, .n_points = n, .points = NEW_N(d->a, draw_point, n)};
  for (size_t i = 0; i < n; i++) {
    ENSURE(isfinite(points[i].x) && isfinite(points[i].y));
    op.points[i] = points[i];
  }
  LIST_ADD(d->a, &d->ops, op);
  return draw_last(d);
}

void draw_line(drawing *d, draw_style s, const draw_point *points, size_t n) { add(d, DRAW_LINE, s, points, n); }

void draw_arrow(drawing *d, draw_style s, const draw_point *points, size_t n) {
  ENSURE(n >= 2);
  add(d, DRAW_ARROW, s, points, n);
}

void draw_polygon(drawing *d, draw_style s, const draw_point *points, size_t n) { add(d, DRAW_POLYGON, s, points, n); }

void draw_rect(drawing *d, draw_style s, double x, double y, double w, double h, double radius) {
  add(d, DRAW_RECT, s, (draw_point[]){{x, y}, {x + w, y + h}}, 2)->radius = radius;
}

void draw_circle(drawing *d, draw_style s, double x, double y, double r) {
  add(d, DRAW_CIRCLE, s, (draw_point[]){{x, y}, {r, 0}}, 2);
}

void draw_text(drawing *d, double x, double y, double size, bool bold, enum draw_anchor anchor, uint32_t colour, str text) {
  draw_op *op = add(d, DRAW_TEXT, (draw_style){.stroke = DRAW_NO_COLOR, .fill = colour}, &(draw_point){x, y}, 1);
  op->text = text;
  op->size = size;
  op->bold = bold;
  op->anchor = anchor;
}

draw_op *draw_last(drawing *d) {
  ENSURE(d->ops.n > 0);
  return &d->ops.v[d->ops.n - 1];
}

void draw_arrow_head(const draw_op *op, draw_point head[3], draw_point *neck) {
  ENSURE(op->kind == DRAW_ARROW && op->n_points >= 2);
  draw_point tip = op->points[op->n_points - 1], from = op->points[op->n_points - 2];
  double dx = tip.x - from.x, dy = tip.y - from.y, run = hypot(dx, dy);
  double ux = run > 0 ? dx / run : 0, uy = run > 0 ? dy / run : 1, length = 3.5 + 2 * op->style.width, half = length * 0.4;
  *neck = (draw_point){tip.x - ux * length, tip.y - uy * length};
  head[0] = tip;
  head[1] = (draw_point){neck->x - uy * half, neck->y + ux * half};
  head[2] = (draw_point){neck->x + uy * half, neck->y - ux * half};
}

/* ---- measuring ---- */

/* Bytes of the code point at s (1 for a stray byte); *code gets its number. */
static size_t decode(str s, uint32_t *code) {
  unsigned char lead = (unsigned char)s.p[0];
  size_t n = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (n > s.n) n = 1;
  uint32_t c = n == 1 ? lead : lead & (0x7fu >> n);
  for (size_t i = 1; i < n; i++) c = c << 6 | ((unsigned char)s.p[i] & 0x3f);
  *code = c;
  return n;
}

/* Thousandths of the size. Outside ASCII: a digit's width, unless the sign is known to be narrow, wide or without width. */
static unsigned advance(uint32_t c, bool bold) {
  if (c >= 0x20 && c < 0x7f) return (bold ? draw_widths_bold : draw_widths_regular)[c - 0x20];
  if (c < 0x20 || (c >= 0x300 && c < 0x370) || (c >= 0x200b && c <= 0x200d)) return 0;
  if (c == 0xa0 || c == 0xb7 || c == 0x2018 || c == 0x2019) return 278;
  if (c == 0x2014 || c == 0x2026 || (c >= 0x2190 && c < 0x2200) || c >= 0x2e80) return 1000;
  return 556;
}

double draw_text_width(str text, double size, bool bold) {
  uint64_t sum = 0;
  uint32_t code;
  for (; text.n; sum += advance(code, bold)) text = str_from(text, decode(text, &code));
  return (double)sum * size / 1000;
}

/* The longest head of `word` that fits, at least one code point. */
static size_t head_that_fits(str word, double size, bool bold, double width) {
  uint32_t code;
  size_t n = decode(word, &code);
  while (n < word.n) {
    size_t more = decode(str_from(word, n), &code);
    if (draw_text_width(str_sub(word, 0, n + more), size, bold) > width) break;
    n += more;
  }
  return n;
}

/* The bytes of the next line of `para` (no newline in it, no space in front). */
static size_t line_that_fits(str para, double size, bool bold, double width) {
  size_t fits = 0;
  for (size_t end = 0; end < para.n;) {
    while (end < para.n && para.p[end] == ' ') end++;
    while (end < para.n && para.p[end] != ' ') end++;
    if (draw_text_width(str_sub(para, 0, end), size, bold) > width) break;
    fits = end;
  }
  return fits ? fits : head_that_fits(para, size, bold, width);
}

str_list draw_wrap(arena *a, str text, double size, bool bold, double width) {
  str_list lines = {0};
  while (text.p) {
    str para;
    text = str_cut(text, '\n', &para);
    for (para = str_trim(para); para.n; para = str_trim(para)) {
      size_t n = line_that_fits(para, size, bold, width);
      LIST_ADD(a, &lines, str_trim(str_sub(para, 0, n)));
      para = str_from(para, n);
    }
  }
  return lines;
}

/* ---- SVG ---- */

static void add_escaped(buf *b, str s) {
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (c == '&') buf_z(b, "&amp;");
    else if (c == '<') buf_z(b, "&lt;");
    else if (c == '>') buf_z(b, "&gt;");
    else if (c == '"') buf_z(b, "&quot;");
    else if ((unsigned char)c >= 0x20 || c == '\n' || c == '\t') buf_char(b, c);
  }
}

/* At most two decimals, always with a point, whatever the locale. */
static void add_number(buf *b, double v) {
  int64_t hundredths = llround(v * 100);
  if (hundredths < 0) buf_char(b, '-');
  uint64_t u = (uint64_t)llabs(hundredths);
  buf_i64(b, (int64_t)(u / 100));
  if (u % 100 == 0) return;
  buf_char(b, '.');
  buf_char(b, (char)('0' + u / 10 % 10));
  if (u % 10) buf_char(b, (char)('0' + u % 10));
}

static void open_attribute(buf *b, const char *name) {
  buf_char(b, ' ');
  buf_z(b, name);
  buf_z(b, "=\"");
}

static void add_length(buf *b, const char *name, double v) {
  open_attribute(b, name);
  add_number(b, v);
  buf_char(b, '"');
}

static void add_attribute(buf *b, const char *name, str value) {
  open_attribute(b, name);
  add_escaped(b, value);
  buf_char(b, '"');
}

static void add_colour(buf *b, const char *name, uint32_t colour) {
  if (colour == DRAW_NO_COLOR) buf_fmt(b, " %s=\"none\"", name);
  else buf_fmt(b, " %s=\"#%06x\"", name, colour & 0xffffffu);
}

static void add_points(buf *b, const draw_point *p, size_t n) {
  buf_z(b, " points=\"");
  for (size_t i = 0; i < n; i++) {
    if (i) buf_char(b, ' ');
    add_number(b, p[i].x);
    buf_char(b, ',');
    add_number(b, p[i].y);
  }
  buf_char(b, '"');
}

static void add_paint(buf *b, const draw_op *op, bool filled) {
  add_colour(b, "fill", filled ? op->style.fill : DRAW_NO_COLOR);
  add_colour(b, "stroke", op->style.stroke);
  if (op->style.stroke != DRAW_NO_COLOR) add_length(b, "stroke-width", op->style.width);
  if (op->style.dashed) buf_z(b, " stroke-dasharray=\"3 2\"");
}

static void svg_line(buf *b, const draw_op *op, const draw_point *p, size_t n) {
  buf_z(b, "<polyline");
  add_points(b, p, n);
  add_paint(b, op, false);
  buf_z(b, "/>");
}

static void svg_arrow(arena *a, buf *b, const draw_op *op) {
  draw_point head[3], *shaft = NEW_N(a, draw_point, op->n_points);
  for (size_t i = 0; i < op->n_points; i++) shaft[i] = op->points[i];
  draw_arrow_head(op, head, &shaft[op->n_points - 1]);
  svg_line(b, op, shaft, op->n_points);
  buf_z(b, "<polygon");
  add_points(b, head, 3);
  add_colour(b, "fill", op->style.stroke);
  buf_z(b, "/>");
}

static void svg_rect(buf *b, const draw_op *op) {
  const draw_point *p = op->points;
  buf_z(b, "<rect");
  add_length(b, "x", p[0].x);
  add_length(b, "y", p[0].y);
  add_length(b, "width", p[1].x - p[0].x);
  add_length(b, "height", p[1].y - p[0].y);
  if (op->radius > 0) add_length(b, "rx", op->radius);
  add_paint(b, op, true);
  buf_z(b, "/>");
}

static void svg_circle(buf *b, const draw_op *op) {
  buf_z(b, "<circle");
  add_length(b, "cx", op->points[0].x);
  add_length(b, "cy", op->points[0].y);
  add_length(b, "r", op->points[1].x);
  add_paint(b, op, true);
  buf_z(b, "/>");
}

static void svg_text(buf *b, const draw_op *op) {
  static const char *const anchors[] = {"start", "middle", "end"};
  buf_z(b, "<text");
  add_length(b, "x", op->points[0].x);
  add_length(b, "y", op->points[0].y);
  add_length(b, "font-size", op->size);
  if (op->bold) buf_z(b, " font-weight=\"bold\"");
  if (op->italic) buf_z(b, " font-style=\"italic\"");
  if (op->anchor != DRAW_START) buf_fmt(b, " text-anchor=\"%s\"", anchors[op->anchor]);
  add_colour(b, "fill", op->style.fill);
  buf_char(b, '>');
  add_escaped(b, op->text);
  buf_z(b, "</text>");
}

static void svg_op(arena *a, buf *b, const draw_op *op) {
  if (op->href.p) {
    buf_z(b, "<a");
    add_attribute(b, "href", op->href);
    buf_char(b, '>');
  }
  if (op->css_class.p) {
    buf_z(b, "<g");
    add_attribute(b, "class", op->css_class);
    buf_char(b, '>');
  }
  switch (op->kind) {
    case DRAW_LINE: svg_line(b, op, op->points, op->n_points); break;
    case DRAW_ARROW: svg_arrow(a, b, op); break;
    case DRAW_RECT: svg_rect(b, op); break;
    case DRAW_CIRCLE: svg_circle(b, op); break;
    case DRAW_TEXT: svg_text(b, op); break;
    case DRAW_POLYGON:
      buf_z(b, "<polygon");
      add_points(b, op->points, op->n_points);
      add_paint(b, op, true);
      buf_z(b, "/>");
      break;
  }
  if (op->css_class.p) buf_z(b, "</g>");
  if (op->href.p) buf_z(b, "</a>");
  buf_char(b, '\n');
}

static bool has_links(const drawing *d) {
  for (size_t i = 0; i < d->ops.n; i++)
    if (d->ops.v[i].href.p) return true;
  return false;
}

str draw_svg(const drawing *d) {
  buf b = BUF(d->a);
  buf_z(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
  /* The children of an img are hidden from screen readers, so a drawing with links is a group instead. */
  buf_fmt(&b, " role=\"%s\" viewBox=\"0 0 ", has_links(d) ? "group" : "img");
  add_number(&b, d->width);
  buf_char(&b, ' ');
  add_number(&b, d->height);
  buf_char(&b, '"');
  add_length(&b, "width", d->width);
  add_length(&b, "height", d->height);
  buf_z(&b, " font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" stroke-linejoin=\"round\">\n<title>");
  add_escaped(&b, d->title);
  buf_z(&b, "</title>\n");
  if (d->desc.n) {
    buf_z(&b, "<desc>");
    add_escaped(&b, d->desc);
    buf_z(&b, "</desc>\n");
  }
  for (size_t i = 0; i < d->ops.n; i++) svg_op(d->a, &b, &d->ops.v[i]);
  buf_z(&b, "</svg>\n");
  return buf_str(&b);
}
