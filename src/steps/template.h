/* template: workbooks that go out to be filled and come back (performance/intake.h): the figures of a cycle, and the plan of a year.
 *
 * A sheet of instructions, then the table: cells to fill are open, the rest is locked; words are chosen from lists. Each row carries what
 * it was made from (column "Versi"), so that on return a row that somebody changed meanwhile is told apart.
 */
#ifndef TAKAR_STEPS_TEMPLATE_H
#define TAKAR_STEPS_TEMPLATE_H
#include "cycle/cycle.h"
#include "document/sheet.h"

MUST_CHECK err template_figures(db_ro *db, arena *a, const cycle *c, sheet_book **out);
MUST_CHECK err template_plan(db_ro *db, arena *a, const office *of, int64_t year, sheet_book **out);
#endif
