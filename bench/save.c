/* A closed-loop client: each of CLIENTS connections saves one figure after another, each time with a new value, and waits for the answer.
 * Prints "saves-per-second failed p99-in-milliseconds".
 *   save PORT PATH COOKIE TOKEN FIGURES CLIENTS SECONDS SEED       FIGURES: ids, separated by commas */
#include "client.h"

enum { FIGURES = 200, MOST = 4000000 };
static long ids[FIGURES];
static int n_ids, port;
static double until, *took;
static atomic_long n_done, n_failed, number;
static const char *path, *cookie, *token;

static size_t request_of(char *text, size_t room, long n) {
  char body[512];
  int length = snprintf(body, sizeof body, "_csrf=%s&indikator=%ld&status=terisi&nilai=%ld%%2C%02ld&tanpa_bukti=uji", token, ids[n % n_ids], n % 1000000,
                        n % 100);
  int all = snprintf(text, room,
                     "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\nSec-Fetch-Site: same-origin\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", path, port, cookie, length, body);
  return (size_t)all;
}

static void *client(void *arg) {
  (void)arg;
  char request[2048];
  int fd = dial(port);
  while (now() < until) {
    size_t n = request_of(request, sizeof request, atomic_fetch_add(&number, 1));
    double from = now();
    if (fd < 0 || ask(fd, request, n) != 303) {
      atomic_fetch_add(&n_failed, 1);
      if (fd >= 0) close(fd);
      fd = dial(port);
    }
    long at = atomic_fetch_add(&n_done, 1);
    if (at < MOST) took[at] = now() - from;
  }
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 9) return 2;
  port = (int)strtol(argv[1], NULL, 10);
  path = argv[2], cookie = argv[3], token = argv[4];
  for (char *p = argv[5]; *p && n_ids < FIGURES; p += *p == ',') ids[n_ids++] = strtol(p, &p, 10);
  int clients = (int)strtol(argv[6], NULL, 10);
  double length = strtod(argv[7], NULL);
  atomic_store(&number, strtol(argv[8], NULL, 10));
  took = calloc(MOST, sizeof *took);
  pthread_t *t = calloc((size_t)clients, sizeof *t);
  if (!n_ids || !took || !t) return 2;
  double start = now();
  until = start + length;
  for (int i = 0; i < clients; i++) pthread_create(&t[i], NULL, client, NULL);
  for (int i = 0; i < clients; i++) pthread_join(t[i], NULL);
  double seconds = now() - start;
  long n = atomic_load(&n_done), kept = n < MOST ? n : MOST;
  qsort(took, (size_t)kept, sizeof *took, by_size);
  printf("%.0f %ld %.2f\n", (double)(n - atomic_load(&n_failed)) / seconds, atomic_load(&n_failed), took[kept * 99 / 100] * 1e3);
  return 0;
}
