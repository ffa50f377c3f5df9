#include "web/pages/exports.h"

#include "steps/export_history.h"
#include "unduhan.t.h"
#include "web/pages/cycle.h"

/* ---- links ---- */

static const str history_name = SC("riwayat-kinerja");

static table_link link_of(arena *a, str base, str name, str label, str query) {
  str path = STR_CAT(a, base, S("/ekspor/"), name);
  return (table_link){label, STR_CAT(a, path, S(".xlsx"), query), STR_CAT(a, path, S(".csv"), query)};
}

static html links(arena *a, str base, str query, bool of_cycle) {
  LIST(table_link) all = {0};
  for (int k = of_cycle ? EXPORT_MEASURE : EXPORT_AGREEMENT; k < EXPORT_COUNT; k++)
    LIST_ADD(a, &all, link_of(a, base, export_name((enum export_kind)k), export_label((enum export_kind)k), query));
  if (!of_cycle) LIST_ADD(a, &all, link_of(a, base, history_name, S("Riwayat kinerja semua tahun"), query));
  out o = OUT(a);
  t_unduhan(&o, all.v, all.n);
  return out_html(&o);
}

html exports_of_cycle(arena *a, const cycle *c) { return links(a, str_fmt(a, "/siklus/%lld", (long long)c->id.v), S(""), true); }
html exports_of_year(arena *a, const data_at *at) { return links(a, S("/data"), at->query, false); }

/* ---- files ---- */

/* "rencana-aksi.xlsx" -> the table and its form. */
static err asked(arena *a, str file, enum export_kind *k, bool *csv) {
  *csv = str_ends(file, S(".csv"));
  str name = str_sub(file, 0, file.n - (*csv ? 4 : 5));
  bool known = (*csv || str_ends(file, S(".xlsx"))) && export_find(name, k);
  return known ? NULL : ERR(a, NOT_FOUND, "Tabel ini tidak ada.");
}

static err send(const get_ctx *cx, const export_ask *ask, str file, str prefix, response *rs) {
  enum export_kind k;
  bool csv;
  sheet_book *b;
  str bytes;
  TRY(asked(cx->a, file, &k, &csv));
  TRY(export_book(cx->db, cx->a, ask, k, &b));
  if (csv) bytes = STR_CAT(cx->a, S("\xef\xbb\xbf"), sheet_csv(cx->a, b->sheets.v[0])); /* with its mark, so that spreadsheets take it as UTF-8 */
  else TRY(sheet_xlsx(cx->a, b, cx->now, &bytes));
  response_file(rs, csv ? CSV_TYPE : XLSX_TYPE, STR_CAT(cx->a, prefix, file), bytes, false);
  return NULL;
}

err cycle_export_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  TRY(cycle_at(cx, rq, &c));
  export_ask ask = {.of = &c->office, .c = c, .today = site_today(cx, c->office.zone)};
  str period = c->quarter ? str_fmt(cx->a, "%d-tw%d-", (int)c->year, (int)c->quarter) : str_fmt(cx->a, "%d-", (int)c->year);
  return send(cx, &ask, request_code(rq, S("berkas")), period, rs);
}

static err send_history(const get_ctx *cx, const office *of, str file, bool csv, response *rs) {
  str bytes;
  if (csv) TRY(export_history_csv(cx->db, cx->a, of, &bytes));
  else TRY(export_history_xlsx(cx->db, cx->a, of, cx->now, &bytes));
  response_file(rs, csv ? CSV_TYPE : XLSX_TYPE, file, bytes, false);
  return NULL;
}

err data_export_get(const get_ctx *cx, request *rq, response *rs) {
  data_at at;
  str file = request_code(rq, S("berkas"));
  TRY(data_asked(cx, rq, &at));
  if (str_eq(file, STR_CAT(cx->a, history_name, S(".xlsx")))) return send_history(cx, &at.office, file, false, rs);
  if (str_eq(file, STR_CAT(cx->a, history_name, S(".csv")))) return send_history(cx, &at.office, file, true, rs);
  export_ask ask = {.of = &at.office, .year = at.year, .today = site_today(cx, at.office.zone)};
  return send(cx, &ask, file, str_fmt(cx->a, "%d-", (int)at.year), rs);
}
