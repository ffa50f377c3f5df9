#include "router.h"

#include "base/log.h"
#include "base/num.h"
#include "csrf.h"
#include "parse.h"

enum { POST_LIMIT = 65536, CODE_MAX = 64 };

/* What tells most routes apart at a glance: the first part of the pattern, and how many slashes follow it. */
typedef struct known {
  str first;
  size_t parts;
} known;

struct router {
  const route *routes;
  const known *known;
  size_t n;
  router_app app;
};

/* ---- matching ---- */

static bool code_ok(str s) {
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.')) return false;
  }
  return s.n && s.n <= CODE_MAX;
}

static bool segment_fits(str pattern, str given) {
  int64_t v;
  if (pattern.n && pattern.p[0] == ':') return num_i64(given, 1, INT64_MAX, &v) && given.p[0] != '0';
  if (pattern.n && pattern.p[0] == '@') return code_ok(given);
  return str_eq(pattern, given);
}

/* Both without their first slash. */
static bool fits(str pattern, str path) {
  while (pattern.p && path.p) {
    str a, b;
    pattern = str_cut(pattern, '/', &a);
    path = str_cut(path, '/', &b);
    if (!segment_fits(a, b)) return false;
  }
  return !pattern.p && !path.p;
}

static str tail(const char *pattern) { return str_from(str_of(pattern), 1); }

static size_t parts_of(str path) {
  size_t n = 0;
  for (size_t i = 0; i < path.n; i++) n += path.p[i] == '/';
  return n;
}

static str first_of(str path) {
  str first;
  str_cut(path, '/', &first);
  return first;
}

/* As many parts, and the first one the same: most routes are passed over by this alone. */
static bool may_fit(const known *k, str first, size_t parts) {
  bool any = k->first.n && (k->first.p[0] == ':' || k->first.p[0] == '@');
  return k->parts == parts && (any || str_eq(k->first, first));
}

/* The route of method and path; when there is none, *other tells whether another method has this path. */
static const route *find(const router *r, enum http_method m, str path, bool *other) {
  *other = false;
  if (!path.n || path.p[0] != '/') return NULL;
  str rest = str_from(path, 1), first = first_of(rest);
  size_t parts = parts_of(rest);
  for (size_t i = 0; i < r->n; i++) {
    if (!may_fit(&r->known[i], first, parts) || !fits(tail(r->routes[i].pattern), rest)) continue;
    if (r->routes[i].method == m) return &r->routes[i];
    *other = true;
  }
  return NULL;
}

static void take_params(const route *r, request *rq) {
  str pattern = tail(r->pattern), path = str_from(rq->path, 1);
  while (pattern.p) {
    str name, value;
    pattern = str_cut(pattern, '/', &name);
    path = str_cut(path, '/', &value);
    if (name.n && (name.p[0] == ':' || name.p[0] == '@')) fields_add(rq->a, &rq->params, str_from(name, 1), value);
  }
}

int64_t request_int(const request *rq, str name) {
  int64_t v = 0;
  ENSURE(num_i64(fields_get(&rq->params, name), 1, INT64_MAX, &v));
  return v;
}

str request_code(const request *rq, str name) {
  str code = fields_get(&rq->params, name);
  ENSURE(code.p);
  return code;
}

/* ---- one request ---- */

/* Takes the token out of the form. */
static void take_token(request *rq) {
  rq->token = request_header(rq, S("X-CSRF-Token"));
  size_t kept = 0;
  for (size_t i = 0; i < rq->form.n; i++) {
    if (!str_eq(rq->form.v[i].name, S("_csrf"))) rq->form.v[kept++] = rq->form.v[i];
    else rq->token = rq->form.v[i].value;
  }
  rq->form.n = kept;
}

static err check_origin(const request *rq) {
  if (csrf_same_origin(request_header(rq, S("Origin")), request_header(rq, S("Sec-Fetch-Site")), rq->host, rq->tls)) return NULL;
  return ERR(rq->a, FORBIDDEN, "Permintaan ini tidak berasal dari halaman Takar. Buka kembali halamannya lalu ulangi.");
}

static err check_token(const request *rq, str secret) {
  if (!secret.n || csrf_ok(secret, rq->token)) return NULL;
  return ERR(rq->a, STALE, "Halaman ini sudah terlalu lama terbuka atau sesi telah berganti. Muat ulang halaman lalu kirim kembali.");
}

static err run(const router *r, const route *found, request *rq, response *rs) {
  const router_app *app = &r->app;
  if (rq->too_large) return ERR(rq->a, LIMIT, "Kiriman ini terlalu besar dan tidak disimpan. Kembali ke halaman tadi, lalu pilih berkas yang lebih kecil.");
  take_params(found, rq);
  if (found->way == AT_ONCE) return found->get(NULL, rq, rs);
  str secret;
  if (found->method == HTTP_POST) {
    take_token(rq);
    TRY(check_origin(rq));
  }
  TRY(app->session_secret(app->ctx, rq, &secret));
  if (secret.n) rq->csrf = csrf_mask(rq->a, secret);
  if (found->method == HTTP_POST) TRY(check_token(rq, secret));
  if (found->permission != PUBLIC) TRY(app->allow(app->ctx, rq, found->permission));
  if (found->method == HTTP_GET) return app->run_get(app->ctx, found, rq, rs);
  if (found->form) TRY(form_check(rq->a, found->form, &rq->form));
  return app->run_post(app->ctx, found, rq, rs);
}

/* On an I/O thread there is no page to draw. */
static void plain_error(response *rs, err e) {
  rs->type = S("text/plain; charset=utf-8");
  rs->body = e->user;
}

static void answer(const router *r, request *rq, response *rs) {
  bool other;
  const route *found = find(r, rq->method, rq->path, &other);
  err e = found ? run(r, found, rq, rs) : ERR(rq->a, NOT_FOUND, other ? "Cara permintaan ini tidak tersedia di alamat ini." : "Halaman ini tidak ada.");
  if (!e) return;
  if (e->code == ERR_INTERNAL || e->code == ERR_BUSY) log_err(STR_CAT(rq->a, S("request "), rq->id), e);
  *rs = (response){.a = rs->a, .status = !found && other ? 405 : err_http_status(e->code), .type = S("text/html; charset=utf-8"),
                   .body = S(""), .cache = S("no-store")};
  if (rs->status == 405) response_header(rs, S("Allow"), rq->method == HTTP_GET ? S("POST") : S("GET, HEAD"));
  if (!found || found->way != AT_ONCE) r->app.error_page(r->app.ctx, rq, rs, e);
  else plain_error(rs, e);
}

static void handle(void *router_, request *rq, response *rs) {
  const router *r = router_;
  answer(r, rq, rs);
  if (r->app.leave) r->app.leave(r->app.ctx, rq);
}

static http_plan plan(void *router_, enum http_method m, str path) {
  bool other;
  const route *found = find(router_, m, path, &other);
  size_t usual = m == HTTP_POST ? POST_LIMIT : 0;
  return (http_plan){.body_limit = found && found->body_limit ? found->body_limit : usual, .way = found ? found->way : BY_WORKER};
}

/* ---- the table ---- */

static const char *method_name(enum http_method m) { return m == HTTP_POST ? "POST" : "GET"; }

static str wrong_in(const route *r) {
  bool right_handler = r->method == HTTP_GET ? r->get && !r->post : r->post && !r->get;
  if (!r->pattern || r->pattern[0] != '/') return S("the pattern must begin with /");
  if (r->method != HTTP_GET && r->method != HTTP_POST) return S("the method is missing");
  if (!right_handler) return S("the handler is missing or of the other method");
  if (r->permission == 0) return S("the permission is missing: PUBLIC must be written out");
  if (r->method == HTTP_GET && (r->body_limit || r->form)) return S("a GET has neither body nor form");
  if (r->way == AT_ONCE && (r->method != HTTP_GET || r->permission != PUBLIC)) return S("only a public GET may be answered at once");
  return STR_NONE;
}

/* "/siklus/:id" and "/siklus/:nomor" are the same address. */
static bool twins(const route *a, const route *b) {
  str p = str_of(a->pattern), q = str_of(b->pattern);
  if (a->method != b->method) return false;
  while (p.p && q.p) {
    str x, y;
    p = str_cut(p, '/', &x);
    q = str_cut(q, '/', &y);
    bool both = x.n && y.n && x.p[0] == y.p[0] && (x.p[0] == ':' || x.p[0] == '@');
    if (!both && !str_eq(x, y)) return false;
  }
  return !p.p && !q.p;
}

err router_new(arena *a, const route *routes, size_t n, const router_app *app, router **made) {
  for (size_t i = 0; i < n; i++) {
    str wrong = wrong_in(&routes[i]);
    for (size_t j = 0; j < i && !wrong.p; j++)
      if (twins(&routes[i], &routes[j])) wrong = S("the address is in the table twice");
    if (wrong.p) return ERR_CAUSE(a, "route %zu %s: %.*s", i, routes[i].pattern ? routes[i].pattern : "", STR_ARG(wrong));
  }
  router *r = NEW(a, router);
  known *all = NEW_N(a, known, n + 1);
  for (size_t i = 0; i < n; i++) all[i] = (known){first_of(tail(routes[i].pattern)), parts_of(tail(routes[i].pattern))};
  *r = (router){.routes = routes, .known = all, .n = n, .app = *app};
  *made = r;
  return NULL;
}

static void *worker_open(void *router_) {
  const router *r = router_;
  return r->app.worker_open(r->app.ctx);
}

http_app router_http(router *r) {
  return (http_app){.ctx = r, .plan = plan, .handle = handle, .worker_open = r->app.worker_open ? worker_open : NULL, .worker_close = r->app.worker_close};
}

static int by_path(const void *a, const void *b) {
  const route *const *x = a, *const *y = b;
  int c = strcmp((*x)->pattern, (*y)->pattern);
  return c ? c : (int)(*x)->method - (int)(*y)->method;
}

str router_audit(arena *a, const router *r) {
  const route **sorted = NEW_N(a, const route *, r->n);
  buf b = BUF(a);
  for (size_t i = 0; i < r->n; i++) sorted[i] = &r->routes[i];
  qsort(sorted, r->n, sizeof *sorted, by_path);
  for (size_t i = 0; i < r->n; i++) {
    const route *one = sorted[i];
    const char *permission = one->permission == PUBLIC ? "PUBLIC" : one->permission == SIGNED_IN ? "SIGNED_IN" : r->app.permission_name(one->permission);
    size_t limit = one->method == HTTP_GET ? 0 : one->body_limit ? one->body_limit : POST_LIMIT;
    buf_fmt(&b, "%-4s %-44s %-24s %zu\n", method_name(one->method), one->pattern, permission, limit);
  }
  return buf_str(&b);
}
