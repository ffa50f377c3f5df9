/* sheet: the SOP's own form, as an office has it, with what a cycle did beside each step (column Realisasi). */
#ifndef TAKAR_STEPS_SHEET_H
#define TAKAR_STEPS_SHEET_H
#include "cycle/cycle.h"
#include "document/block.h"

/* What a cycle did beside each step; where something was signed, also how (sign/mode.h). As cycle_marks. */
MUST_CHECK err sheet_marks(db_ro *db, arena *a, const cycle *c, instant now, str base, sop_marks *out);
/* Landscape F4; for any cycle, at any moment. */
MUST_CHECK err sop_sheet(db_ro *db, arena *a, cycle_id id, instant now, doc **out);
#endif
