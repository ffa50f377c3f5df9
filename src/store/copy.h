/* copy: one installation, whole, from one database into another that is empty; the engines may differ.
 *
 * Everything is read as of one moment and written in one transaction. Then both sides are compared: the rows of every table and the head
 * of every audit chain. The statements come from the migrations (tools/sqlc --migrations), three per table: read, write, count.
 */
#ifndef TAKAR_STORE_COPY_H
#define TAKAR_STORE_COPY_H
#include "store/store.h"

extern const sql_table copy_sql; /* both stores are opened with this table and store_sql */

typedef struct copied_table {
  str name;
  int64_t rows;
} copied_table;
typedef struct copy_report {
  LIST(copied_table) tables;
  int64_t rows, chains;
} copy_report;
/* CONFLICT when `to` holds anything; INTERNAL, naming the place, when the sides differ afterwards. */
MUST_CHECK err store_copy(store *from, store *to, arena *a, copy_report *out);
#endif
