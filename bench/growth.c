/* A closed-loop client over all offices of a list (bench_fill): each of CLIENTS connections takes offices at random and asks for
 *   beranda   the inbox of its kasubag
 *   siklus    the page of its running cycle
 *   angka     a figure of it saved
 *   pindah    a step handed over, then returned: two moves of a cycle
 *   semua     the first two, once for every office in turn: to warm up; SECONDS is not looked at
 * Prints "per-second failed p50 p99" (milliseconds), each move counted.
 *   growth PORT LIST WHAT CLIENTS SECONDS SEED */
#include "clients.h"

enum { MOST = 2000000 };
static listed *offices;
static int n_offices, port, n_clients;
static double until, *took;
static atomic_long n_done, n_failed, next_office;
static char what;
static unsigned long seed;

static void timed(double from, bool ok) {
  long at = atomic_fetch_add(&n_done, 1);
  if (!ok) atomic_fetch_add(&n_failed, 1);
  if (at < MOST) took[at] = now() - from;
}

static str cycle_path(arena *a, const listed *o) { return str_fmt(a, "/siklus/%lld", o->cycle); }

static bool save(client *c, const listed *o, unsigned long n) {
  str body = str_fmt(c->a, "indikator=%lld&status=terisi&nilai=%lu%%2C%02lu&tanpa_bukti=uji", o->indicator[n % 9], n / 9 % 1000000, n % 100);
  return client_act(c, o, "kasubag", o->cycle, 4, "angka", body) == 303;
}

static bool move_there(client *c, const listed *o) {
  return client_act(c, o, "kasubag", o->again, 1, "selesai", S("catatan=Hasil+pengukuran.")) == 303;
}

static bool move_back(client *c, const listed *o) {
  return client_act(c, o, "sekretaris", o->again, 1, "kembalikan", S("ke=1&alasan=Lengkapi+dulu.")) == 303;
}

static void once(client *c, const listed *o, unsigned long n) {
  double from = now();
  switch (what) {
  case 'v':
    timed(from, client_get(c, o, "kasubag", S("/")) == 200);
    timed(from, client_get(c, o, "kasubag", cycle_path(c->a, o)) == 200);
    break;
  case 'b': timed(from, client_get(c, o, "kasubag", S("/")) == 200); break;
  case 's': timed(from, client_get(c, o, "kasubag", cycle_path(c->a, o)) == 200); break;
  case 'a': timed(from, save(c, o, n)); break;
  default:
    timed(from, move_there(c, o));
    from = now();
    timed(from, move_back(c, o));
  }
}

/* The offices of a client are its own, so that no two move the same cycle. */
static void *run(void *arg) {
  unsigned long mine = (unsigned long)(uintptr_t)arg, clients = (unsigned long)n_clients, random = seed * 7919 + mine;
  unsigned long share = ((unsigned long)n_offices - mine + clients - 1) / clients;
  client c = client_new(port);
  while (now() < until && share) {
    random = random * 6364136223846793005UL + 1442695040888963407UL;
    once(&c, &offices[mine + (random >> 33) % share * clients], random >> 20);
  }
  return NULL;
}

static void *visit(void *arg) {
  client c = client_new(port);
  (void)arg;
  for (long i; (i = atomic_fetch_add(&next_office, 1)) < n_offices;) {
    once(&c, &offices[i], 0);
  }
  return NULL;
}

int main(int argc, char **argv) {
  if (argc != 7) return 2;
  port = (int)strtol(argv[1], NULL, 10);
  offices = listed_read(argv[2], &n_offices);
  what = strcmp(argv[3], "semua") == 0 ? 'v' : argv[3][0];
  n_clients = (int)strtol(argv[4], NULL, 10);
  seed = strtoul(argv[6], NULL, 10);
  took = calloc(MOST, sizeof *took);
  pthread_t *t = calloc((size_t)n_clients, sizeof *t);
  if (!offices || !took || !t) return 2;
  double start = now();
  until = start + strtod(argv[5], NULL);
  for (int i = 0; i < n_clients; i++) pthread_create(&t[i], NULL, what == 'v' ? visit : run, (void *)(uintptr_t)i);
  for (int i = 0; i < n_clients; i++) pthread_join(t[i], NULL);
  double seconds = now() - start;
  long n = atomic_load(&n_done), kept = n < MOST ? n : MOST, failed = atomic_load(&n_failed);
  if (!kept) return 1;
  qsort(took, (size_t)kept, sizeof *took, by_size);
  printf("%.0f %ld %.3f %.3f\n", (double)(n - failed) / seconds, failed, took[kept / 2] * 1e3, took[kept * 99 / 100] * 1e3);
  return 0;
}
