#include "web/pages/data.h"

#include "base/num.h"
#include "data.t.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "performance/plan_year.h"
#include "web/pages/exports.h"
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
  for (int q = 0; q <= 4; q++) v.revised[q] = r->revised[q];
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

static str money(arena *a, decimal d) { return decimal_id(a, d, 0); }

static budget_view budget_shown(const get_ctx *cx, const data_at *at, const budget_line *b) {
  static const char *const indents[] = {"", "doc-level-1", "doc-level-2"};
  arena *a = cx->a;
  budget_view line = {.code = b->code, .name = b->name, .ceiling = money(a, b->original), .spent = money(a, b->spent),
                      .share = decimal_some(b->absorption) ? STR_CAT(a, S("serapan "), decimal_id(a, b->absorption, 2), S("\u00a0%")) : STR_NONE, .indent = str_of(indents[b->level < 2 ? b->level : 2])};
  if (decimal_some(b->revised)) line.revised = money(a, b->revised);
  for (int q = 0; q < 4; q++) line.quarter[q] = money(a, b->quarter[q]);
  if (at->may && b->code.n) {
    out code = OUT(a);
    out_url(&code, b->code);
    line.edit = STR_CAT(a, data_path(a, at, "/data/anggaran"), S("&program="), out_html(&code).markup);
  }
  return line;
}

/* Spent up to the last quarter that everybody has filled. */
static err budgets(const get_ctx *cx, const data_at *at, data_view *v) {
  budget_lines all;
  TRY(performance_budget(cx->db, cx->a, at->office.id, at->year, 0, &all));
  int filled = budget_filled(&all);
  if (filled && filled < 4) TRY(performance_budget(cx->db, cx->a, at->office.id, at->year, filled, &all));
  v->budget_period = STR_CAT(cx->a, S("s.d. TW "), date_roman_month(filled ? filled : 4));
  for (size_t i = 0; i < all.n; i++) LIST_ADD(cx->a, &v->budgets, budget_shown(cx, at, &all.v[i]));
  if (!all.n) return NULL;
  budget_line sum = budget_total(&all);
  LIST_ADD(cx->a, &v->budgets, budget_shown(cx, at, &sum));
  return NULL;
}

static str agreement_text(arena *a, const plan_year *p) {
  if (!p->agreement_no.n && !date_some(p->agreement_day) && !p->revised_quarter) return S("Nomor dan tanggal Perjanjian Kinerja belum dicatat.");
  str text = STR_CAT(a, S("PK murni "), p->agreement_no.n ? p->agreement_no : S("tanpa nomor"));
  if (date_some(p->agreement_day)) text = STR_CAT(a, text, S(", "), date_id(a, p->agreement_day));
  if (!p->revised_quarter) return STR_CAT(a, text, S("."));
  return STR_CAT(a, text, S(". PK perubahan "), p->revised_no.n ? p->revised_no : S("tanpa nomor"), S(", berlaku "), date_id(a, p->revised_day),
                 S(": dipakai mulai laporan triwulan "), date_roman_month(p->revised_quarter), S("."));
}

const form_field data_unlock_form[] = {
    {.name = "alasan", .label = "Alasan membuka rencana", .kind = FIELD_TEXT, .required = true, .max = 1000, .hint = "Dicatat dalam jejak kantor. Kunci lagi sesudah diperbaiki"}, {0}};

static err whole_year(const get_ctx *cx, const data_at *at, const fields *typed, data_view *v) {
  plan_year p;
  TRY(plan_year_of(cx->db, cx->a, at->office.id, at->year, &p));
  v->agreement = agreement_text(cx->a, &p);
  if (instant_some(p.locked_at)) {
    v->locked = str_fmt(cx->a, "Rencana tahun %d terkunci: dikunci %.*s pada %.*s. Realisasi anggaran masih dapat diisi.", (int)at->year,
                        STR_ARG(p.locked_by), STR_ARG(date_id(cx->a, instant_local(p.locked_at, at->office.zone).day)));
    if (actor_keeps_region(cx->who, at->office.region)) v->unlock = data_path(cx->a, at, "/data/buka");
    out form = OUT(cx->a);
    form_fields(&form, &(form_view){.form = data_unlock_form, .values = typed, .wrong = v->wrong});
    v->unlock_fields = out_html(&form);
    return NULL;
  }
  if (!at->may) return NULL;
  v->agreement_edit = kit_link(cx->a, data_path(cx->a, at, "/data/perjanjian"), S("Catat nomor dan tanggal"), false);
  if (v->objectives.n) v->lock = data_path(cx->a, at, "/data/kunci");
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
  v->edit = kit_join(cx->a, v->edit, kit_link(cx->a, data_path(cx->a, at, "/data/masuk"), S("Impor tabel"), false));
  v->budget_edit = kit_link(cx->a, data_path(cx->a, at, "/data/anggaran"), S("Tambah program atau kegiatan"), false);
  if (!v->objectives.n) v->copy = data_path(cx->a, at, "/data/salin");
}

err data_page(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong) {
  data_at at;
  office o;
  bool found;
  plan_locks locks;
  TRY(office_at(cx, rq, rs, NAV_DATA, &o, &found));
  if (!found) return NULL;
  TRY(data_asked(cx, rq, &at));
  data_view v = {.csrf = rq->csrf, .wrong = wrong, .office = at.office.name, .year = at.year, .actions = kit_join(cx->a, kit_link(cx->a, str_fmt(cx->a, "/kinerja?kantor=%lld&tahun=%d", (long long)at.office.id.v, (int)at.year), S("Lihat capaian"), false),
                              office_at_choice(cx, S("/data")))};
  TRY(objectives(cx, &at, &v));
  TRY(budgets(cx, &at, &v));
  TRY(whole_year(cx, &at, typed, &v));
  TRY(plan_locks_of(cx->db, cx->a, at.office.id, at.year, &locks));
  for (int q = 0; q <= 4; q++)
    if (locks.reason[q].p) LIST_ADD(cx->a, &v.locks, locks.reason[q]);
  v.actions = kit_join(cx->a, kit_link(cx->a, data_path(cx->a, &at, "/data/perjanjian"), S("Perjanjian Kinerja"), false), v.actions);
  year_chips(cx, &at, &v);
  if (at.may && !v.locked.n) edit_links(cx, &at, &v);
  v.edit = kit_join(cx->a, v.edit, kit_link(cx->a, data_path(cx->a, &at, "/data/aturan"), S("Aturan pengukuran"), false));
  if (v.objectives.n) v.tables = exports_of_year(cx->a, &at);
  out to = OUT(cx->a);
  t_data(&to, &v);
  site_page(cx, rq, rs, kit_status(wrong), NAV_DATA, S("Data Kinerja"), out_html(&to));
  return NULL;
}

err data_get(const get_ctx *cx, request *rq, response *rs) { return data_page(cx, rq, rs, NULL, NULL); }
