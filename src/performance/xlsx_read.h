/* xlsx_read: the rows of a workbook, one at a time, in memory that does not grow with the sheet.
 *
 * Bytes in, rows out. Strings shared and inline, booleans, errors, formula results, dates and percentages by their style. Numbers come
 * without the noise of binary floating point (66.670000000000002 is 66,67) and in Indonesian notation (decimal comma), so that number.h
 * reads them without doubt. A hostile file ends early: limits on size, ratio, rows, columns and text.
 */
#ifndef TAKAR_PERFORMANCE_XLSX_READ_H
#define TAKAR_PERFORMANCE_XLSX_READ_H
#include "base/err.h"

enum { XLSX_MAX_ROWS = 200000, XLSX_MAX_COLUMNS = 512, XLSX_MAX_TEXT = 32767 * 4, XLSX_MAX_RATIO = 100 };

enum xlsx_kind { XLSX_EMPTY, XLSX_TEXT, XLSX_NUMBER, XLSX_DATE, XLSX_BOOL, XLSX_ERROR };
typedef struct xlsx_cell {
  enum xlsx_kind kind;
  str text; /* NUMBER "1234,5" or "21,5%"; DATE "2026-01-31"; BOOL "Ya"/"Tidak"; ERROR "#DIV/0!" */
} xlsx_cell;

typedef struct xlsx xlsx;
/* `bytes` must outlive the arena's next reset; the workbook is closed with the arena. ERR_INPUT when it is not a workbook. */
MUST_CHECK err xlsx_open(arena *a, str bytes, xlsx **out);
size_t xlsx_sheet_count(const xlsx *x);
str xlsx_sheet_name(const xlsx *x, size_t i);
/* Index of the sheet with this name (case ignored); false when there is none. */
bool xlsx_sheet_find(const xlsx *x, str name, size_t *i);

/* One row: its number in the sheet (from 1) and its cells from column A; they live until the next row. An error stops the reading and
 * is handed on. */
typedef err (*xlsx_row_fn)(void *ctx, size_t row, const xlsx_cell *cells, size_t n);
/* Cells are kept in `rows`, which is reset before each row and must not be `a`. */
MUST_CHECK err xlsx_read(xlsx *x, size_t sheet, arena *a, arena *rows, xlsx_row_fn fn, void *ctx);
/* "2.2200000000000002" -> "2,22", "1.5E+7" -> "15000000"; percent: times 100 with "%". Text that is no number comes back as it is. */
str xlsx_number_text(arena *a, str raw, bool percent);
#endif
