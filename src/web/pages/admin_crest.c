/* The coat of arms of an office, as its letterhead shows it. */
#include "base/hash.h"
#include "document/crest.h"
#include "lambang.t.h"
#include "store/blob.h"
#include "web/pages/admin.h"

static const form_field crest_form[] = {
    {.name = "lambang", .label = "Gambar lambang daerah", .kind = FIELD_FILE, .required = true, .max = CREST_UPLOAD, .hint = "PNG atau JPEG, paling besar 2 MB; latar putih atau tembus pandang"},
    {0}};

/* Within the page, as in the preview of documents: it is small, and no address of its own has to be guarded. */
static err picture(const get_ctx *cx, const office *o, html *shown) {
  str png;
  *shown = HTML_NONE;
  if (!o->crest.n) return NULL;
  TRY(blob_get(cx->db, cx->a, o->crest, &png));
  *shown = html_trusted(STR_CAT(cx->a, S("<img class=\"crest\" alt=\"Lambang daerah\" src=\"data:image/png;base64,"), base64(cx->a, png), S("\">")));
  return NULL;
}

static err page(const get_ctx *cx, request *rq, response *rs, err wrong) {
  office o;
  html shown;
  TRY(admin_office(cx, rq, &o));
  TRY(picture(cx, &o, &shown));
  out top = OUT(cx->a);
  str path = kit_path(cx->a, "/administrasi/kantor/#/lambang", o.id.v);
  admin_head(&top, cx, &o, TAB_CREST, S("Lambang tercetak di kiri kop surat dan pada sampul laporan."), HTML_NONE);
  t_lambang(&top, shown);
  edit_view v = {.action = path, .submit = o.crest.n ? S("Ganti lambang") : S("Simpan lambang"), .title = S(""), .form = {.form = crest_form, .wrong = wrong}};
  v.above = out_html(&top);
  if (o.crest.n) v.below = kit_button(cx->a, rq, STR_CAT(cx->a, path, S("/hapus")), S("Hapus lambang"), "btn-danger", S("Hapus lambang ini? Surat berikutnya memakai perisai kosong."));
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err crest_get(const get_ctx *cx, request *rq, response *rs) { return page(cx, rq, rs, NULL); }

typedef struct change { const actor *who; instant now; office_id office; str hash, png; } change;

static err apply(db_rw *db, arena *a, void *what) {
  const change *c = what;
  return manage_crest(db, a, c->who, c->now, c->office, c->hash, c->png);
}

static err save(const post_ctx *cx, request *rq, response *rs, change *c) {
  TRY(store_write(cx->store, rq->a, apply, c));
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#/lambang", c->office.v), c->png.n ? S("Lambang disimpan.") : S("Lambang dihapus."));
  return NULL;
}

err crest_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  TRY(admin_office(&cx->read, rq, &o));
  change c = {.who = cx->read.who, .now = cx->read.now, .office = o.id};
  err e = form_check(rq->a, crest_form, &rq->form);
  if (!e) e = crest_png(rq->a, fields_get(&rq->form, S("lambang")), &c.png);
  if (e && kit_again(e)) return page(&cx->read, rq, rs, e);
  if (e) return e;
  c.hash = sha256_hex(rq->a, c.png);
  return save(cx, rq, rs, &c);
}

err crest_remove_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  TRY(admin_office(&cx->read, rq, &o));
  return save(cx, rq, rs, &(change){.who = cx->read.who, .now = cx->read.now, .office = o.id});
}
