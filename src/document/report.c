#include "report.h"

#include "report_part.h"

/* The written parts of the report: where the text is, its key, its name. */
#define X(name, key, label) PART_##name,
enum report_part { REPORT_PARTS(X) };
#undef X
#define X(name, key, label) {offsetof(report_texts, name), SC(key), SC(label)},
static const struct { size_t at; str key, label; } PARTS[] = {REPORT_PARTS(X)};
#undef X

static void written(doc *d, const report_input *in, enum report_part p) {
  const str *text = (const str *)(const void *)((const char *)&in->texts + PARTS[p].at);
  part_paragraphs(d, *text, PARTS[p].key, PARTS[p].label);
}

static str title_of(const report_input *in) { return str_blank(in->title) ? S("LAPORAN KINERJA") : in->title; }
static str period_of(arena *a, const report_input *in) { return part_value(a, in->period, S("periode")); }

doc_measures report_measures(arena *a, const report_input *in) {
  doc_measures all = {0};
  for (size_t i = 0; i < in->objectives.n; i++) {
    const report_objective *o = &in->objectives.v[i];
    for (size_t k = 0; k < o->indicators.n; k++) {
      doc_measure m = o->indicators.v[k].now;
      m.objective = o->name;
      LIST_ADD(a, &all, m);
    }
  }
  return all;
}

void report_agreement_table(doc *d, str caption, const report_input *in) {
  static const str HEAD[] = {SC("No"), SC("Sasaran"), SC("Indikator Kinerja"), SC("Satuan"), SC("Target")};
  arena *a = d->a;
  doc_table *t = doc_add_table(d, caption, (const double[]){6, 35, 33, 15, 11}, LEN(HEAD));
  t->font_size = 9;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->objectives.n == 0) part_empty_row(d, t, part_value(a, STR_NONE, S("perjanjian kinerja")));
  for (size_t i = 0; i < in->objectives.n; i++) {
    const report_objective *o = &in->objectives.v[i];
    for (size_t k = 0; k < o->indicators.n; k++) {
      const doc_measure *m = &o->indicators.v[k].now;
      doc_row *r = doc_table_row(d, t, false);
      if (k == 0) {
        part_cell(d, r, ALIGN_CENTER, str_fmt(a, "%zu", i + 1))->rowspan = (int)o->indicators.n;
        part_cell(d, r, ALIGN_LEFT, part_value(a, o->name, S("sasaran")))->rowspan = (int)o->indicators.n;
      }
      doc_cell_add(d, r, ALIGN_LEFT, part_value(a, m->indicator, S("indikator")));
      doc_cell_add(d, r, ALIGN_CENTER, part_value(a, m->unit, S("satuan")));
      doc_cell_add(d, r, m->target.state == VALUE_NUMBER ? ALIGN_RIGHT : ALIGN_CENTER, value_text(a, m->target));
    }
  }
}

static void cover_line(doc *d, double size, str text) {
  doc_title(d, text);
  d->blocks.v[d->blocks.n - 1].size = size;
}

static void cover(doc *d, const report_input *in) {
  arena *a = d->a;
  const doc_office *o = &in->common.office;
  doc_space(d, 12);
  if (!o->no_crest) part_crest(d, o, 96);
  doc_space(d, 14);
  cover_line(d, 14, part_value(a, o->government, S("nama pemerintah daerah")));
  cover_line(d, 18, part_value(a, o->name, S("nama perangkat daerah")));
  doc_space(d, 110);
  cover_line(d, 26, block_escape(a, title_of(in)));
  cover_line(d, 18, part_upper(a, period_of(a, in)));
  doc_space(d, 24);
  if (!str_blank(in->version)) cover_line(d, 14, part_upper(a, block_escape(a, in->version)));
  doc_space(d, 170);
  cover_line(d, 14, part_upper(a, part_issue_place(a, &in->common)));
  cover_line(d, 14, date_some(in->common.issue.day) ? str_fmt(a, "%d", date_ymd(in->common.issue.day).y) : S("[belum diisi: tahun]"));
}

/* "Tabel 1. ...", "Gambar 1. ...": by the order on the pages. */
static void number_captions(doc *d) {
  int tables = 0, figures = 0;
  for (size_t i = 0; i < d->blocks.n; i++) {
    block *b = &d->blocks.v[i];
    if (b->kind == BLOCK_TABLE && b->table->caption.n)
      b->table->caption = STR_CAT(d->a, str_fmt(d->a, "Tabel %d. ", ++tables), b->table->caption);
    if (b->kind == BLOCK_FIGURE && b->text.n) b->text = STR_CAT(d->a, str_fmt(d->a, "Gambar %d. ", ++figures), b->text);
  }
}

static void review_statement(doc *d, const report_input *in) {
  if (!in->review) return;
  arena *a = d->a;
  const report_review *r = in->review;
  doc_page(d, SHEET_PORTRAIT);
  part_letterhead(d, &r->common.office);
  doc_heading(d, 1, S("PERNYATAAN TELAH DIREVIU"));
  doc_para(d, ALIGN_JUSTIFY,
           STR_CAT(a, S("Kami telah mereviu Laporan Kinerja "), part_office(a, &in->common), S(" "), period_of(a, in),
                   S(" dengan berpedoman pada Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014. "
                     "Isi laporan menjadi tanggung jawab "), part_office(a, &in->common), S(".")));
  doc_para(d, ALIGN_JUSTIFY, S("Reviu bertujuan memberi keyakinan terbatas bahwa informasi kinerja berasal dari sistem pengumpulan, "
                               "pengelompokan, pengikhtisaran, dan pelaporan data yang andal serta disajikan sesuai dengan ketentuan SAKIP."));
  if (r->notes.n == 0) doc_para(d, ALIGN_JUSTIFY, S("Berdasarkan reviu tersebut, tidak terdapat hal yang perlu dicatat."));
  else doc_para(d, ALIGN_JUSTIFY, S("Berdasarkan reviu tersebut, hal yang perlu dicatat adalah:"));
  for (size_t i = 0; i < r->notes.n; i++)
    doc_item(d, 0, part_count_label(a, COUNT_NUMBERS, i), part_value(a, r->notes.v[i], S("catatan reviu")));
  if (!str_blank(r->common.issue.number))
    doc_para(d, ALIGN_JUSTIFY, STR_CAT(a, S("Hasil reviu selengkapnya dimuat dalam Laporan Hasil Reviu Nomor "), block_escape(a, str_trim(r->common.issue.number)), S(".")));
  part_sign(d, &r->common, part_place_day(a, &r->common), true);
}

/* How many figures there are, counted: the one sentence of the summary that nobody has to write. */
static void figures_sentence(doc *d, const doc_measures *all) {
  size_t measured = 0, met = 0, unavailable = 0, empty = 0;
  for (size_t i = 0; i < all->n; i++) {
    const doc_value *v = &all->v[i].achievement;
    bool number = v->state == VALUE_NUMBER && decimal_some(v->number);
    measured += number;
    met += number && decimal_cmp(v->number, DECIMAL_INT(100)) >= 0;
    unavailable += all->v[i].actual.state == VALUE_UNAVAILABLE;
    empty += all->v[i].actual.state == VALUE_EMPTY;
  }
  doc_para(d, ALIGN_JUSTIFY, str_fmt(d->a, "Laporan ini memuat %zu indikator kinerja. Capaian %zu indikator dapat dihitung; %zu di antaranya mencapai "
                                     "100 persen atau lebih. Realisasi %zu indikator tidak tersedia dan realisasi %zu indikator belum diisi.",
                                     all->n, measured, met, unavailable, empty));
}

static void front(doc *d, const report_input *in, const doc_measures *all) {
  doc_page(d, SHEET_PORTRAIT);
  doc_heading(d, 1, S("KATA PENGANTAR"));
  written(d, in, PART_foreword);
  part_sign(d, &in->common, part_place_day(d->a, &in->common), true);
  part_audit_head(d, in->audit_head);
  doc_page(d, SHEET_PORTRAIT);
  doc_heading(d, 1, S("IKHTISAR EKSEKUTIF"));
  written(d, in, PART_summary);
  figures_sentence(d, all);
  table_measures(d, S("Ringkasan capaian kinerja"), all);
  doc_page(d, SHEET_PORTRAIT);
  doc_title(d, S("DAFTAR ISI"));
  doc_toc(d, TOC_HEADINGS);
  doc_page(d, SHEET_PORTRAIT);
  doc_title(d, S("DAFTAR TABEL"));
  doc_toc(d, TOC_TABLES);
  if (!all->n) return; /* no chart */
  doc_space(d, 12);
  doc_title(d, S("DAFTAR GAMBAR"));
  doc_toc(d, TOC_FIGURES);
}

static void chapter(doc *d, str title) {
  doc_page(d, SHEET_PORTRAIT);
  doc_numbered(d, SERIES_CHAPTER, 1, title);
}

static void section(doc *d, str title) { doc_numbered(d, SERIES_CHAPTER, 2, title); }

static void structure(doc *d, const report_input *in) {
  static const str HEAD[] = {SC("No"), SC("Jabatan"), SC("Pejabat")};
  doc_table *t = doc_add_table(d, S("Susunan organisasi"), (const double[]){6, 50, 44}, LEN(HEAD));
  t->font_size = 9;
  part_head(d, t, HEAD, LEN(HEAD));
  if (in->posts.n == 0) part_empty_row(d, t, part_value(d->a, STR_NONE, S("susunan organisasi")));
  for (size_t i = 0; i < in->posts.n; i++) {
    const report_post *p = &in->posts.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(d->a, "%zu", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, part_value(d->a, p->title, S("jabatan")));
    doc_cell_add(d, r, ALIGN_LEFT, str_blank(p->holder) ? S("belum ada pejabat") : block_escape(d->a, str_trim(p->holder)));
  }
}

static void introduction(doc *d, const report_input *in) {
  chapter(d, S("PENDAHULUAN"));
  section(d, S("Gambaran Umum Organisasi"));
  written(d, in, PART_background);
  section(d, S("Tugas dan Fungsi"));
  written(d, in, PART_duties);
  section(d, S("Struktur Organisasi"));
  structure(d, in);
  section(d, S("Aspek dan Isu Strategis"));
  written(d, in, PART_issues);
}

static void planning(doc *d, const report_input *in) {
  chapter(d, S("PERENCANAAN KINERJA"));
  written(d, in, PART_planning);
  report_agreement_table(d, S("Ringkasan perjanjian kinerja"), in);
}

static void accountability(doc *d, const report_input *in, const doc_measures *all) {
  chapter(d, S("AKUNTABILITAS KINERJA"));
  section(d, S("Capaian Kinerja Organisasi"));
  table_measures(d, S("Pengukuran kinerja"), all);
  drawing *g = all->n ? report_chart(d->a, in) : NULL;
  if (g) doc_figure(d, g, g->desc, S("Capaian kinerja terhadap target"));
  if (!str_blank(in->overall))
    doc_para(d, ALIGN_JUSTIFY, STR_CAT(d->a, S("Rata-rata capaian sasaran "), part_office(d->a, &in->common), S(": "), block_escape(d->a, in->overall), S(".")));
  for (size_t i = 0; i < in->objectives.n; i++) report_objective_points(d, in, &in->objectives.v[i]);
  section(d, S("Realisasi Anggaran"));
  table_budget(d, S("Realisasi anggaran"), &in->budget);
  written(d, in, PART_budget_analysis);
}

static void closing(doc *d, const report_input *in) {
  chapter(d, S("PENUTUP"));
  section(d, S("Simpulan"));
  written(d, in, PART_conclusion);
  section(d, S("Langkah Perbaikan"));
  written(d, in, PART_improvement);
}

doc *report_build(arena *a, const report_input *in) {
  str name = STR_CAT(a, title_of(in), S(" "), str_blank(in->period) ? S("") : in->period);
  doc *d = part_bare_doc(a, &in->common, str_trim(name));
  d->cover = true;
  d->footer = block_escape(a, STR_CAT(a, str_trim(name), S(" – "), in->common.office.office_title));
  doc_measures all = report_measures(a, in);
  cover(d, in);
  review_statement(d, in);
  front(d, in, &all);
  introduction(d, in);
  planning(d, in);
  accountability(d, in, &all);
  closing(d, in);
  report_attachments(d, in);
  number_captions(d);
  return d;
}
