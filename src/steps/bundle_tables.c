#include "steps/bundle_tables.h"

#include "base/csv.h"
#include "measure/finding.h"
#include "performance/performance_sql.h"
#include "sign/mode.h"
#include "steps/issue.h"

/* A row of cells; texts that a spreadsheet would run are made harmless. */
#define ROW(a, b, ...) put_row((a), (b), (const str[]){__VA_ARGS__}, sizeof((const str[]){__VA_ARGS__}) / sizeof(str))
static void put_row(arena *a, buf *b, const str *cells, size_t n) {
  str *safe = NEW_N(a, str, n);
  for (size_t i = 0; i < n; i++) safe[i] = cells[i].n ? csv_guard(a, cells[i]) : S("");
  csv_row(b, safe, n);
}

static str whole(arena *a, int64_t v) { return str_fmt(a, "%lld", (long long)v); }
static str when(arena *a, instant t) { return instant_some(t) ? instant_iso(a, t) : S(""); }
static str on(arena *a, date d) { return date_some(d) ? date_iso(a, d) : S(""); }

/* "1.234,50" as documents print it -> "1234.50"; a word or a range stays as it is. In a printed number a lone dot marks thousands. */
static str plain(arena *a, str printed) {
  number n = number_parse(printed);
  bool one = (n.kind == NUMBER_VALUE && !n.percent && !n.unit.n) || n.kind == NUMBER_AMBIGUOUS;
  return one ? decimal_text(a, n.value) : printed;
}

/* ---- figures ---- */

typedef struct line { indicator_id indicator; str name, unit, target, state, value, achievement, explanation; } line;
typedef LIST(line) lines;

static err lines_signed(db_ro *db, arena *a, document_id report, lines *out) {
  sql_draft_figures_rows rows;
  TRY(sql_draft_figures(db, a, report, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_draft_figures_row *r = &rows.v[i];
    LIST_ADD(a, out, ((line){r->indicator, r->name, r->unit, plain(a, r->target), r->state, plain(a, r->value), r->achievement, r->explanation}));
  }
  return NULL;
}

static err lines_now(db_ro *db, arena *a, const cycle *c, lines *out) {
  figures all;
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) {
    const figure *f = &all.v[i];
    str value = f->state == FIGURE_TERISI ? plain(a, number_id(a, f->actual)) : S("");
    LIST_ADD(a, out, ((line){f->of.id, f->of.name, f->of.unit, plain(a, number_id(a, f->of.target)), figure_state_label(f->state), value,
                             decimal_text(a, f->result.value), f->result.explanation}));
  }
  return NULL;
}

static const sql_figures_of_row *answer_of(const sql_figures_of_rows *all, indicator_id id) {
  static const sql_figures_of_row nobody = {.typed = SC(""), .reason = SC(""), .no_evidence = SC(""), .by_name = SC(""), .at = {INT64_MIN}};
  for (size_t i = 0; i < all->n; i++)
    if (all->v[i].indicator.v == id.v) return &all->v[i];
  return &nobody;
}

static size_t files_of(const evidences *all, indicator_id id) {
  size_t n = 0;
  for (size_t i = 0; i < all->n; i++) n += all->v[i].indicator.v == id.v;
  return n;
}

err bundle_figures(db_ro *db, arena *a, const cycle *c, str *csv) {
  lines all = {0};
  sql_document_last_row *report;
  sql_figures_of_rows answers;
  evidences files;
  TRY(sql_document_last(db, a, c->id, doc_kind_code(DOC_LAPORAN), &report));
  if (report) TRY(lines_signed(db, a, report->id, &all));
  if (!all.n) TRY(lines_now(db, a, c, &all));
  TRY(sql_figures_of(db, a, c->id, &answers));
  TRY(performance_files(db, a, c->id, &files));
  buf b = BUF(a);
  ROW(a, &b, S("id"), S("indikator"), S("satuan"), S("target"), S("keadaan"), S("realisasi"), S("capaian_persen"), S("penjelasan"), S("diketik"),
      S("alasan_tidak_tersedia"), S("alasan_tanpa_bukti"), S("jumlah_bukti"), S("oleh"), S("pada"));
  for (size_t i = 0; i < all.n; i++) {
    const line *l = &all.v[i];
    const sql_figures_of_row *f = answer_of(&answers, l->indicator);
    ROW(a, &b, whole(a, l->indicator.v), l->name, l->unit, l->target, l->state, l->value, l->achievement, l->explanation, f->typed, f->reason,
        f->no_evidence, whole(a, (int64_t)files_of(&files, l->indicator)), f->by_name, when(a, f->at));
  }
  *csv = buf_str(&b);
  return NULL;
}

err bundle_draft_figures(db_ro *db, arena *a, const sql_documents_of_rows *documents, str *csv) {
  buf b = BUF(a);
  ROW(a, &b, S("dokumen"), S("langkah"), S("putaran"), S("terbit"), S("id"), S("indikator"), S("satuan"), S("target"), S("keadaan"), S("realisasi"),
      S("capaian_persen"), S("penjelasan"));
  for (size_t d = 0; d < documents->n; d++) {
    const sql_documents_of_row *draft = &documents->v[d];
    lines all = {0};
    TRY(lines_signed(db, a, draft->id, &all));
    for (size_t i = 0; i < all.n; i++) {
      const line *l = &all.v[i];
      ROW(a, &b, draft->kind, whole(a, draft->no), whole(a, draft->round), when(a, draft->issued_at), whole(a, l->indicator.v), l->name, l->unit, l->target,
          l->state, l->value, l->achievement, l->explanation);
    }
  }
  *csv = buf_str(&b);
  return NULL;
}

/* ---- findings ---- */

static str name_of(const lines *all, int64_t id) {
  for (size_t i = 0; i < all->n; i++)
    if (all->v[i].indicator.v == id) return all->v[i].name;
  return id ? S("") : S("Semua indikator");
}

err bundle_findings(db_ro *db, arena *a, const cycle *c, str *csv) {
  sql_finding_answers_of_rows rows;
  lines all = {0};
  TRY(sql_finding_answers_of(db, a, c->id, &rows));
  TRY(lines_now(db, a, c, &all));
  buf b = BUF(a);
  ROW(a, &b, S("id_indikator"), S("indikator"), S("kode"), S("tingkat"), S("arti"), S("perihal"), S("jawaban"), S("oleh"), S("pada"));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_finding_answers_of_row *r = &rows.v[i];
    enum finding_code what;
    bool known = finding_find(r->code, &what);
    ROW(a, &b, r->indicator ? whole(a, r->indicator) : S(""), name_of(&all, r->indicator), r->code, known ? finding_level_label(finding_level(what)) : S(""),
        known ? finding_meaning(what) : S(""), r->concerned, r->answer, r->by_name, when(a, r->at));
  }
  *csv = buf_str(&b);
  return NULL;
}

/* ---- the run ---- */

/* Minutes of a step that is still open depend on the clock, so they are left out. */
err bundle_runs(db_ro *db, arena *a, const cycle *c, str *csv) {
  step_runs runs;
  TRY(cycle_runs(db, a, c, c->opened_at, &runs));
  buf b = BUF(a);
  ROW(a, &b, S("langkah"), S("putaran"), S("kegiatan"), S("jenis"), S("keadaan"), S("dibuka"), S("tenggat"), S("hitungan_tenggat"), S("berakhir"),
      S("oleh"), S("sebagai"), S("menit_kerja"), S("hardcopy_pada"), S("hardcopy_tempat"), S("hardcopy_oleh"));
  for (size_t i = 0; i < runs.n; i++) {
    const step_run *r = &runs.v[i];
    ROW(a, &b, whole(a, r->no), whole(a, r->round), r->activity, r->kind, r->state, when(a, r->opened_at), when(a, r->due_at), r->due_text,
        when(a, r->ended_at), r->ended_by, r->ended_as, instant_some(r->ended_at) ? whole(a, r->minutes) : S(""), when(a, r->hardcopy_at),
        r->hardcopy_place, r->hardcopy_by);
  }
  *csv = buf_str(&b);
  return NULL;
}

/* ---- what lies in the bundle ---- */

str bundle_documents(arena *a, const sql_documents_of_rows *documents, const str_list *paths, const str_list *hashes) {
  buf b = BUF(a);
  ROW(a, &b, S("berkas"), S("sha256"), S("langkah"), S("putaran"), S("jenis"), S("judul"), S("nomor"), S("tanggal"), S("terbit"), S("oleh"),
      S("sebagai"), S("tanda_tangan"), S("ditandatangani"), S("penanda_tangan"), S("kode"), S("kepala_rantai"), S("cara_tanda_tangan"),
      S("sertifikat"));
  for (size_t i = 0; i < documents->n; i++) {
    const sql_documents_of_row *d = &documents->v[i];
    ROW(a, &b, paths->v[i], hashes->v[i], whole(a, d->no), whole(a, d->round), d->kind, d->title, d->number, on(a, d->day), when(a, d->issued_at),
        d->issued_by, d->issued_as, d->signature, when(a, d->signed_at), d->signed_by, d->code, d->chain_head,
        d->signature.n ? sign_mode_words(sign_mode_of(d->signature)) : S(""), d->certificate);
  }
  return buf_str(&b);
}

str bundle_files(arena *a, const evidences *files, const str_list *paths) {
  buf b = BUF(a);
  ROW(a, &b, S("berkas"), S("sha256"), S("langkah"), S("jenis"), S("id_indikator"), S("nama"), S("tipe"), S("ukuran"), S("oleh"), S("pada"));
  for (size_t i = 0; i < files->n; i++) {
    const evidence *f = &files->v[i];
    ROW(a, &b, paths->v[i], f->hash, whole(a, f->no), f->kind, f->indicator.v ? whole(a, f->indicator.v) : S(""), f->name, f->media, whole(a, f->size),
        f->by, when(a, f->at));
  }
  return buf_str(&b);
}
