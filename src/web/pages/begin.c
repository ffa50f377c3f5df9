/* "Perintahkan pengumpulan data": the order that begins a cycle. */
#include "siklus_baru.t.h"
#include "steps/step.h"
#include "web/pages/cycles.h"

const quarter_choice quarter_choices[] = {{SC("1"), SC("Triwulan I (Januari–Maret)")},   {SC("2"), SC("Triwulan II (April–Juni)")},
                                          {SC("3"), SC("Triwulan III (Juli–September)")}, {SC("4"), SC("Triwulan IV (Oktober–Desember)")},
                                          {SC("0"), SC("Satu tahun penuh")}};
const size_t n_quarter_choices = LEN(quarter_choices);

static const form_field begin_form[] = {{.name = "sop", .label = "SOP", .kind = FIELD_LINE, .required = true, .max = 64},
                                        {.name = "tahun", .label = "Tahun", .kind = FIELD_INT, .required = true, .min = 0, .max = 9999},
                                        {.name = "triwulan", .label = "Periode", .kind = FIELD_CHOICE, .required = true, .choices = "1|2|3|4|0"},
                                        {0}};

static str mistake_at(err e, str name) {
  for (size_t i = 0; e && i < e->points.n; i++)
    if (str_eq(e->points.v[i].field, name)) return e->points.v[i].text;
  return STR_NONE;
}

static err page(const get_ctx *cx, request *rq, response *rs, begin_view *v) {
  open_sops mine = {0};
  office o;
  if (cx->who->office.v) {
    TRY(office_get(cx->db, cx->a, cx->who->office, &o));
    TRY(cycles_to_begin(cx, &o, &mine));
  }
  if (!mine.n) return ERR(cx->a, FORBIDDEN, "Siklus dimulai oleh pelaksana langkah pertama SOP. Saat ini itu bukan jabatan Anda.");
  v->csrf = rq->csrf;
  v->sops = mine.v;
  v->n_sops = mine.n;
  v->mistake_year = mistake_at(v->wrong, S("tahun"));
  out body = OUT(cx->a);
  t_siklus_baru(&body, v);
  site_page(cx, rq, rs, v->wrong ? err_http_status(v->wrong->code) : 200, NAV_CYCLES, S("Perintahkan pengumpulan data"), out_html(&body));
  return NULL;
}

/* The quarter that ended last is what an office collects now. */
err begin_get(const get_ctx *cx, request *rq, response *rs) {
  office o = {.zone = 420};
  if (cx->who->office.v) TRY(office_get(cx->db, cx->a, cx->who->office, &o));
  ymd today = date_ymd(site_today(cx, o.zone));
  int ended = (today.m - 1) / 3;
  begin_view v = {.year = str_fmt(cx->a, "%d", ended ? today.y : today.y - 1), .quarter = str_fmt(cx->a, "%d", ended ? ended : 4)};
  return page(cx, rq, rs, &v);
}

err begin_post(const post_ctx *cx, request *rq, response *rs) {
  arena *a = rq->a;
  begin_view v = {.sop = fields_get(&rq->form, S("sop")), .year = fields_get(&rq->form, S("tahun")), .quarter = fields_get(&rq->form, S("triwulan"))};
  begin_request order = {.office = cx->read.who->office, .sop = v.sop, .account = cx->read.who->account, .now = rq->now};
  cycle_id made;
  err e = form_check(a, begin_form, &rq->form);
  if (!e) {
    order.year = fields_int(&rq->form, S("tahun"), 0);
    order.quarter = fields_int(&rq->form, S("triwulan"), 0);
    e = steps_begin(cx->store, a, &order, &made);
  }
  if (!e) {
    site_done(rq, rs, str_fmt(a, "/siklus/%lld/langkah/1", (long long)made.v), S("Siklus dimulai. Lengkapi Surat Perintah di bawah ini."));
    return NULL;
  }
  if (e->code != ERR_INPUT && e->code != ERR_CONFLICT) return e;
  v.wrong = e;
  return page(&cx->read, rq, rs, &v);
}
