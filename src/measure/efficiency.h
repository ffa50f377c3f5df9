/* efficiency: what was reached against what was spent.
 *
 * Gap: achievement minus absorption, in points: > 5 efisien, within ±5 cukup efisien, else tidak efisien (practice of regions).
 * NE: PMK 214/2017, E = mean saving in percent, NE = 50 + E/20 × 50; it makes sense for E in -20..20 only and is clamped, and says so.
 */
#ifndef TAKAR_MEASURE_EFFICIENCY_H
#define TAKAR_MEASURE_EFFICIENCY_H
#include "base/decimal.h"

decimal absorption(decimal spent, decimal ceiling);     /* percent at 2 places; DECIMAL_NONE when the ceiling is 0 */

enum efficiency_class { EFFICIENCY_UNKNOWN, EFFICIENCY_INEFFICIENT, EFFICIENCY_FAIR, EFFICIENCY_EFFICIENT };
typedef struct efficiency {
  decimal gap;
  enum efficiency_class class;
  str label;               /* "Efisien" */
  str explanation;
} efficiency;
efficiency efficiency_gap(arena *a, decimal achievement, decimal absorption);

/* One output: planned and actual budget, target and actual volume. */
typedef struct efficiency_output {
  decimal planned_budget, actual_budget, target_volume, actual_volume;
} efficiency_output;
/* E in percent at 2 places: over the outputs, the sum (as the regulation's formula is cited) or the mean of
 * (1 − (RAK/RVK)/(PAK/TVK)) × 100. Outputs with a zero or a blank are left out; *used says how many counted. DECIMAL_NONE when none
 * did. */
decimal efficiency_e(const efficiency_output *outputs, size_t n, bool mean, size_t *used);

typedef struct efficiency_ne {
  decimal value, unclamped;
  bool clamped;
  str explanation;
} efficiency_ne;
efficiency_ne efficiency_ne_of(arena *a, decimal e, bool clamp);

/* What an office shows: its objectives as outputs, whose volume is what was reached in per cent of the target (TVK 100). E is the mean over
 * those that can be computed, NE is clamped. One sentence; it says what is missing when there is no value. */
typedef struct efficiency_reached { decimal achievement, ceiling, spent; } efficiency_reached;
efficiency_ne efficiency_ne_reached(arena *a, const efficiency_reached *objectives, size_t n);
#endif
