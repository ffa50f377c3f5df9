/* What can be done at any step: attach and remove files, answer corrections, return, note where the hardcopy lies. */
#include "cycle/cycle_sql.h"
#include "performance/performance_sql.h"
#include "steps/attach.h"
#include "steps/corrections.h"
#include "steps/countersign.h"
#include "steps/issue.h"

static err prepare_file(step_call *c) {
  attachment *t = NEW(c->a, attachment);
  TRY(attach_take(c, "berkas", false, t));
  t->kind = fields_has(c->in, S("jenis")) ? fields_get(c->in, S("jenis")) : S("bukti");
  t->indicator.v = fields_int(c->in, S("indikator"), 0);
  c->prepared = t;
  return NULL;
}

/* Evidence of figures may come and go while figures may be changed; any other file belongs to the step it was given at. */
static bool takes_figures(const step_call *c) { return step_action_of(c->kind, S("angka")) != NULL; }

static err apply_file(step_call *c) {
  const attachment *t = c->prepared;
  if (t->indicator.v) {
    if (!takes_figures(c))
      return ERR_FIELD(c->a, S("indikator"), "Bukti dilampirkan selama angka masih dapat diubah; langkah %d tidak mengubah angka.", c->cycle->no);
    indicators all;
    bool known = false;
    TRY(performance_indicators(c->ro, c->a, c->cycle->office.id, c->cycle->year, c->cycle->quarter, &all));
    for (size_t i = 0; i < all.n; i++) known = known || all.v[i].id.v == t->indicator.v;
    if (!known) return ERR_FIELD(c->a, S("indikator"), "Indikator ini tidak ada dalam siklus ini.");
  }
  return attach_store(c, t);
}

static err apply_remove(step_call *c) {
  sql_file_by_id_row *f;
  file_id id = {fields_int(c->in, S("id"), 0)};
  TRY(sql_file_by_id(c->ro, c->a, id, &f));
  if (!f || f->cycle.v != c->cycle->id.v || instant_some(f->removed_at)) return ERR(c->a, NOT_FOUND, "Berkas ini tidak ada atau sudah dihapus.");
  if (c->action->who == WHO_FIGURE && !c->turn.mine && f->indicator.v != fields_int(c->in, S("indikator"), 0))
    return ERR(c->a, FORBIDDEN, "Berkas ini bukan bukti untuk data Anda.");
  if (f->indicator.v ? !takes_figures(c) : f->no != c->cycle->no)
    return ERR(c->a, FORBIDDEN, "Berkas ini milik langkah %d yang sudah selesai, jadi tidak dapat dihapus pada langkah %d.", (int)f->no, c->cycle->no);
  TRY(sql_file_remove(c->rw, c->a, id, c->now, NULL));
  return step_audit(c, "berkas.hapus", audit_change(c->a, S("berkas"), STR_CAT(c->a, f->name, S(" "), f->hash), STR_NONE));
}

static err apply_answer(step_call *c) {
  correction_id id = {fields_int(c->in, S("koreksi"), 0)};
  int64_t n = fields_int(c->in, S("n"), 0);
  correction_lines all;
  TRY(corrections_of(c->ro, c->a, c->cycle, &all));
  for (size_t i = 0; i < all.n; i++) {
    const correction_line *l = &all.v[i];
    if (l->correction.v != id.v || l->n != n) continue;
    if (l->to_no != c->cycle->no || l->to_round != c->round)
      return ERR(c->a, CONFLICT, "Catatan ini milik langkah %d putaran %d; jawabannya tidak dapat diubah lagi.", l->to_no, l->to_round);
    str answer = str_trim(fields_get(c->in, S("jawaban")));
    if (str_eq(answer, l->answer)) return NULL;
    TRY(sql_correction_point_answer(c->rw, c->a, id, n, answer, c->who->name, c->now, NULL));
    return step_audit(c, "koreksi.jawab", audit_change(c->a, l->label, l->answer, answer));
  }
  return ERR(c->a, NOT_FOUND, "Catatan koreksi ini tidak ada.");
}

static err apply_hardcopy(step_call *c) {
  int64_t no = fields_int(c->in, S("langkah"), 0), round = fields_int(c->in, S("ke-putaran"), 0);
  step_runs runs;
  TRY(cycle_runs(c->ro, c->a, c->cycle, c->now, &runs));
  for (size_t i = 0; i < runs.n; i++) {
    const step_run *r = &runs.v[i];
    if (r->no != no || r->round != round) continue;
    str place = str_trim(fields_get(c->in, S("tempat")));
    TRY(sql_step_hardcopy(c->rw, c->a, c->cycle->id, no, round, c->now, place, c->who->name, NULL));
    return step_audit(c, "hardcopy.simpan", audit_change(c->a, str_fmt(c->a, "langkah %d putaran %d", r->no, r->round), r->hardcopy_place, place));
  }
  return ERR_FIELD(c->a, S("langkah"), "Langkah itu belum dikerjakan.");
}

/* A number given by hand to the next document of a kind at this step; an empty one takes it back. */
static err apply_number(step_call *c) {
  enum doc_kind k = doc_kind_find(fields_get(c->in, S("naskah")));
  str own = str_trim(fields_get(c->in, S("nomor"))), why = str_trim(fields_get(c->in, S("alasan")));
  sql_letter_number_of_row *used;
  if (!issue_may_number(k, str_of(c->kind->name)))
    return ERR_FIELD(c->a, S("naskah"), "Langkah ini tidak menerbitkan naskah bernomor itu.");
  if (own.n && !why.n) return ERR_FIELD(c->a, S("alasan"), "Tulis alasan nomor diisi sendiri; alasan ini masuk jejak audit.");
  TRY(sql_letter_number_of(c->ro, c->a, c->cycle->office.id, date_ymd(c->today).y, own, &used));
  if (used) return ERR_FIELD(c->a, S("nomor"), "Nomor %.*s sudah dipakai naskah lain tahun ini. Isi nomor lain.", STR_ARG(own));
  TRY(step_put(c, c->step->no, issue_own_reason_field(c->a, k), own.n ? why : S("")));
  return step_put(c, c->step->no, issue_own_number_field(c->a, k), own);
}

static const form_field file_form[] = {
    {.name = "berkas", .label = "Berkas", .kind = FIELD_FILE, .required = true, .max = ATTACH_MAX, .hint = "PDF, JPEG, PNG, DOCX, XLSX, ODT, ODS, CSV; paling besar 20 MB"},
    {.name = "jenis", .label = "Jenis berkas", .kind = FIELD_CHOICE, .choices = "bukti|renja|pindaian|kelengkapan|keluaran"},
    {.name = "indikator", .label = "Indikator", .kind = FIELD_INT, .min = 1, .max = INT64_MAX},
    {0}};
static const form_field remove_form[] = {{.name = "id", .label = "Berkas", .kind = FIELD_INT, .required = true, .min = 1, .max = INT64_MAX},
                                         {.name = "indikator", .label = "Indikator", .kind = FIELD_INT, .min = 1, .max = INT64_MAX},
                                         {0}};
static const form_field answer_form[] = {{.name = "koreksi", .label = "Koreksi", .kind = FIELD_INT, .required = true, .min = 1, .max = INT64_MAX},
                                         {.name = "n", .label = "Nomor catatan", .kind = FIELD_INT, .required = true, .min = 1, .max = 1000},
                                         {.name = "jawaban", .label = "Jawaban", .kind = FIELD_TEXT, .required = true, .max = 2000},
                                         {0}};
static const form_field hardcopy_form[] = {{.name = "langkah", .label = "Langkah", .kind = FIELD_INT, .required = true, .min = 1, .max = 99},
                                           {.name = "ke-putaran", .label = "Putaran", .kind = FIELD_INT, .required = true, .min = 1, .max = 999},
                                           {.name = "tempat", .label = "Tempat hardcopy", .kind = FIELD_LINE, .required = true, .max = 200},
                                           {0}};

static const form_field number_form[] = {
    {.name = "naskah", .label = "Naskah", .kind = FIELD_LINE, .required = true, .max = 40},
    {.name = "nomor", .label = "Nomor", .kind = FIELD_LINE, .max = 120, .hint = "Kosongkan untuk kembali ke nomor urut."},
    {.name = "alasan", .label = "Alasan", .kind = FIELD_LINE, .max = 500, .hint = "Misalnya: nomor dari buku agenda sekretariat"},
    {0}};

const form_field return_form[] = {
    {.name = "alasan", .label = "Alasan", .kind = FIELD_TEXT, .required = true, .max = 2000},
    {.name = "ke", .label = "Dikembalikan ke langkah", .kind = FIELD_INT, .min = 1, .max = 99},
    {.name = "kepada", .label = "Ditujukan kepada", .kind = FIELD_INT, .min = 1, .max = INT64_MAX},
    {.name = "pada", .label = "Pada", .kind = FIELD_LINE, .many = true, .max = 120},
    {.name = "label", .label = "Bagian", .kind = FIELD_LINE, .many = true, .max = 300},
    {.name = "catatan", .label = "Catatan", .kind = FIELD_TEXT, .many = true, .max = 2000},
    {0}};

const step_action common_actions[] = {
    {.name = "berkas", .label = "Lampirkan berkas", .form = file_form, .who = WHO_FIGURE, .phase = PHASE_LANE, .prepare = prepare_file, .apply = apply_file},
    {.name = "hapus-berkas", .label = "Hapus berkas", .form = remove_form, .who = WHO_FIGURE, .phase = PHASE_LANE, .apply = apply_remove},
    {.name = "jawab", .label = "Jawab catatan", .form = answer_form, .who = WHO_ADDRESSED, .phase = PHASE_LANE, .apply = apply_answer},
    {.name = "hardcopy", .label = "Catat hardcopy", .form = hardcopy_form, .who = WHO_OFFICE, .phase = PHASE_ANY, .apply = apply_hardcopy},
    {.name = "nomor", .label = "Beri nomor sendiri", .form = number_form, .phase = PHASE_ANY, .apply = apply_number},
    {.name = "bubuhkan", .label = "Bubuhkan tanda tangan", .form = countersign_form, .who = WHO_OFFICE, .phase = PHASE_ANY, .signing = true,
     .prepare = countersign_prepare, .outside = countersign_outside, .apply = countersign_apply},
    {0}};
