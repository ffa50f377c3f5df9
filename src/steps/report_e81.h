/* report_e81: the rows of form E.81 from what an office holds for a year: its indicators with what each quarter reached, its programmes with
 * their money.
 */
#ifndef TAKAR_STEPS_REPORT_E81_H
#define TAKAR_STEPS_REPORT_E81_H
#include "cycle/cycle.h"
#include "document/exports.h"

/* `all` and `money` are the cycle's; the form is of its year, up to its quarter. */
MUST_CHECK err report_e81_form(db_ro *db, arena *a, const cycle *c, const figures *all, const budget_lines *money, export_e81 **out);
#endif
