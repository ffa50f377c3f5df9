#include "calendar_files.h"

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static err parse(arena *a, str text, day_off **out, size_t *n) { return calendar_parse_days_off(a, text, S("uji.csv"), out, n); }

static void point_is(arena *a, err e, size_t i, const char *field, const char *text) {
  assert_true(i < e->points.n);
  assert_str(a, e->points.v[i].field, field);
  if (str_find(e->points.v[i].text, str_of(text)) < 0) fail_msg("\"%s\" lacks \"%s\"", str_z(a, e->points.v[i].text), text);
}

static void the_shipped_table_goes_round(void **state) {
  arena *a = *state;
  shipped s = shipped_tables(a);
  assert_int_equal(s.off_n, 17 + 11 + 17 + 8 + 18 + 8);
  day_off *again;
  size_t n;
  assert_ok(a, parse(a, calendar_days_off_csv(a, s.off, s.off_n), &again, &n));
  assert_int_equal(n, s.off_n);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(again[i].day.day, s.off[i].day.day);
    assert_int_equal(again[i].kind, s.off[i].kind);
    assert_true(str_eq(again[i].name, s.off[i].name) && str_eq(again[i].source, s.off[i].source));
    if (i) assert_true(s.off[i].day.day > s.off[i - 1].day.day);
  }
  date_range *r;
  assert_ok(a, calendar_parse_ramadan(a, calendar_ramadan_csv(a, s.ramadan, s.ramadan_n), S("r.csv"), &r, &n));
  assert_int_equal(n, 3);
  assert_int_equal(r[1].from.day, date_of(2026, 2, 19).day);
  assert_true(str_eq(r[1].source, s.ramadan[1].source));
}

static void quotes_separators_and_line_ends(void **state) {
  arena *a = *state;
  day_off *off;
  size_t n;
  assert_ok(a, parse(a, S("\xef\xbb\xbfTanggal;Jenis;Nama;Sumber\r\n31/01/2026;LOKAL;\"Hari \"\"Jadi\"\"; Purwakarta\"; Perbup 1 \r\n;;;\r\n\r\n"
                          "\"2026-02-01\";cuti;,;x"), &off, &n));
  assert_int_equal(n, 2);
  assert_str(a, off[0].name, "Hari \"Jadi\"; Purwakarta");
  assert_str(a, off[0].source, "Perbup 1");
  assert_int_equal(off[0].kind, OFF_LOCAL);
  assert_str(a, off[1].name, ",");
  str text = calendar_days_off_csv(a, off, n);
  assert_str(a, text, "tanggal,jenis,nama,sumber\r\n2026-01-31,lokal,\"Hari \"\"Jadi\"\"; Purwakarta\",Perbup 1\r\n"
                      "2026-02-01,cuti,\",\",x\r\n");
  assert_ok(a, parse(a, text, &off, &n));
  assert_str(a, off[0].name, "Hari \"Jadi\"; Purwakarta");
  assert_ok(a, parse(a, S("tanggal,jenis,nama,sumber"), &off, &n));
  assert_int_equal(n, 0);
}

static void every_bad_line_is_named(void **state) {
  arena *a = *state;
  day_off *off = NULL;
  size_t n = 0;
  err e = parse(a, S("tanggal,jenis,nama,sumber\n"
                     "2026-02-30,libur,X,Y\n"         /* 2 */
                     "2026-01-01,raya,X,Y\n"          /* 3 */
                     "2026-01-02,libur,,Y\n"          /* 4 */
                     "2026-01-03,libur,X, \n"         /* 5 */
                     "2026-01-04,libur,X\n"           /* 6 */
                     "\n"
                     "2026-01-05,libur,a\"b,Y\n"      /* 8 */
                     "2026-01-06,libur,\"a\"b,Y\n"    /* 9 */
                     "2026-01-07,libur,\"a\nb\",Y\n"  /* 10, 11 */
                     "2026-01-08,libur,\xff,Y\n"      /* 12 */
                     "2026-01-09,libur,Baik,Y\n"      /* 13 */
                     "9 Januari 2026,cuti,Lagi,Y\n"   /* 14 */
                     "1800-01-01,libur,X,Y\n"         /* 15 */
                     "2026-01-10,libur,\"X,Y\n"), &off, &n);
  assert_non_null(e);
  assert_int_equal(e->code, ERR_INPUT);
  assert_null(off);
  assert_str(a, e->user, "Berkas uji.csv belum dapat dipakai: 12 baris perlu diperbaiki.");
  static const struct { const char *field, *text; } want[] = {
      {"baris 2", "Tanggal \"2026-02-30\" tidak dikenal"}, {"baris 3", "Jenis \"raya\""}, {"baris 4", "Nama"},
      {"baris 5", "Sumber"}, {"baris 6", "4 kolom, tetapi berisi 3"}, {"baris 8", "di tengah sel"},
      {"baris 9", "di belakang tanda petik penutup"}, {"baris 10", "satu baris"}, {"baris 12", "UTF-8"},
      {"baris 14", "9 Januari 2026 sudah ada di baris 13 dan muncul lagi di baris 14"}, {"baris 15", "1800"},
      {"baris 16", "tidak ditutup"}};
  assert_int_equal(e->points.n, LEN(want));
  for (size_t i = 0; i < LEN(want); i++) point_is(a, e, i, want[i].field, want[i].text);
}

static void a_header_is_required(void **state) {
  arena *a = *state;
  day_off *off;
  size_t n;
  static const char *const bad[] = {"", "\n", "2026-01-01,libur,X,Y\n", "tanggal,jenis,nama\n", "tanggal,nama,jenis,sumber\n",
                                    "tanggal,jenis,nama,\"sumber"};
  for (size_t i = 0; i < LEN(bad); i++) {
    err e = parse(a, str_of(bad[i]), &off, &n);
    assert_non_null(e);
    point_is(a, e, 0, "baris 1", "tanggal,jenis,nama,sumber");
  }
}

static void too_much_is_refused(void **state) {
  arena *a = *state;
  day_off *off;
  size_t n;
  buf b = BUF(a);
  buf_z(&b, "tanggal,jenis,nama,sumber\n");
  for (int i = 0; i < 300; i++) buf_z(&b, "x,libur,X,Y\n");
  err e = parse(a, buf_str(&b), &off, &n);
  assert_int_equal(e->points.n, 100);
  assert_true(str_find(e->user, S("300 baris")) > 0);
  for (int i = 0; i < 5000; i++) buf_z(&b, ",,,\n");
  e = parse(a, buf_str(&b), &off, &n);
  assert_int_equal(e->code, ERR_LIMIT);
  for (int i = 0; i < 260000; i++) buf_z(&b, ",,,,");
  e = parse(a, buf_str(&b), &off, &n);
  assert_int_equal(e->code, ERR_LIMIT);
}

static void ramadan_ranges_are_checked(void **state) {
  arena *a = *state;
  date_range *r;
  size_t n;
  err e = calendar_parse_ramadan(a, S("awal,akhir,sumber\n2026-02-19,2026-03-20,x\n2026-03-20,2026-04-01,x\n2027-03-01,2027-02-01,x\n"
                                      "2028-01-01,2028-02-01,x\n2029-01-01,besok,x\n2030-01-01,2030-01-29,\n"), S("r.csv"), &r, &n);
  assert_non_null(e);
  assert_int_equal(e->points.n, 5);
  point_is(a, e, 0, "baris 3", "Baris 2 dan baris 3");
  point_is(a, e, 1, "baris 4", "mendahului");
  point_is(a, e, 2, "baris 5", "paling lama 31 hari");
  point_is(a, e, 3, "baris 6", "besok");
  point_is(a, e, 4, "baris 7", "Sumber");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_shipped_table_goes_round, setup, teardown),
      cmocka_unit_test_setup_teardown(quotes_separators_and_line_ends, setup, teardown),
      cmocka_unit_test_setup_teardown(every_bad_line_is_named, setup, teardown),
      cmocka_unit_test_setup_teardown(a_header_is_required, setup, teardown),
      cmocka_unit_test_setup_teardown(too_much_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(ramadan_ranges_are_checked, setup, teardown),
  };
  return cmocka_run_group_tests_name("calendar_csv", tests, NULL, NULL);
}
