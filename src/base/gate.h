/* gate: how many threads may do a heavy thing at once; the others wait their turn, so that small work keeps a core.
 *
 * A pass is given back by gate_leave, or with the arena when a jump passed gate_leave over. Thread-safe.
 */
#ifndef TAKAR_BASE_GATE_H
#define TAKAR_BASE_GATE_H
#include <pthread.h>

#include "arena.h"

typedef struct gate {
  pthread_mutex_t lock;
  pthread_cond_t free_place;
  int places; /* 0: one less than the machine has cores, at least one */
  int taken;
} gate;
#define GATE(places_) {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, (places_), 0}

typedef struct gate_pass gate_pass;
gate_pass *gate_enter(gate *g, arena *a);
void gate_leave(gate_pass *p);
#endif
