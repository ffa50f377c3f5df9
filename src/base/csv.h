/* csv: RFC 4180 in and out, one row at a time. Bytes in, rows out; no file. The one reader of CSV in the house.
 *
 * Reading takes comma or semicolon (the one that one of the first lines has most of), CRLF, LF or CR, a UTF-8 byte-order mark, and quoted fields
 * with line breaks. A fault names row and column, and the row after it can be read, so that every bad row of a file can be told. Memory
 * does not grow with the rows when their arena is reset; columns and fields have limits, so that a hostile file ends early.
 */
#ifndef TAKAR_BASE_CSV_H
#define TAKAR_BASE_CSV_H
#include "err.h"

typedef struct csv_reader csv_reader;
enum { CSV_MAX_COLUMNS = 512, CSV_MAX_FIELD = 1 << 20 };

csv_reader *csv_open(arena *a, str bytes); /* `bytes` must live as long as the reader */
/* The next row into *row (cells live in `a`; views where no unquoting was needed), *more false at the end. Empty lines are skipped.
 * ERR_INPUT with one point, "baris N", for a row that is none or not UTF-8; the next call goes on behind it. */
MUST_CHECK err csv_next(csv_reader *r, arena *a, str_list *row, bool *more);
size_t csv_line(const csv_reader *r);              /* line (from 1) on which the last row began */
char csv_separator(const csv_reader *r);
bool csv_blank(const str_list *row);               /* nothing but empty cells */

void csv_row(buf *b, const str *cells, size_t n);  /* fields quoted when needed, with CRLF */
void csv_row_by(buf *b, char separator, const str *cells, size_t n);
/* For sheets made from what others typed: a text that a spreadsheet would run as a formula (= + - @ TAB first, and not a number)
 * gets a ' in front. */
str csv_guard(arena *a, str value);
#endif
