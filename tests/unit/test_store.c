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
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
