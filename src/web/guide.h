/* guide: the user guide: chapters written in a small part of Markdown, kept inside the program, shown as pages.
 *
 * Known: "# " to "### " headings, paragraphs, "- " and "1. " lists (a line that begins with two spaces goes on), **bold**, and
 * [text](address) where the address begins with "/" or "#". Everything else is text and is escaped. Headings get ids from their words.
 */
#ifndef TAKAR_WEB_GUIDE_H
#define TAKAR_WEB_GUIDE_H
#include "out.h"

/* The chapter's body; its first heading ("# ") is left out, it is the page's title. */
html guide_html(arena *a, str markdown);
/* The text of the first heading and of the first paragraph, without marks. */
str guide_title(arena *a, str markdown);
str guide_lead(arena *a, str markdown);

/* A chapter of the program: its code ("camat") and text. The order is that of src/web/meson.build. */
typedef struct guide_chapter { str code, text; } guide_chapter;
size_t guide_chapters(arena *a, guide_chapter **out);
#endif
