/* corrections: the points a returned step has to answer. */
#ifndef TAKAR_STEPS_CORRECTIONS_H
#define TAKAR_STEPS_CORRECTIONS_H
#include "steps/issue.h"

typedef struct correction_line {
  correction_id correction;
  int64_t n;
  int from_no, from_round, to_no, to_round;
  str reason, to_name, by, by_as, target, label, note, answer, answered_by;
  person_id to_person;
  instant at, answered_at;
} correction_line;
typedef LIST(correction_line) correction_lines;
/* All points of a cycle, oldest first. */
MUST_CHECK err corrections_of(db_ro *db, arena *a, const cycle *c, correction_lines *out);
/* Adds to `out` each point sent to the step and round the cycle stands at that has no answer yet; anchor "koreksi.ID.N". */
MUST_CHECK err corrections_missing(db_ro *db, arena *a, const cycle *c, missing_list *out);
/* The Lembar Koreksi: every point this step has ever noted, with its answer, and the verdict of this round. */
MUST_CHECK err corrections_sheet(step_call *c, str verdict);
#endif
