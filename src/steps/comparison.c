#include "steps/comparison.h"

#include "cycle/cycle_sql.h"
#include "document/compare.h"
#include "steps/issue.h"

static bool is_version(str kind) {
  enum doc_kind k = doc_kind_find(kind);
  return k == DOC_KONSEP || k == DOC_LAPORAN || (k >= DOC_DRAFT_1 && k <= DOC_FINAL_DRAFT);
}

err comparison_versions(db_ro *db, arena *a, const cycle *c, versions *out) {
  sql_documents_of_rows all;
  *out = (versions){0};
  TRY(sql_documents_of(db, a, c->id, &all));
  for (size_t i = 0; i < all.n; i++) {
    const sql_documents_of_row *d = &all.v[i];
    if (!is_version(d->kind)) continue;
    str title = d->round > 1 ? str_fmt(a, "%.*s (putaran %d)", STR_ARG(d->title), (int)d->round) : d->title;
    LIST_ADD(a, out, ((version){d->id, d->kind, title, d->issued_at, d->issued_by, (int)d->round}));
  }
  return NULL;
}

/* ---- figures ---- */

static str said(arena *a, const sql_draft_figures_row *f) {
  if (!f) return S("belum ada");
  str value = f->value.p ? f->value : S("belum diisi"), unit = f->value.p && f->unit.n ? STR_CAT(a, S(" "), f->unit) : S("");
  return f->achievement.n ? STR_CAT(a, value, unit, S("; capaian "), f->achievement, S(" %")) : STR_CAT(a, value, unit);
}

static const sql_draft_figures_row *of_indicator(const sql_draft_figures_rows *all, indicator_id id) {
  for (size_t i = 0; i < all->n; i++)
    if (all->v[i].indicator.v == id.v) return &all->v[i];
  return NULL;
}

static void figure_row(arena *a, const sql_draft_figures_row *was, const sql_draft_figures_row *is, comparison_input *out) {
  comparison_row row = {is ? is->name : was->name, said(a, was), said(a, is)};
  if (str_eq(row.before, row.after)) out->same_figures++;
  else LIST_ADD(a, &out->figures, row);
}

static err figures_beside(db_ro *db, arena *a, document_id before, document_id after, comparison_input *out) {
  sql_draft_figures_rows was, is;
  TRY(sql_draft_figures(db, a, before, &was));
  TRY(sql_draft_figures(db, a, after, &is));
  for (size_t i = 0; i < is.n; i++) figure_row(a, of_indicator(&was, is.v[i].indicator), &is.v[i], out);
  for (size_t i = 0; i < was.n; i++)
    if (!of_indicator(&is, was.v[i].indicator)) figure_row(a, &was.v[i], NULL, out);
  return NULL;
}

/* ---- texts ---- */

static void texts_beside(arena *a, const doc *was, const doc *is, comparison_input *out) {
  doc_changes all = doc_compare(a, was, is);
  for (size_t i = 0; i < all.n; i++) {
    const doc_change *x = &all.v[i];
    str place = x->place.n ? x->place : doc_change_name(x->kind);
    LIST_ADD(a, &out->texts, ((comparison_row){place, x->before, x->after}));
  }
}

static err one_side(db_ro *db, arena *a, const cycle *c, document_id id, str *title, str *about, doc **d) {
  sql_document_by_id_row *r;
  TRY(sql_document_by_id(db, a, id, &r));
  if (!r || r->cycle.v != c->id.v) return ERR(a, NOT_FOUND, "Dokumen ini tidak ada dalam siklus ini.");
  *title = r->round > 1 ? str_fmt(a, "%.*s (putaran %d)", STR_ARG(r->title), (int)r->round) : r->title;
  *about = STR_CAT(a, instant_id(a, r->issued_at, c->office.zone), S(", oleh "), r->issued_by);
  return doc_thaw(a, r->content, d);
}

err comparison_of(db_ro *db, arena *a, const cycle *c, document_id before, document_id after, comparison_input *out) {
  doc *was, *is;
  *out = (comparison_input){.office = issue_office(a, &c->office), .title = cycle_period(a, c->year, c->quarter)};
  TRY(one_side(db, a, c, before, &out->before, &out->before_about, &was));
  TRY(one_side(db, a, c, after, &out->after, &out->after_about, &is));
  TRY(figures_beside(db, a, before, after, out));
  texts_beside(a, was, is, out);
  return NULL;
}
