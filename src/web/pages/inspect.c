#include "web/pages/inspect.h"

#include "base/num.h"
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"
#include "head.t.h"
#include "office/found.h"
#include "office/office_sql.h"
#include "periksa.t.h"
#include "tabel.t.h"

static const struct { str code, words; enum look look; } states[] = {
#define X(name, code, words, look) {SC(code), SC(words), look},
    REPORT_STATES(X)
#undef X
};

/* ---- who has reported ---- */

/* What there is of a quarter nobody began: late only when the quarter is over. */
static report_cell none(const get_ctx *cx, int64_t year, int quarter) {
  date end = date_of((int)year, quarter * 3, quarter == 1 || quarter == 4 ? 31 : 30);
  enum report_state s = site_today(cx, 420).day > end.day ? REPORT_NOT_BEGUN : REPORT_NOT_DUE;
  return (report_cell){.state = s, .look = states[s].look, .text = s == REPORT_NOT_DUE ? S("–") : states[s].words};
}

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
    if (r->office.v != last.v) {
      report_row row = {.office = r->office_name, .code = r->code, .kind = r->kind};
      for (int q = 0; q < REPORT_QUARTERS; q++) row.of[q] = none(cx, v->year, q + 1);
      LIST_ADD(cx->a, &v->rows, row);
    }
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

/* ---- which, in which order ---- */

/* Worst first: what is late, then what came back, then what nobody began. */
static int64_t weight(const report_row *r) {
  static const int64_t of[REPORT_STATE_COUNT] = {[REPORT_LATE] = 10000, [REPORT_RETURNED] = 100, [REPORT_NOT_BEGUN] = 1};
  int64_t sum = 0;
  for (int q = 0; q < REPORT_QUARTERS; q++) sum += of[r->of[q].state];
  return sum;
}

static int worst_first(const void *a, const void *b) {
  const report_row *x = a, *y = b;
  int64_t d = weight(y) - weight(x);
  return d ? (d > 0) - (d < 0) : str_cmp(x->code, y->code);
}

static int by_name(const void *a, const void *b) { return str_cmp(((const report_row *)a)->office, ((const report_row *)b)->office); }

static bool wanted(const get_ctx *cx, const matrix_view *v, const report_row *r, bool any_state) {
  if (v->kind.n && !str_eq(v->kind, r->kind)) return false;
  if (v->search.n && str_find(str_lower(cx->a, r->office), str_lower(cx->a, v->search)) < 0) return false;
  for (int q = 0; q < REPORT_QUARTERS; q++)
    if (any_state || !v->state.n || str_eq(states[r->of[q].state].code, v->state)) return true;
  return false;
}

static size_t count(const get_ctx *cx, const matrix_view *v, int state) {
  size_t n = 0;
  for (size_t i = 0; i < v->rows.n; i++) n += wanted(cx, v, &v->rows.v[i], true) && (state < 0 || holds(&v->rows.v[i], state));
  return n;
}

/* The address of this page with one thing asked for differently. */
static str address(arena *a, const matrix_view *v, const char *what, str value) {
  const struct { const char *name; str now; } asked[] = {{"keadaan", v->state}, {"jenis", v->kind}, {"urut", v->order}, {"cari", v->search}};
  out b = OUT(a);
  out_lit(&b, "/periksa?tahun=");
  out_i64(&b, v->year);
  for (size_t i = 0; i < LEN(asked); i++) {
    str is = strcmp(asked[i].name, what) == 0 ? value : asked[i].now;
    if (!is.n) continue;
    out_lit(&b, "&");
    out_url(&b, str_of(asked[i].name));
    out_lit(&b, "=");
    out_url(&b, is);
  }
  return out_html(&b).markup;
}

static void year_links(arena *a, matrix_view *v) {
  chip_view *years = NEW_N(a, chip_view, 3);
  for (int i = 0; i < 3; i++) {
    matrix_view other = *v;
    other.year = v->year - 1 + i;
    years[i] = (chip_view){str_fmt(a, "%d", (int)other.year), address(a, &other, "", S("")), i == 1};
  }
  v->years = years;
  v->n_years = 3;
}

static void state_links(const get_ctx *cx, matrix_view *v) {
  chip_view *filters = NEW_N(cx->a, chip_view, REPORT_STATE_COUNT);
  filters[0] = (chip_view){str_fmt(cx->a, "Semua (%zu)", count(cx, v, -1)), address(cx->a, v, "keadaan", S("")), !v->state.n};
  for (int s = REPORT_NOT_BEGUN; s < REPORT_STATE_COUNT; s++)
    filters[s] = (chip_view){str_fmt(cx->a, "%.*s (%zu)", STR_ARG(form_choice_label(cx->a, states[s].words)), count(cx, v, s)),
                             address(cx->a, v, "keadaan", states[s].code), str_eq(v->state, states[s].code)};
  v->filters = filters;
  v->n_filters = REPORT_STATE_COUNT;
}

static void other_links(arena *a, matrix_view *v) {
  chip_view *kinds = NEW_N(a, chip_view, v->rows.n + 1), *orders = NEW_N(a, chip_view, 2);
  size_t n = 1;
  kinds[0] = (chip_view){S("Semua jenis"), address(a, v, "jenis", S("")), !v->kind.n};
  for (size_t i = 0; i < v->rows.n; i++) {
    str kind = v->rows.v[i].kind, label = office_kind_name(kind);
    bool have = false;
    for (size_t k = 1; k < n; k++) have = have || str_eq(kinds[k].text, label);
    if (!have) kinds[n++] = (chip_view){label, address(a, v, "jenis", kind), str_eq(kind, v->kind)};
  }
  orders[0] = (chip_view){S("Terlambat dulu"), address(a, v, "urut", S("")), !v->order.n};
  orders[1] = (chip_view){S("Menurut nama"), address(a, v, "urut", S("nama")), v->order.n > 0};
  v->kinds = kinds;
  v->n_kinds = n > 2 ? n : 0;
  v->orders = orders;
  v->n_orders = 2;
}

/* How many of those shown stand where, quarter by quarter. */
static void glance(const get_ctx *cx, matrix_view *v) {
  for (int q = 0; q < REPORT_QUARTERS; q++) {
    report_bar *bar = &v->bars[q];
    buf words = BUF(cx->a);
    int64_t x = 0, all = (int64_t)(v->rows.n ? v->rows.n : 1);
    bar->label = str_fmt(cx->a, "Triwulan %.*s", STR_ARG(date_roman_month(q + 1)));
    for (int s = REPORT_STATE_COUNT - 1; s >= 0; s--) {
      int64_t n = 0;
      for (size_t i = 0; i < v->rows.n; i++) n += (int)v->rows.v[i].of[q].state == s;
      if (!n) continue;
      bar->of[bar->n++] = (report_share){x * 1000 / all, n * 1000 / all, s == REPORT_NOT_DUE ? S("is-later") : look_class(states[s].look)};
      x += n;
      buf_fmt(&words, "%s%d %.*s", words.n ? ", " : "", (int)n, STR_ARG(states[s].words));
    }
    bar->words = buf_str(&words);
  }
}

static str asked_for(const request *rq, const char *name) { return str_sub(str_trim(fields_get(&rq->query, str_of(name))), 0, 60); }

err matrix_get(const get_ctx *cx, request *rq, response *rs) {
  matrix_view v = {.year = date_ymd(site_today(cx, 420)).y, .search = asked_for(rq, "cari"), .state = asked_for(rq, "keadaan"),
                   .kind = asked_for(rq, "jenis"), .order = asked_for(rq, "urut")};
  (void)num_i64(fields_get(&rq->query, S("tahun")), 2000, 2100, &v.year);
  TRY(collect(cx, &v));
  v.n_all = v.rows.n;
  year_links(cx->a, &v);
  state_links(cx, &v);
  other_links(cx->a, &v);
  size_t kept = 0;
  for (size_t i = 0; i < v.rows.n; i++)
    if (wanted(cx, &v, &v.rows.v[i], false)) v.rows.v[kept++] = v.rows.v[i];
  v.rows.n = kept;
  if (kept) qsort(v.rows.v, kept, sizeof *v.rows.v, v.order.n ? by_name : worst_first);
  glance(cx, &v);
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
