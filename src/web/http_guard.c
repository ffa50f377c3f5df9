/* The guard: libmicrohttpd 0.9.75 lets pass requests that two programs may read differently (request smuggling). They end here.
 * (A NUL in a value cannot be seen: the library has cut the value there, and nobody reads the rest.) */
#include "http_inner.h"

enum { TARGET_MAX = 4096, HEADERS_MAX = 80 };

typedef struct seen {
  int hosts, lengths, encodings, all;
  bool chunked, bad;
} seen;

static bool token_char(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static enum MHD_Result see(void *into, enum MHD_ValueKind kind, const char *key, size_t key_n, const char *value, size_t value_n) {
  seen *s = into;
  str name = {key, key_n}, text = {value, value_n};
  (void)kind;
  s->all++;
  s->bad |= !key_n || (value_n && memchr(value, 0, value_n));
  for (size_t i = 0; i < key_n; i++) s->bad |= !token_char((unsigned char)key[i]);
  s->hosts += str_eq_nocase(name, S("host"));
  s->lengths += str_eq_nocase(name, S("content-length"));
  bool encoding = str_eq_nocase(name, S("transfer-encoding"));
  s->encodings += encoding;
  s->chunked |= encoding && str_eq_nocase(text, S("chunked"));
  return MHD_YES;
}

static bool target_ok(const char *t) {
  for (const char *p = t; *p; p++)
    if ((unsigned char)*p <= ' ' || *p == 0x7f || *p == '#') return false;
  return t[0] == '/';
}

unsigned http_guard(struct MHD_Connection *c, const char *method, const char *version, const char *target) {
  seen s = {0};
  MHD_get_connection_values_n(c, MHD_HEADER_KIND, see, &s);
  bool http11 = strcmp(version, "HTTP/1.1") == 0;
  if (!http11 && strcmp(version, "HTTP/1.0") != 0) return 505;
  if (s.bad || s.hosts > 1 || (http11 && s.hosts != 1)) return 400;
  if (s.lengths > 1 || s.encodings > 1 || (s.lengths && s.encodings)) return 400;
  if (s.encodings && (!s.chunked || !http11)) return 501;
  if (s.all > HEADERS_MAX) return 431;
  if (strlen(target) > TARGET_MAX) return 414;
  if (!target_ok(target)) return 400;
  if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0 && strcmp(method, "POST") != 0) return 501;
  return 0;
}

str http_field(struct MHD_Connection *c, const char *name) {
  return str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}
