/* bundle: everything about one cycle as one ZIP file that can be read and checked without Takar.
 *
 * README.txt, manifest.json, dokumen/ (every document as PDF), berkas/ (evidence and attached files), angka.csv, angka-draft.csv,
 * langkah.csv, audit.jsonl (the chain, one entry a line, from which each hash can be computed again), sop.yaml. The manifest lists all
 * other files but README.txt with size and SHA-256. A pure function of what the database holds: a closed cycle gives the same bytes
 * every time. The PDFs of an open cycle that are not kept yet are rendered.
 */
#ifndef TAKAR_STEPS_BUNDLE_H
#define TAKAR_STEPS_BUNDLE_H
#include "cycle/cycle.h"

/* NOT_FOUND when there is no such cycle; who may see it is for the caller to check. */
MUST_CHECK err bundle_make(db_ro *db, arena *a, cycle_id id, str *zip_bytes);
/* "takar-kecamatan-babakancikao-2026-tw1.zip" */
str bundle_name(arena *a, const cycle *c);
/* One line of audit.jsonl, without the newline: chain, n, at (UTC seconds), account, name, as, action, payload (a text), prev, hash:
 * just what audit_hash takes, in its order. */
str bundle_audit_line(arena *a, const audit_entry *e);
#endif
