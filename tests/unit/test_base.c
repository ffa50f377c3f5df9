#include "test.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/fields.h"
#include "base/json.h"
#include "base/num.h"

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

static void decimals_round_half_up_and_print_in_indonesian(void **state) {
  arena *a = *state;
  decimal hundred = DECIMAL_INT(100);
  assert_str(a, decimal_text(a, decimal_mul_div(dec("85.32"), hundred, dec("76.10"), 2, DECIMAL_HALF_UP)), "112.12");
  assert_str(a, decimal_text(a, decimal_mul_div(dec("85.32"), hundred, dec("76.10"), 2, DECIMAL_TRUNCATE)), "112.11");
  assert_str(a, decimal_text(a, decimal_round(dec("-12.345"), 2, DECIMAL_HALF_UP)), "-12.35");
  assert_str(a, decimal_text(a, decimal_round(dec("-0.004"), 2, DECIMAL_HALF_UP)), "0.00");
  assert_str(a, decimal_id(a, dec("3311669631.00"), 0), "3.311.669.631");
  assert_str(a, decimal_id(a, dec("1234.5"), 2), "1.234,50");
  assert_str(a, decimal_id(a, dec("-0.5"), 2), "-0,50");
  assert_false(decimal_some(decimal_div(dec("1"), dec("0"), 2, DECIMAL_HALF_UP)));
  assert_false(decimal_some(decimal_add(dec("9223372036854775807"), dec("1"))));
  decimal d;
  assert_false(decimal_parse(S("1."), &d));
  assert_false(decimal_parse(S(".5"), &d));
  assert_false(decimal_parse(S("1,5"), &d));
  assert_false(decimal_parse(S(""), &d));
  assert_true(decimal_cmp(dec("1.50"), dec("1.5")) == 0);
}

static void dates_go_round_and_read_indonesian(void **state) {
  arena *a = *state;
  for (int day = -200000; day < 200000; day += 37) {
    ymd v = date_ymd((date){day});
    assert_int_equal(date_of(v.y, v.m, v.d).day, day);
  }
  date d;
  assert_true(date_parse(S("31 Januari 2026"), &d));
  assert_str(a, date_iso(a, d), "2026-01-31");
  assert_str(a, date_id_long(a, d), "Sabtu, 31 Januari 2026");
  assert_true(date_parse(S("31/01/2026"), &d));
  assert_false(date_parse(S("30 Februari 2026"), &d));
  assert_false(date_parse(S("2026-13-01"), &d));
  instant t;
  assert_true(instant_parse(S("2026-01-05 14.00"), 420, &t));
  assert_str(a, instant_iso(a, t), "2026-01-05T07:00:00Z");
  assert_str(a, instant_id(a, t, 480), "5 Januari 2026 pukul 15.00 WITA");
  assert_str(a, instant_id_short(a, t, 420), "Sen 5 Jan 2026 14.00");
}

static void whole_numbers_are_range_checked(void **state) {
  arena *a = *state;
  int64_t v;
  assert_true(num_i64(S("-9223372036854775808"), INT64_MIN, INT64_MAX, &v));
  assert_false(num_i64(S("9223372036854775808"), INT64_MIN, INT64_MAX, &v));
  assert_false(num_i64(S("5 "), 0, 9, &v));
  assert_str(a, num_id(a, -1234567), "-1.234.567");
  assert_str(a, num_id(a, 999), "999");
  assert_str(a, num_bytes_id(a, 34460), "34,5 KB");
}

static void strings_refuse_bad_utf8(void **state) {
  (void)state;
  assert_true(str_utf8_ok(S("Kecamatan – é")));
  assert_false(str_utf8_ok(S("\xc0\xaf")));
  assert_false(str_utf8_ok(S("\xed\xa0\x80")));
  assert_false(str_utf8_ok((str){"a\0b", 3}));
  str text = S("é–😀");
  for (size_t n = 0; n <= text.n + 1; n++) {
    str head = str_utf8_head(text, n);
    assert_true(head.n <= n && n - head.n < 4 && str_utf8_ok(head));
    assert_true(n < text.n || str_eq(head, text));
  }
  assert_true(str_eq(str_trim(S(" \xc2\xa0 x \n")), S("x")));
}

static void forms_report_every_mistake_at_its_field(void **state) {
  arena *a = *state;
  static const form_field form[] = {{.name = "hal", .label = "Hal", .kind = FIELD_LINE, .required = true},
                                    {.name = "tanggal", .label = "Tanggal", .kind = FIELD_DATE},
                                    {.name = "fungsi", .label = "Fungsi", .kind = FIELD_CHOICE, .choices = "ketua|anggota"},
                                    {.name = "berkas", .label = "Berkas", .kind = FIELD_FILE},
                                    {0}};
  fields f = {0};
  fields_add(a, &f, S("berkas"), S("a text where a file should be"));
  fields_add(a, &f, S("tanggal"), S("kemarin"));
  fields_add(a, &f, S("fungsi"), S("raja"));
  fields_add(a, &f, S("liar"), S("x"));
  err e = form_check(a, form, &f);
  assert_non_null(e);
  assert_int_equal(e->points.n, 5);
  fields good = {0};
  fields_add(a, &good, S("hal"), S("Pengumpulan data"));
  fields_add(a, &good, S("tanggal"), S("31 Januari 2026"));
  assert_null(form_check(a, form, &good));
}

static void json_escapes(void **state) {
  arena *a = *state;
  json j = JSON(a);
  json_open(&j, '{');
  json_kt(&j, S("a"), S("x\"\\\n"));
  json_key(&j, S("b"));
  json_open(&j, '[');
  json_int(&j, -1);
  json_text(&j, STR_NONE);
  json_close(&j, ']');
  json_close(&j, '}');
  assert_str(a, json_str(&j), "{\"a\":\"x\\\"\\\\\\u000a\",\"b\":[-1,null]}");
}

static int released;
static void release(void *what) {
  (void)what;
  released++;
}

static void arena_limits_jump_to_the_boundary(void **state) {
  (void)state;
  arena *a = arena_new(1 << 20);
  released = 0;
  if (setjmp(*arena_catch(a)) == 0) {
    arena_defer(a, release, NULL);
    for (;;) (void)arena_alloc(a, 1000);
  }
  assert_true(arena_used(a) <= 1 << 20);
  arena_reset(a);
  assert_int_equal(released, 1);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(decimals_round_half_up_and_print_in_indonesian, setup, teardown),
      cmocka_unit_test_setup_teardown(dates_go_round_and_read_indonesian, setup, teardown),
      cmocka_unit_test_setup_teardown(whole_numbers_are_range_checked, setup, teardown),
      cmocka_unit_test_setup_teardown(strings_refuse_bad_utf8, setup, teardown),
      cmocka_unit_test_setup_teardown(forms_report_every_mistake_at_its_field, setup, teardown),
      cmocka_unit_test_setup_teardown(json_escapes, setup, teardown),
      cmocka_unit_test_setup_teardown(arena_limits_jump_to_the_boundary, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
