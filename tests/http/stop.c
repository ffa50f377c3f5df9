/* How a server ends: what has begun is finished, what comes then is refused, and after ten seconds at most it is gone.
 *
 *   stop TAKAR
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "visitor.h"

enum { LONGEST_SECONDS = 10, HALF = 30000 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int connection(uint16_t port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0) return fd;
  close(fd);
  return -1;
}

/* Waits for the end; its exit status, 99 when it was killed, and how long it took. */
static int ended(house *h, double since, double *took) {
  int status;
  if (waitpid(h->pid, &status, 0) != h->pid) exit(99);
  h->pid = -1;
  *took = now() - since;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

typedef struct fetch {
  pthread_t thread;
  visitor v;
  char *path;
  int status;
  size_t n;
} fetch;

static void *fetch_it(void *what) {
  fetch *f = what;
  answer got;
  f->status = visitor_get(&f->v, f->path, &got);
  f->n = got.n;
  answer_free(&got);
  return NULL;
}

/* An upload of which half is sent. */
static int half_an_upload(const visitor *v) {
  char body[HALF];
  char *head = text_of("POST /masuk HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nContent-Type: text/plain\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 60000\r\n\r\n", v->port);
  int fd = connection(v->port);
  memset(body, 'x', sizeof body);
  if (fd < 0 || send(fd, head, strlen(head), MSG_NOSIGNAL) < 0 || send(fd, body, HALF, MSG_NOSIGNAL) != HALF) exit(99);
  free(head);
  return fd;
}

static int status_after_rest(int fd) {
  char body[HALF], text[64] = "";
  memset(body, 'x', sizeof body);
  if (send(fd, body, sizeof body, MSG_NOSIGNAL) != (ssize_t)sizeof body) return 0;
  ssize_t n = recv(fd, text, sizeof text - 1, 0);
  close(fd);
  return n > 9 ? (int)strtol(text + 9, NULL, 10) : 0;
}

static void what_has_begun_is_finished(house *h, const visitor *in) {
  double begun, took;
  answer got;
  house_open(h);
  char *cycle = house_sql(h, "SELECT max(id) FROM cycle WHERE state = 'selesai'");
  fetch f = {.v = *in, .path = text_of("/siklus/%s/bundel", cycle)};
  visitor idle = *in;
  f.v.port = idle.port = h->port;
  f.v.fd = idle.fd = -1;
  check(visitor_get(&idle, "/", &got) == 200, "the page before: %d", got.status);
  answer_free(&got);
  int upload = half_an_upload(&idle);
  if (pthread_create(&f.thread, NULL, fetch_it, &f) != 0) exit(99);
  usleep(30000);
  begun = now();
  kill(h->pid, SIGTERM);
  usleep(100000);
  check(connection(h->port) < 0, "a new connection is taken after the stop");
  int late = visitor_get(&idle, "/", &got);
  check(late == 503 || late == 0, "a request on an open connection after the stop: %d", late);
  answer_free(&got);
  check(status_after_rest(upload) != 0, "an upload under way is cut");
  pthread_join(f.thread, NULL);
  check(f.status == 200 && f.n > 100000, "the bundle under way: %d, %zu bytes", f.status, f.n);
  int status = ended(h, begun, &took);
  check(status == 0 && took < LONGEST_SECONDS, "exit %d after %.1f s", status, took);
  printf("with a bundle and an upload under way: exit %d after %.2f s\n", status, took);
  visitor_close(&idle);
  visitor_close(&f.v);
  free(f.path);
  free(cycle);
}

static void who_never_ends_is_cut(house *h, const visitor *in) {
  double begun, took;
  visitor v = *in;
  house_open(h);
  v.port = h->port;
  int upload = half_an_upload(&v);
  usleep(50000);
  begun = now();
  kill(h->pid, SIGTERM);
  int status = ended(h, begun, &took);
  check(status == 0 && took < LONGEST_SECONDS, "exit %d after %.1f s", status, took);
  printf("with an upload that never ends: exit %d after %.2f s\n", status, took);
  close(upload);
  house_open(h);
  house_whole(h);
}

int main(int argc, char **argv) {
  house h;
  visitor in;
  if (argc < 2) return 99;
  house_new(&h, argv[1]);
  house_open(&h);
  visitor_new(&in, &h);
  if (!visitor_enter(&in, "inspektorat")) return 1;
  visitor_close(&in);
  house_kill(&h, SIGTERM);
  what_has_begun_is_finished(&h, &in);
  who_never_ends_is_cut(&h, &in);
  house_end(&h);
  return checks_failed != 0;
}
