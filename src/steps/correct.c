/* Step 6, Mengoreksi (Editing Data Kinerja): a decision. "Ya" makes Draft 2; "Tidak" returns the work with points, each pinned to a
 * figure, a paragraph or a file. Both leave a Lembar Koreksi. */
#include "steps/corrections.h"
#include "steps/report_data.h"

static const form_field yes_form[] = {{.name = "catatan_umum", .label = "Catatan korektor", .kind = FIELD_TEXT, .max = 2000}, {0}};
static err check_person(step_call *c) {
  if (!fields_int(c->in, S("kepada"), 0)) return ERR_FIELD(c->a, S("kepada"), "Pilih orang yang memperbaiki.");
  return NULL;
}

static err issue(step_call *c) {
  TRY(corrections_sheet(c, S("Ya, dilanjutkan sebagai Draft 2")));
  return report_issue(c, DOC_DRAFT_2);
}

static err returned(step_call *c) {
  return corrections_sheet(c, str_fmt(c->a, "Tidak, dikembalikan ke langkah %d", c->outcome.to));
}

static const step_action actions[] = {
    {.name = "selesai", .label = "Ya, sudah benar", .form = yes_form, .move = MOVE_DONE, .apply = step_save},
    {.name = "kembalikan", .label = "Tidak, kembalikan", .form = return_form, .move = MOVE_RETURN, .prepare = check_person},
    {0}};

const step_kind correct_kind = {.name = "correct", .actions = actions, .issue = issue, .returned = returned};
