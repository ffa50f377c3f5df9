/* cycle: where one run of an SOP stands, for anyone of the office: whose turn, until when, what is missing, every document, who did what. */
#ifndef TAKAR_WEB_PAGES_CYCLE_H
#define TAKAR_WEB_PAGES_CYCLE_H
#include "cycle/cycle.h"
#include "web/site.h"

/* The step it stands at. */
typedef struct now_view {
  int64_t no, round;
  str activity, lane, people;  /* lane: "KASUBAG PERENCANAAN"; people absent: nobody holds it */
  bool set;                    /* waits to be set, received or confirmed */
  str due, left, explain, path, action;
  enum look look;
  bool mine;
  missing_list missing;
} now_view;

typedef struct document_row { str title, number, day, step, signed_, path; enum look look; } document_row;
typedef struct run_row {
  int64_t no;
  str name, round, opened, due, ended, by, used, standard, hardcopy, path, state;
  bool late;
  enum look look;
} run_row;
typedef struct point_row { str label, note, answer; } point_row;
typedef struct correction_row {
  str title, reason, by, to;
  LIST(point_row) points;
} correction_row;

typedef struct cycle_view {
  str title, lead, closed, base;  /* base: "/siklus/7" */
  bool running;
  now_view now;
  html strip_wide, strip_narrow, chart, tables;
  LIST(step_view) steps;
  LIST(document_row) documents;
  LIST(run_row) runs;
  LIST(correction_row) corrections;
} cycle_view;

err cycle_get(const get_ctx *cx, request *rq, response *rs);
err cycle_sheet_get(const get_ctx *cx, request *rq, response *rs);
err cycle_bundle_get(const get_ctx *cx, request *rq, response *rs);

/* The cycle of ":id", when this person may see it. */
MUST_CHECK err cycle_at(const get_ctx *cx, const request *rq, cycle **found);
/* cycle_tables.c: the parts of the page that are lists. */
MUST_CHECK err cycle_tables(const get_ctx *cx, const cycle *c, cycle_view *v);
/* A signature in words; kind as in steps/issue.h. */
str cycle_signature(str signature, str kind, enum look *look);
/* "sop-pengumpulan-2026-tw1.pdf": a file name from words. */
str cycle_file_name(arena *a, str words, const cycle *c, str ending);
/* PDF bytes of our own making, shown in the browser. */
void cycle_pdf(response *rs, str name, str bytes);
#endif
