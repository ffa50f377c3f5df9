/* intake_rows: the rows of a handed-in table as texts, one at a time: XLSX (the first sheet that has rows, or the one named) or CSV. */
#ifndef TAKAR_PERFORMANCE_INTAKE_ROWS_H
#define TAKAR_PERFORMANCE_INTAKE_ROWS_H
#include "performance/intake.h"

enum { INTAKE_MAX_BYTES = 32 << 20 };

bool intake_is_workbook(str bytes);
/* `row` counts from 1 as the file does; cells live until the next row. An error ends the reading and is handed on. */
typedef err (*intake_row_fn)(void *ctx, size_t row, const str_list *cells);
/* `a` holds what the file needs as a whole (a workbook's shared words), `rows` is reset before each row. */
MUST_CHECK err intake_read(arena *a, arena *rows, str bytes, intake_row_fn fn, void *ctx);
/* The first INTAKE_HEAD_ROWS rows that are not empty, in `a`. */
MUST_CHECK err intake_first_rows(arena *a, str bytes, intake_rows *out);
/* The same file with its faults marked: in a workbook the cells are coloured; in both a column behind the table says why. `heading` is
 * the last row of the heading. */
MUST_CHECK err intake_marked(arena *a, str bytes, size_t heading, const intake_faults *faults, str *out);
/* How many rows there are. */
MUST_CHECK err intake_count(arena *a, arena *rows, str bytes, size_t *n);
#endif
