/* What people change beside the cycle: who may, what is refused, and what stays in the trail. */
#include "place.h"
#include "test.h"

#include <sodium.h>
#include <unistd.h>

#include "cycle/cycle_sql.h"
#include "cycle/library_edit.h"
#include "cycle/worktime.h"
#include "office/found.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "performance/plan_year.h"
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
  bool clerk = strcmp(code, "sekretaris") == 0, planner = strcmp(code, "kasubag_perencanaan") == 0;
  LIST_ADD(a, &who.seats, ((seat){.position = secretary, .office = at, .code = str_of(code), .title = S("Sekretaris"), .acts = true, .signs = true,
                                  .keeps_data = clerk || planner, .keeps_seats = clerk}));
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
  TRY(sql_position_insert(db, a, head, here, S("camat"), S("Camat Uji"), 1, false, false, NULL));
  TRY(sql_position_insert(db, a, secretary, here, S("sekretaris"), S("Sekretaris"), 2, true, true, NULL));
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

/* The seat of somebody in a position of an office, as the position says. */
static actor holder_of(world *w, office_id at, str code, err *e) {
  sql_positions_of_rows all;
  actor who = {.account = {3}, .region = {REGION}, .role = ROLE_STAFF, .name = S("Pejabat"), .office = at};
  *e = sql_positions_of(db_rw_ro(w->db), w->a, at, &all);
  for (size_t i = 0; !*e && i < all.n; i++)
    if (str_eq(all.v[i].code, code))
      LIST_ADD(w->a, &who.seats, ((seat){.position = all.v[i].id, .office = at, .acts = true, .keeps_data = all.v[i].keeps_data, .keeps_seats = all.v[i].keeps_seats}));
  return who;
}

#define NEW_OFFICE(...) FORM("nama", "Sekretariat DPRD", "pimpinan", "Sekretaris DPRD", "tempat", "Uji", "alamat", "Jl. Uji 2", "zona", "WIB", "kertas", "A4", __VA_ARGS__)

static err founding_body(world *w) {
  actor boss = admin(), clerk = seated(w->a, "sekretaris", here);
  office_id id;
  office made;
  err e;
  REFUSED(manage_office_found(w->db, w->a, &clerk, now, NEW_OFFICE("jenis", "sekretariat_dprd", "kode", "SETWAN"), &id), ERR_FORBIDDEN, NULL);
  REFUSED(manage_office_found(w->db, w->a, &boss, now, NEW_OFFICE("jenis", "sekretariat_dprd", "kode", "01"), &id), ERR_INPUT, "kode");
  REFUSED(manage_office_found(w->db, w->a, &boss, now, NEW_OFFICE("jenis", "toko", "kode", "SETWAN"), &id), ERR_INPUT, "jenis");
  TRY(manage_office_found(w->db, w->a, &boss, now, NEW_OFFICE("jenis", "sekretariat_dprd", "kode", "SETWAN"), &id));
  TRY(office_get(db_rw_ro(w->db), w->a, id, &made));
  CHECK(str_eq(made.name, S("Sekretariat DPRD")));
  CHECK(str_eq(made.kind, S("sekretariat_dprd")));
  CHECK(str_eq(office_kind_name(made.kind), S("Sekretariat DPRD")));
  actor head_of = holder_of(w, id, S("sekwan"), &e);
  TRY(e);
  CHECK(head_of.seats.n == 1);
  CHECK(!actor_keeps_office(&head_of, id));
  actor keeper = holder_of(w, id, S("kabag_program"), &e);
  TRY(e);
  CHECK(actor_keeps_office(&keeper, id));
  CHECK(manage_may_assign(&keeper, id, true));
  CHECK(!actor_keeps_office(&keeper, here));
  /* what a position keeps can be taken from it */
  TRY(manage_position(w->db, w->a, &boss, now, id, keeper.seats.v[0].position, FORM("sebutan", "Kabag Program", "urutan", "2", "data", "ya")));
  CHECK(holds(last_payload(w, id.v, "jabatan.ubah"), "mencatat Plt./Plh."));
  keeper = holder_of(w, id, S("kabag_program"), &e);
  TRY(e);
  CHECK(actor_keeps_office(&keeper, id));
  CHECK(!manage_may_assign(&keeper, id, true));
  return NULL;
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
  const calendar *c;
  TRY(office_get(db_rw_ro(w->db), w->a, here, &o));
  TRY(office_calendar(db_rw_ro(w->db), w->a, &o, &c));
  CHECK(calendar_rules(c)->normal[0].start == 480);
  const calendar *again, *other;
  TRY(office_calendar(db_rw_ro(w->db), w->a, &o, &again));
  CHECK(again == c);
  TRY(worktime_day_put(&e, date_of(2026, 3, 3), S("lokal"), S("Hari jadi"), S(""), &done));
  TRY(office_calendar(db_rw_ro(w->db), w->a, &o, &other));
  CHECK(other != c && !calendar_is_working_day(other, date_of(2026, 3, 3)) && calendar_is_working_day(c, date_of(2026, 3, 3)));
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
  TRY(plan_copy(&next, &n));
  CHECK(n == 1);
  REFUSED(plan_copy(&next, &n), ERR_GATE, NULL);

  REFUSED(plan_targets_put(&e, FORM(year, "87"), &n), ERR_GATE, NULL); /* rolled over: locked */
  REFUSED(plan_objective_put(&e, (objective_id){0}, FORM("nomor", "2", "sasaran", "Lain")), ERR_GATE, NULL);
  REFUSED(plan_unlock(&e, FORM("alasan", "Salah ketik")), ERR_FORBIDDEN, NULL);
  actor keeper = admin();
  plan_edit opener = {w->db, w->a, &keeper, now, here, 2026};
  REFUSED(plan_unlock(&opener, FORM("alasan", "")), ERR_INPUT, "alasan");
  TRY(plan_unlock(&opener, FORM("alasan", "Target salah ketik")));
  CHECK(holds(last_payload(w, here.v, "rencana.buka"), "Target salah ketik"));
  TRY(plan_targets_put(&e, FORM(year, "87"), &n));
  CHECK(n == 1);
  TRY(plan_lock(&e));
  REFUSED(plan_pk_put(&e, FORM("nomor", "1")), ERR_GATE, NULL);
  return NULL;
}

/* What the indicator is measured against in a quarter. */
static err target_of(world *w, int64_t quarter, str *out) {
  indicators all;
  TRY(performance_indicators(db_rw_ro(w->db), w->a, here, 2026, quarter, &all));
  CHECK(all.n == 1);
  *out = number_id(w->a, all.v[0].target);
  return NULL;
}

static err revision_body(world *w) {
  actor clerk = seated(w->a, "sekretaris", here);
  plan_edit e = {w->db, w->a, &clerk, now, here, 2026};
  sql_objectives_of_rows o;
  target_lines rows;
  str target;
  size_t n;
  TRY(plan_objective_put(&e, (objective_id){0}, FORM("nomor", "1", "sasaran", "Pelayanan membaik")));
  TRY(sql_objectives_of(db_rw_ro(w->db), w->a, here, 2026, &o));
  const char *objective = str_z(w->a, str_fmt(w->a, "%lld", (long long)o.v[0].id.v));
  REFUSED(plan_indicator_put(&e, (indicator_id){0}, FORM("sasaran", objective, "kode", "LPJ", "nama", "LPJ", "satuan", "%", "arah", "naik", "akumulasi", "terakhir",
                                                         "hitungan", "rasio", "bagian", "Desa baik")), ERR_INPUT, "bagian");
  TRY(plan_indicator_put(&e, (indicator_id){0}, FORM("sasaran", objective, "kode", "LPJ", "nama", "LPJ", "satuan", "%", "arah", "naik", "akumulasi", "terakhir",
                                                     "hitungan", "rasio", "bagian", "Desa baik\n\n Seluruh desa ", "bobot", "2,5", "rumus", "baik dibagi semua")));
  TRY(target_lines_of(db_rw_ro(w->db), w->a, here, 2026, &rows));
  const indicator *of = &rows.v[0].of;
  CHECK(of->computed == HITUNG_RASIO && of->parts.n == 2 && str_eq(of->parts.v[1], S("Seluruh desa")) && of->weight.units == 25);
  const char *year = str_z(w->a, target_field(w->a, of->id, 0, false)), *third = str_z(w->a, target_field(w->a, of->id, 3, true)),
             *second = str_z(w->a, target_field(w->a, of->id, 2, true)), *whole = str_z(w->a, target_field(w->a, of->id, 0, true));
  TRY(plan_targets_put(&e, FORM(year, "80"), &n));
  REFUSED(plan_targets_put(&e, FORM(third, "82"), &n), ERR_INPUT, third); /* no revision yet */
  REFUSED(plan_pk_put(&e, FORM("tanggal_perubahan", "1 Agustus 2027")), ERR_INPUT, "tanggal_perubahan");
  TRY(plan_pk_put(&e, FORM("nomor", "PK/1", "tanggal", "5 Januari 2026", "nomor_perubahan", "PK/2", "tanggal_perubahan", "1 Agustus 2026")));
  REFUSED(plan_targets_put(&e, FORM(second, "82"), &n), ERR_INPUT, second); /* ends before the revision */
  TRY(plan_targets_put(&e, FORM(third, "82,5", whole, "85"), &n));
  CHECK(n == 2);
  const char *const expected[] = {"85", "80", "80", "82,5", "85"};
  for (int q = 0; q <= 4; q++) {
    TRY(target_of(w, q, &target));
    CHECK(str_eq(target, str_of(expected[q])));
  }
  cycle_id run;
  TRY(run_cycle(w, &run));
  TRY(sql_step_insert(w->db, w->a, run, 5, 1, S("analyse"), S("Analisis"), S(""), now, now, S(""), NULL));
  TRY(sql_cycle_stand(w->db, w->a, run, 6, 1, 0, S("camat"), now, NULL)); /* the first quarter is analysed */
  TRY(plan_pk_put(&e, FORM("nomor", "PK/1", "nomor_perubahan", "PK/2", "tanggal_perubahan", "1 Mei 2026")));
  REFUSED(plan_pk_put(&e, FORM("nomor", "PK/1", "nomor_perubahan", "PK/2", "tanggal_perubahan", "1 Februari 2026")), ERR_GATE, NULL);
  return NULL;
}

static err line_at(world *w, int64_t quarter, const char *code, budget_line *out) {
  budget_lines all;
  TRY(performance_budget(db_rw_ro(w->db), w->a, here, 2026, quarter, &all));
  *out = budget_total(&all);
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].code, str_of(code))) *out = all.v[i];
  return NULL;
}

#define MONEY(d, expected) CHECK(str_eq(decimal_id(w->a, (d), 0), S(expected)))

static err budget_body(world *w) {
  actor clerk = seated(w->a, "sekretaris", here);
  plan_edit e = {w->db, w->a, &clerk, now, here, 2026};
  budget_line b;
  REFUSED(plan_budget_put(&e, STR_NONE, FORM("kode", "7.01", "nama", "Program", "pagu", "-5")), ERR_INPUT, "pagu");
  REFUSED(plan_budget_put(&e, STR_NONE, FORM("kode", "7..01", "nama", "Program", "pagu", "5")), ERR_INPUT, "kode");
  TRY(plan_budget_put(&e, STR_NONE, FORM("kode", "7.01", "nama", "Program", "pagu", "1.000.000")));
  REFUSED(plan_budget_put(&e, STR_NONE, FORM("kode", "7.01", "nama", "Dua", "pagu", "1")), ERR_INPUT, "kode");
  TRY(plan_budget_put(&e, S("7.01"), FORM("kode", "7.02", "nama", "Program", "pagu", "1.000.000", "realisasi1", "200.000", "realisasi2", "300.000")));
  TRY(line_at(w, 1, "7.02", &b));
  MONEY(b.spent, "200.000");
  TRY(line_at(w, 2, "7.02", &b));
  MONEY(b.spent, "500.000");
  MONEY(b.absorption, "50");
  TRY(line_at(w, 3, "7.02", &b)); /* the third quarter is blank, not zero */
  CHECK(!decimal_some(b.spent) && !decimal_some(b.absorption));

  /* What lies below makes the one above a sum. */
  TRY(plan_budget_put(&e, STR_NONE, FORM("kode", "7.02.2.01", "nama", "Kegiatan satu", "pagu", "600.000", "realisasi1", "100.000")));
  TRY(plan_budget_put(&e, STR_NONE, FORM("kode", "7.02.2.02", "nama", "Kegiatan dua", "pagu", "400.000", "pagu_perubahan", "500.000", "realisasi1", "0")));
  TRY(line_at(w, 1, "7.02", &b));
  CHECK(!b.leaf && b.level == 0);
  MONEY(b.original, "1.000.000");
  MONEY(b.revised, "1.100.000");
  MONEY(b.ceiling, "1.000.000");
  MONEY(b.spent, "100.000");
  TRY(line_at(w, 1, "", &b));
  MONEY(b.ceiling, "1.000.000"); /* the total counts the lowest level only */
  TRY(plan_pk_put(&e, FORM("nomor_perubahan", "PK/2", "tanggal_perubahan", "1 Mei 2026")));
  TRY(line_at(w, 2, "7.02.2.02", &b));
  MONEY(b.ceiling, "500.000");
  REFUSED(plan_budget_remove(&e, S("7.02")), ERR_GATE, NULL);
  REFUSED(plan_budget_put(&e, S("7.02"), FORM("kode", "7.03", "nama", "Program")), ERR_INPUT, "kode");
  TRY(plan_budget_put(&e, S("7.02"), FORM("kode", "7.02", "nama", "Program pelayanan")));

  /* A locked year: what was spent is still written, the plan is not. */
  TRY(plan_lock(&e));
  REFUSED(plan_budget_put(&e, S("7.02.2.01"), FORM("kode", "7.02.2.01", "nama", "Kegiatan satu", "pagu", "700.000")), ERR_GATE, NULL);
  TRY(plan_budget_put(&e, S("7.02.2.01"), FORM("kode", "7.02.2.01", "nama", "Kegiatan satu", "pagu", "600.000", "realisasi1", "150.000")));
  TRY(line_at(w, 1, "7.02.2.01", &b));
  MONEY(b.spent, "150.000");
  REFUSED(plan_budget_remove(&e, S("7.02.2.01")), ERR_GATE, NULL);
  return NULL;
}

static void check_counted(arena *a, enum computation k, const str_list *names, const char *typed, const char *expected, const char *words) {
  decimal v = DECIMAL_NONE;
  err e = components_value(a, k, names, str_of(typed), &v);
  if (!expected) {
    assert_non_null(e);
    assert_int_equal(e->code, ERR_INPUT);
    assert_true(holds(e->user, words));
    return;
  }
  assert_null(e);
  assert_true(str_eq(decimal_id(a, v, 0), str_of(expected)));
  assert_true(str_eq(components_words(a, k, names, str_of(typed)), str_of(words)));
}

static void figures_are_counted_in_parts(void **state) {
  (void)state;
  arena *a = arena_new(0);
  str_list two = {0}, three = {0}, parts;
  LIST_ADD(a, &two, S("baik"));
  LIST_ADD(a, &two, S("semua"));
  for (size_t i = 0; i < 3; i++) LIST_ADD(a, &three, str_fmt(a, "desa %zu", i + 1));
  check_counted(a, HITUNG_RASIO, &two, "5/9", "55,56", "5 / 9 × 100 = 55,56 (baik / semua)");
  check_counted(a, HITUNG_RASIO, &two, " 1.200 / 2.400 ", "50", "1.200 / 2.400 × 100 = 50 (baik / semua)");
  check_counted(a, HITUNG_RASIO, &two, "5/0", NULL, "pembagi");
  check_counted(a, HITUNG_RASIO, &two, "5/", NULL, "Isi juga “semua”");
  check_counted(a, HITUNG_RASIO, &two, "55,56", NULL, "2 bagian");
  check_counted(a, HITUNG_RASIO, &two, "lima/9", NULL, "baik");
  check_counted(a, HITUNG_RASIO, &two, "-1/9", NULL, "nol");
  check_counted(a, HITUNG_JUMLAH, &three, "3+4,5+0", "7,5", "3 + 4,5 + 0 = 7,5 (desa 1 + desa 2 + desa 3)");
  check_counted(a, HITUNG_JUMLAH, &three, "3+4", NULL, "3 bagian");
  parts = components_split(a, HITUNG_RASIO, S("5/9"), 2);
  assert_true(str_eq(components_join(a, HITUNG_RASIO, &parts), S("5/9")));
  parts = components_split(a, HITUNG_JUMLAH, S(""), 3);
  assert_true(str_blank(components_join(a, HITUNG_JUMLAH, &parts)));
  arena_free(a);
}

#define CASE(name, body) static void name(void **state) { (void)state; with_store(body); }
CASE(people_are_kept_by_administrators, people_body)
CASE(accounts_open_with_a_password_to_change, accounts_body)
CASE(who_stands_where, seats_body)
CASE(offices_are_founded_with_their_positions, founding_body)
CASE(letter_patterns_are_checked, letters_body)
CASE(days_off_and_who_may, days_body)
CASE(hours_are_checked_and_hold, hours_body)
CASE(targets_lock_behind_the_analysis, plan_body)
CASE(revised_targets_hold_from_their_quarter, revision_body)
CASE(budgets_by_code, budget_body)

/* ---- paper, crest, agreement ---- */

#define IDENTITY "nama", "Kecamatan Uji", "pimpinan", "Camat Uji", "tempat", "Uji", "alamat", "Jl. Uji 1", "zona", "WIB", "kertas", "F4"

static err paper_body(world *w) {
  actor boss = admin(), planner = seated(w->a, "kasubag_perencanaan", here);
  office o;
  str hash = S("0123456789012345678901234567890123456789012345678901234567890123");
  REFUSED(manage_office(w->db, w->a, &boss, now, here, FORM(IDENTITY, "batas_kiri", "5")), ERR_INPUT, "batas_kiri");
  TRY(manage_office(w->db, w->a, &boss, now, here, FORM(IDENTITY, "batas_kiri", "30")));
  TRY(office_get(db_rw_ro(w->db), w->a, here, &o));
  CHECK(o.margins.left == 30 && o.margins.top == 20 && str_eq(o.paper, S("F4")));
  CHECK(holds(last_payload(w, here.v, "kantor.ubah"), "batas 20, 20, 20, 30 mm") && !o.decree_phrase && !o.decree_nip);
  TRY(manage_office(w->db, w->a, &boss, now, here, FORM(IDENTITY, "pembuka_sk", "dengan", "nip_sk", "dengan")));
  TRY(office_get(db_rw_ro(w->db), w->a, here, &o));
  CHECK(o.decree_phrase && o.decree_nip && o.margins.left == 30);
  CHECK(holds(last_payload(w, here.v, "kantor.ubah"), "SK dengan kalimat pembuka, dengan NIP"));
  REFUSED(manage_crest(w->db, w->a, &planner, now, here, hash, S("bytes")), ERR_FORBIDDEN, NULL);
  TRY(manage_crest(w->db, w->a, &boss, now, here, hash, S("bytes")));
  CHECK(holds(last_payload(w, here.v, "kantor.lambang"), "0123456789"));
  TRY(office_get(db_rw_ro(w->db), w->a, here, &o));
  CHECK(str_eq(o.crest, hash));
  TRY(manage_crest(w->db, w->a, &boss, now, here, STR_NONE, STR_NONE));
  TRY(office_get(db_rw_ro(w->db), w->a, here, &o));
  CHECK(!o.crest.n);
  return NULL;
}

static err agreement_body(world *w) {
  actor planner = seated(w->a, "kasubag_perencanaan", here), other = seated(w->a, "kasi_pemerintahan", here);
  plan_edit e = {w->db, w->a, &planner, now, here, 2026};
  sql_agreement_of_row *r;
  REFUSED(plan_agreement_put(&e, FORM("jabatan", "Bupati Uji", "tempat", "Uji")), ERR_INPUT, "nama");
  REFUSED(plan_agreement_put(&e, FORM("jabatan", "Bupati Uji", "nama", "Contoh", "tempat", "Uji")), ERR_INPUT, "tanggal");
  TRY(plan_agreement_put(&e, FORM("jabatan", "Bupati Uji", "nama", "Contoh", "tempat", "Uji", "tanggal", "2026-01-05")));
  TRY(sql_agreement_of(db_rw_ro(w->db), w->a, here, 2026, &r));
  plan_year of;
  TRY(plan_year_of(db_rw_ro(w->db), w->a, here, 2026, &of));
  CHECK(of.agreement_day.day == r->day.day); /* one day, wherever it is typed */
  CHECK(r && str_eq(r->superior_name, S("Contoh")) && r->day.day == date_of(2026, 1, 5).day);
  CHECK(holds(last_payload(w, here.v, "perjanjian.ubah"), "Bupati Uji"));
  e.who = &other;
  REFUSED(plan_agreement_put(&e, FORM("jabatan", "X", "nama", "Y", "tempat", "Z", "tanggal", "2026-01-05")), ERR_FORBIDDEN, NULL);
  return NULL;
}

static void margins_and_crest_are_the_office_s(void **state) {
  (void)state;
  with_store(paper_body);
}

static void agreements_name_both_parties(void **state) {
  (void)state;
  with_store(agreement_body);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_are_kept_by_administrators), cmocka_unit_test(accounts_open_with_a_password_to_change), cmocka_unit_test(who_stands_where),
      cmocka_unit_test(offices_are_founded_with_their_positions),
      cmocka_unit_test(letter_patterns_are_checked),       cmocka_unit_test(days_off_and_who_may),                    cmocka_unit_test(hours_are_checked_and_hold),
      cmocka_unit_test(targets_lock_behind_the_analysis),  cmocka_unit_test(budgets_by_code),
      cmocka_unit_test(revised_targets_hold_from_their_quarter), cmocka_unit_test(figures_are_counted_in_parts),
      cmocka_unit_test(margins_and_crest_are_the_office_s), cmocka_unit_test(agreements_name_both_parties)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
