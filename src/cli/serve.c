/* takar serve: settings, store, routes, listen, drain. */
#include <getopt.h>
#include <signal.h>

#include "base/log.h"
#include "base/num.h"
#include "cli/app.h"
#include "cli/commands.h"
#include "cli/world.h"
#include "office/office_sql.h"
#include "store/store_sql.h"
#include "web/routes.h"
#include "web/site.h"

enum { DRAIN_SECONDS = 10 };

typedef struct settings {
  str dir, address;
  uint16_t port;
  bool quiet, proxied, demo;
} settings;

static err parse(arena *a, int argc, char **argv, settings *got) {
  static const struct option options[] = {{"data", required_argument, NULL, 'd'},  {"listen", required_argument, NULL, 'l'},
                                          {"quiet", no_argument, NULL, 'q'},       {"proxied", no_argument, NULL, 'p'},
                                          {"demo", no_argument, NULL, 'm'},
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
    case 'm': got->demo = true; break;
    default: return ERR(a, INPUT, "Pakai: takar serve [--data DIR] [--listen ALAMAT:PORT] [--demo] [--proxied] [--quiet]");
    }
  }
  return NULL;
}

/* With --demo an installation without accounts gets the demo; what is there is never touched. */
static err furnish(app *x, const settings *s, bool *is_demo) {
  db_ro *db;
  sql_count_accounts_row accounts;
  sql_setting_of_row *mark;
  TRY(store_connect(x->store, x->a, &db));
  err e = sql_count_accounts(db, x->a, &accounts);
  if (!e && accounts.n == 0 && s->demo) {
    puts("Membuat basis data contoh ...");
    fflush(stdout);
    str home = s->port ? str_fmt(x->a, "http://%.*s:%d", STR_ARG(s->address), s->port) : STR_NONE;
    e = demo_load(x->store, x->a, app_now(), home);
  } else if (!e && accounts.n == 0) {
    e = ERR(x->a, INPUT, "Belum ada akun di sini. Siapkan dulu dengan: takar init --data %.*s ...", STR_ARG(x->dir));
  }
  if (!e) e = sql_setting_of(db, x->a, 0, S("demo"), &mark);
  *is_demo = !e && mark;
  store_release(x->store, db);
  return e;
}

static err greet(app *x, const settings *s, int port, bool is_demo) {
  printf("Takar berjalan di http://%.*s:%d\n", STR_ARG(s->address), port);
  if (is_demo) {
    str password;
    TRY(world_password(x->a, S(""), S(DEMO_WORLD), &password));
    printf("\nBasis data contoh. Kata sandi semua akun: %.*s\n"
           "  camat, sekretaris, kasubag, kasi.pemerintahan, kasi.trantib, kasi.pelayanan   Kecamatan Babakancikao\n"
           "  inspektorat   Inspektorat          admin   administrator\n", STR_ARG(password));
  }
  fflush(stdout);
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
  bool is_demo;
  e = furnish(&x, &s, &is_demo);
  if (!e) e = listen_on(&x, &s, &server);
  if (!e) e = greet(&x, &s, (int)http_server_port(server), is_demo);
  if (e) return app_fail(S("takar serve"), e);
  http_notify("READY=1");
  wait_for_end(&signals);
  http_notify("STOPPING=1");
  if (!http_server_stop(server, DRAIN_SECONDS)) _exit(1);
  app_close(&x);
  arena_free(a);
  return 0;
}
