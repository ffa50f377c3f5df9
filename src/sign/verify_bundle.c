#include "verify_bundle.h"

#include "base/hash.h"
#include "pack.h"
#include "verify_part.h"

#define MANIFEST S("manifest.json")
#define SUMS S("SHA256SUMS")
#define CHAIN_FILE S("audit.jsonl")

enum { MOST_TEXT = 64 << 20, MOST_PDF = 256 << 20, RANGE_N = 10 };
static const size_t scratch_room = (size_t)2 << 30;

/* ---- names in order ---- */

static int by_name(const void *x, const void *y) { return str_cmp(((const file *)x)->name, ((const file *)y)->name); }
static int by_listed_name(const void *x, const void *y) { return str_cmp(((const listed *)x)->name, ((const listed *)y)->name); }
static int by_text(const void *x, const void *y) { return str_cmp(*(const str *)x, *(const str *)y); }

file *verify_find(const check *c, str name) {
  file key = {.name = name};
  return c->files.n ? bsearch(&key, c->files.v, c->files.n, sizeof key, by_name) : NULL;
}

static const listed *find_listed(const listed_files *all, str name) {
  listed key = {.name = name};
  return all->n ? bsearch(&key, all->v, all->n, sizeof key, by_listed_name) : NULL;
}

void verify_sort(str_list *all) {
  if (all->n) qsort(all->v, all->n, sizeof *all->v, by_text);
}

bool verify_holds(const str_list *sorted, str hash) { return sorted->n && bsearch(&hash, sorted->v, sorted->n, sizeof hash, by_text); }

/* ---- faults ---- */

void verify_fault(check *c, enum bundle_fault_kind kind, str what, str reason) {
  bundle_fault f = {kind, what, reason};
  LIST_ADD(c->a, &c->out->faults, f);
}

void verify_fault_file(check *c, enum bundle_fault_kind kind, str name, str reason) {
  file *f = verify_find(c, name);
  if (f && f->faulty) return;
  if (f) f->faulty = true;
  for (size_t i = 0; !f && i < c->out->faults.n; i++)
    if (str_eq(c->out->faults.v[i].what, name)) return;
  verify_fault(c, kind, str_copy(c->a, name), reason);
}

/* ---- JSON ---- */

static void release(void *j) { json_decref(j); }

json_t *verify_json(arena *a, str text) {
  json_t *j = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, NULL);
  if (j) arena_defer(a, release, j);
  return j;
}

str verify_text(const json_t *j, const char *key) {
  const json_t *v = json_object_get(j, key);
  return json_is_string(v) ? (str){json_string_value(v), json_string_length(v)} : STR_NONE;
}

int64_t verify_whole(const json_t *j, const char *key) {
  const json_t *v = json_object_get(j, key);
  return json_is_integer(v) ? json_integer_value(v) : -1;
}

/* ---- files ---- */

bool verify_load(check *c, arena *a, const file *f, str *bytes) {
  return f->entry->size <= (f->signable ? MOST_PDF : MOST_TEXT) && zipread_whole(c->zip, a, f->entry, bytes);
}

/* One file as it passes by. */
typedef struct passing {
  sha256_stream *sum;
  char end[RANGE_N]; /* the last bytes of the piece before: what is looked for may lie across two */
  size_t end_n;
  bool begun, pdf, signed_;
} passing;

static void look_for_range(passing *p, str bytes) {
  char joint[2 * RANGE_N];
  size_t head = bytes.n < RANGE_N ? bytes.n : RANGE_N;
  memcpy(joint, p->end, p->end_n);
  memcpy(joint + p->end_n, bytes.p, head);
  p->signed_ = str_find((str){joint, p->end_n + head}, S("/ByteRange")) >= 0 || str_find(bytes, S("/ByteRange")) >= 0;
  p->end_n = head;
  memcpy(p->end, bytes.p + bytes.n - head, head);
}

static void pass(void *what, str bytes) {
  passing *p = what;
  sha256_stream_add(p->sum, bytes);
  if (!p->begun) p->pdf = str_starts(bytes, S("%PDF-"));
  p->begun = true;
  if (p->pdf && !p->signed_) look_for_range(p, bytes);
}

static void survey(check *c) {
  const zipread_entries *all = zipread_list(c->zip);
  sha256_stream *sum = sha256_stream_new(c->a);
  for (size_t i = 0; i < all->n; i++) {
    passing p = {.sum = sum};
    bool whole = zipread_each(c->zip, &all->v[i], pass, &p);
    str hash = sha256_stream_hex(c->a, sum);
    file f = {.name = all->v[i].name, .hash = whole ? hash : STR_NONE, .entry = &all->v[i], .signable = whole && p.signed_};
    LIST_ADD(c->a, &c->files, f);
  }
  if (c->files.n) qsort(c->files.v, c->files.n, sizeof *c->files.v, by_name);
  c->out->files = c->files.n;
}

/* ---- what should be there ---- */

static bool sorted(listed_files *all) {
  if (all->n) qsort(all->v, all->n, sizeof *all->v, by_listed_name);
  for (size_t i = 1; i < all->n; i++)
    if (str_eq(all->v[i - 1].name, all->v[i].name)) return false;
  return all->n > 0;
}

static bool read_listed(check *c, const json_t *all) {
  for (size_t i = 0; i < json_array_size(all); i++) {
    const json_t *j = json_array_get(all, i);
    listed l = {verify_text(j, "nama"), verify_text(j, "sha256"), verify_whole(j, "ukuran")};
    if (!l.name.p || l.hash.n != 64 || l.size < 0) return false;
    LIST_ADD(c->a, &c->manifest, l);
  }
  return sorted(&c->manifest);
}

static bool read_manifest(check *c, str bytes) {
  const json_t *j = verify_json(c->a, bytes), *cycle = json_object_get(j, "siklus"), *chain = json_object_get(j, "rantai");
  bundle_report *r = c->out;
  r->office = verify_text(cycle, "perangkat_daerah");
  r->sop = verify_text(cycle, "sop");
  r->year = verify_whole(cycle, "tahun");
  r->quarter = verify_whole(cycle, "triwulan");
  r->running = !str_eq(verify_text(cycle, "keadaan"), S("selesai"));
  r->head = verify_text(chain, "kepala");
  c->cycle = verify_whole(cycle, "id");
  c->entries = verify_whole(chain, "entri");
  bool form = str_eq(verify_text(j, "format"), PACK_FORMAT) && r->office.p && c->cycle >= 0 && c->entries >= 0 && r->head.n == 64;
  bool modes = verify_read_modes(c, json_object_get(j, "tanda_tangan"));
  return read_listed(c, json_object_get(j, "berkas")) && modes && form;
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
  return sorted(&c->sums);
}

/* ---- files against the two lists ---- */

static void against(check *c, const listed_files *all, const char *list) {
  for (size_t i = 0; i < all->n; i++) {
    const listed *l = &all->v[i];
    const file *f = verify_find(c, l->name);
    if (!f) verify_fault_file(c, BUNDLE_MISSING, l->name, str_fmt(c->a, "tercantum dalam %s, tetapi tidak ada di dalam paket", list));
    else if (f->hash.p && (!str_eq(f->hash, l->hash) || (l->size >= 0 && f->entry->size != (size_t)l->size)))
      verify_fault_file(c, BUNDLE_ALTERED, l->name, str_fmt(c->a, "SHA-256 atau ukurannya tidak sama dengan yang tercantum dalam %s", list));
  }
  for (size_t i = 0; i < c->files.n; i++) {
    str name = c->files.v[i].name;
    bool itself = str_eq(name, SUMS) || (all == &c->manifest && str_eq(name, MANIFEST));
    if (!itself && !find_listed(all, name)) verify_fault_file(c, BUNDLE_ADDED, name, str_fmt(c->a, "tidak tercantum dalam %s", list));
  }
}

static void check_lists(check *c) {
  const file *manifest = verify_find(c, MANIFEST), *sums = verify_find(c, SUMS);
  str bytes;
  if (manifest->hash.p) {
    c->has_manifest = verify_load(c, c->a, manifest, &bytes) && read_manifest(c, bytes);
    if (!c->has_manifest) verify_fault_file(c, BUNDLE_ALTERED, MANIFEST, S("isinya tidak dapat dibaca sebagai manifest paket"));
  }
  if (!sums) verify_fault_file(c, BUNDLE_MISSING, SUMS, S("daftar SHA-256 tidak ada di dalam paket"));
  else if (sums->hash.p && !(verify_load(c, c->a, sums, &bytes) && read_sums(c, bytes)))
    verify_fault_file(c, BUNDLE_ALTERED, SUMS, S("ada baris yang tidak dapat dibaca"));
  if (c->manifest.n) against(c, &c->manifest, "manifest.json");
  if (c->sums.n) against(c, &c->sums, "SHA256SUMS");
}

/* ---- all of it ---- */

static void check_wrapping(check *c, bool sealed) {
  for (size_t i = 0; i < c->files.n; i++)
    if (!c->files.v[i].hash.p) verify_fault_file(c, BUNDLE_ALTERED, c->files.v[i].name, S("isinya rusak dan tidak dapat dibuka"));
  if (!sealed) verify_fault(c, BUNDLE_WRAPPING, S("segel arsip"), S("byte berkas ZIP ini tidak sama lagi dengan saat paket dibuat"));
}

static void check_contents(check *c, bool sealed, str roots) {
  check_wrapping(c, sealed);
  check_lists(c);
  const file *chain = verify_find(c, CHAIN_FILE);
  if (!chain) verify_fault_file(c, BUNDLE_MISSING, CHAIN_FILE, S("rantai jejak tidak ada di dalam paket"));
  else if (chain->hash.p) verify_chain(c, chain);
  verify_tables(c);
  verify_modes(c);
  verify_proofs(c);
  verify_signatures(c, roots);
}

static void free_scratch(void *scratch) { arena_free(scratch); }

static err begin(check *c, arena *a, bundle_report *out) {
  *out = (bundle_report){0};
  *c = (check){.a = a, .out = out, .scratch = arena_new(scratch_room)};
  if (!c->scratch) return ERR(a, BUSY, "Memori mesin ini tidak cukup untuk memeriksa paket.");
  arena_defer(a, free_scratch, c->scratch);
  return NULL;
}

static err finish(check *c, bool sealed, str roots) {
  survey(c);
  if (!verify_find(c, MANIFEST)) return ERR(c->a, INPUT, "Berkas ini bukan paket arsip Takar: manifest.json tidak ada di dalamnya.");
  check_contents(c, sealed, roots);
  return NULL;
}

static const zipread_limits limits = {.entries = 200000, .bytes = (size_t)256 << 30, .ratio = 1100};

err bundle_verify(arena *a, str bytes, str roots, bundle_report *out) {
  check c;
  TRY(begin(&c, a, out));
  TRY(zipread_open(a, bytes, limits, &c.zip));
  return finish(&c, zipread_seal_holds(a, bytes), roots);
}

err bundle_verify_at(arena *a, str path, str roots, bundle_report *out) {
  check c;
  TRY(begin(&c, a, out));
  TRY(zipread_open_at(a, path, limits, &c.zip));
  return finish(&c, zipread_seal_holds_at(a, path), roots);
}
