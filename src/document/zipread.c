#include "zipread.h"

#include <zip.h>

#include "base/hash.h"
#include "zipfile.h"

enum { FREE_RATIO = 64 << 10, PIECE = 1 << 16 };

struct zipread {
  arena *a;
  zip_t *zip;
  zip_source_t *memory;
  zipread_entries all;
};

static void release(void *what) {
  zipread *z = what;
  if (z->zip) zip_discard(z->zip);
  if (z->memory) zip_source_free(z->memory);
  z->zip = NULL;
  z->memory = NULL;
}

#define REFUSE(a, cause_text)                                                                                                    \
  do {                                                                                                                           \
    err e_ = ERR((a), INPUT, "Berkas ZIP ini tidak dapat diterima. Buat ulang berkasnya tanpa kata sandi, lalu unggah lagi.");   \
    e_->cause = S(cause_text);                                                                                                   \
    return e_;                                                                                                                   \
  } while (0)
#define TOO_LARGE(a) ERR((a), LIMIT, "Isi berkas ZIP ini terlalu besar atau terlalu banyak. Bagi menjadi beberapa berkas, lalu unggah lagi.")

/* ---- opening ---- */

static err entry_check(zipread *z, zip_uint64_t i, const zip_stat_t *st, const zipread_limits *limits, size_t left) {
  const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((st->valid & needed) != needed) REFUSE(z->a, "an entry is not described");
  if (st->encryption_method != ZIP_EM_NONE) REFUSE(z->a, "encrypted");
  if (st->comp_method != ZIP_CM_STORE && st->comp_method != ZIP_CM_DEFLATE) REFUSE(z->a, "compression method");
  if (zip_name_locate(z->zip, st->name, 0) != (zip_int64_t)i) REFUSE(z->a, "name twice");
  if (st->size > left || (st->size > FREE_RATIO && st->size / limits->ratio > st->comp_size)) return TOO_LARGE(z->a);
  return NULL;
}

static bool is_folder(str name, const zip_stat_t *st) { return str_ends(name, S("/")) && st->size == 0; }

static err list_entries(zipread *z, zipread_limits limits) {
  zip_int64_t n = zip_get_num_entries(z->zip, 0);
  size_t left = limits.bytes;
  if (n < 0 || (size_t)n > limits.entries) return TOO_LARGE(z->a);
  for (zip_uint64_t i = 0; i < (zip_uint64_t)n; i++) {
    zip_stat_t st;
    if (zip_stat_index(z->zip, i, 0, &st) < 0) REFUSE(z->a, "an entry cannot be read");
    TRY(entry_check(z, i, &st, &limits, left));
    zipread_entry e = {str_copy(z->a, str_of(st.name)), st.size, i};
    bool folder = is_folder(e.name, &st);
    if (!zipfile_name_ok(folder ? str_sub(e.name, 0, e.name.n - 1) : e.name)) REFUSE(z->a, "name of an entry");
    if (folder) continue;
    left -= st.size;
    LIST_ADD(z->a, &z->all, e);
  }
  return NULL;
}

static zipread *begin(arena *a) {
  zipread *z = NEW(a, zipread);
  *z = (zipread){.a = a};
  arena_defer(a, release, z);
  return z;
}

err zipread_open(arena *a, str bytes, zipread_limits limits, zipread **out) {
  zipread *z = begin(a);
  zip_error_t e;
  zip_error_init(&e);
  z->memory = bytes.n ? zip_source_buffer_create(bytes.p, bytes.n, 0, &e) : NULL;
  if (z->memory) {
    zip_source_keep(z->memory);
    z->zip = zip_open_from_source(z->memory, ZIP_RDONLY, &e);
    if (!z->zip) zip_source_free(z->memory);
  }
  zip_error_fini(&e);
  if (!z->zip) REFUSE(a, "not a ZIP archive");
  return *out = z, list_entries(z, limits);
}

err zipread_open_at(arena *a, str path, zipread_limits limits, zipread **out) {
  zipread *z = begin(a);
  z->zip = zip_open(str_z(a, path), ZIP_RDONLY, NULL);
  if (!z->zip) REFUSE(a, "not a ZIP archive");
  return *out = z, list_entries(z, limits);
}

const zipread_entries *zipread_list(const zipread *z) { return &z->all; }

/* ---- entries ---- */

bool zipread_each(zipread *z, const zipread_entry *e, zipread_piece piece, void *what) {
  char bytes[PIECE];
  zip_file_t *f = zip_fopen_index(z->zip, e->at, 0);
  size_t all = 0;
  zip_int64_t n = f ? 0 : -1;
  while (f && (n = zip_fread(f, bytes, sizeof bytes)) > 0 && all <= e->size) {
    all += (size_t)n;
    if (all <= e->size) piece(what, (str){bytes, (size_t)n});
  }
  return f && zip_fclose(f) == 0 && n == 0 && all == e->size;
}

static void collect(void *what, str piece) {
  str *into = what;
  memcpy((char *)(uintptr_t)into->p + into->n, piece.p, piece.n);
  into->n += piece.n;
}

bool zipread_whole(zipread *z, arena *a, const zipread_entry *e, str *bytes) {
  *bytes = (str){arena_alloc(a, e->size), 0};
  if (zipread_each(z, e, collect, bytes)) return true;
  *bytes = STR_NONE;
  return false;
}

err zipread_all(arena *a, str bytes, zipread_limits limits, zipread_files *out) {
  zipread *z;
  err e = zipread_open(a, bytes, limits, &z);
  for (size_t i = 0; !e && i < z->all.n; i++) {
    zipread_file f = {.name = z->all.v[i].name};
    if (!zipread_whole(z, a, &z->all.v[i], &f.bytes)) REFUSE(a, "an entry cannot be unpacked to its size");
    LIST_ADD(a, out, f);
  }
  return e;
}

str zipread_get(const zipread_files *all, str name) {
  for (size_t i = 0; i < all->n; i++)
    if (str_eq(all->v[i].name, name)) return all->v[i].bytes;
  return STR_NONE;
}

/* ---- the seal ---- */

bool zipread_seal_holds(arena *a, str bytes) {
  size_t n = ZIPFILE_SEAL.n + ZIPFILE_HASH;
  if (bytes.n < n || !str_starts(str_from(bytes, bytes.n - n), ZIPFILE_SEAL)) return false;
  return str_eq(str_from(bytes, bytes.n - ZIPFILE_HASH), sha256_hex(a, str_sub(bytes, 0, bytes.n - n)));
}

static void close_file(void *f) { fclose(f); }

bool zipread_seal_holds_at(arena *a, str path) {
  char end[128] = {0};
  size_t n = ZIPFILE_SEAL.n + ZIPFILE_HASH;
  sha256_stream *sum = sha256_stream_new(a);
  FILE *f = fopen(str_z(a, path), "rb");
  if (!f) return false;
  arena_defer(a, close_file, f);
  bool read = fseeko(f, -(off_t)n, SEEK_END) == 0 && fread(end, 1, n, f) == n && sha256_stream_file(sum, f, ftello(f) - (int64_t)n);
  return read && str_starts((str){end, n}, ZIPFILE_SEAL) && str_eq(str_from((str){end, n}, ZIPFILE_SEAL.n), sha256_stream_hex(a, sum));
}
