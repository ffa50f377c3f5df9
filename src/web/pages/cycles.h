/* cycles: the list of an office's cycles, and the order that begins one. */
#ifndef TAKAR_WEB_PAGES_CYCLES_H
#define TAKAR_WEB_PAGES_CYCLES_H
#include "cycle/cycle.h"
#include "web/site.h"

typedef struct year_link { str label, path; bool on; } year_link;
typedef struct done_row { str period, sop, opened, closed, path; } done_row;
typedef LIST(task_view) task_list;
typedef struct cycles_view {
  str office;
  html actions;
  task_list running;
  LIST(done_row) done;
  LIST(year_link) years;
  bool may_begin;
  bool filtered;
} cycles_view;

/* The SOPs in force whose step 1 is this person's at the own office: what can be ordered. */
typedef struct open_sop { str code, title, as; } open_sop;
typedef LIST(open_sop) open_sops;
MUST_CHECK err cycles_to_begin(const get_ctx *cx, const office *at, open_sops *to);
/* The button "Perintahkan pengumpulan data"; HTML_NONE for who may not. */
MUST_CHECK err cycles_begin_button(const get_ctx *cx, const office *at, html *button);

typedef struct begin_view {
  str csrf;
  err wrong;
  const open_sop *sops; size_t n_sops;
  str sop, year, quarter; /* as typed */
  str mistake_year;
} begin_view;
typedef struct quarter_choice { str value, label; } quarter_choice;
extern const quarter_choice quarter_choices[];
extern const size_t n_quarter_choices;

err cycles_get(const get_ctx *cx, request *rq, response *rs);
err begin_get(const get_ctx *cx, request *rq, response *rs);
err begin_post(const post_ctx *cx, request *rq, response *rs);
#endif
