/* A small world for tests of steps: a regency with a kecamatan and its Inspektorat, a short SOP that ends as the real one does, and three
 * people (invented): the Camat, the Kasubag and the Inspektur. */
#ifndef TAKAR_TEST_STEPS_WORLD_H
#define TAKAR_TEST_STEPS_WORLD_H
#include "place.h"
#include "test.h"

#include <sodium.h>
#include <unistd.h>

#include "cycle/cycle_sql.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "steps/issue.h"
#include "store/store_sql.h"

enum { CAMAT, KASUBAG, INSPEKTUR, PEOPLE };

typedef struct world {
  arena *a;
  store *s;
  char path[64];
  office_id office;
  account_id who[PEOPLE];
  indicator_id indicator;
  cycle_id cycle;
  instant now;
} world;

static const char world_sop[] =
    "code: uji\nversion: \"1\"\ntitle: Mekanisme Uji\ngovernment: Pemerintah Kabupaten Contoh\noffice: Kecamatan Contoh\n"
    "legal_basis: [Peraturan Contoh]\nqualifications: [Teliti]\nrelated: [SOP lain]\nequipment: [Komputer]\nwarning: [Jangan terlambat]\n"
    "recording: [Softcopy dan hardcopy]\n"
    "lanes:\n  - {code: camat, label: CAMAT}\n  - {code: kasubag, label: KASUBAG}\n  - {code: inspektorat, label: INSPEKTORAT}\n"
    "steps:\n"
    "  - {number: 1, activity: Menyusun laporan, lane: kasubag, kind: generic, requirement: Data, time: 1 hari, output: Naskah}\n"
    "  - {number: 2, activity: Menandatangani laporan, lane: camat, kind: sign, requirement: Naskah, time: 1 hari, output: Laporan, return_to: [1]}\n"
    "  - {number: 3, activity: Menyerahkan laporan, lane: kasubag, setter: inspektorat, kind: handover, requirement: Laporan, time: 2 jam, "
    "output: Tanda Terima, return_to: [1]}\n"
    "  - {number: 4, activity: Menyimpan dokumen, lane: kasubag, kind: archive, requirement: Semua, output: Arsip}\n";

static const struct { const char *code, *lane, *title, *name, *nip; bool at_inspectorate; } world_people[PEOPLE] = {
    {"camat", "camat", "Camat Contoh", "Contoh Camat", "000000000000000001", false},
    {"kasubag_perencanaan", "kasubag", "Kasubag Perencanaan", "Contoh Kasubag", "000000000000000002", false},
    {"inspektur", "inspektorat", "Inspektur", "Contoh Inspektur", "000000000000000003", true},
};
#define WORLD_PASSWORD "sandi-uji-panjang"

static inline err world_person(db_rw *db, arena *a, world *w, int k, office_id at, str password) {
  static const actor_mark by = {.name = SC("uji"), .as = SC("")};
  position_id position;
  person_id person;
  assignment_id held;
  date from = date_of(2020, 1, 1);
  TRY(store_new_id(db, a, (region_id){1}, &position.v));
  TRY(store_new_id(db, a, (region_id){1}, &person.v));
  TRY(store_new_id(db, a, (region_id){1}, &held.v));
  TRY(sql_position_insert(db, a, position, at, str_of(world_people[k].code), str_of(world_people[k].title), k, k == 1, false, NULL));
  TRY(sql_person_insert(db, a, person, at, str_of(world_people[k].name), str_of(world_people[k].nip), S("Pembina / IV/a"), NULL));
  TRY(sql_assignment_insert(db, a, held, position, person, S("definitif"), S(""), DATE_NONE, from, DATE_NONE, S("semua"), NULL));
  TRY(sql_lane_put(db, a, w->office, S("uji"), str_of(world_people[k].lane), position, NULL));
  new_account n = {.region = {1}, .login = str_of(world_people[k].code), .password = password, .person = person,
                   .role = world_people[k].at_inspectorate ? S("inspektorat") : S("pegawai")};
  return account_add(db, a, &n, w->now, &by, &w->who[k]);
}

typedef struct founding { world *w; str password; } founding;
static inline err world_found(db_rw *db, arena *a, void *what) {
  const founding *f = what;
  world *w = f->w;
  office_id inspectorate;
  sop_id sop_of;
  objective_id objective;
  static const actor_mark by = {.name = SC("uji"), .as = SC("")};
  TRY(sql_region_insert(db, a, (region_id){1}, S("Kabupaten Contoh"), S("PEMERINTAH KABUPATEN CONTOH"), NULL));
  TRY(store_new_id(db, a, (region_id){1}, &w->office.v));
  TRY(store_new_id(db, a, (region_id){1}, &inspectorate.v));
  TRY(sql_office_insert(db, a, w->office, (region_id){1}, S("01"), S("kecamatan"), S("Kecamatan Contoh"), S("Camat Contoh"), S("Contoh"),
                        S("Jalan Contoh 1"), S("-"), S("Kec.Cth"), 420, S("A4"), NULL));
  TRY(sql_office_insert(db, a, inspectorate, (region_id){1}, S("02"), S("inspektorat"), S("Inspektorat"), S("Inspektur"), S("Kota Contoh"),
                        S("Jalan Contoh 2"), S("-"), S("Itda"), 420, S("A4"), NULL));
  TRY(library_put(db, a, (region_id){1}, str_of(world_sop), STR_NONE, w->now, &sop_of));
  TRY(library_enforce(db, a, w->office, sop_of, &by, w->now));
  for (int k = 0; k < PEOPLE; k++) TRY(world_person(db, a, w, k, world_people[k].at_inspectorate ? inspectorate : w->office, f->password));
  TRY(store_new_id(db, a, (region_id){1}, &objective.v));
  TRY(store_new_id(db, a, (region_id){1}, &w->indicator.v));
  TRY(sql_objective_insert(db, a, objective, w->office, 2026, 1, S("Meningkatnya pelayanan"), NULL));
  return sql_indicator_insert(db, a, w->indicator, objective, w->office, 2026, S("1.1"), 1, S("=Indeks kepuasan, \"warga\""), S("Indeks"), S("naik"),
                              S("terakhir"), S("Survei"), S("Seksi"), (position_id){0}, S("1200.5"), STR_NONE, STR_NONE, S(""), NULL);
}

static inline int world_setup(void **state) {
  static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};
  world *w = calloc(1, sizeof *w);
  size_t n;
  const str *kinds = step_kind_names(&n);
  assert_true(sodium_init() >= 0);
  library_start(kinds, n);
  snprintf(w->path, sizeof w->path, "/tmp/takar-steps-%d.db", (int)getpid());
  w->a = arena_new((size_t)256 << 20);
  assert_true(instant_parse(S("2026-04-06 08:00"), 420, &w->now));
  assert_ok(w->a, store_open(w->a, test_place(w->a, w->path), tables, LEN(tables), &w->s));
  founding f = {.w = w};
  assert_ok(w->a, password_hash(w->a, S(WORLD_PASSWORD), &f.password));
  assert_ok(w->a, store_write(w->s, w->a, world_found, &f));
  *state = w;
  return 0;
}

static inline int world_teardown(void **state) {
  world *w = *state;
  store_close(w->s);
  arena_free(w->a);
  library_stop();
  unlink(w->path);
  free(w);
  return 0;
}

/* One action, an hour after the last. in: name, value, name, value, ..., NULL */
static inline err world_do(world *w, int who, const char *action, const char *const *in) {
  fields f = {0};
  for (; in && in[0]; in += 2) fields_add(w->a, &f, str_of(in[0]), str_of(in[1]));
  w->now.s += 3600;
  step_request rq = {.cycle = w->cycle, .action = str_of(action), .in = &f, .account = w->who[who], .now = w->now, .address = S("")};
  step_result out;
  return steps_run(w->s, w->a, &rq, &out);
}
#define DO(w, who, action, ...) world_do((w), (who), (action), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL, NULL})
#endif
