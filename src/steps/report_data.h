/* report_data: the performance report in all its states, put together from what a cycle holds.
 *
 * Figures, history, budget and evidence come from performance/, texts from the step of kind "analyse", changes from comparing with
 * Draft 1. What is not there is left absent, and report.h prints it as missing.
 */
#ifndef TAKAR_STEPS_REPORT_DATA_H
#define TAKAR_STEPS_REPORT_DATA_H
#include "document/report.h"
#include "steps/issue.h"

/* Issues DOC_KONSEP, DOC_DRAFT_1..4, DOC_FINAL_DRAFT or DOC_LAPORAN, with a snapshot of the figures. */
MUST_CHECK err report_issue(step_call *c, enum doc_kind kind);
/* The same report without issuing it: a preview of how it would be now. */
MUST_CHECK err report_preview(db_ro *db, arena *a, const cycle *c, instant now, doc **out);
/* A number, a figure and its measurement as documents and sheets print them. */
doc_value report_value(arena *a, number n);
doc_measure report_measure(arena *a, const figure *f);
doc_value report_actual(arena *a, const figure *f);
/* The rows of the measurement table. */
MUST_CHECK err report_data_measures(db_ro *db, arena *a, const cycle *c, doc_measures *out);
/* Figures that differ between two drafts (draft 0: as they stand now). */
typedef struct figure_change { str name, before, after; } figure_change;
typedef LIST(figure_change) figure_changes;
MUST_CHECK err report_figure_changes(db_ro *db, arena *a, const cycle *c, document_id since, figure_changes *out);
/* Name of the saved text of one part of one objective: "penyebab:ID". */
str report_objective_field(arena *a, const char *key, int64_t objective);
/* First texts of the report: facts only (office, villages, numbers of indicators), to be edited. */
MUST_CHECK err report_defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out);
#endif
