#include "web/pages/achievement.h"

#include "base/num.h"
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"
#include "document/chart.h"
#include "kinerja.t.h"
#include "measure/efficiency.h"
#include "performance/performance.h"
#include "web/pages/office_at.h"

enum { MOST_PERIODS = 8 };

/* ---- which period ---- */

typedef struct period { int64_t year, quarter; cycle_id cycle; bool running; } period;
typedef LIST(period) period_list;

/* The periods that have a reporting cycle, oldest first; of several cycles the latest. */
static err periods_of(const get_ctx *cx, office_id of, period_list *all) {
  sql_cycle_periods_rows rows;
  TRY(sql_cycle_periods(cx->db, cx->a, of, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_cycle_periods_row *r = &rows.v[i];
    period *last = all->n ? &all->v[all->n - 1] : NULL;
    if (last && last->year == r->year && last->quarter == r->quarter) all->n--;
    LIST_ADD(cx->a, all, ((period){r->year, r->quarter, r->cycle, str_eq(r->state, S("berjalan"))}));
  }
  return NULL;
}

static bool asked_int(const request *rq, const char *name, int64_t low, int64_t high, int64_t *to) {
  return num_i64(fields_get(&rq->query, str_of(name)), low, high, to);
}

/* The period asked for; else the latest that is finished, else the latest. */
static const period *chosen(const request *rq, const period_list *all) {
  int64_t year = 0, quarter = -1;
  const period *found = NULL;
  bool asked = asked_int(rq, "tahun", 2000, 2100, &year), precise = asked_int(rq, "triwulan", 0, 4, &quarter);
  for (size_t i = 0; i < all->n; i++) {
    const period *p = &all->v[i];
    bool fits = (!asked || p->year == year) && (!precise || p->quarter == quarter);
    if (fits && (!found || !p->running || found->running)) found = p;
  }
  return found;
}

static str address(const get_ctx *cx, const office *o, int64_t year, int64_t quarter) {
  str path = str_fmt(cx->a, "/kinerja?kantor=%lld&tahun=%d", (long long)o->id.v, (int)year);
  return quarter < 0 ? path : STR_CAT(cx->a, path, str_fmt(cx->a, "&triwulan=%d", (int)quarter));
}

static str quarter_name(arena *a, int64_t quarter) { return quarter ? STR_CAT(a, S("Triwulan "), date_roman_month((int)quarter)) : S("Setahun"); }

static void chips(const get_ctx *cx, const office *o, const period_list *all, const period *now, achievement_view *v) {
  chip_view *years = NEW_N(cx->a, chip_view, all->n), *quarters = NEW_N(cx->a, chip_view, all->n);
  for (size_t i = 0; i < all->n; i++) {
    const period *p = &all->v[i];
    if (!i || all->v[i - 1].year != p->year) years[v->n_years++] = (chip_view){str_fmt(cx->a, "%d", (int)p->year), address(cx, o, p->year, -1), p->year == now->year};
    if (p->year == now->year) quarters[v->n_quarters++] = (chip_view){quarter_name(cx->a, p->quarter), address(cx, o, p->year, p->quarter), p == now};
  }
  v->years = years;
  v->quarters = quarters;
}

/* ---- one objective ---- */

static html drawn(const drawing *d) { return html_trusted(draw_svg(d)); }

static str percent(arena *a, decimal d, str none) { return decimal_some(d) ? STR_CAT(a, decimal_id(a, d, d.scale), S("\u00a0%")) : none; }

static str result_text(arena *a, const figure *f) {
  if (f->state == FIGURE_NIHIL) return S("tidak tersedia");
  return percent(a, f->result.value, measure_status_words(f->result.status));
}

static html bars(const get_ctx *cx, const figures *f, size_t from, size_t n, str title) {
  chart_bar *all = NEW_N(cx->a, chart_bar, n);
  for (size_t i = 0; i < n; i++) {
    const figure *g = &f->v[from + i];
    all[i] = (chart_bar){g->of.name, g->state == FIGURE_NIHIL ? S("tidak tersedia") : measure_status_words(g->result.status), g->result.value};
  }
  return drawn(chart_bars(cx->a, CHART_SCREEN, title, all, n));
}

static str short_period(arena *a, const period *p) {
  return p->quarter ? str_fmt(a, "%.*s/%02d", STR_ARG(date_roman_month((int)p->quarter)), (int)(p->year % 100)) : str_fmt(a, "%d", (int)p->year);
}

/* The periods of the same kind up to this one, the last few. */
static period_list up_to(arena *a, const period_list *all, const period *now) {
  period_list some = {0}, last = {0};
  for (size_t i = 0; i < all->n && &all->v[i] <= now; i++)
    if (!all->v[i].quarter == !now->quarter) LIST_ADD(a, &some, all->v[i]);
  for (size_t i = some.n > MOST_PERIODS ? some.n - MOST_PERIODS : 0; i < some.n; i++) LIST_ADD(a, &last, some.v[i]);
  return last;
}

static err series_of(const get_ctx *cx, const office *o, const figure *f, const period_list *shown, chart_series *s) {
  reached_list past;
  decimal *values = NEW_N(cx->a, decimal, shown->n);
  TRY(performance_reached(cx->db, cx->a, o->id, f->of.code, &past));
  for (size_t k = 0; k < shown->n; k++) {
    values[k] = DECIMAL_NONE;
    for (size_t i = 0; i < past.n; i++)
      if (past.v[i].cycle.v == shown->v[k].cycle.v) values[k] = past.v[i].result.value;
  }
  *s = (chart_series){f->of.name, values};
  return NULL;
}

static err trend(const get_ctx *cx, const office *o, const figures *f, size_t from, size_t n, const period_list *shown, str title, html *made) {
  chart_series *series = NEW_N(cx->a, chart_series, n);
  str *labels = NEW_N(cx->a, str, shown->n + 1);
  if (shown->n < 2) return NULL;
  for (size_t k = 0; k < shown->n; k++) labels[k] = short_period(cx->a, &shown->v[k]);
  for (size_t i = 0; i < n; i++) TRY(series_of(cx, o, &f->v[from + i], shown, &series[i]));
  *made = drawn(chart_trend(cx->a, CHART_SCREEN, title, labels, shown->n, series, n));
  return NULL;
}

static const char *const heads[] = {"Indikator", "Target", "Realisasi", "Capaian", "Kategori", "Perhitungan"};

static table_view table(const get_ctx *cx, const figures *f, size_t from, size_t n) {
  arena *a = cx->a;
  cell *cells = NEW_N(a, cell, n * LEN(heads));
  for (size_t i = 0; i < n; i++) {
    const figure *g = &f->v[from + i];
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = g->of.name, .path = kit_path(a, "/data/indikator/#", g->of.id.v), .note = STR_CAT(a, g->of.code, S(" · "), g->of.unit)};
    c[1] = (cell){.text = number_id(a, g->of.target), .num = true};
    c[2] = (cell){.text = g->state == FIGURE_NIHIL ? S("tidak tersedia") : number_id(a, g->actual), .num = true};
    c[3] = (cell){.text = result_text(a, g), .num = true};
    c[4] = (cell){.text = g->result.category.n ? g->result.category : S("–")};
    c[5] = (cell){.text = g->result.explanation};
  }
  return (table_view){heads, LEN(heads), cells, n, S(""), S("")};
}

typedef LIST(efficiency_reached) spent_list; /* the objectives that have money of their own */

/* What was reached against what was spent; nothing while either is missing. */
static void efficiency_of(arena *a, decimal value, const budget_line *b, spent_list *all, goal_view *g) {
  if (!decimal_some(b->absorption)) return;
  efficiency_reached one = {value, b->ceiling, b->spent};
  LIST_ADD(a, all, one);
  g->money = str_fmt(a, "%.*s\u00a0%% dari pagu Rp%.*s", STR_ARG(decimal_id(a, b->absorption, 2)), STR_ARG(decimal_id(a, b->ceiling, 0)));
  if (!decimal_some(value)) return;
  g->efficiency = efficiency_gap(a, value, b->absorption).explanation;
  g->ne = efficiency_ne_reached(a, &one, 1).explanation;
}

static err goal(const get_ctx *cx, const office *o, const figures *f, size_t from, size_t n, const period_list *shown, const budget_lines *money,
                spent_list *all, goal_view *g) {
  arena *a = cx->a;
  const indicator *of = &f->v[from].of;
  aggregate mean = performance_mean(a, f, of->objective);
  *g = (goal_view){.no = of->objective_no, .title = of->objective_title, .explanation = mean.explanation, .table = table(cx, f, from, n)};
  g->mean = mean.used ? STR_CAT(a, S("Capaian sasaran "), percent(a, mean.value, S("")), S(" · "), mean.word.label) : S("Capaian sasaran belum dapat dihitung");
  g->mean = STR_CAT(a, g->mean, str_fmt(a, " · %zu dari %zu indikator", mean.used, mean.total));
  budget_line spent = budget_for(money, of->objective);
  efficiency_of(a, mean.value, &spent, all, g);
  str which = str_fmt(a, "sasaran %d", (int)of->objective_no);
  g->bars = bars(cx, f, from, n, STR_CAT(a, S("Capaian terhadap target, "), which));
  return trend(cx, o, f, from, n, shown, STR_CAT(a, S("Capaian antarperiode, "), which), &g->trend);
}

static err goals(const get_ctx *cx, const office *o, const figures *f, const period_list *shown, const budget_lines *money, achievement_view *v) {
  spent_list all = {0};
  for (size_t from = 0, n; from < f->n; from += n) {
    goal_view g;
    for (n = 1; from + n < f->n && f->v[from + n].of.objective.v == f->v[from].of.objective.v;) n++;
    TRY(goal(cx, o, f, from, n, shown, money, &all, &g));
    LIST_ADD(cx->a, &v->goals, g);
  }
  if (v->efficiency.n && all.n) v->ne = efficiency_ne_reached(cx->a, all.v, all.n).explanation;
  return NULL;
}

/* ---- the whole office ---- */

static html counts(arena *a, const figures *f) {
  const scale *s = f->v[0].rules->rules.scale; /* the same for all figures of a cycle */
  chart_count *all = NEW_N(a, chart_count, s->n + 1);
  for (size_t b = 0; b < s->n; b++) all[b].label = s->bands[b].label;
  all[s->n].label = S("tidak dihitung");
  for (size_t i = 0; i < f->n; i++) all[f->v[i].result.status == MEASURE_OK ? f->v[i].result.word.rank : s->n].n++;
  return drawn(chart_counts(a, CHART_SCREEN, S("Indikator menurut kategori capaian"), all, s->n + 1));
}

static void sums(arena *a, const period *now, const figures *f, const budget_lines *money, achievement_view *v) {
  size_t used = 0;
  aggregate mean = performance_office_mean(a, f);
  for (size_t i = 0; i < f->n; i++) used += f->v[i].result.status == MEASURE_OK;
  v->mean = percent(a, mean.value, S("belum dapat dihitung"));
  v->category = mean.word.label;
  v->used = str_fmt(a, "%zu dari %zu sasaran; %zu dari %zu indikator", mean.used, mean.total, used, f->n);
  v->explanation = mean.explanation;
  v->counts = counts(a, f);
  budget_line sum = budget_total(money);
  v->money = percent(a, sum.absorption, money->n ? S("belum lengkap: realisasi anggaran sampai periode ini belum diisi semua") : S("belum ada anggaran"));
  if (!decimal_some(sum.absorption) || !mean.used) return;
  v->efficiency = efficiency_gap(a, mean.value, sum.absorption).explanation;
  if (now->quarter > 0 && now->quarter < 4)
    v->efficiency_note = S("Serapan dihitung terhadap pagu setahun, jadi efisiensi pada triwulan ini baru gambaran sementara.");
}

static err fill(const get_ctx *cx, const office *o, const request *rq, achievement_view *v) {
  period_list all = {0};
  figures f;
  TRY(periods_of(cx, o->id, &all));
  const period *now = chosen(rq, &all);
  if (!now) return NULL;
  chips(cx, o, &all, now, v);
  v->title = STR_CAT(cx->a, S("Capaian Kinerja "), cycle_period(cx->a, now->year, now->quarter));
  if (now->running) v->note = S("Angka sementara: siklusnya masih berjalan.");
  period_list shown = up_to(cx->a, &all, now);
  TRY(performance_figures(cx->db, cx->a, o->id, now->cycle, now->year, now->quarter, &f));
  if (!f.n) return NULL;
  budget_lines money;
  TRY(performance_budget(cx->db, cx->a, o->id, now->year, now->quarter, &money));
  sums(cx->a, now, &f, &money, v);
  return goals(cx, o, &f, &shown, &money, v);
}

err achievement_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  TRY(office_at(cx, rq, rs, NAV_DATA, &o, &found));
  if (!found) return NULL;
  achievement_view v = {.title = S("Capaian Kinerja"), .office = o.name, .actions = office_at_choice(cx, S("/kinerja"))};
  TRY(fill(cx, &o, rq, &v));
  out to = OUT(cx->a);
  t_kinerja(&to, &v);
  site_page(cx, rq, rs, 200, NAV_DATA, v.title, out_html(&to));
  return NULL;
}
