/* Connections and their deadlines. libmicrohttpd's own timeout starts again with each byte, so a client that drips one byte a second
 * would stay for ever; and its edge-triggered epoll may miss a client that leaves in the middle. The reaper cuts both by the clock. */
#include <sys/socket.h>
#include <unistd.h>

#include "http_inner.h"

enum { TICK_US = 250000 };

int64_t http_now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void set(conn *k, int64_t seconds) { atomic_store(&k->deadline, seconds ? http_now_us() / 1000 + seconds * 1000 : 0); }

void http_conn_deadline(exchange *x, int64_t seconds) {
  if (x->conn) set(x->conn, seconds);
}

static void opened(http_server *s, struct MHD_Connection *c, void **slot) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
  conn *k = calloc(1, sizeof *k);
  if (!k || !info) {
    free(k);
    return;
  }
  k->fd = info->connect_fd;
  set(k, s->config.header_seconds);
  pthread_mutex_lock(&s->conns_lock);
  k->next = s->conns;
  if (k->next) k->next->prev = k;
  s->conns = k;
  atomic_fetch_add(&s->n_conns, 1);
  pthread_mutex_unlock(&s->conns_lock);
  *slot = k;
}

static void closed(http_server *s, void **slot) {
  conn *k = *slot;
  if (!k) return;
  pthread_mutex_lock(&s->conns_lock);
  if (k->prev) k->prev->next = k->next;
  else s->conns = k->next;
  if (k->next) k->next->prev = k->prev;
  atomic_fetch_sub(&s->n_conns, 1);
  pthread_mutex_unlock(&s->conns_lock);
  free(k);
  *slot = NULL;
}

void http_conn_notify(void *server, struct MHD_Connection *c, void **slot, enum MHD_ConnectionNotificationCode code) {
  if (code == MHD_CONNECTION_NOTIFY_STARTED) opened(server, c, slot);
  else closed(server, slot);
}

static void cut_late(http_server *s) {
  int64_t now = http_now_us() / 1000;
  pthread_mutex_lock(&s->conns_lock); /* held, so that a descriptor is not closed and used again meanwhile */
  for (conn *k = s->conns; k; k = k->next) {
    int64_t deadline = atomic_load(&k->deadline);
    if (deadline && deadline <= now) shutdown(k->fd, SHUT_RDWR);
  }
  pthread_mutex_unlock(&s->conns_lock);
}

static void *reap(void *server) {
  http_server *s = server;
  while (!atomic_load(&s->reaper_ends)) {
    cut_late(s);
    usleep(TICK_US);
  }
  return NULL;
}

void http_conns_start(http_server *s) {
  pthread_mutex_init(&s->conns_lock, NULL);
  ENSURE(pthread_create(&s->reaper, NULL, reap, s) == 0);
}

void http_conns_stop(http_server *s) {
  atomic_store(&s->reaper_ends, true);
  pthread_join(s->reaper, NULL);
  pthread_mutex_destroy(&s->conns_lock);
}
