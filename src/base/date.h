/* date, instant: civil days and moments, and how Indonesian offices write them.
 *
 * A date is a day of the proleptic Gregorian calendar, counted from 1970-01-01. An instant is a moment in UTC seconds. Local time
 * is an instant seen at an offset in minutes: Indonesia has three zones and no summer time (WIB +420, WITA +480, WIT +540).
 * Nothing here asks for the time.
 */
#ifndef TAKAR_BASE_DATE_H
#define TAKAR_BASE_DATE_H
#include "str.h"

typedef struct date { int32_t day; } date;        /* days since 1970-01-01 */
typedef struct instant { int64_t s; } instant;    /* seconds since 1970-01-01T00:00:00Z */
typedef struct ymd { int y, m, d; } ymd;          /* m 1..12, d 1..31 */
typedef struct local { date day; int minute, second; } local; /* minute of the day 0..1439 */

#define DATE_NONE ((date){INT32_MIN})
#define INSTANT_NONE ((instant){INT64_MIN})
static inline bool date_some(date d) { return d.day != INT32_MIN; }
static inline bool instant_some(instant t) { return t.s != INT64_MIN; }

date date_of(int y, int m, int d);      /* DATE_NONE when there is no such day */
ymd date_ymd(date d);
int date_weekday(date d);               /* 1 Monday .. 7 Sunday (ISO 8601) */
bool date_parse(str s, date *out);      /* "2026-01-31", "31/01/2026", "31-1-2026" or "31 Januari 2026" */
str date_iso(arena *a, date d);         /* 2026-01-31 */
str date_id(arena *a, date d);          /* 31 Januari 2026 */
str date_id_long(arena *a, date d);     /* Sabtu, 31 Januari 2026 */
str date_id_short(arena *a, date d);    /* 31 Jan 2026 */
str date_day_name(int weekday);         /* Senin .. Minggu */
str date_month_name(int month);         /* Januari .. Desember */
str date_roman_month(int month);        /* I .. XII, as letter numbers use it */

local instant_local(instant t, int offset_minutes);
instant instant_of(date d, int minute, int second, int offset_minutes);
bool instant_parse(str s, int offset_minutes, instant *out); /* "2026-01-05 14:00", "2026-01-05T14.00[:ss]", trailing Z = UTC */
str instant_iso(arena *a, instant t);   /* 2026-01-05T07:00:00Z */
str instant_id(arena *a, instant t, int offset_minutes);       /* 5 Januari 2026 pukul 14.00 WIB */
str instant_id_short(arena *a, instant t, int offset_minutes); /* Sen 5 Jan 2026 14.00 */
str instant_id_clock(arena *a, instant t, int offset_minutes); /* 14.00 */
str zone_name(int offset_minutes);      /* WIB, WITA, WIT; absent for another offset */
#endif
