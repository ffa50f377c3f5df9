/* The nation's figures, measured: 7,285 kecamatan x 40 indicators x 4 quarters x 5 years, from a seeded generator. Once from columns in
 * a mapped file, next to a bare sum over the same columns; once from SQLite rows, next to SELECT alone. The columns' results are
 * compared with measure_value for every figure, and with measure() and aggregate_of() for a sample, before anything is printed.
 *   measure DIR RUNS */
#include "base/arena.h"
#include "measure/aggregate.h"
#include "measure/columns.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { OFFICES = 7285, PERIODS = 20, INDICATORS = 40, PER_OBJECTIVE = 4, OBJECTIVES = INDICATORS / PER_OBJECTIVE, BLOCK = 1024, SAMPLE = 97 };
static const size_t rows = (size_t)OFFICES * PERIODS, figures = (size_t)OFFICES * PERIODS * INDICATORS;

/* Targets and actuals of one indicator; row = office * PERIODS + period. A range's upper end is its target + 10. */
typedef struct column_pair { int64_t target[(size_t)OFFICES * PERIODS], actual[(size_t)OFFICES * PERIODS], high[(size_t)OFFICES * PERIODS]; } column_pair;
typedef struct totals { size_t computed, offices, by_rank[8]; int64_t sum; } totals;

#define NEEDED(ok) ((ok) ? (void)0 : (fprintf(stderr, "measure: %s, baris %d\n", #ok, __LINE__), exit(1)))

static double cpu(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum direction direction_of(size_t indicator) { return (enum direction)(indicator % DIR_PREDIKAT); }
static int scale_of(size_t indicator) { return (int)(indicator % 3); }

static uint64_t next_random(uint64_t *s) {
  *s = *s * 6364136223846793005u + 1442695040888963407u;
  return *s >> 33;
}

static void generate(column_pair *c, size_t indicator, uint64_t *seed) {
  int64_t one = scale_of(indicator) == 0 ? 1 : scale_of(indicator) == 1 ? 10 : 100;
  for (size_t i = 0; i < rows; i++) {
    int64_t target = (50 + (int64_t)(next_random(seed) % 50)) * one;
    bool none = next_random(seed) % 200 == 0, blank = next_random(seed) % 32 == 0;
    c->target[i] = none ? 0 : target;
    c->high[i] = c->target[i] + 10 * one;
    c->actual[i] = blank ? COLUMN_NOTHING : target * 3 / 4 + (int64_t)(next_random(seed) % (uint64_t)(target / 2));
  }
}

static const column_pair *mapped(const char *path) {
  size_t size = INDICATORS * sizeof(column_pair);
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  NEEDED(fd >= 0 && ftruncate(fd, (off_t)size) == 0);
  column_pair *all = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  NEEDED(all != MAP_FAILED);
  uint64_t seed = 20260101;
  for (size_t i = 0; i < INDICATORS; i++) generate(&all[i], i, &seed);
  NEEDED(mprotect(all, size, PROT_READ) == 0);
  close(fd);
  return all;
}

/* Indicators to objectives to offices, one block of rows after the other so that the results stay in the cache. */
typedef struct block_results { int64_t value[INDICATORS][BLOCK], objective[OBJECTIVES][BLOCK], office[BLOCK]; uint16_t used[BLOCK]; } block_results;

static size_t measure_block(const measure_rules *r, const column_pair *all, size_t from, size_t n, block_results *b) {
  const int64_t *columns[INDICATORS], *objectives[OBJECTIVES];
  size_t computed = 0;
  for (size_t i = 0; i < INDICATORS; i++) {
    decimal_column low = {all[i].target + from, scale_of(i)}, high = {all[i].high + from, scale_of(i)}, actual = {all[i].actual + from, scale_of(i)};
    bool range = direction_of(i) == DIR_RENTANG_NAIK || direction_of(i) == DIR_RENTANG_TURUN;
    computed += measure_column(r, direction_of(i), low, range ? high : low, actual, n, b->value[i]);
    columns[i] = b->value[i];
  }
  for (size_t o = 0; o < OBJECTIVES; o++) {
    aggregate_columns(r, columns + o * PER_OBJECTIVE, PER_OBJECTIVE, n, b->objective[o], b->used);
    objectives[o] = b->objective[o];
  }
  aggregate_columns(r, objectives, OBJECTIVES, n, b->office, b->used);
  return computed;
}

static void add_offices(const measure_rules *r, const int64_t *office, size_t n, totals *t) {
  for (size_t i = 0; i < n; i++) {
    if (office[i] == COLUMN_NOTHING) continue;
    t->by_rank[scale_word_of(r->scale, (decimal){office[i], (int8_t)r->places}).rank]++;
    t->sum += office[i];
    t->offices++;
  }
}

static totals measure_all(const measure_rules *r, const column_pair *all, block_results *b) {
  totals t = {0};
  for (size_t from = 0; from < rows; from += BLOCK) {
    size_t n = rows - from < BLOCK ? rows - from : BLOCK;
    t.computed += measure_block(r, all, from, n, b);
    add_offices(r, b->office, n, &t);
  }
  return t;
}

static int64_t bare_sum(const column_pair *all) {
  int64_t sum = 0;
  for (size_t i = 0; i < INDICATORS; i++)
    for (size_t k = 0; k < rows; k++) sum += (all[i].target[k] ^ all[i].actual[k]);
  return sum;
}

/* --- the same, one figure at a time --- */

static decimal cell(int64_t units, size_t indicator) { return units == COLUMN_NOTHING ? DECIMAL_NONE : (decimal){units, (int8_t)scale_of(indicator)}; }

static int64_t one_value(const measure_rules *r, const column_pair *c, size_t indicator, size_t row) {
  decimal low = cell(c->target[row], indicator), high = low, v;
  if (direction_of(indicator) == DIR_RENTANG_NAIK || direction_of(indicator) == DIR_RENTANG_TURUN) high = cell(c->high[row], indicator);
  return measure_value(r, direction_of(indicator), low, high, cell(c->actual[row], indicator), &v) == MEASURE_OK ? v.units : COLUMN_NOTHING;
}

static aggregate_part explained(arena *a, const measure_rules *r, const column_pair *c, size_t indicator, size_t row) {
  enum direction d = direction_of(indicator);
  bool range = d == DIR_RENTANG_NAIK || d == DIR_RENTANG_TURUN;
  decimal low = cell(c->target[row], indicator), actual = cell(c->actual[row], indicator);
  measure_input in = {.direction = d, .target = range ? number_range(low, cell(c->high[row], indicator)) : number_of(low),
                      .actual = decimal_some(actual) ? number_of(actual) : number_parse(S(""))};
  return (aggregate_part){S("indikator"), measure(a, r, &in), DECIMAL_NONE};
}

static void compare_office(const measure_rules *r, const column_pair *all, size_t row, const block_results *b, size_t k) {
  arena *a = arena_new(1 << 20);
  aggregate_part objectives[OBJECTIVES], parts[PER_OBJECTIVE];
  for (size_t o = 0; o < OBJECTIVES; o++) {
    for (size_t i = 0; i < PER_OBJECTIVE; i++) {
      size_t n = o * PER_OBJECTIVE + i;
      parts[i] = explained(a, r, &all[n], n, row);
      NEEDED(b->value[n][k] == (parts[i].result.status == MEASURE_OK ? parts[i].result.value.units : COLUMN_NOTHING));
    }
    aggregate g = aggregate_of(a, r, parts, PER_OBJECTIVE, false, S("indikator"));
    NEEDED(b->objective[o][k] == (g.used ? g.value.units : COLUMN_NOTHING));
    objectives[o] = aggregate_as_part(&g, S("sasaran"), DECIMAL_NONE);
  }
  aggregate g = aggregate_of(a, r, objectives, OBJECTIVES, false, S("sasaran"));
  NEEDED(g.used == b->used[k] && b->office[k] == g.value.units);
  arena_free(a);
}

static void compare(const measure_rules *r, const column_pair *all, block_results *b) {
  for (size_t from = 0; from < rows; from += BLOCK) {
    size_t n = rows - from < BLOCK ? rows - from : BLOCK;
    measure_block(r, all, from, n, b);
    for (size_t i = 0; i < INDICATORS; i++)
      for (size_t k = 0; k < n; k++) NEEDED(b->value[i][k] == one_value(r, &all[i], i, from + k));
    for (size_t k = 0; k < n; k += SAMPLE) compare_office(r, all, from + k, b, k);
  }
}

/* --- from SQLite, in rows as the program keeps them: figures as decimal text --- */

static void bind_cell(sqlite3_stmt *s, int n, arena *a, int64_t units, size_t indicator) {
  str text = decimal_text(a, cell(units, indicator));
  NEEDED((text.p ? sqlite3_bind_text(s, n, text.p, (int)text.n, SQLITE_TRANSIENT) : sqlite3_bind_null(s, n)) == SQLITE_OK);
}

static sqlite3 *stored(const char *path, const column_pair *all) {
  sqlite3 *db;
  sqlite3_stmt *s;
  arena *a = arena_new(1 << 20);
  NEEDED(sqlite3_open(path, &db) == SQLITE_OK);
  NEEDED(sqlite3_exec(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE f (office INTEGER, period INTEGER, indicator INTEGER, target TEXT, high TEXT, "
                          "value TEXT, PRIMARY KEY (office, period, indicator)) WITHOUT ROWID; BEGIN", NULL, NULL, NULL) == SQLITE_OK);
  NEEDED(sqlite3_prepare_v2(db, "INSERT INTO f VALUES (?, ?, ?, ?, ?, ?)", -1, &s, NULL) == SQLITE_OK);
  for (size_t row = 0; row < rows; row++) {
    arena_reset(a);
    for (size_t i = 0; i < INDICATORS; i++) {
      sqlite3_bind_int64(s, 1, (int64_t)(row / PERIODS));
      sqlite3_bind_int64(s, 2, (int64_t)(row % PERIODS));
      sqlite3_bind_int64(s, 3, (int64_t)i);
      bind_cell(s, 4, a, all[i].target[row], i);
      bind_cell(s, 5, a, all[i].high[row], i);
      bind_cell(s, 6, a, all[i].actual[row], i);
      NEEDED(sqlite3_step(s) == SQLITE_DONE && sqlite3_reset(s) == SQLITE_OK);
    }
  }
  NEEDED(sqlite3_finalize(s) == SQLITE_OK && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
  arena_free(a);
  return db;
}

static str column(sqlite3_stmt *s, int n) {
  const char *text = (const char *)sqlite3_column_text(s, n);
  return (str){text, (size_t)sqlite3_column_bytes(s, n)};
}

static sqlite3_stmt *reading(sqlite3 *db) {
  sqlite3_stmt *s;
  NEEDED(sqlite3_prepare_v2(db, "SELECT office, period, indicator, target, high, value FROM f ORDER BY office, period, indicator", -1, &s, NULL) == SQLITE_OK);
  return s;
}

static size_t select_alone(sqlite3 *db) {
  size_t n = 0;
  sqlite3_stmt *s = reading(db);
  for (; sqlite3_step(s) == SQLITE_ROW; n++) {
    (void)sqlite3_column_int64(s, 2);
    for (int c = 3; c < 6; c++) (void)column(s, c);
  }
  NEEDED(sqlite3_finalize(s) == SQLITE_OK);
  return n;
}

static decimal read_cell(sqlite3_stmt *s, int n) {
  str text = column(s, n);
  decimal d;
  return text.p && decimal_parse(text, &d) ? d : DECIMAL_NONE;
}

static void read_value(const measure_rules *r, sqlite3_stmt *s, int64_t *value, size_t *computed) {
  size_t i = (size_t)sqlite3_column_int64(s, 2);
  enum direction d = direction_of(i);
  decimal low = read_cell(s, 3), high = read_cell(s, 4), v;
  bool range = d == DIR_RENTANG_NAIK || d == DIR_RENTANG_TURUN;
  bool ok = measure_value(r, d, low, range ? high : low, read_cell(s, 5), &v) == MEASURE_OK;
  value[i] = ok ? v.units : COLUMN_NOTHING;
  *computed += ok;
}

static void finish_office(const measure_rules *r, const int64_t *value, totals *t) {
  const int64_t *columns[INDICATORS], *objectives[OBJECTIVES];
  int64_t mean[OBJECTIVES], office;
  uint16_t used;
  for (size_t i = 0; i < INDICATORS; i++) columns[i] = value + i;
  for (size_t o = 0; o < OBJECTIVES; o++) {
    aggregate_columns(r, columns + o * PER_OBJECTIVE, PER_OBJECTIVE, 1, &mean[o], &used);
    objectives[o] = &mean[o];
  }
  aggregate_columns(r, objectives, OBJECTIVES, 1, &office, &used);
  add_offices(r, &office, 1, t);
}

static totals measure_rows(const measure_rules *r, sqlite3 *db) {
  totals t = {0};
  int64_t value[INDICATORS];
  sqlite3_stmt *s = reading(db);
  for (size_t n = 1; sqlite3_step(s) == SQLITE_ROW; n++) {
    read_value(r, s, value, &t.computed);
    if (n % INDICATORS == 0) finish_office(r, value, &t);
  }
  NEEDED(sqlite3_finalize(s) == SQLITE_OK);
  return t;
}

/* --- times --- */

static int by_size(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

static void report(const char *what, double *seconds, int runs) {
  qsort(seconds, (size_t)runs, sizeof *seconds, by_size);
  printf("%s %.1f %.1f\n", what, (double)figures / seconds[0] / 1e6, (double)figures / seconds[runs / 2] / 1e6);
}

static bool same(const totals *x, const totals *y) { return x->computed == y->computed && x->offices == y->offices && x->sum == y->sum; }

int main(int argc, char **argv) {
  enum { MOST = 99 };
  char path[4096];
  double engine[MOST], sum[MOST], select[MOST], measured[MOST];
  int runs = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
  if (runs < 1 || runs > MOST) return 2;
  measure_rules r = measure_rules_default();
  block_results *b = malloc(sizeof *b);
  NEEDED(b && snprintf(path, sizeof path, "%s/columns", argv[1]) < (int)sizeof path);
  const column_pair *all = mapped(path);
  compare(&r, all, b);
  totals t = measure_all(&r, all, b);
  volatile int64_t kept = 0;
  for (int i = 0; i < runs; i++) {
    double began = cpu();
    totals again = measure_all(&r, all, b);
    engine[i] = cpu() - began;
    NEEDED(same(&t, &again));
    began = cpu();
    kept = bare_sum(all);
    sum[i] = cpu() - began;
  }
  (void)kept;
  snprintf(path, sizeof path, "%s/rows.db", argv[1]);
  sqlite3 *db = stored(path, all);
  NEEDED(select_alone(db) == figures);
  int few = runs < 5 ? runs : 5;
  for (int i = 0; i < few; i++) {
    double began = cpu();
    NEEDED(select_alone(db) == figures);
    select[i] = cpu() - began;
    began = cpu();
    totals again = measure_rows(&r, db);
    measured[i] = cpu() - began;
    NEEDED(same(&t, &again));
  }
  sqlite3_close(db);
  printf("hasil %zu %zu %zu %zu %zu %zu %zu\n", t.computed, t.offices, t.by_rank[0], t.by_rank[1], t.by_rank[2], t.by_rank[3], t.by_rank[4]);
  report("mesin", engine, runs);
  report("jumlah", sum, runs);
  report("select", select, few);
  report("baris", measured, few);
  free(b);
  return 0;
}
