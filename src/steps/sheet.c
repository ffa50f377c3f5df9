#include "steps/sheet.h"

#include "cycle/cycle_sql.h"
#include "sign/mode.h"
#include "sop/show.h"
#include "steps/issue.h"

/* Approvals go without saying, but for the report: there the form tells the three ways apart. */
static bool told(const cycle *c, const sql_documents_of_row *d) {
  enum sign_mode m = sign_mode_of(d->signature);
  const sop_step *s = sop_step_of(c->sop, (int)d->no);
  return sign_mode_in_pdf(m) || m == SIGN_WET || (m == SIGN_APPROVED && s && step_kind_of(s->kind) == &sign_kind);
}

err sheet_marks(db_ro *db, arena *a, const cycle *c, instant now, str base, sop_marks *out) {
  sql_documents_of_rows docs;
  TRY(cycle_marks(db, a, c, now, base, out));
  TRY(sql_documents_of(db, a, c->id, &docs));
  sop_mark *marks = out->n ? (sop_mark *)arena_alloc(a, out->n * sizeof *marks) : NULL;
  for (size_t i = 0; i < out->n; i++) marks[i] = out->v[i];
  for (size_t i = 0; i < docs.n; i++) {
    const sql_documents_of_row *d = &docs.v[i];
    if (!told(c, d) || d->no < 1 || (size_t)d->no > out->n) continue;
    str words = sign_mode_words(sign_mode_of(d->signature)), so_far = marks[d->no - 1].realised;
    if (so_far.n && str_find(so_far, words) < 0) marks[d->no - 1].realised = STR_CAT(a, so_far, S("\n"), words);
  }
  *out = (sop_marks){marks, out->n};
  return NULL;
}

err sop_sheet(db_ro *db, arena *a, cycle_id id, instant now, doc **out) {
  cycle *c;
  sop *s;
  sop_marks marks;
  size_t n;
  TRY(cycle_load(db, a, id, NULL, &c));
  TRY(library_for_office(db, a, &c->office, c->sop, &s));
  TRY(sheet_marks(db, a, c, now, STR_NONE, &marks));
  drawing **pages = sop_draw(a, s, &marks, (sop_draw_options){0}, &n);
  doc_office kop = issue_office(a, &c->office);
  str title = STR_CAT(a, S("SOP "), s->title, S(" – "), cycle_period(a, c->year, c->quarter));
  *out = letter_sop_sheet(a, &kop, title, (drawing *const *)pages, n);
  return NULL;
}
