#include "web/pages/guide.h"

#include "panduan.t.h"
#include "panduan_bab.t.h"
#include "tentang.t.h"
#include "version.h"

static size_t links(arena *a, str chosen, chapter_link **all_links, guide_chapter *found) {
  guide_chapter *all;
  size_t n = guide_chapters(a, &all);
  *all_links = NEW_N(a, chapter_link, n);
  for (size_t i = 0; i < n; i++) {
    bool on = str_eq(all[i].code, chosen);
    (*all_links)[i] = (chapter_link){guide_title(a, all[i].text), guide_lead(a, all[i].text), STR_CAT(a, S("/panduan/"), all[i].code), on};
    if (on) *found = all[i];
  }
  return n;
}

err guide_index_get(const get_ctx *cx, request *rq, response *rs) {
  chapter_link *all;
  guide_chapter none = {0};
  guide_view v = {.n = links(cx->a, S(""), &all, &none)};
  v.chapters = all;
  out o = OUT(cx->a);
  t_panduan(&o, &v);
  site_page(cx, rq, rs, 200, NAV_NONE, S("Panduan"), out_html(&o));
  return NULL;
}

err guide_chapter_get(const get_ctx *cx, request *rq, response *rs) {
  chapter_link *all;
  guide_chapter chapter = {0};
  guide_view v = {.n = links(cx->a, request_code(rq, S("bab")), &all, &chapter)};
  if (!chapter.text.p) return ERR(cx->a, NOT_FOUND, "Bab panduan ini tidak ada.");
  v.chapters = all;
  v.title = guide_title(cx->a, chapter.text);
  v.body = guide_html(cx->a, chapter.text);
  out o = OUT(cx->a);
  t_panduan_bab(&o, &v);
  site_page(cx, rq, rs, 200, NAV_NONE, STR_CAT(cx->a, S("Panduan "), v.title), out_html(&o));
  return NULL;
}

err about_get(const get_ctx *cx, request *rq, response *rs) {
  out o = OUT(cx->a);
  t_tentang(&o, S(TAKAR_VERSION));
  site_page(cx, rq, rs, 200, NAV_NONE, S("Tentang Takar"), out_html(&o));
  return NULL;
}
