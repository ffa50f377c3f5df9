#include "steps/meeting_rows.h"

#include "steps/staff.h"

static err outdated(step_call *c, str where, str there) {
  err e = ERR(c->a, CONFLICT, "Isian rapat baru saja diubah orang lain. Bandingkan, lalu simpan lagi.");
  return err_at(c->a, e, where, STR_CAT(c->a, S("Sekarang tersimpan: "), there));
}

/* ---- people ---- */

typedef struct guest { person_id id; str name; bool present; } guest;
typedef LIST(guest) guests;

static guest *find_guest(guests *g, person_id id) {
  for (size_t i = 0; i < g->n; i++)
    if (g->v[i].id.v == id.v) return &g->v[i];
  return NULL;
}

static str describe_guests(arena *a, const guests *g) {
  buf b = BUF(a);
  for (size_t i = 0; i < g->n; i++)
    buf_fmt(&b, "%s%.*s (%s)", i ? ", " : "", STR_ARG(g->v[i].name), g->v[i].present ? "hadir" : "diundang");
  return buf_str(&b);
}

static err add_guests(step_call *c, const char *name, bool present, guests *to) {
  str_list ids = fields_all(c->a, c->in, str_of(name));
  staff_list all;
  TRY(staff_of(c->ro, c->a, c->cycle, c->today, &all));
  for (size_t i = 0; i < ids.n; i++) {
    const staff *s;
    TRY(staff_pick(c->a, &all, ids.v[i], str_of(name), &s));
    if (!s) continue;
    if (!find_guest(to, s->id)) LIST_ADD(c->a, to, ((guest){s->id, s->name, false}));
    find_guest(to, s->id)->present |= present;
  }
  return NULL;
}

err meeting_save_people(step_call *c, bool stale) {
  bool invited = fields_has(c->in, S("peserta"));
  if (!invited && !fields_has(c->in, S("hadir"))) return NULL;
  sql_attendees_of_rows rows;
  guests old = {0}, now = {0};
  TRY(sql_attendees_of(c->ro, c->a, c->cycle->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    LIST_ADD(c->a, &old, ((guest){rows.v[i].person, rows.v[i].name, rows.v[i].present}));
    if (!invited) LIST_ADD(c->a, &now, ((guest){rows.v[i].person, rows.v[i].name, false}));
  }
  TRY(add_guests(c, "peserta", false, &now));
  TRY(add_guests(c, "hadir", true, &now));
  bool same = old.n == now.n;
  for (size_t i = 0; same && i < now.n; i++) {
    const guest *g = find_guest(&old, now.v[i].id);
    same = g && g->present == now.v[i].present;
  }
  if (same) return NULL;
  if (stale) return outdated(c, S("peserta"), describe_guests(c->a, &old));
  TRY(sql_attendees_clear(c->rw, c->a, c->cycle->id, NULL));
  for (size_t i = 0; i < now.n; i++) TRY(sql_attendee_put(c->rw, c->a, c->cycle->id, now.v[i].id, now.v[i].present, NULL));
  TRY(step_changed(c, S("peserta")));
  return step_audit(c, "peserta.ubah", audit_change(c->a, S("peserta rapat"), describe_guests(c->a, &old), describe_guests(c->a, &now)));
}

/* ---- decisions ---- */

static str describe_decisions(arena *a, const sql_decisions_of_rows *d) {
  buf b = BUF(a);
  for (size_t i = 0; i < d->n; i++) {
    const sql_decisions_of_row *r = &d->v[i];
    buf_fmt(&b, "%s%zu. %.*s", i ? "; " : "", i + 1, STR_ARG(r->what));
    if (r->person.v) buf_fmt(&b, " (%.*s)", STR_ARG(r->person_name));
    if (date_some(r->until_day)) buf_fmt(&b, " sampai %.*s", STR_ARG(date_id(a, r->until_day)));
    if (r->target.n) buf_fmt(&b, " [%.*s]", STR_ARG(r->target));
  }
  return buf_str(&b);
}

static str at(const str_list *l, size_t i) { return i < l->n ? str_trim(l->v[i]) : S(""); }

static err read_decisions(step_call *c, sql_decisions_of_rows *out) {
  str_list what = fields_all(c->a, c->in, S("putusan")), who = fields_all(c->a, c->in, S("pelaksana")),
           until = fields_all(c->a, c->in, S("batas")), target = fields_all(c->a, c->in, S("pada"));
  staff_list all;
  TRY(staff_of(c->ro, c->a, c->cycle, c->today, &all));
  *out = (sql_decisions_of_rows){0};
  for (size_t i = 0; i < what.n; i++) {
    const staff *s;
    sql_decisions_of_row r = {.n = (int64_t)out->n + 1, .what = at(&what, i), .target = at(&target, i), .until_day = DATE_NONE};
    if (!r.what.n) continue;
    TRY(staff_pick(c->a, &all, at(&who, i), S("pelaksana"), &s));
    if (s) {
      r.person = s->id;
      r.person_name = s->name;
    }
    if (!date_parse(at(&until, i), &r.until_day)) r.until_day = DATE_NONE;
    LIST_ADD(c->a, out, r);
  }
  return NULL;
}

/* Writes the new rows; a decision that was there before keeps its answer. */
static err put_decisions(step_call *c, const sql_decisions_of_rows *old, const sql_decisions_of_rows *now) {
  cycle_id id = c->cycle->id;
  TRY(sql_decisions_clear(c->rw, c->a, id, NULL));
  for (size_t i = 0; i < now->n; i++) {
    const sql_decisions_of_row *r = &now->v[i];
    TRY(sql_decision_put(c->rw, c->a, id, r->n, r->what, r->person, r->until_day, r->target, NULL));
    for (size_t k = 0; k < old->n; k++)
      if (old->v[k].answer.n && str_eq(old->v[k].what, r->what))
        TRY(sql_decision_answer(c->rw, c->a, id, r->n, old->v[k].answer, old->v[k].answered_by, old->v[k].answered_at, NULL));
  }
  return NULL;
}

err meeting_save_decisions(step_call *c, bool stale) {
  if (!fields_has(c->in, S("putusan"))) return NULL;
  static const char *const columns[] = {"pelaksana", "batas", "pada", NULL};
  sql_decisions_of_rows old, now;
  TRY(step_rows(c, "putusan", columns));
  TRY(sql_decisions_of(c->ro, c->a, c->cycle->id, &old));
  TRY(read_decisions(c, &now));
  str before = describe_decisions(c->a, &old), after = describe_decisions(c->a, &now);
  if (str_eq(before, after)) return NULL;
  if (stale) return outdated(c, S("putusan"), before);
  TRY(put_decisions(c, &old, &now));
  TRY(step_changed(c, S("keputusan")));
  return step_audit(c, "keputusan.ubah", audit_change(c->a, S("keputusan rapat"), before, after));
}
