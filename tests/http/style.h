/* style_page: every component of the user interface on one page, to be looked at in a browser (GET /gaya of the test server). */
#ifndef TAKAR_TESTS_STYLE_H
#define TAKAR_TESTS_STYLE_H
#include "web/out.h"
html style_page(arena *a);
#endif
