/* achievement: what an office reached in a period, with charts; and all offices of a region at a glance for the Inspektorat. */
#ifndef TAKAR_WEB_PAGES_ACHIEVEMENT_H
#define TAKAR_WEB_PAGES_ACHIEVEMENT_H
#include "web/pages/kit.h"

typedef struct goal_view {
  int64_t no;
  str title, mean, money, efficiency, ne, explanation; /* money: absent without a budget of its own */
  /* mean: "98,20 % · Sangat Tinggi · 2 dari 3 indikator" */
  html bars, trend;               /* trend: HTML_NONE while there is one period */
  table_view table;
} goal_view;
typedef struct achievement_view {
  str title, office, note;        /* note: that the cycle still runs */
  str mean, category, used, explanation, money, efficiency, ne, efficiency_note;
  html actions, counts;
  const chip_view *years, *quarters; size_t n_years, n_quarters;
  LIST(goal_view) goals;
} achievement_view;
err achievement_get(const get_ctx *cx, request *rq, response *rs);

typedef struct region_view {
  str title;
  const crumb *crumbs;
  const chip_view *years, *quarters; size_t n_years, n_quarters;
  html counts;
  table_view table;
} region_view;
err region_achievement_get(const get_ctx *cx, request *rq, response *rs);
#endif
