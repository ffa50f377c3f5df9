#include "sheet.h"

#include "base/csv.h"

sheet_book *sheet_book_new(arena *a, str title, str author) {
  sheet_book *b = NEW(a, sheet_book);
  *b = (sheet_book){.a = a, .title = title, .author = author};
  return b;
}

sheet *sheet_add(sheet_book *b, str name, const sheet_column *columns, size_t n) {
  ENSURE(n > 0 && n <= SHEET_MAX_COLUMNS);
  sheet *s = NEW(b->a, sheet);
  *s = (sheet){.a = b->a, .name = name, .columns = columns, .n_columns = n};
  LIST_ADD(b->a, &b->sheets, s);
  return s;
}

size_t sheet_row_add(sheet *s, enum row_look look) {
  sheet_row r = {.cells = NEW_N(s->a, sheet_cell, s->n_columns), .look = look};
  LIST_ADD(s->a, &s->rows, r);
  return s->rows.n - 1;
}

sheet_cell *sheet_at(sheet *s, size_t row, size_t col) {
  ENSURE(row < s->rows.n && col < s->n_columns);
  return &s->rows.v[row].cells[col];
}

static sheet_cell *set(sheet *s, size_t col, sheet_cell c) {
  sheet_cell *at = sheet_at(s, s->rows.n - 1, col);
  *at = c;
  return at;
}

sheet_cell *sheet_text(sheet *s, size_t col, str text) {
  return set(s, col, (sheet_cell){.kind = text.n ? CELL_TEXT : CELL_EMPTY, .text = str_copy(s->a, text)});
}

static sheet_cell *set_number(sheet *s, size_t col, enum cell_kind kind, decimal d, int places) {
  return set(s, col, (sheet_cell){.kind = decimal_some(d) ? kind : CELL_EMPTY, .number = d, .places = places});
}

sheet_cell *sheet_number(sheet *s, size_t col, decimal d, int places) { return set_number(s, col, CELL_NUMBER, d, places); }
sheet_cell *sheet_percent(sheet *s, size_t col, decimal d, int places) { return set_number(s, col, CELL_PERCENT, d, places); }

/* Rupiah have decimals only when there are any. */
sheet_cell *sheet_money(sheet *s, size_t col, decimal d) {
  return set_number(s, col, CELL_MONEY, d, decimal_some(d) && decimal_trim(d).scale > 0 ? 2 : 0);
}

sheet_cell *sheet_date(sheet *s, size_t col, date d) {
  return set(s, col, (sheet_cell){.kind = date_some(d) ? CELL_DATE : CELL_EMPTY, .day = d});
}

sheet_cell *sheet_formula(sheet *s, size_t col, str formula, decimal value, int places) {
  return set(s, col, (sheet_cell){.kind = CELL_NUMBER, .number = value, .places = places, .formula = formula});
}

void sheet_title(sheet *s, str text, bool bold) {
  sheet_row_add(s, ROW_TITLE);
  sheet_cell *c = sheet_text(s, 0, text);
  c->across = (int)(s->printed_columns ? s->printed_columns : s->n_columns);
  c->bold = bold;
}

void sheet_choices(sheet *s, size_t row, size_t col, size_t rows, const str *words, size_t n) {
  sheet_choice c = {row, col, rows, words, n};
  LIST_ADD(s->a, &s->choices, c);
}

str sheet_ref(arena *a, size_t row, size_t col) {
  char letters[3] = {(char)('A' + col / 26 - 1), (char)('A' + col % 26)};
  ENSURE(col < SHEET_MAX_COLUMNS);
  return str_fmt(a, "%s%zu", letters + (col < 26), row + 1);
}

/* ---- CSV ---- */

static str csv_text(arena *a, const sheet_cell *c) {
  switch (c->kind) {
  case CELL_TEXT: return csv_guard(a, c->text);
  case CELL_NUMBER:
  case CELL_PERCENT:
  case CELL_MONEY: return decimal_some(c->number) ? decimal_text(a, c->number) : S("");
  case CELL_DATE: return date_iso(a, c->day);
  case CELL_EMPTY: break;
  }
  return S("");
}

/* The cell that stands here: its own, or that of a cell above which spans this row. */
typedef struct above { const sheet_cell *cell; int rows; } above;

static void csv_cells(arena *a, buf *b, const sheet *s, const sheet_row *r, above *over) {
  str *cells = NEW_N(a, str, s->n_columns);
  size_t n = 0;
  for (size_t k = 0; k < s->n_columns; k++) {
    const sheet_cell *c = &r->cells[k];
    if (over[k].rows > 0) over[k].rows--;
    else over[k] = (above){c, c->down - 1};
    if (s->columns[k].name.n) cells[n++] = csv_text(a, over[k].cell);
  }
  csv_row(b, cells, n);
}

str sheet_csv(arena *a, const sheet *s) {
  buf b = {.a = a, .max = (size_t)256 << 20};
  above *over = NEW_N(a, above, s->n_columns);
  str *names = NEW_N(a, str, s->n_columns);
  size_t n = 0;
  for (size_t k = 0; k < s->n_columns; k++)
    if (s->columns[k].name.n) names[n++] = s->columns[k].name;
  csv_row(&b, names, n);
  for (size_t i = 0; i < s->rows.n; i++)
    if (s->rows.v[i].look == ROW_BODY || s->rows.v[i].look == ROW_TOTAL) csv_cells(a, &b, s, &s->rows.v[i], over);
  return buf_str(&b);
}
