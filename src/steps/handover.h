/* handover: what goes to the Inspektorat with the signed report, for the letter, the receipt and the page alike. */
#ifndef TAKAR_STEPS_HANDOVER_H
#define TAKAR_STEPS_HANDOVER_H
#include "steps/issue.h"

/* hash and pages are of the kept PDF; hash absent while it is not kept yet. */
typedef struct handover_paper { document_id id; enum doc_kind kind; str what, number, hash, signature; int64_t pages; date day; } handover_paper;
typedef LIST(handover_paper) handover_papers;

/* The latest document of each kind that goes along, in the order of the letter; the report comes first. */
MUST_CHECK err handover_papers_of(db_ro *db, arena *a, const cycle *c, handover_papers *out);
/* The latest scan of the report when it was signed on paper; name absent when it was approved in Takar. */
MUST_CHECK err handover_scan_of(db_ro *db, arena *a, const cycle *c, const handover_papers *papers, evidence *out);
#endif
