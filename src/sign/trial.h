/* trial: certificates for demonstrations and stories: a root made anew each time, which nobody trusts, and a signer's PKCS#12 below it.
 *
 * The issuer's name says that it is a trial, so that no page and no check can take it for a real one.
 */
#ifndef TAKAR_SIGN_TRIAL_H
#define TAKAR_SIGN_TRIAL_H
#include "base/date.h"
#include "base/err.h"

#define TRIAL_ISSUER "Penerbit Uji Takar (bukan PSrE)"
typedef struct trial_signer {
  str name;            /* common name */
  instant from, until;
  str passphrase;      /* of the file */
} trial_signer;
/* root (PEM) may be NULL. */
MUST_CHECK err trial_p12(arena *a, const trial_signer *t, str *p12, str *root);
#endif
