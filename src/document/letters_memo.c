#include "part.h"

static str joined(arena *a, const str_list *items) {
  buf b = BUF(a);
  for (size_t i = 0; i < items->n; i++) {
    if (i) buf_char(&b, '\n');
    if (items->n > 1) buf_fmt(&b, "%zu. ", i + 1);
    buf_add(&b, part_value(a, items->v[i], S("tembusan")));
  }
  return items->n ? buf_str(&b) : S("–");
}

static str lines(arena *a, const str_list *items) {
  buf b = BUF(a);
  for (size_t i = 0; i < items->n; i++) buf_add(&b, items->v[i]), buf_char(&b, '\n');
  return buf_str(&b);
}

static str dash(arena *a, str s) { return str_blank(s) ? S("–") : block_escape(a, s); }

/* The eight header rows, in the order of the form. */
static void header(doc *d, const memo_input *in) {
  arena *a = d->a;
  const letter_common *c = &in->common;
  str to = part_value(a, in->to, S("penerima"));
  if (!str_blank(in->through)) to = STR_CAT(a, to, S("\nmelalui "), block_escape(a, in->through));
  doc_field(d, S("Yth."), to);
  doc_field(d, S("Dari"), part_value(a, in->from, S("pengirim")));
  doc_field(d, S("Tembusan"), joined(a, &c->copies));
  doc_field(d, S("Tanggal"), part_issue_day(a, c));
  doc_field(d, S("Nomor"), part_issue_number(a, c));
  doc_field(d, S("Sifat"), part_value(a, in->nature, S("sifat")));
  doc_field(d, S("Lampiran"), dash(a, in->attachment));
  doc_field(d, S("Hal"), part_value(a, in->subject, S("hal")));
}

doc *letter_memo(arena *a, const memo_input *in) {
  doc *d = part_doc(a, &in->common, S("Nota Dinas"));
  doc_title(d, S("NOTA DINAS"));
  doc_space(d, 6);
  header(d, in);
  doc_space(d, 10);
  part_paragraphs(d, lines(a, &in->paragraphs), STR_NONE, S("isi nota dinas"));
  if (in->measures.n) {
    doc_space(d, 4);
    table_measures(d, S("Ringkasan pengukuran kinerja"), &in->measures);
  }
  doc_para(d, ALIGN_JUSTIFY, S("Demikian disampaikan, mohon arahan lebih lanjut."));
  part_sign(d, &in->common, STR_NONE, true);
  return d;
}
