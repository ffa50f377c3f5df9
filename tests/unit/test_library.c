/* An office's own words on its SOP, who may order a run, and one chain verified by itself. */
#include "steps_world.h"

#include "cycle/library.h"

typedef struct setting { world *w; int who; sop_paper paper; } setting;

static err set(db_rw *db, arena *a, void *what) {
  const setting *s = what;
  actor who;
  office o;
  TRY(actor_load(db_rw_ro(db), a, s->w->who[s->who], s->w->now, &who));
  TRY(office_get(db_rw_ro(db), a, s->w->office, &o));
  return library_set_paper(db, a, &o, S("uji"), &s->paper, &who, s->w->now);
}

static err put(world *w, int who, sop_paper paper) { return store_write(w->s, w->a, set, &(setting){w, who, paper}); }

static db_ro *reading(world *w) {
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  return db;
}

static sql_audit_entries_rows office_chain(world *w) {
  sql_audit_entries_rows rows;
  db_ro *db = reading(w);
  assert_ok(w->a, sql_audit_entries(db, w->a, w->office.v, 0, 1000, &rows));
  store_release(w->s, db);
  return rows;
}

static const sop_paper first = {SC("000.8.3.3/1/SOP/2026"), SC("Contoh Camat"), {20458}, {INT32_MIN}, {20460}};

static void each_change_is_in_the_office_chain(void **state) {
  world *w = *state;
  size_t before = office_chain(w).n;
  assert_ok(w->a, put(w, KASUBAG, first));
  sql_audit_entries_rows chain = office_chain(w);
  assert_int_equal(chain.n, before + 4); /* number, made, effective, approver; the day of revision stayed empty */
  assert_str(w->a, chain.v[before].action, "sop.identitas");
  assert_str(w->a, chain.v[before].payload, "{\"hal\":\"nomor SOP\",\"lama\":\"\",\"baru\":\"000.8.3.3/1/SOP/2026\"}");
  assert_str(w->a, chain.v[before].acting, world_people[KASUBAG].post.title);
  assert_ok(w->a, put(w, KASUBAG, first)); /* the same again: nothing changed, nothing written */
  assert_int_equal(office_chain(w).n, before + 4);
  sop_paper second = first;
  second.number = S("2");
  assert_ok(w->a, put(w, KASUBAG, second));
  chain = office_chain(w);
  assert_str(w->a, chain.v[before + 4].payload, "{\"hal\":\"nomor SOP\",\"lama\":\"000.8.3.3/1/SOP/2026\",\"baru\":\"2\"}");
}

static void the_copy_of_the_office_has_it(void **state) {
  world *w = *state;
  const sop *s;
  sop *own;
  office o;
  sql_office_sop_of_row *r;
  assert_ok(w->a, put(w, KASUBAG, first));
  db_ro *db = reading(w);
  assert_ok(w->a, office_get(db, w->a, w->office, &o));
  assert_ok(w->a, sql_office_sop_of(db, w->a, o.id, S("uji"), &r));
  assert_ok(w->a, library_sop(db, w->a, r->sop, &s));
  assert_ok(w->a, library_for_office(db, w->a, &o, s, &own));
  assert_str(w->a, own->identity.number, "000.8.3.3/1/SOP/2026");
  assert_int_equal(own->identity.effective.day, 20460);
  assert_int_equal(sop_missing(w->a, own).n, 1);
  store_release(w->s, db);
}

static void refused(world *w, int who, sop_paper paper, enum err_code code, const char *at) {
  size_t before = office_chain(w).n;
  err e = put(w, who, paper);
  assert_non_null(e);
  assert_int_equal(e->code, code);
  if (at) assert_str(w->a, e->points.v[0].field, at);
  assert_int_equal(office_chain(w).n, before);
}

static void others_and_wrong_days_are_refused(void **state) {
  world *w = *state;
  sop_paper late = first, revised = first;
  late.effective.day = first.made.day - 1;
  revised.revised.day = first.made.day - 1;
  refused(w, CAMAT, first, ERR_FORBIDDEN, NULL);
  refused(w, INSPEKTUR, first, ERR_FORBIDDEN, NULL);
  refused(w, KASUBAG, late, ERR_INPUT, "berlaku");
  refused(w, KASUBAG, revised, ERR_INPUT, "direvisi");
}

static bool may_begin(world *w, int who) {
  actor person;
  office o;
  turn t;
  const sop *s;
  sql_office_sop_of_row *r;
  db_ro *db = reading(w);
  assert_ok(w->a, actor_load(db, w->a, w->who[who], w->now, &person));
  assert_ok(w->a, office_get(db, w->a, w->office, &o));
  assert_ok(w->a, sql_office_sop_of(db, w->a, o.id, S("uji"), &r));
  assert_ok(w->a, library_sop(db, w->a, r->sop, &s));
  assert_ok(w->a, cycle_may_begin(db, w->a, &o, S("uji"), s, &person, &t));
  store_release(w->s, db);
  return t.mine;
}

static void who_may_begin_is_who_can(void **state) {
  world *w = *state;
  for (int who = 0; who < PEOPLE; who++) {
    cycle_id id;
    begin_request rq = {.office = w->office, .sop = S("uji"), .year = 2020 + who, .quarter = 1, .account = w->who[who], .now = w->now};
    bool may = may_begin(w, who);
    assert_int_equal(may, who == KASUBAG);
    assert_int_equal(steps_begin(w->s, w->a, &rq, &id) == NULL, may);
  }
}

static void one_chain_is_verified_alone(void **state) {
  world *w = *state;
  audit_report report;
  assert_ok(w->a, put(w, KASUBAG, first));
  db_ro *db = reading(w);
  assert_ok(w->a, audit_verify_chain(db, w->a, w->office.v, &report));
  assert_int_equal(report.chains, 1);
  assert_int_equal(report.entries, office_chain(w).n);
  assert_int_equal(report.faults.n, 0);
  store_release(w->s, db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
      T(each_change_is_in_the_office_chain), T(the_copy_of_the_office_has_it), T(others_and_wrong_days_are_refused),
      T(who_may_begin_is_who_can),           T(one_chain_is_verified_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
