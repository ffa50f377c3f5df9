/* The plan of a year as a whole: its agreement and the revision, locking and opening, rolling over. */
#include "performance/plan_year.h"
#include "web/pages/data.h"

typedef err (*year_fn)(const plan_edit *e, const fields *f);
typedef struct change { plan_edit e; const fields *f; year_fn fn; } change;

static err apply(db_rw *db, arena *a, void *what) {
  change *c = what;
  c->e.db = db;
  c->e.a = a;
  return c->fn(&c->e, c->f);
}

static err run(const post_ctx *cx, request *rq, const data_at *at, year_fn fn) {
  change c = {{.who = cx->read.who, .now = cx->read.now, .office = at->office.id, .year = at->year}, &rq->form, fn};
  return store_write(cx->store, rq->a, apply, &c);
}

static err copy(const plan_edit *e, const fields *f) {
  (void)f;
  size_t n;
  return plan_copy(e, &n);
}

static err lock(const plan_edit *e, const fields *f) {
  (void)f;
  return plan_lock(e);
}

err data_copy_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  TRY(run(cx, rq, &at, copy));
  site_done(rq, rs, data_path(rq->a, &at, "/data"), str_fmt(rq->a, "Rencana disalin. Isi target dan pagunya. Rencana tahun %d sekarang terkunci.", (int)at.year - 1));
  return NULL;
}

err data_lock_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  TRY(run(cx, rq, &at, lock));
  site_done(rq, rs, data_path(rq->a, &at, "/data"), str_fmt(rq->a, "Rencana tahun %d dikunci.", (int)at.year));
  return NULL;
}

/* ---- forms ---- */

static const form_field agreement_form[] = {
    {.name = "nomor", .label = "Nomor PK murni", .kind = FIELD_LINE, .max = 100},
    {.name = "tanggal", .label = "Tanggal PK murni", .kind = FIELD_DATE},
    {.name = "nomor_perubahan", .label = "Nomor PK perubahan", .kind = FIELD_LINE, .max = 100},
    {.name = "tanggal_perubahan", .label = "PK perubahan berlaku sejak", .kind = FIELD_DATE,
     .hint = "Laporan triwulan yang berakhir sejak hari itu, dan laporan tahunan, diukur terhadap target perubahan"},
    {0}};

static void put_day(arena *a, fields *f, const char *name, date d) {
  if (date_some(d)) kit_value(a, f, name, date_iso(a, d));
}

static err agreement_page(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong) {
  data_at at;
  plan_year p;
  fields stored = {0};
  TRY(data_asked(cx, rq, &at));
  if (!at.may) return ERR(cx->a, FORBIDDEN, "Perjanjian Kinerja dicatat Sekretaris, Kasubag Perencanaan atau administrator.");
  TRY(plan_year_of(cx->db, cx->a, at.office.id, at.year, &p));
  kit_value(cx->a, &stored, "nomor", p.agreement_no);
  kit_value(cx->a, &stored, "nomor_perubahan", p.revised_no);
  put_day(cx->a, &stored, "tanggal", p.agreement_day);
  put_day(cx->a, &stored, "tanggal_perubahan", p.revised_day);
  edit_view v = {.action = rq->target, .title = str_fmt(cx->a, "Perjanjian Kinerja %d", (int)at.year), .submit = S("Simpan"),
                 .lead = S("Target perubahan diisi setelah tanggal berlakunya dicatat di sini."), .crumbs = data_crumbs(cx->a, &at), .n_crumbs = 1,
                 .form = {.form = agreement_form, .values = typed ? typed : &stored, .wrong = wrong}};
  kit_edit(cx, rq, rs, NAV_DATA, &v);
  return NULL;
}

err pk_get(const get_ctx *cx, request *rq, response *rs) { return agreement_page(cx, rq, rs, NULL, NULL); }

err pk_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  err e = form_check(rq->a, agreement_form, &rq->form);
  if (!e) e = run(cx, rq, &at, plan_pk_put);
  if (e && kit_again(e)) return agreement_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, data_path(rq->a, &at, "/data"), S("Perjanjian Kinerja dicatat."));
  return NULL;
}

err unlock_post(const post_ctx *cx, request *rq, response *rs) {
  data_at at;
  TRY(data_asked(&cx->read, rq, &at));
  err e = form_check(rq->a, data_unlock_form, &rq->form);
  if (!e) e = run(cx, rq, &at, plan_unlock);
  if (e && kit_again(e)) return data_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, data_path(rq->a, &at, "/data"), str_fmt(rq->a, "Rencana tahun %d dibuka.", (int)at.year));
  return NULL;
}
