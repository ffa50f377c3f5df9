#include "web/pages/trail.h"

#include "base/num.h"
#include "jejak.t.h"
#include "store/store_sql.h"
#include "web/pages/cycle.h"

enum { PER_PAGE = 50, MOST = 100000 };
typedef LIST(trail_row) trail_rows;

err trail_names_of(const get_ctx *cx, const cycle *c, trail_names *names) {
  indicators all;
  LIST(trail_name) list = {0};
  TRY(performance_indicators(cx->db, cx->a, c->office.id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) {
    const indicator *x = &all.v[i];
    LIST_ADD(cx->a, &list, ((trail_name){x->id.v, STR_CAT(cx->a, x->code, S(" "), x->name)}));
    LIST_ADD(cx->a, &list, ((trail_name){x->objective.v, x->objective_title}));
  }
  *names = (trail_names){list.v, list.n};
  return NULL;
}

/* Entries that hold the word, newest first. */
static err found(const get_ctx *cx, const cycle *c, str word, trail_rows *to) {
  sql_audit_entries_rows rows;
  trail_names names;
  TRY(trail_names_of(cx, c, &names));
  TRY(sql_audit_entries(cx->db, cx->a, c->id.v, 0, MOST, &rows));
  for (size_t i = rows.n; i-- > 0;) {
    const sql_audit_entries_row *r = &rows.v[i];
    audit_entry e = {c->id.v, r->n, r->at, r->account, r->name, r->acting, r->action, r->payload, r->prev, r->hash};
    trail_line l = trail_words(cx->a, &e, names);
    if (!trail_holds(cx->a, &l, &e, word)) continue;
    LIST_ADD(cx->a, to, ((trail_row){r->n, instant_id_short(cx->a, r->at, c->office.zone), r->name, r->acting, str_sub(r->hash, 0, 12), l}));
  }
  return NULL;
}

static err check(const get_ctx *cx, const cycle *c, trail_view *v) {
  audit_report report;
  TRY(audit_verify_chain(cx->db, cx->a, c->id.v, &report));
  v->checked = true;
  v->whole = report.faults.n == 0;
  if (!v->whole) v->fault = str_fmt(cx->a, "Entri %lld: %.*s.", (long long)report.faults.v[0].n, STR_ARG(report.faults.v[0].reason));
  return NULL;
}

static str encoded(arena *a, str word) {
  out o = OUT(a);
  out_url(&o, word);
  return out_html(&o).markup;
}

/* The rows of the page that is asked for. */
static void cut(arena *a, const request *rq, const trail_rows *all, trail_view *v) {
  int64_t page = 1, pages = all->n ? ((int64_t)all->n + PER_PAGE - 1) / PER_PAGE : 1;
  if (!num_i64(fields_get(&rq->query, S("hal")), 1, pages, &page)) page = 1;
  size_t from = (size_t)(page - 1) * PER_PAGE;
  v->rows = all->v + from;
  v->n = all->n - from < PER_PAGE ? all->n - from : PER_PAGE;
  v->pages = (pages_view){STR_CAT(a, v->base, S("/jejak?cari="), encoded(a, v->word), S("&hal=")), page, pages};
}

err trail_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  trail_rows all = {0};
  TRY(cycle_at(cx, rq, &c));
  trail_view v = {.title = cycle_period(cx->a, c->year, c->quarter), .base = str_fmt(cx->a, "/siklus/%lld", (long long)c->id.v),
                  .word = str_trim(fields_get(&rq->query, S("cari")))};
  TRY(audit_head(cx->db, cx->a, c->id.v, &v.entries, &v.head));
  if (fields_has(&rq->query, S("periksa"))) TRY(check(cx, c, &v));
  TRY(found(cx, c, v.word, &all));
  v.found = (int64_t)all.n;
  cut(cx->a, rq, &all, &v);
  out o = OUT(cx->a);
  t_jejak(&o, &v);
  site_page(cx, rq, rs, 200, NAV_CYCLES, S("Jejak"), out_html(&o));
  return NULL;
}
