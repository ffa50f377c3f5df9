/* Two drafts side by side, for paper: figure by figure, then paragraph by paragraph. */
#include "part.h"

static str side(arena *a, str text) { return str_blank(text) ? S("–") : block_escape(a, text); }

/* Rows of place, before, after; a figure or a text that is the same is not repeated. */
static void rows(doc *d, const comparison_input *in, const comparison_rows *list, str first) {
  arena *a = d->a;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){5, 25, 35, 35}, 4);
  t->font_size = 9;
  part_head(d, t, (const str[]){S("No"), first, block_escape(a, in->before), block_escape(a, in->after)}, 4);
  if (list->n == 0) part_empty_row(d, t, S("Tidak ada perubahan."));
  for (size_t i = 0; i < list->n; i++) {
    const comparison_row *x = &list->v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, side(a, x->place));
    doc_cell_add(d, r, ALIGN_LEFT, side(a, x->before));
    doc_cell_add(d, r, ALIGN_LEFT, side(a, x->after));
  }
}

doc *letter_comparison(arena *a, const comparison_input *in) {
  letter_common c = {.office = in->office, .issue = {.number = S("")}};
  doc *d = part_bare_doc(a, &c, STR_CAT(a, S("Perbandingan "), in->before, S(" dan "), in->after));
  d->landscape = true;
  doc_title(d, S("PERBANDINGAN NASKAH"));
  doc_title(d, block_escape(a, in->title));
  doc_space(d, 4);
  doc_field(d, S("Naskah pertama"), block_escape(a, STR_CAT(a, in->before, S(", "), in->before_about)));
  doc_field(d, S("Naskah kedua"), block_escape(a, STR_CAT(a, in->after, S(", "), in->after_about)));
  doc_numbered(d, SERIES_CHAPTER, 2, S("Angka demi angka"));
  doc_para(d, ALIGN_LEFT, str_fmt(a, "%zu angka berbeda; %zu angka sama.", in->figures.n, in->same_figures));
  rows(d, in, &in->figures, S("Indikator"));
  doc_numbered(d, SERIES_CHAPTER, 2, S("Paragraf demi paragraf"));
  doc_para(d, ALIGN_LEFT, str_fmt(a, "%zu bagian berbeda.", in->texts.n));
  rows(d, in, &in->texts, S("Bagian"));
  return d;
}
