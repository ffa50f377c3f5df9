/* The tables of a calendar as CSV files: days off and Ramadan. Contract: calendar.h. */
#include "base/csv.h"
#include "calendar.h"

#define FILE_MAX ((size_t)1 << 20)
#define ROWS_MAX 5000
#define POINTS_MAX 100
#define COLUMNS_MAX 4

/* What a file holds: its columns in order, and how one row is taken. */
typedef struct table {
  arena *a;
  str columns[COLUMNS_MAX];
  size_t columns_n;
  str (*take)(struct table *t, const str *cell, size_t line); /* absent, or why the row is refused */
  LIST(day_off) off;
  LIST(date_range) ranges;
  LIST(size_t) lines; /* where each row taken stood */
} table;

/* The words for enum day_off_kind. */
static const str kind_words[] = {SC("libur"), SC("cuti"), SC("lokal")};

/* ---- Rows ---- */

static bool kind_parse(str s, enum day_off_kind *out) {
  for (size_t i = 0; i < LEN(kind_words); i++) {
    if (!str_eq_nocase(s, kind_words[i])) continue;
    *out = (enum day_off_kind)i;
    return true;
  }
  return false;
}

static bool day_parse(str s, date *out) {
  if (!date_parse(s, out)) return false;
  int y = date_ymd(*out).y;
  return y >= 1900 && y <= 2999;
}

static str bad_day(arena *a, str s) {
  return str_fmt(a, "Tanggal \"%.*s\" tidak dikenal. Tulis seperti 2026-01-31, tahun 1900 sampai 2999.", STR_ARG(s));
}

static str take_day_off(table *t, const str *cell, size_t line) {
  day_off d = {.name = cell[2], .source = cell[3]};
  if (!day_parse(cell[0], &d.day)) return bad_day(t->a, cell[0]);
  if (!kind_parse(cell[1], &d.kind))
    return str_fmt(t->a, "Jenis \"%.*s\" tidak dikenal. Pilih libur, cuti, atau lokal.", STR_ARG(cell[1]));
  if (!d.name.n) return S("Nama hari libur belum diisi.");
  if (!d.source.n) return S("Sumber belum diisi. Tulis nomor keputusan yang menetapkannya.");
  for (size_t i = 0; i < t->off.n; i++)
    if (t->off.v[i].day.day == d.day.day)
      return str_fmt(t->a, "%.*s sudah ada di baris %zu dan muncul lagi di baris %zu. Hapus salah satu.", STR_ARG(date_id(t->a, d.day)),
                     t->lines.v[i], line);
  LIST_ADD(t->a, &t->off, d);
  return STR_NONE;
}

static str take_range(table *t, const str *cell, size_t line) {
  date_range r = {.source = cell[2]};
  for (int i = 0; i < 2; i++)
    if (!day_parse(cell[i], i ? &r.to : &r.from)) return bad_day(t->a, cell[i]);
  if (r.to.day < r.from.day) return S("Tanggal akhir mendahului tanggal awal.");
  if (r.to.day - r.from.day >= RAMADAN_DAYS_MAX)
    return str_fmt(t->a, "Ramadan paling lama %d hari. Periksa tanggal awal dan akhir.", RAMADAN_DAYS_MAX);
  if (!r.source.n) return S("Sumber belum diisi.");
  for (size_t i = 0; i < t->ranges.n; i++)
    if (r.from.day <= t->ranges.v[i].to.day && r.to.day >= t->ranges.v[i].from.day)
      return str_fmt(t->a, "Baris %zu dan baris %zu memuat tanggal yang sama. Perbaiki salah satu.", t->lines.v[i], line);
  LIST_ADD(t->a, &t->ranges, r);
  return STR_NONE;
}

/* ---- Files ---- */

static str columns_text(const table *t) {
  buf b = BUF(t->a);
  for (size_t i = 0; i < t->columns_n; i++) buf_fmt(&b, "%s%.*s", i ? "," : "", STR_ARG(t->columns[i]));
  return buf_str(&b);
}

static bool is_header(const table *t, const str_list *row) {
  if (row->n != t->columns_n) return false;
  for (size_t i = 0; i < t->columns_n; i++)
    if (!str_eq_nocase(str_trim(row->v[i]), t->columns[i])) return false;
  return true;
}

static bool has_control(str s) {
  for (size_t i = 0; i < s.n; i++)
    if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f) return true;
  return false;
}

/* Cells come to `take` trimmed, as many as there are columns, each one line. */
static str take_row(table *t, const str_list *row, size_t line) {
  if (row->n != t->columns_n) return str_fmt(t->a, "Baris harus berisi %zu kolom, tetapi berisi %zu.", t->columns_n, row->n);
  for (size_t i = 0; i < row->n; i++) {
    row->v[i] = str_trim(row->v[i]);
    if (has_control(row->v[i])) return S("Ada baris baru atau tanda kendali di dalam kolom. Tulis dalam satu baris.");
  }
  return t->take(t, row->v, line);
}

static err refusal(arena *a, str filename, const err_point *points, size_t n) {
  if (!n) return NULL;
  err e = ERR(a, INPUT, "Berkas %.*s belum dapat dipakai: %zu baris perlu diperbaiki.", STR_ARG(filename), n);
  for (size_t i = 0; i < n && i < POINTS_MAX; i++) err_at(a, e, points[i].field, points[i].text);
  return e;
}

static err read_rows(table *t, csv_reader *c, str filename) {
  LIST(err_point) bad = {0};
  str_list row;
  bool more = true;
  for (size_t rows = 0;; rows++) {
    err e = csv_next(c, t->a, &row, &more);
    if (!more) break;
    if (rows == ROWS_MAX) return ERR(t->a, LIMIT, "Berkas %.*s memuat lebih dari %d baris.", STR_ARG(filename), ROWS_MAX);
    if (!e && csv_blank(&row)) continue;
    str why = e ? e->points.v[0].text : take_row(t, &row, csv_line(c));
    if (why.n)
      LIST_ADD(t->a, &bad, ((err_point){str_fmt(t->a, "baris %zu", csv_line(c)), why}));
    else
      LIST_ADD(t->a, &t->lines, csv_line(c));
  }
  return refusal(t->a, filename, bad.v, bad.n);
}

static err read_table(table *t, str text, str filename) {
  if (text.n > FILE_MAX)
    return ERR(t->a, LIMIT, "Berkas %.*s terlalu besar. Ukuran paling besar 1 MB.", STR_ARG(filename));
  csv_reader *c = csv_open(t->a, text);
  str_list header;
  bool more;
  if (csv_next(c, t->a, &header, &more) || !is_header(t, &header))
    return ERR_FIELD(t->a, S("baris 1"), "Berkas %.*s harus diawali baris judul %.*s.", STR_ARG(filename), STR_ARG(columns_text(t)));
  return read_rows(t, c, filename);
}

/* ---- Days off ---- */

static table days_off_table(arena *a) {
  return (table){.a = a, .columns = {S("tanggal"), S("jenis"), S("nama"), S("sumber")}, .columns_n = 4, .take = take_day_off};
}

err calendar_parse_days_off(arena *a, str text, str filename, day_off **out, size_t *n) {
  table t = days_off_table(a);
  TRY(read_table(&t, text, filename));
  *out = t.off.v;
  *n = t.off.n;
  return NULL;
}

str calendar_days_off_csv(arena *a, const day_off *off, size_t n) {
  table t = days_off_table(a);
  buf b = BUF(a);
  csv_row(&b, t.columns, t.columns_n);
  for (size_t i = 0; i < n; i++)
    csv_row(&b, (const str[]){date_iso(a, off[i].day), kind_words[off[i].kind], off[i].name, off[i].source}, 4);
  return buf_str(&b);
}

/* ---- Ramadan ---- */

static table ramadan_table(arena *a) {
  return (table){.a = a, .columns = {S("awal"), S("akhir"), S("sumber")}, .columns_n = 3, .take = take_range};
}

err calendar_parse_ramadan(arena *a, str text, str filename, date_range **out, size_t *n) {
  table t = ramadan_table(a);
  TRY(read_table(&t, text, filename));
  *out = t.ranges.v;
  *n = t.ranges.n;
  return NULL;
}

str calendar_ramadan_csv(arena *a, const date_range *r, size_t n) {
  table t = ramadan_table(a);
  buf b = BUF(a);
  csv_row(&b, t.columns, t.columns_n);
  for (size_t i = 0; i < n; i++) csv_row(&b, (const str[]){date_iso(a, r[i].from), date_iso(a, r[i].to), r[i].source}, 3);
  return buf_str(&b);
}
