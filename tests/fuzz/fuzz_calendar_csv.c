/* Any bytes as a table of days off or of Ramadan: what is taken must survive being written and read again, and make a calendar. */
#include "calendar/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void days_off(arena *a, str text) {
  day_off *off, *again;
  size_t n, m;
  if (calendar_parse_days_off(a, text, S("fuzz"), &off, &n)) return;
  ENSURE(!calendar_parse_days_off(a, calendar_days_off_csv(a, off, n), S("fuzz"), &again, &m) && m == n);
  for (size_t i = 0; i < n; i++) {
    ENSURE(again[i].day.day == off[i].day.day && again[i].kind == off[i].kind);
    ENSURE(str_eq(again[i].name, off[i].name) && str_eq(again[i].source, off[i].source));
  }
  work_rules r = work_rules_default(420);
  const calendar *c = calendar_new(a, &r, off, n, NULL, 0);
  for (size_t i = 0; i < n; i++) ENSURE(!calendar_is_working_day(c, off[i].day));
}

static void ramadan(arena *a, str text) {
  date_range *r, *again;
  size_t n, m;
  if (calendar_parse_ramadan(a, text, S("fuzz"), &r, &n)) return;
  ENSURE(!calendar_parse_ramadan(a, calendar_ramadan_csv(a, r, n), S("fuzz"), &again, &m) && m == n);
  work_rules rules = work_rules_default(420);
  const calendar *c = calendar_new(a, &rules, NULL, 0, r, n);
  for (size_t i = 0; i < n; i++) ENSURE(calendar_is_ramadan(c, r[i].from) && calendar_is_ramadan(c, again[i].to));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new((size_t)256 << 20);
  str text = {(const char *)data, size};
  days_off(a, text);
  ramadan(a, text);
  arena_free(a);
  return 0;
}
