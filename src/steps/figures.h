/* figures: answering the figures of a cycle, as steps 4 (collect), 5 (analyse) and 9 (finalise) allow it. */
#ifndef TAKAR_STEPS_FIGURES_H
#define TAKAR_STEPS_FIGURES_H
#include "steps/step.h"

/* Rows aligned by "indikator": status (terisi|nihil|kosong; empty: terisi when a value is given), nilai, alasan, tanpa_bukti,
 * versi_angka. A figure that is counted in parts has them in rows of their own, in their order: bagian_dari (the indicator), bagian; or
 * as one text in nilai ("34/40"). A wrong row refuses all rows. */
extern const form_field figure_form[];
MUST_CHECK err figures_apply(step_call *c);
#define FIGURE_ACTION \
  { .name = "angka", .label = "Simpan angka", .form = figure_form, .who = WHO_FIGURE, .phase = PHASE_LANE, .apply = figures_apply }
/* Nothing empty; every filled figure has evidence or a stated reason. Anchors "angka.ID". */
MUST_CHECK err figures_missing(db_ro *db, arena *a, const cycle *c, missing_list *out);
#endif
