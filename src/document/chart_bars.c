#include "chart_part.h"

typedef struct bars {
  drawing *g;
  bool beside;             /* the names stand beside the bars, else above them */
  double left, end, text;  /* where bars begin and where the scale ends */
  double row, scale;
} bars;

static const double PAPER_LEFT = 185, PAPER_END = 390, PAPER_HEAD = 22, ROW_MAX = 26, ROWS_MAX = 560, FOOT = 20;

double chart_number(decimal d) {
  double v = (double)d.units;
  for (int i = 0; i < d.scale; i++) v /= 10;
  return v;
}

double chart_width(enum chart_on on) { return on == CHART_PAPER ? 465 : 300; }
double chart_text(enum chart_on on) { return on == CHART_PAPER ? 8 : 11; }

int chart_scale(int scale, decimal percent) {
  while (decimal_some(percent) && scale < CHART_SCALE_MOST && chart_number(percent) > scale) scale += CHART_SCALE_STEP;
  return scale;
}

str chart_value(arena *a, decimal percent, str words) {
  return decimal_some(percent) ? STR_CAT(a, decimal_id(a, percent, percent.scale), S(" %")) : words;
}

void chart_target_key(drawing *g, double x, double y, double size, str text) {
  draw_line(g, (draw_style){CHART_TARGET, DRAW_NO_COLOR, 1.2, true}, (const draw_point[]){{x, y - size * 0.35}, {x + 18, y - size * 0.35}}, 2);
  draw_text(g, x + 23, y, size, false, DRAW_START, CHART_INK, text);
}

static double x_of(const bars *b, double percent) {
  double p = percent < 0 ? 0 : percent > b->scale ? b->scale : percent;
  return b->left + (b->end - b->left) * p / b->scale;
}

static void target_line(const bars *b, double top, double bottom) {
  draw_line(b->g, (draw_style){CHART_TARGET, DRAW_NO_COLOR, 1.2, true}, (const draw_point[]){{x_of(b, 100), top}, {x_of(b, 100), bottom}}, 2);
}

/* A bar that is longer than the scale ends in a point. */
static void bar(const bars *b, double top, double height, double percent) {
  double end = x_of(b, percent);
  draw_style fill = {DRAW_NO_COLOR, percent < 100 ? CHART_SHORT : CHART_BAR, 0, false};
  if (end > b->left) draw_rect(b->g, fill, b->left, top, end - b->left, height, 0);
  if (percent > b->scale)
    draw_polygon(b->g, fill, (const draw_point[]){{end, top}, {end + 7, top + height / 2}, {end, top + height}}, 3);
}

/* Up to `most` lines of a name; gives how many there were. */
static size_t name_lines(const bars *b, double x, double y, double width, size_t most, str name) {
  str_list lines = draw_wrap(b->g->a, name, b->text, false, width);
  size_t n = lines.n < most ? lines.n : most;
  for (size_t i = 0; i < n; i++) {
    str text = i + 1 == n && lines.n > n ? STR_CAT(b->g->a, lines.v[i], S(" …")) : lines.v[i];
    draw_text(b->g, x, y + (b->text + 1) * (double)i, b->text, false, DRAW_START, CHART_INK, text);
  }
  return n;
}

static void value(const bars *b, double y, const chart_bar *x) {
  draw_text(b->g, b->g->width - 2, y, b->text, decimal_some(x->percent), DRAW_END, CHART_INK, chart_value(b->g->a, x->percent, x->words));
}

/* ---- names beside the bars ---- */

static void axis(const bars *b, double bottom) {
  for (int p = 0; p <= (int)b->scale; p += CHART_SCALE_STEP) {
    double x = x_of(b, p);
    draw_line(b->g, (draw_style){CHART_RULE, DRAW_NO_COLOR, 0.4, false}, (const draw_point[]){{x, PAPER_HEAD - 4}, {x, bottom}}, 2);
    draw_text(b->g, x, PAPER_HEAD - 8, 7, p == 100, DRAW_MIDDLE, CHART_INK, str_fmt(b->g->a, "%d", p));
  }
}

static void beside(bars *b, const chart_bar *rows, size_t n) {
  double bottom = PAPER_HEAD + b->row * (double)n;
  b->g->height = bottom + FOOT;
  axis(b, bottom);
  for (size_t i = 0; i < n; i++) {
    double y = PAPER_HEAD + b->row * (double)i, middle = y + b->row / 2 + 3;
    size_t most = b->row < 20 ? 1 : 2, lines = draw_wrap(b->g->a, rows[i].name, b->text, false, b->left - 12).n;
    (void)name_lines(b, 4, lines > 1 && most > 1 ? middle - (b->text + 1) / 2 : middle, b->left - 12, most, rows[i].name);
    if (decimal_some(rows[i].percent)) bar(b, y + b->row * 0.22, b->row * 0.56, chart_number(rows[i].percent));
    value(b, middle, &rows[i]);
  }
  target_line(b, PAPER_HEAD - 4, bottom);
  chart_target_key(b->g, b->left, bottom + 14, 7.5, S("target (100 persen); batang: capaian dalam persen"));
}

/* ---- names above the bars ---- */

static void above(bars *b, const chart_bar *rows, size_t n) {
  enum { HIGH = 12, GAP = 14 };
  double y = b->text + 2;
  for (size_t i = 0; i < n; i++) {
    y += (b->text + 1) * (double)name_lines(b, 0, y, b->g->width, 2, rows[i].name) - b->text + 4;
    draw_rect(b->g, (draw_style){DRAW_NO_COLOR, 0xefece5, 0, false}, b->left, y, b->end - b->left, HIGH, 0);
    if (decimal_some(rows[i].percent)) bar(b, y, HIGH, chart_number(rows[i].percent));
    target_line(b, y - 2, y + HIGH + 2);
    value(b, y + HIGH - 2, &rows[i]);
    y += HIGH + GAP + b->text;
  }
  chart_target_key(b->g, 0, y, b->text - 1, S("target (100 %)"));
  b->g->height = y + 6;
}

drawing *chart_bars(arena *a, enum chart_on on, str title, const chart_bar *rows, size_t n) {
  int scale = CHART_SCALE_LEAST;
  buf desc = BUF(a);
  buf_z(&desc, "Capaian tiap indikator: ");
  for (size_t i = 0; i < n; i++) {
    scale = chart_scale(scale, rows[i].percent);
    buf_fmt(&desc, "%s%.*s %.*s", i ? "; " : "", STR_ARG(rows[i].name), STR_ARG(chart_value(a, rows[i].percent, rows[i].words)));
  }
  buf_char(&desc, '.');
  bars b = {.g = draw_new(a, chart_width(on), 0, title, buf_str(&desc)), .text = chart_text(on), .scale = scale,
            .row = (double)n * ROW_MAX > ROWS_MAX ? ROWS_MAX / (double)n : ROW_MAX};
  b.left = on == CHART_PAPER ? PAPER_LEFT : 0;
  b.end = on == CHART_PAPER ? PAPER_END : b.g->width - 92;
  if (on == CHART_PAPER) beside(&b, rows, n);
  else above(&b, rows, n);
  return b.g;
}
