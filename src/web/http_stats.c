/* Counters without locks: each is right, though two read at the same moment may differ by a request. */
#include "http_inner.h"

const double http_buckets[N_HTTP_BUCKETS] = {
#define X(seconds) seconds,
    HTTP_BUCKETS(X)
#undef X
};

struct counts {
  _Atomic uint64_t answers[6], took[N_HTTP_BUCKETS + 1], microseconds, bytes_in, bytes_out;
};

struct counts *http_counts_new(void) {
  struct counts *c = calloc(1, sizeof *c);
  ENSURE(c);
  return c;
}

static void add(_Atomic uint64_t *to, uint64_t n) { atomic_fetch_add_explicit(to, n, memory_order_relaxed); }
static uint64_t get(_Atomic uint64_t *from) { return atomic_load_explicit(from, memory_order_relaxed); }

void http_count(http_server *s, unsigned status, int64_t us, size_t in, size_t sent) {
  struct counts *c = s->counts;
  size_t bucket = 0;
  while (bucket < N_HTTP_BUCKETS && (double)us > http_buckets[bucket] * 1e6) bucket++;
  add(&c->answers[status < 600 ? status / 100 : 0], 1);
  add(&c->took[bucket], 1);
  add(&c->microseconds, (uint64_t)us);
  add(&c->bytes_in, in);
  add(&c->bytes_out, sent);
}

void http_server_stats(const http_server *s, http_stats *to) {
  struct counts *c = s->counts;
  *to = (http_stats){.microseconds = get(&c->microseconds), .bytes_in = get(&c->bytes_in), .bytes_out = get(&c->bytes_out),
                     .connections = atomic_load(&s->n_conns), .running = (size_t)atomic_load(&s->running), .body_bytes = atomic_load(&s->bodies)};
  for (size_t i = 0; i < LEN(to->answers); i++) to->answers[i] = get(&c->answers[i]);
  for (size_t i = 0; i < LEN(to->took); i++) to->took[i] = get(&c->took[i]);
  http_pool_size(s->pool, &to->workers, &to->waiting);
}
