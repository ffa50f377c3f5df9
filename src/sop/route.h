/* route: draws the symbols of one page of the table and leads the arrows between them.
 *
 * Every row holds one symbol, in the middle of its lane. Steps that follow each other are joined sideways and down through the middle of
 * a lane; every other way runs up or down in the margin between symbol and lane border, where no symbol ever stands, so that no arrow can
 * run through a symbol. Among the possible ways the shortest with the fewest crossings is taken. A way that leaves the page ends in
 * a pentagon in the strip above or below the rows.
 */
#ifndef TAKAR_SOP_ROUTE_H
#define TAKAR_SOP_ROUTE_H
#include "base/draw.h"
#include "flow.h"

typedef struct route_page {
  drawing *d;
  const sop *s;
  const sop_marks *marks;
  double lane_x, lane_w;        /* left border of the first lane, width of each */
  int first, last;              /* step numbers on this page */
  const size_t *page_of;        /* page_of[no - 1]: the page of every step of the SOP */
  const double *row_y;          /* row_y[i]: top of the row of step first + i; one more for the bottom of the last */
  double above, below;          /* middle of the connector strips; 0 when the page has none */
} route_page;

enum { ROUTE_STRIP = 26, ROUTE_MIN_ROW = 40 }; /* height of a strip; least height of a row */

void route_draw(const route_page *p);
#endif
