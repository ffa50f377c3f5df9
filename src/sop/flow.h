/* flow: the graph of an SOP: nodes are steps, edges go on "Ya" (or simply on) and on "Tidak". return_to is no edge: it is the answer to
 * a mistake, not a part of the drawn flow.
 */
#ifndef TAKAR_SOP_FLOW_H
#define TAKAR_SOP_FLOW_H
#include "sop.h"

typedef struct flow_edge { int from, to; bool no; size_t nth; str when; } flow_edge; /* no: on "Tidak", the nth-th branch */
typedef LIST(flow_edge) flow_edges;

flow_edges flow_of(arena *a, const sop *s);                 /* by source step, "Ya" first; edges to the end are left out */
void flow_reached(arena *a, const sop *s, bool *reached);   /* reached[no - 1]: a way leads there from step 1 */
void flow_can_end(arena *a, const sop *s, bool *can_end);   /* can_end[no - 1]: a way leads from there to an end */
#endif
