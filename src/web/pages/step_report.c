/* Bodies around the report: analyse (step 5), correct (6), finalise (9), sign (10). */
#include "document/compare.h"
#include "langkah_analyse.t.h"
#include "langkah_correct.t.h"
#include "langkah_finalise.t.h"
#include "langkah_sign.t.h"
#include "steps/report_data.h"
#include "web/pages/step_bodies.h"

/* ---- analyse ---- */

static report_field part(const step_page *p, const step_form *f, str id, str name, const char *label, str value) {
  return (report_field){.id = id, .name = name, .label = form_choice_label(p->cx->a, str_of(label)), .value = value,
                        .mistake = f->edit ? step_mistake(p, name) : STR_NONE};
}

/* The texts of an objective: the k-th typed row belongs to the k-th objective. */
static void goal_parts(const step_page *p, const step_form *f, report_goal *g, size_t k) {
  arena *a = p->cx->a;
  int64_t id = g->figures.v[0]->of.objective.v;
#define X(name_, key, label_)                                                                                     \
  {                                                                                                               \
    str at = report_objective_field(a, key, id);                                                               \
    str_list typed = f->edit ? step_typed_column(p, key) : (str_list){0};                                         \
    LIST_ADD(a, &g->parts, part(p, f, at, S(key), label_, k < typed.n ? typed.v[k] : fields_get(&p->values, at))); \
  }
  OBJECTIVE_PARTS(X)
#undef X
}

static err goals(const step_page *p, analyse_view *v, report_input *chart) {
  arena *a = p->cx->a;
  figures *all = NEW(a, figures);
  TRY(performance_figures(p->cx->db, a, p->c->office.id, p->c->id, p->c->year, p->c->quarter, all));
  aggregate office_mean = performance_office_mean(a, all);
  v->overall = performance_mean_text(a, &office_mean, "sasaran");
  if (all->n) v->rules = all->v[0].rules;
  for (size_t i = 0; i < all->n; i++) {
    const figure *f = &all->v[i];
    report_goal *last = v->goals.n ? &v->goals.v[v->goals.n - 1] : NULL;
    if (!last || last->figures.v[0]->of.objective.v != f->of.objective.v) {
      aggregate mean = performance_mean(a, all, f->of.objective);
      report_goal g = {.id = step_id(a, f->of.objective.v), .title = f->of.objective_title, .mean = performance_mean_text(a, &mean, "indikator")};
      LIST_ADD(a, &v->goals, g);
      LIST_ADD(a, &chart->objectives, ((report_objective){.id = g.id, .name = g.title}));
      last = &v->goals.v[v->goals.n - 1];
    }
    LIST_ADD(a, &last->figures, f);
  }
  return NULL;
}

static err draw(const step_page *p, report_input *in, html *to) {
  arena *a = p->cx->a;
  doc_measures rows;
  TRY(report_data_measures(p->cx->db, a, p->c, &rows));
  for (size_t i = 0; i < rows.n; i++)
    for (size_t k = 0; k < in->objectives.n; k++)
      if (str_eq(in->objectives.v[k].name, rows.v[i].objective)) {
        LIST_ADD(a, &in->objectives.v[k].indicators, ((report_indicator){.now = rows.v[i]}));
        break;
      }
  if (rows.n) *to = html_trusted(draw_svg(report_chart(a, in)));
  return NULL;
}

err step_body_analyse(const step_page *p, out *o) {
  analyse_view v = {.p = p, .f = step_form_of(p, "simpan", NULL)};
  report_input chart = {0};
  TRY(goals(p, &v, &chart));
  TRY(draw(p, &chart, &v.chart));
  for (size_t i = 0; i < v.goals.n; i++) goal_parts(p, v.f, &v.goals.v[i], i);
#define X(name_, key, label_) LIST_ADD(p->cx->a, &v.parts, part(p, v.f, S(key), S(key), label_, step_field_value(v.f, key)));
  REPORT_PARTS(X)
#undef X
  TRY(step_findings(p, &v.findings));
  TRY(step_figure_grid(p, &v.grid));
  t_langkah_analyse(o, &v);
  return NULL;
}

/* ---- correct ---- */

static err thawed(const step_page *p, document_id id, doc **to) {
  sql_document_by_id_row *d;
  TRY(sql_document_by_id(p->cx->db, p->cx->a, id, &d));
  if (!d) return ERR(p->cx->a, NOT_FOUND, "Draft ini tidak ada.");
  return doc_thaw(p->cx->a, d->content, to);
}

static void figure_lines(arena *a, const figure_changes *changed, change_lines *to) {
  for (size_t i = 0; i < changed->n; i++)
    LIST_ADD(a, to, ((change_line){.where = changed->v[i].name, .before = changed->v[i].before, .after = changed->v[i].after}));
}

/* "paragraph:ikhtisar-1" -> "Ikhtisar eksekutif". */
static str part_name(const pins *known, str anchor) {
  for (size_t i = 0; i < known->n; i++) {
    str value = known->v[i].value;
    if (str_starts(anchor, value) && anchor.n > value.n && anchor.p[value.n] == '-') return known->v[i].label;
  }
  return anchor;
}

static err paragraph_lines(const step_page *p, const doc *old, const doc *now, change_lines *to) {
  arena *a = p->cx->a;
  pins known;
  doc_changes changes = doc_compare(a, old, now);
  TRY(step_pins(p, false, &known));
  for (size_t i = 0; i < changes.n; i++) {
    const doc_change *c = &changes.v[i];
    if (!c->anchor.n || !str_starts(c->anchor, S("paragraph:"))) continue;
    str href = c->kind == DOC_REMOVED ? STR_NONE : STR_CAT(a, S("#"), block_id(a, c->anchor));
    LIST_ADD(a, to, ((change_line){part_name(&known, c->anchor), c->before, c->after, doc_change_name(c->kind), href}));
  }
  return NULL;
}

/* The draft of this round against that of the round before: figures, then written parts. */
static err compare(const step_page *p, correct_view *v) {
  arena *a = p->cx->a;
  sql_documents_of_rows all;
  document_id last = {0}, before = {0};
  doc *old, *now;
  figure_changes changed;
  TRY(sql_documents_of(p->cx->db, a, p->c->id, &all));
  for (size_t i = 0; i < all.n; i++)
    if (str_eq(all.v[i].kind, doc_kind_code(DOC_DRAFT_1))) {
      before = last;
      last = all.v[i].id;
    }
  v->compared = before.v != 0;
  if (!v->compared) return NULL;
  TRY(thawed(p, before, &old));
  TRY(thawed(p, last, &now));
  TRY(report_figure_changes(p->cx->db, a, p->c, before, &changed));
  figure_lines(a, &changed, &v->changes);
  return paragraph_lines(p, old, now, &v->changes);
}

err step_body_correct(const step_page *p, out *o) {
  arena *a = p->cx->a;
  correct_view v = {.p = p, .yes = step_form_of(p, "selesai", NULL), .preview_title = S("Draft 1")};
  correction_lines all;
  TRY(step_last_document(p, doc_kind_code(DOC_DRAFT_1), &v.preview, &v.preview_id));
  TRY(compare(p, &v));
  TRY(step_findings(p, &v.findings));
  TRY(corrections_of(p->cx->db, a, p->c, &all));
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].from_no == p->step->no) LIST_ADD(a, &v.earlier, all.v[i]);
  out back = OUT(a);
  TRY(step_back_form(p, &back));
  v.back = out_html(&back);
  t_langkah_correct(o, &v);
  return NULL;
}

/* ---- finalise ---- */

static err decisions(const step_page *p, decision_lines *to) {
  arena *a = p->cx->a;
  sql_decisions_of_rows rows;
  TRY(sql_decisions_of(p->cx->db, a, p->c->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_decisions_of_row *r = &rows.v[i];
    decision_line d = {.n = step_id(a, r->n), .what = r->what, .person_name = r->person_name, .answer = r->answer,
                       .answered_by = r->answered_by, .href = step_pin_href(a, r->target)};
    if (date_some(r->until_day)) d.until = date_id(a, r->until_day);
    d.mistake = step_mistake(p, STR_CAT(a, S("keputusan."), d.n));
    if (step_tried(p, "tanggapi") && str_eq(fields_get(p->typed, S("n")), d.n)) d.typed = fields_get(p->typed, S("jawaban"));
    LIST_ADD(a, to, d);
  }
  return NULL;
}

err step_body_finalise(const step_page *p, out *o) {
  arena *a = p->cx->a;
  finalise_view v = {.p = p, .review = step_form_of(p, "reviu", NULL)};
  sql_document_last_row *first;
  figure_changes changed = {0};
  TRY(decisions(p, &v.decisions));
  TRY(step_findings(p, &v.findings));
  TRY(step_figure_grid(p, &v.grid));
  TRY(sql_document_last(p->cx->db, a, p->c->id, doc_kind_code(DOC_DRAFT_1), &first));
  if (first) TRY(report_figure_changes(p->cx->db, a, p->c, first->id, &changed));
  figure_lines(a, &changed, &v.changes);
  t_langkah_finalise(o, &v);
  return NULL;
}

/* ---- sign ---- */

err step_body_sign(const step_page *p, out *o) {
  sign_view v = {.p = p, .approve = step_form_of(p, "tandatangani", NULL), .wet = step_form_of(p, "basah", NULL)};
  TRY(step_last_document(p, doc_kind_code(DOC_FINAL_DRAFT), &v.preview, &v.preview_id));
  t_langkah_sign(o, &v);
  return NULL;
}
