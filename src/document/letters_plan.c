#include "part.h"

enum { ROWS_PER_PICTURE = 18, MAX_DAYS = 400 };
static const double WIDTH = 700, LABELS = 200, HEAD_HEIGHT = 34, ROW_HEIGHT = 20, FOOT = 22;
static const uint32_t INK = 0x222222, GREY = 0xdcdcdc, RULE = 0xb0b0b0, BAR = 0x2b6cb0;

typedef struct chart {
  drawing *g;
  const plan_input *in;
  int days;
  double day_width, bottom;
} chart;

static double day_x(const chart *c, date day) { return LABELS + c->day_width * (day.day - c->in->from.day); }

static void rule(const chart *c, double x1, double y1, double x2, double y2) {
  draw_line(c->g, (draw_style){RULE, DRAW_NO_COLOR, 0.4, false}, (const draw_point[]){{x1, y1}, {x2, y2}}, 2);
}

static void small_text(const chart *c, double x, double y, enum draw_anchor anchor, str text) {
  draw_text(c->g, x, y, 7, false, anchor, INK, text);
}

/* A number over every day when there is room, else over every Monday. */
static void day_number(const chart *c, date day, int number) {
  bool each = c->day_width >= 9;
  if (each || date_weekday(day) == 1)
    small_text(c, day_x(c, day) + (each ? c->day_width / 2 : 1), HEAD_HEIGHT - 5, each ? DRAW_MIDDLE : DRAW_START, str_fmt(c->g->a, "%d", number));
}

/* The name of a month where it begins, unless the rest of it is too short for its name. */
static void month_name(const chart *c, date day, ymd v) {
  if (day.day != c->in->from.day && v.d != 1) return;
  str name = STR_CAT(c->g->a, date_month_name(v.m), str_fmt(c->g->a, " %d", v.y));
  ymd next = v.m == 12 ? (ymd){v.y + 1, 1, 1} : (ymd){v.y, v.m + 1, 1};
  double end = day_x(c, date_of(next.y, next.m, next.d)), x = day_x(c, day);
  if (v.d == 1) rule(c, x, 0, x, c->bottom);
  if (x + draw_text_width(name, 8, true) + 6 <= (end < WIDTH ? end : WIDTH)) draw_text(c->g, x + 3, 12, 8, true, DRAW_START, INK, name);
}

static void calendar_columns(const chart *c) {
  for (int i = 0; i < c->days; i++) {
    date day = {c->in->from.day + i};
    ymd v = date_ymd(day);
    if (c->in->days_off && c->in->days_off[i])
      draw_rect(c->g, (draw_style){DRAW_NO_COLOR, GREY, 0, false}, day_x(c, day), HEAD_HEIGHT - 16, c->day_width, c->bottom - HEAD_HEIGHT + 16, 0);
    day_number(c, day, v.d);
    month_name(c, day, v);
  }
}

static void row_label(const chart *c, size_t number, double y, str text) {
  str_list lines = draw_wrap(c->g->a, text, 7.5, false, LABELS - 26);
  double first = lines.n > 1 ? y + 8.5 : y + 12.5;
  draw_text(c->g, 14, first, 7.5, false, DRAW_END, INK, str_fmt(c->g->a, "%zu", number));
  for (size_t i = 0; i < lines.n && i < 2; i++) {
    str line = i == 1 && lines.n > 2 ? STR_CAT(c->g->a, lines.v[i], S(" …")) : lines.v[i];
    draw_text(c->g, 20, first + 8.5 * (double)i, 7.5, false, DRAW_START, INK, line);
  }
}

static int clip(int day, int low, int high) { return day < low ? low : day > high ? high : day; }

static void row_bar(const chart *c, double y, const plan_row *row) {
  if (!date_some(row->due)) {
    small_text(c, LABELS + 4, y + 12.5, DRAW_START, S("[belum diisi: jadwal]"));
    return;
  }
  int first = c->in->from.day, last = c->in->until.day;
  if (row->due.day < first || row->due.day > last) {
    small_text(c, LABELS + 4, y + 12.5, DRAW_START, STR_CAT(c->g->a, S("tenggat "), date_id(c->g->a, row->due), S(" (di luar gambar)")));
    return;
  }
  draw_style fill = {BAR, BAR, 0.5, false};
  double end = day_x(c, row->due) + c->day_width, middle = y + ROW_HEIGHT / 2;
  if (!date_some(row->start) || row->start.day > row->due.day) {
    double x = end - c->day_width / 2;
    draw_polygon(c->g, fill, (const draw_point[]){{x, middle - 5}, {x + 5, middle}, {x, middle + 5}, {x - 5, middle}}, 4);
    return;
  }
  double begin = day_x(c, (date){clip(row->start.day, first, last)});
  draw_rect(c->g, fill, begin + 0.5, y + 5, end - begin - 1, ROW_HEIGHT - 10, 1.5);
}

static void legend(const chart *c) {
  double y = c->bottom + 14;
  draw_rect(c->g, (draw_style){BAR, BAR, 0.5, false}, LABELS, y - 6, 18, 7, 1.5);
  small_text(c, LABELS + 22, y, DRAW_START, S("pelaksanaan sampai tenggat"));
  draw_polygon(c->g, (draw_style){BAR, BAR, 0.5, false},
               (const draw_point[]){{LABELS + 145, y - 7}, {LABELS + 149, y - 3}, {LABELS + 145, y + 1}, {LABELS + 141, y - 3}}, 4);
  small_text(c, LABELS + 154, y, DRAW_START, S("tenggat"));
  draw_rect(c->g, (draw_style){RULE, GREY, 0.4, false}, LABELS + 200, y - 6, 10, 7, 0);
  small_text(c, LABELS + 214, y, DRAW_START, S("hari libur"));
}

static bool has_range(const plan_input *in) {
  return date_some(in->from) && date_some(in->until) && in->until.day >= in->from.day && in->until.day - in->from.day < MAX_DAYS;
}

drawing *plan_schedule(arena *a, const plan_input *in, size_t first, size_t n) {
  ENSURE(has_range(in) && first + n <= in->rows.n);
  double bottom = HEAD_HEIGHT + ROW_HEIGHT * (double)n;
  chart c = {.in = in, .days = in->until.day - in->from.day + 1, .bottom = bottom};
  c.day_width = (WIDTH - LABELS) / c.days;
  c.g = draw_new(a, WIDTH, bottom + FOOT, S("Jadwal pengumpulan data"),
                 STR_CAT(a, S("Jadwal dari "), date_id(a, in->from), S(" sampai "), date_id(a, in->until)));
  calendar_columns(&c);
  draw_text(c.g, 20, HEAD_HEIGHT - 5, 8, true, DRAW_START, INK, S("Indikator"));
  for (size_t i = 0; i < n; i++) {
    double y = HEAD_HEIGHT + ROW_HEIGHT * (double)i;
    rule(&c, 0, y, WIDTH, y);
    row_label(&c, first + i + 1, y, in->rows.v[first + i].indicator);
    row_bar(&c, y, &in->rows.v[first + i]);
  }
  rule(&c, LABELS, HEAD_HEIGHT - 16, LABELS, bottom);
  draw_rect(c.g, (draw_style){RULE, DRAW_NO_COLOR, 0.6, false}, 0, 0, WIDTH, bottom, 0);
  legend(&c);
  return c.g;
}

/* ---- the document ---- */

static str when(arena *a, const plan_row *r) {
  if (!date_some(r->due)) return S("[belum diisi: jadwal]");
  if (!date_some(r->start) || r->start.day >= r->due.day) return date_id(a, r->due);
  return STR_CAT(a, date_id(a, r->start), S(" s.d. "), date_id(a, r->due));
}

static void plan_line(doc *d, doc_table *t, size_t i, const plan_row *x) {
  arena *a = d->a;
  doc_row *r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->indicator, S("indikator")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->source, S("sumber data")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->method, S("metode")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->person, S("penanggung jawab")));
  doc_cell_add(d, r, ALIGN_LEFT, when(a, x));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->evidence, S("bukti yang diharapkan")));
}

static void plan_table(doc *d, const plan_input *in) {
  static const str HEAD[] = {SC("No"), SC("Indikator"), SC("Sumber Data"), SC("Metode"), SC("Penanggung Jawab"), SC("Jadwal"), SC("Bukti yang Diharapkan")};
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){4, 23, 15, 14, 15, 13, 16}, LEN(HEAD));
  t->font_size = 9;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->rows.n == 0) part_empty_row(d, t, part_value(d->a, STR_NONE, S("indikator")));
  for (size_t i = 0; i < in->rows.n; i++) plan_line(d, t, i, &in->rows.v[i]);
}

/* The picture on pages of its own, so that table and signature stay together. */
static void schedule(doc *d, const plan_input *in) {
  doc_page(d, SHEET_LANDSCAPE);
  doc_title(d, S("JADWAL PENGUMPULAN DATA KINERJA"));
  if (!has_range(in)) {
    doc_para(d, ALIGN_LEFT, part_value(d->a, STR_NONE, S("gambar jadwal")));
    return;
  }
  for (size_t i = 0; i < in->rows.n; i += ROWS_PER_PICTURE) {
    size_t n = in->rows.n - i < ROWS_PER_PICTURE ? in->rows.n - i : ROWS_PER_PICTURE;
    drawing *g = plan_schedule(d->a, in, i, n);
    doc_figure(d, g, g->desc, STR_NONE);
  }
}

doc *letter_plan(arena *a, const plan_input *in) {
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Rencana Kegiatan"));
  d->landscape = true;
  doc_title(d, S("RENCANA KEGIATAN PENGUMPULAN DATA KINERJA"));
  doc_title(d, part_upper(a, part_value(a, in->period, S("periode"))));
  doc_space(d, 6);
  plan_table(d, in);
  part_sign(d, c, part_place_day(a, c), true);
  schedule(d, in);
  return d;
}
