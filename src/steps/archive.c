/* Step 12, Menyimpan Dokumen: every output of the cycle gets its classification, retention and place; the hardcopy of every step is on record;
 * the Daftar Arsip is issued and the cycle is closed. */
#include "cycle/cycle_sql.h"
#include "performance/performance.h"
#include "steps/issue.h"

/* Retention is ruled by the region's own JRA (PP 28/2012 art. 53); the first values are those of code 000.8.6.3 in a provincial JRA. */
static const form_field form[] = {
    {.name = "klasifikasi", .label = "Kode klasifikasi", .kind = FIELD_LINE, .required = true, .max = 30, .hint = "000.8.6.3: akuntabilitas kinerja"},
    {.name = "uraian", .label = "Uraian berkas", .kind = FIELD_LINE, .required = true, .max = 300},
    {.name = "retensi_aktif", .label = "Retensi aktif (tahun)", .kind = FIELD_INT, .required = true, .max = 100,
     .hint = "2 tahun menurut contoh provinsi; yang menentukan JRA daerah"},
    {.name = "retensi_inaktif", .label = "Retensi inaktif (tahun)", .kind = FIELD_INT, .required = true, .max = 100,
     .hint = "3 tahun menurut contoh provinsi; yang menentukan JRA daerah"},
    {.name = "nasib", .label = "Nasib akhir", .kind = FIELD_CHOICE, .required = true, .choices = "musnah|permanen|dinilai kembali"},
    {.name = "sumber_jra", .label = "Sumber retensi (JRA)", .kind = FIELD_LINE, .required = true, .max = 200,
     .hint = "peraturan kepala daerah tentang JRA, dengan nomornya"},
    {.name = "lokasi", .label = "Tempat simpan hardcopy", .kind = FIELD_LINE, .required = true, .max = 200, .hint = "rak, boks, nomor folder"},
    {.name = "jumlah", .label = "Jumlah", .kind = FIELD_LINE, .required = true, .max = 60},
    {0}};
static const form_field hardcopy_form[] = {{.name = "tempat", .label = "Tempat hardcopy", .kind = FIELD_LINE, .required = true, .max = 200}, {0}};

static err defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  (void)db;
  (void)today;
  fields_add(a, out, S("klasifikasi"), S("000.8.6.3"));
  fields_add(a, out, S("uraian"), STR_CAT(a, S("Pengumpulan dan pengukuran data kinerja "), cycle_title(a, c)));
  fields_add(a, out, S("retensi_aktif"), S("2"));
  fields_add(a, out, S("retensi_inaktif"), S("3"));
  fields_add(a, out, S("nasib"), S("dinilai kembali"));
  fields_add(a, out, S("jumlah"), S("1 berkas"));
  return NULL;
}

/* ---- hardcopies ---- */

static bool lacks_hardcopy(const step_run *r) { return str_eq(r->state, S("selesai")) && !instant_some(r->hardcopy_at); }

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  step_runs runs;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  for (const form_field *f = form; f->name; f++)
    if (f->required && str_blank(fields_get(&v, str_of(f->name)))) step_lacks(a, out, str_of(f->name), "%s belum diisi.", f->label);
  TRY(cycle_runs(db, a, c, now, &runs));
  for (size_t i = 0; i < runs.n; i++)
    if (lacks_hardcopy(&runs.v[i]))
      step_lacks(a, out, str_fmt(a, "hardcopy.%d", runs.v[i].no), "Hardcopy langkah %d (%.*s) putaran %d belum dicatat tempatnya.", runs.v[i].no,
                 STR_ARG(runs.v[i].label), runs.v[i].round);
  return NULL;
}

static err record_all(step_call *c) {
  step_runs runs;
  str place = str_trim(fields_get(c->in, S("tempat")));
  TRY(cycle_runs(c->ro, c->a, c->cycle, c->now, &runs));
  for (size_t i = 0; i < runs.n; i++) {
    const step_run *r = &runs.v[i];
    if (!lacks_hardcopy(r)) continue;
    TRY(sql_step_hardcopy(c->rw, c->a, c->cycle->id, r->no, r->round, c->now, place, c->who->name, NULL));
    TRY(step_audit(c, "hardcopy.simpan", audit_change(c->a, str_fmt(c->a, "langkah %d putaran %d", r->no, r->round), STR_NONE, place)));
  }
  return NULL;
}

/* ---- the list ---- */

/* The original of what was sent away is with its receiver. */
static str copy_of(str kind) { return str_eq(kind, doc_kind_code(DOC_SURAT_PENGANTAR)) ? S("salinan") : S("asli"); }

static archive_row row_like(const fields *v) {
  return (archive_row){.code = fields_get(v, S("klasifikasi")), .location = fields_get(v, S("lokasi")), .fate = fields_get(v, S("nasib")),
                       .active_years = (int)fields_int(v, S("retensi_aktif"), -1), .inactive_years = (int)fields_int(v, S("retensi_inaktif"), -1)};
}

static err add_documents(step_call *c, const fields *v, archive_input *in) {
  sql_documents_of_rows all;
  TRY(sql_documents_of(c->ro, c->a, c->cycle->id, &all));
  for (size_t i = 0; i < all.n; i++) {
    const sql_documents_of_row *d = &all.v[i];
    archive_row r = row_like(v);
    str round = d->round > 1 ? str_fmt(c->a, ", putaran %lld", (long long)d->round) : S("");
    r.description = d->number.n ? STR_CAT(c->a, d->title, S(" Nomor "), d->number, round) : STR_CAT(c->a, d->title, round);
    r.span = date_id_short(c->a, d->day);
    r.amount = d->pages > 0 ? str_fmt(c->a, "%lld halaman", (long long)d->pages) : S("1 naskah");
    r.copy = copy_of(d->kind);
    LIST_ADD(c->a, &in->rows, r);
  }
  return NULL;
}

static err add_files(step_call *c, const fields *v, archive_input *in) {
  evidences files;
  TRY(performance_files(c->ro, c->a, c->cycle->id, &files));
  if (!files.n) return NULL;
  archive_row r = row_like(v);
  r.description = S("Bukti dukung dan lampiran (softcopy)");
  r.span = cycle_period(c->a, c->cycle->year, c->cycle->quarter);
  r.amount = str_fmt(c->a, "%zu berkas", files.n);
  r.copy = S("salinan");
  LIST_ADD(c->a, &in->rows, r);
  return NULL;
}

static err issue(step_call *c) {
  fields v;
  int64_t version, n;
  archive_input in = {0};
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  in.title = str_fmt(c->a, "%.*s; jumlah: %.*s; retensi menurut %.*s", STR_ARG(fields_get(&v, S("uraian"))), STR_ARG(fields_get(&v, S("jumlah"))),
                     STR_ARG(fields_get(&v, S("sumber_jra"))));
  TRY(add_documents(c, &v, &in));
  TRY(add_files(c, &v, &in));
  TRY(audit_head(c->ro, c->a, c->cycle->id.v, &n, &in.audit_head));
  TRY(issue_common(c, DOC_DAFTAR_ARSIP, c->step->lane, NULL, &in.common));
  return issue_document(c, DOC_DAFTAR_ARSIP, STR_NONE, &in.common, letter_archive_list(c->a, &in), NULL);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = step_save},
    {.name = "hardcopy-semua", .label = "Catat semua hardcopy", .form = hardcopy_form, .apply = record_all},
    {.name = "selesai", .label = "Arsipkan dan tutup siklus", .form = form, .move = MOVE_DONE, .apply = step_save},
    {0}};

const step_kind archive_kind = {.name = "archive", .actions = actions, .missing = missing_parts, .issue = issue, .defaults = defaults};
