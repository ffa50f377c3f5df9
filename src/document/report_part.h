/* report_part: how the report is split over its files. report.c holds the order, the chapters and the texts. */
#ifndef TAKAR_DOCUMENT_REPORT_PART_H
#define TAKAR_DOCUMENT_REPORT_PART_H
#include "part.h"
#include "report.h"

void report_objective_points(doc *d, const report_input *in, const report_objective *o); /* BAB III.A */
void report_attachments(doc *d, const report_input *in);
void report_e81(doc *d, str title, const struct export_e81 *form);                /* on landscape pages */
void report_agreement_table(doc *d, str caption, const report_input *in); /* No, Sasaran, Indikator, Satuan, Target */
doc_measures report_measures(arena *a, const report_input *in);           /* all figures, each with the name of its objective */
#endif
