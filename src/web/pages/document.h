/* document: one document as it was frozen: on the page, as PDF, and beside an earlier one. */
#ifndef TAKAR_WEB_PAGES_DOCUMENT_H
#define TAKAR_WEB_PAGES_DOCUMENT_H
#include "steps/comparison.h"
#include "web/pages/step.h"
#include "web/site.h"

typedef struct signature_row { str by, at, certificate, signed_; enum look look; } signature_row; /* by: with the position */
typedef struct document_view {
  str title, number, day, step, issued, signed_, signed_by, about, certificate, hash, code, path, cycle_title, cycle_path;
  enum look look;
  str compare_path, compare_label; /* absent: nothing to compare with */
  int64_t pages;
  html preview;
  LIST(signature_row) more;        /* signatures after the first */
  const step_page *sign;           /* what the form of signing it too is drawn from; NULL: not for this person */
  err wrong;
} document_view;
typedef struct version_choice { str id, label; bool before, after; } version_choice; /* which of them are shown */
typedef struct compare_view {
  str cycle_title, cycle_path, path, query; /* query: of the pair shown, for the PDF */
  LIST(version_choice) versions;
  bool shown;               /* there are two to show */
  comparison_input with;
} compare_view;

err document_get(const get_ctx *cx, request *rq, response *rs);
err document_sign_post(const post_ctx *cx, request *rq, response *rs); /* a further signature */
err document_pdf_get(const get_ctx *cx, request *rq, response *rs);
err document_docx_get(const get_ctx *cx, request *rq, response *rs);
err document_compare_get(const get_ctx *cx, request *rq, response *rs); /* any two drafts of a cycle */
err document_compare_pdf_get(const get_ctx *cx, request *rq, response *rs);
#endif
