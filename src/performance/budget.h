/* budget: programmes, kegiatan and sub kegiatan with their ceilings and what was spent in each quarter.
 *
 * The code says what is below what: 7.01.01.2.01 belongs to 7.01.01. Money is written at the lowest level; above it are sums. A
 * quarter that nobody filled is not zero: sums that need it are DECIMAL_NONE.
 */
#ifndef TAKAR_PERFORMANCE_BUDGET_H
#define TAKAR_PERFORMANCE_BUDGET_H
#include "base/decimal.h"
#include "base/err.h"
#include "store/ids.h"
#include "store/store.h"

typedef struct budget_line {
  str code, name;
  objective_id objective;
  int level;                     /* 0: nothing above it */
  bool leaf;                     /* nothing below it: its money is its own */
  decimal original, revised;     /* pagu murni; perubahan, DECIMAL_NONE: none */
  decimal quarter[4];            /* spent in each */
  decimal ceiling, spent, absorption; /* in force in the period asked for; spent up to its end; percent */
} budget_line;
typedef LIST(budget_line) budget_lines;

/* By code. quarter 1..4: as it stood at its end; 0: the whole year. */
MUST_CHECK err performance_budget(db_ro *db, arena *a, office_id office, int64_t year, int64_t quarter, budget_lines *out);
/* The sum over the lowest level. */
budget_line budget_total(const budget_lines *all);
/* The programmes of an objective together: of those that name it, the highest ones. Absorption DECIMAL_NONE when there are none. */
budget_line budget_for(const budget_lines *all, objective_id objective);
/* The last quarter up to which every line is filled; 0: not even the first. */
int budget_filled(const budget_lines *all);
#endif
