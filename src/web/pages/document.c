#include "web/pages/document.h"

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

/* The versions of the report, in the order the SOP makes them. */
static bool is_draft(str kind) {
  static const enum doc_kind drafts[] = {DOC_KONSEP, DOC_DRAFT_1, DOC_DRAFT_2, DOC_DRAFT_3, DOC_DRAFT_4, DOC_FINAL_DRAFT, DOC_LAPORAN};
  for (size_t i = 0; i < LEN(drafts); i++)
    if (str_eq(kind, doc_kind_code(drafts[i]))) return true;
  return false;
}

/* The last document before this one that is an earlier version of it. */
static err earlier(const get_ctx *cx, const sql_document_by_id_row *d, document_view *v) {
  sql_documents_of_rows rows;
  TRY(sql_documents_of(cx->db, cx->a, d->cycle, &rows));
  for (size_t i = 0; i < rows.n && rows.v[i].id.v < d->id.v; i++) {
    const sql_documents_of_row *r = &rows.v[i];
    if (!str_eq(r->kind, d->kind) && !(is_draft(r->kind) && is_draft(d->kind))) continue;
    str round = r->round > 1 ? str_fmt(cx->a, " (putaran %d)", (int)r->round) : S("");
    v->compare_path = str_fmt(cx->a, "/dokumen/%lld/banding/%lld", (long long)d->id.v, (long long)r->id.v);
    v->compare_label = STR_CAT(cx->a, S("Bandingkan dengan "), r->title, round);
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
    LIST_ADD(cx->a, &v->more, ((signature_row){STR_CAT(cx->a, r->by_name, S(", "), r->by_as), instant_id(cx->a, r->at, zone), r->certificate}));
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
  TRY(doc_thaw(cx->a, d->content, &frozen));
  facts(cx, d, c, &v);
  TRY(earlier(cx, d, &v));
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
  TRY(doc_thaw(cx->a, row->content, &d));
  TRY(doc_docx(cx->a, d, row->issued_at, &bytes));
  response_file(rs, S("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), cycle_file_name(cx->a, row->title, c, S(".docx")),
                bytes, false);
  return NULL;
}

err document_compare_get(const get_ctx *cx, request *rq, response *rs) {
  sql_document_by_id_row *new_, *old;
  cycle *c, *other;
  doc *before, *after;
  TRY(load(cx, request_int(rq, S("id")), &new_, &c));
  TRY(load(cx, request_int(rq, S("lain")), &old, &other));
  if (c->id.v != other->id.v) return ERR(cx->a, NOT_FOUND, "Kedua dokumen bukan dari siklus yang sama.");
  TRY(doc_thaw(cx->a, old->content, &before));
  TRY(doc_thaw(cx->a, new_->content, &after));
  doc_changes changes = doc_compare(cx->a, before, after);
  compare_view v = {.title = STR_CAT(cx->a, old->title, S(" → "), new_->title), .before = old->title, .after = new_->title,
                    .cycle_title = cycle_period(cx->a, c->year, c->quarter), .cycle_path = str_fmt(cx->a, "/siklus/%lld", (long long)c->id.v),
                    .path = str_fmt(cx->a, "/dokumen/%lld", (long long)new_->id.v), .changes = changes.v, .n = changes.n};
  out o = OUT(cx->a);
  t_banding(&o, &v);
  site_page(cx, rq, rs, 200, NAV_CYCLES, S("Perubahan dokumen"), out_html(&o));
  return NULL;
}
