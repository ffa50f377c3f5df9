/* explain: the one Indonesian sentence that goes with a result. Used by measure.c alone. */
#ifndef TAKAR_MEASURE_EXPLAIN_H
#define TAKAR_MEASURE_EXPLAIN_H
#include "measure.h"

/* What the formula is given, once the texts are understood. */
typedef struct resolved {
  decimal low, high, actual;
  bool equal_words;  /* both predicates are the same word: 100 */
  bool both_unsure;  /* both written as 44.113: either reading gives this result */
  bool about_target; /* a status that is not OK speaks of the target, else of the actual */
} resolved;

str explain_result(arena *a, const measure_rules *r, const measure_input *in, const resolved *v, const measure_result *out);
#endif
