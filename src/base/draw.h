/* draw: a drawing as a list of strokes and texts, made once and written by two backends: SVG text here, cairo in document/.
 *
 * Units are points (1/72 inch), origin top left, y down. A drawing owns nothing outside its arena. Text widths come from a built-in
 * table of Liberation Sans (Arial metrics), so that layout is pure and the same everywhere.
 */
#ifndef TAKAR_BASE_DRAW_H
#define TAKAR_BASE_DRAW_H
#include "str.h"

enum draw_kind { DRAW_LINE, DRAW_RECT, DRAW_POLYGON, DRAW_TEXT, DRAW_ARROW, DRAW_CIRCLE };
enum draw_anchor { DRAW_START, DRAW_MIDDLE, DRAW_END };
typedef struct draw_point { double x, y; } draw_point;
typedef struct draw_style {
  uint32_t stroke, fill;  /* 0xRRGGBB; DRAW_NO_COLOR for none */
  double width;           /* stroke width in points */
  bool dashed;
} draw_style;
#define DRAW_NO_COLOR 0xff000000u

typedef struct draw_op {
  enum draw_kind kind;
  draw_style style;
  draw_point *points; size_t n_points; /* LINE, ARROW (head at the last point), POLYGON; RECT: two corners; CIRCLE: centre, (radius, 0) */
  double radius;                       /* RECT: corner radius */
  str text; double size; bool bold, italic; enum draw_anchor anchor; /* TEXT: baseline at points[0]; fill is its colour */
  str css_class;                       /* optional, for the page (e.g. "is-done"); not used in PDF */
  str href;                            /* optional link around the op in SVG */
} draw_op;

typedef struct drawing {
  arena *a;
  double width, height;
  str title, desc;  /* for screen readers: <title>, <desc> */
  LIST(draw_op) ops;
} drawing;

drawing *draw_new(arena *a, double width, double height, str title, str desc);
void draw_line(drawing *d, draw_style s, const draw_point *points, size_t n);
void draw_arrow(drawing *d, draw_style s, const draw_point *points, size_t n);
void draw_polygon(drawing *d, draw_style s, const draw_point *points, size_t n);
void draw_rect(drawing *d, draw_style s, double x, double y, double w, double h, double radius);
void draw_circle(drawing *d, draw_style s, double x, double y, double r);
void draw_text(drawing *d, double x, double y, double size, bool bold, enum draw_anchor anchor, uint32_t colour, str text);
draw_op *draw_last(drawing *d); /* the op just added, to set css_class, href or italic */
/* The filled head of an ARROW (tip first) and the point where its shaft ends, the same in every backend. */
void draw_arrow_head(const draw_op *arrow, draw_point head[3], draw_point *neck);
/* Width of one line of text in points at `size`. */
double draw_text_width(str text, double size, bool bold);
/* Lines that fit into `width`, broken at newlines and spaces (and inside a word that is too long). No line for blank text. */
str_list draw_wrap(arena *a, str text, double size, bool bold, double width);
/* A standalone <svg> element (viewBox, role="img", or "group" when it holds links; title and desc), no scripts, no inline style
 * attributes (CSP): presentation attributes. Text must be valid UTF-8; control characters are left out. css_class comes on a <g>. */
str draw_svg(const drawing *d);
#endif
