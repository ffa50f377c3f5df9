/* bundle_tables: the tables of the bundle as CSV (RFC 4180, decimal point, times in UTC as ISO 8601). For bundle.c only. */
#ifndef TAKAR_STEPS_BUNDLE_TABLES_H
#define TAKAR_STEPS_BUNDLE_TABLES_H
#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"

/* Every figure: as the signed report has it, else as it stands now. */
MUST_CHECK err bundle_figures(db_ro *db, arena *a, const cycle *c, str *csv);
/* The figures of every draft, as they stood in it. */
MUST_CHECK err bundle_draft_figures(db_ro *db, arena *a, const sql_documents_of_rows *documents, str *csv);
/* What was answered to the automatic findings: the values each answer is about, and by whom. A finding that was mended has none. */
MUST_CHECK err bundle_findings(db_ro *db, arena *a, const cycle *c, str *csv);
/* Every round of every step. */
MUST_CHECK err bundle_runs(db_ro *db, arena *a, const cycle *c, str *csv);
/* paths, hashes: of the k-th document or file in the bundle. */
str bundle_documents(arena *a, const sql_documents_of_rows *documents, const str_list *paths, const str_list *hashes);
str bundle_files(arena *a, const evidences *files, const str_list *paths);
#endif
