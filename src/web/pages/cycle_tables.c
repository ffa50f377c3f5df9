/* The lists on a cycle's page: documents, the run record, corrections. */
#include "cycle/cycle_sql.h"
#include "sign/mode.h"
#include "steps/issue.h"
#include "web/pages/cycle.h"

static str moment(const get_ctx *cx, const cycle *c, instant t) {
  return instant_some(t) ? instant_id_short(cx->a, t, c->office.zone) : S("");
}

/* ---- documents ---- */

/* Drafts are working papers: nobody signs them. */
static bool never_signed(str kind) {
  static const enum doc_kind drafts[] = {DOC_DRAFT_SK, DOC_KONSEP, DOC_DRAFT_1, DOC_DRAFT_2, DOC_DRAFT_3, DOC_DRAFT_4, DOC_FINAL_DRAFT};
  for (size_t i = 0; i < LEN(drafts); i++)
    if (str_eq(kind, doc_kind_code(drafts[i]))) return true;
  return false;
}

str cycle_signature(str signature, str kind, enum look *look) {
  enum sign_mode m = sign_mode_of(signature);
  *look = m == SIGN_NONE || m == SIGN_DIGITAL ? LOOK_PLAIN : LOOK_DONE;
  if (m != SIGN_NONE) return sign_mode_words(m);
  return never_signed(kind) ? S("Konsep") : sign_mode_words(SIGN_NONE);
}

static str step_of(arena *a, int64_t no, int64_t round) {
  return round > 1 ? str_fmt(a, "%d, putaran %d", (int)no, (int)round) : str_fmt(a, "%d", (int)no);
}

static err documents(const get_ctx *cx, const cycle *c, cycle_view *v) {
  sql_documents_of_rows rows;
  TRY(sql_documents_of(cx->db, cx->a, c->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_documents_of_row *r = &rows.v[i];
    document_row d = {.title = r->title, .number = r->number, .day = date_id_short(cx->a, r->day), .step = step_of(cx->a, r->no, r->round),
                      .path = str_fmt(cx->a, "/dokumen/%lld", (long long)r->id.v)};
    d.signed_ = cycle_signature(r->signature, r->kind, &d.look);
    LIST_ADD(cx->a, &v->documents, d);
  }
  return NULL;
}

/* ---- the run record ---- */

static enum look look_of(const step_run *r, bool late) {
  if (str_eq(r->state, S("selesai"))) return LOOK_DONE;
  if (str_eq(r->state, S("dikembalikan"))) return LOOK_RETURNED;
  return late ? LOOK_LATE : LOOK_ACTIVE;
}

static run_row run_line(const get_ctx *cx, const cycle *c, const step_run *r) {
  arena *a = cx->a;
  const sop_step *s = sop_step_of(c->sop, r->no);
  instant end = instant_some(r->ended_at) ? r->ended_at : cx->now;
  bool late = instant_some(r->due_at) && end.s > r->due_at.s;
  run_row v = {.no = r->no, .name = r->activity, .round = str_fmt(a, "%d", r->round), .opened = moment(cx, c, r->opened_at), .due = moment(cx, c, r->due_at),
               .ended = moment(cx, c, r->ended_at), .used = calendar_span(a, r->minutes), .late = late, .look = look_of(r, late)};
  v.state = str_eq(r->state, S("terbuka")) ? S("berjalan") : r->state;
  v.by = r->ended_as.n ? STR_CAT(a, r->ended_by, S(" ("), r->ended_as, S(")")) : r->ended_by;
  v.standard = s && s->time.n ? duration_id(a, s->time) : S("tanpa batas");
  v.hardcopy = instant_some(r->hardcopy_at) ? r->hardcopy_place : S("");
  v.path = str_fmt(a, "/siklus/%lld/langkah/%d", (long long)c->id.v, r->no);
  return v;
}

static err runs(const get_ctx *cx, const cycle *c, cycle_view *v) {
  step_runs all;
  TRY(cycle_runs(cx->db, cx->a, c, cx->now, &all));
  for (size_t i = 0; i < all.n; i++) LIST_ADD(cx->a, &v->runs, run_line(cx, c, &all.v[i]));
  return NULL;
}

/* ---- corrections ---- */

static err corrections(const get_ctx *cx, const cycle *c, cycle_view *v) {
  arena *a = cx->a;
  sql_corrections_of_rows rows;
  sql_correction_points_rows points;
  TRY(sql_corrections_of(cx->db, a, c->id, &rows));
  TRY(sql_correction_points(cx->db, a, c->id, &points));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_corrections_of_row *r = &rows.v[i];
    correction_row k = {.title = str_fmt(a, "Langkah %d → langkah %d (putaran %d)", (int)r->from_no, (int)r->to_no, (int)r->to_round), .reason = r->reason};
    k.by = STR_CAT(a, r->by_name, r->by_as.n ? S(", ") : S(""), r->by_as, S(" · "), moment(cx, c, r->at));
    k.to = r->to_name;
    for (size_t p = 0; p < points.n; p++) {
      const sql_correction_points_row *q = &points.v[p];
      if (q->correction.v == r->id.v) LIST_ADD(a, &k.points, ((point_row){q->label, q->note, q->answer}));
    }
    LIST_ADD(a, &v->corrections, k);
  }
  return NULL;
}

err cycle_tables(const get_ctx *cx, const cycle *c, cycle_view *v) {
  TRY(documents(cx, c, v));
  TRY(runs(cx, c, v));
  return corrections(cx, c, v);
}
