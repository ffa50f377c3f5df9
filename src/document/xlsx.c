/* The workbook as XLSX, by libxlsxwriter: written to a file of its own in /tmp and read back. Linked, not loaded at first use: it costs an
 * idle process under 0.2 MB, nearly all of it pages shared with the file. */
#include <xlsxwriter.h>

#include "base/draw.h"
#include "sheet.h"
#include "sheet_file.h"

#define CHOICES_SHEET "Daftar pilihan"
enum { HEAD_SHADE = 0xe9edf1, TOTAL_SHADE = 0xf3f4f6, EDIT_SHADE = 0xfffbe6, RULE = 0x808080, PAPER_A4_ID = 9, PAPER_FOLIO_ID = 14 };

typedef struct look { /* what a format depends on */
  enum cell_kind kind;
  enum row_look row;
  enum cell_align align;
  int places, indent;
  bool bold, editable;
} look;
typedef struct made { look look; lxw_format *format; } made;

typedef struct xlsx_out {
  arena *a;
  const sheet_book *b;
  lxw_workbook *book;
  sheet_file file;
  LIST(made) formats;
  lxw_worksheet *choices; /* hidden: the words of all lists, one column each */
  lxw_col_t n_choices;
} xlsx_out;

static void release(void *what) {
  xlsx_out *x = what;
  if (x->book) lxw_workbook_free(x->book);
  x->book = NULL;
  sheet_file_drop(&x->file);
}

/* ---- formats ---- */

static const char *number_format(const look *k) {
  static const char *const plain[] = {"#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"};
  static const char *const percent[] = {"0%", "0.0%", "0.00%", "0.000%", "0.0000%"};
  int places = k->places < 0 ? 0 : k->places > 4 ? 4 : k->places;
  if (k->kind == CELL_DATE) return "dd/mm/yyyy";
  return k->kind == CELL_PERCENT ? percent[places] : plain[places];
}

static uint8_t alignment(const look *k) {
  static const uint8_t given[] = {[CELL_LEFT] = LXW_ALIGN_LEFT, [CELL_CENTER] = LXW_ALIGN_CENTER, [CELL_RIGHT] = LXW_ALIGN_RIGHT};
  if (k->align != CELL_AS_KIND) return given[k->align];
  if (k->row == ROW_HEAD || k->row == ROW_TITLE) return LXW_ALIGN_CENTER;
  return k->kind == CELL_TEXT || k->kind == CELL_EMPTY ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT;
}

static lxw_format *format_make(xlsx_out *x, const look *k) {
  lxw_format *f = workbook_add_format(x->book);
  bool ruled = k->row == ROW_BODY || k->row == ROW_HEAD || k->row == ROW_TOTAL;
  format_set_font_name(f, "Arial");
  format_set_font_size(f, k->row == ROW_TITLE ? 11 : 9);
  format_set_text_wrap(f);
  format_set_align(f, alignment(k));
  format_set_align(f, k->row == ROW_HEAD ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
  if (k->bold || k->row == ROW_HEAD || k->row == ROW_TOTAL) format_set_bold(f);
  if (k->indent > 0) format_set_indent(f, (uint8_t)(k->indent > 15 ? 15 : k->indent));
  if (ruled) format_set_border(f, LXW_BORDER_THIN), format_set_border_color(f, RULE);
  if (k->row == ROW_HEAD || k->row == ROW_TOTAL) format_set_bg_color(f, k->row == ROW_HEAD ? HEAD_SHADE : TOTAL_SHADE);
  if (k->editable) format_set_unlocked(f), format_set_bg_color(f, EDIT_SHADE);
  if (k->kind != CELL_TEXT && k->kind != CELL_EMPTY) format_set_num_format(f, number_format(k));
  return f;
}

static bool same(const look *a, const look *b) {
  return a->kind == b->kind && a->row == b->row && a->align == b->align && a->places == b->places && a->indent == b->indent &&
         a->bold == b->bold && a->editable == b->editable;
}

static lxw_format *format_of(xlsx_out *x, const sheet_cell *c, enum row_look row) {
  look k = {c->kind, row, c->align, c->places, c->indent, c->bold, c->editable};
  for (size_t i = 0; i < x->formats.n; i++)
    if (same(&x->formats.v[i].look, &k)) return x->formats.v[i].format;
  made m = {k, format_make(x, &k)};
  LIST_ADD(x->a, &x->formats, m);
  return m.format;
}

/* ---- cells ---- */

/* The nearest binary number: both parts are exact (up to 15 digits), so that the division rounds once. */
static double as_double(decimal d, enum cell_kind kind) {
  static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11};
  return (double)d.units / power[d.scale + (kind == CELL_PERCENT ? 2 : 0)];
}

static lxw_error put_formula(xlsx_out *x, lxw_worksheet *w, lxw_row_t row, lxw_col_t col, const sheet_cell *c, lxw_format *f) {
  char *formula = sheet_plain_text(x->a, STR_CAT(x->a, S("="), c->formula));
  if (c->kind == CELL_TEXT) return worksheet_write_formula_str(w, row, col, formula, f, sheet_plain_text(x->a, c->text));
  if (!decimal_some(c->number)) return worksheet_write_formula_str(w, row, col, formula, f, "");
  return worksheet_write_formula_num(w, row, col, formula, f, as_double(c->number, c->kind));
}

/* Days since 1899-12-30, as workbooks count from 1 March 1900 on; earlier days are text. */
static lxw_error put_date(xlsx_out *x, lxw_worksheet *w, lxw_row_t row, lxw_col_t col, date d, lxw_format *f) {
  enum { EPOCH = 25569 };
  if (d.day < 61 - EPOCH) return worksheet_write_string(w, row, col, str_z(x->a, date_iso(x->a, d)), f);
  return worksheet_write_number(w, row, col, d.day + EPOCH, f);
}

static lxw_error put_cell(xlsx_out *x, lxw_worksheet *w, lxw_row_t row, lxw_col_t col, const sheet_cell *c, lxw_format *f) {
  if (c->formula.n) return put_formula(x, w, row, col, c, f);
  switch (c->kind) {
  case CELL_TEXT: return worksheet_write_string(w, row, col, sheet_plain_text(x->a, c->text), f);
  case CELL_NUMBER:
  case CELL_MONEY:
  case CELL_PERCENT: return worksheet_write_number(w, row, col, as_double(c->number, c->kind), f);
  case CELL_DATE: return put_date(x, w, row, col, c->day, f);
  case CELL_EMPTY: break;
  }
  return worksheet_write_blank(w, row, col, f);
}

static int span(int asked, size_t room) { return asked < 1 ? 1 : (size_t)asked > room ? (int)room : asked; }

static lxw_error put_joined(xlsx_out *x, lxw_worksheet *w, const sheet *s, size_t row, size_t col, const sheet_cell *c, lxw_format *f) {
  int across = span(c->across, s->n_columns - col), down = span(c->down, s->rows.n - row);
  lxw_row_t r = (lxw_row_t)row;
  lxw_col_t k = (lxw_col_t)col;
  if (across > 1 || down > 1) {
    lxw_error e = worksheet_merge_range(w, r, k, r + (lxw_row_t)down - 1, (lxw_col_t)(k + across - 1), "", f);
    if (e != LXW_NO_ERROR) return e;
  }
  return put_cell(x, w, r, k, c, f);
}

/* Spreadsheets do not all make a row as high as its text when they open a file: the lines are counted here. Joined rows share. */
static double row_height(xlsx_out *x, const sheet *s, const sheet_row *r) {
  enum { LINE = 12, SIZE = 9 };
  size_t most = 1;
  for (size_t col = 0; col < s->n_columns; col++) {
    const sheet_cell *c = &r->cells[col];
    int across = span(c->across, s->n_columns - col), down = c->down > 1 ? c->down : 1;
    double width = -4;
    if (c->kind != CELL_TEXT) continue;
    for (int k = 0; k < across; k++) width += s->columns[col + (size_t)k].width * 5.25;
    bool bold = c->bold || r->look == ROW_HEAD || r->look == ROW_TOTAL;
    size_t lines = draw_wrap(x->a, c->text, SIZE, bold, fmax(width - 8 * c->indent, SIZE)).n;
    most = lines / (size_t)down > most ? (lines + (size_t)down - 1) / (size_t)down : most;
  }
  return most > 1 ? (double)most * LINE + 3 : 0;
}

static lxw_error put_row(xlsx_out *x, lxw_worksheet *w, const sheet *s, size_t row, int *covered) {
  const sheet_row *r = &s->rows.v[row];
  bool ruled = r->look == ROW_BODY || r->look == ROW_HEAD || r->look == ROW_TOTAL;
  double height = r->look == ROW_TITLE ? 0 : fmin(row_height(x, s, r), 409);
  if (height > 0) worksheet_set_row(w, (lxw_row_t)row, height, NULL);
  for (size_t col = 0; col < s->n_columns; col++) {
    const sheet_cell *c = &r->cells[col];
    if (covered[col] > 0) {
      covered[col]--;
      continue;
    }
    if (c->kind == CELL_EMPTY && !c->formula.n && !c->editable && (!ruled || !s->columns[col].name.n)) continue;
    lxw_error e = put_joined(x, w, s, row, col, c, format_of(x, c, r->look));
    if (e != LXW_NO_ERROR) return e;
    int across = span(c->across, s->n_columns - col), down = span(c->down, s->rows.n - row);
    for (int k = 0; k < across; k++) covered[col + (size_t)k] = down - 1;
    col += (size_t)across - 1;
  }
  return LXW_NO_ERROR;
}

/* ---- a sheet ---- */

/* The rows of the head when there is one block of them. */
static bool head_of(const sheet *s, size_t *first, size_t *last) {
  size_t blocks = 0;
  for (size_t i = 0; i < s->rows.n; i++) {
    if (s->rows.v[i].look != ROW_HEAD) continue;
    if (i == 0 || s->rows.v[i - 1].look != ROW_HEAD) blocks++, *first = i;
    *last = i;
  }
  return blocks == 1;
}

static void print_setup(lxw_worksheet *w, const sheet *s) {
  size_t first = 0, last = 0, columns = s->printed_columns ? s->printed_columns : s->n_columns;
  if (!s->portrait) worksheet_set_landscape(w);
  worksheet_set_paper(w, s->folio ? PAPER_FOLIO_ID : PAPER_A4_ID);
  worksheet_set_margins(w, 0.6, 0.5, 0.6, 0.7);
  worksheet_fit_to_pages(w, 1, 0);
  worksheet_set_footer(w, "&L&8&A&R&8halaman &P dari &N");
  if (s->rows.n) worksheet_print_area(w, 0, 0, (lxw_row_t)s->rows.n - 1, (lxw_col_t)columns - 1);
  if (head_of(s, &first, &last)) {
    worksheet_repeat_rows(w, (lxw_row_t)first, (lxw_row_t)last);
    worksheet_freeze_panes(w, (lxw_row_t)last + 1, (lxw_col_t)s->frozen_columns);
  }
  if (s->protect) {
    lxw_protection free_to = {.format_columns = 1, .format_rows = 1};
    worksheet_protect(w, NULL, &free_to);
  }
}

/* The words stand in a column of a hidden sheet: there they may hold commas and be many. */
static lxw_error put_choice(xlsx_out *x, lxw_worksheet *w, const sheet_choice *c) {
  if (!x->choices) {
    x->choices = workbook_add_worksheet(x->book, CHOICES_SHEET);
    if (!x->choices) return LXW_ERROR_PARAMETER_VALIDATION;
    worksheet_hide(x->choices);
  }
  lxw_col_t col = x->n_choices++;
  for (size_t i = 0; i < c->n; i++) worksheet_write_string(x->choices, (lxw_row_t)i, col, sheet_plain_text(x->a, c->words[i]), NULL);
  str top = sheet_ref(x->a, 0, col), end = sheet_ref(x->a, c->n - 1, col);
  size_t letters = top.n - 1;
  lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .ignore_blank = 1, .show_error = 1, .dropdown = 1, .show_input = 1};
  v.value_formula = str_z(x->a, str_fmt(x->a, "='" CHOICES_SHEET "'!$%.*s$1:$%.*s$%zu", (int)letters, top.p, (int)letters, end.p, c->n));
  v.error_title = "Pilihan", v.error_message = "Pilih salah satu kata dalam daftar.";
  lxw_row_t row = (lxw_row_t)c->row;
  return worksheet_data_validation_range(w, row, (lxw_col_t)c->col, row + (lxw_row_t)c->rows - 1, (lxw_col_t)c->col, &v);
}

static lxw_error put_sheet(xlsx_out *x, lxw_worksheet *w, const sheet *s) {
  int *covered = NEW_N(x->a, int, s->n_columns);
  lxw_error e = LXW_NO_ERROR;
  for (size_t k = 0; k < s->n_columns; k++) worksheet_set_column(w, (lxw_col_t)k, (lxw_col_t)k, s->columns[k].width, NULL);
  print_setup(w, s);
  for (size_t i = 0; i < s->rows.n && e == LXW_NO_ERROR; i++) e = put_row(x, w, s, i, covered);
  for (size_t i = 0; i < s->choices.n && e == LXW_NO_ERROR; i++)
    if (s->choices.v[i].n && s->choices.v[i].rows) e = put_choice(x, w, &s->choices.v[i]);
  return e;
}

/* ---- the book ---- */

static bool fits(const sheet_book *b) {
  for (size_t i = 0; i < b->sheets.n; i++) {
    const sheet *s = b->sheets.v[i];
    if (s->rows.n > SHEET_MAX_ROWS) return false;
    for (size_t r = 0; r < s->rows.n; r++)
      for (size_t k = 0; k < s->n_columns; k++)
        if (s->rows.v[r].cells[k].text.n > SHEET_MAX_TEXT) return false;
  }
  return true;
}

static err open_book(xlsx_out *x, instant at) {
  TRY(sheet_file_make(x->a, &x->file));
  x->book = workbook_new_opt(x->file.path, &(lxw_workbook_options){.tmpdir = "/tmp"});
  if (!x->book) return ERR_CAUSE(x->a, "libxlsxwriter: no workbook");
  lxw_doc_properties p = {.title = sheet_plain_text(x->a, x->b->title), .author = sheet_plain_text(x->a, x->b->author), .created = (time_t)(at.s ? at.s : 1)};
  workbook_set_properties(x->book, &p);
  return NULL;
}

/* Asked before the library, which would complain on stderr. */
static err check_name(xlsx_out *x, char **names, size_t i) {
  bool twice = strcasecmp(names[i], CHOICES_SHEET) == 0;
  for (size_t k = 0; k < i; k++) twice |= strcasecmp(names[i], names[k]) == 0;
  return twice ? ERR(x->a, INPUT, "Dua lembar bernama “%s”. Beri nama yang berbeda, lalu ulangi.", names[i]) : NULL;
}

static err put_sheets(xlsx_out *x) {
  size_t n = x->b->sheets.n;
  lxw_worksheet **sheets = NEW_N(x->a, lxw_worksheet *, n);
  char **names = NEW_N(x->a, char *, n);
  for (size_t i = 0; i < n; i++) {
    names[i] = sheet_tab_name(x->a, x->b->sheets.v[i]->name);
    TRY(check_name(x, names, i));
    sheets[i] = workbook_add_worksheet(x->book, names[i]);
    if (!sheets[i]) return ERR_CAUSE(x->a, "libxlsxwriter: sheet \"%s\"", names[i]);
  }
  for (size_t i = 0; i < n; i++) {
    lxw_error e = put_sheet(x, sheets[i], x->b->sheets.v[i]);
    if (e != LXW_NO_ERROR) return ERR_CAUSE(x->a, "libxlsxwriter: %s", lxw_strerror(e));
  }
  return NULL;
}

static err close_book(xlsx_out *x, str *bytes) {
  lxw_workbook *book = x->book;
  x->book = NULL; /* closing frees it, whatever happens */
  lxw_error e = workbook_close(book);
  if (e != LXW_NO_ERROR) return ERR_CAUSE(x->a, "libxlsxwriter: %s", lxw_strerror(e));
  return sheet_file_read(x->a, &x->file, bytes);
}

static err write_book(xlsx_out *x, instant at, str *bytes) {
  TRY(open_book(x, at));
  TRY(put_sheets(x));
  return close_book(x, bytes);
}

err sheet_xlsx(arena *a, const sheet_book *b, instant at, str *bytes) {
  if (!fits(b)) return ERR(a, LIMIT, "Tabel ini terlalu besar untuk satu lembar kerja. Bagi menurut tahun atau unit, lalu ulangi.");
  xlsx_out *x = NEW(a, xlsx_out);
  *x = (xlsx_out){.a = a, .b = b};
  arena_defer(a, release, x);
  err e = write_book(x, at, bytes);
  release(x);
  return e;
}
