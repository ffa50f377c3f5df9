/* Perjanjian Kinerja: the statement of both parties, then the attachment with objectives, indicators, targets, and the money for them. */
#include "part.h"

static void party(doc *d, const doc_person *p) {
  arena *a = d->a;
  doc_field(d, S("Nama"), part_value(a, p->name, S("nama")));
  doc_field(d, S("Jabatan"), part_value(a, p->position, S("jabatan")));
}

static void sentence(doc *d, const char *text) { doc_para(d, ALIGN_JUSTIFY, str_of(text)); }

static str title_of(arena *a, const agreement_input *in) { return str_fmt(a, "PERJANJIAN KINERJA TAHUN %d", (int)in->year); }

static void statement(doc *d, const agreement_input *in) {
  doc_title(d, title_of(d->a, in));
  doc_space(d, 8);
  sentence(d, "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta berorientasi pada hasil, kami yang bertanda "
              "tangan di bawah ini:");
  party(d, &in->first.person);
  sentence(d, "selanjutnya disebut **PIHAK PERTAMA**;");
  party(d, &in->second);
  sentence(d, "selaku atasan pihak pertama, selanjutnya disebut **PIHAK KEDUA**.");
  sentence(d, "Pihak pertama berjanji akan mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini dalam rangka mencapai target kinerja jangka "
              "menengah seperti yang telah ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi "
              "tanggung jawab pihak pertama.");
  sentence(d, "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari perjanjian ini dan "
              "mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.");
}

/* The second party left, the first right, with place and day above it. field: to be signed in the PDF; one signature is for all pages. */
static void signed_by_both(doc *d, const agreement_input *in, bool field) {
  arena *a = d->a;
  doc_signer places[2] = {part_person_signer(a, &in->second, STR_CAT(a, S("PIHAK KEDUA,\n"), part_upper(a, part_value(a, in->second.position, S("jabatan")))), true),
                          part_person_signer(a, &in->first.person, STR_CAT(a, S("PIHAK PERTAMA,\n"), part_signing_position(a, &in->first)), true)};
  places[1].place_date = STR_CAT(a, part_value(a, in->place, S("tempat")), S(", "), part_date(a, in->day, S("tanggal")));
  places[0].field = places[1].field = field;
  doc_sign(d, places, LEN(places));
}

static void objectives(doc *d, const agreement_input *in) {
  static const str HEAD[] = {SC("No"), SC("Sasaran"), SC("Indikator Kinerja"), SC("Target"), SC("Satuan")};
  arena *a = d->a;
  size_t number = 0;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){6, 33, 35, 11, 15}, LEN(HEAD));
  t->font_size = 10;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->rows.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("sasaran dan indikator kinerja")));
  for (size_t i = 0, same; i < in->rows.n; i += same) {
    for (same = 1; i + same < in->rows.n && str_eq(in->rows.v[i + same].objective, in->rows.v[i].objective);) same++;
    for (size_t k = 0; k < same; k++) {
      const agreement_row *x = &in->rows.v[i + k];
      doc_row *r = doc_table_row(d, t, false);
      if (k == 0) {
        part_cell(d, r, ALIGN_CENTER, str_fmt(a, "%zu", ++number))->rowspan = (int)same;
        part_cell(d, r, ALIGN_LEFT, part_value(a, x->objective, S("sasaran")))->rowspan = (int)same;
      }
      doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->indicator, S("indikator")));
      doc_cell_add(d, r, x->target.state == VALUE_NUMBER ? ALIGN_RIGHT : ALIGN_CENTER, value_text(a, x->target));
      doc_cell_add(d, r, ALIGN_CENTER, part_value(a, x->unit, S("satuan")));
    }
  }
}

static void money(doc *d, const agreement_input *in) {
  static const str HEAD[] = {SC("No"), SC("Program/Kegiatan/Sub Kegiatan"), SC("Anggaran (Rp)"), SC("Keterangan")};
  arena *a = d->a;
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){6, 52, 24, 18}, LEN(HEAD));
  t->font_size = 10;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->programs.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("anggaran")));
  for (size_t i = 0; i < in->programs.n; i++) {
    const doc_budget_row *b = &in->programs.v[i];
    doc_row *r = doc_table_row(d, t, false);
    r->total = b->total;
    doc_cell_add(d, r, ALIGN_CENTER, b->total ? S("") : str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, b->name, S("program")));
    doc_cell_add(d, r, ALIGN_RIGHT, decimal_some(b->ceiling) ? rupiah(a, b->ceiling) : S("belum diisi"));
    doc_cell_add(d, r, ALIGN_LEFT, b->total ? S("") : S("APBD"));
  }
}

doc *letter_agreement(arena *a, const agreement_input *in) {
  letter_common c = {.office = in->office, .issue = {.number = S("")}, .signer = in->first, .watermark = in->watermark};
  doc *d = part_doc(a, &c, str_fmt(a, "Perjanjian Kinerja Tahun %d %.*s", (int)in->year, STR_ARG(in->office.office_title)));
  statement(d, in);
  signed_by_both(d, in, !in->watermark.n);
  part_standing(d, &in->first);
  doc_page(d, SHEET_PORTRAIT);
  doc_title(d, S("LAMPIRAN"));
  doc_title(d, title_of(a, in));
  doc_title(d, part_value(a, in->office.name, S("nama perangkat daerah")));
  doc_space(d, 6);
  objectives(d, in);
  doc_space(d, 8);
  money(d, in);
  signed_by_both(d, in, false);
  return d;
}
