#include "http.h"

#include <netdb.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/num.h"
#include "http_inner.h"

enum { IDLE_SECONDS = 30, SEND_BYTES_A_SECOND = 8192, READ_BYTES_A_SECOND = 16384, INLINE_ARENA = 1 << 20, QUICK_BODY = 1 << 16,
       CONNECTION_BYTES = 16384, /* of each connection, for the head of a request and of its answer: an idle one keeps it */
       DRAINED_MOST = 512 << 20 };

/* ---- one request, on its I/O thread ---- */

static conn *conn_of(struct MHD_Connection *c) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

/* The request line has arrived. What is returned is the exchange that all later calls get. */
static void *begun(void *server, const char *target, struct MHD_Connection *c) {
  http_server *s = server;
  exchange *x = calloc(1, sizeof *x);
  if (!x) return NULL;
  *x = (exchange){.server = s, .mhd = c, .conn = conn_of(c), .begun = http_now_us(), .target = strdup(target)};
  snprintf(x->id, sizeof x->id, "%08x-%llu", s->start_mark, (unsigned long long)atomic_fetch_add(&s->count, 1));
  http_conn_deadline(x, s->config.header_seconds);
  return x;
}

/* Path of the target for the log: no query, nothing that could be taken for another field. */
static void log_path(const char *target, char *text, size_t n) {
  size_t i = 0;
  for (; i + 1 < n && target[i] && target[i] != '?'; i++) {
    unsigned char c = (unsigned char)target[i];
    text[i] = c <= ' ' || c >= 0x7f || c == '"' ? '_' : (char)c;
  }
  text[i] = 0;
}

static void log_exchange(const exchange *x, int64_t us) {
  char path[200] = "-";
  if (x->target) log_path(x->target, path, sizeof path);
  log_info("request id=%s method=%s path=\"%s\" status=%u ms=%lld.%03lld in=%zu out=%zu", x->id,
           x->head ? "HEAD" : x->method == HTTP_POST ? "POST" : x->method == HTTP_GET ? "GET" : "-", path, x->status, (long long)(us / 1000),
           (long long)(us % 1000), x->body_n, x->sent);
}

static void ended(void *server, struct MHD_Connection *c, void **slot, enum MHD_RequestTerminationCode why) {
  http_server *s = server;
  exchange *x = *slot;
  (void)c, (void)why;
  if (!x) return;
  int64_t us = http_now_us() - x->begun;
  http_count(s, x->status, us, x->body_n, x->sent);
  if (!s->config.quiet) log_exchange(x, us);
  http_conn_deadline(x, IDLE_SECONDS + s->config.header_seconds);
  if (x->answer) MHD_destroy_response(x->answer);
  http_room_give(x);
  if (x->arriving) atomic_fetch_sub(&s->arriving, 1);
  if (x->running) atomic_fetch_sub(&s->running, 1);
  free(x->target);
  free(x->body);
  free(x);
  *slot = NULL;
}

static enum MHD_Result send_answer(exchange *x) {
  if (!x->answer) return MHD_NO;
  x->stage = STAGE_ANSWERED;
  http_conn_deadline(x, x->server->config.body_seconds + (int64_t)(x->sent / SEND_BYTES_A_SECOND));
  return MHD_queue_response(x->mhd, x->status, x->answer);
}

static enum MHD_Result refuse(exchange *x, unsigned status) {
  http_answer_plain(x, status);
  return send_answer(x);
}

/* A browser reads no answer before it has sent all of its body: what is too large is read and dropped, within reason. Who asks first
 * (Expect), or would send for ever, is refused at once. */
static bool drains(const exchange *x, int64_t length) {
  return x->method == HTTP_POST && length <= DRAINED_MOST && !http_field(x->mhd, "Expect").p;
}

/* The head has arrived: refuse here what must not have its body read. */
static enum MHD_Result head_arrived(exchange *x, const char *method, const char *version) {
  http_server *s = x->server;
  unsigned wrong = http_guard(x->mhd, method, version, x->target);
  if (wrong) return refuse(x, wrong);
  if (atomic_load(&s->stopping)) return refuse(x, 503);
  x->method = strcmp(method, "POST") == 0 ? HTTP_POST : HTTP_GET;
  x->head = strcmp(method, "HEAD") == 0;
  str path;
  str_cut(str_of(x->target), '?', &path);
  x->plan = s->app.plan(s->app.ctx, x->method, path);
  int64_t length = 0;
  str given = http_field(x->mhd, "Content-Length");
  if (given.p && !num_i64(given, 0, INT64_MAX, &length)) return refuse(x, 400);
  x->too_large = (uint64_t)length > x->plan.body_limit;
  if (x->too_large && !drains(x, length)) return refuse(x, 413);
  x->declared = (size_t)length;
  x->stage = STAGE_READING;
  x->arriving = true;
  atomic_fetch_add(&s->arriving, 1);
  int64_t expected = given.p && !x->too_large ? length : (int64_t)x->plan.body_limit;
  http_conn_deadline(x, s->config.body_seconds + expected / READ_BYTES_A_SECOND);
  return MHD_YES;
}

/* Room for all of the body that may come; *waits: there is none now, and the same bytes will come again. */
static bool begin_body(exchange *x, bool *waits) {
  size_t n = 1 + (x->declared ? x->declared : x->plan.body_limit); /* never none */
  *waits = !x->held && !x->wants && !http_room_take(x, n);
  if (*waits) return true;
  if (!x->held) return false;
  http_conn_deadline(x, x->server->config.body_seconds + (int64_t)n / READ_BYTES_A_SECOND);
  x->body = malloc(n);
  return x->body != NULL;
}

/* What was kept of a body that is dropped. */
static void forget_body(exchange *x) {
  free(x->body);
  x->body = NULL;
  x->body_n = 0;
  http_room_give(x);
}

/* Part of the body. What passes the limit is dropped. */
static enum MHD_Result body_arrived(exchange *x, const char *data, size_t *n) {
  size_t take = *n;
  bool waits = false;
  if (!x->too_large && !x->body && !begin_body(x, &waits)) return MHD_NO;
  if (waits) return MHD_YES;
  *n = 0;
  x->received += take;
  if (x->received > DRAINED_MOST) return MHD_NO;
  x->too_large |= x->received > x->plan.body_limit;
  if (x->too_large) return forget_body(x), MHD_YES;
  memcpy(x->body + x->body_n, data, take);
  x->body_n += take;
  return MHD_YES;
}

static enum MHD_Result run_here(exchange *x) {
  arena *a = arena_new(INLINE_ARENA);
  if (!a) return MHD_NO;
  http_run(x, a, NULL, NULL);
  arena_free(a);
  return send_answer(x);
}

/* No other request runs, and the one before came on this connection too: nobody waits behind it. */
static bool alone(exchange *x) {
  return atomic_exchange(&x->server->last, x->conn) == x->conn && atomic_load(&x->server->running) == 1;
}

static enum MHD_Result all_arrived(exchange *x) {
  http_conn_deadline(x, 0);
  x->running = true;
  atomic_fetch_add(&x->server->running, 1);
  x->arriving = false;
  atomic_fetch_sub(&x->server->arriving, 1);
  if (x->plan.way == AT_ONCE) return run_here(x);
  bool none_waits = alone(x);
  if (x->plan.way == QUICK && (x->method == HTTP_GET || (none_waits && x->body_n <= QUICK_BODY))) {
    http_pool_here(x->server->pool, x);
    return send_answer(x);
  }
  x->stage = STAGE_WORKING;
  MHD_suspend_connection(x->mhd);
  if (http_pool_push(x->server->pool, x)) return MHD_YES;
  http_answer_plain(x, 503);
  MHD_resume_connection(x->mhd);
  return MHD_YES;
}

static enum MHD_Result arrived(void *server, struct MHD_Connection *c, const char *url, const char *method, const char *version, const char *data,
                               size_t *n, void **slot) {
  exchange *x = *slot;
  (void)server, (void)c, (void)url;
  if (!x || !x->target) return MHD_NO;
  switch (x->stage) {
  case STAGE_FRESH: return head_arrived(x, method, version);
  case STAGE_READING: return *n ? body_arrived(x, data, n) : all_arrived(x);
  case STAGE_WORKING: return send_answer(x);
  case STAGE_ANSWERED: break;
  }
  return MHD_NO;
}

static size_t as_sent(void *cls, struct MHD_Connection *c, char *text) {
  (void)cls, (void)c;
  return strlen(text); /* parse.c decodes */
}

static void no_log(void *cls, const char *f, va_list ap) { (void)cls, (void)f, (void)ap; }

/* ---- start and stop ---- */

static err listen_at(arena *a, const http_config *c, int *fd) {
  char port[8];
  struct addrinfo *list, hint = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV};
  const char *address = c->address ? c->address : "127.0.0.1";
  snprintf(port, sizeof port, "%u", c->port);
  if (getaddrinfo(address, port, &hint, &list) != 0) return ERR(a, INPUT, "Alamat %s bukan alamat IP. Contoh: 127.0.0.1.", address);
  *fd = socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int on = 1;
  bool ok = *fd >= 0 && setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 && bind(*fd, list->ai_addr, list->ai_addrlen) == 0 &&
            listen(*fd, 1024) == 0;
  freeaddrinfo(list);
  if (ok) return NULL;
  if (*fd >= 0) close(*fd);
  return ERR(a, BUSY, "Alamat %s port %u tidak dapat dipakai; mungkin sedang dipakai program lain. Pilih port lain.", address, c->port);
}

static uint16_t port_of(int fd) {
  union { struct sockaddr any; struct sockaddr_in v4; struct sockaddr_in6 v6; } at = {0};
  socklen_t n = sizeof at;
  if (getsockname(fd, &at.any, &n) != 0) return 0;
  return ntohs(at.any.sa_family == AF_INET6 ? at.v6.sin6_port : at.v4.sin_port);
}

static int otherwise(int v, int usual) { return v > 0 ? v : usual; }

static void settle(http_config *c) {
  c->io_threads = otherwise(c->io_threads, 2);
  c->workers_min = otherwise(c->workers_min, 2);
  c->workers_max = otherwise(c->workers_max, 16);
  if (c->workers_max < c->workers_min) c->workers_max = c->workers_min;
  c->connections = otherwise(c->connections, 1000);
  if (!c->bodies_limit) c->bodies_limit = (size_t)256 << 20;
  c->header_seconds = otherwise(c->header_seconds, 10);
  c->body_seconds = otherwise(c->body_seconds, 60);
}

static struct MHD_Daemon *daemon_of(http_server *s) {
  const http_config *c = &s->config;
  bool tls = c->tls_key && c->tls_certificate;
  struct MHD_OptionItem pem[] = {
      {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)c->tls_key},
      {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)c->tls_certificate},
      {MHD_OPTION_END, 0, NULL},
  };
  struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | (tls ? MHD_USE_TLS : 0u);
  return MHD_start_daemon(flags, 0, NULL, NULL, arrived, s, MHD_OPTION_EXTERNAL_LOGGER, no_log, NULL, MHD_OPTION_LISTEN_SOCKET, s->listen_fd,
                          MHD_OPTION_THREAD_POOL_SIZE, (unsigned)c->io_threads, MHD_OPTION_CONNECTION_LIMIT, (unsigned)c->connections,
                          MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, begun, s,
                          MHD_OPTION_UNESCAPE_CALLBACK, as_sent, NULL, MHD_OPTION_NOTIFY_COMPLETED, ended, s, MHD_OPTION_NOTIFY_CONNECTION,
                          http_conn_notify, s, MHD_OPTION_ARRAY, tls ? pem : none, MHD_OPTION_END);
}

static void release(http_server *s) {
  http_conns_stop(s);
  http_pool_free(s->pool);
  pthread_mutex_destroy(&s->room_lock);
  free(s->counts);
  free(s);
}

err http_server_start(arena *a, const http_config *c, const http_app *app, http_server **made) {
  http_server *s = calloc(1, sizeof *s);
  ENSURE(s);
  s->counts = http_counts_new();
  s->room_last = &s->room_first;
  pthread_mutex_init(&s->room_lock, NULL);
  s->config = *c;
  s->app = *app;
  s->listen_fd = c->listen_fd;
  settle(&s->config);
  ENSURE(getrandom(&s->start_mark, sizeof s->start_mark, 0) == sizeof s->start_mark);
  err e = c->listen_fd > 0 ? NULL : listen_at(a, c, &s->listen_fd);
  if (e) return free(s->counts), free(s), e;
  s->port = port_of(s->listen_fd);
  TRY(http_pool_new(a, s, &s->pool));
  http_conns_start(s);
  s->mhd = daemon_of(s);
  *made = s;
  if (s->mhd) return NULL;
  close(s->listen_fd);
  release(s);
  return ERR(a, INTERNAL, "Server HTTP tidak dapat dimulai. Periksa berkas sertifikat dan kunci TLS.");
}

uint16_t http_server_port(const http_server *s) { return s->port; }

bool http_server_stop(http_server *s, int seconds) {
  int64_t until = http_now_us() + (int64_t)seconds * 1000000;
  atomic_store(&s->stopping, true);
  int fd = MHD_quiesce_daemon(s->mhd);
  if (fd >= 0) close(fd);
  while (atomic_load(&s->arriving) + atomic_load(&s->running) > 0 && http_now_us() < until) usleep(10000);
  http_room_close(s);
  if (atomic_load(&s->running) > 0) return false;
  MHD_stop_daemon(s->mhd);
  release(s);
  return true;
}

