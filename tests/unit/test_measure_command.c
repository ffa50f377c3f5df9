/* The command as a person runs it: files in, text out, exit status. */
#include "test.h"

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include "base/decimal.h"
#include "cli/measure.h"
#include "base/csv.h"
#include "measure/table.h"
#include "performance/xlsx_read.h"

#define PUBLISHED TAKAR_SOURCE_ROOT "/tests/data/published-reports.csv"
#define GOLDEN TAKAR_SOURCE_ROOT "/tests/golden/published-measured.csv"

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static str read_all(arena *a, const char *path) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  buf b = BUF(a);
  char piece[4096];
  for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, (str){piece, n});
  fclose(f);
  return buf_str(&b);
}

static const char *temp_file(arena *a, const char *name) { return str_z(a, str_fmt(a, "test-measure-%d-%s", (int)getpid(), name)); }

static const char *write_file(arena *a, const char *name, str bytes) {
  const char *path = temp_file(a, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fwrite(bytes.p, 1, bytes.n, f);
  fclose(f);
  return path;
}

/* Runs with one of the standard streams going to a file, and gives what was written there. */
static str captured(arena *a, int fd, int argc, char **argv, int *status) {
  const char *path = temp_file(a, fd == 1 ? "out" : "err");
  fflush(stdout);
  fflush(stderr);
  int kept = dup(fd), file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  dup2(file, fd);
  close(file);
  *status = cli_measure(argc, argv);
  fflush(stdout);
  fflush(stderr);
  dup2(kept, fd);
  close(kept);
  str text = read_all(a, path);
  unlink(path);
  return text;
}

#define RUN(a, fd, status, ...)                                                                       \
  captured((a), (fd), (int)LEN(((const char *const[]){"measure", __VA_ARGS__})),                      \
           (char *[]){(char *)(uintptr_t)"measure", __VA_ARGS__, NULL}, (status))
#define ARG(z) ((char *)(uintptr_t)(z))

static void the_published_reports_give_the_golden_table(void **state) {
  arena *a = *state;
  int status;
  str got = RUN(a, 1, &status, ARG(PUBLISHED), ARG("--format"), ARG("csv"));
  assert_int_equal(status, 1);
  str want = read_all(a, GOLDEN);
  for (size_t line = 1; got.n || want.n; line++) {
    str g, w;
    got = str_cut(got, '\n', &g);
    want = str_cut(want, '\n', &w);
    if (!str_eq(g, w)) fail_msg("line %zu\n got %s\nwant %s", line, str_z(a, g), str_z(a, w));
  }
}

/* What the reference counts: 158 rows of numbers, of which 125 follow by R/T, 11 cut off, 8 by form A, and 14 do not follow. */
static void the_published_counts_hold(void **state) {
  arena *a = *state;
  csv_reader *csv;
  str_list cells;
  bool more;
  table *t;
  measure_rules rules = measure_rules_default();
  size_t rows = 0, plain = 0, truncated = 0, form_a = 0, mismatched = 0;
  csv = csv_open(a, read_all(a, PUBLISHED));
  assert_ok(a, csv_next(csv, a, &cells, &more));
  assert_ok(a, table_open(a, &cells, &rules, &t));
  for (;; rows++) {
    table_row row;
    assert_ok(a, csv_next(csv, a, &cells, &more));
    if (!more) break;
    assert_ok(a, table_measure(t, a, &cells, csv_line(csv), &row));
    if (str_blank(row.cell[TABLE_PRINTED]) || row.result.status != MEASURE_OK) continue;
    enum number_kind kind = number_parse(row.cell[TABLE_TARGET]).kind;
    if (kind == NUMBER_GRADE) continue; /* three rows with predicates */
    str codes = finding_codes(a, &row.findings);
    bool mismatch = str_find(codes, S("printed-mismatch")) >= 0, cut = str_find(codes, S("printed-truncated")) >= 0;
    assert_false(mismatch && cut);
    mismatched += mismatch;
    truncated += cut;
    form_a += !mismatch && !cut && row.direction == DIR_TURUN_A;
    plain += !mismatch && !cut && row.direction == DIR_NAIK;
  }
  assert_int_equal(rows, 361);
  assert_int_equal(plain, 125);
  assert_int_equal(truncated, 11);
  assert_int_equal(form_a, 8);
  assert_int_equal(mismatched, 14);
}

static void a_clean_file_ends_with_0_in_every_format(void **state) {
  arena *a = *state;
  const char *file = write_file(a, "clean.csv", S("\xef\xbb\xbfTarget;Realisasi;Indikator;Catatan\r\n80;84;Nilai;\"a;\"\"b\"\"\nc\"\r\n"));
  int status;
  assert_str(a, RUN(a, 1, &status, ARG(file), ARG("--format"), ARG("csv")),
             "Target,Realisasi,Indikator,Catatan,computed,status,category,explanation,findings\r\n"
             "80,84,Nilai,\"a;\"\"b\"\"\nc\",105.00,ok,Sangat Tinggi,\"Realisasi 84 terhadap target 80 (makin tinggi makin baik): 84 / 80 × "
             "100 = 105,00 %.\",\r\n");
  assert_int_equal(status, 0);
  str json = RUN(a, 1, &status, ARG("--format"), ARG("json"), ARG(file));
  assert_int_equal(status, 0);
  assert_true(str_find(json, S("\"computed\":\"105.00\"")) > 0 && str_ends(json, S("}}\n")));
  str text = RUN(a, 1, &status, ARG(file));
  assert_int_equal(status, 0);
  assert_true(str_find(text, S("105,00")) > 0 && str_find(text, S("1 baris, 1 dihitung, 0 baris dengan temuan.")) > 0);
  unlink(file);
}

static void english_names_and_own_rules_are_taken(void **state) {
  arena *a = *state;
  const char *file = write_file(a, "en.csv", S("office,indicator,direction,target,actual,unit\nA,x,lower,10,25,%\nA,y,naik,80,160,%\n"));
  const char *rules = write_file(a, "rules.ini", S("cap = 120\nfloor = 0\nturun = a\n"));
  int status;
  str out = RUN(a, 1, &status, ARG(file), ARG("--rules"), ARG(rules), ARG("--format"), ARG("csv"));
  assert_int_equal(status, 1);
  assert_true(str_find(out, S(",0.00,ok,Sangat Rendah,")) > 0 && str_find(out, S("negative")) > 0);
  assert_true(str_find(out, S(",120.00,ok,Sangat Tinggi,")) > 0);
  str text = RUN(a, 1, &status, ARG(file), ARG("--rules"), ARG(rules)); /* the table ends with what to do */
  assert_true(str_find(text, S("1 × negative (periksa): Capaian di bawah nol.")) > 0);
  unlink(file);
  unlink(rules);
}

static void a_broken_file_gets_row_column_and_reason(void **state) {
  arena *a = *state;
  static const struct { const char *bytes, *message; } cases[] = {
      {"", "Baris judul tidak ditemukan."},
      {"indikator,realisasi\nx,1\n", "Baris judul tidak ditemukan."},
      {"target,realisasi\n1,1\n", "Kolom indikator tidak ditemukan."},
      {"indikator,target,realisasi\nx,1,1,9\n", "Baris 2 kolom 4: baris ini mempunyai 4 sel, sedangkan judulnya 3."},
      {"indikator,target,realisasi\nx,1\n", "Baris 2 kolom 3: baris ini mempunyai 2 sel"},
      {"indikator,target,realisasi\nx,1,1\ny,\"1,1\n", "Baris 3 kolom 2: tanda petik dibuka tetapi tidak ditutup."},
      {"indikator,target,realisasi\nx,1\"1,1\n", "Baris 2 kolom 2: ada tanda petik di tengah sel"},
      {"indikator,target,realisasi\nx,\"1\"1,1\n", "Baris 2 kolom 2: ada teks di belakang tanda petik penutup."},
      {"indikator,arah,target,realisasi\nx,serong,1,1\n", "Baris 2 kolom 2 (arah): arah “serong” tidak dikenal."},
      {"indikator,target,Target,realisasi\nx,1,1,1\n", "Kolom 3 “Target” berarti sama dengan kolom 2 “target”."},
      {"indikator,target,realisasi\n\xff,1,1\n", "Baris 2 kolom 1: huruf tidak terbaca"},
      {"PK\x03\x04 not a workbook", "Berkas ini bukan buku kerja XLSX."},
  };
  for (size_t i = 0; i < LEN(cases); i++) {
    int status;
    const char *file = write_file(a, "broken.csv", str_of(cases[i].bytes));
    str message = RUN(a, 2, &status, ARG(file));
    if (status != 2 || str_find(message, str_of(cases[i].message)) < 0) fail_msg("case %zu: %s", i, str_z(a, message));
    unlink(file);
  }
  int status;
  assert_true(RUN(a, 2, &status, ARG("no-such-file.csv")).n > 0);
  assert_int_equal(status, 2);
  assert_true(RUN(a, 2, &status, ARG("--format"), ARG("xml"), ARG("x.csv")).n > 0);
  assert_int_equal(status, 2);
}

/* --- workbooks --- */

typedef struct xml_part {
  const char *name, *text;
} xml_part;

static const char workbook_xml[] =
    "<workbook xmlns:r='r'><sheets><sheet name='Sampul' sheetId='1' r:id='rId1'/><sheet name='Ukur' sheetId='2' r:id='rId2'/></sheets>"
    "</workbook>";
static const char rels_xml[] = "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
                               "<Relationship Id='rId2' Target='/xl/worksheets/sheet2.xml'/></Relationships>";
static const char styles_xml[] = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0.0%'/><numFmt numFmtId='165' formatCode='\"d\"0'/>"
                                 "<numFmt numFmtId='166'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/>"
                                 "<xf numFmtId='165'/></cellXfs></styleSheet>";
static const char strings_xml[] = "<sst><si><t>indikator</t></si><si><t>target</t></si><si><r><t>reali</t></r><r><t>sasi</t></r>"
                                  "<rPh><t>x</t></rPh></si><si><t>capaian</t></si></sst>";
static const char sheet_xml[] =
    "<x:worksheet xmlns:x='s'><x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>PENGUKURAN</x:t></x:is></x:c></x:row>"
    "<row r='3'><c r='A3' t='s'><v>0</v></c><c r='B3' t='s'><v>1</v></c><c r='C3' t='s'><v>2</v></c><c r='D3' t='s'><v>3</v></c></row>"
    "<row r='4'><c r='A4' t='str'><v>Nilai</v></c><c r='B4'><v>80.5</v></c><c r='C4'><v>82.620000000000005</v></c><c r='D4'><v>102.63</v></c></row>"
    "<row r='5'><c r='A5' t='str'><v>Tepat waktu</v></c><c r='B5' s='1'><v>0.5</v></c><c r='C5' s='1'><v>0.25</v></c></row>"
    "<row r='6'><c r='A6' t='str'><v>Gini</v></c><c r='B6'><v>44.113</v></c><c r='C6' t='e'><v>#DIV/0!</v></c></row></x:sheetData></x:worksheet>";

static const char *write_workbook(arena *a, const xml_part *parts, size_t n) {
  const char *path = temp_file(a, "book.xlsx");
  zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  assert_non_null(z);
  for (size_t i = 0; i < n; i++)
    assert_true(zip_file_add(z, parts[i].name, zip_source_buffer(z, parts[i].text, strlen(parts[i].text), 0), 0) >= 0);
  assert_int_equal(zip_close(z), 0);
  return path;
}

static void a_workbook_is_read_without_the_noise_of_its_numbers(void **state) {
  arena *a = *state;
  const xml_part parts[] = {{"xl/workbook.xml", workbook_xml},   {"xl/_rels/workbook.xml.rels", rels_xml}, {"xl/styles.xml", styles_xml},
                            {"xl/sharedStrings.xml", strings_xml}, {"xl/worksheets/sheet1.xml", "<worksheet/>"},
                            {"xl/worksheets/sheet2.xml", sheet_xml}};
  const char *file = write_workbook(a, parts, LEN(parts));
  int status;
  str out = RUN(a, 1, &status, ARG(file), ARG("--sheet"), ARG("ukur"), ARG("--format"), ARG("csv"));
  assert_int_equal(status, 1);
  assert_true(str_find(out, S("Nilai,\"80,5\",\"82,62\",\"102,63\",102.63,ok,Sangat Tinggi,")) > 0);
  assert_true(str_find(out, S("Tepat waktu,50%,25%,,50.00,ok,")) > 0);
  assert_true(str_find(out, S("Gini,\"44,113\",#DIV/0!,,,not-numeric,")) > 0);
  assert_true(str_find(RUN(a, 2, &status, ARG(file), ARG("--sheet"), ARG("lain")), S("Yang ada: “Sampul”, “Ukur”.")) > 0);
  assert_int_equal(status, 2);
  str without = RUN(a, 1, &status, ARG(file), ARG("--format"), ARG("csv")); /* the first sheet is a cover: the first with a heading counts */
  assert_int_equal(status, 1);
  assert_str(a, without, str_z(a, out));
  unlink(file);
}

static void hostile_workbooks_end_early(void **state) {
  arena *a = *state;
  static const char laughs[] =
      "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
      "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
      "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;'>]><sst><si><t>&h;</t></si></sst>";
  buf rows = {.a = a, .max = 64 << 20};
  buf_z(&rows, "<worksheet><sheetData>");
  for (int i = 0; i < 250000; i++) buf_z(&rows, "<row/>");
  buf_z(&rows, "</sheetData></worksheet>");
  const struct { const char *strings, *sheet, *message; } cases[] = {
      {laughs, sheet_xml, "Buku kerja"},
      {"<sst><si>", sheet_xml, "Buku kerja rusak"},
      {strings_xml, "<worksheet><row><c r='ZZZ1' t='str'><v>x</v></c></row></worksheet>", "melewati kolom"},
      {strings_xml, "<worksheet><row><c t='s'><v>999999</v></c><c t='s'><v>-1</v></c><c r='1'><v>5</v></c></row>", "Buku kerja rusak"},
      {strings_xml, str_z(a, buf_str(&rows)), "terlalu besar"},
  };
  for (size_t i = 0; i < LEN(cases); i++) {
    const xml_part parts[] = {{"xl/workbook.xml", workbook_xml},           {"xl/_rels/workbook.xml.rels", rels_xml},
                              {"xl/styles.xml", styles_xml},               {"xl/sharedStrings.xml", cases[i].strings},
                              {"xl/worksheets/sheet2.xml", cases[i].sheet}};
    const char *file = write_workbook(a, parts, LEN(parts));
    int status;
    str message = RUN(a, 2, &status, ARG(file), ARG("--sheet"), ARG("Ukur"));
    if (status != 2 || str_find(message, str_of(cases[i].message)) < 0) fail_msg("case %zu: %d %s", i, status, str_z(a, message));
    unlink(file);
  }
}

static void sheet_numbers_become_decimal(void **state) {
  arena *a = *state;
  static const struct { const char *raw; bool percent; const char *want; } cases[] = {
      {"2.2200000000000002", false, "2,22"}, {"66.670000000000002", false, "66,67"}, {"1.5E+7", false, "15000000"},
      {"44.113", false, "44,113"},           {"0.5", true, "50%"},                   {"0.21499999999999999", true, "21,5%"},
      {"-2.24", false, "-2,24"},             {"0", false, "0"},                      {"1E-12", false, "0"},
      {"9.9999999999999995E-2", false, "0,1"}, {"1e400", false, "1e400"},            {"", false, ""},
      {"0.000000000499", false, "0"},        {"0.0000000005", false, "0,000000001"}, {"12345678901234567", false, "12345678901234600"},
      {"abc", false, "abc"},                 {"1E+30", false, "1E+30"},              {"0.99999999999999999", false, "1"},
  };
  for (size_t i = 0; i < LEN(cases); i++) assert_str(a, xlsx_number_text(a, str_of(cases[i].raw), cases[i].percent), cases[i].want);
}

static void csv_goes_round(void **state) {
  arena *a = *state;
  const str cells[] = {S("a"), S(""), S("b,c"), S("\"d\""), S("e\r\nf"), S("=g")};
  buf b = BUF(a);
  csv_reader *csv;
  str_list row;
  bool more;
  csv_row(&b, cells, LEN(cells));
  csv = csv_open(a, buf_str(&b));
  assert_ok(a, csv_next(csv, a, &row, &more));
  assert_int_equal(row.n, LEN(cells));
  for (size_t i = 0; i < LEN(cells); i++) assert_true(str_eq(row.v[i], cells[i]));
  assert_ok(a, csv_next(csv, a, &row, &more));
  assert_false(more);
  assert_str(a, csv_guard(a, S("=1+1")), "'=1+1");
  assert_str(a, csv_guard(a, S("-2.24")), "-2.24");
  assert_str(a, csv_guard(a, S("-x")), "'-x");
  assert_str(a, csv_guard(a, S("@a")), "'@a");
  assert_str(a, csv_guard(a, S("biasa")), "biasa");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_published_reports_give_the_golden_table, setup, teardown),
      cmocka_unit_test_setup_teardown(the_published_counts_hold, setup, teardown),
      cmocka_unit_test_setup_teardown(a_clean_file_ends_with_0_in_every_format, setup, teardown),
      cmocka_unit_test_setup_teardown(english_names_and_own_rules_are_taken, setup, teardown),
      cmocka_unit_test_setup_teardown(a_broken_file_gets_row_column_and_reason, setup, teardown),
      cmocka_unit_test_setup_teardown(a_workbook_is_read_without_the_noise_of_its_numbers, setup, teardown),
      cmocka_unit_test_setup_teardown(hostile_workbooks_end_early, setup, teardown),
      cmocka_unit_test_setup_teardown(sheet_numbers_become_decimal, setup, teardown),
      cmocka_unit_test_setup_teardown(csv_goes_round, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
