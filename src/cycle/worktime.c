#include "cycle/worktime.h"

#include <jansson.h>

#include "office/office_sql.h"
#include "store/store_sql.h"

#define RECOMPUTED S("tenggat.hitung-ulang")

bool worktime_may(const actor *who, int64_t scope) {
  if (scope_is_office(scope)) return actor_keeps_office(who, (office_id){scope});
  return scope ? actor_keeps_region(who, (region_id){scope}) : who->role == ROLE_ADMIN;
}

static err may(const worktime_edit *e) {
  if (worktime_may(e->who, e->scope)) return NULL;
  return ERR(e->a, FORBIDDEN, "Kalender ini diatur administrator; libur kantor sendiri oleh Sekretaris atau Kasubag Perencanaan.");
}

static actor_mark mark(const worktime_edit *e) { return actor_mark_at(e->a, e->who, (office_id){e->scope}); }

/* ---- what running cycles make of it ---- */

static err line_of(const worktime_edit *e, json *j, const moved_due *m) {
  cycle *c;
  TRY(cycle_load(db_rw_ro(e->db), e->a, m->cycle, NULL, &c));
  json_open(j, '{');
  json_ki(j, S("siklus"), m->cycle.v);
  json_kt(j, S("hal"), str_fmt(e->a, "%.*s, %.*s, langkah %d", STR_ARG(m->office), STR_ARG(m->title), m->no));
  json_kt(j, S("lama"), instant_id(e->a, m->before, c->office.zone));
  json_kt(j, S("baru"), instant_id(e->a, m->after, c->office.zone));
  json_close(j, '}');
  return NULL;
}

static err finish(const worktime_edit *e, worktime_outcome *out) {
  *out = (worktime_outcome){.scope = e->scope};
  TRY(cycle_recompute(e->db, e->a, e->scope, e->who, e->now, &out->moved));
  json j = JSON(e->a);
  json_open(&j, '{');
  json_ki(&j, S("tenggat berubah"), (int64_t)out->moved.n);
  json_key(&j, S("tenggat"));
  json_open(&j, '[');
  for (size_t i = 0; i < out->moved.n; i++) TRY(line_of(e, &j, &out->moved.v[i]));
  json_close(&j, ']');
  json_close(&j, '}');
  actor_mark by = mark(e);
  str hash;
  TRY(audit_add(e->db, e->a, e->scope, e->now, &by, RECOMPUTED, json_str(&j)));
  return audit_head(db_rw_ro(e->db), e->a, e->scope, &out->n, &hash);
}

/* ---- days off ---- */

err worktime_day_put(const worktime_edit *e, date day, str kind, str name, str source, worktime_outcome *out) {
  TRY(may(e));
  if (scope_is_office(e->scope) && !str_eq(kind, S("lokal"))) return ERR_FIELD(e->a, S("jenis"), "Untuk satu kantor hanya libur daerah (lokal).");
  actor_mark by = mark(e);
  TRY(office_day_off_put(e->db, e->a, e->scope, day, kind, name, source, &by, e->now));
  return finish(e, out);
}

err worktime_day_remove(const worktime_edit *e, date day, worktime_outcome *out) {
  TRY(may(e));
  actor_mark by = mark(e);
  TRY(office_day_off_remove(e->db, e->a, e->scope, day, &by, e->now));
  return finish(e, out);
}

err worktime_days_import(const worktime_edit *e, str csv, str filename, worktime_outcome *out) {
  TRY(may(e));
  actor_mark by = mark(e);
  TRY(office_days_off_import(e->db, e->a, e->scope, csv, filename, &by, e->now));
  return finish(e, out);
}

/* ---- hours ---- */

static str clock_text(arena *a, int minute) { return str_fmt(a, "%02d.%02d", minute / 60, minute % 60); }

static str hours_text(arena *a, const work_day week[7]) {
  buf b = BUF(a);
  for (int i = 0; i < 7; i++) {
    const work_day *d = &week[i];
    if (d->start == d->end) continue;
    buf_fmt(&b, "%s%.*s %.*s–%.*s", b.n ? "; " : "", STR_ARG(date_day_name(i + 1)), STR_ARG(clock_text(a, d->start)), STR_ARG(clock_text(a, d->end)));
    if (d->break_end > d->break_start)
      buf_fmt(&b, " (istirahat %.*s–%.*s)", STR_ARG(clock_text(a, d->break_start)), STR_ARG(clock_text(a, d->break_end)));
  }
  return buf_str(&b);
}

/* The hours that the scope itself sets, over the standard ones. */
static err hours_now(const worktime_edit *e, str season, work_day week[7]) {
  sql_work_hours_of_rows rows;
  TRY(sql_work_hours_of(db_rw_ro(e->db), e->a, e->scope, e->scope, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_work_hours_of_row *r = &rows.v[i];
    if (r->scope != e->scope || !str_eq(r->season, season) || r->weekday < 1 || r->weekday > 7) continue;
    week[r->weekday - 1] = (work_day){(int)r->start_min, (int)r->end_min, (int)r->break_start, (int)r->break_end};
  }
  return NULL;
}

err worktime_hours_put(const worktime_edit *e, bool ramadan, const work_day week[7], worktime_outcome *out) {
  work_rules rules = work_rules_default(420), before = rules;
  work_day *new_ = ramadan ? rules.ramadan : rules.normal, *old = ramadan ? before.ramadan : before.normal;
  str season = ramadan ? S("ramadan") : S("biasa");
  TRY(may(e));
  for (int i = 0; i < 7; i++) new_[i] = week[i];
  TRY(work_rules_check(e->a, &rules));
  TRY(hours_now(e, season, old));
  for (int i = 0; i < 7; i++)
    TRY(sql_work_hours_put(e->db, e->a, e->scope, season, i + 1, week[i].start, week[i].end, week[i].break_start, week[i].break_end, NULL));
  actor_mark by = mark(e);
  str what = ramadan ? S("jam kerja Ramadan") : S("jam kerja");
  TRY(office_calendar_note(e->db, e->a, e->scope, e->now, &by, S("kalender.jam"), audit_change(e->a, what, hours_text(e->a, old), hours_text(e->a, new_))));
  return finish(e, out);
}

/* ---- Ramadan ---- */

static err ramadan_note(const worktime_edit *e, str old, str new_) {
  actor_mark by = mark(e);
  return office_calendar_note(e->db, e->a, e->scope, e->now, &by, S("kalender.ramadan"), audit_change(e->a, S("Ramadan"), old, new_));
}

static str range_text(arena *a, date first, date last) { return STR_CAT(a, date_id(a, first), S(" s.d. "), date_id(a, last)); }

err worktime_ramadan_put(const worktime_edit *e, date first, date last, str source, worktime_outcome *out) {
  sql_ramadan_in_rows rows;
  str old = STR_NONE;
  TRY(may(e));
  if (!date_some(first)) return ERR_FIELD(e->a, S("awal"), "Isi hari pertama Ramadan.");
  if (!date_some(last) || last.day < first.day || last.day - first.day >= RAMADAN_DAYS_MAX)
    return ERR_FIELD(e->a, S("akhir"), "Isi hari terakhir: paling banyak %d hari sejak hari pertama.", RAMADAN_DAYS_MAX);
  TRY(sql_ramadan_in(db_rw_ro(e->db), e->a, e->scope, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_ramadan_in_row *r = &rows.v[i];
    if (r->first_day.day == first.day) old = range_text(e->a, r->first_day, r->last_day);
    else if (r->first_day.day <= last.day && r->last_day.day >= first.day)
      return ERR_FIELD(e->a, S("awal"), "Hari-hari ini sudah tercatat: %.*s.", STR_ARG(range_text(e->a, r->first_day, r->last_day)));
  }
  TRY(sql_ramadan_put(e->db, e->a, e->scope, first, last, source.p ? source : S(""), NULL));
  TRY(ramadan_note(e, old, range_text(e->a, first, last)));
  return finish(e, out);
}

err worktime_ramadan_remove(const worktime_edit *e, date first, worktime_outcome *out) {
  int64_t removed;
  TRY(may(e));
  TRY(sql_ramadan_remove(e->db, e->a, e->scope, first, &removed));
  if (!removed) return ERR_FIELD(e->a, S("awal"), "Ramadan ini tidak tercatat.");
  TRY(ramadan_note(e, date_id(e->a, first), STR_NONE));
  return finish(e, out);
}

/* ---- reading a list back ---- */

static void free_json(void *j) { json_decref(j); }

static str text_at(arena *a, const json_t *o, const char *key) { return str_copy(a, str_of(json_string_value(json_object_get(o, key)))); }

err worktime_moved(db_ro *db, arena *a, int64_t scope, int64_t n, worktime_lines *out) {
  sql_audit_entry_of_row *r;
  *out = (worktime_lines){0};
  TRY(sql_audit_entry_of(db, a, scope, n, &r));
  json_t *all = r && str_eq(r->action, RECOMPUTED) ? json_loadb(r->payload.p, r->payload.n, 0, NULL) : NULL;
  if (!all) return ERR(a, NOT_FOUND, "Perubahan kalender ini tidak ada.");
  arena_defer(a, free_json, all);
  json_t *lines = json_object_get(all, "tenggat");
  for (size_t i = 0; i < json_array_size(lines); i++) {
    const json_t *o = json_array_get(lines, i);
    LIST_ADD(a, out, ((worktime_line){json_integer_value(json_object_get(o, "siklus")), text_at(a, o, "hal"), text_at(a, o, "lama"), text_at(a, o, "baru")}));
  }
  return NULL;
}
