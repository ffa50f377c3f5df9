/* http: requests in, responses out; the only part of Takar that knows libmicrohttpd (its names stay in http*.c).
 *
 * I/O threads read and write sockets and refuse what is ambiguous, too large or too slow. Handlers run on worker threads: each worker has
 * an arena (reset after every request) and a state of its own (its database connection). A request and its response live in that
 * arena; what must be sent is copied out before the worker goes on. When the arena is exhausted the request is answered with 500.
 * Rules: RFC 9110, 9112 (messages), 6265 (cookies), 7578 (multipart), 6266 (file names).
 */
#ifndef TAKAR_WEB_HTTP_H
#define TAKAR_WEB_HTTP_H
#include "base/err.h"
#include "base/fields.h"
#include "out.h"

enum http_method { HTTP_GET = 1, HTTP_POST }; /* HEAD is a GET whose body is not sent */

typedef struct request {
  arena *a;
  enum http_method method;
  str path;         /* as sent (percent-encoded), begins with '/', without the query */
  str target;       /* path and query as sent */
  fields query;     /* decoded */
  fields form;      /* the body, decoded, when it is urlencoded or multipart; values are views into `body` */
  fields headers;   /* names as sent; use request_header */
  fields cookies;
  str body;
  bool too_large;   /* the body passed its limit and was dropped: `body` and `form` are empty */
  str remote;       /* address of the client (of the last proxy's client when `proxied`) */
  str host;         /* the Host field */
  bool tls;         /* the client speaks TLS, here or with the proxy in front */
  str id;           /* X-Request-Id */
  instant now;
  void *worker;     /* what worker_open gave; NULL when answered on an I/O thread */
  const struct http_server *server; /* whose figures http_server_stats tells */
  fields params;    /* set by the router: ":id" and "@kode" of the pattern */
  str token;        /* set by the router: "_csrf" as a POST brought it, whether it is good or not */
  str csrf;         /* set by the router: this session's token, masked for this response; absent without a session */
} request;
str request_header(const request *rq, str name);   /* STR_NONE when absent */
str request_cookie(const request *rq, str name);   /* the value set by response_cookie under this name */
bool request_htmx(const request *rq);              /* sent by htmx: answer with a fragment */

typedef struct response {
  arena *a;
  int status;        /* 200 unless set */
  str type;          /* text/html; charset=utf-8 unless set */
  str body;
  fields headers;    /* further ones; the security headers are added to every response */
  str cache;         /* Cache-Control; "no-store" unless set */
  bool lasting;      /* body lives as long as the program: not copied */
  bool gzipped;      /* body is gzip already */
  int fd;            /* > 0: the body is this open file of so many bytes, sent from where it lies; it stays the handler's */
  int64_t fd_size;
  bool sandboxed;    /* may hold what somebody uploaded: nothing in it may run */
} response;
void response_html(response *rs, int status, html page);
void response_redirect(response *rs, str path);                  /* 303 to an address of this site */
/* Bytes to download (RFC 6266 file name, UTF-8), or to be shown in the browser when `shown`; sandboxed either way. */
void response_file(response *rs, str type, str filename, str bytes, bool shown);
/* The same from an open file, to download. */
void response_open_file(response *rs, str type, str filename, int fd, int64_t size);
void response_header(response *rs, str name, str value);
/* HttpOnly, SameSite=Lax, Path=/; with TLS also Secure and the prefix __Host-. max_age 0: until the browser closes, < 0: remove. */
void response_cookie(const request *rq, response *rs, str name, str value, int64_t max_age);

/* Where a request runs. AT_ONCE never blocks: on the I/O thread, without a worker's state. QUICK reads or writes a few rows: a GET on the I/O thread
 * too, which spares two switches of threads; a POST, which waits for the disk, only while this client is alone. All else by a worker. */
enum http_way { BY_WORKER, AT_ONCE, QUICK };

/* What is known of a request before its body is read: how large that may be, and where it runs. */
typedef struct http_plan {
  size_t body_limit; /* bytes; 0: no body */
  enum http_way way;
} http_plan;

typedef struct http_app {
  void *ctx;
  http_plan (*plan)(void *ctx, enum http_method m, str path);
  void (*handle)(void *ctx, request *rq, response *rs); /* any thread; rq->worker tells whose state */
  void *(*worker_open)(void *ctx);   /* on the worker's thread; may be NULL */
  void (*worker_close)(void *state);
} http_app;

typedef struct http_config {
  const char *address;       /* NULL: 127.0.0.1 */
  uint16_t port;             /* 0: any, see http_server_port */
  int listen_fd;             /* > 0: an open listening socket (systemd), address and port unused */
  const char *tls_certificate, *tls_key; /* PEM text; NULL: no TLS */
  bool proxied;              /* a trusted proxy in front: X-Forwarded-For and X-Forwarded-Proto are believed */
  int io_threads, workers_min, workers_max, connections; /* 0: 2, 2, 16, 1000 */
  size_t arena_limit;        /* per worker; 0: 64 MiB */
  size_t bodies_limit;       /* bytes of all bodies being received at once; 0: 256 MiB; what is more waits (forms hardly ever do) */
  int header_seconds, body_seconds; /* deadlines for slow clients; 0: 10 and 60 (the latter grows with the body) */
  bool quiet;                /* no line per request in the log */
} http_config;

typedef struct http_server http_server;
MUST_CHECK err http_server_start(arena *a, const http_config *c, const http_app *app, http_server **made);
uint16_t http_server_port(const http_server *s);
/* Takes no new connection and no new request, lets those that have begun finish for at most `seconds`, then frees all; a body that is still
 * arriving is cut then. False: some were still being worked on; the caller should leave the process without touching the server again. */
bool http_server_stop(http_server *s, int seconds);

/* What the server has done since it started, and what it holds at this moment. */
#define HTTP_BUCKETS(X) X(0.001) X(0.002) X(0.005) X(0.01) X(0.025) X(0.05) X(0.1) X(0.25) X(0.5) X(1) X(2.5) X(5) X(10)
#define X(seconds) +1
enum { N_HTTP_BUCKETS = HTTP_BUCKETS(X) };
#undef X
extern const double http_buckets[N_HTTP_BUCKETS]; /* upper ends, seconds */
typedef struct http_stats {
  uint64_t answers[6];                    /* by the first digit of the status; 0: the client left before one was known */
  uint64_t took[N_HTTP_BUCKETS + 1];      /* requests by duration; the last ones took longer than all buckets */
  uint64_t microseconds, bytes_in, bytes_out;
  size_t connections, running, body_bytes, workers, waiting;
} http_stats;
void http_server_stats(const http_server *s, http_stats *to);

/* systemd: the socket handed over (0: none), and "ready" / "stopping". */
int http_activated_socket(void);
void http_notify(const char *state);
#endif
