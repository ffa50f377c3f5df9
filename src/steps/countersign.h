/* countersign: further signatures on a document that is issued: whoever else has a place in its signature block signs it there with a
 * certificate, in a section of its own that leaves the earlier signatures whole.
 *
 * Each changes the PDF and so its SHA-256; the hash before is kept, so that an earlier copy is still known. What a Tanda Terima has named is
 * not changed any more. The action is "bubuhkan" (common.c); the cycle does not move.
 */
#ifndef TAKAR_STEPS_COUNTERSIGN_H
#define TAKAR_STEPS_COUNTERSIGN_H
#include "document/block.h"
#include "steps/step.h"

extern const form_field countersign_form[]; /* dokumen */
/* Whether a person of this name has an empty place in the document. */
bool countersign_place_for(const doc *d, str name);
err countersign_prepare(step_call *c);
err countersign_outside(step_call *c);
err countersign_apply(step_call *c);
#endif
