#include "calendar_files.h"

typedef struct world {
  arena *a;
  const calendar *c; /* WIB, as shipped */
} world;

static int setup(void **state) {
  arena *a = arena_new(0);
  world *w = NEW(a, world);
  *w = (world){a, shipped_calendar(a, 420)};
  *state = w;
  return 0;
}
static int teardown(void **state) {
  arena_free(((world *)*state)->a);
  return 0;
}

static date day(const char *z) {
  date d = DATE_NONE;
  assert_true(date_parse(str_of(z), &d));
  return d;
}
static instant at(const char *z) {
  instant t = INSTANT_NONE;
  assert_true(instant_parse(str_of(z), 420, &t));
  return t;
}
static instant due(const calendar *c, const char *start, const char *time) {
  duration d;
  assert_true(duration_parse(str_of(time), &d));
  return calendar_due(c, at(start), d);
}
/* "2026-01-05 14.00" as seen in WIB, "-" for none */
static str seen(arena *a, instant t) {
  if (!instant_some(t)) return S("-");
  return STR_CAT(a, date_iso(a, instant_local(t, 420).day), S(" "), instant_id_clock(a, t, 420));
}
#define assert_due(w, start, time, want) assert_str((w)->a, seen((w)->a, due((w)->c, (start), (time))), want)

/* ---- Days ---- */

static void working_days_per_month_match_the_decrees(void **state) {
  const world *w = *state;
  static const struct { int year, weekdays, days, months[12]; } want[] = {
      {2025, 261, 237, {19, 20, 19, 16, 17, 18, 23, 20, 21, 23, 20, 21}},
      {2026, 261, 240, {20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21}},
      {2027, 261, 242, {19, 19, 15, 22, 16, 21, 22, 21, 22, 21, 22, 22}}};
  work_rules r = work_rules_default(420);
  const calendar *plain = calendar_new(w->a, &r, NULL, 0, NULL, 0);
  for (size_t i = 0; i < LEN(want); i++) {
    date first = date_of(want[i].year, 1, 1), last = date_of(want[i].year, 12, 31);
    assert_int_equal(calendar_working_days(plain, first, last), want[i].weekdays);
    assert_int_equal(calendar_working_days(w->c, first, last), want[i].days);
    for (int m = 1; m <= 12; m++) {
      date end = m == 12 ? last : (date){date_of(want[i].year, m + 1, 1).day - 1};
      assert_int_equal(calendar_working_days(w->c, date_of(want[i].year, m, 1), end), want[i].months[m - 1]);
    }
  }
}

static void thirteenth_working_days(void **state) {
  const world *w = *state;
  assert_str(w->a, date_iso(w->a, calendar_nth_working_day(w->c, day("2026-01-05"), 13)), "2026-01-22");
  assert_str(w->a, date_iso(w->a, calendar_nth_working_day(w->c, day("2026-03-09"), 13)), "2026-04-01");
  assert_str(w->a, date_iso(w->a, calendar_nth_working_day(w->c, day("2027-01-04"), 13)), "2027-01-21");
  assert_str(w->a, date_iso(w->a, calendar_nth_working_day(w->c, day("2026-01-01"), 1)), "2026-01-02");
  assert_false(date_some(calendar_nth_working_day(w->c, day("2026-01-05"), 0)));
}

static void sums_agree_with_a_walk_day_by_day(void **state) {
  const world *w = *state;
  int n = 0;
  date from = day("2024-12-20"), nth = from;
  for (date d = from; d.day <= day("2028-01-10").day; d.day++) {
    bool off = calendar_day_off(w->c, d) || date_weekday(d) > 5;
    assert_int_equal(calendar_is_working_day(w->c, d), !off);
    n += !off;
    assert_int_equal(calendar_working_days(w->c, from, d), n);
    if (off) continue;
    nth = calendar_nth_working_day(w->c, from, n);
    assert_int_equal(nth.day, d.day);
  }
}

static void days_off_are_known_by_name(void **state) {
  const world *w = *state;
  const day_off *off = calendar_day_off(w->c, day("2025-08-18"));
  assert_non_null(off);
  assert_int_equal(off->kind, OFF_COLLECTIVE);
  assert_str(w->a, off->source, "SKB 3 Menteri 933/2025-1/2025-3/2025");
  assert_non_null(calendar_day_off(w->c, day("2026-03-21"))); /* a Saturday */
  assert_null(calendar_day_off(w->c, day("2026-01-05")));
  assert_null(calendar_day_off(w->c, DATE_NONE));
  assert_true(calendar_is_ramadan(w->c, day("2026-03-20")));
  assert_false(calendar_is_ramadan(w->c, day("2026-03-21")));
}

static void days_come_in_any_order_and_twice(void **state) {
  const world *w = *state;
  work_rules r = work_rules_default(420);
  const day_off off[] = {{day("2026-08-17"), OFF_LOCAL, S("Hari jadi"), S("x")},
                         {DATE_NONE, OFF_LOCAL, S("x"), S("x")},
                         {day("2026-01-01"), OFF_COLLECTIVE, S("Cuti"), S("x")},
                         {day("2026-08-17"), OFF_NATIONAL, S("Kemerdekaan"), S("x")},
                         {day("2026-01-01"), OFF_COLLECTIVE, S("Kedua"), S("x")}};
  const date_range ramadan[] = {{.from = day("2026-08-17"), .to = day("2026-08-18")},
                                {.from = day("2026-08-18"), .to = day("2026-08-18")},
                                {.from = day("2026-09-02"), .to = day("2026-09-01")},
                                {.from = day("2026-09-01"), .to = day("2099-09-01")}};
  const calendar *c = calendar_new(w->a, &r, off, LEN(off), ramadan, LEN(ramadan));
  assert_str(w->a, calendar_day_off(c, day("2026-08-17"))->name, "Kemerdekaan");
  assert_str(w->a, calendar_day_off(c, day("2026-01-01"))->name, "Cuti");
  assert_int_equal(calendar_working_days(c, day("2026-01-01"), day("2026-12-31")), 261 - 2);
  assert_int_equal(calendar_minutes_between(c, at("2026-08-17 00.00"), at("2026-08-18 23.59")), 390);
  assert_false(calendar_is_ramadan(c, day("2026-09-02")));
}

/* ---- Moments ---- */

static void hours_run_inside_the_windows(void **state) {
  const world *w = *state;
  assert_due(w, "2026-01-05 14.00", "2 jam", "2026-01-05 16.00"); /* stays at the end of the day */
  assert_due(w, "2026-01-05 14.01", "2 jam", "2026-01-06 07.31");
  assert_due(w, "2026-01-05 10.00", "2 jam", "2026-01-05 12.00"); /* stays before the break */
  assert_due(w, "2026-01-05 10.30", "2 jam", "2026-01-05 13.30");
  assert_due(w, "2026-01-05 05.00", "2 jam", "2026-01-05 09.30"); /* before hours */
  assert_due(w, "2026-01-05 19.45", "2 jam", "2026-01-06 09.30"); /* after hours */
  assert_due(w, "2026-01-05 12.20", "30 menit", "2026-01-05 13.30"); /* in the break */
  assert_due(w, "2026-01-09 12.15", "2 jam", "2026-01-09 15.00"); /* in Friday's longer break */
  assert_due(w, "2026-01-09 15.30", "2 jam", "2026-01-12 08.30"); /* over a weekend */
  assert_due(w, "2026-02-17 09.00", "2 jam", "2026-02-18 09.30"); /* on a holiday */
  assert_due(w, "2026-02-13 15.00", "3 jam", "2026-02-18 09.00"); /* Imlek and its leave */
  assert_due(w, "2025-12-31 15.00", "2 jam", "2026-01-02 08.30"); /* over New Year */
  assert_due(w, "2026-02-18 15.30", "1 jam", "2026-02-19 08.30"); /* into Ramadan */
  assert_due(w, "2026-02-20 11.00", "1 jam", "2026-02-20 13.00"); /* a Friday of Ramadan */
  assert_due(w, "2026-03-17 14.00", "2 jam", "2026-03-25 08.30"); /* over Idulfitri: 18-24 March are off */
}

static void days_keep_the_time_of_day(void **state) {
  const world *w = *state;
  assert_due(w, "2026-01-05 14.00", "1 hari", "2026-01-06 14.00");
  assert_due(w, "2026-01-05 07.30", "3 hari", "2026-01-08 07.30");
  assert_due(w, "2026-01-09 10.00", "1 hari", "2026-01-12 10.00");
  assert_due(w, "2026-01-05 12.30", "1 hari", "2026-01-06 13.00"); /* the start moves first */
  assert_due(w, "2026-01-08 12.00", "1 hari", "2026-01-09 13.00"); /* falls in Friday's break */
  assert_due(w, "2026-01-09 16.15", "1 hari", "2026-01-13 07.30"); /* Monday's hours end at 16.00 */
  assert_due(w, "2026-01-08 16.00", "1 hari", "2026-01-09 16.00");
  assert_due(w, "2026-01-09 16.00", "1 hari", "2026-01-12 16.00"); /* stays at the end of the day */
  assert_due(w, "2026-01-10 09.00", "1 hari", "2026-01-13 07.30"); /* from a Saturday */
  assert_due(w, "2026-01-05 18.00", "1 hari", "2026-01-07 07.30"); /* after hours */
  assert_due(w, "2026-02-18 07.30", "1 hari", "2026-02-19 08.00"); /* into Ramadan */
  assert_due(w, "2026-03-17 10.00", "1 hari", "2026-03-25 10.00"); /* over Idulfitri */
  assert_due(w, "2025-12-31 10.00", "1 hari", "2026-01-02 10.00");
  assert_str(w->a, seen(w->a, calendar_add_days(w->c, at("2026-01-12 10.00"), -1)), "2026-01-09 10.00");
}

static void a_day_is_not_24_hours(void **state) {
  const world *w = *state;
  assert_due(w, "2026-01-05 10.00", "1 hari", "2026-01-06 10.00");
  assert_due(w, "2026-01-05 10.00", "24 jam", "2026-01-08 11.30");
}

static void a_whole_run_of_thirteen_days(void **state) {
  const world *w = *state;
  instant t = at("2026-03-09 08.00");
  static const int days[] = {1, 1, 3, 1, 3, 1, 1, 1};
  for (size_t i = 0; i < LEN(days); i++) t = calendar_add_days(w->c, t, days[i]);
  assert_str(w->a, seen(w->a, t), "2026-04-01 08.00");
}

static void zones_shift_the_clock_only(void **state) {
  const world *w = *state;
  static const int offsets[] = {420, 480, 540};
  for (size_t i = 0; i < LEN(offsets); i++) {
    const calendar *c = shipped_calendar(w->a, offsets[i]);
    instant start, want;
    assert_true(instant_parse(S("2026-01-05 15.00"), offsets[i], &start));
    assert_true(instant_parse(S("2026-01-06 08.30"), offsets[i], &want));
    assert_int_equal(calendar_add_minutes(c, start, 120).s, want.s);
  }
  const calendar *wit = shipped_calendar(w->a, 540); /* 14.00 WIB is 16.00 WIT */
  assert_str(w->a, seen(w->a, calendar_add_minutes(wit, at("2026-01-05 14.00"), 60)), "2026-01-06 06.30");
}

static void windows_hold_both_ends(void **state) {
  const world *w = *state;
  static const char *const inside[] = {"2026-01-05 07.30", "2026-01-05 12.00", "2026-01-05 13.00", "2026-01-05 16.00:59"};
  static const char *const outside[] = {"2026-01-05 07.29:59", "2026-01-05 12.01", "2026-01-05 12.59", "2026-01-05 16.01"};
  for (size_t i = 0; i < 4; i++) {
    assert_true(calendar_is_working(w->c, at(inside[i])));
    assert_false(calendar_is_working(w->c, at(outside[i])));
    assert_int_equal(calendar_next_working(w->c, at(inside[i])).s, at(inside[i]).s / 60 * 60);
  }
  assert_str(w->a, seen(w->a, calendar_next_working(w->c, at(outside[3]))), "2026-01-06 07.30");
}

static void minutes_between_are_signed(void **state) {
  const world *w = *state;
  assert_int_equal(calendar_minutes_between(w->c, at("2026-01-05 07.30"), at("2026-01-05 16.00")), 450);
  assert_int_equal(calendar_minutes_between(w->c, at("2026-01-09 07.30"), at("2026-01-09 16.30")), 450);
  assert_int_equal(calendar_minutes_between(w->c, at("2026-02-19 00.00"), at("2026-02-19 23.00")), 390);
  assert_int_equal(calendar_minutes_between(w->c, at("2026-02-20 00.00"), at("2026-02-20 23.00")), 390);
  assert_int_equal(calendar_minutes_between(w->c, at("2026-01-05 00.00"), at("2026-01-12 00.00")), 2250); /* 37 h 30 m */
  assert_int_equal(calendar_minutes_between(w->c, at("2026-02-23 00.00"), at("2026-03-02 00.00")), 1950); /* 32 h 30 m */
  assert_int_equal(calendar_minutes_between(w->c, at("2026-01-06 08.30"), at("2026-01-05 15.00")), -120);
  assert_int_equal(calendar_minutes_between(w->c, at("2026-01-10 08.30"), at("2026-01-11 15.00")), 0);
  assert_int_equal(calendar_minutes_between(w->c, INSTANT_NONE, at("2026-01-11 15.00")), 0);
  assert_str(w->a, seen(w->a, calendar_add_minutes(w->c, at("2026-01-06 08.30"), -120)), "2026-01-05 15.00");
}

static void nothing_runs_forever(void **state) {
  const world *w = *state;
  work_rules never = {.offset_minutes = 420};
  const calendar *c = calendar_new(w->a, &never, NULL, 0, NULL, 0);
  instant t = at("2026-01-05 10.00");
  assert_false(instant_some(calendar_next_working(c, t)));
  assert_false(instant_some(calendar_add_minutes(c, t, 1)));
  assert_false(instant_some(calendar_add_days(c, t, 1)));
  assert_false(date_some(calendar_nth_working_day(c, day("2026-01-05"), 1)));
  assert_int_equal(calendar_minutes_between(c, t, at("2027-01-05 10.00")), 0);
  static const instant odd[] = {{INT64_MIN}, {INT64_MAX}, {INT64_MIN + 1}, {(int64_t)1 << 60}};
  for (size_t i = 0; i < LEN(odd); i++) {
    assert_false(instant_some(calendar_next_working(w->c, odd[i])));
    assert_false(instant_some(calendar_add_minutes(w->c, odd[i], 60)));
    assert_false(instant_some(calendar_add_days(w->c, odd[i], 1)));
    assert_int_equal(calendar_minutes_between(w->c, odd[i], t), 0);
  }
  assert_false(instant_some(calendar_add_minutes(w->c, t, INT64_MAX)));
  assert_false(instant_some(calendar_add_minutes(w->c, t, INT64_MIN)));
  assert_false(instant_some(calendar_add_days(w->c, t, INT32_MAX)));
  assert_false(instant_some(calendar_add_days(w->c, t, INT32_MIN)));
  assert_false(instant_some(calendar_due(w->c, t, (duration){0, DURATION_NONE})));
  assert_true(instant_some(calendar_due(w->c, t, (duration){9999, DURATION_DAYS})));
  assert_int_equal(calendar_working_days(w->c, DATE_NONE, day("2026-01-05")), 0);
  assert_int_equal(calendar_working_days(w->c, day("2026-01-06"), day("2026-01-05")), 0);
  assert_int_equal(calendar_working_days(w->c, (date){INT32_MAX}, (date){INT32_MAX}), 0);
  assert_int_equal(calendar_working_days(w->c, (date){-30000}, (date){-26000}), 0);
}

/* ---- Properties ---- */

static uint64_t rnd(uint64_t *seed) { /* xorshift64* */
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return *seed * 0x2545F4914F6CDD1Dull;
}
static int below(uint64_t *seed, int n) { return (int)(rnd(seed) % (uint64_t)n); }

static void adding_minutes_is_monotone_and_additive(void **state) {
  const world *w = *state;
  uint64_t seed = 20260105;
  instant first = at("2025-01-01 00.00");
  for (int i = 0; i < 20000; i++) {
    instant t = {first.s + 60 * (int64_t)below(&seed, 3 * 365 * 1440)}, u = {t.s + 60 * (int64_t)below(&seed, 5000)};
    int m = below(&seed, 3) ? below(&seed, 1200) : below(&seed, 40000), n = below(&seed, 4) ? below(&seed, 1200) : 0;
    instant tm = calendar_add_minutes(w->c, t, m);
    assert_true(tm.s >= t.s);
    assert_true(calendar_is_working(w->c, tm));
    assert_true(tm.s <= calendar_add_minutes(w->c, u, m).s);
    assert_true(tm.s <= calendar_add_minutes(w->c, t, m + n).s);
    assert_int_equal(calendar_add_minutes(w->c, tm, n).s, calendar_add_minutes(w->c, t, m + n).s);
    assert_int_equal(calendar_minutes_between(w->c, t, tm), m);
    assert_int_equal(calendar_minutes_between(w->c, tm, t), -m);
    assert_int_equal(calendar_minutes_between(w->c, t, u) + calendar_minutes_between(w->c, u, tm), m);
    assert_int_equal(calendar_minutes_between(w->c, tm, calendar_add_minutes(w->c, tm, -n)), -n);
  }
}

static void adding_days_is_monotone(void **state) {
  const world *w = *state;
  uint64_t seed = 7;
  instant first = at("2025-01-01 00.00");
  for (int i = 0; i < 20000; i++) {
    instant t = {first.s + 60 * (int64_t)below(&seed, 3 * 365 * 1440)}, u = {t.s + 60 * (int64_t)below(&seed, 5000)};
    int n = below(&seed, 30);
    instant tn = calendar_add_days(w->c, t, n);
    assert_true(tn.s >= t.s);
    assert_true(calendar_is_working(w->c, tn));
    assert_true(tn.s <= calendar_add_days(w->c, u, n).s);
    assert_true(tn.s < calendar_add_days(w->c, t, n + 1).s);
  }
}

/* The same answers as counting minute by minute. */
static void sums_agree_with_a_walk_minute_by_minute(void **state) {
  const world *w = *state;
  static const char *const starts[] = {"2025-12-29 00.00", "2026-02-13 00.00", "2026-03-13 00.00"};
  for (size_t i = 0; i < LEN(starts); i++) {
    instant start = at(starts[i]), t = start;
    int64_t worked = 0;
    for (int m = 0; m < 14 * 1440; m++, t.s += 60) {
      assert_int_equal(calendar_minutes_between(w->c, start, t), worked);
      bool works = calendar_is_working(w->c, t) && calendar_is_working(w->c, (instant){t.s + 60});
      if (!works) continue;
      worked++;
      assert_int_equal(calendar_add_minutes(w->c, start, worked).s, t.s + 60);
    }
    assert_true(worked > 5 * 390);
  }
}

/* ---- Rules ---- */

static void wrong_rules_are_named_by_day(void **state) {
  const world *w = *state;
  work_rules r = work_rules_default(420);
  assert_null(work_rules_check(w->a, &r));
  r.normal[2].end = 24 * 60;
  r.ramadan[4].break_start = r.ramadan[4].break_end + 1;
  r.offset_minutes = 9999;
  err e = work_rules_check(w->a, &r);
  assert_non_null(e);
  assert_int_equal(e->points.n, 3);
  assert_str(w->a, e->points.v[0].field, "zona");
  assert_str(w->a, e->points.v[1].field, "rabu");
  assert_str(w->a, e->points.v[2].field, "ramadan-jumat");
}

static void a_six_day_week_without_breaks(void **state) {
  const world *w = *state;
  work_rules r = {.offset_minutes = 420};
  for (int i = 0; i < 6; i++) r.normal[i] = r.ramadan[i] = (work_day){.start = 480, .end = 840};
  assert_null(work_rules_check(w->a, &r));
  const calendar *c = calendar_new(w->a, &r, NULL, 0, NULL, 0);
  assert_str(w->a, seen(w->a, due(c, "2026-01-10 13.00", "2 jam")), "2026-01-12 09.00");
  assert_str(w->a, calendar_explain(w->a, c, at("2026-01-10 13.00"), (duration){2, DURATION_HOURS}, at("2026-01-12 09.00")),
             "mulai Sabtu, 10 Januari 2026 13.00 + 2 jam kerja = Senin, 12 Januari 2026 09.00; dilewati: di luar jam kerja, Minggu");
}

/* ---- Words ---- */

static void explained(const world *w, const char *start, const char *time, const char *want) {
  duration d;
  assert_true(duration_parse(str_of(time), &d));
  assert_str(w->a, calendar_explain(w->a, w->c, at(start), d, calendar_due(w->c, at(start), d)), want);
}

static void due_times_explain_themselves(void **state) {
  const world *w = *state;
  explained(w, "2026-01-05 14.00", "2 jam",
            "mulai Senin, 5 Januari 2026 14.00 + 2 jam kerja = Senin, 5 Januari 2026 16.00; dilewati: –");
  explained(w, "2026-01-05 11.00", "2 jam",
            "mulai Senin, 5 Januari 2026 11.00 + 2 jam kerja = Senin, 5 Januari 2026 14.00; dilewati: istirahat");
  explained(w, "2026-02-13 15.00", "3 jam",
            "mulai Jumat, 13 Februari 2026 15.00 + 3 jam kerja = Rabu, 18 Februari 2026 09.00; dilewati: di luar jam kerja, "
            "Sabtu–Minggu, 16 Feb 2026 cuti bersama Tahun Baru Imlek 2577, 17 Feb 2026 Tahun Baru Imlek 2577");
  explained(w, "2026-01-10 09.00", "1 hari",
            "mulai Sabtu, 10 Januari 2026 09.00 (dihitung sejak Senin, 12 Januari 2026 07.30) + 1 hari kerja = "
            "Selasa, 13 Januari 2026 07.30; dilewati: Sabtu–Minggu");
  explained(w, "2026-01-08 12.00", "1 hari",
            "mulai Kamis, 8 Januari 2026 12.00 + 1 hari kerja = Jumat, 9 Januari 2026 13.00; dilewati: istirahat");
  explained(w, "2026-01-09 16.15", "1 hari",
            "mulai Jumat, 9 Januari 2026 16.15 + 1 hari kerja = Selasa, 13 Januari 2026 07.30; dilewati: di luar jam kerja, "
            "Sabtu–Minggu");
  explained(w, "2026-01-05 10.00", "", "tanpa batas waktu");
  str year = calendar_explain(w->a, w->c, at("2026-01-05 10.00"), (duration){500, DURATION_DAYS},
                              calendar_add_days(w->c, at("2026-01-05 10.00"), 500));
  assert_true(str_ends(year, S("hari libur lain")));
}

static void time_left_in_words(void **state) {
  const world *w = *state;
  instant t = at("2026-01-06 16.00");
  assert_str(w->a, calendar_left(w->a, w->c, at("2026-01-05 14.00"), t), "sisa 1 hari 2 jam kerja");
  assert_str(w->a, calendar_left(w->a, w->c, at("2026-01-06 15.15"), t), "sisa 45 menit kerja");
  assert_str(w->a, calendar_left(w->a, w->c, t, t), "sisa 0 menit kerja");
  assert_str(w->a, calendar_left(w->a, w->c, at("2026-01-06 20.00"), t), "waktu habis");
  assert_str(w->a, calendar_left(w->a, w->c, at("2026-01-07 10.30"), t), "lewat 3 jam kerja");
  assert_str(w->a, calendar_left(w->a, w->c, t, INSTANT_NONE), "tanpa batas waktu");
  assert_str(w->a, calendar_span(w->a, 585), "1 hari 2 jam 15 menit");
  assert_str(w->a, calendar_span(w->a, 0), "0 menit");
  assert_str(w->a, calendar_span(w->a, 449), "7 jam 29 menit");
  assert_str(w->a, calendar_span(w->a, -180), "-3 jam");
  assert_true(calendar_span(w->a, INT64_MIN).n > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(working_days_per_month_match_the_decrees),
      cmocka_unit_test(thirteenth_working_days),
      cmocka_unit_test(sums_agree_with_a_walk_day_by_day),
      cmocka_unit_test(days_off_are_known_by_name),
      cmocka_unit_test(days_come_in_any_order_and_twice),
      cmocka_unit_test(hours_run_inside_the_windows),
      cmocka_unit_test(days_keep_the_time_of_day),
      cmocka_unit_test(a_day_is_not_24_hours),
      cmocka_unit_test(a_whole_run_of_thirteen_days),
      cmocka_unit_test(zones_shift_the_clock_only),
      cmocka_unit_test(windows_hold_both_ends),
      cmocka_unit_test(minutes_between_are_signed),
      cmocka_unit_test(nothing_runs_forever),
      cmocka_unit_test(adding_minutes_is_monotone_and_additive),
      cmocka_unit_test(adding_days_is_monotone),
      cmocka_unit_test(sums_agree_with_a_walk_minute_by_minute),
      cmocka_unit_test(wrong_rules_are_named_by_day),
      cmocka_unit_test(a_six_day_week_without_breaks),
      cmocka_unit_test(due_times_explain_themselves),
      cmocka_unit_test(time_left_in_words),
  };
  return cmocka_run_group_tests_name("calendar", tests, setup, teardown);
}
