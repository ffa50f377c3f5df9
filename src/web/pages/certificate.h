/* certificate: the account page of one's own signing certificate: what is kept, put another in its place, take it away; and the issuers that
 * an administrator lets in. */
#ifndef TAKAR_WEB_PAGES_CERTIFICATE_H
#define TAKAR_WEB_PAGES_CERTIFICATE_H
#include "web/site.h"

enum { ROOTS_MAX = 100000, CERTIFICATE_BODY = 1 << 20 }; /* more than a certificate may have, so that the page can say what is too large */

/* What is kept; a day is marked when it has passed. */
typedef struct certificate_view { str csrf, subject, issuer, from, until, added; enum look look; str state; } certificate_view;

err certificate_get(const get_ctx *cx, request *rq, response *rs);
err certificate_post(const post_ctx *cx, request *rq, response *rs);
err certificate_drop_post(const post_ctx *cx, request *rq, response *rs);
err roots_get(const get_ctx *cx, request *rq, response *rs);
err roots_post(const post_ctx *cx, request *rq, response *rs);
#endif
