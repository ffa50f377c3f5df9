#include "part.h"

static void person_row(doc *d, doc_table *t, bool first, str number, str name, str value) {
  doc_row *r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_LEFT, first ? S("Kepada") : S(""));
  doc_cell_add(d, r, ALIGN_LEFT, first ? S(":") : S(""));
  doc_cell_add(d, r, ALIGN_LEFT, number);
  doc_cell_add(d, r, ALIGN_LEFT, name);
  doc_cell_add(d, r, ALIGN_LEFT, S(":"));
  doc_cell_add(d, r, ALIGN_LEFT, value);
}

static void addressees(doc *d, const doc_people *to) {
  arena *a = d->a;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){17, 2.5, 5, 25, 2.5, 48}, 6);
  t->plain = true;
  if (to->n == 0) person_row(d, t, true, S(""), S("Nama"), part_value(a, STR_NONE, S("penerima perintah")));
  for (size_t i = 0; i < to->n; i++) {
    const doc_person *p = &to->v[i];
    person_row(d, t, i == 0, part_count_label(a, COUNT_NUMBERS, i), S("Nama"), part_value(a, p->name, S("nama")));
    person_row(d, t, false, S(""), S("Pangkat/golongan"), part_value(a, p->rank, S("pangkat/golongan")));
    person_row(d, t, false, S(""), S("NIP"), part_value(a, p->nip, S("NIP")));
    person_row(d, t, false, S(""), S("Jabatan"), part_value(a, p->position, S("jabatan")));
  }
}

doc *letter_order(arena *a, const order_input *in) {
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Surat Perintah"));
  part_titles(d, c, S("SURAT PERINTAH"));
  doc_table *t = part_layout(d);
  part_layout_list(d, t, S("Menimbang"), &in->considering, COUNT_LETTERS, S("pertimbangan"));
  part_layout_list(d, t, S("Dasar"), &in->basis, COUNT_NUMBERS, S("dasar"));
  doc_space(d, 6);
  doc_title(d, S("MEMERINTAHKAN:"));
  doc_space(d, 4);
  addressees(d, &in->to);
  t = part_layout(d);
  part_layout_list(d, t, S("Untuk"), &in->tasks, COUNT_NUMBERS, S("tugas"));
  part_layout_text(d, t, S("Periode"), part_value(a, in->period, S("periode")));
  part_layout_text(d, t, S("Batas waktu"), part_value(a, in->deadline, S("batas waktu")));
  part_sign(d, c, part_set_at(a, c), true);
  part_copies(d, c);
  return d;
}
