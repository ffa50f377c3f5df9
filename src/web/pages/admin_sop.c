/* SOP versions of the region, which is in force where, whose position a lane is, and how letters are numbered. */
#include "base/num.h"
#include "cycle/cycle_sql.h"
#include "cycle/library_edit.h"
#include "head.t.h"
#include "keping.t.h"
#include "office/office_sql.h"
#include "steps/issue.h"
#include "tabel.t.h"
#include "web/pages/admin.h"

static const crumb up[] = {{SC("Administrasi"), SC("/administrasi")}, {SC("SOP"), SC("/administrasi/sop")}};

/* ---- versions ---- */

static const form_field upload_form[] = {
    {.name = "berkas", .label = "Berkas SOP (YAML)", .kind = FIELD_FILE, .required = true, .max = 512 * 1024},
    {0}};

static err versions(const get_ctx *cx, table_view *v) {
  static const char *const heads[] = {"SOP", "Kode", "Versi", "Diunggah", "Berlaku di", "Tindakan"};
  sql_sops_of_region_rows rows;
  TRY(sql_sops_of_region(cx->db, cx->a, cx->who->region, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = rows.v[i].title};
    c[1] = (cell){.text = rows.v[i].code};
    c[2] = (cell){.text = str_sub(rows.v[i].hash, 0, 12)};
    c[3] = (cell){.text = instant_id_short(cx->a, rows.v[i].created_at, 420)};
    c[4] = (cell){.text = str_fmt(cx->a, "%d perangkat daerah", (int)rows.v[i].offices)};
    c[5] = (cell){.text = S("Berlakukan"), .path = kit_path(cx->a, "/administrasi/sop/#", rows.v[i].id.v)};
  }
  *v = (table_view){heads, LEN(heads), cells, rows.n, S("Belum ada SOP."), S("Unggah berkas YAML SOP.")};
  return NULL;
}

static err sops_page(const get_ctx *cx, request *rq, response *rs, err wrong) {
  table_view all;
  TRY(versions(cx, &all));
  out list = OUT(cx->a);
  t_tabel(&list, &all);
  edit_view v = {.action = rq->path, .title = S("Daftar SOP"), .submit = S("Periksa dan simpan"), .form = {.form = upload_form, .values = NULL, .wrong = wrong}, .crumbs = up, .n_crumbs = 1};
  v.lead = S("Setiap berkas diperiksa; kesalahan disebut dengan barisnya. Siklus yang sedang berjalan tetap memakai versinya sendiri.");
  v.below = out_html(&list);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err sops_get(const get_ctx *cx, request *rq, response *rs) { return sops_page(cx, rq, rs, NULL); }

static err apply_publish(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  sop_id id;
  return library_publish(db, a, c->who, c->now, c->text, c->hash, &id);
}

err sops_post(const post_ctx *cx, request *rq, response *rs) {
  admin_change c = admin_change_of(cx, rq);
  const field *file = fields_file(&rq->form, S("berkas"));
  sop *s;
  err e = form_check(rq->a, upload_form, &rq->form);
  if (!e && !file) e = ERR_FIELD(rq->a, S("berkas"), "Pilih berkas SOP.");
  if (!e && !str_utf8_ok(file->value)) e = ERR_FIELD(rq->a, S("berkas"), "Berkas ini bukan teks UTF-8.");
  if (!e) {
    c.text = file->value;
    e = library_read(cx->read.db, rq->a, cx->read.who->region, c.text, file->filename, &c.hash, &s);
  }
  if (!e) e = store_write(cx->store, rq->a, apply_publish, &c);
  if (e) kit_lines(rq->a, e, upload_form, S("berkas"));
  if (e && kit_again(e)) return sops_page(&cx->read, rq, rs, e);
  if (e) return e;
  site_done(rq, rs, rq->path, S("SOP disimpan. Berlakukan di perangkat daerah yang memakainya."));
  return NULL;
}

/* ---- putting a version in force ---- */

/* One check box per office; those on this version already are ticked. */
static err adopt_form(const get_ctx *cx, sop_id id, const sop *s, form_field **form, fields *ticked) {
  sql_offices_of_region_rows rows;
  TRY(sql_offices_of_region(cx->db, cx->a, cx->who->region, &rows));
  *form = NEW_N(cx->a, form_field, rows.n + 1);
  for (size_t i = 0; i < rows.n; i++) {
    sql_office_sop_of_row *now;
    TRY(sql_office_sop_of(cx->db, cx->a, rows.v[i].id, s->code, &now));
    str name = str_fmt(cx->a, "k%lld", (long long)rows.v[i].id.v);
    str label = now && now->sop.v != id.v ? STR_CAT(cx->a, rows.v[i].name, S(" (memakai versi lain)")) : rows.v[i].name;
    (*form)[i] = (form_field){.name = str_z(cx->a, name), .label = str_z(cx->a, label), .kind = FIELD_BOOL};
    if (now && now->sop.v == id.v) fields_add(cx->a, ticked, name, S("ya"));
  }
  return NULL;
}

static err adopt_sop(const get_ctx *cx, const request *rq, sop_id *id, const sop **s) {
  *id = (sop_id){request_int(rq, S("id"))};
  if (id_region(id->v).v != cx->who->region.v) return ERR(cx->a, NOT_FOUND, "SOP ini tidak ada.");
  return library_sop(cx->db, cx->a, *id, s);
}

err adopt_get(const get_ctx *cx, request *rq, response *rs) {
  sop_id id;
  const sop *s;
  form_field *form;
  fields ticked = {0};
  TRY(adopt_sop(cx, rq, &id, &s));
  TRY(adopt_form(cx, id, s, &form, &ticked));
  edit_view v = {.action = rq->path, .title = s->title, .submit = S("Berlakukan di yang dicentang"), .form = {.form = form, .values = &ticked, .wrong = NULL}, .crumbs = up, .n_crumbs = 2};
  v.lead = STR_CAT(cx->a, S("Versi "), str_sub(s->hash, 0, 12), S(". Siklus baru memakai versi ini; siklus yang sedang berjalan selesai dengan versinya sendiri."));
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

typedef struct adopting { admin_change c; const form_field *form; sop_id id; int64_t done, staying; } adopting;

static err apply_adopt(db_rw *db, arena *a, void *what) {
  adopting *w = what;
  w->done = w->staying = 0;
  for (const form_field *f = w->form; f->name; f++) {
    int64_t at, staying;
    if (!fields_bool(w->c.f, str_of(f->name)) || !num_i64(str_from(str_of(f->name), 1), 1, INT64_MAX, &at)) continue;
    sql_office_sop_of_row *now;
    const sop *s;
    TRY(library_sop(db_rw_ro(db), a, w->id, &s));
    TRY(sql_office_sop_of(db_rw_ro(db), a, (office_id){at}, s->code, &now));
    if (now && now->sop.v == w->id.v) continue;
    TRY(library_adopt(db, a, w->c.who, w->c.now, (office_id){at}, w->id, &staying));
    w->done++;
    w->staying += staying;
  }
  return library_lanes_fill(db, a, w->c.who, w->c.now);
}

err adopt_post(const post_ctx *cx, request *rq, response *rs) {
  const sop *s;
  form_field *form;
  fields ticked = {0};
  adopting w = {.c = admin_change_of(cx, rq)};
  TRY(adopt_sop(&cx->read, rq, &w.id, &s));
  TRY(adopt_form(&cx->read, w.id, s, &form, &ticked));
  w.form = form;
  TRY(form_check(rq->a, form, &rq->form));
  TRY(store_write(cx->store, rq->a, apply_adopt, &w));
  str said = str_fmt(rq->a, "SOP diberlakukan di %d perangkat daerah; %d siklus yang berjalan tetap dengan versinya. Periksa pelaksananya.",
                     (int)w.done, (int)w.staying);
  site_done(rq, rs, S("/administrasi/sop"), said);
  return NULL;
}

/* ---- SOPs of an office, and their lanes ---- */

err office_sops_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"SOP", "Nomor", "Berlaku sejak", "Versi"};
  office at;
  sql_office_sops_rows rows;
  TRY(admin_office(cx, rq, &at));
  TRY(sql_office_sops(cx->db, cx->a, at.id, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = rows.v[i].title, .path = STR_CAT(cx->a, rq->path, kit_path(cx->a, "/#", rows.v[i].sop.v)), .note = S("atur pelaksana")};
    c[1] = (cell){.text = rows.v[i].number.n ? rows.v[i].number : S("belum diisi")};
    c[2] = (cell){.text = date_some(rows.v[i].effective) ? date_id(cx->a, rows.v[i].effective) : S("belum diisi")};
    c[3] = (cell){.text = str_sub(rows.v[i].hash, 0, 12)};
  }
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada SOP yang berlaku."), S("Berlakukan SOP dari daftar SOP.")};
  out o = OUT(cx->a);
  admin_head(&o, cx, &at, TAB_SOPS, S("Pelaksana tiap SOP dipetakan ke jabatan. Nomor dan tanggal diisi di halaman SOP."),
             kit_link(cx->a, S("/administrasi/sop"), S("Semua SOP"), false));
  t_tabel(&o, &v);
  site_page(cx, rq, rs, 200, NAV_ADMIN, S("SOP yang berlaku"), out_html(&o));
  return NULL;
}

static err add_positions(const get_ctx *cx, const office *of, bool named, buf *choices) {
  sql_positions_of_rows rows;
  TRY(sql_positions_of(cx->db, cx->a, of->id, &rows));
  for (size_t i = 0; i < rows.n; i++)
    form_choice_add(choices, str_fmt(cx->a, "%lld", (long long)rows.v[i].id.v), named ? STR_CAT(cx->a, rows.v[i].title, S(", "), of->name) : rows.v[i].title);
  return NULL;
}

/* Positions of the office itself and of the Inspektorat, which receives reports. */
static err lane_choices(const get_ctx *cx, const office *at, const char **made) {
  sql_office_of_kind_row *inspectorate;
  buf choices = BUF(cx->a);
  office other;
  TRY(add_positions(cx, at, false, &choices));
  TRY(sql_office_of_kind(cx->db, cx->a, at->region, S("inspektorat"), &inspectorate));
  if (inspectorate && inspectorate->id.v != at->id.v) {
    TRY(office_get(cx->db, cx->a, inspectorate->id, &other));
    TRY(add_positions(cx, &other, true, &choices));
  }
  *made = str_z(cx->a, buf_str(&choices));
  return NULL;
}

static err lane_form(const get_ctx *cx, const office *at, const sop *s, form_field **form, fields *stored) {
  const char *choices;
  sql_lanes_of_rows now;
  size_t n = 0;
  TRY(lane_choices(cx, at, &choices));
  TRY(sql_lanes_of(cx->db, cx->a, at->id, s->code, &now));
  *form = NEW_N(cx->a, form_field, s->lanes.n + 1);
  for (size_t i = 0; i < s->lanes.n; i++) {
    const sop_lane *l = &s->lanes.v[i];
    if (str_eq(l->code, S("tim"))) continue;
    str name = STR_CAT(cx->a, S("jalur."), l->code);
    (*form)[n++] = (form_field){.name = str_z(cx->a, name), .label = str_z(cx->a, l->label), .kind = FIELD_CHOICE, .required = true, .choices = choices};
    for (size_t k = 0; k < now.n; k++)
      if (str_eq(now.v[k].lane, l->code)) fields_add(cx->a, stored, name, str_fmt(cx->a, "%lld", (long long)now.v[k].position.v));
  }
  return NULL;
}

static err lanes_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office at;
  const sop *s;
  form_field *form;
  fields stored = {0};
  TRY(admin_office(cx, rq, &at));
  TRY(library_sop(cx->db, cx->a, (sop_id){request_int(rq, S("sop"))}, &s));
  TRY(lane_form(cx, &at, s, &form, &stored));
  edit_view v = {.action = rq->path, .title = STR_CAT(cx->a, S("Pelaksana "), s->title), .submit = S("Simpan pelaksana"), .form = {.form = form, .values = values ? values : &stored, .wrong = wrong}};
  v.lead = S("Jabatan yang menjalankan tiap kolom pelaksana. Lajur Tim diisi SK Tim setiap siklus.");
  v.crumbs = admin_crumbs(cx->a, &at, TAB_SOPS, S("SOP"), &v.n_crumbs);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err lanes_get(const get_ctx *cx, request *rq, response *rs) { return lanes_page(cx, rq, rs, NULL, NULL); }

static err apply_lanes(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return library_lanes(db, a, c->who, c->now, c->office, (sop_id){c->id}, c->f);
}

err lanes_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  TRY(admin_office(&cx->read, rq, &at));
  admin_change c = admin_change_of(cx, rq);
  c.office = at.id;
  c.id = request_int(rq, S("sop"));
  err e = store_write(cx->store, rq->a, apply_lanes, &c);
  if (e && kit_again(e)) return lanes_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#/sop", at.id.v), S("Pelaksana disimpan."));
  return NULL;
}

/* ---- letter numbers ---- */

/* What was given out this year, the last first. */
static err numbers(const get_ctx *cx, const office *at, out *o) {
  static const char *const heads[] = {"Nomor terpakai tahun ini", "Naskah", "Pada", "Oleh", "Catatan"};
  sql_letter_numbers_rows rows;
  TRY(sql_letter_numbers(cx->db, cx->a, at->id, date_ymd(site_today(cx, at->zone)).y, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    const sql_letter_numbers_row *r = &rows.v[i];
    enum doc_kind k = doc_kind_find(r->kind);
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = r->number};
    c[1] = (cell){.text = k < DOC_KIND_COUNT ? doc_kind_title(k) : r->kind};
    c[2] = (cell){.text = instant_id_short(cx->a, r->at, at->zone)};
    c[3] = (cell){.text = r->by_name};
    c[4] = (cell){.text = r->n ? S("–") : STR_CAT(cx->a, S("diisi sendiri: "), r->reason)};
  }
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada nomor yang terpakai tahun ini."), S("Nomor tercatat saat naskah terbit.")};
  t_tabel(o, &v);
  return NULL;
}

err letters_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"Jenis surat", "Pola nomor", "Klasifikasi"};
  office at;
  TRY(admin_office(cx, rq, &at));
  size_t n = 0;
  cell *cells = NEW_N(cx->a, cell, DOC_KIND_COUNT * LEN(heads));
  for (int k = 0; k < DOC_KIND_COUNT; k++) {
    sql_letter_pattern_of_row *p;
    if (!doc_kind_step((enum doc_kind)k).n) continue;
    cell *c = cells + n++ * LEN(heads);
    str code = doc_kind_code((enum doc_kind)k);
    TRY(sql_letter_pattern_of(cx->db, cx->a, at.id, code, &p));
    c[0] = (cell){.text = doc_kind_title((enum doc_kind)k), .path = STR_CAT(cx->a, rq->path, S("/"), code)};
    c[1] = (cell){.text = p ? p->pattern : S("pola umum")};
    c[2] = (cell){.text = p ? p->classification : S("–")};
  }
  table_view v = {heads, LEN(heads), cells, n, STR_NONE, STR_NONE};
  out o = OUT(cx->a);
  admin_head(&o, cx, &at, TAB_LETTERS, S("Tanpa pola sendiri, surat memakai klasifikasi/nomor/unit/bulan/tahun."), HTML_NONE);
  t_tabel(&o, &v);
  TRY(numbers(cx, &at, &o));
  site_page(cx, rq, rs, 200, NAV_ADMIN, S("Nomor surat"), out_html(&o));
  return NULL;
}

static const form_field letter_form[] = {
    {.name = "pola", .label = "Pola nomor", .kind = FIELD_LINE, .required = true, .max = 120,
     .hint = "Isian: {klasifikasi} {nomor} {nomor:3} {unit} {sifat} {bulan} {bulan_romawi} {tahun}"},
    {.name = "klasifikasi", .label = "Kode klasifikasi", .kind = FIELD_LINE, .required = true, .max = 30, .hint = "Misalnya: 000.8.6.3"},
    {0}};

static err letter_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office at;
  sql_letter_pattern_of_row *p;
  fields stored = {0};
  enum doc_kind k = doc_kind_find(request_code(rq, S("jenis")));
  TRY(admin_office(cx, rq, &at));
  if (k == DOC_KIND_COUNT) return ERR(cx->a, NOT_FOUND, "Jenis surat ini tidak ada.");
  TRY(sql_letter_pattern_of(cx->db, cx->a, at.id, doc_kind_code(k), &p));
  kit_value(cx->a, &stored, "pola", p ? p->pattern : S("{klasifikasi}/{nomor}/{unit}/{bulan_romawi}/{tahun}"));
  kit_value(cx->a, &stored, "klasifikasi", p ? p->classification : S(""));
  edit_view v = {.action = rq->path, .title = STR_CAT(cx->a, S("Nomor "), doc_kind_title(k)), .submit = S("Simpan pola"),
                 .form = {.form = letter_form, .values = values ? values : &stored, .wrong = wrong}};
  v.crumbs = admin_crumbs(cx->a, &at, TAB_LETTERS, S("Nomor surat"), &v.n_crumbs);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err letter_get(const get_ctx *cx, request *rq, response *rs) { return letter_page(cx, rq, rs, NULL, NULL); }

static err apply_letter(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return library_letter(db, a, c->who, c->now, c->office, c->text, c->f);
}

err letter_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  TRY(admin_office(&cx->read, rq, &at));
  admin_change c = admin_change_of(cx, rq);
  c.office = at.id;
  c.text = request_code(rq, S("jenis"));
  if (doc_kind_find(c.text) == DOC_KIND_COUNT) return ERR(rq->a, NOT_FOUND, "Jenis surat ini tidak ada.");
  err e = form_check(rq->a, letter_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply_letter, &c);
  if (e && kit_again(e)) return letter_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#/surat", at.id.v), S("Pola nomor disimpan."));
  return NULL;
}
