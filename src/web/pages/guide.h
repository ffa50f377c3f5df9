/* guide: the user guide, and what Takar is. */
#ifndef TAKAR_WEB_PAGES_GUIDE_H
#define TAKAR_WEB_PAGES_GUIDE_H
#include "web/guide.h"
#include "web/site.h"

typedef struct chapter_link { str title, lead, path; bool on; } chapter_link;
typedef struct guide_view {
  str title;
  const chapter_link *chapters; size_t n;
  html body;
} guide_view;

err guide_index_get(const get_ctx *cx, request *rq, response *rs);
err guide_chapter_get(const get_ctx *cx, request *rq, response *rs);
err about_get(const get_ctx *cx, request *rq, response *rs);
#endif
