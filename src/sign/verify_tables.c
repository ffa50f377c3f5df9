/* What the tables of a bundle say of its files, what frozen documents print, and the signatures inside PDFs. */
#include "base/csv.h"
#include "verify_part.h"

typedef struct sheet { str name, folder, ending; size_t path, hash, head, signature, by, certificate; } sheet;

static size_t column(const str_list *cells, str name) {
  size_t i = 0;
  while (i < cells->n && !str_eq(cells->v[i], name)) i++;
  return i;
}
static str cell(const str_list *row, size_t i) { return i < row->n ? row->v[i] : S(""); }

static void find_columns(sheet *t, const str_list *heads) {
  const struct { size_t *at; const char *name; } wanted[] = {{&t->path, "berkas"}, {&t->hash, "sha256"}, {&t->head, "kepala_rantai"},
                                                             {&t->signature, "tanda_tangan"}, {&t->by, "penanda_tangan"}, {&t->certificate, "sertifikat"}};
  for (size_t i = 0; i < LEN(wanted); i++) *wanted[i].at = column(heads, str_of(wanted[i].name));
}

static void check_row(check *c, const sheet *t, const str_list *row) {
  str path = cell(row, t->path), head = cell(row, t->head);
  file *f = verify_find(c, path);
  if (f) f->listed = true;
  if (!f) verify_fault_file(c, BUNDLE_MISSING, path, str_fmt(c->a, "disebut dalam %.*s, tetapi tidak ada di dalam paket", STR_ARG(t->name)));
  else if (f->hash.p && !str_eq(f->hash, cell(row, t->hash)))
    verify_fault_file(c, BUNDLE_DISAGREES, path, str_fmt(c->a, "SHA-256-nya tidak sama dengan yang tercantum dalam %.*s", STR_ARG(t->name)));
  if (f && str_eq(t->name, S("dokumen.csv"))) verify_mode(c, f, cell(row, t->signature), cell(row, t->by), cell(row, t->certificate));
  if (!head.n) return;
  c->out->heads++;
  if (!verify_holds(&c->links, head))
    verify_fault(c, BUNDLE_CHAIN, str_copy(c->a, path), S("kepala rantai yang tercatat saat dokumen ini terbit tidak ada pada rantai"));
}

static void check_listing(check *c, const sheet *t) {
  for (size_t i = 0; i < c->files.n; i++) {
    const file *f = &c->files.v[i];
    if (str_starts(f->name, t->folder) && str_ends(f->name, t->ending) && !f->listed)
      verify_fault_file(c, BUNDLE_DISAGREES, f->name, str_fmt(c->a, "tidak tercantum dalam %.*s", STR_ARG(t->name)));
  }
}

/* Rows of a table, the heading apart; the number of rows, or -1 when it is no table. */
static int64_t each_row(check *c, str name, sheet *t) {
  const file *f = verify_find(c, name);
  csv_reader *csv;
  str_list row;
  str bytes;
  bool more = true;
  int64_t n = -1;
  arena_reset(c->scratch);
  if (!f) verify_fault_file(c, BUNDLE_MISSING, name, S("tabel ini harus ada dalam setiap paket"));
  if (!f || !f->hash.p || !verify_load(c, c->scratch, f, &bytes)) return n;
  csv = csv_open(c->scratch, bytes);
  for (; !csv_next(csv, c->scratch, &row, &more) && more; n++) {
    if (n < 0 && t) find_columns(t, &row);
    else if (t) check_row(c, t, &row);
  }
  return more ? -1 : n;
}

static int64_t check_table(check *c, sheet t) {
  int64_t n = each_row(c, t.name, &t);
  if (n < 0) verify_fault_file(c, BUNDLE_ALTERED, t.name, S("tidak dapat dibaca sebagai tabel"));
  else check_listing(c, &t);
  return n < 0 ? 0 : n;
}

static size_t count_rows(check *c, str name) {
  int64_t n = each_row(c, name, NULL);
  if (n < 0) verify_fault_file(c, BUNDLE_ALTERED, name, S("tidak dapat dibaca sebagai tabel"));
  return n < 0 ? 0 : (size_t)n;
}

void verify_tables(check *c) {
  c->out->documents = (size_t)check_table(c, (sheet){.name = S("dokumen.csv"), .folder = S("dokumen/"), .ending = S(".pdf")});
  check_table(c, (sheet){.name = S("berkas.csv"), .folder = S("berkas/"), .ending = S("")});
  c->out->figures = count_rows(c, S("angka.csv"));
  c->out->findings = count_rows(c, S("temuan.csv"));
}

/* ---- frozen documents and files ---- */

/* The head that a signed report, a receipt or an archive list prints. */
static void check_printed_head(check *c, const file *f) {
  static const str label = SC("Kepala rantai audit: ");
  str bytes;
  arena_reset(c->scratch);
  if (!verify_load(c, c->scratch, f, &bytes)) return;
  ptrdiff_t at = str_find(bytes, label);
  str head = at < 0 ? STR_NONE : str_sub(bytes, (size_t)at + label.n, 64);
  if (head.n < 64 || strspn(str_z(c->scratch, head), "0123456789abcdef") < 64) return; /* none printed yet */
  c->out->heads++;
  if (!verify_holds(&c->links, head)) verify_fault(c, BUNDLE_CHAIN, f->name, S("kepala rantai yang tercetak pada dokumen ini tidak ada pada rantai"));
}

/* Each frozen document and each file is one that the chain speaks of. */
void verify_proofs(check *c) {
  for (size_t i = 0; i < c->files.n; i++) {
    const file *f = &c->files.v[i];
    bool frozen = str_starts(f->name, S("dokumen/")) && str_ends(f->name, S(".json"));
    if ((frozen || str_starts(f->name, S("berkas/"))) && f->hash.p && !verify_holds(&c->proven, f->hash))
      verify_fault_file(c, BUNDLE_CHAIN, f->name, S("SHA-256-nya tidak pernah dicatat dalam rantai jejak"));
    if (frozen && f->hash.p) check_printed_head(c, f);
    str base = str_sub(f->name, 0, f->name.n > 4 ? f->name.n - 4 : 0);
    if (str_starts(f->name, S("dokumen/")) && str_ends(f->name, S(".pdf")) && !verify_find(c, STR_CAT(c->scratch, base, S(".json"))))
      verify_fault_file(c, BUNDLE_MISSING, STR_CAT(c->a, base, S(".json")), S("naskah beku dari dokumen PDF-nya tidak ada di dalam paket"));
  }
}

/* ---- signatures ---- */

static void judge(check *c, const file *f, const pdf_signature *s, bool with_roots) {
  c->out->signatures++;
  if (s->sound && (!with_roots || s->cms.trust == CMS_TRUSTED)) return;
  str who = s->cms.signer.n ? s->cms.signer : s->field;
  verify_fault(c, BUNDLE_SIGNATURE, f->name, str_fmt(c->a, "%.*s: %.*s", STR_ARG(who), STR_ARG(s->fault)));
}

/* Not inlined: nothing of it may live across the setjmp below. False: too large. */
__attribute__((noinline)) static bool check_pdf(check *c, const file *f, const str *roots) {
  pdf_signatures all = {0};
  str bytes;
  bool fits = verify_load(c, c->scratch, f, &bytes);
  bool pdf = fits && !pdf_verify(c->scratch, bytes, *roots, &all); /* what was uploaded as evidence need not be a PDF that can be signed */
  for (size_t k = 0; pdf && k < all.n; k++) judge(c, f, &all.v[k], roots->n > 0);
  if (pdf) verify_mode_judged(c, f, &all);
  arena_uncatch(c->scratch);
  return fits;
}

static bool guarded(check *c, const file *f, const str *roots) {
  arena_reset(c->scratch);
  if (setjmp(*arena_catch(c->scratch)) != 0) return false;
  return check_pdf(c, f, roots);
}

void verify_signatures(check *c, str roots) {
  for (size_t i = 0; i < c->files.n; i++) {
    const file *f = &c->files.v[i];
    if (f->signable && !guarded(c, f, &roots))
      verify_fault(c, BUNDLE_SIGNATURE, f->name, S("PDF ini terlalu besar untuk diperiksa tanda tangannya; ambil dari paket dan periksa tersendiri"));
  }
  arena_reset(c->scratch);
}
