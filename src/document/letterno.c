#include "letterno.h"

#include <stdio.h>
#include <string.h>

enum { MAX_PATTERN = 100, MAX_VALUE = 60 };
static const str FIELD = SC("pola");

enum hole { HOLE_CLASSIFICATION, HOLE_NUMBER, HOLE_UNIT, HOLE_NATURE, HOLE_MONTH, HOLE_ROMAN, HOLE_YEAR, HOLES };
static const str HOLE_NAMES[HOLES] = {SC("klasifikasi"), SC("nomor"), SC("unit"), SC("sifat"), SC("bulan"), SC("bulan_romawi"), SC("tahun")};

/* One piece of the pattern: text as it stands, or a hole. */
typedef struct piece { bool is_hole; str text; enum hole hole; int digits; } piece;
typedef LIST(piece) pieces;

static err hole_of(arena *a, str inside, piece *out) {
  str name;
  str width = str_cut(inside, ':', &name);
  *out = (piece){.is_hole = true};
  for (enum hole h = 0; h < HOLES; h++) {
    if (!str_eq(name, HOLE_NAMES[h])) continue;
    out->hole = h;
    if (!width.p) return NULL;
    if (h != HOLE_NUMBER || width.n != 1 || width.p[0] < '1' || width.p[0] > '9')
      return ERR_FIELD(a, FIELD, "Tulis lebar nomor sebagai {nomor:1} sampai {nomor:9}; isian lain tidak memakai lebar.");
    out->digits = width.p[0] - '0';
    return NULL;
  }
  return ERR_FIELD(a, FIELD,
                   "Isian {%.*s} tidak dikenal. Pakai {klasifikasi}, {nomor}, {unit}, {sifat}, {bulan}, {bulan_romawi}, atau {tahun}.",
                   STR_ARG(inside));
}

static err parse(arena *a, str pattern, pieces *out) {
  while (pattern.n) {
    size_t i = 0;
    while (i < pattern.n && pattern.p[i] != '{' && pattern.p[i] != '}') i++;
    if (i) LIST_ADD(a, out, ((piece){.text = str_sub(pattern, 0, i)}));
    pattern = str_from(pattern, i);
    if (!pattern.n) break;
    ptrdiff_t end = str_find(pattern, S("}"));
    if (pattern.p[0] == '}' || end < 0)
      return ERR_FIELD(a, FIELD, "Kurung kurawal pada pola nomor tidak berpasangan. Tulis setiap isian sebagai {nama}.");
    piece p;
    TRY(hole_of(a, str_sub(pattern, 1, (size_t)end - 1), &p));
    LIST_ADD(a, out, p);
    pattern = str_from(pattern, (size_t)end + 1);
  }
  return NULL;
}

static bool printable(str s) {
  for (size_t i = 0; i < s.n; i++)
    if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f) return false;
  return str_utf8_ok(s);
}

static err checked(arena *a, str pattern, pieces *out) {
  if (str_blank(pattern)) return ERR_FIELD(a, FIELD, "Isi pola nomor, misalnya {klasifikasi}/{nomor}/{unit}/{tahun}.");
  if (pattern.n > MAX_PATTERN) return ERR_FIELD(a, FIELD, "Pola nomor paling panjang %d huruf. Pendekkan polanya.", MAX_PATTERN);
  if (!printable(pattern)) return ERR_FIELD(a, FIELD, "Pola nomor memuat karakter yang tidak dapat dicetak. Ketik ulang polanya.");
  TRY(parse(a, pattern, out));
  size_t numbers = 0;
  for (size_t i = 0; i < out->n; i++) numbers += out->v[i].is_hole && out->v[i].hole == HOLE_NUMBER;
  if (numbers != 1) return ERR_FIELD(a, FIELD, "Pola nomor harus memuat {nomor} tepat satu kali, bukan %zu kali.", numbers);
  return NULL;
}

err letter_number_check(arena *a, str pattern) { return checked(a, pattern, &(pieces){0}); }

static str hole_value(arena *a, const piece *p, const letter_no *no) {
  ymd day = date_some(no->day) ? date_ymd(no->day) : (ymd){0};
  switch (p->hole) {
    case HOLE_CLASSIFICATION: return str_trim(no->classification);
    case HOLE_UNIT: return str_trim(no->unit);
    case HOLE_NATURE: return str_trim(no->nature);
    case HOLE_NUMBER: return str_fmt(a, "%0*lld", p->digits, (long long)no->number);
    case HOLE_MONTH: return day.m ? str_fmt(a, "%02d", day.m) : STR_NONE;
    case HOLE_ROMAN: return day.m ? date_roman_month(day.m) : STR_NONE;
    case HOLE_YEAR: return day.m ? str_fmt(a, "%d", day.y) : STR_NONE;
    case HOLES: break;
  }
  return STR_NONE;
}

err letter_number_format(arena *a, str pattern, const letter_no *no, str *out) {
  pieces ps = {0};
  TRY(checked(a, pattern, &ps));
  if (no->number < 1) return ERR_FIELD(a, S("nomor"), "Nomor urut surat dimulai dari 1. Periksa nomor yang diisikan.");
  buf b = BUF(a);
  for (size_t i = 0; i < ps.n; i++) {
    const piece *p = &ps.v[i];
    str value = p->is_hole ? hole_value(a, p, no) : p->text;
    if (p->is_hole && str_blank(value))
      return ERR_FIELD(a, HOLE_NAMES[p->hole], "Pola nomor memerlukan %.*s, tetapi nilainya belum diisi.", STR_ARG(HOLE_NAMES[p->hole]));
    if (p->is_hole && (value.n > MAX_VALUE || !printable(value)))
      return ERR_FIELD(a, HOLE_NAMES[p->hole], "Nilai %.*s terlalu panjang atau memuat karakter yang tidak dapat dicetak.", STR_ARG(HOLE_NAMES[p->hole]));
    buf_add(&b, value);
  }
  *out = buf_str(&b);
  return NULL;
}
