/* Fills an empty database with N offices and their years of history, quickly, the same for the same arguments.
 *
 *   bench_fill MODEL PLACE OFFICES YEARS LIST
 *
 * One office's year is made by the program itself: MODEL/sejarah.yaml, played through steps_run. Its rows are then written again for every
 * office and year, with ids of their own, days moved by whole years, and every audit chain hashed anew (audit_hash), so that `takar check` and
 * `takar audit verify` take the result. Short cuts: the offices' years are alike; an id comes from the counter of a regency taken once, not
 * row by row; bytes of files and PDFs are kept once and shared by all; the frozen text of documents of past years is one sentence (in fact
 * about 440 kB a cycle); everybody is signed in already, with a cookie that clients.h can work out.
 * LIST gets a line per office, for the clients: kasubag's login, the running cycle, the one of MODEL/ulang.yaml, its indicators, objectives, people. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "clients.h"
#include "cli/app.h"
#include "cli/story.h"
#include "document/block.h"
#include "office/office_sql.h"
#include "store/audit.h"
#include "store/copy.h"
#include "store/engine.h"
#include "store/store_sql.h"

enum { KINDS = 3, COLUMNS = 48, TABLES = 80, PER_REGION = 17, FIRST_REGION = 1001, YEAR_DAYS = 365, HISTORY = 2025, NOW_YEAR = 2026 };
/* How often a row of the model is written: once, per regency, per office, per office and past year, per office. */
enum level { LEVEL_NATION, LEVEL_REGION, LEVEL_OFFICE, LEVEL_YEAR, LEVEL_NOW, LEVELS };
enum meaning { PLAIN, REGION, YEAR, DAY, MOMENT };

typedef struct model_row {
  enum level level;
  db_value v[COLUMNS];
} model_row;
typedef struct model_table {
  const sql_statement *read, *write;
  str name, column[COLUMNS];
  enum meaning meaning[COLUMNS];
  int n;
  LIST(model_row *) rows;
} model_table;
typedef struct model_id {
  int64_t id, nth; /* nth of its level */
  enum level level;
} model_id;
typedef struct model {
  arena *a;
  model_table table[TABLES];
  size_t n_tables;
  LIST(model_id) ids; /* ascending */
  int64_t count[LEVELS];
  int64_t region;
  cycle_id cycle, again;
} model;

typedef struct head {
  str old, fresh;
} head;
/* What is being written, and where its ids begin. */
typedef struct target {
  const model *m;
  FILE *list;
  db_rw *db;
  arena *a;
  instant now;
  int64_t region, office, base[LEVELS];
  int years, shift, region_no, offices;
  str tag, sentence;
  LIST(head) heads; /* of the chains of a unit */
} target;

static int fail(err e) { return app_fail(S("bench_fill"), e); }

/* ---- the model ---- */

static enum meaning meaning_of(str column) {
  static const struct { str end; enum meaning is; } ends[] = {{SC("_at"), MOMENT}, {SC("_day"), DAY}, {SC("region"), REGION}, {SC("year"), YEAR}};
  if (str_eq(column, S("at"))) return MOMENT;
  if (str_eq(column, S("day"))) return DAY;
  for (size_t i = 0; i < LEN(ends); i++)
    if (str_ends(column, ends[i].end)) return ends[i].is;
  return PLAIN;
}

/* "SELECT a, b, c FROM t" */
static void name_columns(arena *a, model_table *t) {
  str list = str_from(str_of(t->read->text), sizeof "SELECT " - 1), one;
  list = str_sub(list, 0, (size_t)str_find(list, S(" FROM ")));
  for (; list.p; t->n++) {
    list = str_cut(list, ',', &one);
    t->column[t->n] = str_copy(a, str_trim(one));
    t->meaning[t->n] = meaning_of(t->column[t->n]);
  }
  if (str_eq(t->name, S("region"))) t->meaning[0] = REGION;
}

static const model_id *known(const model *m, int64_t id) {
  size_t low = 0, high = m->ids.n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (m->ids.v[middle].id < id) low = middle + 1;
    else high = middle;
  }
  return low < m->ids.n && m->ids.v[low].id == id ? &m->ids.v[low] : NULL;
}

static void raise_to(enum level *l, enum level other) {
  if (other > *l) *l = other;
}

/* The highest of what the row refers to. */
static enum level level_of(const model *m, const model_table *t, const model_row *r) {
  enum level l = LEVEL_NATION;
  for (int i = 0; i < t->n; i++) {
    const db_value *v = &r->v[i];
    if (v->type != DB_I64) continue;
    const model_id *id = id_region(v->i).v ? known(m, v->i) : NULL;
    if (id) raise_to(&l, id->level);
    if (t->meaning[i] == REGION) raise_to(&l, LEVEL_REGION);
  }
  if (l < LEVEL_OFFICE && str_eq(t->name, S("office")) && str_eq(r->v[3].s, S("kecamatan"))) l = LEVEL_OFFICE;
  for (int i = 0; l >= LEVEL_OFFICE && i < t->n; i++)
    if (t->meaning[i] == YEAR && r->v[i].i == HISTORY) raise_to(&l, LEVEL_YEAR);
    else if (t->meaning[i] == YEAR && r->v[i].i == NOW_YEAR) raise_to(&l, LEVEL_NOW);
  return l;
}

static int by_id(const void *x, const void *y) {
  const model_id *a = x, *b = y;
  return (a->id > b->id) - (a->id < b->id);
}

static void learn(model *m, const model_table *t) {
  if (!str_eq(t->column[0], S("id")) || str_eq(t->name, S("region"))) return;
  for (size_t i = 0; i < t->rows.n; i++) {
    model_row *r = t->rows.v[i];
    LIST_ADD(m->a, &m->ids, ((model_id){r->v[0].i, m->count[r->level]++, r->level}));
  }
  qsort(m->ids.v, m->ids.n, sizeof *m->ids.v, by_id);
}

static bool left_out(const model_table *t, const model_row *r) {
  static const str none[] = {SC("session"), SC("login_failure")};
  for (size_t i = 0; i < LEN(none); i++)
    if (str_eq(t->name, none[i])) return true;
  return str_eq(t->name, S("audit")) && !id_region(r->v[0].i).v;
}

static err read_table(model *m, db_ro *db, model_table *t) {
  db_cursor c;
  TRY(db_open(db, m->a, t->read, NULL, &c));
  while (db_next(&c)) {
    model_row *r = NEW(m->a, model_row);
    for (int i = 0; i < t->n; i++) {
      char letter = t->write->in[i];
      r->v[i] = db->engine->at(&c, i, letter == 'i' ? DB_I64 : letter == 'b' ? DB_BYTES : DB_TEXT);
      r->v[i].s = str_copy(m->a, r->v[i].s);
    }
    r->level = level_of(m, t, r);
    if (!left_out(t, r)) LIST_ADD(m->a, &t->rows, r);
  }
  TRY(db_close(&c));
  learn(m, t);
  return NULL;
}

static err read_model(arena *a, str place, const story_result *told, model *m) {
  static const sql_table *const tables[] = {&copy_sql};
  store *s;
  db_ro *db;
  m->a = a;
  m->n_tables = copy_sql.n / KINDS;
  ENSURE(m->n_tables <= TABLES);
  TRY(store_open_reading(a, place, tables, LEN(tables), &s));
  TRY(store_connect(s, a, &db));
  for (size_t i = 0; i < m->n_tables; i++) {
    model_table *t = &m->table[i];
    *t = (model_table){.read = &copy_sql.statements[i * KINDS], .write = &copy_sql.statements[i * KINDS + 1]};
    t->name = str_of(t->read->name);
    name_columns(a, t);
    TRY(read_table(m, db, t));
  }
  store_release(s, db);
  store_close(s);
  for (size_t i = 0; i < told->cycles.n; i++) {
    if (str_eq(told->cycles.v[i].name, S("jalan"))) m->cycle = told->cycles.v[i].id;
    if (str_eq(told->cycles.v[i].name, S("ulang"))) m->again = told->cycles.v[i].id;
  }
  return NULL;
}

/* The office's year and its present, played through the program. */
static err play_model(arena *a, str folder, str *place, story_result *told) {
  app x;
  TRY(store_scratch(a, STR_NONE, place));
  TRY(app_open(&x, S("."), *place));
  err e = story_play(x.store, a, folder, S("sejarah.yaml"), true, told);
  if (e) fail(e);
  app_close(&x);
  return e;
}

/* ---- writing it again ---- */

static int64_t new_id(const target *t, const model_id *id) { return (t->region << ID_REGION_SHIFT) + t->base[id->level] + id->nth + 1; }

static int64_t moved(const target *t, enum meaning what, int64_t v) {
  switch (what) {
  case REGION: return t->region;
  case YEAR: return v - t->shift;
  case DAY: return v - (int64_t)YEAR_DAYS * t->shift;
  case MOMENT: return v - (int64_t)YEAR_DAYS * 86400 * t->shift;
  case PLAIN: break;
  }
  const model_id *id = id_region(v).v ? known(t->m, v) : NULL;
  return id ? new_id(t, id) : v;
}

/* Ids in texts: "figure:3533830371672379". */
static str moved_text(target *t, str s) {
  enum { SHORTEST = 13 };
  buf b = BUF(t->a);
  size_t done = 0;
  for (size_t i = 0; i < s.n;) {
    size_t end = i;
    int64_t v;
    while (end < s.n && s.p[end] >= '0' && s.p[end] <= '9') end++;
    if (end - i >= SHORTEST && num_i64(str_sub(s, i, end - i), 1, INT64_MAX, &v) && known(t->m, v)) {
      buf_add(&b, str_sub(s, done, i - done));
      buf_i64(&b, new_id(t, known(t->m, v)));
      done = end;
    }
    i = end > i ? end : i + 1;
  }
  if (!done) return s;
  buf_add(&b, str_from(s, done));
  return buf_str(&b);
}

/* What must be unlike in every copy. */
static str renewed(target *t, const model_table *table, int column, const model_row *r) {
  str name = table->column[column], s = r->v[column].s;
  if (str_eq(table->name, S("account")) && str_eq(name, S("login"))) return STR_CAT(t->a, s, S("."), t->tag);
  if (str_eq(table->name, S("document")) && str_eq(name, S("code")))
    return str_sub(sha256_hex(t->a, str_fmt(t->a, "%.*s %.*s %d", STR_ARG(s), STR_ARG(t->tag), t->shift)), 0, s.n);
  if (str_eq(table->name, S("document")) && str_eq(name, S("content"))) return r->level == LEVEL_YEAR ? t->sentence : s;
  if (str_eq(table->name, S("region")) && str_eq(name, S("name"))) return str_fmt(t->a, "Kabupaten Contoh %d", t->region_no);
  if (str_eq(table->name, S("office")) && r->level == LEVEL_OFFICE && str_eq(name, S("code"))) return str_fmt(t->a, "%.*s", STR_ARG(t->tag));
  if (str_eq(table->name, S("office")) && r->level == LEVEL_OFFICE && str_eq(name, S("name"))) return STR_CAT(t->a, S("Kecamatan Contoh "), t->tag);
  if (str_ends(name, S("hash")) || str_eq(table->name, S("sop"))) return s;
  return moved_text(t, s);
}

static db_value copied(target *t, const model_table *table, int column, const model_row *r) {
  db_value v = r->v[column];
  if (v.type == DB_I64) v.i = moved(t, table->meaning[column], v.i);
  if (v.type == DB_TEXT) v.s = renewed(t, table, column, r);
  if (v.type == DB_TEXT && str_eq(table->column[column], S("chain_head")))
    for (size_t i = 0; i < t->heads.n; i++)
      if (str_eq(t->heads.v[i].old, r->v[column].s)) v.s = t->heads.v[i].fresh;
  return v;
}

/* The entries of a chain follow each other in the model, so the last hash is the one before. */
static void chain(target *t, const model_row *r, db_value *v) {
  enum { CHAIN, N, AT, ACCOUNT, NAME, ACTING, ACTION, PAYLOAD, PREV, HASH };
  audit_entry e = {v[CHAIN].i, v[N].i, {v[AT].i}, v[ACCOUNT].i, v[NAME].s, v[ACTING].s, v[ACTION].s, v[PAYLOAD].s, r->v[PREV].s, STR_NONE};
  if (e.n > 1) e.prev = t->heads.v[t->heads.n - 1].fresh;
  v[PREV].s = e.prev;
  v[HASH].s = audit_hash(t->a, &e);
  LIST_ADD(t->a, &t->heads, ((head){r->v[HASH].s, v[HASH].s}));
}

/* Signed in, and in the installation's chain. */
static err open_account(target *t, account_id id, str login) {
  actor_mark by = {.name = S("Takar"), .as = S("data awal")};
  str token = client_token(t->a, login);
  TRY(sql_session_insert(t->db, t->a, sha256_hex(t->a, token), id, client_secret(t->a, login), t->now, (instant){t->now.s + 90 * 86400}, S("127.0.0.1"), NULL));
  return audit_add(t->db, t->a, 0, t->now, &by, S("akun.tambah"), audit_change(t->a, login, STR_NONE, S("pegawai")));
}

static err write_row(target *t, const model_table *table, const model_row *r) {
  db_value v[COLUMNS];
  for (int i = 0; i < table->n; i++) v[i] = copied(t, table, i, r);
  if (str_eq(table->name, S("audit"))) chain(t, r, v);
  if (str_eq(table->name, S("region"))) v[3] = db_of_i64(t->base[LEVEL_NATION]);
  TRY(db_exec(t->db, t->a, table->write, v, NULL));
  return str_eq(table->name, S("account")) ? open_account(t, (account_id){v[0].i}, v[2].s) : NULL;
}

static err write_level(target *t, const model_table *table, enum level level) {
  for (size_t i = 0; i < table->rows.n; i++)
    if (table->rows.v[i]->level == level) TRY(write_row(t, table, table->rows.v[i]));
  return NULL;
}

/* Everything of a level, its chains first: documents name their heads. */
static err write_unit(target *t, enum level level) {
  const model *m = t->m;
  arena_reset(t->a);
  memset(&t->heads, 0, sizeof t->heads);
  for (size_t i = 0; i < m->n_tables; i++)
    if (str_eq(m->table[i].name, S("audit"))) TRY(write_level(t, &m->table[i], level));
  for (size_t i = 0; i < m->n_tables; i++)
    if (!str_eq(m->table[i].name, S("audit"))) TRY(write_level(t, &m->table[i], level));
  return NULL;
}

static void list_ids(const target *t, const char *table, bool people) {
  for (size_t i = 0; i < t->m->n_tables; i++) {
    const model_table *at = &t->m->table[i];
    char before = ' ';
    if (!str_eq(at->name, str_of(table))) continue;
    for (size_t k = 0; k < at->rows.n; k++) {
      if (at->rows.v[k]->level != (people ? LEVEL_OFFICE : LEVEL_NOW)) continue;
      fprintf(t->list, "%c%lld", before, (long long)new_id(t, known(t->m, at->rows.v[k]->v[0].i)));
      before = ',';
    }
  }
}

static void list_office(const target *t) {
  fprintf(t->list, "%.*s %lld %lld", STR_ARG(t->tag), (long long)new_id(t, known(t->m, t->m->cycle.v)), (long long)new_id(t, known(t->m, t->m->again.v)));
  list_ids(t, "indicator", false);
  list_ids(t, "objective", false);
  list_ids(t, "person", true);
  fputc('\n', t->list);
}

/* Where the ids of an office's levels begin: offices first, then year by year through all offices, as time writes them. */
static void at_office(target *t, int office) {
  const int64_t *n = t->m->count;
  int64_t offices = t->offices;
  t->office = office;
  t->base[LEVEL_OFFICE] = n[LEVEL_REGION] + office * n[LEVEL_OFFICE];
  t->base[LEVEL_YEAR] = n[LEVEL_REGION] + offices * n[LEVEL_OFFICE] + ((t->years - 1 - t->shift) * offices + office) * n[LEVEL_YEAR];
  t->base[LEVEL_NOW] = n[LEVEL_REGION] + offices * (n[LEVEL_OFFICE] + t->years * n[LEVEL_YEAR]) + office * n[LEVEL_NOW];
}

static err write_offices(target *t, enum level level) {
  static char tag[32];
  for (int k = 0; k < t->offices; k++) {
    snprintf(tag, sizeof tag, "%lld.%d", (long long)t->region, k + 1);
    t->tag = str_of(tag);
    at_office(t, k);
    TRY(write_unit(t, level));
    if (level == LEVEL_NOW) list_office(t);
  }
  return NULL;
}

static err write_region(db_rw *db, arena *a, void *what) {
  target *t = what;
  char tag[32];
  t->db = db;
  t->a = arena_under(a, 0);
  t->shift = 0;
  at_office(t, 0);
  t->base[LEVEL_REGION] = 0;
  t->base[LEVEL_NATION] = t->base[LEVEL_NOW] + t->offices * t->m->count[LEVEL_NOW]; /* the last id there is */
  snprintf(tag, sizeof tag, "%lld", (long long)t->region);
  t->tag = str_of(tag);
  if (t->region_no == 1) TRY(write_unit(t, LEVEL_NATION));
  TRY(write_unit(t, LEVEL_REGION));
  TRY(write_offices(t, LEVEL_OFFICE));
  for (t->shift = t->years; t->shift-- > 0;) TRY(write_offices(t, LEVEL_YEAR));
  t->shift = 0;
  return write_offices(t, LEVEL_NOW);
}

static err fill(arena *a, const model *m, str place, int offices, int years, FILE *list) {
  static const sql_table *const tables[] = {&copy_sql, &office_sql, &store_sql};
  store *s;
  doc *d = doc_new(a, S("Dokumen lama"));
  doc_para(d, ALIGN_LEFT, S("Isi dokumen ini tidak ikut digandakan."));
  target t = {.m = m, .now = app_now(), .years = years, .list = list, .sentence = doc_freeze(a, d)};
  TRY(store_open(a, place, tables, LEN(tables), &s));
  arena *work = arena_under(a, (size_t)1 << 30);
  for (t.region_no = 1; offices > 0; t.region_no++, offices -= PER_REGION) {
    arena_reset(work);
    t.region = FIRST_REGION + t.region_no - 1;
    t.offices = offices < PER_REGION ? offices : PER_REGION;
    TRY(store_write(s, work, write_region, &t));
  }
  store_close(s);
  return NULL;
}

int main(int argc, char **argv) {
  arena *a = arena_new((size_t)2 << 30);
  int64_t offices, years;
  str place;
  story_result told;
  model *m = NEW(a, model);
  FILE *list = argc == 6 ? fopen(argv[5], "w") : NULL;
  if (!list || !num_i64(str_of(argv[3]), 1, 100000, &offices) || !num_i64(str_of(argv[4]), 0, 50, &years)) {
    fputs("bench_fill MODEL PLACE OFFICES YEARS LIST\n", stderr);
    return 2;
  }
  err e = play_model(a, STR_CAT(a, str_of(argv[1]), S("/")), &place, &told);
  if (!e) e = read_model(a, place, &told, m);
  if (!e) e = store_scratch_drop(a, place);
  if (!e) e = fill(a, m, str_of(argv[2]), (int)offices, (int)years, list);
  fclose(list);
  int status = e ? fail(e) : 0;
  arena_free(a);
  return status;
}
