/* plan_part: what the files of plan_edit share. */
#ifndef TAKAR_PERFORMANCE_PLAN_PART_H
#define TAKAR_PERFORMANCE_PLAN_PART_H
#include "performance/plan_edit.h"

str plan_typed(const fields *f, const char *name);            /* trimmed; "" when it is not there */
MUST_CHECK err plan_may(const plan_edit *e);                   /* who keeps the office */
MUST_CHECK err plan_allowed(const plan_edit *e);               /* the same, and the year is not locked */
MUST_CHECK err plan_note(const plan_edit *e, const char *action, str what, str old, str new_); /* the audit entry; none when old = new */
int64_t plan_id_in(const fields *f, const char *name);
err plan_wrong(arena *a);                                      /* "Ada isian yang perlu diperbaiki." to hang points on */
void plan_need(const plan_edit *e, err wrong, const fields *f, const char *name, const char *what);
/* An indicator as another one of this year; gives its number in the objective. */
MUST_CHECK err plan_indicator_copy(const plan_edit *e, indicator_id from, objective_id to);
#endif
