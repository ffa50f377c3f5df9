/* calendar: working time of an office: days off, hours, Ramadan, a calculator of deadlines; and the forms that change them. */
#ifndef TAKAR_WEB_PAGES_CALENDAR_H
#define TAKAR_WEB_PAGES_CALENDAR_H
#include "cycle/worktime.h"
#include "web/pages/kit.h"

typedef struct day_view { int day; str mark, title; } day_view;    /* day 0: an empty cell; mark: CSS class */
typedef struct month_view { str name; day_view days[42]; size_t n; } month_view;
typedef struct off_view {
  str day, kind, name, source, scope;
  str remove_scope, remove_day;   /* absent: may not be removed by this person */
} off_view;
typedef struct hours_view { str day, normal, ramadan; } hours_view;
typedef struct range_view { str text, source, remove_scope, remove_day; } range_view;
typedef struct due_view { str start, n, unit, answer; err wrong; } due_view;
typedef struct calendar_view {
  str csrf, office, office_no, query;      /* query: "" or "?kantor=12" */
  int64_t year;
  html actions, edit;
  const chip_view *years; size_t n_years;
  month_view months[12];
  LIST(off_view) off;
  bool removes;                            /* some of them may be removed by this person */
  hours_view hours[7];
  LIST(range_view) ranges;
  due_view due;
  bool changed;
  worktime_lines moved;
} calendar_view;

err calendar_get(const get_ctx *cx, request *rq, response *rs);
err calendar_export_get(const get_ctx *cx, request *rq, response *rs);

typedef struct hours_row { str id, day, start, end, break_start, break_end, mistake; } hours_row;
typedef struct hours_form { str csrf, action, title; const crumb *crumbs; html scope; hours_row rows[7]; err wrong; } hours_form;
err day_off_get(const get_ctx *cx, request *rq, response *rs);
err day_off_post(const post_ctx *cx, request *rq, response *rs);
err day_off_remove_post(const post_ctx *cx, request *rq, response *rs);
err days_import_get(const get_ctx *cx, request *rq, response *rs);
err days_import_post(const post_ctx *cx, request *rq, response *rs);
err ramadan_get(const get_ctx *cx, request *rq, response *rs);
err ramadan_post(const post_ctx *cx, request *rq, response *rs);
err ramadan_remove_post(const post_ctx *cx, request *rq, response *rs);
err hours_get(const get_ctx *cx, request *rq, response *rs);
err hours_post(const post_ctx *cx, request *rq, response *rs);
#endif
