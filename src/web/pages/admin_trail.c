/* The chains of the installation: everything outside of cycles, and whether all of them are whole. */
#include "base/num.h"
#include "jejak_kantor.t.h"
#include "office/office_sql.h"
#include "store/store_sql.h"
#include "web/pages/admin.h"

enum { PER_PAGE = 50 };

/* Chain 0, the region's and those of its offices. */
static err chain_links(const get_ctx *cx, int64_t chosen, chain_view *v) {
  sql_offices_of_region_rows rows;
  TRY(sql_offices_of_region(cx->db, cx->a, cx->who->region, &rows));
  chip_view *chips = NEW_N(cx->a, chip_view, rows.n + 2);
  chips[0] = (chip_view){S("Pemasangan"), S("/administrasi/jejak"), chosen == 0};
  chips[1] = (chip_view){S("Daerah"), kit_path(cx->a, "/administrasi/jejak?rantai=#", cx->who->region.v), chosen == cx->who->region.v};
  for (size_t i = 0; i < rows.n; i++)
    chips[i + 2] = (chip_view){rows.v[i].name, kit_path(cx->a, "/administrasi/jejak?rantai=#", rows.v[i].id.v), chosen == rows.v[i].id.v};
  v->chains = chips;
  v->n_chains = rows.n + 2;
  for (size_t i = 0; i < v->n_chains; i++)
    if (chips[i].on) v->label = chips[i].text;
  return v->label.n ? NULL : ERR(cx->a, NOT_FOUND, "Jejak ini tidak ada.");
}

static err entries(const get_ctx *cx, const request *rq, int64_t chain, chain_view *v) {
  int64_t below = INT64_MAX;
  sql_audit_page_rows rows;
  (void)num_i64(fields_get(&rq->query, S("sebelum")), 1, INT64_MAX, &below);
  TRY(sql_audit_page(cx->db, cx->a, chain, below, PER_PAGE + 1, &rows));
  for (size_t i = 0; i < rows.n && i < PER_PAGE; i++) {
    const sql_audit_page_row *r = &rows.v[i];
    audit_entry e = {.chain = chain, .n = r->n, .at = r->at, .name = r->name, .as = r->acting, .action = r->action, .payload = r->payload, .hash = r->hash};
    chain_entry shown = {r->n, instant_id(cx->a, r->at, 420), r->name, r->acting, str_sub(r->hash, 0, 12), trail_words(cx->a, &e, (trail_names){0})};
    LIST_ADD(cx->a, &v->entries, shown);
  }
  if (rows.n > PER_PAGE)
    v->older = str_fmt(cx->a, "/administrasi/jejak?rantai=%lld&sebelum=%lld", (long long)chain, (long long)rows.v[PER_PAGE - 1].n);
  return NULL;
}

static err check_all(const get_ctx *cx, chain_view *v) {
  audit_report r;
  TRY(audit_verify(cx->db, cx->a, &r));
  v->checked = true;
  v->n_checked = r.chains;
  v->n_entries = r.entries;
  for (size_t i = 0; i < r.faults.n; i++) {
    str fault = str_fmt(cx->a, "Rantai %lld, entri %lld: %.*s", (long long)r.faults.v[i].chain, (long long)r.faults.v[i].n, STR_ARG(r.faults.v[i].reason));
    LIST_ADD(cx->a, &v->faults, fault);
  }
  return NULL;
}

err chains_get(const get_ctx *cx, request *rq, response *rs) {
  int64_t chain = 0;
  chain_view v = {0};
  (void)num_i64(fields_get(&rq->query, S("rantai")), 0, INT64_MAX, &chain);
  TRY(chain_links(cx, chain, &v));
  if (fields_has(&rq->query, S("periksa"))) TRY(check_all(cx, &v));
  TRY(entries(cx, rq, chain, &v));
  v.actions = kit_link(cx->a, S("/administrasi/jejak?periksa=1"), S("Periksa semua rantai"), true);
  out o = OUT(cx->a);
  t_jejak_kantor(&o, &v);
  site_page(cx, rq, rs, 200, NAV_ADMIN, S("Jejak audit"), out_html(&o));
  return NULL;
}
