/* The parts of the web that need no socket: templates and their escaping, forms of browsers (also hostile ones), tokens, the route table. */
#include <stdlib.h>

#include "test.h"
#include "web/assets.h"
#include "web/csrf.h"
#include "web/form.h"
#include "web/gzip.h"
#include "web/out.h"
#include "web/parse.h"
#include "web/router.h"
#include "web_core.t.h"

static arena *a;
static int setup(void **state) {
  (void)state;
  a = arena_new(0);
  return a ? 0 : -1;
}
static int teardown(void **state) {
  (void)state;
  arena_free(a);
  return 0;
}

/* ---- out and templates ---- */

static void template_escapes_by_place(void **state) {
  (void)state;
  static const str rows[] = {SC("a&b"), SC("c/d?e")};
  out o = OUT(a);
  t_web_core(&o, S("<b>\"x\" & 'y'</b>"), S("javascript:alert(1)"), rows, LEN(rows), html_trusted(S("<i>ok</i>")), true);
  assert_str(a, out_html(&o).markup,
             "<p title=\"&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;\" hidden>&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;</p>\n"
             "<a href=\"#\">buka</a>\n"
             "<ul>\n<li><a href=\"/r/a%26b?n=0\">a&amp;b</a></li>\n<li><a href=\"/r/c%2Fd%3Fe?n=1\">c/d?e</a></li>\n</ul>\n"
             "<pre>\n  tetap\n</pre><i>ok</i>\n");
}

static void template_takes_the_other_branch(void **state) {
  (void)state;
  out o = OUT(a);
  t_web_core(&o, S("x"), S("/siklus?a=1&b=2"), NULL, 0, HTML_NONE, false);
  assert_str(a, out_html(&o).markup,
             "<p title=\"x\">x</p>\n<a href=\"/siklus?a=1&amp;b=2\">buka</a>\n<p>Belum ada.</p>\n<pre>\n  tetap\n</pre>\n");
}

static void paths_of_other_sites_are_refused(void **state) {
  (void)state;
  static const str bad[] = {SC(""), SC("//evil.example"), SC("/\\evil.example"), SC("https://evil.example"), SC("/a b"), SC("java\tscript:x"), SC("data:text/html,x")};
  for (size_t i = 0; i < LEN(bad); i++) {
    out o = OUT(a);
    out_path(&o, bad[i]);
    assert_str(a, out_html(&o).markup, "#");
  }
}

static void write_without_end(arena *small) {
  out o = OUT(small);
  for (int i = 0; i < 1 << 21; i++) out_text(&o, S("<"));
  fail_msg("%zu bytes in an arena of 1 MiB", o.n);
}

static void a_page_beyond_its_arena_ends_the_request(void **state) {
  (void)state;
  arena *small = arena_new(1 << 20);
  assert_non_null(small);
  if (setjmp(*arena_catch(small)) == 0) write_without_end(small);
  arena_free(small);
}

/* ---- forms from declarations ---- */

static const form_field declaration[] = {
    {.name = "nama", .label = "Nama", .kind = FIELD_LINE, .required = true, .max = 50, .hint = "Lengkap"},
    {.name = "tanggal", .label = "Tanggal", .kind = FIELD_DATE},
    {.name = "peran", .label = "Peran", .kind = FIELD_CHOICE, .choices = "ketua|wakil_ketua"},
    {0},
};

static bool holds(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

static void form_keeps_what_was_typed(void **state) {
  (void)state;
  fields f = {0};
  fields_add(a, &f, S("nama"), S("<Budi>"));
  fields_add(a, &f, S("tanggal"), S("31 Januari 2026"));
  fields_add(a, &f, S("peran"), S("wakil_ketua"));
  err e = ERR_FIELD(a, S("nama"), "Nama berisi tanda kurung.");
  form_view v = {.form = declaration, .values = &f, .wrong = e};
  out o = OUT(a);
  form_fields(&o, &v);
  str page = out_html(&o).markup;
  assert_true(holds(page, "value=\"&lt;Budi&gt;\""));
  assert_true(holds(page, "value=\"2026-01-31\""));
  assert_true(holds(page, "<option value=\"wakil_ketua\" selected>Wakil ketua</option>"));
  assert_true(holds(page, "<p class=\"invalid-feedback\" id=\"f-nama-ket\">Nama berisi tanda kurung.</p>"));
  assert_true(holds(page, "aria-invalid=\"true\" aria-describedby=\"f-nama-ket\""));
  assert_false(holds(page, "<Budi>"));
}

/* ---- urlencoded ---- */

static void urlencoded_forms(void **state) {
  (void)state;
  fields f = {0};
  assert_true(parse_urlencoded(a, S("a=1+2&b=%C3%A9&&c&a=%26%3D&d="), &f));
  assert_int_equal(f.n, 5);
  assert_str(a, f.v[0].value, "1 2");
  assert_str(a, f.v[1].value, "\xc3\xa9");
  assert_str(a, f.v[2].name, "c");
  assert_str(a, f.v[3].value, "&=");
  assert_non_null(f.v[4].value.p);
}

static void urlencoded_nonsense_is_refused(void **state) {
  (void)state;
  static const str bad[] = {SC("a=%"), SC("a=%4"), SC("a=%zz"), SC("a=%00"), SC("=x"), SC("a%00b=1"), SC("%ff=1"), SC("a=b\0c")};
  for (size_t i = 0; i < LEN(bad); i++) {
    fields f = {0};
    if (parse_urlencoded(a, bad[i], &f)) fail_msg("taken: %zu", i);
  }
}

static void cookies(void **state) {
  (void)state;
  fields f = {0};
  parse_cookies(a, S("sesi=abc; kosong=; tanpa;  __Host-x=1=2 "), &f);
  assert_int_equal(f.n, 3);
  assert_str(a, fields_get(&f, S("__Host-x")), "1=2");
}

/* ---- multipart ---- */

#define TYPE S("multipart/form-data; boundary=xYz")
#define PART(name, value) "--xYz\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define END "--xYz--\r\n"

static void multipart_forms(void **state) {
  (void)state;
  static const str body = SC(PART("a", "satu\r\ndua") PART("b", "")
                             "--xYz\r\nContent-Type: text/plain\r\ncontent-disposition: FORM-DATA; name=bukti; filename=\"C:\\data\\lap%22 \\\".pdf\"\r\n\r\n"
                             "%PDF\0\r\n--xY\r\n" END);
  fields f = {0};
  assert_true(parse_multipart(a, S("multipart/form-data; charset=utf-8; boundary=\"xYz\""), body, &f));
  assert_int_equal(f.n, 3);
  assert_str(a, f.v[0].value, "satu\r\ndua");
  assert_null(f.v[0].filename.p);
  assert_int_equal(f.v[1].value.n, 0);
  assert_str(a, f.v[2].filename, "lap\" \".pdf");
  assert_int_equal(f.v[2].value.n, 11);
}

static void multipart_nonsense_is_refused(void **state) {
  (void)state;
  static const struct { str type, body; } bad[] = {
      {SC("multipart/form-data"), SC(PART("a", "1") END)},
      {SC("multipart/form-data; boundary="), SC(PART("a", "1") END)},
      {SC("multipart/form-data; boundary=\"xYz"), SC(PART("a", "1") END)},
      {SC("multipart/form-data; boundary=xYz"), SC("")},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz")},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz\r\n")},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz\r\n\r\n1\r\n" END)},
      {SC("multipart/form-data; boundary=xYz"), SC(PART("a", "1"))},
      {SC("multipart/form-data; boundary=xYz"), SC("x" PART("a", "1") END)},
      {SC("multipart/form-data; boundary=xYz"), SC(PART("", "1") END)},
      {SC("multipart/form-data; boundary=xYz"), SC(PART("a\0b", "1") END)},
      {SC("multipart/form-data; boundary=xYz"), SC(PART("a", "1\0") END)},
      {SC("multipart/form-data; boundary=xYz"), SC(PART("a\"; name=\"b", "1") END)},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END)},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END)},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz\r\nContent-Disposition form-data; name=\"a\"\r\n\r\n1\r\n" END)},
      {SC("multipart/form-data; boundary=xYz"), SC("--xYz\nContent-Disposition: form-data; name=\"a\"\n\n1\n--xYz--\n")},
  };
  for (size_t i = 0; i < LEN(bad); i++) {
    fields f = {0};
    if (parse_multipart(a, bad[i].type, bad[i].body, &f)) fail_msg("taken: %zu", i);
  }
}

static void multipart_cut_anywhere_is_refused(void **state) {
  (void)state;
  static const str body = SC(PART("a", "1") PART("b", "2") "--xYz--");
  for (size_t n = 0; n < body.n; n++) {
    fields f = {0};
    assert_false(parse_multipart(a, TYPE, str_sub(body, 0, n), &f));
  }
  fields whole = {0};
  assert_true(parse_multipart(a, TYPE, body, &whole));
}

/* ---- tokens ---- */

static void token_is_masked_and_checked(void **state) {
  (void)state;
  str one = csrf_mask(a, S("rahasia")), two = csrf_mask(a, S("rahasia"));
  assert_int_equal(one.n, 64);
  assert_false(str_eq(one, two));
  assert_true(csrf_ok(S("rahasia"), one));
  assert_true(csrf_ok(S("rahasia"), two));
  assert_false(csrf_ok(S("lain"), one));
  assert_false(csrf_ok(S("rahasia"), STR_NONE));
  assert_false(csrf_ok(S("rahasia"), str_sub(one, 0, 62)));
  char *bent = str_z(a, one);
  bent[40] = bent[40] == '0' ? '1' : '0';
  assert_false(csrf_ok(S("rahasia"), str_of(bent)));
}

static void origins(void **state) {
  (void)state;
  str host = S("takar.example:8080");
  assert_true(csrf_same_origin(S("http://takar.example:8080"), STR_NONE, host, false));
  assert_true(csrf_same_origin(S("https://TAKAR.example:8080"), S("same-origin"), host, true));
  assert_true(csrf_same_origin(STR_NONE, S("same-origin"), host, false));
  assert_false(csrf_same_origin(STR_NONE, STR_NONE, host, false));
  assert_false(csrf_same_origin(S("http://takar.example:8080"), STR_NONE, host, true));
  assert_false(csrf_same_origin(S("http://takar.example:80801"), STR_NONE, host, false));
  assert_false(csrf_same_origin(S("http://takar.example"), STR_NONE, host, false));
  assert_false(csrf_same_origin(S("null"), STR_NONE, host, false));
  assert_false(csrf_same_origin(S("http://takar.example:8080"), S("cross-site"), host, false));
  assert_false(csrf_same_origin(STR_NONE, S("none"), host, false));
}

/* ---- the router ---- */

struct get_ctx { int v; };
struct post_ctx { int v; };
static str seen;

static err show(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx;
  seen = str_fmt(a, "%lld %.*s", (long long)request_int(rq, S("id")), STR_ARG(fields_get(&rq->params, S("kode"))));
  rs->body = S("ok");
  return NULL;
}
static err refuse(const struct get_ctx *cx, request *rq, response *rs) {
  (void)cx, (void)rs;
  return ERR(rq->a, CONFLICT, "Sudah diubah orang lain.");
}
static err save(const struct post_ctx *cx, request *rq, response *rs) {
  (void)cx, (void)rs;
  seen = str_fmt(a, "%zu", rq->form.n);
  return NULL;
}
static err allow(void *ctx, request *rq, int permission) {
  (void)ctx;
  return permission == 5 ? NULL : ERR(rq->a, FORBIDDEN, "Tidak berwenang.");
}
static err secret(void *ctx, request *rq, str *of_session) {
  (void)ctx, (void)rq;
  *of_session = S("rahasia");
  return NULL;
}
static err run_get(void *ctx, const route *r, request *rq, response *rs) {
  (void)ctx;
  return r->get(&(struct get_ctx){0}, rq, rs);
}
static err run_post(void *ctx, const route *r, request *rq, response *rs) {
  (void)ctx;
  return r->post(&(struct post_ctx){0}, rq, rs);
}
static void error_page(void *ctx, request *rq, response *rs, err e) {
  (void)ctx, (void)rq;
  rs->body = e->user;
}
static const char *permission_name(int p) { return p == 5 ? "LIMA" : "?"; }

static const router_app app = {.allow = allow, .session_secret = secret, .run_get = run_get, .run_post = run_post, .error_page = error_page,
                               .permission_name = permission_name};
static err at_once(const struct get_ctx *cx, request *rq, response *rs) {
  seen = cx ? S("with a context") : S("without a context");
  return str_eq(request_code(rq, S("berkas")), S("ada")) ? (rs->body = S("ok"), NULL) : ERR(rq->a, NOT_FOUND, "Berkas ini tidak ada.");
}

static const route table[] = {
    {HTTP_GET, "/aset/@berkas", at_once, NULL, PUBLIC, 0, NULL, AT_ONCE},
    {HTTP_GET, "/siklus/:id", show, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_GET, "/siklus/:id/sop/@kode", show, NULL, 5, 0, NULL, BY_WORKER},
    {HTTP_GET, "/terlarang", refuse, NULL, 6, 0, NULL, BY_WORKER},
    {HTTP_GET, "/bentrok", refuse, NULL, PUBLIC, 0, NULL, BY_WORKER},
    {HTTP_POST, "/simpan", NULL, save, 5, 1000, declaration, BY_WORKER},
};

static router *table_router(void) {
  router *r;
  assert_ok(a, router_new(a, table, LEN(table), &app, &r));
  return r;
}

static int ask(enum http_method m, const char *path, fields headers, fields form) {
  http_app http = router_http(table_router());
  request rq = {.a = a, .method = m, .path = str_of(path), .host = S("h"), .headers = headers, .form = form};
  response rs = {.a = a, .status = 200};
  seen = STR_NONE;
  http.handle(http.ctx, &rq, &rs);
  return rs.status;
}
static int get(const char *path) { return ask(HTTP_GET, path, (fields){0}, (fields){0}); }

static void router_finds_and_refuses(void **state) {
  (void)state;
  assert_int_equal(get("/siklus/12"), 200);
  assert_str(a, seen, "12 ");
  assert_int_equal(get("/siklus/3/sop/pdk-2026.v1_a"), 200);
  assert_str(a, seen, "3 pdk-2026.v1_a");
  static const char *const missing[] = {"/", "", "siklus/1", "/siklus", "/siklus/", "/siklus/0", "/siklus/-1", "/siklus/01", "/siklus/1x", "/siklus/1/",
                                        "/siklus/9223372036854775808", "//siklus/1", "/siklus/1/sop/", "/siklus/1/sop/a%20b", "/siklus/1/sop/a/b", "/Siklus/1"};
  for (size_t i = 0; i < LEN(missing); i++)
    if (get(missing[i]) != 404) fail_msg("found: %s", missing[i]);
  assert_int_equal(get("/aset/ada"), 200);
  assert_str(a, seen, "without a context");
  assert_int_equal(get("/aset/lain"), 404);
  assert_int_equal(get("/terlarang"), 403);
  assert_int_equal(get("/bentrok"), 409);
  assert_int_equal(get("/simpan"), 405);
  assert_int_equal(ask(HTTP_POST, "/siklus/1", (fields){0}, (fields){0}), 405);
}

static void router_checks_every_post(void **state) {
  (void)state;
  fields none = {0}, same = {0}, cross = {0}, form = {0}, no_token = {0}, unknown = {0};
  fields_add(a, &same, S("origin"), S("http://h"));
  fields_add(a, &cross, S("Origin"), S("http://evil"));
  fields_add(a, &no_token, S("nama"), S("Budi"));
  fields_add(a, &form, S("nama"), S("Budi"));
  fields_add(a, &form, S("_csrf"), csrf_mask(a, S("rahasia")));
  fields_add(a, &unknown, S("_csrf"), csrf_mask(a, S("rahasia")));
  fields_add(a, &unknown, S("nip"), S("1"));
  assert_int_equal(ask(HTTP_POST, "/simpan", cross, form), 403);
  assert_int_equal(ask(HTTP_POST, "/simpan", none, form), 403);
  assert_int_equal(ask(HTTP_POST, "/simpan", same, no_token), 403);
  assert_null(seen.p);
  assert_int_equal(ask(HTTP_POST, "/simpan", same, unknown), 422);
  fields again = {0};
  fields_add(a, &again, S("nama"), S("Budi"));
  fields_add(a, &again, S("_csrf"), csrf_mask(a, S("rahasia")));
  assert_int_equal(ask(HTTP_POST, "/simpan", same, again), 200);
  assert_str(a, seen, "1");
}

static void router_refuses_bad_tables(void **state) {
  (void)state;
  static const route bad[][2] = {
      {{HTTP_GET, "/a", show, NULL, 0, 0, NULL, BY_WORKER}},
      {{HTTP_GET, "a", show, NULL, PUBLIC, 0, NULL, BY_WORKER}},
      {{HTTP_GET, "/a", NULL, save, PUBLIC, 0, NULL, BY_WORKER}},
      {{HTTP_POST, "/a", show, NULL, PUBLIC, 0, NULL, BY_WORKER}},
      {{HTTP_GET, "/a", show, NULL, 5, 0, NULL, AT_ONCE}},
      {{HTTP_GET, "/a/:id", show, NULL, PUBLIC, 0, NULL, BY_WORKER}, {HTTP_GET, "/a/:no", show, NULL, PUBLIC, 0, NULL, BY_WORKER}},
  };
  for (size_t i = 0; i < LEN(bad); i++) {
    router *r;
    assert_non_null(router_new(a, bad[i], bad[i][1].pattern ? 2 : 1, &app, &r));
  }
}

static void router_audits(void **state) {
  (void)state;
  str text = router_audit(a, table_router());
  assert_true(holds(text, "GET  /siklus/:id                                  PUBLIC "));
  assert_true(holds(text, "/siklus/:id/sop/@kode                        LIMA "));
  assert_true(holds(text, "POST /simpan                                      LIMA                     1000\n"));
}

/* ---- responses ---- */

static void redirect_stays_here(void **state) {
  (void)state;
  response rs = {.a = a};
  response_redirect(&rs, S("//evil.example/x"));
  assert_int_equal(rs.status, 303);
  assert_str(a, fields_get(&rs.headers, S("Location")), "/");
  response here = {.a = a};
  response_redirect(&here, S("/siklus?a=1&b=2"));
  assert_str(a, fields_get(&here.headers, S("Location")), "/siklus?a=1&b=2");
}

static void file_names_and_cookies(void **state) {
  (void)state;
  response rs = {.a = a};
  response_file(&rs, S("application/pdf"), S("Lap\"é\r\n.pdf"), S("%PDF"), false);
  assert_str(a, fields_get(&rs.headers, S("Content-Disposition")), "attachment; filename=\"Lap_____.pdf\"; filename*=UTF-8''Lap%22%C3%A9%0D%0A.pdf");
  request rq = {.a = a, .tls = true};
  response_cookie(&rq, &rs, S("sesi"), S("x"), 60);
  assert_str(a, fields_get(&rs.headers, S("Set-Cookie")), "__Host-sesi=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
  fields_add(a, &rq.cookies, S("sesi"), S("palsu"));
  assert_null(request_cookie(&rq, S("sesi")).p);
}

static void gzip_is_repeatable(void **state) {
  (void)state;
  gzip *z = gzip_new();
  size_t n, m;
  unsigned char *one = gzip_bytes(z, S("halo halo halo halo"), &n), *two = gzip_bytes(z, S("halo halo halo halo"), &m);
  assert_int_equal(n, m);
  assert_memory_equal(one, two, n);
  assert_int_equal(one[0], 0x1f);
  assert_int_equal(one[4] | one[5] | one[6] | one[7], 0); /* no time */
  free(one);
  free(two);
  gzip_free(z);
}

/* The budget of a first visit: 60 KiB for page, style, script and icon; a page may take 12 of them. */
static void assets_keep_their_budget(void **state) {
  (void)state;
  size_t all = 0;
  for (size_t i = 0; i < n_assets; i++)
    if (!str_ends(assets[i].name, S(".md"))) all += assets[i].gzip.n ? assets[i].gzip.n : assets[i].bytes.n; /* not the guide's chapters */
  assert_in_range(all, 1000, 48 * 1024);
}

static void assets_are_kept_for_ever(void **state) {
  (void)state;
  request rq = {.a = a};
  fields_add(a, &rq.headers, S("accept-encoding"), S("br, gzip"));
  response rs = {.a = a, .status = 200};
  str path = asset_path("app.css");
  assert_true(asset_serve(&rq, str_from(path, sizeof "/aset/" - 1), &rs));
  assert_true(rs.gzipped && str_eq(rs.cache, S("public, max-age=31536000, immutable")));
  str etag = fields_get(&rs.headers, S("ETag"));
  fields_add(a, &rq.headers, S("If-None-Match"), etag);
  response again = {.a = a, .status = 200};
  assert_true(asset_serve(&rq, str_from(path, sizeof "/aset/" - 1), &again));
  assert_int_equal(again.status, 304);
  assert_false(asset_serve(&rq, S("app.css"), &again));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(template_escapes_by_place), cmocka_unit_test(template_takes_the_other_branch),
      cmocka_unit_test(paths_of_other_sites_are_refused), cmocka_unit_test(a_page_beyond_its_arena_ends_the_request),
      cmocka_unit_test(form_keeps_what_was_typed), cmocka_unit_test(urlencoded_forms),
      cmocka_unit_test(urlencoded_nonsense_is_refused), cmocka_unit_test(cookies),
      cmocka_unit_test(multipart_forms), cmocka_unit_test(multipart_nonsense_is_refused),
      cmocka_unit_test(multipart_cut_anywhere_is_refused), cmocka_unit_test(token_is_masked_and_checked),
      cmocka_unit_test(origins), cmocka_unit_test(router_finds_and_refuses),
      cmocka_unit_test(router_checks_every_post), cmocka_unit_test(router_refuses_bad_tables),
      cmocka_unit_test(router_audits), cmocka_unit_test(redirect_stays_here),
      cmocka_unit_test(file_names_and_cookies), cmocka_unit_test(gzip_is_repeatable),
      cmocka_unit_test(assets_keep_their_budget), cmocka_unit_test(assets_are_kept_for_ever),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
