#include "chart_part.h"

/* Lines are told apart by colour, by mark and by whether they are dashed. */
static const uint32_t colours[] = {0x0f5257, 0xb0561f, 0x5b3f8c, 0x1f6fb0, 0x80650f, 0x9c2f4d};
enum { MARKS = 3, TOP = 10, PLOT = 120 };

typedef struct trend {
  drawing *g;
  double left, right, top, bottom, text, scale;
  size_t n; /* periods */
} trend;

static double x_of(const trend *t, size_t i) {
  return t->n < 2 ? (t->left + t->right) / 2 : t->left + (t->right - t->left) * (double)i / (double)(t->n - 1);
}

static double y_of(const trend *t, decimal percent) {
  double p = chart_number(percent);
  p = p < 0 ? 0 : p > t->scale ? t->scale : p;
  return t->bottom - (t->bottom - t->top) * p / t->scale;
}

static void mark(drawing *g, size_t series, double x, double y, double r) {
  draw_style s = {colours[series % LEN(colours)], series / LEN(colours) % 2 ? 0xffffff : colours[series % LEN(colours)], 1.2, false};
  switch (series % MARKS) {
  case 0: draw_circle(g, s, x, y, r); break;
  case 1: draw_rect(g, s, x - r, y - r, 2 * r, 2 * r, 0); break;
  default: draw_polygon(g, s, (const draw_point[]){{x, y - r * 1.3}, {x + r * 1.2, y + r}, {x - r * 1.2, y + r}}, 3);
  }
}

static draw_style line_style(size_t series) { return (draw_style){colours[series % LEN(colours)], DRAW_NO_COLOR, 1.5, series / MARKS % 2 == 1}; }

static void level(const trend *t, int percent) {
  double y = t->bottom - (t->bottom - t->top) * percent / t->scale;
  bool target = percent == 100;
  draw_line(t->g, (draw_style){target ? CHART_TARGET : CHART_RULE, DRAW_NO_COLOR, target ? 1.2 : 0.5, target}, (const draw_point[]){{t->left - 6, y}, {t->right + 6, y}}, 2);
  draw_text(t->g, t->left - 10, y + t->text * 0.35, t->text, target, DRAW_END, CHART_INK, str_fmt(t->g->a, "%d", percent));
}

static void axes(const trend *t, const str *labels) {
  for (int p = 0; p <= (int)t->scale; p += t->scale > CHART_SCALE_LEAST ? 50 : 25)
    if (p == 0 || p >= 50) level(t, p);
  size_t every = t->n / 8 + 1;
  for (size_t i = 0; i < t->n; i += every)
    draw_text(t->g, x_of(t, i), t->bottom + t->text + 5, t->text, false, t->n > 1 && i == 0 ? DRAW_START : i + 1 == t->n && t->n > 1 ? DRAW_END : DRAW_MIDDLE, CHART_INK, labels[i]);
}

static void draw_series(const trend *t, const chart_series *s, size_t k) {
  for (size_t i = 0; i < t->n; i++) {
    if (!decimal_some(s->percent[i])) continue;
    draw_point here = {x_of(t, i), y_of(t, s->percent[i])};
    if (i && decimal_some(s->percent[i - 1]))
      draw_line(t->g, line_style(k), (const draw_point[]){{x_of(t, i - 1), y_of(t, s->percent[i - 1])}, here}, 2);
    mark(t->g, k, here.x, here.y, t->text * 0.28);
  }
}

/* One line of names below the plot each; gives where they end. */
static double key(const trend *t, const chart_series *s, size_t k, double y) {
  str_list lines = draw_wrap(t->g->a, s->name, t->text, false, t->g->width - 30);
  draw_line(t->g, line_style(k), (const draw_point[]){{0, y - t->text * 0.35}, {18, y - t->text * 0.35}}, 2);
  mark(t->g, k, 9, y - t->text * 0.35, t->text * 0.28);
  for (size_t i = 0; i < lines.n; i++, y += t->text + 2) draw_text(t->g, 24, y, t->text, false, DRAW_START, CHART_INK, lines.v[i]);
  return y + 2;
}

static str described(arena *a, const str *labels, size_t n_labels, const chart_series *series, size_t n) {
  buf b = BUF(a);
  buf_z(&b, "Capaian dalam persen.");
  for (size_t k = 0; k < n; k++) {
    buf_fmt(&b, " %.*s:", STR_ARG(series[k].name));
    for (size_t i = 0; i < n_labels; i++)
      buf_fmt(&b, "%s %.*s %.*s", i ? "," : "", STR_ARG(labels[i]), STR_ARG(chart_value(a, series[k].percent[i], S("tidak dihitung"))));
    buf_char(&b, '.');
  }
  return buf_str(&b);
}

drawing *chart_trend(arena *a, enum chart_on on, str title, const str *labels, size_t n_labels, const chart_series *series, size_t n) {
  int scale = CHART_SCALE_LEAST;
  for (size_t k = 0; k < n; k++)
    for (size_t i = 0; i < n_labels; i++) scale = chart_scale(scale, series[k].percent[i]);
  trend t = {.g = draw_new(a, chart_width(on), 0, title, described(a, labels, n_labels, series, n)), .text = chart_text(on), .scale = scale, .n = n_labels};
  t.left = t.text * 3.2 + 6;
  t.right = t.g->width - 10;
  t.top = TOP;
  t.bottom = TOP + PLOT;
  axes(&t, labels);
  double y = t.bottom + 3 * t.text + 10;
  for (size_t k = 0; k < n; k++) {
    draw_series(&t, &series[k], k);
    y = key(&t, &series[k], k, y);
  }
  chart_target_key(t.g, 0, y, t.text, S("target (100 %)"));
  t.g->height = y + 6;
  return t.g;
}

drawing *chart_counts(arena *a, enum chart_on on, str title, const chart_count *counts, size_t n) {
  size_t most = 1;
  double text = chart_text(on), width = chart_width(on), left = text * 11, row = text * 2;
  buf desc = BUF(a);
  for (size_t i = 0; i < n; i++) {
    most = counts[i].n > most ? counts[i].n : most;
    buf_fmt(&desc, "%s%.*s %zu", i ? "; " : "", STR_ARG(counts[i].label), counts[i].n);
  }
  buf_char(&desc, '.');
  drawing *g = draw_new(a, width, row * (double)n + 6, title, buf_str(&desc));
  for (size_t i = 0; i < n; i++) {
    double y = row * (double)i + 4, long_ = (width - left - 3 * text) * (double)counts[i].n / (double)most;
    draw_text(g, left - 8, y + text, text, false, DRAW_END, CHART_INK, counts[i].label);
    if (counts[i].n) draw_rect(g, (draw_style){DRAW_NO_COLOR, CHART_BAR, 0, false}, left, y, long_, row * 0.65, 0);
    draw_text(g, left + long_ + 6, y + text, text, true, DRAW_START, CHART_INK, str_fmt(a, "%zu", counts[i].n));
  }
  return g;
}
