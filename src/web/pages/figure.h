/* figure: one figure of a cycle: what it is, how its achievement was computed, what it was before, its evidence, findings and trail. */
#ifndef TAKAR_WEB_PAGES_FIGURE_H
#define TAKAR_WEB_PAGES_FIGURE_H
#include "performance/findings.h"
#include "performance/year.h"
#include "steps/findings.h"
#include "web/pages/data.h"
#include "web/pages/trail.h"

typedef struct figure_view {
  const cycle *c;
  const figure *f;
  crumb crumbs[2];
  str typed;                 /* as it was written, where that differs from how it is shown */
  year_to_date sums;
  html chart;
  LIST(reached_view) past;
  LIST(const figure_finding *) findings;
  LIST(trail_row) trail;
  str answer_at;             /* the step where findings are answered now; absent when there is none */
  str plan;                  /* page of the indicator */
} figure_view;
err figure_get(const get_ctx *cx, request *rq, response *rs);
#endif
