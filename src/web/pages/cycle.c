#include "web/pages/cycle.h"

#include "siklus_satu.t.h"
#include "sop/show.h"
#include "steps/bundle.h"
#include "steps/sheet.h"
#include "steps/step.h"
#include "web/pages/due.h"
#include "web/pages/exports.h"

enum { NARROW_STEPS = 4 }; /* steps in a row of the strip on a phone */

err cycle_at(const get_ctx *cx, const request *rq, cycle **found) {
  return cycle_load(cx->db, cx->a, (cycle_id){request_int(rq, S("id"))}, cx->who, found);
}

/* ---- whose turn, until when, what is missing ---- */

static str joined(arena *a, const str_list *names) {
  buf b = BUF(a);
  for (size_t i = 0; i < names->n; i++) {
    if (i) buf_add(&b, S(", "));
    buf_add(&b, names->v[i]);
  }
  return buf_str(&b);
}

static err due_text(const get_ctx *cx, const cycle *c, str *text) {
  step_runs runs;
  TRY(cycle_runs(cx->db, cx->a, c, cx->now, &runs));
  for (size_t i = 0; i < runs.n; i++)
    if (runs.v[i].no == c->no && runs.v[i].round == c->round) *text = runs.v[i].due_text;
  return NULL;
}

static err fill_now(const get_ctx *cx, const cycle *c, now_view *n) {
  arena *a = cx->a;
  str_list people;
  turn t;
  const calendar *time;
  TRY(cycle_calendar(cx->db, a, c, &time));
  due_words d = due_of(a, time, c->office.zone, cx->now, c->due_at);
  const sop_lane *lane = sop_lane_of(c->sop, c->lane);
  TRY(cycle_waiting_for(cx->db, a, c, site_today(cx, c->office.zone), &people));
  TRY(cycle_turn(cx->db, a, c, cx->who, c->lane, &t));
  TRY(steps_missing(cx->db, a, c, cx->now, &n->missing));
  TRY(due_text(cx, c, &n->explain));
  n->no = c->no;
  n->round = c->round;
  n->activity = c->step->activity;
  n->lane = lane ? lane->label : c->lane;
  n->people = joined(a, &people);
  n->set = c->phase != 0;
  n->mine = t.mine;
  n->due = instant_some(c->due_at) ? instant_id(a, c->due_at, c->office.zone) : STR_NONE;
  n->left = d.left;
  n->look = d.look == LOOK_PLAIN ? LOOK_ACTIVE : d.look;
  n->path = str_fmt(a, "/siklus/%lld/langkah/%d", (long long)c->id.v, c->no);
  n->action = str_fmt(a, t.mine ? "Kerjakan langkah %d" : "Buka langkah %d", c->no);
  return NULL;
}

/* ---- the pictures ---- */

static html svg(const drawing *d) { return html_trusted(draw_svg(d)); }

static err draw(const get_ctx *cx, const cycle *c, cycle_view *v) {
  sop *s;
  sop_marks marks, linked;
  size_t pages;
  TRY(library_for_office(cx->db, cx->a, &c->office, c->sop, &s));
  TRY(sheet_marks(cx->db, cx->a, c, cx->now, STR_NONE, &marks));
  TRY(sheet_marks(cx->db, cx->a, c, cx->now, str_fmt(cx->a, "/siklus/%lld/langkah/", (long long)c->id.v), &linked));
  v->strip_wide = svg(sop_draw_strip(cx->a, s, &marks, 0));
  v->strip_narrow = svg(sop_draw_strip(cx->a, s, &marks, NARROW_STEPS));
  drawing **chart = sop_draw(cx->a, s, &linked, (sop_draw_options){.continuous = true, .no_identity = true}, &pages);
  v->chart = svg(chart[0]);
  for (size_t i = 0; i < s->steps.n; i++) {
    sop_mark m = sop_mark_of(&marks, s->steps.v[i].no);
    LIST_ADD(cx->a, &v->steps, ((step_view){.no = s->steps.v[i].no, .name = s->steps.v[i].activity, .state = sop_state_label(m.state)}));
  }
  return NULL;
}

/* ---- the page ---- */

err cycle_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  TRY(cycle_at(cx, rq, &c));
  cycle_view v = {.title = cycle_period(cx->a, c->year, c->quarter), .base = str_fmt(cx->a, "/siklus/%lld", (long long)c->id.v), .running = c->running};
  bool own = c->office.id.v == cx->who->office.v;
  v.lead = own ? c->sop->title : STR_CAT(cx->a, c->office.name, S(" · "), c->sop->title);
  if (c->running) TRY(fill_now(cx, c, &v.now));
  else v.closed = instant_id(cx->a, c->closed_at, c->office.zone);
  TRY(draw(cx, c, &v));
  TRY(cycle_tables(cx, c, &v));
  v.tables = exports_of_cycle(cx->a, c);
  out o = OUT(cx->a);
  t_siklus_satu(&o, &v);
  site_page(cx, rq, rs, 200, NAV_CYCLES, v.title, out_html(&o));
  return NULL;
}

/* ---- downloads ---- */

str cycle_file_name(arena *a, str words, const cycle *c, str ending) {
  str low = str_lower(a, words);
  buf b = BUF(a);
  for (size_t i = 0; i < low.n; i++) {
    char ch = low.p[i];
    bool ok = (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9');
    if (ok) buf_char(&b, ch);
    else if (b.n && b.p[b.n - 1] != '-') buf_char(&b, '-');
  }
  if (b.n && b.p[b.n - 1] == '-') b.n--;
  buf_fmt(&b, "-%d", (int)c->year);
  if (c->quarter) buf_fmt(&b, "-tw%d", (int)c->quarter);
  buf_add(&b, ending);
  return buf_str(&b);
}

void cycle_pdf(response *rs, str name, str bytes) {
  response_file(rs, S("application/pdf"), name, bytes, true);
  rs->sandboxed = false; /* made here, not uploaded; browsers do not show a PDF inside a sandbox */
}

err cycle_sheet_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  doc *d;
  str bytes;
  TRY(cycle_at(cx, rq, &c));
  TRY(sop_sheet(cx->db, cx->a, c->id, cx->now, &d));
  TRY(doc_pdf(cx->a, d, cx->now, &bytes));
  cycle_pdf(rs, cycle_file_name(cx->a, S("lembar sop"), c, S(".pdf")), bytes);
  return NULL;
}

err cycle_bundle_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  int fd;
  int64_t size;
  TRY(cycle_at(cx, rq, &c));
  db_snapshot_end(cx->db); /* the bundle takes a snapshot of its own */
  TRY(bundle_open(cx->db, cx->a, c->id, &fd, &size));
  response_open_file(rs, S("application/zip"), bundle_name(cx->a, c), fd, size);
  return NULL;
}
