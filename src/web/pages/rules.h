/* rules: how an office measures: the rules in force, a form to change them, and every version there was. */
#ifndef TAKAR_WEB_PAGES_RULES_H
#define TAKAR_WEB_PAGES_RULES_H
#include "web/site.h"

err rules_get(const get_ctx *cx, request *rq, response *rs);
err rules_post(const post_ctx *cx, request *rq, response *rs);
#endif
