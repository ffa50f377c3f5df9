/* Worker threads: few at the start, more while requests wait, never fewer again. Each has its arena and the application's state. */
#include "http_inner.h"

enum { WAITING_MAX = 512 };

struct pool {
  http_server *server;
  pthread_mutex_t lock;
  pthread_cond_t work;
  exchange *first, **last;
  int waiting, idle, n, max;
  bool stop;
  pthread_t *threads;
};

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
  http_app *app = &p->server->app;
  arena *a = arena_new(p->server->config.arena_limit);
  gzip *z = gzip_new();
  ENSURE(a && z);
  void *state = app->worker_open ? app->worker_open(app->ctx) : NULL;
  for (exchange *x; (x = next(p));) {
    http_run(x, a, state, z);
    arena_reset(a);
    MHD_resume_connection(x->mhd);
  }
  if (app->worker_close) app->worker_close(state);
  gzip_free(z);
  arena_free(a);
  return NULL;
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
  ENSURE(p && threads);
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
