/* Many who do nothing, and many who are slow on purpose, while 64 people work: nobody who works is turned away or waits much longer.
 *
 *   load TAKAR [--all]
 *
 * 64 clients read their inbox and save figures, first alone, then beside idle connections that stay open and clients that drip a request
 * one byte at a time and come again when they are cut. Told are the 99th percentiles of both, and the memory of the server. With --all as many
 * as a busy server may meet: 10,000 idle and 2,000 slow.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "visitor.h"

enum { ACTIVE = 64, FIGURES = 9, MOST = 20000, SLOWER = 5 };
#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- those who work ---- */

typedef struct worker {
  pthread_t thread;
  visitor v;
  const char *path, *figure;
  double until, took[MOST];
  int n, number, failed;
} worker;

static void one(worker *w, bool save) {
  answer got;
  char number[32];
  double begun = now();
  snprintf(number, sizeof number, "%d", ++w->number);
  char *form = FORM("indikator", w->figure, "status", "terisi", "nilai", number, "tanpa_bukti", "uji");
  int status = save ? visitor_post(&w->v, w->path, form, &got) : visitor_get(&w->v, "/", &got);
  if (w->n < MOST) w->took[w->n++] = now() - begun;
  w->failed += !check(status == (save ? 303 : 200), "%s answered %d", save ? "saving" : "the inbox", status);
  answer_free(&got);
  free(form);
}

static void *work(void *what) {
  worker *w = what;
  for (int i = 0; now() < w->until; i++) one(w, i % 4 == 3);
  visitor_close(&w->v);
  return NULL;
}

static int by_time(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

typedef struct figures { double p50, p99, rate; } figures;

static figures all_work(worker *workers, double seconds) {
  static double took[ACTIVE * MOST];
  size_t n = 0;
  for (int i = 0; i < ACTIVE; i++) {
    workers[i].n = 0;
    workers[i].until = now() + seconds;
    if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) exit(99);
  }
  for (int i = 0; i < ACTIVE; i++) {
    pthread_join(workers[i].thread, NULL);
    memcpy(took + n, workers[i].took, (size_t)workers[i].n * sizeof *took);
    n += (size_t)workers[i].n;
  }
  qsort(took, n, sizeof *took, by_time);
  return n ? (figures){took[n / 2] * 1e3, took[n * 99 / 100] * 1e3, (double)n / seconds} : (figures){0};
}

/* ---- those who do not ---- */

static int connection(uint16_t port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

static const char ask[] = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

/* Connections that were answered once and stay. */
static int stay(uint16_t port, int *fds, int n) {
  int made = 0;
  for (int i = 0; i < n; i++) {
    char text[2048];
    fds[i] = connection(port);
    if (fds[i] >= 0 && send(fds[i], ask, sizeof ask - 1, MSG_NOSIGNAL) > 0 && recv(fds[i], text, sizeof text, 0) > 0) made++;
  }
  return made;
}

static int still_open(const int *fds, int n) {
  int open_ = 0;
  char c;
  for (int i = 0; i < n; i++) open_ += fds[i] >= 0 && recv(fds[i], &c, 1, MSG_PEEK | MSG_DONTWAIT) < 0;
  return open_;
}

typedef struct drip {
  pthread_t thread;
  uint16_t port;
  int *fds, *sent, n;
  atomic_bool ends;
  long again;
} drip;

static void *drip_on(void *what) {
  static const char head[] = "GET /masuk HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Pelan: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  drip *d = what;
  while (!atomic_load(&d->ends)) {
    for (int i = 0; i < d->n; i++) {
      if (d->fds[i] < 0) d->fds[i] = connection(d->port), d->sent[i] = 0, d->again++;
      if (d->fds[i] < 0 || send(d->fds[i], &head[d->sent[i]++ % (int)(sizeof head - 1)], 1, MSG_NOSIGNAL) == 1) continue;
      close(d->fds[i]);
      d->fds[i] = -1;
    }
    usleep(500000);
  }
  return NULL;
}

static long resident_kb(const house *h) {
  char *path = text_of("/proc/%d/status", (int)h->pid), line[256];
  long kb = 0;
  FILE *f = fopen(path, "r");
  while (f && fgets(line, sizeof line, f)) sscanf(line, "VmRSS: %ld", &kb);
  if (f) fclose(f);
  free(path);
  return kb;
}

/* As many as this machine lets one process hold. */
static void fit(int *idle, int *slow) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  long room = (long)files.rlim_cur - 600;
  if (room >= *idle + *slow) return;
  printf("only %ld files may be open here\n", (long)files.rlim_cur);
  *slow = (int)(room / 6);
  *idle = (int)(room - *slow);
}

int main(int argc, char **argv) {
  static worker workers[ACTIVE];
  bool all = argc > 2 && strcmp(argv[2], "--all") == 0;
  int idle = all ? 10000 : 2000, slow = all ? 2000 : 400;
  house h;
  visitor in;
  if (argc < 2) return 99;
  fit(&idle, &slow);
  house_new(&h, argv[1]);
  house_open(&h);
  visitor_new(&in, &h);
  if (!visitor_enter(&in, "kasubag")) return 1;
  visitor_close(&in);
  char *cycle = house_sql(&h, "SELECT " RUNNING), *path = text_of("/siklus/%s/langkah/4/angka", cycle);
  for (int i = 0; i < ACTIVE; i++)
    workers[i] = (worker){.v = in, .path = path, .number = 1000000 * (i + 1),
                          .figure = house_sql(&h, "SELECT indicator FROM plan_item WHERE cycle = %s ORDER BY indicator LIMIT 1 OFFSET %d", cycle, i % FIGURES)};
  all_work(workers, 1);
  figures alone = all_work(workers, all ? 5 : 3);
  long before = resident_kb(&h);
  int *idlers = calloc((size_t)idle, sizeof *idlers);
  drip d = {.port = h.port, .n = slow, .fds = malloc((size_t)slow * sizeof(int)), .sent = calloc((size_t)slow, sizeof(int))};
  if (!idlers || !d.fds || !d.sent) return 99;
  memset(d.fds, 0xff, (size_t)slow * sizeof(int));
  if (pthread_create(&d.thread, NULL, drip_on, &d) != 0) return 99;
  double begun = now();
  int made = stay(h.port, idlers, idle);
  double opening = now() - begun;
  figures beside = all_work(workers, all ? 10 : 4);
  long after = resident_kb(&h);
  int open_ = still_open(idlers, idle);
  atomic_store(&d.ends, true);
  pthread_join(d.thread, NULL);
  printf("alone: %.0f requests/s, p50 %.1f ms, p99 %.1f ms\n", alone.rate, alone.p50, alone.p99);
  printf("beside %d idle (%d still open; opened in %.1f s) and %d slow (%ld connections made): %.0f requests/s, p50 %.1f ms, p99 %.1f ms, %.1f times\n", made,
         open_, opening, slow, d.again, beside.rate, beside.p50, beside.p99, beside.p99 / alone.p99);
  printf("memory: %ld kB, then %ld kB: %.1f kB a connection; %d failed\n", before, after, (double)(after - before) / (idle + slow), checks_failed);
  /* A connection may be idle for 30 s; where opening them takes longer than that, the first have gone by right. */
  check(made == idle && (open_ == idle || now() - begun > 30), "%d of %d idle connections are held", open_, idle);
  check(beside.p99 < SLOWER * alone.p99, "p99 %.1f ms is more than %d times %.1f ms", beside.p99, SLOWER, alone.p99);
  check(after - before < 20L * (idle + slow), "memory grew by %ld kB", after - before);
  house_whole(&h);
  house_end(&h);
  return checks_failed != 0;
}
