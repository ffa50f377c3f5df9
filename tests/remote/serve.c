/* The service outside as a program of its own, to look at pages with it: service PORT [DIR [NAME]] prints its addresses and how to sign, and
 * writes the certificate of its root to DIR/akar.pem; NAME is on the certificate of the signer. Ends with its standard input. */
#include <stdio.h>
#include <stdlib.h>

#include "service.h"

int main(int argc, char **argv) {
  arena *a = arena_new((size_t)64 << 20);
  ENSURE(a);
  pki *p = argc > 3 ? pki_named(a, argv[3]) : pki_new(a);
  service *s = service_start(argc > 1 ? atoi(argv[1]) : 0, p);
  printf("BSrE: http://127.0.0.1:%d/baik  %s  %s\nTSA:  http://127.0.0.1:%d/baik/tsa\nNIK: %s  frasa: %s\n", service_port(s), SERVICE_USER, SERVICE_PASSWORD,
         service_port(s), SERVICE_NIK, PKI_PASSWORD);
  fflush(stdout);
  if (argc > 2) {
    char path[4096];
    snprintf(path, sizeof path, "%s/akar.pem", argv[2]);
    FILE *f = fopen(path, "wb");
    str pem = pki_root(p);
    ENSURE(f && fwrite(pem.p, 1, pem.n, f) == pem.n && fclose(f) == 0);
  }
  while (getchar() != EOF) continue;
  service_stop(s);
  arena_free(a);
  return 0;
}
