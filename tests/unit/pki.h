/* A small public-key infrastructure for tests, made anew each time: a root, signers, a time-stamping authority, a list of revoked certificates. */
#ifndef TAKAR_TEST_PKI_H
#define TAKAR_TEST_PKI_H
#include "sign/cms.h"

typedef struct pki pki;
enum pki_who { PKI_CAMAT, PKI_SEKRETARIS, PKI_EXPIRED, PKI_TSA, PKI_OCSP, PKI_COUNT };
#define PKI_PASSWORD "rahasia-uji"

pki *pki_new(arena *a);
pki *pki_named(arena *a, const char *camat);             /* with this name for the first of them */
pki *pki_at(arena *a, const char *camat, const char *address); /* whose certificates name ADDRESS/ocsp and ADDRESS/crl */
str pki_root(const pki *p);                              /* PEM */
str pki_other_root(const pki *p);                        /* PEM, of somebody else */
str pki_p12(const pki *p, enum pki_who who);
str pki_cert(const pki *p, enum pki_who who);            /* DER; the root's for PKI_COUNT */
str pki_crl(const pki *p, enum pki_who revoked, const char *since); /* DER, made in June 2026; PKI_COUNT: nobody is revoked */
/* An answer of OCSP to a request (DER), made in April 2026. since: revoked, NULL: good; until: of the answer; foreign: signed by somebody else; direct:
 * by the root itself, not by its responder. */
typedef struct pki_answer { const char *since, *until; bool foreign, direct; } pki_answer;
str pki_ocsp(const pki *p, str request, pki_answer how);
/* A timestamp_fn; ctx is the pki. */
err pki_stamp(void *ctx, arena *a, str request, str *answer);
#endif
