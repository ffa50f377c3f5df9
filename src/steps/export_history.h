/* export_history: everything an office aimed at and reached, a row per indicator and period, over all years: the table that the intake
 * takes back (performance/intake.h, kind "rencana"). Written row by row, so its memory does not grow with the years. */
#ifndef TAKAR_STEPS_EXPORT_HISTORY_H
#define TAKAR_STEPS_EXPORT_HISTORY_H
#include "office/office.h"

MUST_CHECK err export_history_xlsx(db_ro *db, arena *a, const office *of, instant at, str *bytes);
MUST_CHECK err export_history_csv(db_ro *db, arena *a, const office *of, str *bytes);
#endif
