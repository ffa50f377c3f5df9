/* The figures of a cycle on a page: the plan for each (step 3), and the grid in which they are typed (4, and again in 5 and 9). */
#include "document/letters.h"
#include "langkah_collect.t.h"
#include "langkah_plan.t.h"
#include "langkah_sel.t.h"
#include "steps/plan.h"
#include "web/pages/step_bodies.h"

static err load(const step_page *p, figures *all) {
  const cycle *c = p->c;
  return performance_figures(p->cx->db, p->cx->a, c->office.id, c->id, c->year, c->quarter, all);
}

static err found_in(const step_page *p, const figures *all, figure_findings *to) {
  const cycle *c = p->c;
  return performance_findings(p->cx->db, p->cx->a, c->office.id, c->id, c->year, c->quarter, all, to);
}

/* ---- grid ---- */

static str last_year(arena *a, const figure *f) {
  if (!f->past.n) return S("–");
  const past_figure *y = &f->past.v[f->past.n - 1];
  return STR_CAT(a, number_id(a, y->actual), str_fmt(a, " (%d)", (int)y->year));
}

static str at(const str_list *l, size_t i, str saved) { return i < l->n ? l->v[i] : saved; }

/* The counted parts of this figure in a refused try. */
static void put_typed_parts(const step_page *p, figure_row *r) {
  str_list whose = step_typed_column(p, "bagian_dari"), typed = step_typed_column(p, "bagian");
  for (size_t i = 0, k = 0; i < whose.n && k < r->parts.n; i++)
    if (str_eq(whose.v[i], r->id)) {
      r->parts.v[k] = at(&typed, i, r->parts.v[k]);
      k++;
    }
}

/* What was typed for this figure in a refused try takes the place of what is saved. */
static void put_typed(const step_page *p, figure_row *r) {
  if (!step_tried(p, "angka")) return;
  put_typed_parts(p, r);
  str_list ids = step_typed_column(p, "indikator"), value = step_typed_column(p, "nilai"), reason = step_typed_column(p, "alasan"),
           none = step_typed_column(p, "tanpa_bukti");
  for (size_t i = 0; i < ids.n; i++) {
    if (!str_eq(ids.v[i], r->id)) continue;
    r->value = at(&value, i, r->value);
    r->reason = at(&reason, i, r->reason);
    r->no_evidence = at(&none, i, r->no_evidence);
  }
}

static figure_row row_of(const step_page *p, const figure *f, const figure_findings *found, bool edit) {
  arena *a = p->cx->a;
  figure_row r = {.f = f, .id = step_id(a, f->of.id.v), .edit = edit, .findings = found, .reason = f->reason, .no_evidence = f->no_evidence};
  r.value = f->state == FIGURE_TERISI ? f->typed : STR_NONE;
  if (f->of.parts.n) r.parts = components_split(a, f->of.computed, r.value, f->of.parts.n);
  r.last_year = last_year(a, f);
  put_typed(p, &r);
  r.wrong_value = step_mistake(p, STR_CAT(a, S("nilai."), r.id));
  r.wrong_reason = step_mistake(p, STR_CAT(a, S("alasan."), r.id));
  r.wrong_file = step_mistake(p, STR_CAT(a, S("bukti."), r.id));
  return r;
}

size_t figures_answered(const figures *all) {
  size_t n = 0;
  for (size_t i = 0; i < all->n; i++) n += all->v[i].state != FIGURE_KOSONG;
  return n;
}

/* Figures are typed where the kind has the action, by the lane, or each by its person in charge. */
err step_figure_grid(const step_page *p, figure_grid *g) {
  figures *all = NEW(p->cx->a, figures);
  figure_findings *found = NEW(p->cx->a, figure_findings);
  bool possible = p->here && p->c->phase == PHASE_LANE && step_action_of(p->kind, S("angka"));
  TRY(load(p, all));
  TRY(found_in(p, all, found));
  *g = (figure_grid){.p = p, .files = true, .all = possible && p->turn.mine, .answered = figures_answered(all)};
  for (size_t i = 0; i < all->n; i++) {
    const figure *f = &all->v[i];
    bool own = f->plan.person.v && f->plan.person.v == p->cx->who->person.v;
    figure_row r = row_of(p, f, found, possible && (own || p->turn.mine));
    g->edit = g->edit || r.edit;
    if (own && r.edit) LIST_ADD(p->cx->a, &g->mine, r);
    else LIST_ADD(p->cx->a, &g->others, r);
  }
  return NULL;
}

err step_body_collect(const step_page *p, out *o) {
  figure_grid g;
  evidences renja = {0}, all;
  TRY(step_figure_grid(p, &g));
  TRY(performance_files(p->cx->db, p->cx->a, p->c->id, &all));
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].kind, S("renja"))) LIST_ADD(p->cx->a, &renja, all.v[i]);
  t_langkah_collect(o, &g, &renja);
  return NULL;
}

err step_figure_fragment(step_page *p, request *rq, err wrong, response *rs) {
  figures all;
  figure_findings found;
  out o = OUT(rq->a);
  TRY(load(p, &all));
  TRY(found_in(p, &all, &found));
  const figure *f = figures_find(&all, (indicator_id){fields_int(&rq->form, S("indikator"), 0)});
  if (!f) return wrong ? wrong : ERR(rq->a, NOT_FOUND, "Indikator ini tidak ada dalam siklus ini.");
  if (p->here) TRY(steps_missing(p->cx->db, rq->a, p->c, p->cx->now, &p->missing));
  t_langkah_sel(&o, p, &all, f, &found, wrong ? wrong->user : STR_NONE, !wrong, wrong && wrong->code == ERR_CONFLICT && p->here);
  response_html(rs, wrong ? err_http_status(wrong->code) : 200, out_html(&o));
  return NULL;
}

/* ---- plan ---- */

static plan_line saved_line(arena *a, const figure *f) {
  plan_line r = {.f = f, .id = step_id(a, f->of.id.v), .source = f->plan.source, .method = f->plan.method, .evidence = f->plan.evidence};
  if (f->plan.person.v) r.person = step_id(a, f->plan.person.v);
  if (date_some(f->plan.first)) r.first = date_iso(a, f->plan.first);
  if (date_some(f->plan.last)) r.last = date_iso(a, f->plan.last);
  return r;
}

static void typed_line(const step_page *p, plan_line *r) {
  str_list ids = step_typed_column(p, "indikator");
  const struct { const char *name; str *to; } columns[] = {{"sumber", &r->source}, {"metode", &r->method}, {"orang", &r->person},
                                                            {"mulai", &r->first},   {"sampai", &r->last},   {"bukti", &r->evidence}};
  for (size_t i = 0; i < ids.n; i++)
    for (size_t k = 0; str_eq(ids.v[i], r->id) && k < LEN(columns); k++) {
      str_list typed = step_typed_column(p, columns[k].name);
      *columns[k].to = at(&typed, i, *columns[k].to);
    }
}

static void widen(plan_input *in, date d) {
  if (!date_some(d)) return;
  if (!date_some(in->from) || d.day < in->from.day) in->from = d;
  if (!date_some(in->until) || d.day > in->until.day) in->until = d;
}

static err picture(const step_page *p, const figures *all, html *made) {
  enum { LONGEST = 400 };
  arena *a = p->cx->a;
  plan_input in = {.from = DATE_NONE, .until = DATE_NONE};
  for (size_t i = 0; i < all->n; i++) {
    const figure *f = &all->v[i];
    LIST_ADD(a, &in.rows, ((plan_row){.indicator = f->of.name, .person = f->plan.person_name, .start = f->plan.first, .due = f->plan.last}));
    widen(&in, f->plan.first);
    widen(&in, f->plan.last);
  }
  const calendar *time;
  if (!date_some(in.from) || in.until.day - in.from.day >= LONGEST) return NULL;
  TRY(cycle_calendar(p->cx->db, a, p->c, &time));
  bool *off = NEW_N(a, bool, LONGEST);
  for (int d = in.from.day; d <= in.until.day; d++) off[d - in.from.day] = !calendar_is_working_day(time, (date){d});
  in.days_off = off;
  *made = html_trusted(draw_svg(plan_schedule(a, &in, 0, in.rows.n)));
  return NULL;
}

err step_body_plan(const step_page *p, out *o) {
  figures all;
  plan_view v = {.p = p, .edit = step_open(p, "simpan") != NULL};
  TRY(load(p, &all));
  if (v.edit) TRY(plan_suggest(p->cx->db, p->cx->a, p->c, p->today, &all));
  for (size_t i = 0; i < all.n; i++) {
    plan_line r = saved_line(p->cx->a, &all.v[i]);
    if (v.edit) typed_line(p, &r);
    r.mistake = step_mistake(p, STR_CAT(p->cx->a, S("rencana."), r.id));
    LIST_ADD(p->cx->a, &v.lines, r);
  }
  TRY(picture(p, &all, &v.picture));
  t_langkah_plan(o, &v);
  return NULL;
}
