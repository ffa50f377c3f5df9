/* findings: what the automatic checks of measure/finding.h see in the figures of a cycle, and what was answered to them.
 *
 * Computed live from the figures, the office's own past, the quarters of the year, offices of the same kind and the budget; nothing but
 * the answers is stored. A finding is mended when it is gone; an answer is pinned to the values it was given about and lapses when
 * they change. Results live in the arena.
 */
#ifndef TAKAR_PERFORMANCE_FINDINGS_H
#define TAKAR_PERFORMANCE_FINDINGS_H
#include "measure/finding.h"
#include "performance/performance.h"

typedef struct figure_finding {
  indicator_id indicator;    /* 0: about all figures of the cycle */
  str name, code;            /* of the indicator; "Semua indikator" and absent */
  enum finding_code what;
  str text;                  /* with the numbers of this figure */
  str concerned;             /* the values it is about */
  bool at_figure;            /* mended or reasoned at the figure itself: no value, no evidence, not available */
  bool answered;             /* an answer holds */
  str answer, by;            /* of an answer; also of one that has lapsed */
  instant at;
  bool lapsed;               /* an answer was given about other values */
} figure_finding;
typedef LIST(figure_finding) figure_findings;

/* All findings of the figures of a cycle, in the order of the figures; those about all figures last. */
MUST_CHECK err performance_findings(db_ro *db, arena *a, office_id office, cycle_id cycle, int64_t year, int64_t quarter, const figures *f,
                                    figure_findings *out);
/* The finding of a figure (0: of all) with this code; NULL when there is none. */
figure_finding *findings_find(const figure_findings *l, indicator_id of, enum finding_code what);
/* How many are neither mended nor answered, those that belong at the figure itself left out. */
size_t findings_open(const figure_findings *l);
/* A short mark of the values a finding is about: a page sends it back, so that no answer is given to what was never seen. */
str findings_mark(arena *a, const figure_finding *x);
/* Stores what somebody says to a finding. */
MUST_CHECK err findings_answer(db_rw *db, arena *a, cycle_id cycle, const figure_finding *x, str answer, str by, instant now);
#endif
