/* A small world for tests of steps: a regency with a kecamatan and its Inspektorat, a short SOP that ends as the real one does, and three
 * people (invented): the Camat, the Kasubag and the Inspektur. */
#ifndef TAKAR_TEST_STEPS_WORLD_H
#define TAKAR_TEST_STEPS_WORLD_H
#include "steps/issue.h"
#include "town.h"

enum { CAMAT, KASUBAG, INSPEKTUR, PEOPLE };

typedef struct world {
  town_house house;
  arena *a;
  store *s;
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

static const struct { town_post post; const char *lane; bool at_inspectorate; } world_people[PEOPLE] = {
    {{"camat", "Camat Contoh", "Contoh Camat", "000000000000000001", "pegawai"}, "camat", false},
    {{"kasubag_perencanaan", "Kasubag Perencanaan", "Contoh Kasubag", "000000000000000002", "pegawai"}, "kasubag", false},
    {{"inspektur", "Inspektur", "Contoh Inspektur", "000000000000000003", "inspektorat"}, "inspektorat", true},
};
#define WORLD_PASSWORD "sandi-uji-panjang"

typedef struct founding { world *w; str password; } founding;
static inline err world_person(db_rw *db, arena *a, const founding *f, int k, office_id at) {
  town_holder made;
  TRY(town_hold(db, a, at, &world_people[k].post, str_of(world_people[k].post.code), f->password, f->w->now, &made));
  f->w->who[k] = made.account;
  return sql_lane_put(db, a, f->w->office, S("uji"), str_of(world_people[k].lane), made.position, NULL);
}

static inline err world_found(db_rw *db, arena *a, void *what) {
  const founding *f = what;
  world *w = f->w;
  office_id inspectorate;
  objective_id objective;
  TRY(sql_region_insert(db, a, town, S("Kabupaten Contoh"), S("PEMERINTAH KABUPATEN CONTOH"), NULL));
  TRY(town_office(db, a, "01", "kecamatan", "Kecamatan Contoh", "Kec.Cth", &w->office));
  TRY(town_office(db, a, "02", "inspektorat", "Inspektorat", "Itda", &inspectorate));
  TRY(town_sop(db, a, w->office, str_of(world_sop), w->now));
  for (int k = 0; k < PEOPLE; k++) TRY(world_person(db, a, f, k, world_people[k].at_inspectorate ? inspectorate : w->office));
  TRY(town_objective(db, a, w->office, "Meningkatnya pelayanan", &objective));
  return town_indicator(db, a, w->office, objective, "1.1", "=Indeks kepuasan, \"warga\"", "Indeks", (position_id){0}, "1200.5", &w->indicator);
}

static inline int world_setup(void **state) {
  world *w = calloc(1, sizeof *w);
  assert_non_null(w);
  assert_true(instant_parse(S("2026-04-06 08:00"), 420, &w->now));
  founding f = {.w = w};
  arena *own = arena_new(0);
  assert_ok(own, password_hash(own, S(WORLD_PASSWORD), &f.password));
  town_open(&w->house, "steps", world_found, &f);
  arena_free(own);
  w->a = w->house.a;
  w->s = w->house.s;
  *state = w;
  return 0;
}

static inline int world_teardown(void **state) {
  world *w = *state;
  town_close(&w->house);
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
