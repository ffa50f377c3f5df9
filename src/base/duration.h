/* duration: the standard time of a step, as an SOP writes it: "1 hari" (working days), "2 jam" (working hours), "30 menit".
 * How it runs through a calendar: calendar/calendar.h.
 */
#ifndef TAKAR_BASE_DURATION_H
#define TAKAR_BASE_DURATION_H
#include "str.h"

enum duration_unit { DURATION_NONE, DURATION_DAYS, DURATION_HOURS, DURATION_MINUTES };
typedef struct duration {
  int n; /* 1..9999; 0 with DURATION_NONE: no time is set */
  enum duration_unit unit;
} duration;

bool duration_parse(str s, duration *out); /* "" gives DURATION_NONE; false for anything that is not a time */
str duration_id(arena *a, duration d);     /* "3 hari", "2 jam", "" */
#endif
