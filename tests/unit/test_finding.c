#include "test.h"

#include "measure/finding.h"

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static decimal dec(const char *z) {
  decimal d = DECIMAL_NONE;
  assert_true(decimal_parse(str_of(z), &d));
  return d;
}

static finding_input input(const char *name, enum direction d, const char *target, const char *actual, const char *printed) {
  finding_input in = finding_input_none();
  in.name = str_of(name);
  in.figures.direction = d;
  in.figures.target = number_parse(str_of(target));
  in.figures.actual = number_parse(str_of(actual));
  in.printed = number_parse(str_of(printed));
  return in;
}

static const char *codes_of(arena *a, const finding_input *in) {
  measure_rules r = measure_rules_default();
  measure_result result = measure(a, &r, &in->figures);
  finding_list l = {0};
  finding_check(a, &r, in, &result, &l);
  for (size_t i = 0; i < l.n; i++) assert_true(l.v[i].text.n > 0 && str_utf8_ok(l.v[i].text));
  return str_z(a, finding_codes(a, &l));
}

static const char *row(arena *a, const char *name, enum direction d, const char *t, const char *r, const char *printed) {
  finding_input in = input(name, d, t, r, printed);
  return codes_of(a, &in);
}

static void printed_values_are_recomputed(void **state) {
  arena *a = *state;
  static const struct { enum direction d; const char *t, *r, *printed, *codes; } rows[] = {
      {DIR_NAIK, "80", "84", "105", ""},
      {DIR_NAIK, "80", "84", "105,00", ""},
      {DIR_NAIK, "80,05", "84", "104,9", ""},                 /* at the printed decimals */
      {DIR_NAIK, "76,10", "85,32", "112,11", "printed-truncated"},
      {DIR_NAIK, "7,44", "45,45", "611", "above-150"},
      {DIR_NAIK, "82,00", "97,84", "97,84", "printed-mismatch;actual-is-achievement"},
      {DIR_NAIK, "81", "80,6", "100,12", "printed-mismatch"},
      {DIR_NAIK, "15,5", "15,25", "101,61", "printed-mismatch;printed-other-form"},
      {DIR_TURUN_A, "10", "12", "83,33", "printed-mismatch;printed-other-form"},
      {DIR_NAIK, "100", "79,7", "79,7", ""},
      {DIR_NAIK, "", "", "103,46", "printed-unchecked"},
      {DIR_NAIK, "80", "84", "-", ""},
      {DIR_PREDIKAT, "WTP", "WDP", "75", ""},
      {DIR_PREDIKAT, "WTP", "WDP", "100", "printed-mismatch"},
      {DIR_NAIK, "3977", "54,67", "100", "printed-mismatch;scale-mismatch"},
  };
  for (size_t i = 0; i < LEN(rows); i++)
    assert_string_equal(row(a, "Nilai", rows[i].d, rows[i].t, rows[i].r, rows[i].printed), rows[i].codes);
  finding_input in = input("Nilai", DIR_NAIK, "80", "84", "103,2");
  in.past_printed = dec("103.20");
  assert_string_equal(codes_of(a, &in), "printed-mismatch;printed-last-year");
}

static void a_mismatch_says_what_would_explain_it(void **state) {
  arena *a = *state;
  static const struct { const char *t, *r, *printed, *text; } rows[] = {
      {"80", "84", "1,05", "Tertulis 1,05, hasil hitung 105,00. Capaian ditulis sebagai pecahan, bukan persen."},
      {"70", "66,7", "95,24", "Tertulis 95,24, hasil hitung 95,29. Selisih ini dapat timbul bila capaian dihitung dari realisasi yang "
                              "desimalnya lebih panjang daripada yang tertulis."},
      {"81", "80,6", "100,12", "Tertulis 100,12, hasil hitung 99,51."},
  };
  for (size_t i = 0; i < LEN(rows); i++) {
    measure_rules r = measure_rules_default();
    finding_input in = input("Nilai", DIR_NAIK, rows[i].t, rows[i].r, rows[i].printed);
    measure_result result = measure(a, &r, &in.figures);
    finding_list l = {0};
    finding_check(a, &r, &in, &result, &l);
    assert_int_equal(l.v[0].code, FINDING_PRINTED_MISMATCH);
    assert_str(a, l.v[0].text, rows[i].text);
  }
}

static void names_tell_the_direction(void **state) {
  (void)state;
  static const char *const lower[] = {"Angka kematian ibu", "Persentase Angka Kemiskinan", "Prevalensi Stunting", "Indeks gini",
                                      "Angka Pengangguran", "TINGKAT PENGANGGURAN TERBUKA", "Jumlah pengaduan masyarakat",
                                      "Jumlah temuan BPK", "Jumlah gangguan trantibum", "Rasio Gini"};
  static const char *const higher[] = {"Persentase penurunan stunting", "Persentase temuan yang ditindaklanjuti",
                                       "Presentase kejadian bencana/kebakaran tertangani", "Presentase penyelesaian pelanggaran K3",
                                       "Jumlah pertemuan", "Indeks Kepuasan Masyarakat", "Nilai AKIP", "Persentase konflik sosial yang tertangani",
                                       "Cakupan pelayanan ibu", "Original", "Virginia", ""};
  for (size_t i = 0; i < LEN(lower); i++)
    if (!finding_lower_is_better(str_of(lower[i]))) fail_msg("%s should be lower is better", lower[i]);
  for (size_t i = 0; i < LEN(higher); i++)
    if (finding_lower_is_better(str_of(higher[i]))) fail_msg("%s should not be lower is better", higher[i]);
}

static void a_direction_is_assumed_from_what_the_row_says(void **state) {
  (void)state;
  measure_rules r = measure_rules_default();
  static const struct { const char *name, *t, *r; enum direction d; bool assumed; } rows[] = {
      {"Nilai", "80", "84", DIR_NAIK, false},          {"Angka kematian ibu", "80", "84", DIR_TURUN_A, true},
      {"Opini", "WTP", "WDP", DIR_PREDIKAT, false},    {"AKIP", "A (80,50)", "BB (79,39)", DIR_NAIK, false},
      {"Nilai", "80 - 90", "84", DIR_RENTANG_NAIK, true}, {"Waktu tunggu", "7 - 8 bulan", "9", DIR_RENTANG_TURUN, true},
      {"Nilai", "≤ 5", "4", DIR_TURUN_A, true},        {"Nilai", "≥ 5", "4", DIR_NAIK, false},
  };
  for (size_t i = 0; i < LEN(rows); i++) {
    number t = number_parse(str_of(rows[i].t)), n = number_parse(str_of(rows[i].r));
    enum direction d;
    assert_int_equal(finding_direction(&r, str_of(rows[i].name), &t, &n, &d), rows[i].assumed);
    assert_int_equal(d, rows[i].d);
  }
}

static void what_is_missing_or_unreadable_is_said(void **state) {
  arena *a = *state;
  assert_string_equal(row(a, "N", DIR_NAIK, "80", "", ""), "actual-blank");
  assert_string_equal(row(a, "N", DIR_NAIK, "", "80", ""), "target-blank");
  assert_string_equal(row(a, "N", DIR_NAIK, "", "", ""), "");
  assert_string_equal(row(a, "N", DIR_NAIK, "80", "**)", ""), "not-available");
  assert_string_equal(row(a, "N", DIR_NAIK, "80", "44.113", ""), "number-ambiguous");
  assert_string_equal(row(a, "N", DIR_NAIK, "80", "baik sekali", ""), "not-numeric");
  assert_string_equal(row(a, "N", DIR_NAIK, "0", "0", ""), "zero-target");
  assert_string_equal(row(a, "N", DIR_NAIK, "80,5", "80.6", ""), "decimal-marks-mixed");
  assert_string_equal(row(a, "N", DIR_NAIK, "8 bulan", "8 hari", ""), "unit-mismatch");
  assert_string_equal(row(a, "N", DIR_NAIK, "50%", "0,5", ""), "scale-mismatch");
  assert_string_equal(row(a, "Angka kematian ibu", DIR_NAIK, "80", "84", ""), "direction-doubt");
  finding_input in = input("N", DIR_NAIK, "80", "81", "");
  in.evidence_wanted = true;
  assert_string_equal(codes_of(a, &in), "no-evidence");
  in.evidence_n = 1;
  assert_string_equal(codes_of(a, &in), "");
}

static void other_years_and_offices_are_compared(void **state) {
  arena *a = *state;
  decimal past[] = {dec("20.83"), dec("20"), dec("19")}, targets[] = {dec("20"), dec("20")};
  finding_input in = input("N", DIR_NAIK, "20", "46,5", "");
  in.past_actuals = past;
  in.past_actual_n = 3;
  in.past_targets = targets;
  in.past_target_n = 2;
  assert_string_equal(codes_of(a, &in), "above-150;target-below-past;target-unchanged;outlier-past");
  in = input("N", DIR_TURUN_A, "25", "20.83", "");
  in.past_actuals = past;
  in.past_actual_n = 3;
  assert_string_equal(codes_of(a, &in), "target-below-past;copied-past");
  decimal siblings[] = {dec("80"), dec("82"), dec("81"), dec("79")};
  in = input("N", DIR_NAIK, "80", "8,1", "");
  in.siblings = siblings;
  in.sibling_n = 4;
  assert_string_equal(codes_of(a, &in), "outlier-siblings");
  in.sibling_n = 2; /* too few to compare */
  assert_string_equal(codes_of(a, &in), "");
}

static void components_and_money_are_checked(void **state) {
  arena *a = *state;
  finding_input in = input("N", DIR_NAIK, "50", "55,56", "");
  in.numerator = dec("5");
  in.denominator = dec("9");
  assert_string_equal(codes_of(a, &in), "");
  in.numerator = dec("10");
  assert_string_equal(codes_of(a, &in), "numerator-above-denominator;components-differ");
  in = input("N", DIR_NAIK, "50%", "11 dari 10", "");
  assert_string_equal(codes_of(a, &in), "above-150;numerator-above-denominator");
  in = input("N", DIR_NAIK, "25", "21,50", "");
  in.absorption = dec("21.50");
  assert_string_equal(codes_of(a, &in), "budget-as-physical");
}

static void quarters_are_checked(void **state) {
  arena *a = *state;
  quarters q = {.year_target = number_parse(S("100")), .additive = true};
  static const char *const t[] = {"25", "50", "75", "90"}, *const r[] = {"20", "40", "30", ""};
  for (int i = 0; i < QUARTERS; i++) q.target[i] = number_parse(str_of(t[i])), q.actual[i] = number_parse(str_of(r[i]));
  finding_input in = input("N", DIR_NAIK, "100", "90", "");
  in.quarters = &q;
  in.cumulative = true;
  in.accumulation = AKUM_TERAKHIR;
  assert_string_equal(codes_of(a, &in), "falling-cumulative;year-target-differs");
  q.additive = false;
  in.cumulative = false;
  in.accumulation = AKUM_JUMLAH;
  assert_string_equal(codes_of(a, &in), "percent-summed");
}

static void always_equal_is_said_once(void **state) {
  arena *a = *state;
  measure_input rows[6];
  for (size_t i = 0; i < 6; i++) rows[i] = (measure_input){.target = number_of(DECIMAL_INT((int64_t)i)), .actual = number_of(DECIMAL_INT((int64_t)i))};
  finding_list l = {0};
  finding_check_all(a, rows, 6, &l);
  assert_int_equal(l.n, 1);
  rows[3].actual = number_of(DECIMAL_INT(9));
  l.n = 0;
  finding_check_all(a, rows, 6, &l);
  assert_int_equal(l.n, 0);
}

static void every_finding_says_what_to_do(void **state) {
  (void)state;
  for (int c = 0; c < FINDING_COUNT; c++) {
    enum finding_code back;
    assert_true(finding_find(finding_code((enum finding_code)c), &back));
    assert_int_equal(back, c);
    assert_true(str_ends(finding_meaning(back), S(".")) && str_ends(finding_remedy(back), S(".")));
    assert_true(finding_level_label(finding_level(back)).n > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(printed_values_are_recomputed, setup, teardown),
      cmocka_unit_test_setup_teardown(a_mismatch_says_what_would_explain_it, setup, teardown),
      cmocka_unit_test(names_tell_the_direction),
      cmocka_unit_test(a_direction_is_assumed_from_what_the_row_says),
      cmocka_unit_test_setup_teardown(what_is_missing_or_unreadable_is_said, setup, teardown),
      cmocka_unit_test_setup_teardown(other_years_and_offices_are_compared, setup, teardown),
      cmocka_unit_test_setup_teardown(components_and_money_are_checked, setup, teardown),
      cmocka_unit_test_setup_teardown(quarters_are_checked, setup, teardown),
      cmocka_unit_test_setup_teardown(always_equal_is_said_once, setup, teardown),
      cmocka_unit_test(every_finding_says_what_to_do),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
