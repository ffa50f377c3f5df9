/* Worker threads: few at the start, more while requests wait, never fewer again. Each runs requests on a seat: an arena, a compressor and the
 * application's state. */
#include "http_inner.h"

enum { WAITING_MAX = 512 };

typedef struct seat {
  struct seat *next;
  arena *a;
  gzip *z;
  void *state;
} seat;

struct pool {
  http_server *server;
  pthread_mutex_t lock;
  pthread_cond_t work;
  exchange *first, **last;
  int waiting, idle, n, max;
  bool stop;
  pthread_t *threads;
  seat *free; /* seats for requests that run on an I/O thread */
};

static void seat_free(http_server *s, seat *one) {
  if (s->app.worker_close) s->app.worker_close(one->state);
  gzip_free(one->z);
  arena_free(one->a);
  free(one);
}

/* NULL: there is no memory for one more. */
static seat *seat_new(http_server *s) {
  seat *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  made->a = arena_new(s->config.arena_limit);
  made->z = gzip_new();
  if (s->app.worker_open) made->state = s->app.worker_open(s->app.ctx);
  if (made->a && made->z && (made->state || !s->app.worker_open)) return made;
  seat_free(s, made);
  return NULL;
}

static void run_on(seat *at, exchange *x) {
  http_run(x, at->a, at->state, at->z);
  arena_reset(at->a);
}

/* The next exchange, NULL when the pool stops. */
static exchange *next(pool *p) {
  pthread_mutex_lock(&p->lock);
  p->idle++;
  while (!p->first && !p->stop) pthread_cond_wait(&p->work, &p->lock);
  p->idle--;
  exchange *x = p->first;
  if (x) {
    p->first = x->next;
    if (!p->first) p->last = &p->first;
    p->waiting--;
  }
  pthread_mutex_unlock(&p->lock);
  return x;
}

static void *work(void *pool_) {
  pool *p = pool_;
  seat *mine = NULL; /* made with the first request, and tried again with the next when there is no memory */
  for (exchange *x; (x = next(p));) {
    if (!mine) mine = seat_new(p->server);
    if (mine) run_on(mine, x);
    else http_answer_plain(x, 503);
    MHD_resume_connection(x->mhd);
  }
  if (mine) seat_free(p->server, mine);
  return NULL;
}

void http_pool_here(pool *p, exchange *x) {
  pthread_mutex_lock(&p->lock);
  seat *one = p->free;
  if (one) p->free = one->next;
  pthread_mutex_unlock(&p->lock);
  if (!one && !(one = seat_new(p->server))) {
    http_answer_plain(x, 503);
    return;
  }
  run_on(one, x);
  pthread_mutex_lock(&p->lock);
  one->next = p->free;
  p->free = one;
  pthread_mutex_unlock(&p->lock);
}

static bool grow(pool *p) {
  if (p->n == p->max || pthread_create(&p->threads[p->n], NULL, work, p) != 0) return false;
  p->n++;
  return true;
}

bool http_pool_push(pool *p, exchange *x) {
  pthread_mutex_lock(&p->lock);
  bool room = p->waiting < WAITING_MAX;
  if (room) {
    x->next = NULL;
    *p->last = x;
    p->last = &x->next;
    p->waiting++;
    if (p->waiting > p->idle) grow(p);
    pthread_cond_signal(&p->work);
  }
  pthread_mutex_unlock(&p->lock);
  return room;
}

err http_pool_new(arena *a, http_server *s, pool **made) {
  pool *p = calloc(1, sizeof *p);
  pthread_t *threads = calloc((size_t)s->config.workers_max, sizeof *threads);
  if (!p || !threads) {
    free(p);
    free(threads);
    return ERR_CAUSE(a, "out of memory");
  }
  *p = (pool){.server = s, .last = &p->first, .max = s->config.workers_max, .threads = threads};
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->work, NULL);
  bool started = true;
  pthread_mutex_lock(&p->lock);
  while (started && p->n < s->config.workers_min) started = grow(p);
  pthread_mutex_unlock(&p->lock);
  *made = p;
  return started ? NULL : ERR_CAUSE(a, "cannot start a worker thread");
}

void http_pool_free(pool *p) {
  pthread_mutex_lock(&p->lock);
  p->stop = true;
  pthread_cond_broadcast(&p->work);
  pthread_mutex_unlock(&p->lock);
  for (int i = 0; i < p->n; i++) pthread_join(p->threads[i], NULL);
  for (seat *one = p->free, *next_one; one; one = next_one) {
    next_one = one->next;
    seat_free(p->server, one);
  }
  pthread_cond_destroy(&p->work);
  pthread_mutex_destroy(&p->lock);
  free(p->threads);
  free(p);
}

void http_pool_size(pool *p, size_t *workers, size_t *waiting) {
  pthread_mutex_lock(&p->lock);
  *workers = (size_t)p->n;
  *waiting = (size_t)p->waiting;
  pthread_mutex_unlock(&p->lock);
}
