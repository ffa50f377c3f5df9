#include "web/pages/cycles.h"

#include "base/num.h"
#include "cycle/cycle_sql.h"
#include "siklus.t.h"
#include "web/pages/due.h"
#include "web/pages/office_at.h"

typedef sql_cycles_of_office_row row;

err cycles_to_begin(const get_ctx *cx, const office *at, open_sops *to) {
  sql_sops_in_force_rows rows;
  if (!cx->who->seats.n) return NULL;
  TRY(sql_sops_in_force(cx->db, cx->a, at->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sop *s;
    turn t;
    TRY(library_sop_known(cx->db, cx->a, rows.v[i].sop, rows.v[i].hash, &s));
    TRY(cycle_may_begin(cx->db, cx->a, at, rows.v[i].code, s, cx->who, &t));
    if (t.mine) LIST_ADD(cx->a, to, ((open_sop){rows.v[i].code, rows.v[i].title, t.as}));
  }
  return NULL;
}

err cycles_begin_button(const get_ctx *cx, const office *at, html *button) {
  open_sops mine = {0};
  if (at->id.v == cx->who->office.v) TRY(cycles_to_begin(cx, at, &mine));
  *button = mine.n ? html_trusted(S("<a class=\"btn btn-primary\" href=\"/siklus/baru\">Perintahkan pengumpulan data</a>")) : HTML_NONE;
  return NULL;
}

static err running_card(const get_ctx *cx, const office *o, const calendar *c, const row *r, task_list *to) {
  arena *a = cx->a;
  due_words d = due_of(a, c, o->zone, cx->now, r->due_at);
  str round = r->round > 1 ? str_fmt(a, " (putaran %d)", (int)r->round) : S("");
  task_view t = {.title = cycle_period(a, r->year, r->quarter), .path = str_fmt(a, "/siklus/%lld", (long long)r->id.v), .due = d.due, .left = d.left,
                 .look = d.look, .action = S("Lihat")};
  t.where = STR_CAT(a, str_fmt(a, "Langkah %d: ", (int)r->no), r->activity, round, S(" · "), r->sop_title);
  LIST_ADD(a, to, t);
  return NULL;
}

static void done_line(arena *a, const office *o, const row *r, cycles_view *v) {
  done_row d = {cycle_period(a, r->year, r->quarter), r->sop_title, date_id(a, instant_local(r->opened_at, o->zone).day),
                date_id(a, instant_local(r->closed_at, o->zone).day), str_fmt(a, "/siklus/%lld", (long long)r->id.v)};
  LIST_ADD(a, &v->done, d);
}

static str with_year(arena *a, str query, int64_t year) {
  if (!year) return STR_CAT(a, S("/siklus"), query);
  return STR_CAT(a, S("/siklus"), query, query.n ? S("&") : S("?"), str_fmt(a, "tahun=%d", (int)year));
}

/* The years that have cycles, newest first. */
static void years(arena *a, const sql_cycles_of_office_rows *rows, str query, int64_t chosen, cycles_view *v) {
  LIST_ADD(a, &v->years, ((year_link){S("Semua tahun"), with_year(a, query, 0), chosen == 0}));
  for (int64_t y = 2100; y >= 2000; y--) {
    bool have = false;
    for (size_t i = 0; i < rows->n && !have; i++) have = rows->v[i].year == y;
    if (have) LIST_ADD(a, &v->years, ((year_link){str_fmt(a, "%d", (int)y), with_year(a, query, y), chosen == y}));
  }
}

static err fill(const get_ctx *cx, const office *o, int64_t year, cycles_view *v) {
  sql_cycles_of_office_rows rows;
  const calendar *c;
  TRY(sql_cycles_of_office(cx->db, cx->a, o->id, &rows));
  TRY(office_calendar(cx->db, cx->a, o, &c));
  for (size_t i = 0; i < rows.n; i++) {
    if (year && rows.v[i].year != year) continue;
    if (str_eq(rows.v[i].state, S("berjalan"))) TRY(running_card(cx, o, c, &rows.v[i], &v->running));
    else done_line(cx->a, o, &rows.v[i], v);
  }
  years(cx->a, &rows, office_at_query(cx, o), year, v);
  return NULL;
}

err cycles_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  int64_t year = 0;
  TRY(office_at(cx, rq, rs, NAV_CYCLES, &o, &found));
  if (!found) return NULL;
  if (!num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &year)) year = 0;
  cycles_view v = {.office = o.name, .filtered = year != 0};
  TRY(fill(cx, &o, year, &v));
  html begin, choice = office_at_choice(cx, S("/siklus"));
  TRY(cycles_begin_button(cx, &o, &begin));
  v.may_begin = begin.markup.n > 0;
  v.actions = html_trusted(STR_CAT(cx->a, begin.markup, choice.markup));
  out page = OUT(cx->a);
  t_siklus(&page, &v);
  site_page(cx, rq, rs, 200, NAV_CYCLES, S("Siklus"), out_html(&page));
  return NULL;
}
