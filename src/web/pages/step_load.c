/* What every step page knows of its step: where it stands, whose turn, until when, what is missing, what was made. */
#include "performance/performance_sql.h"
#include "steps/certificate.h"
#include "web/pages/step.h"

static err stand(step_page *p) {
  const cycle *c = p->c;
  p->here = c->running && p->step->no == c->no;
  p->round = p->here ? c->round : 0;
  if (!p->here) return NULL;
  TRY(cycle_turn(p->cx->db, p->cx->a, c, p->cx->who, c->lane, &p->turn));
  return steps_open_to(p->cx->db, p->cx->a, c, p->cx->who, &p->actions);
}

err step_page_begin(const get_ctx *cx, request *rq, step_page *p) {
  cycle *c;
  int64_t no = request_int(rq, S("no"));
  TRY(cycle_load(cx->db, cx->a, (cycle_id){request_int(rq, S("id"))}, cx->who, &c));
  *p = (step_page){.cx = cx, .c = c, .csrf = rq->csrf, .today = site_today(cx, c->office.zone)};
  p->step = no < 100 ? sop_step_of(c->sop, (int)no) : NULL;
  p->kind = p->step ? step_kind_of(p->step->kind) : NULL;
  if (!p->kind) return ERR(cx->a, NOT_FOUND, "SOP siklus ini tidak punya langkah %lld.", (long long)no);
  p->cycle_path = str_fmt(cx->a, "/siklus/%lld", (long long)c->id.v);
  p->base = str_fmt(cx->a, "%.*s/langkah/%d", STR_ARG(p->cycle_path), p->step->no);
  return stand(p);
}

/* ---- rounds, turn, clock ---- */

static err load_rounds(step_page *p) {
  step_runs all;
  TRY(cycle_runs(p->cx->db, p->cx->a, p->c, p->cx->now, &all));
  for (size_t i = 0; i < all.n; i++) {
    if (all.v[i].no != p->step->no) continue;
    LIST_ADD(p->cx->a, &p->rounds, all.v[i]);
    if (!p->here) p->round = all.v[i].round;
  }
  return NULL;
}

static str joined(arena *a, const str_list *names) {
  buf b = BUF(a);
  for (size_t i = 0; i < names->n; i++) {
    if (i) buf_z(&b, i + 1 == names->n ? " atau " : ", ");
    buf_add(&b, names->v[i]);
  }
  return buf_str(&b);
}

/* Is in charge of a figure that can be typed at this step. */
static err in_charge(const step_page *p, bool *yes) {
  figures all;
  const cycle *c = p->c;
  *yes = false;
  if (!step_action_of(p->kind, S("angka")) || c->phase != PHASE_LANE) return NULL;
  TRY(performance_figures(p->cx->db, p->cx->a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) *yes = *yes || (all.v[i].plan.person.v && all.v[i].plan.person.v == p->cx->who->person.v);
  return NULL;
}

static err whose_turn(step_page *p) {
  arena *a = p->cx->a;
  str_list names;
  const sop_lane *lane = sop_lane_of(p->c->sop, p->c->lane);
  if (p->turn.mine) {
    p->turn_text = STR_CAT(a, S("Giliran Anda sebagai "), p->turn.as, S("."));
    return NULL;
  }
  TRY(cycle_waiting_for(p->cx->db, a, p->c, p->today, &names));
  bool data;
  TRY(in_charge(p, &data));
  str mine = data ? S(" Anda mengisi data yang menjadi tanggung jawab Anda.") : S(" Anda dapat membacanya.");
  if (!names.n) mine = STR_NONE;
  p->turn_text = names.n ? STR_CAT(a, S("Giliran "), joined(a, &names), S("."), mine)
                         : STR_CAT(a, S("Giliran "), lane ? lane->label : p->c->lane, S(", tetapi belum ada pejabatnya. Administrator dapat mengisinya."));
  return NULL;
}

static err clock_of(step_page *p, const step_run *r) {
  const calendar *time;
  arena *a = p->cx->a;
  const cycle *c = p->c;
  p->look = LOOK_PLAIN;
  const sop_lane *lane = sop_lane_of(c->sop, c->lane);
  p->state = c->phase && lane ? STR_CAT(a, S("menunggu "), lane->label) : S("sedang berjalan");
  if (!instant_some(c->due_at)) return NULL;
  TRY(cycle_calendar(p->cx->db, a, c, &time));
  p->due = STR_CAT(a, S("Paling lambat "), instant_id_short(a, c->due_at, c->office.zone), S(" "), zone_name(c->office.zone));
  p->left = calendar_left(a, time, p->cx->now, c->due_at);
  p->due_text = r->due_text;
  if (p->cx->now.s > c->due_at.s) p->look = LOOK_LATE;
  else if (calendar_minutes_between(time, p->cx->now, c->due_at) <= CALENDAR_DAY_MINUTES / 2) p->look = LOOK_SOON;
  return NULL;
}

/* A step where the cycle does not stand: what became of it. */
static void record_of(step_page *p) {
  arena *a = p->cx->a;
  p->look = LOOK_PLAIN;
  p->state = S("belum dimulai");
  p->turn_text = S("Langkah ini dibuka setelah langkah sebelumnya selesai.");
  if (!p->rounds.n) return;
  const step_run *r = &p->rounds.v[p->rounds.n - 1];
  bool done = str_eq(r->state, S("selesai"));
  p->look = done ? LOOK_DONE : LOOK_RETURNED;
  p->state = done ? S("selesai") : r->state;
  str when = instant_some(r->ended_at) ? instant_id(a, r->ended_at, p->c->office.zone) : S("–");
  str as = r->ended_as.n ? STR_CAT(a, S(" ("), r->ended_as, S(")")) : S("");
  p->turn_text = STR_CAT(a, done ? S("Diselesaikan oleh ") : S("Dikembalikan oleh "), r->ended_by, as, S(", "), when, S("; waktu yang dipakai "),
                         calendar_span(a, r->minutes), S(" kerja."));
}

static void name_page(step_page *p) {
  arena *a = p->cx->a;
  const sop_step *s = p->step;
  const sop_lane *lane = sop_lane_of(p->c->sop, s->lane);
  str none = S("belum ditetapkan");
  p->title = str_fmt(a, "%d. %.*s", s->no, STR_ARG(s->activity));
  p->lane = lane ? lane->label : s->lane;
  p->crumbs[0] = (crumb){S("Siklus"), S("/siklus")};
  bool own = p->c->office.id.v == p->cx->who->office.v;
  p->crumbs[1] = (crumb){own ? cycle_period(a, p->c->year, p->c->quarter) : cycle_title(a, p->c), p->cycle_path};
  p->crumbs[2] = (crumb){str_fmt(a, "Langkah %d", s->no), p->base};
  p->standard[0] = (step_fact){S("Kelengkapan"), s->requirement.n ? s->requirement : none};
  p->standard[1] = (step_fact){S("Waktu"), s->time.unit == DURATION_NONE ? none : duration_id(a, s->time)};
  p->standard[2] = (step_fact){S("Output"), s->output.n ? s->output : none};
}

/* ---- what was made, and what has to be answered ---- */

static err load_documents(step_page *p) {
  sql_documents_of_rows all;
  TRY(sql_documents_of(p->cx->db, p->cx->a, p->c->id, &all));
  for (size_t i = all.n; i > 0; i--)
    if (all.v[i - 1].no == p->step->no) LIST_ADD(p->cx->a, &p->documents, all.v[i - 1]);
  return NULL;
}

static err load_files(step_page *p) {
  evidences all;
  TRY(performance_files(p->cx->db, p->cx->a, p->c->id, &all));
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].no == p->step->no && !all.v[i].indicator.v) LIST_ADD(p->cx->a, &p->files, all.v[i]);
  return NULL;
}

static err load_points(step_page *p) {
  arena *a = p->cx->a;
  correction_lines *all = NEW(a, correction_lines);
  TRY(corrections_of(p->cx->db, a, p->c, all));
  for (size_t i = 0; i < all->n; i++) {
    const correction_line *l = &all->v[i];
    if (l->to_no != p->step->no || l->to_round != p->round) continue;
    step_point point = {.line = l, .href = step_pin_href(a, l->target)};
    point.id = str_fmt(a, "koreksi.%lld.%d", (long long)l->correction.v, (int)l->n);
    LIST_ADD(a, &p->points, point);
  }
  return NULL;
}

static err load_ways(step_page *p) {
  size_t n = 0;
  while (sign_ways[n].code) n++;
  p->ways = NEW_N(p->cx->a, bool, n);
  for (size_t i = 0; i < n; i++) {
    p->ways[i] = true;
    if (sign_ways[i].offered) TRY(sign_ways[i].offered(p->cx->db, p->cx->a, p->c, &p->ways[i]));
  }
  return NULL;
}

err step_signing(step_page *p) {
  const get_ctx *cx = p->cx;
  sql_certificate_of_row *kept;
  TRY(load_ways(p));
  TRY(certificate_roots(cx->db, cx->a, &p->roots));
  TRY(sql_certificate_of(cx->db, cx->a, cx->who->person, &kept));
  if (kept) p->certificate = STR_CAT(cx->a, kept->subject, S(", diterbitkan oleh "), kept->issuer, S(", berlaku sampai "),
                                     instant_id_short(cx->a, kept->until_at, p->c->office.zone));
  return NULL;
}

static err load_signing(step_page *p) {
  bool signs = false;
  for (size_t i = 0; i < p->actions.n; i++) signs = signs || (p->actions.v[i]->signing && p->actions.v[i]->move != MOVE_NONE);
  return signs ? step_signing(p) : NULL;
}

err step_page_load(step_page *p) {
  const get_ctx *cx = p->cx;
  name_page(p);
  TRY(load_rounds(p));
  if (p->here) {
    TRY(whose_turn(p));
    if (p->rounds.n) TRY(clock_of(p, &p->rounds.v[p->rounds.n - 1]));
    TRY(steps_missing(cx->db, cx->a, p->c, cx->now, &p->missing));
  } else {
    record_of(p);
  }
  TRY(step_values(cx->db, cx->a, p->c, p->step->no, p->today, &p->values, &p->version));
  TRY(load_documents(p));
  TRY(load_files(p));
  TRY(load_points(p));
  TRY(load_signing(p));
  return sql_people_of(cx->db, cx->a, p->c->office.id, p->today, &p->people);
}
