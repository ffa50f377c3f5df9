#include "flow.h"

flow_edges flow_of(arena *a, const sop *s) {
  flow_edges edges = {0};
  for (size_t i = 0; i < s->steps.n; i++) {
    const sop_step *st = &s->steps.v[i];
    if (st->yes) LIST_ADD(a, &edges, ((flow_edge){.from = st->no, .to = st->yes}));
    for (size_t k = 0; k < st->if_no.n; k++)
      LIST_ADD(a, &edges, ((flow_edge){.from = st->no, .to = st->if_no.v[k].no, .no = true, .nth = k, .when = st->if_no.v[k].when}));
  }
  return edges;
}

/* Marks what the marked steps lead to (forward) or come from, until nothing changes. At most one round per step. */
static void spread(const flow_edges *edges, bool *marked, bool forward) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < edges->n; i++) {
      int from = forward ? edges->v[i].from : edges->v[i].to, to = forward ? edges->v[i].to : edges->v[i].from;
      if (!marked[from - 1] || marked[to - 1]) continue;
      marked[to - 1] = changed = true;
    }
  }
}

void flow_reached(arena *a, const sop *s, bool *reached) {
  flow_edges edges = flow_of(a, s);
  for (size_t i = 0; i < s->steps.n; i++) reached[i] = i == 0;
  spread(&edges, reached, true);
}

void flow_can_end(arena *a, const sop *s, bool *can_end) {
  flow_edges edges = flow_of(a, s);
  for (size_t i = 0; i < s->steps.n; i++) can_end[i] = s->steps.v[i].yes == 0;
  spread(&edges, can_end, false);
}
