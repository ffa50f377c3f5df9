/* attach: files given to a step: looked at and hashed in prepare, stored in apply. The type is what libmagic sees, not what a name says.
 *
 * An attachment points into the call's input and arena.
 */
#ifndef TAKAR_STEPS_ATTACH_H
#define TAKAR_STEPS_ATTACH_H
#include "steps/step.h"

enum { ATTACH_MAX = 20 * 1024 * 1024 };

/* kind: bukti, renja, pindaian, kelengkapan, keluaran. */
typedef struct attachment { str name, media, hash, bytes, kind; indicator_id indicator; } attachment;

/* The file in field `name`; kind and indicator are the caller's to set. ERR_INPUT there when it is absent or of a type that is not
 * accepted. scan: of paper, so PDF or a picture. */
MUST_CHECK err attach_take(step_call *c, const char *name, bool scan, attachment *out);
/* Inside an apply: keeps the bytes, adds the file to the step, writes the trail. */
MUST_CHECK err attach_store(step_call *c, const attachment *t);
#endif
