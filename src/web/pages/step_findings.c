/* The automatic findings of a cycle's figures on a step page: what was found, what to do, and the answer or the form for one. */
#include "steps/findings.h"
#include "web/pages/step_bodies.h"

enum look finding_look(enum finding_code c) {
  static const enum look looks[] = {LOOK_PLAIN, LOOK_SOON, LOOK_LATE};
  return looks[finding_level(c)];
}

str step_figure_path(arena *a, const step_page *p, indicator_id id) { return str_fmt(a, "%.*s/angka/%lld", STR_ARG(p->cycle_path), (long long)id.v); }

/* The lane answers all; who is in charge of a figure, its own. */
static bool may_answer(const step_page *p, const figures *all, const figure_finding *x) {
  const figure *f = figures_find(all, x->indicator);
  bool own = f && f->plan.person.v && f->plan.person.v == p->cx->who->person.v;
  return p->here && p->c->phase == PHASE_LANE && step_action_of(p->kind, S("temuan")) && (p->turn.mine || own);
}

static finding_line line_of(const step_page *p, const figures *all, const figure_finding *x) {
  arena *a = p->cx->a;
  finding_line l = {.x = x, .anchor = findings_anchor(a, x), .mark = findings_mark(a, x), .edit = !x->at_figure && may_answer(p, all, x)};
  l.level = finding_level_label(finding_level(x->what));
  if (x->indicator.v) l.figure = step_figure_path(a, p, x->indicator);
  l.mistake = step_mistake(p, l.anchor);
  bool tried = step_tried(p, "temuan") && str_eq(fields_get(p->typed, S("kode")), finding_code(x->what)) &&
               str_eq(fields_get(p->typed, S("indikator")), step_id(a, x->indicator.v));
  if (tried) l.typed = fields_get(p->typed, S("jawaban"));
  return l;
}

err step_findings(const step_page *p, finding_list_view *to) {
  figures all;
  const cycle *c = p->c;
  arena *a = p->cx->a;
  figure_findings *found = NEW(a, figure_findings);
  TRY(performance_figures(p->cx->db, a, c->office.id, c->id, c->year, c->quarter, &all));
  TRY(performance_findings(p->cx->db, a, c->office.id, c->id, c->year, c->quarter, &all, found));
  *to = (finding_list_view){.p = p, .open = findings_open(found)};
  for (size_t i = 0; i < found->n; i++) LIST_ADD(a, &to->lines, line_of(p, &all, &found->v[i]));
  return NULL;
}
