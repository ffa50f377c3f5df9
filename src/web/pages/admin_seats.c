/* Who holds which position from when to when: definitive holders, Plt. and Plh. */
#include "base/num.h"
#include "office/office_sql.h"
#include "tabel.t.h"
#include "web/pages/admin.h"

/* For administrators, and for the Sekretaris of the office (Plt. and Plh. only). */
static err seats_office(const get_ctx *cx, const request *rq, office *o) {
  office_id id = {request_int(rq, S("id"))};
  if (!manage_may_assign(cx->who, id, true)) return ERR(cx->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  return office_get(cx->db, cx->a, id, o);
}

static enum nav nav_of(const get_ctx *cx) { return cx->who->role == ROLE_ADMIN ? NAV_ADMIN : NAV_SEATS; }
static str list_path(arena *a, const office *o) { return kit_path(a, "/administrasi/kantor/#/penugasan", o->id.v); }

err seats_home_get(const get_ctx *cx, request *rq, response *rs) {
  if (!manage_may_assign(cx->who, cx->who->office, true)) return ERR(cx->a, NOT_FOUND, "Halaman ini tidak ada.");
  response_redirect(rs, kit_path(rq->a, "/administrasi/kantor/#/penugasan", cx->who->office.v));
  return NULL;
}

/* ---- the list ---- */

static cell seat_state(const sql_assignments_of_office_row *r, date today) {
  if (r->from_day.day > today.day) return (cell){.state = true, .look = LOOK_SOON, .text = S("akan datang")};
  if (date_some(r->until_day) && r->until_day.day < today.day) return (cell){.state = true, .look = LOOK_PLAIN, .text = S("sudah berakhir")};
  return (cell){.state = true, .look = LOOK_DONE, .text = S("berlaku")};
}

static str kind_label(str kind) { return str_eq(kind, S("plt")) ? S("Plt.") : str_eq(kind, S("plh")) ? S("Plh.") : S("Definitif"); }

static str days_text(arena *a, date from, date until) {
  return STR_CAT(a, date_id_short(a, from), S(" – "), date_some(until) ? date_id_short(a, until) : S("seterusnya"));
}

static str letter_note(arena *a, const sql_assignments_of_office_row *r) {
  str day = date_some(r->letter_day) ? STR_CAT(a, S(", "), date_id_short(a, r->letter_day)) : S("");
  str letter = r->letter_no.n ? STR_CAT(a, S("surat "), r->letter_no, day) : S("");
  str scope = str_eq(r->scope, S("tanpa_tanda_tangan")) ? S("tanpa tanda tangan") : S("");
  return STR_CAT(a, letter, letter.n && scope.n ? S("; ") : S(""), scope);
}

static void seat_cells(const get_ctx *cx, const office *at, const sql_assignments_of_office_row *r, date today, cell *c) {
  bool acting = !str_eq(r->kind, S("definitif")), over = date_some(r->until_day) && r->until_day.day < today.day;
  c[0] = (cell){.text = r->title};
  c[1] = (cell){.text = r->name, .note = letter_note(cx->a, r)};
  c[2] = (cell){.text = kind_label(r->kind)};
  c[3] = (cell){.text = days_text(cx->a, r->from_day, r->until_day)};
  c[4] = seat_state(r, today);
  if (!over && manage_may_assign(cx->who, at->id, acting))
    c[5] = (cell){.text = S("Akhiri"), .path = STR_CAT(cx->a, list_path(cx->a, at), kit_path(cx->a, "/#/akhiri", r->id.v))};
}

err seats_get(const get_ctx *cx, request *rq, response *rs) {
  static const char *const heads[] = {"Jabatan", "Pejabat", "Jenis", "Masa", "Keadaan", "Tindakan"};
  office at;
  sql_assignments_of_office_rows rows;
  TRY(seats_office(cx, rq, &at));
  TRY(sql_assignments_of_office(cx->db, cx->a, at.id, &rows));
  cell *cells = NEW_N(cx->a, cell, rows.n * LEN(heads) + 1);
  for (size_t i = 0; i < rows.n; i++) seat_cells(cx, &at, &rows.v[i], site_today(cx, at.zone), cells + i * LEN(heads));
  table_view v = {heads, LEN(heads), cells, rows.n, S("Belum ada penugasan."), S("Catat siapa memegang jabatan apa, sejak kapan.")};
  out o = OUT(cx->a);
  str label = cx->who->role == ROLE_ADMIN ? S("Tambah penugasan") : S("Catat Plt./Plh.");
  admin_head(&o, cx, &at, TAB_SEATS, S("Tugas berpindah sendiri menurut tanggal surat, dan kembali setelah masa Plt./Plh. habis."),
             kit_link(cx->a, STR_CAT(cx->a, rq->path, S("/baru")), label, true));
  t_tabel(&o, &v);
  site_page(cx, rq, rs, 200, nav_of(cx), S("Penugasan"), out_html(&o));
  return NULL;
}

/* ---- a new one ---- */

static const form_field seat_form[] = {
    {.name = "jabatan", .label = "Jabatan", .kind = FIELD_CHOICE, .required = true},
    {.name = "orang", .label = "Pegawai", .kind = FIELD_CHOICE, .required = true},
    {.name = "jenis", .label = "Jenis", .kind = FIELD_CHOICE, .required = true, .hint = "Plt.: jabatan kosong. Plh.: pejabatnya berhalangan sementara."},
    {.name = "surat", .label = "Nomor surat penunjukan", .kind = FIELD_LINE, .max = 100},
    {.name = "tanggal_surat", .label = "Tanggal surat", .kind = FIELD_DATE},
    {.name = "mulai", .label = "Mulai", .kind = FIELD_DATE, .required = true},
    {.name = "selesai", .label = "Hari terakhir", .kind = FIELD_DATE, .hint = "Wajib untuk Plt. dan Plh."},
    {.name = "lingkup", .label = "Lingkup", .kind = FIELD_CHOICE, .required = true, .choices = "semua=Semua tugas|tanpa_tanda_tangan=Tanpa menandatangani"},
    {0}};

/* The form with the positions and people of this very office. */
static err seat_choices(const get_ctx *cx, const office *at, form_field **made) {
  form_field *form = NEW_N(cx->a, form_field, LEN(seat_form));
  buf positions = BUF(cx->a), people = BUF(cx->a);
  sql_positions_of_rows p;
  sql_people_of_rows q;
  TRY(sql_positions_of(cx->db, cx->a, at->id, &p));
  TRY(sql_people_of(cx->db, cx->a, at->id, site_today(cx, at->zone), &q));
  for (size_t i = 0; i < p.n; i++) form_choice_add(&positions, str_fmt(cx->a, "%lld", (long long)p.v[i].id.v), p.v[i].title);
  for (size_t i = 0; i < q.n; i++)
    form_choice_add(&people, str_fmt(cx->a, "%lld", (long long)q.v[i].id.v), q.v[i].title.n ? STR_CAT(cx->a, q.v[i].name, S(", "), q.v[i].title) : q.v[i].name);
  for (size_t i = 0; i < LEN(seat_form); i++) form[i] = seat_form[i];
  form[0].choices = str_z(cx->a, buf_str(&positions));
  form[1].choices = str_z(cx->a, buf_str(&people));
  form[2].choices = cx->who->role == ROLE_ADMIN ? "definitif=Definitif|plt=Plt. (Pelaksana Tugas)|plh=Plh. (Pelaksana Harian)"
                                                 : "plt=Plt. (Pelaksana Tugas)|plh=Plh. (Pelaksana Harian)";
  *made = form;
  return NULL;
}

static err seat_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office at;
  form_field *form;
  TRY(seats_office(cx, rq, &at));
  TRY(seat_choices(cx, &at, &form));
  edit_view v = {.action = rq->path, .title = S("Penugasan baru"), .submit = S("Simpan penugasan"), .form = {.form = form, .values = values, .wrong = wrong}};
  v.crumbs = admin_crumbs(cx->a, &at, TAB_SEATS, S("Penugasan"), &v.n_crumbs);
  kit_edit(cx, rq, rs, nav_of(cx), &v);
  return NULL;
}

err seat_new_get(const get_ctx *cx, request *rq, response *rs) {
  fields f = {0};
  kit_value(cx->a, &f, "lingkup", S("semua"));
  return seat_page(cx, rq, rs, &f, NULL);
}

typedef struct assigning { const actor *who; instant now; new_assignment n; int64_t id; date last; } assigning;

static err apply_assign(db_rw *db, arena *a, void *what) {
  assigning *s = what;
  assignment_id id;
  return manage_assign(db, a, s->who, s->now, &s->n, &id);
}

static int64_t id_of(const fields *f, const char *name) {
  int64_t id;
  return num_i64(str_trim(fields_get(f, str_of(name))), 1, INT64_MAX, &id) ? id : 0;
}

static str text_of(const fields *f, const char *name) {
  str s = str_trim(fields_get(f, str_of(name)));
  return s.p ? s : S("");
}

err seat_new_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  form_field *form;
  const fields *f = &rq->form;
  TRY(seats_office(&cx->read, rq, &at));
  TRY(seat_choices(&cx->read, &at, &form));
  assigning s = {.who = cx->read.who, .now = cx->read.now};
  err e = form_check(rq->a, form, f);
  if (!e) {
    s.n = (new_assignment){{id_of(f, "jabatan")}, {id_of(f, "orang")}, text_of(f, "jenis"), text_of(f, "surat"), text_of(f, "lingkup"),
                           fields_date(f, S("tanggal_surat")), fields_date(f, S("mulai")), fields_date(f, S("selesai"))};
    e = store_write(cx->store, rq->a, apply_assign, &s);
  }
  if (e && kit_again(e)) return seat_page(&cx->read, rq, rs, f, e);
  if (e) return e;
  site_done(rq, rs, list_path(rq->a, &at), S("Penugasan dicatat."));
  return NULL;
}

/* ---- the end of one ---- */

static const form_field end_form[] = {{.name = "selesai", .label = "Hari terakhir", .kind = FIELD_DATE, .required = true}, {0}};

static err end_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office at;
  sql_assignment_by_id_row *r;
  TRY(seats_office(cx, rq, &at));
  TRY(sql_assignment_by_id(cx->db, cx->a, (assignment_id){request_int(rq, S("tugas"))}, &r));
  if (!r || r->office.v != at.id.v) return ERR(cx->a, NOT_FOUND, "Penugasan ini tidak ada.");
  edit_view v = {.action = rq->path, .title = S("Akhiri penugasan"), .submit = S("Akhiri"), .form = {.form = end_form, .values = values, .wrong = wrong}};
  v.lead = STR_CAT(cx->a, kind_label(r->kind), S(" "), r->title, S(": "), r->name, S(", sejak "), date_id(cx->a, r->from_day), S("."));
  v.crumbs = admin_crumbs(cx->a, &at, TAB_SEATS, S("Penugasan"), &v.n_crumbs);
  kit_edit(cx, rq, rs, nav_of(cx), &v);
  return NULL;
}

err seat_end_get(const get_ctx *cx, request *rq, response *rs) { return end_page(cx, rq, rs, NULL, NULL); }

static err apply_end(db_rw *db, arena *a, void *what) {
  assigning *s = what;
  return manage_assignment_end(db, a, s->who, s->now, (assignment_id){s->id}, s->last);
}

err seat_end_post(const post_ctx *cx, request *rq, response *rs) {
  office at;
  TRY(seats_office(&cx->read, rq, &at));
  assigning s = {.who = cx->read.who, .now = cx->read.now, .id = request_int(rq, S("tugas"))};
  err e = form_check(rq->a, end_form, &rq->form);
  s.last = e ? DATE_NONE : fields_date(&rq->form, S("selesai"));
  if (!e) e = store_write(cx->store, rq->a, apply_end, &s);
  if (e && kit_again(e)) return end_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  site_done(rq, rs, list_path(rq->a, &at), S("Penugasan diakhiri."));
  return NULL;
}
