/* intake: tables that come in from spreadsheets: templates out, files in, what their columns mean, and how far each has come. */
#ifndef TAKAR_WEB_PAGES_INTAKE_H
#define TAKAR_WEB_PAGES_INTAKE_H
#include "cycle/cycle.h"
#include "performance/intake.h"
#include "web/pages/data.h"

typedef struct intake_line { str name, kind, by, when, state, path; enum look look; } intake_line;
typedef struct intakes_view { html templates, form; LIST(intake_line) recent; } intakes_view;

typedef struct choice_view { int64_t value; str label; bool on; } choice_view;
typedef struct column_view { str id, name, label, mistake; LIST(choice_view) choices; } column_view;
typedef struct fault_view { int64_t row; str column, reason; } fault_view;
typedef struct intake_view {
  str csrf, title, lead, state, base;
  const crumb *crumbs; size_t n_crumbs;
  enum look look;
  bool naming, running, failed, done;
  intake of;
  err wrong;
  int64_t heading;                 /* last row of the heading, as it stands in the form */
  LIST(column_view) columns;       /* to be named */
  str_list preview_heads;
  LIST(str_list) preview;
  LIST(fault_view) faults;
  str back, back_label, summary, again;
} intake_view;

/* intake_in.c: what goes out, and what is handed in. */
err intakes_get(const get_ctx *cx, request *rq, response *rs);
err intakes_post(const post_ctx *cx, request *rq, response *rs);
err plan_template_get(const get_ctx *cx, request *rq, response *rs);
err figures_sheet_get(const get_ctx *cx, request *rq, response *rs);
err figures_sheet_post(const post_ctx *cx, request *rq, response *rs);
err figures_template_get(const get_ctx *cx, request *rq, response *rs);
/* intake.c: one file. */
err intake_page_get(const get_ctx *cx, request *rq, response *rs);
err intake_columns_post(const post_ctx *cx, request *rq, response *rs);
err intake_file_get(const get_ctx *cx, request *rq, response *rs);

enum { INTAKE_BODY = (32 << 20) + (64 << 10) };
enum look intake_look(enum intake_state s);
#endif
