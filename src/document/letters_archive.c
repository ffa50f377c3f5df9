#include "part.h"

static str years(arena *a, int n) { return n < 0 ? S("belum diisi") : str_fmt(a, "%d tahun", n); }

static void archive_line(doc *d, doc_table *t, size_t i, const archive_row *x) {
  arena *a = d->a;
  doc_row *r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->code, S("kode klasifikasi")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->description, S("uraian")));
  doc_cell_add(d, r, ALIGN_CENTER, part_value(a, x->span, S("kurun waktu")));
  doc_cell_add(d, r, ALIGN_CENTER, part_value(a, x->amount, S("jumlah")));
  doc_cell_add(d, r, ALIGN_CENTER, part_value(a, x->copy, S("tingkat perkembangan")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->location, S("lokasi")));
  doc_cell_add(d, r, ALIGN_CENTER, years(a, x->active_years));
  doc_cell_add(d, r, ALIGN_CENTER, years(a, x->inactive_years));
  doc_cell_add(d, r, ALIGN_CENTER, part_value(a, x->fate, S("nasib akhir")));
}

doc *letter_archive_list(arena *a, const archive_input *in) {
  static const str HEAD[] = {SC("No"), SC("Kode Klasifikasi"), SC("Uraian"), SC("Kurun Waktu"), SC("Jumlah"), SC("Tingkat Perkembangan"),
                             SC("Lokasi"), SC("Retensi Aktif"), SC("Retensi Inaktif"), SC("Nasib Akhir")};
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Daftar Arsip"));
  d->landscape = true;
  part_titles(d, c, S("DAFTAR ARSIP"));
  doc_field(d, S("Berkas"), part_value(a, in->title, S("berkas")));
  doc_field(d, S("Pencipta arsip"), part_office(a, c));
  doc_space(d, 6);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){4, 10, 24, 10, 9, 12, 15, 7, 7, 12}, LEN(HEAD));
  t->font_size = 9;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->rows.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("arsip")));
  for (size_t i = 0; i < in->rows.n; i++) archive_line(d, t, i, &in->rows.v[i]);
  part_audit_head(d, in->audit_head);
  part_sign(d, c, part_place_day(a, c), true);
  return d;
}
