/* Bodies of the end: handover to the Inspektorat (step 11) and archive (12). */
#include "langkah_archive.t.h"
#include "langkah_handover.t.h"
#include "steps/handover.h"
#include "web/pages/step_bodies.h"

/* ---- handover ---- */

static err sent_files(const step_page *p, handover_view *v) {
  arena *a = p->cx->a;
  handover_papers papers;
  evidence scan;
  TRY(handover_papers_of(p->cx->db, a, p->c, &papers));
  TRY(handover_scan_of(p->cx->db, a, p->c, &papers, &scan));
  for (size_t i = 0; i < papers.n; i++) {
    const handover_paper *x = &papers.v[i];
    str about = x->number.n ? STR_CAT(a, S("Nomor "), x->number, S(", "), date_id(a, x->day)) : date_id(a, x->day);
    sent_file f = {x->what, about, x->pages > 0 ? step_id(a, x->pages) : S("–"), x->hash, str_fmt(a, "/dokumen/%lld/pdf", (long long)x->id.v)};
    LIST_ADD(a, &v->files, f);
  }
  if (scan.name.p)
    LIST_ADD(a, &v->files, ((sent_file){scan.name, S("Pindaian laporan bertanda tangan basah"), S("–"), scan.hash,
                                        str_fmt(a, "/berkas/%lld", (long long)scan.id.v)}));
  return NULL;
}

static void add_event(const step_page *p, handover_view *v, const char *label, instant at, str more) {
  arena *a = p->cx->a;
  if (instant_some(at)) LIST_ADD(a, &v->history, ((step_fact){str_of(label), STR_CAT(a, instant_id(a, at, p->c->office.zone), more)}));
}

static err history(const step_page *p, handover_view *v) {
  arena *a = p->cx->a;
  sql_receipts_of_rows rows;
  TRY(sql_receipts_of(p->cx->db, a, p->c->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_receipts_of_row *r = &rows.v[i];
    v->seen = instant_some(r->seen_at);
    add_event(p, v, "Dikirim", r->sent_at, S(""));
    add_event(p, v, "Dibuka", r->seen_at, S(""));
    if (str_eq(r->state, S("diterima"))) add_event(p, v, "Diterima", r->ended_at, STR_CAT(a, S(", oleh "), r->ended_by, S(", Tanda Terima Nomor "), r->number));
    if (str_eq(r->state, S("dikembalikan"))) add_event(p, v, "Dikembalikan", r->ended_at, STR_CAT(a, S(", oleh "), r->ended_by, S(": "), r->reason));
  }
  return NULL;
}

err step_body_handover(const step_page *p, out *o) {
  handover_view v = {.p = p, .send = step_form_of(p, "simpan", NULL), .accept = step_form_of(p, "terima", NULL)};
  TRY(sent_files(p, &v));
  TRY(history(p, &v));
  t_langkah_handover(o, &v);
  return NULL;
}

/* ---- archive ---- */

err step_body_archive(const step_page *p, out *o) {
  archive_view v = {.p = p, .f = step_form_of(p, "simpan", NULL)};
  step_runs runs;
  TRY(cycle_runs(p->cx->db, p->cx->a, p->c, p->cx->now, &runs));
  for (size_t i = 0; i < runs.n; i++) {
    if (!str_eq(runs.v[i].state, S("selesai"))) continue;
    shelf_row r = {.run = runs.v[i], .mend = step_open(p, "hardcopy") != NULL, .ended = instant_id_short(p->cx->a, runs.v[i].ended_at, p->c->office.zone)};
    r.first = true;
    for (size_t k = 0; k < v.rows.n; k++) r.first = r.first && v.rows.v[k].run.no != r.run.no;
    v.open += !r.run.hardcopy_place.n;
    LIST_ADD(p->cx->a, &v.rows, r);
  }
  t_langkah_archive(o, &v);
  return NULL;
}
