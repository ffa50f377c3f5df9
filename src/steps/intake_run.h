/* intake_run: works on the tables that were handed in (performance/intake.h), one after another; called by the program's worker.
 *
 * Rows of plan and money are checked without changing anything, then applied in short transactions, so that others can write in between.
 * Figures of a cycle go through steps_run, as if somebody had typed them. Memory does not grow with the rows: beside the file itself a few
 * megabytes.
 */
#ifndef TAKAR_STEPS_INTAKE_RUN_H
#define TAKAR_STEPS_INTAKE_RUN_H
#include "performance/intake.h"
#include "steps/step.h"

typedef instant (*clock_fn)(void);
/* Works on the oldest file that waits until it has ended; *some false when none waits. `a` holds the file, `batch` and `row` are reset as it
 * goes. An error is of the machine (busy, full disk): the file stays as it is and is taken up again later. */
typedef struct intake_arenas { arena *a, *batch, *row; } intake_arenas;
/* *at: the file it is at (none: 0), also when an arena is full and jumps. */
MUST_CHECK err intake_run_next(store *s, const intake_arenas *mem, clock_fn now, intake_id *at, bool *some);
/* Ends a file that needs more memory than it gets. */
MUST_CHECK err intake_run_give_up(store *s, arena *a, clock_fn now, intake_id id);

/* intake_figures.c: the answers of a cycle from a sheet, through steps_run. Faults go to w. */
MUST_CHECK err intake_figures(store *s, intake_work *w, const intake_arenas *mem, str bytes);
/* What a template says of an answer: its version, and what it looked like; an answer that comes back the same was not touched. */
str intake_answer_mark(arena *a, int64_t version, str value, str reason, str no_evidence);
#endif
