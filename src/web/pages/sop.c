#include "web/pages/sop.h"

#include "cycle/cycle_sql.h"
#include "office/manage.h"
#include "sop/show.h"
#include "sop_daftar.t.h"
#include "sop_satu.t.h"
#include "steps/issue.h"
#include "web/pages/cycle.h"
#include "web/pages/office_at.h"

static const form_field paper_form[] = {
    {.name = "nomor", .label = "Nomor SOP", .kind = FIELD_LINE, .max = 100},
    {.name = "dibuat", .label = "Tanggal pembuatan", .kind = FIELD_DATE},
    {.name = "direvisi", .label = "Tanggal revisi", .kind = FIELD_DATE},
    {.name = "berlaku", .label = "Tanggal efektif", .kind = FIELD_DATE},
    {.name = "pengesah", .label = "Disahkan oleh (nama)", .kind = FIELD_LINE, .max = 150},
    {0}};

static str listed(arena *a, const str_list *names) {
  buf b = BUF(a);
  for (size_t i = 0; i < names->n; i++) {
    if (i) buf_add(&b, S(", "));
    buf_add(&b, names->v[i]);
  }
  return buf_str(&b);
}

/* ---- the list ---- */

static err list_row(const get_ctx *cx, const office *o, const sql_office_sops_row *r, sop_list_view *v) {
  const sop *s;
  sop *own;
  TRY(library_sop(cx->db, cx->a, r->sop, &s));
  TRY(library_for_office(cx->db, cx->a, o, s, &own));
  str_list empty_rows = sop_missing(cx->a, own);
  sop_row_view row = {.title = own->title, .number = r->number, .missing = listed(cx->a, &empty_rows)};
  row.effective = date_some(r->effective) ? date_id(cx->a, r->effective) : S("");
  row.path = STR_CAT(cx->a, S("/sop/"), r->code, office_at_query(cx, o));
  LIST_ADD(cx->a, &v->rows, row);
  return NULL;
}

err sop_list_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  sql_office_sops_rows rows;
  TRY(office_at(cx, rq, rs, NAV_SOP, &o, &found));
  if (!found) return NULL;
  TRY(sql_office_sops(cx->db, cx->a, o.id, &rows));
  sop_list_view v = {.office = o.name, .actions = office_at_choice(cx, S("/sop"))};
  for (size_t i = 0; i < rows.n; i++) TRY(list_row(cx, &o, &rows.v[i], &v));
  out page = OUT(cx->a);
  t_sop_daftar(&page, &v);
  site_page(cx, rq, rs, 200, NAV_SOP, S("SOP"), out_html(&page));
  return NULL;
}

/* ---- one SOP ---- */

/* The office's own copy of the SOP "@kode" in force there. */
static err in_force(const get_ctx *cx, const office *o, str code, sql_office_sop_of_row **r, sop **own) {
  const sop *s;
  TRY(sql_office_sop_of(cx->db, cx->a, o->id, code, r));
  if (!*r) return ERR(cx->a, NOT_FOUND, "SOP ini tidak berlaku di %.*s.", STR_ARG(o->name));
  TRY(library_sop(cx->db, cx->a, (*r)->sop, &s));
  return library_for_office(cx->db, cx->a, o, s, own);
}

static err lanes(const get_ctx *cx, const office *o, str code, const sop *s, sop_view *v) {
  sql_lanes_of_rows rows;
  date today = site_today(cx, o->zone);
  TRY(sql_lanes_of(cx->db, cx->a, o->id, code, &rows));
  for (size_t i = 0; i < s->lanes.n; i++) {
    lane_row l = {.lane = s->lanes.v[i].label};
    if (str_eq(s->lanes.v[i].code, S("tim"))) l.position = S("anggota menurut SK Tim tiap siklus");
    for (size_t k = 0; k < rows.n; k++) {
      if (!str_eq(rows.v[k].lane, s->lanes.v[i].code)) continue;
      official who;
      TRY(official_of(cx->db, cx->a, rows.v[k].position, today, false, &who));
      l.position = rows.v[k].title;
      l.holder = who.name.n ? STR_CAT(cx->a, who.prefix, who.prefix.n ? S(" ") : S(""), who.name) : STR_NONE;
    }
    LIST_ADD(cx->a, &v->lanes, l);
  }
  return NULL;
}

static str day_iso(arena *a, date d) { return date_some(d) ? date_iso(a, d) : S(""); }

static fields stored(arena *a, const sql_office_sop_of_row *r) {
  fields f = {0};
  fields_add(a, &f, S("nomor"), r->number);
  fields_add(a, &f, S("dibuat"), day_iso(a, r->made));
  fields_add(a, &f, S("direvisi"), day_iso(a, r->revised));
  fields_add(a, &f, S("berlaku"), day_iso(a, r->effective));
  fields_add(a, &f, S("pengesah"), r->approver);
  return f;
}

/* typed NULL: what is stored. */
static err page(const get_ctx *cx, request *rq, response *rs, const office *o, str code, const fields *typed, err wrong) {
  sql_office_sop_of_row *r;
  sop *s;
  size_t n;
  TRY(in_force(cx, o, code, &r, &s));
  fields have = stored(cx->a, r);
  str_list empty_rows = sop_missing(cx->a, s);
  str query = office_at_query(cx, o);
  sop_view v = {.csrf = rq->csrf, .title = s->title, .office = o->name, .missing = listed(cx->a, &empty_rows), .open = wrong != NULL,
                .print = STR_CAT(cx->a, S("/sop/"), code, S("/cetak"), query), .wrong = wrong};
  out form = OUT(cx->a);
  form_fields(&form, &(form_view){.form = paper_form, .values = typed ? typed : &have, .wrong = wrong});
  v.fields = out_html(&form);
  if (actor_keeps_office(cx->who, o->id)) v.edit = STR_CAT(cx->a, S("/sop/"), code, S("/identitas"), query);
  drawing **sheet = sop_draw(cx->a, s, NULL, (sop_draw_options){.continuous = true, .no_identity = true}, &n);
  v.chart = html_trusted(draw_svg(sheet[0]));
  v.body = html_trusted(sop_html(cx->a, s, NULL));
  TRY(lanes(cx, o, code, s, &v));
  out p = OUT(cx->a);
  t_sop_satu(&p, &v);
  site_page(cx, rq, rs, wrong ? err_http_status(wrong->code) : 200, NAV_SOP, STR_CAT(cx->a, S("SOP "), v.title), out_html(&p));
  return NULL;
}

err sop_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  TRY(office_at(cx, rq, rs, NAV_SOP, &o, &found));
  return found ? page(cx, rq, rs, &o, request_code(rq, S("kode")), NULL, NULL) : NULL;
}

err sop_print_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  bool found;
  sql_office_sop_of_row *r;
  sop *s;
  size_t n;
  str bytes;
  TRY(office_at(cx, rq, rs, NAV_SOP, &o, &found));
  if (!found) return NULL;
  TRY(in_force(cx, &o, request_code(rq, S("kode")), &r, &s));
  drawing **sheets = sop_draw(cx->a, s, NULL, (sop_draw_options){0}, &n);
  doc_office kop = issue_office(cx->a, &o);
  TRY(doc_pdf(cx->a, letter_sop_sheet(cx->a, &kop, STR_CAT(cx->a, S("SOP "), s->title), (drawing *const *)sheets, n), cx->now, &bytes));
  cycle_pdf(rs, STR_CAT(cx->a, S("sop-"), s->code, S(".pdf")), bytes);
  return NULL;
}

/* ---- what the office fills in ---- */

typedef struct change {
  const office *o;
  str code;
  sop_paper paper;
  const actor *who;
  instant now;
} change;

static err apply(db_rw *db, arena *a, void *what) {
  const change *c = what;
  return library_set_paper(db, a, c->o, c->code, &c->paper, c->who, c->now);
}

err sop_paper_post(const post_ctx *cx, request *rq, response *rs) {
  const fields *f = &rq->form;
  office o;
  bool found;
  str code = request_code(rq, S("kode"));
  TRY(office_at(&cx->read, rq, rs, NAV_SOP, &o, &found));
  if (!found) return NULL;
  err e = form_check(rq->a, paper_form, f);
  change c = {.o = &o, .code = code, .who = cx->read.who, .now = rq->now};
  if (!e) {
    c.paper = (sop_paper){str_trim(fields_get(f, S("nomor"))), str_trim(fields_get(f, S("pengesah"))), fields_date(f, S("dibuat")),
                          fields_date(f, S("direvisi")), fields_date(f, S("berlaku"))};
    e = store_write(cx->store, rq->a, apply, &c);
  }
  if (e && e->code != ERR_INPUT) return e;
  if (e) return page(&cx->read, rq, rs, &o, code, f, e);
  site_done(rq, rs, STR_CAT(rq->a, S("/sop/"), code, office_at_query(&cx->read, &o)), S("Identitas SOP tersimpan."));
  return NULL;
}
