/* From a request that has arrived in full to the response that libmicrohttpd sends. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>

#include "http_inner.h"
#include "parse.h"

enum { GZIP_FROM = 600 };

/* Every response has these; the first is left out for sandboxed bytes, which get the second. */
#define POLICY                                                                                                          \
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; " \
  "frame-ancestors 'none'; base-uri 'none'"
#define POLICY_SANDBOXED "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
static const char *const security_headers[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
};

/* ---- the request ---- */

static enum MHD_Result take_header(void *rq_, enum MHD_ValueKind kind, const char *key, size_t key_n, const char *value, size_t value_n) {
  request *rq = rq_;
  (void)kind;
  fields_add(rq->a, &rq->headers, (str){key, key_n}, (str){value ? value : "", value_n});
  return MHD_YES;
}

static str remote_of(arena *a, struct MHD_Connection *c) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  char text[INET6_ADDRSTRLEN] = "";
  if (info && info->client_addr->sa_family == AF_INET)
    inet_ntop(AF_INET, &((const struct sockaddr_in *)info->client_addr)->sin_addr, text, sizeof text);
  if (info && info->client_addr->sa_family == AF_INET6)
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)info->client_addr)->sin6_addr, text, sizeof text);
  return str_copy(a, str_of(text));
}

/* The proxy adds the address it saw at the end of X-Forwarded-For; what stands before may be invented. */
static void believe_proxy(request *rq) {
  str forwarded = request_header(rq, S("X-Forwarded-For")), one = STR_NONE;
  while (forwarded.p) forwarded = str_cut(forwarded, ',', &one);
  if (str_trim(one).n) rq->remote = str_trim(one);
  rq->tls = str_eq(request_header(rq, S("X-Forwarded-Proto")), S("https"));
}

static bool parse_body(request *rq) {
  if (!rq->body.n) return true;
  str type = request_header(rq, S("Content-Type")), media = parse_media_type(rq->a, type);
  if (str_eq(media, S("application/x-www-form-urlencoded"))) return parse_urlencoded(rq->a, rq->body, &rq->form);
  if (str_eq(media, S("multipart/form-data"))) return parse_multipart(rq->a, type, rq->body, &rq->form);
  return true;
}

/* False: no browser sends this. */
static bool request_fill(const exchange *x, request *rq) {
  rq->method = x->method;
  rq->target = str_of(x->target);
  rq->body = (str){x->body ? x->body : "", x->body_n};
  rq->too_large = x->too_large;
  rq->id = str_of(x->id);
  rq->now = (instant){time(NULL)};
  rq->remote = remote_of(rq->a, x->mhd);
  rq->tls = x->server->config.tls_key != NULL;
  MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, take_header, rq);
  rq->host = request_header(rq, S("Host"));
  if (x->server->config.proxied) believe_proxy(rq);
  parse_cookies(rq->a, request_header(rq, S("Cookie")), &rq->cookies);
  str query = str_cut(rq->target, '?', &rq->path);
  return (!query.p || parse_urlencoded(rq->a, query, &rq->query)) && parse_body(rq);
}

/* ---- the response ---- */

static void add(exchange *x, const char *name, const char *value) { MHD_add_response_header(x->answer, name, value); }

static void add_security(exchange *x, bool sandboxed, bool tls) {
  add(x, "Content-Security-Policy", sandboxed ? POLICY_SANDBOXED : POLICY);
  for (size_t i = 0; i < LEN(security_headers); i++) add(x, security_headers[i][0], security_headers[i][1]);
  if (tls) add(x, "Strict-Transport-Security", "max-age=31536000");
  add(x, "X-Request-Id", x->id);
  if (atomic_load(&x->server->stopping)) add(x, "Connection", "close");
}

/* What a person may see of these; the others only programs provoke. */
static const char *plain_words(unsigned status) {
  switch (status) {
  case 413: return "Kiriman ini terlalu besar dan tidak disimpan. Kembali ke halaman tadi, lalu pilih berkas yang lebih kecil.";
  case 500: return "Terjadi gangguan. Kembali ke halaman tadi dan periksa apa yang sudah tersimpan, lalu coba lagi.";
  case 503: return "Takar sedang sangat sibuk dan tidak ada yang disimpan. Tunggu sebentar, lalu coba lagi.";
  default: return "Permintaan ini tidak dapat dibaca.";
  }
}

void http_answer_plain(exchange *x, unsigned status) {
  char text[200];
  int n = snprintf(text, sizeof text, "%u\n%s\n", status, plain_words(status));
  x->status = status;
  x->sent = (size_t)n;
  x->answer = MHD_create_response_from_buffer((size_t)n, text, MHD_RESPMEM_MUST_COPY);
  if (!x->answer) return;
  add_security(x, false, x->server->config.tls_key != NULL);
  add(x, "Content-Type", "text/plain; charset=utf-8");
  add(x, "Connection", "close");
  add(x, "Cache-Control", "no-store");
}

static bool worth_gzip(const response *rs) {
  static const str types[] = {SC("text/"), SC("application/json"), SC("image/svg+xml")};
  if (rs->gzipped || rs->body.n < GZIP_FROM) return false;
  for (size_t i = 0; i < LEN(types); i++)
    if (str_starts(rs->type, types[i])) return true;
  return false;
}

/* The body as libmicrohttpd will own it: as it is when it lasts, else compressed or copied. */
static struct MHD_Response *body_of(exchange *x, response *rs, gzip *z) {
  size_t n = rs->body.n;
  void *p = NULL;
  if (rs->fd > 0) return x->sent = (size_t)rs->fd_size, MHD_create_response_from_fd64((uint64_t)rs->fd_size, fcntl(rs->fd, F_DUPFD_CLOEXEC, 0));
  if (rs->lasting) return MHD_create_response_from_buffer(n, (void *)(uintptr_t)rs->body.p, MHD_RESPMEM_PERSISTENT);
  if (z && x->gzip_ok && worth_gzip(rs)) p = gzip_bytes(z, rs->body, &n);
  if (!p) return MHD_create_response_from_buffer(rs->body.n, (void *)(uintptr_t)rs->body.p, MHD_RESPMEM_MUST_COPY);
  rs->gzipped = true;
  x->sent = n;
  return MHD_create_response_from_buffer(n, p, MHD_RESPMEM_MUST_FREE);
}

static void answer(exchange *x, response *rs, bool tls, gzip *z) {
  bool may_differ = worth_gzip(rs) || rs->gzipped;
  x->status = (unsigned)rs->status;
  x->sent = rs->body.n;
  x->answer = body_of(x, rs, z);
  if (!x->answer) return;
  add_security(x, rs->sandboxed, tls);
  if (rs->status != 304 && rs->status != 303) add(x, "Content-Type", str_z(rs->a, rs->type));
  add(x, "Cache-Control", str_z(rs->a, rs->cache));
  if (rs->gzipped) add(x, "Content-Encoding", "gzip");
  if (may_differ) add(x, "Vary", "Accept-Encoding");
  for (size_t i = 0; i < rs->headers.n; i++) add(x, str_z(rs->a, rs->headers.v[i].name), str_z(rs->a, rs->headers.v[i].value));
}

static bool accepts_gzip(str accepted) {
  str one, name;
  while (accepted.p) {
    accepted = str_cut(accepted, ',', &one);
    str q = str_trim(str_cut(one, ';', &name));
    if (str_eq_nocase(str_trim(name), S("gzip"))) return !str_eq(q, S("q=0")) && !str_starts(q, S("q=0.0"));
  }
  return false;
}

static void run(exchange *x, arena *a, void *worker, gzip *z) {
  request rq = {.a = a, .worker = worker, .server = x->server};
  response rs = {.a = a, .status = 200, .type = S("text/html; charset=utf-8"), .body = S(""), .cache = S("no-store")};
  if (!request_fill(x, &rq)) {
    http_answer_plain(x, 400);
    return;
  }
  x->gzip_ok = accepts_gzip(request_header(&rq, S("Accept-Encoding")));
  x->server->app.handle(x->server->app.ctx, &rq, &rs);
  answer(x, &rs, rq.tls, z);
}

void http_run(exchange *x, arena *a, void *worker, gzip *z) {
  if (setjmp(*arena_catch(a)) == 0) run(x, a, worker, z);
  else { /* the arena's limit: this request asked for more than any page needs */
    if (x->answer) MHD_destroy_response(x->answer);
    http_answer_plain(x, 500);
  }
  arena_uncatch(a);
}
