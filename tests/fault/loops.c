/* Stories are played once, and at each point where something may fail a copy of the process (fork) goes on in which it does fail: there an
 * allocation, statement, opening, reading, writing or syncing fails, once or from then on, until the request is answered.
 *
 *   loops [--each N] [--times N] [--deep N] [--exhaustive] STORY...
 *
 * All means: every path of calls from the door (steps_run, steps_begin) to a point that can fail, in any of the stories, the first --times
 * (1; of files 8 times as many) times it is walked; at each of these once failing once, once failing from then on. A path is the calls of
 * our own and the innermost one of SQLite; with --deep N only the innermost N. Points with the same path differ in data only, and later
 * ones are left out, unless --exhaustive asks for every single one. --each N takes every N-th, for a sample. In a build with ASan every
 * allocation from an arena is a point of its own, and leaks are looked for too.
 *
 * Each time: no crash, no hanging; an error in words or none; what is answered as done is done, to the last byte of the database as without the
 * fault, and what is refused has changed nothing; killed at that moment and opened again it is whole, all or nothing; once the fault is
 * over the same store does the same request as if nothing had been; pages, references, chains, files and steps are whole; SQLite's
 * memory and Takar's are given back.
 */
#include <execinfo.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "cli/copy.h"
#include "cli/share.h"
#include "cli/story.h"
#include "cli/world.h"
#include "cycle/cycle_sql.h"
#include "disk.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "steps/step.h"
#include "store/store_sql.h"
#include "store/upkeep.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
int __lsan_do_recoverable_leak_check(void);
/* Reads the names of all functions now, once, so that not every process that looks for leaks does. */
static void read_names(void) {
  char name[100];
  __sanitizer_symbolize_pc(__builtin_extract_return_addr(__builtin_return_address(0)), "%f", name, sizeof name);
}
static bool leaks(void) { return __lsan_do_recoverable_leak_check() != 0; }
#else
static void read_names(void) {}
static bool leaks(void) { return false; }
#endif

#define DATABASE "/disk/takar.db"
enum { FRAMES = 96, SITES = 1 << 21, JOBS = 16, SECONDS = 120, FILE_TIMES = 8 };
static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};

static struct { long each, times, deep; bool exhaustive; } wanted = {.each = 1, .times = 1, .deep = FRAMES};

/* ---- what the database says ---- */

typedef struct print { uint64_t all, trail; } print;

static uint64_t mixed(uint64_t h, const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  uint64_t word = 0;
  for (; n; p += sizeof word, n -= n < sizeof word ? n : sizeof word) {
    memcpy(&word, p, n < sizeof word ? n : sizeof word);
    h = (h ^ word) * 0x9fb21c651e98df25u;
    h ^= h >> 29;
  }
  return h;
}

static uint64_t print_rows(sqlite3 *db, const char *sql) {
  uint64_t h = 0xcbf29ce484222325u;
  sqlite3_stmt *s = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) exit(99);
  while (sqlite3_step(s) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count(s); i++) {
      int n = sqlite3_column_bytes(s, i);
      h = mixed(mixed(h, &n, sizeof n), sqlite3_column_blob(s, i), (size_t)n);
    }
  sqlite3_finalize(s);
  return h;
}

static print print_of_database(void) {
  sqlite3 *db;
  sqlite3_stmt *s = NULL;
  print p = {0};
  if (sqlite3_open(DATABASE, &db) != SQLITE_OK || sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", -1, &s, NULL)) exit(99);
  while (sqlite3_step(s) == SQLITE_ROW) {
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", (const char *)sqlite3_column_text(s, 0));
    p.all = p.all * 31 + print_rows(db, sql);
  }
  p.trail = print_rows(db, "SELECT chain, n, hash FROM audit ORDER BY chain, n");
  sqlite3_finalize(s);
  sqlite3_close(db);
  return p;
}

static bool same(print a, print b) { return a.all == b.all && a.trail == b.trail; }

/* ---- a request, and what it comes to without a fault ---- */

typedef struct request {
  store *s;
  const step_request *run; /* or begin */
  const begin_request *begin;
  step_result *out;
  cycle_id *id;
} request;

typedef struct outcome { int code; print after; } outcome;

err __real_steps_run(store *s, arena *a, const step_request *rq, step_result *out);
err __wrap_steps_run(store *s, arena *a, const step_request *rq, step_result *out);
err __real_steps_begin(store *s, arena *a, const begin_request *rq, cycle_id *out);
err __wrap_steps_begin(store *s, arena *a, const begin_request *rq, cycle_id *out);

/* Chance is the same each time a request is asked, so that what comes of it is. */
static struct { uint64_t seed, drawn; } chance;
void __wrap_randombytes_buf(void *to, size_t n);
void __wrap_randombytes_buf(void *to, size_t n) {
  for (size_t i = 0; i < n; i++, chance.drawn++) ((unsigned char *)to)[i] = (unsigned char)(mixed(chance.seed, &chance.drawn, sizeof chance.drawn) >> 24);
}

static err go(const request *r, arena *a) {
  chance.drawn = 0;
  return r->run ? __real_steps_run(r->s, a, r->run, r->out) : __real_steps_begin(r->s, a, r->begin, r->id);
}

/* ---- one fault ---- */

static struct {
  store *store;
  arena *story;           /* everything of the story's */
  const request *request; /* under way */
  print before;
  outcome without; /* a fault */
  int depth;       /* frames above the door */
  bool child, lasting;
  enum disk_kind kind;
  bool complained;
} now;

static void complain(const char *what, str detail) {
  now.complained = true;
  printf("FAILED: %s %s, in “%.*s”: %s %.*s\n", disk_names[now.kind], now.lasting ? "for ever" : "once", now.request->run ? (int)now.request->run->action.n : 5,
         now.request->run ? now.request->run->action.p : "mulai", what, STR_ARG(detail));
  fflush(stdout);
}

static err steps_whole(arena *a) {
  store *s;
  db_ro *db;
  sql_cycles_astray_rows astray;
  sql_files_without_bytes_rows files;
  sql_bytes_of_nobody_rows nobody;
  upkeep_faults faults = {0};
  int64_t n;
  TRY(store_open_reading(a, S(DATABASE), tables, LEN(tables), &s));
  TRY(store_connect(s, a, &db));
  TRY(sql_cycles_astray(db, a, &astray));
  TRY(sql_files_without_bytes(db, a, &files));
  TRY(sql_bytes_of_nobody(db, a, &nobody));
  TRY(upkeep_blobs(db, a, &n, &faults));
  store_release(s, db);
  store_close(s);
  return astray.n + files.n + nobody.n + faults.n ? ERR(a, CONFLICT, "siklus, berkas, atau isi berkas tidak utuh") : NULL;
}

static void is_whole(void) {
  arena *a = arena_new((size_t)256 << 20);
  str heads;
  err e = copy_prove(a, S(DATABASE), &heads);
  if (!e) e = steps_whole(a);
  if (e) complain("the database is not whole:", e->cause.n ? e->cause : e->user);
  arena_free(a);
}

/* Asked again, now that nothing fails: as if nothing had been. */
static void again(void) {
  arena *a = arena_new((size_t)256 << 20);
  err e = go(now.request, a);
  int code = e ? (int)e->code : 0;
  if (code != now.without.code) complain("asked again:", e ? e->cause.n ? e->cause : e->user : S("done, though refused without a fault"));
  else if (!same(print_of_database(), now.without.after)) complain("asked again it is done differently", S(""));
  arena_free(a);
}

/* In a process of its own: killed right now and started again. */
static void killed(bool may_be_done, bool may_be_undone) {
  fflush(stdout);
  pid_t pid = fork();
  if (pid) {
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0) now.complained = true;
    return;
  }
  disk_killed();
  print p = print_of_database();
  bool undone = same(p, now.before), done = may_be_undone ? p.trail == now.without.after.trail : same(p, now.without.after);
  if (!(done && may_be_done) && !(undone && may_be_undone)) complain("killed, there is not what was told", S(""));
  is_whole();
  _exit(now.complained);
}

/* A commit that could not be written to its end is refused; killed then, it may turn out to be there, whole. */
/* What was answered (e; jumped: the request ended at its boundary), against what is there. */
static void judge(err e, bool jumped, bool unkept, arena *a) {
  print p = print_of_database();
  bool undone = same(p, now.before), done = same(p, now.without.after) || (unkept && p.trail == now.without.after.trail);
  if (e && !jumped && (!e->user.n || !str_utf8_ok(e->user))) complain("an error without words:", e->cause);
  if (!e && !jumped && now.without.code) complain("done, though refused without a fault", S(""));
  if (!e && !jumped && !done) complain("answered as done, and it is not", S(""));
  if (e && !jumped && !undone) complain("refused, and something has changed:", e->cause.n ? e->cause : e->user);
  if (jumped && !undone && p.trail != now.without.after.trail) complain("ended without memory, and half of it is done", S(""));
  if (!unkept && now.lasting) killed(!e || jumped || now.kind >= DISK_FULL, e || jumped);
  arena_reset(a);
  if (undone && !done) again();
  arena_free(now.story);
  store_close(now.store);
  library_stop();
  if (sqlite3_memory_used() > 0) complain("memory of SQLite is not given back", S(""));
  if (!now.lasting) is_whole();
  if (leaks()) complain("memory is not given back", S(""));
}

/* ---- at each point ---- */

typedef struct job {
  pid_t pid;
  enum disk_kind kind;
  bool lasting;
  char what[64];
  void *frames[FRAMES];
  int n;
} job;
static job jobs[JOBS];
static int running, at_once;
static long seen[DISK_N], sites[DISK_N], tried[DISK_N], failed;

static uint64_t walked[SITES]; /* open addressing; the lowest byte counts */

/* How often this path was walked before. */
static long times(uint64_t path) {
  uint64_t key = path & ~(uint64_t)0xff;
  size_t i = (size_t)(path >> 20) % SITES;
  while (walked[i] && (walked[i] & ~(uint64_t)0xff) != key) i = (i + 1) % SITES;
  long n = (long)(walked[i] & 0xff);
  walked[i] = key | (uint64_t)(n < 255 ? n + 1 : n);
  return n;
}

static void tell(const job *j, int status) {
  failed++;
  printf("FAILED: %s %s, in “%s”: %s %d, at\n", disk_names[j->kind], j->lasting ? "for ever" : "once", j->what,
         WIFSIGNALED(status) ? WTERMSIG(status) == SIGALRM ? "hangs; signal" : "signal" : "status", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
  fflush(stdout);
  backtrace_symbols_fd((void *const *)j->frames, j->n, STDOUT_FILENO);
}

static void wait_until(int most) {
  while (running > most) {
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    for (int i = 0; i < JOBS; i++) {
      if (jobs[i].pid != pid) continue;
      if (status) tell(&jobs[i], status);
      jobs[i].pid = 0;
      running--;
    }
  }
}

/* True in the process in which it fails. */
static bool branch(enum disk_kind kind, bool lasting, void **frames, int n) {
  int i = 0;
  wait_until(at_once - 1);
  while (jobs[i].pid) i++;
  fflush(stdout);
  pid_t pid = fork();
  if (pid < 0) exit(99);
  if (!pid) {
    now.child = true;
    now.kind = kind;
    now.lasting = lasting;
    alarm(SECONDS);
    return true;
  }
  jobs[i] = (job){.pid = pid, .kind = kind, .lasting = lasting, .n = n};
  snprintf(jobs[i].what, sizeof jobs[i].what, "%.*s", now.request->run ? (int)now.request->run->action.n : 5, now.request->run ? now.request->run->action.p : "mulai");
  memcpy(jobs[i].frames, frames, (size_t)n * sizeof *frames);
  running++;
  tried[kind]++;
  return false;
}

extern char __executable_start[], etext[];
static bool ours(const void *frame) { return (const char *)frame >= __executable_start && (const char *)frame < etext; }

/* The calls of our own, and the innermost of SQLite's. */
static uint64_t path_of(enum disk_kind kind, void **frames, int n) {
  enum { INNER = 5 }; /* the watcher's own, and who called it */
  uint64_t h = 14695981039346656037u + kind;
  long own = 0;
  for (int i = 0; i < n; i++)
    if (i < INNER || (ours(frames[i]) && own++ < wanted.deep)) h = mixed(h, &frames[i], sizeof frames[i]);
  return h;
}

static bool point(enum disk_kind kind) {
  void *frames[FRAMES];
  if (now.child) return now.lasting && kind == now.kind;
  seen[kind]++;
  int n = backtrace(frames, FRAMES) - now.depth;
  if (n < 0) n = FRAMES;
  long before = times(path_of(kind, frames, n)), most = kind >= DISK_OPEN ? FILE_TIMES * wanted.times : wanted.times;
  if (before >= most && !wanted.exhaustive) return false;
  if (sites[kind]++ % wanted.each) return false;
  return branch(kind, false, frames, n) || branch(kind, true, frames, n);
}

/* ---- the door ---- */

/* What comes of it when nothing fails, tried in a process of its own. */
static outcome scout(const request *r) {
  int ends[2];
  outcome o = {0};
  if (pipe(ends) != 0) exit(99);
  pid_t pid = fork();
  if (!pid) {
    arena *a = arena_new((size_t)256 << 20);
    err e = go(r, a);
    o = (outcome){e ? (int)e->code : 0, print_of_database()};
    _exit(write(ends[1], &o, sizeof o) != sizeof o);
  }
  close(ends[1]);
  if (read(ends[0], &o, sizeof o) != sizeof o) exit(99);
  close(ends[0]);
  waitpid(pid, NULL, 0);
  return o;
}

static err watched(const request *r, arena *a, bool *jumped) {
  *jumped = true;
  if (setjmp(*arena_catch(a)) != 0) return disk_watch(NULL), NULL;
  disk_watch(point);
  err e = go(r, a);
  disk_watch(NULL);
  arena_uncatch(a);
  *jumped = false;
  return e;
}

__attribute__((noinline)) static err through(const request *r, arena *parent) {
  void *frames[FRAMES];
  bool jumped;
  if (now.request) return go(r, parent); /* a request within a request, or one asked again */
  wait_until(0);
  arena *a = arena_under(parent, (size_t)256 << 20);
  now.request = r;
  now.before = print_of_database();
  chance.seed = now.before.trail;
  now.without = scout(r);
  now.depth = backtrace(frames, FRAMES) + 1;
  err e = watched(r, a, &jumped);
  if (!now.child) {
    now.request = NULL;
    if (!same(print_of_database(), now.without.after)) puts("FAILED: the same request twice is not the same"), failed++;
    return e;
  }
  judge(e, jumped, !e && !jumped && r->out && r->out->unkept, a);
  _exit(now.complained);
}

err __wrap_steps_run(store *s, arena *a, const step_request *rq, step_result *out) { return through(&(request){.s = s, .run = rq, .out = out}, a); }
err __wrap_steps_begin(store *s, arena *a, const begin_request *rq, cycle_id *out) { return through(&(request){.s = s, .begin = rq, .id = out}, a); }

/* ---- all stories ---- */

static void open_store(arena *a) {
  size_t n;
  const str *kinds = step_kind_names(&n);
  library_start(kinds, n);
  err e = store_open(a, S(DATABASE), tables, LEN(tables), &now.store);
  if (!e) return;
  printf("%.*s\n", STR_ARG(e->cause));
  exit(99);
}

static void close_store(arena *a) {
  arena_free(a);
  store_close(now.store);
  library_stop();
}

static void prepare(void) {
  arena *a = arena_new(0);
  open_store(a);
  err e = world_load(now.store, a, S(""), S(DEMO_WORLD), (instant){1767574800});
  if (e) exit(99);
  close_store(a);
  disk_keep();
}

static void play(str path) {
  story_result told;
  str folder = share_folder(path);
  now.story = arena_new((size_t)256 << 20);
  open_store(now.story);
  err e = story_play(now.store, now.story, folder, str_from(path, folder.n), false, &told);
  wait_until(0);
  for (size_t i = 0; e && i < e->points.n; i++) printf("FAILED: %.*s: %.*s\n", STR_ARG(e->points.v[i].field), STR_ARG(e->points.v[i].text));
  failed += e != NULL;
  close_store(now.story);
  disk_again();
}

static void report(void) {
  long all = 0;
  for (int i = 0; i < DISK_N; i++) {
    printf("%-42s %8ld points, %6ld paths, %6ld faults\n", disk_names[i], seen[i], sites[i], tried[i]);
    all += tried[i];
  }
  printf("%ld faults, %ld failed\n", all, failed);
}

static int options(int argc, char **argv) {
  int i = 1;
  for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
    if (strcmp(argv[i], "--exhaustive") == 0) wanted.exhaustive = true;
    else if (i + 1 < argc && strcmp(argv[i], "--each") == 0) wanted.each = atol(argv[++i]);
    else if (i + 1 < argc && strcmp(argv[i], "--times") == 0) wanted.times = atol(argv[++i]);
    else if (i + 1 < argc && strcmp(argv[i], "--deep") == 0) wanted.deep = atol(argv[++i]);
    else exit(99);
  }
  return i;
}

int main(int argc, char **argv) {
  void *first[1];
  int i = options(argc, argv);
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  at_once = cores < 1 ? 1 : cores > JOBS ? JOBS : (int)cores;
  if (i == argc || wanted.each < 1) return 99;
  backtrace(first, 1); /* loads what it needs */
  disk_install();
  read_names();
  prepare();
  for (; i < argc; i++) play(str_of(argv[i]));
  report();
  return failed != 0;
}
