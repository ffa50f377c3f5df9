#include "place.h"
#include "test.h"

#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#include "office/account.h"
#include "office/office_sql.h"
#include "store/store_sql.h"

static const sql_table *const tables[] = {&store_sql, &office_sql};
static const instant morning = {1767600000}; /* 5 Januari 2026 15.00 WIB */

typedef struct world {
  arena *a;
  store *s;
  char path[64];
  account_id who;
} world;

static err furnish(db_rw *db, arena *a, void *what) {
  world *w = what;
  TRY(sql_region_insert(db, a, (region_id){3214}, S("Kabupaten Uji"), S("PEMERINTAH KABUPATEN UJI"), NULL));
  new_account n = {.region = {3214}, .login = S("camat"), .role = S("pegawai")};
  TRY(password_hash(a, S("rahasia yang panjang"), &n.password));
  return account_add(db, a, &n, morning, &(actor_mark){.name = S("uji")}, &w->who);
}

static int setup(void **state) {
  world *w = calloc(1, sizeof *w);
  snprintf(w->path, sizeof w->path, "/tmp/takar-account-%d.db", (int)getpid());
  w->a = arena_new(0);
  if (sodium_init() < 0) return -1;
  assert_ok(w->a, store_open(w->a, test_place(w->a, w->path), tables, 2, &w->s));
  assert_ok(w->a, store_write(w->s, w->a, furnish, w));
  *state = w;
  return 0;
}

static int teardown(void **state) {
  world *w = *state;
  store_close(w->s);
  unlink(w->path);
  arena_free(w->a);
  free(w);
  return 0;
}

static err sign_in(world *w, const char *login, const char *password, int64_t later, session *s) {
  return session_begin(w->s, w->a, str_of(login), str_of(password), S("10.0.0.1"), (instant){morning.s + later}, s);
}

static session *find(world *w, str token, int64_t later) {
  db_ro *db;
  session *s;
  actor who;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, session_find(db, w->a, token, (instant){morning.s + later}, &s, &who));
  assert_int_equal(who.account.v, s ? s->account.v : 0);
  store_release(w->s, db);
  return s;
}

static void a_session_begins_is_found_and_ends(void **state) {
  world *w = *state;
  session s;
  assert_ok(w->a, sign_in(w, "Camat", "rahasia yang panjang", 0, &s));
  assert_int_equal(s.token.n, 64);
  assert_non_null(find(w, s.token, 60));
  assert_null(find(w, s.token, 13 * 3600)); /* expired */
  assert_null(find(w, S("0000000000000000000000000000000000000000000000000000000000000000"), 60));
  assert_ok(w->a, session_end(w->s, w->a, s.token));
  assert_null(find(w, s.token, 60));
}

static void a_stranger_and_a_wrong_password_hear_the_same(void **state) {
  world *w = *state;
  session s;
  err one = sign_in(w, "camat", "salah salah salah", 0, &s), two = sign_in(w, "tidakada", "salah salah salah", 0, &s);
  assert_int_equal(one->code, ERR_INPUT);
  assert_true(str_eq(one->user, two->user));
}

static void guessing_is_slowed_and_the_right_password_waits_too(void **state) {
  world *w = *state;
  session s;
  int refused = 0;
  for (int i = 0; i < 20; i++) {
    err e = sign_in(w, "camat", "tebakan keliru", i, &s);
    assert_non_null(e);
    refused += e->code == ERR_OFTEN;
  }
  assert_true(refused >= 12);
  assert_int_equal(sign_in(w, "camat", "rahasia yang panjang", 21, &s)->code, ERR_OFTEN);
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 3600, &s)); /* the wait is over */
  assert_int_equal(sign_in(w, "camat", "tebakan keliru", 3601, &s)->code, ERR_INPUT); /* and the count began anew */
}

enum { AT_ONCE = 24, HEARD = 5 };

static void *guess_once(void *what) {
  world *w = what;
  session s;
  arena *a = arena_new(0);
  err e = session_begin(w->s, a, S("camat"), S("tebakan keliru"), S("10.0.0.1"), morning, &s);
  void *heard = e && e->code == ERR_INPUT ? w : NULL;
  arena_free(a);
  return heard;
}

static void many_guesses_at_once_hear_no_more_than_in_a_row(void **state) {
  world *w = *state;
  pthread_t threads[AT_ONCE];
  int heard = 0;
  session s;
  for (int i = 0; i < AT_ONCE; i++) assert_int_equal(pthread_create(&threads[i], NULL, guess_once, w), 0);
  for (int i = 0; i < AT_ONCE; i++) {
    void *one;
    pthread_join(threads[i], &one);
    heard += one != NULL;
  }
  assert_int_equal(heard, HEARD);
  assert_int_equal(sign_in(w, "camat", "rahasia yang panjang", 1, &s)->code, ERR_OFTEN);
}

static void a_new_password_ends_the_other_sessions(void **state) {
  world *w = *state;
  session desk, phone;
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 0, &desk));
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 1, &phone));
  str old = S("rahasia yang panjang"), good = S("kata sandi kedua");
  assert_non_null(account_change_password(w->s, w->a, w->who, desk.token, S("salah"), good, good, morning));
  assert_non_null(account_change_password(w->s, w->a, w->who, desk.token, old, S("pendek"), S("pendek"), morning));
  assert_non_null(account_change_password(w->s, w->a, w->who, desk.token, old, good, S("tidak sama benar"), morning));
  assert_non_null(account_change_password(w->s, w->a, w->who, desk.token, old, old, old, morning));
  assert_ok(w->a, account_change_password(w->s, w->a, w->who, desk.token, old, good, good, morning));
  assert_non_null(find(w, desk.token, 60));
  assert_null(find(w, phone.token, 60));
  assert_non_null(sign_in(w, "camat", "rahasia yang panjang", 60, &phone));
  assert_ok(w->a, sign_in(w, "camat", "kata sandi kedua", 61, &phone));
}

static void guessing_the_old_password_is_slowed_too(void **state) {
  world *w = *state;
  session s;
  str good = S("kata sandi kedua");
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 0, &s));
  for (int i = 0; i < 6; i++) assert_non_null(account_change_password(w->s, w->a, w->who, s.token, S("salah"), good, good, morning));
  assert_int_equal(account_change_password(w->s, w->a, w->who, s.token, S("rahasia yang panjang"), good, good, morning)->code, ERR_OFTEN);
}

static void what_is_over_is_tidied_away(void **state) {
  world *w = *state;
  session s;
  db_ro *db;
  int64_t removed;
  sql_login_failure_of_row *f;
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 0, &s));
  assert_non_null(sign_in(w, "tidak.ada", "tebakan", 0, &s));
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 24 * 3600, &s));
  assert_non_null(sign_in(w, "lain", "tebakan", 24 * 3600, &s));
  assert_ok(w->a, account_tidy(w->s, w->a, (instant){morning.s + 24 * 3600 + 1}, &removed));
  assert_int_equal(removed, 2); /* the first session, and the name that was guessed; the address was seen again */
  assert_ok(w->a, account_tidy(w->s, w->a, (instant){morning.s + 24 * 3600 + 1}, &removed));
  assert_int_equal(removed, 0);
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, sql_login_failure_of(db, w->a, S("akun:tidak.ada"), &f));
  assert_null(f);
  assert_ok(w->a, sql_login_failure_of(db, w->a, S("akun:lain"), &f));
  assert_non_null(f);
  store_release(w->s, db);
}

static err switch_off(db_rw *db, arena *a, void *what) { return sql_account_set_active(db, a, ((world *)what)->who, false, NULL); }

static void an_account_that_was_switched_off_stays_out(void **state) {
  world *w = *state;
  session s;
  session before;
  assert_ok(w->a, sign_in(w, "camat", "rahasia yang panjang", 0, &before));
  assert_non_null(find(w, before.token, 1));
  assert_ok(w->a, store_write(w->s, w->a, switch_off, w));
  assert_null(find(w, before.token, 2));
  assert_int_equal(sign_in(w, "camat", "rahasia yang panjang", 0, &s)->code, ERR_INPUT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_session_begins_is_found_and_ends, setup, teardown),
      cmocka_unit_test_setup_teardown(a_stranger_and_a_wrong_password_hear_the_same, setup, teardown),
      cmocka_unit_test_setup_teardown(guessing_is_slowed_and_the_right_password_waits_too, setup, teardown),
      cmocka_unit_test_setup_teardown(a_new_password_ends_the_other_sessions, setup, teardown),
      cmocka_unit_test_setup_teardown(guessing_the_old_password_is_slowed_too, setup, teardown),
      cmocka_unit_test_setup_teardown(what_is_over_is_tidied_away, setup, teardown),
      cmocka_unit_test_setup_teardown(many_guesses_at_once_hear_no_more_than_in_a_row, setup, teardown),
      cmocka_unit_test_setup_teardown(an_account_that_was_switched_off_stays_out, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
