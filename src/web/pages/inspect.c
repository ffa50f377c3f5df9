#include "web/pages/inspect.h"

#include "base/num.h"
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"
#include "head.t.h"
#include "office/office_sql.h"
#include "periksa.t.h"
#include "tabel.t.h"

static const struct { str code, words; enum look look; } states[] = {
#define X(name, code, words, look) {SC(code), SC(words), look},
    REPORT_STATES(X)
#undef X
};

/* ---- who has reported ---- */

static report_cell none(void) { return (report_cell){.state = REPORT_NOT_BEGUN, .look = LOOK_PLAIN, .text = states[REPORT_NOT_BEGUN].words}; }

static enum report_state state_of(const sql_reports_of_year_row *r, instant now) {
  bool running = str_eq(r->state, S("berjalan"));
  if (!running || str_eq(r->handed, S("diterima"))) return REPORT_RECEIVED;
  if (str_eq(r->handed, S("dikirim"))) return REPORT_HANDED;
  if (instant_some(r->due_at) && r->due_at.s < now.s) return REPORT_LATE;
  return str_eq(r->handed, S("dikembalikan")) ? REPORT_RETURNED : REPORT_RUNNING;
}

static report_cell cell_of(const get_ctx *cx, const sql_reports_of_year_row *r) {
  report_cell c = {.state = state_of(r, cx->now), .path = str_fmt(cx->a, "/siklus/%lld", (long long)r->cycle.v)};
  c.look = states[c.state].look;
  c.text = states[c.state].words;
  if (c.state == REPORT_RUNNING) c.text = str_fmt(cx->a, "langkah %d", (int)r->no);
  if (c.state == REPORT_LATE) c.text = str_fmt(cx->a, "terlambat, langkah %d", (int)r->no);
  return c;
}

static err collect(const get_ctx *cx, matrix_view *v) {
  sql_reports_of_year_rows rows;
  office_id last = {0};
  TRY(sql_reports_of_year(cx->db, cx->a, cx->who->region, v->year, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_reports_of_year_row *r = &rows.v[i];
    if (r->office.v != last.v) LIST_ADD(cx->a, &v->rows, ((report_row){r->office_name, r->code, {none(), none(), none(), none()}}));
    last = r->office;
    if (r->cycle.v && r->quarter >= 1 && r->quarter <= REPORT_QUARTERS) v->rows.v[v->rows.n - 1].of[r->quarter - 1] = cell_of(cx, r);
  }
  return NULL;
}

static bool holds(const report_row *r, int wanted) {
  for (int q = 0; q < REPORT_QUARTERS; q++)
    if (wanted < 0 || (int)r->of[q].state == wanted) return true;
  return false;
}

static void links(const get_ctx *cx, matrix_view *v, int wanted) {
  chip_view *years = NEW_N(cx->a, chip_view, 3), *filters = NEW_N(cx->a, chip_view, REPORT_STATE_COUNT + 1);
  for (int i = 0; i < 3; i++) {
    int64_t y = v->year - 1 + i;
    years[i] = (chip_view){str_fmt(cx->a, "%d", (int)y), str_fmt(cx->a, "/periksa?tahun=%d", (int)y), i == 1};
  }
  filters[0] = (chip_view){S("Semua"), str_fmt(cx->a, "/periksa?tahun=%d", (int)v->year), wanted < 0};
  for (int s = 0; s < REPORT_STATE_COUNT; s++) {
    size_t n = 0;
    for (size_t i = 0; i < v->rows.n; i++) n += holds(&v->rows.v[i], s);
    filters[s + 1] = (chip_view){str_fmt(cx->a, "%.*s (%zu)", STR_ARG(form_choice_label(cx->a, states[s].words)), n),
                                 str_fmt(cx->a, "/periksa?tahun=%d&keadaan=%.*s", (int)v->year, STR_ARG(states[s].code)), wanted == s};
  }
  v->years = years;
  v->n_years = 3;
  v->filters = filters;
  v->n_filters = REPORT_STATE_COUNT + 1;
}

err matrix_get(const get_ctx *cx, request *rq, response *rs) {
  matrix_view v = {.year = date_ymd(site_today(cx, 420)).y};
  int wanted = -1;
  (void)num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &v.year);
  for (int s = 0; s < REPORT_STATE_COUNT; s++)
    if (str_eq(states[s].code, fields_get(&rq->query, S("keadaan")))) wanted = s;
  TRY(collect(cx, &v));
  links(cx, &v, wanted);
  size_t kept = 0;
  for (size_t i = 0; i < v.rows.n; i++)
    if (holds(&v.rows.v[i], wanted)) v.rows.v[kept++] = v.rows.v[i];
  v.rows.n = kept;
  out o = OUT(cx->a);
  t_periksa(&o, &v);
  site_page(cx, rq, rs, 200, NAV_INSPECT, S("Siapa sudah melapor"), out_html(&o));
  return NULL;
}

/* ---- the register ---- */

static str moment(arena *a, instant t, int zone) { return instant_some(t) ? instant_id_short(a, t, zone) : S("–"); }

static cell receipt_state(arena *a, const sql_receipts_register_row *r) {
  if (str_eq(r->state, S("diterima"))) return (cell){.state = true, .look = LOOK_DONE, .text = S("diterima"), .note = STR_CAT(a, r->number, S(" · "), r->ended_by)};
  if (str_eq(r->state, S("dikembalikan"))) return (cell){.state = true, .look = LOOK_RETURNED, .text = S("dikembalikan"), .note = r->reason};
  return (cell){.state = true, .look = LOOK_SOON, .text = instant_some(r->seen_at) ? S("sudah dibuka") : S("menunggu diperiksa")};
}

err register_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"Perangkat daerah", "Periode", "Dikirim", "Dibuka", "Keadaan", "Selesai"};
  sql_office_of_kind_row *receiver;
  sql_receipts_register_rows rows = {0};
  int zone = 420;
  TRY(sql_office_of_kind(cx->db, cx->a, cx->who->region, S("inspektorat"), &receiver));
  if (receiver) {
    office o;
    TRY(office_get(cx->db, cx->a, receiver->id, &o));
    zone = o.zone;
    TRY(sql_receipts_register(cx->db, cx->a, receiver->id, &rows));
  }
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    const sql_receipts_register_row *r = &rows.v[i];
    cell *c = cells + i * LEN(heads);
    bool late = instant_some(r->due_at) && r->sent_at.s > r->due_at.s;
    c[0] = (cell){.text = r->office_name, .path = str_fmt(cx->a, "/siklus/%lld", (long long)r->cycle.v)};
    c[1] = (cell){.text = cycle_period(cx->a, r->year, r->quarter)};
    c[2] = (cell){.text = moment(cx->a, r->sent_at, zone), .note = late ? STR_CAT(cx->a, S("terlambat; tenggat "), moment(cx->a, r->due_at, zone)) : S("tepat waktu")};
    c[3] = (cell){.text = moment(cx->a, r->seen_at, zone)};
    c[4] = receipt_state(cx->a, r);
    c[5] = (cell){.text = moment(cx->a, r->ended_at, zone)};
  }
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada laporan yang dikirim."), S("Laporan muncul di sini begitu perangkat daerah menyerahkannya.")};
  out o = OUT(cx->a);
  t_head(&o, S("Register penerimaan"), S("Laporan yang dikirim ke Inspektorat, yang terbaru di atas."), (const crumb[]){{S("Periksa"), S("/periksa")}}, 1, HTML_NONE);
  t_tabel(&o, &v);
  site_page(cx, rq, rs, 200, NAV_INSPECT, S("Register penerimaan"), out_html(&o));
  return NULL;
}
