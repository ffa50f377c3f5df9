/* staff: the people of the cycle's office, whom forms name by id. A person of another office, or one who left, is refused. */
#ifndef TAKAR_STEPS_STAFF_H
#define TAKAR_STEPS_STAFF_H
#include "steps/step.h"

typedef struct staff { person_id id; str name; } staff;
typedef LIST(staff) staff_list;

MUST_CHECK err staff_of(db_ro *db, arena *a, const cycle *c, date today, staff_list *out);
/* Whom a typed id names; NULL in *out when it is blank. ERR_INPUT at field `at` when it names nobody of the office. */
MUST_CHECK err staff_pick(arena *a, const staff_list *all, str id, str at, const staff **out);
#endif
