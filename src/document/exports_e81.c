/* Form E.81. The 16 columns of the form are printed; to their right, not printed, stand the cumulative flag and the achievement of each
 * quarter in per cent of column 7, from which the footer's means are taken. */
#include "exports_part.h"

/* Columns of the sheet; K, and Rp one to the right. */
enum { C_NO, C_OBJECTIVE, C_PROGRAM, C_INDICATOR, C_MEDIUM, C_BEFORE = 6, C_PLAN = 8, C_QUARTER = 10, C_YEAR = 18, C_TO_DATE = 20, C_LEVEL = 22,
       C_RESPONSIBLE = 24, C_NOTE, C_PRINTED, C_FLAG = 27, C_PERCENT = 28, C_ALL = 38 };
enum { FORM_COLUMNS = 16 };

#define PAIR(n) {SC(n " K"), 8}, {SC(n " Rp"), 13}
static const sheet_column COLUMNS[C_ALL] = {
    {SC("1 No"), 4}, {SC("2 Sasaran"), 18}, {SC("3 Program/Kegiatan"), 24}, {SC("4 Indikator"), 24},
    PAIR("5"), PAIR("6"), PAIR("7"), PAIR("8"), PAIR("9"), PAIR("10"), PAIR("11"), PAIR("12"), PAIR("13"), PAIR("14"),
    {SC("15 Penanggung Jawab"), 14}, {SC("16 Keterangan"), 12}, {{0}, 3}, {SC("Kumulatif"), 10},
    PAIR("% 8"), PAIR("% 9"), PAIR("% 10"), PAIR("% 11"), PAIR("% 12")};

/* column of the form, first column of the sheet, columns there, words */
static const struct { int number; size_t col, wide; str words; } HEADS[FORM_COLUMNS] = {
    {1, C_NO, 1, SC("No")},
    {2, C_OBJECTIVE, 1, SC("Sasaran")},
    {3, C_PROGRAM, 1, SC("Program/Kegiatan")},
    {4, C_INDICATOR, 1, SC("Indikator Kinerja Program (outcome)/Kegiatan (output)")},
    {5, C_MEDIUM, 2, SC("Target Renstra pada akhir periode")},
    {6, C_BEFORE, 2, SC("Realisasi capaian Renstra s/d Renja tahun lalu (n-2)")},
    {7, C_PLAN, 2, SC("Target kinerja dan anggaran Renja tahun berjalan (n-1)")},
    {8, C_QUARTER, 2, SC("Realisasi triwulan I")},
    {9, C_QUARTER + 2, 2, SC("Realisasi triwulan II")},
    {10, C_QUARTER + 4, 2, SC("Realisasi triwulan III")},
    {11, C_QUARTER + 6, 2, SC("Realisasi triwulan IV")},
    {12, C_YEAR, 2, SC("Realisasi capaian kinerja dan anggaran Renja (8+9+10+11)")},
    {13, C_TO_DATE, 2, SC("Realisasi kinerja dan anggaran Renstra s/d tahun berjalan (6+12)")},
    {14, C_LEVEL, 2, SC("Tingkat capaian kinerja dan realisasi anggaran Renstra (%) (13/5×100)")},
    {15, C_RESPONSIBLE, 1, SC("Unit penanggung jawab")},
    {16, C_NOTE, 1, SC("Ket.")},
};

/* ---- figures ---- */

static bool adds_up(const export_e81_row *r) { return r->cumulative && !export_percent(r->unit); }

static decimal add_known(decimal sum, decimal d) { return !decimal_some(d) ? sum : decimal_some(sum) ? decimal_add(sum, d) : d; }

static decimal level_of(decimal actual, decimal target) {
  if (!decimal_some(actual) || !decimal_some(target) || decimal_is_zero(target)) return DECIMAL_NONE;
  return decimal_mul_div(actual, DECIMAL_INT(100), target, 2, DECIMAL_HALF_UP);
}

export_e81_sums export_e81_row_sums(const export_e81_row *r) {
  export_e81_sums s = {DECIMAL_NONE, DECIMAL_NONE, DECIMAL_NONE, DECIMAL_NONE, DECIMAL_NONE, DECIMAL_NONE};
  decimal before = export_number(r->before.k);
  for (int i = 0; i < 4; i++) {
    decimal k = export_number(r->quarter[i].k);
    if (adds_up(r)) s.k12 = add_known(s.k12, k);
    else if (decimal_some(k)) s.k12 = k;
    s.rp12 = add_known(s.rp12, r->quarter[i].rp);
  }
  if (r->whole_year) s.rp12 = r->spent;
  s.k13 = adds_up(r) ? add_known(before, s.k12) : decimal_some(s.k12) ? s.k12 : before;
  s.rp13 = add_known(r->before.rp, s.rp12);
  s.k14 = level_of(s.k13, export_number(r->medium.k));
  s.rp14 = level_of(s.rp13, r->medium.rp);
  return s;
}

/* The last word of the quarters where the row is measured in words ("BB"); absent elsewhere. */
static str last_word(const export_e81_row *r) {
  for (int i = 3; i >= 0; i--)
    if (r->quarter[i].k.state == VALUE_WORD) return r->quarter[i].k.text;
  return STR_NONE;
}

/* ---- head ---- */

static void group(sheet *s, size_t row, size_t col, size_t wide, size_t high, str words) {
  sheet_cell *c = sheet_at(s, row, col);
  *c = (sheet_cell){.kind = CELL_TEXT, .text = words, .across = (int)wide, .down = (int)high};
}

static void k_and_rp(sheet *s, size_t row, size_t col) {
  group(s, row, col, 1, 1, S("K"));
  group(s, row, col + 1, 1, 1, S("Rp"));
}

static void head(sheet *s) {
  size_t top = sheet_row_add(s, ROW_HEAD), below = sheet_row_add(s, ROW_HEAD), numbers = sheet_row_add(s, ROW_HEAD);
  for (size_t i = 0; i < FORM_COLUMNS; i++) {
    size_t col = HEADS[i].col, wide = HEADS[i].wide;
    group(s, top, col, wide, wide == 1 ? 2 : 1, HEADS[i].words);
    if (wide == 2) k_and_rp(s, below, col);
    group(s, numbers, col, wide, 1, str_fmt(s->a, "%d", HEADS[i].number));
  }
  group(s, top, C_FLAG, 1, 3, S("Kumulatif (K boleh dijumlahkan)"));
  for (size_t i = 0; i < 5; i++) {
    group(s, top, C_PERCENT + 2 * i, 2, 1, str_fmt(s->a, "Capaian kolom %zu terhadap kolom 7 (%%), tidak dicetak", 8 + i));
    k_and_rp(s, below, C_PERCENT + 2 * i);
    group(s, numbers, C_PERCENT + 2 * i, 2, 1, str_fmt(s->a, "%zu/7", 8 + i));
  }
}

/* ---- rows ---- */

typedef struct line { sheet *s; size_t row; const export_e81_row *r; export_e81_sums sums; } line;

static str at(const line *l, size_t col) { return sheet_ref(l->s->a, l->row, col); }

static int places_of(decimal d) { return decimal_some(d) ? d.scale : 0; }

static void put_pair(sheet *s, size_t col, const export_pair *p) {
  export_value(s, col, p->k);
  sheet_money(s, col + 1, p->rp);
}

/* "K8,M8,O8,Q8" from the column of the first quarter's K or Rp. */
static str quarters_of(const line *l, size_t col) {
  return STR_CAT(l->s->a, at(l, col), S(","), at(l, col + 2), S(","), at(l, col + 4), S(","), at(l, col + 6));
}

static void put_year(const line *l) {
  arena *a = l->s->a;
  str k = quarters_of(l, C_QUARTER), rp = quarters_of(l, C_QUARTER + 1), flag = at(l, C_FLAG), word = last_word(l->r);
  str last = str_fmt(a, "IF(ISNUMBER(%.*s),%.*s,IF(ISNUMBER(%.*s),%.*s,IF(ISNUMBER(%.*s),%.*s,%.*s)))", STR_ARG(at(l, C_QUARTER + 6)),
                     STR_ARG(at(l, C_QUARTER + 6)), STR_ARG(at(l, C_QUARTER + 4)), STR_ARG(at(l, C_QUARTER + 4)),
                     STR_ARG(at(l, C_QUARTER + 2)), STR_ARG(at(l, C_QUARTER + 2)), STR_ARG(at(l, C_QUARTER)));
  if (word.n && !decimal_some(l->sums.k12)) sheet_text(l->s, C_YEAR, word)->align = CELL_CENTER;
  else sheet_formula(l->s, C_YEAR, str_fmt(a, "IF(COUNT(%.*s)=0,\"\",IF(%.*s=\"Ya\",SUM(%.*s),%.*s))", STR_ARG(k), STR_ARG(flag), STR_ARG(k),
                                           STR_ARG(last)), l->sums.k12, places_of(l->sums.k12));
  if (l->r->whole_year) sheet_money(l->s, C_YEAR + 1, l->sums.rp12);
  else sheet_formula(l->s, C_YEAR + 1, str_fmt(a, "IF(COUNT(%.*s)=0,\"\",SUM(%.*s))", STR_ARG(rp), STR_ARG(rp)), l->sums.rp12, places_of(l->sums.rp12));
}

static void put_to_date(const line *l) {
  arena *a = l->s->a;
  str g = at(l, C_BEFORE), y = at(l, C_YEAR), grp = at(l, C_BEFORE + 1), yrp = at(l, C_YEAR + 1);
  sheet_formula(l->s, C_TO_DATE, str_fmt(a, "IF(COUNT(%.*s,%.*s)=0,\"\",IF(%.*s=\"Ya\",SUM(%.*s,%.*s),IF(ISNUMBER(%.*s),%.*s,%.*s)))", STR_ARG(g),
                                         STR_ARG(y), STR_ARG(at(l, C_FLAG)), STR_ARG(g), STR_ARG(y), STR_ARG(y), STR_ARG(y), STR_ARG(g)),
                l->sums.k13, places_of(l->sums.k13));
  sheet_formula(l->s, C_TO_DATE + 1, str_fmt(a, "IF(COUNT(%.*s,%.*s)=0,\"\",SUM(%.*s,%.*s))", STR_ARG(grp), STR_ARG(yrp), STR_ARG(grp), STR_ARG(yrp)),
                l->sums.rp13, places_of(l->sums.rp13));
}

/* actual / target × 100 at 2 places; blank unless both are numbers and the target is not 0. */
static void put_level(const line *l, size_t col, size_t actual, size_t target, decimal value) {
  str n = at(l, actual), t = at(l, target);
  sheet_formula(l->s, col, str_fmt(l->s->a, "IF(AND(ISNUMBER(%.*s),ISNUMBER(%.*s)),IF(%.*s=0,\"\",ROUND(%.*s/%.*s*100,2)),\"\")", STR_ARG(n),
                                   STR_ARG(t), STR_ARG(t), STR_ARG(n), STR_ARG(t)), value, 2);
}

static void put_percents(const line *l) {
  const export_e81_row *r = l->r;
  for (size_t i = 0; i < 5; i++) {
    decimal k = i < 4 ? export_number(r->quarter[i].k) : l->sums.k12, rp = i < 4 ? r->quarter[i].rp : l->sums.rp12;
    put_level(l, C_PERCENT + 2 * i, C_QUARTER + 2 * i, C_PLAN, level_of(k, export_number(r->plan.k)));
    put_level(l, C_PERCENT + 2 * i + 1, C_QUARTER + 2 * i + 1, C_PLAN + 1, level_of(rp, r->plan.rp));
  }
}

static void put_row(sheet *s, const export_e81_row *r, size_t same_objective) {
  line l = {s, sheet_row_add(s, ROW_BODY), r, export_e81_row_sums(r)};
  sheet_text(s, C_NO, r->number)->align = CELL_CENTER;
  if (same_objective) sheet_text(s, C_OBJECTIVE, r->objective)->down = (int)same_objective;
  sheet_cell *program = sheet_text(s, C_PROGRAM, r->program);
  program->indent = r->level;
  program->bold = r->level == 0;
  sheet_text(s, C_INDICATOR, r->unit.n && r->indicator.n ? STR_CAT(s->a, r->indicator, S(" ("), r->unit, S(")")) : r->indicator);
  put_pair(s, C_MEDIUM, &r->medium);
  put_pair(s, C_BEFORE, &r->before);
  put_pair(s, C_PLAN, &r->plan);
  for (size_t q = 0; q < 4; q++) put_pair(s, C_QUARTER + 2 * q, &r->quarter[q]);
  put_year(&l);
  put_to_date(&l);
  put_level(&l, C_LEVEL, C_TO_DATE, C_MEDIUM, l.sums.k14);
  put_level(&l, C_LEVEL + 1, C_TO_DATE + 1, C_MEDIUM + 1, l.sums.rp14);
  sheet_text(s, C_RESPONSIBLE, r->responsible);
  sheet_text(s, C_NOTE, r->note);
  sheet_text(s, C_FLAG, adds_up(r) ? S("Ya") : S("Tidak"))->align = CELL_CENTER;
  put_percents(&l);
}

size_t export_e81_together(const export_e81 *in, size_t i) {
  str name = in->rows.v[i].objective;
  size_t n = 1;
  if (name.n && i && str_eq(in->rows.v[i - 1].objective, name)) return 0;
  while (name.n && i + n < in->rows.n && str_eq(in->rows.v[i + n].objective, name)) n++;
  return n;
}

/* ---- footer ---- */

/* The columns whose numbers a footer's column is the mean of. */
static size_t mean_source(size_t col) {
  if (col < C_TO_DATE) return col - C_QUARTER + C_PERCENT;
  return C_LEVEL + (col - C_TO_DATE) % 2;
}

static decimal mean_of(sheet *s, size_t col, size_t first, size_t last) {
  decimal sum = DECIMAL_INT(0);
  int64_t n = 0;
  for (size_t i = first; i <= last; i++) {
    decimal d = sheet_at(s, i, col)->number;
    if (sheet_at(s, i, col)->kind == CELL_NUMBER && decimal_some(d)) sum = decimal_add(sum, d), n++;
  }
  return n ? decimal_div(sum, DECIMAL_INT(n), 2, DECIMAL_HALF_UP) : DECIMAL_NONE;
}

static void footer_label(sheet *s, str words) {
  sheet_cell *c = sheet_text(s, 0, words);
  c->across = C_QUARTER;
  c->align = CELL_RIGHT;
  c->bold = true;
}

static void means(sheet *s, const export_e81 *in, size_t first, size_t last) {
  size_t mean = sheet_row_add(s, ROW_TOTAL);
  footer_label(s, S("Rata-rata capaian kinerja (%)"));
  for (size_t col = C_QUARTER; col < C_RESPONSIBLE; col++) {
    str range = export_range(s->a, first, mean_source(col), last);
    sheet_formula(s, col, str_fmt(s->a, "IF(COUNT(%.*s)=0,\"\",ROUND(AVERAGE(%.*s),2))", STR_ARG(range), STR_ARG(range)),
                  mean_of(s, mean_source(col), first, last), 2);
  }
  sheet_row_add(s, ROW_TOTAL);
  footer_label(s, S("Predikat kinerja"));
  for (size_t col = C_QUARTER; col < C_RESPONSIBLE; col++) {
    sheet_cell *c = sheet_text(s, col, scale_word_of(in->rules.scale, sheet_at(s, mean, col)->number).label);
    c->kind = CELL_TEXT;
    c->formula = export_scale_formula(s->a, in->rules.scale, sheet_ref(s->a, mean, col));
    c->align = CELL_CENTER;
  }
}

static void written(sheet *s, str label, str text) {
  sheet_row_add(s, ROW_BODY);
  footer_label(s, label);
  sheet_text(s, C_QUARTER, text)->across = C_PRINTED - C_QUARTER;
}

static void footer(sheet *s, const export_e81 *in, size_t first) {
  if (in->rows.n) means(s, in, first, s->rows.n - 1);
  written(s, S("Faktor pendorong keberhasilan kinerja"), in->drivers);
  written(s, S("Faktor penghambat pencapaian kinerja"), in->barriers);
  written(s, S("Tindak lanjut yang diperlukan dalam triwulan berikutnya"), in->next_quarter);
  written(s, S("Tindak lanjut yang diperlukan dalam Renja/RKPD berikutnya"), in->next_year);
  sheet_row_add(s, ROW_NOTE);
  sheet_text(s, 0, S("Rata-rata kolom 8–12: persen terhadap kolom 7; kolom 13 dan 14: persen terhadap kolom 5. Baris yang tidak kumulatif tidak "
                     "dijumlahkan: kolom 12 memuat triwulan terakhir yang terisi."))->across = C_PRINTED;
}

sheet_book *export_renja(arena *a, const export_e81 *in) {
  static const str YES_NO[] = {SC("Ya"), SC("Tidak")};
  sheet_book *b = sheet_book_new(a, STR_CAT(a, S("Evaluasi Renja E.81 "), in->head.period), in->head.office);
  sheet *s = sheet_add(b, S("E.81"), COLUMNS, C_ALL);
  s->folio = true;
  s->frozen_columns = C_MEDIUM;
  s->printed_columns = C_PRINTED;
  export_titles(s, &in->head, S("EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH"),
                S("Indikator dan target kinerja perangkat daerah kabupaten/kota yang mengacu pada sasaran RKPD (Formulir E.81)"));
  head(s);
  size_t first = s->rows.n;
  for (size_t i = 0; i < in->rows.n; i++) put_row(s, &in->rows.v[i], export_e81_together(in, i));
  if (in->rows.n) sheet_choices(s, first, C_FLAG, in->rows.n, YES_NO, LEN(YES_NO));
  footer(s, in, first);
  export_sign(s, &in->head, (export_party){S("Disusun:"), &in->head.signer}, (export_party){S("Dievaluasi:"), &in->evaluator});
  return b;
}

void export_e81_means(arena *a, const export_e81 *in, export_e81_mean of[E81_MEANS][2]) {
  sheet *s = export_renja(a, in)->sheets.v[0];
  size_t row = 0;
  while (row < s->rows.n && s->rows.v[row].look != ROW_TOTAL) row++;
  for (size_t i = 0; i < 2 * E81_MEANS; i++) {
    export_e81_mean *m = &of[i / 2][i % 2];
    *m = (export_e81_mean){DECIMAL_NONE, STR_NONE};
    if (row + 1 < s->rows.n) *m = (export_e81_mean){sheet_at(s, row, C_QUARTER + i)->number, sheet_at(s, row + 1, C_QUARTER + i)->text};
  }
}
