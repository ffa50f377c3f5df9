/* xlsx_book: what a workbook says beside its sheets: their names and parts, the shared strings, which styles are dates or percentages.
 * Used by xlsx_read.c alone. */
#ifndef TAKAR_PERFORMANCE_XLSX_BOOK_H
#define TAKAR_PERFORMANCE_XLSX_BOOK_H
#include "xlsx_part.h"
#include "xlsx_read.h"

enum style_kind { STYLE_NUMBER, STYLE_PERCENT, STYLE_DATE };

typedef struct book_sheet {
  str name, relation, path;
} book_sheet;

struct xlsx {
  arena *a;
  zip_t *zip;
  LIST(book_sheet) sheets;
  str_list strings;
  LIST(enum style_kind) styles; /* by cell format */
  bool date1904;
};

/* Reads workbook, relations, styles and shared strings into *x. */
MUST_CHECK err xlsx_book(xlsx *x);
#endif
