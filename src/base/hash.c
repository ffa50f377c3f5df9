#include "hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>

#include "err.h"
#include "num.h"

/* OpenSSL looks an algorithm up by name, which takes longer than a short digest; so it is asked once. */
static const EVP_MD *algorithm;
static void find_algorithm(void) { ENSURE(algorithm = EVP_MD_fetch(NULL, "SHA256", NULL)); }

static const EVP_MD *the_algorithm(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, find_algorithm);
  return algorithm;
}

sha256 sha256_of(str bytes) {
  sha256 h;
  ENSURE(EVP_Digest(bytes.p ? bytes.p : "", bytes.n, h.b, NULL, the_algorithm(), NULL));
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

struct sha256_stream { EVP_MD_CTX *ctx; };

static void release(void *s) { EVP_MD_CTX_free(((sha256_stream *)s)->ctx); }

sha256_stream *sha256_stream_new(arena *a) {
  sha256_stream *s = NEW(a, sha256_stream);
  arena_defer(a, release, s);
  s->ctx = EVP_MD_CTX_new();
  ENSURE(s->ctx && EVP_DigestInit_ex(s->ctx, the_algorithm(), NULL) == 1);
  return s;
}

void sha256_stream_add(sha256_stream *s, str bytes) { ENSURE(EVP_DigestUpdate(s->ctx, bytes.p, bytes.n) == 1); }

bool sha256_stream_file(sha256_stream *s, FILE *f, int64_t n) {
  char piece[1 << 16];
  rewind(f);
  while (n > 0) {
    size_t got = fread(piece, 1, n < (int64_t)sizeof piece ? (size_t)n : sizeof piece, f);
    if (!got) return false;
    sha256_stream_add(s, (str){piece, got});
    n -= (int64_t)got;
  }
  return true;
}

str sha256_stream_hex(arena *a, sha256_stream *s) {
  sha256 h;
  ENSURE(EVP_DigestFinal_ex(s->ctx, h.b, NULL) == 1 && EVP_DigestInit_ex(s->ctx, the_algorithm(), NULL) == 1);
  return num_hex(a, h.b, sizeof h.b);
}

bool hash_same(str a, str b) { return a.n == b.n && (a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0); }
