/* sheet: a workbook of tables: built once by a pure builder (exports.h), written as XLSX or CSV.
 *
 * A book lives in its arena. A sheet has a fixed number of columns; rows are added at the end and their cells set by column, so that row
 * and cell references in formulas are known while building (sheet_ref). Numbers are decimals; a formula carries the value it gives, so
 * that readers that do not calculate (and CSV) show the same. Same input, same bytes.
 */
#ifndef TAKAR_DOCUMENT_SHEET_H
#define TAKAR_DOCUMENT_SHEET_H
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"

enum { SHEET_MAX_COLUMNS = 256, SHEET_MAX_ROWS = 200000, SHEET_MAX_TEXT = 32767 };

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_PERCENT, CELL_MONEY, CELL_DATE };
/* HEAD rows are repeated on every page; CSV has only BODY and TOTAL rows. TITLE and NOTE rows have no rules. */
enum row_look { ROW_BODY, ROW_HEAD, ROW_TOTAL, ROW_TITLE, ROW_NOTE };
enum cell_align { CELL_AS_KIND, CELL_LEFT, CELL_CENTER, CELL_RIGHT };

typedef struct sheet_cell {
  enum cell_kind kind;
  str text;              /* TEXT */
  decimal number;        /* NUMBER, MONEY; PERCENT in per cent (21.5 is 21,5 %) */
  int places;            /* decimals shown */
  date day;              /* DATE */
  str formula;           /* without "="; the cell then holds its value: a TEXT or a number; DECIMAL_NONE prints nothing */
  int across, down;      /* columns and rows joined to this cell; 0 and 1: none */
  enum cell_align align;
  int indent;
  bool bold, editable;   /* editable: open in a protected sheet */
} sheet_cell;

typedef struct sheet_row { sheet_cell *cells; enum row_look look; } sheet_row;
typedef struct sheet_column { str name; double width; } sheet_column; /* name: for CSV; without one the column is a gap; width in characters */
typedef struct sheet_choice { size_t row, col, rows; const str *words; size_t n; } sheet_choice; /* the words allowed in some cells */

typedef struct sheet {
  arena *a;
  str name;              /* made unique and fit for a spreadsheet by the writer: at most 31 letters, without []:*?/\ */
  const sheet_column *columns;
  size_t n_columns;
  LIST(sheet_row) rows;
  LIST(sheet_choice) choices;
  size_t frozen_columns; /* stay in sight at the left; the head rows stay when there is one block of them */
  size_t printed_columns;/* the first so many are printed; 0: all */
  bool portrait, folio;  /* landscape A4 unless told otherwise; folio is the F4 of spreadsheets */
  bool protect;          /* only editable cells may be changed */
} sheet;

typedef struct sheet_book {
  arena *a;
  str title, author;
  LIST(sheet *) sheets;
} sheet_book;

sheet_book *sheet_book_new(arena *a, str title, str author);
sheet *sheet_add(sheet_book *b, str name, const sheet_column *columns, size_t n); /* `columns` outlives the book */
size_t sheet_row_add(sheet *s, enum row_look look);                /* index of the new row, from 0 */
sheet_cell *sheet_at(sheet *s, size_t row, size_t col);            /* until the next row is added */
/* Set the cell in the last row and give it, for what the helper does not set. */
sheet_cell *sheet_text(sheet *s, size_t col, str text);
sheet_cell *sheet_number(sheet *s, size_t col, decimal d, int places); /* DECIMAL_NONE: empty */
sheet_cell *sheet_money(sheet *s, size_t col, decimal d);
sheet_cell *sheet_percent(sheet *s, size_t col, decimal d, int places);
sheet_cell *sheet_date(sheet *s, size_t col, date d);
sheet_cell *sheet_formula(sheet *s, size_t col, str formula, decimal value, int places); /* a NUMBER with its formula */
void sheet_title(sheet *s, str text, bool bold);                   /* a row of one centred cell */
void sheet_choices(sheet *s, size_t row, size_t col, size_t rows, const str *words, size_t n);
str sheet_ref(arena *a, size_t row, size_t col);                   /* "C5" for row 4, column 2 */

/* ERR_LIMIT when a sheet is too large; ERR_INPUT when two sheets would have one name. `at` is the only date in the file. */
MUST_CHECK err sheet_xlsx(arena *a, const sheet_book *b, instant at, str *bytes);
/* A long table written as it is made, in memory that does not grow with it: a heading, then row after row of plain cells (no joined cells,
 * no formulas, no looks of their own). */
typedef struct sheet_rows sheet_rows;
MUST_CHECK err sheet_rows_open(arena *a, str title, const sheet_column *columns, size_t n, instant at, sheet_rows **out);
MUST_CHECK err sheet_rows_put(sheet_rows *r, const sheet_cell *cells); /* as many as there are columns */
MUST_CHECK err sheet_rows_close(sheet_rows *r, str *bytes);
/* RFC 4180 with a decimal point: the columns' names, then BODY and TOTAL rows; a cell over several rows repeats. Texts that a
 * spreadsheet would run as formulas are guarded. */
str sheet_csv(arena *a, const sheet *s);
#endif
