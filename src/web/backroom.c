#include "web/backroom.h"

#include <pthread.h>
#include <time.h>

#include "base/log.h"
#include "steps/intake_run.h"

enum { LOOK_EVERY = 60, STACK = 512 << 10 };

struct backroom {
  store *store;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool woken, stopping, ended;
  intake_id at; /* of the thread alone: where it is, and whether it found something */
  bool some;
};

static instant wall_clock(void) { return (instant){time(NULL)}; }

static void ended(backroom *w, err e) {
  if (!e) return;
  w->some = false;
  log_err(S("backroom"), e);
}

static void give_up(backroom *w, const intake_arenas *m) {
  arena_reset(m->a);
  ended(w, intake_run_give_up(w->store, m->a, wall_clock, w->at));
}

static void work_within(backroom *w, const intake_arenas *m) {
  if (setjmp(*arena_catch(m->a)) != 0 || setjmp(*arena_catch(m->batch)) != 0 || setjmp(*arena_catch(m->row)) != 0) give_up(w, m);
  else ended(w, intake_run_next(w->store, m, wall_clock, &w->at, &w->some));
}

/* Works on one file; false when none waits, or none can be worked on now. */
static bool work_once(backroom *w) {
  intake_arenas m = {arena_new((size_t)160 << 20), arena_new((size_t)64 << 20), arena_new((size_t)32 << 20)};
  w->some = false;
  if (m.a && m.batch && m.row) work_within(w, &m);
  else log_error("backroom: out of memory");
  arena_free(m.row);
  arena_free(m.batch);
  arena_free(m.a);
  return w->some;
}

/* Until it is woken, told to stop, or a minute has passed. */
static bool sleep_until_needed(backroom *w) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += LOOK_EVERY;
  pthread_mutex_lock(&w->lock);
  for (int late = 0; !w->woken && !w->stopping && late == 0;) late = pthread_cond_timedwait(&w->changed, &w->lock, &until);
  w->woken = false;
  bool go_on = !w->stopping;
  pthread_mutex_unlock(&w->lock);
  return go_on;
}

static bool stopping(backroom *w) {
  pthread_mutex_lock(&w->lock);
  bool yes = w->stopping;
  pthread_mutex_unlock(&w->lock);
  return yes;
}

static void *run(void *what) {
  backroom *w = what;
  do {
    while (!stopping(w) && work_once(w)) continue;
  } while (sleep_until_needed(w));
  pthread_mutex_lock(&w->lock);
  w->ended = true;
  pthread_cond_broadcast(&w->changed);
  pthread_mutex_unlock(&w->lock);
  return NULL;
}

err backroom_start(arena *a, store *s, backroom **made) {
  backroom *w = NEW(a, backroom);
  pthread_attr_t attr;
  w->store = s;
  pthread_mutex_init(&w->lock, NULL);
  pthread_cond_init(&w->changed, NULL);
  pthread_attr_init(&attr);
  pthread_attr_setstacksize(&attr, STACK);
  int code = pthread_create(&w->thread, &attr, run, w);
  pthread_attr_destroy(&attr);
  if (code != 0) return ERR_CAUSE(a, "no thread for the backroom: %s", strerror(code));
  *made = w;
  return NULL;
}

void backroom_wake(backroom *w) {
  if (!w) return;
  pthread_mutex_lock(&w->lock);
  w->woken = true;
  pthread_cond_broadcast(&w->changed);
  pthread_mutex_unlock(&w->lock);
}

bool backroom_stop(backroom *w, int seconds) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += seconds;
  pthread_mutex_lock(&w->lock);
  w->stopping = true;
  pthread_cond_broadcast(&w->changed);
  for (int late = 0; !w->ended && late == 0;) late = pthread_cond_timedwait(&w->changed, &w->lock, &until);
  bool ended = w->ended;
  pthread_mutex_unlock(&w->lock);
  if (ended) pthread_join(w->thread, NULL);
  return ended;
}
