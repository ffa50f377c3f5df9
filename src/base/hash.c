#include "hash.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

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

bool hash_same(str a, str b) { return a.n == b.n && (a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0); }
