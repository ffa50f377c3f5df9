#include "verify_bundle.h"

#include <jansson.h>

#include "base/hash.h"
#include "document/zipfile.h"
#include "measure/csv.h"
#include "pack.h"
#include "pdf_verify.h"

#define MANIFEST S("manifest.json")
#define SUMS S("SHA256SUMS")
#define CHAIN_FILE S("audit.jsonl")

typedef struct file { str name, bytes, hash; bool faulty; } file; /* bytes and hash are absent when the entry cannot be unpacked */
typedef struct listed { str name, hash; int64_t size; } listed;
typedef struct check {
  arena *a;
  bundle_report *out;
  LIST(file) files;
  LIST(listed) manifest, sums;
  bool has_manifest;
  int64_t cycle, entries;    /* as the manifest says */
  str_list links, proven;    /* hashes of the chain's entries; hashes that its payloads name */
} check;

static file *find(check *c, str name) {
  for (size_t i = 0; i < c->files.n; i++)
    if (str_eq(c->files.v[i].name, name)) return &c->files.v[i];
  return NULL;
}

static const listed *find_listed(const listed *all, size_t n, str name) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(all[i].name, name)) return &all[i];
  return NULL;
}

static bool holds(const str_list *all, str hash) {
  for (size_t i = 0; i < all->n; i++)
    if (str_eq(all->v[i], hash)) return true;
  return false;
}

static void fault(check *c, enum bundle_fault_kind kind, str what, str reason) {
  bundle_fault f = {kind, what, reason};
  LIST_ADD(c->a, &c->out->faults, f);
}

/* One fault per file: the first that was seen says enough. */
static void fault_file(check *c, enum bundle_fault_kind kind, str name, str reason) {
  file *f = find(c, name);
  if (f && f->faulty) return;
  if (f) f->faulty = true;
  for (size_t i = 0; !f && i < c->out->faults.n; i++)
    if (str_eq(c->out->faults.v[i].what, name)) return;
  fault(c, kind, name, reason);
}

/* ---- JSON ---- */

static void release(void *j) { json_decref(j); }

static json_t *parse(arena *a, str text) {
  json_t *j = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, NULL);
  if (j) arena_defer(a, release, j);
  return j;
}

static str text_at(const json_t *j, const char *key) {
  const json_t *v = json_object_get(j, key);
  return json_is_string(v) ? (str){json_string_value(v), json_string_length(v)} : STR_NONE;
}

static int64_t whole_at(const json_t *j, const char *key) {
  const json_t *v = json_object_get(j, key);
  return json_is_integer(v) ? json_integer_value(v) : -1;
}

/* ---- what should be there ---- */

static bool read_listed(check *c, const json_t *all) {
  for (size_t i = 0; i < json_array_size(all); i++) {
    const json_t *j = json_array_get(all, i);
    listed l = {text_at(j, "nama"), text_at(j, "sha256"), whole_at(j, "ukuran")};
    if (!l.name.p || l.hash.n != 64 || l.size < 0 || find_listed(c->manifest.v, c->manifest.n, l.name)) return false;
    LIST_ADD(c->a, &c->manifest, l);
  }
  return json_array_size(all) > 0;
}

static bool read_manifest(check *c, str bytes) {
  const json_t *j = parse(c->a, bytes), *cycle = json_object_get(j, "siklus"), *chain = json_object_get(j, "rantai");
  bundle_report *r = c->out;
  r->office = text_at(cycle, "perangkat_daerah");
  r->sop = text_at(cycle, "sop");
  r->year = whole_at(cycle, "tahun");
  r->quarter = whole_at(cycle, "triwulan");
  r->running = !str_eq(text_at(cycle, "keadaan"), S("selesai"));
  r->head = text_at(chain, "kepala");
  c->cycle = whole_at(cycle, "id");
  c->entries = whole_at(chain, "entri");
  bool form = str_eq(text_at(j, "format"), PACK_FORMAT) && r->office.p && c->cycle >= 0 && c->entries >= 0 && r->head.n == 64;
  return read_listed(c, json_object_get(j, "berkas")) && form;
}

/* Lines of "hash  name", each ended by LF. */
static bool read_sums(check *c, str rest) {
  while (rest.n) {
    str line;
    rest = str_cut(rest, '\n', &line);
    if (!rest.p || line.n < 67 || !str_eq(str_sub(line, 64, 2), S("  "))) return false;
    listed l = {str_from(line, 66), str_sub(line, 0, 64), -1};
    LIST_ADD(c->a, &c->sums, l);
  }
  return c->sums.n > 0;
}

/* ---- files against the two lists ---- */

static void against_manifest(check *c) {
  for (size_t i = 0; i < c->manifest.n; i++) {
    const listed *l = &c->manifest.v[i];
    const file *f = find(c, l->name);
    if (!f) fault_file(c, BUNDLE_MISSING, l->name, S("tercantum dalam manifest.json, tetapi tidak ada di dalam paket"));
    else if (f->bytes.p && (!str_eq(f->hash, l->hash) || (int64_t)f->bytes.n != l->size))
      fault_file(c, BUNDLE_ALTERED, l->name, S("SHA-256 atau ukurannya tidak sama dengan yang tercantum dalam manifest.json"));
  }
  for (size_t i = 0; i < c->files.n; i++) {
    str name = c->files.v[i].name;
    if (!str_eq(name, MANIFEST) && !str_eq(name, SUMS) && !find_listed(c->manifest.v, c->manifest.n, name))
      fault_file(c, BUNDLE_ADDED, name, S("tidak tercantum dalam manifest.json"));
  }
}

static void against_sums(check *c) {
  for (size_t i = 0; i < c->sums.n; i++) {
    const listed *l = &c->sums.v[i];
    const file *f = find(c, l->name);
    if (!f) fault_file(c, BUNDLE_MISSING, l->name, S("tercantum dalam SHA256SUMS, tetapi tidak ada di dalam paket"));
    else if (f->bytes.p && !str_eq(f->hash, l->hash))
      fault_file(c, BUNDLE_ALTERED, l->name, S("SHA-256-nya tidak sama dengan yang tercantum dalam SHA256SUMS"));
  }
  for (size_t i = 0; i < c->files.n; i++) {
    str name = c->files.v[i].name;
    if (!str_eq(name, SUMS) && !find_listed(c->sums.v, c->sums.n, name)) fault_file(c, BUNDLE_ADDED, name, S("tidak tercantum dalam SHA256SUMS"));
  }
}

static void check_lists(check *c) {
  const file *manifest = find(c, MANIFEST), *sums = find(c, SUMS);
  if (manifest->bytes.p) {
    c->has_manifest = read_manifest(c, manifest->bytes);
    if (!c->has_manifest) fault_file(c, BUNDLE_ALTERED, MANIFEST, S("isinya tidak dapat dibaca sebagai manifest paket"));
  }
  if (!sums) fault_file(c, BUNDLE_MISSING, SUMS, S("daftar SHA-256 tidak ada di dalam paket"));
  else if (sums->bytes.p && !read_sums(c, sums->bytes)) fault_file(c, BUNDLE_ALTERED, SUMS, S("ada baris yang tidak dapat dibaca"));
  if (c->manifest.n) against_manifest(c);
  if (c->sums.n) against_sums(c);
}

/* ---- the audit chain ---- */

static bool read_entry(const json_t *j, audit_entry *e) {
  *e = (audit_entry){whole_at(j, "chain"), whole_at(j, "n"), {whole_at(j, "at")}, whole_at(j, "account"), text_at(j, "name"), text_at(j, "as"),
                     text_at(j, "action"), text_at(j, "payload"), text_at(j, "prev"), text_at(j, "hash")};
  return e->chain >= 0 && e->n >= 0 && e->account >= 0 && e->name.p && e->as.p && e->action.p && e->payload.p && e->prev.p && e->hash.p &&
         json_object_size(j) == 10 && json_is_integer(json_object_get(j, "at"));
}

/* What is wrong with an entry that should follow (n, prev); absent when nothing is. */
static str entry_fault(check *c, const audit_entry *e, int64_t n, str prev) {
  if (c->has_manifest && e->chain != c->cycle) return S("milik rantai lain, bukan rantai siklus ini");
  if (e->n != n) return str_fmt(c->a, "seharusnya entri %lld: ada entri yang hilang, disisipkan, atau dipindahkan", (long long)n);
  if (!str_eq(e->prev, prev)) return S("tidak menyambung dengan entri sebelumnya");
  if (!str_eq(audit_hash(c->a, e), e->hash)) return S("isinya diubah setelah dicatat");
  return STR_NONE;
}

static void take_proofs(check *c, str payload) {
  static const char *const keys[] = {"sha256", "sha256_isi"};
  const json_t *j = parse(c->a, payload);
  for (size_t k = 0; k < LEN(keys); k++) {
    str hash = text_at(j, keys[k]);
    if (hash.p) LIST_ADD(c->a, &c->proven, hash);
  }
}

/* The chain must end where the manifest says: entries cut off at the end leave no other trace. */
static void check_end(check *c, int64_t n, str last) {
  if (!c->has_manifest || (n == c->entries && str_eq(last, c->out->head))) return;
  str reason = S("hash entri terakhir tidak sama dengan kepala rantai dalam manifest.json");
  if (n != c->entries)
    reason = str_fmt(c->a, "manifest.json mencatat %lld entri, rantai berakhir pada entri %lld", (long long)c->entries, (long long)n);
  fault(c, BUNDLE_CHAIN, S("ujung rantai"), reason);
}

static void check_chain(check *c, str rest) {
  str prev = S("0000000000000000000000000000000000000000000000000000000000000000"), line;
  int64_t n = 0;
  for (size_t at = 1; rest.n; at++) {
    audit_entry e;
    rest = str_cut(rest, '\n', &line);
    if (!read_entry(parse(c->a, line), &e)) {
      fault(c, BUNDLE_CHAIN, str_fmt(c->a, "audit.jsonl baris %zu", at), S("tidak dapat dibaca sebagai entri"));
      continue;
    }
    str reason = entry_fault(c, &e, n + 1, prev);
    if (reason.p) fault(c, BUNDLE_CHAIN, str_fmt(c->a, "entri %lld", (long long)e.n), reason);
    n = e.n;
    prev = e.hash;
    c->out->entries++;
    LIST_ADD(c->a, &c->links, e.hash);
    take_proofs(c, e.payload);
  }
  check_end(c, n, prev);
}

/* ---- the tables ---- */

typedef struct sheet { str name, folder, ending; size_t path, hash, head, mode, by, certificate; str_list paths; } sheet;

static size_t column(const str_list *cells, str name) {
  size_t i = 0;
  while (i < cells->n && !str_eq(cells->v[i], name)) i++;
  return i;
}
static str cell(const str_list *row, size_t i) { return i < row->n ? row->v[i] : S(""); }

static void check_row(check *c, sheet *t, const str_list *row) {
  str path = cell(row, t->path), head = cell(row, t->head);
  const file *f = find(c, path);
  enum sign_mode mode = sign_mode_of(cell(row, t->mode));
  if (mode != SIGN_NONE) LIST_ADD(c->a, &c->out->signed_, ((bundle_signed){path, cell(row, t->by), cell(row, t->certificate), mode}));
  LIST_ADD(c->a, &t->paths, path);
  if (!f) fault_file(c, BUNDLE_MISSING, path, str_fmt(c->a, "disebut dalam %.*s, tetapi tidak ada di dalam paket", STR_ARG(t->name)));
  else if (f->bytes.p && !str_eq(f->hash, cell(row, t->hash)))
    fault_file(c, BUNDLE_DISAGREES, path, str_fmt(c->a, "SHA-256-nya tidak sama dengan yang tercantum dalam %.*s", STR_ARG(t->name)));
  if (!head.n) return;
  c->out->heads++;
  if (!holds(&c->links, head)) fault(c, BUNDLE_CHAIN, path, S("kepala rantai yang tercatat saat dokumen ini terbit tidak ada pada rantai"));
}

static void check_listing(check *c, const sheet *t) {
  for (size_t i = 0; i < c->files.n; i++) {
    str name = c->files.v[i].name;
    if (str_starts(name, t->folder) && str_ends(name, t->ending) && !holds(&t->paths, name))
      fault_file(c, BUNDLE_DISAGREES, name, str_fmt(c->a, "tidak tercantum dalam %.*s", STR_ARG(t->name)));
  }
}

static void find_columns(sheet *t, const str_list *heads) {
  t->path = column(heads, S("berkas"));
  t->hash = column(heads, S("sha256"));
  t->head = column(heads, S("kepala_rantai"));
  t->mode = column(heads, S("tanda_tangan"));
  t->by = column(heads, S("penanda_tangan"));
  t->certificate = column(heads, S("sertifikat"));
}

/* Rows of a table, the heading apart; the number of rows, or -1 when it is no table. */
static int64_t each_row(check *c, str name, sheet *t) {
  const file *f = find(c, name);
  csv_reader *csv;
  str_list row;
  bool more = true;
  int64_t n = -1;
  if (!f) fault_file(c, BUNDLE_MISSING, name, S("tabel ini harus ada dalam setiap paket"));
  if (!f || !f->bytes.p || csv_open(c->a, f->bytes, &csv)) return n;
  for (; !csv_next(csv, c->a, &row, &more) && more; n++) {
    if (n < 0 && t) find_columns(t, &row);
    else if (t) check_row(c, t, &row);
  }
  return more ? -1 : n;
}

static int64_t check_table(check *c, sheet t) {
  int64_t n = each_row(c, t.name, &t);
  if (n < 0) fault_file(c, BUNDLE_ALTERED, t.name, S("tidak dapat dibaca sebagai tabel"));
  else check_listing(c, &t);
  return n < 0 ? 0 : n;
}

static void check_tables(check *c) {
  c->out->documents = (size_t)check_table(c, (sheet){.name = S("dokumen.csv"), .folder = S("dokumen/"), .ending = S(".pdf")});
  check_table(c, (sheet){.name = S("berkas.csv"), .folder = S("berkas/"), .ending = S("")});
  int64_t figures = each_row(c, S("angka.csv"), NULL);
  if (figures < 0) fault_file(c, BUNDLE_ALTERED, S("angka.csv"), S("tidak dapat dibaca sebagai tabel"));
  else c->out->figures = (size_t)figures;
}

/* The head that a signed report, a receipt or an archive list prints. */
static void check_printed_head(check *c, const file *f) {
  static const str label = SC("Kepala rantai audit: ");
  ptrdiff_t at = str_find(f->bytes, label);
  str head = at < 0 ? STR_NONE : str_sub(f->bytes, (size_t)at + label.n, 64);
  if (head.n < 64 || strspn(str_z(c->a, head), "0123456789abcdef") < 64) return; /* none printed yet */
  c->out->heads++;
  if (!holds(&c->links, head)) fault(c, BUNDLE_CHAIN, f->name, S("kepala rantai yang tercetak pada dokumen ini tidak ada pada rantai"));
}

/* Each frozen document and each file is one that the chain speaks of. */
static void check_proofs(check *c) {
  for (size_t i = 0; i < c->files.n; i++) {
    const file *f = &c->files.v[i];
    bool frozen = str_starts(f->name, S("dokumen/")) && str_ends(f->name, S(".json"));
    if ((frozen || str_starts(f->name, S("berkas/"))) && f->bytes.p && !holds(&c->proven, f->hash))
      fault_file(c, BUNDLE_CHAIN, f->name, S("SHA-256-nya tidak pernah dicatat dalam rantai jejak"));
    if (frozen && f->bytes.p) check_printed_head(c, f);
    str base = str_sub(f->name, 0, f->name.n > 4 ? f->name.n - 4 : 0);
    if (str_starts(f->name, S("dokumen/")) && str_ends(f->name, S(".pdf")) && !find(c, STR_CAT(c->a, base, S(".json"))))
      fault_file(c, BUNDLE_MISSING, STR_CAT(c->a, base, S(".json")), S("naskah beku dari dokumen PDF-nya tidak ada di dalam paket"));
  }
}

/* What the table calls signed with a certificate holds a signature. */
static void check_certified(check *c) {
  for (size_t i = 0; i < c->out->signed_.n; i++) {
    const bundle_signed *s = &c->out->signed_.v[i];
    const file *f = s->mode == SIGN_CERTIFIED ? find(c, s->path) : NULL;
    if (f && str_find(f->bytes, S("/ByteRange")) < 0)
      fault(c, BUNDLE_SIGNATURE, f->name, S("dokumen.csv menyebutnya bertanda tangan sertifikat, tetapi tidak ada tanda tangan di dalam PDF ini"));
  }
}

/* Signatures inside the documents and files; most have none. */
static void check_signatures(check *c, str roots) {
  for (size_t i = 0; i < c->files.n; i++) {
    const file *f = &c->files.v[i];
    pdf_signatures all;
    if (!str_starts(f->bytes, S("%PDF-")) || str_find(f->bytes, S("/ByteRange")) < 0) continue;
    if (pdf_verify(c->a, f->bytes, roots, &all)) continue; /* no PDF that can be signed: what was uploaded as evidence need not be one */
    for (size_t k = 0; k < all.n; k++) {
      const pdf_signature *s = &all.v[k];
      c->out->signatures++;
      if (s->sound && (!roots.n || s->cms.trust == CMS_TRUSTED)) continue;
      str who = s->cms.signer.n ? s->cms.signer : s->field;
      fault(c, BUNDLE_SIGNATURE, f->name, str_fmt(c->a, "%.*s: %.*s", STR_ARG(who), STR_ARG(s->fault)));
    }
  }
}

/* ---- all of it ---- */

static err open_files(check *c, str bytes) {
  zipfile_entries all = {0};
  zipfile_limits limits = {.entries = 100000, .bytes = (size_t)1 << 30, .ratio = 1100};
  TRY(zipfile_read_damaged(c->a, bytes, limits, &all));
  for (size_t i = 0; i < all.n; i++) {
    str b = all.v[i].bytes;
    file f = {all.v[i].name, b, b.p ? sha256_hex(c->a, b) : STR_NONE, false};
    LIST_ADD(c->a, &c->files, f);
  }
  c->out->files = c->files.n;
  if (!find(c, MANIFEST)) return ERR(c->a, INPUT, "Berkas ini bukan paket arsip Takar: manifest.json tidak ada di dalamnya.");
  return NULL;
}

static void check_wrapping(check *c, str bytes) {
  for (size_t i = 0; i < c->files.n; i++)
    if (!c->files.v[i].bytes.p) fault_file(c, BUNDLE_ALTERED, c->files.v[i].name, S("isinya rusak dan tidak dapat dibuka"));
  if (!zipfile_seal_holds(c->a, bytes))
    fault(c, BUNDLE_WRAPPING, S("segel arsip"), S("byte berkas ZIP ini tidak sama lagi dengan saat paket dibuat"));
}

err bundle_verify(arena *a, str bytes, str roots, bundle_report *out) {
  *out = (bundle_report){0};
  check c = {.a = a, .out = out};
  TRY(open_files(&c, bytes));
  check_wrapping(&c, bytes);
  check_lists(&c);
  const file *chain = find(&c, CHAIN_FILE);
  if (!chain) fault_file(&c, BUNDLE_MISSING, CHAIN_FILE, S("rantai jejak tidak ada di dalam paket"));
  else if (chain->bytes.p) check_chain(&c, chain->bytes);
  check_tables(&c);
  check_proofs(&c);
  check_signatures(&c, roots);
  check_certified(&c);
  return NULL;
}
