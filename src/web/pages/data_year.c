/* The plan of a year as a whole: locking and opening, rolling over. */
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
