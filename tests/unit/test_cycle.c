/* How a cycle moves: the table of moves, returns and rounds, whose turn it is with Plt. and Plh., who sees it, deadlines after the calendar
 * changed, and the old value in the trail. On a small SOP of generic steps with a setter, a team-less decision and a way onward. */
#include "place.h"
#include "test.h"

#include <sodium.h>
#include <sqlite3.h>
#include <unistd.h>

#include "cycle/cycle_sql.h"
#include "office/change.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "steps/step.h"
#include "store/audit.h"
#include "store/store_sql.h"

const char *__lsan_default_suppressions(void); /* fontconfig keeps its caches to the end */
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; }

static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};
enum { HEAD, PLANNER, CLERK, INSPECTOR, NEIGHBOUR, PEOPLE };
static const struct { const char *code, *lane; int office; } posts[PEOPLE] = {
    [HEAD] = {"camat", "camat", 0}, [PLANNER] = {"kasubag", "kasubag", 0}, [CLERK] = {"staf", NULL, 0},
    [INSPECTOR] = {"inspektur", "inspektorat", 1}, [NEIGHBOUR] = {"camat", NULL, 2}};

static const char sop_text[] =
    "code: uji\nversion: \"1\"\ntitle: Mekanisme Uji\ngovernment: Pemerintah Contoh\noffice: Kecamatan Contoh\n"
    "legal_basis: [a]\nqualifications: [b]\nrelated: [c]\nequipment: [d]\nwarning: [e]\nrecording: [f]\n"
    "lanes:\n  - {code: camat, label: CAMAT}\n  - {code: kasubag, label: KASUBAG}\n  - {code: inspektorat, label: INSPEKTORAT}\n"
    "steps:\n"
    "  - {number: 1, activity: Menyusun, lane: kasubag, setter: camat, kind: generic, requirement: A, time: 1 hari, output: B}\n"
    "  - {number: 2, activity: Menghimpun, lane: kasubag, kind: collect, requirement: A, time: 3 hari, output: B, return_to: [1]}\n"
    "  - {number: 3, activity: Memeriksa, lane: camat, kind: generic, requirement: B, time: 2 jam, output: C, if_yes: 4, if_no: [2, 5]}\n"
    "  - {number: 4, activity: Melengkapi, lane: kasubag, kind: generic, requirement: C, time: 1 hari, output: D}\n"
    "  - {number: 5, activity: Menerima, lane: inspektorat, kind: generic, requirement: D, output: E, return_to: [2]}\n";

typedef struct world {
  arena *a;
  store *s;
  db_ro *ro;
  char path[64];
  office_id office[3];
  person_id person[PEOPLE];
  position_id position[PEOPLE];
  account_id account[PEOPLE];
  indicator_id indicator[2];
  cycle_id cycle;
  instant now;
} world;

static const region_id region = {1};
static const actor_mark tester = {.name = SC("Penguji"), .as = SC("")};

static err seed_person(db_rw *db, arena *a, world *w, int i) {
  assignment_id held;
  office_id at = w->office[posts[i].office];
  TRY(store_new_id(db, a, region, &w->person[i].v));
  TRY(store_new_id(db, a, region, &w->position[i].v));
  TRY(store_new_id(db, a, region, &w->account[i].v));
  TRY(store_new_id(db, a, region, &held.v));
  TRY(sql_person_insert(db, a, w->person[i], at, str_fmt(a, "Contoh %d", i), S("-"), S("-"), NULL));
  TRY(sql_position_insert(db, a, w->position[i], at, str_of(posts[i].code), str_fmt(a, "Jabatan %d", i), i, false, false, NULL));
  TRY(sql_assignment_insert(db, a, held, w->position[i], w->person[i], S("definitif"), S(""), DATE_NONE, date_of(2020, 1, 1), DATE_NONE, S("semua"), NULL));
  TRY(sql_account_insert(db, a, w->account[i], region, str_fmt(a, "uji%d", i), w->person[i], S("x"), i == INSPECTOR ? S("inspektorat") : S("pegawai"), false, w->now, NULL));
  return posts[i].lane ? sql_lane_put(db, a, w->office[0], S("uji"), str_of(posts[i].lane), w->position[i], NULL) : NULL;
}

static err seed(db_rw *db, arena *a, void *what) {
  world *w = what;
  sop_id version;
  objective_id objective;
  TRY(sql_region_insert(db, a, region, S("Kabupaten Contoh"), S("PEMERINTAH"), NULL));
  for (int i = 0; i < 3; i++) {
    TRY(store_new_id(db, a, region, &w->office[i].v));
    TRY(sql_office_insert(db, a, w->office[i], region, str_fmt(a, "0%d", i), i == 1 ? S("inspektorat") : S("kecamatan"), str_fmt(a, "Kantor %d", i), S("-"), S("-"), S(""), S(""), S("K"), 420, S("A4"), NULL));
  }
  TRY(library_put(db, a, region, str_of(sop_text), STR_NONE, w->now, &version));
  TRY(library_enforce(db, a, w->office[0], version, &tester, w->now));
  for (int i = 0; i < PEOPLE; i++) TRY(seed_person(db, a, w, i));
  TRY(store_new_id(db, a, region, &objective.v));
  TRY(sql_objective_insert(db, a, objective, w->office[0], 2026, 1, S("Sasaran"), NULL));
  for (int i = 0; i < 2; i++) {
    TRY(store_new_id(db, a, region, &w->indicator[i].v));
    TRY(sql_indicator_insert(db, a, w->indicator[i], objective, w->office[0], 2026, str_fmt(a, "I%d", i), i, str_fmt(a, "Indikator %d", i), S("%"), S("naik"), S("terakhir"),
                             S(""), S(""), (position_id){0}, S("80"), STR_NONE, STR_NONE, S(""), NULL));
  }
  return NULL;
}

static int setup(void **state) {
  world *w = calloc(1, sizeof *w);
  size_t n;
  if (sodium_init() < 0) return -1;
  snprintf(w->path, sizeof w->path, "/tmp/takar-cycle-%d.db", (int)getpid());
  w->a = arena_new((size_t)512 << 20);
  w->now = instant_of(date_of(2026, 1, 5), 8 * 60, 0, 420);
  const str *kinds = step_kind_names(&n);
  library_start(kinds, n);
  assert_ok(w->a, store_open(w->a, test_place(w->a, w->path), tables, LEN(tables), &w->s));
  assert_ok(w->a, store_write(w->s, w->a, seed, w));
  assert_ok(w->a, steps_begin(w->s, w->a, &(begin_request){w->office[0], S("uji"), 2026, 1, w->account[PLANNER], w->now}, &w->cycle));
  assert_ok(w->a, store_connect(w->s, w->a, &w->ro));
  *state = w;
  return 0;
}

static int teardown(void **state) {
  world *w = *state;
  store_release(w->s, w->ro);
  store_close(w->s);
  arena_free(w->a);
  library_stop();
  unlink(w->path);
  free(w);
  return 0;
}

/* ---- asking ---- */

/* "name=value&name=value"; {0} {1} stand for the indicators, {K} for the latest correction. */
static err ask(world *w, int who, const char *action, const char *form) {
  fields in = {0};
  buf b = BUF(w->a);
  sql_corrections_of_rows all;
  assert_ok(w->a, sql_corrections_of(w->ro, w->a, w->cycle, &all));
  for (const char *p = form; *p; p++) {
    if (*p != '{') buf_char(&b, *p);
    else {
      buf_i64(&b, p[1] == 'K' ? all.v[all.n - 1].id.v : w->indicator[p[1] - '0'].v);
      p += 2;
    }
  }
  for (str rest = *form ? buf_str(&b) : STR_NONE, one, name; rest.p;) {
    rest = str_cut(rest, '&', &one);
    str value = str_cut(one, '=', &name);
    if (!str_eq(name, S("berkas"))) fields_add(w->a, &in, name, value);
    else LIST_ADD(w->a, &in, ((field){name, value, S("uji.txt")}));
  }
  step_result out;
  w->now.s += 60;
  return steps_run(w->s, w->a, &(step_request){.cycle = w->cycle, .action = str_of(action), .in = &in, .account = w->account[who], .now = w->now, .address = S("")}, &out);
}
static void done(world *w, int who, const char *action, const char *form) { assert_ok(w->a, ask(w, who, action, form)); }
#define REFUSED(w, who, code_, ...)                                      \
  do {                                                                   \
    err e__ = ask((w), (who), __VA_ARGS__);                              \
    assert_non_null(e__);                                                \
    if (e__->code != ERR_##code_) print_error("%s\n", str_z((w)->a, e__->user)); \
    assert_int_equal(e__->code, ERR_##code_);                            \
  } while (0)

static cycle *now(world *w) {
  cycle *c;
  assert_ok(w->a, cycle_load(w->ro, w->a, w->cycle, NULL, &c));
  return c;
}
static void stands(world *w, int no, int round, int phase) {
  cycle *c = now(w);
  assert_int_equal(c->no, no);
  assert_int_equal(c->round, round);
  assert_int_equal(c->phase, phase);
}
static str last_entry(world *w, const char *action) {
  sql_audit_entries_rows rows;
  assert_ok(w->a, sql_audit_entries(w->ro, w->a, w->cycle.v, 0, 1000, &rows));
  for (size_t i = rows.n; i > 0; i--)
    if (str_eq(rows.v[i - 1].action, str_of(action))) return rows.v[i - 1].payload;
  return STR_NONE;
}
static bool says(world *w, const char *action, const char *what) { return str_find(last_entry(w, action), str_of(what)) >= 0; }
static str state_of(world *w, int no, int round) {
  step_runs runs;
  assert_ok(w->a, cycle_runs(w->ro, w->a, now(w), w->now, &runs));
  for (size_t i = 0; i < runs.n; i++)
    if (runs.v[i].no == no && runs.v[i].round == round) return runs.v[i].state;
  return S("tidak ada");
}

static void to_collect(world *w) {
  done(w, PLANNER, "selesai", "catatan=Sudah");
  done(w, HEAD, "tetapkan", "");
}
static void to_check(world *w) {
  to_collect(w);
  done(w, PLANNER, "berkas", "berkas=isi renja\n&jenis=renja");
  done(w, PLANNER, "angka", "indikator={0}&nilai=80&tanpa_bukti=uji&indikator={1}&nilai=0&tanpa_bukti=uji");
  done(w, PLANNER, "selesai", "");
}

/* ---- moves ---- */

static void a_step_with_a_setter_has_two_turns(void **state) {
  world *w = *state;
  stands(w, 1, 1, 0);
  REFUSED(w, HEAD, FORBIDDEN, "selesai", "catatan=Sudah");
  REFUSED(w, CLERK, FORBIDDEN, "simpan", "catatan=Sudah");
  REFUSED(w, PLANNER, GATE, "selesai", "");
  REFUSED(w, HEAD, CONFLICT, "tetapkan", "");
  REFUSED(w, PLANNER, CONFLICT, "terima", "");
  done(w, PLANNER, "selesai", "catatan=Sudah");
  stands(w, 1, 1, 1);
  assert_true(says(w, "langkah.serah", "\"lama\":\"terbuka\",\"baru\":\"menunggu penetapan\""));
  REFUSED(w, PLANNER, CONFLICT, "selesai", "");
  REFUSED(w, PLANNER, FORBIDDEN, "tetapkan", "");
  done(w, HEAD, "tetapkan", "");
  stands(w, 2, 1, 0);
  assert_true(says(w, "langkah.selesai", "\"lama\":\"menunggu penetapan\",\"baru\":\"selesai\""));
  REFUSED(w, HEAD, CONFLICT, "tetapkan", "");
}

static void a_request_for_an_earlier_round_changes_nothing(void **state) {
  world *w = *state;
  done(w, PLANNER, "selesai", "catatan=Sudah");
  done(w, HEAD, "kembalikan", "alasan=Kurang rinci");
  stands(w, 1, 2, 0);
  REFUSED(w, PLANNER, CONFLICT, "simpan", "catatan=Lama&putaran=1");
  REFUSED(w, PLANNER, CONFLICT, "simpan", "catatan=Lama&putaran=4294967298"); /* 2 + 2^32 */
  done(w, PLANNER, "simpan", "catatan=Baru&putaran=2");
  assert_str(w->a, state_of(w, 1, 1), "dikembalikan");
}

static void a_return_opens_a_round_with_its_points(void **state) {
  world *w = *state;
  to_check(w);
  REFUSED(w, HEAD, INPUT, "kembalikan", "alasan=Salah&ke=1&pada=step&catatan=x"); /* the SOP names 2 and 5 */
  REFUSED(w, HEAD, INPUT, "kembalikan", "alasan=Salah&ke=2");
  REFUSED(w, HEAD, INPUT, "kembalikan", "alasan=&ke=2&pada=step&catatan=x");
  REFUSED(w, HEAD, INPUT, "kembalikan", "alasan=Salah&ke=2&catatan=satu&catatan=dua&pada=step"); /* rows that do not fit */
  done(w, HEAD, "kembalikan", "alasan=Salah&ke=2&pada=figure:{0}&label=Indikator 0&catatan=Periksa");
  stands(w, 2, 2, 0);
  sql_corrections_of_rows all;
  assert_ok(w->a, sql_corrections_of(w->ro, w->a, w->cycle, &all));
  assert_int_equal(all.v[0].to_person.v, w->person[PLANNER].v); /* nobody was named: who holds the lane */
  REFUSED(w, PLANNER, GATE, "selesai", "");
  done(w, PLANNER, "jawab", "koreksi={K}&n=1&jawaban=Sudah diperiksa");
  assert_true(says(w, "koreksi.jawab", "\"lama\":\"\",\"baru\":\"Sudah diperiksa\""));
  done(w, PLANNER, "selesai", "");
  stands(w, 3, 2, 0);
  REFUSED(w, HEAD, CONFLICT, "jawab", "koreksi={K}&n=1&jawaban=Lain");    /* who asked does not answer, */
  REFUSED(w, PLANNER, CONFLICT, "jawab", "koreksi={K}&n=1&jawaban=Lain"); /* and an earlier round stays as it was */
}

static void no_that_leads_onward_is_a_way_through(void **state) {
  world *w = *state;
  to_check(w);
  REFUSED(w, HEAD, GATE, "kembalikan", "alasan=Tidak perlu&ke=5"); /* the gate is asked all the same */
  done(w, HEAD, "simpan", "catatan=Sudah");
  REFUSED(w, HEAD, INPUT, "kembalikan", "alasan=&ke=5");
  done(w, HEAD, "kembalikan", "alasan=Tidak perlu dilengkapi&ke=5");
  stands(w, 5, 1, 0);
  assert_str(w->a, state_of(w, 3, 1), "selesai");
  assert_str(w->a, state_of(w, 4, 1), "tidak ada");
  done(w, INSPECTOR, "selesai", "catatan=Diterima");
}

static void a_closed_cycle_never_changes(void **state) {
  world *w = *state;
  to_check(w);
  done(w, HEAD, "selesai", "catatan=Ya");
  done(w, PLANNER, "selesai", "catatan=Lengkap");
  done(w, INSPECTOR, "selesai", "catatan=Diterima");
  assert_false(now(w)->running);
  const char *const actions[] = {"simpan", "selesai", "hardcopy", "berkas", "hapus-berkas", "jawab", "kembalikan"};
  for (size_t i = 0; i < LEN(actions); i++) REFUSED(w, INSPECTOR, CONFLICT, actions[i], "");
  cycle_id again;
  assert_ok(w->a, steps_begin(w->s, w->a, &(begin_request){w->office[0], S("uji"), 2026, 1, w->account[PLANNER], w->now}, &again));
}

/* ---- turns ---- */

typedef struct assigning { new_assignment n; instant now; } assigning;
static err assign_now(db_rw *db, arena *a, void *what) {
  const assigning *x = what;
  assignment_id id;
  return office_assign(db, a, &x->n, &tester, x->now, &id);
}
static err assign(world *w, int post, int who, const char *kind, int from, int until, const char *scope) {
  assigning x = {.n = {.position = w->position[post], .person = w->person[who], .kind = str_of(kind), .letter_no = S("800/1"), .scope = str_of(scope),
                       .letter_day = date_of(2026, 1, 2), .from = date_of(2026, 1, from), .until = until ? date_of(2026, 1, until) : DATE_NONE}, .now = w->now};
  return store_write(w->s, w->a, assign_now, &x);
}
static turn turn_of(world *w, int who, const char *lane) {
  actor x;
  turn t;
  assert_ok(w->a, actor_load(w->ro, w->a, w->account[who], w->now, &x));
  assert_ok(w->a, cycle_turn(w->ro, w->a, now(w), &x, str_of(lane), &t));
  return t;
}

static void tasks_come_and_go_with_the_days_of_a_letter(void **state) {
  world *w = *state;
  assert_ok(w->a, assign(w, PLANNER, CLERK, "plh", 6, 7, "semua"));
  assert_true(turn_of(w, PLANNER, "kasubag").mine);
  w->now.s += 24 * 3600;
  assert_false(turn_of(w, PLANNER, "kasubag").mine);
  assert_false(turn_of(w, PLANNER, "kasubag").signs);
  assert_true(turn_of(w, CLERK, "kasubag").mine);
  assert_true(str_starts(turn_of(w, CLERK, "kasubag").as, S("Plh. Jabatan 1 (menggantikan Contoh 1")));
  done(w, CLERK, "simpan", "catatan=Dari pengganti");
  w->now.s += 2 * 24 * 3600;
  assert_true(turn_of(w, PLANNER, "kasubag").mine);
  assert_false(turn_of(w, CLERK, "kasubag").mine);
}

static void without_the_power_to_sign_the_holder_signs(void **state) {
  world *w = *state;
  done(w, PLANNER, "selesai", "catatan=Sudah");
  assert_ok(w->a, assign(w, HEAD, CLERK, "plh", 5, 6, "tanpa_tanda_tangan"));
  REFUSED(w, CLERK, FORBIDDEN, "tetapkan", "");
  done(w, HEAD, "tetapkan", "");
}

static void a_post_has_one_holder_and_one_acting_a_day(void **state) {
  world *w = *state;
  official o;
  assert_ok(w->a, assign(w, HEAD, CLERK, "plh", 6, 7, "semua"));
  assert_int_equal(assign(w, HEAD, PLANNER, "plt", 7, 9, "semua")->code, ERR_INPUT);
  assert_ok(w->a, assign(w, HEAD, PLANNER, "plt", 8, 9, "semua"));
  assert_ok(w->a, assign(w, HEAD, NEIGHBOUR, "definitif", 10, 0, "semua")); /* the one before ends */
  assert_int_equal(assign(w, HEAD, CLERK, "definitif", 9, 0, "semua")->code, ERR_INPUT);
  assert_ok(w->a, official_of(w->ro, w->a, w->position[HEAD], date_of(2026, 1, 5), true, &o));
  assert_int_equal(o.person.v, w->person[HEAD].v);
  assert_ok(w->a, official_of(w->ro, w->a, w->position[HEAD], date_of(2026, 1, 12), true, &o));
  assert_int_equal(o.person.v, w->person[NEIGHBOUR].v);
  w->now.s += 7 * 24 * 3600;
  assert_false(turn_of(w, HEAD, "camat").mine);
  assert_true(turn_of(w, NEIGHBOUR, "camat").mine); /* a seat in two offices */
  sql_audit_entries_rows rows;
  assert_ok(w->a, sql_audit_entries(w->ro, w->a, w->office[0].v, 0, 100, &rows));
  assert_true(str_find(rows.v[rows.n - 2].payload, S("\"lama\":\"tanpa batas\",\"baru\":\"sampai 9 Januari 2026\"")) >= 0);
}

/* ---- who sees it ---- */

static enum err_code seen_by(world *w, int who) {
  actor x;
  cycle *c;
  assert_ok(w->a, actor_load(w->ro, w->a, w->account[who], w->now, &x));
  err e = cycle_load(w->ro, w->a, w->cycle, &x, &c);
  return e ? e->code : ERR_NONE;
}

static void another_offices_cycle_is_not_there(void **state) {
  world *w = *state;
  assert_int_equal(seen_by(w, CLERK), ERR_NONE);
  assert_int_equal(seen_by(w, INSPECTOR), ERR_NONE);
  assert_int_equal(seen_by(w, NEIGHBOUR), ERR_NOT_FOUND);
  REFUSED(w, NEIGHBOUR, NOT_FOUND, "simpan", "catatan=x");
  assert_ok(w->a, assign(w, INSPECTOR, NEIGHBOUR, "plh", 5, 6, "semua")); /* a lane of this cycle is theirs for two days */
  assert_int_equal(seen_by(w, NEIGHBOUR), ERR_NONE);
  w->now.s += 2 * 24 * 3600;
  assert_int_equal(seen_by(w, NEIGHBOUR), ERR_NOT_FOUND);
}

/* ---- figures ---- */

static figure *figure_at(world *w, int i) {
  figures *all = NEW(w->a, figures);
  assert_ok(w->a, performance_figures(w->ro, w->a, w->office[0], w->cycle, 2026, 1, all));
  return figures_find(all, w->indicator[i]);
}

static void empty_zero_and_nihil_are_three_answers(void **state) {
  world *w = *state;
  to_collect(w);
  done(w, PLANNER, "angka", "indikator={0}&nilai=0&versi_angka=0");
  assert_int_equal(figure_at(w, 0)->state, FIGURE_TERISI);
  assert_true(says(w, "angka.ubah", "\"lama\":\"kosong\",\"baru\":\"0\""));
  done(w, PLANNER, "angka", "indikator={0}&status=nihil&nilai=&alasan=Belum diumumkan&versi_angka=1");
  assert_int_equal(figure_at(w, 0)->state, FIGURE_NIHIL);
  assert_true(says(w, "angka.ubah", "\"lama\":\"0\",\"baru\":\"tidak tersedia: Belum diumumkan\""));
  done(w, PLANNER, "angka", "indikator={0}&status=kosong&versi_angka=2");
  assert_int_equal(figure_at(w, 0)->state, FIGURE_KOSONG);
  assert_true(says(w, "angka.ubah", "\"lama\":\"tidak tersedia: Belum diumumkan\",\"baru\":\"kosong\""));
}

static void a_figure_that_was_cleared_meanwhile_is_a_conflict(void **state) {
  world *w = *state;
  to_collect(w);
  done(w, PLANNER, "angka", "indikator={0}&nilai=80&versi_angka=0");
  done(w, PLANNER, "angka", "indikator={0}&nilai=80&versi_angka=0"); /* the same again: nothing to do */
  done(w, PLANNER, "angka", "indikator={0}&status=kosong&versi_angka=1");
  REFUSED(w, PLANNER, CONFLICT, "angka", "indikator={0}&nilai=81&versi_angka=1");
  done(w, PLANNER, "angka", "indikator={0}&nilai=90&versi_angka=2");
  REFUSED(w, PLANNER, CONFLICT, "angka", "indikator={0}&nilai=82&versi_angka=1"); /* 1 was another answer */
  assert_str(w->a, figure_at(w, 0)->typed, "90");
}

static void rows_that_do_not_fit_are_refused_whole(void **state) {
  world *w = *state;
  to_collect(w);
  REFUSED(w, PLANNER, INPUT, "angka", "indikator={0}&indikator={1}&nilai=80");
  REFUSED(w, PLANNER, INPUT, "angka", "indikator={0}&nilai=80&indikator={1}&nilai=delapan");
  assert_int_equal(figure_at(w, 0)->state, FIGURE_KOSONG);
}

static void evidence_stays_once_the_figures_are_closed(void **state) {
  world *w = *state;
  to_collect(w);
  done(w, PLANNER, "berkas", "berkas=isi renja\n&jenis=renja");
  done(w, PLANNER, "berkas", "berkas=bukti\n&jenis=bukti&indikator={0}");
  done(w, PLANNER, "angka", "indikator={0}&nilai=80&tanpa_bukti=&indikator={1}&nilai=0&tanpa_bukti=uji");
  done(w, PLANNER, "selesai", "");
  evidences files;
  assert_ok(w->a, performance_files(w->ro, w->a, w->cycle, &files));
  assert_int_equal(files.n, 2);
  for (size_t i = 0; i < files.n; i++)
    REFUSED(w, HEAD, FORBIDDEN, "hapus-berkas", str_z(w->a, str_fmt(w->a, "id=%lld", (long long)files.v[i].id.v)));
  REFUSED(w, HEAD, INPUT, "berkas", "berkas=lain\n&jenis=bukti&indikator={0}");
  done(w, HEAD, "kembalikan", "alasan=Salah&ke=2&pada=step&catatan=Ganti buktinya");
  for (size_t i = 0; i < files.n; i++)
    if (files.v[i].indicator.v) done(w, PLANNER, "hapus-berkas", str_z(w->a, str_fmt(w->a, "id=%lld", (long long)files.v[i].id.v)));
}

/* ---- the calendar ---- */

typedef struct day_change { world *w; date day; int64_t scope; moved_dues moved; } day_change;
static err change_day(db_rw *db, arena *a, void *what) {
  day_change *x = what;
  actor who;
  TRY(actor_load(db_rw_ro(db), a, x->w->account[HEAD], x->w->now, &who));
  TRY(office_day_off_put(db, a, x->w->office[0].v, x->day, S("lokal"), S("Hari jadi"), S("SK"), &tester, x->w->now));
  return cycle_recompute(db, a, x->scope, &who, x->w->now, &x->moved);
}

static void a_new_holiday_moves_what_is_open_also_with_the_setter(void **state) {
  world *w = *state;
  done(w, PLANNER, "selesai", "catatan=Sudah");
  instant before = now(w)->due_at;
  day_change x = {.w = w, .day = date_of(2026, 1, 6), .scope = region.v};
  assert_ok(w->a, store_write(w->s, w->a, change_day, &x));
  assert_int_equal(x.moved.n, 1);
  assert_int_equal(x.moved.v[0].before.s, before.s);
  assert_int_equal(now(w)->due_at.s, before.s + 24 * 3600);
  assert_true(says(w, "tenggat.ubah", "\"lama\":\"6 Januari 2026 pukul 08.00 WIB\",\"baru\":\"7 Januari 2026 pukul 08.00 WIB\""));
  x.day = date_of(2026, 2, 6); /* far from anything open */
  assert_ok(w->a, store_write(w->s, w->a, change_day, &x));
  assert_int_equal(x.moved.n, 0);
}

static void a_change_of_the_nations_calendar_reaches_every_region(void **state) {
  world *w = *state;
  day_change x = {.w = w, .day = date_of(2026, 1, 6), .scope = region.v + 1};
  done(w, PLANNER, "selesai", "catatan=Sudah");
  assert_ok(w->a, store_write(w->s, w->a, change_day, &x));
  assert_int_equal(x.moved.n, 0); /* the neighbouring region's own holiday */
  x.scope = 0;
  assert_ok(w->a, store_write(w->s, w->a, change_day, &x));
  assert_int_equal(x.moved.n, 1);
}

static err spoil_hours(db_rw *db, arena *a, void *what) {
  const world *w = what;
  return sql_work_hours_put(db, a, w->office[0].v, S("biasa"), 1, 960, 480, 500, 490, NULL);
}

/* As somebody does who writes past Takar and past the schema. */
static void write_past_takar(const world *w, const char *words) {
  sqlite3 *raw;
  assert_int_equal(sqlite3_open(w->path, &raw), SQLITE_OK);
  assert_int_equal(sqlite3_exec(raw, words, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(raw);
}

static void hours_that_do_not_fit_are_refused_not_believed(void **state) {
  world *w = *state;
  office o;
  const calendar *c;
  assert_non_null(store_write(w->s, w->a, spoil_hours, w));
  assert_ok(w->a, office_get(w->ro, w->a, w->office[0], &o));
  assert_ok(w->a, office_calendar(w->ro, w->a, &o, &c));
  if (access(w->path, F_OK) != 0) return; /* PostgreSQL lets nobody past its checks */
  write_past_takar(w, "PRAGMA ignore_check_constraints=ON; INSERT INTO work_hours VALUES (0, 'biasa', 1, 960, 480, 500, 490);"
                         "REPLACE INTO calendar_mark VALUES (0, 'lain')");
  err e = office_calendar(w->ro, w->a, &o, &c);
  assert_non_null(e);
  assert_int_equal(e->code, ERR_INTERNAL);
  assert_true(str_find(e->user, S("Jam kerja")) >= 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
      T(a_step_with_a_setter_has_two_turns), T(a_request_for_an_earlier_round_changes_nothing), T(a_return_opens_a_round_with_its_points),
      T(no_that_leads_onward_is_a_way_through), T(a_closed_cycle_never_changes), T(tasks_come_and_go_with_the_days_of_a_letter),
      T(without_the_power_to_sign_the_holder_signs), T(a_post_has_one_holder_and_one_acting_a_day), T(another_offices_cycle_is_not_there),
      T(empty_zero_and_nihil_are_three_answers), T(a_figure_that_was_cleared_meanwhile_is_a_conflict), T(rows_that_do_not_fit_are_refused_whole),
      T(evidence_stays_once_the_figures_are_closed), T(a_new_holiday_moves_what_is_open_also_with_the_setter),
      T(a_change_of_the_nations_calendar_reaches_every_region), T(hours_that_do_not_fit_are_refused_not_believed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
