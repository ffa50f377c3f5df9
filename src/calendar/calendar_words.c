/* What people read about working time: explanations, time left, spans. Contract: calendar.h. */
#include "calendar.h"

#define NAMED_DAYS_MAX 20 /* days off named one by one in an explanation */

/* What lies between a start and its due time that does not count. */
typedef struct skipped {
  bool breaks, off_hours;
  unsigned weekdays;                    /* bit i: weekday i (0 Monday) has no work */
  const day_off *named[NAMED_DAYS_MAX]; /* days off that would have been working days */
  int named_n, more;
} skipped;

static str moment_text(arena *a, const calendar *c, instant t) {
  int offset = calendar_rules(c)->offset_minutes;
  return STR_CAT(a, date_id_long(a, instant_local(t, offset).day), S(" "), instant_id_clock(a, t, offset));
}

/* ---- What was passed over ---- */

static void skip_day(skipped *s, const calendar *c, date d) {
  const work_rules *r = calendar_rules(c);
  int i = date_weekday(d) - 1;
  work_day usual = calendar_is_ramadan(c, d) ? r->ramadan[i] : r->normal[i];
  const day_off *off = calendar_day_off(c, d);
  if (usual.start == usual.end)
    s->weekdays |= 1u << i;
  else if (off && s->named_n < NAMED_DAYS_MAX)
    s->named[s->named_n++] = off;
  else if (off)
    s->more++;
}

static bool break_between(work_day w, int from, int to) {
  return w.start < w.end && w.break_start < w.break_end && from < w.break_end && to > w.break_start;
}

/* "n hari" keeps the time of day: only a landing outside working time is moved. */
static void skip_landing(skipped *s, const calendar *c, local from, local to) {
  if (from.minute == to.minute) return;
  work_day w = calendar_hours(c, to.day);
  bool in_break = to.minute == w.break_end && from.minute > w.break_start && from.minute < w.break_end;
  *(in_break ? &s->breaks : &s->off_hours) = true;
}

static skipped what_was_skipped(const calendar *c, local start, local counted, local due, enum duration_unit unit) {
  skipped s = {0};
  for (date d = start.day; d.day <= due.day.day; d.day++) {
    skip_day(&s, c, d);
    int from = d.day == start.day.day ? start.minute : 0, to = d.day == due.day.day ? due.minute : 1439;
    if (unit != DURATION_DAYS) s.breaks |= break_between(calendar_hours(c, d), from, to);
  }
  if (unit == DURATION_DAYS)
    skip_landing(&s, c, counted, due);
  else
    s.off_hours = start.day.day != due.day.day;
  return s;
}

static void add_item(buf *b, str item) {
  if (b->n) buf_z(b, ", ");
  buf_add(b, item);
}

/* Neighbouring weekdays as a range: "Sabtu–Minggu". */
static void add_weekdays(buf *b, unsigned set) {
  for (int i = 0; i < 7; i++) {
    if (!(set >> i & 1)) continue;
    int last = i;
    while (last < 6 && set >> (last + 1) & 1) last++;
    add_item(b, date_day_name(i + 1));
    if (last > i) buf_fmt(b, "–%.*s", STR_ARG(date_day_name(last + 1)));
    i = last;
  }
}

static str skipped_text(arena *a, const skipped *s) {
  buf b = BUF(a);
  if (s->breaks) add_item(&b, S("istirahat"));
  if (s->off_hours) add_item(&b, S("di luar jam kerja"));
  add_weekdays(&b, s->weekdays);
  for (int i = 0; i < s->named_n; i++) {
    const day_off *off = s->named[i];
    add_item(&b, STR_CAT(a, date_id_short(a, off->day), off->kind == OFF_COLLECTIVE ? S(" cuti bersama ") : S(" "), off->name));
  }
  if (s->more) buf_fmt(&b, ", dan %d hari libur lain", s->more);
  return b.n ? buf_str(&b) : S("–");
}

str calendar_explain(arena *a, const calendar *c, instant start, duration d, instant due) {
  instant counted = calendar_next_working(c, start);
  if (d.unit == DURATION_NONE || !instant_some(counted) || !instant_some(due)) return S("tanpa batas waktu");
  int offset = calendar_rules(c)->offset_minutes;
  local from = instant_local(start, offset);
  skipped s = what_was_skipped(c, from, instant_local(counted, offset), instant_local(due, offset), d.unit);
  buf b = BUF(a);
  buf_fmt(&b, "mulai %.*s", STR_ARG(moment_text(a, c, start)));
  if (counted.s > start.s) buf_fmt(&b, " (dihitung sejak %.*s)", STR_ARG(moment_text(a, c, counted)));
  buf_fmt(&b, " + %.*s kerja = %.*s", STR_ARG(duration_id(a, d)), STR_ARG(moment_text(a, c, due)));
  buf_fmt(&b, "; dilewati: %.*s", STR_ARG(skipped_text(a, &s)));
  return buf_str(&b);
}

/* ---- Time left ---- */

str calendar_left(arena *a, const calendar *c, instant now, instant due) {
  if (!instant_some(due)) return S("tanpa batas waktu");
  int64_t left = calendar_minutes_between(c, now, due);
  if (left == 0 && now.s > due.s) return S("waktu habis");
  return STR_CAT(a, left < 0 ? S("lewat ") : S("sisa "), calendar_span(a, left < 0 ? -left : left), S(" kerja"));
}

str calendar_span(arena *a, int64_t minutes) {
  static const struct { uint64_t minutes; const char *name; } units[] = {{CALENDAR_DAY_MINUTES, "hari"}, {60, "jam"}, {1, "menit"}};
  if (minutes == 0) return S("0 menit");
  uint64_t left = minutes < 0 ? -(uint64_t)minutes : (uint64_t)minutes;
  buf b = BUF(a);
  if (minutes < 0) buf_char(&b, '-');
  const char *gap = "";
  for (size_t i = 0; i < LEN(units); i++) {
    uint64_t n = left / units[i].minutes;
    left %= units[i].minutes;
    if (!n) continue;
    buf_fmt(&b, "%s%llu %s", gap, (unsigned long long)n, units[i].name);
    gap = " ";
  }
  return buf_str(&b);
}
