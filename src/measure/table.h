/* table: a sheet of indicators as offices keep it, measured row by row.
 *
 * The header may stand in any order, in Indonesian or English; columns that are not known pass through. Used by the command and by
 * imports. Pure: cells in, results out. A table lives in the arena it was opened in; results live in the arena of the call.
 */
#ifndef TAKAR_MEASURE_TABLE_H
#define TAKAR_MEASURE_TABLE_H
#include "finding.h"

/* column, names. "unit" is the office when there is a column "satuan", else the unit of measurement. */
#define TABLE_COLUMNS(X)                                                                      \
  X(OBJECTIVE, "sasaran|objective|sasaran strategis")                                         \
  X(INDICATOR, "indikator|indicator|indikator kinerja|indikator kinerja utama|indikator sasaran") \
  X(UNIT, "satuan|unit of measure|unit")                                                      \
  X(DIRECTION, "arah|direction|polaritas")                                                    \
  X(TARGET, "target")                                                                         \
  X(ACTUAL, "realisasi|actual")                                                               \
  X(PRINTED, "capaian|capaian_printed|capaian (%)|capaian %|achievement")                     \
  X(YEAR, "tahun|year")                                                                       \
  X(OFFICE, "instansi|office|perangkat daerah|opd|skpd|unit")
enum table_column {
#define X(name, names) TABLE_##name,
  TABLE_COLUMNS(X)
#undef X
  TABLE_COLUMN_COUNT
};

/* What is added behind the columns of the input. */
#define TABLE_ADDED(X) X("computed") X("status") X("category") X("explanation") X("findings")

typedef struct table table;
typedef struct table_row {
  str cell[TABLE_COLUMN_COUNT];      /* as typed; absent where the sheet has no such column */
  enum direction direction;
  measure_result result;
  finding_list findings;
} table_row;

/* Does this row look like a heading (a target and a realisasi column)? */
bool table_is_header(const str_list *cells);
/* ERR_INPUT when a needed column is missing or stands there twice. `rules` must outlive the table. */
MUST_CHECK err table_open(arena *a, const str_list *header, const measure_rules *rules, table **out);
/* Measures one row; `where` is its number in the file, for messages. ERR_INPUT names row, column and reason. */
MUST_CHECK err table_measure(const table *t, arena *a, const str_list *cells, size_t where, table_row *out);
/* The status as the measured table writes it: data that is "not available" counts as blank there, with a finding of its own. */
str table_status(const table_row *row);
/* The added cells of a row, in the order of TABLE_ADDED: appended to *out. */
void table_added_cells(arena *a, const table_row *row, str_list *out);
void table_added_names(arena *a, str_list *out);
#endif
