/* aggregate: means of results: indicator -> objective -> office, plain or weighted, always with "n dari N dihitung".
 *
 * Means are taken of the rounded values that are printed, so that a reader can recompute them. What is left out is counted and
 * named, never dropped silently; a weight of zero or a missing weight is said too.
 */
#ifndef TAKAR_MEASURE_AGGREGATE_H
#define TAKAR_MEASURE_AGGREGATE_H
#include "measure.h"

typedef struct aggregate_part {
  str name;
  measure_result result;
  decimal weight;          /* DECIMAL_NONE: none given */
} aggregate_part;

typedef struct aggregate {
  decimal value;           /* DECIMAL_NONE when nothing could be used */
  scale_word word;
  size_t used, total, missed; /* missed: used parts below 100 */
  str_list left_out;       /* "NAMA (belum diisi)" */
  str explanation;         /* "Rata-rata 3 dari 4 indikator dihitung: (...)/3 = 103,46 %. ..." */
} aggregate;

/* weighted: parts without a weight or with weight 0 are left out and named. `what` is the Indonesian noun: "indikator", "sasaran". */
aggregate aggregate_of(arena *a, const measure_rules *r, const aggregate_part *parts, size_t n, bool weighted, str what);
/* An aggregate as a part of the next level. */
aggregate_part aggregate_as_part(const aggregate *g, str name, decimal weight);
#endif
