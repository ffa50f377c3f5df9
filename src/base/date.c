#include "date.h"

#include "num.h"

static const char *const days[] = {"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"};
static const char *const days_short[] = {"Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"};
static const char *const months[] = {"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                     "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
static const char *const romans[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};

static bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

static int days_in(int y, int m) {
  static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && leap(y) ? 29 : n[m - 1];
}

/* Howard Hinnant's civil-day algorithms (public domain), with years that begin in March. */
date date_of(int y, int m, int d) {
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > days_in(y, m)) return DATE_NONE;
  int yy = m <= 2 ? y - 1 : y;
  int era = yy / 400, yoe = yy - era * 400;
  int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return (date){era * 146097 + doe - 719468};
}

ymd date_ymd(date d) {
  int z = d.day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int doe = z - era * 146097;
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;
  int m = mp < 10 ? mp + 3 : mp - 9;
  return (ymd){yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) / 5 + 1};
}

int date_weekday(date d) {
  int w = (d.day + 3) % 7; /* 1970-01-01 was a Thursday */
  return (w < 0 ? w + 7 : w) + 1;
}

static int month_of(str s) {
  for (int i = 0; i < 12; i++) {
    str full = str_of(months[i]);
    if (str_eq_nocase(s, full) || (s.n == 3 && str_eq_nocase(s, str_sub(full, 0, 3)))) return i + 1;
  }
  int64_t m;
  return num_i64(s, 1, 12, &m) ? (int)m : 0;
}

bool date_parse(str s, date *out) {
  s = str_trim(s);
  char sep = str_find(s, S("/")) >= 0 ? '/' : str_find(s, S(" ")) >= 0 ? ' ' : '-';
  str a, b, c;
  str rest = str_cut(s, sep, &a);
  c = str_cut(rest, sep, &b);
  int64_t y, d;
  int m = month_of(b);
  bool iso = a.n == 4;
  if (!m || !num_i64(iso ? a : c, 1, 9999, &y) || !num_i64(iso ? c : a, 1, 31, &d)) return false;
  if ((iso ? a : c).n != 4) return false;
  *out = date_of((int)y, m, (int)d);
  return date_some(*out);
}

str date_iso(arena *a, date d) {
  ymd v = date_ymd(d);
  return str_fmt(a, "%04d-%02d-%02d", v.y, v.m, v.d);
}

str date_id(arena *a, date d) {
  ymd v = date_ymd(d);
  return str_fmt(a, "%d %s %d", v.d, months[v.m - 1], v.y);
}

str date_id_long(arena *a, date d) {
  ymd v = date_ymd(d);
  return str_fmt(a, "%s, %d %s %d", days[date_weekday(d) - 1], v.d, months[v.m - 1], v.y);
}

str date_id_short(arena *a, date d) {
  ymd v = date_ymd(d);
  return str_fmt(a, "%d %.3s %d", v.d, months[v.m - 1], v.y);
}

str date_day_name(int weekday) { return weekday >= 1 && weekday <= 7 ? str_of(days[weekday - 1]) : STR_NONE; }
str date_month_name(int month) { return month >= 1 && month <= 12 ? str_of(months[month - 1]) : STR_NONE; }
str date_roman_month(int month) { return month >= 1 && month <= 12 ? str_of(romans[month - 1]) : STR_NONE; }

local instant_local(instant t, int offset_minutes) {
  int64_t s = t.s + (int64_t)offset_minutes * 60;
  int64_t day = s >= 0 ? s / 86400 : -((86399 - s) / 86400);
  int in_day = (int)(s - day * 86400);
  return (local){{(int32_t)day}, in_day / 60, in_day % 60};
}

instant instant_of(date d, int minute, int second, int offset_minutes) {
  return (instant){(int64_t)d.day * 86400 + (int64_t)(minute - offset_minutes) * 60 + second};
}

bool instant_parse(str s, int offset_minutes, instant *out) {
  s = str_trim(s);
  if (str_ends(s, S("Z"))) {
    s.n--;
    offset_minutes = 0;
  }
  if (s.n < 16 || (s.p[10] != 'T' && s.p[10] != ' ')) return false;
  date d;
  int64_t h, m, sec = 0;
  if (!date_parse(str_sub(s, 0, 10), &d)) return false;
  if (s.p[13] != ':' && s.p[13] != '.') return false;
  if (!num_i64(str_sub(s, 11, 2), 0, 23, &h) || !num_i64(str_sub(s, 14, 2), 0, 59, &m)) return false;
  if (s.n > 16 && (s.n != 19 || !num_i64(str_from(s, 17), 0, 59, &sec))) return false;
  *out = instant_of(d, (int)(h * 60 + m), (int)sec, offset_minutes);
  return true;
}

str instant_iso(arena *a, instant t) {
  local l = instant_local(t, 0);
  return str_fmt(a, "%.*sT%02d:%02d:%02dZ", STR_ARG(date_iso(a, l.day)), l.minute / 60, l.minute % 60, l.second);
}

str zone_name(int offset_minutes) {
  return offset_minutes == 420 ? S("WIB") : offset_minutes == 480 ? S("WITA") : offset_minutes == 540 ? S("WIT") : STR_NONE;
}

str instant_id_clock(arena *a, instant t, int offset_minutes) {
  local l = instant_local(t, offset_minutes);
  return str_fmt(a, "%02d.%02d", l.minute / 60, l.minute % 60);
}

str instant_id(arena *a, instant t, int offset_minutes) {
  local l = instant_local(t, offset_minutes);
  str zone = zone_name(offset_minutes);
  return str_fmt(a, "%.*s pukul %02d.%02d%s%.*s", STR_ARG(date_id(a, l.day)), l.minute / 60, l.minute % 60,
                 zone.n ? " " : "", STR_ARG(zone));
}

str instant_id_short(arena *a, instant t, int offset_minutes) {
  local l = instant_local(t, offset_minutes);
  return str_fmt(a, "%s %.*s %02d.%02d", days_short[date_weekday(l.day) - 1], STR_ARG(date_id_short(a, l.day)), l.minute / 60,
                 l.minute % 60);
}
