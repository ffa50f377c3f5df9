#include "tables.h"

#include "part.h"

str value_text(arena *a, doc_value v) {
  switch (v.state) {
    case VALUE_NUMBER: return decimal_some(v.number) ? decimal_id(a, v.number, v.number.scale) : S("belum diisi");
    case VALUE_WORD: return str_blank(v.text) ? S("belum diisi") : block_escape(a, v.text);
    case VALUE_UNAVAILABLE: return STR_CAT(a, S("tidak tersedia: "), part_value(a, v.text, S("alasan")));
    case VALUE_EMPTY: break;
  }
  return S("belum diisi");
}

str value_computed(arena *a, doc_value v) { return v.state == VALUE_EMPTY ? S("–") : value_text(a, v); }

str rupiah(arena *a, decimal amount) {
  if (!decimal_some(amount)) return S("–");
  bool whole = decimal_is_zero(decimal_sub(amount, decimal_round(amount, 0, DECIMAL_TRUNCATE)));
  str digits = decimal_id(a, amount, whole ? 0 : 2);
  bool minus = str_starts(digits, S("-"));
  return STR_CAT(a, minus ? S("-Rp ") : S("Rp "), str_from(digits, minus));
}

static enum align value_align(doc_value v) { return v.state == VALUE_NUMBER ? ALIGN_RIGHT : ALIGN_CENTER; }

/* Rows from i on that belong to the same objective. */
static size_t same_objective(const doc_measures *rows, size_t i) {
  size_t n = 1;
  while (i + n < rows->n && str_eq(rows->v[i + n].objective, rows->v[i].objective)) n++;
  return n;
}

enum { FROM_ACTUAL = 3 }; /* Realisasi, Capaian, Kategori */

static void measure_cells(doc *d, doc_row *r, const doc_measure *m) {
  arena *a = d->a;
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, m->indicator, S("indikator")));
  doc_cell_add(d, r, ALIGN_CENTER, part_value(a, m->unit, S("satuan")));
  doc_cell_add(d, r, value_align(m->target), value_text(a, m->target));
  if (m->actual.state == VALUE_UNAVAILABLE) { /* nothing was measured: the reason has the room */
    part_cell(d, r, ALIGN_CENTER, value_text(a, m->actual))->colspan = FROM_ACTUAL;
    return;
  }
  doc_cell_add(d, r, value_align(m->actual), value_text(a, m->actual));
  doc_cell_add(d, r, value_align(m->achievement), value_computed(a, m->achievement));
  doc_cell_add(d, r, ALIGN_CENTER, str_blank(m->category) ? S("–") : block_escape(a, m->category));
}

enum { OBJECTIVE_COLUMNS = 2 }; /* No, Sasaran: the rest is the figure */
static const str MEASURE_HEAD[] = {SC("No"), SC("Sasaran"), SC("Indikator Kinerja"), SC("Satuan"),
                                   SC("Target"), SC("Realisasi"), SC("Capaian (%)"), SC("Kategori")};
static const double MEASURE_WIDTHS[LEN(MEASURE_HEAD)] = {5, 18, 22, 13, 8, 10, 10, 14};

static doc_table *measures_table(doc *d, str caption, size_t first_column) {
  size_t n = LEN(MEASURE_HEAD) - first_column;
  doc_table *t = doc_add_table(d, caption, MEASURE_WIDTHS + first_column, n);
  t->font_size = 9;
  part_head(d, t, MEASURE_HEAD + first_column, n);
  return t;
}

void table_objective(doc *d, str caption, const doc_measures *rows) {
  doc_table *t = measures_table(d, caption, OBJECTIVE_COLUMNS);
  if (rows->n == 0) part_empty_row(d, t, S("[belum diisi: indikator kinerja]"));
  for (size_t i = 0; i < rows->n; i++) measure_cells(d, doc_table_row(d, t, false), &rows->v[i]);
}

void table_measures(doc *d, str caption, const doc_measures *rows) {
  doc_table *t = measures_table(d, caption, 0);
  if (rows->n == 0) part_empty_row(d, t, S("[belum diisi: indikator kinerja]"));
  for (size_t i = 0, number = 1, left = 0; i < rows->n; i++, left--) {
    doc_row *r = doc_table_row(d, t, false);
    if (left == 0) {
      left = same_objective(rows, i);
      part_cell(d, r, ALIGN_CENTER, str_fmt(d->a, "%zu", number++))->rowspan = (int)left;
      part_cell(d, r, ALIGN_LEFT, part_value(d->a, rows->v[i].objective, S("sasaran")))->rowspan = (int)left;
    }
    measure_cells(d, r, &rows->v[i]);
  }
}

static str money_or_missing(arena *a, decimal d) { return decimal_some(d) ? rupiah(a, d) : S("belum diisi"); }

void table_budget(doc *d, str caption, const doc_budget *rows) {
  static const str HEAD[] = {SC("Kode"), SC("Program/Kegiatan"), SC("Pagu"), SC("Realisasi"), SC("Serapan (%)")};
  doc_table *t = doc_add_table(d, caption, (const double[]){17, 36, 18.5, 18.5, 10}, LEN(HEAD));
  t->font_size = 9;
  part_head(d, t, HEAD, LEN(HEAD));
  if (rows->n == 0) part_empty_row(d, t, S("[belum diisi: anggaran]"));
  for (size_t i = 0; i < rows->n; i++) {
    const doc_budget_row *row = &rows->v[i];
    doc_row *r = doc_table_row(d, t, false);
    r->total = row->total;
    if (row->total) part_cell(d, r, ALIGN_RIGHT, part_value(d->a, row->name, S("jumlah")))->colspan = 2;
    else {
      doc_cell_add(d, r, ALIGN_LEFT, block_escape(d->a, row->code));
      doc_cell_add(d, r, ALIGN_LEFT, part_value(d->a, row->name, S("program")));
    }
    doc_cell_add(d, r, ALIGN_RIGHT, money_or_missing(d->a, row->ceiling));
    doc_cell_add(d, r, ALIGN_RIGHT, money_or_missing(d->a, row->spent));
    doc_cell_add(d, r, ALIGN_RIGHT, decimal_id(d->a, row->absorption, 2));
  }
}

/* 64 digits on two lines, so that the column stays narrow and either half can be copied as it stands. */
static str hash_lines(arena *a, str hash) {
  if (str_blank(hash)) return S("[belum diisi: SHA-256]");
  return hash.n == 64 ? STR_CAT(a, str_sub(hash, 0, 32), S("\n"), str_from(hash, 32)) : block_escape(a, hash);
}

void table_files(doc *d, str caption, const doc_files *rows) {
  static const str HEAD[] = {SC("No"), SC("Berkas"), SC("Halaman"), SC("SHA-256")};
  doc_table *t = doc_add_table(d, caption, (const double[]){6, 43, 10, 41}, LEN(HEAD));
  t->font_size = 8;
  part_head(d, t, HEAD, LEN(HEAD));
  if (rows->n == 0) part_empty_row(d, t, S("[belum diisi: berkas]"));
  for (size_t i = 0; i < rows->n; i++) {
    const doc_file *f = &rows->v[i];
    doc_row *r = doc_table_row(d, t, false);
    str name = part_value(d->a, f->name, S("nama berkas"));
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(d->a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, str_blank(f->about) ? name : STR_CAT(d->a, name, S("\n"), block_escape(d->a, f->about)));
    doc_cell_add(d, r, ALIGN_CENTER, f->pages > 0 ? str_fmt(d->a, "%d", f->pages) : S("–"));
    doc_cell_add(d, r, ALIGN_LEFT, hash_lines(d->a, f->sha256));
  }
}
