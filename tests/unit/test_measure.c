#include "test.h"

#include "measure/aggregate.h"
#include "measure/columns.h"
#include "measure/efficiency.h"
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

static measure_result run(arena *a, const char *rules, const char *direction, const char *target, const char *actual) {
  measure_rules r;
  measure_input in = {.target = number_parse(str_of(target)), .actual = number_parse(str_of(actual))};
  assert_ok(a, measure_rules_parse(a, str_of(rules), &r));
  assert_true(direction_parse_under(&r, str_of(direction), &in.direction));
  return measure(a, &r, &in);
}

typedef struct vector {
  const char *rules, *direction, *target, *actual, *want;
} vector;

static const vector vectors[] = {
    {"", "naik", "80", "84", "105.00"},
    {"", "turun", "10", "8", "120.00"},
    {"", "turun-b", "10", "8", "125.00"},
    {"", "turun-a", "10", "12", "80.00"},
    {"", "turun-b", "10", "12", "83.33"},
    {"turun = b", "lower", "10", "12", "83.33"},
    {"turun = b", "turun-a", "10", "12", "80.00"},
    {"", "turun", "10", "25", "-50.00"},
    {"floor = 0", "turun", "10", "25", "0.00"},
    {"", "turun-b", "10", "25", "40.00"},
    {"", "turun", "1", "0", "200.00"},
    {"batas-atas = 120", "turun", "1", "0", "120.00"},
    {"nol = 0", "turun-b", "1", "0", "0.00"},
    {"nol = 100", "turun", "0", "0", "100.00"},
    {"nol = batas-atas\nbatas-atas = 120", "turun-b", "1", "0", "120.00"},
    {"", "rentang", "80-90", "70", "87.50"},
    {"", "rentang", "80-90", "85", "100.00"},
    {"", "rentang", "80-90", "92", "102.22"},
    {"", "rentang-turun", "7-8", "6,5", "107.14"},
    {"", "rentang-turun", "7-8", "9", "87.50"},
    {"", "rentang-turun", "7-8", "7,5", "100.00"},
    {"", "stabil", "100", "103", "97.00"},
    {"", "stabil", "100", "97", "97.00"},
    {"", "stabil-2", "100", "103", "97.09"},
    {"", "stabil-2", "100", "97", "97.00"},
    {"", "stabil-2", "100", "0", "0.00"},
    {"", "predikat", "WTP", "WDP", "75.00"},
    {"", "predikat", "wtp", "WTP", "100.00"},
    {"", "predikat", "Paripurna", "Paripurna", "100.00"},
    {"", "predikat", "Tidak", "Tidak", "100.00"},
    {"", "naik", "A (80,50)", "BB (79,39)", "98.62"},
    {"", "naik", "5,09", "-2.24", "-44.01"},
    {"desimal = 1", "turun", "66,81", "82,64", "76.3"},
    {"desimal = 1", "turun", "8,2", "11,57", "58.9"},
    {"desimal = 1", "turun", "15,5", "15,25", "101.6"},
    {"desimal = 0\npembulatan = potong", "naik", "110.000", "243.000", "220"},
    {"", "naik", "76.10", "85.32", "112.12"},
    {"rounding = truncate", "naik", "76.10", "85.32", "112.11"},
    {"", "naik", "20.959.401.847", "16.354.125.672", "78.03"},
    {"", "naik", "≤ 5", "4", "80.00"},
    {"", "turun", "1:20", "1:17,9", "110.50"},
    {"", "naik", "100%", "100 dari 110 Organisasi", "90.91"},
    {"", "naik", "0,1", "999999999999", "999999999999000.00"},
};

static void vectors_of_the_reference(void **state) {
  arena *a = *state;
  for (size_t i = 0; i < LEN(vectors); i++) {
    const vector *v = &vectors[i];
    measure_result r = run(a, v->rules, v->direction, v->target, v->actual);
    str got = decimal_text(a, r.value);
    if (r.status != MEASURE_OK || !str_eq(got, str_of(v->want))) {
      print_error("%s T %s R %s (%s): got %s, want %s: %s\n", v->direction, v->target, v->actual, v->rules, got.p ? str_z(a, got) : "-",
                  v->want, str_z(a, r.explanation));
      fail();
    }
    assert_true(r.category.n > 0);
    assert_true(str_utf8_ok(r.explanation) && str_ends(r.explanation, S(".")));
  }
}

static void every_reason_has_its_own_outcome_and_words(void **state) {
  arena *a = *state;
  static const struct { const char *direction, *target, *actual; enum measure_status status; const char *words; } cases[] = {
      {"naik", "80", "", MEASURE_BLANK, "Realisasi belum diisi, jadi capaian belum dapat dihitung; isian kosong tidak dianggap nol."},
      {"naik", "", "80", MEASURE_BLANK, "Target belum diisi, jadi capaian belum dapat dihitung; isian kosong tidak dianggap nol."},
      {"naik", "80", "**)", MEASURE_NOT_AVAILABLE, "Realisasi tidak tersedia (tertulis “**)”), jadi capaian belum dapat dihitung; data yang tidak tersedia tidak dianggap nol."},
      {"naik", "80", "44.113", MEASURE_AMBIGUOUS, "Realisasi “44.113” dapat dibaca dua cara, jadi capaian belum dapat dihitung. Tulis 44.113 sebagai 44113 atau 44,113."},
      {"naik", "Paripurna", "80", MEASURE_NOT_NUMERIC, "Target “Paripurna” berupa predikat, jadi capaian belum dapat dihitung; pilih arah predikat atau tulis angkanya."},
      {"naik", "80 - 90", "80", MEASURE_NOT_NUMERIC, "Target “80 - 90” berupa rentang, jadi capaian belum dapat dihitung; pilih arah rentang untuk indikator ini."},
      {"predikat", "WTP", "Bagus", MEASURE_NOT_NUMERIC, "Target “WTP” dan realisasi “Bagus” tidak ada pada satu skala predikat, jadi capaian belum dapat dihitung; pilih skala yang memuat keduanya."},
      {"naik", "80", "≤ 5", MEASURE_NOT_NUMERIC, "Realisasi “≤ 5” berupa batas, bukan angka yang dicapai, jadi capaian belum dapat dihitung; tulis angkanya saja."},
      {"naik", "0", "5", MEASURE_ZERO_TARGET, "Realisasi 5 terhadap target 0 (makin tinggi makin baik) tidak dapat dihitung karena rumusnya membagi dengan 0."},
      {"turun-b", "1", "0", MEASURE_ZERO_TARGET, NULL},
      {"turun", "0", "0", MEASURE_ZERO_TARGET, NULL},
      {"naik", "0,000000001", "9999999999999999", MEASURE_TOO_LARGE, NULL},
  };
  for (size_t i = 0; i < LEN(cases); i++) {
    measure_result r = run(a, "", cases[i].direction, cases[i].target, cases[i].actual);
    assert_int_equal(r.status, cases[i].status);
    assert_false(decimal_some(r.value));
    if (cases[i].words) assert_str(a, r.explanation, cases[i].words);
    assert_true(str_ends(r.explanation, S(".")));
  }
  measure_input given = {.direction = DIR_NAIK, .target = number_parse(S("80")), .actual = {.kind = NUMBER_NOT_AVAILABLE, .value = DECIMAL_NONE, .other = DECIMAL_NONE, .text = S("survei ditunda.")}};
  measure_rules rules = measure_rules_default();
  assert_str(a, measure(a, &rules, &given).explanation,
             "Realisasi tidak tersedia (alasan: survei ditunda), jadi capaian belum dapat dihitung; data yang tidak tersedia tidak dianggap nol.");
  measure_result zero = run(a, "", "naik", "80", "0");
  assert_int_equal(zero.status, MEASURE_OK);
  assert_str(a, decimal_text(a, zero.value), "0.00");
  assert_str(a, zero.category, "Sangat Rendah");
}

static void a_result_explains_itself(void **state) {
  arena *a = *state;
  assert_str(a, run(a, "", "naik", "80", "84").explanation,
             "Realisasi 84 terhadap target 80 (makin tinggi makin baik): 84 / 80 × 100 = 105,00 %.");
  assert_str(a, run(a, "batas-atas = 120", "turun", "10", "-2").explanation,
             "Realisasi -2 terhadap target 10 (makin rendah makin baik): (2 × 10 − (-2)) / 10 × 100 = 220,00 %, dicatat 120,00 % karena batas "
             "atas 120 %.");
  assert_str(a, run(a, "", "rentang", "80 - 90", "85").explanation,
             "Realisasi 85 terhadap target 80–90 (dalam rentang, makin tinggi makin baik): realisasi berada di dalam rentang target, jadi capaian = 100,00 %.");
  assert_str(a, run(a, "", "predikat", "WTP", "WDP").explanation,
             "Realisasi WDP terhadap target WTP (predikat berurutan, makin tinggi makin baik): 3 / 4 × 100 = 75,00 %.");
  assert_str(a, run(a, "", "naik", "100", "90,5").explanation,
             "Realisasi 90,5 terhadap target 100 (makin tinggi makin baik): 90,5 / 100 × 100 = 90,50 %; nilai ini jatuh di antara dua golongan skala Permendagri "
             "86/2017 dan digolongkan Tinggi.");
  measure_result capped = run(a, "batas-atas = 100", "naik", "80", "84");
  assert_true(capped.capped);
  assert_str(a, decimal_text(a, capped.uncapped), "105.00");
}

static void rules_are_written_and_read_back(void **state) {
  arena *a = *state;
  measure_rules r = measure_rules_default(), back;
  str text = measure_rules_text(a, &r);
  assert_str(a, text,
             "takar-1 turun=a batas-atas=tidak batas-bawah=tidak pembulatan=setengah-ke-atas desimal=2 nol=tidak-dihitung "
             "skala=permendagri-86-g1");
  assert_ok(a, measure_rules_parse(a, S("# aturan kabupaten\n[ukur]\nlower = b\r\ncap=120\nfloor=0\nrounding=truncate\nplaces=1\n"
                                        "zero=cap\nscale=berhasil\n"),
                                   &r));
  text = measure_rules_text(a, &r);
  assert_ok(a, measure_rules_parse(a, text, &back));
  assert_str(a, measure_rules_text(a, &back), str_z(a, text));
  assert_int_equal(back.lower, DIR_TURUN_B);
  assert_int_equal(back.places, 1);
  static const char *const bad[] = {"cap = 115", "places = 5", "warna = biru", "scale = x", "cap", "\xff"};
  for (size_t i = 0; i < LEN(bad); i++) assert_non_null(measure_rules_parse(a, str_of(bad[i]), &back));
}

static void scales_close_their_gaps(void **state) {
  arena *a = *state;
  static const struct { const char *scale, *value, *label; bool gap; } cases[] = {
      {"permendagri-86-g1", "90.50", "Tinggi", true},         {"permendagri-86-g2", "90.50", "Sangat Tinggi", true},
      {"permendagri-86-g3", "90.50", "Sangat Tinggi", true},  {"permendagri-86-g3", "90.49", "Tinggi", true},
      {"permendagri-86-g1", "90", "Tinggi", false},           {"permendagri-86-g1", "91", "Sangat Tinggi", false},
      {"permendagri-86-g1", "611", "Sangat Tinggi", false},   {"permendagri-86-g1", "0", "Sangat Rendah", false},
      {"permendagri-86-g2", "0", "Sangat Rendah", false},     {"permendagri-86-g1", "-44.01", "Sangat Rendah", false},
      {"permendagri-86-g1", "75.999999999", "Sedang", true},  {"permendagri-86-g1", "50.5", "Sangat Rendah", true},
      {"memuaskan", "85", "Sangat Baik", false},              {"memuaskan", "85.01", "Memuaskan", false},
      {"memuaskan", "30", "Kurang", false},                   {"berhasil", "99.99", "Berhasil", false},
      {"tercapai", "100", "Tercapai", false},                 {"istimewa", "59.99", "Sangat Kurang", false},
      {"lampu-90", "90", "Kuning", false},                    {"lampu-90", "69.99", "Merah", false},
      {"lampu-100", "80", "Kuning", false},
  };
  for (size_t i = 0; i < LEN(cases); i++) {
    scale_word w = scale_word_of(scale_find(str_of(cases[i].scale)), dec(cases[i].value));
    assert_str(a, w.label, cases[i].label);
    assert_int_equal(w.gap, cases[i].gap);
  }
  assert_null(scale_find(S("lain")));
  for (size_t i = 0; scale_at(i); i++) assert_true(scale_describe(a, scale_at(i)).n > 0);
}

static quarters four(const char *const *t, const char *const *r, bool additive) {
  quarters q = {.year_target = NUMBER_NONE, .additive = additive};
  for (int i = 0; i < QUARTERS; i++) {
    q.target[i] = number_parse(str_of(t[i]));
    q.actual[i] = number_parse(str_of(r[i]));
  }
  return q;
}

static const char *against(arena *a, number target, number actual) {
  measure_rules rules = measure_rules_default();
  measure_input in = {.direction = DIR_NAIK, .target = target, .actual = actual};
  measure_result r = measure(a, &rules, &in);
  return decimal_some(r.value) ? str_z(a, decimal_text(a, r.value)) : "-";
}

static void quarters_combine(void **state) {
  arena *a = *state;
  accumulated s;
  const char *const t[] = {"25", "25", "25", "25"}, *const r[] = {"20", "30", "", ""};
  quarters q = four(t, r, true);
  assert_ok(a, accumulate(a, AKUM_JUMLAH, &q, &s));
  assert_string_equal(against(a, s.target_to_date, s.actual), "100.00");
  assert_string_equal(against(a, s.target_year, s.actual), "50.00");
  assert_str(a, s.words, "20 (TW I) + 30 (TW II) = 50.");
  assert_ok(a, accumulate(a, AKUM_TERAKHIR, &q, &s));
  assert_string_equal(against(a, s.target_to_date, s.actual), "120.00");
  assert_ok(a, accumulate(a, AKUM_RATA, &q, &s));
  assert_str(a, s.words, "(20 (TW I) + 30 (TW II)) / 2 = 25.");
  assert_string_equal(against(a, s.target_year, s.actual), "100.00");
  q.year_target = number_parse(S("200"));
  assert_ok(a, accumulate(a, AKUM_JUMLAH, &q, &s));
  assert_string_equal(against(a, s.target_year, s.actual), "25.00");
  q.additive = false;
  assert_non_null(accumulate(a, AKUM_JUMLAH, &q, &s));
  assert_ok(a, accumulate(a, AKUM_RATA, &q, &s));

  const char *const zero[] = {"0", "0", "", "-"}, *const gap[] = {"", "50", "50", "50"};
  q = four(t, zero, true); /* a zero quarter counts, a blank or unavailable one does not */
  assert_ok(a, accumulate(a, AKUM_RATA, &q, &s));
  assert_int_equal(s.filled, 2);
  q = four(gap, r, true); /* no target for a filled quarter: no figure, not a smaller target */
  assert_ok(a, accumulate(a, AKUM_JUMLAH, &q, &s));
  assert_string_equal(against(a, s.target_to_date, s.actual), "-");
  const char *const odd[] = {"3.286", "", "", ""};
  q = four(t, odd, true);
  assert_non_null(accumulate(a, AKUM_JUMLAH, &q, &s));
  decimal over[] = {dec("5"), DECIMAL_NONE, dec("4")}, under[] = {dec("9"), dec("9"), dec("11")};
  assert_str(a, decimal_text(a, accumulate_ratio(over, under, 3)), "45.000000000");
}

static aggregate_part part(arena *a, const char *name, const char *t, const char *r, const char *weight) {
  return (aggregate_part){str_of(name), run(a, "", "naik", t, r), *weight ? dec(weight) : DECIMAL_NONE};
}

static void means_say_what_they_are_made_of(void **state) {
  arena *a = *state;
  measure_rules rules = measure_rules_default();
  /* printed capaian 107,81 + 102,57 + 100,00 = 310,38, mean 103,46 */
  aggregate_part parts[] = {part(a, "IKM", "82,5", "88,94", "2"), part(a, "Desa", "65", "66,67", "1"), part(a, "LPJ", "44,44", "44,44", "0"),
                            part(a, "AKIP", "82", "", "1")};
  aggregate g = aggregate_of(a, &rules, parts, 4, false, S("indikator"));
  assert_str(a, decimal_text(a, g.value), "103.46");
  assert_int_equal(g.used, 3);
  assert_str(a, g.explanation, "Rata-rata: 3 dari 4 indikator dihitung, (107,81 + 102,57 + 100,00) / 3 = 103,46 %; 0 di bawah 100 %; tidak "
                               "dihitung: AKIP (belum diisi).");
  aggregate w = aggregate_of(a, &rules, parts, 4, true, S("indikator"));
  assert_str(a, decimal_text(a, w.value), "106.06");
  assert_int_equal(w.left_out.n, 2);
  assert_str(a, w.left_out.v[0], "LPJ (bobot 0)");
  aggregate none = aggregate_of(a, &rules, parts + 3, 1, false, S("indikator"));
  assert_false(decimal_some(none.value));
  aggregate_part up[] = {aggregate_as_part(&g, S("Sasaran 1"), DECIMAL_NONE), aggregate_as_part(&none, S("Sasaran 2"), DECIMAL_NONE)};
  aggregate office = aggregate_of(a, &rules, up, 2, false, S("sasaran"));
  assert_str(a, decimal_text(a, office.value), "103.46");
  assert_int_equal(office.used, 1);
  assert_int_equal(office.total, 2);
}

static void efficiency_is_clamped_and_says_so(void **state) {
  arena *a = *state;
  static const struct { const char *e, *clamped, *unclamped; } ne[] = {
      {"-20", "0.00", "0.00"}, {"0", "50.00", "50.00"}, {"20", "100.00", "100.00"}, {"74.03", "100", "235.08"}, {"-30", "0", "-25.00"}};
  for (size_t i = 0; i < LEN(ne); i++) {
    assert_str(a, decimal_text(a, efficiency_ne_of(a, dec(ne[i].e), true).value), ne[i].clamped);
    assert_str(a, decimal_text(a, efficiency_ne_of(a, dec(ne[i].e), false).value), ne[i].unclamped);
  }
  assert_true(efficiency_ne_of(a, dec("74.03"), true).clamped);
  assert_true(str_find(efficiency_ne_of(a, dec("74.03"), true).explanation, S("dibatasi")) > 0);
  assert_int_equal(efficiency_gap(a, dec("100"), dec("94.99")).class, EFFICIENCY_EFFICIENT);
  assert_int_equal(efficiency_gap(a, dec("100"), dec("95")).class, EFFICIENCY_FAIR);
  assert_int_equal(efficiency_gap(a, dec("90"), dec("95")).class, EFFICIENCY_FAIR);
  assert_int_equal(efficiency_gap(a, dec("89.99"), dec("95")).class, EFFICIENCY_INEFFICIENT);
  assert_int_equal(efficiency_gap(a, DECIMAL_NONE, dec("95")).class, EFFICIENCY_UNKNOWN);
  efficiency_output out[] = {{dec("1000"), dec("800"), dec("10"), dec("10")}, {dec("1000"), dec("0"), dec("10"), dec("0")}};
  size_t used;
  efficiency_reached goals[] = {{dec("100"), dec("1000"), dec("900")}, {DECIMAL_NONE, dec("1000"), dec("900")}, {dec("80"), dec("1000"), dec("880")}};
  assert_str(a, efficiency_ne_reached(a, goals, 1).explanation, "E = (1 − (900 / 100) / (1.000 / 100)) × 100 = 10,00 %; NE = 50 + (10,00 / 20 × 50) = 75,00.");
  assert_str(a, efficiency_ne_reached(a, goals, 3).explanation,
             "E = rata-rata penghematan 2 dari 3 sasaran = 0,00 %; NE = 50 + (0,00 / 20 × 50) = 50,00.");
  assert_false(decimal_some(efficiency_ne_reached(a, goals + 1, 1).value));
  assert_str(a, decimal_text(a, efficiency_e(out, 2, false, &used)), "20.00");
  assert_int_equal(used, 1);
}

/* --- properties, over figures from a fixed generator --- */

static uint64_t next_random(uint64_t *s) {
  *s = *s * 6364136223846793005u + 1442695040888963407u;
  return *s >> 33;
}

static decimal some_decimal(uint64_t *s, int64_t below) {
  return (decimal){(int64_t)(next_random(s) % (uint64_t)below) + 1, (int8_t)(next_random(s) % 5)};
}

static decimal value_of(const measure_rules *r, enum direction d, decimal low, decimal high, decimal actual) {
  decimal v;
  assert_int_equal(measure_value(r, d, low, high, actual, &v), MEASURE_OK);
  return v;
}

static void properties_hold(void **state) {
  (void)state;
  measure_rules r = measure_rules_default();
  uint64_t seed = 20260101;
  for (int i = 0; i < 20000; i++) {
    decimal t = some_decimal(&seed, 1000000), x = some_decimal(&seed, 1000000), y = some_decimal(&seed, 1000000);
    if (decimal_cmp(x, y) > 0) {
      decimal swap = x;
      x = y;
      y = swap;
    }
    assert_true(decimal_cmp(value_of(&r, DIR_NAIK, t, t, x), value_of(&r, DIR_NAIK, t, t, y)) <= 0);
    assert_true(decimal_cmp(value_of(&r, DIR_TURUN_A, t, t, x), value_of(&r, DIR_TURUN_A, t, t, y)) >= 0);
    assert_true(decimal_cmp(value_of(&r, DIR_TURUN_B, t, t, x), value_of(&r, DIR_TURUN_B, t, t, y)) >= 0);
    for (int d = 0; d < DIRECTION_COUNT; d++)
      assert_int_equal(decimal_cmp(value_of(&r, (enum direction)d, t, t, t), DECIMAL_INT(100)), 0);
    assert_true(decimal_cmp(value_of(&r, DIR_STABIL_1, t, t, x), DECIMAL_INT(100)) <= 0);
    assert_true(decimal_cmp(value_of(&r, DIR_STABIL_2, t, t, x), DECIMAL_INT(100)) <= 0);
    decimal middle = decimal_mean(decimal_add(x, y), 2);
    assert_int_equal(decimal_cmp(value_of(&r, DIR_RENTANG_NAIK, x, y, middle), DECIMAL_INT(100)), 0);
    assert_int_equal(decimal_cmp(value_of(&r, DIR_RENTANG_TURUN, x, y, middle), DECIMAL_INT(100)), 0);
  }
}

/* Small and huge, blank and zero: whatever a column may hold. */
static int64_t some_units(uint64_t *s) {
  switch (next_random(s) % 8) {
  case 0: return COLUMN_NOTHING;
  case 1: return 0;
  case 2: return INT64_MAX - (int64_t)(next_random(s) % 3);
  case 3: return -(int64_t)(next_random(s) % 1000);
  default: return (int64_t)(next_random(s) % 100000);
  }
}

static decimal in_column(int64_t units, int places) { return units == COLUMN_NOTHING ? DECIMAL_NONE : (decimal){units, (int8_t)places}; }

static void columns_give_the_same_bits(void **state) {
  arena *a = *state;
  enum { ROWS = 3000 };
  static const char *const rules[] = {"", "batas-atas = 120\nbatas-bawah = 0", "pembulatan = potong\ndesimal = 0\nnol = 100", "nol = batas-atas\nbatas-atas = 110\ndesimal = 4"};
  int64_t *low = NEW_N(a, int64_t, ROWS), *high = NEW_N(a, int64_t, ROWS), *actual = NEW_N(a, int64_t, ROWS), *got = NEW_N(a, int64_t, ROWS);
  uint64_t seed = 7;
  for (int i = 0; i < ROWS; i++) low[i] = some_units(&seed), high[i] = some_units(&seed), actual[i] = some_units(&seed);
  for (size_t k = 0; k < LEN(rules); k++)
    for (int d = 0; d < DIRECTION_COUNT; d++) {
      measure_rules r;
      int t = d % 4, x = (d + (int)k) % 3;
      size_t ok = 0;
      assert_null(measure_rules_parse(a, str_of(rules[k]), &r));
      size_t some = measure_column(&r, (enum direction)d, (decimal_column){low, t}, (decimal_column){high, t}, (decimal_column){actual, x}, ROWS, got);
      for (int i = 0; i < ROWS; i++) {
        decimal v;
        bool computed = measure_value(&r, (enum direction)d, in_column(low[i], t), in_column(high[i], t), in_column(actual[i], x), &v) == MEASURE_OK;
        assert_true(got[i] == (computed ? v.units : COLUMN_NOTHING));
        if (computed) assert_int_equal(v.scale, r.places);
        ok += computed;
      }
      assert_int_equal(some, ok);
    }
}

static void means_of_columns_are_the_means_of_figures(void **state) {
  arena *a = *state;
  measure_rules r = measure_rules_default();
  const int64_t one[] = {10000, COLUMN_NOTHING, COLUMN_NOTHING, -4401}, two[] = {9999, 8333, COLUMN_NOTHING, 10000}, three[] = {9998, 8332, COLUMN_NOTHING, 1};
  int64_t mean[4];
  uint16_t used[4];
  aggregate_columns(&r, (const int64_t *const[]){one, two, three}, 3, 4, mean, used);
  for (int i = 0; i < 4; i++) {
    aggregate_part parts[3];
    const int64_t units[] = {one[i], two[i], three[i]};
    for (int k = 0; k < 3; k++)
      parts[k] = (aggregate_part){S("x"), {.status = units[k] == COLUMN_NOTHING ? MEASURE_BLANK : MEASURE_OK, .value = in_column(units[k], 2)}, DECIMAL_NONE};
    aggregate g = aggregate_of(a, &r, parts, 3, false, S("indikator"));
    assert_int_equal(used[i], g.used);
    assert_true(mean[i] == (g.used ? g.value.units : COLUMN_NOTHING));
  }
  assert_int_equal(mean[0], 9999);
}

static void the_same_input_gives_the_same_bits(void **state) {
  arena *a = *state;
  measure_result one = run(a, "", "turun", "8,2", "11,57"), two = run(a, "", "turun", "8,2", "11,57");
  assert_int_equal(one.value.units, two.value.units);
  assert_int_equal(one.value.scale, two.value.scale);
  assert_int_equal(one.exact.units, two.exact.units);
  assert_str(a, one.explanation, str_z(a, two.explanation));
  /* and under the bulk function */
  measure_rules r = measure_rules_default();
  decimal bulk = value_of(&r, DIR_TURUN_A, dec("8.2"), dec("8.2"), dec("11.57"));
  assert_int_equal(bulk.units, one.value.units);
  assert_int_equal(bulk.scale, one.value.scale);
}

static void an_aggregate_of_equals_is_the_equal(void **state) {
  arena *a = *state;
  measure_rules r = measure_rules_default();
  uint64_t seed = 7;
  for (int i = 0; i < 200; i++) {
    decimal t = some_decimal(&seed, 100000), x = some_decimal(&seed, 100000);
    measure_input in = {.direction = DIR_NAIK, .target = number_of(t), .actual = number_of(x)};
    measure_result one = measure(a, &r, &in);
    aggregate_part parts[7];
    for (size_t k = 0; k < 7; k++) parts[k] = (aggregate_part){S("x"), one, DECIMAL_INT((int64_t)k + 1)};
    assert_int_equal(decimal_cmp(aggregate_of(a, &r, parts, 7, false, S("indikator")).value, one.value), 0);
    assert_int_equal(decimal_cmp(aggregate_of(a, &r, parts, 7, true, S("indikator")).value, one.value), 0);
  }
}

static void decimals_never_leave_their_range(void **state) {
  (void)state;
  decimal most = {INT64_MAX, 0}, least = {-INT64_MAX, 0};
  assert_false(decimal_some(decimal_sub(least, DECIMAL_INT(1))));
  assert_false(decimal_some(decimal_mul(most, DECIMAL_INT(2))));
  assert_int_equal(decimal_cmp(decimal_neg(most), least), 0);
  assert_int_equal(decimal_cmp(DECIMAL_NONE, DECIMAL_INT(-5)), -1);
  assert_int_equal(decimal_cmp(DECIMAL_NONE, DECIMAL_NONE), 0);
  assert_int_equal(decimal_cmp(DECIMAL_INT(0), ((decimal){5, 99})), 1);
  assert_false(decimal_some(decimal_mul_div(most, most, (decimal){1, 9}, 9, DECIMAL_HALF_UP)));
  assert_int_equal(decimal_div(most, DECIMAL_INT(-1), 0, DECIMAL_HALF_UP).units, -INT64_MAX);
  decimal d;
  assert_false(decimal_parse(S("-9223372036854775808"), &d));
  assert_int_equal(decimal_mean(DECIMAL_INT(10), 4).units, 25);
  assert_false(decimal_some(decimal_mean(DECIMAL_INT(10), 0)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(vectors_of_the_reference, setup, teardown),
      cmocka_unit_test_setup_teardown(every_reason_has_its_own_outcome_and_words, setup, teardown),
      cmocka_unit_test_setup_teardown(a_result_explains_itself, setup, teardown),
      cmocka_unit_test_setup_teardown(rules_are_written_and_read_back, setup, teardown),
      cmocka_unit_test_setup_teardown(scales_close_their_gaps, setup, teardown),
      cmocka_unit_test_setup_teardown(quarters_combine, setup, teardown),
      cmocka_unit_test_setup_teardown(means_say_what_they_are_made_of, setup, teardown),
      cmocka_unit_test_setup_teardown(efficiency_is_clamped_and_says_so, setup, teardown),
      cmocka_unit_test(properties_hold),
      cmocka_unit_test_setup_teardown(columns_give_the_same_bits, setup, teardown),
      cmocka_unit_test_setup_teardown(means_of_columns_are_the_means_of_figures, setup, teardown),
      cmocka_unit_test_setup_teardown(the_same_input_gives_the_same_bits, setup, teardown),
      cmocka_unit_test_setup_teardown(an_aggregate_of_equals_is_the_equal, setup, teardown),
      cmocka_unit_test(decimals_never_leave_their_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
