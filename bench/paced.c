/* An open-loop client: sends GETs at a fixed pace on connections of its own and counts the time from when each was due, so that a
 * server that stands still is seen. Prints "p50 p99 max failed" in milliseconds.
 *   paced PORT PATH COOKIE RATE SECONDS */
#include "client.h"

enum { CONNECTIONS = 32, MOST = 1000000 };
static double *took;
static atomic_long n_done, n_failed;
static atomic_long next_ticket;
static double rate, start, length;
static char request[2048];
static int port;

static void *client(void *arg) {
  (void)arg;
  int fd = dial(port);
  for (;;) {
    long ticket = atomic_fetch_add(&next_ticket, 1);
    double due = start + (double)ticket / rate;
    if (due > start + length || ticket >= MOST) break;
    double wait = due - now();
    if (wait > 0) usleep((useconds_t)(wait * 1e6));
    if (fd < 0 || ask(fd, request, strlen(request)) != 200) {
      atomic_fetch_add(&n_failed, 1);
      if (fd >= 0) close(fd);
      fd = dial(port);
    }
    took[atomic_fetch_add(&n_done, 1)] = now() - due;
  }
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  port = (int)strtol(argv[1], NULL, 10);
  rate = strtod(argv[4], NULL);
  length = strtod(argv[5], NULL);
  took = calloc(MOST + CONNECTIONS, sizeof *took);
  snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n", argv[2], port, argv[3]);
  pthread_t t[CONNECTIONS];
  start = now() + 0.05;
  for (int i = 0; i < CONNECTIONS; i++) pthread_create(&t[i], NULL, client, NULL);
  for (int i = 0; i < CONNECTIONS; i++) pthread_join(t[i], NULL);
  long n = atomic_load(&n_done);
  qsort(took, (size_t)n, sizeof *took, by_size);
  printf("%.2f %.2f %.2f %ld\n", took[n / 2] * 1e3, took[n * 99 / 100] * 1e3, took[n - 1] * 1e3, atomic_load(&n_failed));
  return 0;
}
