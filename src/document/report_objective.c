#include "report_part.h"

/* The seven points of PermenPAN-RB 53/2014 for one objective. */

#define X(name, key, label) PART_##name,
enum objective_part { OBJECTIVE_PARTS(X) };
#undef X
#define X(name, key, label) {offsetof(report_objective, name), SC(key), SC(label)},
static const struct { size_t at; str key, label; } PARTS[] = {OBJECTIVE_PARTS(X)};
#undef X

static void written(doc *d, const report_objective *o, enum objective_part p) {
  const str *text = (const str *)(const void *)((const char *)o + PARTS[p].at);
  part_paragraphs(d, *text, STR_CAT(d->a, PARTS[p].key, S("-"), o->id), PARTS[p].label);
}

static void value_cell(doc *d, doc_row *r, doc_value v) {
  doc_cell_add(d, r, v.state == VALUE_NUMBER ? ALIGN_RIGHT : ALIGN_CENTER, value_text(d->a, v));
}

static void computed_cell(doc *d, doc_row *r, doc_value v) {
  doc_cell_add(d, r, v.state == VALUE_NUMBER ? ALIGN_RIGHT : ALIGN_CENTER, value_computed(d->a, v));
}

static doc_table *small_table(doc *d, str caption, const str *head, const double *widths, size_t n) {
  doc_table *t = doc_add_table(d, caption, widths, n);
  t->font_size = 9;
  part_head(d, t, head, n);
  return t;
}

static str indicator_name(arena *a, const report_indicator *x) { return part_value(a, x->now.indicator, S("indikator")); }

/* The explanation made with the figure; where there is no figure, why. */
static str explanation(arena *a, const doc_measure *m) {
  if (m->actual.state == VALUE_EMPTY) return S("realisasi belum diisi.");
  if (m->actual.state == VALUE_UNAVAILABLE) return STR_CAT(a, S("realisasi "), value_text(a, m->actual), str_ends(m->actual.text, S(".")) ? S("") : S("."));
  return part_value(a, m->explanation, S("penjelasan perhitungan"));
}

static void this_period(doc *d, const report_objective *o) {
  arena *a = d->a;
  doc_measures rows = {0};
  for (size_t i = 0; i < o->indicators.n; i++) {
    doc_measure m = o->indicators.v[i].now;
    m.objective = o->name;
    LIST_ADD(a, &rows, m);
  }
  table_objective(d, S("Target dan realisasi"), &rows);
  for (size_t i = 0; i < rows.n; i++) {
    const doc_measure *m = &rows.v[i];
    doc_para(d, ALIGN_JUSTIFY, STR_CAT(a, S("**"), part_value(a, m->indicator, S("indikator")), S("**: "), explanation(a, m)));
    part_anchor(d, STR_CAT(a, S("figure:"), m->id));
  }
  if (o->mean.state == VALUE_EMPTY) return;
  str unit = o->mean.state == VALUE_NUMBER ? S(" persen") : S("");
  str how = str_blank(o->mean_explanation) ? S("") : STR_CAT(a, S(" ("), block_escape(a, o->mean_explanation), S(")"));
  doc_para(d, ALIGN_JUSTIFY, STR_CAT(a, S("Capaian sasaran: "), value_text(a, o->mean), unit, how, S(".")));
}

static void year_row(doc *d, doc_table *t, const report_indicator *x, size_t k, const report_year *y) {
  doc_row *r = doc_table_row(d, t, false);
  if (k == 0) part_cell(d, r, ALIGN_LEFT, indicator_name(d->a, x))->rowspan = (int)x->history.n + 1;
  doc_cell_add(d, r, ALIGN_CENTER, part_value(d->a, y->label, S("tahun")));
  value_cell(d, r, y->target);
  value_cell(d, r, y->actual);
  computed_cell(d, r, y->achievement);
}

static void earlier_years(doc *d, const report_input *in, const report_objective *o) {
  static const str HEAD[] = {SC("Indikator Kinerja"), SC("Periode"), SC("Target"), SC("Realisasi"), SC("Capaian (%)")};
  size_t known = 0;
  for (size_t i = 0; i < o->indicators.n; i++) known += o->indicators.v[i].history.n;
  if (known == 0) {
    doc_para(d, ALIGN_JUSTIFY, S("Belum ada realisasi tahun-tahun sebelumnya yang tercatat untuk sasaran ini."));
    return;
  }
  doc_table *t = small_table(d, S("Perbandingan dengan tahun sebelumnya"), HEAD, (const double[]){40, 20, 13, 13, 14}, LEN(HEAD));
  for (size_t i = 0; i < o->indicators.n; i++) {
    const report_indicator *x = &o->indicators.v[i];
    for (size_t k = 0; k < x->history.n; k++) year_row(d, t, x, k, &x->history.v[k]);
    year_row(d, t, x, x->history.n, &(report_year){in->period, x->now.target, x->now.actual, x->now.achievement});
  }
}

static void medium_term(doc *d, const report_objective *o) {
  static const str HEAD[] = {SC("Indikator Kinerja"), SC("Target Jangka Menengah"), SC("Realisasi sampai Periode Ini"), SC("Kemajuan (%)")};
  size_t known = 0;
  for (size_t i = 0; i < o->indicators.n; i++) known += o->indicators.v[i].medium_target.state != VALUE_EMPTY;
  if (known == 0) {
    part_paragraphs(d, STR_NONE, STR_NONE, S("target jangka menengah"));
    return;
  }
  doc_table *t = small_table(d, S("Perbandingan dengan target jangka menengah"), HEAD, (const double[]){40, 26, 20, 14}, LEN(HEAD));
  for (size_t i = 0; i < o->indicators.n; i++) {
    const report_indicator *x = &o->indicators.v[i];
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_LEFT, indicator_name(d->a, x));
    str label = str_blank(x->medium_label) ? S("") : STR_CAT(d->a, S("\n"), block_escape(d->a, x->medium_label));
    doc_cell_add(d, r, ALIGN_CENTER, STR_CAT(d->a, value_text(d->a, x->medium_target), label));
    value_cell(d, r, x->now.actual);
    computed_cell(d, r, x->medium_progress);
  }
}

static void national_standard(doc *d, const report_objective *o) {
  static const str HEAD[] = {SC("Indikator Kinerja"), SC("Realisasi"), SC("Standar Nasional"), SC("Sumber")};
  size_t known = 0;
  for (size_t i = 0; i < o->indicators.n; i++) known += o->indicators.v[i].national.state != VALUE_EMPTY;
  if (known == 0) {
    doc_para(d, ALIGN_JUSTIFY, S("Tidak ada standar nasional yang tercatat untuk sasaran ini."));
    return;
  }
  doc_table *t = small_table(d, S("Perbandingan dengan standar nasional"), HEAD, (const double[]){40, 15, 17, 28}, LEN(HEAD));
  for (size_t i = 0; i < o->indicators.n; i++) {
    const report_indicator *x = &o->indicators.v[i];
    if (x->national.state == VALUE_EMPTY) continue;
    doc_row *r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_LEFT, indicator_name(d->a, x));
    value_cell(d, r, x->now.actual);
    value_cell(d, r, x->national);
    doc_cell_add(d, r, ALIGN_LEFT, part_value(d->a, x->national_source, S("sumber")));
  }
}

static void point(doc *d, str title) { doc_numbered(d, SERIES_CHAPTER, 4, title); }

void report_objective_points(doc *d, const report_input *in, const report_objective *o) {
  arena *a = d->a;
  str period = part_value(a, in->period, S("periode"));
  doc_numbered(d, SERIES_CHAPTER, 3, STR_CAT(a, S("Sasaran: "), part_value(a, o->name, S("sasaran"))));
  point(d, STR_CAT(a, S("Target dan realisasi "), period));
  this_period(d, o);
  point(d, S("Perbandingan dengan tahun-tahun sebelumnya"));
  earlier_years(d, in, o);
  drawing *trend = report_trend(a, o);
  if (trend) doc_figure(d, trend, trend->desc, S("Capaian antarperiode"));
  point(d, S("Perbandingan dengan target jangka menengah"));
  medium_term(d, o);
  point(d, S("Perbandingan dengan standar nasional"));
  national_standard(d, o);
  point(d, S("Penyebab dan solusi"));
  written(d, o, PART_causes);
  written(d, o, PART_solutions);
  point(d, S("Efisiensi penggunaan sumber daya"));
  written(d, o, PART_efficiency);
  point(d, S("Program dan kegiatan yang menunjang"));
  table_budget(d, S("Program yang menunjang sasaran"), &o->programs);
  written(d, o, PART_programs_note);
}
