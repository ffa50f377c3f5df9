/* Steps 1 to 9 of the shipped SOP on a fresh database: what each refuses, what each issues, in the words people read. */
#include "place.h"
#include "test.h"

#include <sodium.h>
#include <unistd.h>

#include "cycle/cycle_sql.h"
#include "office/office_sql.h"
#include "performance/performance_sql.h"
#include "steps/issue.h"
#include "steps/plan.h"
#include "store/audit.h"
#include "store/store_sql.h"

/* Fontconfig keeps its caches to the end. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; }

static const sql_table *const tables[] = {&store_sql, &office_sql, &performance_sql, &cycle_sql};
static const str sop_code = SC("pengumpulan-data-kinerja");
enum { CAMAT = 1, SEKRETARIS, KASUBAG, KASI, STAF, STRANGER, PEOPLE = STRANGER };

typedef struct world {
  arena *a;
  store *s;
  db_ro *ro;
  char path[64];
  region_id region;
  office_id office, other;
  person_id person[PEOPLE + 1];
  position_id position[PEOPLE + 1];
  account_id account[PEOPLE + 1];
  objective_id objective;
  indicator_id indicator[2];
  cycle_id cycle;
  instant now;
} world;

/* ---- a small office ---- */

static const struct { const char *code, *title, *lane; } posts[PEOPLE + 1] = {
    [CAMAT] = {"camat", "Camat Contoh", "camat"},
    [SEKRETARIS] = {"sekretaris", "Sekretaris Kecamatan", "sekretaris"},
    [KASUBAG] = {"kasubag", "Kepala Subbagian Perencanaan", "kasubag_perencanaan"},
    [KASI] = {"kasi", "Kepala Seksi Pelayanan", NULL},
    [STAF] = {"staf", "Pengelola Data", NULL},
    [STRANGER] = {"inspektur", "Inspektur", "inspektorat"},
};

static str read_all(arena *a, const char *path) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  buf b = BUF(a);
  char chunk[4096];
  for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) buf_add(&b, (str){chunk, n});
  fclose(f);
  return buf_str(&b);
}

static err seed_person(db_rw *db, arena *a, world *w, int i) {
  office_id at = i == STRANGER ? w->other : w->office;
  assignment_id hold;
  TRY(store_new_id(db, a, w->region, &w->person[i].v));
  TRY(store_new_id(db, a, w->region, &w->position[i].v));
  TRY(store_new_id(db, a, w->region, &w->account[i].v));
  TRY(store_new_id(db, a, w->region, &hold.v));
  TRY(sql_person_insert(db, a, w->person[i], at, str_fmt(a, "Contoh %d", i), str_fmt(a, "00000000000000000%d", i), S("Penata / III/c"), NULL));
  TRY(sql_position_insert(db, a, w->position[i], at, str_of(posts[i].code), str_of(posts[i].title), i, i == SEKRETARIS, i == SEKRETARIS, NULL));
  TRY(sql_assignment_insert(db, a, hold, w->position[i], w->person[i], S("definitif"), S(""), DATE_NONE, date_of(2020, 1, 1), DATE_NONE, S("semua"), NULL));
  TRY(sql_account_insert(db, a, w->account[i], w->region, str_fmt(a, "uji%d", i), w->person[i], S("x"), S("pegawai"), false, w->now, NULL));
  return posts[i].lane ? sql_lane_put(db, a, w->office, sop_code, str_of(posts[i].lane), w->position[i], NULL) : NULL;
}

static err seed_indicators(db_rw *db, arena *a, world *w) {
  TRY(store_new_id(db, a, w->region, &w->objective.v));
  TRY(sql_objective_insert(db, a, w->objective, w->office, 2026, 1, S("Meningkatnya mutu pelayanan"), NULL));
  for (int i = 0; i < 2; i++) {
    TRY(store_new_id(db, a, w->region, &w->indicator[i].v));
    TRY(sql_indicator_insert(db, a, w->indicator[i], w->objective, w->office, 2026, str_fmt(a, "I%d", i), i + 1, str_fmt(a, "Indikator %d", i), S("%"), S("naik"),
                             S("terakhir"), S(""), S("Survei"), w->position[KASI], S("80"), STR_NONE, STR_NONE, S(""), NULL));
  }
  return NULL;
}

static err seed(db_rw *db, arena *a, void *what) {
  world *w = what;
  sop_id version;
  w->region = (region_id){1};
  TRY(sql_region_insert(db, a, w->region, S("Kabupaten Contoh"), S("PEMERINTAH KABUPATEN CONTOH"), NULL));
  TRY(store_new_id(db, a, w->region, &w->office.v));
  TRY(store_new_id(db, a, w->region, &w->other.v));
  TRY(sql_office_insert(db, a, w->office, w->region, S("01"), S("kecamatan"), S("Kecamatan Contoh"), S("Camat"), S("Contoh"), S(""), S(""), S("KEC"), 420, S("A4"), NULL));
  TRY(sql_office_insert(db, a, w->other, w->region, S("02"), S("inspektorat"), S("Inspektorat"), S("Inspektur"), S("Contoh"), S(""), S(""), S("ITDA"), 420, S("A4"), NULL));
  TRY(library_put(db, a, w->region, read_all(a, TAKAR_SOURCE_ROOT "/sop/pengumpulan-data-kinerja.yaml"), STR_NONE, w->now, &version));
  actor_mark by = {.name = S("Penguji"), .as = S("")};
  TRY(library_enforce(db, a, w->office, version, &by, w->now));
  for (int i = 1; i <= PEOPLE; i++) TRY(seed_person(db, a, w, i));
  return seed_indicators(db, a, w);
}

static int setup(void **state) {
  world *w = calloc(1, sizeof *w);
  size_t n;
  if (sodium_init() < 0) return -1;
  snprintf(w->path, sizeof w->path, "/tmp/takar-steps-%d.db", (int)getpid());
  w->a = arena_new((size_t)512 << 20);
  w->now = instant_of(date_of(2026, 1, 5), 8 * 60, 0, 420);
  const str *kinds = step_kind_names(&n);
  library_start(kinds, n);
  assert_ok(w->a, store_open(w->a, test_place(w->a, w->path), tables, LEN(tables), &w->s));
  assert_ok(w->a, store_write(w->s, w->a, seed, w));
  begin_request rq = {w->office, sop_code, 2026, 1, w->account[CAMAT], w->now};
  assert_ok(w->a, steps_begin(w->s, w->a, &rq, &w->cycle));
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

/* Fields are written "name=value&name=value"; {1}..{6} stand for people, {I0} {I1} for indicators, {O} for the objective. */
static str put_ids(world *w, const char *text) {
  buf b = BUF(w->a);
  for (const char *p = text; *p; p++) {
    if (*p != '{') buf_char(&b, *p);
    else {
      buf_i64(&b, p[1] == 'O' ? w->objective.v : p[1] == 'I' ? w->indicator[p[2] - '0'].v : w->person[p[1] - '0'].v);
      p = strchr(p, '}');
    }
  }
  return buf_str(&b);
}

static err run(world *w, int who, const char *action, const fields *in) {
  step_request rq = {.cycle = w->cycle, .action = str_of(action), .in = in, .account = w->account[who], .now = w->now, .address = S("")};
  step_result out;
  w->now.s += 60;
  return steps_run(w->s, w->a, &rq, &out);
}

static err ask(world *w, int who, const char *action, const char *form) {
  fields in = {0};
  str rest = *form ? put_ids(w, form) : STR_NONE;
  while (rest.p) {
    str one, name;
    rest = str_cut(rest, '&', &one);
    str value = str_cut(one, '=', &name);
    fields_add(w->a, &in, name, value);
  }
  return run(w, who, action, &in);
}

static void done(world *w, int who, const char *action, const char *form) { assert_ok(w->a, ask(w, who, action, form)); }

static void refused(world *w, int who, const char *action, const char *form, enum err_code code, const char *at) {
  err e = ask(w, who, action, form);
  assert_non_null(e);
  assert_int_equal(e->code, code);
  for (size_t i = 0; i < e->points.n; i++)
    if (str_eq(e->points.v[i].field, put_ids(w, at))) return;
  if (*at) fail_msg("no point at %s: %s", at, str_z(w->a, e->user));
}

static cycle *now(world *w) {
  cycle *c;
  assert_ok(w->a, cycle_load(w->ro, w->a, w->cycle, NULL, &c));
  return c;
}

static bool prints(world *w, enum doc_kind k, const char *what) {
  sql_document_last_row *d;
  assert_ok(w->a, sql_document_last(w->ro, w->a, w->cycle, doc_kind_code(k), &d));
  return d && str_find(d->content, str_of(what)) >= 0;
}

static size_t count(world *w, enum doc_kind k) {
  sql_documents_of_rows rows;
  size_t n = 0;
  assert_ok(w->a, sql_documents_of(w->ro, w->a, w->cycle, &rows));
  for (size_t i = 0; i < rows.n; i++) n += str_eq(rows.v[i].kind, doc_kind_code(k));
  return n;
}

static const char TEAM[] = "anggota={3}&fungsi=ketua&anggota={5}&fungsi=anggota&kualifikasi1=1&kualifikasi2=1&kualifikasi3=1&kualifikasi4=1";

static void to_team(world *w) { done(w, CAMAT, "selesai", "batas=30 Januari 2026&kepada={2}&menimbang=bahwa&dasar=a&tugas=b"); }
static void to_plan(world *w) {
  to_team(w);
  done(w, SEKRETARIS, "selesai", TEAM);
  done(w, CAMAT, "tetapkan", "");
}
static void to_collect(world *w) {
  to_plan(w);
  done(w, KASUBAG, "selesai",
       "indikator={I0}&sumber=Survei&orang={4}&sampai=8 Januari 2026&mulai=6 Januari 2026&indikator={I1}&sumber=Arsip&orang={5}&sampai=9 Januari 2026&mulai=6 Januari 2026");
}

/* ---- step 2 ---- */

static void a_team_needs_a_head_members_and_qualifications(void **state) {
  world *w = *state;
  to_team(w);
  refused(w, SEKRETARIS, "selesai", "", ERR_GATE, "anggota");
  refused(w, SEKRETARIS, "selesai", "anggota={3}&fungsi=ketua&anggota={4}&fungsi=ketua", ERR_GATE, "anggota");
  refused(w, SEKRETARIS, "selesai", "anggota={3}&fungsi=ketua&anggota={4}&fungsi=anggota&kualifikasi1=1", ERR_GATE, "kualifikasi2");
  refused(w, SEKRETARIS, "simpan", "anggota={6}", ERR_INPUT, "anggota");
  refused(w, SEKRETARIS, "simpan", "anggota={3}&anggota={3}", ERR_INPUT, "anggota");
  refused(w, SEKRETARIS, "simpan", "anggota=abc", ERR_INPUT, "anggota");
  refused(w, CAMAT, "tetapkan", "", ERR_CONFLICT, "");
  refused(w, KASUBAG, "simpan", TEAM, ERR_FORBIDDEN, "");
  sql_team_of_rows team;
  assert_ok(w->a, sql_team_of(w->ro, w->a, w->cycle, &team));
  assert_int_equal(team.n, 0); /* what was refused left nothing */
}

static void a_team_acts_only_once_it_is_set(void **state) {
  world *w = *state;
  sql_team_of_rows team;
  to_team(w);
  assert_true(prints(w, DOC_DRAFT_SK, "KONSEP"));
  done(w, SEKRETARIS, "simpan", TEAM);
  done(w, SEKRETARIS, "selesai", "");
  assert_int_equal(now(w)->phase, 1);
  assert_true(prints(w, DOC_DRAFT_SK, "Contoh 5"));
  refused(w, SEKRETARIS, "tetapkan", "", ERR_FORBIDDEN, "");
  refused(w, CAMAT, "kembalikan", "", ERR_INPUT, "alasan");
  done(w, CAMAT, "kembalikan", "alasan=Tambah anggota&kepada={2}&pada=step&label=Anggota&catatan=Tambahkan satu orang");
  assert_int_equal(now(w)->round, 2);
  refused(w, SEKRETARIS, "selesai", "", ERR_GATE, "");
  sql_correction_points_rows points;
  assert_ok(w->a, sql_correction_points(w->ro, w->a, w->cycle, &points));
  done(w, SEKRETARIS, "jawab", str_z(w->a, str_fmt(w->a, "koreksi=%lld&n=1&jawaban=Sudah", (long long)points.v[0].correction.v)));
  done(w, SEKRETARIS, "selesai", "anggota={3}&fungsi=ketua&anggota={5}&anggota={4}&fungsi=anggota&fungsi=sekretaris"
       "&kualifikasi1=1&kualifikasi2=1&kualifikasi3=1&kualifikasi4=1");
  assert_false(prints(w, DOC_SK_TIM, ""));
  done(w, CAMAT, "tetapkan", "");
  assert_int_equal(now(w)->no, 3);
  assert_ok(w->a, sql_team_of(w->ro, w->a, w->cycle, &team));
  assert_int_equal(team.n, 3);
  assert_true(team.v[0].active && team.v[2].active);
  assert_str(w->a, team.v[2].duty, "sekretaris");
  assert_true(prints(w, DOC_SK_TIM, "Persetujuan elektronik tidak tersertifikasi"));
  assert_true(prints(w, DOC_SK_TIM, "Pengelola Data"));
}

/* ---- step 3 ---- */

static void a_plan_names_source_person_and_day_of_every_indicator(void **state) {
  world *w = *state;
  to_plan(w);
  refused(w, KASUBAG, "selesai", "indikator={I0}&sumber=Survei&orang={4}&sampai=8 Januari 2026", ERR_GATE, "rencana.{I1}");
  refused(w, KASUBAG, "simpan", "indikator={I0}&mulai=9 Januari 2026&sampai=8 Januari 2026", ERR_INPUT, "rencana.{I0}");
  refused(w, KASUBAG, "simpan", "indikator={I0}&orang={6}", ERR_INPUT, "rencana.{I0}");
  refused(w, KASUBAG, "simpan", "indikator=99&sumber=x", ERR_INPUT, "indikator");
  refused(w, KASUBAG, "simpan", "indikator={I0}&indikator={I0}&sumber=x&sumber=y", ERR_INPUT, "rencana.{I0}");
  refused(w, KASUBAG, "simpan", "indikator={I0}&indikator={I1}&sumber=x", ERR_INPUT, "sumber");
  done(w, KASUBAG, "simpan", "indikator={I0}&versi_rencana=0&sumber=Survei&orang={4}&sampai=8 Januari 2026");
  refused(w, STAF, "simpan", "indikator={I0}&versi_rencana=0&sumber=Lain", ERR_CONFLICT, "rencana.{I0}");
  done(w, STAF, "simpan", "indikator={I0}&versi_rencana=1&metode=Hitung");
  figures all;
  assert_ok(w->a, performance_figures(w->ro, w->a, w->office, w->cycle, 2026, 1, &all));
  assert_str(w->a, all.v[0].plan.source, "Survei"); /* what was not sent stays */
  assert_str(w->a, all.v[0].plan.method, "Hitung");
  done(w, KASUBAG, "selesai", "indikator={I1}&sumber=Arsip&orang={5}&sampai=9 Januari 2026");
  assert_int_equal(now(w)->no, 4);
  assert_true(prints(w, DOC_RENCANA, "KETUA TIM"));
  assert_true(prints(w, DOC_RENCANA, "Contoh 5"));
}

static void a_plan_is_proposed_from_the_indicator(void **state) {
  world *w = *state;
  to_plan(w);
  figures all;
  cycle *c = now(w);
  date today = instant_local(w->now, 420).day;
  assert_ok(w->a, performance_figures(w->ro, w->a, w->office, w->cycle, 2026, 1, &all));
  assert_ok(w->a, plan_suggest(w->ro, w->a, c, today, &all));
  assert_str(w->a, all.v[0].plan.source, "Survei");
  assert_int_equal(all.v[0].plan.person.v, w->person[KASI].v);
  assert_int_equal(all.v[0].plan.last.day, date_of(2026, 1, 9).day); /* 5 Januari + 3 hari + 1 hari */
  assert_false(all.v[0].plan.exists);
}

/* ---- steps 7 to 9 ---- */

static void attach(world *w, int who, const char *kind) {
  fields in = {0};
  fields_add(w->a, &in, S("jenis"), str_of(kind));
  LIST_ADD(w->a, &in, ((field){S("berkas"), S("isi berkas uji\n"), S("uji.txt")}));
  assert_ok(w->a, run(w, who, "berkas", &in));
}

static void to_report(world *w) {
  to_collect(w);
  attach(w, KASUBAG, "renja");
  done(w, KASUBAG, "angka", "indikator={I0}&nilai=80&tanpa_bukti=uji&indikator={I1}&nilai=60&tanpa_bukti=uji");
  done(w, KASUBAG, "selesai", "");
  done(w, KASUBAG, "selesai", "sasaran={O}&penyebab=a&solusi=b&efisiensi=c&program=d");
  done(w, KASUBAG, "selesai", "");
  assert_int_equal(now(w)->no, 7);
}

static void the_memo_goes_to_the_signer_through_the_secretary(void **state) {
  world *w = *state;
  to_report(w);
  refused(w, KASUBAG, "selesai", "isi=", ERR_GATE, "isi");
  refused(w, KASUBAG, "simpan", "sifat=gawat", ERR_INPUT, "sifat");
  done(w, KASUBAG, "selesai", "sifat=penting");
  assert_true(prints(w, DOC_NOTA_DINAS, "Camat Contoh\\u000amelalui Sekretaris Kecamatan"));
  assert_true(prints(w, DOC_NOTA_DINAS, "Dari 2 indikator, 2 dapat dihitung capaiannya. Rata-rata capaian sasaran: 87,50 %, 1 dari 1 sasaran dipakai."));
  assert_true(prints(w, DOC_NOTA_DINAS, "Penting"));
  assert_int_equal(count(w, DOC_DRAFT_3), 1);
}

static const char INVITATION[] = "tanggal=5 Januari 2026&waktu=09:30&tempat=Aula&peserta={2}&peserta={3}&peserta={5}";
static const char MINUTES[] = "notulis={5}&bahasan=Capaian dibahas&hadir={2}&hadir={4}"
                              "&putusan=Periksa angka&pelaksana={5}&batas=12 Januari 2026&pada=figure:{I0}&putusan=&pelaksana=&batas=&pada=";

static void a_meeting_is_invited_held_and_written_down(void **state) {
  world *w = *state;
  to_report(w);
  done(w, KASUBAG, "selesai", "");
  refused(w, CAMAT, "selesai", "", ERR_GATE, "undangan");
  refused(w, CAMAT, "undang", "", ERR_GATE, "tanggal");
  refused(w, CAMAT, "undang", "tanggal=5 Januari 2026&waktu=25:00", ERR_INPUT, "waktu");
  refused(w, CAMAT, "simpan", "peserta={6}", ERR_INPUT, "peserta");
  refused(w, CAMAT, "simpan", "notulis={6}", ERR_INPUT, "notulis");
  done(w, CAMAT, "undang", INVITATION);
  assert_true(prints(w, DOC_UNDANGAN, "pukul 09.30 WIB s.d. selesai"));
  assert_true(prints(w, DOC_DAFTAR_HADIR, "Contoh 3"));
  refused(w, CAMAT, "undang", INVITATION, ERR_CONFLICT, "");
  done(w, CAMAT, "undang", "tempat=Ruang rapat");
  assert_int_equal(count(w, DOC_UNDANGAN), 2);
  refused(w, CAMAT, "selesai", "notulis={5}&bahasan=x", ERR_GATE, "hadir");
  refused(w, CAMAT, "selesai", "tanggal=6 Januari 2026", ERR_GATE, "tanggal");
  refused(w, CAMAT, "selesai", "putusan=Tanpa nama", ERR_GATE, "keputusan.1");
  done(w, CAMAT, "selesai", MINUTES);
  assert_true(prints(w, DOC_NOTULA, "Periksa angka"));
  assert_true(prints(w, DOC_NOTULA, "Contoh 4, Kepala Seksi Pelayanan")); /* came without invitation */
  assert_false(prints(w, DOC_NOTULA, "Contoh 3"));                        /* was invited, did not come */
  assert_int_equal(count(w, DOC_DRAFT_4), 1);
  assert_int_equal(now(w)->no, 9);
}

static void every_decision_is_answered_before_the_final_draft(void **state) {
  world *w = *state;
  to_report(w);
  done(w, KASUBAG, "selesai", "");
  done(w, CAMAT, "undang", INVITATION);
  done(w, CAMAT, "selesai", MINUTES);
  refused(w, KASUBAG, "selesai", "", ERR_GATE, "keputusan.1");
  refused(w, KASUBAG, "tanggapi", "n=1&jawaban=", ERR_INPUT, "jawaban");
  refused(w, KASUBAG, "tanggapi", "n=2&jawaban=Sudah", ERR_INPUT, "n");
  refused(w, CAMAT, "tanggapi", "n=1&jawaban=Sudah", ERR_FORBIDDEN, "");
  done(w, KASUBAG, "angka", "indikator={I1}&nilai=70&tanpa_bukti=uji&versi_angka=1");
  done(w, KASUBAG, "tanggapi", "n=1&jawaban=Angka sudah diperiksa");
  done(w, KASUBAG, "selesai", "");
  assert_int_equal(now(w)->no, 10);
  assert_int_equal(count(w, DOC_FINAL_DRAFT), 1);
  audit_report r;
  assert_ok(w->a, audit_verify(w->ro, w->a, &r));
  assert_int_equal(r.faults.n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
      T(a_team_needs_a_head_members_and_qualifications), T(a_team_acts_only_once_it_is_set),
      T(a_plan_names_source_person_and_day_of_every_indicator), T(a_plan_is_proposed_from_the_indicator),
      T(the_memo_goes_to_the_signer_through_the_secretary), T(a_meeting_is_invited_held_and_written_down),
      T(every_decision_is_answered_before_the_final_draft)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
