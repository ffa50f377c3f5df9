/* A short cycle is played again and again, and each time something else fails: the k-th allocation, statement, opening, reading, writing or
 * syncing, once or from then on.
 *
 *   loops STORY [--all]
 *
 * Every time: no crash; an error in words or none; what was answered as saved is in the database after it is opened anew, and nothing
 * else; pages, references, chains, files and steps are whole; once the fault is over the same store goes on; SQLite's memory is given back.
 * Without --all a sample of each kind; with it every k (of the kinds with very many every n-th, as told).
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "cli/app.h"
#include "cli/copy.h"
#include "cli/share.h"
#include "cli/story.h"
#include "cli/world.h"
#include "cycle/cycle_sql.h"
#include "disk.h"
#include "store/store_sql.h"
#include "store/upkeep.h"

static int failed;
static char folder[] = "/tmp/takar-gangguan.XXXXXX";

static void complain(const char *what, enum disk_kind kind, long k, bool lasting, const char *detail) {
  failed++;
  printf("FAILED: %s %s, number %ld: %s: %s\n", disk_names[kind], lasting ? "for ever" : "once", k, what, detail);
}

/* ---- what is in the database, seen from outside ---- */

static sqlite3 *witness;

static long entries(void) {
  sqlite3_stmt *s = NULL;
  long n = -1;
  bool before = disk_pause(true);
  if (sqlite3_prepare_v2(witness, "SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM setting)", -1, &s, NULL) == SQLITE_OK &&
      sqlite3_step(s) == SQLITE_ROW)
    n = sqlite3_column_int(s, 0);
  sqlite3_finalize(s);
  disk_pause(before);
  return n;
}

/* Each change that was answered as saved is noted as the store says so. */
static long saved;
err __real_store_write_in(store *s, arena *a, region_id region, store_apply fn, void *what);
err __wrap_store_write_in(store *s, arena *a, region_id region, store_apply fn, void *what);
err __wrap_store_write(store *s, arena *a, store_apply fn, void *what);
err __wrap_store_write_in(store *s, arena *a, region_id region, store_apply fn, void *what) {
  err e = __real_store_write_in(s, a, region, fn, what);
  if (!e && witness) saved = entries();
  return e;
}
err __wrap_store_write(store *s, arena *a, store_apply fn, void *what) { return __wrap_store_write_in(s, a, (region_id){0}, fn, what); }

/* ---- one run ---- */

typedef struct run {
  enum disk_kind kind;
  long k;
  bool lasting;
  app x;
  arena *a;
  str story;
} run;

static void at_once(const run *r, const char *what, str detail) { complain(what, r->kind, r->k, r->lasting, detail.p ? strndup(detail.p, detail.n) : ""); }

static str path_in(arena *a, const char *name) { return STR_CAT(a, str_of(folder), S("/"), str_of(name)); }

static void fresh(void) {
  char words[200];
  snprintf(words, sizeof words, "rm -rf %s/data && mkdir %s/data && cp %s/takar.db %s/data/", folder, folder, folder, folder);
  if (system(words) != 0) exit(99);
}

/* Not inlined: nothing of it may live across the setjmp of its caller. */
__attribute__((noinline)) static void play_on(run *r) {
  story_result told;
  str dir = share_folder(r->story);
  err e = story_play(r->x.store, r->a, dir, str_from(r->story, dir.n), false, &told);
  disk_pause(true);
  if (e && !r->k) at_once(r, "the story does not play even without a fault", e->user);
  if (!e && r->k && r->lasting && r->kind >= DISK_FULL && saved > 0 && disk_rest() >= r->k && entries() != saved) at_once(r, "told as done", S(""));
  if (e && (!e->user.n || !str_utf8_ok(e->user))) at_once(r, "an error without words", e->user);
}

static void play(run *r) {
  r->a = arena_new((size_t)256 << 20);
  if (!r->a) return; /* the very first allocation */
  if (setjmp(*arena_catch(r->a)) == 0) play_on(r);
  disk_pause(true);
}

static err note(db_rw *db, arena *a, void *what) {
  (void)what;
  return sql_setting_put(db, a, 0, S("uji"), S("ya"), NULL);
}

static void goes_on(run *r) {
  err e = store_write(r->x.store, r->x.a, note, NULL);
  if (e) at_once(r, "the store does not go on", e->cause.n ? e->cause : e->user);
}

static err steps_whole(arena *a, str database) {
  static const sql_table *const tables[] = {&store_sql, &cycle_sql};
  store *s;
  db_ro *db;
  sql_cycles_astray_rows astray;
  sql_files_without_bytes_rows files;
  sql_bytes_of_nobody_rows nobody;
  upkeep_faults faults = {0};
  int64_t n;
  TRY(store_open_reading(a, database, tables, LEN(tables), &s));
  TRY(store_connect(s, a, &db));
  TRY(sql_cycles_astray(db, a, &astray));
  TRY(sql_files_without_bytes(db, a, &files));
  TRY(sql_bytes_of_nobody(db, a, &nobody));
  TRY(upkeep_blobs(db, a, &n, &faults));
  store_release(s, db);
  store_close(s);
  return astray.n + files.n + nobody.n + faults.n ? ERR(a, CONFLICT, "siklus, berkas, atau isi berkas tidak utuh") : NULL;
}

static void is_whole(const run *r) {
  arena *a = arena_new((size_t)256 << 20);
  str heads, database = path_in(a, "data/takar.db");
  err e = copy_prove(a, database, &heads);
  if (!e) e = steps_whole(a, database);
  if (e) at_once(r, "the database is not whole", e->user);
  arena_free(a);
}

static void open_witness(void) {
  char path[100];
  snprintf(path, sizeof path, "%s/data/takar.db", folder);
  if (sqlite3_open(path, &witness) != SQLITE_OK) exit(99);
  sqlite3_busy_timeout(witness, 5000);
}

/* How many of the kind there were. Allocations fail from when the store is open: before that a program that cannot have memory ends. */
static long run_with(str story, enum disk_kind kind, long k, bool lasting) {
  static run r;
  bool early = kind != DISK_MEMORY;
  char data[64];
  snprintf(data, sizeof data, "%s/data", folder);
  r = (run){.kind = kind, .k = k, .lasting = lasting, .story = story};
  sqlite3_int64 before = sqlite3_memory_used();
  fresh();
  open_witness();
  saved = entries();
  if (early) disk_arm(kind, k, lasting);
  err e = app_open(&r.x, str_of(data), STR_NONE);
  if (!early) disk_arm(kind, k, lasting);
  if (!e) play(&r);
  else if (!e->user.n) at_once(&r, "an error without words", e->user);
  long seen = disk_rest();
  if (entries() != saved) at_once(&r, "what is there is not what was told as saved", S(""));
  if (!e) goes_on(&r);
  arena_free(r.a);
  app_close(&r.x);
  sqlite3_close(witness);
  witness = NULL;
  open_witness();
  if (entries() != saved) at_once(&r, "after opening anew there is not what was told as saved", S(""));
  sqlite3_close(witness);
  witness = NULL;
  is_whole(&r);
  if (sqlite3_memory_used() > before) at_once(&r, "memory of SQLite is not given back", S(""));
  return seen;
}

/* ---- all runs ---- */

static void prepare(void) {
  app x;
  char words[200];
  if (!mkdtemp(folder)) exit(99);
  arena *a = arena_new(0);
  err e = app_open(&x, path_in(a, "data"), STR_NONE);
  if (!e) e = world_load(x.store, x.a, S(""), S(DEMO_WORLD), (instant){1767574800});
  if (e) exit(app_fail(S("loops"), e));
  app_close(&x);
  arena_free(a);
  snprintf(words, sizeof words, "cp %s/data/takar.db %s/takar.db", folder, folder);
  if (system(words) != 0) exit(99);
}

static void loop(str story, enum disk_kind kind, bool lasting, long most) {
  long all = run_with(story, kind, 0, lasting), runs = 0, step = all > most ? all / most : 1;
  for (long k = 1; k <= all; k += step, runs++) run_with(story, kind, k, lasting);
  printf("%-42s %-8s %6ld of %6ld%s\n", disk_names[kind], lasting ? "for ever" : "once", runs, all, step == 1 ? " (every one)" : "");
  fflush(stdout);
}

int main(int argc, char **argv) {
  long most = argc > 2 && strcmp(argv[2], "--all") == 0 ? 400 : 8;
  char words[100];
  if (argc < 2) return 99;
  disk_install();
  sqlite3_initialize(); /* before the store does it without counting memory, which is what this test counts */
  prepare();
  for (int kind = 0; kind < DISK_N; kind++) {
    loop(str_of(argv[1]), (enum disk_kind)kind, false, most);
    loop(str_of(argv[1]), (enum disk_kind)kind, true, most);
  }
  printf("%d failed\n", failed);
  snprintf(words, sizeof words, "rm -rf %s", folder);
  if (system(words) != 0) return 99;
  return failed != 0;
}
