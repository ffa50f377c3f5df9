#include "steps/findings.h"

const form_field finding_form[] = {
    {.name = "indikator", .label = "Indikator", .kind = FIELD_INT, .required = true, .min = 0, .max = INT64_MAX},
    {.name = "kode", .label = "Temuan", .kind = FIELD_LINE, .required = true, .max = 60},
    {.name = "jawaban", .label = "Jawaban", .kind = FIELD_TEXT, .required = true, .max = 2000},
    {.name = "perihal", .label = "Perihal", .kind = FIELD_LINE, .max = 40},
    {0}};

str findings_anchor(arena *a, const figure_finding *x) {
  return STR_CAT(a, str_fmt(a, "temuan.%lld.", (long long)x->indicator.v), finding_code(x->what));
}

err findings_of(db_ro *db, arena *a, const cycle *c, figure_findings *out) {
  figures all;
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  return performance_findings(db, a, c->office.id, c->id, c->year, c->quarter, &all, out);
}

static err refuse(step_call *c, const figure_finding *x) {
  err e = ERR(c->a, CONFLICT, "Temuan “%.*s” sudah berubah sejak halaman ini dibuka. Baca lagi, lalu jawab.", STR_ARG(x->name));
  return err_at(c->a, e, findings_anchor(c->a, x), STR_CAT(c->a, S("Sekarang: "), x->text));
}

err findings_apply(step_call *c) {
  figure_findings all;
  enum finding_code what;
  str code = fields_get(c->in, S("kode")), mark = fields_get(c->in, S("perihal")), answer = str_trim(fields_get(c->in, S("jawaban")));
  TRY(findings_of(c->ro, c->a, c->cycle, &all));
  const figure_finding *x = finding_find(code, &what) ? findings_find(&all, (indicator_id){fields_int(c->in, S("indikator"), 0)}, what) : NULL;
  if (!x) return ERR(c->a, CONFLICT, "Temuan ini sudah tidak ada: angkanya sudah diperbaiki.");
  if (mark.n && !str_eq(mark, findings_mark(c->a, x))) return refuse(c, x);
  if (x->at_figure)
    return ERR_FIELD(c->a, findings_anchor(c->a, x), "Temuan ini tidak dijawab di sini. %.*s", STR_ARG(finding_remedy(what)));
  if (x->answered && str_eq(x->answer, answer)) return NULL;
  TRY(findings_answer(c->rw, c->a, c->cycle->id, x, answer, c->who->name, c->now));
  str about = STR_CAT(c->a, x->code.n ? STR_CAT(c->a, x->code, S(" "), x->name) : x->name, S(", temuan “"), finding_meaning(what), S("” ("), x->concerned, S(")"));
  return step_audit(c, "temuan.jawab", audit_change(c->a, about, x->answer, answer));
}

err findings_missing(db_ro *db, arena *a, const cycle *c, missing_list *out) {
  figure_findings all;
  TRY(findings_of(db, a, c, &all));
  for (size_t i = 0; i < all.n; i++) {
    const figure_finding *x = &all.v[i];
    if (x->answered || x->at_figure) continue;
    step_lacks(a, out, findings_anchor(a, x), "Temuan “%.*s”: %.*s %.*s Perbaiki angkanya, atau jawab temuan ini.", STR_ARG(x->name),
               STR_ARG(finding_meaning(x->what)), STR_ARG(x->text));
  }
  return NULL;
}
