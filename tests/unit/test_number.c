#include "test.h"

#include "measure/number.h"

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

typedef struct vector {
  const char *typed;
  enum number_kind kind;
  const char *value, *other; /* stored form; NULL: no number */
} vector;

/* As written in published reports and sheets. */
static const vector vectors[] = {
    {"81,35", NUMBER_VALUE, "81.35", NULL},
    {"22,6038", NUMBER_VALUE, "22.6038", NULL},
    {"80.60", NUMBER_VALUE, "80.60", NULL},
    {"0.321", NUMBER_VALUE, "0.321", NULL},
    {"2,165", NUMBER_VALUE, "2.165", NULL},
    {"110.000", NUMBER_AMBIGUOUS, "110000", "110.000"},
    {"44.113", NUMBER_AMBIGUOUS, "44113", "44.113"},
    {"3.286", NUMBER_AMBIGUOUS, "3286", "3.286"},
    {"-1.500", NUMBER_AMBIGUOUS, "-1500", "-1.500"},
    {"3837.967", NUMBER_VALUE, "3837.967", NULL},
    {"2.800.000", NUMBER_VALUE, "2800000", NULL},
    {"20.959.401.847", NUMBER_VALUE, "20959401847", NULL},
    {"1.234,5", NUMBER_VALUE, "1234.5", NULL},
    {"3.596,17", NUMBER_VALUE, "3596.17", NULL},
    {"36.919.809,00", NUMBER_VALUE, "36919809.00", NULL},
    {"1.550.220,39", NUMBER_VALUE, "1550220.39", NULL},
    {"1,234,567.89", NUMBER_VALUE, "1234567.89", NULL},
    {"3837967", NUMBER_VALUE, "3837967", NULL},
    {"21,50%", NUMBER_VALUE, "21.50", NULL},
    {"0", NUMBER_VALUE, "0", NULL},
    {"-2.24", NUMBER_VALUE, "-2.24", NULL},
    {"\xe2\x88\x92" "2,24", NUMBER_VALUE, "-2.24", NULL},
    {"0,9 Angka", NUMBER_VALUE, "0.9", NULL},
    {"100,00 Persen", NUMBER_VALUE, "100.00", NULL},
    {"6,5 bulan", NUMBER_VALUE, "6.5", NULL},
    {"97,5 (sementara)", NUMBER_VALUE, "97.5", NULL},
    {"82,64 per 100.000 KH", NUMBER_VALUE, "82.64", NULL},
    {"Rp 3.151.363.319", NUMBER_VALUE, "3151363319", NULL},
    {"Rp. 1.250.000,00", NUMBER_VALUE, "1250000.00", NULL},
    {"2.2200000000000002", NUMBER_VALUE, "2.22", NULL},
    {"66,67000000000001", NUMBER_VALUE, "66.67", NULL},
    {"0,9999999999", NUMBER_VALUE, "1", NULL},
    {"WTP", NUMBER_GRADE, NULL, NULL},
    {"Paripurna", NUMBER_GRADE, NULL, NULL},
    {"A (80,50)", NUMBER_GRADE, "80.50", NULL},
    {"BB(78,84)", NUMBER_GRADE, "78.84", NULL},
    {"", NUMBER_BLANK, NULL, NULL},
    {" \xc2\xa0 ", NUMBER_BLANK, NULL, NULL},
    {"-", NUMBER_NOT_AVAILABLE, NULL, NULL},
    {"**)", NUMBER_NOT_AVAILABLE, NULL, NULL},
    {"n/a", NUMBER_NOT_AVAILABLE, NULL, NULL},
    {"N/A", NUMBER_NOT_AVAILABLE, NULL, NULL},
    {"Tidak tersedia", NUMBER_NOT_AVAILABLE, NULL, NULL},
    {"80 - 90%", NUMBER_RANGE, "80", "90"},
    {"80% - 90%", NUMBER_RANGE, "80", "90"},
    {"7 \xe2\x80\x93 8 bulan", NUMBER_RANGE, "7", "8"},
    {"7 s/d 8", NUMBER_RANGE, "7", "8"},
    {"90 - 80", NUMBER_TEXT, NULL, NULL},
    {"1:17,9", NUMBER_RATIO, "1", "17.9"},
    {"100 dari 110 Organisasi", NUMBER_PARTS, "100", "110"},
    {"\xe2\x89\xa4 5", NUMBER_BOUND, "5", NULL},
    {"<= 5%", NUMBER_BOUND, "5", NULL},
    {"minimal 80", NUMBER_BOUND, "80", NULL},
    {"30 Juni 2026", NUMBER_DATE, NULL, NULL},
    {"3 dokumen 2 laporan", NUMBER_TEXT, NULL, NULL},
    {"85,", NUMBER_TEXT, NULL, NULL},
    {",5", NUMBER_TEXT, NULL, NULL},
    {"1.23.456", NUMBER_TEXT, NULL, NULL},
    {"1..5", NUMBER_TEXT, NULL, NULL},
    {"1,5,5", NUMBER_TEXT, NULL, NULL},
    {"1 000", NUMBER_TEXT, NULL, NULL},
    {"--5", NUMBER_TEXT, NULL, NULL},
    {"1e5", NUMBER_TEXT, NULL, NULL},
    {"99999999999999999999", NUMBER_TEXT, NULL, NULL},
    {"=1+1", NUMBER_TEXT, NULL, NULL},
    {"lihat lampiran 3", NUMBER_TEXT, NULL, NULL},
};

static void check_decimal(arena *a, decimal got, const char *want, const char *typed) {
  str text = decimal_text(a, got);
  if (want ? !str_eq(text, str_of(want)) : text.p != NULL) {
    print_error("“%s”: got %s, want %s\n", typed, text.p ? str_z(a, text) : "none", want ? want : "none");
    fail();
  }
}

static void numbers_as_written_in_the_wild(void **state) {
  arena *a = *state;
  for (size_t i = 0; i < LEN(vectors); i++) {
    number n = number_parse(str_of(vectors[i].typed));
    if (n.kind != vectors[i].kind) print_error("“%s” is %s\n", vectors[i].typed, str_z(a, number_kind_words(n.kind)));
    assert_int_equal(n.kind, vectors[i].kind);
    check_decimal(a, n.value, vectors[i].value, vectors[i].typed);
    check_decimal(a, n.other, vectors[i].other, vectors[i].typed);
  }
}

static void what_stands_beside_the_number_is_kept(void **state) {
  arena *a = *state;
  assert_str(a, number_parse(S("7 – 8 bulan")).unit, "bulan");
  assert_str(a, number_parse(S("100 dari 110 Organisasi")).unit, "Organisasi");
  assert_str(a, number_parse(S("BB(78,84)")).grade, "BB");
  assert_true(number_parse(S("21,50%")).percent);
  assert_true(number_parse(S("100,00 Persen")).percent);
  assert_int_equal(number_parse(S("≤ 5")).bound, '<');
  assert_int_equal(number_parse(S("minimal 80")).bound, '>');
  assert_int_equal(number_parse(S("80.60")).mark, '.');
  assert_int_equal(number_parse(S("80,60")).mark, ',');
  assert_int_equal(number_parse(S("44.113")).mark, 0);
  number n = number_parse(S("44.113"));
  assert_str(a, number_question(a, &n), "Tulis 44.113 sebagai 44113 atau 44,113.");
}

static void rupiah_knows_only_thousands(void **state) {
  arena *a = *state;
  decimal d;
  assert_ok(a, number_parse_money(a, S("500.000"), &d));
  assert_int_equal(decimal_cmp(d, DECIMAL_INT(500000)), 0);
  assert_ok(a, number_parse_money(a, S("3.151.363.319"), &d));
  assert_int_equal(decimal_cmp(d, DECIMAL_INT(3151363319)), 0);
  assert_ok(a, number_parse_money(a, S(""), &d));
  assert_false(decimal_some(d));
  assert_non_null(number_parse_money(a, S("-5"), &d));
  assert_non_null(number_parse_money(a, S("lima juta"), &d));
}

static void a_form_field_takes_one_plain_number(void **state) {
  arena *a = *state;
  decimal d;
  assert_ok(a, number_parse_input(a, S("85,5"), &d));
  assert_str(a, decimal_text(a, d), "85.5");
  assert_ok(a, number_parse_input(a, S(" 1.550.220,39 "), &d));
  assert_str(a, decimal_text(a, d), "1550220.39");
  assert_ok(a, number_parse_input(a, S("80.60"), &d));
  assert_str(a, decimal_text(a, d), "80.60");
  assert_ok(a, number_parse_input(a, S(""), &d));
  assert_false(decimal_some(d));
  assert_ok(a, number_parse_input(a, S("0"), &d));
  assert_true(decimal_some(d));
  err e = number_parse_input(a, S("44.113"), &d);
  assert_non_null(e);
  assert_str(a, e->user, "Angka ini dapat dibaca dua cara. Tulis 44.113 sebagai 44113 atau 44,113.");
  static const char *const refused[] = {"-", "n/a", "80 - 90%", "A (80,50)", "WTP", "1:17,9", "100 dari 110", "≤ 5", "30 Juni 2026", "x1"};
  for (size_t i = 0; i < LEN(refused); i++) {
    e = number_parse_input(a, str_of(refused[i]), &d);
    assert_non_null(e);
    assert_int_equal(e->code, ERR_INPUT);
  }
}

static void a_target_may_be_a_range_or_a_predicate(void **state) {
  arena *a = *state;
  number n;
  assert_ok(a, number_parse_target(a, S("80 - 90"), &n));
  assert_int_equal(n.kind, NUMBER_RANGE);
  assert_ok(a, number_parse_target(a, S("WTP"), &n));
  assert_int_equal(n.kind, NUMBER_GRADE);
  assert_non_null(number_parse_target(a, S("12.500"), &n));
  assert_non_null(number_parse_target(a, S("-"), &n));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(numbers_as_written_in_the_wild, setup, teardown),
      cmocka_unit_test_setup_teardown(what_stands_beside_the_number_is_kept, setup, teardown),
      cmocka_unit_test_setup_teardown(rupiah_knows_only_thousands, setup, teardown), cmocka_unit_test_setup_teardown(a_form_field_takes_one_plain_number, setup, teardown),
      cmocka_unit_test_setup_teardown(a_target_may_be_a_range_or_a_predicate, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
