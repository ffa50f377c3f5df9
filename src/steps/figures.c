#include "steps/figures.h"

#include "base/num.h"

const form_field figure_form[] = {
    {.name = "indikator", .label = "Indikator", .kind = FIELD_INT, .required = true, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "status", .label = "Status", .kind = FIELD_CHOICE, .many = true, .choices = "terisi|nihil|kosong"},
    {.name = "nilai", .label = "Realisasi", .kind = FIELD_LINE, .many = true, .max = 60},
    {.name = "alasan", .label = "Alasan tidak tersedia", .kind = FIELD_TEXT, .many = true, .max = 1000},
    {.name = "tanpa_bukti", .label = "Alasan tanpa bukti", .kind = FIELD_TEXT, .many = true, .max = 1000},
    {.name = "bagian_dari", .label = "Bagian dari", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "bagian", .label = "Bagian", .kind = FIELD_LINE, .many = true, .max = 40},
    {.name = "versi_angka", .label = "Versi", .kind = FIELD_INT, .many = true, .min = 0, .max = INT64_MAX},
    {0}};

static str at(const str_list *l, size_t i) { return i < l->n ? str_trim(l->v[i]) : S(""); }

/* What was counted for one indicator, as one text; `nilai` when it came in one piece. */
static str counted(step_call *c, const indicator *of, str nilai) {
  str_list whose = fields_all(c->a, c->in, S("bagian_dari")), part = fields_all(c->a, c->in, S("bagian")), mine = {0};
  int64_t id;
  for (size_t i = 0; of->computed != HITUNG_LANGSUNG && i < whose.n; i++)
    if (num_i64(whose.v[i], 1, INT64_MAX, &id) && id == of->id.v) LIST_ADD(c->a, &mine, at(&part, i));
  return mine.n ? components_join(c->a, of->computed, &mine) : nilai;
}

/* Without a status the answer itself says it: a value is TERISI, a reason alone is NIHIL. */
static enum figure_state state_of(str status, str value, str reason) {
  if (str_eq(status, S("nihil"))) return FIGURE_NIHIL;
  if (str_eq(status, S("kosong"))) return FIGURE_KOSONG;
  if (str_eq(status, S("terisi")) || value.n) return FIGURE_TERISI;
  return reason.n ? FIGURE_NIHIL : FIGURE_KOSONG;
}

static err save_row(step_call *c, const indicator *of, const figure_input *row, err problems) {
  str old, new_;
  err e = performance_save(c->rw, c->a, c->cycle->id, of, row, c->who->name, c->now, &old, &new_);
  if (e && (e->code == ERR_INPUT || e->code == ERR_CONFLICT)) {
    if (!problems->points.n || e->code == ERR_CONFLICT) {
      problems->code = e->code;
      problems->user = e->user;
    }
    for (size_t i = 0; i < e->points.n; i++) err_at(c->a, problems, e->points.v[i].field, e->points.v[i].text);
    return NULL;
  }
  if (e || !new_.p) return e;
  return step_audit(c, "angka.ubah", audit_change(c->a, STR_CAT(c->a, of->code, S(" "), of->name), old, new_));
}

err figures_apply(step_call *c) {
  static const char *const columns[] = {"status", "nilai", "alasan", "tanpa_bukti", "versi_angka", NULL};
  arena *a = c->a;
  TRY(step_rows(c, "indikator", columns));
  TRY(step_rows(c, "bagian_dari", (const char *const[]){"bagian", NULL}));
  str_list ids = fields_all(a, c->in, S("indikator")), status = fields_all(a, c->in, S("status")), value = fields_all(a, c->in, S("nilai")),
           reason = fields_all(a, c->in, S("alasan")), none = fields_all(a, c->in, S("tanpa_bukti")),
           version = fields_all(a, c->in, S("versi_angka"));
  err problems = ERR(a, INPUT, "Ada isian yang perlu diperbaiki.");
  for (size_t i = 0; i < ids.n; i++) {
    int64_t id = 0, seen;
    if (!num_i64(at(&ids, i), 1, INT64_MAX, &id)) return ERR_FIELD(a, S("indikator"), "Indikator ini tidak dikenal.");
    indicator *of;
    TRY(performance_indicator(c->ro, a, c->cycle->office.id, c->cycle->year, c->cycle->quarter, (indicator_id){id}, &of));
    if (!of) return ERR_FIELD(a, S("indikator"), "Indikator ini tidak ada dalam siklus ini.");
    if (!num_i64(at(&version, i), 0, INT64_MAX, &seen)) seen = FIGURE_ANY_VERSION;
    str typed = counted(c, of, at(&value, i));
    figure_input row = {{id}, state_of(at(&status, i), typed, at(&reason, i)), typed, at(&reason, i), at(&none, i), seen};
    if (!at(&status, i).n && row.typed.n && row.reason.n) {
      problems->user = S("Sebuah angka tidak dapat terisi dan tidak tersedia sekaligus.");
      err_at(a, problems, str_fmt(a, "alasan.%lld", (long long)id), S("Angkanya sudah diisi. Hapus alasan ini, atau kosongkan angkanya."));
      continue;
    }
    TRY(save_row(c, of, &row, problems));
  }
  return problems->points.n ? problems : NULL;
}

err figures_missing(db_ro *db, arena *a, const cycle *c, missing_list *out) {
  figures all;
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  if (!all.n) step_lacks(a, out, S("angka"), "Belum ada indikator untuk %.*s. Isi dulu di Data Kinerja.", STR_ARG(cycle_period(a, c->year, c->quarter)));
  for (size_t i = 0; i < all.n; i++) {
    const figure *f = &all.v[i];
    str anchor = str_fmt(a, "angka.%lld", (long long)f->of.id.v);
    if (f->state == FIGURE_KOSONG) step_lacks(a, out, anchor, "Realisasi “%.*s” belum diisi.", STR_ARG(f->of.name));
    else if (f->state == FIGURE_TERISI && !f->files.n && !f->no_evidence.n)
      step_lacks(a, out, anchor, "“%.*s” belum punya bukti. Lampirkan berkas atau tulis alasannya.", STR_ARG(f->of.name));
  }
  return NULL;
}
