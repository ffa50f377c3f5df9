#include "web/pages/verify.h"

#include "base/hash.h"
#include "cycle/cycle_sql.h"
#include "sign/mode.h"
#include "verifikasi.t.h"
#include "verifikasi_kode.t.h"
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
  if (d->signature.n) v->about = sign_mode_about(sign_mode_of(d->signature));
  v->certificate = d->certificate;
  v->signed_by = d->signed_by;
  v->signed_at = instant_some(d->signed_at) ? instant_id(cx->a, d->signed_at, c->office.zone) : STR_NONE;
  v->hash = d->pdf_hash;
  sql_signatures_of_rows rows;
  TRY(sql_signatures_of(cx->db, cx->a, d->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_signatures_of_row *r = &rows.v[i];
    verify_more m = {.by = r->by_name, .at = instant_id(cx->a, r->at, c->office.zone), .certificate = r->certificate, .earlier_hash = r->earlier_hash};
    m.signed_ = cycle_signature(r->signature, S(""), &m.look);
    LIST_ADD(cx->a, &v->more, m);
  }
  return NULL;
}

static enum verify_answer compare(const verify_view *v) {
  if (str_eq(v->uploaded, v->hash)) return VERIFY_SAME;
  for (size_t i = 0; i < v->more.n; i++)
    if (str_eq(v->uploaded, v->more.v[i].earlier_hash)) return VERIFY_EARLIER;
  return VERIFY_DIFFERENT;
}

static void show(const get_ctx *cx, request *rq, response *rs, verify_view *v) {
  v->csrf = rq->csrf;
  out o = OUT(cx->a);
  t_verifikasi(&o, v);
  site_page(cx, rq, rs, v->wrong ? err_http_status(v->wrong->code) : 200, NAV_NONE, S("Verifikasi dokumen"), out_html(&o));
}

/* As it is printed, in any case and with blanks in between. */
static str clean_code(arena *a, str typed) {
  buf b = BUF(a);
  for (size_t i = 0; i < typed.n && b.n < 64; i++) {
    char c = typed.p[i] >= 'A' && typed.p[i] <= 'Z' ? (char)(typed.p[i] + 32) : typed.p[i];
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) buf_char(&b, c);
  }
  return buf_str(&b);
}

static void ask_code(const get_ctx *cx, request *rq, response *rs, str typed, err wrong) {
  out o = OUT(cx->a);
  t_verifikasi_kode(&o, typed, wrong);
  site_page(cx, rq, rs, wrong ? 404 : 200, NAV_NONE, wrong ? S("Kode tidak dikenal") : S("Kode verifikasi"), out_html(&o));
}

err verify_index_get(const get_ctx *cx, request *rq, response *rs) {
  str code = clean_code(cx->a, fields_get(&rq->query, S("kode")));
  if (code.n) {
    response_redirect(rs, STR_CAT(cx->a, S("/verifikasi/"), code));
    return NULL;
  }
  ask_code(cx, rq, rs, STR_NONE, NULL);
  return NULL;
}

err verify_get(const get_ctx *cx, request *rq, response *rs) {
  verify_view v = {0};
  err e = fill(cx, request_code(rq, S("kode")), &v);
  if (e && e->code == ERR_NOT_FOUND) ask_code(cx, rq, rs, request_code(rq, S("kode")), e);
  else if (!e) show(cx, rq, rs, &v);
  return e && e->code != ERR_NOT_FOUND ? e : NULL;
}

err verify_post(const post_ctx *cx, request *rq, response *rs) {
  verify_view v = {0};
  TRY(fill(&cx->read, request_code(rq, S("kode")), &v));
  v.wrong = form_check(rq->a, verify_form, &rq->form);
  if (!v.wrong) v.wrong = address_brake(cx->store, cx->read.db, rq->a, S("verifikasi:"), rq->remote, rq->now);
  if (v.wrong && v.wrong->code != ERR_INPUT && v.wrong->code != ERR_OFTEN) return v.wrong;
  if (!v.wrong) {
    v.uploaded = sha256_hex(rq->a, fields_file(&rq->form, S("berkas"))->value);
    v.answer = compare(&v);
  }
  show(&cx->read, rq, rs, &v);
  return NULL;
}
