/* data: the plan of an office for a year: objectives, indicators, targets, budgets; and what indicators reached. */
#ifndef TAKAR_WEB_PAGES_DATA_H
#define TAKAR_WEB_PAGES_DATA_H
#include "performance/plan_edit.h"
#include "web/pages/kit.h"

typedef struct indicator_view {
  str code, name, path, unit, direction, owner, targets[5];  /* targets: the year, then the quarters */
} indicator_view;
typedef struct objective_view {
  int64_t no;
  str title, edit;       /* edit: absent for readers */
  LIST(indicator_view) indicators;
} objective_view;
typedef struct budget_view { str code, name, ceiling, spent, share, edit; } budget_view;
typedef struct data_view {
  str csrf, office, copy;   /* copy: where "salin" posts to; absent: not offered */
  int64_t year;
  html actions, edit, budget_edit;
  const chip_view *years; size_t n_years;
  str_list locks;
  LIST(objective_view) objectives;
  LIST(budget_view) budgets;
} data_view;
err data_get(const get_ctx *cx, request *rq, response *rs);
err data_copy_post(const post_ctx *cx, request *rq, response *rs);

typedef struct reached_view { str period, target, actual, achievement, explanation, path; bool running; } reached_view;
typedef struct indicator_page_view {
  str title, code;
  const crumb *crumbs;
  html actions, chart;
  struct { str label, text; } facts[8]; size_t n_facts;
  LIST(reached_view) past;
} indicator_page_view;
err indicator_get(const get_ctx *cx, request *rq, response *rs);

typedef struct target_cell { str name, id, value, mistake, locked, label; } target_cell;
typedef struct target_row { str code, name, unit; target_cell of[5]; } target_row;
typedef struct targets_view {
  str csrf, action, title;
  const crumb *crumbs;
  str_list locks;
  err wrong;
  LIST(target_row) rows;
} targets_view;
err targets_get(const get_ctx *cx, request *rq, response *rs);
err targets_post(const post_ctx *cx, request *rq, response *rs);

err objective_new_get(const get_ctx *cx, request *rq, response *rs);
err objective_new_post(const post_ctx *cx, request *rq, response *rs);
err objective_get(const get_ctx *cx, request *rq, response *rs);
err objective_post(const post_ctx *cx, request *rq, response *rs);
err objective_remove_post(const post_ctx *cx, request *rq, response *rs);
err indicator_new_get(const get_ctx *cx, request *rq, response *rs);
err indicator_new_post(const post_ctx *cx, request *rq, response *rs);
err indicator_edit_get(const get_ctx *cx, request *rq, response *rs);
err indicator_edit_post(const post_ctx *cx, request *rq, response *rs);
err indicator_remove_post(const post_ctx *cx, request *rq, response *rs);
err budget_get(const get_ctx *cx, request *rq, response *rs);
err budget_post(const post_ctx *cx, request *rq, response *rs);
err budget_remove_post(const post_ctx *cx, request *rq, response *rs);

err agreement_get(const get_ctx *cx, request *rq, response *rs);
err agreement_post(const post_ctx *cx, request *rq, response *rs);
err agreement_pdf_get(const get_ctx *cx, request *rq, response *rs);
err agreement_docx_get(const get_ctx *cx, request *rq, response *rs);
typedef struct agreement_view {
  str csrf, action, title, office, pdf, docx;
  const crumb *crumbs;
  bool set;          /* its superior and day are known */
  err wrong;
  html fields;       /* absent: only to be read */
  html preview;
} agreement_view;

/* Which office and year a page is about: "?kantor=..&tahun=..", else one's own and this year. NOT_FOUND for what may not be seen. */
typedef struct data_at { office office; int64_t year; bool may; str query; } data_at;
MUST_CHECK err data_where(const get_ctx *cx, office_id of, int64_t year, data_at *at);
MUST_CHECK err data_asked(const get_ctx *cx, const request *rq, data_at *at);
str data_path(arena *a, const data_at *at, const char *path); /* with the query */
const crumb *data_crumbs(arena *a, const data_at *at);        /* one crumb */
#endif
