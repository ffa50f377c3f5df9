#include "route.h"

#include <math.h>

enum { SIDE_LEFT = -1, SIDE_RIGHT = 1 };
static const double PORT = 7, PENTAGON = 8, LABEL = 6.5;
static const double TRACKS[] = {9, 4.5}; /* distance of an upright run from the lane border */
static const draw_style pen = {.stroke = 0x000000, .fill = DRAW_NO_COLOR, .width = 0.8};

typedef struct segment {
  draw_point p, q;
  int from, to;
  bool no;
} segment;
typedef struct rect { double x, y, w, h; } rect;

typedef struct router {
  const route_page *p;
  arena *a;
  flow_edges edges;
  LIST(segment) segments; /* drawn so far */
  LIST(rect) taken;       /* labels and pentagons drawn so far */
  LIST(struct exit { int step; bool no; draw_point at; }) exits; /* where a word is due, once all ways are drawn */
} router;

/* A way: the points of an arrow, and where its pentagon stands when it crosses to another page. */
typedef struct way {
  draw_point v[5];
  size_t n;
  bool off_page;
  draw_point pentagon;
} way;

/* ---- symbols ---- */

typedef struct shape { double cx, cy, hw, hh; enum sop_symbol symbol; } shape;

static bool on_page(const router *r, int no) { return no >= r->p->first && no <= r->p->last; }

static double lane_middle(const router *r, int no) {
  return r->p->lane_x + r->p->lane_w * ((double)sop_step_of(r->p->s, no)->lane_at + 0.5);
}

static shape shape_of(const router *r, int no) {
  const double *y = &r->p->row_y[no - r->p->first];
  double hw = fmin(22, fmax(9, r->p->lane_w / 2 - 14));
  enum sop_symbol symbol = sop_step_of(r->p->s, no)->symbol;
  return (shape){lane_middle(r, no), (y[0] + y[1]) / 2, hw, symbol == SOP_DECISION ? 14 : 11, symbol};
}

/* The point of the outline at height cy + dy on a side. */
static draw_point port(shape s, int side, double dy) {
  double reach = s.hw;
  if (s.symbol == SOP_DECISION) reach = s.hw * (1 - fabs(dy) / s.hh);
  else if (s.symbol != SOP_PROCESS) {
    double r = fmin(s.hh, s.hw);
    reach = s.hw - r + sqrt(r * r - fmin(dy * dy, r * r));
  }
  return (draw_point){s.cx + side * reach, s.cy + dy};
}

static const draw_style state_styles[] = {
    [SOP_WAITING] = {.stroke = 0x000000, .fill = 0xffffff, .width = 0.9},
    [SOP_CURRENT] = {.stroke = 0x8a5a00, .fill = 0xfff0c2, .width = 1.8},
    [SOP_DONE] = {.stroke = 0x14532d, .fill = 0xdcefe0, .width = 0.9},
    [SOP_RETURNED] = {.stroke = 0x9b1c1c, .fill = 0xfde2dd, .width = 1.4},
};

/* What a state looks like without colour: a tick, a dot, an arrow back. */
static void draw_state(drawing *d, double x, double y, enum sop_state state) {
  draw_style s = {.stroke = state_styles[state].stroke, .fill = state_styles[state].stroke, .width = 1.4};
  if (state == SOP_DONE) draw_line(d, s, (draw_point[]){{x - 4, y}, {x - 1, y + 3}, {x + 4, y - 4}}, 3);
  if (state == SOP_CURRENT) draw_circle(d, s, x, y, 3);
  if (state == SOP_RETURNED) draw_line(d, s, (draw_point[]){{x - 1, y - 4}, {x - 5, y}, {x - 1, y + 4}, {x - 5, y}, {x + 5, y}}, 5);
}

static void draw_symbol(const router *r, int no) {
  drawing *d = r->p->d;
  shape s = shape_of(r, no);
  enum sop_state state = sop_mark_of(r->p->marks, no).state;
  draw_style style = state_styles[state];
  if (s.symbol == SOP_DECISION)
    draw_polygon(d, style, (draw_point[]){{s.cx, s.cy - s.hh}, {s.cx + s.hw, s.cy}, {s.cx, s.cy + s.hh}, {s.cx - s.hw, s.cy}}, 4);
  else draw_rect(d, style, s.cx - s.hw, s.cy - s.hh, 2 * s.hw, 2 * s.hh, s.symbol == SOP_PROCESS ? 0 : fmin(s.hh, s.hw));
  draw_last(d)->css_class = STR_CAT(r->a, S("sop-symbol "), sop_state_class(state));
  draw_state(d, s.cx, s.cy, state);
}

/* ---- what a way costs ---- */

static bool upright(segment s) { return fabs(s.p.x - s.q.x) < 0.01; }

static bool within(double v, double a, double b, double margin) { return v > fmin(a, b) - margin && v < fmax(a, b) + margin; }

static bool crosses(segment s, segment t) {
  if (upright(s) == upright(t)) return false;
  segment up = upright(s) ? s : t, flat = upright(s) ? t : s;
  return within(up.p.x, flat.p.x, flat.q.x, -0.5) && within(flat.p.y, up.p.y, up.q.y, -0.5);
}

static bool shared(double a, double b, double c, double d) {
  return fmin(fmax(a, b), fmax(c, d)) - fmax(fmin(a, b), fmin(c, d)) > -1;
}

/* Two runs side by side so near that they would be taken for one. Branches of one decision share their stem, and ways into one
 * symbol may join. */
static bool merges(segment s, segment t) {
  if (upright(s) != upright(t)) return false;
  if (!upright(s) && ((s.from == t.from && s.no == t.no) || s.to == t.to)) return false;
  if (upright(s)) return fabs(s.p.x - t.p.x) < 3.5 && shared(s.p.y, s.q.y, t.p.y, t.q.y);
  return fabs(s.p.y - t.p.y) < 3.5 && shared(s.p.x, s.q.x, t.p.x, t.q.x);
}

static bool touches(segment s, rect r) {
  return fmax(s.p.x, s.q.x) > r.x && fmin(s.p.x, s.q.x) < r.x + r.w && fmax(s.p.y, s.q.y) > r.y && fmin(s.p.y, s.q.y) < r.y + r.h;
}

static bool overlap(rect a, rect b) { return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h; }

static rect pentagon_rect(draw_point at) { return (rect){at.x - PENTAGON, at.y - PENTAGON, 2 * PENTAGON, 2 * PENTAGON}; }

static segment segment_at(const way *w, size_t i, const flow_edge *e) {
  return (segment){w->v[i], w->v[i + 1], e->from, e->to, e->no};
}

static double segment_cost(const router *r, segment s) {
  double cost = fabs(s.p.x - s.q.x) + fabs(s.p.y - s.q.y);
  for (size_t i = 0; i < r->segments.n; i++) {
    if (crosses(s, r->segments.v[i])) cost += 60;
    if (merges(s, r->segments.v[i])) cost += 1000;
  }
  for (size_t i = 0; i < r->taken.n; i++)
    if (touches(s, r->taken.v[i])) cost += 1000;
  return cost;
}

static double way_cost(const router *r, const way *w, const flow_edge *e) {
  double cost = 0;
  for (size_t i = 0; i + 1 < w->n; i++) cost += segment_cost(r, segment_at(w, i, e));
  if (!w->off_page) return cost;
  rect pentagon = pentagon_rect(w->pentagon);
  double right = r->p->lane_x + r->p->lane_w * (double)r->p->s->lanes.n;
  if (pentagon.x < r->p->lane_x || pentagon.x + pentagon.w > right) cost += 200;
  for (size_t i = 0; i < r->taken.n; i++)
    if (overlap(pentagon, r->taken.v[i])) cost += 1000;
  return cost;
}

/* ---- drawing a way ---- */

static bool crosses_pages(const router *r, const flow_edge *e) { return r->p->page_of[e->from - 1] != r->p->page_of[e->to - 1]; }

/* The letter of a way that crosses pages: A, B, ... in the order of the flow, the same on both pages. */
static str connector_letter(const router *r, const flow_edge *e) {
  size_t k = 0;
  for (const flow_edge *other = r->edges.v; other < e; other++) k += crosses_pages(r, other);
  return k < 26 ? str_fmt(r->a, "%c", (int)('A' + k)) : str_fmt(r->a, "%c%zu", (int)('A' + k % 26), k / 26);
}

static void draw_pentagon(router *r, draw_point at, const flow_edge *e) {
  drawing *d = r->p->d;
  draw_style s = {.stroke = 0x000000, .fill = 0xffffff, .width = 0.9};
  double x = at.x, y = at.y, k = PENTAGON;
  draw_polygon(d, s, (draw_point[]){{x - k, y - k}, {x + k, y - k}, {x + k, y + 2}, {x, y + k}, {x - k, y + 2}}, 5);
  draw_last(d)->css_class = S("sop-connector");
  draw_text(d, x, y + 1.5, 8, true, DRAW_MIDDLE, 0x000000, connector_letter(r, e));
  LIST_ADD(r->a, &r->taken, pentagon_rect(at));
}

static bool label_fits(const router *r, rect at) {
  for (size_t i = 0; i < r->segments.n; i++)
    if (touches(r->segments.v[i], at)) return false;
  for (size_t i = 0; i < r->taken.n; i++)
    if (overlap(at, r->taken.v[i])) return false;
  return true;
}

/* Places for a word at the exit of a decision: on its shoulders when the way leaves sideways, beside its foot when it leaves down. */
static void label_spots(shape s, draw_point exit, double w, double h, rect spots[2]) {
  double rise = 4, reach = s.hw * (1 - rise / s.hh) + 1;
  if (exit.x > s.cx) {
    spots[0] = (rect){s.cx + reach, s.cy - rise - h, w, h};
    spots[1] = (rect){s.cx + reach, s.cy + rise, w, h};
  } else if (exit.x < s.cx) {
    spots[0] = (rect){s.cx - reach - w, s.cy - rise - h, w, h};
    spots[1] = (rect){s.cx - reach - w, s.cy + rise, w, h};
  } else {
    spots[0] = (rect){s.cx + 7, s.cy + s.hh - 4.5, w, h};
    spots[1] = (rect){s.cx - 7 - w, s.cy + s.hh - 4.5, w, h};
  }
}

/* "Ya" or "Tidak" where nothing passes. */
static void draw_label(router *r, const struct exit *e) {
  str text = e->no ? S("Tidak") : S("Ya");
  double w = draw_text_width(text, LABEL, false), h = LABEL;
  rect spots[2];
  label_spots(shape_of(r, e->step), e->at, w, h, spots);
  rect at = label_fits(r, spots[0]) || !label_fits(r, spots[1]) ? spots[0] : spots[1];
  draw_text(r->p->d, at.x, at.y + h - 1, LABEL, false, DRAW_START, 0x000000, text);
  LIST_ADD(r->a, &r->taken, at);
}

static void draw_way(router *r, const way *w, const flow_edge *e, bool starts_here) {
  draw_style s = pen;
  s.dashed = e->nth > 0;
  draw_arrow(r->p->d, s, w->v, w->n);
  for (size_t i = 0; i + 1 < w->n; i++) LIST_ADD(r->a, &r->segments, segment_at(w, i, e));
  if (w->off_page) draw_pentagon(r, w->pentagon, e);
  if (starts_here && e->nth == 0 && sop_step_of(r->p->s, e->from)->symbol == SOP_DECISION)
    LIST_ADD(r->a, &r->exits, ((struct exit){e->from, e->no, w->v[0]}));
}

/* ---- ways between steps that follow each other ---- */

static way straight_way(const router *r, const flow_edge *e) {
  way w = {0};
  double x = lane_middle(r, e->to), bottom;
  if (on_page(r, e->from)) {
    shape from = shape_of(r, e->from);
    if (fabs(x - from.cx) < 0.01) w.v[w.n++] = (draw_point){x, from.cy + from.hh};
    else {
      w.v[w.n++] = port(from, x < from.cx ? SIDE_LEFT : SIDE_RIGHT, 0);
      w.v[w.n++] = (draw_point){x, from.cy};
    }
  } else {
    w.off_page = true;
    w.pentagon = (draw_point){x, r->p->above};
    w.v[w.n++] = (draw_point){x, r->p->above + PENTAGON};
  }
  if (on_page(r, e->to)) {
    shape to = shape_of(r, e->to);
    bottom = to.cy - to.hh;
  } else {
    w.off_page = true;
    w.pentagon = (draw_point){x, r->p->below};
    bottom = r->p->below - PENTAGON;
  }
  w.v[w.n++] = (draw_point){x, bottom};
  return w;
}

/* ---- all other ways ---- */

/* From the step, or from the pentagon where it comes in, to an upright run at x, to the step or to the pentagon where it goes out. */
static way margin_way(const router *r, const flow_edge *e, int exit, double x, double dy) {
  way w = {0};
  if (on_page(r, e->from)) {
    shape from = shape_of(r, e->from);
    w.v[w.n++] = port(from, exit, 0);
    w.v[w.n++] = (draw_point){x, from.cy};
  } else {
    bool from_above = e->from < e->to;
    w.off_page = true;
    w.pentagon = (draw_point){x, from_above ? r->p->above : r->p->below};
    w.v[w.n++] = (draw_point){x, w.pentagon.y + (from_above ? PENTAGON : -PENTAGON)};
  }
  if (on_page(r, e->to)) {
    shape to = shape_of(r, e->to);
    w.v[w.n++] = (draw_point){x, to.cy + dy};
    w.v[w.n++] = port(to, x < to.cx ? SIDE_LEFT : SIDE_RIGHT, dy);
  } else {
    bool downwards = e->to > e->from;
    w.off_page = true;
    w.pentagon = (draw_point){x, downwards ? r->p->below : r->p->above};
    w.v[w.n++] = (draw_point){x, w.pentagon.y + (downwards ? -PENTAGON : PENTAGON)};
  }
  return w;
}

/* A run at x can be reached from the side `exit` of the step; a loop of a step to itself must not end where it begins. */
static bool possible(const router *r, const flow_edge *e, int exit, double x, double dy) {
  if (e->from == e->to && fabs(dy) < 1) return false;
  if (!on_page(r, e->from)) return exit == SIDE_LEFT;
  return (x - shape_of(r, e->from).cx) * exit > 0;
}

static way best_margin_way(const router *r, const flow_edge *e) {
  static const double offsets[] = {0, PORT, -PORT};
  way best = {0};
  double least = INFINITY;
  for (size_t border = 0; border < 2 * r->p->s->lanes.n; border++)
    for (size_t k = 0; k < 2 * LEN(TRACKS) * LEN(offsets); k++) {
      int exit = k % 2 ? SIDE_RIGHT : SIDE_LEFT;
      size_t track = k / 2 % LEN(TRACKS);
      double dy = offsets[k / 2 / LEN(TRACKS)];
      double left = r->p->lane_x + r->p->lane_w * (double)(border / 2);
      double x = border % 2 ? left + r->p->lane_w - TRACKS[track] : left + TRACKS[track];
      if (!possible(r, e, exit, x, dy)) continue;
      way w = margin_way(r, e, exit, x, dy);
      double cost = way_cost(r, &w, e) + 15 * (double)track + 2 * fabs(dy);
      if (cost >= least) continue;
      least = cost;
      best = w;
    }
  return best;
}

static bool straight(const flow_edge *e) { return e->to == e->from + 1; }

/* Does the way come onto this page at all? */
static bool concerns(const router *r, const flow_edge *e) { return on_page(r, e->from) || on_page(r, e->to); }

static void draw_ways(router *r, bool straight_ones) {
  for (size_t i = 0; i < r->edges.n; i++) {
    const flow_edge *e = &r->edges.v[i];
    if (!concerns(r, e) || straight(e) != straight_ones) continue;
    way w = straight_ones ? straight_way(r, e) : best_margin_way(r, e);
    ENSURE(w.n >= 2 && w.off_page == crosses_pages(r, e));
    draw_way(r, &w, e, on_page(r, e->from));
  }
}

void route_draw(const route_page *p) {
  router r = {.p = p, .a = p->d->a, .edges = flow_of(p->d->a, p->s)};
  draw_ways(&r, true);
  draw_ways(&r, false);
  for (size_t i = 0; i < r.exits.n; i++) draw_label(&r, &r.exits.v[i]);
  for (int no = p->first; no <= p->last; no++) draw_symbol(&r, no);
}
