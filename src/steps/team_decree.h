/* team_decree: the decree that forms the team: a draft (KONSEP) at step 1, the numbered decree once it is set at step 2; and what the
 * team signs as a body, through its ketua.
 */
#ifndef TAKAR_STEPS_TEAM_DECREE_H
#define TAKAR_STEPS_TEAM_DECREE_H
#include "steps/issue.h"

/* kind: DOC_DRAFT_SK or DOC_SK_TIM. Reads the texts of step "team" and the members of the cycle. An SOP without that step has no decree. */
MUST_CHECK err team_decree_issue(step_call *c, enum doc_kind kind);
/* The ketua of the cycle's team as a signer, "KETUA TIM"; name absent and *who zero while there is none. */
MUST_CHECK err steps_team_head(db_ro *db, arena *a, const cycle *c, doc_official *out, person_id *who);
/* As issue_common; when the lane is the team, its ketua signs. */
MUST_CHECK err steps_common(step_call *c, enum doc_kind kind, str lane, letter_common *out);
/* "Ketua", "Sekretaris", "Anggota". */
str steps_duty_label(str duty);
#endif
