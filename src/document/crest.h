/* crest: the picture of a coat of arms, as an office uploads it, made fit for its letterhead.
 *
 * Takes a PNG (cairo) or a JPEG (libturbojpeg), looks at its size before decoding it, and gives a PNG of at most CREST_SIDE points of
 * picture a side on a white ground: PDF/A-1 knows no transparency. The same bytes give the same picture. Pure. Errors are for the
 * field "lambang".
 */
#ifndef TAKAR_DOCUMENT_CREST_H
#define TAKAR_DOCUMENT_CREST_H
#include "base/err.h"

enum { CREST_SIDE = 360, CREST_UPLOAD = 2 * 1024 * 1024, CREST_MAX_SIDE = 4000 };

MUST_CHECK err crest_png(arena *a, str upload, str *png);
#endif
