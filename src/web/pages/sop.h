/* sop: the SOPs in force at an office, each in its official form, and what only the office can fill in. */
#ifndef TAKAR_WEB_PAGES_SOP_H
#define TAKAR_WEB_PAGES_SOP_H
#include "cycle/library.h"
#include "web/form.h"
#include "web/site.h"

typedef struct sop_row_view { str title, number, effective, missing, path; } sop_row_view;
typedef struct lane_row { str lane, position, holder; } lane_row;
typedef struct sop_list_view {
  str office;
  html actions;
  LIST(sop_row_view) rows;
} sop_list_view;
typedef struct sop_view {
  str csrf, title, office, print, edit;  /* edit: where the form goes; absent: may not edit */
  str missing;                           /* "Nomor SOP, Tanggal Pembuatan"; absent: complete */
  bool open;                             /* the form is open: it was refused */
  html body, chart;
  LIST(lane_row) lanes;
  html fields;                           /* of the form */
  err wrong;
} sop_view;

err sop_list_get(const get_ctx *cx, request *rq, response *rs);
err sop_get(const get_ctx *cx, request *rq, response *rs);
err sop_print_get(const get_ctx *cx, request *rq, response *rs);
err sop_paper_post(const post_ctx *cx, request *rq, response *rs);
#endif
