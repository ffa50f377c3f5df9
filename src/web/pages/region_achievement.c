/* All offices of a region in one period: who has reached what. */
#include "base/num.h"
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"
#include "document/chart.h"
#include "kinerja_daerah.t.h"
#include "performance/performance.h"
#include "web/pages/achievement.h"

typedef struct standing { office_id id; str name, state; cycle_id cycle; } standing;
typedef LIST(standing) standings;

static err offices(const get_ctx *cx, int64_t year, int64_t quarter, standings *all) {
  sql_reports_of_year_rows rows;
  TRY(sql_reports_of_year(cx->db, cx->a, cx->who->region, year, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_reports_of_year_row *r = &rows.v[i];
    if (!all->n || all->v[all->n - 1].id.v != r->office.v) LIST_ADD(cx->a, all, ((standing){.id = r->office, .name = r->office_name, .state = S("belum dimulai")}));
    if (!r->cycle.v || r->quarter != quarter) continue;
    standing *s = &all->v[all->n - 1];
    s->cycle = r->cycle;
    s->state = str_eq(r->state, S("berjalan")) ? str_fmt(cx->a, "langkah %d", (int)r->no) : S("selesai");
  }
  return NULL;
}

static const char *const heads[] = {"Perangkat daerah", "Siklus", "Rata-rata capaian", "Kategori", "Indikator dihitung", "Serapan anggaran"};

static str percent(arena *a, decimal d) { return decimal_some(d) ? STR_CAT(a, decimal_id(a, d, d.scale), S("\u00a0%")) : S("–"); }

/* Fills the row of one office; gives its rank in `common`, the scale all offices are counted in, whatever their own: past it without a mean. */
static err row_of(const get_ctx *cx, const standing *s, int64_t year, int64_t quarter, const scale *common, cell *c, size_t *rank) {
  figures f = {0};
  budget_lines lines;
  size_t used = 0;
  aggregate mean = {.value = DECIMAL_NONE, .word.label = S("")};
  if (s->cycle.v) {
    TRY(performance_figures(cx->db, cx->a, s->id, s->cycle, year, quarter, &f));
    mean = performance_office_mean(cx->a, &f);
  }
  for (size_t i = 0; i < f.n; i++) used += f.v[i].result.status == MEASURE_OK;
  TRY(performance_budget(cx->db, cx->a, s->id, year, quarter, &lines));
  *rank = mean.used ? scale_word_of(common, mean.value).rank : common->n;
  c[0] = (cell){.text = s->name, .path = str_fmt(cx->a, "/kinerja?kantor=%lld&tahun=%d&triwulan=%d", (long long)s->id.v, (int)year, (int)quarter)};
  c[1] = (cell){.text = s->state};
  c[2] = (cell){.text = percent(cx->a, mean.value), .num = true};
  c[3] = (cell){.text = mean.used ? mean.word.label : S("–")};
  c[4] = (cell){.text = f.n ? str_fmt(cx->a, "%zu dari %zu", used, f.n) : S("–"), .num = true};
  c[5] = (cell){.text = percent(cx->a, budget_total(&lines).absorption), .num = true};
  if (!s->cycle.v) c[0].path = STR_NONE;
  return NULL;
}

static void chips(const get_ctx *cx, int64_t year, int64_t quarter, region_view *v) {
  enum { YEARS = 3, QUARTERS = 5 };
  static const char *const names[QUARTERS] = {"Setahun", "Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"};
  chip_view *years = NEW_N(cx->a, chip_view, YEARS), *quarters = NEW_N(cx->a, chip_view, QUARTERS);
  for (int i = 0; i < YEARS; i++) {
    int y = (int)year - 1 + i;
    years[i] = (chip_view){str_fmt(cx->a, "%d", y), str_fmt(cx->a, "/periksa/capaian?tahun=%d&triwulan=%d", y, (int)quarter), i == 1};
  }
  for (int i = 0; i < QUARTERS; i++) {
    int q = (i + 1) % QUARTERS;
    quarters[i] = (chip_view){str_of(names[q]), str_fmt(cx->a, "/periksa/capaian?tahun=%d&triwulan=%d", (int)year, q), q == quarter};
  }
  v->years = years;
  v->n_years = YEARS;
  v->quarters = quarters;
  v->n_quarters = QUARTERS;
}

static err fill(const get_ctx *cx, int64_t year, int64_t quarter, region_view *v) {
  const scale *s = measure_rules_default().scale;
  standings all = {0};
  TRY(offices(cx, year, quarter, &all));
  chart_count *counts = NEW_N(cx->a, chart_count, s->n + 1);
  cell *cells = NEW_N(cx->a, cell, all.n * LEN(heads) + 1);
  for (size_t b = 0; b < s->n; b++) counts[b].label = s->bands[b].label;
  counts[s->n].label = S("belum ada capaian");
  for (size_t i = 0; i < all.n; i++) {
    size_t rank;
    TRY(row_of(cx, &all.v[i], year, quarter, s, cells + i * LEN(heads), &rank));
    counts[rank].n++;
  }
  v->counts = html_trusted(draw_svg(chart_counts(cx->a, CHART_SCREEN, S("Perangkat daerah menurut kategori capaian"), counts, s->n + 1)));
  v->table = (table_view){heads, LEN(heads), cells, all.n, S("Belum ada perangkat daerah."), S("Perangkat daerah didaftarkan administrator.")};
  return NULL;
}

err region_achievement_get(const get_ctx *cx, request *rq, response *rs) {
  ymd today = date_ymd(site_today(cx, 420));
  int64_t year = today.y, quarter = (today.m - 1) / 3 + 1;
  (void)num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &year);
  (void)num_i64(fields_get(&rq->query, S("triwulan")), 0, 4, &quarter);
  const crumb up = {S("Periksa"), S("/periksa")};
  region_view v = {.crumbs = &up, .title = STR_CAT(cx->a, S("Capaian perangkat daerah, "), cycle_period(cx->a, year, quarter))};
  chips(cx, year, quarter, &v);
  TRY(fill(cx, year, quarter, &v));
  out to = OUT(cx->a);
  t_kinerja_daerah(&to, &v);
  site_page(cx, rq, rs, 200, NAV_INSPECT, v.title, out_html(&to));
  return NULL;
}
