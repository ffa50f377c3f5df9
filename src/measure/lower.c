/* Which way an indicator runs when nobody says so: from its name, its target and its predicates. */
#include "finding.h"

/* Something that is better when there is less of it. Each is looked for at the start of a word. */
static const str bad[] = {
    SC("kematian"),  SC("kesakitan"),   SC("kemiskinan"),   SC("penduduk miskin"), SC("pengangguran"), SC("stunting"),
    SC("gini"),      SC("ketimpangan"), SC("gizi buruk"),   SC("gizi kurang"),     SC("wasting"),      SC("putus sekolah"),
    SC("pengaduan"), SC("keluhan"),     SC("temuan"),       SC("gangguan"),        SC("kriminalitas"), SC("kejahatan"),
    SC("kekerasan"), SC("kecelakaan"),  SC("pelanggaran"),  SC("konflik"),         SC("kebakaran"),    SC("inflasi"),
    SC("kumuh"),     SC("tunggakan"),   SC("kerugian"),     SC("keterlambatan"),   SC("waktu tunggu"), SC("waktu tanggap"),
    SC("perceraian"), SC("prevalensi"), SC("rawan pangan"), SC("pencemaran"),      SC("pengguna narkoba"),
};
/* ... unless the name speaks of what is done about it, or of less of it. */
static const str good[] = {
    SC("tertangani"),  SC("ditangani"),    SC("penanganan"),   SC("menangani"),    SC("penyelesaian"),   SC("terselesaikan"),
    SC("diselesaikan"), SC("selesai"),     SC("tindak lanjut"), SC("ditindak"),    SC("tindaklanjut"),   SC("penurunan"),
    SC("menurun"),     SC("turunnya"),     SC("pengurangan"),  SC("berkurang"),    SC("mengurangi"),     SC("pencegahan"),
    SC("pengendalian"), SC("penanggulangan"), SC("pengentasan"), SC("pelayanan"),  SC("layanan"),        SC("perlindungan"),
    SC("mendapat"),    SC("memperoleh"),   SC("bebas"),        SC("tanpa"),        SC("tidak ada"),      SC("ketahanan"),
    SC("pengelolaan"), SC("cakupan"),      SC("kesiapsiagaan"), SC("penegakan"),   SC("respon"),         SC("pemulihan"),
    SC("kepuasan"),    SC("terpenuhi"),    SC("tercegah"),     SC("dibina"),       SC("keluar dari"),
};

static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

static bool has_word(str text, str word) {
  for (size_t at = 0; at + word.n <= text.n; at++) {
    if (!str_starts(str_from(text, at), word) || (at > 0 && is_letter(text.p[at - 1]))) continue;
    if (word.n > 4 || at + word.n == text.n || !is_letter(text.p[at + word.n])) return true; /* short words stand alone */
  }
  return false;
}

static bool has_any(str text, const str *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (has_word(text, words[i])) return true;
  return false;
}

bool finding_lower_is_better(str name) {
  enum { LONGEST = 512 };
  char low[LONGEST];
  size_t n = name.n < LONGEST ? name.n : LONGEST;
  for (size_t i = 0; i < n; i++) low[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
  str text = {low, n};
  return has_any(text, bad, LEN(bad)) && !has_any(text, good, LEN(good));
}

bool finding_direction(const measure_rules *r, str name, const number *target, const number *actual, enum direction *out) {
  bool lower = finding_lower_is_better(name);
  *out = DIR_NAIK;
  if (target->kind == NUMBER_GRADE && actual->kind == NUMBER_GRADE && !(decimal_some(target->value) && decimal_some(actual->value))) {
    *out = DIR_PREDIKAT;
    return false; /* two predicates can only be compared as such */
  }
  if (target->kind == NUMBER_RANGE) {
    *out = lower ? DIR_RENTANG_TURUN : DIR_RENTANG_NAIK;
    return true;
  }
  if (lower || (target->kind == NUMBER_BOUND && target->bound == '<')) {
    *out = r->lower;
    return true;
  }
  return false;
}
