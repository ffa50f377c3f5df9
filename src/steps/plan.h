/* plan: what the page of step 3 proposes for indicators nobody has planned yet. */
#ifndef TAKAR_STEPS_PLAN_H
#define TAKAR_STEPS_PLAN_H
#include "steps/step.h"

/* Fills figure.plan where it does not exist: source as the indicator names it; the person who holds the owner's position today; from
 * today to the day on which the step that collects is due. plan.exists stays false: nothing is stored. */
MUST_CHECK err plan_suggest(db_ro *db, arena *a, const cycle *c, date today, figures *io);
#endif
