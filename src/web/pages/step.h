/* step: the working page of a step of a cycle. GET shows it, POST asks steps_run for one of its actions and shows the refusal, with
 * everything typed kept, when there is one.
 *
 * The frame (langkah.html) is the same for every step: where it stands, whose turn, until when, what is missing, corrections to answer,
 * documents, files. Between them stands the body of the step's kind: one function and one template each, in the table of
 * step_bodies.h. A body shows inputs where an action is open to the person, and the same content as text where none is.
 */
#ifndef TAKAR_WEB_PAGES_STEP_H
#define TAKAR_WEB_PAGES_STEP_H
#include "cycle/cycle_sql.h"
#include "office/office_sql.h"
#include "steps/corrections.h"
#include "steps/signing.h"
#include "steps/step.h"
#include "web/form.h"
#include "web/site.h"

enum { STEP_BODY_LIMIT = 21 * 1024 * 1024 };

err step_get(const get_ctx *cx, request *rq, response *rs);
err step_preview_get(const get_ctx *cx, request *rq, response *rs); /* the report as it would be printed now */
err step_post(const post_ctx *cx, request *rq, response *rs);
err step_figures_post(const post_ctx *cx, request *rq, response *rs); /* the action "angka", which people do most */
err step_file_get(const get_ctx *cx, request *rq, response *rs);    /* an attached file of a cycle one may see */

typedef struct step_fact { str label, value; } step_fact;
/* One point of a correction as the page shows it. */
typedef struct step_point {
  const correction_line *line;
  str id;               /* "koreksi.ID.N" */
  str href;             /* to what it is pinned to; absent for the whole step */
  str typed, mistake;   /* of the last try */
} step_point;

/* Everything the frame and the bodies know. */
typedef struct step_page {
  const get_ctx *cx;
  const cycle *c;
  const sop_step *step;
  const step_kind *kind;
  date today;
  bool here;                /* the cycle stands at this step */
  turn turn;
  step_actions actions;     /* open to this person now; none when the cycle stands elsewhere */
  fields values;            /* saved texts of the step */
  int64_t version;
  const fields *typed;      /* of a refused try; else NULL */
  const step_action *tried; /* which try that was */
  err wrong;                /* as it was refused */
  err shown;                /* the same with the ids of this page, for the list on top */
  str csrf, base, cycle_path; /* "/siklus/7/langkah/4", "/siklus/7" */
  int round;                /* the round shown: where the cycle stands, else the last one */
  step_runs rounds;         /* of this step, oldest first; may be empty */
  /* the frame: */
  str title, lane, state, turn_text, due, left, due_text;
  enum look look;
  crumb crumbs[3];
  step_fact standard[3];    /* mutu baku: Kelengkapan, Waktu, Output */
  missing_list missing;
  LIST(step_point) points;
  sql_documents_of_rows documents; /* of this step */
  evidences files;          /* of this step, without those that belong to a figure */
  sql_people_of_rows people; /* of the office */
  bool *ways;               /* which of sign_ways this office can use; NULL: nothing is to be signed here */
  str roots;                /* certificate_roots: what a signature is called */
  str certificate;          /* whose certificate this person has kept, until when; absent: none, or nothing is to be signed here */
  step_fact *kept; size_t n_kept; /* typed, but the page has no form for it any more */
} step_page;

typedef err (*step_body)(const step_page *p, out *o);

/* Where the cycle stands and what is open to this person. NOT_FOUND when it has no such step or is not for these eyes. */
MUST_CHECK err step_page_begin(const get_ctx *cx, request *rq, step_page *p);
MUST_CHECK err step_signing(step_page *p); /* the ways that are offered and the certificate that is kept, for a form of signing */
/* The rest of the frame. */
MUST_CHECK err step_page_load(step_page *p);
/* For the frame after a refused try: p->typed, tried, wrong are set. */
void step_page_refused(step_page *p, const step_action *tried, const fields *typed, err wrong);

/* ---- for bodies and templates ---- */

/* The open action of this name; NULL when it is not open. */
const step_action *step_open(const step_page *p, const char *name);
/* The open action that sends the work back; NULL when there is none. */
const step_action *step_back(const step_page *p);
bool step_tried(const step_page *p, const char *name);
str step_action_path(const step_page *p, const char *name); /* "/siklus/7/langkah/4/simpan" */

/* A declared form with what was typed or saved. edit: its action is open, so inputs are drawn; else the texts. */
typedef struct step_form {
  const step_page *p;
  form_view view;
  fields values;
  bool edit;
} step_form;
/* `name` is the form's action; a form that two actions share is open when one of them is. prefix: of the ids, may be NULL. */
const step_form *step_form_of(const step_page *p, const char *name, const char *prefix);
html step_field(arena *a, const step_form *f, const char *name); /* one field, as input or text */
html step_inputs(arena *a, const step_form *f);                  /* every field as input */
str step_field_value(const step_form *f, const char *name);
html step_facts(arena *a, const step_form *f);                   /* all plain fields that are filled, as texts */
html step_way_inputs(const step_page *p, const sign_way *w, bool only); /* its fields; only: they stand in a form of their own */
bool step_way_chosen(const step_page *p, const sign_way *w);
bool step_way_offered(const step_page *p, const sign_way *w);
str step_way_words(const step_page *p, const sign_way *w); /* the mode that its signature has here */
bool step_own_ways(const step_page *p);                                 /* the page of this kind shows the ways itself */
bool step_is_main(const step_page *p, const step_action *x, const step_form *f); /* x shares f's form */

/* Column `name` of row i as typed in the refused try; absent when nothing was tried or the row was not sent. */
str_list step_typed_column(const step_page *p, const char *name);
str step_mistake(const step_page *p, str anchor);                /* absent when nothing is wrong there */
/* What a correction is pinned to: an address on this page ("#f-angka.12"), a file, or absent. */
str step_pin_href(arena *a, str target);
/* "12": the id as text. */
str step_id(arena *a, int64_t id);
bool step_chosen(const str_list *ids, int64_t id);
#endif
