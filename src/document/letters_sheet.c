#include "part.h"

doc *letter_sop_sheet(arena *a, const doc_office *office, str title, drawing *const *pages, size_t n) {
  doc *d = doc_new(a, title);
  part_page_setup(d, office);
  d->paper = PAPER_F4;
  d->landscape = true;
  d->page_numbers = false; /* the drawing is the whole sheet: it has its own margins and foot */
  d->margin_top = d->margin_right = d->margin_bottom = d->margin_left = 0.1;
  if (n == 0) doc_para(d, ALIGN_LEFT, part_value(a, STR_NONE, S("lembar SOP")));
  for (size_t i = 0; i < n; i++) {
    if (i) doc_page(d, SHEET_LANDSCAPE);
    doc_figure(d, pages[i], pages[i]->desc.n ? pages[i]->desc : title, STR_NONE);
  }
  return d;
}

doc *letter_step_output(arena *a, const step_output_input *in) {
  const letter_common *c = &in->common;
  str title = part_value(a, in->title, S("judul"));
  doc *d = part_doc(a, c, str_blank(in->title) ? S("Keluaran Langkah") : in->title);
  part_titles(d, c, part_upper(a, title));
  for (size_t i = 0; i < in->fields.n; i++) {
    str label = part_value(a, in->fields.v[i].label, S("nama isian"));
    doc_field(d, label, part_value(a, in->fields.v[i].value, label));
  }
  doc_space(d, 6);
  doc_para(d, ALIGN_LEFT, S("**Catatan**"));
  part_paragraphs(d, in->note, S("catatan"), S("catatan"));
  part_sign(d, c, part_place_day(a, c), true);
  return d;
}
