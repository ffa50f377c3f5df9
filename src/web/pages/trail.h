/* trail: the audit trail of a cycle: who did what and when, from what to what, and whether the chain is whole. */
#ifndef TAKAR_WEB_PAGES_TRAIL_H
#define TAKAR_WEB_PAGES_TRAIL_H
#include "cycle/cycle.h"
#include "web/site.h"
#include "web/trail.h"

typedef struct trail_row {
  int64_t n;
  str at, name, as, hash;
  trail_line line;
} trail_row;
typedef struct trail_view {
  str title, base, word, head;      /* base: "/siklus/7" */
  int64_t entries, found;
  bool checked, whole;
  str fault;                        /* checked and not whole */
  trail_row *rows; size_t n;
  pages_view pages;
} trail_view;

/* Indicators and objectives of a cycle by their ids. */
MUST_CHECK err trail_names_of(const get_ctx *cx, const cycle *c, trail_names *names);
err trail_get(const get_ctx *cx, request *rq, response *rs);
#endif
