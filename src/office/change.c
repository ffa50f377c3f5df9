#include "office/change.h"

#include "office/office_sql.h"

static bool one_of(str s, const char *const *words) {
  for (; *words; words++)
    if (str_eq(s, str_of(*words))) return true;
  return false;
}

static err check(arena *a, const new_assignment *n) {
  static const char *const assignment_kinds[] = {"definitif", "plt", "plh", NULL}, *const scopes[] = {"semua", "tanpa_tanda_tangan", NULL};
  err e = ERR(a, INPUT, "Ada isian yang perlu diperbaiki.");
  bool acting = !str_eq(n->kind, S("definitif"));
  if (!one_of(n->kind, assignment_kinds)) err_at(a, e, S("jenis"), S("Pilih definitif, Plt. atau Plh."));
  if (!one_of(n->scope, scopes)) err_at(a, e, S("lingkup"), S("Pilih semua tugas, atau tanpa penandatanganan."));
  if (acting && str_blank(n->letter_no)) err_at(a, e, S("surat"), S("Tuliskan nomor surat penunjukan Plt./Plh."));
  if (!date_some(n->from)) err_at(a, e, S("mulai"), S("Isi tanggal mulai."));
  if (acting && !date_some(n->until)) err_at(a, e, S("selesai"), S("Isi hari terakhir penunjukan Plt./Plh."));
  if (date_some(n->until) && date_some(n->from) && n->until.day < n->from.day)
    err_at(a, e, S("selesai"), S("Hari terakhir tidak boleh sebelum tanggal mulai."));
  return e->points.n ? e : NULL;
}

static str described(arena *a, const new_assignment *n, str name) {
  str until = date_some(n->until) ? STR_CAT(a, S(" s.d. "), date_id(a, n->until)) : S("");
  str letter = n->letter_no.n ? STR_CAT(a, S(", surat "), n->letter_no) : S("");
  return STR_CAT(a, n->kind, S(": "), name, S(" mulai "), date_id(a, n->from), until, letter, S(", "), n->scope);
}

/* A new definitive holder ends the one before; nothing else may cover the same day twice. */
static err make_room(db_rw *db, arena *a, const new_assignment *n, const sql_position_by_id_row *p, const actor_mark *by, instant now) {
  bool acting = !str_eq(n->kind, S("definitif"));
  sql_assignments_clash_rows rows;
  TRY(sql_assignments_clash(db_rw_ro(db), a, n->position, n->from, n->until, acting, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_assignments_clash_row *r = &rows.v[i];
    if (acting || date_some(r->until_day) || r->from_day.day >= n->from.day)
      return ERR_FIELD(a, S("mulai"), "%.*s sudah tercatat pada jabatan ini mulai %.*s%s%.*s. Pilih hari lain, atau ubah dahulu penugasan itu.",
                       STR_ARG(r->name), STR_ARG(date_id(a, r->from_day)), date_some(r->until_day) ? " s.d. " : "",
                       STR_ARG(date_some(r->until_day) ? date_id(a, r->until_day) : S("")));
    date last = {n->from.day - 1};
    TRY(sql_assignment_end(db, a, r->id, last, NULL));
    TRY(audit_add(db, a, p->office.v, now, by, S("penugasan.akhiri"),
                  audit_change(a, STR_CAT(a, p->title, S(": "), r->name), S("tanpa batas"), STR_CAT(a, S("sampai "), date_id(a, last)))));
  }
  return NULL;
}

err office_assign(db_rw *db, arena *a, const new_assignment *n, const actor_mark *by, instant now, assignment_id *out) {
  sql_position_by_id_row *p;
  sql_person_by_id_row *who;
  TRY(check(a, n));
  TRY(sql_position_by_id(db_rw_ro(db), a, n->position, &p));
  TRY(sql_person_by_id(db_rw_ro(db), a, n->person, &who));
  if (!p || !who || id_region(p->office.v).v != id_region(who->office.v).v) return ERR(a, NOT_FOUND, "Jabatan atau orang ini tidak ada.");
  TRY(make_room(db, a, n, p, by, now));
  TRY(store_new_id(db, a, id_region(p->office.v), &out->v));
  TRY(sql_assignment_insert(db, a, *out, n->position, n->person, n->kind, n->letter_no, n->letter_day, n->from, n->until, n->scope, NULL));
  return audit_add(db, a, p->office.v, now, by, S("penugasan.tambah"), audit_change(a, p->title, STR_NONE, described(a, n, who->name)));
}

/* The day as it stands in this very scope. */
static err day_now(db_ro *db, arena *a, int64_t scope, date day, str *out) {
  sql_days_off_in_rows rows;
  TRY(sql_days_off_in(db, a, scope, day, day, &rows));
  *out = rows.n ? STR_CAT(a, rows.v[0].kind, S(": "), rows.v[0].name) : STR_NONE;
  return NULL;
}

err office_day_off_put(db_rw *db, arena *a, int64_t scope, date day, str kind, str name, str source, const actor_mark *by, instant now) {
  static const char *const day_kinds[] = {"libur", "cuti", "lokal", NULL};
  str old;
  if (!one_of(kind, day_kinds)) return ERR_FIELD(a, S("jenis"), "Pilih libur nasional, cuti bersama, atau libur daerah.");
  if (!date_some(day)) return ERR_FIELD(a, S("tanggal"), "Isi tanggal libur.");
  if (str_blank(name)) return ERR_FIELD(a, S("nama"), "Tuliskan nama hari libur.");
  TRY(day_now(db_rw_ro(db), a, scope, day, &old));
  TRY(sql_day_off_put(db, a, scope, day, kind, name, source, NULL));
  return office_calendar_note(db, a, scope, now, by, S("kalender.ubah"), audit_change(a, date_iso(a, day), old, STR_CAT(a, kind, S(": "), name)));
}

err office_day_off_remove(db_rw *db, arena *a, int64_t scope, date day, const actor_mark *by, instant now) {
  str old;
  TRY(day_now(db_rw_ro(db), a, scope, day, &old));
  if (!old.p) return ERR_FIELD(a, S("tanggal"), "Tanggal ini tidak tercatat sebagai hari libur.");
  TRY(sql_day_off_remove(db, a, scope, day, NULL));
  return office_calendar_note(db, a, scope, now, by, S("kalender.ubah"), audit_change(a, date_iso(a, day), old, STR_NONE));
}

/* The lines a table changed, as they were and as they became. */
typedef struct table_change { buf old, new_; } table_change;

static void note_change(arena *a, table_change *t, str day, str old, str new_) {
  if (old.p && str_eq(old, new_)) return;
  buf_add(&t->old, STR_CAT(a, day, S(" "), old.p ? old : S("hari kerja"), S("; ")));
  buf_add(&t->new_, STR_CAT(a, day, S(" "), new_, S("; ")));
}

static err audit_import(db_rw *db, arena *a, int64_t scope, str filename, const table_change *t, const actor_mark *by, instant now) {
  return office_calendar_note(db, a, scope, now, by, S("kalender.impor"), audit_change(a, filename, buf_str(&t->old), buf_str(&t->new_)));
}

err office_days_off_import(db_rw *db, arena *a, int64_t scope, str csv, str filename, const actor_mark *by, instant now) {
  static const str words[] = {SC("libur"), SC("cuti"), SC("lokal")};
  day_off *off;
  size_t n;
  TRY(calendar_parse_days_off(a, csv, filename, &off, &n));
  table_change changed = {BUF(a), BUF(a)};
  for (size_t i = 0; i < n; i++) {
    str old, kind = words[off[i].kind];
    TRY(day_now(db_rw_ro(db), a, scope, off[i].day, &old));
    TRY(sql_day_off_put(db, a, scope, off[i].day, kind, off[i].name, off[i].source, NULL));
    note_change(a, &changed, date_iso(a, off[i].day), old, STR_CAT(a, kind, S(": "), off[i].name));
  }
  return audit_import(db, a, scope, filename, &changed, by, now);
}

static str ramadan_text(arena *a, date last) { return STR_CAT(a, S("Ramadan s.d. "), date_iso(a, last)); }

static err ramadan_now(db_ro *db, arena *a, int64_t scope, date first, str *out) {
  sql_ramadan_begun_row *r;
  TRY(sql_ramadan_begun(db, a, scope, first, &r));
  *out = r ? ramadan_text(a, r->last_day) : STR_NONE;
  return NULL;
}

err office_ramadan_import(db_rw *db, arena *a, int64_t scope, str csv, str filename, const actor_mark *by, instant now) {
  date_range *ranges;
  size_t n;
  TRY(calendar_parse_ramadan(a, csv, filename, &ranges, &n));
  table_change changed = {BUF(a), BUF(a)};
  for (size_t i = 0; i < n; i++) {
    str old;
    TRY(ramadan_now(db_rw_ro(db), a, scope, ranges[i].from, &old));
    TRY(sql_ramadan_put(db, a, scope, ranges[i].from, ranges[i].to, ranges[i].source, NULL));
    note_change(a, &changed, date_iso(a, ranges[i].from), old, ramadan_text(a, ranges[i].to));
  }
  return audit_import(db, a, scope, filename, &changed, by, now);
}
