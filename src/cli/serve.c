/* takar serve: settings, store, routes, listen, drain. */
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/log.h"
#include "base/num.h"
#include "cli/app.h"
#include "cli/commands.h"
#include "cli/sandbox.h"
#include "cli/settings.h"
#include "cli/world.h"
#include "office/account.h"
#include "office/office_sql.h"
#include "store/store_sql.h"
#include "web/routes.h"
#include "web/site.h"

enum { DRAIN_SECONDS = 9, TIDY_SECONDS = 600, CONNECTIONS = 16000, OTHER_FILES = 400 };
#define USAGE "Pakai: takar serve [--data DIR] [--database TEMPAT] [--listen ALAMAT:PORT] [--demo] [--proxied] [--quiet] [--open-metrics] [--no-sandbox]"

typedef struct orders {
  str dir, database, listen, address;
  uint16_t port;
  bool quiet, proxied, demo, open_metrics, no_sandbox;
} orders;

/* What the command does not say, the file of the installation does; the database is app_open's. */
static err complete(arena *a, orders *got) {
  settings file;
  int64_t port;
  bool proxied, open_metrics;
  TRY(settings_read(a, got->dir, &file));
  TRY(settings_yes(a, S("proxied"), file.proxied, &proxied));
  TRY(settings_yes(a, S("open-metrics"), file.open_metrics, &open_metrics));
  got->proxied |= proxied;
  got->open_metrics |= open_metrics;
  str listen = got->listen.n ? got->listen : file.listen;
  if (!listen.n) return NULL;
  if (!num_i64(str_cut(listen, ':', &got->address), 0, 65535, &port)) return ERR(a, INPUT, "listen perlu ALAMAT:PORT, misalnya 127.0.0.1:8080.");
  got->port = (uint16_t)port;
  return NULL;
}

static err parse(arena *a, int argc, char **argv, orders *got) {
  static const struct option options[] = {{"data", required_argument, NULL, 'd'},  {"listen", required_argument, NULL, 'l'},
                                          {"quiet", no_argument, NULL, 'q'},       {"proxied", no_argument, NULL, 'p'},
                                          {"demo", no_argument, NULL, 'm'},        {"open-metrics", no_argument, NULL, 'o'},
                                          {"database", required_argument, NULL, 'b'}, {"no-sandbox", no_argument, NULL, 'n'},
                                          {0}};
  *got = (orders){.dir = S("data"), .address = S("127.0.0.1"), .port = 8080};
  for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    switch (c) {
    case 'd': got->dir = str_of(optarg); break;
    case 'b': got->database = str_of(optarg); break;
    case 'l': got->listen = str_of(optarg); break;
    case 'q': got->quiet = true; break;
    case 'p': got->proxied = true; break;
    case 'm': got->demo = true; break;
    case 'o': got->open_metrics = true; break;
    case 'n': got->no_sandbox = true; break;
    default: return ERR(a, INPUT, USAGE);
    }
  }
  return complete(a, got);
}

/* With --demo an installation without accounts gets the demo; what is there is never touched. */
static err furnish(app *x, const orders *s, bool *is_demo) {
  db_ro *db;
  sql_count_accounts_row accounts;
  TRY(store_connect(x->store, x->a, &db));
  err e = sql_count_accounts(db, x->a, &accounts);
  if (!e && accounts.n == 0 && s->demo) {
    puts("Membuat basis data contoh ...");
    fflush(stdout);
    str home = s->port ? str_fmt(x->a, "http://%.*s:%d", STR_ARG(s->address), s->port) : STR_NONE;
    e = demo_load(x->store, x->a, app_now(), home);
  } else if (!e && accounts.n == 0) {
    e = ERR(x->a, INPUT, "Belum ada akun di sini. Siapkan dulu dengan: takar init ... (basis data: %.*s)", STR_ARG(x->place));
  }
  if (!e) e = demo_state(db, x->a, is_demo);
  store_release(x->store, db);
  return e;
}

static err greet(app *x, const orders *s, int port, bool is_demo) {
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

/* ---- running ---- */

/* Removes what is over, in small writes, so that nobody waits for it. */
static void tidy(store *s, arena *a) {
  int64_t removed = 1;
  err e = NULL;
  while (!e && removed) e = account_tidy(s, a, app_now(), &removed);
  if (e) log_err(S("tidying"), e);
}

static void keep_tidy(store *s) {
  arena *a = arena_new(0);
  if (a && setjmp(*arena_catch(a)) == 0) tidy(s, a);
  arena_free(a);
}

/* SIGPIPE and SIGXFSZ: a client that left, a disk quota that is reached; whoever writes is told by errno. */
static sigset_t block_signals(void) {
  static const int taken[] = {SIGTERM, SIGINT, SIGPIPE, SIGXFSZ};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < LEN(taken); i++) sigaddset(&set, taken[i]);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  return set;
}

/* Signals are taken one by one by this thread, so that nothing happens inside a handler; between them it keeps the house. */
static void keep_house(store *s, const sigset_t *signals) {
  static const struct timespec pause = {.tv_sec = TIDY_SECONDS};
  for (int which = 0; which != SIGTERM && which != SIGINT;) {
    which = sigtimedwait(signals, NULL, &pause);
    if (which < 0 && errno == EAGAIN) keep_tidy(s);
  }
}

/* As many connections as there may be open files, and no more than are ever served well. */
static int connections(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  files.rlim_cur = files.rlim_max;
  if (files.rlim_cur > CONNECTIONS + OTHER_FILES) files.rlim_cur = CONNECTIONS + OTHER_FILES;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  return files.rlim_cur > 2 * OTHER_FILES ? (int)(files.rlim_cur - OTHER_FILES) : (int)files.rlim_cur / 2;
}

static err listen_on(app *x, const orders *s, backroom *behind, http_server **server) {
  site *here;
  router *r;
  TRY(site_new(x->a, x->store, behind, s->open_metrics, &here));
  router_app handlers = site_router_app(here);
  TRY(router_new(x->a, routes, n_routes, &handlers, &r));
  http_app http = router_http(r);
  http_config config = {.address = str_z(x->a, s->address), .port = s->port, .listen_fd = http_activated_socket(), .proxied = s->proxied,
                        .quiet = s->quiet, .arena_limit = (size_t)256 << 20, .connections = connections()};
  return http_server_start(x->a, &config, &http, server);
}

static err start(app *x, const orders *s, backroom **behind, http_server **server) {
  bool is_demo;
  TRY(app_open(x, s->dir, s->database));
  TRY(furnish(x, s, &is_demo));
  TRY(backroom_start(x->a, x->store, behind));
  TRY(listen_on(x, s, *behind, server));
  if (!s->no_sandbox) TRY(sandbox_enter(x->a));
  return greet(x, s, (int)http_server_port(*server), is_demo);
}

/* Threads that are at work already end with the process, and what they hold with them. */
static int give_up(app *x, arena *a, const backroom *behind, err e) {
  int status = app_fail(S("takar serve"), e);
  if (behind) _exit(status);
  app_close(x);
  arena_free(a);
  return status;
}

enum { LARGE = 2 << 20 };

int cli_serve(int argc, char **argv) {
  sigset_t signals = block_signals();
  mallopt(M_MMAP_THRESHOLD, LARGE); /* what is as large as a file goes back to the system at once, however many came before */
  orders s;
  app x = {0};
  http_server *server;
  backroom *behind = NULL;
  arena *a = arena_new(0);
  err e = a ? parse(a, argc, argv, &s) : NULL;
  if (!e) e = start(&x, &s, &behind, &server);
  if (e) return give_up(&x, a, behind, e);
  http_notify("READY=1");
  keep_house(x.store, &signals);
  http_notify("STOPPING=1");
  bool drained = http_server_stop(server, DRAIN_SECONDS);
  if (!backroom_stop(behind, DRAIN_SECONDS) || !drained) _exit(1);
  app_close(&x);
  arena_free(a);
  return 0;
}
