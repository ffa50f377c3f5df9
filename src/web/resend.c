#include "web/resend.h"

#include "web/held.h"

bool resend_possible(const request *rq, err e) { return e->code == ERR_BUSY && rq->method == HTTP_POST && rq->form.n && !request_htmx(rq); }

/* Numbers of rows and versions are the page's, not the person's. */
static bool is_mark(str name) { return str_eq(name, S("putaran")) || str_starts(name, S("versi")) || str_eq(name, S("indikator")) || str_eq(name, S("ke")); }

bool resend_shown(const field *f) { return !f->filename.p && !held_secret(f->name) && !is_mark(f->name) && !str_blank(f->value); }

bool resend_visible(const request *rq) {
  for (size_t i = 0; i < rq->form.n; i++)
    if (resend_shown(&rq->form.v[i])) return true;
  return false;
}
