/* evidence: what an issuer says of its certificates while something is signed (OCSP by POST, RFC 6960 A.1; else the list at its distribution point), so that the
 * signature can be checked for long (PAdES B-LT).
 *
 * The addresses stand in the certificates: only those that lead to a named root may be asked for, else a certificate made by anybody could send this program
 * anywhere. Each question has its limits (remote.h); an answer counts when sign/revocation.h believes it. Outside of any transaction.
 */
#ifndef TAKAR_REMOTE_EVIDENCE_H
#define TAKAR_REMOTE_EVIDENCE_H
#include "sign/pdf_sign.h"

/* path: certificates (DER) from the one that signs to its root (cms_path). Adds what it learns to *out, and the path itself. *complete: there is an answer
 * for each certificate below the root. ERR_GATE with the moment when one of them is revoked; a service that fails is no error. */
MUST_CHECK err evidence_fetch(arena *a, const str_list *path, instant now, pdf_evidence *out, bool *complete);
#endif
