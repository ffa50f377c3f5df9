#include "place.h"
#include "test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/audit.h"
#include "store/blob.h"
#include "store/engine.h"
#include "store/store_sql.h"

static char path[64];
static const sql_table *const tables[] = {&store_sql};

typedef struct world {
  arena *a;
  str place;
  store *s;
} world;

static int setup(void **state) {
  world *w = calloc(1, sizeof *w);
  snprintf(path, sizeof path, "/tmp/takar-test-%d.db", (int)getpid());
  w->a = arena_new(0);
  w->place = test_place(w->a, path);
  assert_ok(w->a, store_open(w->a, w->place, tables, 1, &w->s));
  *state = w;
  return 0;
}

static int teardown(void **state) {
  world *w = *state;
  store_close(w->s);
  arena_free(w->a);
  unlink(path);
  free(w);
  return 0;
}

static const actor_mark somebody = {.name = SC("Penguji"), .as = SC("Camat")};

static err add_entry(db_rw *db, arena *a, void *what) {
  return audit_add(db, a, 7, (instant){1000}, &somebody, S("uji"), audit_change(a, S("x"), STR_NONE, str_of(what)));
}

static err add_then_fail(db_rw *db, arena *a, void *what) {
  TRY(add_entry(db, a, what));
  return ERR(a, GATE, "tidak jadi");
}

static err add_then_run_out(db_rw *db, arena *a, void *what) {
  TRY(add_entry(db, a, what));
  for (;;) (void)arena_alloc(a, 1 << 20);
}

static int64_t chain_length(world *w) {
  db_ro *db;
  int64_t n;
  str hash;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, audit_head(db, w->a, 7, &n, &hash));
  store_release(w->s, db);
  return n;
}

static void an_apply_is_all_or_nothing(void **state) {
  world *w = *state;
  assert_ok(w->a, store_write(w->s, w->a, add_entry, "satu"));
  assert_int_equal(chain_length(w), 1);
  err e = store_write(w->s, w->a, add_then_fail, "dua");
  assert_int_equal(e->code, ERR_GATE);
  assert_int_equal(chain_length(w), 1);
  arena *small = arena_new(4 << 20);
  e = store_write(w->s, small, add_then_run_out, "tiga");
  assert_int_equal(e->code, ERR_LIMIT);
  arena_free(small);
  assert_int_equal(chain_length(w), 1);
  assert_ok(w->a, store_write(w->s, w->a, add_entry, "empat"));
  assert_int_equal(chain_length(w), 2);
}

enum { WRITERS = 16, EACH = 50 };
static void *write_many(void *arg) {
  world *w = arg;
  for (int i = 0; i < EACH; i++) {
    arena *a = arena_new(0);
    err e = store_write(w->s, a, i % 5 == 4 ? add_then_fail : add_entry, "x");
    if (i % 5 != 4 && e) return (void *)1;
    arena_free(a);
  }
  return NULL;
}

static void many_writers_lose_nothing(void **state) {
  world *w = *state;
  pthread_t t[WRITERS];
  for (int i = 0; i < WRITERS; i++) pthread_create(&t[i], NULL, write_many, w);
  for (int i = 0; i < WRITERS; i++) {
    void *failed;
    pthread_join(t[i], &failed);
    assert_null(failed);
  }
  assert_int_equal(chain_length(w), WRITERS * EACH * 4 / 5);
  db_ro *db;
  audit_report r;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, audit_verify(db, w->a, &r));
  assert_int_equal(r.faults.n, 0);
  assert_int_equal(r.entries, WRITERS * EACH * 4 / 5);
  store_release(w->s, db);
}

static err run_words(db_rw *db, arena *a, void *what) { return db->ro->engine->run(a, db->ro, what); }

static void a_changed_entry_is_named(void **state) {
  world *w = *state;
  for (int i = 0; i < 5; i++) assert_ok(w->a, store_write(w->s, w->a, add_entry, "x"));
  assert_ok(w->a, store_write(w->s, w->a, run_words, "UPDATE audit SET payload = '{}' WHERE n = 3"));
  db_ro *db;
  audit_report r;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, audit_verify(db, w->a, &r));
  assert_int_equal(r.faults.n, 1);
  assert_int_equal(r.faults.v[0].n, 3);
  store_release(w->s, db);
}

static void a_reader_cannot_write(void **state) {
  world *w = *state;
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  err e = db->engine->run(w->a, db, "DELETE FROM audit");
  assert_non_null(e);
  store_release(w->s, db);
}

static err put_blob(db_rw *db, arena *a, void *what) {
  str bytes = *(str *)what;
  return blob_put(db, a, sha256_hex(a, bytes), bytes);
}

static void blobs_come_back_byte_for_byte(void **state) {
  world *w = *state;
  str bytes = {"\0\1\2\xff", 4};
  assert_ok(w->a, store_write(w->s, w->a, put_blob, &bytes));
  assert_ok(w->a, store_write(w->s, w->a, put_blob, &bytes));
  db_ro *db;
  str got;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, blob_get(db, w->a, sha256_hex(w->a, bytes), &got));
  assert_true(str_eq(got, bytes));
  assert_int_equal(blob_get(db, w->a, S("00"), &got)->code, ERR_NOT_FOUND);
  store_release(w->s, db);
}

static void a_statement_that_does_not_fit_stops_the_door(void **state) {
  world *w = *state;
  sql_statement bad[] = {{.name = "bad", .text = "SELECT nothing FROM nowhere", .file = "x.sql", .line = 3, .n_columns = 1}};
  const sql_table table = {bad, 1};
  const sql_table *const with_bad[] = {&table};
  store *s;
  char other[80];
  snprintf(other, sizeof other, "%s.other", path);
  err e = store_open(w->a, test_place(w->a, other), with_bad, 1, &s);
  assert_non_null(e);
  assert_true(str_starts(e->cause, S("x.sql:3: bad")));
  unlink(other);
}

/* ---- when the machine fails ---- */

static atomic_bool slow_began;

static err slow(db_rw *db, arena *a, void *what) {
  (void)db, (void)a, (void)what;
  atomic_store(&slow_began, true);
  usleep(200000); /* so that what comes meanwhile makes one batch */
  return NULL;
}

static err fill_disk(db_rw *db, arena *a, void *what) {
  str big = {arena_alloc(a, 1 << 20), 1 << 20};
  TRY(db->ro->engine->run(a, db->ro, "PRAGMA max_page_count=1")); /* no page more than there are */
  err e = blob_put(db, a, S("full"), big);
  TRY(db->ro->engine->run(a, db->ro, "PRAGMA max_page_count=1000000"));
  (void)what;
  return e;
}

typedef struct writer { world *w; store_apply fn; char *what; err result; arena *a; pthread_t thread; } writer;

static void *write_one(void *arg) {
  writer *x = arg;
  x->a = arena_new(0);
  x->result = store_write(x->w->s, x->a, x->fn, x->what);
  return NULL;
}

static void a_full_disk_keeps_exactly_what_it_said_it_kept(void **state) {
  world *w = *state;
  if (test_on_postgres()) skip(); /* the disk is the server's */
  writer all[] = {{.w = w, .fn = slow, .what = NULL}, {.w = w, .fn = add_entry, .what = "satu"}, {.w = w, .fn = fill_disk, .what = NULL}, {.w = w, .fn = add_entry, .what = "dua"}};
  atomic_store(&slow_began, false);
  for (size_t i = 0; i < LEN(all); i++) {
    assert_int_equal(pthread_create(&all[i].thread, NULL, write_one, &all[i]), 0);
    while (!atomic_load(&slow_began)) usleep(1000);
    usleep(20000);
  }
  for (size_t i = 0; i < LEN(all); i++) pthread_join(all[i].thread, NULL);
  assert_non_null(all[2].result);
  assert_int_equal(all[2].result->code, ERR_BUSY);
  assert_int_equal(chain_length(w), !all[1].result + !all[3].result);
  for (size_t i = 0; i < LEN(all); i++) arena_free(all[i].a);
  assert_ok(w->a, store_write(w->s, w->a, add_entry, "sesudahnya"));
}

static void a_reader_that_ran_out_of_memory_can_go_on(void **state) {
  world *w = *state;
  sql_audit_entries_rows rows;
  db_ro *volatile db;
  db_ro *again;
  for (int i = 0; i < 20; i++) assert_ok(w->a, store_write(w->s, w->a, add_entry, "x"));
  arena *small = arena_new(0);
  if (setjmp(*arena_catch(small)) == 0) {
    db_ro *got;
    assert_ok(w->a, store_borrow(w->s, small, &got));
    db = got;
    assert_ok(w->a, db_snapshot_begin(got, small));
    arena_fail_at(small, 30);
    (void)!sql_audit_entries(got, small, 7, 0, 100, &rows);
    fail();
  }
  assert_ok(w->a, db_snapshot_begin(db, w->a));
  assert_ok(w->a, sql_audit_entries(db, w->a, 7, 0, 100, &rows));
  assert_int_equal(rows.n, 20);
  arena_free(small); /* what was borrowed goes back with its arena */
  assert_ok(w->a, store_connect(w->s, w->a, &again));
  assert_ptr_equal(again, db);
  assert_false(again->in_snapshot);
  store_release(w->s, again);
}

static err add_odd_name(db_rw *db, arena *a, void *what) {
  const actor_mark odd = {.name = SC("Contoh\nSatu"), .as = SC("Plh.\nCamat")};
  return audit_add(db, a, 7, (instant){1000}, &odd, S("uji"), audit_change(a, S("a\nb"), STR_NONE, str_of(what)));
}

static void a_line_end_in_a_name_breaks_nothing(void **state) {
  world *w = *state;
  db_ro *db;
  audit_report r;
  assert_ok(w->a, store_write(w->s, w->a, add_odd_name, "x\ny"));
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, audit_verify(db, w->a, &r));
  assert_int_equal(r.entries, 1);
  assert_int_equal(r.faults.n, 0);
  store_release(w->s, db);
}

/* ---- several servers on one database ---- */

typedef struct server { world *w; store *s; pthread_t thread; int kept; } server;

static void *serve(void *arg) {
  server *x = arg;
  for (int i = 0; i < EACH; i++) {
    arena *a = arena_new(0);
    if (!store_write_in(x->s, a, (region_id){3}, i % 5 == 4 ? add_then_fail : add_entry, "x")) x->kept++;
    arena_free(a);
  }
  return NULL;
}

static void two_servers_keep_one_chain_whole(void **state) {
  world *w = *state;
  enum { THREADS = 8 };
  server all[THREADS];
  store *other;
  db_ro *db;
  audit_report r;
  assert_ok(w->a, store_write(w->s, w->a, run_words, "INSERT INTO region (id, name, government) VALUES (3, 'a', 'b')"));
  assert_ok(w->a, store_open(w->a, w->place, tables, 1, &other));
  for (int i = 0; i < THREADS; i++) {
    all[i] = (server){.w = w, .s = i % 2 ? w->s : other};
    assert_int_equal(pthread_create(&all[i].thread, NULL, serve, &all[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(all[i].thread, NULL);
    assert_int_equal(all[i].kept, EACH * 4 / 5);
  }
  store_close(other);
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, audit_verify(db, w->a, &r));
  assert_int_equal(r.faults.n, 0);
  assert_int_equal(r.entries, THREADS * EACH * 4 / 5);
  store_release(w->s, db);
}

/* An apply whose first run ends as `words` make it end. */
typedef struct trouble { const char *words; int runs; } trouble;

static err troubled(db_rw *db, arena *a, void *what) {
  trouble *t = what;
  TRY(add_entry(db, a, "x"));
  return ++t->runs == 1 ? db->ro->engine->run(a, db->ro, t->words) : NULL;
}

static void what_the_server_gave_up_is_run_again(void **state) {
  static const char *const ends[] = {
      "DO $$ BEGIN RAISE EXCEPTION 'given up' USING ERRCODE = 'serialization_failure'; END $$",
      "DO $$ BEGIN RAISE EXCEPTION 'given up' USING ERRCODE = 'deadlock_detected'; END $$",
      "SELECT pg_terminate_backend(pg_backend_pid())",
  };
  world *w = *state;
  if (!test_on_postgres()) skip(); /* SQLite has one writer, which nobody interrupts */
  for (size_t i = 0; i < LEN(ends); i++) {
    trouble t = {.words = ends[i]};
    assert_ok(w->a, store_write(w->s, w->a, troubled, &t));
    assert_int_equal(t.runs, 2);
    assert_int_equal(chain_length(w), (int64_t)i + 1);
  }
}

static err end_at_commit(db_rw *db, arena *a, void *what) {
  TRY(add_entry(db, a, what));
  return db->ro->engine->run(a, db->ro,
                             "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';"
                             "CREATE TABLE door (n BIGINT); CREATE CONSTRAINT TRIGGER t AFTER INSERT ON door DEFERRABLE INITIALLY DEFERRED "
                             "FOR EACH ROW EXECUTE FUNCTION leave(); INSERT INTO door VALUES (1)");
}

static void a_commit_without_an_answer_is_not_repeated(void **state) {
  world *w = *state;
  if (!test_on_postgres()) skip();
  err e = store_write(w->s, w->a, end_at_commit, "x");
  assert_non_null(e);
  assert_int_equal(e->code, ERR_BUSY);
  assert_true(str_find(e->user, S("Muat ulang")) >= 0);
  assert_int_equal(chain_length(w), 0);
  assert_ok(w->a, store_write(w->s, w->a, add_entry, "sesudahnya"));
  assert_int_equal(chain_length(w), 1);
}

static void a_reader_comes_back_after_its_connection_was_cut(void **state) {
  world *w = *state;
  if (!test_on_postgres()) skip();
  db_ro *db;
  str hash;
  int64_t n;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, audit_head(db, w->a, 7, &n, &hash));
  assert_ok(w->a, store_write(w->s, w->a, run_words,
                              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"));
  assert_ok(w->a, audit_head(db, w->a, 7, &n, &hash));
  assert_ok(w->a, store_write(w->s, w->a, add_entry, "x"));
  assert_ok(w->a, db_snapshot_begin(db, w->a));
  assert_ok(w->a, audit_head(db, w->a, 7, &n, &hash));
  assert_int_equal(n, 1);
  store_release(w->s, db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_apply_is_all_or_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(many_writers_lose_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(a_changed_entry_is_named, setup, teardown),
      cmocka_unit_test_setup_teardown(a_reader_cannot_write, setup, teardown),
      cmocka_unit_test_setup_teardown(blobs_come_back_byte_for_byte, setup, teardown),
      cmocka_unit_test_setup_teardown(a_statement_that_does_not_fit_stops_the_door, setup, teardown),
      cmocka_unit_test_setup_teardown(a_full_disk_keeps_exactly_what_it_said_it_kept, setup, teardown),
      cmocka_unit_test_setup_teardown(a_reader_that_ran_out_of_memory_can_go_on, setup, teardown),
      cmocka_unit_test_setup_teardown(a_line_end_in_a_name_breaks_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(two_servers_keep_one_chain_whole, setup, teardown),
      cmocka_unit_test_setup_teardown(what_the_server_gave_up_is_run_again, setup, teardown),
      cmocka_unit_test_setup_teardown(a_commit_without_an_answer_is_not_repeated, setup, teardown),
      cmocka_unit_test_setup_teardown(a_reader_comes_back_after_its_connection_was_cut, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
