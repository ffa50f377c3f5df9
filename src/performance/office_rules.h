/* office_rules: how an office measures, by version.
 *
 * Version 0 is the defaults of measure.h. Each change adds a version, written into the office's chain; none is ever changed, so that a
 * result can be computed again with the same bits. A cycle measures with the latest version until its analysis is finished; from
 * then on it stays on the version it was analysed with.
 */
#ifndef TAKAR_PERFORMANCE_OFFICE_RULES_H
#define TAKAR_PERFORMANCE_OFFICE_RULES_H
#include "base/fields.h"
#include "measure/measure.h"
#include "office/manage.h"

typedef struct office_rules {
  int64_t version;
  measure_rules rules;
  str text;              /* measure_rules_text */
  str by;                /* absent for version 0 */
  instant at;
} office_rules;
typedef LIST(office_rules) office_rules_list;

/* "versi 2: takar-1 turun=a ...": what is stored beside a result. */
str office_rules_name(arena *a, const office_rules *r);
/* The version in force at an office. */
MUST_CHECK err office_rules_now(db_ro *db, arena *a, office_id office, const office_rules **out);
/* The version a cycle measures with. */
MUST_CHECK err office_rules_of_cycle(db_ro *db, arena *a, cycle_id cycle, const office_rules **out);
/* All versions, latest first, version 0 at the end. */
MUST_CHECK err office_rules_all(db_ro *db, arena *a, office_id office, office_rules_list *out);
/* From now on the cycle stays on the version that is in force. */
MUST_CHECK err office_rules_pin(db_rw *db, arena *a, office_id office, cycle_id cycle);

/* Fields: turun, batas-atas, batas-bawah, pembulatan, desimal, nol, skala, skala-sendiri, predikat (a scale to a line), as measure_rules_parse
 * reads them. *version: the new one, or the same when nothing changed. FORBIDDEN for who does not keep the office. */
typedef struct office_rules_change { office_id office; const actor *who; instant now; const fields *f; int64_t version; } office_rules_change;
MUST_CHECK err office_rules_put(db_rw *db, arena *a, office_rules_change *c);
/* The fields of a version, for the form. */
void office_rules_fields(arena *a, const office_rules *r, fields *out);
#endif
