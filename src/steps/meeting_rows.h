/* meeting_rows: who is invited to the meeting of a cycle and came, and what it decided. Stored as rows, audited as sentences.
 * stale: the page was opened before somebody else saved; a change is then refused with CONFLICT. */
#ifndef TAKAR_STEPS_MEETING_ROWS_H
#define TAKAR_STEPS_MEETING_ROWS_H
#include "cycle/cycle_sql.h"
#include "steps/step.h"

/* Fields "peserta" and "hadir": ids. With "peserta" the list is the one that is sent; "hadir" alone adds to it whoever came. */
MUST_CHECK err meeting_save_people(step_call *c, bool stale);
/* Fields "putusan", "pelaksana", "batas", "pada", aligned. A row without "putusan" is left out; an answer stays with its decision. */
MUST_CHECK err meeting_save_decisions(step_call *c, bool stale);
#endif
