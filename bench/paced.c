/* An open-loop client: sends GETs at a fixed pace on connections of its own and counts the time from when each was due, so that a
 * server that stands still is seen. Prints "p50 p99 max failed" in milliseconds.
 *   paced PORT PATH COOKIE RATE SECONDS */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 32, MOST = 1000000 };
static double *took;
static atomic_long n_done, n_failed;
static atomic_long next_ticket;
static double rate, start, length;
static char request[2048];
static int port;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int dial(void) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return connect(fd, (struct sockaddr *)&at, sizeof at) == 0 ? fd : -1;
}

/* One request; false unless the answer is a whole 200. */
static int ask(int fd) {
  static _Thread_local char in[1 << 20];
  if (write(fd, request, strlen(request)) < 0) return 0;
  size_t have = 0;
  for (;;) {
    ssize_t got = read(fd, in + have, sizeof in - 1 - have);
    if (got <= 0) return 0;
    have += (size_t)got;
    in[have] = 0;
    char *body = strstr(in, "\r\n\r\n"), *len = strcasestr(in, "content-length:");
    if (body && len && have >= (size_t)(body + 4 - in) + (size_t)strtol(len + 15, NULL, 10)) return strncmp(in, "HTTP/1.1 200", 12) == 0;
  }
}

static void *client(void *arg) {
  (void)arg;
  int fd = dial();
  for (;;) {
    long ticket = atomic_fetch_add(&next_ticket, 1);
    double due = start + (double)ticket / rate;
    if (due > start + length || ticket >= MOST) break;
    double wait = due - now();
    if (wait > 0) usleep((useconds_t)(wait * 1e6));
    if (fd < 0 || !ask(fd)) {
      atomic_fetch_add(&n_failed, 1);
      if (fd >= 0) close(fd);
      fd = dial();
    }
    took[atomic_fetch_add(&n_done, 1)] = now() - due;
  }
  return NULL;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
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
