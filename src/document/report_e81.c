/* The attachment E.81 (Permendagri 86/2017): its sixteen columns on landscape F4. The sums are those of the workbook (exports.h). */
#include "exports_part.h"
#include "report_part.h"

enum { PAIRS = 10, COLUMNS = 4 + 2 * PAIRS + 2 };
static const str HEADS[PAIRS] = {
    SC("Target Renstra akhir periode"), SC("Realisasi Renstra s.d. tahun lalu"), SC("Target dan anggaran Renja tahun ini"), SC("Realisasi TW I"), SC("Realisasi TW II"),
    SC("Realisasi TW III"), SC("Realisasi TW IV"), SC("Realisasi Renja (8+9+10+11)"), SC("Realisasi Renstra s.d. tahun ini (6+12)"),
    SC("Tingkat capaian Renstra (%) (13/5×100)")};
static const str WORDS[] = {SC("No"), SC("Sasaran"), SC("Program/Kegiatan"), SC("Indikator Kinerja")};
static const str LAST[] = {SC("Unit PJ"), SC("Ket.")};

static void head_cell(doc *d, doc_row *r, str text, int across, int down) {
  doc_cell *c = part_cell(d, r, ALIGN_CENTER, text);
  c->colspan = across, c->rowspan = down, c->bold = true;
}

static void head(doc *d, doc_table *t) {
  doc_row *r = doc_table_row(d, t, true);
  for (size_t i = 0; i < LEN(WORDS); i++) head_cell(d, r, WORDS[i], 1, 2);
  for (size_t i = 0; i < PAIRS; i++) head_cell(d, r, HEADS[i], 2, 1);
  for (size_t i = 0; i < LEN(LAST); i++) head_cell(d, r, LAST[i], 1, 2);
  r = doc_table_row(d, t, true);
  for (size_t i = 0; i < PAIRS; i++) head_cell(d, r, S("K"), 1, 1), head_cell(d, r, S("Rp"), 1, 1);
  r = doc_table_row(d, t, true);
  for (int i = 1; i <= 16; i++) head_cell(d, r, str_fmt(d->a, "%d", i), i >= 5 && i <= 14 ? 2 : 1, 1);
}

static str short_value(arena *a, doc_value v) {
  if (v.state == VALUE_UNAVAILABLE) return S("t.t.");
  return v.state == VALUE_EMPTY || (v.state == VALUE_NUMBER && !decimal_some(v.number)) ? S("–") : value_text(a, v);
}

static str short_number(arena *a, decimal v) { return decimal_some(v) ? decimal_id(a, v, v.scale) : S("–"); }
static str money(arena *a, decimal v) { return decimal_some(v) ? decimal_id(a, v, 0) : S("–"); }

static void pair(doc *d, doc_row *r, str k, str rp) {
  doc_cell_add(d, r, ALIGN_RIGHT, k);
  doc_cell_add(d, r, ALIGN_RIGHT, rp);
}

static void row(doc *d, doc_table *t, const export_e81 *form, size_t at) {
  arena *a = d->a;
  const export_e81_row *x = &form->rows.v[at];
  export_e81_sums s = export_e81_row_sums(x);
  const export_pair *given[] = {&x->medium, &x->before, &x->plan, &x->quarter[0], &x->quarter[1], &x->quarter[2], &x->quarter[3]};
  doc_row *r = doc_table_row(d, t, false);
  int rows = (int)export_e81_together(form, at);
  if (rows) {
    part_cell(d, r, ALIGN_CENTER, x->number.p ? x->number : S(""))->rowspan = rows;
    part_cell(d, r, ALIGN_LEFT, block_escape(a, x->objective))->rowspan = rows;
  }
  doc_cell_add(d, r, ALIGN_LEFT, str_blank(x->program) ? S("–") : block_escape(a, x->program));
  str unit = str_blank(x->unit) ? S("") : STR_CAT(a, S(" ("), x->unit, S(")"));
  doc_cell_add(d, r, ALIGN_LEFT, str_blank(x->indicator) ? S("–") : block_escape(a, STR_CAT(a, x->indicator, unit)));
  for (size_t i = 0; i < LEN(given); i++) pair(d, r, short_value(a, given[i]->k), money(a, given[i]->rp));
  pair(d, r, short_number(a, s.k12), money(a, s.rp12));
  pair(d, r, short_number(a, s.k13), money(a, s.rp13));
  pair(d, r, short_number(a, s.k14), short_number(a, s.rp14));
  doc_cell_add(d, r, ALIGN_LEFT, block_escape(a, x->responsible));
  doc_cell_add(d, r, ALIGN_LEFT, block_escape(a, x->note));
}

/* The form's footer: its fourteen narrow columns of means, told as a table of their own. */
static void means(doc *d, const export_e81 *form) {
  static const str HEAD[] = {SC("Kolom"), SC("Uraian"), SC("Rata-rata K (%)"), SC("Predikat K"), SC("Rata-rata Rp (%)"), SC("Predikat Rp")};
  export_e81_mean all[E81_MEANS][2];
  export_e81_means(d->a, form, all);
  doc_table *t = doc_add_table(d, S("Rata-rata capaian dan predikat kinerja (Formulir E.81)"), (const double[]){6, 40, 12, 15, 12, 15}, LEN(HEAD));
  t->font_size = 8;
  part_head(d, t, HEAD, LEN(HEAD));
  for (int i = 0; i < E81_MEANS; i++) {
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(d->a, "%d", 8 + i));
    doc_cell_add(d, r, ALIGN_LEFT, HEADS[PAIRS - E81_MEANS + i]);
    for (int k = 0; k < 2; k++) {
      doc_cell_add(d, r, ALIGN_RIGHT, short_number(d->a, all[i][k].percent));
      doc_cell_add(d, r, ALIGN_CENTER, str_blank(all[i][k].predicate) ? S("–") : block_escape(d->a, all[i][k].predicate));
    }
  }
}

static void footer(doc *d, const export_e81 *form) {
  const struct { str label, what, text; } written[] = {{S("Faktor pendorong keberhasilan kinerja"), S("faktor pendorong"), form->drivers},
                                                 {S("Faktor penghambat pencapaian kinerja"), S("faktor penghambat"), form->barriers},
                                                 {S("Tindak lanjut yang diperlukan dalam triwulan berikutnya"), S("tindak lanjut triwulan berikutnya"), form->next_quarter},
                                                 {S("Tindak lanjut yang diperlukan dalam Renja/RKPD berikutnya"), S("tindak lanjut Renja/RKPD berikutnya"), form->next_year}};
  if (form->rows.n) means(d, form);
  doc_space(d, 6);
  for (size_t i = 0; i < LEN(written); i++) doc_field(d, written[i].label, part_written(d->a, written[i].text, written[i].what));
}

void report_e81(doc *d, str title, const export_e81 *form) {
  double widths[COLUMNS] = {13, 48, 62, 54};
  for (size_t i = 0; i < PAIRS; i++) widths[4 + 2 * i] = 19, widths[5 + 2 * i] = i == PAIRS - 1 ? 19 : 40; /* 3.151.363.319 */
  widths[COLUMNS - 2] = 45, widths[COLUMNS - 1] = 18;
  doc_page(d, SHEET_FOLIO);
  doc_numbered(d, SERIES_ANNEX, 1, title);
  doc_table *t = doc_add_table(d, S("Evaluasi terhadap hasil Renja (Formulir E.81)"), widths, COLUMNS);
  t->font_size = 5.5;
  head(d, t);
  if (form->rows.n == 0) part_empty_row(d, t, part_value(d->a, STR_NONE, S("indikator dan anggaran")));
  for (size_t i = 0; i < form->rows.n; i++) row(d, t, form, i);
  t = doc_add_table(d, STR_NONE, (const double[]){1}, 1);
  t->plain = true, t->font_size = 8;
  doc_cell_add(d, doc_table_row(d, t, false), ALIGN_LEFT,
               S("K: kinerja; Rp: anggaran; PJ: penanggung jawab; t.t.: tidak tersedia; –: belum ada."));
  footer(d, form);
}
