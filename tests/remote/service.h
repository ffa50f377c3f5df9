/* A service outside, for tests: behaves like BSrE's signing service, like a time-stamping authority and like an issuer that is asked what it has revoked,
 * as documented, and badly.
 *
 * The first part of the path says how: http://127.0.0.1:PORT/baik/api/sign/pdf, .../baik/tsa,
 * .../baik/ocsp, .../baik/crl. See the tables in service.c. Certificates
 * come from a public-key infrastructure of its own. Answers come from threads of its own, so that a slow one keeps nobody else waiting.
 */
#ifndef TAKAR_TEST_SERVICE_H
#define TAKAR_TEST_SERVICE_H
#include "unit/pki.h"

#define SERVICE_USER "esign"
#define SERVICE_PASSWORD "rahasia-layanan"
#define SERVICE_NIK "3214010101010001"         /* of Contoh Camat; the passphrase is PKI_PASSWORD */
#define SERVICE_NIK_EXPIRED "3214010101010002"
#define SERVICE_NIK_REVOKED "3214010101010003"
#define SERVICE_NIK_UNISSUED "3214010101010004"

typedef struct service service;
service *service_start(int port, const pki *p); /* port 0: any */
int service_port(const service *s);
void service_use(service *s, const pki *p); /* from now on; nobody may be asking just then */
size_t service_asked(const service *s); /* requests so far */
void service_stop(service *s);
#endif
