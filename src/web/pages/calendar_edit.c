/* The forms that change working time. Which table is changed is the field "lingkup": the nation's, the region's or the office's. */
#include "base/num.h"
#include "kalender_jam.t.h"
#include "office/office_sql.h"
#include "web/pages/calendar.h"
#include "web/pages/office_at.h"

static const crumb up[] = {{SC("Kalender"), SC("/kalender")}};

/* ---- which table ---- */

static err office_of(const get_ctx *cx, const request *rq, office *o) {
  int64_t id = cx->who->office.v;
  str asked = fields_get(&rq->query, S("kantor"));
  if (asked.n && !num_i64(asked, 1, INT64_MAX, &id)) return ERR(cx->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  if (!id || !worktime_may(cx->who, id)) return ERR(cx->a, NOT_FOUND, "Halaman ini tidak ada.");
  return office_get(cx->db, cx->a, (office_id){id}, o);
}

static str id_text(arena *a, int64_t id) { return str_fmt(a, "%lld", (long long)id); }

/* Only tables this person may change. */
static const char *scopes(const get_ctx *cx, const office *o) {
  buf choices = BUF(cx->a);
  if (worktime_may(cx->who, 0)) form_choice_add(&choices, S("0"), S("Nasional, semua daerah"));
  if (worktime_may(cx->who, o->region.v)) form_choice_add(&choices, id_text(cx->a, o->region.v), o->region_name);
  form_choice_add(&choices, id_text(cx->a, o->id.v), STR_CAT(cx->a, S("Hanya "), o->name));
  return str_z(cx->a, buf_str(&choices));
}

/* A copy of a form whose first field is "lingkup", with this person's tables in it. */
static form_field *with_scopes(const get_ctx *cx, const office *o, const form_field *form, size_t n) {
  form_field *copy = NEW_N(cx->a, form_field, n);
  for (size_t i = 0; i < n; i++) copy[i] = form[i];
  copy[0].choices = scopes(cx, o);
  return copy;
}
#define SCOPE_FIELD {.name = "lingkup", .label = "Berlaku untuk", .kind = FIELD_CHOICE, .required = true}

/* ---- applying ---- */

typedef struct change {
  worktime_edit e;
  const fields *f;
  str csv, filename;
  bool ramadan;
  work_day week[7];
  worktime_outcome out;
} change;
typedef err (*change_fn)(const worktime_edit *e, change *c);
typedef struct applying { change *c; change_fn fn; } applying;

static err apply(db_rw *db, arena *a, void *what) {
  applying *w = what;
  w->c->e.db = db;
  w->c->e.a = a;
  return w->fn(&w->c->e, w->c);
}

static err run(const post_ctx *cx, request *rq, change *c, change_fn fn) {
  int64_t scope;
  if (!num_i64(fields_get(&rq->form, S("lingkup")), 0, INT64_MAX, &scope)) return ERR_FIELD(rq->a, S("lingkup"), "Pilih untuk siapa kalender ini berlaku.");
  c->e.who = cx->read.who;
  c->e.now = cx->read.now;
  c->e.scope = scope;
  c->f = &rq->form;
  return store_write(cx->store, rq->a, apply, &(applying){c, fn});
}

static void done(request *rq, response *rs, const change *c, const char *what) {
  str asked = fields_get(&rq->query, S("kantor")), of = asked.n ? STR_CAT(rq->a, S("&kantor="), asked) : S("");
  str to = str_fmt(rq->a, "/kalender?perubahan=%lld-%lld%.*s", (long long)c->out.scope, (long long)c->out.n, STR_ARG(of));
  site_done(rq, rs, to, str_fmt(rq->a, "%s %zu tenggat berubah.", what, c->out.moved.n));
}

static str text_of(const fields *f, const char *name) {
  str s = str_trim(fields_get(f, str_of(name)));
  return s.p ? s : S("");
}

/* ---- one day off ---- */

static const form_field day_form[] = {
    SCOPE_FIELD,
    {.name = "tanggal", .label = "Tanggal", .kind = FIELD_DATE, .required = true},
    {.name = "jenis", .label = "Jenis", .kind = FIELD_CHOICE, .required = true, .choices = "libur=Libur nasional|cuti=Cuti bersama|lokal=Libur daerah"},
    {.name = "nama", .label = "Nama hari libur", .kind = FIELD_LINE, .required = true, .max = 120},
    {.name = "sumber", .label = "Dasar", .kind = FIELD_LINE, .max = 200, .hint = "Nomor SKB, surat edaran atau keputusan"},
    {0}};

static err day_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office o;
  TRY(office_of(cx, rq, &o));
  edit_view v = {.action = rq->target, .title = S("Tambah hari libur"), .submit = S("Simpan dan hitung ulang tenggat"), .crumbs = up, .n_crumbs = 1,
                 .lead = S("Tenggat siklus yang sedang berjalan dihitung ulang saat itu juga."),
                 .form = {.form = with_scopes(cx, &o, day_form, LEN(day_form)), .values = values, .wrong = wrong}};
  kit_edit(cx, rq, rs, NAV_CALENDAR, &v);
  return NULL;
}

err day_off_get(const get_ctx *cx, request *rq, response *rs) { return day_page(cx, rq, rs, NULL, NULL); }

static err put_day(const worktime_edit *e, change *c) {
  return worktime_day_put(e, fields_date(c->f, S("tanggal")), text_of(c->f, "jenis"), text_of(c->f, "nama"), text_of(c->f, "sumber"), &c->out);
}

err day_off_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  change c = {0};
  TRY(office_of(&cx->read, rq, &o));
  err e = form_check(rq->a, with_scopes(&cx->read, &o, day_form, LEN(day_form)), &rq->form);
  if (!e) e = run(cx, rq, &c, put_day);
  if (e && kit_again(e)) return day_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  done(rq, rs, &c, "Hari libur disimpan.");
  return NULL;
}

static err remove_day(const worktime_edit *e, change *c) {
  date day;
  if (!date_parse(text_of(c->f, "tanggal"), &day)) return ERR(e->a, NOT_FOUND, "Hari libur ini tidak ada.");
  return worktime_day_remove(e, day, &c->out);
}

err day_off_remove_post(const post_ctx *cx, request *rq, response *rs) {
  change c = {0};
  TRY(run(cx, rq, &c, remove_day));
  done(rq, rs, &c, "Hari libur dihapus.");
  return NULL;
}

/* ---- a whole list ---- */

static const form_field import_form[] = {
    SCOPE_FIELD,
    {.name = "berkas", .label = "Berkas CSV", .kind = FIELD_FILE, .required = true, .max = 1024 * 1024, .hint = "Kolom: tanggal,jenis,nama,sumber. Jenis: libur, cuti atau lokal."},
    {0}};

static err import_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office o;
  TRY(office_of(cx, rq, &o));
  edit_view v = {.action = rq->target, .title = S("Impor hari libur"), .submit = S("Periksa dan impor"), .crumbs = up, .n_crumbs = 1,
                 .lead = S("Bila satu baris saja salah, tidak ada yang berubah; barisnya disebut."),
                 .form = {.form = with_scopes(cx, &o, import_form, LEN(import_form)), .values = values, .wrong = wrong}};
  kit_edit(cx, rq, rs, NAV_CALENDAR, &v);
  return NULL;
}

err days_import_get(const get_ctx *cx, request *rq, response *rs) { return import_page(cx, rq, rs, NULL, NULL); }

static err import_days(const worktime_edit *e, change *c) { return worktime_days_import(e, c->csv, c->filename, &c->out); }

err days_import_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  change c = {0};
  const field *file = fields_file(&rq->form, S("berkas"));
  TRY(office_of(&cx->read, rq, &o));
  err e = form_check(rq->a, with_scopes(&cx->read, &o, import_form, LEN(import_form)), &rq->form);
  if (!e && !file) e = ERR_FIELD(rq->a, S("berkas"), "Pilih berkas CSV.");
  if (!e) {
    c.csv = file->value;
    c.filename = file->filename;
    e = run(cx, rq, &c, import_days);
  }
  if (e) kit_lines(rq->a, e, import_form, S("berkas"));
  if (e && kit_again(e)) return import_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  done(rq, rs, &c, "Daftar hari libur diimpor.");
  return NULL;
}

/* ---- Ramadan ---- */

static const form_field ramadan_form[] = {
    SCOPE_FIELD,
    {.name = "awal", .label = "Hari pertama", .kind = FIELD_DATE, .required = true},
    {.name = "akhir", .label = "Hari terakhir", .kind = FIELD_DATE, .required = true},
    {.name = "sumber", .label = "Dasar", .kind = FIELD_LINE, .max = 200, .hint = "Misalnya: sidang isbat Kementerian Agama"},
    {0}};

static err ramadan_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office o;
  TRY(office_of(cx, rq, &o));
  edit_view v = {.action = rq->target, .title = S("Tambah Ramadan"), .submit = S("Simpan dan hitung ulang tenggat"), .crumbs = up, .n_crumbs = 1,
                 .lead = S("Di hari-hari ini berlaku jam kerja Ramadan."),
                 .form = {.form = with_scopes(cx, &o, ramadan_form, LEN(ramadan_form)), .values = values, .wrong = wrong}};
  kit_edit(cx, rq, rs, NAV_CALENDAR, &v);
  return NULL;
}

err ramadan_get(const get_ctx *cx, request *rq, response *rs) { return ramadan_page(cx, rq, rs, NULL, NULL); }

static err put_ramadan(const worktime_edit *e, change *c) {
  return worktime_ramadan_put(e, fields_date(c->f, S("awal")), fields_date(c->f, S("akhir")), text_of(c->f, "sumber"), &c->out);
}

err ramadan_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  change c = {0};
  TRY(office_of(&cx->read, rq, &o));
  err e = form_check(rq->a, with_scopes(&cx->read, &o, ramadan_form, LEN(ramadan_form)), &rq->form);
  if (!e) e = run(cx, rq, &c, put_ramadan);
  if (e && kit_again(e)) return ramadan_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  done(rq, rs, &c, "Ramadan disimpan.");
  return NULL;
}

static err remove_ramadan(const worktime_edit *e, change *c) {
  date day;
  if (!date_parse(text_of(c->f, "tanggal"), &day)) return ERR(e->a, NOT_FOUND, "Ramadan ini tidak ada.");
  return worktime_ramadan_remove(e, day, &c->out);
}

err ramadan_remove_post(const post_ctx *cx, request *rq, response *rs) {
  change c = {0};
  TRY(run(cx, rq, &c, remove_ramadan));
  done(rq, rs, &c, "Ramadan dihapus.");
  return NULL;
}

/* ---- hours of a week ---- */

static const form_field scope_form[] = {SCOPE_FIELD, {0}};
static const char *const day_codes[7] = {"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"};
static const char *const parts[4] = {"mulai", "selesai", "rehat", "rehat_akhir"};

static bool of_ramadan(const request *rq) { return str_ends(rq->path, S("/ramadan")); }
static str part_name(arena *a, int part, int day) { return str_fmt(a, "%s.%d", parts[part], day + 1); }
static str clock_text(arena *a, int minute) { return str_fmt(a, "%02d:%02d", minute / 60, minute % 60); }

static void stored_hours(arena *a, const work_day week[7], fields *f) {
  for (int d = 0; d < 7; d++) {
    const int minutes[4] = {week[d].start, week[d].end, week[d].break_start, week[d].break_end};
    bool works = week[d].start != week[d].end, pause = week[d].break_start != week[d].break_end;
    for (int p = 0; p < 4; p++) fields_add(a, f, part_name(a, p, d), works && (p < 2 || pause) ? clock_text(a, minutes[p]) : S(""));
  }
}

static hours_row row_of(arena *a, const fields *f, int d, bool ramadan, err wrong) {
  str code = STR_CAT(a, ramadan ? S("ramadan-") : S(""), str_of(day_codes[d]));
  hours_row r = {.id = STR_CAT(a, S("f-"), code), .day = date_day_name(d + 1)};
  r.start = fields_get(f, part_name(a, 0, d));
  r.end = fields_get(f, part_name(a, 1, d));
  r.break_start = fields_get(f, part_name(a, 2, d));
  r.break_end = fields_get(f, part_name(a, 3, d));
  for (size_t i = 0; wrong && i < wrong->points.n; i++)
    if (str_eq(wrong->points.v[i].field, code)) r.mistake = wrong->points.v[i].text;
  return r;
}

static err hours_page(const get_ctx *cx, request *rq, response *rs, const fields *values, err wrong) {
  office o;
  const calendar *c;
  fields stored = {0};
  bool ramadan = of_ramadan(rq);
  TRY(office_of(cx, rq, &o));
  TRY(office_calendar(cx->db, cx->a, &o, &c));
  const work_rules *rules = calendar_rules(c);
  stored_hours(cx->a, ramadan ? rules->ramadan : rules->normal, &stored);
  const fields *f = values ? values : &stored;
  out scope = OUT(cx->a), to = OUT(cx->a);
  form_fields(&scope, &(form_view){.form = with_scopes(cx, &o, scope_form, LEN(scope_form)), .values = values, .wrong = wrong});
  hours_form v = {.csrf = rq->csrf, .action = rq->target, .title = ramadan ? S("Jam kerja Ramadan") : S("Jam kerja"), .crumbs = up, .scope = out_html(&scope), .wrong = wrong};
  for (int d = 0; d < 7; d++) v.rows[d] = row_of(cx->a, f, d, ramadan, wrong);
  t_kalender_jam(&to, &v);
  site_page(cx, rq, rs, kit_status(wrong), NAV_CALENDAR, v.title, out_html(&to));
  return NULL;
}

err hours_get(const get_ctx *cx, request *rq, response *rs) { return hours_page(cx, rq, rs, NULL, NULL); }

static bool clock_of(str s, int *minute) {
  int64_t h, m;
  s = str_trim(s);
  if (!s.n) {
    *minute = -1;
    return true;
  }
  if (s.n != 5 || (s.p[2] != ':' && s.p[2] != '.') || !num_i64(str_sub(s, 0, 2), 0, 23, &h) || !num_i64(str_sub(s, 3, 2), 0, 59, &m)) return false;
  *minute = (int)(h * 60 + m);
  return true;
}

/* Empty hours: no work that day; an empty break: none. */
static err read_week(arena *a, const fields *f, bool ramadan, work_day week[7]) {
  err e = ERR(a, INPUT, "Ada jam yang perlu diperbaiki.");
  for (int d = 0; d < 7; d++) {
    int t[4];
    bool ok = true;
    for (int p = 0; p < 4; p++) ok = clock_of(fields_get(f, part_name(a, p, d)), &t[p]) && ok;
    ok = ok && (t[0] < 0) == (t[1] < 0) && (t[2] < 0) == (t[3] < 0) && !(t[0] < 0 && t[2] >= 0);
    str where = STR_CAT(a, ramadan ? S("ramadan-") : S(""), str_of(day_codes[d]));
    if (!ok) err_at(a, e, where, STR_CAT(a, date_day_name(d + 1), S(": isi jam mulai dan selesai, misalnya 07.30 dan 16.00, atau kosongkan semuanya.")));
    else if (t[0] < 0) week[d] = (work_day){0};
    else week[d] = (work_day){t[0], t[1], t[2] < 0 ? t[0] : t[2], t[2] < 0 ? t[0] : t[3]};
  }
  return e->points.n ? e : NULL;
}

static err put_hours(const worktime_edit *e, change *c) { return worktime_hours_put(e, c->ramadan, c->week, &c->out); }

err hours_post(const post_ctx *cx, request *rq, response *rs) {
  office o;
  change c = {.ramadan = of_ramadan(rq)};
  TRY(office_of(&cx->read, rq, &o));
  err e = read_week(rq->a, &rq->form, c.ramadan, c.week);
  if (!e) e = run(cx, rq, &c, put_hours);
  if (e && kit_again(e)) return hours_page(&cx->read, rq, rs, &rq->form, e);
  if (e) return e;
  done(rq, rs, &c, "Jam kerja disimpan.");
  return NULL;
}
