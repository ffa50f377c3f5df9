/* step_bodies: what stands between the frame's parts on a step page, one function per kind; and the figures, which several share. */
#ifndef TAKAR_WEB_PAGES_STEP_BODIES_H
#define TAKAR_WEB_PAGES_STEP_BODIES_H
#include "document/report.h"
#include "performance/findings.h"
#include "step.h"

/* kind, template */
#define STEP_BODIES(X) \
  X(order) X(team) X(plan) X(collect) X(analyse) X(correct) X(report) X(meeting) X(finalise) X(sign) X(handover) X(archive) X(generic)
#define X(kind) err step_body_##kind(const step_page *p, out *o);
STEP_BODIES(X)
#undef X

/* ---- figures: collect, analyse, finalise ---- */

/* One indicator with its inputs: what was typed in a refused try, else what is saved. */
typedef struct figure_row {
  const figure *f;
  str id;                       /* "12" */
  str value, reason, no_evidence;
  str_list parts;               /* what was counted, one for each part of the indicator; none where one number is typed */
  str wrong_value, wrong_reason, wrong_file;
  str last_year;                /* "86,20 (2025)" */
  const figure_findings *findings; /* of the whole cycle */
  bool edit;
} figure_row;
typedef struct figure_grid {
  const step_page *p;
  bool edit, files;             /* somebody's figures can be typed; evidence can be attached */
  bool all;                     /* every row is editable: the lane's own turn */
  LIST(figure_row) mine, others;
  size_t answered;              /* figures that are not empty */
} figure_grid;
size_t figures_answered(const figures *all);
MUST_CHECK err step_figure_grid(const step_page *p, figure_grid *out);
/* The answer to one cell that htmx sent: its result, its new version, and the list of what is missing. */
MUST_CHECK err step_figure_fragment(step_page *p, request *rq, err wrong, response *rs);

/* ---- findings: analyse, finalise, correct ---- */

/* One finding: what is said to it, or the form to say it in. */
typedef struct finding_line {
  const figure_finding *x;
  str anchor, mark, figure, level; /* anchor: "temuan.12.above-150"; figure: the page of the figure, absent for all */
  str typed, mistake;              /* of a refused try */
  bool edit;
} finding_line;
typedef struct finding_list_view {
  const step_page *p;
  LIST(finding_line) lines;
  size_t open;                     /* neither mended nor answered */
} finding_list_view;
MUST_CHECK err step_findings(const step_page *p, finding_list_view *out);
enum look finding_look(enum finding_code c);
/* "/siklus/7/angka/12" */
str step_figure_path(arena *a, const step_page *p, indicator_id id);

/* ---- plan ---- */

typedef struct plan_line {
  const figure *f;
  str id, source, method, first, last, evidence, person, mistake;
} plan_line;
typedef struct plan_view {
  const step_page *p;
  bool edit;
  LIST(plan_line) lines;
  html picture;
} plan_view;

/* ---- people: order, team, meeting ---- */

typedef struct people_choice { const sql_people_of_row *who; bool chosen; } people_choice;
typedef LIST(people_choice) people_choices;
typedef struct order_view { const step_page *p; const step_form *f; people_choices to; } order_view;

typedef struct team_line { str person, name, duty, post, rank; } team_line;
typedef struct team_view {
  const step_page *p;
  const step_form *f;
  LIST(team_line) lines;   /* with empty ones at the end while it can be edited */
  html decree;             /* the draft that waits to be set */
  document_id decree_id;
} team_view;

typedef struct decision_line { str n, what, person, person_name, until, target, answer, answered_by, typed, mistake, href; } decision_line;
typedef LIST(decision_line) decision_lines;
typedef struct pin { str value, label, group; } pin;
typedef LIST(pin) pins;
typedef struct meeting_view {
  const step_page *p;
  const step_form *f;
  people_choices invited, present;
  decision_lines decisions;
  pins targets;
  bool invitation;         /* one was issued */
} meeting_view;

/* ---- the report: analyse, correct, finalise, sign ---- */

typedef struct report_field { str id, name, label, value, mistake; } report_field;
typedef struct report_goal { str id, title, mean; LIST(const figure *) figures; LIST(report_field) parts; } report_goal;
typedef struct analyse_view {
  const step_page *p;
  const step_form *f;
  LIST(report_goal) goals;
  LIST(report_field) parts;
  html chart;
  str overall;             /* the office's mean in words */
  const office_rules *rules; /* NULL: no figures */
  finding_list_view findings;
  figure_grid grid;
} analyse_view;

typedef struct change_line { str where, before, after, kind, href; } change_line;
typedef LIST(change_line) change_lines;
typedef struct correct_view {
  const step_page *p;
  const step_form *yes;
  html preview; str preview_title; document_id preview_id;
  bool compared;           /* there is an earlier round to compare with */
  change_lines changes;
  correction_lines earlier;
  finding_list_view findings;
  html back;
} correct_view;

typedef struct finalise_view {
  const step_page *p;
  decision_lines decisions;
  finding_list_view findings;
  figure_grid grid;
  change_lines changes;
  const step_form *review;
} finalise_view;

typedef struct sign_view { const step_page *p; html preview; document_id preview_id; const step_form *approve, *wet; } sign_view;

/* The document of a kind that was issued last, as the page shows it; markup absent when there is none. */
MUST_CHECK err step_last_document(const step_page *p, str kind, html *shown, document_id *id);
/* The form of sending back: where to, to whom, why, and points. Nothing when no such action is open. */
typedef struct back_row { str pin, note; } back_row;
typedef struct back_view {
  const step_page *p;
  const step_action *x;
  const step_form *f;
  pins targets;
  LIST(sop_target) to;
  str to_value, person;
  LIST(back_row) rows;
  bool own;                /* goes back to the same step: points are not asked */
} back_view;
MUST_CHECK err step_back_form(const step_page *p, out *o);
MUST_CHECK err step_pins(const step_page *p, bool figures_only, pins *to);

/* ---- the end: handover, archive ---- */

typedef struct sent_file { str name, about, pages, hash, path; } sent_file;
typedef struct handover_view {
  const step_page *p;
  const step_form *send, *accept;
  LIST(sent_file) files;
  LIST(step_fact) history; /* sent, opened, received or returned */
  bool seen;               /* the parcel that is there now was opened */
} handover_view;

typedef struct shelf_row { step_run run; bool mend, first; str ended; } shelf_row; /* first: of its step */
typedef struct archive_view { const step_page *p; const step_form *f; LIST(shelf_row) rows; size_t open; } archive_view;
#endif
