/* comparison: two documents of one cycle beside each other: figure by figure (as their drafts froze them), then paragraph by paragraph.
 */
#ifndef TAKAR_STEPS_COMPARISON_H
#define TAKAR_STEPS_COMPARISON_H
#include "cycle/cycle.h"
#include "document/letters.h"

/* The versions of the report in a cycle, oldest first: what can be compared with each other. */
typedef struct version { document_id id; str kind, title; instant at; str by; int round; } version;
typedef LIST(version) versions;
MUST_CHECK err comparison_versions(db_ro *db, arena *a, const cycle *c, versions *out);
/* NOT_FOUND unless both are documents of the cycle. Texts leave out the tables' cells of figures only where nothing differs. */
MUST_CHECK err comparison_of(db_ro *db, arena *a, const cycle *c, document_id before, document_id after, comparison_input *out);
#endif
