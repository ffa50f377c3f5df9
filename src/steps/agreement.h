/* agreement: the Perjanjian Kinerja of an office for a year, put together from its objectives, targets and budget. It belongs to no cycle.
 */
#ifndef TAKAR_STEPS_AGREEMENT_H
#define TAKAR_STEPS_AGREEMENT_H
#include "document/block.h"
#include "office/office.h"

/* A draft (watermark KONSEP) until its superior and day are known. The first party is who heads the office on that day, else `today`. */
MUST_CHECK err agreement_doc(db_ro *db, arena *a, const office *o, int64_t year, date today, doc **out);
/* As PDF/A-1b; once it is no draft (its blocks say so), both parties have an empty signature field on its statement, "PihakKedua" and "PihakPertama", which any program that
 * signs PDFs can fill, one after the other. */
MUST_CHECK err agreement_pdf(arena *a, const doc *d, instant at, str *bytes);
#endif
