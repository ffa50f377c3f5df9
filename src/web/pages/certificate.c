#include "web/pages/certificate.h"

#include "empty.t.h"
#include "head.t.h"
#include "office/office_sql.h"
#include "sertifikat.t.h"
#include "tabel.t.h"
#include "steps/certificate.h"
#include "web/pages/kit.h"

static const form_field keep_form[] = {
    {.name = "berkas", .label = "Berkas sertifikat", .kind = FIELD_FILE, .required = true, .max = CERTIFICATE_MAX,
     .hint = "berkas .p12 atau .pfx dari penerbit sertifikat; disimpan seperti apa adanya, tetap terkunci"},
    {.name = "sandi", .label = "Kata sandi sertifikat", .kind = FIELD_SECRET, .required = true, .max = PASSWORD_MAX,
     .hint = "untuk membaca pemilik dan masa berlakunya sekarang; tidak disimpan"},
    {0}};

static certificate_view view_of(arena *a, const sql_certificate_of_row *r, instant now, str csrf) {
  enum { ZONE = 420, SOON = 30 * 86400 };
  certificate_view v = {.csrf = csrf, .subject = r->subject, .issuer = r->issuer, .from = instant_id(a, r->from_at, ZONE), .until = instant_id(a, r->until_at, ZONE),
                        .added = instant_id(a, r->added_at, ZONE), .look = LOOK_DONE, .state = S("berlaku")};
  if (now.s > r->until_at.s) v.look = LOOK_LATE, v.state = S("sudah berakhir");
  else if (now.s > r->until_at.s - SOON) v.look = LOOK_SOON, v.state = S("segera berakhir");
  return v;
}

/* An account that belongs to nobody signs nothing. */
static err nobody(const get_ctx *cx, request *rq, response *rs) {
  out o = OUT(cx->a);
  t_head(&o, S("Sertifikat"), S("Untuk tanda tangan elektronik di dalam PDF."), NULL, 0, HTML_NONE);
  t_empty(&o, S("Akun ini bukan milik seorang pegawai."), S("Masuk dengan akun pegawai untuk menyimpan sertifikat."), STR_NONE, STR_NONE);
  site_page(cx, rq, rs, 200, NAV_NONE, S("Sertifikat"), out_html(&o));
  return NULL;
}

static err show(const get_ctx *cx, request *rq, response *rs, err wrong) {
  sql_certificate_of_row *kept = NULL;
  if (!cx->who->person.v) return nobody(cx, rq, rs);
  TRY(sql_certificate_of(cx->db, cx->a, cx->who->person, &kept));
  edit_view v = {.title = S("Sertifikat"), .lead = S("Untuk tanda tangan elektronik di dalam PDF. Hanya Anda yang dapat memakai dan menghapusnya."),
                 .action = S("/sertifikat"), .submit = kept ? S("Ganti sertifikat") : S("Simpan sertifikat"), .form = {.form = keep_form, .wrong = wrong}};
  if (kept) {
    out o = OUT(cx->a);
    certificate_view c = view_of(cx->a, kept, cx->now, rq->csrf);
    t_sertifikat(&o, &c);
    v.below = out_html(&o);
  }
  kit_edit(cx, rq, rs, NAV_NONE, &v);
  return NULL;
}

err certificate_get(const get_ctx *cx, request *rq, response *rs) { return show(cx, rq, rs, NULL); }

err certificate_post(const post_ctx *cx, request *rq, response *rs) {
  if (!cx->read.who->person.v) return ERR(rq->a, FORBIDDEN, "Akun ini bukan milik seorang pegawai, jadi tidak menandatangani apa pun.");
  err e = form_check(rq->a, keep_form, &rq->form);
  if (!e) {
    const field *f = fields_file(&rq->form, S("berkas"));
    str roots;
    TRY(certificate_roots(cx->read.db, rq->a, &roots));
    certificate_file file = {.bytes = f->value, .name = str_utf8_ok(f->filename) ? f->filename : S("sertifikat.p12"), .passphrase = fields_get(&rq->form, S("sandi")), .roots = roots,
                             .file_field = S("berkas"), .passphrase_field = S("sandi")};
    e = certificate_keep(cx->store, rq->a, cx->read.who, &file, rq->now);
  }
  if (e && kit_again(e)) return show(&cx->read, rq, rs, e);
  if (e) return e;
  site_done(rq, rs, S("/sertifikat"), S("Sertifikat disimpan."));
  return NULL;
}

err certificate_drop_post(const post_ctx *cx, request *rq, response *rs) {
  TRY(certificate_drop(cx->store, rq->a, cx->read.who, rq->now));
  site_done(rq, rs, S("/sertifikat"), S("Sertifikat dihapus."));
  return NULL;
}

/* ---- the issuers, for the administrator ---- */

static const form_field roots_form[] = {{.name = "akar", .label = "Sertifikat akar (PEM)", .kind = FIELD_TEXT, .max = ROOTS_MAX,
                                         .hint = "Satu atau beberapa, masing-masing dari -----BEGIN CERTIFICATE----- sampai -----END CERTIFICATE-----"}, {0}};

static err roots_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  static const crumb up[] = {{SC("Administrasi"), SC("/administrasi")}};
  static const char *const heads[] = {"Penerbit yang dipercaya"};
  str pem;
  TRY(certificate_roots(cx->db, cx->a, &pem));
  str_list names = cms_names(cx->a, pem);
  cell *cells = NEW_N(cx->a, cell, names.n + 1);
  for (size_t i = 0; i < names.n; i++) cells[i].text = names.v[i];
  table_view t = {heads, LEN(heads), cells, names.n, S("Belum ada penerbit."),
                  S("Sampai diisi, tanda tangan dengan sertifikat disebut “tanda tangan digital, penerbit belum dikenal”, bukan tersertifikasi.")};
  out below = OUT(cx->a);
  t_tabel(&below, &t);
  fields stored = {0};
  kit_value(cx->a, &stored, "akar", pem);
  edit_view v = {.title = S("Penerbit sertifikat"), .lead = S("Sertifikat akar penyelenggara sertifikasi elektronik (PSrE) yang dipercaya. Hanya sertifikat dari penerbit ini yang diterima, dan tanda tangannya disebut tersertifikasi."),
                 .crumbs = up, .n_crumbs = LEN(up), .action = rq->path, .submit = S("Simpan"), .below = out_html(&below),
                 .form = {.form = roots_form, .values = values ? values : &stored, .wrong = wrong, .unmarked = true}};
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err roots_get(const get_ctx *cx, request *rq, response *rs) { return roots_page(cx, rq, rs, NULL, NULL); }

typedef struct roots_change { const actor *who; instant now; str pem; } roots_change;

static err apply_roots(db_rw *db, arena *a, void *what) {
  const roots_change *c = what;
  return certificate_roots_keep(db, a, c->who, c->now, c->pem);
}

err roots_post(const post_ctx *cx, request *rq, response *rs) {
  roots_change c = {cx->read.who, rq->now, fields_get(&rq->form, S("akar"))};
  err e = form_check(rq->a, roots_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply_roots, &c);
  if (e && kit_again(e)) return roots_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, rq->path, S("Penerbit disimpan."));
  return NULL;
}
