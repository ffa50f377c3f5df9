#include "steps/step.h"

/* The kinds of step, in the order of the procedure. An SOP's `kind:` names one of these. */
static const step_kind *const kinds[] = {
    &order_kind,  &team_kind,    &plan_kind,     &collect_kind, &analyse_kind,  &correct_kind, &report_kind,
    &meeting_kind, &finalise_kind, &sign_kind, &handover_kind, &archive_kind, &generic_kind,
};

const str *step_kind_names(size_t *n) {
  static str names[LEN(kinds)];
  for (size_t i = 0; i < LEN(kinds); i++) names[i] = str_of(kinds[i]->name);
  *n = LEN(kinds);
  return names;
}

const step_kind *step_kind_of(str name) {
  for (size_t i = 0; i < LEN(kinds); i++)
    if (str_eq(name, str_of(kinds[i]->name))) return kinds[i];
  return NULL;
}

static const step_action *find(const step_action *list, str name) {
  for (; list && list->name; list++)
    if (str_eq(name, str_of(list->name))) return list;
  return NULL;
}

const step_action *step_action_of(const step_kind *k, str name) {
  const step_action *own = find(k->actions, name);
  return own ? own : find(common_actions, name);
}

bool step_action_prepares(str name) {
  for (size_t i = 0; i < LEN(kinds); i++) {
    const step_action *x = step_action_of(kinds[i], name);
    if (x && (x->prepare || x->signing)) return true;
  }
  return false;
}

int step_no_of(const sop *s, const char *kind) {
  for (size_t i = 0; i < s->steps.n; i++)
    if (str_eq(s->steps.v[i].kind, str_of(kind))) return s->steps.v[i].no;
  return 0;
}
