/* Room for bodies that arrive. What does not fit now waits, first come first served: its connection is suspended, so the rest of it stays with
 * the client, and goes on when others are done. Forms have room of their own, so that nobody who types waits for those who upload. */
#include "http_inner.h"

enum { SMALL = 1 << 16, SMALL_ROOM = 64 << 20 };

static bool fits(http_server *s, size_t n) {
  size_t limit = s->config.bodies_limit + (n <= SMALL ? SMALL_ROOM : 0);
  return atomic_load(&s->bodies) + n <= limit;
}

/* With the lock held. */
static bool taken(http_server *s, exchange *x) {
  if ((s->room_first && x->wants > SMALL) || !fits(s, x->wants)) return false;
  atomic_fetch_add(&s->bodies, x->wants);
  x->held = x->wants;
  return true;
}

/* Suspended before it is in the list, since whoever finds it there may resume it at once. */
static void wait_for_room(http_server *s, exchange *x) {
  http_conn_deadline(x, 0);
  MHD_suspend_connection(x->mhd);
  pthread_mutex_lock(&s->room_lock);
  bool now = s->room_closed || taken(s, x);
  if (!now) {
    x->next = NULL;
    *s->room_last = x;
    s->room_last = &x->next;
  }
  pthread_mutex_unlock(&s->room_lock);
  if (now) MHD_resume_connection(x->mhd);
}

bool http_room_take(exchange *x, size_t n) {
  http_server *s = x->server;
  pthread_mutex_lock(&s->room_lock);
  x->wants = n;
  bool now = taken(s, x);
  pthread_mutex_unlock(&s->room_lock);
  if (!now) wait_for_room(s, x);
  return now;
}

/* With the lock held: takes those out of the list who fit now (all, once it is closed). */
static exchange *next_in(http_server *s) {
  exchange *first = NULL, **last = &first;
  while (s->room_first && (s->room_closed || fits(s, s->room_first->wants))) {
    exchange *x = s->room_first;
    s->room_first = x->next;
    if (!s->room_first) s->room_last = &s->room_first;
    if (!s->room_closed) {
      atomic_fetch_add(&s->bodies, x->wants);
      x->held = x->wants;
    }
    x->next = NULL;
    *last = x;
    last = &x->next;
  }
  return first;
}

static void let_in(exchange *x) {
  for (exchange *after; x; x = after) {
    after = x->next;
    MHD_resume_connection(x->mhd);
  }
}

void http_room_give(exchange *x) {
  http_server *s = x->server;
  if (!x->held) return;
  pthread_mutex_lock(&s->room_lock);
  atomic_fetch_sub(&s->bodies, x->held);
  x->held = 0;
  exchange *in = next_in(s);
  pthread_mutex_unlock(&s->room_lock);
  let_in(in);
}

void http_room_close(http_server *s) {
  pthread_mutex_lock(&s->room_lock);
  s->room_closed = true;
  exchange *in = next_in(s);
  pthread_mutex_unlock(&s->room_lock);
  let_in(in);
}
