/* Positions, people and their accounts. */
#include "akun.t.h"
#include "base/num.h"
#include "office/office_sql.h"
#include "sandi_awal.t.h"
#include "tabel.t.h"
#include "web/pages/admin.h"

/* ---- positions ---- */

static const form_field position_form[] = {
    {.name = "kode", .label = "Kode", .kind = FIELD_LINE, .max = 40, .hint = "Huruf kecil tanpa spasi, misalnya kasi_pemerintahan. Tidak dapat diubah lagi."},
    {.name = "sebutan", .label = "Sebutan jabatan", .kind = FIELD_LINE, .required = true, .max = 120},
    {.name = "urutan", .label = "Urutan dalam daftar", .kind = FIELD_INT, .min = 0, .max = 999},
    {.name = "data", .label = "Mengelola data kinerja, kalender, dan identitas SOP kantor", .kind = FIELD_BOOL},
    {.name = "penugasan", .label = "Mencatat Plt. dan Plh.", .kind = FIELD_BOOL},
    {0}};

static str kept_words(bool data, bool seats) {
  return data && seats ? S("data kantor, Plt./Plh.") : data ? S("data kantor") : seats ? S("Plt./Plh.") : S("–");
}

err positions_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"Jabatan", "Kode", "Tugas tambahan", "Urutan"};
  office at;
  sql_positions_of_rows rows;
  TRY(admin_office(cx, rq, &at));
  TRY(sql_positions_of(cx->db, cx->a, at.id, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = rows.v[i].title, .path = STR_CAT(cx->a, rq->path, kit_path(cx->a, "/#", rows.v[i].id.v))};
    c[1] = (cell){.text = rows.v[i].code};
    c[2] = (cell){.text = kept_words(rows.v[i].keeps_data, rows.v[i].keeps_seats)};
    c[3] = (cell){.text = num_id(cx->a, rows.v[i].rank_order)};
  }
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada jabatan."), S("Tambahkan jabatan agar pegawai dapat ditugaskan.")};
  out o = OUT(cx->a);
  admin_head(&o, cx, &at, TAB_POSITIONS, STR_NONE, kit_link(cx->a, STR_CAT(cx->a, rq->path, S("/baru")), S("Tambah jabatan"), true));
  t_tabel(&o, &v);
  site_page(cx, rq, rs, 200, NAV_ADMIN, S("Jabatan"), out_html(&o));
  return NULL;
}

/* A new position has all three fields, an old one keeps its code. */
static err position_page(const get_ctx *cx, request *rq, response *rs, bool fresh, const fields *values, err wrong) {
  office at;
  TRY(admin_office(cx, rq, &at));
  edit_view v = {.action = rq->path, .title = fresh ? S("Tambah jabatan") : S("Ubah jabatan"), .submit = S("Simpan"),
                 .form = {.form = fresh ? position_form : position_form + 1, .values = values, .wrong = wrong}};
  v.crumbs = admin_crumbs(cx->a, &at, TAB_POSITIONS, S("Jabatan"), &v.n_crumbs);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err position_new_get(const get_ctx *cx, request *rq, response *rs) { return position_page(cx, rq, rs, true, NULL, NULL); }

err position_get(const get_ctx *cx, request *rq, response *rs) {
  sql_positions_of_rows rows;
  fields f = {0};
  TRY(sql_positions_of(cx->db, cx->a, (office_id){request_int(rq, S("id"))}, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    if (rows.v[i].id.v != request_int(rq, S("jabatan"))) continue;
    kit_value(cx->a, &f, "sebutan", rows.v[i].title);
    kit_value(cx->a, &f, "urutan", str_fmt(cx->a, "%lld", (long long)rows.v[i].rank_order));
    kit_value(cx->a, &f, "data", rows.v[i].keeps_data ? S("ya") : S(""));
    kit_value(cx->a, &f, "penugasan", rows.v[i].keeps_seats ? S("ya") : S(""));
    return position_page(cx, rq, rs, false, &f, NULL);
  }
  return ERR(cx->a, NOT_FOUND, "Jabatan ini tidak ada.");
}

static err apply_position(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return manage_position(db, a, c->who, c->now, c->office, (position_id){c->id}, c->f);
}

static err position_save(const post_ctx *cx, request *rq, response *rs, int64_t id) {
  office at;
  TRY(admin_office(&cx->read, rq, &at));
  admin_change c = admin_change_of(cx, rq);
  c.office = at.id;
  c.id = id;
  err e = form_check(rq->a, id ? position_form + 1 : position_form, &rq->form);
  if (!e) e = store_write(cx->store, rq->a, apply_position, &c);
  if (e && kit_again(e)) return position_page(&cx->read, rq, rs, !id, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#/jabatan", at.id.v), S("Jabatan disimpan."));
  return NULL;
}

err position_new_post(const post_ctx *cx, request *rq, response *rs) { return position_save(cx, rq, rs, 0); }
err position_post(const post_ctx *cx, request *rq, response *rs) { return position_save(cx, rq, rs, request_int(rq, S("jabatan"))); }

/* ---- people ---- */

static const form_field person_form[] = {
    {.name = "nama", .label = "Nama lengkap dengan gelar", .kind = FIELD_LINE, .required = true, .max = 120},
    {.name = "nip", .label = "NIP", .kind = FIELD_LINE, .max = 24, .hint = "18 angka; kosongkan bila bukan ASN."},
    {.name = "pangkat", .label = "Pangkat dan golongan", .kind = FIELD_LINE, .max = 60, .hint = "Misalnya: Penata Tk. I, III/d"},
    {.name = "aktif", .label = "Masih bertugas di sini", .kind = FIELD_BOOL},
    {0}};
static const form_field account_form[] = {
    {.name = "login", .label = "Nama akun", .kind = FIELD_LINE, .required = true, .min = 3, .max = 60, .hint = "Huruf kecil, angka, titik; misalnya kasi.pemerintahan"},
    {.name = "peran", .label = "Peran", .kind = FIELD_CHOICE, .required = true,
     .choices = "pegawai=Pegawai|inspektorat=Inspektorat|admin=Administrator", .hint = "Administrator mengatur semua perangkat daerah."},
    {0}};

static cell account_cell(const sql_staff_of_row *r) {
  if (!r->account.v) return (cell){.text = S("Belum ada akun")};
  return (cell){.text = r->login, .note = !r->account_active ? S("nonaktif") : str_eq(r->role, S("pegawai")) ? STR_NONE : r->role};
}

err staff_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"Nama", "NIP", "Pangkat", "Akun"};
  office at;
  sql_staff_of_rows rows;
  TRY(admin_office(cx, rq, &at));
  TRY(sql_staff_of(cx->db, cx->a, at.id, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) {
    cell *c = cells + i * LEN(heads);
    c[0] = (cell){.text = rows.v[i].name, .path = STR_CAT(cx->a, rq->path, kit_path(cx->a, "/#", rows.v[i].id.v))};
    if (!rows.v[i].active) c[0].note = S("tidak bertugas lagi");
    c[1] = (cell){.text = rows.v[i].nip.n ? rows.v[i].nip : S("–")};
    c[2] = (cell){.text = rows.v[i].rank.n ? rows.v[i].rank : S("–")};
    c[3] = account_cell(&rows.v[i]);
  }
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada pegawai."), S("Tambahkan pegawai, lalu buatkan akunnya.")};
  out o = OUT(cx->a);
  admin_head(&o, cx, &at, TAB_STAFF, STR_NONE, kit_link(cx->a, STR_CAT(cx->a, rq->path, S("/baru")), S("Tambah pegawai"), true));
  t_tabel(&o, &v);
  site_page(cx, rq, rs, 200, NAV_ADMIN, S("Pegawai"), out_html(&o));
  return NULL;
}

/* The password is on this one page only; nothing keeps it. */
static err show_password(const post_ctx *cx, request *rq, response *rs, const office *at, str login, str password) {
  out o = OUT(rq->a);
  t_sandi_awal(&o, login, password, kit_path(rq->a, "/administrasi/kantor/#/pegawai", at->id.v));
  site_page(&cx->read, rq, rs, 200, NAV_ADMIN, S("Kata sandi awal"), out_html(&o));
  return NULL;
}

/* Somebody new, with the position they hold and their account, so that one form is enough. */
static const form_field newcomer_form[] = {
    {.name = "nama", .label = "Nama lengkap dengan gelar", .kind = FIELD_LINE, .required = true, .max = 120},
    {.name = "nip", .label = "NIP", .kind = FIELD_LINE, .max = 24, .hint = "18 angka; kosongkan bila bukan ASN."},
    {.name = "pangkat", .label = "Pangkat dan golongan", .kind = FIELD_LINE, .max = 60, .hint = "Misalnya: Penata Tk. I, III/d"},
    {.name = "jabatan", .label = "Jabatan", .kind = FIELD_CHOICE, .hint = "Jabatan yang belum ada pejabatnya. Plt. dan Plh. dicatat di Penugasan."},
    {.name = "mulai", .label = "Memegang jabatan sejak", .kind = FIELD_DATE},
    {.name = "login", .label = "Nama akun", .kind = FIELD_LINE, .min = 3, .max = 60, .hint = "Huruf kecil, angka, titik; misalnya kasi.pemerintahan. Kata sandi awal ditampilkan sekali."},
    {0}};
enum { NEWCOMER_POSITION = 3 };

/* The form with the positions of the office that nobody holds. */
static err newcomer_choices(const get_ctx *cx, const office *at, form_field **made) {
  form_field *form = NEW_N(cx->a, form_field, LEN(newcomer_form));
  buf choices = BUF(cx->a);
  sql_positions_of_rows rows;
  TRY(sql_positions_of(cx->db, cx->a, at->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    official held;
    TRY(official_of(cx->db, cx->a, rows.v[i].id, site_today(cx, at->zone), false, &held));
    if (!held.name.n) form_choice_add(&choices, str_fmt(cx->a, "%lld", (long long)rows.v[i].id.v), rows.v[i].title);
  }
  for (size_t i = 0; i < LEN(newcomer_form); i++) form[i] = newcomer_form[i];
  form[NEWCOMER_POSITION].choices = str_z(cx->a, buf_str(&choices));
  *made = form;
  return NULL;
}

static err person_new_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office at;
  form_field *form;
  TRY(admin_office(cx, rq, &at));
  TRY(newcomer_choices(cx, &at, &form));
  edit_view v = {.action = rq->path, .title = S("Tambah pegawai"), .submit = S("Simpan"), .form = {.form = form, .values = values, .wrong = wrong}};
  v.crumbs = admin_crumbs(cx->a, &at, TAB_STAFF, S("Pegawai"), &v.n_crumbs);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  return NULL;
}

err person_new_get(const get_ctx *cx, request *rq, response *rs) {
  fields f = {0};
  kit_value(cx->a, &f, "mulai", date_iso(cx->a, site_today(cx, 420)));
  return person_new_page(cx, rq, rs, &f, NULL);
}

/* The staff row of the person an address names. */
static err person_at(const get_ctx *cx, const request *rq, office *at, const sql_staff_of_row **made) {
  sql_staff_of_rows *rows = NEW(cx->a, sql_staff_of_rows);
  TRY(admin_office(cx, rq, at));
  TRY(sql_staff_of(cx->db, cx->a, at->id, rows));
  for (size_t i = 0; i < rows->n; i++)
    if (rows->v[i].id.v == request_int(rq, S("orang"))) {
      *made = &rows->v[i];
      return NULL;
    }
  return ERR(cx->a, NOT_FOUND, "Pegawai ini tidak ada.");
}

static str person_path(arena *a, const office *at, int64_t person, const char *tail) {
  return STR_CAT(a, kit_path(a, "/administrasi/kantor/#/pegawai", at->id.v), kit_path(a, "/#", person), str_of(tail));
}

/* Who is shown below, with what went wrong with the account. */
static html account_part(const get_ctx *cx, const request *rq, const office *at, const sql_staff_of_row *r, const fields *values, err wrong) {
  out o = OUT(cx->a), typed = OUT(cx->a);
  account_card card = {.csrf = rq->csrf, .login = r->account.v ? r->login : STR_NONE, .role = r->role, .active = r->account_active, .wrong = wrong};
  form_fields(&typed, &(form_view){.form = account_form, .values = values, .wrong = wrong, .prefix = "akun-"});
  card.fields = out_html(&typed);
  card.open = person_path(cx->a, at, r->id.v, "/akun");
  card.reset = person_path(cx->a, at, r->id.v, "/akun/sandi");
  card.toggle = person_path(cx->a, at, r->id.v, r->account_active ? "/akun/nonaktifkan" : "/akun/aktifkan");
  t_akun(&o, &card);
  return out_html(&o);
}

static err person_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong, err account_wrong) {
  office at;
  const sql_staff_of_row *r;
  fields stored = {0};
  TRY(person_at(cx, rq, &at, &r));
  kit_value(cx->a, &stored, "nama", r->name);
  kit_value(cx->a, &stored, "nip", r->nip);
  kit_value(cx->a, &stored, "pangkat", r->rank);
  kit_value(cx->a, &stored, "aktif", r->active ? S("ya") : S(""));
  edit_view v = {.action = person_path(cx->a, &at, r->id.v, ""), .title = r->name, .submit = S("Simpan"),
                 .form = {.form = person_form, .values = values ? values : &stored, .wrong = wrong}};
  v.crumbs = admin_crumbs(cx->a, &at, TAB_STAFF, S("Pegawai"), &v.n_crumbs);
  v.below = account_part(cx, rq, &at, r, account_wrong ? &rq->form : NULL, account_wrong);
  kit_edit(cx, rq, rs, NAV_ADMIN, &v);
  if (account_wrong) rs->status = kit_status(account_wrong);
  return NULL;
}

err person_get(const get_ctx *cx, request *rq, response *rs) { return person_page(cx, rq, rs, NULL, NULL, NULL); }

static err apply_person(db_rw *db, arena *a, void *what) {
  admin_change *c = what;
  person_id id;
  TRY(manage_person(db, a, c->who, c->now, c->office, (person_id){c->id}, c->f, &id));
  c->n = id.v;
  return NULL;
}

static err person_save(const post_ctx *cx, request *rq, office *at, admin_change *c) {
  TRY(admin_office(&cx->read, rq, at));
  c->office = at->id;
  TRY(form_check(rq->a, person_form, &rq->form));
  return store_write(cx->store, rq->a, apply_person, c);
}

/* The person, the position if one was chosen, the account if one was named. */
static err apply_newcomer(db_rw *db, arena *a, void *what) {
  admin_change *c = what;
  assignment_id held;
  TRY(apply_person(db, a, c));
  new_assignment n = {{fields_int(c->f, S("jabatan"), 0)}, {c->n}, S("definitif"), S(""), S("semua"), DATE_NONE, fields_date(c->f, S("mulai")), DATE_NONE};
  if (n.position.v) TRY(manage_assign(db, a, c->who, c->now, &n, &held));
  return c->text.n ? manage_account_open(db, a, c->who, c->now, (person_id){c->n}, c->text, c->role, c->hash) : NULL;
}

err person_new_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  form_field *form;
  admin_change c = admin_change_of(cx, rq);
  str password = manage_first_password(rq->a);
  TRY(admin_office(&cx->read, rq, &at));
  TRY(newcomer_choices(&cx->read, &at, &form));
  c.office = at.id;
  c.text = str_trim(fields_get(&rq->form, S("login")));
  c.role = str_eq(at.kind, S("inspektorat")) ? S("inspektorat") : S("pegawai");
  err e = form_check(rq->a, form, &rq->form);
  if (!e && c.text.n) e = password_hash(rq->a, password, &c.hash);
  if (!e) e = store_write(cx->store, rq->a, apply_newcomer, &c);
  if (e && kit_again(e)) return person_new_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  if (c.text.n) return show_password(cx, rq, rs, &at, c.text, password);
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#/pegawai", at.id.v), S("Pegawai ditambahkan."));
  return NULL;
}

err person_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  admin_change c = admin_change_of(cx, rq);
  c.id = request_int(rq, S("orang"));
  err e = person_save(cx, rq, &at, &c);
  if (e && kit_again(e)) return person_page(&cx->read, rq, rs, &rq->form, e, NULL);
  if (e) return e;
  site_done(rq, rs, kit_path(rq->a, "/administrasi/kantor/#/pegawai", at.id.v), S("Data pegawai disimpan."));
  return NULL;
}

/* ---- accounts ---- */

static err apply_open(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return manage_account_open(db, a, c->who, c->now, (person_id){c->id}, c->text, c->role, c->hash);
}

err account_open_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  const sql_staff_of_row *r;
  TRY(person_at(&cx->read, rq, &at, &r));
  admin_change c = admin_change_of(cx, rq);
  str password = manage_first_password(rq->a);
  c.id = r->id.v;
  c.text = str_trim(fields_get(&rq->form, S("login")));
  c.role = fields_get(&rq->form, S("peran"));
  err e = form_check(rq->a, account_form, &rq->form);
  if (!e) e = password_hash(rq->a, password, &c.hash);
  if (!e) e = store_write(cx->store, rq->a, apply_open, &c);
  if (e && kit_again(e)) return person_page(&cx->read, rq, rs, NULL, NULL, e);
  return e ? e : show_password(cx, rq, rs, &at, c.text, password);
}

static err apply_reset(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return manage_account_reset(db, a, c->who, c->now, (account_id){c->id}, c->hash);
}

err account_reset_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  const sql_staff_of_row *r;
  TRY(person_at(&cx->read, rq, &at, &r));
  admin_change c = admin_change_of(cx, rq);
  str password = manage_first_password(rq->a);
  c.id = r->account.v;
  TRY(password_hash(rq->a, password, &c.hash));
  TRY(store_write(cx->store, rq->a, apply_reset, &c));
  return show_password(cx, rq, rs, &at, r->login, password);
}

static err apply_switch(db_rw *db, arena *a, void *what) {
  const admin_change *c = what;
  return manage_account_switch(db, a, c->who, c->now, (account_id){c->id}, c->n != 0);
}

err account_switch_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  const sql_staff_of_row *r;
  TRY(person_at(&cx->read, rq, &at, &r));
  admin_change c = admin_change_of(cx, rq);
  c.id = r->account.v;
  c.n = str_ends(rq->path, S("/aktifkan"));
  err e = store_write(cx->store, rq->a, apply_switch, &c);
  if (e && kit_again(e)) return person_page(&cx->read, rq, rs, NULL, NULL, e);
  if (e) return e;
  site_done(rq, rs, person_path(rq->a, &at, r->id.v, ""), c.n ? S("Akun diaktifkan.") : S("Akun dinonaktifkan; sesinya berakhir."));
  return NULL;
}
