#include "base/shelf.h"
#include "office/office.h"
#include "office/office_sql.h"

/* Calendars by the marks of what they are made of: few, for offices without days of their own share one. */
static shelf calendars = SHELF(64);

void office_calendars_stop(void) { shelf_clear(&calendars); }

err office_calendar_note(db_rw *db, arena *a, int64_t scope, instant now, const actor_mark *by, str action, str payload) {
  TRY(audit_add(db, a, scope, now, by, action, payload));
  return sql_calendar_mark(db, a, scope, NULL);
}

static enum day_off_kind off_kind(str kind) {
  return str_eq(kind, S("cuti")) ? OFF_COLLECTIVE : str_eq(kind, S("lokal")) ? OFF_LOCAL : OFF_NATIONAL;
}

/* Hours are checked before they are stored; others can only have been written past Takar. */
static err refuse_hours(arena *a, const office *o, err why) {
  err e = ERR_CAUSE(a, "office %lld: stored working hours do not fit: %.*s", (long long)o->id.v, STR_ARG(why->points.v[0].text));
  e->user = str_fmt(a, "Jam kerja yang tersimpan untuk %.*s rusak, jadi tenggat tidak dapat dihitung. Hubungi administrator server.", STR_ARG(o->name));
  return e;
}

static err hours(db_ro *db, arena *a, const office *o, work_rules *rules) {
  sql_work_hours_of_rows rows;
  TRY(sql_work_hours_of(db, a, o->region.v, o->id.v, &rows));
  for (size_t i = 0; i < rows.n; i++) { /* by scope: the office's own come last and win */
    const sql_work_hours_of_row *r = &rows.v[i];
    if (r->weekday < 1 || r->weekday > 7) continue;
    work_day *day = str_eq(r->season, S("ramadan")) ? rules->ramadan : rules->normal;
    day[r->weekday - 1] = (work_day){(int)r->start_min, (int)r->end_min, (int)r->break_start, (int)r->break_end};
  }
  err wrong = work_rules_check(a, rules);
  return wrong ? refuse_hours(a, o, wrong) : NULL;
}

struct reading {
  db_ro *db;
  const office *office;
};

static err read_calendar(void *reading, arena *a, arena *keep, const void **made) {
  const struct reading *from = reading;
  const office *o = from->office;
  sql_days_off_of_rows off;
  sql_ramadan_of_rows fasting;
  TRY(sql_days_off_of(from->db, keep, o->region.v, o->id.v, &off));
  TRY(sql_ramadan_of(from->db, keep, o->region.v, o->id.v, &fasting));
  day_off *days = NEW_N(a, day_off, off.n + 1);
  for (size_t i = 0; i < off.n; i++) days[i] = (day_off){off.v[i].day, off_kind(off.v[i].kind), off.v[i].name, off.v[i].source};
  date_range *ranges = NEW_N(a, date_range, fasting.n + 1);
  for (size_t i = 0; i < fasting.n; i++) ranges[i] = (date_range){fasting.v[i].first_day, fasting.v[i].last_day, fasting.v[i].source};
  work_rules rules = work_rules_default(o->zone);
  TRY(hours(from->db, a, o, &rules));
  *made = calendar_new(keep, &rules, days, off.n, ranges, fasting.n);
  return NULL;
}

err office_calendar(db_ro *db, arena *a, const office *o, const calendar **out) {
  sql_calendar_marks_row marks;
  const void *found;
  TRY(sql_calendar_marks(db, a, o->region.v, o->id.v, &marks));
  buf key = BUF(a);
  buf_i64(&key, o->zone);
  buf_add(&key, marks.nation);
  buf_char(&key, '|');
  buf_add(&key, marks.region);
  buf_char(&key, '|');
  buf_add(&key, marks.office);
  TRY(shelf_get(&calendars, a, buf_str(&key), read_calendar, &(struct reading){db, o}, &found));
  *out = found;
  return NULL;
}
