/* Step 9, Menyusun Data Kinerja Hasil Rapat Intern: every decision of the meeting is carried out or answered; then the Final Draft.
 * What the meeting wants changed in the figures is changed here, under the same rules as when they were collected. */
#include "cycle/cycle_sql.h"
#include "steps/figures.h"
#include "steps/findings.h"
#include "steps/report_data.h"

static const form_field answer_form[] = {
    {.name = "n", .label = "Nomor keputusan", .kind = FIELD_INT, .required = true, .min = 1, .max = 999},
    {.name = "jawaban", .label = "Tindak lanjut", .kind = FIELD_TEXT, .required = true, .max = 2000},
    {0}};

/* The Inspektorat's review ends before the leader signs; its statement is bound into the report once its day is known. */
static const form_field review_form[] = {
    {.name = "reviu_tanggal", .label = "Tanggal reviu selesai", .kind = FIELD_DATE},
    {.name = "reviu_nomor", .label = "Nomor Laporan Hasil Reviu", .kind = FIELD_LINE, .max = 120},
    {.name = "reviu_catatan", .label = "Hal yang perlu dicatat", .kind = FIELD_TEXT, .max = 4000, .hint = "satu per baris; kosongkan bila tidak ada"},
    {0}};

static err answer(step_call *c) {
  int64_t n = fields_int(c->in, S("n"), 0);
  str text = str_trim(fields_get(c->in, S("jawaban")));
  sql_decisions_of_rows rows;
  TRY(sql_decisions_of(c->ro, c->a, c->cycle->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    if (rows.v[i].n != n) continue;
    if (str_eq(rows.v[i].answer, text)) return NULL;
    TRY(sql_decision_answer(c->rw, c->a, c->cycle->id, n, text, c->who->name, c->now, NULL));
    return step_audit(c, "keputusan.tanggapi", audit_change(c->a, rows.v[i].what, rows.v[i].answer, text));
  }
  return ERR_FIELD(c->a, S("n"), "Rapat tidak membuat keputusan nomor %d.", (int)n);
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  (void)now;
  sql_decisions_of_rows rows;
  TRY(sql_decisions_of(db, a, c->id, &rows));
  for (size_t i = 0; i < rows.n; i++)
    if (str_blank(rows.v[i].answer))
      step_lacks(a, out, str_fmt(a, "keputusan.%d", (int)rows.v[i].n), "Keputusan rapat “%.*s” belum ditindaklanjuti atau dijawab.",
                 STR_ARG(rows.v[i].what));
  TRY(figures_missing(db, a, c, out));
  return findings_missing(db, a, c, out);
}

static err issue(step_call *c) { return report_issue(c, DOC_FINAL_DRAFT); }

static const step_action actions[] = {
    {.name = "tanggapi", .label = "Simpan tindak lanjut", .form = answer_form, .apply = answer},
    {.name = "reviu", .label = "Simpan reviu", .form = review_form, .apply = step_save},
    FIGURE_ACTION,
    FINDING_ACTION,
    {.name = "selesai", .label = "Terbitkan Final Draft", .move = MOVE_DONE},
    {0}};

const step_kind finalise_kind = {.name = "finalise", .actions = actions, .missing = missing_parts, .issue = issue};
