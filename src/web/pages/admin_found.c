/* A new office, and what an office still needs before its first cycle. */
#include "cycle/cycle_sql.h"
#include "cycle/library_edit.h"
#include "kesiapan.t.h"
#include "office/found.h"
#include "office/office_sql.h"
#include "web/pages/admin.h"

/* ---- what is ready ---- */

void admin_readiness(arena *a, const sql_offices_ready_row *r, int64_t year, readiness *to) {
  bool runs = !str_eq(r->kind, S("inspektorat")); /* it receives reports, and runs no SOP itself */
  const struct { bool needed, done; str text, path; } all[] = {
      {true, r->seated > 0, S("Pegawai memegang jabatan"), S("/administrasi/kantor/#/pegawai")},
      {true, r->accounts > 0, S("Pegawai punya akun"), S("/administrasi/kantor/#/pegawai")},
      {runs, r->sops > 0 && r->lanes > 0, S("SOP berlaku dan pelaksananya dipetakan"), S("/administrasi/kantor/#/sop")},
      {runs, r->lanes > 0 && r->manned == r->lanes, S("Setiap pelaksana SOP ada pejabatnya"), S("/administrasi/kantor/#/pegawai")},
      {runs, r->indicators > 0, str_fmt(a, "Sasaran, indikator, dan target %d", (int)year), S("/data?kantor=#")},
  };
  *to = (readiness){.name = r->name};
  for (size_t i = 0; i < LEN(all); i++) {
    if (!all[i].needed) continue;
    LIST_ADD(a, &to->items, ((ready_item){all[i].text, kit_path(a, str_z(a, all[i].path), r->id.v), all[i].done}));
    if (all[i].done) continue;
    if (!to->missing++) to->first = all[i].text;
  }
}

cell admin_readiness_cell(arena *a, const sql_offices_ready_row *r, int64_t year) {
  readiness is;
  admin_readiness(a, r, year, &is);
  if (!is.missing) return (cell){.text = S("siap"), .state = true, .look = LOOK_DONE};
  return (cell){.text = str_fmt(a, "%zu dari %zu belum", is.missing, is.items.n), .state = true, .look = LOOK_SOON, .note = STR_CAT(a, S("berikutnya: "), is.first)};
}

err admin_readiness_part(const get_ctx *cx, office_id id, out *o) {
  sql_offices_ready_rows rows;
  int64_t year = date_ymd(site_today(cx, 420)).y;
  TRY(sql_offices_ready(cx->db, cx->a, cx->who->region, site_today(cx, 420), year, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    readiness is;
    if (rows.v[i].id.v != id.v) continue;
    admin_readiness(cx->a, &rows.v[i], year, &is);
    t_kesiapan(o, &is);
  }
  return NULL;
}

/* ---- a new office ---- */

static const form_field found_form[] = {
    {.name = "jenis", .label = "Jenis", .kind = FIELD_CHOICE, .required = true, .choices = office_kinds, .hint = "Jabatan yang lazim langsung dibuatkan; semuanya dapat diubah."},
    {.name = "nama", .label = "Nama", .kind = FIELD_LINE, .required = true, .max = 120, .hint = "Misalnya: Kecamatan Babakancikao"},
    {.name = "kode", .label = "Kode", .kind = FIELD_LINE, .required = true, .max = 30, .hint = "Misalnya: 32.14.12. Tidak dapat diubah lagi."},
    OFFICE_FIELDS,
    {.name = "sop", .label = "SOP yang dijalankan", .kind = FIELD_CHOICE, .hint = "Pelaksananya langsung dipetakan ke jabatan yang sesuai. Kosongkan untuk Inspektorat."},
    {0}};

/* The form with the newest version of each SOP of the region. */
static err found_choices(const get_ctx *cx, form_field **made) {
  form_field *form = NEW_N(cx->a, form_field, LEN(found_form));
  sql_sops_of_region_rows rows;
  buf choices = BUF(cx->a);
  str last = STR_NONE;
  TRY(sql_sops_of_region(cx->db, cx->a, cx->who->region, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    if (!str_eq(rows.v[i].code, last)) form_choice_add(&choices, str_fmt(cx->a, "%lld", (long long)rows.v[i].id.v), rows.v[i].title);
    last = rows.v[i].code;
  }
  for (size_t i = 0; i < LEN(found_form); i++) form[i] = found_form[i];
  form[LEN(found_form) - 2].choices = str_z(cx->a, buf_str(&choices));
  *made = form;
  return NULL;
}

static err found_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  static const crumb up[] = {{SC("Administrasi"), SC("/administrasi")}};
  form_field *form;
  TRY(found_choices(cx, &form));
  edit_view v = {.title = S("Tambah perangkat daerah"), .crumbs = up, .n_crumbs = LEN(up), .action = rq->path, .submit = S("Tambah perangkat daerah"),
                 .form = {.form = form, .values = values, .wrong = wrong}};
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err found_get(const get_ctx *cx, request *rq, response *rs) {
  fields f = {0};
  kit_value(cx->a, &f, "zona", S("WIB"));
  kit_value(cx->a, &f, "kertas", S("A4"));
  return found_page(cx, rq, rs, &f, NULL);
}

static err apply_found(db_rw *db, arena *a, void *what) {
  admin_change *c = what;
  int64_t chosen = fields_int(c->f, S("sop"), 0), staying;
  office_id id;
  TRY(manage_office_found(db, a, c->who, c->now, c->f, &id));
  c->n = id.v;
  if (chosen) TRY(library_adopt(db, a, c->who, c->now, id, (sop_id){chosen}, &staying));
  return library_lanes_fill(db, a, c->who, c->now);
}

err found_post(const post_ctx *cx, request *rq, response *rs) {
  form_field *form;
  admin_change c = admin_change_of(cx, rq);
  TRY(found_choices(&cx->read, &form));
  err e = form_check(rq->a, form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply_found, &c);
  if (e && kit_again(e)) return found_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#", c.n), S("Perangkat daerah ditambahkan. Lanjutkan dengan daftar di bawah ini."));
  return NULL;
}
