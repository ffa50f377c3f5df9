/* takar routes --audit: what every address needs, as a table that a test keeps. */
#include "cli/app.h"
#include "cli/commands.h"
#include "web/routes.h"
#include "web/site.h"

int cli_routes(int argc, char **argv) {
  (void)argc;
  (void)argv;
  arena *a = arena_new(0);
  site *here;
  router *r;
  err e = site_new(a, NULL, NULL, false, &here);
  router_app handlers = site_router_app(here);
  if (!e) e = router_new(a, routes, n_routes, &handlers, &r);
  if (e) return app_fail(S("takar routes"), e);
  str table = router_audit(a, r);
  fwrite(table.p, 1, table.n, stdout);
  arena_free(a);
  return 0;
}
