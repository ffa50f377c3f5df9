#include "web/pages/data.h"

#include "base/num.h"
#include "data.t.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "web/pages/office_at.h"

/* ---- where ---- */

err data_where(const get_ctx *cx, office_id of, int64_t year, data_at *at) {
  if (!actor_sees_office(cx->who, of)) return ERR(cx->a, NOT_FOUND, "Data ini tidak ada.");
  TRY(office_get(cx->db, cx->a, of, &at->office));
  at->year = year;
  at->may = actor_keeps_office(cx->who, of);
  at->query = str_fmt(cx->a, "?tahun=%d&kantor=%lld", (int)year, (long long)of.v);
  return NULL;
}

err data_asked(const get_ctx *cx, const request *rq, data_at *at) {
  int64_t id = cx->who->office.v, year = date_ymd(site_today(cx, 420)).y;
  (void)num_i64(fields_get(&rq->query, S("kantor")), 1, INT64_MAX, &id);
  (void)num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &year);
  return data_where(cx, (office_id){id}, year, at);
}

str data_path(arena *a, const data_at *at, const char *path) { return STR_CAT(a, str_of(path), at->query); }

const crumb *data_crumbs(arena *a, const data_at *at) {
  crumb *c = NEW(a, crumb);
  *c = (crumb){str_fmt(a, "Data Kinerja %d", (int)at->year), data_path(a, at, "/data")};
  return c;
}

/* ---- the list ---- */

static err owners(const get_ctx *cx, const data_at *at, sql_positions_of_rows *rows) { return sql_positions_of(cx->db, cx->a, at->office.id, rows); }

static str title_of(const sql_positions_of_rows *rows, position_id id) {
  for (size_t i = 0; i < rows->n; i++)
    if (rows->v[i].id.v == id.v) return rows->v[i].title;
  return S("–");
}

static indicator_view indicator_shown(const get_ctx *cx, const target_line *r, const sql_positions_of_rows *positions) {
  indicator_view v = {.code = r->of.code, .name = r->of.name, .path = kit_path(cx->a, "/data/indikator/#", r->of.id.v), .unit = r->of.unit,
                      .direction = direction_label(r->of.direction), .owner = title_of(positions, r->of.owner)};
  for (int q = 0; q <= 4; q++) v.targets[q] = r->target[q].p ? r->target[q] : S("–");
  return v;
}

static err objectives(const get_ctx *cx, const data_at *at, data_view *v) {
  sql_objectives_of_rows rows;
  sql_positions_of_rows positions;
  target_lines plan;
  TRY(sql_objectives_of(cx->db, cx->a, at->office.id, at->year, &rows));
  TRY(owners(cx, at, &positions));
  TRY(target_lines_of(cx->db, cx->a, at->office.id, at->year, &plan));
  for (size_t i = 0; i < rows.n; i++) {
    objective_view o = {.no = rows.v[i].no, .title = rows.v[i].title};
    if (at->may) o.edit = kit_path(cx->a, "/data/sasaran/#", rows.v[i].id.v);
    for (size_t k = 0; k < plan.n; k++)
      if (plan.v[k].of.objective.v == rows.v[i].id.v) LIST_ADD(cx->a, &o.indicators, indicator_shown(cx, &plan.v[k], &positions));
    LIST_ADD(cx->a, &v->objectives, o);
  }
  return NULL;
}

static err budgets(const get_ctx *cx, const data_at *at, data_view *v) {
  budget_lines all;
  TRY(performance_budget(cx->db, cx->a, at->office.id, at->year, &all));
  for (size_t i = 0; i < all.n; i++) {
    const budget_line *b = &all.v[i];
    budget_view line = {b->code, b->name, decimal_id(cx->a, b->ceiling, 0), decimal_id(cx->a, b->spent, 0), decimal_id(cx->a, b->absorption, 2), STR_NONE};
    if (at->may) {
      out code = OUT(cx->a);
      out_url(&code, b->code);
      line.edit = STR_CAT(cx->a, data_path(cx->a, at, "/data/anggaran"), S("&program="), out_html(&code).markup);
    }
    LIST_ADD(cx->a, &v->budgets, line);
  }
  return NULL;
}

static void year_chips(const get_ctx *cx, const data_at *at, data_view *v) {
  enum { SPAN = 4 };
  chip_view *years = NEW_N(cx->a, chip_view, SPAN);
  for (int i = 0; i < SPAN; i++) {
    int y = (int)at->year - 2 + i;
    years[i] = (chip_view){str_fmt(cx->a, "%d", y), str_fmt(cx->a, "/data?tahun=%d&kantor=%lld", y, (long long)at->office.id.v), y == at->year};
  }
  v->years = years;
  v->n_years = SPAN;
}

static void edit_links(const get_ctx *cx, const data_at *at, data_view *v) {
  bool some = false;
  for (size_t i = 0; i < v->objectives.n; i++) some = some || v->objectives.v[i].indicators.n;
  v->edit = kit_link(cx->a, data_path(cx->a, at, "/data/sasaran/baru"), S("Tambah sasaran"), !some);
  if (v->objectives.n) v->edit = kit_join(cx->a, kit_link(cx->a, data_path(cx->a, at, "/data/indikator/baru"), S("Tambah indikator"), !some), v->edit);
  if (some) v->edit = kit_join(cx->a, kit_link(cx->a, data_path(cx->a, at, "/data/target"), S("Isi target"), true), v->edit);
  v->budget_edit = kit_link(cx->a, data_path(cx->a, at, "/data/anggaran"), S("Tambah program"), false);
  if (!v->objectives.n) v->copy = data_path(cx->a, at, "/data/salin");
}

err data_get(const get_ctx *cx, request *rq, response *rs) {
  data_at at;
  office o;
  bool found;
  plan_locks locks;
  TRY(office_at(cx, rq, rs, NAV_DATA, &o, &found));
  if (!found) return NULL;
  TRY(data_asked(cx, rq, &at));
  data_view v = {.csrf = rq->csrf, .office = at.office.name, .year = at.year, .actions = office_at_choice(cx, S("/data"))};
  TRY(objectives(cx, &at, &v));
  TRY(budgets(cx, &at, &v));
  TRY(plan_locks_of(cx->db, cx->a, at.office.id, at.year, &locks));
  for (int q = 0; q <= 4; q++)
    if (locks.reason[q].p) LIST_ADD(cx->a, &v.locks, locks.reason[q]);
  v.actions = kit_join(cx->a, kit_link(cx->a, data_path(cx->a, &at, "/data/perjanjian"), S("Perjanjian Kinerja"), false), v.actions);
  year_chips(cx, &at, &v);
  if (at.may) edit_links(cx, &at, &v);
  out to = OUT(cx->a);
  t_data(&to, &v);
  site_page(cx, rq, rs, 200, NAV_DATA, S("Data Kinerja"), out_html(&to));
  return NULL;
}

static err apply_copy(db_rw *db, arena *a, void *what) {
  plan_edit *e = what;
  size_t n;
  e->db = db;
  e->a = a;
  return plan_copy(e, e->year - 1, &n);
}

err data_copy_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  plan_edit e = {.who = cx->read.who, .now = cx->read.now, .office = at.office.id, .year = at.year};
  TRY(store_write(cx->store, rq->a, apply_copy, &e));
  site_done(rq, rs, data_path(rq->a, &at, "/data"), S("Sasaran dan indikator disalin. Isi targetnya."));
  return NULL;
}
