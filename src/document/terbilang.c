#include "terbilang.h"

#include <stdio.h>

static const str UNITS[] = {SC(""), SC("satu"), SC("dua"), SC("tiga"), SC("empat"), SC("lima"), SC("enam"), SC("tujuh"),
                            SC("delapan"), SC("sembilan"), SC("sepuluh"), SC("sebelas")};
static const str GROUPS[] = {SC(""), SC("ribu"), SC("juta"), SC("miliar"), SC("triliun"), SC("kuadriliun"), SC("kuintiliun")};

static void word(buf *b, str w) {
  if (b->n) buf_char(b, ' ');
  buf_add(b, w);
}

/* 1..999; what counts one hundred is "seratus", not "satu ratus". */
static void below_thousand(buf *b, unsigned n) {
  if (n >= 200) word(b, UNITS[n / 100]), word(b, S("ratus"));
  else if (n >= 100) word(b, S("seratus"));
  n %= 100;
  if (n >= 20) {
    word(b, UNITS[n / 10]), word(b, S("puluh"));
    n %= 10;
  } else if (n >= 12) {
    word(b, UNITS[n - 10]), word(b, S("belas"));
    return;
  }
  if (n) word(b, UNITS[n]);
}

static void whole(buf *b, uint64_t n) {
  if (n == 0) word(b, S("nol"));
  unsigned groups[LEN(GROUPS)] = {0};
  for (size_t i = 0; i < LEN(GROUPS); i++, n /= 1000) groups[i] = (unsigned)(n % 1000);
  for (size_t i = LEN(GROUPS); i-- > 0;) {
    if (groups[i] == 0) continue;
    if (i == 1 && groups[i] == 1) {
      word(b, S("seribu"));
      continue;
    }
    below_thousand(b, groups[i]);
    if (i) word(b, GROUPS[i]);
  }
}

/* The digits after the comma, one by one, without the zeros at the end. */
static void fraction(buf *b, uint64_t units, int places) {
  while (places > 0 && units % 10 == 0) units /= 10, places--;
  if (places == 0) return;
  word(b, S("koma"));
  uint64_t power = 1;
  for (int i = 1; i < places; i++) power *= 10;
  for (; power; power /= 10) word(b, units / power % 10 ? UNITS[units / power % 10] : S("nol"));
}

str terbilang(arena *a, decimal d) {
  if (!decimal_some(d)) return STR_NONE;
  uint64_t n = d.units < 0 ? -(uint64_t)d.units : (uint64_t)d.units, power = 1;
  for (int i = 0; i < d.scale; i++) power *= 10;
  buf b = BUF(a);
  if (d.units < 0) word(&b, S("minus"));
  whole(&b, n / power);
  fraction(&b, n % power, d.scale);
  return buf_str(&b);
}
