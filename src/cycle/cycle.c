#include "cycle/cycle.h"

#include "cycle/cycle_sql.h"
#include "office/office_sql.h"

static err fill(db_ro *db, arena *a, const sql_cycle_by_id_row *r, cycle *c) {
  TRY(office_get(db, a, r->office, &c->office));
  TRY(library_sop(db, a, r->sop, &c->sop));
  c->sop_code = r->sop_code;
  c->year = r->year;
  c->quarter = r->quarter;
  c->running = str_eq(r->state, S("berjalan"));
  c->no = (int)r->no;
  c->round = (int)r->round;
  c->phase = (int)r->phase;
  c->lane = r->lane;
  c->step = sop_step_of(c->sop, c->no);
  c->due_at = r->due_at;
  c->opened_at = r->opened_at;
  c->closed_at = r->closed_at;
  c->opened_by = r->opened_by;
  return NULL;
}

/* Also who holds a post of another office that is one of the cycle's lanes: a Plh. Inspektur from elsewhere. */
static err may_see(db_ro *db, arena *a, const actor *who, const sql_cycle_by_id_row *r, bool *yes) {
  sql_lanes_of_rows lanes;
  *yes = !who || actor_sees_office(who, r->office);
  if (*yes || !who->seats.n) return NULL;
  TRY(sql_lanes_of(db, a, r->office, r->sop_code, &lanes));
  for (size_t i = 0; i < lanes.n; i++) *yes = *yes || actor_seat(who, lanes.v[i].position);
  return NULL;
}

err cycle_load(db_ro *db, arena *a, cycle_id id, const actor *who, cycle **out) {
  sql_cycle_by_id_row *r;
  bool seen = false;
  TRY(sql_cycle_by_id(db, a, id, &r));
  if (r) TRY(may_see(db, a, who, r, &seen));
  if (!seen) return ERR(a, NOT_FOUND, "Siklus ini tidak ada.");
  *out = NEW(a, cycle);
  (*out)->id = id;
  return fill(db, a, r, *out);
}

err cycle_calendar(db_ro *db, arena *a, const cycle *c, const calendar **out) {
  if (!c->known_calendar) TRY(office_calendar(db, a, &c->office, &((cycle *)c)->known_calendar)); /* a value kept, not a change */
  *out = c->known_calendar;
  return NULL;
}

str cycle_period(arena *a, int64_t year, int64_t quarter) {
  if (quarter == 0) return str_fmt(a, "Tahun %d", (int)year);
  return str_fmt(a, "Triwulan %.*s Tahun %d", STR_ARG(date_roman_month((int)quarter)), (int)year);
}

str cycle_title(arena *a, const cycle *c) {
  return STR_CAT(a, cycle_period(a, c->year, c->quarter), S(", "), c->office.name);
}

static const str team_lane = SC("tim");

static err team_turn(db_ro *db, arena *a, const cycle *c, const actor *who, turn *out) {
  sql_team_member_of_row *m = NULL;
  if (who->person.v) TRY(sql_team_member_of(db, a, c->id, who->person, &m));
  if (!m || !m->active) return NULL;
  str duty = str_eq(m->duty, S("ketua")) ? S("Ketua Tim") : str_eq(m->duty, S("sekretaris")) ? S("Sekretaris Tim") : S("Anggota Tim");
  *out = (turn){true, true, duty};
  return NULL;
}

err cycle_turn(db_ro *db, arena *a, const cycle *c, const actor *who, str lane, turn *out) {
  *out = (turn){.as = S("")};
  if (str_eq(lane, team_lane)) return team_turn(db, a, c, who, out);
  sql_lane_of_row *l;
  TRY(sql_lane_of(db, a, c->office.id, c->sop_code, lane, &l));
  const seat *s = l ? actor_seat(who, l->position) : NULL;
  if (s) *out = (turn){s->acts, s->signs, seat_text(a, s)};
  return NULL;
}

err cycle_official(db_ro *db, arena *a, const cycle *c, str lane, date today, bool signing, official *out) {
  *out = (official){0};
  sql_lane_of_row *l;
  TRY(sql_lane_of(db, a, c->office.id, c->sop_code, lane, &l));
  return l ? official_of(db, a, l->position, today, signing, out) : NULL;
}

err cycle_waiting_for(db_ro *db, arena *a, const cycle *c, date today, str_list *out) {
  *out = (str_list){0};
  if (!c->running) return NULL;
  if (str_eq(c->lane, team_lane)) {
    sql_team_of_rows team;
    TRY(sql_team_of(db, a, c->id, &team));
    for (size_t i = 0; i < team.n; i++)
      if (team.v[i].active) LIST_ADD(a, out, str_fmt(a, "%.*s (%.*s tim)", STR_ARG(team.v[i].name), STR_ARG(team.v[i].duty)));
    return NULL;
  }
  official o;
  TRY(cycle_official(db, a, c, c->lane, today, false, &o));
  if (o.name.n) LIST_ADD(a, out, str_fmt(a, "%.*s (%.*s%s%.*s)", STR_ARG(o.name), STR_ARG(o.prefix), o.prefix.n ? " " : "", STR_ARG(o.title)));
  return NULL;
}

err cycle_audit(db_rw *db, arena *a, const cycle *c, const actor *who, str as, instant now, str action, str payload) {
  actor_mark by = {who->account, who->name, as};
  return audit_add(db, a, c->id.v, now, &by, action, payload);
}

/* ---- the machine ---- */

static err open_step(db_rw *db, arena *a, cycle *c, int no, instant now) {
  const sop_step *s = sop_step_of(c->sop, no);
  ENSURE(s != NULL);
  sql_step_last_round_row last;
  TRY(sql_step_last_round(db_rw_ro(db), a, c->id, no, &last));
  c->no = no;
  c->round = (int)last.round + 1;
  c->phase = 0;
  c->lane = s->lane;
  c->step = s;
  const calendar *time;
  TRY(cycle_calendar(db_rw_ro(db), a, c, &time));
  c->due_at = calendar_due(time, now, s->time);
  str why = s->time.unit == DURATION_NONE ? S("") : calendar_explain(a, time, now, s->time, c->due_at);
  TRY(sql_step_insert(db, a, c->id, no, c->round, s->kind, s->activity, s->label, now, c->due_at, why, NULL));
  return sql_cycle_stand(db, a, c->id, no, c->round, 0, c->lane, c->due_at, NULL);
}

static err end_step(db_rw *db, arena *a, const cycle *c, str state, const actor *who, str as, instant now) {
  sql_step_opened_row *at;
  const calendar *time;
  TRY(sql_step_opened(db_rw_ro(db), a, c->id, c->no, c->round, &at));
  TRY(cycle_calendar(db_rw_ro(db), a, c, &time));
  int64_t minutes = at ? calendar_minutes_between(time, at->opened_at, now) : 0;
  return sql_step_end(db, a, c->id, c->no, c->round, state, now, who->name, as, minutes, NULL);
}

static err hand_to_setter(db_rw *db, arena *a, cycle *c) {
  c->phase = 1;
  c->lane = c->step->setter;
  return sql_cycle_stand(db, a, c->id, c->no, c->round, 1, c->lane, c->due_at, NULL);
}

static err advance(db_rw *db, arena *a, cycle *c, const actor *who, str as, instant now, cycle_outcome *out) {
  TRY(end_step(db, a, c, S("selesai"), who, as, now));
  int next = sop_next(c->sop, c->no);
  out->to = next;
  if (next) return open_step(db, a, c, next, now);
  out->closed = true;
  c->running = false;
  c->closed_at = now;
  return sql_cycle_close(db, a, c->id, now, NULL);
}

/* "Tidak" of a decision may lead onward: a way through the step, not a return. */
static bool onward(const cycle *c, const cycle_order *o) { return o->event == CYCLE_RETURN && o->to > c->no; }

/* Where a return may lead, checked against the SOP. */
static err check_return(arena *a, const cycle *c, const cycle_order *o) {
  if (str_blank(o->reason)) return ERR_FIELD(a, S("alasan"), "Tuliskan alasan pengembalian.");
  bool own = (o->to == c->no && c->phase == 1) || onward(c, o);
  if (onward(c, o) && !sop_may_return(c->sop, c->no, o->to))
    return ERR_FIELD(a, S("ke"), "Langkah %d tidak dapat dilanjutkan ke langkah %d.", c->no, o->to);
  if (!own && !sop_may_return(c->sop, c->no, o->to))
    return ERR_FIELD(a, S("ke"), "Langkah %d tidak dapat dikembalikan ke langkah %d.", c->no, o->to);
  for (size_t i = 0; i < o->n_points; i++)
    if (str_blank(o->points[i].note)) return ERR_FIELD(a, S("catatan"), "Setiap catatan koreksi perlu isi.");
  if (!own && o->n_points == 0) return ERR_FIELD(a, S("catatan"), "Tuliskan paling sedikit satu catatan yang harus diperbaiki.");
  return NULL;
}

static err record_return(db_rw *db, arena *a, cycle *c, const actor *who, str as, instant now, const cycle_order *o, int from_no,
                         int from_round, cycle_outcome *out) {
  TRY(store_new_id(db, a, c->office.region, &out->correction.v));
  TRY(sql_correction_insert(db, a, out->correction, c->id, from_no, from_round, c->no, c->round, o->reason, o->to_person, who->name, as, now, NULL));
  for (size_t i = 0; i < o->n_points; i++)
    TRY(sql_correction_point_insert(db, a, out->correction, (int64_t)i + 1, o->points[i].target, o->points[i].label, o->points[i].note, NULL));
  return NULL;
}

static str return_payload(arena *a, const cycle_order *o, int from, int to) {
  json j = JSON(a);
  json_open(&j, '{');
  json_ki(&j, S("dari"), from);
  json_ki(&j, S("ke"), to);
  json_kt(&j, S("alasan"), o->reason);
  json_key(&j, S("catatan"));
  json_open(&j, '[');
  for (size_t i = 0; i < o->n_points; i++) {
    json_open(&j, '{');
    json_kt(&j, S("pada"), o->points[i].target);
    json_kt(&j, S("isi"), o->points[i].note);
    json_close(&j, '}');
  }
  json_close(&j, ']');
  json_close(&j, '}');
  return json_str(&j);
}

static err do_return(db_rw *db, arena *a, cycle *c, const actor *who, str as, instant now, const cycle_order *o, cycle_outcome *out) {
  TRY(check_return(a, c, o));
  int from_no = c->no, from_round = c->round;
  bool through = onward(c, o);
  TRY(end_step(db, a, c, through ? S("selesai") : S("dikembalikan"), who, as, now));
  TRY(open_step(db, a, c, o->to, now));
  out->to = o->to;
  if (through) return cycle_audit(db, a, c, who, as, now, S("langkah.selesai"), return_payload(a, o, from_no, o->to));
  TRY(record_return(db, a, c, who, as, now, o, from_no, from_round, out));
  return cycle_audit(db, a, c, who, as, now, S("langkah.kembali"), return_payload(a, o, from_no, o->to));
}

static err move_payload(db_rw *db, arena *a, const cycle *c, const actor *who, str as, instant now, int phase, const cycle_outcome *out) {
  json j = JSON(a);
  json_open(&j, '{');
  json_ki(&j, S("langkah"), out->from);
  json_kt(&j, S("lama"), phase ? S("menunggu penetapan") : S("terbuka"));
  json_kt(&j, S("baru"), out->set ? S("menunggu penetapan") : S("selesai"));
  if (!out->set) json_ki(&j, S("berikut"), out->to);
  json_close(&j, '}');
  return cycle_audit(db, a, c, who, as, now, out->closed ? S("siklus.selesai") : out->set ? S("langkah.serah") : S("langkah.selesai"), json_str(&j));
}

static err do_done(db_rw *db, arena *a, cycle *c, const actor *who, str as, instant now, const cycle_order *o, cycle_outcome *out) {
  (void)o;
  int phase = c->phase;
  if (c->phase == 0 && c->step->setter.n) {
    out->set = true;
    out->to = c->no;
    TRY(hand_to_setter(db, a, c));
  } else {
    TRY(advance(db, a, c, who, as, now, out));
  }
  return move_payload(db, a, c, who, as, now, phase, out);
}

static err refuse_missing(arena *a, const missing_list *m, const cycle *c) {
  err e = ERR(a, GATE, "Langkah %d belum dapat diselesaikan: %zu hal masih kurang.", c->no, m->n);
  for (size_t i = 0; i < m->n; i++) err_at(a, e, m->v[i].field, m->v[i].text);
  return e;
}

typedef err (*cycle_effect)(db_rw *db, arena *a, cycle *c, const actor *who, str as, instant now, const cycle_order *o, cycle_outcome *out);

/* event, leads onward -> is the gate asked, and what it does. */
static const struct { enum cycle_event event; bool onward, gated; cycle_effect effect; } table[] = {
    {CYCLE_DONE, false, true, do_done},
    {CYCLE_RETURN, false, false, do_return},
    {CYCLE_RETURN, true, true, do_return},
};

static err guard(db_rw *db, arena *a, const cycle *c, const actor *who, const cycle_order *o, turn *t) {
  if (!c->running) return ERR(a, CONFLICT, "Siklus ini sudah selesai dan diarsipkan; isinya hanya dapat dibaca.");
  if (c->no != o->no || c->round != o->round || c->phase != o->phase)
    return ERR(a, CONFLICT, "Langkah %d sudah berpindah sejak halaman ini dibuka. Muat ulang untuk melihat keadaan sekarang.", o->no);
  TRY(cycle_turn(db_rw_ro(db), a, c, who, c->lane, t));
  const sop_lane *l = sop_lane_of(c->sop, c->lane);
  if (!(o->signing ? t->signs : t->mine))
    return ERR(a, FORBIDDEN, "Langkah %d sekarang giliran %.*s%s.", c->no, STR_ARG(l ? l->label : c->lane),
               o->signing && t->mine ? "; surat penunjukan Anda tidak mencakup penandatanganan" : "");
  return NULL;
}

err cycle_move(db_rw *db, arena *a, cycle *c, const actor *who, instant now, const cycle_order *o, cycle_outcome *out) {
  *out = (cycle_outcome){.from = c->no};
  turn t;
  TRY(guard(db, a, c, who, o, &t));
  out->as = t.as;
  for (size_t i = 0; i < LEN(table); i++) {
    if (table[i].event != o->event || table[i].onward != onward(c, o)) continue;
    if (table[i].gated && o->gate) {
      missing_list lacking = {0};
      TRY(o->gate(db_rw_ro(db), a, c, now, &lacking));
      if (lacking.n) return refuse_missing(a, &lacking, c);
    }
    return table[i].effect(db, a, c, who, t.as, now, o, out);
  }
  return ERR_CAUSE(a, "no transition for event %d", (int)o->event);
}

err cycle_may_begin(db_ro *db, arena *a, const office *o, str sop_code, const sop *s, const actor *who, turn *out) {
  cycle c = {.office = *o, .sop = s, .sop_code = sop_code};
  return cycle_turn(db, a, &c, who, sop_step_of(s, 1)->lane, out);
}

/* The SOP in force for what is asked, when a run of it may begin. */
static err check_begin(db_ro *db, arena *a, const office *o, str sop_code, int64_t year, int64_t quarter, sop_id *in_force) {
  sql_office_sop_of_row *force;
  sql_cycle_running_row *running;
  if (year < 2000 || year > 2100) return ERR_FIELD(a, S("tahun"), "Tahun harus dari 2000 sampai 2100.");
  if (quarter < 0 || quarter > 4) return ERR_FIELD(a, S("triwulan"), "Pilih triwulan I sampai IV, atau satu tahun.");
  TRY(sql_office_sop_of(db, a, o->id, sop_code, &force));
  if (!force) return ERR_FIELD(a, S("sop"), "SOP ini belum diberlakukan di %.*s.", STR_ARG(o->name));
  TRY(sql_cycle_running(db, a, o->id, sop_code, year, quarter, &running));
  if (running)
    return ERR(a, CONFLICT, "Siklus %.*s untuk SOP ini masih berjalan. Selesaikan dulu siklus itu.", STR_ARG(cycle_period(a, year, quarter)));
  *in_force = force->sop;
  return NULL;
}

static str begin_payload(arena *a, const cycle *c) {
  json j = JSON(a);
  json_open(&j, '{');
  json_kt(&j, S("periode"), cycle_period(a, c->year, c->quarter));
  json_kt(&j, S("sop"), c->sop->title);
  json_kt(&j, S("versi"), c->sop->hash);
  json_close(&j, '}');
  return json_str(&j);
}

err cycle_begin(db_rw *db, arena *a, const office *o, str sop_code, int64_t year, int64_t quarter, const actor *who, instant now, cycle_id *out) {
  db_ro *ro = db_rw_ro(db);
  sop_id in_force;
  turn t;
  TRY(check_begin(ro, a, o, sop_code, year, quarter, &in_force));
  cycle *c = NEW(a, cycle);
  *c = (cycle){.office = *o, .sop_code = sop_code, .year = year, .quarter = quarter, .running = true};
  TRY(library_sop(ro, a, in_force, &c->sop));
  str lane = sop_step_of(c->sop, 1)->lane;
  TRY(cycle_may_begin(ro, a, o, sop_code, c->sop, who, &t));
  if (!t.mine) return ERR(a, FORBIDDEN, "Hanya %.*s yang dapat memulai siklus ini.", STR_ARG(sop_lane_of(c->sop, lane)->label));
  TRY(store_new_id(db, a, o->region, &c->id.v));
  TRY(sql_cycle_insert(db, a, c->id, o->id, in_force, sop_code, year, quarter, lane, now, who->account, NULL));
  TRY(open_step(db, a, c, 1, now));
  *out = c->id;
  return cycle_audit(db, a, c, who, t.as, now, S("siklus.mulai"), begin_payload(a, c));
}
