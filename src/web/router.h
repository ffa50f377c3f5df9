/* router: one table of every address of the program: method, pattern, handler, permission, body limit, form.
 *
 * What is not in the table does not exist (404; a known path with another method: 405). Every route names its permission; PUBLIC is written
 * out, and a table with an empty permission is refused at start. A handler for GET takes a get_ctx, one for POST a post_ctx: the application defines
 * the two (a store to read, a store to write), so a GET that writes does not compile.
 *
 * Patterns: "/siklus/:id/langkah/:no" (":" a whole number from 1, in decimal) and "/sop/@kode" ("@" letters, digits, - _ . up to 64).
 * Every POST is checked in one place: Origin (or Sec-Fetch-Site) is this site, and the token "_csrf" (or X-CSRF-Token) belongs to the session.
 * The token is taken out of rq->form before the handler sees it.
 */
#ifndef TAKAR_WEB_ROUTER_H
#define TAKAR_WEB_ROUTER_H
#include "http.h"

struct get_ctx;  /* defined by the application: session, read-only store, ... */
struct post_ctx; /* the same with a store that writes */
typedef err (*get_handler)(const struct get_ctx *cx, request *rq, response *rs);
typedef err (*post_handler)(const struct post_ctx *cx, request *rq, response *rs);

enum { PUBLIC = -1, SIGNED_IN = -2 }; /* permissions besides the application's own, which are > 0 */

typedef struct route {
  enum http_method method;
  const char *pattern;
  get_handler get;        /* with HTTP_GET */
  post_handler post;      /* with HTTP_POST */
  int permission;
  size_t body_limit;      /* POST; 0: 64 KiB */
  const form_field *form; /* POST: checked before the handler (422 page). NULL: the handler (or the step it calls) checks */
  enum http_way way;      /* AT_ONCE: only a public GET, without session or context (cx is NULL) */
} route;

typedef struct router_app {
  void *ctx;
  /* NULL when the caller of rq may use the permission; else LOGIN, FORBIDDEN or NOT_FOUND. Not asked for PUBLIC. */
  err (*allow)(void *ctx, request *rq, int permission);
  /* Bytes that only this session knows; absent when nobody is logged in (then a POST is checked by its origin alone). */
  str (*session_secret)(void *ctx, request *rq);
  /* Make the context and call r->get / r->post. */
  err (*run_get)(void *ctx, const route *r, request *rq, response *rs);
  err (*run_post)(void *ctx, const route *r, request *rq, response *rs);
  void (*leave)(void *ctx, request *rq); /* the answer is made; NULL: nothing to let go of */
  void (*error_page)(void *ctx, request *rq, response *rs, err e); /* fills rs; status is set already */
  const char *(*permission_name)(int permission);                  /* for the audit */
  void *(*worker_open)(void *ctx);
  void (*worker_close)(void *state);
} router_app;

typedef struct router router;
/* `routes` must outlive the router. Fails when a route has no permission, no handler of its method, a bad pattern, or a twin. */
MUST_CHECK err router_new(arena *a, const route *routes, size_t n, const router_app *app, router **made);
http_app router_http(router *r);  /* what http_server_start takes */

/* Of the matched pattern; the name must be in it. */
int64_t request_int(const request *rq, str name);
str request_code(const request *rq, str name);

/* One line per route: method, path, permission, body limit; sorted by path. */
str router_audit(arena *a, const router *r);
#endif
