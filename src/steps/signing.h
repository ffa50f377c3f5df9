/* signing: the ways in which a person signs, one row each (signing.c), and the signatures of one action.
 *
 * Every signing action takes the field "cara", the code of a way ("takar" when it is not sent), and the fields of that way. The way's
 * `check` runs in prepare: may this person sign so now; what it finds stays in step_call.credential. A way with `sign` works on the finished
 * PDF, outside of any transaction: steps_run rehearses the apply, takes the documents that would be issued, has each signed, and
 * applies; issue_document then keeps just those bytes. Whatever fails leaves the cycle as it was.
 *
 * Secrets are fields of kind FIELD_SECRET: they are in nothing that is stored, shown again or logged.
 */
#ifndef TAKAR_STEPS_SIGNING_H
#define TAKAR_STEPS_SIGNING_H
#include "document/block.h"
#include "sign/mode.h"
#include "remote/tsa.h"
#include "sign/pdf_sign.h"
#include "steps/step.h"

/* One document on its way to be signed. */
typedef struct sign_task {
  str title, frozen, code;   /* code: of /verifikasi */
  str pdf, hash;             /* PDF/A; after `sign` the signed one. hash: of that */
  int pages;
  doc_place place;           /* where the mark goes, on the page that the place names; width 0: no place, the mark is left out */
  str position, name, nip;   /* of the signer, as printed */
  str qr;                    /* for the mark */
  str certificate;           /* set by `sign`: whose certificate, issued by whom; for the trail and the pages */
  str remark;                /* set by `sign`: what the trail should say besides; may be absent */
} sign_task;
struct signatures {
  bool rehearsal;            /* nothing is kept: issue_document notes what it would issue */
  LIST(sign_task) tasks;
  str_list codes;            /* of the documents of this action: the same in the rehearsal and after it */
  size_t codes_used;
  bool changed;              /* what would be issued is not what was signed: somebody took the number meanwhile */
};

struct sign_way {
  const char *code, *label, *about; /* "p12"; label and a sentence for the page */
  enum sign_mode mode;
  const form_field *form;           /* NULL: none */
  err (*offered)(db_ro *db, arena *a, const cycle *c, bool *yes); /* whether this office can sign so; NULL: always */
  step_fn check;                    /* NULL: nothing to check */
  err (*sign)(step_call *c, sign_task *t); /* t->pdf becomes the signed PDF; NULL: nothing is put into it */
};

/* Ends with a NULL code. The first is the way of whoever does not choose. */
extern const sign_way sign_ways[];
const sign_way *sign_way_of(str code); /* NULL when unknown */
/* The way that a signing action's fields ask for, its fields checked. *rest: the fields that are not of signing; a form that a signing action
 * shares with another carries them for both, so where nothing is signed they are only left out. */
MUST_CHECK err signing_choose(arena *a, const fields *in, bool signing, const sign_way **way, fields *rest);

/* "CAMAT CONTOH," -> "CAMAT CONTOH" */
str sign_position(str printed);
/* What a way makes of a signature here: certified only where the installation names the issuers it trusts (roots: certificate_roots). */
enum sign_mode sign_way_mode(const sign_way *w, str roots);
/* Draws and signs what a rehearsal noted; outside of any transaction. */
MUST_CHECK err signing_run(step_call *c);
/* Inside an apply: the signed form of what is about to be issued; NULL in *out while it is not signed into. Marks the action as changed when
 * something else was signed. */
MUST_CHECK err signing_take(step_call *c, const sign_task *t, const sign_task **out);
/* The code of the next document of this action. */
str signing_code(step_call *c);

/* A timestamp over all of a signed document, which keeps its signatures checkable when certificates end; becomes t->pdf. Without an authority,
 * or when it fails and is not required, the document stays as it is; a failure is added to t->remark. */
MUST_CHECK err signing_stamp(step_call *c, const tsa *authority, const str *pdf, sign_task *t);
void signing_remark(step_call *c, sign_task *t, str remark); /* one more sentence; absent: none */

extern const form_field bsre_form[]; /* signing_bsre.c: by BSrE's service */
err bsre_offered(db_ro *db, arena *a, const cycle *c, bool *yes);
err bsre_check(step_call *c);
err bsre_sign(step_call *c, sign_task *t);
extern const form_field p12_form[]; /* signing_p12.c: with the signer's own certificate */
err p12_check(step_call *c);
err p12_sign(step_call *c, sign_task *t);
#endif
