/* year: the quarters of a year of each figure of a cycle, and what they come to. Results live in the arena. */
#ifndef TAKAR_PERFORMANCE_YEAR_H
#define TAKAR_PERFORMANCE_YEAR_H
#include "measure/accumulate.h"
#include "performance/performance.h"

/* Targets and figures by quarter, one for each of f->v; quarters after `quarter` (0: the year) are left blank. The cycle's own figure
 * stands for its quarter; of several cycles of a quarter the latest counts. */
typedef struct year_quarters {
  quarters of;
  decimal over[QUARTERS], under[QUARTERS]; /* counted parts of a ratio; DECIMAL_NONE: none */
} year_quarters;
MUST_CHECK err performance_quarters(db_ro *db, arena *a, office_id office, int64_t year, int64_t quarter, const figures *f, year_quarters **out);
/* The two parts of a counted ratio; DECIMAL_NONE for any other figure. */
void year_parts(arena *a, const figure *f, str typed, decimal *over, decimal *under);

/* What the quarters come to: against the same quarters' targets, and against the year's. A counted ratio that is averaged is the ratio of the
 * sums, not the mean of the ratios. */
typedef struct year_to_date {
  accumulated sum;
  measure_result to_date, year;
  str refused;             /* they cannot be put together, and why; the rest is empty then */
} year_to_date;
MUST_CHECK err performance_to_date(arena *a, const figure *f, const year_quarters *q, year_to_date *out);
#endif
