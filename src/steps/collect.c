/* Step 4, Menghimpun Data Kinerja dan Menyusun Konsep Laporan: every figure answered, with evidence. Issues the Konsep Laporan. */
#include "steps/figures.h"
#include "steps/report_data.h"

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  (void)now;
  evidences files;
  bool renja = false;
  TRY(performance_files(db, a, c->id, &files));
  for (size_t i = 0; i < files.n; i++) renja = renja || str_eq(files.v[i].kind, S("renja"));
  if (!renja) step_lacks(a, out, S("renja"), "Kelengkapan “Perbup Renja PD” belum dilampirkan.");
  return figures_missing(db, a, c, out);
}

static err issue(step_call *c) { return report_issue(c, DOC_KONSEP); }

static const step_action actions[] = {
    FIGURE_ACTION,
    {.name = "selesai", .label = "Susun konsep laporan", .move = MOVE_DONE},
    {0}};

const step_kind collect_kind = {.name = "collect", .actions = actions, .missing = missing_parts, .issue = issue};
