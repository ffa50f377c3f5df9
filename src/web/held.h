/* held: what was typed into a form that came too late: its session had ended, or another has begun since.
 *
 * Nothing of it is stored. It travels in hidden fields through the page of signing in, and is sent on by the person's own click, with the
 * token of the new session. Secrets and files do not travel.
 */
#ifndef TAKAR_WEB_HELD_H
#define TAKAR_WEB_HELD_H
#include "web/http.h"

typedef struct held {
  str to;          /* where the form was going; absent: nothing is held */
  fields typed;
  bool files;      /* there were files, which must be chosen again */
} held;

enum { HELD_BODY = 512 * 1024 };

bool held_secret(str name); /* the name of a field that is never written into a page again */
/* Of the form that a request carries; nothing when that is too much to carry along. */
held held_of(const request *rq);
/* The same out of the form of signing in, from which it is removed. */
held held_taken(request *rq);
#endif
