#include "report_part.h"

/* Columns: name of the indicator, bars, value in words. */
static const double WIDTH = 465, BARS = 185, BARS_END = 390, HEAD = 22, FOOT = 20, ROW_MAX = 26, ROWS_MAX = 560;
static const uint32_t INK = 0x222222, RULE = 0xc8c8c8, BAR = 0x2b6cb0, SHORT = 0x9db8d6, TARGET = 0xb83232;
enum { SCALE_LEAST = 120, SCALE_MOST = 200, SCALE_STEP = 20 };

typedef struct bars {
  drawing *g;
  double row, scale;
} bars;

static double number(decimal d) {
  double v = (double)d.units;
  for (int i = 0; i < d.scale; i++) v /= 10;
  return v;
}

static bool is_number(const doc_value *v) { return v->state == VALUE_NUMBER && decimal_some(v->number); }

static double x_of(const bars *b, double percent) {
  double p = percent < 0 ? 0 : percent > b->scale ? b->scale : percent;
  return BARS + (BARS_END - BARS) * p / b->scale;
}

/* The end of the scale: what the largest figure needs, but outliers do not flatten the rest. */
static double scale_for(const doc_measures *all) {
  int scale = SCALE_LEAST;
  for (size_t i = 0; i < all->n; i++)
    while (is_number(&all->v[i].achievement) && scale < SCALE_MOST && number(all->v[i].achievement.number) > scale) scale += SCALE_STEP;
  return scale;
}

static void axis(const bars *b, double bottom) {
  for (int p = 0; p <= (int)b->scale; p += SCALE_STEP) {
    double x = x_of(b, p);
    draw_line(b->g, (draw_style){RULE, DRAW_NO_COLOR, 0.4, false}, (const draw_point[]){{x, HEAD - 4}, {x, bottom}}, 2);
    draw_text(b->g, x, HEAD - 8, 7, p == 100, DRAW_MIDDLE, INK, str_fmt(b->g->a, "%d", p));
  }
}

static void target_line(const bars *b, double bottom) {
  double x = x_of(b, 100);
  draw_line(b->g, (draw_style){TARGET, DRAW_NO_COLOR, 1.2, true}, (const draw_point[]){{x, HEAD - 4}, {x, bottom}}, 2);
  draw_line(b->g, (draw_style){TARGET, DRAW_NO_COLOR, 1.2, true}, (const draw_point[]){{BARS, bottom + 11}, {BARS + 18, bottom + 11}}, 2);
  draw_text(b->g, BARS + 23, bottom + 14, 7.5, false, DRAW_START, INK, S("target (100 persen); batang: capaian dalam persen"));
}

static void name_of(const bars *b, double y, str name) {
  str_list lines = draw_wrap(b->g->a, name, 8, false, BARS - 12);
  size_t n = b->row < 20 || lines.n < 2 ? 1 : 2;
  double line = 9, first = y + b->row / 2 + 3 - line * (double)(n - 1) / 2;
  for (size_t i = 0; i < n && i < lines.n; i++) {
    str text = i + 1 == n && lines.n > n ? STR_CAT(b->g->a, lines.v[i], S(" …")) : lines.v[i];
    draw_text(b->g, 4, first + line * (double)i, 8, false, DRAW_START, INK, text);
  }
}

/* A bar that is longer than the scale ends in a point. */
static void bar(const bars *b, double y, double percent) {
  double end = x_of(b, percent), top = y + b->row * 0.22, height = b->row * 0.56;
  draw_style fill = {DRAW_NO_COLOR, percent < 100 ? SHORT : BAR, 0, false};
  if (end > BARS) draw_rect(b->g, fill, BARS, top, end - BARS, height, 0);
  if (percent > b->scale)
    draw_polygon(b->g, fill, (const draw_point[]){{end, top}, {end + 7, top + height / 2}, {end, top + height}}, 3);
}

static void figure(const bars *b, double y, const doc_measure *m) {
  name_of(b, y, str_blank(m->indicator) ? S("[belum diisi: indikator]") : m->indicator);
  bool known = is_number(&m->achievement);
  if (known) bar(b, y, number(m->achievement.number));
  str value = known ? STR_CAT(b->g->a, decimal_id(b->g->a, m->achievement.number, m->achievement.number.scale), S(" %"))
              : m->achievement.state == VALUE_UNAVAILABLE ? S("tidak tersedia")
              : m->achievement.state == VALUE_WORD        ? m->achievement.text
                                                          : S("belum diisi");
  draw_text(b->g, WIDTH - 2, y + b->row / 2 + 3, 8, known, DRAW_END, INK, value);
}

static str described(arena *a, const doc_measures *all) {
  buf b = BUF(a);
  buf_add(&b, S("Capaian tiap indikator dalam persen: "));
  for (size_t i = 0; i < all->n; i++) {
    if (i) buf_add(&b, S("; "));
    buf_add(&b, all->v[i].indicator);
    buf_char(&b, ' ');
    buf_add(&b, value_text(a, all->v[i].achievement));
  }
  return buf_str(&b);
}

drawing *report_chart(arena *a, const report_input *in) {
  doc_measures all = report_measures(a, in);
  double rows = (double)all.n, row = rows * ROW_MAX > ROWS_MAX ? ROWS_MAX / rows : ROW_MAX, bottom = HEAD + row * rows;
  bars b = {draw_new(a, WIDTH, bottom + FOOT, S("Capaian kinerja terhadap target"), described(a, &all)), row, scale_for(&all)};
  axis(&b, bottom);
  for (size_t i = 0; i < all.n; i++) figure(&b, HEAD + row * (double)i, &all.v[i]);
  target_line(&b, bottom);
  return b.g;
}
