/* identity: draws the identity block of the official form: office, number, dates, approver, name, and the six boxes. */
#ifndef TAKAR_SOP_IDENTITY_H
#define TAKAR_SOP_IDENTITY_H
#include "base/draw.h"
#include "sop.h"

/* Draws at (x, y) in the given width with texts of `size` points; returns the height. d NULL: only measures, in arena a. */
double identity_draw(arena *a, drawing *d, const sop *s, double x, double y, double width, double size);
#endif
