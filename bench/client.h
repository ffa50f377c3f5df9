/* What the clients of the bench share: a connection to this machine, one request and its whole answer. */
#ifndef TAKAR_BENCH_CLIENT_H
#define TAKAR_BENCH_CLIENT_H
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

static inline double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline int dial(int port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return connect(fd, (struct sockaddr *)&at, sizeof at) == 0 ? fd : -1;
}

/* The status of the answer, 0 when it did not come whole. */
static inline int ask(int fd, const char *request, size_t n) {
  static _Thread_local char in[1 << 20];
  if (write(fd, request, n) != (ssize_t)n) return 0;
  size_t have = 0;
  for (;;) {
    ssize_t got = read(fd, in + have, sizeof in - 1 - have);
    if (got <= 0) return 0;
    have += (size_t)got;
    in[have] = 0;
    char *body = strstr(in, "\r\n\r\n"), *len = strcasestr(in, "content-length:");
    if (body && len && have >= (size_t)(body + 4 - in) + (size_t)strtol(len + 15, NULL, 10)) return (int)strtol(in + 9, NULL, 10);
  }
}

static inline int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}
#endif
