/* calendar: working time over a table of days off.
 *
 * Pure: no database, clock or file. A calendar is immutable once made, lives in the arena it was made in and may be read by any
 * number of threads. Hours: Perpres 21/2023 (37 h 30 m a week, in Ramadan 32 h 30 m, without breaks); days off: the yearly
 * SKB 3 Menteri (national holidays and cuti bersama) and the region's own decrees.
 *
 * Three rules hold everywhere:
 * - An office's clock runs in whole minutes; the seconds of an instant are dropped.
 * - A window of work holds both its ends. 12.00 and 16.00 are working moments, so a time that falls due exactly when work stops
 *   stays there. Among the moments with the same count of working minutes, the earliest one is taken. With it, adding minutes is
 *   monotone and additive: adding a, then b, is the same moment as adding a + b (a, b >= 0).
 * - Only the years 1900 to 2999 exist. A result outside them, or one that no working time ever reaches, is INSTANT_NONE or
 *   DATE_NONE; so is the result for an instant that is itself INSTANT_NONE. No search runs longer than a fixed bound.
 */
#ifndef TAKAR_CALENDAR_CALENDAR_H
#define TAKAR_CALENDAR_CALENDAR_H
#include "base/date.h"
#include "base/duration.h"
#include "base/err.h"

/* ---- What a calendar is made of ---- */

enum day_off_kind { OFF_NATIONAL, OFF_COLLECTIVE, OFF_LOCAL }; /* libur nasional, cuti bersama, libur daerah */
typedef struct day_off {
  date day;
  enum day_off_kind kind;
  str name, source; /* what for; the decree that says so */
} day_off;

/* Days from..to, both included. */
typedef struct date_range {
  date from, to;
  str source;
} date_range;
#define RAMADAN_DAYS_MAX 31

/* Minutes of the day, 0..1439: start <= break_start <= break_end <= end. start == end: no work; break_start == break_end: no break. */
typedef struct work_day {
  int start, end, break_start, break_end;
} work_day;

typedef struct work_rules {
  int offset_minutes;              /* the office's zone: 420 WIB, 480 WITA, 540 WIT */
  work_day normal[7], ramadan[7];  /* [0] Monday .. [6] Sunday */
} work_rules;

/* Perpres 21/2023, five days. The head of the region sets details, so each field may be changed:
 * Mon-Thu 07.30-16.00 (break 12.00-13.00), Fri 07.30-16.30 (11.30-13.00);
 * in Ramadan Mon-Thu 08.00-15.00 (12.00-12.30), Fri 08.00-15.30 (11.30-12.30). */
work_rules work_rules_default(int offset_minutes);
/* ERR_INPUT with a point per wrong day (field "senin".. or "ramadan-senin".., "zona"), NULL when a calendar can be made of them. */
err work_rules_check(arena *a, const work_rules *r) MUST_CHECK;

typedef struct calendar calendar;
/* Copies all it is given. Days off and Ramadan ranges come in any order and may repeat; of several days off on one date the
 * national one, else the collective one, else the first is kept. The rules must pass work_rules_check; a range longer than
 * RAMADAN_DAYS_MAX, or one that ends before it begins, is left out. */
calendar *calendar_new(arena *a, const work_rules *rules, const day_off *off, size_t off_n, const date_range *ramadan, size_t ramadan_n);
const work_rules *calendar_rules(const calendar *c);

/* ---- Days ---- */

bool calendar_is_working_day(const calendar *c, date d);            /* work on this weekday, and not a day off */
const day_off *calendar_day_off(const calendar *c, date d);         /* also on weekends; NULL when none */
bool calendar_is_ramadan(const calendar *c, date d);
work_day calendar_hours(const calendar *c, date d);                 /* start == end when it is no working day */
int calendar_working_days(const calendar *c, date from, date to_inclusive); /* 0 when to < from */
/* The n-th working day, counted from and including `from`; n >= 1. */
date calendar_nth_working_day(const calendar *c, date from_inclusive, int n);

/* ---- Moments ---- */

bool calendar_is_working(const calendar *c, instant t);
/* t itself when it is a working moment, else the next one. */
instant calendar_next_working(const calendar *c, instant t);
/* `minutes` working minutes after t; 0 gives calendar_next_working; a negative number goes back. */
instant calendar_add_minutes(const calendar *c, instant t, int64_t minutes);
/* t moved to a working moment, then the same time of day n working days later (earlier when n < 0), moved to the next working
 * moment when that falls in a break or outside hours. */
instant calendar_add_days(const calendar *c, instant t, int n);
/* Working minutes from a to b, negative when b < a; 0 when either is none. */
int64_t calendar_minutes_between(const calendar *c, instant a, instant b);
/* When a step begun at `start` is due: "n hari" by calendar_add_days, "n jam" and "n menit" by calendar_add_minutes.
 * INSTANT_NONE for DURATION_NONE. */
instant calendar_due(const calendar *c, instant start, duration d);

/* ---- Words for people (Indonesian) ---- */

#define CALENDAR_DAY_MINUTES 450 /* "1 hari" in a span of working time: a normal day, 7 h 30 m */

/* How a due time came about:
 * "mulai Jumat, 13 Februari 2026 15.00 + 3 jam kerja = Rabu, 18 Februari 2026 09.00; dilewati: di luar jam kerja,
 * Sabtu–Minggu, 16 Feb 2026 cuti bersama Tahun Baru Imlek, 17 Feb 2026 Tahun Baru Imlek"; "–" when nothing was passed over. */
str calendar_explain(arena *a, const calendar *c, instant start, duration d, instant due);
/* "sisa 1 hari 2 jam kerja", "sisa 0 menit kerja", "lewat 45 menit kerja"; "waktu habis" when it is over by no working minute
 * yet; "tanpa batas waktu" when due is none. */
str calendar_left(arena *a, const calendar *c, instant now, instant due);
/* "1 hari 2 jam 15 menit", "0 menit", "-3 jam"; a day is CALENDAR_DAY_MINUTES. */
str calendar_span(arena *a, int64_t minutes);

/* ---- Tables as files (CSV, RFC 4180; separator ',' or ';' as the header has it; CRLF or LF; a BOM is allowed) ---- */

/* Header "tanggal,jenis,nama,sumber"; jenis is libur, cuti or lokal. All lines are read before a refusal: ERR_INPUT with one point per bad
 * line (field "baris N"), a day that comes twice names both lines. Results point into the arena, in the order of the file. */
err calendar_parse_days_off(arena *a, str csv, str filename, day_off **out, size_t *n) MUST_CHECK;
str calendar_days_off_csv(arena *a, const day_off *off, size_t n);
/* Header "awal,akhir,sumber": at most RAMADAN_DAYS_MAX days each, no two overlapping. */
err calendar_parse_ramadan(arena *a, str csv, str filename, date_range **out, size_t *n) MUST_CHECK;
str calendar_ramadan_csv(arena *a, const date_range *r, size_t n);
#endif
