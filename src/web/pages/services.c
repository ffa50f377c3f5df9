/* The services outside that sign and stamp: of the installation, or of one office. */
#include "steps/outside.h"
#include "web/pages/admin.h"

/* The declaration with hints that say which secrets are there. */
static const form_field *shown_form(arena *a, const str_list *kept) {
  size_t n = 0;
  while (outside_form[n].name) n++;
  form_field *form = NEW_N(a, form_field, n + 1);
  memcpy(form, outside_form, n * sizeof *form);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < kept->n; k++)
      if (str_eq(str_of(form[i].name), kept->v[k])) form[i].hint = "tersimpan; isi hanya untuk menggantinya";
  return form;
}

static const char lead[] = "Tanda tangan tersertifikasi lewat BSrE dan cap waktu. Kata sandi layanan disimpan dan tidak pernah ditampilkan lagi.";

static err page(const get_ctx *cx, request *rq, response *rs, const office *at, const fields *typed, err wrong) {
  static const crumb up[] = {{SC("Administrasi"), SC("/administrasi")}};
  fields values = {0};
  str_list kept = {0};
  TRY(outside_shown(cx->db, cx->a, at ? at->id.v : 0, &values, &kept));
  edit_view v = {.title = at ? S("") : S("Layanan tanda tangan"), .lead = str_of(lead), .crumbs = up, .n_crumbs = LEN(up), .action = rq->path,
                 .submit = S("Simpan layanan"), .form = {.form = shown_form(cx->a, &kept), .values = typed ? typed : &values, .wrong = wrong, .unmarked = true}};
  if (at) {
    out top = OUT(cx->a);
    admin_head(&top, cx, at, TAB_SERVICES, str_of(lead), HTML_NONE);
    v.above = out_html(&top);
  }
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

static err apply(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return outside_save(db, a, c->who, c->now, c->office.v, c->f);
}

static err post(const post_ctx *cx, request *rq, response *rs, const office *at) {
  admin_change c = admin_change_of(cx, rq);
  if (at) c.office = at->id;
  err e = form_check(rq->a, outside_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply, &c);
  if (e && !kit_again(e)) return e;
  if (e) return page(&cx->read, rq, rs, at, &rq->form, e);
  site_done(rq, rs, rq->path, S("Setelan layanan disimpan."));
  return NULL;
}

err services_get(const get_ctx *cx, request *rq, response *rs) { return page(cx, rq, rs, NULL, NULL, NULL); }
err services_post(const post_ctx *cx, request *rq, response *rs) { return post(cx, rq, rs, NULL); }

err office_services_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  TRY(admin_office(cx, rq, &o));
  return page(cx, rq, rs, &o, NULL, NULL);
}

err office_services_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  TRY(admin_office(&cx->read, rq, &o));
  return post(cx, rq, rs, &o);
}
