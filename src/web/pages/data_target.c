/* The grid of targets, and the page of one indicator with what it reached over the years. */
#include "base/draw.h"
#include "base/num.h"
#include "cycle/cycle.h"
#include "data_indikator.t.h"
#include "data_target.t.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "performance/plan_year.h"
#include "web/pages/data.h"

/* ---- the grid ---- */

static str mistake_of(const error *e, str name) {
  for (size_t i = 0; e && i < e->points.n; i++)
    if (str_eq(e->points.v[i].field, name)) return e->points.v[i].text;
  return STR_NONE;
}

static target_cell cell_of(arena *a, const target_line *r, int q, bool revised, const fields *typed, err wrong) {
  target_cell c = {.name = target_field(a, r->of.id, q, revised), .locked = revised ? r->revised_locked[q] : r->locked[q]};
  str stored = revised ? r->revised[q] : r->target[q];
  str period = q ? STR_CAT(a, S("triwulan "), date_roman_month(q)) : S("setahun");
  c.id = STR_CAT(a, S("f-"), c.name);
  c.label = STR_CAT(a, r->of.code, S(", target "), period);
  c.value = typed && fields_has(typed, c.name) ? fields_get(typed, c.name) : stored.p ? stored : S("");
  c.mistake = mistake_of(wrong, c.name);
  return c;
}

/* The agreement and its revision, once there is one. */
static err versions(const get_ctx *cx, const data_at *at, bool revised, targets_view *v) {
  plan_year p;
  TRY(plan_year_of(cx->db, cx->a, at->office.id, at->year, &p));
  if (!p.revised_quarter) return NULL;
  chip_view *c = NEW_N(cx->a, chip_view, 2);
  str path = data_path(cx->a, at, "/data/target");
  c[0] = (chip_view){S("murni"), path, !revised};
  c[1] = (chip_view){S("perubahan"), STR_CAT(cx->a, path, S("&versi=perubahan")), revised};
  v->versions = c;
  v->n_versions = 2;
  return NULL;
}

static err targets_page(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong) {
  data_at at;
  target_lines rows;
  plan_locks locks;
  TRY(data_asked(cx, rq, &at));
  if (!at.may) return ERR(cx->a, FORBIDDEN, "Target diisi Sekretaris, Kasubag Perencanaan atau administrator.");
  TRY(target_lines_of(cx->db, cx->a, at.office.id, at.year, &rows));
  TRY(plan_locks_of(cx->db, cx->a, at.office.id, at.year, &locks));
  bool revised = str_eq(fields_get(&rq->query, S("versi")), S("perubahan"));
  targets_view v = {.csrf = rq->csrf, .action = rq->target, .title = str_fmt(cx->a, revised ? "Target perubahan %d" : "Target %d", (int)at.year), .crumbs = data_crumbs(cx->a, &at), .wrong = wrong};
  for (int q = 0; q <= 4; q++)
    if (locks.reason[q].p) LIST_ADD(cx->a, &v.locks, locks.reason[q]);
  for (size_t i = 0; i < rows.n; i++) {
    target_row r = {.code = rows.v[i].of.code, .name = rows.v[i].of.name, .unit = rows.v[i].of.unit};
    for (int q = 0; q <= 4; q++) r.of[q] = cell_of(cx->a, &rows.v[i], q, revised, typed, wrong);
    LIST_ADD(cx->a, &v.rows, r);
  }
  TRY(versions(cx, &at, revised, &v));
  out to = OUT(cx->a);
  t_data_target(&to, &v);
  site_page(cx, rq, rs, kit_status(wrong), NAV_DATA, v.title, out_html(&to));
  return NULL;
}

err targets_get(const get_ctx *cx, request *rq, response *rs) { return targets_page(cx, rq, rs, NULL, NULL); }

typedef struct filling { plan_edit e; const fields *f; size_t changed; } filling;

static err apply(db_rw *db, arena *a, void *what) {
  filling *w = what;
  w->e.db = db;
  w->e.a = a;
  return plan_targets_put(&w->e, w->f, &w->changed);
}

err targets_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  filling w = {{.who = cx->read.who, .now = cx->read.now, .office = at.office.id, .year = at.year}, &rq->form, 0};
  err e = store_write(cx->store, rq->a, apply, &w);
  if (e && kit_again(e)) return targets_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, data_path(rq->a, &at, "/data"), w.changed ? str_fmt(rq->a, "%zu target disimpan.", w.changed) : S("Tidak ada target yang berubah."));
  return NULL;
}

/* ---- the trend ---- */

enum { CHART_W = 360, CHART_H = 170, LEFT = 34, RIGHT = 14, TOP = 16, BOTTOM = 34 };
static const uint32_t line_colour = 0x0f5257, grid_colour = 0xddd8cf, text_colour = 0x55626b, goal_colour = 0xc98a1b;

static double percent(const reached *r) { return (double)decimal_round(r->result.value, 2, DECIMAL_HALF_UP).units / 100; }

static str short_period(arena *a, const reached *r) {
  return r->quarter ? str_fmt(a, "%.*s/%02d", STR_ARG(date_roman_month((int)r->quarter)), (int)(r->year % 100)) : str_fmt(a, "%d", (int)r->year);
}

/* A level line with its label. */
static void level(drawing *d, double y, str label, uint32_t colour, bool dashed) {
  draw_point p[] = {{LEFT, y}, {CHART_W - RIGHT, y}};
  draw_line(d, (draw_style){.stroke = colour, .fill = DRAW_NO_COLOR, .width = 1, .dashed = dashed}, p, 2);
  draw_text(d, LEFT - 6, y + 3.5, 10, false, DRAW_END, text_colour, label);
}

html data_trend(arena *a, const reached_list *l) {
  size_t n = 0;
  double top = 120;
  for (size_t i = 0; i < l->n; i++) {
    if (l->v[i].result.status != MEASURE_OK) continue;
    n++;
    if (percent(&l->v[i]) > top) top = percent(&l->v[i]);
  }
  if (n < 2) return HTML_NONE;
  if (top > 300) top = 300; /* one outlier must not flatten the rest; its value stands in the table */
  drawing *d = draw_new(a, CHART_W, CHART_H, S("Capaian antarperiode"), S("Capaian dalam persen; angkanya ada di tabel di bawah."));
  double height = CHART_H - TOP - BOTTOM, step = (double)(CHART_W - LEFT - RIGHT) / (double)(l->n > 1 ? l->n - 1 : 1);
  level(d, CHART_H - BOTTOM, S("0"), grid_colour, false);
  level(d, CHART_H - BOTTOM - height * 100 / top, S("100"), goal_colour, true);
  draw_point before = {-1, 0};
  for (size_t i = 0; i < l->n; i++) {
    const reached *r = &l->v[i];
    double x = LEFT + step * (double)i, value = r->result.status == MEASURE_OK ? percent(r) : 0;
    if (value > top) value = top;
    if (value < 0) value = 0;
    draw_point p = {x, CHART_H - BOTTOM - height * value / top};
    enum draw_anchor anchor = i == 0 ? DRAW_START : i + 1 == l->n ? DRAW_END : DRAW_MIDDLE;
    if (l->n <= 8 || i % (l->n / 8 + 1) == 0) draw_text(d, x, CHART_H - BOTTOM + 18, 10, false, anchor, text_colour, short_period(a, r));
    bool known = r->result.status == MEASURE_OK;
    if (known && before.x >= 0) draw_line(d, (draw_style){.stroke = line_colour, .fill = DRAW_NO_COLOR, .width = 2}, (draw_point[]){before, p}, 2);
    if (known) draw_circle(d, (draw_style){.stroke = line_colour, .fill = r->running ? 0xffffff : line_colour, .width = 2}, p.x, p.y, 3.5);
    before = known ? p : (draw_point){-1, 0};
  }
  return html_trusted(draw_svg(d));
}

/* ---- one indicator ---- */

static void fact(indicator_page_view *v, str label, str text) {
  if (!text.n || v->n_facts == LEN(v->facts)) return;
  v->facts[v->n_facts].label = label;
  v->facts[v->n_facts++].text = text;
}

static str stored_number(arena *a, str text) {
  decimal d;
  return text.p && decimal_parse(text, &d) ? decimal_id(a, d, d.scale) : text;
}

static str counted_from(arena *a, const sql_indicator_by_id_row *r) {
  enum computation k;
  if (!r->parts.n || !computation_parse(r->computed, &k)) return STR_NONE;
  str_list names = indicator_parts(a, r->parts);
  buf b = BUF(a);
  for (size_t i = 0; i < names.n; i++) buf_fmt(&b, "%s%.*s", !i ? "" : k == HITUNG_RASIO ? " / " : " + ", STR_ARG(names.v[i]));
  if (k == HITUNG_RASIO) buf_z(&b, " × 100");
  return buf_str(&b);
}

static err facts(const get_ctx *cx, const sql_indicator_by_id_row *r, indicator_page_view *v) {
  enum direction d = DIR_NAIK;
  enum accumulation k = AKUM_TERAKHIR;
  sql_position_by_id_row *owner = NULL;
  const office_rules *rules;
  TRY(office_rules_now(cx->db, cx->a, r->office, &rules));
  (void)direction_parse_under(&rules->rules, r->direction, &d);
  (void)accumulation_parse(r->accumulation, &k);
  if (r->owner.v) TRY(sql_position_by_id(cx->db, cx->a, r->owner, &owner));
  fact(v, S("Satuan"), r->unit);
  fact(v, S("Arah"), STR_CAT(cx->a, direction_label(d), S("; capaian = "), direction_formula(d)));
  fact(v, S("Angka triwulan"), accumulation_label(k));
  fact(v, S("Definisi"), r->definition);
  fact(v, S("Rumus"), r->formula);
  fact(v, S("Dihitung dari"), counted_from(cx->a, r));
  fact(v, S("Bobot"), decimal_some(r->weight) ? decimal_id(cx->a, r->weight, 0) : STR_NONE);
  fact(v, S("Sumber data"), r->source);
  fact(v, S("Penanggung jawab"), owner ? owner->title : STR_NONE);
  fact(v, S("Target akhir Renstra"), stored_number(cx->a, r->medium_target));
  fact(v, S("Standar nasional"), stored_number(cx->a, r->national));
  return NULL;
}

static void past(const get_ctx *cx, const reached_list *l, indicator_page_view *v) {
  for (size_t i = l->n; i-- > 0;) {
    const reached *r = &l->v[i];
    bool ok = r->result.status == MEASURE_OK;
    reached_view line = {cycle_period(cx->a, r->year, r->quarter), number_id(cx->a, r->target), number_id(cx->a, r->actual),
                         ok ? STR_CAT(cx->a, decimal_id(cx->a, r->result.value, 2), S("\u00a0%")) : measure_status_words(r->result.status),
                         r->result.explanation, kit_path(cx->a, "/siklus/#", r->cycle.v), r->running};
    LIST_ADD(cx->a, &v->past, line);
  }
}

err indicator_get(const get_ctx *cx, request *rq, response *rs) {
  sql_indicator_by_id_row *r;
  data_at at;
  reached_list l;
  TRY(sql_indicator_by_id(cx->db, cx->a, (indicator_id){request_int(rq, S("id"))}, &r));
  if (!r) return ERR(cx->a, NOT_FOUND, "Indikator ini tidak ada.");
  TRY(data_where(cx, r->office, r->year, &at));
  TRY(performance_reached(cx->db, cx->a, r->office, r->code, &l));
  indicator_page_view v = {.title = r->name, .code = r->code, .crumbs = data_crumbs(cx->a, &at), .chart = data_trend(cx->a, &l)};
  if (at.may) v.actions = kit_link(cx->a, kit_path(cx->a, "/data/indikator/#/ubah", request_int(rq, S("id"))), S("Ubah indikator"), false);
  TRY(facts(cx, r, &v));
  past(cx, &l, &v);
  out to = OUT(cx->a);
  t_data_indikator(&to, &v);
  site_page(cx, rq, rs, 200, NAV_DATA, r->name, out_html(&to));
  return NULL;
}
