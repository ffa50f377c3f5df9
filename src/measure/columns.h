/* columns: the measure of whole columns: one indicator, many offices or periods, and the means over them. The same inline core as
 * measure(), so the same bits; no memory, no text. A column holds decimals of one scale as bare units.
 */
#ifndef TAKAR_MEASURE_COLUMNS_H
#define TAKAR_MEASURE_COLUMNS_H
#include "measure.h"

#define COLUMN_NOTHING INT64_MIN /* blank, or a result that cannot be computed; no decimal has these units */
typedef struct decimal_column {
  const int64_t *units;
  int scale;
} decimal_column;

/* measure_value for n rows: out[i] in units of r->places, COLUMN_NOTHING unless OK. Gives how many are OK. `high`: the upper ends for
 * the range directions, else the same as `low`. */
size_t measure_column(const measure_rules *r, enum direction d, decimal_column low, decimal_column high, decimal_column actual, size_t n,
                      int64_t *out);
/* Row by row the plain mean over k columns of results (r->places), as aggregate_of gives it; COLUMN_NOTHING where none can be used.
 * used[i]: how many were. */
void aggregate_columns(const measure_rules *r, const int64_t *const *columns, size_t k, size_t n, int64_t *mean, uint16_t *used);
#endif
