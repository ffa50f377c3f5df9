#include "part.h"

/* ---- Surat Pengantar: the second sheet comes back signed by the receiver ---- */

static void items_table(doc *d, const covering_input *in) {
  static const str HEAD[] = {SC("No"), SC("Naskah Dinas yang Dikirimkan"), SC("Banyaknya"), SC("Keterangan")};
  arena *a = d->a;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){6, 48, 18, 28}, LEN(HEAD));
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->items.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("naskah yang dikirimkan")));
  for (size_t i = 0; i < in->items.n; i++) {
    const sent_item *x = &in->items.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->what, S("naskah")));
    doc_cell_add(d, r, ALIGN_CENTER, part_value(a, x->amount, S("banyaknya")));
    doc_cell_add(d, r, ALIGN_LEFT, str_blank(x->remark) ? S("–") : block_escape(a, x->remark));
  }
}

/* What the receiver fills in by hand stays a dotted line. */
static doc_signer receiver(arena *a, const covering_input *in) {
  const doc_person *p = &in->receiver.person;
  str dots = S("........................................");
  bool known = !str_blank(p->name);
  str day = date_some(in->received) ? date_id(a, in->received) : S("...........................");
  return (doc_signer){.place_date = STR_CAT(a, S("Diterima tanggal "), day),
                      .position = known ? STR_CAT(a, S("Penerima\n"), part_signing_position(a, &in->receiver), S(",")) : S("Penerima,"),
                      .name = known ? block_escape(a, p->name) : dots,
                      .rank = block_escape(a, p->rank),
                      .nip = known ? block_escape(a, p->nip) : S(".................................")};
}

doc *letter_covering(arena *a, const covering_input *in) {
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Surat Pengantar"));
  doc_para(d, ALIGN_RIGHT, part_place_day(a, c));
  doc_para(d, ALIGN_LEFT, STR_CAT(a, S("Yth. "), part_value(a, in->to, S("penerima")), S("\ndi "), part_value(a, in->to_place, S("tempat penerima"))));
  doc_space(d, 8);
  part_titles(d, c, S("SURAT PENGANTAR"));
  items_table(d, in);
  doc_signer sender = part_signer(a, c, STR_NONE, true);
  sender.position = STR_CAT(a, S("Pengirim\n"), sender.position);
  doc_sign(d, (const doc_signer[]){receiver(a, in), sender}, 2);
  part_standing(d, &c->signer);
  doc_space(d, 8);
  doc_para(d, ALIGN_LEFT, S("Nomor telepon penerima: ................................"));
  doc_para(d, ALIGN_LEFT, S("Mohon satu lembar dikembalikan kepada pengirim setelah ditandatangani."));
  part_copies(d, c);
  return d;
}

/* ---- Tanda Terima ---- */

static void receipt_fields(doc *d, const receipt_input *in) {
  arena *a = d->a;
  str at = instant_some(in->at) ? instant_id(a, in->at, in->common.office.offset_minutes) : part_value(a, STR_NONE, S("waktu terima"));
  doc_field(d, S("Telah diterima dari"), part_value(a, in->from, S("pengirim")));
  doc_field(d, S("Diserahkan oleh"), part_person_lines(a, &in->bearer));
  doc_field(d, S("Perihal"), part_value(a, in->subject, S("perihal")));
  doc_field(d, S("Waktu terima"), at);
  doc_field(d, S("Diterima oleh"), part_person_lines(a, &in->common.signer.person));
  doc_field(d, S("Kelengkapan"), part_value(a, in->completeness, S("hasil pemeriksaan kelengkapan")));
}

doc *letter_receipt(arena *a, const receipt_input *in) {
  const letter_common *c = &in->common;
  doc *d = part_doc(a, c, S("Tanda Terima"));
  part_titles(d, c, S("TANDA TERIMA"));
  receipt_fields(d, in);
  doc_space(d, 6);
  doc_para(d, ALIGN_LEFT, S("Berkas yang diterima:"));
  table_files(d, STR_NONE, &in->files);
  part_audit_head(d, str_blank(in->audit_head) ? S("belum diisi") : in->audit_head);
  doc_para(d, ALIGN_JUSTIFY, S("SHA-256 adalah sidik digital berkas. Berkas yang berubah satu huruf pun mempunyai sidik digital yang berbeda."));
  doc_sign(d, (const doc_signer[]){part_person_signer(a, &in->bearer, S("Yang menyerahkan"), true), part_signer(a, c, part_place_day(a, c), true)}, 2);
  part_standing(d, &c->signer);
  return d;
}
