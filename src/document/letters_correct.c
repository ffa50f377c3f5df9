#include "part.h"

static void correction_row(doc *d, doc_table *t, size_t i, const correction *c) {
  arena *a = d->a;
  doc_row *r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->pinned_to, S("bagian yang dikoreksi")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->note, S("catatan")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->corrector, S("korektor")));
  doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->addressee, S("ditujukan kepada")));
  doc_cell_add(d, r, ALIGN_LEFT, str_blank(c->answer) ? S("belum dijawab") : block_escape(a, c->answer));
  doc_cell_add(d, r, ALIGN_CENTER, part_value(a, c->status, S("status")));
}

doc *letter_correction_sheet(arena *a, const correction_input *in) {
  static const str HEAD[] = {SC("No"), SC("Halaman/indikator/paragraf/bukti"), SC("Catatan"), SC("Korektor"),
                             SC("Ditujukan kepada"), SC("Jawaban"), SC("Status")};
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Lembar Koreksi"));
  d->landscape = true;
  part_titles(d, c, S("LEMBAR KOREKSI"));
  doc_field(d, S("Naskah"), part_value(a, in->document, S("naskah")));
  doc_field(d, S("Putaran"), part_value(a, in->round, S("putaran")));
  doc_field(d, S("Keputusan"), str_blank(in->decision) ? S("belum diputuskan") : block_escape(a, in->decision));
  doc_space(d, 6);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){4, 19, 25, 13, 13, 17, 9}, LEN(HEAD));
  t->font_size = 9;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->rows.n == 0) part_empty_row(d, t, S("Tidak ada catatan koreksi."));
  for (size_t i = 0; i < in->rows.n; i++) correction_row(d, t, i, &in->rows.v[i]);
  part_sign(d, c, part_place_day(a, c), true);
  return d;
}
