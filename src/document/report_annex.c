#include "report_part.h"

static doc_table *ruled(doc *d, str caption, const str *head, const double *widths, size_t n) {
  doc_table *t = doc_add_table(d, caption, widths, n);
  t->font_size = 9;
  part_head(d, t, head, n);
  return t;
}

static void annex(doc *d, str title) {
  doc_page(d, SHEET_PORTRAIT);
  doc_numbered(d, SERIES_ANNEX, 1, title);
}

static void agreement(doc *d, const report_input *in) {
  annex(d, S("PERJANJIAN KINERJA"));
  report_agreement_table(d, S("Perjanjian kinerja"), in);
  doc_space(d, 8);
  static const str HEAD[] = {SC("No"), SC("Program/Kegiatan"), SC("Anggaran")};
  doc_table *t = ruled(d, S("Anggaran perjanjian kinerja"), HEAD, (const double[]){6, 66, 28}, LEN(HEAD));
  if (in->budget.n == 0) part_empty_row(d, t, part_value(d->a, STR_NONE, S("anggaran")));
  for (size_t i = 0; i < in->budget.n; i++) {
    const doc_budget_row *b = &in->budget.v[i];
    doc_row *r = doc_table_row(d, t, false);
    r->total = b->total;
    doc_cell_add(d, r, ALIGN_CENTER, b->total ? S("") : str_fmt(d->a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(d->a, b->name, S("program")));
    doc_cell_add(d, r, ALIGN_RIGHT, decimal_some(b->ceiling) ? rupiah(d->a, b->ceiling) : S("belum diisi"));
  }
}

/* What the automatic checks found, and the answers. */
static void findings(doc *d, const report_input *in) {
  static const str HEAD[] = {SC("No"), SC("Indikator Kinerja"), SC("Temuan"), SC("Jawaban"), SC("Oleh")};
  arena *a = d->a;
  if (!str_blank(in->rules)) doc_para(d, ALIGN_JUSTIFY, STR_CAT(a, S("Aturan pengukuran: "), block_escape(a, in->rules)));
  if (!in->checked) return;
  doc_heading(d, 2, S("Temuan otomatis dan jawabannya"));
  doc_table *t = ruled(d, STR_NONE, HEAD, (const double[]){5, 23, 34, 24, 14}, LEN(HEAD));
  if (in->findings.n == 0) part_empty_row(d, t, S("Tidak ada temuan."));
  for (size_t i = 0; i < in->findings.n; i++) {
    const report_finding *f = &in->findings.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, block_escape(a, f->indicator));
    doc_cell_add(d, r, ALIGN_LEFT, STR_CAT(a, S("**"), block_escape(a, f->level), S("**: "), block_escape(a, f->text)));
    doc_cell_add(d, r, ALIGN_LEFT, str_blank(f->answer) ? S("belum dijawab") : block_escape(a, f->answer));
    doc_cell_add(d, r, ALIGN_LEFT, str_blank(f->by) ? S("–") : block_escape(a, f->by));
  }
}

/* The measurement with where each figure comes from. */
static void measurement(doc *d, const report_input *in) {
  static const str HEAD[] = {SC("Indikator Kinerja"), SC("Definisi Operasional"), SC("Sumber Data"), SC("Penanggung Jawab")};
  arena *a = d->a;
  doc_measures all = report_measures(a, in);
  annex(d, S("PENGUKURAN KINERJA"));
  table_measures(d, S("Pengukuran kinerja"), &all);
  doc_space(d, 8);
  doc_table *t = ruled(d, S("Asal data"), HEAD, (const double[]){28, 32, 20, 20}, LEN(HEAD));
  if (all.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("indikator")));
  for (size_t i = 0; i < in->objectives.n; i++)
    for (size_t k = 0; k < in->objectives.v[i].indicators.n; k++) {
      const report_indicator *x = &in->objectives.v[i].indicators.v[k];
      doc_row *r = doc_table_row(d, t, false);
      doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->now.indicator, S("indikator")));
      doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->definition, S("definisi operasional")));
      doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->source, S("sumber data")));
      doc_cell_add(d, r, ALIGN_LEFT, part_value(a, x->person, S("penanggung jawab")));
    }
  doc_space(d, 8);
  findings(d, in);
}

static void evidence(doc *d, const report_input *in) {
  doc_files files = {0};
  annex(d, S("DAFTAR BUKTI DUKUNG"));
  for (size_t i = 0; i < in->evidence.n; i++) {
    const report_evidence *e = &in->evidence.v[i];
    LIST_ADD(d->a, &files, ((doc_file){.name = e->file, .about = e->indicator, .pages = e->pages, .sha256 = e->sha256}));
  }
  table_files(d, S("Bukti dukung"), &files);
}

static void versions(doc *d, const report_input *in) {
  static const str HEAD[] = {SC("No"), SC("Versi"), SC("Waktu"), SC("Oleh"), SC("Keterangan")};
  arena *a = d->a;
  doc_table *t = ruled(d, S("Riwayat versi"), HEAD, (const double[]){6, 17, 33, 24, 20}, LEN(HEAD));
  if (in->versions.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("riwayat versi")));
  for (size_t i = 0; i < in->versions.n; i++) {
    const report_version *v = &in->versions.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, v->label, S("versi")));
    doc_cell_add(d, r, ALIGN_LEFT, instant_some(v->at) ? instant_id(a, v->at, in->common.office.offset_minutes) : part_value(a, STR_NONE, S("waktu")));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, v->by, S("nama")));
    doc_cell_add(d, r, ALIGN_LEFT, str_blank(v->note) ? S("–") : block_escape(a, v->note));
  }
}

static str was(arena *a, str s) { return str_blank(s) ? S("(kosong)") : block_escape(a, s); }

static void changes(doc *d, const report_input *in) {
  static const str HEAD[] = {SC("No"), SC("Bagian"), SC("Semula"), SC("Menjadi"), SC("Oleh"), SC("Alasan")};
  arena *a = d->a;
  if (str_blank(in->changes_since)) return;
  str title = STR_CAT(a, S("Daftar perubahan sejak "), block_escape(a, in->changes_since));
  doc_heading(d, 2, title);
  doc_table *t = ruled(d, STR_NONE, HEAD, (const double[]){5, 23, 18, 18, 15, 21}, LEN(HEAD));
  if (in->changes.n == 0) part_empty_row(d, t, S("Tidak ada perubahan."));
  for (size_t i = 0; i < in->changes.n; i++) {
    const report_change *c = &in->changes.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->where, S("bagian")));
    doc_cell_add(d, r, ALIGN_LEFT, was(a, c->before));
    doc_cell_add(d, r, ALIGN_LEFT, was(a, c->after));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->by, S("nama")));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(a, c->reason, S("alasan")));
  }
}

void report_attachments(doc *d, const report_input *in) {
  agreement(d, in);
  measurement(d, in);
  if (in->e81) report_e81(d, S("EVALUASI HASIL RENJA"), in->e81);
  evidence(d, in);
  if (!in->versions.n && str_blank(in->changes_since)) return; /* the signed report itself: its drafts are in the archive */
  annex(d, S("RIWAYAT VERSI DAN PERUBAHAN"));
  versions(d, in);
  changes(d, in);
}
