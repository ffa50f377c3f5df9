/* base/shelf: made once, right for its key, gone only when nobody holds it. */
#include "test.h"

#include <pthread.h>

#include "base/num.h"
#include "base/shelf.h"

static int made, freed; /* of values; counted by one thread, or with the lock */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void count_freed(void *what) {
  (void)what;
  pthread_mutex_lock(&lock);
  freed++;
  pthread_mutex_unlock(&lock);
}

/* The value says its key. */
static err say(void *key, arena *a, arena *keep, const void **value) {
  (void)a;
  pthread_mutex_lock(&lock);
  made++;
  pthread_mutex_unlock(&lock);
  str *s = NEW(keep, str);
  *s = str_copy(keep, *(const str *)key);
  arena_defer(keep, count_freed, s);
  *value = s;
  return NULL;
}

static err refuse(void *ctx, arena *a, arena *keep, const void **value) {
  (void)ctx, (void)keep, (void)value;
  return ERR(a, INPUT, "tidak bisa");
}

static err too_much(void *ctx, arena *a, arena *keep, const void **value) {
  (void)ctx, (void)a;
  *value = arena_alloc(keep, (size_t)1 << 40);
  return NULL;
}

static str get(shelf *s, arena *a, str key) {
  const void *v;
  assert_ok(a, shelf_get(s, a, key, say, &key, &v));
  return *(const str *)v;
}

static int setup(void **state) {
  made = freed = 0;
  *state = arena_new(0);
  return 0;
}

static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static void a_value_is_made_once(void **state) {
  shelf s = SHELF(4);
  str a = get(&s, *state, S("satu")), b = get(&s, *state, S("satu")), c = get(&s, *state, S("dua"));
  assert_ptr_equal(a.p, b.p);
  assert_true(str_eq(c, S("dua")));
  assert_int_equal(made, 2);
  arena_reset(*state);
  assert_int_equal(freed, 0);
  shelf_clear(&s);
  assert_int_equal(freed, 2);
}

static void what_is_held_stays(void **state) {
  shelf s = SHELF(2);
  str held = get(&s, *state, S("dipegang"));
  for (int i = 0; i < 20; i++) {
    arena *other = arena_new(0);
    get(&s, other, str_fmt(other, "%d", i));
    arena_free(other);
  }
  assert_true(str_eq(held, S("dipegang")));
  assert_ptr_equal(get(&s, *state, S("dipegang")).p, held.p);
  assert_int_equal(made, 21);
  assert_int_equal(freed, 19); /* two are left */
  arena_reset(*state);
  shelf_clear(&s);
}

static void what_cannot_be_made_leaves_nothing(void **state) {
  shelf s = SHELF(2);
  const void *v;
  err e = shelf_get(&s, *state, S("k"), refuse, NULL, &v);
  assert_non_null(e);
  assert_int_equal(e->code, ERR_INPUT);
  assert_non_null(shelf_get(&s, *state, S("k"), too_much, NULL, &v));
  assert_int_equal(s.n, 0);
  assert_true(str_eq(get(&s, *state, S("k")), S("k")));
  arena_reset(*state);
  shelf_clear(&s);
}

static void *ask(void *shelf_) {
  arena *a = arena_new(0);
  for (int i = 0; i < 3000; i++) {
    str key = str_fmt(a, "%d", i % 7);
    if (!str_eq(get(shelf_, a, key), key)) return a;
    if (i % 3 == 0) arena_reset(a);
  }
  arena_free(a);
  return NULL;
}

static void many_threads_find_what_they_asked_for(void **state) {
  enum { THREADS = 6 };
  (void)state;
  shelf s = SHELF(3); /* fewer than the keys, so that values come and go */
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&t[i], NULL, ask, &s), 0);
  for (int i = 0; i < THREADS; i++) {
    void *wrong;
    pthread_join(t[i], &wrong);
    assert_null(wrong);
  }
  shelf_clear(&s);
  assert_int_equal(made, freed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
      T(a_value_is_made_once), T(what_is_held_stays), T(what_cannot_be_made_leaves_nothing), T(many_threads_find_what_they_asked_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
