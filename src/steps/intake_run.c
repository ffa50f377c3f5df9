#include "steps/intake_run.h"

#include "base/num.h"
#include "performance/intake_rows.h"
#include "performance/performance_sql.h"
#include "store/blob.h"

enum { REPORT_EVERY = 2000 };

typedef struct run {
  store *s;
  const intake_arenas *mem;
  clock_fn now;
  intake of;
  intake_layout layout;
  actor who;
  str bytes;
  intake_work w;
  size_t total, rows;          /* of the file; read so far in this pass */
  /* a batch of rows: */
  struct { size_t row; str_list cells; } batch[INTAKE_BATCH];
  size_t n_batch;
  enum intake_state end;       /* as it ends */
  str message;
} run;

/* ---- short writes ---- */

static err claim(db_rw *db, arena *a, void *what) {
  run *r = what;
  instant now = r->now();
  int64_t got;
  TRY(sql_intake_claim(db, a, r->of.id, now, (instant){now.s - INTAKE_STALE}, &got));
  if (!got) return ERR(a, BUSY, "Berkas ini sedang dikerjakan.");
  return NULL;
}

static err report(db_rw *db, arena *a, void *what) {
  run *r = what;
  int64_t part = r->total ? (int64_t)(r->rows * 50 / r->total) : 0; /* checking is the first half */
  return sql_intake_checked(db, a, r->of.id, part, (int64_t)r->rows, r->now(), NULL);
}

static err finish(db_rw *db, arena *a, void *what) {
  run *r = what;
  for (size_t i = 0; i < r->w.faults.n; i++) {
    const intake_fault *f = &r->w.faults.v[i];
    TRY(sql_intake_fault_insert(db, a, r->of.id, (int64_t)i + 1, f->row, f->col, f->reason, NULL));
  }
  if (r->end == INTAKE_DONE)
    TRY(sql_intake_applied(db, a, r->of.id, intake_state_code(INTAKE_DONE), 100, (int64_t)r->total, r->w.changed, r->now(), NULL));
  return sql_intake_ended(db, a, r->of.id, intake_state_code(r->end), (int64_t)r->total, r->w.skipped, r->w.n_faults, r->message, r->now(), NULL);
}

/* ---- checking ---- */

static err check_row(void *what, size_t row, const str_list *cells) {
  run *r = what;
  r->w.a = r->mem->row;
  TRY(intake_row_take(&r->w, row, cells));
  if (++r->rows % REPORT_EVERY) return NULL;
  return store_write(r->s, r->mem->row, report, r);
}

static err check_all(run *r) {
  TRY(intake_count(r->mem->a, r->mem->row, r->bytes, &r->total));
  r->w.seen = intake_seen_new(r->mem->a, r->total);
  TRY(intake_read(r->mem->a, r->mem->row, r->bytes, check_row, r));
  r->w.seen = NULL;
  return NULL;
}

/* ---- saving ---- */

static err apply_batch(db_rw *db, arena *a, void *what) {
  run *r = what;
  r->w.rw = db;
  r->w.ro = db_rw_ro(db);
  r->w.a = a;
  intake_forget_locks(&r->w);
  for (size_t i = 0; i < r->n_batch; i++) {
    TRY(intake_row_take(&r->w, r->batch[i].row, &r->batch[i].cells));
    if (r->w.n_faults) return ERR(a, GATE, "Baris %zu berubah sejak diperiksa.", r->batch[i].row);
  }
  size_t last = r->batch[r->n_batch - 1].row;
  int64_t part = r->total ? 50 + (int64_t)(r->rows * 50 / r->total) : 50;
  return sql_intake_applied(db, a, r->of.id, intake_state_code(INTAKE_SAVING), part, (int64_t)last, r->w.changed, r->now(), NULL);
}

static err flush(run *r) {
  if (!r->n_batch) return NULL;
  int64_t last = (int64_t)r->batch[r->n_batch - 1].row;
  TRY(store_write(r->s, r->mem->batch, apply_batch, r));
  r->n_batch = 0;
  r->of.applied = last;
  arena_reset(r->mem->batch);
  return NULL;
}

static err save_row(void *what, size_t row, const str_list *cells) {
  run *r = what;
  r->rows++;
  if ((int64_t)row <= r->of.applied) return NULL; /* saved before the machine stopped */
  str_list copy = {NEW_N(r->mem->batch, str, cells->n ? cells->n : 1), cells->n, cells->n};
  for (size_t i = 0; i < cells->n; i++) copy.v[i] = str_copy(r->mem->batch, cells->v[i]);
  r->batch[r->n_batch].row = row;
  r->batch[r->n_batch++].cells = copy;
  return r->n_batch == INTAKE_BATCH ? flush(r) : NULL;
}

static err save_all(run *r) {
  db_ro *ro = r->w.ro;
  r->rows = 0;
  r->w.skipped = 0;
  r->w.changed = r->of.changed;
  r->w.carried = STR_NONE;
  if (!r->total) TRY(intake_count(r->mem->a, r->mem->row, r->bytes, &r->total));
  err e = intake_read(r->mem->a, r->mem->row, r->bytes, save_row, r);
  if (!e) e = flush(r);
  r->w.ro = ro;
  return e;
}

/* ---- one file ---- */

static void ends_as(run *r, enum intake_state end, str message) {
  r->end = end;
  r->message = message;
}

static void refused(run *r) {
  ends_as(r, INTAKE_REFUSED, r->w.n_faults ? str_fmt(r->mem->a, "%lld kesalahan; tidak ada yang diubah.", (long long)r->w.n_faults) : S(""));
}

static err rows_of_plan(run *r) {
  if (r->of.state != INTAKE_SAVING) TRY(check_all(r));
  if (r->w.n_faults) return refused(r), NULL;
  err e = save_all(r);
  if (e && e->code != ERR_GATE) return e;
  if (e) ends_as(r, INTAKE_STOPPED, S("Data berubah selagi disimpan. Baris sebelum yang disebut sudah tersimpan; perbaiki, lalu unggah lagi: yang sudah tersimpan tidak akan ganda."));
  else ends_as(r, INTAKE_DONE, S(""));
  return NULL;
}

static err rows_of_cycle(run *r) {
  r->w.a = r->mem->a;
  TRY(intake_count(r->mem->a, r->mem->row, r->bytes, &r->total));
  TRY(intake_figures(r->s, &r->w, r->mem, r->bytes));
  if (r->w.n_faults) refused(r);
  else ends_as(r, INTAKE_DONE, S(""));
  return NULL;
}

static err prepare(run *r, db_ro *ro) {
  arena *a = r->mem->a;
  intake_id id = r->of.id;
  TRY(intake_get(ro, a, id, &r->of));
  TRY(store_write(r->s, a, claim, r));
  TRY(blob_get(ro, a, r->of.hash, &r->bytes));
  TRY(actor_load(ro, a, r->of.account, r->now(), &r->who));
  if (!intake_layout_parse(r->of.columns, &r->layout)) return ERR(a, INPUT, "Kolom berkas ini belum dipilih.");
  r->w = (intake_work){.ro = ro, .a = r->mem->row, .keep = a, .who = &r->who, .of = &r->of, .l = &r->layout, .now = r->now()};
  return NULL;
}

/* What is wrong with the file or the person ends it; what is wrong with the machine is tried again. */
static err work_on(run *r, db_ro *ro) {
  err e = prepare(r, ro);
  if (!e) e = r->of.kind == INTAKE_FIGURES ? rows_of_cycle(r) : rows_of_plan(r);
  if (e && (e->code == ERR_BUSY || e->code == ERR_INTERNAL)) return e;
  if (e) ends_as(r, r->of.applied ? INTAKE_STOPPED : INTAKE_REFUSED, str_copy(r->mem->a, e->user));
  return store_write(r->s, r->mem->a, finish, r);
}

err intake_run_next(store *s, const intake_arenas *mem, clock_fn now, intake_id *at, bool *some) {
  run *r = NEW(mem->a, run);
  db_ro *ro;
  sql_intake_next_row *next;
  *r = (run){.s = s, .mem = mem, .now = now};
  *some = false;
  *at = (intake_id){0};
  TRY(store_borrow(s, mem->a, &ro));
  TRY(sql_intake_next(ro, mem->a, (instant){now().s - INTAKE_STALE}, &next));
  if (!next) return NULL;
  *some = true;
  *at = r->of.id = next->id;
  return work_on(r, ro);
}

err intake_run_give_up(store *s, arena *a, clock_fn now, intake_id id) {
  run *r = NEW(a, run);
  *r = (run){.s = s, .now = now, .of.id = id, .end = INTAKE_STOPPED, .message = S("Berkas ini terlalu besar untuk diolah sekaligus. Pisahkan menjadi beberapa berkas.")};
  return store_write(s, a, finish, r);
}
