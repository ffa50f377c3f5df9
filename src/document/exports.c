#include "exports.h"

#include "exports_part.h"
#include "measure/accumulate.h"

/* ---- what the tables share ---- */

sheet_cell *export_value(sheet *s, size_t col, doc_value v) {
  switch (v.state) {
  case VALUE_NUMBER: return sheet_number(s, col, v.number, v.number.scale);
  case VALUE_WORD: break;
  case VALUE_UNAVAILABLE: v.text = STR_CAT(s->a, S("tidak tersedia: "), v.text); break;
  case VALUE_EMPTY: return sheet_text(s, col, STR_NONE);
  }
  sheet_cell *c = sheet_text(s, col, v.text);
  c->align = CELL_CENTER;
  return c;
}

decimal export_number(doc_value v) { return v.state == VALUE_NUMBER ? v.number : DECIMAL_NONE; }

bool export_percent(str unit) {
  unit = str_trim(unit);
  return str_find(unit, S("%")) >= 0 || str_eq_nocase(str_sub(unit, 0, 6), S("persen"));
}

str export_range(arena *a, size_t row, size_t col, size_t last_row) {
  return STR_CAT(a, sheet_ref(a, row, col), S(":"), sheet_ref(a, last_row, col));
}

void export_head_row(sheet *s) {
  sheet_row_add(s, ROW_HEAD);
  for (size_t k = 0; k < s->n_columns; k++) sheet_text(s, k, s->columns[k].name);
}

void export_titles(sheet *s, const export_head *h, str title, str second) {
  sheet_title(s, title, true);
  if (second.n) sheet_title(s, second, true);
  if (h->office.n) sheet_title(s, h->government.n ? STR_CAT(s->a, h->office, S(", "), h->government) : h->office, false);
  if (h->period.n) sheet_title(s, h->period, false);
  sheet_row_add(s, ROW_NOTE);
}

static void sign_text(sheet *s, size_t col, size_t wide, str text, bool bold) {
  sheet_cell *c = sheet_text(s, col, text);
  c->across = (int)wide;
  c->align = CELL_CENTER;
  c->bold = bold;
}

static void sign_line(sheet *s, str left, str right, bool bold) {
  size_t n = s->printed_columns ? s->printed_columns : s->n_columns, half = n / 2;
  if (!left.n && !right.n) return;
  sheet_row_add(s, ROW_NOTE);
  sign_text(s, 0, half, left, bold);
  sign_text(s, half, n - half, right, bold);
}

static str nip(arena *a, const export_signer *g) { return g->nip.n ? STR_CAT(a, S("NIP. "), g->nip) : STR_NONE; }

void export_sign(sheet *s, const export_head *h, export_party left, export_party right) {
  static const export_signer none;
  const export_signer *l = left.signer && left.signer->name.n ? left.signer : &none, *r = right.signer && right.signer->name.n ? right.signer : &none;
  if (l == &none && r == &none) return;
  sheet_row_add(s, ROW_NOTE);
  sign_line(s, STR_NONE, h->place_date, false);
  sign_line(s, l == &none ? STR_NONE : left.title, r == &none ? STR_NONE : right.title, false);
  sign_line(s, l->position, r->position, false);
  for (int i = 0; i < 4; i++) sheet_row_add(s, ROW_NOTE);
  sign_line(s, l->name, r->name, true);
  sign_line(s, l->rank, r->rank, false);
  sign_line(s, nip(s->a, l), nip(s->a, r), false);
}

static void add_quoted(buf *b, str text) {
  buf_char(b, '"');
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] == '"') buf_char(b, '"');
    buf_char(b, text.p[i]);
  }
  buf_char(b, '"');
}

str export_scale_formula(arena *a, const scale *s, str ref) {
  buf b = BUF(a);
  str v = s->to_integer ? str_fmt(a, "ROUND(%.*s,0)", STR_ARG(ref)) : ref;
  buf_fmt(&b, "IF(NOT(ISNUMBER(%.*s)),\"\",", STR_ARG(ref));
  for (size_t i = 0; i + 1 < s->n; i++) {
    buf_fmt(&b, "IF(%.*s%s%.*s,", STR_ARG(v), s->bands[i].above ? ">" : ">=", STR_ARG(decimal_text(a, s->bands[i].from)));
    add_quoted(&b, s->bands[i].label);
    buf_char(&b, ',');
  }
  add_quoted(&b, s->n ? s->bands[s->n - 1].label : S(""));
  for (size_t i = 0; i < (s->n ? s->n : 1); i++) buf_char(&b, ')');
  return buf_str(&b);
}

void export_objective(sheet *s, size_t nth, str name, size_t rows) {
  sheet_cell *c = sheet_number(s, 0, DECIMAL_INT((int64_t)nth), 0);
  c->down = (int)rows;
  c->align = CELL_CENTER;
  sheet_text(s, 1, name)->down = (int)rows;
}

/* ---- attachment of the performance agreement ---- */

static const sheet_column PK_COLUMNS[] = {
    {SC("No"), 5}, {SC("Sasaran/Program"), 40}, {SC("Indikator Kinerja"), 44}, {SC("Target/Anggaran"), 18}, {SC("Satuan/Keterangan"), 18}};

static void head_words(sheet *s, const str *words) {
  sheet_row_add(s, ROW_HEAD);
  for (size_t k = 0; k < s->n_columns; k++)
    if (words[k].p) sheet_text(s, k, words[k]);
}

static void pk_targets(sheet *s, const export_pk *in) {
  static const str HEAD[LEN(PK_COLUMNS)] = {SC("No"), SC("Sasaran"), SC("Indikator Kinerja"), SC("Target"), SC("Satuan")};
  head_words(s, HEAD);
  for (size_t i = 0, nth = 1, left = 0; i < in->rows.n; i++, left--) {
    const export_pk_row *r = &in->rows.v[i];
    sheet_row_add(s, ROW_BODY);
    if (left == 0) export_objective(s, nth++, r->objective, left = EXPORT_SAME(&in->rows, i, objective));
    sheet_text(s, 2, r->indicator);
    export_value(s, 3, r->target)->align = CELL_CENTER;
    sheet_text(s, 4, r->unit)->align = CELL_CENTER;
  }
}

/* Kegiatan stand below their programme, so only some rows count: the sum names their cells. */
static void pk_total(sheet *s, const export_pk *in, size_t first) {
  buf f = BUF(s->a);
  decimal sum = DECIMAL_INT(0);
  for (size_t i = 0; i < in->programs.n; i++) {
    const export_pk_money *m = &in->programs.v[i];
    if (!m->counts || !decimal_some(m->amount)) continue;
    sum = decimal_add(sum, m->amount);
    if (f.n) buf_char(&f, '+');
    buf_add(&f, sheet_ref(s->a, first + i, 3));
  }
  sheet_row_add(s, ROW_TOTAL);
  sheet_cell *label = sheet_text(s, 0, S("Jumlah"));
  label->across = 3;
  label->align = CELL_RIGHT;
  sheet_cell *c = sheet_money(s, 3, f.n ? sum : DECIMAL_NONE);
  if (f.n) c->formula = buf_str(&f);
}

static void pk_money(sheet *s, const export_pk *in) {
  static const str HEAD[LEN(PK_COLUMNS)] = {SC("No"), SC("Program/Kegiatan/Sub Kegiatan"), {0}, SC("Anggaran (Rp)"), SC("Keterangan")};
  if (in->programs.n == 0) return;
  sheet_row_add(s, ROW_NOTE);
  head_words(s, HEAD);
  sheet_at(s, s->rows.n - 1, 1)->across = 2;
  size_t first = s->rows.n;
  for (size_t i = 0, nth = 1; i < in->programs.n; i++) {
    const export_pk_money *m = &in->programs.v[i];
    sheet_row_add(s, ROW_BODY);
    if (m->counts) sheet_number(s, 0, DECIMAL_INT((int64_t)nth++), 0)->align = CELL_CENTER;
    sheet_cell *c = sheet_text(s, 1, m->code.n ? STR_CAT(s->a, m->code, S(" "), m->name) : m->name);
    c->across = 2;
    c->bold = m->counts;
    c->indent = m->counts ? 0 : 1;
    sheet_money(s, 3, m->amount);
    sheet_text(s, 4, m->note);
  }
  pk_total(s, in, first);
}

sheet_book *export_agreement(arena *a, const export_pk *in) {
  sheet_book *b = sheet_book_new(a, STR_CAT(a, S("Lampiran Perjanjian Kinerja "), in->head.period), in->head.office);
  sheet *s = sheet_add(b, S("Lampiran PK"), PK_COLUMNS, LEN(PK_COLUMNS));
  s->portrait = true;
  export_titles(s, &in->head, S("LAMPIRAN PERJANJIAN KINERJA"), STR_NONE);
  pk_targets(s, in);
  pk_money(s, in);
  export_sign(s, &in->head, (export_party){S("PIHAK KEDUA,"), &in->superior}, (export_party){S("PIHAK PERTAMA,"), &in->head.signer});
  return b;
}

/* ---- action plan ---- */

enum { P_TARGET = 4, P_QUARTER = 5, P_TOGETHER = 9, P_ACTIVITY, P_PERSON };
static const sheet_column PLAN_COLUMNS[] = {
    {SC("No"), 5}, {SC("Sasaran"), 28}, {SC("Indikator Kinerja"), 34}, {SC("Satuan"), 10}, {SC("Target Tahun"), 11}, {SC("Target TW I"), 10},
    {SC("Target TW II"), 10}, {SC("Target TW III"), 10}, {SC("Target TW IV"), 10}, {SC("Menurut Triwulan"), 12}, {SC("Rencana Aksi"), 40},
    {SC("Penanggung Jawab"), 22}};

/* What the targets of the quarters come to; the engine refuses to add up percentages. */
static decimal together(arena *a, const export_plan_row *r) {
  quarters q = {.additive = !export_percent(r->unit)};
  accumulated out;
  for (int i = 0; i < QUARTERS; i++) {
    decimal d = export_number(r->quarter[i]);
    q.target[i] = q.actual[i] = decimal_some(d) ? number_of(d) : NUMBER_NONE;
  }
  if (accumulate(a, r->accumulation, &q, &out) || out.actual.kind != NUMBER_VALUE) return DECIMAL_NONE;
  return r->accumulation == AKUM_RATA ? decimal_trim(decimal_round(out.actual.value, 2, DECIMAL_HALF_UP)) : out.actual.value;
}

static void put_together(sheet *s, size_t row, const export_plan_row *r) {
  arena *a = s->a;
  str q[QUARTERS], range;
  for (size_t i = 0; i < QUARTERS; i++) q[i] = sheet_ref(a, row, P_QUARTER + i);
  range = STR_CAT(a, q[0], S(":"), q[3]);
  decimal value = together(a, r);
  int places = decimal_some(value) ? value.scale : 0;
  if (r->accumulation == AKUM_JUMLAH && export_percent(r->unit)) return;
  str sum = r->accumulation == AKUM_JUMLAH ? str_fmt(a, "SUM(%.*s)", STR_ARG(range))
            : r->accumulation == AKUM_RATA ? str_fmt(a, "ROUND(AVERAGE(%.*s),2)", STR_ARG(range))
            : str_fmt(a, "IF(ISNUMBER(%.*s),%.*s,IF(ISNUMBER(%.*s),%.*s,IF(ISNUMBER(%.*s),%.*s,%.*s)))", STR_ARG(q[3]), STR_ARG(q[3]),
                      STR_ARG(q[2]), STR_ARG(q[2]), STR_ARG(q[1]), STR_ARG(q[1]), STR_ARG(q[0]));
  sheet_formula(s, P_TOGETHER, str_fmt(a, "IF(COUNT(%.*s)=0,\"\",%.*s)", STR_ARG(range), STR_ARG(sum)), value, places);
}

sheet_book *export_action_plan(arena *a, const export_plan *in) {
  sheet_book *b = sheet_book_new(a, STR_CAT(a, S("Rencana Aksi "), in->head.period), in->head.office);
  sheet *s = sheet_add(b, S("Rencana Aksi"), PLAN_COLUMNS, LEN(PLAN_COLUMNS));
  s->frozen_columns = 3;
  export_titles(s, &in->head, S("RENCANA AKSI ATAS PERJANJIAN KINERJA"), STR_NONE);
  export_head_row(s);
  for (size_t i = 0, nth = 1, left = 0; i < in->rows.n; i++, left--) {
    const export_plan_row *r = &in->rows.v[i];
    size_t row = sheet_row_add(s, ROW_BODY);
    if (left == 0) export_objective(s, nth++, r->objective, left = EXPORT_SAME(&in->rows, i, objective));
    sheet_text(s, 2, r->indicator);
    sheet_text(s, 3, r->unit)->align = CELL_CENTER;
    export_value(s, P_TARGET, r->target);
    for (size_t q = 0; q < QUARTERS; q++) export_value(s, P_QUARTER + q, r->quarter[q]);
    put_together(s, row, r);
    sheet_text(s, P_ACTIVITY, r->activity);
    sheet_text(s, P_PERSON, r->person);
  }
  export_sign(s, &in->head, (export_party){0}, (export_party){STR_NONE, &in->head.signer});
  return b;
}
