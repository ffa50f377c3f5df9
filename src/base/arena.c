#include "arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define EACH_ITS_OWN 1 /* a sanitizer sees every allocation */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EACH_ITS_OWN 1
#endif
#endif
#ifndef EACH_ITS_OWN
#define EACH_ITS_OWN 0
#endif

enum { FIRST_BLOCK = 16 * 1024, MAX_BLOCK = 1024 * 1024, ALIGN = 16 };

typedef struct block {
  struct block *next;
  size_t size, used;
  _Alignas(ALIGN) unsigned char bytes[];
} block;

typedef struct deferred {
  struct deferred *next;
  void (*fn)(void *);
  void *what;
} deferred;

struct arena {
  arena *parent;
  block *top;
  deferred *defers;
  size_t limit, held, fail_at;
  int depth;
  jmp_buf catchers[4];
};

static block *block_new(arena *a, size_t n) {
  size_t size = EACH_ITS_OWN ? n : FIRST_BLOCK;
  while (!EACH_ITS_OWN && a->top && size < a->held && size < MAX_BLOCK) size *= 2;
  if (size < n) size = n;
  if (size > a->limit - a->held) size = n;
  if (size > a->limit - a->held) return NULL;
  block *b = malloc(sizeof *b + size);
  if (!b) return NULL;
  b->next = a->top;
  b->size = size;
  b->used = 0;
  a->held += size;
  a->top = b;
  return b;
}

arena *arena_new(size_t limit) {
  arena *a = calloc(1, sizeof *a);
  if (a) a->limit = limit ? limit : (size_t)64 << 20;
  return a;
}

_Noreturn static void exhausted(arena *a) {
  while (a->depth == 0 && a->parent) a = a->parent;
  if (a->depth > 0) longjmp(a->catchers[--a->depth], 1);
  fputs("takar: out of memory\n", stderr);
  abort();
}

/* Not cleared; NULL when there is no more. */
static void *take(arena *a, size_t n) {
  if (a->fail_at && --a->fail_at == 0) return NULL;
  if (n > SIZE_MAX / 2) return NULL;
  n = n ? (n + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
  block *b = a->top;
  if (EACH_ITS_OWN || !b || n > b->size - b->used) b = block_new(a, n);
  if (!b) return NULL;
  void *p = b->bytes + b->used;
  b->used += n;
  return p;
}

static void *take_sure(arena *a, size_t n) {
  void *p = take(a, n);
  if (!p) exhausted(a);
  return p;
}

void *arena_alloc(arena *a, size_t n) { return memset(take_sure(a, n), 0, n); }

void *arena_calloc(arena *a, size_t count, size_t size) {
  size_t n;
  if (__builtin_mul_overflow(count, size, &n)) exhausted(a);
  return arena_alloc(a, n);
}

void *arena_grow(arena *a, void *p, size_t old_n, size_t new_n) {
  if (p && new_n <= old_n) return p;
  block *b = a->top;
  size_t old_round = (old_n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  if (p && !EACH_ITS_OWN && b && old_n && (unsigned char *)p + old_round == b->bytes + b->used && new_n < SIZE_MAX / 2) {
    size_t new_round = (new_n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (new_round - old_round <= b->size - b->used) {
      b->used += new_round - old_round;
      return p;
    }
  }
  void *q = take_sure(a, new_n);
  if (p) memcpy(q, p, old_n);
  return q;
}

void arena_defer(arena *a, void (*fn)(void *), void *what) {
  deferred *d = take(a, sizeof *d);
  if (!d) {
    fn(what);
    exhausted(a);
  }
  *d = (deferred){a->defers, fn, what};
  a->defers = d;
}

static void free_child(void *child) { arena_free(child); }

arena *arena_under(arena *parent, size_t limit) {
  arena *a = arena_new(limit);
  if (!a) exhausted(parent);
  arena_defer(parent, free_child, a);
  a->parent = parent;
  return a;
}

static void free_blocks(arena *a, bool keep_first) {
  while (a->top && !(keep_first && !EACH_ITS_OWN && !a->top->next)) {
    block *b = a->top;
    a->top = b->next;
    a->held -= b->size;
    free(b);
  }
  if (a->top) a->top->used = 0;
}

static void run_defers(arena *a) {
  while (a->defers) {
    deferred *d = a->defers;
    a->defers = d->next;
    d->fn(d->what);
  }
}

void arena_reset(arena *a) {
  run_defers(a);
  free_blocks(a, true);
}

void arena_free(arena *a) {
  if (!a) return;
  run_defers(a);
  free_blocks(a, false);
  free(a);
}

size_t arena_used(const arena *a) { return a->held; }

jmp_buf *arena_catch(arena *a) {
  if (a->depth == (int)(sizeof a->catchers / sizeof *a->catchers)) {
    fputs("takar: arena boundaries nested too deep\n", stderr);
    abort();
  }
  return &a->catchers[a->depth++];
}

void arena_uncatch(arena *a) {
  if (a->depth > 0) a->depth--;
}

void arena_fail_at(arena *a, size_t k) { a->fail_at = k; }
