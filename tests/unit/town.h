/* town: what the small worlds of tests are founded with. Each function belongs inside an apply and adds rows of one regency; names, NIP and
 * letters are invented.
 */
#ifndef TAKAR_TEST_TOWN_H
#define TAKAR_TEST_TOWN_H
#include "place.h"
#include "test.h"

#include <sodium.h>

#include "cycle/cycle_sql.h"
#include "office/account.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "steps/step.h"
#include "store/store_sql.h"

static const region_id town = {1};
static const actor_mark town_by = {.name = SC("Penguji"), .as = SC("")};

/* `unit`: in the numbers of its letters. */
static inline err town_office(db_rw *db, arena *a, const char *code, const char *kind, const char *name, const char *unit, office_id *out) {
  TRY(store_new_id(db, a, town, &out->v));
  return sql_office_insert(db, a, *out, town, str_of(code), str_of(kind), str_of(name), S("Camat"), S("Contoh"), S("Jalan Contoh 1"), S("-"), str_of(unit), 420,
                           S("A4"), NULL);
}

/* A position, and who holds it; positions and indicators stand in the order in which they are made. */
typedef struct town_post { const char *code, *title, *name, *nip, *role; } town_post;
typedef struct town_holder { position_id position; person_id person; account_id account; } town_holder;

/* A position of `at` (that of the sekretaris keeps data and seats, that of the kasubag_perencanaan the data), its holder since 2020, and the
 * holder's account. `hash`: of the password; absent: none that anybody could type. */
static inline err town_hold(db_rw *db, arena *a, office_id at, const town_post *p, str login, str hash, instant now, town_holder *out) {
  assignment_id held;
  bool clerk = strcmp(p->code, "sekretaris") == 0, planner = strcmp(p->code, "kasubag_perencanaan") == 0;
  TRY(store_new_id(db, a, town, &out->position.v));
  TRY(store_new_id(db, a, town, &out->person.v));
  TRY(store_new_id(db, a, town, &held.v));
  TRY(sql_position_insert(db, a, out->position, at, str_of(p->code), str_of(p->title), out->position.v, clerk || planner, clerk, NULL));
  TRY(sql_person_insert(db, a, out->person, at, str_of(p->name), str_of(p->nip), S("Pembina / IV/a"), NULL));
  TRY(sql_assignment_insert(db, a, held, out->position, out->person, S("definitif"), S(""), DATE_NONE, date_of(2020, 1, 1), DATE_NONE, S("semua"), NULL));
  new_account n = {.region = town, .login = login, .password = hash.p ? hash : S("x"), .person = out->person, .role = str_of(p->role)};
  return account_add(db, a, &n, now, &town_by, &out->account);
}

/* The SOP of these bytes, in force in `at`. */
static inline err town_sop(db_rw *db, arena *a, office_id at, str yaml, instant now) {
  sop_id version;
  TRY(library_put(db, a, town, yaml, STR_NONE, now, &version));
  return library_enforce(db, a, at, version, &town_by, now);
}

static inline err town_objective(db_rw *db, arena *a, office_id at, const char *name, objective_id *out) {
  TRY(store_new_id(db, a, town, &out->v));
  return sql_objective_insert(db, a, *out, at, 2026, 1, str_of(name), NULL);
}

/* "higher is better", its last quarter is its year. */
static inline err town_indicator(db_rw *db, arena *a, office_id at, objective_id of, const char *code, const char *name, const char *unit, position_id keeper,
                                 const char *target, indicator_id *out) {
  TRY(store_new_id(db, a, town, &out->v));
  return sql_indicator_insert(db, a, *out, of, at, 2026, str_of(code), out->v, str_of(name), str_of(unit), S("naik"), S("terakhir"), S(""), S("Survei"),
                              keeper, str_of(target), STR_NONE, STR_NONE, S(""), NULL);
}

/* A store of the test's own at a path under /tmp, founded by `found`. The SOPs know all kinds of steps. */
typedef struct town_house { arena *a; store *s; char path[64]; } town_house;

static inline void town_open(town_house *h, const char *name, store_apply found, void *what) {
  static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};
  size_t n;
  const str *kinds = step_kind_names(&n);
  assert_true(sodium_init() >= 0);
  library_start(kinds, n);
  snprintf(h->path, sizeof h->path, "/tmp/takar-%s-%d.db", name, (int)getpid());
  h->a = arena_new((size_t)512 << 20);
  assert_non_null(h->a);
  assert_ok(h->a, store_open(h->a, test_place(h->a, h->path), tables, LEN(tables), &h->s));
  assert_ok(h->a, store_write(h->s, h->a, found, what));
}

static inline void town_close(town_house *h) {
  store_close(h->s);
  arena_free(h->a);
  library_stop();
  unlink(h->path);
}
#endif
