/* The calendar that Takar ships, read from the repository's files. */
#ifndef TAKAR_TEST_CALENDAR_FILES_H
#define TAKAR_TEST_CALENDAR_FILES_H
#include "base/arena.h"
#include "calendar/calendar.h"
#include "test.h"

typedef struct shipped {
  day_off *off;
  date_range *ramadan;
  size_t off_n, ramadan_n;
} shipped;

static inline str read_file(arena *a, const char *path) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  buf b = BUF(a);
  char part[4096];
  for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) buf_add(&b, (str){part, n});
  fclose(f);
  return buf_str(&b);
}

static inline shipped shipped_tables(arena *a) {
  shipped s = {0};
  str off = read_file(a, TAKAR_SOURCE_ROOT "/calendar/hari-libur.csv"), ramadan = read_file(a, TAKAR_SOURCE_ROOT "/calendar/ramadan.csv");
  assert_ok(a, calendar_parse_days_off(a, off, S("hari-libur.csv"), &s.off, &s.off_n));
  assert_ok(a, calendar_parse_ramadan(a, ramadan, S("ramadan.csv"), &s.ramadan, &s.ramadan_n));
  return s;
}

static inline calendar *shipped_calendar(arena *a, int offset_minutes) {
  shipped s = shipped_tables(a);
  work_rules r = work_rules_default(offset_minutes);
  return calendar_new(a, &r, s.off, s.off_n, s.ramadan, s.ramadan_n);
}
#endif
