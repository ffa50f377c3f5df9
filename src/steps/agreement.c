#include "steps/agreement.h"

#include "performance/performance_sql.h"
#include "sign/pdf_sign.h"
#include "steps/issue.h"
#include "steps/report_data.h"

static err tables(db_ro *db, arena *a, const office *o, int64_t year, agreement_input *in) {
  indicators all;
  budget_lines money;
  TRY(performance_indicators(db, a, o->id, year, 0, &all));
  TRY(performance_budget(db, a, o->id, year, 0, &money));
  for (size_t i = 0; i < all.n; i++) {
    const indicator *x = &all.v[i];
    LIST_ADD(a, &in->rows, ((agreement_row){x->objective_title, x->name, x->unit, report_value(a, x->year_target)}));
  }
  for (size_t i = 0; i < money.n; i++)
    LIST_ADD(a, &in->programs, ((doc_budget_row){.code = money.v[i].code, .name = money.v[i].name, .ceiling = money.v[i].ceiling}));
  if (money.n) LIST_ADD(a, &in->programs, ((doc_budget_row){.name = S("Jumlah"), .ceiling = budget_total(&money).ceiling, .total = true}));
  return NULL;
}

err agreement_doc(db_ro *db, arena *a, const office *o, int64_t year, date today, doc **out) {
  sql_agreement_of_row *r;
  official first;
  TRY(sql_agreement_of(db, a, o->id, year, &r));
  TRY(office_head(db, a, o, r && date_some(r->day) ? r->day : today, &first));
  agreement_input in = {.office = issue_office(a, o), .year = year, .first = issue_official(a, NULL, &first), .place = o->place, .day = DATE_NONE};
  in.first.person.position = STR_CAT(a, first.prefix, first.prefix.n ? S(" ") : S(""), first.title);
  if (r) {
    in.second = (doc_person){r->superior_name, r->superior_nip, r->superior_rank, r->superior_position};
    in.place = r->place;
    in.day = r->day;
  } else {
    in.watermark = S("KONSEP");
  }
  TRY(tables(db, a, o, year, &in));
  *out = letter_agreement(a, &in);
  return issue_crests(db, a, *out);
}

err agreement_pdf(arena *a, const doc *d, instant at, str *bytes) {
  static const str parties[] = {SC("PihakKedua"), SC("PihakPertama")}; /* from left to right */
  doc_places rooms;
  pdf_place place[LEN(parties)];
  str pdf;
  TRY(issue_render(a, d, at, &pdf, &rooms));
  *bytes = pdf;
  size_t n = 0;
  for (size_t i = 0; i < rooms.n && n < LEN(parties); i++) {
    const doc_place *p = &rooms.v[i];
    if (!p->field) continue;
    place[n] = (pdf_place){parties[n], p->page, p->x, p->y, p->width, p->height};
    n++;
  }
  return n ? pdf_sign_places(a, pdf, place, n, bytes) : NULL;
}
