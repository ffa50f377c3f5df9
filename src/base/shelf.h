/* shelf: values that are made once and read by many threads, each known by a text that says all of what it is made of (the hash of an SOP, the
 * marks of a calendar). So what is found is right: other contents have another key.
 *
 * A value lives in an arena of its own and never changes. Who asks holds it until his own arena is reset; of those that nobody holds, the ones
 * asked for longest ago go when there are more than `most`.
 */
#ifndef TAKAR_BASE_SHELF_H
#define TAKAR_BASE_SHELF_H
#include <pthread.h>

#include "base/err.h"

typedef struct shelf {
  size_t most, n;
  struct shelf_item *first; /* asked for last */
  pthread_mutex_t lock;
} shelf;
#define SHELF(most_) {.most = (most_), .lock = PTHREAD_MUTEX_INITIALIZER}

/* Makes *value in `keep`, which lasts as long as the value. Errors live in `a`. Short of memory it may jump. */
typedef err (*shelf_make)(void *ctx, arena *a, arena *keep, const void **value);

/* The value of `key`, made when it is not there. On an error nothing is kept. */
MUST_CHECK err shelf_get(shelf *s, arena *a, str key, shelf_make make, void *ctx, const void **value);
/* At the end, when no arena holds a value any more. */
void shelf_clear(shelf *s);
#endif
