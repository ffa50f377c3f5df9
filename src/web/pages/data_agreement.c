/* The Perjanjian Kinerja of a year: number, days, second party and revision, its preview, and the files. */
#include "document/docx.h"
#include "perjanjian.t.h"
#include "performance/performance_sql.h"
#include "performance/plan_year.h"
#include "steps/agreement.h"
#include "web/pages/cycle.h"
#include "web/pages/data.h"

static const form_field agreement_form[] = {
    {.name = "nomor", .label = "Nomor", .kind = FIELD_LINE, .max = 100},
    {.name = "tanggal", .label = "Tanggal perjanjian", .kind = FIELD_DATE},
    {.name = "tempat", .label = "Tempat", .kind = FIELD_LINE, .max = 80},
    {.name = "jabatan", .label = "Jabatan atasan (pihak kedua)", .kind = FIELD_LINE, .max = 120, .hint = "Misalnya: Bupati Purwakarta"},
    {.name = "nama", .label = "Nama atasan", .kind = FIELD_LINE, .max = 120},
    {.name = "pangkat", .label = "Pangkat dan golongan", .kind = FIELD_LINE, .max = 80, .hint = "Kosongkan bila bukan ASN"},
    {.name = "nip", .label = "NIP", .kind = FIELD_LINE, .max = 30},
    {.name = "nomor_perubahan", .label = "Nomor perjanjian perubahan", .kind = FIELD_LINE, .max = 100},
    {.name = "tanggal_perubahan", .label = "Perubahan berlaku sejak", .kind = FIELD_DATE,
     .hint = "Sesudah diisi, target perubahan dapat diisi. Laporan triwulan yang berakhir sejak hari itu, dan laporan tahunan, diukur terhadapnya"},
    {0}};

static str day_value(arena *a, date d) { return date_some(d) ? date_iso(a, d) : S(""); }

static fields stored_of(arena *a, const data_at *at, const sql_agreement_of_row *r, const plan_year *p) {
  fields f = {0};
  kit_value(a, &f, "nomor", p->agreement_no);
  kit_value(a, &f, "tanggal", day_value(a, p->agreement_day));
  kit_value(a, &f, "nomor_perubahan", p->revised_no);
  kit_value(a, &f, "tanggal_perubahan", day_value(a, p->revised_day));
  kit_value(a, &f, "tempat", r ? r->place : at->office.place);
  if (!r) return f;
  kit_value(a, &f, "jabatan", r->superior_position);
  kit_value(a, &f, "nama", r->superior_name);
  kit_value(a, &f, "pangkat", r->superior_rank);
  kit_value(a, &f, "nip", r->superior_nip);
  return f;
}

static err built(const get_ctx *cx, const data_at *at, doc **d) {
  return agreement_doc(cx->db, cx->a, &at->office, at->year, site_today(cx, at->office.zone), d);
}

static err page(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong) {
  data_at at;
  doc *d;
  sql_agreement_of_row *r;
  TRY(data_asked(cx, rq, &at));
  TRY(sql_agreement_of(cx->db, cx->a, at.office.id, at.year, &r));
  plan_year p;
  TRY(plan_year_of(cx->db, cx->a, at.office.id, at.year, &p));
  TRY(built(cx, &at, &d));
  fields stored = stored_of(cx->a, &at, r, &p);
  agreement_view v = {.csrf = rq->csrf, .action = data_path(cx->a, &at, "/data/perjanjian"), .title = str_fmt(cx->a, "Perjanjian Kinerja %d", (int)at.year),
                      .office = at.office.name, .pdf = data_path(cx->a, &at, "/data/perjanjian/pdf"), .docx = data_path(cx->a, &at, "/data/perjanjian/docx"),
                      .crumbs = data_crumbs(cx->a, &at), .set = r != NULL, .wrong = wrong, .preview = html_trusted(doc_html(cx->a, d))};
  out form = OUT(cx->a), o = OUT(cx->a);
  if (at.may) form_fields(&form, &(form_view){.form = agreement_form, .values = typed ? typed : &stored, .wrong = wrong});
  v.fields = out_html(&form);
  t_perjanjian(&o, &v);
  site_page(cx, rq, rs, kit_status(wrong), NAV_DATA, v.title, out_html(&o));
  return NULL;
}

err agreement_get(const get_ctx *cx, request *rq, response *rs) { return page(cx, rq, rs, NULL, NULL); }

typedef struct change { plan_edit e; const fields *f; } change;

static err apply(db_rw *db, arena *a, void *what) {
  change *c = what;
  c->e.db = db;
  c->e.a = a;
  TRY(plan_pk_put(&c->e, c->f));
  bool party = !str_blank(fields_get(c->f, S("jabatan"))) || !str_blank(fields_get(c->f, S("nama")));
  return party ? plan_agreement_put(&c->e, c->f) : NULL; /* who signs for the other side may come later */
}

err agreement_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  change c = {.e = {.who = cx->read.who, .now = cx->read.now, .office = at.office.id, .year = at.year}, .f = &rq->form};
  err e = form_check(rq->a, agreement_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply, &c);
  if (e && kit_again(e)) return page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, data_path(rq->a, &at, "/data/perjanjian"), S("Perjanjian Kinerja disimpan."));
  return NULL;
}

static str file_name(arena *a, const data_at *at, const char *ending) { return str_fmt(a, "perjanjian-kinerja-%d.%s", (int)at->year, ending); }

err agreement_pdf_get(const get_ctx *cx, request *rq, response *rs) {
  data_at at;
  doc *d;
  str bytes;
  TRY(data_asked(cx, rq, &at));
  TRY(built(cx, &at, &d));
  TRY(agreement_pdf(cx->a, d, cx->now, &bytes));
  cycle_pdf(rs, file_name(cx->a, &at, "pdf"), bytes);
  return NULL;
}

err agreement_docx_get(const get_ctx *cx, request *rq, response *rs) {
  data_at at;
  doc *d;
  str bytes;
  TRY(data_asked(cx, rq, &at));
  TRY(built(cx, &at, &d));
  TRY(doc_docx(cx->a, d, cx->now, &bytes));
  response_file(rs, S("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), file_name(cx->a, &at, "docx"), bytes, false);
  return NULL;
}
