/* certificate: a signer's own PKCS#12 file, kept as it was given, shut by its own passphrase.
 *
 * The passphrase is asked each time, used and forgotten: it is in no table, no entry of the trail and no log. Only its owner adds, uses and
 * removes the file. A certificate belongs to a person when its subject holds the NIP, or its common name is the person's name (titles left out).
 */
#ifndef TAKAR_STEPS_CERTIFICATE_H
#define TAKAR_STEPS_CERTIFICATE_H
#include "office/account.h"
#include "sign/cms.h"

enum { CERTIFICATE_MAX = 64 * 1024 };

typedef struct certificate_file {
  str bytes, name;                  /* name: of the file */
  str passphrase;
  str roots;                        /* certificate_roots */
  str file_field, passphrase_field; /* where mistakes are shown */
} certificate_file;

/* Whether a certificate with this subject and this common name is that person's. */
bool certificate_names(arena *a, const actor *who, str subject, str name);
/* The issuers this installation trusts (PEM): those of the PSrE that the law recognises. Absent until they are named; until then any issuer is
 * taken, and what it signs is no certified signature (sign_way_mode). */
MUST_CHECK err certificate_roots(db_ro *db, arena *a, str *pem);
/* Inside an apply; empty: none. Point at "akar". _keep: by an administrator. */
MUST_CHECK err certificate_roots_put(db_rw *db, arena *a, const actor_mark *by, instant now, str pem);
MUST_CHECK err certificate_roots_keep(db_rw *db, arena *a, const actor *who, instant now, str pem);

/* ERR_INPUT at its field: wrong passphrase; no certificate, one that may not sign, has ended or not begun, is somebody else's, signed by
 * itself, or does not come from a trusted issuer. */
MUST_CHECK err certificate_open(arena *a, const actor *who, const certificate_file *f, instant now, signer **out);
/* Opens it so, then keeps it in place of the one before, with an entry in the office's chain. */
MUST_CHECK err certificate_keep(store *s, arena *a, const actor *who, const certificate_file *f, instant now);
/* NOT_FOUND when there is none. */
MUST_CHECK err certificate_drop(store *s, arena *a, const actor *who, instant now);
#endif
