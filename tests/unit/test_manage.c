/* What people change beside the cycle: who may, what is refused, and what stays in the trail. */
#include "place.h"
#include "test.h"

#include <sodium.h>
#include <unistd.h>

#include "cycle/cycle_sql.h"
#include "cycle/library_edit.h"
#include "cycle/worktime.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "performance/plan_edit.h"
#include "store/store_sql.h"

static char path[64];
static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};
enum { REGION = 3214 };
#define ID(n) (((int64_t)REGION << ID_REGION_SHIFT) + (n))
static const office_id here = {ID(1)}, elsewhere = {ID(2)};
static const position_id head = {ID(3)}, secretary = {ID(4)};
static const person_id ana = {ID(5)}, budi = {ID(6)};
static const instant now = {1767578400}; /* Mon 5 Jan 2026 09.00 WIB */

typedef struct world {
  arena *a;
  store *s;
  db_rw *db;
  err (*body)(struct world *w);
} world;

static actor admin(void) { return (actor){.account = {1}, .region = {REGION}, .role = ROLE_ADMIN, .name = S("Admin")}; }

static actor seated(arena *a, const char *code, office_id at) {
  actor who = {.account = {2}, .region = {REGION}, .role = ROLE_STAFF, .name = S("Orang"), .person = ana, .office = at};
  LIST_ADD(a, &who.seats, ((seat){.position = secretary, .office = at, .code = str_of(code), .title = S("Sekretaris"), .acts = true, .signs = true}));
  return who;
}

static err seed_office(db_rw *db, arena *a, office_id id, const char *code) {
  return sql_office_insert(db, a, id, (region_id){REGION}, str_of(code), S("kecamatan"), S("Kecamatan Uji"), S("Camat Uji"), S("Uji"), S("Jl. Uji 1"),
                           S(""), S("Kec.Uji"), 420, S("A4"), NULL);
}

static err seed(db_rw *db, arena *a) {
  TRY(sql_region_insert(db, a, (region_id){REGION}, S("Kabupaten Uji"), S("PEMERINTAH KABUPATEN UJI"), NULL));
  for (int i = 0; i < 20; i++) {
    int64_t unused;
    TRY(store_new_id(db, a, (region_id){REGION}, &unused));
  }
  TRY(seed_office(db, a, here, "01"));
  TRY(seed_office(db, a, elsewhere, "02"));
  TRY(sql_position_insert(db, a, head, here, S("camat"), S("Camat Uji"), 1, NULL));
  TRY(sql_position_insert(db, a, secretary, here, S("sekretaris"), S("Sekretaris"), 2, NULL));
  TRY(sql_person_insert(db, a, ana, here, S("Ana Uji"), S(""), S(""), NULL));
  return sql_person_insert(db, a, budi, here, S("Budi Uji"), S(""), S(""), NULL);
}

static err inside(db_rw *db, arena *a, void *what) {
  world *w = what;
  w->db = db;
  TRY(seed(db, a));
  return w->body(w);
}

/* Runs a body in one transaction over a fresh database. */
static void with_store(err (*body)(world *w)) {
  world w = {.a = arena_new(0), .body = body};
  assert_true(sodium_init() >= 0);
  snprintf(path, sizeof path, "/tmp/takar-manage-%d.db", (int)getpid());
  assert_ok(w.a, store_open(w.a, test_place(w.a, path), tables, LEN(tables), &w.s));
  assert_ok(w.a, store_write(w.s, w.a, inside, &w));
  store_close(w.s);
  arena_free(w.a);
  unlink(path);
}

static fields pairs(arena *a, const char *const *p) {
  fields f = {0};
  for (; *p; p += 2) fields_add(a, &f, str_of(p[0]), str_of(p[1]));
  return f;
}
#define FORM(...) (&(fields[]){pairs(w->a, (const char *const[]){__VA_ARGS__, NULL})}[0])

/* Bodies run on the store's writer thread, where cmocka cannot stop a test: a failed check is an error that ends the apply. */
static err unmet(world *w, int line, const char *what) { return ERR_CAUSE(w->a, "line %d: %s", line, what); }
#define CHECK(condition)                                            \
  do {                                                              \
    if (!(condition)) return unmet(w, __LINE__, #condition);        \
  } while (0)

static err refusal(world *w, int line, err e, enum err_code code, const char *where) {
  if (!e) return unmet(w, line, "was not refused");
  if (e->code != code) return unmet(w, line, str_z(w->a, STR_CAT(w->a, S("refused otherwise: "), e->user, S(" "), e->cause)));
  for (size_t i = 0; where && i < e->points.n; i++)
    if (str_eq(e->points.v[i].field, str_of(where))) return NULL;
  return where ? unmet(w, line, "no point at the field") : NULL;
}
#define REFUSED(e, code, where) TRY(refusal(w, __LINE__, (e), (code), (where)))

/* Payload of the last entry of a chain; absent when that is another action. */
static str last_payload(world *w, int64_t chain, const char *action) {
  int64_t n;
  str hash;
  sql_audit_entry_of_row *r = NULL;
  if (audit_head(db_rw_ro(w->db), w->a, chain, &n, &hash) || sql_audit_entry_of(db_rw_ro(w->db), w->a, chain, n, &r) || !r) return STR_NONE;
  return str_eq(r->action, str_of(action)) ? r->payload : STR_NONE;
}

static bool holds(str text, const char *part) { return str_find(text, str_of(part)) >= 0; }

/* ---- office, people, accounts ---- */

static err people_body(world *w) {
  actor boss = admin(), planner = seated(w->a, "kasubag_perencanaan", here);
  person_id id;
  REFUSED(manage_person(w->db, w->a, &planner, now, here, (person_id){0}, FORM("nama", "Citra"), &id), ERR_FORBIDDEN, NULL);
  REFUSED(manage_person(w->db, w->a, &boss, now, here, (person_id){0}, FORM("nama", "", "nip", "12"), &id), ERR_INPUT, "nip");
  TRY(manage_person(w->db, w->a, &boss, now, here, (person_id){0}, FORM("nama", "Citra", "nip", "19800101 200501 2 001"), &id));
  CHECK(holds(last_payload(w, here.v, "pegawai.tambah"), "198001012005012001"));
  REFUSED(manage_person(w->db, w->a, &boss, now, elsewhere, id, FORM("nama", "Citra"), &id), ERR_NOT_FOUND, NULL);
  TRY(manage_person(w->db, w->a, &boss, now, here, ana, FORM("nama", "Ana Baru", "aktif", "ya"), &id));
  str change = last_payload(w, here.v, "pegawai.ubah");
  CHECK(holds(change, "\"lama\":\"Ana Uji"));
  CHECK(holds(change, "\"baru\":\"Ana Baru"));
  boss.region.v = 1;
  REFUSED(manage_person(w->db, w->a, &boss, now, here, ana, FORM("nama", "X"), &id), ERR_NOT_FOUND, NULL);
  return NULL;
}

static err accounts_body(world *w) {
  actor boss = admin();
  sql_account_by_login_row *c;
  TRY(manage_account_open(w->db, w->a, &boss, now, ana, S("ana.uji"), S("pegawai"), S("x")));
  REFUSED(manage_account_open(w->db, w->a, &boss, now, ana, S("ana.dua"), S("pegawai"), S("x")), ERR_CONFLICT, NULL);
  REFUSED(manage_account_open(w->db, w->a, &boss, now, budi, S("ana.uji"), S("pegawai"), S("x")), ERR_INPUT, "login");
  REFUSED(manage_account_open(w->db, w->a, &boss, now, budi, S("budi"), S("inspektorat"), S("x")), ERR_INPUT, "peran");
  TRY(sql_account_by_login(db_rw_ro(w->db), w->a, S("ana.uji"), &c));
  CHECK(c->must_change);
  boss.account = c->id;
  REFUSED(manage_account_switch(w->db, w->a, &boss, now, c->id, false), ERR_CONFLICT, NULL);
  boss.account.v = 1;
  TRY(manage_account_switch(w->db, w->a, &boss, now, c->id, false));
  CHECK(holds(last_payload(w, 0, "akun.nonaktifkan"), "ana.uji"));
  str one = manage_first_password(w->a), two = manage_first_password(w->a);
  CHECK(one.n == 14);
  CHECK(!str_eq(one, two));
  CHECK(!password_acceptable(w->a, S("x"), S("ana.uji"), one));
  return NULL;
}

static new_assignment assignment(person_id who, const char *kind, int from, int until) {
  return (new_assignment){head, who, str_of(kind), S("800/1"), S("semua"), date_of(2026, 1, 1), date_of(2026, 1, from), until ? date_of(2026, 1, until) : DATE_NONE};
}

static err seats_body(world *w) {
  actor boss = admin(), clerk = seated(w->a, "sekretaris", here), stranger = seated(w->a, "sekretaris", elsewhere);
  assignment_id id, acting;
  new_assignment holder = assignment(ana, "definitif", 1, 0), second = assignment(budi, "definitif", 10, 20), stand_in = assignment(budi, "plh", 5, 9);
  REFUSED(manage_assign(w->db, w->a, &clerk, now, &holder, &id), ERR_FORBIDDEN, NULL);
  TRY(manage_assign(w->db, w->a, &boss, now, &holder, &id));
  REFUSED(manage_assign(w->db, w->a, &boss, now, &second, &id), ERR_INPUT, "mulai");
  REFUSED(manage_assign(w->db, w->a, &stranger, now, &stand_in, &acting), ERR_NOT_FOUND, NULL);
  TRY(manage_assign(w->db, w->a, &clerk, now, &stand_in, &acting));
  REFUSED(manage_assignment_end(w->db, w->a, &clerk, now, acting, date_of(2026, 1, 4)), ERR_INPUT, "selesai");
  REFUSED(manage_assignment_end(w->db, w->a, &clerk, now, id, date_of(2026, 1, 9)), ERR_FORBIDDEN, NULL);
  TRY(manage_assignment_end(w->db, w->a, &boss, now, id, date_of(2026, 1, 9)));
  CHECK(holds(last_payload(w, here.v, "penugasan.akhiri"), "9 Januari 2026"));
  return manage_assign(w->db, w->a, &boss, now, &second, &id);
}

static err letters_body(world *w) {
  actor boss = admin(), clerk = seated(w->a, "sekretaris", here);
  REFUSED(library_letter(w->db, w->a, &clerk, now, here, S("surat_perintah"), FORM("pola", "{nomor}", "klasifikasi", "1")), ERR_FORBIDDEN, NULL);
  REFUSED(library_letter(w->db, w->a, &boss, now, here, S("surat_perintah"), FORM("pola", "tanpa", "klasifikasi", "1")), ERR_INPUT, "pola");
  TRY(library_letter(w->db, w->a, &boss, now, here, S("surat_perintah"), FORM("pola", "{nomor:3}/{unit}", "klasifikasi", "000.1")));
  CHECK(holds(last_payload(w, here.v, "surat.pola"), "{nomor:3}/{unit} 000.1"));
  return NULL;
}

/* ---- working time ---- */

/* A cycle whose first step began on Monday 5 January at 09.00 and is due one working day later. */
static err run_cycle(world *w, cycle_id *id) {
  static const char text[] =
      "code: uji\ntitle: SOP UJI\nlanes:\n  camat: CAMAT\nsteps:\n  - no: 1\n    activity: Mulai\n    kind: generic\n    lane: camat\n    symbol: mulai\n"
      "    time: 2 hari\n    output: Awal\n";
  sop_id s;
  *id = (cycle_id){ID(15)};
  s.v = ID(16);
  TRY(sql_sop_insert(w->db, w->a, s, (region_id){REGION}, S("uji"), S("SOP UJI"), S("h"), str_of(text), STR_NONE, now, NULL));
  TRY(sql_cycle_insert(w->db, w->a, *id, here, s, S("uji"), 2026, 1, S("camat"), now, (account_id){1}, NULL));
  return NULL;
}

static err days_body(world *w) {
  actor boss = admin(), clerk = seated(w->a, "sekretaris", here);
  worktime_edit own = {w->db, w->a, &clerk, now, here.v}, nation = {w->db, w->a, &clerk, now, 0};
  worktime_outcome done;
  worktime_lines lines;
  date day = date_of(2026, 1, 6);
  REFUSED(worktime_day_put(&nation, day, S("libur"), S("X"), S(""), &done), ERR_FORBIDDEN, NULL);
  REFUSED(worktime_day_put(&own, day, S("libur"), S("X"), S(""), &done), ERR_INPUT, "jenis");
  REFUSED(worktime_day_put(&own, day, S("lokal"), S(""), S(""), &done), ERR_INPUT, "nama");
  TRY(worktime_day_put(&own, day, S("lokal"), S("Hari jadi"), S("SE 1"), &done));
  CHECK(done.moved.n == 0);
  TRY(worktime_moved(db_rw_ro(w->db), w->a, here.v, done.n, &lines));
  REFUSED(worktime_moved(db_rw_ro(w->db), w->a, here.v, done.n + 9, &lines), ERR_NOT_FOUND, NULL);
  nation.who = &boss;
  REFUSED(worktime_days_import(&nation, S("tanggal,jenis,nama,sumber\n2026-02-02,libur,A,B\n2026-02-99,libur,C,D\n"), S("x.csv"), &done), ERR_INPUT, "baris 3");
  sql_days_off_in_rows rows;
  TRY(sql_days_off_in(db_rw_ro(w->db), w->a, 0, date_of(2026, 1, 1), date_of(2026, 12, 31), &rows));
  CHECK(rows.n == 0);
  TRY(worktime_days_import(&nation, S("tanggal,jenis,nama,sumber\n2026-02-02,libur,A,B\n"), S("x.csv"), &done));
  TRY(worktime_ramadan_put(&nation, date_of(2026, 2, 19), date_of(2026, 3, 20), S(""), &done));
  REFUSED(worktime_ramadan_put(&nation, date_of(2026, 3, 1), date_of(2026, 3, 5), S(""), &done), ERR_INPUT, "awal");
  REFUSED(worktime_day_remove(&own, date_of(2026, 1, 7), &done), ERR_INPUT, "tanggal");
  return worktime_day_remove(&own, day, &done);
}

static err hours_body(world *w) {
  actor boss = admin();
  work_rules rules = work_rules_default(420);
  worktime_edit e = {w->db, w->a, &boss, now, REGION};
  worktime_outcome done;
  rules.normal[0].end = 100;
  REFUSED(worktime_hours_put(&e, false, rules.normal, &done), ERR_INPUT, "senin");
  rules.normal[0] = (work_day){480, 960, 720, 780};
  TRY(worktime_hours_put(&e, false, rules.normal, &done));
  office o;
  calendar *c;
  TRY(office_get(db_rw_ro(w->db), w->a, here, &o));
  TRY(office_calendar(db_rw_ro(w->db), w->a, &o, &c));
  CHECK(calendar_rules(c)->normal[0].start == 480);
  return NULL;
}

/* ---- the plan ---- */

static err plan_body(world *w) {
  actor clerk = seated(w->a, "sekretaris", here), head_of = seated(w->a, "kasi_pemerintahan", here);
  plan_edit e = {w->db, w->a, &clerk, now, here, 2026}, not_mine = {w->db, w->a, &head_of, now, here, 2026};
  size_t n;
  REFUSED(plan_objective_put(&not_mine, (objective_id){0}, FORM("nomor", "1", "sasaran", "X")), ERR_FORBIDDEN, NULL);
  REFUSED(plan_objective_put(&e, (objective_id){0}, FORM("nomor", "0", "sasaran", "")), ERR_INPUT, "nomor");
  TRY(plan_objective_put(&e, (objective_id){0}, FORM("nomor", "1", "sasaran", "Pelayanan membaik")));
  REFUSED(plan_objective_put(&e, (objective_id){0}, FORM("nomor", "1", "sasaran", "Lain")), ERR_INPUT, "nomor");
  sql_objectives_of_rows o;
  TRY(sql_objectives_of(db_rw_ro(w->db), w->a, here, 2026, &o));
  const char *objective = str_z(w->a, str_fmt(w->a, "%lld", (long long)o.v[0].id.v));
  REFUSED(plan_indicator_put(&e, (indicator_id){0}, FORM("sasaran", objective, "kode", "IKU-1", "nama", "IKM", "satuan", "nilai", "arah", "miring", "akumulasi", "terakhir")),
          ERR_INPUT, "arah");
  TRY(plan_indicator_put(&e, (indicator_id){0}, FORM("sasaran", objective, "kode", "IKU-1", "nama", "IKM", "satuan", "nilai", "arah", "naik", "akumulasi", "terakhir",
                                                     "menengah", "90,5")));
  target_lines rows;
  TRY(target_lines_of(db_rw_ro(w->db), w->a, here, 2026, &rows));
  CHECK(rows.n == 1);
  indicator_id id = rows.v[0].of.id;
  const char *year = str_z(w->a, str_fmt(w->a, "t.%lld.0", (long long)id.v)), *first = str_z(w->a, str_fmt(w->a, "t.%lld.1", (long long)id.v));
  REFUSED(plan_targets_put(&e, FORM(year, "85 atau 90?"), &n), ERR_INPUT, year);
  TRY(plan_targets_put(&e, FORM(year, "85,5", first, "80"), &n));
  CHECK(n == 2);
  CHECK(holds(last_payload(w, here.v, "target.ubah"), "\"lama\":\"–\",\"baru\":\"80\""));
  TRY(plan_targets_put(&e, FORM(year, "85,5", first, "80"), &n));
  CHECK(n == 0);
  REFUSED(plan_objective_remove(&e, o.v[0].id), ERR_GATE, NULL);

  cycle_id run;
  TRY(run_cycle(w, &run));
  TRY(sql_step_insert(w->db, w->a, run, 5, 1, S("analyse"), S("Analisis"), S(""), now, now, S(""), NULL));
  TRY(sql_cycle_stand(w->db, w->a, run, 6, 1, 0, S("camat"), now, NULL));
  REFUSED(plan_targets_put(&e, FORM(first, "81"), &n), ERR_INPUT, first);
  TRY(plan_targets_put(&e, FORM(year, "86"), &n)); /* the quarter has its own: the year's is still open */
  CHECK(n == 1);
  REFUSED(plan_indicator_remove(&e, id), ERR_GATE, NULL);
  REFUSED(plan_indicator_put(&e, id, FORM("sasaran", objective, "kode", "IKU-1", "nama", "IKM", "satuan", "nilai", "arah", "turun", "akumulasi", "terakhir")), ERR_GATE, NULL);

  plan_edit next = e;
  next.year = 2027;
  TRY(plan_copy(&next, 2026, &n));
  CHECK(n == 1);
  REFUSED(plan_copy(&next, 2026, &n), ERR_GATE, NULL);
  return NULL;
}

static err budget_body(world *w) {
  actor clerk = seated(w->a, "sekretaris", here);
  plan_edit e = {w->db, w->a, &clerk, now, here, 2026};
  REFUSED(plan_budget_put(&e, STR_NONE, FORM("kode", "7.01", "nama", "Program", "pagu", "-5")), ERR_INPUT, "pagu");
  TRY(plan_budget_put(&e, STR_NONE, FORM("kode", "7.01", "nama", "Program", "pagu", "1.000.000")));
  REFUSED(plan_budget_put(&e, STR_NONE, FORM("kode", "7.01", "nama", "Dua", "pagu", "1")), ERR_INPUT, "kode");
  TRY(plan_budget_put(&e, S("7.01"), FORM("kode", "7.02", "nama", "Program", "pagu", "1.000.000", "realisasi", "500.000")));
  budget_lines all;
  TRY(performance_budget(db_rw_ro(w->db), w->a, here, 2026, &all));
  CHECK(all.n == 1);
  CHECK(str_eq(all.v[0].code, S("7.02")));
  return plan_budget_remove(&e, S("7.02"));
}

#define CASE(name, body) static void name(void **state) { (void)state; with_store(body); }
CASE(people_are_kept_by_administrators, people_body)
CASE(accounts_open_with_a_password_to_change, accounts_body)
CASE(who_stands_where, seats_body)
CASE(letter_patterns_are_checked, letters_body)
CASE(days_off_and_who_may, days_body)
CASE(hours_are_checked_and_hold, hours_body)
CASE(targets_lock_behind_the_analysis, plan_body)
CASE(budgets_by_code, budget_body)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_are_kept_by_administrators), cmocka_unit_test(accounts_open_with_a_password_to_change), cmocka_unit_test(who_stands_where),
      cmocka_unit_test(letter_patterns_are_checked),       cmocka_unit_test(days_off_and_who_may),                    cmocka_unit_test(hours_are_checked_and_hold),
      cmocka_unit_test(targets_lock_behind_the_analysis),  cmocka_unit_test(budgets_by_code)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
