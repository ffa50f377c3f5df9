#include "steps/step.h"

#include "base/num.h"
#include "cycle/cycle_sql.h"
#include "performance/office_rules.h"
#include "performance/performance_sql.h"
#include "steps/corrections.h"
#include "steps/issue.h"
#include "steps/signing.h"
#include "steps/staff.h"
#include "steps/team_decree.h"

/* ---- who, where, what: the same in prepare and in apply ---- */

/* In charge of every figure that is named. */
static err in_charge(step_call *c, bool *yes) {
  *yes = false;
  str_list ids = fields_all(c->a, c->in, S("indikator"));
  for (size_t i = 0; i < ids.n; i++) {
    sql_plan_person_row *p;
    int64_t id;
    if (!num_i64(str_trim(ids.v[i]), 1, INT64_MAX, &id)) return NULL;
    TRY(sql_plan_person(c->ro, c->a, c->cycle->id, (indicator_id){id}, &p));
    if (!p || !p->person.v || p->person.v != c->who->person.v) return NULL;
  }
  *yes = ids.n > 0;
  return NULL;
}

static err addressed(step_call *c, bool *yes) {
  sql_corrections_of_rows rows;
  int64_t id = fields_int(c->in, S("koreksi"), 0);
  *yes = false;
  TRY(sql_corrections_of(c->ro, c->a, c->cycle->id, &rows));
  for (size_t i = 0; i < rows.n; i++)
    *yes = *yes || (rows.v[i].id.v == id && rows.v[i].to_person.v && rows.v[i].to_person.v == c->who->person.v);
  return NULL;
}

/* Belongs to some lane of the cycle. */
static err belongs(step_call *c, bool *yes) {
  *yes = false;
  for (size_t i = 0; i < c->cycle->sop->lanes.n && !*yes; i++) {
    turn t;
    TRY(cycle_turn(c->ro, c->a, c->cycle, c->who, c->cycle->sop->lanes.v[i].code, &t));
    if (t.mine) {
      *yes = true;
      c->turn = t;
    }
  }
  return NULL;
}

/* Whoever may sign may do so although the rest of the lane's work is somebody else's (a Plh. without the power to sign). */
static err check_who(step_call *c) {
  bool allowed = c->turn.mine || (c->action->signing && c->turn.signs);
  if (!allowed && c->action->who == WHO_FIGURE) {
    TRY(in_charge(c, &allowed));
    if (allowed) c->turn.as = S("Penanggung jawab data");
  }
  if (!allowed && c->action->who == WHO_ADDRESSED) {
    TRY(addressed(c, &allowed));
    if (allowed) c->turn.as = S("Penerima koreksi");
  }
  if (!allowed && c->action->who == WHO_OFFICE) TRY(belongs(c, &allowed));
  if (allowed) return NULL;
  const sop_lane *l = sop_lane_of(c->cycle->sop, c->cycle->lane);
  return ERR(c->a, FORBIDDEN, "Langkah %d sekarang giliran %.*s.", c->cycle->no, STR_ARG(l ? l->label : c->cycle->lane));
}

static err check_place(step_call *c, const step_request *rq) {
  if (!c->cycle->running) return ERR(c->a, CONFLICT, "Siklus ini sudah selesai dan diarsipkan; isinya hanya dapat dibaca.");
  int64_t round = fields_int(c->in, S("putaran"), rq->round);
  if ((rq->no && rq->no != c->cycle->no) || (round && round != c->cycle->round))
    return ERR(c->a, CONFLICT, "Langkah %d sudah berpindah sejak halaman ini dibuka. Muat ulang untuk melihat keadaan sekarang.",
               rq->no ? rq->no : c->cycle->no);
  return NULL;
}

static err check_phase(step_call *c) {
  if (c->action->phase != PHASE_ANY && c->action->phase != c->cycle->phase)
    return ERR(c->a, CONFLICT, c->cycle->phase ? "Langkah %d sedang menunggu %.*s." : "Langkah %d belum diserahkan oleh %.*s.", c->cycle->no,
               STR_ARG(sop_lane_of(c->cycle->sop, c->cycle->lane)->label));
  return NULL;
}

static err load_call(step_call *c, const step_request *rq) {
  actor *who = NEW(c->a, actor);
  TRY(actor_load(c->ro, c->a, rq->account, rq->now, who));
  c->who = who;
  TRY(cycle_load(c->ro, c->a, rq->cycle, who, &c->cycle));
  c->today = instant_local(c->now, c->cycle->office.zone).day;
  c->step = c->cycle->step;
  c->round = c->cycle->round;
  c->kind = c->step ? step_kind_of(c->step->kind) : NULL;
  if (!c->kind) return ERR_CAUSE(c->a, "cycle %lld stands at no known step", (long long)rq->cycle.v);
  TRY(check_place(c, rq));
  c->action = step_action_of(c->kind, rq->action);
  TRY(cycle_turn(c->ro, c->a, c->cycle, c->who, c->cycle->lane, &c->turn));
  if (!c->action) return ERR(c->a, CONFLICT, "Tindakan “%.*s” tidak ada pada langkah %d (%.*s).", STR_ARG(rq->action), c->cycle->no,
                             STR_ARG(c->step->label));
  TRY(check_phase(c));
  return check_who(c);
}

/* Every form may carry the two fields that guard against a stale page. One that cannot be read guards nothing, so it is refused. */
static err check_form(step_call *c) {
  static const form_field guards[] = {{.name = "versi", .label = "Versi", .kind = FIELD_INT, .min = 0, .max = INT64_MAX},
                                      {.name = "putaran", .label = "Putaran", .kind = FIELD_INT, .min = 0, .max = INT64_MAX},
                                      {0}};
  static const form_field nothing[] = {{0}};
  fields own = {0}, guarding = {0};
  for (size_t i = 0; i < c->in->n; i++) {
    field f = c->in->v[i];
    if (str_eq(f.name, S("versi")) || str_eq(f.name, S("putaran"))) LIST_ADD(c->a, &guarding, f);
    else LIST_ADD(c->a, &own, f);
  }
  TRY(form_check(c->a, guards, &guarding));
  fields rest;
  TRY(signing_choose(c->a, &own, c->action->signing, &c->way, &rest));
  c->mode = c->way->mode;
  return form_check(c->a, c->action->form ? c->action->form : nothing, &rest);
}

/* ---- the move ---- */

/* What a step lacks: what its kind says, and the points of a return that nobody has answered. */
static err gate(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  const step_kind *k = step_kind_of(c->step->kind);
  if (k && k->missing) TRY(k->missing(db, a, c, now, out));
  return corrections_missing(db, a, c, out);
}

/* Whether a point is pinned to something of this cycle: a figure, a paragraph, a file, or the step as a whole. */
static err pinned(step_call *c, str target, bool *yes) {
  str kind, name = str_cut(target, ':', &kind);
  int64_t id;
  *yes = str_eq(target, S("step")) || (str_eq(kind, S("paragraph")) && name.n);
  if (*yes || !num_i64(name, 1, INT64_MAX, &id)) return NULL;
  if (str_eq(kind, S("figure"))) {
    indicators all;
    TRY(performance_indicators(c->ro, c->a, c->cycle->office.id, c->cycle->year, c->cycle->quarter, &all));
    for (size_t i = 0; i < all.n; i++) *yes = *yes || all.v[i].id.v == id;
  } else if (str_eq(kind, S("file"))) {
    sql_file_by_id_row *f;
    TRY(sql_file_by_id(c->ro, c->a, (file_id){id}, &f));
    *yes = f && f->cycle.v == c->cycle->id.v;
  }
  return NULL;
}

typedef struct points { cycle_point *v; size_t n; } points;

/* Rows "pada", "label", "catatan" of a return; rows without a note are left out. */
static err points_of(step_call *c, points *out) {
  static const char *const columns[] = {"pada", "label", NULL};
  arena *a = c->a;
  str_list at = fields_all(a, c->in, S("pada")), label = fields_all(a, c->in, S("label")), note = fields_all(a, c->in, S("catatan"));
  TRY(step_rows(c, "catatan", columns));
  *out = (points){NEW_N(a, cycle_point, note.n + 1), 0};
  for (size_t i = 0; i < note.n; i++) {
    if (str_blank(note.v[i])) continue;
    str target = i < at.n && !str_blank(at.v[i]) ? str_trim(at.v[i]) : S("step");
    bool known;
    TRY(pinned(c, target, &known));
    if (!known) return ERR_FIELD(a, S("pada"), "Catatan “%.*s” tidak menunjuk angka, paragraf, atau berkas siklus ini.", STR_ARG(str_trim(note.v[i])));
    out->v[out->n++] = (cycle_point){target, i < label.n && !str_blank(label.v[i]) ? str_trim(label.v[i]) : target, str_trim(note.v[i])};
  }
  return NULL;
}

/* Who gets the points: the person named, of this office; else who holds the lane of the step they go to, for the team its head. */
static err addressee(step_call *c, int to, person_id *out) {
  staff_list all = {0};
  const staff *named;
  official o;
  str id = fields_get(c->in, S("kepada"));
  doc_official head;
  const sop_step *s = sop_step_of(c->cycle->sop, to);
  if (!str_blank(id)) TRY(staff_of(c->ro, c->a, c->cycle, c->today, &all));
  TRY(staff_pick(c->a, &all, id, S("kepada"), &named));
  *out = named ? named->id : (person_id){0};
  if (named || !s) return NULL;
  if (str_eq(s->lane, S("tim"))) return steps_team_head(c->ro, c->a, c->cycle, &head, out);
  TRY(cycle_official(c->ro, c->a, c->cycle, s->lane, c->today, false, &o));
  *out = o.person;
  return NULL;
}

/* Where a return leads when the form does not say: the same step's own lane, else the first the SOP names. */
static int return_default(const step_call *c) {
  if (c->cycle->phase == PHASE_SETTER) return c->cycle->no;
  return c->step->if_no.n ? c->step->if_no.v[0].no : c->step->return_to.n ? c->step->return_to.v[0] : 0;
}

static err move(step_call *c) {
  cycle_order o = {.event = c->action->move == MOVE_DONE ? CYCLE_DONE : CYCLE_RETURN, .no = c->cycle->no, .round = c->cycle->round,
                   .phase = c->cycle->phase, .gate = gate, .signing = c->action->signing};
  if (o.event == CYCLE_RETURN) {
    points p;
    TRY(points_of(c, &p));
    o.to = (int)fields_int(c->in, S("ke"), return_default(c));
    o.reason = str_trim(fields_get(c->in, S("alasan")));
    TRY(addressee(c, o.to, &o.to_person));
    o.points = p.v;
    o.n_points = p.n;
  }
  TRY(cycle_move(c->rw, c->a, c->cycle, c->who, c->now, &o, &c->outcome));
  if (c->outcome.closed && !step_no_of(c->cycle->sop, "analyse")) TRY(office_rules_pin(c->rw, c->a, c->cycle->office.id, c->cycle->id));
  step_fn after = o.event == CYCLE_RETURN ? c->kind->returned : c->outcome.set ? c->kind->handed : c->kind->issue;
  return after ? after(c) : NULL;
}

/* no, round, phase: where the cycle stood when the action was prepared. */
typedef struct job { const step_request *rq; step_call *call; bool prepared; int no, round, phase; err over; } job; /* over: ends a rehearsal */

static err apply(db_rw *db, arena *a, void *what) {
  job *j = what;
  step_call *c = j->call;
  c->rw = db;
  c->ro = db_rw_ro(db);
  c->a = a;
  c->outcome = (cycle_outcome){0};
  c->signatures->codes_used = 0;
  if (c->signatures->rehearsal) c->signatures->tasks.n = 0;
  TRY(load_call(c, j->rq)); /* again: what prepare saw may have changed */
  /* What was prepared belongs to that step, round and phase, also when the asker did not name them. */
  if (j->prepared && (c->cycle->no != j->no || c->cycle->round != j->round || c->cycle->phase != j->phase))
    return ERR(a, CONFLICT, "Langkah %d baru saja berpindah. Muat ulang untuk melihat keadaan sekarang.", j->no);
  if (!j->prepared) TRY(check_form(c));
  if (c->action->apply) TRY(c->action->apply(c));
  return c->action->move == MOVE_NONE ? NULL : move(c);
}

static str told(const step_call *c) {
  const sop_step *next = c->outcome.to ? sop_step_of(c->cycle->sop, c->outcome.to) : NULL;
  if (c->action->move == MOVE_NONE) return S("Tersimpan.");
  if (c->outcome.closed) return S("Langkah terakhir selesai. Siklus ditutup dan diarsipkan.");
  if (c->outcome.set) return str_fmt(c->a, "Diserahkan kepada %.*s.", STR_ARG(sop_lane_of(c->cycle->sop, c->cycle->lane)->label));
  bool back = c->action->move == MOVE_RETURN && c->outcome.to <= c->outcome.from;
  return STR_CAT(c->a, back ? S("Dikembalikan ke langkah ") : S("Langkah selesai. Berikutnya langkah "),
                 str_fmt(c->a, "%d: %.*s.", c->outcome.to, STR_ARG(next->activity)));
}

static err prepare(job *j) {
  step_call *c = j->call;
  TRY(load_call(c, j->rq));
  TRY(check_form(c));
  j->prepared = true;
  j->no = c->cycle->no;
  j->round = c->cycle->round;
  j->phase = c->cycle->phase;
  if (c->way->check) TRY(c->way->check(c));
  return c->action->prepare ? c->action->prepare(c) : NULL;
}

/* With a reading connection; what needs no preparation is checked once, in the apply. */
static err prepare_reading(store *s, job *j) {
  if (!step_action_prepares(j->rq->action)) return NULL;
  TRY(store_borrow(s, j->call->a, &j->call->ro));
  db_ro *ro = j->call->ro;
  err e = prepare(j);
  store_release(s, ro);
  j->call->ro = NULL;
  return e || !j->call->action->outside ? e : j->call->action->outside(j->call);
}

/* ---- signing into the PDF ---- */

/* Everything is checked and would be issued; then nothing is kept. */
static err rehearse(db_rw *db, arena *a, void *what) {
  job *j = what;
  TRY(apply(db, a, j));
  return j->over;
}

/* The signatures are made between a rehearsal and the apply; when somebody takes the number in between, once more. */
static err sign_and_apply(store *s, arena *a, job *j) {
  enum { TRIES = 3 };
  signatures *all = j->call->signatures;
  region_id region = id_region(j->rq->cycle.v);
  j->over = ERR(a, CONFLICT, "Beberapa dokumen terbit bersamaan, jadi nomor yang ditandatangani sudah terpakai. Ulangi sebentar lagi.");
  for (int i = 0; i < TRIES; i++) {
    *all = (signatures){.rehearsal = true, .codes = all->codes};
    err e = store_write_in(s, a, region, rehearse, j);
    if (e != j->over) return e;
    all->rehearsal = false;
    TRY(signing_run(j->call));
    e = store_write_in(s, a, region, apply, j);
    if (!all->changed) return e;
  }
  return j->over;
}

err steps_run(store *s, arena *a, const step_request *rq, step_result *out) {
  signatures signed_ = {0};
  step_call c = {.store = s, .a = a, .now = rq->now, .address = rq->address, .in = rq->in, .signatures = &signed_};
  job j = {.rq = rq, .call = &c};
  TRY(prepare_reading(s, &j));
  bool issues = c.way && c.way->sign && c.action->move != MOVE_NONE;
  TRY(issues ? sign_and_apply(s, a, &j) : store_write_in(s, a, id_region(rq->cycle.v), apply, &j));
  *out = (step_result){.outcome = c.outcome, .message = told(&c)};
  if (c.action->move != MOVE_NONE || c.action->issues) out->unkept = issue_keep(s, a, rq->cycle);
  return NULL;
}

typedef struct beginning { const begin_request *rq; cycle_id *out; } beginning;

static err begin(db_rw *db, arena *a, void *what) {
  const beginning *b = what;
  actor who;
  office o;
  TRY(actor_load(db_rw_ro(db), a, b->rq->account, b->rq->now, &who));
  TRY(office_get(db_rw_ro(db), a, b->rq->office, &o));
  if (!actor_sees_office(&who, o.id)) return ERR(a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  return cycle_begin(db, a, &o, b->rq->sop, b->rq->year, b->rq->quarter, &who, b->rq->now, b->out);
}

err steps_begin(store *s, arena *a, const begin_request *rq, cycle_id *out) {
  return store_write_in(s, a, id_region(rq->office.v), begin, &(beginning){rq, out});
}

/* There is a place to return to: the lane of the same step, or an earlier step that the SOP names. */
static bool returnable(const cycle *c) { return c->phase == PHASE_SETTER || c->step->if_no.n || c->step->return_to.n; }

err steps_open_to(db_ro *db, arena *a, const cycle *c, const actor *who, step_actions *out) {
  *out = (step_actions){0};
  const step_kind *k = c->running ? step_kind_of(c->step->kind) : NULL;
  turn t;
  TRY(cycle_turn(db, a, c, who, c->lane, &t));
  if (!k) return NULL;
  const step_action *lists[] = {k->actions, common_actions};
  for (size_t l = 0; l < LEN(lists); l++)
    for (const step_action *x = lists[l]; x->name; x++)
      if ((x->phase == PHASE_ANY || x->phase == c->phase) && (x->signing ? t.signs : t.mine) && (x->move != MOVE_RETURN || returnable(c)))
        LIST_ADD(a, out, x);
  return NULL;
}

err steps_missing(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  *out = (missing_list){0};
  return c->running ? gate(db, a, c, now, out) : NULL;
}
