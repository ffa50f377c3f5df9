#include "base/csv.h"
#include "base/hash.h"
#include "base/num.h"
#include "performance/intake_rows.h"
#include "steps/intake_run.h"

enum { MOST_ROWS = 2000 };

/* A number however it is written, else the words. */
static str canonical(arena *a, str value) {
  number n = number_parse(value);
  return n.kind == NUMBER_VALUE ? decimal_text(a, decimal_trim(n.value)) : str_trim(value);
}

static str answer_hash(arena *a, str value, str reason, str no_evidence) {
  str all = STR_CAT(a, canonical(a, value), S("\n"), str_trim(reason), S("\n"), str_trim(no_evidence));
  return str_sub(sha256_hex(a, all), 0, 8);
}

str intake_answer_mark(arena *a, int64_t version, str value, str reason, str no_evidence) {
  return str_fmt(a, "v%lld-%.*s", (long long)version, STR_ARG(answer_hash(a, value, reason, no_evidence)));
}

/* One file on its way. */
typedef struct taking {
  intake_work *w;
  arena *a;          /* of the whole file: an office's answers are few */
  const figures *all;
  fields in;
  LIST(size_t) rows; /* by figure: where its answer stands; 0: nowhere */
  size_t n_rows;
} taking;

static const figure *figure_named(const figures *all, str code, str name) {
  for (size_t i = 0; i < all->n; i++) {
    const indicator *o = &all->v[i].of;
    if (code.n ? str_eq_nocase(o->code, code) : str_eq_nocase(str_trim(o->name), name)) return &all->v[i];
  }
  return NULL;
}

/* "v3-1a2b3c4d": the version, and whether the answer is still the one the template held. */
static bool untouched(taking *t, str mark, str value, str reason, str none, int64_t *version) {
  str head, hash = str_cut(mark, '-', &head);
  *version = FIGURE_ANY_VERSION;
  if (!hash.p || !num_i64(str_from(head, 1), 0, INT64_MAX, version)) return false;
  return str_eq_nocase(hash, answer_hash(t->a, value, reason, none));
}

static void answer(taking *t, const figure *f, str value, str reason, str none, int64_t version) {
  arena *a = t->a;
  const char *state = value.n ? "terisi" : reason.n ? "nihil" : "";
  fields_add(a, &t->in, S("indikator"), str_fmt(a, "%lld", (long long)f->of.id.v));
  fields_add(a, &t->in, S("status"), str_of(state));
  fields_add(a, &t->in, S("nilai"), str_copy(a, value));
  fields_add(a, &t->in, S("alasan"), str_copy(a, reason));
  fields_add(a, &t->in, S("tanpa_bukti"), str_copy(a, none));
  fields_add(a, &t->in, S("versi_angka"), version == FIGURE_ANY_VERSION ? S("") : str_fmt(a, "%lld", (long long)version));
}

/* The same answer stands there already. */
static bool stands(arena *a, const figure *f, str value, str reason, str none) {
  bool filled = f->state == FIGURE_TERISI && value.n && str_eq(canonical(a, f->typed), canonical(a, value));
  bool missing_ = f->state == FIGURE_NIHIL && !value.n && str_eq(f->reason, reason);
  return (filled || missing_) && str_eq(f->no_evidence.p ? f->no_evidence : S(""), none);
}

static void check(taking *t, size_t row, const figure *f, str value, str reason) {
  figure_input in = {.indicator = f->of.id, .state = value.n ? FIGURE_TERISI : FIGURE_NIHIL, .typed = value, .reason = reason};
  err e = performance_check(t->a, &f->of, &in);
  if (e && e->points.n) intake_wrong(t->w, row, value.n ? COLUMN_ACTUAL : COLUMN_REASON, "%.*s", STR_ARG(e->points.v[0].text));
}

static err take(void *what, size_t row, const str_list *cells) {
  taking *t = what;
  intake_work *w = t->w;
  if (row <= w->l->last || csv_blank(cells)) return NULL;
  if (++t->n_rows > MOST_ROWS) return ERR(t->a, LIMIT, "Berkas ini memuat lebih dari %d baris. Pakai templat siklus ini.", MOST_ROWS);
  str code = intake_cell(w, cells, COLUMN_CODE), name = intake_cell(w, cells, COLUMN_INDICATOR), value = intake_cell(w, cells, COLUMN_ACTUAL),
      reason = intake_cell(w, cells, COLUMN_REASON), none = intake_cell(w, cells, COLUMN_NO_EVIDENCE);
  int64_t version;
  if (!code.n && !name.n) return w->skipped++, NULL;
  const figure *f = figure_named(t->all, code, name);
  enum intake_column where = code.n ? COLUMN_CODE : COLUMN_INDICATOR;
  if (!f) {
    intake_wrong(w, row, where, "Indikator “%.*s” tidak ada dalam siklus ini.", STR_ARG(code.n ? code : name));
    return NULL;
  }
  size_t *at = &t->rows.v[f - t->all->v];
  if (*at) intake_wrong(w, row, where, "Indikator ini sudah ada di baris %zu.", *at);
  *at = row;
  bool same = untouched(t, intake_cell(w, cells, COLUMN_VERSION), value, reason, none, &version);
  if (value.n && reason.n) intake_wrong(w, row, COLUMN_REASON, "Angkanya sudah diisi. Hapus alasan ini, atau kosongkan angkanya.");
  if (same || (!value.n && !reason.n) || stands(t->a, f, value, reason, none)) return NULL; /* a blank cell leaves what is there */
  check(t, row, f, value, reason);
  answer(t, f, value, reason, none, version);
  w->changed++;
  return NULL;
}

/* "nilai.12" -> the row and column that the figure 12 stands in. */
static void fault_from(taking *t, const err_point *p) {
  int64_t id = 0;
  str part, number_text_ = str_cut(p->field, '.', &part);
  size_t row = 0;
  if (num_i64(number_text_, 1, INT64_MAX, &id))
    for (size_t i = 0; i < t->all->n; i++)
      if (t->all->v[i].of.id.v == id) row = t->rows.v[i];
  intake_wrong(t->w, row, str_eq(part, S("alasan")) ? COLUMN_REASON : COLUMN_ACTUAL, "%.*s", STR_ARG(p->text));
}

static err save(store *s, taking *t) {
  const intake *of = t->w->of;
  step_request rq = {.cycle = of->cycle, .action = S("angka"), .in = &t->in, .account = of->account, .now = t->w->now, .address = S("")};
  step_result done;
  err e = steps_run(s, t->a, &rq, &done);
  if (!e || (e->code != ERR_INPUT && e->code != ERR_CONFLICT) || !e->points.n) return e;
  for (size_t i = 0; i < e->points.n; i++) fault_from(t, &e->points.v[i]);
  return NULL;
}

err intake_figures(store *s, intake_work *w, const intake_arenas *mem, str bytes) {
  cycle *c;
  figures all;
  taking t = {.w = w, .a = mem->a, .all = &all};
  TRY(cycle_load(w->ro, mem->a, w->of->cycle, w->who, &c));
  TRY(performance_figures(w->ro, mem->a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) LIST_ADD(mem->a, &t.rows, (size_t)0);
  TRY(intake_read(mem->a, mem->row, bytes, take, &t));
  return w->n_faults || !t.in.n ? NULL : save(s, &t);
}
