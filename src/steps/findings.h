/* findings: the automatic findings of a cycle's figures at steps 5 (analyse) and 9 (finalise): each is mended or answered. */
#ifndef TAKAR_STEPS_FINDINGS_H
#define TAKAR_STEPS_FINDINGS_H
#include "performance/findings.h"
#include "steps/step.h"

/* Fields: indikator (0: about all figures), kode, jawaban, perihal (findings_mark of what the page showed; may be missing). */
extern const form_field finding_form[];
MUST_CHECK err findings_apply(step_call *c);
#define FINDING_ACTION \
  { .name = "temuan", .label = "Jawab temuan", .form = finding_form, .who = WHO_FIGURE, .phase = PHASE_LANE, .apply = findings_apply }
MUST_CHECK err findings_of(db_ro *db, arena *a, const cycle *c, figure_findings *out);
/* Each finding that is neither mended nor answered. Anchors "temuan.ID.CODE". */
MUST_CHECK err findings_missing(db_ro *db, arena *a, const cycle *c, missing_list *out);
str findings_anchor(arena *a, const figure_finding *x);
#endif
