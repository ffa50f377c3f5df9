/* plan_year: what holds for the whole plan of a year: its performance agreement (PK), the revision of it, and whether it is locked.
 *
 * The revision is in force for every period that ends on its day or later, and for the year: from then on reports are measured against
 * the revised targets and ceilings where there are any. Rolling a plan over to the next year locks it; only an administrator opens it
 * again, with a reason that stands in the trail. What was spent can still be written, it is no plan.
 */
#ifndef TAKAR_PERFORMANCE_PLAN_YEAR_H
#define TAKAR_PERFORMANCE_PLAN_YEAR_H
#include "performance/plan_edit.h"

typedef struct plan_year {
  str agreement_no, revised_no, locked_by;
  date agreement_day, revised_day;
  int revised_quarter;  /* the first quarter whose report it stands for; 0: no revision */
  instant locked_at;    /* INSTANT_NONE: open */
} plan_year;
MUST_CHECK err plan_year_of(db_ro *db, arena *a, office_id office, int64_t year, plan_year *out);
/* GATE, in words, when the year is locked. */
MUST_CHECK err plan_year_open(db_ro *db, arena *a, office_id office, int64_t year);

/* Fields: nomor, tanggal, nomor_perubahan, tanggal_perubahan (empty: no revision). Refused where it would change what a cycle that has
 * left the analysis was measured against. */
MUST_CHECK err plan_pk_put(const plan_edit *e, const fields *f);
/* What the agreement says beside its tables. Fields: jabatan, nama, pangkat, nip (of the superior), tempat, and tanggal, the same day as above. */
MUST_CHECK err plan_agreement_put(const plan_edit *e, const fields *f);
/* Objectives, indicators and budget lines of the year before into this one, which must be empty; targets and money are left to be set.
 * The year before is locked. */
MUST_CHECK err plan_copy(const plan_edit *e, size_t *copied);
/* Locking: whoever keeps the office. Unlocking: an administrator; field "alasan". */
MUST_CHECK err plan_lock(const plan_edit *e);
MUST_CHECK err plan_unlock(const plan_edit *e, const fields *f);
#endif
