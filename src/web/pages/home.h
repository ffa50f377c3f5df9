/* home: what waits for the person at the door, first of all pages. */
#ifndef TAKAR_WEB_PAGES_HOME_H
#define TAKAR_WEB_PAGES_HOME_H
#include "web/site.h"

typedef struct home_view {
  str lead;
  html actions;
  const task_view *tasks; size_t n_tasks;
  const task_view *running; size_t n_running;
  str empty_title, empty_text, empty_path; /* when nothing waits */
  size_t n_waiting;                        /* offices an administrator still has to prepare; more than are shown */
} home_view;
err home_get(const get_ctx *cx, request *rq, response *rs);
#endif
