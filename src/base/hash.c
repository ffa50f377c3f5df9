#include "hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "err.h"
#include "num.h"

sha256 sha256_of(str bytes) {
  sha256 h;
  SHA256((const unsigned char *)bytes.p, bytes.n, h.b);
  return h;
}

str sha256_hex(arena *a, str bytes) {
  sha256 h = sha256_of(bytes);
  return num_hex(a, h.b, sizeof h.b);
}

str base64(arena *a, str bytes) {
  ENSURE(bytes.n < INT32_MAX / 2);
  char *p = NEW_N(a, char, (bytes.n + 2) / 3 * 4 + 1);
  return (str){p, (size_t)EVP_EncodeBlock((unsigned char *)p, (const unsigned char *)bytes.p, (int)bytes.n)};
}

bool hash_same(str a, str b) { return a.n == b.n && (a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0); }
