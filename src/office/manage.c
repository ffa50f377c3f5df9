#include "office/manage.h"

#include <sodium.h>

#include "base/num.h"
#include "office/office_sql.h"
#include "store/blob.h"
#include "store/store_sql.h"

/* ---- who may ---- */

bool actor_keeps_region(const actor *who, region_id region) { return who->role == ROLE_ADMIN && who->region.v == region.v; }

/* The seat by which somebody acts for an office's data; that of who records Plt. and Plh. comes first. */
static const seat *keeping_seat(const actor *who, office_id at) {
  const seat *found = NULL;
  for (size_t i = 0; i < who->seats.n; i++) {
    const seat *s = &who->seats.v[i];
    if (!s->acts || s->office.v != at.v || !(s->keeps_data || s->keeps_seats)) continue;
    if (!found || s->keeps_seats) found = s;
  }
  return found;
}

bool actor_keeps_office(const actor *who, office_id at) {
  if (actor_keeps_region(who, id_region(at.v))) return true;
  for (size_t i = 0; i < who->seats.n; i++)
    if (who->seats.v[i].acts && who->seats.v[i].keeps_data && who->seats.v[i].office.v == at.v) return true;
  return false;
}

actor_mark actor_mark_at(arena *a, const actor *who, office_id at) {
  str as = who->role == ROLE_ADMIN ? S("Administrator") : seat_text(a, keeping_seat(who, at));
  return (actor_mark){who->account, who->name, as};
}

static err region_allowed(arena *a, const actor *who, region_id region) {
  if (actor_keeps_region(who, region)) return NULL;
  if (who->region.v != region.v) return ERR(a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  return ERR(a, FORBIDDEN, "Hanya administrator yang dapat mengubah ini.");
}

err manage_allowed(arena *a, const actor *who, office_id at) { return region_allowed(a, who, id_region(at.v)); }

/* ---- what was typed ---- */

static str typed(const fields *f, const char *name) {
  str v = str_trim(fields_get(f, str_of(name)));
  return v.p ? v : S("");
}

static err wrong_fields(arena *a) { return ERR(a, INPUT, "Ada isian yang perlu diperbaiki."); }

static void need(arena *a, err e, const fields *f, const char *name, const char *what) {
  if (!typed(f, name).n) err_at(a, e, str_of(name), str_fmt(a, "Isi %s.", what));
}

/* One entry when something changed. */
static err note(db_rw *db, arena *a, const actor *who, instant now, office_id at, const char *action, str what, str old, str new_) {
  if (old.p && str_eq(old, new_)) return NULL;
  actor_mark by = actor_mark_at(a, who, at);
  return audit_add(db, a, at.v, now, &by, str_of(action), audit_change(a, what, old, new_));
}

/* ---- the office ---- */

static bool zone_of(str name, int *zone) {
  for (*zone = 420; *zone <= 540; *zone += 60)
    if (str_eq(zone_name(*zone), name)) return true;
  return false;
}

static const struct { const char *field, *name; } margins[] = {
    {"batas_atas", "atas"}, {"batas_kanan", "kanan"}, {"batas_bawah", "bawah"}, {"batas_kiri", "kiri"}};

static str identity_text(arena *a, const office *o) {
  const str sep = S("; ");
  str text = STR_CAT(a, o->name, sep, o->head_title, sep, o->place, sep, o->address, sep, o->contact, sep, o->letter_unit, sep, zone_name(o->zone), sep, o->paper);
  return str_fmt(a, "%.*s; batas %d, %d, %d, %d mm; SK %s kalimat pembuka, %s NIP", STR_ARG(text), (int)o->margins.top, (int)o->margins.right,
                 (int)o->margins.bottom, (int)o->margins.left, o->decree_phrase ? "dengan" : "tanpa", o->decree_nip ? "dengan" : "tanpa");
}

/* What was typed, over what the office is. */
static office typed_office(arena *a, err e, const fields *f, const office *was) {
  office o = *was;
  int64_t *const at[] = {&o.margins.top, &o.margins.right, &o.margins.bottom, &o.margins.left};
  o.name = typed(f, "nama"), o.head_title = typed(f, "pimpinan"), o.place = typed(f, "tempat"), o.address = typed(f, "alamat");
  o.contact = typed(f, "kontak"), o.letter_unit = typed(f, "unit"), o.paper = typed(f, "kertas");
  if (!zone_of(typed(f, "zona"), &o.zone)) err_at(a, e, S("zona"), S("Pilih WIB, WITA atau WIT."));
  if (!str_eq(o.paper, S("A4")) && !str_eq(o.paper, S("F4"))) err_at(a, e, S("kertas"), S("Pilih A4 atau F4."));
  if (fields_has(f, S("pembuka_sk"))) o.decree_phrase = str_eq(typed(f, "pembuka_sk"), S("dengan"));
  if (fields_has(f, S("nip_sk"))) o.decree_nip = str_eq(typed(f, "nip_sk"), S("dengan"));
  for (size_t i = 0; i < LEN(margins); i++) {
    if (!fields_has(f, str_of(margins[i].field))) continue;
    *at[i] = fields_int(f, str_of(margins[i].field), 0);
    if (*at[i] < MARGIN_LEAST || *at[i] > MARGIN_MOST)
      err_at(a, e, str_of(margins[i].field), str_fmt(a, "Batas %s antara %d dan %d mm.", margins[i].name, MARGIN_LEAST, MARGIN_MOST));
  }
  return o;
}

err manage_office(db_rw *db, arena *a, const actor *who, instant now, office_id id, const fields *f) {
  office was;
  TRY(manage_allowed(a, who, id));
  TRY(office_get(db_rw_ro(db), a, id, &was));
  err e = wrong_fields(a);
  need(a, e, f, "nama", "nama perangkat daerah");
  need(a, e, f, "pimpinan", "jabatan pimpinan");
  need(a, e, f, "tempat", "tempat surat ditulis");
  need(a, e, f, "alamat", "alamat untuk kop surat");
  office o = typed_office(a, e, f, &was);
  if (e->points.n) return e;
  TRY(sql_office_update(db, a, id, o.name, o.head_title, o.place, o.address, o.contact, o.letter_unit, o.zone, o.paper, o.margins.top,
                        o.margins.right, o.margins.bottom, o.margins.left, o.decree_phrase, o.decree_nip, NULL));
  return note(db, a, who, now, id, "kantor.ubah", S("identitas"), identity_text(a, &was), identity_text(a, &o));
}

err manage_crest(db_rw *db, arena *a, const actor *who, instant now, office_id id, str hash, str png) {
  office was;
  TRY(manage_allowed(a, who, id));
  TRY(office_get(db_rw_ro(db), a, id, &was));
  if (!png.n && !was.crest.p) return NULL;
  if (png.n) TRY(blob_put(db, a, hash, png));
  TRY(sql_office_crest(db, a, id, png.n ? hash : STR_NONE, NULL));
  return note(db, a, who, now, id, "kantor.lambang", S("lambang"), was.crest, png.n ? hash : STR_NONE);
}

/* Scheme and host, perhaps a port: it is printed and put into QR codes. */
static bool address_fit(str v) {
  str host = str_starts(v, S("https://")) ? str_from(v, 8) : str_starts(v, S("http://")) ? str_from(v, 7) : STR_NONE;
  for (size_t i = 0; i < host.n; i++) {
    char c = host.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':')) return false;
  }
  return host.n > 0;
}

err manage_site_address(db_rw *db, arena *a, const actor *who, instant now, const fields *f) {
  str old, new_ = typed(f, "alamat");
  if (who->role != ROLE_ADMIN) return ERR(a, FORBIDDEN, "Hanya administrator yang dapat mengubah ini.");
  while (new_.n && new_.p[new_.n - 1] == '/') new_.n--;
  if (new_.n && !address_fit(new_)) return ERR_FIELD(a, S("alamat"), "Tulis alamat seperti https://takar.contoh.go.id, tanpa apa pun sesudahnya.");
  TRY(site_address(db_rw_ro(db), a, &old));
  if (str_eq(old.p ? old : S(""), new_)) return NULL;
  TRY(sql_setting_put(db, a, 0, S(SITE_SETTING), new_, NULL));
  actor_mark by = {who->account, who->name, S("Administrator")};
  return audit_add(db, a, 0, now, &by, S("alamat.ubah"), audit_change(a, S("alamat publik"), old, new_));
}

/* ---- positions ---- */

static bool code_fit(str code) {
  for (size_t i = 0; i < code.n; i++) {
    char c = code.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return code.n >= 2 && code.n <= 40;
}

static str position_text(arena *a, str title, bool data, bool seats) {
  return STR_CAT(a, title, data ? S("; mengelola data") : S(""), seats ? S("; mencatat Plt./Plh.") : S(""));
}

static err position_add(db_rw *db, arena *a, const actor *who, instant now, office_id at, const fields *f, int64_t order) {
  position_id id;
  str code = typed(f, "kode"), title = typed(f, "sebutan");
  sql_position_by_code_row *taken;
  TRY(sql_position_by_code(db_rw_ro(db), a, at, code, &taken));
  if (taken) return ERR_FIELD(a, S("kode"), "Kode %.*s sudah dipakai jabatan “%.*s”.", STR_ARG(code), STR_ARG(taken->title));
  TRY(store_new_id(db, a, id_region(at.v), &id.v));
  bool data = fields_bool(f, S("data")), seats = fields_bool(f, S("penugasan"));
  TRY(sql_position_insert(db, a, id, at, code, title, order, data, seats, NULL));
  return note(db, a, who, now, at, "jabatan.tambah", code, STR_NONE, position_text(a, title, data, seats));
}

err manage_position(db_rw *db, arena *a, const actor *who, instant now, office_id at, position_id id, const fields *f) {
  int64_t order = 0;
  TRY(manage_allowed(a, who, at));
  err e = wrong_fields(a);
  need(a, e, f, "sebutan", "sebutan jabatan, misalnya Kasi Pemerintahan");
  if (!id.v && !code_fit(typed(f, "kode"))) err_at(a, e, S("kode"), S("Kode terdiri dari huruf kecil, angka dan garis bawah, misalnya kasi_pemerintahan."));
  if (typed(f, "urutan").n && !num_i64(typed(f, "urutan"), 0, 999, &order)) err_at(a, e, S("urutan"), S("Urutan adalah bilangan 0 sampai 999."));
  if (e->points.n) return e;
  if (!id.v) return position_add(db, a, who, now, at, f, order);
  sql_position_by_id_row *p;
  TRY(sql_position_by_id(db_rw_ro(db), a, id, &p));
  if (!p || p->office.v != at.v) return ERR(a, NOT_FOUND, "Jabatan ini tidak ada.");
  bool data = fields_bool(f, S("data")), seats = fields_bool(f, S("penugasan"));
  TRY(sql_position_update(db, a, id, typed(f, "sebutan"), order, data, seats, NULL));
  return note(db, a, who, now, at, "jabatan.ubah", p->code, position_text(a, p->title, p->keeps_data, p->keeps_seats),
              position_text(a, typed(f, "sebutan"), data, seats));
}

/* ---- people ---- */

static bool nip_fit(str nip) {
  for (size_t i = 0; i < nip.n; i++)
    if (nip.p[i] < '0' || nip.p[i] > '9') return false;
  return nip.n == 0 || nip.n == 18;
}

static str without_spaces(arena *a, str s) {
  buf b = BUF(a);
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] != ' ') buf_char(&b, s.p[i]);
  return buf_str(&b);
}

static str person_text(arena *a, str name, str nip, str rank, bool active) {
  return STR_CAT(a, name, S("; NIP "), nip.n ? nip : S("–"), S("; "), rank.n ? rank : S("–"), active ? S("") : S("; tidak aktif"));
}

err manage_person(db_rw *db, arena *a, const actor *who, instant now, office_id at, person_id id, const fields *f, person_id *out) {
  TRY(manage_allowed(a, who, at));
  str name = typed(f, "nama"), nip = without_spaces(a, typed(f, "nip")), rank = typed(f, "pangkat"), old = STR_NONE;
  bool active = !id.v || fields_bool(f, S("aktif"));
  err e = wrong_fields(a);
  need(a, e, f, "nama", "nama lengkap dengan gelar");
  if (!nip_fit(nip)) err_at(a, e, S("nip"), S("NIP terdiri dari 18 angka; kosongkan bila bukan ASN."));
  if (e->points.n) return e;
  *out = id;
  if (id.v) {
    sql_staff_by_id_row *p;
    TRY(sql_staff_by_id(db_rw_ro(db), a, id, &p));
    if (!p || p->office.v != at.v) return ERR(a, NOT_FOUND, "Pegawai ini tidak ada.");
    old = person_text(a, p->name, p->nip, p->rank, p->active);
    TRY(sql_person_update(db, a, id, name, nip, rank, active, NULL));
  } else {
    TRY(store_new_id(db, a, id_region(at.v), &out->v));
    TRY(sql_person_insert(db, a, *out, at, name, nip, rank, NULL));
  }
  return note(db, a, who, now, at, id.v ? "pegawai.ubah" : "pegawai.tambah", name, old, person_text(a, name, nip, rank, active));
}

/* ---- accounts ---- */

str manage_first_password(arena *a) {
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* none that look alike */
  buf b = BUF(a);
  for (int i = 0; i < 12; i++) {
    if (i && i % 4 == 0) buf_char(&b, '-');
    buf_char(&b, letters[randombytes_uniform(sizeof letters - 1)]);
  }
  return buf_str(&b);
}

static err role_fits(db_ro *db, arena *a, str role, office_id at) {
  office o;
  TRY(office_get(db, a, at, &o));
  if (str_eq(role, S("pegawai")) || str_eq(role, S("admin"))) return NULL;
  if (!str_eq(role, S("inspektorat"))) return ERR_FIELD(a, S("peran"), "Pilih pegawai, inspektorat atau admin.");
  if (!str_eq(o.kind, S("inspektorat"))) return ERR_FIELD(a, S("peran"), "Peran inspektorat hanya untuk pegawai Inspektorat.");
  return NULL;
}

err manage_account_open(db_rw *db, arena *a, const actor *who, instant now, person_id person, str login, str role, str hash) {
  sql_staff_by_id_row *p;
  sql_account_of_person_row *have;
  TRY(sql_staff_by_id(db_rw_ro(db), a, person, &p));
  if (!p) return ERR(a, NOT_FOUND, "Pegawai ini tidak ada.");
  TRY(manage_allowed(a, who, p->office));
  TRY(sql_account_of_person(db_rw_ro(db), a, person, &have));
  if (have) return ERR(a, CONFLICT, "%.*s sudah mempunyai akun %.*s.", STR_ARG(p->name), STR_ARG(have->login));
  TRY(role_fits(db_rw_ro(db), a, role, p->office));
  new_account n = {.region = id_region(p->office.v), .login = login, .password = hash, .person = person, .role = role, .must_change = true};
  actor_mark by = actor_mark_at(a, who, p->office);
  account_id id;
  return account_add(db, a, &n, now, &by, &id);
}

static err account_found(db_rw *db, arena *a, const actor *who, account_id id, sql_account_by_id_row **out) {
  TRY(sql_account_by_id(db_rw_ro(db), a, id, out));
  if (!*out) return ERR(a, NOT_FOUND, "Akun ini tidak ada.");
  return region_allowed(a, who, (*out)->region);
}

static err account_note(db_rw *db, arena *a, const actor *who, instant now, const char *action, str login, str old, str new_) {
  actor_mark by = {who->account, who->name, S("Administrator")};
  return audit_add(db, a, 0, now, &by, str_of(action), audit_change(a, login, old, new_));
}

err manage_account_reset(db_rw *db, arena *a, const actor *who, instant now, account_id id, str hash) {
  sql_account_by_id_row *c;
  TRY(account_found(db, a, who, id, &c));
  TRY(sql_account_set_password(db, a, id, hash, true, NULL));
  TRY(sql_session_delete_others(db, a, id, S(""), NULL));
  return account_note(db, a, who, now, "akun.sandi-awal", c->login, STR_NONE, S("kata sandi sekali pakai"));
}

err manage_account_switch(db_rw *db, arena *a, const actor *who, instant now, account_id id, bool active) {
  sql_account_by_id_row *c;
  TRY(account_found(db, a, who, id, &c));
  if (!active && id.v == who->account.v) return ERR(a, CONFLICT, "Akun Anda sendiri tidak dapat dinonaktifkan. Minta administrator lain.");
  if (c->active == active) return NULL;
  TRY(sql_account_set_active(db, a, id, active, NULL));
  if (!active) TRY(sql_session_delete_others(db, a, id, S(""), NULL));
  return account_note(db, a, who, now, active ? "akun.aktifkan" : "akun.nonaktifkan", c->login, active ? S("nonaktif") : S("aktif"),
                      active ? S("aktif") : S("nonaktif"));
}

/* ---- who stands where ---- */

bool manage_may_assign(const actor *who, office_id at, bool acting) {
  if (actor_keeps_region(who, id_region(at.v))) return true;
  const seat *s = keeping_seat(who, at);
  return acting && s && s->keeps_seats;
}

static err may_assign(arena *a, const actor *who, office_id at, bool acting) {
  if (manage_may_assign(who, at, acting)) return NULL;
  if (!actor_sees_office(who, at)) return ERR(a, NOT_FOUND, "Jabatan ini tidak ada.");
  return ERR(a, FORBIDDEN, "Pejabat definitif diatur administrator; Plt. dan Plh. juga dapat dicatat pemegang jabatan yang diberi tugas itu.");
}

static str until_text(arena *a, date d) { return date_some(d) ? date_id(a, d) : S("seterusnya"); }

err manage_assign(db_rw *db, arena *a, const actor *who, instant now, const new_assignment *n, assignment_id *out) {
  sql_position_by_id_row *p;
  sql_staff_by_id_row *person;
  sql_assignment_in_the_way_row *other = NULL;
  TRY(sql_position_by_id(db_rw_ro(db), a, n->position, &p));
  if (!p) return ERR_FIELD(a, S("jabatan"), "Pilih jabatan yang diisi.");
  bool acting = !str_eq(n->kind, S("definitif"));
  TRY(may_assign(a, who, p->office, acting));
  TRY(sql_staff_by_id(db_rw_ro(db), a, n->person, &person));
  if (!person || id_region(person->office.v).v != id_region(p->office.v).v || !person->active)
    return ERR_FIELD(a, S("orang"), "Pilih pegawai yang masih aktif.");
  if (!acting && person->office.v != p->office.v) return ERR_FIELD(a, S("orang"), "Pejabat definitif harus pegawai perangkat daerah ini.");
  if (!acting && date_some(n->from)) TRY(sql_assignment_in_the_way(db_rw_ro(db), a, n->position, n->from, n->until, &other));
  if (other)
    return ERR_FIELD(a, S("mulai"), "Jabatan ini dipegang %.*s sampai %.*s. Akhiri dulu penugasan itu.", STR_ARG(other->name),
                     STR_ARG(until_text(a, other->until_day)));
  actor_mark by = actor_mark_at(a, who, p->office);
  return office_assign(db, a, n, &by, now, out);
}

err manage_assignment_end(db_rw *db, arena *a, const actor *who, instant now, assignment_id id, date last) {
  sql_assignment_by_id_row *s;
  TRY(sql_assignment_by_id(db_rw_ro(db), a, id, &s));
  if (!s) return ERR(a, NOT_FOUND, "Penugasan ini tidak ada.");
  TRY(may_assign(a, who, s->office, !str_eq(s->kind, S("definitif"))));
  if (!date_some(last)) return ERR_FIELD(a, S("selesai"), "Isi hari terakhir penugasan.");
  if (last.day < s->from_day.day) return ERR_FIELD(a, S("selesai"), "Hari terakhir tidak boleh sebelum %.*s.", STR_ARG(date_id(a, s->from_day)));
  TRY(sql_assignment_end(db, a, id, last, NULL));
  return note(db, a, who, now, s->office, "penugasan.akhiri", STR_CAT(a, s->title, S(": "), s->name), until_text(a, s->until_day), until_text(a, last));
}
