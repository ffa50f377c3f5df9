#include "hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>

#include "err.h"
#include "num.h"

/* OpenSSL looks an algorithm up by name, which takes longer than a short digest; so it is asked once. */
static const EVP_MD *algorithm;
static void find_algorithm(void) { ENSURE(algorithm = EVP_MD_fetch(NULL, "SHA256", NULL)); }

sha256 sha256_of(str bytes) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  sha256 h;
  pthread_once(&once, find_algorithm);
  ENSURE(EVP_Digest(bytes.p ? bytes.p : "", bytes.n, h.b, NULL, algorithm, NULL));
  return h;
}

str sha256_hex(arena *a, str bytes) {
  sha256 h = sha256_of(bytes);
  return num_hex(a, h.b, sizeof h.b);
}

bool hash_same(str a, str b) { return a.n == b.n && (a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0); }
