/* year: the quarters of a year of each figure of a cycle, and what they come to. Results live in the arena. */
#ifndef TAKAR_PERFORMANCE_YEAR_H
#define TAKAR_PERFORMANCE_YEAR_H
#include "measure/accumulate.h"
#include "performance/performance.h"

/* Targets and figures by quarter, one for each of f->v; quarters after `quarter` (0: the year) are left blank. The cycle's own figure
 * stands for its quarter; of several cycles of a quarter the latest counts. */
MUST_CHECK err performance_quarters(db_ro *db, arena *a, office_id office, int64_t year, int64_t quarter, const figures *f, quarters **out);

/* What the quarters come to: against the same quarters' targets, and against the year's. */
typedef struct year_to_date {
  accumulated sum;
  measure_result to_date, year;
  str refused;             /* they cannot be put together, and why; the rest is empty then */
} year_to_date;
MUST_CHECK err performance_to_date(arena *a, const figure *f, const quarters *q, year_to_date *out);
#endif
