/* resend: what a person typed, on the page that says it could not be done now, so that it can be sent once more (templates/refusal.html).
 *
 * Secrets are never written into a page again: they are asked for anew, and so are files, which a page cannot hold.
 */
#ifndef TAKAR_WEB_RESEND_H
#define TAKAR_WEB_RESEND_H
#include "web/http.h"

bool resend_possible(const request *rq, err e); /* a POST that came with a form and failed for a passing reason */
bool resend_shown(const field *f);      /* typed by a person, with a value: worth showing */
bool resend_visible(const request *rq); /* some field is */
#endif
