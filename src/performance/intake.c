#include "performance/intake.h"

#include "base/csv.h"
#include "base/hash.h"
#include "base/num.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "store/blob.h"

static const struct { str code, words; } states[] = {
#define X(state, code, words) {SC(code), SC(words)},
    INTAKE_STATES(X)
#undef X
};

str intake_state_code(enum intake_state s) { return states[s].code; }
str intake_state_words(enum intake_state s) { return states[s].words; }

static enum intake_state state_of(str code) {
  size_t i = 0;
  while (i < LEN(states) && !str_eq(states[i].code, code)) i++;
  ENSURE(i < LEN(states)); /* the schema knows no other */
  return (enum intake_state)i;
}

err intake_get(db_ro *db, arena *a, intake_id id, intake *out) {
  sql_intake_by_id_row *r;
  TRY(sql_intake_by_id(db, a, id, &r));
  if (!r) return ERR(a, NOT_FOUND, "Berkas masuk ini tidak ada.");
  *out = (intake){.id = r->id, .office = r->office, .year = r->year, .cycle = r->cycle, .account = r->account, .by_name = r->by_name,
                  .file_name = r->file_name, .hash = r->hash, .columns = r->columns, .state = state_of(r->state), .percent = r->done_percent,
                  .rows = r->rows_read, .skipped = r->skipped, .applied = r->applied, .changed = r->changed, .faults = r->faults,
                  .message = r->message, .created = r->created_at, .alive = r->alive_at, .ended = r->ended_at};
  ENSURE(intake_kind_find(r->kind, &out->kind));
  return NULL;
}

err intake_faults_of(db_ro *db, arena *a, intake_id id, intake_faults *out) {
  sql_intake_faults_of_rows rows;
  TRY(sql_intake_faults_of(db, a, id, INTAKE_MOST_FAULTS, &rows));
  *out = (intake_faults){0};
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(a, out, ((intake_fault){rows.v[i].row_no, rows.v[i].col, rows.v[i].reason}));
  return NULL;
}

err intake_add(db_rw *db, arena *a, const new_intake *n, intake_id *out) {
  actor_mark by = actor_mark_at(a, n->who, n->office);
  str state = states[n->sure ? INTAKE_WAITING : INTAKE_COLUMNS].code;
  TRY(store_new_id(db, a, id_region(n->office.v), &out->v));
  TRY(blob_put(db, a, n->hash, n->bytes));
  TRY(sql_intake_insert(db, a, *out, n->office, n->year, n->cycle, intake_kind_code(n->kind), n->who->account, n->who->name, n->file_name, n->hash,
                        n->columns, state, n->now, NULL));
  str what = STR_CAT(a, S("berkas "), intake_kind_code(n->kind), S(": "), n->file_name);
  return audit_add(db, a, n->office.v, n->now, &by, S("berkas.masuk"), audit_change(a, what, STR_NONE, STR_CAT(a, S("SHA-256 "), n->hash)));
}

err intake_name_columns(db_rw *db, arena *a, const intake *of, const intake_layout *l) {
  int64_t changed;
  TRY(sql_intake_columns(db, a, of->id, intake_layout_text(a, l), &changed));
  if (!changed) return ERR(a, GATE, "Kolom berkas ini sudah dipilih.");
  return sql_headings_put(db, a, of->office, intake_kind_code(of->kind), intake_headings_text(a, l), NULL);
}

/* ---- faults ---- */

str intake_cell(const intake_work *w, const str_list *cells, enum intake_column c) {
  size_t at = w->l->at[c];
  if (at == INTAKE_NOWHERE || at >= cells->n) return S("");
  str s = str_trim(cells->v[at]);
  return s.p ? s : S("");
}

void intake_wrong(intake_work *w, size_t row, enum intake_column c, const char *fmt, ...) {
  va_list ap;
  w->n_faults++;
  if (w->faults.n == INTAKE_MOST_FAULTS) return;
  size_t at = c < COLUMN_COUNT ? w->l->at[c] : INTAKE_NOWHERE;
  va_start(ap, fmt);
  str reason = str_vfmt(w->keep, fmt, ap);
  va_end(ap);
  LIST_ADD(w->keep, &w->faults, ((intake_fault){(int64_t)row, at == INTAKE_NOWHERE ? 0 : (int64_t)at + 1, reason}));
}

/* ---- rows met before: about 24 bytes a row, so that a file of the largest size costs a few megabytes ---- */

struct intake_seen {
  arena *a;
  struct seen_key { uint64_t key; uint32_t row; } *v;
  size_t n, cap; /* cap is a power of two */
};

struct intake_seen *intake_seen_new(arena *a, size_t rows) {
  size_t cap = 1024;
  while (cap / 4 * 3 < rows) cap *= 2; /* at once as many as will come: what grows leaves its old places behind in the arena */
  struct intake_seen *s = NEW(a, struct intake_seen);
  *s = (struct intake_seen){a, NEW_N(a, struct seen_key, cap), 0, cap};
  return s;
}

static struct seen_key *place_of(struct seen_key *v, size_t cap, uint64_t key) {
  size_t i = (size_t)key & (cap - 1);
  while (v[i].row && v[i].key != key) i = (i + 1) & (cap - 1);
  return &v[i];
}

static void seen_grow(struct intake_seen *s) {
  size_t cap = s->cap * 2;
  struct seen_key *v = NEW_N(s->a, struct seen_key, cap);
  for (size_t i = 0; i < s->cap; i++)
    if (s->v[i].row) *place_of(v, cap, s->v[i].key) = s->v[i];
  s->v = v;
  s->cap = cap;
}

size_t intake_seen_before(intake_work *w, str key, size_t row) {
  struct intake_seen *s = w->seen;
  uint64_t k;
  if (!s) return 0;
  sha256 h = sha256_of(key);
  memcpy(&k, h.b, sizeof k);
  if (s->n > s->cap / 4 * 3) seen_grow(s);
  struct seen_key *at = place_of(s->v, s->cap, k);
  if (at->row) return at->row;
  *at = (struct seen_key){k, (uint32_t)row};
  s->n++;
  return 0;
}

/* ---- office and year ---- */

static err office_of(intake_work *w, size_t row, str code, office_id *at, bool *good) {
  sql_office_by_code_row *r;
  if (!code.n) *at = w->of->office;
  else if (w->office.id.v && str_eq(w->office.code, code)) *at = w->office.id;
  else {
    TRY(sql_office_by_code(w->ro, w->a, w->who->region, code, &r));
    if (!r || !actor_sees_office(w->who, r->id)) {
      intake_wrong(w, row, COLUMN_OFFICE, "Perangkat daerah dengan kode “%.*s” tidak ada.", STR_ARG(code));
      *good = false;
      return NULL;
    }
    *at = r->id;
    w->office.code = str_copy(w->keep, code);
    w->office.id = *at;
  }
  if (actor_keeps_office(w->who, *at)) return NULL;
  intake_wrong(w, row, COLUMN_OFFICE, "Anda tidak mengelola data perangkat daerah ini.");
  *good = false;
  return NULL;
}

void intake_forget_locks(intake_work *w) {
  for (size_t i = 0; i < LEN(w->met); i++) w->met[i].known = false;
}

/* Read again into the place they have, or into the one that was filled longest ago. What has not changed is not copied once more. */
static err locks_of(intake_work *w, office_id at, int64_t year) {
  struct intake_locks *m = NULL;
  for (size_t i = 0; i < LEN(w->met) && !m; i++)
    if (w->met[i].office.v == at.v && w->met[i].year == year) m = &w->met[i];
  if (!m) {
    m = &w->met[w->next_met++ % LEN(w->met)];
    m->known = false;
  }
  w->locks = &m->locks;
  if (m->known) return NULL;
  plan_locks now;
  TRY(plan_locks_of(w->ro, w->a, at, year, &now));
  for (int q = 0; q <= 4; q++) {
    str had = m->locks.reason[q];
    now.reason[q] = had.p && now.reason[q].p && str_eq(had, now.reason[q]) ? had : str_copy(w->keep, now.reason[q]);
  }
  *m = (struct intake_locks){at, year, now, true};
  return NULL;
}

err intake_place(intake_work *w, size_t row, const str_list *cells, office_id *at, int64_t *year, bool *good) {
  str typed = intake_cell(w, cells, COLUMN_YEAR);
  *good = true;
  *year = w->of->year;
  if (typed.n && !num_i64(typed, 2000, 2100, year)) {
    intake_wrong(w, row, COLUMN_YEAR, "Tahun “%.*s” tidak dikenal. Tulis seperti 2026.", STR_ARG(typed));
    *good = false;
  }
  TRY(office_of(w, row, intake_cell(w, cells, COLUMN_OFFICE), at, good));
  return *good ? locks_of(w, *at, *year) : NULL;
}

err intake_row_take(intake_work *w, size_t row, const str_list *cells) {
  if (row <= w->l->last || csv_blank(cells)) return NULL;
  return w->of->kind == INTAKE_BUDGET ? intake_budget_row(w, row, cells) : intake_plan_row(w, row, cells);
}
