#include "base/shelf.h"

#include <stdlib.h>

typedef struct shelf_item {
  struct shelf_item *next;
  shelf *of;
  arena *a;
  str key;
  const void *value;
  size_t held;
} item;

static void let_go(void *item_) {
  item *it = item_;
  shelf *s = it->of;
  pthread_mutex_lock(&s->lock);
  it->held--;
  pthread_mutex_unlock(&s->lock);
}

/* With the lock held: to the front, held once more. */
static item *take(shelf *s, str key) {
  for (item **at = &s->first; *at; at = &(*at)->next) {
    item *it = *at;
    if (!str_eq(it->key, key)) continue;
    *at = it->next;
    it->next = s->first;
    s->first = it;
    it->held++;
    return it;
  }
  return NULL;
}

/* With the lock held: takes out the last one that nobody holds, NULL when all are held. */
static item *spare(shelf *s) {
  item **last = NULL;
  for (item **at = &s->first; *at; at = &(*at)->next)
    if (!(*at)->held) last = at;
  if (!last) return NULL;
  item *it = *last;
  *last = it->next;
  s->n--;
  return it;
}

/* Another thread may have been quicker: then two stand there, which does no harm. */
static void put(shelf *s, item *it) {
  pthread_mutex_lock(&s->lock);
  it->next = s->first;
  s->first = it;
  item *gone = ++s->n > s->most ? spare(s) : NULL;
  pthread_mutex_unlock(&s->lock);
  if (gone) arena_free(gone->a);
}

/* The boundary of the item's arena. */
static err make_caught(shelf *s, arena *a, arena *keep, str key, shelf_make make, void *ctx, item **made) {
  if (setjmp(*arena_catch(keep)) != 0) return ERR_CAUSE(a, "out of memory for %.*s", STR_ARG(key));
  item *it = NEW(keep, item);
  *it = (item){.of = s, .a = keep, .key = str_copy(keep, key), .held = 1};
  err e = make(ctx, a, keep, &it->value);
  arena_uncatch(keep);
  *made = it;
  return e;
}

/* An item's arena until it stands; let go with the caller's when it never does, also after a jump. */
static void drop(void *what) { arena_free(*(arena **)what); }

static err make_item(shelf *s, arena *a, str key, shelf_make make, void *ctx, item **made) {
  arena **keep = NEW(a, arena *);
  arena_defer(a, drop, keep);
  *keep = arena_new(0);
  if (!*keep) return ERR_CAUSE(a, "out of memory for %.*s", STR_ARG(key));
  TRY(make_caught(s, a, *keep, key, make, ctx, made));
  *keep = NULL;
  return NULL;
}

err shelf_get(shelf *s, arena *a, str key, shelf_make make, void *ctx, const void **value) {
  pthread_mutex_lock(&s->lock);
  item *it = take(s, key);
  pthread_mutex_unlock(&s->lock);
  if (!it) {
    TRY(make_item(s, a, key, make, ctx, &it));
    put(s, it);
  }
  arena_defer(a, let_go, it);
  *value = it->value;
  return NULL;
}

void shelf_clear(shelf *s) {
  while (s->first) {
    item *it = s->first;
    s->first = it->next;
    arena_free(it->a);
  }
  s->n = 0;
}
