/* A small server for the HTTP tests: the real http and router with handlers that say what they got. Prints its port, serves until SIGTERM. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "style.h"
#include "web/assets.h"
#include "web/router.h"

struct get_ctx { int unused; };
struct post_ctx { int unused; };

static err hello(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx, (void)rq;
  rs->type = S("text/plain; charset=utf-8");
  rs->body = S("halo\n");
  return NULL;
}

static err kilobyte(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  out o = OUT(rq->a);
  out_lit(&o, "<!doctype html><title>halo</title>");
  for (int i = 0; i < 33; i++) out_lit(&o, "<p>Seribu bait kecil, satu</p>\n");
  response_html(rs, 200, out_html(&o));
  return NULL;
}

static err slow(const struct get_ctx *cx, request *rq, response *rs) {
  struct timespec t = {.tv_sec = request_int(rq, S("ms")) / 1000, .tv_nsec = request_int(rq, S("ms")) % 1000 * 1000000};
  nanosleep(&t, NULL);
  return hello(cx, rq, rs);
}

static err greedy(const struct get_ctx *cx, request *rq, response *rs) {
  for (;;) arena_alloc(rq->a, 1 << 20);
  return hello(cx, rq, rs);
}

static err asset_get(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  return asset_serve(rq, request_code(rq, S("berkas")), rs) ? NULL : ERR(rq->a, NOT_FOUND, "Berkas ini tidak ada.");
}

static err style(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  response_html(rs, 200, style_page(rq->a));
  return NULL;
}

static err secret_get(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  rs->type = S("text/plain; charset=utf-8");
  rs->body = rq->csrf.p ? rq->csrf : S("tanpa sesi");
  response_cookie(rq, rs, S("sesi"), S("rahasia"), 0);
  return NULL;
}

static err echo(const struct post_ctx *cx, request *rq, response *rs) {
  (void)cx;
  out o = OUT(rq->a);
  for (size_t i = 0; i < rq->form.n; i++) {
    const field *f = &rq->form.v[i];
    out_raw(&o, f->name.p, f->name.n);
    out_lit(&o, "=");
    out_i64(&o, (int64_t)f->value.n);
    if (f->filename.p) out_lit(&o, " file");
    out_lit(&o, "\n");
  }
  rs->type = S("text/plain; charset=utf-8");
  rs->body = out_html(&o).markup;
  return NULL;
}

enum { PERMISSION_NOBODY = 1 };
static const route routes[] = {
    {HTTP_GET, "/", hello, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/kilo", kilobyte, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/sekejap", hello, NULL, PUBLIC, 0, NULL, AT_ONCE},
    {HTTP_GET, "/lambat/:ms", slow, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/rakus", greedy, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/aset/@berkas", asset_get, NULL, PUBLIC, 0, NULL, AT_ONCE},
    {HTTP_GET, "/gaya", style, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/sesi", secret_get, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/terlarang", hello, NULL, PERMISSION_NOBODY, 0, NULL, BY_WORKER},
    {HTTP_POST, "/gema", NULL, echo, PUBLIC, 200000, NULL, BY_WORKER},
};

static err allow(void *ctx, request *rq, int permission) {
  (void)ctx, (void)permission;
  return ERR(rq->a, FORBIDDEN, "Anda tidak berwenang membuka halaman ini.");
}

static err session_secret(void *ctx, request *rq, str *secret) {
  (void)ctx;
  *secret = request_cookie(rq, S("sesi"));
  return NULL;
}

static err run_get(void *ctx, const route *r, request *rq, response *rs) {
  (void)ctx;
  return r->get(&(struct get_ctx){0}, rq, rs);
}

static err run_post(void *ctx, const route *r, request *rq, response *rs) {
  (void)ctx;
  return r->post(&(struct post_ctx){0}, rq, rs);
}

static void error_page(void *ctx, request *rq, response *rs, err e) {
  (void)ctx, (void)rq;
  rs->type = S("text/plain; charset=utf-8");
  rs->body = e->user;
}

static const char *permission_name(int permission) { return permission == PERMISSION_NOBODY ? "NOBODY" : "?"; }

int main(int argc, char **argv) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  signal(SIGPIPE, SIG_IGN);
  arena *a = arena_new(0);
  router_app app = {.allow = allow, .session_secret = session_secret, .run_get = run_get, .run_post = run_post, .error_page = error_page,
                    .permission_name = permission_name};
  router *r;
  http_server *s;
  err e = router_new(a, routes, LEN(routes), &app, &r);
  http_app http = e ? (http_app){0} : router_http(r);
  http_config config = {.header_seconds = 2, .body_seconds = 3, .arena_limit = 8 << 20, .bodies_limit = 1 << 20, .quiet = argc > 2, .workers_max = 4};
  if (argc > 1) config.port = (uint16_t)strtoul(argv[1], NULL, 10);
  config.listen_fd = http_activated_socket();
  if (!e) e = http_server_start(a, &config, &http, &s);
  if (e) return log_err(S("start"), e), 1;
  printf("%u\n", http_server_port(s));
  fflush(stdout);
  http_notify("READY=1");
  int got;
  sigwait(&signals, &got);
  if (!http_server_stop(s, 8)) return 3;
  arena_free(a);
  return 0;
}
