#include "steps/step.h"

#include "cycle/cycle_sql.h"
#include "steps/corrections.h"
#include "steps/issue.h"

/* ---- who, where, what: the same in prepare and in apply ---- */

static err in_charge(step_call *c, bool *yes) {
  *yes = false;
  str_list ids = fields_all(c->a, c->in, S("indikator"));
  figures all;
  TRY(performance_figures(c->ro, c->a, c->cycle->office.id, c->cycle->id, c->cycle->year, c->cycle->quarter, &all));
  for (size_t i = 0; i < ids.n; i++) {
    fields one = {0};
    fields_add(c->a, &one, S("id"), ids.v[i]);
    figure *f = figures_find(&all, (indicator_id){fields_int(&one, S("id"), 0)});
    if (!f || !f->plan.person.v || f->plan.person.v != c->who->person.v) return NULL;
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
  int round = (int)fields_int(c->in, S("putaran"), rq->round);
  if ((rq->no && rq->no != c->cycle->no) || (round && round != c->cycle->round))
    return ERR(c->a, CONFLICT, "Langkah %d sudah berpindah sejak halaman ini dibuka. Muat ulang untuk melihat keadaan sekarang.", rq->no);
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

/* Every form may carry the two fields that guard against a stale page. */
static err check_form(step_call *c) {
  fields own = {0};
  for (size_t i = 0; i < c->in->n; i++)
    if (!str_eq(c->in->v[i].name, S("versi")) && !str_eq(c->in->v[i].name, S("putaran"))) LIST_ADD(c->a, &own, c->in->v[i]);
  static const form_field nothing[] = {{0}};
  return form_check(c->a, c->action->form ? c->action->form : nothing, &own);
}

/* ---- the move ---- */

/* What a step lacks: what its kind says, and the points of a return that nobody has answered. */
static err gate(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  const step_kind *k = step_kind_of(c->step->kind);
  if (k && k->missing) TRY(k->missing(db, a, c, now, out));
  return corrections_missing(db, a, c, out);
}

typedef struct points { cycle_point *v; size_t n; } points;

/* Rows "pada", "label", "catatan" of a return; rows without a note are left out. */
static points points_of(arena *a, const fields *in) {
  str_list at = fields_all(a, in, S("pada")), label = fields_all(a, in, S("label")), note = fields_all(a, in, S("catatan"));
  points p = {NEW_N(a, cycle_point, note.n + 1), 0};
  for (size_t i = 0; i < note.n; i++) {
    if (str_blank(note.v[i])) continue;
    str target = i < at.n && !str_blank(at.v[i]) ? at.v[i] : S("step");
    p.v[p.n++] = (cycle_point){target, i < label.n && !str_blank(label.v[i]) ? label.v[i] : target, str_trim(note.v[i])};
  }
  return p;
}

static err move(step_call *c) {
  cycle_order o = {.event = c->action->move == MOVE_DONE ? CYCLE_DONE : CYCLE_RETURN, .no = c->cycle->no, .round = c->cycle->round,
                   .phase = c->cycle->phase, .gate = gate, .signing = c->action->signing};
  if (o.event == CYCLE_RETURN) {
    points p = points_of(c->a, c->in);
    o.to = (int)fields_int(c->in, S("ke"), c->cycle->phase ? c->cycle->no : c->step->if_no.n ? c->step->if_no.v[0].no : c->step->return_to.n ? c->step->return_to.v[0] : 0);
    o.reason = str_trim(fields_get(c->in, S("alasan")));
    o.to_person.v = fields_int(c->in, S("kepada"), 0);
    o.points = p.v;
    o.n_points = p.n;
  }
  TRY(cycle_move(c->rw, c->a, c->cycle, c->who, c->now, &o, &c->outcome));
  step_fn after = o.event == CYCLE_RETURN ? c->kind->returned : c->outcome.set ? c->kind->handed : c->kind->issue;
  return after ? after(c) : NULL;
}

typedef struct job { const step_request *rq; step_call *call; } job;

static err apply(db_rw *db, arena *a, void *what) {
  job *j = what;
  step_call *c = j->call;
  c->rw = db;
  c->ro = db_rw_ro(db);
  c->a = a;
  TRY(load_call(c, j->rq)); /* again: what prepare saw may have changed */
  if (c->action->apply) TRY(c->action->apply(c));
  if (c->action->move != MOVE_NONE) return move(c);
  return sql_cycle_touch(db, a, c->cycle->id, NULL);
}

static str told(const step_call *c) {
  const sop_step *next = c->outcome.to ? sop_step_of(c->cycle->sop, c->outcome.to) : NULL;
  if (c->action->move == MOVE_NONE) return S("Tersimpan.");
  if (c->outcome.closed) return S("Langkah terakhir selesai. Siklus ditutup dan diarsipkan.");
  if (c->outcome.set) return str_fmt(c->a, "Diserahkan kepada %.*s.", STR_ARG(sop_lane_of(c->cycle->sop, c->cycle->lane)->label));
  bool back = c->action->move == MOVE_RETURN;
  return STR_CAT(c->a, back ? S("Dikembalikan ke langkah ") : S("Langkah selesai. Berikutnya langkah "),
                 str_fmt(c->a, "%d: %.*s.", c->outcome.to, STR_ARG(next->activity)));
}

err steps_run(store *s, arena *a, const step_request *rq, step_result *out) {
  step_call c = {.store = s, .a = a, .now = rq->now, .address = rq->address, .in = rq->in};
  TRY(store_borrow(s, a, &c.ro));
  db_ro *ro = c.ro;
  err e = load_call(&c, rq);
  if (!e) e = check_form(&c);
  if (!e && c.action->prepare) e = c.action->prepare(&c);
  store_release(s, ro);
  if (e) return e;
  TRY(store_write(s, a, apply, &(job){rq, &c}));
  if (c.action->move != MOVE_NONE || c.action->issues) TRY(issue_keep(s, a, rq->cycle));
  *out = (step_result){c.outcome, told(&c)};
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
  return store_write(s, a, begin, &(beginning){rq, out});
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
