#include "trail.h"

#include <jansson.h>

#include "base/num.h"

static const struct { const char *action, *deed; } deeds[] = {
    {"siklus.mulai", "Siklus dimulai"},
    {"siklus.selesai", "Siklus selesai dan diarsipkan"},
    {"langkah.selesai", "Langkah diselesaikan"},
    {"langkah.serah", "Langkah diserahkan untuk ditetapkan"},
    {"langkah.kembali", "Dikembalikan untuk diperbaiki"},
    {"tenggat.ubah", "Tenggat dihitung ulang"},
    {"dokumen.terbit", "Dokumen diterbitkan"},
    {"nomor.manual", "Nomor diisi sendiri"},
    {"kantor.lambang", "Lambang diganti"},
    {"perjanjian.ubah", "Perjanjian Kinerja diubah"},
    {"laporan.tandatangan", "Laporan ditandatangani"},
    {"isian.ubah", "Isian diubah"},
    {"tim.ubah", "Susunan tim diubah"},
    {"rencana.ubah", "Rencana diubah"},
    {"angka.ubah", "Angka diubah"},
    {"temuan.jawab", "Temuan dijawab"},
    {"aturan.ubah", "Aturan pengukuran diubah"},
    {"peserta.ubah", "Peserta rapat diubah"},
    {"keputusan.ubah", "Keputusan rapat diubah"},
    {"keputusan.tanggapi", "Keputusan rapat ditanggapi"},
    {"koreksi.jawab", "Catatan koreksi dijawab"},
    {"berkas.tambah", "Berkas dilampirkan"},
    {"berkas.hapus", "Berkas dihapus"},
    {"hardcopy.simpan", "Tempat hardcopy dicatat"},
    {"kiriman.kirim", "Laporan dikirim"},
    {"kiriman.buka", "Kiriman dibuka penerima"},
    {"sop.berlaku", "SOP diberlakukan"},
    {"sop.simpan", "Versi SOP disimpan"},
    {"sop.pelaksana", "Pelaksana SOP dipetakan"},
    {"surat.pola", "Pola nomor surat diubah"},
    {"kantor.ubah", "Identitas perangkat daerah diubah"},
    {"jabatan.tambah", "Jabatan ditambah"},
    {"jabatan.ubah", "Jabatan diubah"},
    {"pegawai.tambah", "Pegawai ditambah"},
    {"pegawai.ubah", "Data pegawai diubah"},
    {"penugasan.tambah", "Penugasan dicatat"},
    {"penugasan.akhiri", "Penugasan diakhiri"},
    {"akun.tambah", "Akun dibuat"},
    {"akun.sandi-awal", "Kata sandi awal dibuat"},
    {"akun.aktifkan", "Akun diaktifkan"},
    {"akun.nonaktifkan", "Akun dinonaktifkan"},
    {"kata-sandi.ganti", "Kata sandi diganti"},
    {"kalender.ubah", "Hari libur diubah"},
    {"kalender.impor", "Kalender diimpor"},
    {"kalender.jam", "Jam kerja diubah"},
    {"kalender.ramadan", "Ramadan diubah"},
    {"tenggat.hitung-ulang", "Tenggat siklus berjalan dihitung ulang"},
    {"sasaran.tambah", "Sasaran ditambah"},
    {"sasaran.ubah", "Sasaran diubah"},
    {"sasaran.hapus", "Sasaran dihapus"},
    {"indikator.tambah", "Indikator ditambah"},
    {"indikator.ubah", "Indikator diubah"},
    {"indikator.hapus", "Indikator dihapus"},
    {"target.ubah", "Target diubah"},
    {"anggaran.tambah", "Anggaran ditambah"},
    {"anggaran.ubah", "Anggaran diubah"},
    {"anggaran.hapus", "Anggaran dihapus"},
    {"sop.identitas", "Identitas SOP diubah"},
};

static const struct { const char *key, *label; } labels[] = {
    {"periode", "periode"},   {"sop", "SOP"},         {"versi", "versi SOP"},     {"langkah", "langkah"},   {"berikut", "langkah berikutnya"},
    {"dari", "dari langkah"}, {"ke", "ke langkah"},   {"alasan", "alasan"},       {"dokumen", "dokumen"},   {"nomor", "nomor"},
    {"sha256", "SHA-256"},    {"sha256_isi", "SHA-256 isi"}, {"berkas", "berkas"}, {"ukuran", "ukuran (byte)"}, {"jenis", "jenis"},
    {"indikator", "indikator"}, {"cara", "cara"},
};

static str deed_of(str action) {
  for (size_t i = 0; i < LEN(deeds); i++)
    if (str_eq(action, str_of(deeds[i].action))) return str_of(deeds[i].deed);
  return action;
}

static str label_of(str key) {
  for (size_t i = 0; i < LEN(labels); i++)
    if (str_eq(key, str_of(labels[i].key))) return str_of(labels[i].label);
  return key;
}

/* 64 hex digits are shown by their first twelve. */
static str short_hash(arena *a, str s) {
  bool hex = s.n == 64;
  for (size_t i = 0; hex && i < s.n; i++) hex = (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f');
  return hex ? STR_CAT(a, str_sub(s, 0, 12), S("…")) : s;
}

enum { ID_DIGITS = 10 }; /* a number of so many digits may be an id */

static str name_of(trail_names names, str digits) {
  int64_t id;
  if (digits.n < ID_DIGITS || !num_i64(digits, 1, INT64_MAX, &id)) return STR_NONE;
  for (size_t i = 0; i < names.n; i++)
    if (names.v[i].id == id) return names.v[i].name;
  return STR_NONE;
}

/* Ids in a text replaced by their names. */
static str named(arena *a, trail_names names, str s) {
  buf b = BUF(a);
  for (size_t i = 0, end; i < s.n; i = end) {
    bool digit = s.p[i] >= '0' && s.p[i] <= '9';
    for (end = i; end < s.n && (s.p[end] >= '0' && s.p[end] <= '9') == digit; end++) {}
    str part = str_sub(s, i, end - i), name = digit ? name_of(names, part) : STR_NONE;
    if (name.p) buf_fmt(&b, "%s“%.*s”", i && s.p[i - 1] != ' ' ? " " : "", STR_ARG(name));
    else buf_add(&b, part);
  }
  return s.p ? buf_str(&b) : s;
}

static str scalar(arena *a, const json_t *v) {
  if (json_is_string(v)) return str_copy(a, (str){json_string_value(v), json_string_length(v)});
  if (json_is_integer(v)) return str_fmt(a, "%lld", (long long)json_integer_value(v));
  if (json_is_boolean(v)) return json_is_true(v) ? S("ya") : S("tidak");
  return STR_NONE;
}

static void detail(arena *a, trail_line *l, str label, str value) {
  if (value.n) LIST_ADD(a, &l->details, ((trail_detail){label, short_hash(a, value)}));
}

/* The notes of a return: on what, and what is to be mended. */
static void add_notes(arena *a, trail_line *l, const json_t *list) {
  size_t i;
  const json_t *note;
  json_array_foreach(list, i, note) detail(a, l, str_fmt(a, "catatan %zu", i + 1), scalar(a, json_object_get(note, "isi")));
}

static void add_member(arena *a, trail_names names, trail_line *l, str key, const json_t *v) {
  bool hal = str_eq(key, S("hal")), old = str_eq(key, S("lama")), new_ = str_eq(key, S("baru"));
  if (hal) l->subject = named(a, names, scalar(a, v));
  else if (old) l->before = short_hash(a, scalar(a, v));
  else if (new_) l->after = short_hash(a, scalar(a, v));
  else if (json_is_array(v)) add_notes(a, l, v);
  else detail(a, l, label_of(key), named(a, names, scalar(a, v)));
  l->change = l->change || old || new_;
}

trail_line trail_words(arena *a, const audit_entry *e, trail_names names) {
  trail_line l = {.deed = deed_of(e->action)};
  json_t *o = json_loadb(e->payload.p, e->payload.n, JSON_REJECT_DUPLICATES, NULL);
  if (!json_is_object(o)) detail(a, &l, S("isi"), e->payload);
  const char *key;
  json_t *v;
  json_object_foreach(o, key, v) add_member(a, names, &l, str_of(str_z(a, str_of(key))), v);
  json_decref(o);
  return l;
}

bool trail_holds(arena *a, const trail_line *l, const audit_entry *e, str word) {
  word = str_trim(word);
  if (!word.n) return true;
  buf b = BUF(a);
  const str texts[] = {l->deed, l->subject, l->before, l->after, e->name, e->as};
  for (size_t i = 0; i < LEN(texts); i++) {
    buf_add(&b, texts[i]);
    buf_char(&b, '\n');
  }
  for (size_t i = 0; i < l->details.n; i++) {
    buf_add(&b, l->details.v[i].value);
    buf_char(&b, '\n');
  }
  return str_find(str_lower(a, buf_str(&b)), str_lower(a, word)) >= 0;
}
