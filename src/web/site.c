#include "web/site.h"

#include "base/log.h"
#include "base/num.h"
#include "kirim_lagi.t.h"
#include "layout.t.h"
#include "masuk.t.h"
#include "office/manage.h"
#include "refusal.t.h"
#include "web/held.h"
#include "web/resend.h"

struct site {
  store *store;
  backroom *behind;
  bool open_metrics;
};

/* What a worker keeps: its connection, and who is at the door of the request it is at. */
typedef struct worker {
  site *site;
  db_ro *db;
  char request[64]; /* id of the request that `who` and `session` belong to: a copy, for the arena is used again */
  const actor *who;
  session *session;
} worker;

err site_new(arena *a, store *s, backroom *behind, bool open_metrics, site **made) {
  *made = NEW(a, site);
  **made = (site){.store = s, .behind = behind, .open_metrics = open_metrics};
  return NULL;
}

bool site_open_metrics(const site *s) { return s->open_metrics; }
const store *site_store(const site *s) { return s->store; }

static void *worker_open(void *ctx) {
  site *s = ctx;
  worker *w = calloc(1, sizeof *w);
  if (w) w->site = s;
  return w;
}

static void worker_close(void *state) {
  worker *w = state;
  if (!w) return;
  store_release(w->site->store, w->db);
  free(w);
}

struct entering {
  const request *rq;
  worker *w;
};

/* Who holds the session of this cookie; nobody when there is none, or when the account was switched off. */
static err look_up(db_ro *db, arena *a, void *entering) {
  const struct entering *n = entering;
  const request *rq = n->rq;
  worker *w = n->w;
  actor *who = NEW(a, actor);
  TRY(session_find(db, a, request_cookie(rq, SESSION_COOKIE), rq->now, &w->session, who));
  if (w->session) w->who = who;
  return NULL;
}

/* Finds connection, session and actor once per request. A GET sees one moment of the database from here until it leaves. */
static err enter(request *rq, worker **at) {
  worker *w = rq->worker;
  if (!w) return ERR_CAUSE(rq->a, "no worker for %.*s", STR_ARG(rq->path));
  *at = w;
  if (!w->db) TRY(store_connect(w->site->store, rq->a, &w->db));
  ENSURE(rq->id.n < sizeof w->request);
  if (str_eq(str_of(w->request), rq->id)) return NULL;
  w->request[0] = 0;
  w->who = NULL;
  w->session = NULL;
  struct entering n = {rq, w};
  if (rq->method == HTTP_GET) TRY(db_snapshot_begin(w->db, rq->a));
  if (request_cookie(rq, SESSION_COOKIE).n) TRY(rq->method == HTTP_GET ? look_up(w->db, rq->a, &n) : store_look(w->site->store, w->db, rq->a, look_up, &n));
  memcpy(w->request, rq->id.p, rq->id.n);
  w->request[rq->id.n] = 0;
  return NULL;
}

static get_ctx context(const request *rq, const worker *w) {
  return (get_ctx){.site = w->site, .db = w->db, .a = rq->a, .who = w->who, .token = w->session ? w->session->token : STR_NONE, .now = rq->now};
}

static bool has_permission(enum role role, int permission) {
  switch (permission) {
#define X(name, code, least) \
  case MAY_##name: return role >= least;
    PERMISSIONS(X)
#undef X
  default: return false;
  }
}

static err allow(void *ctx, request *rq, int permission) {
  (void)ctx;
  worker *w;
  TRY(enter(rq, &w));
  if (!w->who) return ERR(rq->a, LOGIN, "Silakan masuk dulu.");
  bool change_first = w->who->must_change && !str_starts(rq->path, S("/sandi")) && !str_eq(rq->path, S("/keluar"));
  if (change_first) return ERR_FIELD(rq->a, S("sandi"), "Ganti dulu kata sandi awal Anda.");
  return permission == SIGNED_IN || has_permission(w->who->role, permission) ? NULL : ERR(rq->a, NOT_FOUND, "Halaman ini tidak ada.");
}

static err session_secret(void *ctx, request *rq, str *secret) {
  (void)ctx;
  worker *w;
  *secret = STR_NONE;
  if (!request_cookie(rq, SESSION_COOKIE).n) return NULL;
  TRY(enter(rq, &w));
  if (w->session) *secret = w->session->secret;
  return NULL;
}

static void leave(void *ctx, request *rq) {
  (void)ctx;
  worker *w = rq->worker;
  if (w && w->db) db_snapshot_end(w->db);
}

static err run_get(void *ctx, const route *r, request *rq, response *rs) {
  (void)ctx;
  worker *w;
  TRY(enter(rq, &w));
  get_ctx cx = context(rq, w);
  return r->get(&cx, rq, rs);
}

static err run_post(void *ctx, const route *r, request *rq, response *rs) {
  site *s = ctx;
  worker *w;
  TRY(enter(rq, &w));
  post_ctx cx = {context(rq, w), s->store, s->behind};
  return r->post(&cx, rq, rs);
}

static const char *permission_name(int permission) {
  switch (permission) {
#define X(name, code, least) \
  case MAY_##name: return code;
    PERMISSIONS(X)
#undef X
  default: return NULL;
  }
}

/* ---- the frame of every page ---- */

static str main_position(arena *a, const actor *who, str *acting) {
  *acting = STR_NONE;
  for (size_t i = 0; i < who->seats.n; i++) {
    const seat *s = &who->seats.v[i];
    if (s->prefix.n) *acting = s->prefix;
    if (s->prefix.n || i + 1 == who->seats.n) return s->title;
  }
  return who->role == ROLE_ADMIN ? S("Administrator") : str_copy(a, S("Pegawai"));
}

static str decoded_message(request *rq) {
  str hex = request_cookie(rq, S("pesan"));
  char *bytes = arena_alloc(rq->a, hex.n / 2 + 1);
  if (!hex.n || hex.n > 2000 || !num_unhex(hex, bytes, hex.n / 2)) return STR_NONE;
  str s = {bytes, hex.n / 2};
  return str_utf8_ok(s) ? s : STR_NONE;
}

void site_page(const get_ctx *cx, request *rq, response *rs, int status, enum nav nav, str title, html body) {
  page_view v = {.title = title, .nav = nav, .csrf = rq->csrf, .office = cx->who ? cx->who->office_name : STR_NONE, .saved = decoded_message(rq)};
  if (cx->who) {
    v.user = cx->who->name;
    v.position = main_position(rq->a, cx->who, &v.acting);
    v.person = cx->who->person.v != 0;
    v.admin = cx->who->role == ROLE_ADMIN;
    v.inspector = cx->who->role != ROLE_STAFF;
    v.seats = !v.admin && manage_may_assign(cx->who, cx->who->office, true);
  }
  if (v.saved.n) response_cookie(rq, rs, S("pesan"), S(""), -1);
  out o = OUT(rq->a);
  t_layout(&o, &v, body);
  response_html(rs, status, out_html(&o));
}

void site_done(request *rq, response *rs, str path, str message) {
  response_redirect(rs, path);
  response_cookie(rq, rs, S("pesan"), num_hex(rq->a, message.p, message.n), 60);
}

date site_today(const get_ctx *cx, int zone) { return instant_local(cx->now, zone).day; }

/* A form that came too late is not lost: it waits in the page for a new session, or for one more click in this one. */
static bool kept_for_later(request *rq, response *rs, err e) {
  if (rq->method != HTTP_POST || request_htmx(rq) || (e->code != ERR_LOGIN && e->code != ERR_STALE)) return false;
  held h = held_of(rq);
  worker *w;
  int status = rs->status;
  get_ctx cx = {.a = rq->a, .now = rq->now};
  if (!h.to.n || !rq->worker || enter(rq, &w) != NULL) return false;
  cx = context(rq, w);
  out o = OUT(rq->a);
  if (cx.who) t_kirim_lagi(&o, rq->csrf, &h);
  else t_masuk(&o, rq->csrf, STR_NONE, STR_NONE, NULL, false, &h);
  site_page(&cx, rq, rs, status, NAV_NONE, cx.who ? S("Kirim lagi isian Anda") : S("Masuk"), out_html(&o));
  return true;
}

static void error_page(void *ctx, request *rq, response *rs, err e) {
  (void)ctx;
  int status = rs->status;
  if (e->code == ERR_LOGIN && rq->method == HTTP_GET && !request_htmx(rq)) {
    response_redirect(rs, str_eq(rq->path, S("/")) ? S("/masuk") : STR_CAT(rq->a, S("/masuk?ke="), rq->path));
    return;
  }
  if (kept_for_later(rq, rs, e)) return;
  if (e->points.n && str_eq(e->points.v[0].field, S("sandi")) && rq->method == HTTP_GET) {
    response_redirect(rs, S("/sandi"));
    return;
  }
  out o = OUT(rq->a);
  t_refusal(&o, e, status, resend_possible(rq, e) ? rq : NULL);
  if (request_htmx(rq)) {
    response_html(rs, status, out_html(&o));
    return;
  }
  worker *w;
  get_ctx cx = {.a = rq->a, .now = rq->now};
  if (rq->worker && enter(rq, &w) == NULL) cx = context(rq, w);
  site_page(&cx, rq, rs, status, NAV_NONE, S("Tidak dapat dilanjutkan"), out_html(&o));
}

router_app site_router_app(site *s) {
  return (router_app){.ctx = s, .allow = allow, .session_secret = session_secret, .run_get = run_get, .run_post = run_post, .leave = leave,
                      .error_page = error_page, .permission_name = permission_name, .worker_open = worker_open,
                      .worker_close = worker_close};
}
