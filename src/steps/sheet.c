#include "steps/sheet.h"

#include "sop/show.h"
#include "steps/issue.h"

err sop_sheet(db_ro *db, arena *a, cycle_id id, instant now, doc **out) {
  cycle *c;
  sop *s;
  sop_marks marks;
  size_t n;
  TRY(cycle_load(db, a, id, NULL, &c));
  TRY(library_for_office(db, a, &c->office, c->sop, &s));
  TRY(cycle_marks(db, a, c, now, NULL, &marks));
  drawing **pages = sop_draw(a, s, &marks, (sop_draw_options){0}, &n);
  doc_office kop = issue_office(a, &c->office);
  str title = STR_CAT(a, S("SOP "), s->title, S(" – "), cycle_period(a, c->year, c->quarter));
  *out = letter_sop_sheet(a, &kop, title, (drawing *const *)pages, n);
  return NULL;
}
