/* routes: every address of Takar. */
#ifndef TAKAR_WEB_ROUTES_H
#define TAKAR_WEB_ROUTES_H
#include "web/router.h"

extern const route routes[];
extern const size_t n_routes;
#endif
