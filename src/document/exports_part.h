/* exports_part: what the tables to hand on share. Inside document/ only. Rows and columns count from 0. */
#ifndef TAKAR_DOCUMENT_EXPORTS_PART_H
#define TAKAR_DOCUMENT_EXPORTS_PART_H
#include "exports.h"

typedef struct export_party { str title; const export_signer *signer; } export_party; /* "PIHAK KEDUA"; title may be absent */

sheet_cell *export_value(sheet *s, size_t col, doc_value v);   /* blank stays blank; what is not available says why */
void export_head_row(sheet *s);                                /* the columns' names */
void export_titles(sheet *s, const export_head *h, str title, str second);
void export_sign(sheet *s, const export_head *h, export_party left, export_party right); /* a signer without a name: none */
decimal export_number(doc_value v);                            /* DECIMAL_NONE unless it is a number */
bool export_percent(str unit);                                 /* never to be added up */
str export_range(arena *a, size_t row, size_t col, size_t last_row); /* "C5:C9" */
/* The word of the scale for the number in `ref`, as a formula; blank for a blank. */
str export_scale_formula(arena *a, const scale *s, str ref);
/* Rows from i on that name the same thing. */
#define EXPORT_SAME(rows_, i_, field_) __extension__({                                                                \
    size_t same_n = 1;                                                                                         \
    while ((i_) + same_n < (rows_)->n && str_eq((rows_)->v[(i_) + same_n].field_, (rows_)->v[i_].field_)) same_n++; \
    same_n; })
/* No and objective in the last row, over all rows of the objective. */
void export_objective(sheet *s, size_t nth, str name, size_t rows);
#endif
