/* bundle: everything about one cycle as one ZIP file that can be read and checked without Takar.
 *
 * manifest.json and SHA256SUMS list all other files with their SHA-256; README.txt says in Indonesian how to check them; dokumen/ (PDF and
 * frozen blocks), berkas/ (evidence, attachments), tables as CSV, audit.jsonl (the chain, from which each hash can be computed again), sop.yaml. A pure
 * function of what the database holds, without a clock: a closed cycle gives the same bytes every time. PDFs that are not kept yet
 * are rendered. Files are read one after the other as they are written, so memory follows the largest of them, not the bundle.
 */
#ifndef TAKAR_STEPS_BUNDLE_H
#define TAKAR_STEPS_BUNDLE_H
#include "cycle/cycle.h"

/* NOT_FOUND when there is no such cycle; who may see it is for the caller to check. */
MUST_CHECK err bundle_make(db_ro *db, arena *a, cycle_id id, str path);
/* The same as an open file without a name, in the folder for temporary files (TMPDIR, else /var/tmp); closed when the arena is reset. */
MUST_CHECK err bundle_open(db_ro *db, arena *a, cycle_id id, int *fd, int64_t *size);
/* "takar-kecamatan-babakancikao-2026-tw1.zip" */
str bundle_name(arena *a, const cycle *c);
#endif
