#include "zipfile.h"

#include <zip.h>

#include "base/hash.h"

enum { FREE_RATIO = 64 << 10, LEVEL = 6, HASH = 64 };
static const str seal_mark = SC("takar-sha256:");

/* The archive being written lives in `memory`; both are given back when the arena goes. */
struct zipfile {
  arena *a;
  zip_t *zip;
  zip_source_t *memory;
  instant at;
  bool sealed;
  const char *wrong; /* cause of the first failure */
};

static void zipfile_release(void *what) {
  zipfile *z = what;
  if (z->zip) zip_discard(z->zip);
  if (z->memory) zip_source_free(z->memory);
  z->zip = NULL;
  z->memory = NULL;
}

static bool open_memory(zipfile *z, str bytes, int flags) {
  zip_error_t e;
  zip_error_init(&e);
  z->memory = zip_source_buffer_create(bytes.n ? bytes.p : NULL, bytes.n, 0, &e);
  if (z->memory) {
    zip_source_keep(z->memory);
    z->zip = zip_open_from_source(z->memory, flags, &e);
    if (!z->zip) zip_source_free(z->memory);
  }
  zip_error_fini(&e);
  return z->zip != NULL;
}

/* ---- names ---- */

static bool part_ok(str part) {
  if (!part.n || str_eq(part, S(".")) || str_eq(part, S(".."))) return false;
  for (size_t i = 0; i < part.n; i++) {
    unsigned char c = (unsigned char)part.p[i];
    if (c < 0x20 || c == 0x7f || c == '\\' || c == ':') return false;
  }
  return true;
}

bool zipfile_name_ok(str name) {
  if (!name.n || name.n > 240 || !str_utf8_ok(name)) return false;
  for (str part, rest = name; rest.p;) {
    rest = str_cut(rest, '/', &part);
    if (!part_ok(part)) return false;
  }
  return true;
}

/* ---- writing ---- */

zipfile *zipfile_new(arena *a, instant at) {
  zipfile *z = NEW(a, zipfile);
  *z = (zipfile){.a = a, .at = at};
  arena_defer(a, zipfile_release, z);
  if (!open_memory(z, STR_NONE, ZIP_TRUNCATE)) z->wrong = "cannot open an archive in memory";
  return z;
}

/* Time stamps in the archive's own form: UTC, two seconds fine, 1980 to 2107. */
static void stamp(zip_t *zip, zip_uint64_t i, instant at) {
  local t = instant_local(at, 0);
  ymd day = date_ymd(t.day);
  if (day.y < 1980 || day.y > 2107) day = (ymd){1980, 1, 1};
  unsigned clock = (unsigned)(t.minute / 60) << 11 | (unsigned)(t.minute % 60) << 5 | (unsigned)t.second / 2;
  unsigned date_bits = (unsigned)(day.y - 1980) << 9 | (unsigned)day.m << 5 | (unsigned)day.d;
  zip_file_set_dostime(zip, i, (zip_uint16_t)clock, (zip_uint16_t)date_bits, 0);
}

static void add(zipfile *z, str name, str bytes, int method) {
  if (z->wrong) return;
  if (!zipfile_name_ok(name)) {
    z->wrong = "bad name";
    return;
  }
  const char *file = str_z(z->a, name);
  zip_source_t *source = zip_source_buffer(z->zip, bytes.n ? bytes.p : "", bytes.n, 0);
  zip_int64_t i = source ? zip_file_add(z->zip, file, source, ZIP_FL_ENC_UTF_8) : -1;
  if (i < 0) {
    if (source) zip_source_free(source);
    z->wrong = "name twice, or no memory";
    return;
  }
  zip_set_file_compression(z->zip, (zip_uint64_t)i, method, method == ZIP_CM_DEFLATE ? LEVEL : 0);
  zip_file_set_external_attributes(z->zip, (zip_uint64_t)i, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16);
  stamp(z->zip, (zip_uint64_t)i, z->at);
}

void zipfile_add(zipfile *z, str name, str bytes) { add(z, name, bytes, ZIP_CM_DEFLATE); }
void zipfile_add_stored(zipfile *z, str name, str bytes) { add(z, name, bytes, ZIP_CM_STORE); }

/* ---- the seal ---- */

void zipfile_seal(zipfile *z) { z->sealed = true; }

/* Room for the seal, as the comment at the very end. */
static bool comment(zipfile *z) {
  char text[HASH + 32] = {0};
  memcpy(text, seal_mark.p, seal_mark.n);
  memset(text + seal_mark.n, '0', HASH);
  return zip_set_archive_comment(z->zip, text, (zip_uint16_t)(seal_mark.n + HASH)) == 0;
}

static str seal_of(arena *a, str bytes) { return sha256_hex(a, str_sub(bytes, 0, bytes.n - seal_mark.n - HASH)); }

bool zipfile_seal_holds(arena *a, str bytes) {
  size_t n = seal_mark.n + HASH;
  if (bytes.n < n || !str_starts(str_from(bytes, bytes.n - n), seal_mark)) return false;
  return str_eq(str_from(bytes, bytes.n - HASH), seal_of(a, bytes));
}

static bool take_memory(zipfile *z, str *bytes) {
  zip_stat_t st;
  if (zip_source_stat(z->memory, &st) < 0 || !(st.valid & ZIP_STAT_SIZE)) return false;
  char *p = arena_alloc(z->a, st.size);
  if (zip_source_open(z->memory) < 0) return false;
  bool all = zip_source_read(z->memory, p, st.size) == (zip_int64_t)st.size;
  zip_source_close(z->memory);
  *bytes = (str){p, st.size};
  if (all && z->sealed) memcpy(p + st.size - HASH, seal_of(z->a, *bytes).p, HASH);
  return all;
}

err zipfile_finish(zipfile *z, str *bytes) {
  if (!z->wrong && z->sealed && !comment(z)) z->wrong = "no room for the seal";
  if (!z->wrong && zip_close(z->zip) == 0) z->zip = NULL;
  else if (!z->wrong) z->wrong = "cannot close";
  if (!z->wrong && !take_memory(z, bytes)) z->wrong = "cannot read back";
  zipfile_release(z);
  return z->wrong ? ERR_CAUSE(z->a, "zip: %s", z->wrong) : NULL;
}

/* ---- reading ---- */

#define REFUSE(a, cause_text)                                                                                                    \
  do {                                                                                                                           \
    err e_ = ERR((a), INPUT, "Berkas ZIP ini tidak dapat diterima. Buat ulang berkasnya tanpa kata sandi, lalu unggah lagi.");   \
    e_->cause = S(cause_text);                                                                                                   \
    return e_;                                                                                                                   \
  } while (0)
#define TOO_LARGE(a) ERR((a), LIMIT, "Isi berkas ZIP ini terlalu besar atau terlalu banyak. Bagi menjadi beberapa berkas, lalu unggah lagi.")

static err unpack(zipfile *z, zip_uint64_t i, size_t n, str *out) {
  char *p = arena_alloc(z->a, n + 1);
  zip_file_t *f = zip_fopen_index(z->zip, i, 0);
  zip_int64_t got = f ? zip_fread(f, p, n + 1) : -1;
  if (f && zip_fclose(f) != 0) got = -1;
  if (got != (zip_int64_t)n) REFUSE(z->a, "an entry cannot be unpacked to its size");
  *out = (str){p, n};
  return NULL;
}

static err entry_check(zipfile *z, zip_uint64_t i, const zip_stat_t *st, const zipfile_limits *limits, size_t left) {
  const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if ((st->valid & needed) != needed) REFUSE(z->a, "an entry is not described");
  if (st->encryption_method != ZIP_EM_NONE) REFUSE(z->a, "encrypted");
  if (st->comp_method != ZIP_CM_STORE && st->comp_method != ZIP_CM_DEFLATE) REFUSE(z->a, "compression method");
  if (zip_name_locate(z->zip, st->name, 0) != (zip_int64_t)i) REFUSE(z->a, "name twice");
  if (st->size > left || (st->size > FREE_RATIO && st->size / limits->ratio > st->comp_size)) return TOO_LARGE(z->a);
  return NULL;
}

static bool is_folder(str name, const zip_stat_t *st) { return str_ends(name, S("/")) && st->size == 0; }

static err read_entries(zipfile *z, zipfile_limits limits, zipfile_entries *out) {
  zip_int64_t n = zip_get_num_entries(z->zip, 0);
  size_t left = limits.bytes;
  if (n < 0 || (size_t)n > limits.entries) return TOO_LARGE(z->a);
  for (zip_uint64_t i = 0; i < (zip_uint64_t)n; i++) {
    zip_stat_t st;
    zipfile_entry e = {0};
    if (zip_stat_index(z->zip, i, 0, &st) < 0) REFUSE(z->a, "an entry cannot be read");
    TRY(entry_check(z, i, &st, &limits, left));
    e.name = str_copy(z->a, str_of(st.name));
    bool folder = is_folder(e.name, &st);
    if (!zipfile_name_ok(folder ? str_sub(e.name, 0, e.name.n - 1) : e.name)) REFUSE(z->a, "name of an entry");
    if (folder) continue;
    err bad = unpack(z, i, st.size, &e.bytes);
    if (bad && !limits.damaged) return bad;
    left -= st.size;
    LIST_ADD(z->a, out, e);
  }
  return NULL;
}

err zipfile_read(arena *a, str bytes, zipfile_limits limits, zipfile_entries *out) {
  zipfile *z = NEW(a, zipfile);
  z->a = a;
  arena_defer(a, zipfile_release, z);
  if (!bytes.n || !open_memory(z, bytes, ZIP_RDONLY)) REFUSE(a, "not a ZIP archive");
  err e = read_entries(z, limits, out);
  zipfile_release(z);
  return e;
}

str zipfile_get(const zipfile_entries *entries, str name) {
  for (size_t i = 0; i < entries->n; i++)
    if (str_eq(entries->v[i].name, name)) return entries->v[i].bytes;
  return STR_NONE;
}
