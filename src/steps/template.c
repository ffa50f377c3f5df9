#include "steps/template.h"

#include "performance/office_rules.h"
#include "performance/intake.h"
#include "performance/performance_sql.h"
#include "steps/intake_run.h"

/* ---- instructions ---- */

static const sheet_column TEXT_COLUMNS[] = {{SC("No"), 5}, {SC("Petunjuk"), 95}};

static void instructions(sheet_book *b, str title, const str *lines, size_t n) {
  sheet *s = sheet_add(b, S("Petunjuk"), TEXT_COLUMNS, LEN(TEXT_COLUMNS));
  s->portrait = s->protect = true;
  sheet_title(s, title, true);
  sheet_row_add(s, ROW_NOTE);
  for (size_t i = 0; i < n; i++) {
    sheet_row_add(s, ROW_NOTE);
    sheet_number(s, 0, DECIMAL_INT((int64_t)i + 1), 0)->align = CELL_CENTER;
    sheet_text(s, 1, lines[i]);
  }
}

static void head_row(sheet *s) {
  sheet_row_add(s, ROW_HEAD);
  for (size_t k = 0; k < s->n_columns; k++) sheet_text(s, k, s->columns[k].name);
}

static void open_text(sheet *s, size_t col, str text) {
  sheet_cell *c = sheet_text(s, col, text);
  c->editable = true;
}

/* A number as a number, everything else as its words. */
static sheet_cell *open_number(sheet *s, size_t col, str typed) {
  number n = number_parse(typed);
  sheet_cell *c = n.kind == NUMBER_VALUE && !n.unit.n && !n.percent ? sheet_number(s, col, n.value, n.value.scale) : sheet_text(s, col, typed);
  c->editable = true;
  c->align = CELL_RIGHT;
  return c;
}

/* ---- figures of a cycle ---- */

enum { F_NO, F_CODE, F_OBJECTIVE, F_NAME, F_UNIT, F_TARGET, F_ACTUAL, F_REASON, F_NO_EVIDENCE, F_VERSION };
static const sheet_column FIGURE_COLUMNS[] = {
    {SC("No"), 5}, {SC("Kode"), 10}, {SC("Sasaran"), 30}, {SC("Indikator"), 40}, {SC("Satuan"), 12}, {SC("Target"), 12},
    {SC("Realisasi"), 14}, {SC("Alasan tidak tersedia"), 34}, {SC("Alasan tanpa bukti"), 30}, {SC("Versi"), 13}};

/* The words of the scale that knows the target's. */
static void grade_list(sheet *s, size_t row, const figure *f, const measure_rules *rules) {
  str word = f->of.target.kind == NUMBER_GRADE ? f->of.target.grade : f->of.target.text;
  const grade_scale *g = f->of.direction == DIR_PREDIKAT ? grade_scale_of(rules->grades, rules->n_grades, word, word) : NULL;
  if (!g) return;
  str *words = NEW_N(s->a, str, g->n);
  for (size_t i = 0; i < g->n; i++) words[i] = g->grades[i].text;
  sheet_choices(s, row, F_ACTUAL, 1, words, g->n);
}

static void figure_row(sheet *s, size_t nth, const figure *f, const measure_rules *rules) {
  size_t row = sheet_row_add(s, ROW_BODY);
  str typed = f->state == FIGURE_TERISI ? f->typed : S(""), reason = f->reason.p ? f->reason : S(""), none = f->no_evidence.p ? f->no_evidence : S("");
  sheet_number(s, F_NO, DECIMAL_INT((int64_t)nth), 0)->align = CELL_CENTER;
  sheet_text(s, F_CODE, f->of.code);
  sheet_text(s, F_OBJECTIVE, f->of.objective_title);
  sheet_text(s, F_NAME, f->of.name);
  sheet_text(s, F_UNIT, f->of.unit);
  sheet_text(s, F_TARGET, number_id(s->a, f->of.target))->align = CELL_RIGHT;
  open_number(s, F_ACTUAL, typed);
  open_text(s, F_REASON, reason);
  open_text(s, F_NO_EVIDENCE, none);
  sheet_text(s, F_VERSION, intake_answer_mark(s->a, f->version, typed, reason, none));
  grade_list(s, row, f, rules);
}

err template_figures(db_ro *db, arena *a, const cycle *c, sheet_book **out) {
  static const str lines[] = {
      SC("Isi kolom Realisasi di lembar “Realisasi”. Hanya sel berwarna kuning yang dapat diubah."),
      SC("Nol ditulis 0. Bila datanya tidak ada, kosongkan Realisasi dan tulis Alasan tidak tersedia."),
      SC("Sel yang dikosongkan tidak menghapus angka yang sudah ada di Takar."),
      SC("Angka boleh ditulis 84,5 atau 1.550.220,39; persen tanpa tanda %. Predikat dipilih dari daftar."),
      SC("Jangan mengubah kolom Kode dan Versi: dengan itu Takar mengenali barisnya dan tahu bila orang lain mengubahnya sementara itu."),
      SC("Simpan sebagai XLSX, lalu unggah di langkah yang sama di Takar. Semua baris diperiksa dulu; bila satu saja salah, tidak ada yang "
         "disimpan, dan berkas ini kembali dengan sel yang salah berwarna merah."),
      SC("Bukti dukung tetap diunggah di Takar.")};
  figures all;
  const office_rules *rules;
  TRY(office_rules_of_cycle(db, a, c->id, &rules));
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  str title = STR_CAT(a, S("Templat realisasi "), cycle_title(a, c));
  sheet_book *b = sheet_book_new(a, title, c->office.name);
  instructions(b, title, lines, LEN(lines));
  sheet *s = sheet_add(b, S("Realisasi"), FIGURE_COLUMNS, LEN(FIGURE_COLUMNS));
  s->protect = true;
  s->frozen_columns = F_NAME + 1;
  sheet_title(s, title, true);
  head_row(s);
  for (size_t i = 0; i < all.n; i++) figure_row(s, i + 1, &all.v[i], &rules->rules);
  *out = b;
  return NULL;
}

/* ---- plan of a year ---- */

enum { P_CODE, P_OBJECTIVE, P_NAME, P_UNIT, P_DIRECTION, P_ACCUMULATION, P_TARGET, P_QUARTER, P_MEDIUM = P_QUARTER + 4, P_VERSION };
static const sheet_column PLAN_COLUMNS[] = {
    {SC("Kode"), 10}, {SC("Sasaran"), 34}, {SC("Indikator"), 40}, {SC("Satuan"), 12}, {SC("Arah"), 14}, {SC("Akumulasi"), 13},
    {SC("Target setahun"), 12}, {SC("Target TW I"), 11}, {SC("Target TW II"), 11}, {SC("Target TW III"), 11}, {SC("Target TW IV"), 11},
    {SC("Target akhir Renstra"), 12}, {SC("Versi"), 12}};
enum { NEW_ROWS = 20 };

static void plan_lists(sheet *s, size_t first) {
  str *directions = NEW_N(s->a, str, DIRECTION_COUNT), *kinds = NEW_N(s->a, str, ACCUMULATION_COUNT);
  for (int i = 0; i < DIRECTION_COUNT; i++) directions[i] = direction_code((enum direction)i);
  for (int i = 0; i < ACCUMULATION_COUNT; i++) kinds[i] = accumulation_code((enum accumulation)i);
  sheet_choices(s, first, P_DIRECTION, s->rows.n - first, directions, DIRECTION_COUNT);
  sheet_choices(s, first, P_ACCUMULATION, s->rows.n - first, kinds, ACCUMULATION_COUNT);
}

/* What is there is known by its code; its name, formula and objective are changed on their own page. */
static err plan_row(db_ro *db, sheet *s, const target_line *t) {
  sql_indicator_by_id_row *stored;
  str mark;
  TRY(sql_indicator_by_id(db, s->a, t->of.id, &stored));
  TRY(intake_plan_mark(db, s->a, t->of.id, stored->target, stored->medium_target, &mark));
  sheet_row_add(s, ROW_BODY);
  sheet_text(s, P_CODE, t->of.code);
  sheet_text(s, P_OBJECTIVE, t->of.objective_title);
  sheet_text(s, P_NAME, t->of.name);
  sheet_text(s, P_UNIT, t->of.unit);
  sheet_text(s, P_DIRECTION, direction_code(t->of.direction));
  sheet_text(s, P_ACCUMULATION, accumulation_code(t->of.accumulation));
  for (size_t q = 0; q <= 4; q++) {
    sheet_cell *c = open_number(s, P_TARGET + q, t->target[q].p ? t->target[q] : S(""));
    c->editable = !t->locked[q].p;
  }
  open_number(s, P_MEDIUM, t->of.medium_target.kind == NUMBER_BLANK ? S("") : number_id(s->a, t->of.medium_target));
  sheet_text(s, P_VERSION, mark);
  return NULL;
}

static void blank_row(sheet *s) {
  sheet_row_add(s, ROW_BODY);
  for (size_t k = 0; k < P_VERSION; k++) open_text(s, k, S(""));
}

err template_plan(db_ro *db, arena *a, const office *of, int64_t year, sheet_book **out) {
  static const str lines[] = {
      SC("Isi atau ubah target di lembar “Rencana”. Sel berwarna kuning dapat diubah; target yang sudah dilaporkan terkunci."),
      SC("Indikator baru ditulis di baris kosong di bawah: sasaran, indikator dan satuan wajib diisi; kode boleh kosong."),
      SC("Sel yang dikosongkan tidak menghapus target yang sudah ada di Takar."),
      SC("Target boleh berupa angka (84,5), rentang (80 - 90) atau predikat (BB). Arah dan akumulasi dipilih dari daftar."),
      SC("Jangan mengubah kolom Versi: dengan itu Takar tahu bila orang lain mengubah targetnya sementara itu."),
      SC("Simpan sebagai XLSX, lalu unggah di Data Kinerja. Semua baris diperiksa dulu; bila satu saja salah, tidak ada yang disimpan, dan "
         "berkas ini kembali dengan sel yang salah berwarna merah.")};
  target_lines all;
  TRY(target_lines_of(db, a, of->id, year, &all));
  str title = str_fmt(a, "Templat rencana kinerja %d, %.*s", (int)year, STR_ARG(of->name));
  sheet_book *b = sheet_book_new(a, title, of->name);
  instructions(b, title, lines, LEN(lines));
  sheet *s = sheet_add(b, S("Rencana"), PLAN_COLUMNS, LEN(PLAN_COLUMNS));
  s->protect = true;
  s->frozen_columns = P_NAME + 1;
  sheet_title(s, title, true);
  head_row(s);
  size_t first = s->rows.n;
  for (size_t i = 0; i < all.n; i++) TRY(plan_row(db, s, &all.v[i]));
  for (int i = 0; i < NEW_ROWS; i++) blank_row(s);
  plan_lists(s, first);
  *out = b;
  return NULL;
}
