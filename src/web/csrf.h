/* csrf: the token that a form carries to prove it came from this session's own page.
 *
 * Token = BLAKE2b of the session secret (256 random bits that serve nothing else), 16 bytes. It is masked with fresh random bytes in every response, so that a compressed
 * page never holds the same secret twice (BREACH). 64 hexadecimal digits: mask, then mask xor token.
 */
#ifndef TAKAR_WEB_CSRF_H
#define TAKAR_WEB_CSRF_H
#include "base/str.h"

str csrf_mask(arena *a, str session_secret);
bool csrf_ok(str session_secret, str masked);
/* Same scheme and host as the request came to: `origin` is the Origin field, `site` is Sec-Fetch-Site; either may be absent, not both. */
bool csrf_same_origin(str origin, str site, str host, bool tls);
#endif
