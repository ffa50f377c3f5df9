#include "web/pages/admin.h"

#include "head.t.h"
#include "keping.t.h"
#include "office/found.h"
#include "office/office_sql.h"
#include "tabel.t.h"

static const struct { const char *path, *label; } tabs[] = {
    {"/administrasi/kantor/#", "Identitas"},          {"/administrasi/kantor/#/lambang", "Lambang"},
    {"/administrasi/kantor/#/jabatan", "Jabatan"},
    {"/administrasi/kantor/#/pegawai", "Pegawai dan akun"}, {"/administrasi/kantor/#/penugasan", "Penugasan"},
    {"/administrasi/kantor/#/sop", "SOP"},            {"/administrasi/kantor/#/surat", "Nomor surat"},
    {"/administrasi/kantor/#/layanan", "Layanan tanda tangan"}};

err admin_office(const get_ctx *cx, const request *rq, office *o) {
  office_id id = {request_int(rq, S("id"))};
  if (!actor_keeps_region(cx->who, id_region(id.v))) return ERR(cx->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  return office_get(cx->db, cx->a, id, o);
}

/* An administrator sees all pages of an office, others only the one about who stands in for whom. */
void admin_head(out *to, const get_ctx *cx, const office *o, enum admin_tab tab, str lead, html actions) {
  bool admin = cx->who->role == ROLE_ADMIN;
  chip_view chips[LEN(tabs)];
  t_head(to, o->name, lead, (const crumb[]){{S("Administrasi"), S("/administrasi")}}, admin ? 1 : 0, actions);
  for (size_t i = 0; i < LEN(tabs); i++) chips[i] = (chip_view){str_of(tabs[i].label), kit_path(cx->a, tabs[i].path, o->id.v), i == tab};
  if (admin) t_keping(to, S("Bagian"), chips, LEN(chips));
}

const crumb *admin_crumbs(arena *a, const office *o, enum admin_tab tab, str label, size_t *n) {
  crumb *c = NEW_N(a, crumb, 2);
  c[0] = (crumb){o->name, kit_path(a, tabs[tab].path, o->id.v)};
  c[1] = (crumb){label, c[0].path};
  *n = label.n ? 2 : 1;
  return c;
}

admin_change admin_change_of(const post_ctx *cx, const request *rq) {
  return (admin_change){.who = cx->read.who, .now = cx->read.now, .f = &rq->form};
}

/* ---- all offices ---- */

err admin_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"Perangkat daerah", "Kode", "Jenis", "Kesiapan"};
  sql_offices_ready_rows rows;
  int64_t year = date_ymd(site_today(cx, 420)).y;
  TRY(sql_offices_ready(cx->db, cx->a, cx->who->region, site_today(cx, 420), year, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = rows.v[i].name, .path = kit_path(cx->a, tabs[0].path, rows.v[i].id.v)};
    c[1] = (cell){.text = rows.v[i].code};
    c[2] = (cell){.text = office_kind_name(rows.v[i].kind)};
    c[3] = admin_readiness_cell(cx->a, &rows.v[i], year);
  }
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada perangkat daerah."), S("Mulai dari Inspektorat, yang menerima laporan; lalu kecamatan, dinas, dan badan.")};
  html actions = kit_join(cx->a, kit_link(cx->a, S("/administrasi/kantor/baru"), S("Tambah perangkat daerah"), true), kit_link(cx->a, S("/administrasi/sop"), S("SOP"), false));
  actions = kit_join(cx->a, actions, kit_link(cx->a, S("/administrasi/jejak"), S("Jejak audit"), false));
  actions = kit_join(cx->a, actions, kit_link(cx->a, S("/administrasi/alamat"), S("Alamat publik"), false));
  actions = kit_join(cx->a, actions, kit_link(cx->a, S("/administrasi/penerbit"), S("Penerbit sertifikat"), false));
  actions = kit_join(cx->a, actions, kit_link(cx->a, S("/administrasi/layanan"), S("Layanan tanda tangan"), false));
  out o = OUT(cx->a);
  t_head(&o, S("Administrasi"), S("Pilih perangkat daerah untuk mengatur identitas, jabatan, pegawai, akun dan penugasannya."), NULL, 0, actions);
  t_tabel(&o, &v);
  site_page(cx, rq, rs, 200, NAV_ADMIN, S("Administrasi"), out_html(&o));
  return NULL;
}

/* ---- the address of the site ---- */

static const form_field address_form[] = {{.name = "alamat", .label = "Alamat publik", .kind = FIELD_LINE, .max = 120,
                                           .hint = "Misalnya: https://takar.contoh.go.id. Kosong: dokumen hanya memuat kode, tanpa kode QR."}, {0}};

static void address_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  static const crumb up[] = {{SC("Administrasi"), SC("/administrasi")}};
  edit_view v = {.title = S("Alamat publik"), .lead = S("Alamat Takar bagi masyarakat: tercetak sebagai kode QR pada setiap dokumen yang terbit sesudahnya."),
                 .crumbs = up, .n_crumbs = LEN(up), .action = rq->path, .submit = S("Simpan"),
                 .form = {.form = address_form, .values = values, .wrong = wrong, .unmarked = true}};
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
}

err address_get(const get_ctx *cx, request *rq, response *rs) {
  fields f = {0};
  str address;
  TRY(site_address(cx->db, cx->a, &address));
  kit_value(cx->a, &f, "alamat", address);
  address_page(cx, rq, rs, &f, NULL);
  return NULL;
}

static err apply_address(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return manage_site_address(db, a, c->who, c->now, c->f);
}

err address_post(const post_ctx *cx, request *rq, response *rs) {
  admin_change c = admin_change_of(cx, rq);
  err e = form_check(rq->a, address_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply_address, &c);
  if (e && !kit_again(e)) return e;
  if (e) address_page(&cx->read, rq, rs, &rq->form, e);
  else site_done(rq, rs, rq->path, S("Alamat publik disimpan."));
  return NULL;
}

/* ---- identity ---- */

static const form_field identity_form[] = {
    {.name = "nama", .label = "Nama", .kind = FIELD_LINE, .required = true, .max = 120},
    OFFICE_FIELDS,
    {.name = "batas_atas", .label = "Batas atas (mm)", .kind = FIELD_INT, .min = MARGIN_LEAST, .max = MARGIN_MOST},
    {.name = "batas_kanan", .label = "Batas kanan (mm)", .kind = FIELD_INT, .min = MARGIN_LEAST, .max = MARGIN_MOST},
    {.name = "batas_bawah", .label = "Batas bawah (mm)", .kind = FIELD_INT, .min = MARGIN_LEAST, .max = MARGIN_MOST},
    {.name = "batas_kiri", .label = "Batas kiri (mm)", .kind = FIELD_INT, .min = MARGIN_LEAST, .max = MARGIN_MOST},
    {.name = "pembuka_sk", .label = "Kalimat pembuka keputusan", .kind = FIELD_CHOICE, .choices = "tanpa=Tanpa kalimat pembuka|dengan=Dengan rahmat Tuhan Yang Maha Esa",
     .hint = "Menurut tata naskah dinas daerah."},
    {.name = "nip_sk", .label = "Penanda tangan keputusan", .kind = FIELD_CHOICE, .choices = "tanpa=Nama saja|dengan=Nama, pangkat dan NIP"},
    {0}};

static err identity_page(const get_ctx *cx, request *rq, response *rs, const office *at, const fields *values, err wrong) {
  out top = OUT(cx->a);
  admin_head(&top, cx, at, TAB_IDENTITY, S("Identitas ini tercetak di kop surat dan laporan."), HTML_NONE);
  TRY(admin_readiness_part(cx, at->id, &top));
  edit_view v = {.action = rq->path, .submit = S("Simpan"), .title = S(""), .form = {.form = identity_form, .values = values, .wrong = wrong}};
  v.above = out_html(&top);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err admin_office_get(const get_ctx *cx, request *rq, response *rs) {
  office o;
  fields f = {0};
  TRY(admin_office(cx, rq, &o));
  kit_value(cx->a, &f, "nama", o.name);
  kit_value(cx->a, &f, "pimpinan", o.head_title);
  kit_value(cx->a, &f, "tempat", o.place);
  kit_value(cx->a, &f, "alamat", o.address);
  kit_value(cx->a, &f, "kontak", o.contact);
  kit_value(cx->a, &f, "unit", o.letter_unit);
  kit_value(cx->a, &f, "zona", zone_name(o.zone));
  kit_value(cx->a, &f, "kertas", o.paper);
  const struct { const char *name; int64_t mm; } margins[] = {
      {"batas_atas", o.margins.top}, {"batas_kanan", o.margins.right}, {"batas_bawah", o.margins.bottom}, {"batas_kiri", o.margins.left}};
  for (size_t i = 0; i < LEN(margins); i++) kit_value(cx->a, &f, margins[i].name, str_fmt(cx->a, "%lld", (long long)margins[i].mm));
  kit_value(cx->a, &f, "pembuka_sk", o.decree_phrase ? S("dengan") : S("tanpa"));
  kit_value(cx->a, &f, "nip_sk", o.decree_nip ? S("dengan") : S("tanpa"));
  return identity_page(cx, rq, rs, &o, &f, NULL);
}

static err apply_identity(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return manage_office(db, a, c->who, c->now, c->office, c->f);
}

err admin_office_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  TRY(admin_office(&cx->read, rq, &o));
  admin_change c = admin_change_of(cx, rq);
  c.office = o.id;
  err e = form_check(rq->a, identity_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply_identity, &c);
  if (e && kit_again(e)) return identity_page(&cx->read, rq, rs, &o, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, rq->path, S("Identitas disimpan."));
  return NULL;
}
