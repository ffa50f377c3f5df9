/* xlsx_mark: the same workbook back, with the faults marked: each wrong cell is coloured, and a column behind the table says why.
 *
 * The workbook is copied part by part; only the marked sheet (read and written in pieces) and the styles are rewritten, so formulas,
 * widths and joined cells stay. Bytes in, bytes out.
 */
#ifndef TAKAR_PERFORMANCE_XLSX_MARK_H
#define TAKAR_PERFORMANCE_XLSX_MARK_H
#include "base/err.h"

typedef struct xlsx_mark { size_t row, col; str reason; } xlsx_mark; /* from 1; col 0: the whole row */

/* `marks` by row and column. `sheet` as in xlsx_read.h. The heading of the new column stands in row `heading` (0: none). */
MUST_CHECK err xlsx_marked(arena *a, str bytes, size_t sheet, size_t heading, const xlsx_mark *marks, size_t n, str *out);
#endif
