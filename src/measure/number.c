#include "number.h"

#include "base/date.h"

enum { MAX_TEXT = 200, MAX_PLACES = 9, MAX_GRADE = 40, MAX_GRADE_WORDS = 4 };

number number_of(decimal d) {
  number n = NUMBER_NONE;
  if (!decimal_some(d)) return n;
  n.kind = NUMBER_VALUE;
  n.value = d;
  return n;
}

number number_range(decimal low, decimal high) {
  number n = number_of(low);
  if (!decimal_some(low) || !decimal_some(high)) return NUMBER_NONE;
  n.kind = NUMBER_RANGE;
  n.other = high;
  return n;
}

str number_kind_words(enum number_kind k) {
  static const str words[] = {
#define X(name, text) SC(text),
      NUMBER_KINDS(X)
#undef X
  };
  return words[k];
}

static bool digit(char c) { return c >= '0' && c <= '9'; }
static bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

/* --- one numeral: digits with separators --- */

enum numeral_kind { NUMERAL_NO, NUMERAL_PLAIN, NUMERAL_AMBIGUOUS };
typedef struct numeral {
  enum numeral_kind kind;
  decimal value, other;
  char mark;
} numeral;

/* The digits of s as a number with `places` of them behind the decimal mark; every other byte must be a separator. */
static bool digits_value(str s, bool negative, int places, decimal *out) {
  int64_t units = 0;
  int keep = places > MAX_PLACES ? MAX_PLACES : places, drop = places - keep, total = 0, seen = 0;
  for (size_t i = 0; i < s.n; i++) total += digit(s.p[i]);
  bool up = false;
  for (size_t i = 0; i < s.n; i++) {
    if (!digit(s.p[i])) continue;
    int v = s.p[i] - '0';
    seen++;
    if (seen > total - drop) {
      if (seen == total - drop + 1) up = v >= 5;
      continue;
    }
    if (__builtin_mul_overflow(units, 10, &units) || __builtin_add_overflow(units, v, &units)) return false;
  }
  if (up && __builtin_add_overflow(units, 1, &units)) return false;
  /* more places than a decimal holds is the noise of a spreadsheet's binary number: 2.2200000000000002 is 2,22 */
  while (drop > 0 && keep > 0 && units % 10 == 0) {
    units /= 10;
    keep--;
  }
  *out = (decimal){negative ? -units : units, (int8_t)keep};
  return true;
}

/* Groups as "1.234.567": 1 to 3 digits, then `mark` and exactly 3 digits, once or more. */
static bool grouped(str s, char mark) {
  size_t run = 0, groups = 0;
  for (size_t i = 0; i <= s.n; i++) {
    if (i < s.n && digit(s.p[i])) {
      run++;
      continue;
    }
    if (i < s.n && s.p[i] != mark) return false;
    if (groups ? run != 3 : run < 1 || run > 3) return false;
    groups++;
    run = 0;
  }
  return groups > 1 && s.p[0] != '0';
}

static bool only_digits(str s) {
  for (size_t i = 0; i < s.n; i++)
    if (!digit(s.p[i])) return false;
  return s.n > 0;
}

static size_t count(str s, char c) {
  size_t n = 0;
  for (size_t i = 0; i < s.n; i++) n += s.p[i] == c;
  return n;
}

/* whole part without a mark, or grouped by the mark that is not the decimal one */
static numeral with_decimal_mark(str s, bool negative, char mark) {
  numeral r = {.kind = NUMERAL_NO};
  str whole, fraction = str_cut(s, mark, &whole);
  bool whole_ok = only_digits(whole) || grouped(whole, mark == ',' ? '.' : ',');
  if (!whole_ok || !only_digits(fraction)) return r;
  if (!digits_value(s, negative, (int)fraction.n, &r.value)) return r;
  r.kind = NUMERAL_PLAIN;
  r.mark = mark;
  return r;
}

static numeral whole_number(str s, bool negative) {
  numeral r = {.kind = NUMERAL_NO};
  if (digits_value(s, negative, 0, &r.value)) r.kind = NUMERAL_PLAIN;
  return r;
}

/* "44.113": a thousands mark or a decimal mark. Not "0.321" (no thousands group starts with 0), nor "3837.967". */
static numeral single_dot(str s, bool negative) {
  numeral r = with_decimal_mark(s, negative, '.');
  if (r.kind != NUMERAL_PLAIN || !grouped(s, '.')) return r;
  r.other = r.value;
  r.mark = 0;
  r.kind = digits_value(s, negative, 0, &r.value) ? NUMERAL_AMBIGUOUS : NUMERAL_NO;
  return r;
}

static numeral numeral_value(str s, bool negative) {
  size_t dots = count(s, '.'), commas = count(s, ',');
  if (dots == 0 && commas == 0) return whole_number(s, negative);
  if (dots == 0 && commas == 1) return with_decimal_mark(s, negative, ',');
  if (dots == 1 && commas == 0) return single_dot(s, negative);
  if (dots == 0 || commas == 0) {
    char mark = dots ? '.' : ',';
    return grouped(s, mark) ? whole_number(s, negative) : (numeral){.kind = NUMERAL_NO};
  }
  size_t last = s.n;
  while (s.p[last - 1] != '.' && s.p[last - 1] != ',') last--;
  char mark = s.p[last - 1];
  return with_decimal_mark(s, negative, count(s, mark) == 1 ? mark : '?');
}

/* Cuts one signed numeral off the front of *s. */
static bool take_numeral(str *s, numeral *out) {
  str rest = str_trim(*s);
  bool negative = false;
  if (str_starts(rest, S("-"))) rest = str_from(rest, 1), negative = true;
  else if (str_starts(rest, S("\xe2\x88\x92"))) rest = str_from(rest, 3), negative = true; /* − */
  size_t n = 0;
  while (n < rest.n && (digit(rest.p[n]) || ((rest.p[n] == '.' || rest.p[n] == ',') && n > 0))) n++;
  while (n > 0 && !digit(rest.p[n - 1]) && (n == rest.n || rest.p[n] == ' ')) n--; /* "5, dan" keeps its comma outside */
  if (n == 0) return false;
  *out = numeral_value(str_sub(rest, 0, n), negative);
  *s = str_trim(str_from(rest, n));
  return out->kind != NUMERAL_NO;
}

/* --- words around the numeral --- */

static bool take(str *s, str word) {
  if (!str_eq_nocase(str_sub(*s, 0, word.n), word) || s->n < word.n) return false;
  *s = str_trim(str_from(*s, word.n));
  return true;
}

static bool take_any(str *s, const str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (take(s, words[i])) return true;
  return false;
}

static bool is_missing(str s) {
  static const str words[] = {SC("-"), SC("--"), SC("\xe2\x80\x93"), SC("\xe2\x80\x94"), SC("n/a"), SC("na"), SC("n.a."), SC("n.a"),
                              SC("*)"), SC("**)"), SC("***)"), SC("tidak tersedia"), SC("data tidak tersedia"), SC("tidak ada data"),
                              SC("belum ada data"), SC("belum tersedia"), SC("data belum tersedia"), SC("belum rilis"),
                              SC("belum dirilis"), SC("belum dinilai")};
  for (size_t i = 0; i < LEN(words); i++)
    if (str_eq_nocase(s, words[i])) return true;
  return false;
}

static char take_bound(str *s) {
  static const str most[] = {SC("\xe2\x89\xa4"), SC("<="), SC("<"), SC("maksimal "), SC("maks. "), SC("maks "), SC("paling banyak "),
                             SC("paling lama "), SC("paling tinggi "), SC("kurang dari ")};
  static const str least[] = {SC("\xe2\x89\xa5"), SC(">="), SC(">"), SC("minimal "), SC("min. "), SC("min "), SC("paling sedikit "),
                              SC("paling rendah "), SC("sekurang-kurangnya "), SC("lebih dari ")};
  if (take_any(s, most, LEN(most))) return '<';
  return take_any(s, least, LEN(least)) ? '>' : 0;
}

static bool take_range_mark(str *s) {
  static const str marks[] = {SC("-"), SC("\xe2\x80\x93"), SC("\xe2\x80\x94"), SC("s/d"), SC("s.d."), SC("sd "), SC("sampai dengan "),
                              SC("sampai ")};
  return take_any(s, marks, LEN(marks));
}

/* "1e5": a program's notation; e5 is no unit. */
static bool is_exponent(str s) {
  if (s.n < 2 || (s.p[0] != 'e' && s.p[0] != 'E')) return false;
  return digit(s.p[1]) || s.p[1] == '+' || s.p[1] == '-';
}

/* What may follow a numeral: nothing, "%", a unit or a remark in brackets; but no second number ("3 dokumen 2 laporan"). */
static bool take_unit(str s, number *out) {
  static const str percent[] = {SC("%"), SC("persen"), SC("prosen")};
  if (take_any(&s, percent, LEN(percent))) out->percent = true;
  if ((s.n && !letter(s.p[0]) && s.p[0] != '(') || is_exponent(s)) return false;
  bool per = str_starts(s, S("per ")); /* "per 100.000 KH" */
  for (size_t i = 0; i < s.n && !per; i++)
    if (digit(s.p[i]) && (i == 0 || !letter(s.p[i - 1]))) return false;
  out->unit = s;
  return true;
}

static void put(number *out, enum number_kind kind, const numeral *one) {
  out->kind = one->kind == NUMERAL_AMBIGUOUS ? NUMBER_AMBIGUOUS : kind;
  out->value = one->value;
  out->mark = one->mark;
  if (one->kind == NUMERAL_AMBIGUOUS) out->other = one->other;
}

static bool put_pair(number *out, enum number_kind kind, const numeral *one, str rest) {
  numeral two;
  if (!take_numeral(&rest, &two) || !take_unit(rest, out)) return false;
  if (one->kind == NUMERAL_AMBIGUOUS || two.kind == NUMERAL_AMBIGUOUS) {
    put(out, kind, one->kind == NUMERAL_AMBIGUOUS ? one : &two);
    return true;
  }
  put(out, kind, one);
  out->other = two.value;
  return kind != NUMBER_RANGE || decimal_cmp(one->value, two.value) <= 0;
}

/* Everything that starts with a numeral. */
static bool parse_numeric(str s, number *out) {
  static const str rupiah[] = {SC("rp."), SC("rp")};
  take_any(&s, rupiah, LEN(rupiah));
  out->bound = take_bound(&s);
  numeral one;
  if (!take_numeral(&s, &one)) return false;
  str rest = s;
  if (!out->bound) {
    bool percent = take(&rest, S("%"));
    if (take_range_mark(&rest)) {
      out->percent = percent;
      return put_pair(out, NUMBER_RANGE, &one, rest);
    }
    rest = s;
    if (take(&rest, S(":"))) return put_pair(out, NUMBER_RATIO, &one, rest);
    if (take(&rest, S("dari "))) return put_pair(out, NUMBER_PARTS, &one, rest);
  }
  if (!take_unit(s, out)) return false;
  put(out, out->bound ? NUMBER_BOUND : NUMBER_VALUE, &one);
  return true;
}

/* "WTP", "Sangat Baik", "A (80,50)", "BB(78,84)": letters, and at most a plain number in brackets. */
static bool parse_grade(str s, number *out) {
  str word, inside = str_cut(s, '(', &word);
  word = str_trim(word);
  if (!word.n || word.n > MAX_GRADE || count(word, ' ') >= MAX_GRADE_WORDS) return false;
  for (size_t i = 0; i < word.n; i++)
    if (!letter(word.p[i]) && word.p[i] != ' ' && word.p[i] != '-' && (word.p[i] != '+' || i == 0)) return false;
  if (!letter(word.p[0])) return false;
  if (inside.p) {
    str closed, after = str_cut(inside, ')', &closed);
    numeral one;
    if (!after.p || !str_blank(after) || !take_numeral(&closed, &one) || closed.n) return false;
    if (one.kind == NUMERAL_AMBIGUOUS) return put(out, NUMBER_AMBIGUOUS, &one), true;
    out->value = one.value;
    out->mark = one.mark;
  }
  out->kind = NUMBER_GRADE;
  out->grade = word;
  return true;
}

number number_parse(str s) {
  number none = NUMBER_NONE, n = none;
  date d;
  none.text = n.text = s = str_trim(s);
  if (!s.n) return none;
  if (is_missing(s)) {
    none.kind = NUMBER_NOT_AVAILABLE;
    return none;
  }
  none.kind = NUMBER_TEXT;
  if (s.n > MAX_TEXT) return none;
  if (date_parse(s, &d)) {
    none.kind = NUMBER_DATE;
    return none;
  }
  if (parse_numeric(s, &n)) return n;
  n = none;
  return parse_grade(s, &n) ? n : none;
}

str number_question(arena *a, const number *n) {
  return str_fmt(a, "Tulis %.*s sebagai %.*s atau %.*s.", STR_ARG(decimal_text(a, n->other)), STR_ARG(decimal_text(a, n->value)),
                 STR_ARG(decimal_id(a, n->other, n->other.scale)));
}

/* What a person is told whose text is not the plain number that was wanted. */
static str advice(enum number_kind k) {
  switch (k) {
  case NUMBER_NOT_AVAILABLE:
    return S("Kosongkan isian ini bila datanya belum tersedia, atau tulis 0 bila nilainya memang nol.");
  case NUMBER_RANGE: return S("Tulis satu angka, misalnya 85,5.");
  case NUMBER_GRADE: return S("Tulis angka nilainya, misalnya 80,5.");
  case NUMBER_RATIO:
  case NUMBER_PARTS: return S("Tulis hasil perhitungannya, misalnya 90,91, atau isi pembilang dan penyebutnya pada isian komponen.");
  case NUMBER_BOUND: return S("Tulis angkanya saja, tanpa tanda batas.");
  default: return S("Tulis angka dengan koma desimal, misalnya 1.550.220,39 atau 85,5.");
  }
}

static err refuse(arena *a, const number *n) {
  if (n->kind == NUMBER_AMBIGUOUS)
    return ERR(a, INPUT, "Angka ini dapat dibaca dua cara. %.*s", STR_ARG(number_question(a, n)));
  str shown = str_sub(n->text, 0, 60);
  while (shown.n && !str_utf8_ok(shown)) shown.n--;
  return ERR(a, INPUT, "“%.*s” bukan angka yang dapat dicatat. %.*s", STR_ARG(shown), STR_ARG(advice(n->kind)));
}

err number_parse_input(arena *a, str typed, decimal *out) {
  number n = number_parse(typed);
  if (n.kind != NUMBER_VALUE && n.kind != NUMBER_BLANK) return refuse(a, &n);
  *out = n.value;
  return NULL;
}

err number_parse_money(arena *a, str typed, decimal *out) {
  number n = number_parse(typed);
  bool thousands = n.kind == NUMBER_AMBIGUOUS && str_find(n.text, S(",")) < 0;
  if (!thousands) TRY(number_parse_input(a, typed, out));
  else *out = n.value;
  return decimal_some(*out) && decimal_sign(*out) < 0 ? ERR(a, INPUT, "Anggaran tidak boleh kurang dari nol.") : NULL;
}

err number_parse_target(arena *a, str typed, number *out) {
  number n = number_parse(typed);
  if (n.kind != NUMBER_VALUE && n.kind != NUMBER_BLANK && n.kind != NUMBER_RANGE && n.kind != NUMBER_GRADE) return refuse(a, &n);
  *out = n;
  return NULL;
}
