/* csv: the records of a CSV text one after another (RFC 4180), and cells written back.
 *
 * Strict about quotes, lenient about line ends (CRLF, LF or CR) and a byte-order mark. Cells point into the text or the arena.
 */
#ifndef TAKAR_CALENDAR_CSV_H
#define TAKAR_CALENDAR_CSV_H
#include "base/str.h"

typedef struct csv {
  str rest;
  char separator;
  int line;  /* of the next record, from 1 */
} csv;

typedef struct csv_row {
  int line;  /* where the record begins */
  str_list cells;
  str fault; /* Indonesian: why the record is none; absent when it is one */
} csv_row;

csv csv_of(str text); /* the separator is ';' when the first line has one, else ',' */
bool csv_take(arena *a, csv *c, csv_row *row); /* false at the end */
bool csv_row_blank(const csv_row *row);        /* nothing but empty cells */
/* Writes n cells and a line end (CRLF), quoting where needed. */
void csv_put(buf *b, const str *cells, size_t n);
#endif
