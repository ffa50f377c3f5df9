/* accumulate: quarters into a figure to date and a figure for the year.
 *
 * To date: the filled quarters against the same quarters' targets. Annual: the same actual against the year's target. Percentages
 * and predicates are never added up: that is an error, not a warning (a real E.81 sheet printed 880 % that way).
 */
#ifndef TAKAR_MEASURE_ACCUMULATE_H
#define TAKAR_MEASURE_ACCUMULATE_H
#include "measure.h"

enum { QUARTERS = 4 };

typedef struct quarters {
  number target[QUARTERS], actual[QUARTERS]; /* blank: not filled */
  number year_target;                        /* blank: the quarters' targets combined */
  bool additive;                             /* false for percentages, indices, predicates */
} quarters;

typedef struct accumulated {
  number target_to_date, target_year, actual; /* ready for measure() */
  size_t filled;                              /* quarters with an actual */
  str words;                                  /* "20 + 30 = 50 (TW I–II)" */
} accumulated;

/* ERR_INPUT when a non-additive indicator is to be summed, or a quarter is not a number. Ratio indicators: see accumulate_ratio. */
MUST_CHECK err accumulate(arena *a, enum accumulation how, const quarters *q, accumulated *out);
/* Over periods a ratio of components is the ratio of the sums, not the mean of the ratios. Periods with a blank part are left out. */
decimal accumulate_ratio(const decimal *numerator, const decimal *denominator, size_t n);
#endif
