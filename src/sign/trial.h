/* trial: certificates for demonstrations and stories: a root made anew each time, which only who made it can name, and signers' PKCS#12 below it.
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
typedef struct trial_root trial_root; /* lives as long as its arena */
MUST_CHECK err trial_root_new(arena *a, instant from, instant until, trial_root **out);
str trial_root_pem(const trial_root *r);
MUST_CHECK err trial_p12(arena *a, const trial_root *by, const trial_signer *t, str *p12);
#endif
