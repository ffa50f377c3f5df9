/* kit: what the pages of administration are put together from: a table, links to sister pages, a page that is one form. */
#ifndef TAKAR_WEB_PAGES_KIT_H
#define TAKAR_WEB_PAGES_KIT_H
#include "web/form.h"
#include "web/site.h"

/* One cell: a link when it has a path, a badge when `state`, markup when that is set. */
typedef struct cell {
  str text, path, note;  /* note: small, below the text */
  bool state, num;
  enum look look;
  html markup;
} cell;
typedef struct table_view {
  const char *const *heads; size_t n_heads;
  const cell *cells; size_t n_rows;    /* row by row; the first cell names the row */
  str nothing, nothing_text;           /* when there is no row */
} table_view;
typedef struct chip_view { str text, path; bool on; } chip_view;

/* A page with one form. Values typed are kept on a refusal. */
typedef struct edit_view {
  str csrf, title, lead, action, submit;
  const crumb *crumbs; size_t n_crumbs;
  form_view form;
  html fields;       /* set by kit_edit */
  html above, below;
} edit_view;
void kit_edit(const get_ctx *cx, request *rq, response *rs, enum nav nav, edit_view *v);
/* A small form with one button: post to `path`; `ask` is asked first (script only). */
html kit_button(arena *a, const request *rq, str path, str label, const char *look, str ask);
html kit_link(arena *a, str path, str label, bool primary);
html kit_join(arena *a, html one, html two);

/* Whether the page is shown again with the error, instead of the error's own page. */
bool kit_again(err e);
/* Mistakes in lines of an uploaded file are said with their lines ("baris 3: ..."), at the field that took the file. */
void kit_lines(arena *a, err e, const form_field *form, str file_field);
int kit_status(err wrong); /* 200 without an error */
/* An address with an id where "#" stands: "/administrasi/kantor/#/jabatan". */
str kit_path(arena *a, const char *format, int64_t id);
/* Name-value pairs for a form that shows what is stored. */
void kit_value(arena *a, fields *f, const char *name, str value);
#endif
