#include "web/pages/session.h"

#include "kirim_lagi.t.h"
#include "masuk.t.h"
#include "sandi.t.h"
#include "store/store_sql.h"
#include "web/csrf.h"
#include "web/held.h"

static const form_field login_form[] = {{.name = "akun", .label = "Nama akun", .kind = FIELD_LINE, .required = true, .max = 60},
                                        {.name = "sandi", .label = "Kata sandi", .kind = FIELD_LINE, .required = true, .max = 128},
                                        {.name = "ke", .label = "Tujuan", .kind = FIELD_LINE, .max = 200},
                                        {0}};
static const form_field password_form[] = {{.name = "lama", .label = "Kata sandi lama", .kind = FIELD_LINE, .required = true, .max = 128},
                                           {.name = "baru", .label = "Kata sandi baru", .kind = FIELD_LINE, .required = true, .max = 128},
                                           {.name = "ulang", .label = "Kata sandi baru, sekali lagi", .kind = FIELD_LINE, .required = true, .max = 128},
                                           {0}};

static void login_page(const get_ctx *cx, request *rq, response *rs, int status, str login, str next, const held *h, err wrong) {
  sql_setting_of_row *demo = NULL;
  err none = sql_setting_of(cx->db, cx->a, 0, S("demo"), &demo);
  out o = OUT(cx->a);
  t_masuk(&o, rq->csrf, login, next, wrong, !none && demo != NULL, h);
  site_page(cx, rq, rs, status, NAV_NONE, S("Masuk"), out_html(&o));
}

err login_get(const get_ctx *cx, request *rq, response *rs) {
  if (cx->who) response_redirect(rs, S("/"));
  else login_page(cx, rq, rs, 200, STR_NONE, fields_get(&rq->query, S("ke")), &(held){0}, NULL);
  return NULL;
}

/* Only an address of this site, so that a link cannot lead elsewhere after signing in. */
static str safe_target(str next) { return next.n > 1 && next.p[0] == '/' && next.p[1] != '/' && next.p[1] != '\\' ? next : S("/"); }

static err send_again(const post_ctx *cx, request *rq, response *rs, const session *s, const held *h) {
  out o = OUT(rq->a);
  t_kirim_lagi(&o, csrf_mask(rq->a, s->secret), h);
  site_page(&cx->read, rq, rs, 200, NAV_NONE, S("Kirim lagi isian Anda"), out_html(&o));
  return NULL;
}

err login_post(const post_ctx *cx, request *rq, response *rs) {
  held h = held_taken(rq);
  str login = str_trim(fields_get(&rq->form, S("akun"))), next = fields_get(&rq->form, S("ke"));
  err e = form_check(rq->a, login_form, &rq->form);
  session s;
  if (!e) e = session_begin(cx->store, rq->a, login, fields_get(&rq->form, S("sandi")), rq->remote, rq->now, &s);
  if (e && e->code != ERR_INPUT && e->code != ERR_OFTEN) return e;
  if (e) {
    login_page(&cx->read, rq, rs, err_http_status(e->code), login, next, &h, e);
    return NULL;
  }
  response_cookie(rq, rs, SESSION_COOKIE, s.token, SESSION_COOKIE_SECONDS);
  if (str_eq(safe_target(h.to), h.to)) return send_again(cx, rq, rs, &s, &h);
  response_redirect(rs, safe_target(next));
  return NULL;
}

err logout_post(const post_ctx *cx, request *rq, response *rs) {
  TRY(session_end(cx->store, rq->a, cx->read.token));
  response_cookie(rq, rs, SESSION_COOKIE, S(""), -1);
  site_done(rq, rs, S("/masuk"), S("Anda sudah keluar."));
  return NULL;
}

static void password_page(const get_ctx *cx, request *rq, response *rs, int status, err wrong) {
  form_view v = {.form = password_form, .wrong = wrong};
  out o = OUT(cx->a);
  t_sandi(&o, rq->csrf, &v, cx->who->must_change);
  site_page(cx, rq, rs, status, NAV_NONE, S("Ganti kata sandi"), out_html(&o));
}

err password_get(const get_ctx *cx, request *rq, response *rs) {
  password_page(cx, rq, rs, 200, NULL);
  return NULL;
}

err password_post(const post_ctx *cx, request *rq, response *rs) {
  err e = form_check(rq->a, password_form, &rq->form);
  if (!e)
    e = account_change_password(cx->store, rq->a, cx->read.who->account, cx->read.token, fields_get(&rq->form, S("lama")),
                                fields_get(&rq->form, S("baru")), fields_get(&rq->form, S("ulang")), rq->now);
  if (e && e->code != ERR_INPUT && e->code != ERR_OFTEN) return e;
  if (e) password_page(&cx->read, rq, rs, err_http_status(e->code), e);
  else site_done(rq, rs, S("/"), S("Kata sandi sudah diganti."));
  return NULL;
}
