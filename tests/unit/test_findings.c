/* Findings in a cycle: every check that figures of a cycle can raise, with the office's past, its quarters, its siblings and its budget; the
 * answers to them; and the rules of the office by version. */
#include "steps_world.h"

#include "performance/findings.h"
#include "performance/plan_edit.h"
#include "performance/year.h"
#include "steps/bundle_tables.h"

enum { YEARS = 3, SIBLINGS = 3, CASES_MOST = 40 };

typedef struct sample {
  const char *want;            /* codes, joined by ";" */
  const char *name, *unit, *direction, *accumulation, *target, *typed;
  const char *past[YEARS];     /* actuals of 2025, 2024, 2023; "T/R": with the target */
  const char *siblings;        /* actual of each sibling */
  const char *q1, *q4_target, *q1_target;
  bool no_evidence;
} sample;

#define SAMPLE(want_, name_, unit_, direction_, accumulation_, target_, typed_)                                                 \
  .want = want_, .name = name_, .unit = unit_, .direction = direction_, .accumulation = accumulation_, .target = target_, .typed = typed_
static const sample samples[] = {
    {SAMPLE("", "Indeks layanan", "Nilai", "naik", "terakhir", "82", "83"), .past = {"79/81", "78/80", "77/79"}, .siblings = "83"},
    {SAMPLE("direction-doubt", "Angka kemiskinan", "Nilai", "naik", "terakhir", "8", "8,1")},
    {SAMPLE("decimal-marks-mixed", "Nilai layanan", "Nilai", "naik", "terakhir", "80,5", "81.25")},
    {SAMPLE("above-150;scale-mismatch", "Skor layanan", "Nilai", "naik", "terakhir", "54,67", "3977")},
    {SAMPLE("above-150", "Jumlah kunjungan", "Orang", "naik", "terakhir", "7", "60")},
    {SAMPLE("negative", "Jumlah gangguan kantor", "Kejadian", "turun", "terakhir", "4", "40")},
    {SAMPLE("target-below-past", "Jumlah izin", "Izin", "naik", "terakhir", "46", "47"), .past = {"40/50"}},
    {SAMPLE("target-unchanged", "Jumlah rapat", "Kali", "naik", "terakhir", "60", "66"), .past = {"60/58", "60/59"}},
    {SAMPLE("outlier-past", "Jumlah surat", "Surat", "naik", "terakhir", "50", "70"), .past = {"39/40", "39/41", "38/42"}},
    {SAMPLE("outlier-siblings", "Jumlah pos", "Pos", "naik", "terakhir", "10", "12"), .siblings = "40"},
    {SAMPLE("copied-past", "Nilai arsip", "Nilai", "naik", "terakhir", "81", "80,75"), .past = {"80/80,75"}},
    {SAMPLE("actual-is-achievement", "Nilai AKIP", "Nilai", "naik", "terakhir", "82", "97,84"), .past = {"80/80,2"}},
    {SAMPLE("falling-cumulative", "Jumlah pelatihan", "Orang", "naik", "berjalan", "20", "8"), .q1 = "9"},
    {SAMPLE("year-target-differs", "Jumlah bibit", "Batang", "naik", "jumlah", "100", "25"), .q1_target = "25", .q4_target = "60"},
    {SAMPLE("percent-summed", "Persentase tanah", "%", "naik", "jumlah", "50", "51")},
    {SAMPLE("budget-as-physical", "Persentase jalan", "persen", "naik", "terakhir", "50", "48,25")},
    {SAMPLE("actual-blank", "Jumlah buku", "Buku", "naik", "terakhir", "5", "")},
    {SAMPLE("target-blank", "Jumlah peta", "Peta", "naik", "terakhir", "", "5")},
    {SAMPLE("not-available", "Jumlah data", "Data", "naik", "terakhir", "5", "!belum rilis")},
    {SAMPLE("not-numeric", "Predikat kota", "Predikat", "predikat", "terakhir", "BB", "Utama")},
    {SAMPLE("zero-target", "Jumlah sengketa", "Kasus", "naik", "terakhir", "0", "3")},
    {SAMPLE("numerator-above-denominator", "Persentase tertib", "persen", "naik", "terakhir", "110", "12/10")},
    {SAMPLE("no-evidence", "Jumlah desa", "Desa", "naik", "terakhir", "5", "5"), .no_evidence = true},
};

static str opt(const char *z) { return z && *z ? str_of(z) : STR_NONE; }

typedef struct scene {
  world *w;
  cycle_id past[YEARS], q1, siblings[SIBLINGS];
  office_id other[SIBLINGS];
  objective_id objective[YEARS + 1], their[SIBLINGS];
  indicator_id of[CASES_MOST];
  sop_id sop;
} scene;

static err new_id(db_rw *db, arena *a, int64_t *id) { return store_new_id(db, a, (region_id){1}, id); }

static err add_cycle(db_rw *db, arena *a, scene *s, office_id at, int64_t year, int64_t quarter, bool closed, cycle_id *out) {
  TRY(new_id(db, a, &out->v));
  TRY(sql_cycle_insert(db, a, *out, at, s->sop, S("uji"), year, quarter, S("kasubag"), s->w->now, s->w->who[CAMAT], NULL));
  return closed ? sql_cycle_close(db, a, *out, s->w->now, NULL) : NULL;
}

static err add_indicator(db_rw *db, arena *a, office_id at, int64_t year, objective_id goal, size_t k, const sample *x, str target, indicator_id *out) {
  TRY(new_id(db, a, &out->v));
  return sql_indicator_insert(db, a, *out, goal, at, year, str_fmt(a, "C%zu", k), (int64_t)k + 1, str_of(x->name), str_of(x->unit),
                              str_of(x->direction), str_of(x->accumulation), S(""), S(""), (position_id){0}, target, STR_NONE, STR_NONE, S(""), NULL);
}

static str canonical(arena *a, str typed) {
  number n = number_parse(typed);
  return n.kind == NUMBER_VALUE ? decimal_text(a, n.value) : typed;
}

static err add_figure(db_rw *db, arena *a, cycle_id in, indicator_id of, str typed, str none, instant now) {
  bool nihil = str_starts(typed, S("!"));
  str value = nihil ? STR_NONE : str_eq(typed, S("12/10")) ? S("120") : canonical(a, typed); /* as components_value gives it */
  return sql_figure_put(db, a, in, of, nihil ? S("nihil") : S("terisi"), value, nihil ? S("") : typed, nihil ? str_from(typed, 1) : S(""), none, 1,
                        S("Contoh"), now, NULL);
}

static err add_sample(db_rw *db, arena *a, scene *s, size_t k) {
  const sample *x = &samples[k];
  str target = opt(x->target).p ? canonical(a, str_of(x->target)) : STR_NONE;
  TRY(add_indicator(db, a, s->w->office, 2026, s->objective[0], k, x, target, &s->of[k]));
  if (str_find(str_of(x->typed), S("/")) > 0) TRY(sql_indicator_counted(db, a, s->of[k], S("rasio"), S("Tertib\nSemua"), S(""), DECIMAL_NONE, NULL));
  if (x->q1_target) TRY(sql_target_put(db, a, s->of[k], 1, str_of(x->q1_target), NULL));
  if (x->q1_target) TRY(sql_target_put(db, a, s->of[k], 2, str_of(x->q1_target), NULL));
  if (x->q1_target) TRY(sql_target_put(db, a, s->of[k], 3, str_of(x->q1_target), NULL));
  if (x->q4_target) TRY(sql_target_put(db, a, s->of[k], 4, str_of(x->q4_target), NULL));
  if (*x->typed) TRY(add_figure(db, a, s->w->cycle, s->of[k], str_of(x->typed), x->no_evidence ? S("") : S("berkas lama"), s->w->now));
  if (x->q1) TRY(add_figure(db, a, s->q1, s->of[k], str_of(x->q1), S(""), s->w->now));
  for (int y = 0; y < YEARS && x->past[y]; y++) {
    indicator_id id;
    str was, reached_then = str_cut(str_of(x->past[y]), '/', &was);
    TRY(add_indicator(db, a, s->w->office, 2025 - y, s->objective[y + 1], k, x, canonical(a, was), &id));
    TRY(add_figure(db, a, s->past[y], id, reached_then, S(""), s->w->now));
  }
  for (int i = 0; i < SIBLINGS && x->siblings; i++) {
    indicator_id id;
    TRY(add_indicator(db, a, s->other[i], 2026, s->their[i], k, x, target, &id));
    TRY(add_figure(db, a, s->siblings[i], id, str_of(x->siblings), S(""), s->w->now));
  }
  return NULL;
}

static err build(db_rw *db, arena *a, void *what) {
  scene *s = what;
  world *w = s->w;
  sql_cycle_by_id_row *c;
  TRY(sql_cycle_by_id(db_rw_ro(db), a, w->cycle, &c));
  s->sop = c->sop;
  for (int y = 0; y <= YEARS; y++) {
    TRY(new_id(db, a, &s->objective[y].v));
    TRY(sql_objective_insert(db, a, s->objective[y], w->office, 2026 - y, 9, S("Sasaran uji"), NULL));
    if (y) TRY(add_cycle(db, a, s, w->office, 2026 - y, 2, true, &s->past[y - 1]));
  }
  TRY(add_cycle(db, a, s, w->office, 2026, 1, true, &s->q1));
  for (int i = 0; i < SIBLINGS; i++) {
    TRY(new_id(db, a, &s->other[i].v));
    TRY(sql_office_insert(db, a, s->other[i], (region_id){1}, str_fmt(a, "1%d", i), S("kecamatan"), str_fmt(a, "Kecamatan %d", i), S("Camat"),
                          S("Contoh"), S("Jalan"), S("-"), S("Kec"), 420, S("A4"), NULL));
    TRY(add_cycle(db, a, s, s->other[i], 2026, 2, false, &s->siblings[i]));
    TRY(new_id(db, a, &s->their[i].v));
    TRY(sql_objective_insert(db, a, s->their[i], s->other[i], 2026, 1, S("Sasaran mereka"), NULL));
  }
  TRY(sql_budget_put(db, a, w->office, 2026, S("1"), S("Program"), DECIMAL_INT(10000), DECIMAL_NONE, s->objective[0], NULL));
  TRY(sql_spent_put(db, a, w->office, 2026, S("1"), 1, DECIMAL_INT(4000), NULL));
  TRY(sql_spent_put(db, a, w->office, 2026, S("1"), 2, DECIMAL_INT(825), NULL));
  for (size_t k = 0; k < LEN(samples); k++) TRY(add_sample(db, a, s, k));
  return NULL;
}

static void begin(world *w) {
  begin_request rq = {w->office, S("uji"), 2026, 2, w->who[KASUBAG], w->now};
  assert_ok(w->a, steps_begin(w->s, w->a, &rq, &w->cycle));
}

typedef struct seen { figures all; figure_findings found; } seen;

static void look(world *w, seen *x) {
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, performance_figures(db, w->a, w->office, w->cycle, 2026, 2, &x->all));
  assert_ok(w->a, performance_findings(db, w->a, w->office, w->cycle, 2026, 2, &x->all, &x->found));
  store_release(w->s, db);
}

static str codes_of(arena *a, const figure_findings *l, indicator_id id) {
  buf b = BUF(a);
  for (int c = 0; c < FINDING_COUNT; c++) {
    if (!findings_find(l, id, (enum finding_code)c)) continue;
    if (b.n) buf_char(&b, ';');
    buf_add(&b, finding_code((enum finding_code)c));
  }
  return buf_str(&b);
}

/* "a;b" and "b;a" are the same. */
static bool same_codes(str got, str want) {
  size_t n = 0, m = 0;
  for (str one; got.n; n++) {
    got = str_cut(got, ';', &one);
    if (str_find(want, one) < 0) return false;
  }
  for (str one; want.n; m++) want = str_cut(want, ';', &one);
  return n == m;
}

static void every_check_works_in_a_cycle(void **state) {
  world *w = *state;
  scene s = {.w = w};
  seen now;
  begin(w);
  assert_ok(w->a, store_write(w->s, w->a, build, &s));
  look(w, &now);
  bool right = true;
  for (size_t k = 0; k < LEN(samples); k++) {
    str got = codes_of(w->a, &now.found, s.of[k]);
    if (same_codes(got, str_of(samples[k].want))) continue;
    print_error("%s: got %s, want %s\n", samples[k].name, str_z(w->a, got), samples[k].want);
    right = false;
  }
  assert_true(right);
}

/* ---- answers ---- */

typedef struct typing { world *w; const char *typed; } typing;
static err type(db_rw *db, arena *a, void *what) {
  const typing *t = what;
  indicator *of;
  str old, new_;
  TRY(performance_indicator(db_rw_ro(db), a, t->w->office, 2026, 2, t->w->indicator, &of));
  figure_input in = {t->w->indicator, FIGURE_TERISI, str_of(t->typed), S(""), S("berkas lama"), FIGURE_ANY_VERSION};
  return performance_save(db, a, t->w->cycle, of, &in, S("Contoh Kasubag"), t->w->now, &old, &new_);
}

typedef struct answering { world *w; const figure_finding *to; } answering;
static err answer(db_rw *db, arena *a, void *what) {
  const answering *x = what;
  return findings_answer(db, a, x->w->cycle, x->to, S("Sudah diperiksa."), S("Contoh Kasubag"), x->w->now);
}

static str in_the_archive(world *w) {
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  cycle *c;
  str csv;
  assert_ok(w->a, cycle_load(db, w->a, w->cycle, NULL, &c));
  assert_ok(w->a, bundle_findings(db, w->a, c, &csv));
  store_release(w->s, db);
  return csv;
}

static void an_answer_holds_for_its_value(void **state) {
  world *w = *state;
  seen now;
  begin(w);
  assert_ok(w->a, store_write(w->s, w->a, type, &(typing){w, "3000"}));
  look(w, &now);
  figure_finding *x = findings_find(&now.found, w->indicator, FINDING_ABOVE_150);
  assert_non_null(x);
  assert_int_equal(findings_open(&now.found), 1);
  assert_ok(w->a, store_write(w->s, w->a, answer, &(answering){w, x}));
  look(w, &now);
  x = findings_find(&now.found, w->indicator, FINDING_ABOVE_150);
  assert_true(x->answered && !x->lapsed);
  assert_str(w->a, x->by, "Contoh Kasubag");
  assert_int_equal(findings_open(&now.found), 0);
  str archived = in_the_archive(w);
  assert_true(str_find(archived, S(",above-150,periksa,Capaian di atas 150 %.,")) > 0);
  assert_true(str_find(archived, S(",Sudah diperiksa.,Contoh Kasubag,")) > 0);
  assert_ok(w->a, store_write(w->s, w->a, type, &(typing){w, "3001"}));
  look(w, &now);
  x = findings_find(&now.found, w->indicator, FINDING_ABOVE_150);
  assert_true(!x->answered && x->lapsed);
  assert_int_equal(findings_open(&now.found), 1);
}

static void realisation_equal_to_target_everywhere(void **state) {
  world *w = *state;
  measure_input rows[6];
  finding_list found = {0};
  for (size_t i = 0; i < LEN(rows); i++) rows[i] = (measure_input){.target = number_of(DECIMAL_INT(5)), .actual = number_of(DECIMAL_INT(5))};
  finding_check_all(w->a, rows, LEN(rows), &found);
  assert_int_equal(found.n, 1);
}

/* ---- rules ---- */

static err put_rules(db_rw *db, arena *a, void *what) { return office_rules_put(db, a, what); }

static void rules_of(world *w, actor *who, office_rules_change *c, fields *f, const char *const *in) {
  db_ro *db;
  assert_ok(w->a, store_connect(w->s, w->a, &db));
  assert_ok(w->a, actor_load(db, w->a, w->who[KASUBAG], w->now, who));
  store_release(w->s, db);
  for (; in[0]; in += 2) fields_add(w->a, f, str_of(in[0]), str_of(in[1]));
  *c = (office_rules_change){.office = w->office, .who = who, .now = w->now, .f = f};
}
static err end_cycle(db_rw *db, arena *a, void *what) {
  const world *w = what;
  TRY(office_rules_pin(db, a, w->office, w->cycle));
  return sql_cycle_close(db, a, w->cycle, w->now, NULL);
}
#define PLAIN "turun", "a", "batas-bawah", "tidak", "pembulatan", "setengah-ke-atas", "desimal", "2", "nol", "tidak-dihitung"

static void a_cycle_keeps_the_rules_it_was_analysed_with(void **state) {
  world *w = *state;
  actor who;
  office_rules_change c;
  fields f = {0};
  seen now;
  begin(w);
  assert_ok(w->a, store_write(w->s, w->a, type, &(typing){w, "3000"}));
  look(w, &now);
  assert_int_equal(now.all.v[0].rules->version, 0);
  rules_of(w, &who, &c, &f, (const char *const[]){PLAIN, "batas-atas", "120", "skala", "sendiri", "skala-sendiri", "≥ 90 Sangat Baik\n> 75 Baik\nselebihnya Kurang",
                                                   "predikat", "Kota Layak Anak: Utama 5; Nindya 4", NULL, NULL});
  assert_ok(w->a, store_write(w->s, w->a, put_rules, &c));
  assert_int_equal(c.version, 1);
  look(w, &now);
  figure *g = figures_find(&now.all, w->indicator);
  assert_int_equal(g->rules->version, 1);
  assert_str(w->a, decimal_id(w->a, g->result.value, 2), "120,00");
  assert_true(g->result.capped);
  assert_str(w->a, g->result.category, "Sangat Baik");
  assert_int_equal(g->rules->rules.n_grades, 1);
  /* the same again is no new version */
  assert_ok(w->a, store_write(w->s, w->a, put_rules, &c));
  assert_int_equal(c.version, 1);
  fields back = {0};
  office_rules_fields(w->a, g->rules, &back);
  assert_str(w->a, fields_get(&back, S("skala-sendiri")), "≥ 90 Sangat Baik\n> 75 Baik\nselebihnya Kurang");
  assert_str(w->a, fields_get(&back, S("predikat")), "Kota Layak Anak: Utama 5; Nindya 4");
  assert_str(w->a, fields_get(&back, S("batas-atas")), "120");
  /* once it has ended with a version, it stays with it, whatever comes after */
  assert_ok(w->a, store_write(w->s, w->a, end_cycle, w));
  f = (fields){0};
  rules_of(w, &who, &c, &f, (const char *const[]){PLAIN, "batas-atas", "tidak", "skala", "permendagri-86-g1", NULL, NULL});
  assert_ok(w->a, store_write(w->s, w->a, put_rules, &c));
  assert_int_equal(c.version, 2);
  seen later;
  look(w, &later);
  figure *h = figures_find(&later.all, w->indicator);
  assert_int_equal(h->rules->version, 1);
  assert_true(h->result.value.units == g->result.value.units && h->result.value.scale == g->result.value.scale);
  assert_str(w->a, h->result.explanation, str_z(w->a, g->result.explanation));
}

static void rules_with_mistakes_are_refused_at_their_fields(void **state) {
  world *w = *state;
  actor who;
  static const struct { const char *scale, *own, *grades, *field; } bad[] = {
      {"sendiri", "", "", "skala-sendiri"},
      {"sendiri", "≥ 90 Baik", "", "skala-sendiri"},
      {"sendiri", "≥ 75 Baik\n≥ 90 Sangat Baik\nselebihnya Kurang", "", "skala-sendiri"},
      {"sendiri", "≥ 90 Baik\n≥ 75 Cukup", "", "skala-sendiri"},
      {"bukan-skala", "", "", "skala"},
      {"permendagri-86-g1", "", "Utama 5; Nindya 4", "predikat"},
      {"permendagri-86-g1", "", "Kota: Utama; Nindya 4", "predikat"},
  };
  for (size_t i = 0; i < LEN(bad); i++) {
    office_rules_change c;
    fields f = {0};
    rules_of(w, &who, &c, &f, (const char *const[]){PLAIN, "batas-atas", "tidak", "skala", bad[i].scale, "skala-sendiri", bad[i].own, "predikat", bad[i].grades, NULL, NULL});
    err e = store_write(w->s, w->a, put_rules, &c);
    assert_non_null(e);
    assert_int_equal(e->code, ERR_INPUT);
    assert_int_equal(e->points.n, 1);
    assert_str(w->a, e->points.v[0].field, bad[i].field);
  }
}

/* ---- the year ---- */

static void quarters_come_to_a_figure_of_the_year(void **state) {
  world *w = *state;
  office_rules r = {.rules = measure_rules_default()};
  figure f = {.of = {.direction = DIR_NAIK, .stated = S("naik"), .accumulation = AKUM_JUMLAH, .unit = S("Orang")}, .rules = &r};
  year_quarters q = {.of = {.additive = true, .year_target = number_of(DECIMAL_INT(100))}};
  year_to_date y;
  for (int i = 0; i < QUARTERS; i++) {
    q.of.target[i] = number_of(DECIMAL_INT(25));
    q.of.actual[i] = NUMBER_NONE;
    q.over[i] = q.under[i] = DECIMAL_NONE;
  }
  q.of.actual[0] = number_of(DECIMAL_INT(20));
  q.of.actual[1] = number_of(DECIMAL_INT(30));
  assert_ok(w->a, performance_to_date(w->a, &f, &q, &y));
  assert_str(w->a, decimal_id(w->a, y.to_date.value, 2), "100,00");
  assert_str(w->a, decimal_id(w->a, y.year.value, 2), "50,00");
  q.of.additive = false;
  assert_ok(w->a, performance_to_date(w->a, &f, &q, &y));
  assert_true(str_find(y.refused, S("tidak boleh dijumlahkan")) >= 0);
  /* 1 of 2 and 9 of 10: 10 of 12, not the mean of 50 and 90 */
  f.of.accumulation = AKUM_RATA;
  f.of.computed = HITUNG_RASIO;
  q.over[0] = DECIMAL_INT(1), q.under[0] = DECIMAL_INT(2), q.over[1] = DECIMAL_INT(9), q.under[1] = DECIMAL_INT(10);
  assert_ok(w->a, performance_to_date(w->a, &f, &q, &y));
  assert_str(w->a, number_id(w->a, y.sum.actual), "83,33");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(every_check_works_in_a_cycle, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(an_answer_holds_for_its_value, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(realisation_equal_to_target_everywhere, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(a_cycle_keeps_the_rules_it_was_analysed_with, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(rules_with_mistakes_are_refused_at_their_fields, world_setup, world_teardown),
      cmocka_unit_test_setup_teardown(quarters_come_to_a_figure_of_the_year, world_setup, world_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
