#include "calendar.h"

/* 1 January 1900 was a Monday: weeks are counted from it. */
#define FIRST_DAY (-25567)
#define LAST_DAY 376199 /* 31 December 2999 */

/* Working time in front of a day, counted from FIRST_DAY. */
typedef struct tally {
  int64_t days, minutes;
} tally;

/* A day that does not follow its weekday's normal hours. */
typedef struct exception {
  date day;
  const day_off *off; /* NULL: an ordinary day of Ramadan */
  bool ramadan;
  tally change; /* what the exceptions in front of this one add to the plain weeks */
} exception;

struct calendar {
  work_rules rules;
  tally week[8];       /* in front of weekday i of a plain week; [7] is the whole week */
  exception *ex;       /* by day, each day once */
  size_t ex_n;
  tally change;        /* of all exceptions */
};

/* ---- Rules ---- */

#define HM(h, m) ((h) * 60 + (m))

work_rules work_rules_default(int offset_minutes) {
  static const work_day day = {HM(7, 30), HM(16, 0), HM(12, 0), HM(13, 0)};
  static const work_day friday = {HM(7, 30), HM(16, 30), HM(11, 30), HM(13, 0)};
  static const work_day fasting = {HM(8, 0), HM(15, 0), HM(12, 0), HM(12, 30)};
  static const work_day fasting_friday = {HM(8, 0), HM(15, 30), HM(11, 30), HM(12, 30)};
  return (work_rules){.offset_minutes = offset_minutes,
                      .normal = {day, day, day, day, friday},
                      .ramadan = {fasting, fasting, fasting, fasting, fasting_friday}};
}

static bool has_break(work_day w) { return w.break_start < w.break_end; }
static bool has_work(work_day w) { return w.start < w.end; }

static bool hours_ok(work_day w) {
  if (w.start < 0 || w.end < w.start || w.end > HM(23, 59)) return false;
  if (!has_work(w) || w.break_start == w.break_end) return true;
  return w.start < w.break_start && has_break(w) && w.break_end < w.end;
}

static err check_week(arena *a, err e, const work_day week[7], const char *prefix) {
  for (int i = 0; i < 7; i++) {
    if (hours_ok(week[i])) continue;
    str day = date_day_name(i + 1);
    if (!e) e = ERR(a, INPUT, "Jam kerja belum benar. Perbaiki hari yang ditandai.");
    err_at(a, e, str_fmt(a, "%s%.*s", prefix, STR_ARG(str_lower(a, day))),
           str_fmt(a, "Jam kerja hari %.*s harus urut: masuk, mulai istirahat, selesai istirahat, pulang.", STR_ARG(day)));
  }
  return e;
}

err work_rules_check(arena *a, const work_rules *r) {
  err e = NULL;
  if (r->offset_minutes < -HM(12, 0) || r->offset_minutes > HM(14, 0))
    e = ERR_FIELD(a, S("zona"), "Zona waktu tidak dikenal. Pilih WIB, WITA, atau WIT.");
  e = check_week(a, e, r->normal, "");
  return check_week(a, e, r->ramadan, "ramadan-");
}

/* ---- Working minutes within one day ---- */

static int clamp(int v, int low, int high) { return v < low ? low : v > high ? high : v; }

/* Working minutes from the start of the day to `minute`. */
static int worked_until(work_day w, int minute) {
  int worked = clamp(minute, w.start, w.end) - w.start;
  return has_work(w) && has_break(w) ? worked - (clamp(minute, w.break_start, w.break_end) - w.break_start) : worked;
}

static int minutes_of(work_day w) { return worked_until(w, w.end); }

/* The earliest minute with `worked` (1..minutes_of) working minutes in front of it. */
static int minute_after(work_day w, int worked) {
  int minute = w.start + worked;
  return has_break(w) && minute > w.break_start ? minute + w.break_end - w.break_start : minute;
}

static bool in_hours(work_day w, int minute) {
  return has_work(w) && minute >= w.start && minute <= w.end &&
         (!has_break(w) || minute <= w.break_start || minute >= w.break_end);
}

static tally tally_of(work_day w) { return (tally){has_work(w), minutes_of(w)}; }
static tally tally_add(tally x, tally y) { return (tally){x.days + y.days, x.minutes + y.minutes}; }
static tally tally_sub(tally x, tally y) { return (tally){x.days - y.days, x.minutes - y.minutes}; }

/* ---- Making a calendar ---- */

static bool day_ok(date d) { return d.day >= FIRST_DAY && d.day <= LAST_DAY; }

static bool range_ok(date_range r) {
  return day_ok(r.from) && day_ok(r.to) && r.from.day <= r.to.day && r.to.day - r.from.day < RAMADAN_DAYS_MAX;
}

/* By day; on one day the days off first, in order of kind, then as given. */
static int exception_cmp(const void *x, const void *y) {
  const exception *a = x, *b = y;
  if (a->day.day != b->day.day) return a->day.day < b->day.day ? -1 : 1;
  if (!a->off || !b->off) return (a->off == NULL) - (b->off == NULL);
  if (a->off->kind != b->off->kind) return a->off->kind < b->off->kind ? -1 : 1;
  return (a->off > b->off) - (a->off < b->off);
}

static size_t add_days_off(arena *a, exception *ex, const day_off *off, size_t n) {
  day_off *copy = NEW_N(a, day_off, n ? n : 1);
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (!day_ok(off[i].day)) continue;
    copy[i] = off[i];
    copy[i].name = str_copy(a, off[i].name);
    copy[i].source = str_copy(a, off[i].source);
    ex[used++] = (exception){.day = off[i].day, .off = &copy[i]};
  }
  return used;
}

static size_t add_ramadan(exception *ex, const date_range *r, size_t n) {
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (!range_ok(r[i])) continue;
    for (int32_t d = r[i].from.day; d <= r[i].to.day; d++) ex[used++] = (exception){.day = {d}, .ramadan = true};
  }
  return used;
}

/* Sorted in, one per day out. */
static size_t merge_days(exception *ex, size_t n) {
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (used && ex[used - 1].day.day == ex[i].day.day)
      ex[used - 1].ramadan |= ex[i].ramadan;
    else
      ex[used++] = ex[i];
  }
  return used;
}

static work_day exception_hours(const calendar *c, const exception *x) {
  if (x->off) return (work_day){0};
  int i = date_weekday(x->day) - 1;
  return x->ramadan ? c->rules.ramadan[i] : c->rules.normal[i];
}

static void sum_up(calendar *c) {
  for (int i = 0; i < 7; i++) c->week[i + 1] = tally_add(c->week[i], tally_of(c->rules.normal[i]));
  for (size_t i = 0; i < c->ex_n; i++) {
    exception *x = &c->ex[i];
    tally plain = tally_of(c->rules.normal[date_weekday(x->day) - 1]);
    x->change = c->change;
    c->change = tally_add(c->change, tally_sub(tally_of(exception_hours(c, x)), plain));
  }
}

calendar *calendar_new(arena *a, const work_rules *rules, const day_off *off, size_t off_n, const date_range *ramadan,
                       size_t ramadan_n) {
  for (int i = 0; i < 7; i++) ENSURE(hours_ok(rules->normal[i]) && hours_ok(rules->ramadan[i]));
  size_t most = off_n + 1;
  for (size_t i = 0; i < ramadan_n; i++) most += RAMADAN_DAYS_MAX;
  calendar *c = NEW(a, calendar);
  c->rules = *rules;
  c->ex = NEW_N(a, exception, most);
  c->ex_n = add_days_off(a, c->ex, off, off_n);
  c->ex_n += add_ramadan(c->ex + c->ex_n, ramadan, ramadan_n);
  qsort(c->ex, c->ex_n, sizeof *c->ex, exception_cmp);
  c->ex_n = merge_days(c->ex, c->ex_n);
  sum_up(c);
  return c;
}

const work_rules *calendar_rules(const calendar *c) { return &c->rules; }

/* ---- Days ---- */

/* The number of exceptions in front of d: the index of d's own, if it has one. */
static size_t exceptions_before(const calendar *c, date d) {
  size_t low = 0, high = c->ex_n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (c->ex[mid].day.day < d.day)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static const exception *exception_on(const calendar *c, date d) {
  size_t i = exceptions_before(c, d);
  return i < c->ex_n && c->ex[i].day.day == d.day ? &c->ex[i] : NULL;
}

/* Working time from FIRST_DAY to the beginning of d; d may be the day after LAST_DAY. */
static tally tally_before(const calendar *c, date d) {
  int64_t day = d.day - FIRST_DAY, weeks = day / 7;
  size_t i = exceptions_before(c, d);
  tally whole = {weeks * c->week[7].days, weeks * c->week[7].minutes};
  return tally_add(tally_add(whole, c->week[day % 7]), i < c->ex_n ? c->ex[i].change : c->change);
}

const day_off *calendar_day_off(const calendar *c, date d) {
  const exception *x = exception_on(c, d);
  return x ? x->off : NULL;
}

bool calendar_is_ramadan(const calendar *c, date d) {
  const exception *x = exception_on(c, d);
  return x && x->ramadan;
}

work_day calendar_hours(const calendar *c, date d) {
  if (!day_ok(d)) return (work_day){0};
  const exception *x = exception_on(c, d);
  return x ? exception_hours(c, x) : c->rules.normal[date_weekday(d) - 1];
}

bool calendar_is_working_day(const calendar *c, date d) { return has_work(calendar_hours(c, d)); }

int calendar_working_days(const calendar *c, date from, date to_inclusive) {
  if (!date_some(from) || !date_some(to_inclusive)) return 0;
  int32_t first = clamp(from.day, FIRST_DAY, LAST_DAY + 1), end = clamp(to_inclusive.day, FIRST_DAY - 1, LAST_DAY) + 1;
  return first < end ? (int)(tally_before(c, (date){end}).days - tally_before(c, (date){first}).days) : 0;
}

static int64_t by_days(tally t) { return t.days; }
static int64_t by_minutes(tally t) { return t.minutes; }

/* The day in which a count of days or minutes (from FIRST_DAY) reaches `goal` >= 1. */
static date day_reaching(const calendar *c, int64_t (*count)(tally), int64_t goal) {
  int32_t low = FIRST_DAY, high = LAST_DAY + 1;
  while (low < high) {
    int32_t mid = low + (high - low) / 2;
    if (count(tally_before(c, (date){mid + 1})) >= goal)
      high = mid;
    else
      low = mid + 1;
  }
  return goal >= 1 && low <= LAST_DAY ? (date){low} : DATE_NONE;
}

date calendar_nth_working_day(const calendar *c, date from_inclusive, int n) {
  if (n < 1 || !day_ok(from_inclusive)) return DATE_NONE;
  return day_reaching(c, by_days, tally_before(c, from_inclusive).days + n);
}

/* ---- Moments ---- */

static bool moment_of(const calendar *c, instant t, local *out) {
  static const int64_t day = 86400;
  if (t.s < (FIRST_DAY + 1) * day || t.s >= LAST_DAY * day) return false; /* a day's room for every zone */
  *out = instant_local(t, c->rules.offset_minutes);
  return true;
}

static instant moment(const calendar *c, date d, int minute) { return instant_of(d, minute, 0, c->rules.offset_minutes); }

static int64_t minutes_before(const calendar *c, local l) {
  return tally_before(c, l.day).minutes + worked_until(calendar_hours(c, l.day), l.minute);
}

bool calendar_is_working(const calendar *c, instant t) {
  local l;
  return moment_of(c, t, &l) && in_hours(calendar_hours(c, l.day), l.minute);
}

instant calendar_next_working(const calendar *c, instant t) {
  local l;
  if (!moment_of(c, t, &l)) return INSTANT_NONE;
  work_day w = calendar_hours(c, l.day);
  if (in_hours(w, l.minute)) return moment(c, l.day, l.minute);
  if (has_work(w) && l.minute < w.start) return moment(c, l.day, w.start);
  if (has_work(w) && l.minute < w.end) return moment(c, l.day, w.break_end);
  date next = calendar_nth_working_day(c, (date){l.day.day + 1}, 1);
  return date_some(next) ? moment(c, next, calendar_hours(c, next).start) : INSTANT_NONE;
}

instant calendar_add_minutes(const calendar *c, instant t, int64_t minutes) {
  local l;
  int64_t goal;
  if (minutes == 0) return calendar_next_working(c, t);
  if (!moment_of(c, t, &l) || __builtin_add_overflow(minutes_before(c, l), minutes, &goal)) return INSTANT_NONE;
  date d = day_reaching(c, by_minutes, goal);
  if (!date_some(d)) return INSTANT_NONE;
  return moment(c, d, minute_after(calendar_hours(c, d), (int)(goal - tally_before(c, d).minutes)));
}

instant calendar_add_days(const calendar *c, instant t, int n) {
  local l;
  if (!moment_of(c, calendar_next_working(c, t), &l)) return INSTANT_NONE;
  date d = day_reaching(c, by_days, tally_before(c, l.day).days + 1 + n);
  return date_some(d) ? calendar_next_working(c, moment(c, d, l.minute)) : INSTANT_NONE;
}

int64_t calendar_minutes_between(const calendar *c, instant a, instant b) {
  local x, y;
  if (!moment_of(c, a, &x) || !moment_of(c, b, &y)) return 0;
  return minutes_before(c, y) - minutes_before(c, x);
}

instant calendar_due(const calendar *c, instant start, duration d) {
  switch (d.unit) {
    case DURATION_DAYS: return calendar_add_days(c, start, d.n);
    case DURATION_HOURS: return calendar_add_minutes(c, start, (int64_t)d.n * 60);
    case DURATION_MINUTES: return calendar_add_minutes(c, start, d.n);
    case DURATION_NONE: break;
  }
  return INSTANT_NONE;
}
