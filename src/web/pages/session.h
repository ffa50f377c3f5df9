/* session: signing in and out, and one's own password. */
#ifndef TAKAR_WEB_PAGES_SESSION_H
#define TAKAR_WEB_PAGES_SESSION_H
#include "web/site.h"

err login_get(const get_ctx *cx, request *rq, response *rs);
err login_post(const post_ctx *cx, request *rq, response *rs);
err logout_post(const post_ctx *cx, request *rq, response *rs);
err password_get(const get_ctx *cx, request *rq, response *rs);
err password_post(const post_ctx *cx, request *rq, response *rs);
#endif
