/* Any other step: attach the output or write a note, and complete. A decision may also say "Tidak". So an SOP of any office runs without
 * code of its own. */
#include "base/num.h"
#include "steps/corrections.h"

static const form_field form[] = {{.name = "catatan", .label = "Catatan", .kind = FIELD_TEXT, .max = 8000}, {0}};

/* The files given at a step as its output. */
static err outputs(db_ro *db, arena *a, const cycle *c, int no, evidences *out) {
  evidences all;
  TRY(performance_files(db, a, c->id, &all));
  *out = (evidences){0};
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].no == no && str_eq(all.v[i].kind, S("keluaran"))) LIST_ADD(a, out, all.v[i]);
  return NULL;
}

static err missing_output(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  evidences files;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  TRY(outputs(db, a, c, c->no, &files));
  if (!files.n && str_blank(fields_get(&v, S("catatan"))))
    step_lacks(a, out, S("berkas"), "Keluaran “%.*s” belum dilampirkan dan catatan masih kosong; isi paling sedikit salah satunya.",
               STR_ARG(c->step->output.n ? c->step->output : c->step->activity));
  return NULL;
}

/* A lane without one official (the team) is signed for by whoever completes the step. */
static void sign_as_actor(step_call *c, letter_common *common) {
  if (common->signer.person.name.n) return;
  str as = c->outcome.as.p ? c->outcome.as : c->turn.as;
  common->signer = (doc_official){.person = {c->who->name, c->who->nip, c->who->rank, as}, .position = as};
  common->issue.mark = issue_mark(c, &c->cycle->office);
}

static err issue(step_call *c) {
  fields v;
  int64_t version;
  evidences files;
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  TRY(outputs(c->ro, c->a, c->cycle, c->step->no, &files));
  str title = c->step->output.n ? c->step->output : c->step->activity;
  step_output_input in = {.title = title, .note = fields_get(&v, S("catatan"))};
  if (str_blank(in.note)) in.note = S("Tanpa catatan; lihat berkas keluaran.");
  LIST_ADD(c->a, &in.fields, ((labelled){S("SOP"), c->cycle->sop->title}));
  LIST_ADD(c->a, &in.fields, ((labelled){S("Langkah"), str_fmt(c->a, "%d. %.*s", c->step->no, STR_ARG(c->step->activity))}));
  LIST_ADD(c->a, &in.fields, ((labelled){S("Periode"), cycle_period(c->a, c->cycle->year, c->cycle->quarter)}));
  for (size_t i = 0; i < files.n; i++) {
    const evidence *f = &files.v[i];
    str what = str_fmt(c->a, "%.*s (%.*s)\nSHA-256 %.*s", STR_ARG(f->name), STR_ARG(num_bytes_id(c->a, f->size)), STR_ARG(f->hash));
    LIST_ADD(c->a, &in.fields, ((labelled){S("Berkas keluaran"), what}));
  }
  TRY(issue_common(c, DOC_KELUARAN, c->step->lane, NULL, &in.common));
  sign_as_actor(c, &in.common);
  return issue_document(c, DOC_KELUARAN, title, &in.common, letter_step_output(c->a, &in), NULL);
}

/* "Tidak" may lead onward: then it is a way through the step, and its output counts. */
static err returned(step_call *c) { return c->outcome.to > c->step->no ? issue(c) : NULL; }

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = step_save},
    {.name = "selesai", .label = "Selesaikan langkah", .form = form, .move = MOVE_DONE, .apply = step_save},
    {.name = "tetapkan", .label = "Tetapkan", .phase = PHASE_SETTER, .move = MOVE_DONE, .signing = true},
    {.name = "kembalikan", .label = "Tidak, kembalikan", .form = return_form, .phase = PHASE_ANY, .move = MOVE_RETURN},
    {0}};

const step_kind generic_kind = {.name = "generic", .actions = actions, .missing = missing_output, .issue = issue, .returned = returned};
