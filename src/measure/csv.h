/* csv: RFC 4180 in and out. Bytes in, rows out; no file.
 *
 * Reading takes comma or semicolon (the one met more often in the first line), CRLF or LF, a UTF-8 byte-order mark, and quoted fields
 * with line breaks. A fault names the row. Limits: rows, columns and bytes, so that a hostile file ends early.
 */
#ifndef TAKAR_MEASURE_CSV_H
#define TAKAR_MEASURE_CSV_H
#include "base/err.h"

typedef struct csv_reader csv_reader;
enum { CSV_MAX_COLUMNS = 512, CSV_MAX_FIELD = 1 << 20 };

/* `bytes` must live as long as the reader. ERR_INPUT when it is not UTF-8. */
MUST_CHECK err csv_open(arena *a, str bytes, csv_reader **out);
/* The next row into *row (cells live in `a`; views where no unquoting was needed), *more false at the end. Empty lines are skipped. */
MUST_CHECK err csv_next(csv_reader *r, arena *a, str_list *row, bool *more);
size_t csv_line(const csv_reader *r);              /* line (from 1) on which the last row began */

void csv_field(buf *b, str value);                 /* one field, quoted when needed */
void csv_row(buf *b, const str *cells, size_t n);  /* with CRLF */
/* For sheets made from what others typed: a text that a spreadsheet would run as a formula (= + - @ TAB first, and not a number)
 * gets a ' in front. */
str csv_guard(arena *a, str value);
#endif
