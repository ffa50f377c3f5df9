/* Step 5, Menganalisis dan mengukur data kinerja: causes, solutions and programmes of each objective, and the texts of the report.
 * Every automatic finding is mended or answered. Issues Draft 1, a frozen snapshot of figures and texts. */
#include "base/num.h"
#include "steps/figures.h"
#include "steps/findings.h"
#include "steps/report_data.h"

static const form_field form[] = {
    {.name = "sasaran", .label = "Sasaran", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
#define X(part, key, label_) {.name = key, .label = label_, .kind = FIELD_TEXT, .many = true, .max = 8000},
    OBJECTIVE_PARTS(X)
#undef X
#define X(name_, key, label_) {.name = key, .label = label_, .kind = FIELD_TEXT, .max = 20000},
    REPORT_PARTS(X)
#undef X
    {0}};

static err save_objectives(step_call *c) {
  str_list ids = fields_all(c->a, c->in, S("sasaran"));
#define X(name, key, label_) \
  str_list name = fields_all(c->a, c->in, S(key));
  OBJECTIVE_PARTS(X)
#undef X
#define X(name, key, label_) key,
  static const char *const columns[] = {OBJECTIVE_PARTS(X) NULL};
#undef X
  indicators all;
  TRY(step_rows(c, "sasaran", columns));
  TRY(performance_indicators(c->ro, c->a, c->cycle->office.id, c->cycle->year, c->cycle->quarter, &all));
  for (size_t i = 0; i < ids.n; i++) {
    int64_t id;
    bool known = false;
    if (!num_i64(ids.v[i], 1, INT64_MAX, &id)) id = 0;
    for (size_t k = 0; k < all.n; k++) known = known || all.v[k].objective.v == id;
    if (!known) return ERR_FIELD(c->a, S("sasaran"), "Sasaran ini tidak ada dalam siklus ini.");
#define X(name, key, label_) \
    if (i < name.n) TRY(step_put(c, c->step->no, report_objective_field(c->a, key, id), str_trim(name.v[i])));
    OBJECTIVE_PARTS(X)
#undef X
  }
  return NULL;
}

static err save(step_call *c) {
  TRY(step_save(c));
  return save_objectives(c);
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version, seen = 0;
  figures all;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) {
    const indicator *of = &all.v[i].of;
    if (of->objective.v == seen) continue;
    seen = of->objective.v;
#define X(name, key, label_)                                                                                             \
    if (!str_eq(S(key), S("solusi")) && !str_eq(S(key), S("efisiensi")) &&                                               \
        str_blank(fields_get(&v, report_objective_field(a, key, seen))))                                                 \
      step_lacks(a, out, report_objective_field(a, key, seen), "Sasaran “%.*s”: %s belum diisi.", STR_ARG(of->objective_title), label_);
    OBJECTIVE_PARTS(X)
#undef X
  }
  TRY(figures_missing(db, a, c, out));
  return findings_missing(db, a, c, out);
}

/* The rules that were in force when the analysis ended stay with this cycle. */
static err issue(step_call *c) {
  TRY(office_rules_pin(c->rw, c->a, c->cycle->office.id, c->cycle->id));
  return report_issue(c, DOC_DRAFT_1);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = save},
    FIGURE_ACTION,
    FINDING_ACTION,
    {.name = "selesai", .label = "Bekukan Draft 1", .form = form, .move = MOVE_DONE, .apply = save},
    {0}};

const step_kind analyse_kind = {.name = "analyse", .actions = actions, .missing = missing_parts, .issue = issue, .defaults = report_defaults};
