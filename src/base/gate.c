#include "gate.h"

#include <unistd.h>

struct gate_pass { gate *of; };

static void give_back(void *pass) {
  gate_pass *p = pass;
  gate *g = p->of;
  if (!g) return;
  p->of = NULL;
  pthread_mutex_lock(&g->lock);
  g->taken--;
  pthread_cond_signal(&g->free_place);
  pthread_mutex_unlock(&g->lock);
}

gate_pass *gate_enter(gate *g, arena *a) {
  gate_pass *p = NEW(a, gate_pass);
  arena_defer(a, give_back, p);
  pthread_mutex_lock(&g->lock);
  if (g->places <= 0) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    g->places = cores > 2 ? (int)cores - 1 : 1;
  }
  while (g->taken >= g->places) pthread_cond_wait(&g->free_place, &g->lock);
  g->taken++;
  pthread_mutex_unlock(&g->lock);
  p->of = g;
  return p;
}

void gate_leave(gate_pass *p) { give_back(p); }
