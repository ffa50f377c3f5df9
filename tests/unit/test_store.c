#include "test.h"

#include <pthread.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/audit.h"
#include "store/blob.h"
#include "store/sqlite.h"
#include "store/store_sql.h"

static char path[64];
static const sql_table *const tables[] = {&store_sql};

typedef struct world {
  arena *a;
  store *s;
} world;

static int setup(void **state) {
  world *w = calloc(1, sizeof *w);
  snprintf(path, sizeof path, "/tmp/takar-test-%d.db", (int)getpid());
  unlink(path);
  w->a = arena_new(0);
  assert_ok(w->a, store_open(w->a, str_of(path), tables, 1, &w->s));
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

static void a_changed_entry_is_named(void **state) {
  world *w = *state;
  for (int i = 0; i < 5; i++) assert_ok(w->a, store_write(w->s, w->a, add_entry, "x"));
  sqlite3 *raw;
  assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
  assert_int_equal(sqlite3_exec(raw, "UPDATE audit SET payload = '{}' WHERE n = 3", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(raw);
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
  err e = sqlite_run(w->a, db, "DELETE FROM audit");
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
  err e = store_open(w->a, str_of(other), with_bad, 1, &s);
  assert_non_null(e);
  assert_true(str_starts(e->cause, S("x.sql:3: bad")));
  unlink(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_apply_is_all_or_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(many_writers_lose_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(a_changed_entry_is_named, setup, teardown),
      cmocka_unit_test_setup_teardown(a_reader_cannot_write, setup, teardown),
      cmocka_unit_test_setup_teardown(blobs_come_back_byte_for_byte, setup, teardown),
      cmocka_unit_test_setup_teardown(a_statement_that_does_not_fit_stops_the_door, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
