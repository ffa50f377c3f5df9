/* data: the plan of an office for a year: objectives, indicators, targets, budgets; and what indicators reached. */
#ifndef TAKAR_WEB_PAGES_DATA_H
#define TAKAR_WEB_PAGES_DATA_H
#include "performance/plan_edit.h"
#include "web/pages/kit.h"

typedef struct indicator_view {
  str code, name, path, unit, direction, owner, targets[5], revised[5];  /* the year, then the quarters; revised absent where nothing is */
} indicator_view;
typedef struct objective_view {
  int64_t no;
  str title, edit;       /* edit: absent for readers */
  LIST(indicator_view) indicators;
} objective_view;
typedef struct budget_view { str code, name, ceiling, revised, quarter[4], spent, share, edit, indent; } budget_view;
typedef struct data_view {
  str csrf, office, copy, lock; /* where "salin" and "kunci" post to; absent: not offered */
  str locked, unlock;           /* that the year is locked; where an administrator's reason for opening it goes */
  html unlock_fields;
  err wrong;                    /* of that form */
  str agreement, budget_period; /* "PK murni ..."; "s.d. TW II" */
  int64_t year;
  html actions, edit, budget_edit, agreement_edit, tables;
  const chip_view *years; size_t n_years;
  str_list locks;
  LIST(objective_view) objectives;
  LIST(budget_view) budgets;
} data_view;
err data_get(const get_ctx *cx, request *rq, response *rs);
/* The same again, with what was typed into the form that opens a locked year. */
extern const form_field data_unlock_form[];
MUST_CHECK err data_page(const get_ctx *cx, request *rq, response *rs, const fields *typed, err wrong);

/* The year as a whole: agreement and revision, locking, rolling over. */
err data_copy_post(const post_ctx *cx, request *rq, response *rs);
err data_lock_post(const post_ctx *cx, request *rq, response *rs);
err unlock_post(const post_ctx *cx, request *rq, response *rs);

typedef struct reached_view { str period, target, actual, achievement, explanation, path; bool running; } reached_view;
typedef struct indicator_page_view {
  str title, code;
  const crumb *crumbs;
  html actions, chart;
  struct { str label, text; } facts[12]; size_t n_facts;
  LIST(reached_view) past;
} indicator_page_view;
/* Achievements in percent over the periods, oldest first; periods without one leave a gap. Nothing for fewer than two. */
html data_trend(arena *a, const reached_list *l);
err indicator_get(const get_ctx *cx, request *rq, response *rs);

typedef struct target_cell { str name, id, value, mistake, locked, label; } target_cell;
typedef struct target_row { str code, name, unit; target_cell of[5]; } target_row;
typedef struct targets_view {
  str csrf, action, title;
  const crumb *crumbs;
  const chip_view *versions; size_t n_versions; /* murni, perubahan; none while there is no revision */
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
