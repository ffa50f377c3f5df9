#include "csrf.h"

#include <sodium.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/num.h"

enum { TOKEN = 16 };

static void token_of(str secret, unsigned char token[static TOKEN]) {
  static const unsigned char label[] = "takar-csrf";
  crypto_auth_hmacsha256_state mac;
  unsigned char all[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_init(&mac, (const unsigned char *)secret.p, secret.n);
  crypto_auth_hmacsha256_update(&mac, label, sizeof label - 1);
  crypto_auth_hmacsha256_final(&mac, all);
  memcpy(token, all, TOKEN);
}

str csrf_mask(arena *a, str secret) {
  unsigned char token[TOKEN], masked[2 * TOKEN];
  token_of(secret, token);
  randombytes_buf(masked, TOKEN);
  for (size_t i = 0; i < TOKEN; i++) masked[TOKEN + i] = masked[i] ^ token[i];
  return num_hex(a, masked, sizeof masked);
}

bool csrf_ok(str secret, str text) {
  unsigned char token[TOKEN], masked[2 * TOKEN];
  if (!num_unhex(text, masked, sizeof masked)) return false;
  token_of(secret, token);
  for (size_t i = 0; i < TOKEN; i++) masked[TOKEN + i] ^= masked[i];
  return hash_same((str){(const char *)masked + TOKEN, TOKEN}, (str){(const char *)token, TOKEN});
}

bool csrf_same_origin(str origin, str site, str host, bool tls) {
  if (site.p && !str_eq(site, S("same-origin"))) return false;
  if (!origin.p) return site.p != NULL;
  str scheme = tls ? S("https://") : S("http://");
  return str_starts(origin, scheme) && str_eq_nocase(str_from(origin, scheme.n), host);
}
