#include "steps/corrections.h"

#include "cycle/cycle_sql.h"

err corrections_of(db_ro *db, arena *a, const cycle *c, correction_lines *out) {
  sql_corrections_of_rows heads;
  sql_correction_points_rows points;
  TRY(sql_corrections_of(db, a, c->id, &heads));
  TRY(sql_correction_points(db, a, c->id, &points));
  *out = (correction_lines){0};
  for (size_t p = 0, h = 0; p < points.n; p++) {
    const sql_correction_points_row *q = &points.v[p];
    while (h < heads.n && heads.v[h].id.v < q->correction.v) h++;
    if (h == heads.n) break;
    const sql_corrections_of_row *r = &heads.v[h];
    correction_line l = {.correction = r->id, .n = q->n, .from_no = (int)r->from_no, .from_round = (int)r->from_round,
                         .to_no = (int)r->to_no, .to_round = (int)r->to_round, .reason = r->reason, .to_name = r->to_name,
                         .to_person = r->to_person, .by = r->by_name, .by_as = r->by_as, .at = r->at, .target = q->target,
                         .label = q->label, .note = q->note, .answer = q->answer, .answered_by = q->answered_by,
                         .answered_at = q->answered_at};
    LIST_ADD(a, out, l);
  }
  return NULL;
}

err corrections_missing(db_ro *db, arena *a, const cycle *c, missing_list *out) {
  correction_lines all;
  TRY(corrections_of(db, a, c, &all));
  for (size_t i = 0; i < all.n; i++) {
    const correction_line *l = &all.v[i];
    if (l->to_no == c->no && l->to_round == c->round && !l->answer.n)
      step_lacks(a, out, str_fmt(a, "koreksi.%lld.%d", (long long)l->correction.v, (int)l->n), "Catatan koreksi “%.*s” belum dijawab.",
                 STR_ARG(l->note));
  }
  return NULL;
}

err corrections_sheet(step_call *c, str verdict) {
  correction_lines all;
  TRY(corrections_of(c->ro, c->a, c->cycle, &all));
  correction_input in = {.document = S("Draft 1"), .round = str_fmt(c->a, "Putaran ke-%d", c->round), .decision = verdict};
  for (size_t i = 0; i < all.n; i++) {
    const correction_line *l = &all.v[i];
    if (l->from_no != c->step->no) continue;
    correction row = {.pinned_to = l->label, .note = l->note, .corrector = l->by, .addressee = l->to_name, .answer = l->answer,
                      .status = l->answer.n ? S("dijawab") : S("menunggu jawaban")};
    LIST_ADD(c->a, &in.rows, row);
  }
  TRY(issue_common(c, DOC_LEMBAR_KOREKSI, c->step->lane, NULL, &in.common));
  return issue_document(c, DOC_LEMBAR_KOREKSI, STR_NONE, &in.common, letter_correction_sheet(c->a, &in), NULL);
}
