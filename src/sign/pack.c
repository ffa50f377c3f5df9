#include "pack.h"

#include "base/hash.h"
#include "base/json.h"

typedef struct item {
  str path, hash, bytes;
  size_t size;
  bool packed;
  zipfile_content content; /* NULL: the bytes are here */
  void *what;
} item;
enum { MOST_LIST = 1 << 30, SCRATCH_ROOM = 512 << 20 };

struct pack {
  arena *a, *scratch; /* scratch: of one file */
  pack_cycle cycle;
  LIST(item) items;
  LIST(pack_signature) signatures;
};

pack *pack_new(arena *a, const pack_cycle *c) {
  pack *p = NEW(a, pack);
  *p = (pack){.a = a, .cycle = *c};
  return p;
}

str pack_add(pack *p, str path, str bytes, bool packed) {
  item i = {.path = path, .hash = sha256_hex(p->a, bytes), .bytes = bytes, .size = bytes.n, .packed = packed};
  LIST_ADD(p->a, &p->items, i);
  return i.hash;
}

void pack_add_later(pack *p, str path, size_t size, str hash, bool packed, zipfile_content content, void *what) {
  item i = {.path = path, .hash = hash, .size = size, .packed = packed, .content = content, .what = what};
  LIST_ADD(p->a, &p->items, i);
}

/* ---- a look at what is written later ---- */

typedef struct look { zipfile_content content; void *what; size_t size; str hash; err failed; } look;

/* Not inlined: nothing of it may live across the setjmp below. */
__attribute__((noinline)) static void look_at(pack *p, look *l) {
  str bytes;
  err e = l->content(l->what, p->scratch, &bytes);
  arena_uncatch(p->scratch);
  l->failed = e ? err_copy(p->a, e) : NULL;
  if (e) return;
  l->size = bytes.n;
  l->hash = sha256_hex(p->a, bytes);
}

static void free_scratch(void *scratch) { arena_free(scratch); }

static bool guarded(pack *p, look *l) {
  if (!p->scratch) {
    p->scratch = arena_new(SCRATCH_ROOM);
    if (!p->scratch) return false;
    arena_defer(p->a, free_scratch, p->scratch);
  }
  arena_reset(p->scratch);
  if (setjmp(*arena_catch(p->scratch)) != 0) return false;
  look_at(p, l);
  return true;
}

err pack_add_unseen(pack *p, str path, bool packed, zipfile_content content, void *what, str *hash) {
  look l = {.content = content, .what = what};
  if (!guarded(p, &l)) return ERR(p->a, LIMIT, "Berkas “%.*s” terlalu besar untuk satu paket.", STR_ARG(path));
  if (l.failed) return l.failed;
  pack_add_later(p, path, l.size, l.hash, packed, content, what);
  *hash = l.hash;
  return NULL;
}

bool pack_has(const pack *p, str path) {
  for (size_t i = 0; i < p->items.n; i++)
    if (str_eq(p->items.v[i].path, path)) return true;
  return false;
}

void pack_signed(pack *p, pack_signature s) { LIST_ADD(p->a, &p->signatures, s); }

str pack_audit_line(arena *a, const audit_entry *e) {
  json j = JSON(a);
  json_open(&j, '{');
  json_ki(&j, S("chain"), e->chain);
  json_ki(&j, S("n"), e->n);
  json_ki(&j, S("at"), e->at.s);
  json_ki(&j, S("account"), e->account);
  json_kt(&j, S("name"), e->name);
  json_kt(&j, S("as"), e->as);
  json_kt(&j, S("action"), e->action);
  json_kt(&j, S("payload"), e->payload);
  json_kt(&j, S("prev"), e->prev);
  json_kt(&j, S("hash"), e->hash);
  json_close(&j, '}');
  return json_str(&j);
}

static void manifest_cycle(json *j, arena *a, const pack_cycle *c) {
  json_key(j, S("siklus"));
  json_open(j, '{');
  json_ki(j, S("id"), c->id);
  json_kt(j, S("perangkat_daerah"), c->office);
  json_kt(j, S("kode"), c->office_code);
  json_kt(j, S("sop"), c->sop);
  json_kt(j, S("versi_sop"), c->sop_version);
  json_ki(j, S("tahun"), c->year);
  json_ki(j, S("triwulan"), c->quarter);
  json_kt(j, S("keadaan"), c->running ? S("berjalan") : S("selesai"));
  json_kt(j, S("dibuka"), instant_iso(a, c->opened));
  json_kt(j, S("ditutup"), instant_some(c->closed) ? instant_iso(a, c->closed) : STR_NONE);
  json_close(j, '}');
}

static void manifest_files(json *j, const pack *p) {
  json_key(j, S("berkas"));
  json_open(j, '[');
  for (size_t i = 0; i < p->items.n; i++) {
    json_open(j, '{');
    json_kt(j, S("nama"), p->items.v[i].path);
    json_ki(j, S("ukuran"), (int64_t)p->items.v[i].size);
    json_kt(j, S("sha256"), p->items.v[i].hash);
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void manifest_signatures(json *j, const pack *p) {
  json_key(j, S("tanda_tangan"));
  json_open(j, '[');
  for (size_t i = 0; i < p->signatures.n; i++) {
    const pack_signature *s = &p->signatures.v[i];
    json_open(j, '{');
    json_kt(j, S("berkas"), s->path);
    json_ki(j, S("ke"), s->n);
    json_kt(j, S("cara"), s->mode);
    json_kt(j, S("penanda_tangan"), s->by);
    json_kt(j, S("sertifikat"), s->certificate);
    json_kt(j, S("pada"), instant_iso(p->a, s->at));
    json_close(j, '}');
  }
  json_close(j, ']');
}

static str manifest(const pack *p, int64_t n, str head) {
  json j = JSON(p->a);
  j.out.max = MOST_LIST;
  json_open(&j, '{');
  json_kt(&j, S("format"), PACK_FORMAT);
  manifest_cycle(&j, p->a, &p->cycle);
  json_key(&j, S("rantai"));
  json_open(&j, '{');
  json_ki(&j, S("entri"), n);
  json_kt(&j, S("kepala"), head);
  json_close(&j, '}');
  manifest_signatures(&j, p);
  manifest_files(&j, p);
  json_close(&j, '}');
  return json_str(&j);
}

static str checksums(const pack *p, str manifest_bytes) {
  buf out = BUF(p->a);
  out.max = MOST_LIST;
  buf_fmt(&out, "%.*s  manifest.json\n", STR_ARG(sha256_hex(p->a, manifest_bytes)));
  for (size_t i = 0; i < p->items.n; i++) buf_fmt(&out, "%.*s  %.*s\n", STR_ARG(p->items.v[i].hash), STR_ARG(p->items.v[i].path));
  return buf_str(&out);
}

/* What was promised must come: the manifest that names it is written already. */
static err promised(void *what, arena *a, str *bytes) {
  const item *i = what;
  TRY(i->content(i->what, a, bytes));
  if (str_eq(sha256_hex(a, *bytes), i->hash)) return NULL;
  err e = ERR(a, INTERNAL, "Berkas “%.*s” di penyimpanan tidak sama lagi dengan saat dicatat, jadi paket tidak dibuat. Pulihkan dari cadangan.", STR_ARG(i->path));
  e->cause = S("pack: the stored bytes are not those of their hash");
  return e;
}

/* The manifest is made last and stands first. */
static void write_all(pack *p, zipfile *z, int64_t n, str head) {
  str m = manifest(p, n, head);
  zipfile_seal(z);
  zipfile_add(z, S("manifest.json"), m);
  zipfile_add(z, S("SHA256SUMS"), checksums(p, m));
  for (size_t i = 0; i < p->items.n; i++) {
    item *x = &p->items.v[i];
    if (x->content) zipfile_add_later(z, x->path, x->size, x->packed, promised, x);
    else (x->packed ? zipfile_add_stored : zipfile_add)(z, x->path, x->bytes);
  }
}

static instant moment(const pack *p) { return p->cycle.running ? p->cycle.opened : p->cycle.closed; }

err pack_finish(pack *p, int64_t n, str head, str *zip_bytes) {
  zipfile *z = zipfile_new(p->a, moment(p));
  write_all(p, z, n, head);
  return zipfile_finish(z, zip_bytes);
}

err pack_finish_at(pack *p, int64_t n, str head, str path) {
  zipfile *z = zipfile_new_at(p->a, moment(p), path);
  write_all(p, z, n, head);
  return zipfile_finish_at(z);
}
