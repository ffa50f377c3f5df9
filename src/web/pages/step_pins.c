/* Sending the work back: what a note can be pinned to, and the form; and drafts as the page shows them. */
#include "langkah_kembali.t.h"
#include "steps/issue.h"
#include "web/pages/step_bodies.h"

enum { SPARE_NOTES = 5, LABEL_MAX = 200 };

/* At most LABEL_MAX bytes, not cut within a character. */
static str shortened(arena *a, str s) {
  if (s.n <= LABEL_MAX) return s;
  size_t n = LABEL_MAX;
  while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80) n--;
  return STR_CAT(a, str_sub(s, 0, n), S("…"));
}

static void pin_parts(const step_page *p, const figures *all, pins *to) {
  arena *a = p->cx->a;
#define X(name_, key, label_) LIST_ADD(a, to, ((pin){S("paragraph:" key), form_choice_label(a, S(label_)), S("Bagian")}));
  REPORT_PARTS(X)
#undef X
  int64_t seen = 0;
  for (size_t i = 0; i < all->n; i++) {
    const indicator *of = &all->v[i].of;
    if (of->objective.v == seen) continue;
    seen = of->objective.v;
#define X(name_, key, label_) \
    LIST_ADD(a, to, ((pin){str_fmt(a, "paragraph:%s-%lld", key, (long long)seen), \
                            STR_CAT(a, S(key " "), shortened(a, of->objective_title)), S("Analisis")}));
    OBJECTIVE_PARTS(X)
#undef X
  }
}

err step_pins(const step_page *p, bool figures_only, pins *to) {
  arena *a = p->cx->a;
  figures all;
  evidences files;
  const cycle *c = p->c;
  *to = (pins){0};
  TRY(performance_figures(p->cx->db, a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++)
    LIST_ADD(a, to, ((pin){str_fmt(a, "figure:%lld", (long long)all.v[i].of.id.v), shortened(a, all.v[i].of.name), S("Angka")}));
  if (figures_only) return NULL;
  pin_parts(p, &all, to);
  TRY(performance_files(p->cx->db, a, c->id, &files));
  for (size_t i = 0; i < files.n; i++)
    LIST_ADD(a, to, ((pin){str_fmt(a, "file:%lld", (long long)files.v[i].id.v), shortened(a, files.v[i].name), S("Berkas")}));
  return NULL;
}

/* Where "Tidak" leads, or the earlier steps the SOP lets this one be returned to. */
static void targets(const step_page *p, back_view *v) {
  const sop_step *s = p->step;
  for (size_t i = 0; i < s->if_no.n; i++) LIST_ADD(p->cx->a, &v->to, s->if_no.v[i]);
  for (size_t i = 0; !s->if_no.n && i < s->return_to.n; i++) LIST_ADD(p->cx->a, &v->to, ((sop_target){.no = s->return_to.v[i]}));
  v->to_value = v->to.n ? step_id(p->cx->a, v->to.v[0].no) : STR_NONE;
}

static void rows(const step_page *p, back_view *v) {
  str_list at = step_typed_column(p, "pada"), note = step_typed_column(p, "catatan");
  for (size_t i = 0; i < note.n; i++)
    if (!str_blank(note.v[i])) LIST_ADD(p->cx->a, &v->rows, ((back_row){i < at.n ? at.v[i] : STR_NONE, note.v[i]}));
  while (v->rows.n < SPARE_NOTES) LIST_ADD(p->cx->a, &v->rows, ((back_row){0}));
}

err step_back_form(const step_page *p, out *o) {
  back_view v = {.p = p, .x = step_back(p)};
  if (!v.x) return NULL;
  v.f = step_form_of(p, v.x->name, "kembali-");
  v.own = p->c->phase == PHASE_SETTER;
  targets(p, &v);
  bool again = step_tried(p, v.x->name);
  if (again && fields_get(p->typed, S("ke")).n) v.to_value = fields_get(p->typed, S("ke"));
  if (again) v.person = fields_get(p->typed, S("kepada"));
  if (!again) v.f = step_form_of(&(step_page){.cx = p->cx, .c = p->c, .kind = p->kind, .step = p->step, .actions = p->actions}, v.x->name, "kembali-");
  if (again) rows(p, &v);
  else rows(&(step_page){.cx = p->cx}, &v);
  TRY(step_pins(p, false, &v.targets));
  t_langkah_kembali(o, &v);
  return NULL;
}

err step_last_document(const step_page *p, str kind, html *shown, document_id *id) {
  arena *a = p->cx->a;
  sql_document_last_row *d;
  doc *thawed;
  TRY(sql_document_last(p->cx->db, a, p->c->id, kind, &d));
  if (!d) return NULL;
  TRY(doc_thaw(a, d->content, &thawed));
  *id = d->id;
  *shown = html_trusted(doc_html(a, thawed));
  return NULL;
}
