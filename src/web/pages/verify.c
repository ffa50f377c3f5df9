#include "web/pages/verify.h"

#include "base/hash.h"
#include "cycle/cycle_sql.h"
#include "verifikasi.t.h"
#include "web/pages/cycle.h"

static const form_field verify_form[] = {
    {.name = "berkas", .label = "Berkas PDF", .kind = FIELD_FILE, .required = true, .max = VERIFY_LIMIT, .hint = "Paling besar 25 MB; tidak disimpan."}, {0}};

/* Nothing of the cycle but the office that issued it. */
static err fill(const get_ctx *cx, str code, verify_view *v) {
  sql_document_by_code_row *d;
  cycle *c;
  TRY(sql_document_by_code(cx->db, cx->a, code, &d));
  if (!d) return ERR(cx->a, NOT_FOUND, "Kode verifikasi ini tidak dikenal. Periksa lagi kode pada dokumen.");
  TRY(cycle_load(cx->db, cx->a, d->cycle, NULL, &c));
  v->code = code;
  v->title = d->title;
  v->number = d->number;
  v->day = date_id(cx->a, d->day);
  v->office = c->office.name;
  v->signed_ = cycle_signature(d->signature, d->kind, &v->look);
  v->signed_by = d->signed_by;
  v->signed_at = instant_some(d->signed_at) ? instant_id(cx->a, d->signed_at, c->office.zone) : STR_NONE;
  v->hash = d->pdf_hash;
  return NULL;
}

static void show(const get_ctx *cx, request *rq, response *rs, verify_view *v) {
  v->csrf = rq->csrf;
  out o = OUT(cx->a);
  t_verifikasi(&o, v);
  site_page(cx, rq, rs, v->wrong ? err_http_status(v->wrong->code) : 200, NAV_NONE, S("Verifikasi dokumen"), out_html(&o));
}

err verify_get(const get_ctx *cx, request *rq, response *rs) {
  verify_view v = {0};
  TRY(fill(cx, request_code(rq, S("kode")), &v));
  show(cx, rq, rs, &v);
  return NULL;
}

err verify_post(const post_ctx *cx, request *rq, response *rs) {
  verify_view v = {0};
  TRY(fill(&cx->read, request_code(rq, S("kode")), &v));
  v.wrong = form_check(rq->a, verify_form, &rq->form);
  if (!v.wrong) {
    v.uploaded = sha256_hex(rq->a, fields_file(&rq->form, S("berkas"))->value);
    v.answer = str_eq(v.uploaded, v.hash) ? VERIFY_SAME : VERIFY_DIFFERENT;
  }
  show(&cx->read, rq, rs, &v);
  return NULL;
}
