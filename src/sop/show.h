/* show: an SOP for people: the official form on paper and screen, an HTML table, plain text, and a strip of its steps.
 *
 * The drawing follows SOP-AP: the identity block, then the table with one column per pelaksana and the flow drawn through those columns
 * with five symbols only (capsule, rectangle, diamond, arrow, pentagon). Same input, same drawing.
 */
#ifndef TAKAR_SOP_SHOW_H
#define TAKAR_SOP_SHOW_H
#include "base/draw.h"
#include "sop.h"

typedef struct sop_draw_options {
  bool continuous;  /* one page as tall as it needs, for the screen; else sheets of landscape F4 (330 x 215 mm) */
  bool no_identity; /* only the table */
} sop_draw_options;

/* The pages of the form. marks may be NULL; when one has `realised`, the table gets a column Realisasi. An arrow that leaves a page ends in
 * a pentagon whose letter stands again where it goes on. Every op lies inside its page. */
drawing **sop_draw(arena *a, const sop *s, const sop_marks *marks, sop_draw_options options, size_t *n_pages);

/* The steps as a row of numbered signs with their labels and states, per_row to a row (0: all in one). 4 to a row is readable on a
 * phone of 360 px. */
drawing *sop_draw_strip(arena *a, const sop *s, const sop_marks *marks, size_t per_row);

/* An HTML fragment with everything the SOP says: identity, boxes, remarks, and the table (with Realisasi when marks say so). Complete
 * without the drawing, for screen readers and phones. Escaped; classes only, no style. */
str sop_html(arena *a, const sop *s, const sop_marks *marks);

str sop_text(arena *a, const sop *s); /* for terminals, 100 columns at most where words allow */

/* `takar sop show FILE --format html|svg|text`: ERR_INPUT for another format. html is a whole page; svg one drawing. */
MUST_CHECK err sop_show(arena *a, const sop *s, str format, str *out);
/* `takar sop check FILE`: what to print for a refusal (one line per mistake, "name.yaml:12: reason") and for a good SOP. */
str sop_refusal_text(arena *a, err refusal);
str sop_summary_text(arena *a, const sop *s);
#endif
