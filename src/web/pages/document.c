#include "web/pages/document.h"

#include "base/num.h"
#include "base/log.h"
#include "document/docx.h"
#include "banding.t.h"
#include "cycle/cycle_sql.h"
#include "dokumen.t.h"
#include "sign/mode.h"
#include "steps/countersign.h"
#include "steps/issue.h"
#include "web/pages/cycle.h"

/* The document of an id and its cycle, when this person may see it. */
static err load(const get_ctx *cx, int64_t id, sql_document_by_id_row **d, cycle **c) {
  TRY(sql_document_by_id(cx->db, cx->a, (document_id){id}, d));
  if (!*d) return ERR(cx->a, NOT_FOUND, "Dokumen ini tidak ada.");
  err e = cycle_load(cx->db, cx->a, (*d)->cycle, cx->who, c);
  return e && e->code == ERR_NOT_FOUND ? ERR(cx->a, NOT_FOUND, "Dokumen ini tidak ada.") : e;
}

/* A version of the report can be laid beside the one before it, and from there beside any other. */
static err earlier(const get_ctx *cx, const sql_document_by_id_row *d, const cycle *c, document_view *v) {
  versions all;
  TRY(comparison_versions(cx->db, cx->a, c, &all));
  for (size_t i = 1; i < all.n; i++) {
    if (all.v[i].id.v != d->id.v) continue;
    v->compare_path = str_fmt(cx->a, "/siklus/%lld/banding?dari=%lld&ke=%lld", (long long)c->id.v, (long long)all.v[i - 1].id.v, (long long)d->id.v);
    v->compare_label = STR_CAT(cx->a, S("Bandingkan dengan "), all.v[i - 1].title);
  }
  return NULL;
}

static void facts(const get_ctx *cx, const sql_document_by_id_row *d, const cycle *c, document_view *v) {
  arena *a = cx->a;
  const sop_step *s = sop_step_of(c->sop, (int)d->no);
  v->title = d->title;
  v->number = d->number;
  v->day = date_id(a, d->day);
  v->step = str_fmt(a, "%d. %.*s%s", (int)d->no, STR_ARG(s ? s->activity : S("")), d->round > 1 ? str_z(a, str_fmt(a, " (putaran %d)", (int)d->round)) : "");
  v->issued = STR_CAT(a, d->issued_by, S(", "), instant_id(a, d->issued_at, c->office.zone));
  v->signed_ = cycle_signature(d->signature, d->kind, &v->look);
  if (d->signature.n) v->signed_by = STR_CAT(a, d->signed_by, S(", "), instant_id(a, d->signed_at, c->office.zone));
  if (d->signature.n) v->about = sign_mode_about(sign_mode_of(d->signature));
  v->certificate = d->certificate;
  v->hash = d->pdf_hash;
  v->code = d->code;
  v->pages = d->pages;
  v->path = str_fmt(a, "/dokumen/%lld", (long long)d->id.v);
  v->cycle_title = cycle_period(a, c->year, c->quarter);
  v->cycle_path = str_fmt(a, "/siklus/%lld", (long long)c->id.v);
}

static err more_signatures(const get_ctx *cx, document_id id, int zone, document_view *v, bool *mine) {
  sql_signatures_of_rows rows;
  TRY(sql_signatures_of(cx->db, cx->a, id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_signatures_of_row *r = &rows.v[i];
    signature_row row = {.by = STR_CAT(cx->a, r->by_name, S(", "), r->by_as), .at = instant_id(cx->a, r->at, zone), .certificate = r->certificate};
    row.signed_ = cycle_signature(r->signature, S(""), &row.look);
    LIST_ADD(cx->a, &v->more, row);
    *mine = *mine || str_eq(r->by_name, cx->who->name);
  }
  return NULL;
}

/* typed: what was sent, NULL on a first look. */
static err show(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong) {
  sql_document_by_id_row *d;
  cycle *c;
  doc *frozen;
  bool mine = false;
  document_view v = {.wrong = wrong};
  TRY(load(cx, request_int(rq, S("id")), &d, &c));
  TRY(issue_thaw(cx->db, cx->a, d->content, &frozen));
  facts(cx, d, c, &v);
  TRY(earlier(cx, d, c, &v));
  TRY(more_signatures(cx, d->id, c->office.zone, &v, &mine));
  if (c->running && d->pdf_hash.p && !mine && countersign_place_for(frozen, cx->who->name)) {
    step_page *p = NEW(cx->a, step_page);
    *p = (step_page){.cx = cx, .c = c, .csrf = rq->csrf, .typed = typed, .wrong = wrong};
    TRY(step_signing(p));
    v.sign = p;
  }
  v.preview = html_trusted(doc_html(cx->a, frozen));
  out o = OUT(cx->a);
  t_dokumen(&o, &v);
  site_page(cx, rq, rs, wrong ? err_http_status(wrong->code) : 200, NAV_CYCLES, v.title, out_html(&o));
  return NULL;
}

err document_get(const get_ctx *cx, request *rq, response *rs) { return show(cx, rq, rs, NULL, NULL); }

err document_sign_post(const post_ctx *cx, request *rq, response *rs) {
  sql_document_by_id_row *d;
  cycle *c;
  step_result done = {0};
  TRY(load(&cx->read, request_int(rq, S("id")), &d, &c));
  fields in = rq->form;
  fields_add(rq->a, &in, S("dokumen"), str_fmt(rq->a, "%lld", (long long)d->id.v));
  step_request q = {.cycle = c->id, .action = S("bubuhkan"), .in = &in, .account = cx->read.who->account, .now = rq->now, .address = rq->remote};
  err e = steps_run(cx->store, rq->a, &q, &done);
  if (e && e->code == ERR_BUSY) log_err(S("countersign"), e);
  if (e && (e->code == ERR_INPUT || e->code == ERR_GATE || e->code == ERR_CONFLICT || e->code == ERR_BUSY)) return show(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, str_fmt(rq->a, "/dokumen/%lld", (long long)d->id.v), S("Tanda tangan dibubuhkan."));
  return NULL;
}

err document_pdf_get(const get_ctx *cx, request *rq, response *rs) {
  sql_document_by_id_row *d;
  cycle *c;
  str bytes;
  TRY(load(cx, request_int(rq, S("id")), &d, &c));
  TRY(issue_pdf(cx->db, cx->a, d->id, &bytes));
  cycle_pdf(rs, cycle_file_name(cx->a, d->title, c, S(".pdf")), bytes);
  return NULL;
}

/* For the office's own editing; the PDF is the document. */
err document_docx_get(const get_ctx *cx, request *rq, response *rs) {
  sql_document_by_id_row *row;
  cycle *c;
  doc *d;
  str bytes;
  TRY(load(cx, request_int(rq, S("id")), &row, &c));
  TRY(issue_thaw(cx->db, cx->a, row->content, &d));
  TRY(doc_docx(cx->a, d, row->issued_at, &bytes));
  response_file(rs, S("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), cycle_file_name(cx->a, row->title, c, S(".docx")),
                bytes, false);
  return NULL;
}

/* ---- two drafts beside each other ---- */

/* Asked for in the address, else the last two. */
static err choose(const get_ctx *cx, const request *rq, const versions *all, document_id *before, document_id *after) {
  int64_t from = 0, to = 0;
  if (all->n > 1) from = all->v[all->n - 2].id.v, to = all->v[all->n - 1].id.v;
  str asked[] = {fields_get(&rq->query, S("dari")), fields_get(&rq->query, S("ke"))};
  if ((asked[0].n && !num_i64(asked[0], 1, INT64_MAX, &from)) || (asked[1].n && !num_i64(asked[1], 1, INT64_MAX, &to)))
    return ERR(cx->a, NOT_FOUND, "Dokumen ini tidak ada dalam siklus ini.");
  *before = (document_id){from};
  *after = (document_id){to};
  return NULL;
}

static err load_pair(const get_ctx *cx, const request *rq, cycle **c, compare_view *v) {
  versions all;
  document_id before, after;
  TRY(cycle_at(cx, rq, c));
  TRY(comparison_versions(cx->db, cx->a, *c, &all));
  TRY(choose(cx, rq, &all, &before, &after));
  v->cycle_title = cycle_period(cx->a, (*c)->year, (*c)->quarter);
  v->cycle_path = str_fmt(cx->a, "/siklus/%lld", (long long)(*c)->id.v);
  v->path = STR_CAT(cx->a, v->cycle_path, S("/banding"));
  v->query = str_fmt(cx->a, "?dari=%lld&ke=%lld", (long long)before.v, (long long)after.v);
  for (size_t i = 0; i < all.n; i++) {
    const version *x = &all.v[i];
    LIST_ADD(cx->a, &v->versions, ((version_choice){str_fmt(cx->a, "%lld", (long long)x->id.v), x->title, x->id.v == before.v, x->id.v == after.v}));
  }
  v->shown = before.v && after.v;
  return v->shown ? comparison_of(cx->db, cx->a, *c, before, after, &v->with) : NULL;
}

err document_compare_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  compare_view v = {0};
  TRY(load_pair(cx, rq, &c, &v));
  out o = OUT(cx->a);
  t_banding(&o, &v);
  site_page(cx, rq, rs, 200, NAV_CYCLES, S("Perbandingan naskah"), out_html(&o));
  return NULL;
}

err document_compare_pdf_get(const get_ctx *cx, request *rq, response *rs) {
  cycle *c;
  compare_view v = {0};
  str bytes;
  TRY(load_pair(cx, rq, &c, &v));
  if (!v.shown) return ERR(cx->a, NOT_FOUND, "Belum ada dua naskah untuk dibandingkan.");
  TRY(doc_pdf(cx->a, letter_comparison(cx->a, &v.with), cx->now, &bytes));
  cycle_pdf(rs, cycle_file_name(cx->a, S("perbandingan"), c, S(".pdf")), bytes);
  return NULL;
}
