/* takar serve: settings, store, routes, listen, drain. */
#include <getopt.h>
#include <signal.h>

#include "base/log.h"
#include "base/num.h"
#include "cli/app.h"
#include "cli/commands.h"
#include "web/routes.h"
#include "web/site.h"

enum { DRAIN_SECONDS = 10 };

typedef struct settings {
  str dir, address;
  uint16_t port;
  bool quiet, proxied;
} settings;

static err parse(arena *a, int argc, char **argv, settings *got) {
  static const struct option options[] = {{"data", required_argument, NULL, 'd'},  {"listen", required_argument, NULL, 'l'},
                                          {"quiet", no_argument, NULL, 'q'},       {"proxied", no_argument, NULL, 'p'},
                                          {0}};
  *got = (settings){.dir = S("data"), .address = S("127.0.0.1"), .port = 8080};
  for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    int64_t port;
    str rest;
    switch (c) {
    case 'd': got->dir = str_of(optarg); break;
    case 'l':
      rest = str_cut(str_of(optarg), ':', &got->address);
      if (!num_i64(rest, 0, 65535, &port)) return ERR(a, INPUT, "--listen perlu ALAMAT:PORT, misalnya 127.0.0.1:8080.");
      got->port = (uint16_t)port;
      break;
    case 'q': got->quiet = true; break;
    case 'p': got->proxied = true; break;
    default: return ERR(a, INPUT, "Pakai: takar serve [--data DIR] [--listen ALAMAT:PORT] [--proxied] [--quiet]");
    }
  }
  return NULL;
}

/* Signals are taken one by one by this thread, so that nothing happens inside a handler. */
static void wait_for_end(const sigset_t *signals) {
  int which;
  do sigwait(signals, &which);
  while (which == SIGPIPE);
}

static err listen_on(app *x, const settings *s, http_server **server) {
  site *here;
  router *r;
  TRY(site_new(x->a, x->store, &here));
  router_app handlers = site_router_app(here);
  TRY(router_new(x->a, routes, n_routes, &handlers, &r));
  http_app http = router_http(r);
  http_config config = {.address = str_z(x->a, s->address), .port = s->port, .listen_fd = http_activated_socket(), .proxied = s->proxied,
                        .quiet = s->quiet, .arena_limit = (size_t)256 << 20, .connections = 12000};
  return http_server_start(x->a, &config, &http, server);
}

int cli_serve(int argc, char **argv) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, NULL);
  settings s;
  app x;
  arena *a = arena_new(0);
  err e = a ? parse(a, argc, argv, &s) : NULL;
  if (e) return app_fail(S("takar serve"), e);
  e = app_open(&x, s.dir);
  if (e) return app_fail(S("takar serve"), e);
  http_server *server;
  e = listen_on(&x, &s, &server);
  if (e) return app_fail(S("takar serve"), e);
  printf("Takar berjalan di http://%.*s:%d\n", STR_ARG(s.address), (int)http_server_port(server));
  fflush(stdout);
  http_notify("READY=1");
  wait_for_end(&signals);
  http_notify("STOPPING=1");
  if (!http_server_stop(server, DRAIN_SECONDS)) _exit(1);
  app_close(&x);
  arena_free(a);
  return 0;
}
