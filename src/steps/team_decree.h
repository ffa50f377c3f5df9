/* team_decree: the decree that forms the team: a draft (KONSEP) at step 1, the numbered decree once it is set at step 2. */
#ifndef TAKAR_STEPS_TEAM_DECREE_H
#define TAKAR_STEPS_TEAM_DECREE_H
#include "steps/issue.h"

/* kind: DOC_DRAFT_SK or DOC_SK_TIM. Reads the texts of step "team" and the members of the cycle. */
MUST_CHECK err team_decree_issue(step_call *c, enum doc_kind kind);
#endif
