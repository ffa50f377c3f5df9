#include "part.h"

static const str RULING_NAMES[] = {SC("KESATU"), SC("KEDUA"), SC("KETIGA"), SC("KEEMPAT"), SC("KELIMA"),
                                   SC("KEENAM"), SC("KETUJUH"), SC("KEDELAPAN"), SC("KESEMBILAN"), SC("KESEPULUH")};

/* "KEPUTUSAN CAMAT BABAKANCIKAO": of the post, not of who acts in it. */
static str decree_of(arena *a, const decree_input *in) {
  return STR_CAT(a, S("KEPUTUSAN "), part_upper(a, part_value(a, in->common.signer.position, S("jabatan"))));
}

static str about(arena *a, const decree_input *in) { return part_upper(a, part_value(a, in->about, S("tentang"))); }

static void heading(doc *d, const decree_input *in) {
  arena *a = d->a;
  doc_title(d, decree_of(a, in));
  doc_title(d, STR_CAT(a, S("NOMOR "), part_issue_number(a, &in->common)));
  doc_space(d, 4);
  doc_title(d, S("TENTANG"));
  doc_title(d, about(a, in));
  doc_space(d, 4);
  if (in->opening_phrase) doc_title(d, S("DENGAN RAHMAT TUHAN YANG MAHA ESA"));
  doc_title(d, STR_CAT(a, part_upper(a, part_value(a, in->common.signer.position, S("jabatan"))), S(",")));
  doc_space(d, 6);
}

static void rulings(doc *d, const decree_input *in) {
  arena *a = d->a;
  doc_table *t = part_layout(d);
  str decree = STR_CAT(a, decree_of(a, in), S(" TENTANG "), about(a, in), S("."));
  part_layout_text(d, t, S("Menetapkan"), decree);
  if (in->rulings.n == 0) part_layout_text(d, t, S("KESATU"), part_value(a, STR_NONE, S("isi keputusan")));
  for (size_t i = 0; i < in->rulings.n; i++) {
    str name = i < LEN(RULING_NAMES) ? RULING_NAMES[i] : str_fmt(a, "KE-%zu", i + 1);
    part_layout_text(d, t, name, part_value(a, in->rulings.v[i], S("isi keputusan")));
  }
}

static void team_table(doc *d, const decree_input *in) {
  static const str HEAD[] = {SC("No"), SC("Nama/NIP"), SC("Pangkat/Golongan"), SC("Jabatan Dinas"), SC("Kedudukan dalam Tim")};
  arena *a = d->a;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){6, 32, 20, 24, 18}, LEN(HEAD));
  t->font_size = 10;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->members.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("anggota tim")));
  for (size_t i = 0; i < in->members.n; i++) {
    const team_member *m = &in->members.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_person_lines(a, &m->person));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, m->person.rank, S("pangkat/golongan")));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, m->person.position, S("jabatan")));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, m->function, S("kedudukan")));
  }
}

static void attachment(doc *d, const decree_input *in) {
  arena *a = d->a;
  doc_page(d, SHEET_PORTRAIT);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){18, 3, 79}, 3);
  t->plain = true;
  const str rows[][2] = {{S("LAMPIRAN"), decree_of(a, in)},
                         {S("NOMOR"), part_issue_number(a, &in->common)},
                         {S("TANGGAL"), part_issue_day(a, &in->common)},
                         {S("TENTANG"), about(a, in)}};
  for (size_t i = 0; i < LEN(rows); i++) {
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_LEFT, rows[i][0]);
    doc_cell_add(d, r, ALIGN_LEFT, S(":"));
    doc_cell_add(d, r, ALIGN_LEFT, rows[i][1]);
  }
  doc_space(d, 10);
  doc_title(d, S("SUSUNAN TIM"));
  doc_space(d, 4);
  team_table(d, in);
}

doc *letter_decree(arena *a, const decree_input *in) {
  doc *d = part_doc(a, &in->common, str_blank(in->common.watermark) ? S("Keputusan") : S("Konsep Keputusan"));
  heading(d, in);
  doc_table *t = part_layout(d);
  part_layout_list(d, t, S("Menimbang"), &in->considering, COUNT_LETTERS, S("pertimbangan"));
  part_layout_list(d, t, S("Mengingat"), &in->recalling, COUNT_NUMBERS, S("dasar hukum"));
  doc_space(d, 6);
  doc_title(d, S("MEMUTUSKAN:"));
  doc_space(d, 4);
  rulings(d, in);
  part_sign(d, &in->common, part_set_at(a, &in->common), in->signer_with_nip);
  part_copies(d, &in->common);
  attachment(d, in);
  part_sign(d, &in->common, STR_NONE, in->signer_with_nip);
  return d;
}
