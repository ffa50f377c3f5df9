#include "web/pages/figure.h"

#include "angka.t.h"
#include "store/store_sql.h"
#include "web/pages/cycle.h"

enum { MOST = 100000, PLAN_ENTRIES = 2000 }; /* entries looked through */

static trail_row row_of(const get_ctx *cx, const cycle *c, const sql_audit_entries_row *r, trail_line line) {
  return (trail_row){r->n, instant_id_short(cx->a, r->at, c->office.zone), r->name, r->acting, str_sub(r->hash, 0, 12), line};
}

/* Entries about this indicator, newest first: `from` on; only those whose action begins with `of` (blank: all). */
static err entries_of(const get_ctx *cx, const cycle *c, int64_t chain, int64_t from, const indicator *i, const char *of, figure_view *v) {
  sql_audit_entries_rows rows;
  trail_names names;
  str word = STR_CAT(cx->a, i->code, S(" "));
  TRY(trail_names_of(cx, c, &names));
  TRY(sql_audit_entries(cx->db, cx->a, chain, from, MOST, &rows));
  for (size_t k = rows.n; k-- > 0;) {
    const sql_audit_entries_row *r = &rows.v[k];
    if (!str_starts(r->action, str_of(of))) continue;
    audit_entry e = {chain, r->n, r->at, r->account, r->name, r->acting, r->action, r->payload, r->prev, r->hash};
    trail_line line = trail_words(cx->a, &e, names);
    bool about = str_starts(line.subject, word) || str_find(line.subject, STR_CAT(cx->a, S(" "), word)) >= 0;
    for (size_t d = 0; d < line.details.n; d++) about = about || str_find(line.details.v[d].value, STR_CAT(cx->a, word, i->name)) >= 0;
    if (about) LIST_ADD(cx->a, &v->trail, row_of(cx, c, r, line));
  }
  return NULL;
}

/* The cycle's own trail, then what happened to its targets in the office's. */
static err trail(const get_ctx *cx, const cycle *c, figure_view *v) {
  int64_t n;
  str hash;
  TRY(entries_of(cx, c, c->id.v, 0, &v->f->of, "", v));
  TRY(audit_head(cx->db, cx->a, c->office.id.v, &n, &hash));
  return entries_of(cx, c, c->office.id.v, n > PLAN_ENTRIES ? n - PLAN_ENTRIES : 0, &v->f->of, "target.", v);
}

static err past(const get_ctx *cx, const cycle *c, figure_view *v) {
  reached_list l;
  TRY(performance_reached(cx->db, cx->a, c->office.id, v->f->of.code, &l));
  v->chart = data_trend(cx->a, &l);
  for (size_t i = l.n; i-- > 0;) {
    const reached *r = &l.v[i];
    reached_view line = {cycle_period(cx->a, r->year, r->quarter), number_id(cx->a, r->target), number_id(cx->a, r->actual),
                         r->result.status == MEASURE_OK ? STR_CAT(cx->a, decimal_id(cx->a, r->result.value, r->result.value.scale), S("\u00a0%"))
                                                        : measure_status_words(r->result.status),
                         r->result.explanation, str_fmt(cx->a, "/siklus/%lld", (long long)r->cycle.v), r->running};
    LIST_ADD(cx->a, &v->past, line);
  }
  return NULL;
}

static err findings(const get_ctx *cx, const cycle *c, const figures *all, figure_view *v) {
  figure_findings *found = NEW(cx->a, figure_findings);
  TRY(performance_findings(cx->db, cx->a, c->office.id, c->id, c->year, c->quarter, all, found));
  for (size_t i = 0; i < found->n; i++)
    if (found->v[i].indicator.v == v->f->of.id.v) LIST_ADD(cx->a, &v->findings, &found->v[i]);
  const step_kind *k = c->running && c->step ? step_kind_of(c->step->kind) : NULL;
  if (k && step_action_of(k, S("temuan"))) v->answer_at = str_fmt(cx->a, "/siklus/%lld/langkah/%d", (long long)c->id.v, c->no);
  return NULL;
}

static err sums(const get_ctx *cx, const cycle *c, const figures *all, figure_view *v) {
  year_quarters *q;
  TRY(performance_quarters(cx->db, cx->a, c->office.id, c->year, c->quarter, all, &q));
  return performance_to_date(cx->a, v->f, &q[v->f - all->v], &v->sums);
}

err figure_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  figures all;
  figure_view v = {0};
  TRY(cycle_at(cx, rq, &c));
  TRY(performance_figures(cx->db, cx->a, c->office.id, c->id, c->year, c->quarter, &all));
  v.c = c;
  v.f = figures_find(&all, (indicator_id){request_int(rq, S("indikator"))});
  if (!v.f) return ERR(cx->a, NOT_FOUND, "Indikator ini tidak ada dalam siklus ini.");
  v.crumbs[0] = (crumb){S("Siklus"), S("/siklus")};
  v.crumbs[1] = (crumb){cycle_period(cx->a, c->year, c->quarter), str_fmt(cx->a, "/siklus/%lld", (long long)c->id.v)};
  v.plan = str_fmt(cx->a, "/data/indikator/%lld", (long long)v.f->of.id.v);
  if (v.f->state == FIGURE_TERISI && !str_eq(v.f->typed, number_id(cx->a, v.f->actual))) v.typed = v.f->typed;
  TRY(sums(cx, c, &all, &v));
  TRY(past(cx, c, &v));
  TRY(findings(cx, c, &all, &v));
  TRY(trail(cx, c, &v));
  out o = OUT(cx->a);
  t_angka(&o, &v);
  site_page(cx, rq, rs, 200, NAV_CYCLES, STR_CAT(cx->a, S("Angka: "), v.f->of.name), out_html(&o));
  return NULL;
}
