/* office_at: which office a page is about: one's own, or the one that "?kantor=" names, for those who may see several. */
#ifndef TAKAR_WEB_PAGES_OFFICE_AT_H
#define TAKAR_WEB_PAGES_OFFICE_AT_H
#include "web/site.h"

typedef struct office_link { str name, path; } office_link;

/* True when an office was found. False: the response is made already (a list to choose from); the handler returns NULL. */
MUST_CHECK err office_at(const get_ctx *cx, request *rq, response *rs, enum nav nav, office *o, bool *found);
/* "?kantor=12" for addresses of another office than one's own; "" else. */
str office_at_query(const get_ctx *cx, const office *o);
/* The link "Pilih perangkat daerah" for those who may see several; HTML_NONE for others. */
html office_at_choice(const get_ctx *cx, str path);
#endif
