/* The steps as a strip: numbered signs joined by a line, with label and state. */
#include "show.h"

static const double PITCH = 82, ROW = 66, TOP = 22, RADIUS = 15, TEXT = 12;
enum { MUTED = 0x595959, INK = 0x1f2328 };

static const struct { draw_style sign; uint32_t ink; } looks[] = {
    [SOP_WAITING] = {{.stroke = 0x767676, .fill = 0xffffff, .width = 1.2}, MUTED},
    [SOP_CURRENT] = {{.stroke = 0x8a5a00, .fill = 0xfff0c2, .width = 3}, INK},
    [SOP_DONE] = {{.stroke = 0x14532d, .fill = 0x14532d, .width = 1.2}, 0xffffff},
    [SOP_RETURNED] = {{.stroke = 0x9b1c1c, .fill = 0xfde2dd, .width = 2, .dashed = true}, 0x9b1c1c},
};

static double middle_x(size_t i, size_t per_row) { return PITCH * ((double)(i % per_row) + 0.5); }
static double middle_y(size_t i, size_t per_row) { return TOP + ROW * (double)(i / per_row); }

static void draw_joint(drawing *d, size_t i, size_t per_row, bool done) {
  draw_style s = {.stroke = done ? 0x14532d : 0x9a9a9a, .fill = DRAW_NO_COLOR, .width = done ? 2 : 1.2};
  double x = middle_x(i, per_row), y = middle_y(i, per_row);
  if (i % per_row == 0) draw_line(d, s, (draw_point[]){{0, y}, {x - RADIUS, y}}, 2);
  else draw_line(d, s, (draw_point[]){{x - PITCH + RADIUS, y}, {x - RADIUS, y}}, 2);
}

/* From the last sign of a row to the border, where the next row goes on. */
static void draw_row_end(drawing *d, size_t i, size_t per_row, bool done) {
  draw_style s = {.stroke = done ? 0x14532d : 0x9a9a9a, .fill = DRAW_NO_COLOR, .width = done ? 2 : 1.2};
  double y = middle_y(i, per_row);
  draw_line(d, s, (draw_point[]){{middle_x(i, per_row) + RADIUS, y}, {d->width, y}}, 2);
}

static void draw_sign(drawing *d, const sop_step *step, enum sop_state state, double x, double y) {
  double r = RADIUS;
  draw_style s = looks[state].sign;
  if (step->symbol == SOP_DECISION) draw_polygon(d, s, (draw_point[]){{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}, 4);
  else draw_circle(d, s, x, y, r);
  draw_last(d)->css_class = STR_CAT(d->a, S("sop-symbol "), sop_state_class(state));
}

/* The first line of what fits below a sign, shortened with an ellipsis when it is longer. */
static str short_label(arena *a, str label) {
  str_list lines = draw_wrap(a, label, TEXT, true, PITCH - 2);
  if (!lines.n) return S("");
  return lines.n == 1 ? lines.v[0] : STR_CAT(a, lines.v[0], S("…"));
}

static void draw_step(drawing *d, const sop *s, const sop_marks *marks, size_t i, size_t per_row) {
  const sop_step *step = &s->steps.v[i];
  sop_mark mark = sop_mark_of(marks, step->no);
  double x = middle_x(i, per_row), y = middle_y(i, per_row);
  bool done = i > 0 && sop_mark_of(marks, (int)i).state == SOP_DONE;
  if (i > 0) draw_joint(d, i, per_row, done);
  if ((i + 1) % per_row == 0 && i + 1 < s->steps.n) draw_row_end(d, i, per_row, mark.state == SOP_DONE);
  draw_sign(d, step, mark.state, x, y);
  draw_text(d, x, y + 4.3, TEXT, true, DRAW_MIDDLE, looks[mark.state].ink, str_fmt(d->a, "%d", step->no));
  draw_text(d, x, y + RADIUS + 13, TEXT, mark.state == SOP_CURRENT, DRAW_MIDDLE, INK, short_label(d->a, step->label));
  if (mark.href.n) draw_last(d)->href = mark.href;
  if (mark.state == SOP_CURRENT || mark.state == SOP_RETURNED)
    draw_text(d, x, y + RADIUS + 24, 9.5, false, DRAW_MIDDLE, looks[mark.state].sign.stroke, sop_state_label(mark.state));
}

static str in_words(arena *a, const sop *s, const sop_marks *marks) {
  buf b = BUF(a);
  for (size_t i = 0; i < s->steps.n; i++) {
    const sop_step *step = &s->steps.v[i];
    str state = sop_state_label(sop_mark_of(marks, step->no).state);
    buf_fmt(&b, "%s%d %.*s: %.*s", i ? "; " : "", step->no, STR_ARG(step->label), STR_ARG(state));
  }
  return buf_str(&b);
}

drawing *sop_draw_strip(arena *a, const sop *s, const sop_marks *marks, size_t per_row) {
  size_t n = s->steps.n;
  if (per_row == 0 || per_row > n) per_row = n;
  size_t rows = (n + per_row - 1) / per_row;
  drawing *d = draw_new(a, PITCH * (double)per_row, ROW * (double)rows, S("Kemajuan langkah SOP"), in_words(a, s, marks));
  for (size_t i = 0; i < n; i++) draw_step(d, s, marks, i, per_row);
  return d;
}
