/* out: where templates write a page; html: text that is already safe markup.
 *
 * An out grows in its arena, whose limit is the limit of a page: beyond it the request ends (base/arena.h), so none is cut short. A plain
 * str can only get into a page escaped: the raw way needs the type html, which is made by rendering (out_html) or by naming a
 * trusted writer's output (html_trusted: doc_html, draw_svg; never anything a person typed).
 * The functions below are what compiled templates call (tools/tplc.c); handlers seldom call them.
 */
#ifndef TAKAR_WEB_OUT_H
#define TAKAR_WEB_OUT_H
#include <string.h>

#include "base/str.h"

typedef struct out {
  arena *a;
  char *p;
  size_t n, cap;
} out;
#define OUT(arena_) ((out){.a = (arena_)})

typedef struct html {
  str markup;
} html;
#define HTML_NONE ((html){STR_NONE})
static inline html out_html(const out *o) { return (html){{o->p ? o->p : "", o->n}}; }
static inline html html_trusted(str markup) { return (html){markup}; }

void out_room(out *o, size_t n); /* makes room for n more bytes */
static inline void out_raw(out *o, const char *p, size_t n) {
  if (o->cap - o->n < n) out_room(o, n);
  if (n) memcpy(o->p + o->n, p, n);
  o->n += n;
}
#define out_lit(o, literal) out_raw((o), "" literal, sizeof(literal) - 1)
void out_text(out *o, str s);     /* escaped for text and quoted attributes: & < > " ' */
void out_i64(out *o, int64_t v);
void out_url(out *o, str s);      /* one component of a path or query: all but A-Z a-z 0-9 - . _ ~ as %XX */
void out_path(out *o, str s);     /* a whole address of this site: begins with one '/', '?' or '#'; anything else becomes "#" */
static inline void out_markup(out *o, html h) { out_raw(o, h.markup.p, h.markup.n); }
#endif
