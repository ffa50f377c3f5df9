/* library_edit: SOPs, lanes and letter numbers as administrators set them.
 *
 * Every function runs inside an apply and belongs to administrators of the region (FORBIDDEN, NOT_FOUND); entries with the old and the new
 * value go to the region's or the office's chain. A running cycle stays on the SOP version it began with.
 */
#ifndef TAKAR_CYCLE_LIBRARY_EDIT_H
#define TAKAR_CYCLE_LIBRARY_EDIT_H
#include "cycle/library.h"
#include "office/manage.h"

/* Checks an uploaded file; what it extends is the region's newest version of that code. Points at "berkas.yaml:12". */
MUST_CHECK err library_read(db_ro *db, arena *a, region_id region, str text, str filename, str *base, sop **out);
/* Stores a version that library_read accepted. */
MUST_CHECK err library_publish(db_rw *db, arena *a, const actor *who, instant now, str text, str base, sop_id *out);
/* Puts a version in force at an office; *staying counts the cycles that run on with theirs. */
MUST_CHECK err library_adopt(db_rw *db, arena *a, const actor *who, instant now, office_id office, sop_id id, int64_t *staying);
/* Gives every lane of the region's offices that has no position yet the fitting one: of the same code at the office itself; for lane
 * "inspektorat" the position of the Inspektorat that keeps its data; for the first lane the office's highest. The rest stays open. */
MUST_CHECK err library_lanes_fill(db_rw *db, arena *a, const actor *who, instant now);
/* Fields: "jalur.LANE" (position id) for each lane but the team's; a position of another office of the region may be one. */
MUST_CHECK err library_lanes(db_rw *db, arena *a, const actor *who, instant now, office_id office, sop_id id, const fields *f);
/* Fields: pola, klasifikasi. */
MUST_CHECK err library_letter(db_rw *db, arena *a, const actor *who, instant now, office_id office, str kind, const fields *f);
#endif
