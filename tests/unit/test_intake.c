/* Tables that come in: which heading means what, what is refused, what is kept, and that nothing is lost when the machine stops. */
#include "steps_world.h"

#include "base/csv.h"
#include "base/hash.h"
#include "document/sheet.h"
#include "performance/intake_rows.h"
#include "performance/xlsx_mark.h"
#include "performance/xlsx_read.h"
#include "steps/export_history.h"
#include "steps/intake_run.h"
#include "steps/template.h"

/* ---- headings ---- */

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static intake_layout proposal_of(arena *a, enum intake_kind k, const char *csv, const char *known, bool *sure) {
  intake_rows first;
  intake_layout l;
  assert_ok(a, intake_first_rows(a, str_of(csv), &first));
  assert_true(intake_propose(a, k, &first, str_of(known), &l, sure));
  return l;
}

static void a_form_of_three_rows_is_understood(void **state) {
  arena *a = *state;
  bool sure;
  intake_layout l = proposal_of(a, INTAKE_PLAN,
                                "EVALUASI RENJA\n"
                                "No,Sasaran,Indikator Kinerja Program (outcome),Target Renstra pada akhir periode,,Realisasi triwulan I,,PD\n"
                                ",,,K,Rp,K,Rp,\n"
                                "1,2,3,4,,5,,13/4\n"
                                "1,Pelayanan,Nilai SKM,90,1000,85,200,Kasi\n", NULL, &sure);
  assert_false(sure);
  assert_int_equal(l.last, 4);
  assert_int_equal(l.at[COLUMN_OBJECTIVE], 1);
  assert_int_equal(l.at[COLUMN_INDICATOR], 2);
  assert_int_equal(l.at[COLUMN_MEDIUM], 3);
  assert_int_equal(l.at[COLUMN_ACTUAL_1], 5);
  assert_true(l.at[COLUMN_TARGET] == INTAKE_NOWHERE);
  assert_str(a, l.headings.v[4], "Target Renstra pada akhir periode Rp");
  assert_ok(a, intake_layout_check(a, INTAKE_PLAN, &l));
}

static void what_was_named_once_is_known_again(void **state) {
  arena *a = *state;
  bool sure;
  const char *csv = "Sebutan,Capaian rencana\nNilai SKM,90\n";
  intake_rows first;
  intake_layout l;
  assert_ok(a, intake_first_rows(a, str_of(csv), &first));
  assert_false(intake_propose(a, INTAKE_PLAN, &first, STR_NONE, &l, &sure));
  l = proposal_of(a, INTAKE_PLAN, csv, "indikator=Sebutan\ntarget=Capaian rencana", &sure);
  assert_true(sure);
  assert_int_equal(l.at[COLUMN_TARGET], 1);
  intake_layout back;
  assert_true(intake_layout_parse(intake_layout_text(a, &l), &back));
  assert_memory_equal(back.at, l.at, sizeof l.at);
  assert_int_equal(back.last, 1);
  assert_str(a, intake_headings_text(a, &l), "indikator=Sebutan\ntarget=Capaian rencana");
  l.at[COLUMN_INDICATOR] = 1;
  err e = intake_layout_check(a, INTAKE_PLAN, &l);
  assert_non_null(e);
  assert_str(a, e->points.v[0].field, "target");
}

/* ---- marks ---- */

static const sheet_column MARKED[] = {{SC("Kode"), 10}, {SC("Target"), 10}, {SC("Dua kali"), 10}};

static str workbook(arena *a) {
  str bytes;
  sheet_book *b = sheet_book_new(a, S("Uji"), S("Uji"));
  sheet *s = sheet_add(b, S("Tabel"), MARKED, LEN(MARKED));
  sheet_row_add(s, ROW_HEAD);
  for (size_t k = 0; k < LEN(MARKED); k++) sheet_text(s, k, MARKED[k].name);
  for (int i = 0; i < 3; i++) {
    sheet_row_add(s, ROW_BODY);
    sheet_text(s, 0, str_fmt(a, "A&B<%d>", i));
    if (i != 1) sheet_number(s, 1, DECIMAL_INT(i + 4), 0);
    sheet_formula(s, 2, str_fmt(a, "B%d*2", i + 2), DECIMAL_INT(2 * i + 8), 0);
  }
  assert_ok(a, sheet_xlsx(a, b, (instant){1767582900}, &bytes));
  return bytes;
}

typedef struct seen { arena *a; LIST(str_list) rows; } seen;

static err keep(void *what, size_t row, const str_list *cells) {
  seen *s = what;
  str_list copy = {0};
  (void)row;
  for (size_t i = 0; i < cells->n; i++) LIST_ADD(s->a, &copy, str_copy(s->a, cells->v[i]));
  LIST_ADD(s->a, &s->rows, copy);
  return NULL;
}

static seen rows_of(arena *a, str bytes) {
  seen s = {.a = a};
  arena *rows = arena_new(0);
  assert_ok(a, intake_read(a, rows, bytes, keep, &s));
  arena_free(rows);
  return s;
}

static void the_same_workbook_comes_back_marked(void **state) {
  arena *a = *state;
  str bytes = workbook(a), back;
  intake_faults f = {0};
  LIST_ADD(a, &f, ((intake_fault){2, 2, S("terlalu <besar> & \"aneh\"")}));
  LIST_ADD(a, &f, ((intake_fault){3, 0, S("seluruh baris")}));
  LIST_ADD(a, &f, ((intake_fault){3, 2, S("kosong")}));
  assert_ok(a, intake_marked(a, bytes, 1, &f, &back));
  seen was = rows_of(a, bytes), is = rows_of(a, back);
  assert_int_equal(is.rows.n, was.rows.n);
  for (size_t i = 0; i < was.rows.n; i++)
    for (size_t k = 0; k < was.rows.v[i].n; k++) assert_true(str_eq(was.rows.v[i].v[k], is.rows.v[i].v[k]));
  assert_str(a, is.rows.v[0].v[3], "Yang perlu diperbaiki");
  assert_str(a, is.rows.v[1].v[3], "B: terlalu <besar> & \"aneh\"");
  assert_str(a, is.rows.v[2].v[3], "seluruh baris B: kosong");
  assert_int_equal(is.rows.v[3].n, 3);
  assert_ok(a, intake_marked(a, back, 1, &f, &back)); /* and once more */
  assert_int_equal(rows_of(a, back).rows.v[1].n, 5);
}

static void a_csv_comes_back_with_its_separator(void **state) {
  arena *a = *state;
  str back;
  intake_faults f = {0};
  LIST_ADD(a, &f, ((intake_fault){3, 2, S("salah; benar")}));
  assert_ok(a, intake_marked(a, S("Kode;Target\nA;1,5\nB;x\n"), 1, &f, &back));
  assert_str(a, back, "\xef\xbb\xbfKode;Target;Yang perlu diperbaiki\r\nA;1,5;\r\nB;x;\"kolom 2: salah; benar\"\r\n");
}

/* ---- through the store ---- */

typedef struct handing { world *w; new_intake n; intake_id id; } handing;

static err hand_in(db_rw *db, arena *a, void *what) {
  handing *h = what;
  actor *who = NEW(a, actor);
  TRY(actor_load(db_rw_ro(db), a, h->w->who[KASUBAG], h->w->now, who));
  h->n.who = who;
  return intake_add(db, a, &h->n, &h->id);
}

static instant at_work; /* what the clock of the worker says */
static instant work_clock(void) { return at_work; }

static intake_id handed(world *w, enum intake_kind k, str bytes) {
  handing h = {.w = w, .n = {.office = w->office, .year = 2026, .cycle = w->cycle, .kind = k, .now = w->now, .file_name = S("uji"), .bytes = bytes}};
  intake_rows first;
  intake_layout l;
  assert_ok(w->a, intake_first_rows(w->a, bytes, &first));
  assert_true(intake_propose(w->a, k, &first, STR_NONE, &l, &h.n.sure));
  h.n.sure = true;
  h.n.columns = intake_layout_text(w->a, &l);
  h.n.hash = sha256_hex(w->a, bytes);
  assert_ok(w->a, store_write(w->s, w->a, hand_in, &h));
  return h.id;
}

/* Works until nothing waits, or until the reader allocates for the `fail`-th time: then the machine stops there. */
static void work(world *w, size_t fail) {
  bool some = true;
  intake_id at;
  while (some) {
    intake_arenas m = {arena_new((size_t)64 << 20), arena_new(0), arena_new(0)};
    if (fail) arena_fail_at(m.row, fail);
    if (setjmp(*arena_catch(m.row)) != 0) some = false;
    else assert_ok(w->a, intake_run_next(w->s, &m, work_clock, &at, &some));
    arena_free(m.row);
    arena_free(m.batch);
    arena_free(m.a);
  }
}

static intake after_work(world *w, intake_id id) {
  intake of;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, intake_get(db, w->a, id, &of));
  store_release(w->s, db);
  return of;
}

static intake taken(world *w, enum intake_kind k, const char *csv) {
  intake_id id = handed(w, k, str_of(csv));
  at_work = w->now;
  work(w, 0);
  return after_work(w, id);
}

static intake_faults faults_of(world *w, intake_id id) {
  intake_faults f;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, intake_faults_of(db, w->a, id, &f));
  store_release(w->s, db);
  return f;
}

static reached_list reached_of(world *w, const char *code) {
  reached_list l;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, performance_reached(db, w->a, w->office, str_of(code), &l));
  store_release(w->s, db);
  return l;
}

static indicators plan_of(world *w, int year) {
  indicators all;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, performance_indicators(db, w->a, w->office, year, 0, &all));
  store_release(w->s, db);
  return all;
}

static void one_wrong_row_changes_nothing(void **state) {
  world *w = *state;
  intake of = taken(w, INTAKE_PLAN,
                    "Kode,Indikator,Satuan,Sasaran,Tahun,Triwulan,Target,Realisasi\n"
                    "1.1,,,,2024,I,80,75\n"               /* copied from 2026 */
                    "9.9,,,,2024,I,80,75\n"               /* 3: known nowhere */
                    "1.1,,,,1999,I,80,75\n"               /* 4 */
                    "1.1,,,,2024,V,80,75\n"               /* 5 */
                    "1.1,,,,2024,II,44.113,x\n"           /* 6: two */
                    "1.1,,,,2024,I,81,75\n"               /* 7: as row 2 */
                    ",Tanpa sasaran,Nilai,,2024,I,1,1\n"  /* 8 */
                    ",\"Camat Contoh\",,,,,,\n");          /* a signature */
  intake_faults f = faults_of(w, of.id);
  static const struct { int64_t row, col; const char *says; } want[] = {
      {3, 1, "tidak ada di tahun mana pun"}, {4, 5, "1999"}, {5, 6, "Triwulan “V”"}, {6, 7, "44.113"}, {6, 8, "x"}, {7, 1, "sudah ada di baris 2"},
      {8, 2, "belum ada di tahun 2024"}};
  assert_int_equal(of.state, INTAKE_REFUSED);
  assert_int_equal(of.skipped, 1);
  for (size_t i = 0; i < f.n; i++) fprintf(stderr, "%lld %lld %.*s\n", (long long)f.v[i].row, (long long)f.v[i].col, STR_ARG(f.v[i].reason));
  assert_int_equal(f.n, LEN(want));
  for (size_t i = 0; i < LEN(want); i++) {
    assert_int_equal(f.v[i].row, want[i].row);
    assert_int_equal(f.v[i].col, want[i].col);
    if (str_find(f.v[i].reason, str_of(want[i].says)) < 0) fail_msg("%s lacks %s", str_z(w->a, f.v[i].reason), want[i].says);
  }
  assert_int_equal(plan_of(w, 2024).n, 0);
  assert_int_equal(reached_of(w, "1.1").n, 0);
}

static void a_right_file_is_kept_and_told(void **state) {
  world *w = *state;
  intake of = taken(w, INTAKE_PLAN,
                    "Kode;Indikator;Satuan;Sasaran;Tahun;Target;Target TW I;Realisasi TW I;Realisasi TW II\r\n"
                    "1.1;;;;2024;1.100,5;;1.050,25;1.060,00\r\n"
                    ";Jumlah pengaduan;Pengaduan;Sasaran baru;2024;10;2;3;-\r\n");
  assert_int_equal(of.state, INTAKE_DONE);
  assert_int_equal(of.changed, 2);
  reached_list l = reached_of(w, "1.1");
  assert_int_equal(l.n, 2);
  assert_int_equal(l.v[0].quarter, 1);
  assert_str(w->a, number_id(w->a, l.v[0].actual), "1.050,25");
  assert_str(w->a, decimal_id(w->a, l.v[0].result.value, 2), "95,43");
  indicators all = plan_of(w, 2024);
  assert_int_equal(all.n, 2);
  assert_int_equal(all.v[1].direction, DIR_TURUN_A); /* its name says so */
  assert_str(w->a, all.v[1].objective_title, "Sasaran baru");
  of = taken(w, INTAKE_PLAN, "Kode,Tahun,Target,Realisasi TW I\n1.1,2024,\"1.100,50\",\"1.050,250\"\n"); /* the same, written otherwise */
  assert_int_equal(of.state, INTAKE_DONE);
  assert_int_equal(of.changed, 0);
  audit_report chain;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, audit_verify_chain(db, w->a, w->office.v, &chain));
  store_release(w->s, db);
  assert_int_equal(chain.faults.n, 0);
  assert_true(chain.entries >= 4); /* two files, two indicators */
}

static void money_comes_in_too(void **state) {
  world *w = *state;
  intake of = taken(w, INTAKE_BUDGET, "Kode Program,Nama Program,Pagu (Rp),Realisasi TW I (Rp)\n7.01.01,Penunjang,3.151.363.319,500.000\n7.01.02,,10,5\n");
  assert_int_equal(of.state, INTAKE_REFUSED);
  assert_str(w->a, faults_of(w, of.id).v[0].reason, "Program 7.01.02 belum ada; isi namanya.");
  of = taken(w, INTAKE_BUDGET, "Kode Program,Nama Program,Pagu (Rp),Realisasi TW I (Rp)\n7.01.01,Penunjang,3.151.363.319,500.000\n");
  assert_int_equal(of.changed, 1);
  of = taken(w, INTAKE_BUDGET, "Kode Program,Realisasi TW I (Rp)\n7.01.01,700.000\n");
  assert_int_equal(of.changed, 1);
  budget_lines l;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, performance_budget(db, w->a, w->office, 2026, 1, &l));
  store_release(w->s, db);
  assert_str(w->a, decimal_id(w->a, l.v[0].ceiling, 0), "3.151.363.319");
  assert_str(w->a, decimal_id(w->a, l.v[0].spent, 0), "700.000");
}

static str template_now(world *w) {
  sheet_book *b;
  str bytes;
  office o;
  db_ro *db;
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, office_get(db, w->a, w->office, &o));
  assert_ok(w->a, template_plan(db, w->a, &o, 2026, &b));
  store_release(w->s, db);
  sheet_at(b->sheets.v[1], 2, 6)->number = DECIMAL_INT(1300); /* what somebody typed */
  assert_ok(w->a, sheet_xlsx(w->a, b, w->now, &bytes));
  return bytes;
}

static void a_template_knows_what_it_was_made_from(void **state) {
  world *w = *state;
  str bytes = template_now(w);
  intake_id one = handed(w, INTAKE_PLAN, bytes), two = handed(w, INTAKE_PLAN, bytes);
  at_work = w->now;
  work(w, 0);
  assert_int_equal(after_work(w, one).state, INTAKE_DONE);
  assert_str(w->a, number_id(w->a, plan_of(w, 2026).v[0].year_target), "1.300");
  assert_int_equal(after_work(w, two).state, INTAKE_REFUSED);
  assert_true(str_find(faults_of(w, two).v[0].reason, S("diubah orang lain")) > 0);
}

/* What goes out comes back, and changes nothing. */
static void the_history_goes_round(void **state) {
  world *w = *state;
  office o;
  str csv, book;
  db_ro *db;
  assert_int_equal(taken(w, INTAKE_PLAN, "Kode,Tahun,Target,Target TW I,Realisasi TW I,Realisasi TW II\n1.1,2024,\"44,113\",80,\"1.050,25\",0\n1.1,2023,70,,,\n").state, INTAKE_DONE);
  assert_ok(w->a, store_borrow(w->s, w->a, &db));
  assert_ok(w->a, office_get(db, w->a, w->office, &o));
  assert_ok(w->a, export_history_csv(db, w->a, &o, &csv));
  assert_ok(w->a, export_history_xlsx(db, w->a, &o, w->now, &book));
  store_release(w->s, db);
  seen rows = rows_of(w->a, csv);
  assert_int_equal(rows.rows.n, 6); /* heading; 2023; 2024: the year, I, II; 2026 */
  assert_str(w->a, rows.rows.v[3].v[8], "1.050,25");
  assert_str(w->a, rows.rows.v[4].v[8], "0");
  seen same = rows_of(w->a, book);
  assert_int_equal(same.rows.n, rows.rows.n);
  for (size_t i = 0; i < 2; i++) {
    intake_id id = handed(w, INTAKE_PLAN, i ? book : csv);
    work(w, 0);
    intake of = after_work(w, id);
    assert_int_equal(of.state, INTAKE_DONE);
    assert_int_equal(of.rows, 6);
    assert_int_equal(of.changed, 0);
  }
}

/* ---- many rows ---- */

enum { MANY = 1700 };

static str many_rows(arena *a) {
  buf b = BUF(a);
  buf_z(&b, "Kode,Indikator,Satuan,Sasaran,Tahun,Triwulan,Target,Realisasi\n");
  for (int i = 0; i < MANY; i++)
    buf_fmt(&b, "K%d,Indikator %d,Nilai,Sasaran %d,%d,%d,%d,%d\n", i / 40, i / 40, i % 3, 2010 + i % 10, 1 + i / 10 % 4, 50 + i % 50, 40 + i % 50);
  return buf_str(&b);
}

static void nothing_is_lost_when_the_machine_stops(void **state) {
  world *w = *state;
  intake_id id = handed(w, INTAKE_PLAN, many_rows(w->a));
  at_work = w->now;
  intake of = after_work(w, id);
  size_t stops = 0;
  for (size_t k = 5000; of.applied == 0 && k < 10000000; k += k / 20, stops++) { /* first while it is checked, then while it is saved */
    at_work.s += INTAKE_STALE + 1;
    work(w, k);
    of = after_work(w, id);
  }
  assert_int_equal(of.state, INTAKE_SAVING);
  assert_true(stops > 1 && of.applied > 0 && of.applied < MANY);
  int64_t before = of.changed;
  work(w, 0); /* it is not taken over before its worker was silent for long */
  assert_int_equal(after_work(w, id).changed, before);
  at_work.s += INTAKE_STALE + 1;
  work(w, 0);
  of = after_work(w, id);
  assert_int_equal(of.state, INTAKE_DONE);
  assert_int_equal(of.changed, MANY); /* each once */
  assert_int_equal(reached_of(w, "K0").n, 40);
  assert_int_equal(reached_of(w, "K42").n, MANY % 40);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_form_of_three_rows_is_understood, setup, teardown),
      cmocka_unit_test_setup_teardown(what_was_named_once_is_known_again, setup, teardown),
      cmocka_unit_test_setup_teardown(the_same_workbook_comes_back_marked, setup, teardown),
      cmocka_unit_test_setup_teardown(a_csv_comes_back_with_its_separator, setup, teardown),
      cmocka_unit_test_setup_teardown(one_wrong_row_changes_nothing, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(a_right_file_is_kept_and_told, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(money_comes_in_too, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(a_template_knows_what_it_was_made_from, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(the_history_goes_round, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(nothing_is_lost_when_the_machine_stops, world_setup, world_teardown),
  };
  return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
