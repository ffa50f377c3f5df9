/* arena: memory with one lifetime.
 *
 * An arena belongs to one request, job, command or start. Everything allocated from it lives until arena_reset or
 * arena_free; nothing is freed piece by piece. One thread uses an arena at a time; the arena is passed, never global.
 *
 * Allocation never returns NULL. When the limit given at arena_new is reached (or the system has no memory), the arena
 * jumps to the place where arena_catch was called last, as PostgreSQL's memory contexts do: the boundary of the request,
 * which answers with an error. Foreign resources (handles of libraries) held across an allocation are registered with
 * arena_defer, so that they are released on reset, last registered first. See docs/decisions/002-arena.md.
 */
#ifndef TAKAR_BASE_ARENA_H
#define TAKAR_BASE_ARENA_H
#include <setjmp.h>
#include <stddef.h>

typedef struct arena arena;

/* A new arena that may hold at most `limit` bytes (0: 64 MiB). NULL only when the first block cannot be had. */
arena *arena_new(size_t limit);
/* An arena for a part of what `parent` does, reset as often as wanted: ends with the parent at the latest, and its limit (or no memory) is met
 * at the parent's boundary. */
arena *arena_under(arena *parent, size_t limit) __attribute__((returns_nonnull));
/* Releases deferred resources, then all memory but the first block. */
void arena_reset(arena *a);
void arena_free(arena *a); /* reset, then the arena itself; NULL is allowed */

/* n bytes, zeroed, aligned for any type. */
void *arena_alloc(arena *a, size_t n) __attribute__((malloc, returns_nonnull, alloc_size(2)));
/* count * size bytes, zeroed; the product is checked. */
void *arena_calloc(arena *a, size_t count, size_t size) __attribute__((malloc, returns_nonnull));
/* Grows an allocation: in place when it is the last one, else copied. What it grows by is not cleared. */
void *arena_grow(arena *a, void *p, size_t old_n, size_t new_n) __attribute__((returns_nonnull));

/* fn(what) runs when the arena is reset or freed; at once, before the jump, when there is no memory to remember it. */
void arena_defer(arena *a, void (*fn)(void *), void *what);
size_t arena_used(const arena *a);

/* The boundary: `if (setjmp(*arena_catch(a)) != 0) { ...out of memory... }`. Boundaries nest (4 deep). A jump takes the boundary away;
 * the way without a jump ends with arena_uncatch. */
jmp_buf *arena_catch(arena *a);
void arena_uncatch(arena *a);

/* Test hook: the k-th allocation from now fails (0: never). */
void arena_fail_at(arena *a, size_t k);

#define NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define NEW_N(a, T, n) ((T *)arena_calloc((a), (n), sizeof(T)))
#endif
