/* site: the application behind the routes: who is at the door, what they may reach, and the frame of every page.
 *
 * A worker has one reading connection. A GET runs in one snapshot of the database and has no way to write; a POST also has the store. Every
 * route names a permission; the rules about single cycles and offices are decided where they are loaded (404 for what is not theirs).
 */
#ifndef TAKAR_WEB_SITE_H
#define TAKAR_WEB_SITE_H
#include "office/account.h"
#include "web/router.h"
#include "web/ui.h"
#include "web/backroom.h"

/* Permissions of routes, beside PUBLIC and SIGNED_IN. name, code in the audit, the least role that has it (office/office.h) */
#define PERMISSIONS(X)                                                                \
  X(CYCLES, "siklus", ROLE_STAFF)         /* anybody, for what they may see */        \
  X(INSPECT, "periksa", ROLE_INSPECTORATE)                                            \
  X(ADMIN, "administrasi", ROLE_ADMIN)
enum permission {
  PERMISSION_NONE,
#define X(name, code, least) MAY_##name,
  PERMISSIONS(X)
#undef X
};

typedef struct site site;

/* What a GET has. */
typedef struct get_ctx {
  const site *site;
  db_ro *db;
  arena *a;
  const actor *who;   /* NULL on public pages when nobody is signed in */
  str token;          /* of the session */
  instant now;
} get_ctx;

/* What a POST has besides. */
typedef struct post_ctx {
  get_ctx read;
  store *store;
  backroom *behind;     /* for what takes long; NULL where the program has none */
} post_ctx;

/* open_metrics: /metrics answers everybody, not only this machine. */
MUST_CHECK err site_new(arena *a, store *s, backroom *behind, bool open_metrics, site **made);
bool site_open_metrics(const site *s);
const store *site_store(const site *s);
/* The routes' side: pass to router_new. */
router_app site_router_app(site *s);

/* The whole page: layout around `body`. `status` 200, 422, ... The cookie "pesan" is shown once. */
void site_page(const get_ctx *cx, request *rq, response *rs, int status, enum nav nav, str title, html body);
/* 303 to `path`, with a message of success on the next page. */
void site_done(request *rq, response *rs, str path, str message);
/* Local day of a person's office: for "today" on pages. */
date site_today(const get_ctx *cx, int zone);

enum { SESSION_COOKIE_SECONDS = 12 * 3600 };
#define SESSION_COOKIE S("takar")
#endif
