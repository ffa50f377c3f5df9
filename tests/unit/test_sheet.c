#include "test.h"

#include "document/zipfile.h"
#include "document/zipread.h"
#include "export_samples.h"
#include "performance/xlsx_read.h"

static const instant AT = {1767582900}; /* 2026-01-05T03:15:00Z */

/* libxlsxwriter 1.1.4 keeps the formula of a list to choose from: some 30 bytes for each list */
static int setup(void **state) {
  *state = arena_new((size_t)512 << 20);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static bool has(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

static str xlsx_of(arena *a, const sheet_book *b) {
  str bytes;
  assert_ok(a, sheet_xlsx(a, b, AT, &bytes));
  return bytes;
}

static str part_of(arena *a, str bytes, const char *name) {
  zipread_files all = {0};
  assert_ok(a, zipread_all(a, bytes, ZIPREAD_LIMITS, &all));
  return zipread_get(&all, str_of(name));
}

/* ---- reading back with our own reader ---- */

typedef struct grid { arena *a; struct { xlsx_cell *v; size_t n; } row[64]; size_t rows; } grid;

static err take_row(void *ctx, size_t row, const xlsx_cell *cells, size_t n) {
  grid *g = ctx;
  assert_in_range(row, 1, 64);
  g->row[row - 1].v = NEW_N(g->a, xlsx_cell, n);
  g->row[row - 1].n = n;
  for (size_t i = 0; i < n; i++) g->row[row - 1].v[i] = (xlsx_cell){cells[i].kind, str_copy(g->a, cells[i].text)};
  if (row > g->rows) g->rows = row;
  return NULL;
}

static grid read_sheet(arena *a, str bytes, size_t sheet_no) {
  xlsx *x;
  grid g = {.a = a};
  arena *rows = arena_new(0);
  assert_ok(a, xlsx_open(a, bytes, &x));
  assert_ok(a, xlsx_read(x, sheet_no, a, rows, take_row, &g));
  arena_free(rows);
  return g;
}
static xlsx_cell cell(const grid *g, size_t row, size_t col) {
  return row < g->rows && col < g->row[row].n ? g->row[row].v[col] : (xlsx_cell){0};
}
#define assert_cell(g, r, c, kind_, text_)                    \
  do {                                                         \
    xlsx_cell cell_ = cell((g), (r), (c));                     \
    assert_str((g)->a, cell_.text, text_);                     \
    assert_int_equal(cell_.kind, kind_);                       \
  } while (0)

/* ---- the writer ---- */

static const sheet_column THREE[] = {{SC("Nama"), 20}, {SC("Nilai"), 10}, {SC("Hari"), 12}};

static sheet_book *small(arena *a) {
  sheet_book *b = sheet_book_new(a, S("Contoh <&>"), S("Takar"));
  sheet *s = sheet_add(b, S("Data [1]/2"), THREE, LEN(THREE));
  sheet_title(s, S("JUDUL"), true);
  sheet_row_add(s, ROW_HEAD);
  for (size_t i = 0; i < 3; i++) sheet_text(s, i, THREE[i].name);
  sheet_row_add(s, ROW_BODY);
  sheet_text(s, 0, S("=1+1"));
  sheet_number(s, 1, sample_number("66.67"), 2);
  sheet_date(s, 2, date_of(2026, 1, 31));
  sheet_row_add(s, ROW_BODY);
  sheet_text(s, 0, S("dua, \"baris\"\nlagi"))->down = 2;
  sheet_percent(s, 1, sample_number("21.5"), 1);
  sheet_row_add(s, ROW_BODY);
  sheet_money(s, 1, sample_number("-1550220.39"));
  sheet_row_add(s, ROW_TOTAL);
  sheet_text(s, 0, S("-5"));
  sheet_formula(s, 1, S("SUM(B3:B5)"), sample_number("0.10"), 2);
  sheet_row_add(s, ROW_NOTE);
  sheet_text(s, 0, S("catatan"));
  return b;
}

static void a_book_is_read_back(void **state) {
  arena *a = *state;
  str bytes = xlsx_of(a, small(a));
  grid g = read_sheet(a, bytes, 0);
  assert_cell(&g, 0, 0, XLSX_TEXT, "JUDUL");
  assert_cell(&g, 2, 0, XLSX_TEXT, "=1+1");
  assert_cell(&g, 2, 1, XLSX_NUMBER, "66,67");
  assert_cell(&g, 2, 2, XLSX_DATE, "2026-01-31");
  assert_cell(&g, 3, 0, XLSX_TEXT, "dua, \"baris\"\nlagi");
  assert_cell(&g, 3, 1, XLSX_NUMBER, "21,5%");
  assert_cell(&g, 4, 1, XLSX_NUMBER, "-1550220,39");
  assert_cell(&g, 5, 1, XLSX_NUMBER, "0,1");
  assert_true(has(part_of(a, bytes, "xl/worksheets/sheet1.xml"), "<f>SUM(B3:B5)</f><v>0.1</v>"));
  assert_true(has(part_of(a, bytes, "xl/workbook.xml"), "Data  1  2"));
  assert_true(has(part_of(a, bytes, "docProps/core.xml"), "2026-01-05T03:15:00Z"));
}

static void same_input_same_bytes(void **state) {
  arena *a = *state;
  for (size_t i = 0; i < LEN(BOOKS); i++) assert_true(str_eq(xlsx_of(a, BOOKS[i].build(a)), xlsx_of(a, BOOKS[i].build(a))));
  str later;
  assert_ok(a, sheet_xlsx(a, small(a), (instant){AT.s + 86400}, &later));
  assert_false(str_eq(later, xlsx_of(a, small(a))));
}

static void csv_is_for_machines(void **state) {
  arena *a = *state;
  assert_str(a, sheet_csv(a, small(a)->sheets.v[0]),
             "Nama,Nilai,Hari\r\n'=1+1,66.67,2026-01-31\r\n\"dua, \"\"baris\"\"\nlagi\",21.5,\r\n\"dua, \"\"baris\"\"\nlagi\",-1550220.39,\r\n-5,0.10,\r\n");
}

static void print_and_protection(void **state) {
  arena *a = *state;
  static const str WORDS[] = {SC("naik"), SC("turun, bentuk A")};
  sheet_book *b = small(a);
  sheet *s = b->sheets.v[0];
  s->protect = true, s->folio = true;
  sheet_at(s, 2, 1)->editable = true;
  sheet_choices(s, 2, 1, 3, WORDS, LEN(WORDS));
  str bytes = xlsx_of(a, b), xml = part_of(a, bytes, "xl/worksheets/sheet1.xml");
  assert_true(has(xml, "<sheetProtection ") && has(xml, "orientation=\"landscape\"") && has(xml, "paperSize=\"14\"") && has(xml, "fitToHeight=\"0\""));
  assert_true(has(xml, "<pane ySplit=\"2\"") && has(xml, "sqref=\"B3:B5\"") && has(xml, "'Daftar pilihan'!$A$1:$A$2"));
  assert_true(has(xml, "<mergeCell ref=\"A4:A5\"/>") && has(xml, "<mergeCell ref=\"A1:C1\"/>"));
  assert_true(has(part_of(a, bytes, "xl/styles.xml"), "<protection locked=\"0\"/>"));
  assert_true(has(part_of(a, bytes, "xl/workbook.xml"), "state=\"hidden\"") && has(part_of(a, bytes, "xl/workbook.xml"), "_xlnm.Print_Titles"));
}

static void bad_books_are_refused(void **state) {
  arena *a = *state;
  sheet_book *b = small(a);
  str bytes;
  sheet_add(b, S("Data  1  2"), THREE, 3);
  err e = sheet_xlsx(a, b, AT, &bytes);
  assert_non_null(e);
  assert_int_equal(e->code, ERR_INPUT);
  b = small(a);
  b->sheets.v[0]->rows.v[2].cells[0].text = (str){memset(arena_alloc(a, 40000), 'x', 40000), 40000};
  e = sheet_xlsx(a, b, AT, &bytes);
  assert_non_null(e);
  assert_int_equal(e->code, ERR_LIMIT);
  b = sheet_book_new(a, S("rusak \xff"), STR_NONE);
  sheet *s = sheet_add(b, STR_NONE, THREE, 3);
  sheet_row_add(s, ROW_BODY);
  sheet_text(s, 0, S("a\x01" "b\xef\xbf\xbf"));
  sheet_text(s, 1, (str){"\xc3", 1});
  grid g = read_sheet(a, xlsx_of(a, b), 0);
  assert_cell(&g, 0, 0, XLSX_TEXT, "a b???");
  assert_cell(&g, 0, 1, XLSX_TEXT, "?");
}

static void cells_have_names(void **state) {
  assert_str(*state, sheet_ref(*state, 0, 0), "A1");
  assert_str(*state, sheet_ref(*state, 9, 25), "Z10");
  assert_str(*state, sheet_ref(*state, 0, 26), "AA1");
  assert_str(*state, sheet_ref(*state, 0, 255), "IV1");
}

/* An arena that is used up on the way leaves neither file nor memory behind. */
static bool written_with(arena *a, size_t k) {
  str bytes = STR_NONE;
  if (setjmp(*arena_catch(a)) != 0) return false;
  sheet_book *b = small(a);
  arena_fail_at(a, k);
  assert_null(sheet_xlsx(a, b, AT, &bytes));
  arena_uncatch(a);
  return true;
}

static void running_out_of_memory_leaves_nothing(void **state) {
  bool all = false;
  for (size_t k = 1; k < 2000 && !all; k += 7) {
    arena *a = arena_new((size_t)64 << 20);
    all = written_with(a, k);
    assert_true(k > 1 || !all);
    arena_free(a);
  }
  assert_true(all);
  (void)state;
}

/* ---- exports ---- */

static size_t row_of(const grid *g, size_t col, const char *text) {
  for (size_t r = 0; r < g->rows; r++)
    if (str_eq(cell(g, r, col).text, str_of(text))) return r;
  print_error("no row with \"%s\"\n", text);
  fail();
  return 0;
}

static void measurement_has_live_formulas(void **state) {
  arena *a = *state;
  sheet_book *b = book_measurement(a);
  str bytes = xlsx_of(a, b), xml = part_of(a, bytes, "xl/worksheets/sheet1.xml");
  grid g = read_sheet(a, bytes, 0);
  size_t r = row_of(&g, 2, "Nilai SKM");
  assert_cell(&g, r, 5, XLSX_NUMBER, "76,1");
  assert_cell(&g, r, 7, XLSX_NUMBER, "112,12");
  assert_cell(&g, r, 8, XLSX_TEXT, "Sangat Tinggi");
  assert_cell(&g, r + 1, 7, XLSX_NUMBER, "-50");
  assert_cell(&g, r + 2, 7, XLSX_NUMBER, "40");
  assert_cell(&g, r + 4, 7, XLSX_NUMBER, "97,09");
  assert_cell(&g, r + 5, 7, XLSX_EMPTY, "");
  assert_cell(&g, r + 8, 7, XLSX_TEXT, "tidak tersedia: realisasi belum ada");
  str want = str_fmt(a, "<f>IF(AND(ISNUMBER(F%zu),ISNUMBER(G%zu)),IF(F%zu=0,&quot;&quot;,ROUND(G%zu/F%zu*100,2)),&quot;&quot;)</f>", r + 1, r + 1, r + 1, r + 1, r + 1);
  str plain = str_fmt(a, "<f>IF(AND(ISNUMBER(F%zu),ISNUMBER(G%zu)),IF(F%zu=0,\"\",ROUND(G%zu/F%zu*100,2)),\"\")</f>", r + 1, r + 1, r + 1, r + 1, r + 1);
  assert_true(str_find(xml, want) >= 0 || str_find(xml, plain) >= 0);
  const sheet *s = b->sheets.v[0];
  assert_int_equal(s->rows.v[r + 7].cells[7].formula.n, 0); /* typed: not what the formula gives */
  assert_str(a, decimal_text(a, s->rows.v[r + 7].cells[7].number), "104.99");
  assert_true(s->rows.v[r + 5].cells[7].formula.n > 0);     /* blank yet, computed as soon as it is filled */
  assert_int_equal(s->rows.v[r].cells[0].down, 3);
  assert_true(has(sheet_csv(a, s), "'=HYPERLINK"));
  grid money = read_sheet(a, bytes, 1);
  size_t t = row_of(&money, 1, "Jumlah");
  assert_cell(&money, t, 3, XLSX_NUMBER, "3210250000,5");
  assert_true(has(part_of(a, bytes, "xl/worksheets/sheet2.xml"), "SUM(C"));
}

static void rules_are_in_the_formula(void **state) {
  arena *a = *state;
  export_measures in = sample_measurement(a);
  in.rules.cap = DECIMAL_INT(120), in.rules.floor = DECIMAL_INT(0), in.rules.rounding = DECIMAL_TRUNCATE, in.rules.zero = ZERO_IS_100;
  in.rows.n = 0;
  LIST_OF(a, &in.rows, sample_figure(a, &in.rules, "S", "Naik", DIR_NAIK, "76.10", "85.32"), sample_figure(a, &in.rules, "S", "Turun", DIR_TURUN_A, "10", "25"),
          sample_figure(a, &in.rules, "S", "Nol", DIR_NAIK, "0", "25"));
  const sheet *s = export_measurement(a, &in)->sheets.v[0];
  size_t r = 0;
  while (s->rows.v[r].look != ROW_BODY) r++;
  assert_true(has(s->rows.v[r].cells[7].formula, "MAX(MIN(TRUNC(G") && has(s->rows.v[r].cells[7].formula, ",120),0)"));
  assert_str(a, decimal_text(a, s->rows.v[r].cells[7].number), "112.11");
  assert_str(a, decimal_text(a, decimal_trim(s->rows.v[r + 1].cells[7].number)), "0");
  assert_true(has(s->rows.v[r + 2].cells[7].formula, "=0,100,"));
}

static void agreement_sums_its_programmes(void **state) {
  arena *a = *state;
  str bytes = xlsx_of(a, book_pk(a));
  grid g = read_sheet(a, bytes, 0);
  size_t r = row_of(&g, 2, "Predikat SAKIP"), total = row_of(&g, 0, "Jumlah");
  assert_cell(&g, r, 3, XLSX_TEXT, "BB");
  assert_cell(&g, total, 3, XLSX_NUMBER, "3317381315");
  assert_true(str_find(part_of(a, bytes, "xl/worksheets/sheet1.xml"), str_fmt(a, "<f>D%zu+D%zu</f>", total - 2, total)) >= 0);
  row_of(&g, 0, "PIHAK KEDUA,");
  row_of(&g, 2, "PIHAK PERTAMA,");
}

static void action_plan_adds_up(void **state) {
  arena *a = *state;
  grid g = read_sheet(a, xlsx_of(a, book_plan(a)), 0);
  size_t r = row_of(&g, 2, "Jumlah musyawarah");
  assert_cell(&g, r, 9, XLSX_NUMBER, "12");
  assert_cell(&g, r + 1, 9, XLSX_NUMBER, "76,1");
  assert_cell(&g, r + 2, 9, XLSX_NUMBER, "80,23");
  assert_cell(&g, r + 3, 9, XLSX_EMPTY, ""); /* percentages are not added up */
  assert_cell(&g, r + 1, 8, XLSX_EMPTY, ""); /* blank stays blank */
}

static void e81_adds_only_what_adds_up(void **state) {
  arena *a = *state;
  export_e81 in = sample_e81(a);
  grid g = read_sheet(a, xlsx_of(a, export_renja(a, &in)), 0);
  size_t r = row_of(&g, 3, "Jumlah layanan (Layanan)");
  assert_cell(&g, r, 18, XLSX_NUMBER, "90");            /* 12 = 30 + 25 + 35 */
  assert_cell(&g, r, 19, XLSX_NUMBER, "160250000,5");
  assert_cell(&g, r, 20, XLSX_NUMBER, "190");           /* 13 = 100 + 90 */
  assert_cell(&g, r, 22, XLSX_NUMBER, "38");            /* 14 = 190 / 500 */
  assert_cell(&g, r, 23, XLSX_NUMBER, "36,03");
  assert_cell(&g, r + 1, 18, XLSX_NUMBER, "82,5");      /* the last filled quarter */
  assert_cell(&g, r + 1, 20, XLSX_NUMBER, "82,5");
  assert_cell(&g, r + 1, 22, XLSX_NUMBER, "91,67");
  assert_cell(&g, r + 1, 19, XLSX_EMPTY, "");
  assert_cell(&g, r + 2, 18, XLSX_NUMBER, "80");        /* a percentage, whatever the flag says */
  assert_cell(&g, r + 2, 22, XLSX_NUMBER, "80");
  assert_cell(&g, r + 2, 27, XLSX_TEXT, "Tidak");
  assert_cell(&g, r + 3, 18, XLSX_TEXT, "BB");
  assert_cell(&g, r + 3, 22, XLSX_EMPTY, "");
  assert_cell(&g, r + 3, 23, XLSX_EMPTY, "");            /* no division by 0 */
  size_t mean = row_of(&g, 0, "Rata-rata capaian kinerja (%)");
  assert_cell(&g, mean, 22, XLSX_NUMBER, "69,89");      /* (38 + 91,67 + 80) / 3 */
  assert_cell(&g, mean, 20, XLSX_NUMBER, "69,89");
  assert_cell(&g, mean, 10, XLSX_NUMBER, "71,35");      /* (25 + 95,29 + 93,75) / 3 */
  assert_cell(&g, mean + 1, 22, XLSX_TEXT, "Sedang");
  assert_cell(&g, mean + 2, 10, XLSX_TEXT, "Kerja sama dengan sembilan desa.");
  row_of(&g, 13, "Dievaluasi:");
}

static void e81_column_numbers_are_the_form_s(void **state) {
  arena *a = *state;
  grid g = read_sheet(a, xlsx_of(a, book_e81(a)), 0);
  size_t top = row_of(&g, 0, "No");
  static const size_t FIRST[] = {0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 25};
  for (size_t i = 0; i < LEN(FIRST); i++) assert_str(a, cell(&g, top + 2, FIRST[i]).text, str_z(a, str_fmt(a, "%zu", i + 1)));
  for (size_t i = 4; i < 24; i++) assert_str(a, cell(&g, top + 1, i).text, i % 2 ? "Rp" : "K");
}

static void empty_exports_hold(void **state) {
  arena *a = *state;
  export_measures m = {.rules = measure_rules_default()};
  export_pk pk = {0};
  export_plan plan = {0};
  export_e81 e81 = {.rules = measure_rules_default()};
  xlsx_of(a, export_measurement(a, &m));
  xlsx_of(a, export_agreement(a, &pk));
  xlsx_of(a, export_action_plan(a, &plan));
  xlsx_of(a, export_renja(a, &e81));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_book_is_read_back, setup, teardown),
      cmocka_unit_test_setup_teardown(same_input_same_bytes, setup, teardown),
      cmocka_unit_test_setup_teardown(csv_is_for_machines, setup, teardown),
      cmocka_unit_test_setup_teardown(print_and_protection, setup, teardown),
      cmocka_unit_test_setup_teardown(bad_books_are_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(cells_have_names, setup, teardown),
      cmocka_unit_test_setup_teardown(running_out_of_memory_leaves_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(measurement_has_live_formulas, setup, teardown),
      cmocka_unit_test_setup_teardown(rules_are_in_the_formula, setup, teardown),
      cmocka_unit_test_setup_teardown(agreement_sums_its_programmes, setup, teardown),
      cmocka_unit_test_setup_teardown(action_plan_adds_up, setup, teardown),
      cmocka_unit_test_setup_teardown(e81_adds_only_what_adds_up, setup, teardown),
      cmocka_unit_test_setup_teardown(e81_column_numbers_are_the_form_s, setup, teardown),
      cmocka_unit_test_setup_teardown(empty_exports_hold, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
