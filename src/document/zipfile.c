#include "zipfile.h"

#include <zip.h>

#include "base/hash.h"

enum { LEVEL = 6, LATER_ROOM = 512 << 20 };

/* The archive being written lives in `memory` or in the file at `path`. */
struct zipfile {
  arena *a, *scratch; /* scratch: of the entry that is being written */
  zip_t *zip;
  zip_source_t *memory;
  const char *path;
  instant at;
  bool sealed;
  const char *wrong;  /* cause of the first failure */
  struct { enum err_code code; char user[400], cause[400]; } content; /* what a content function said */
};

static void zipfile_release(void *what) {
  zipfile *z = what;
  if (z->zip) zip_discard(z->zip);
  if (z->memory) zip_source_free(z->memory);
  arena_free(z->scratch);
  z->zip = NULL;
  z->memory = NULL;
  z->scratch = NULL;
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

/* ---- where to ---- */

static zipfile *begin(arena *a, instant at) {
  zipfile *z = NEW(a, zipfile);
  *z = (zipfile){.a = a, .at = at};
  arena_defer(a, zipfile_release, z);
  return z;
}

zipfile *zipfile_new(arena *a, instant at) {
  zipfile *z = begin(a, at);
  zip_error_t e;
  zip_error_init(&e);
  z->memory = zip_source_buffer_create(NULL, 0, 0, &e);
  if (z->memory) {
    zip_source_keep(z->memory);
    z->zip = zip_open_from_source(z->memory, ZIP_TRUNCATE, &e);
    if (!z->zip) zip_source_free(z->memory);
  }
  zip_error_fini(&e);
  if (!z->zip) z->wrong = "cannot open an archive in memory";
  return z;
}

zipfile *zipfile_new_at(arena *a, instant at, str path) {
  zipfile *z = begin(a, at);
  z->path = str_z(a, path);
  z->zip = zip_open(z->path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  if (!z->zip) z->wrong = "cannot make the file";
  return z;
}

/* ---- entries ---- */

/* Time stamps in the archive's own form: UTC, two seconds fine, 1980 to 2107. */
static void stamp(zip_t *zip, zip_uint64_t i, instant at) {
  local t = instant_local(at, 0);
  ymd day = date_ymd(t.day);
  if (day.y < 1980 || day.y > 2107) day = (ymd){1980, 1, 1};
  unsigned clock = (unsigned)(t.minute / 60) << 11 | (unsigned)(t.minute % 60) << 5 | (unsigned)t.second / 2;
  unsigned date_bits = (unsigned)(day.y - 1980) << 9 | (unsigned)day.m << 5 | (unsigned)day.d;
  zip_file_set_dostime(zip, i, (zip_uint16_t)clock, (zip_uint16_t)date_bits, 0);
}

/* `file` is made before the source: a full arena must not leave a source that nobody holds. */
static void add(zipfile *z, const char *file, zip_source_t *source, bool stored) {
  zip_int64_t i = source && zipfile_name_ok(str_of(file)) ? zip_file_add(z->zip, file, source, ZIP_FL_ENC_UTF_8) : -1;
  if (i < 0) {
    if (source) zip_source_free(source);
    z->wrong = "bad name, name twice, or no memory";
    return;
  }
  zip_set_file_compression(z->zip, (zip_uint64_t)i, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, stored ? 0 : LEVEL);
  zip_file_set_external_attributes(z->zip, (zip_uint64_t)i, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16);
  stamp(z->zip, (zip_uint64_t)i, z->at);
}

static void add_bytes(zipfile *z, str name, str bytes, bool stored) {
  const char *file = str_z(z->a, name);
  if (!z->wrong) add(z, file, zip_source_buffer(z->zip, bytes.n ? bytes.p : "", bytes.n, 0), stored);
}
void zipfile_add(zipfile *z, str name, str bytes) { add_bytes(z, name, bytes, false); }
void zipfile_add_stored(zipfile *z, str name, str bytes) { add_bytes(z, name, bytes, true); }

/* ---- entries whose bytes come when they are written ---- */

typedef struct later {
  zipfile *z;
  zipfile_content content;
  void *what;
  size_t size, at;
  str bytes;
} later;

static void keep_failure(zipfile *z, err e) {
  z->content.code = e->code;
  snprintf(z->content.user, sizeof z->content.user, "%.*s", STR_ARG(e->user));
  snprintf(z->content.cause, sizeof z->content.cause, "%.*s", STR_ARG(e->cause));
}

/* Not inlined: nothing of it may live across the setjmp below. */
__attribute__((noinline)) static bool fetch(later *l) {
  arena *a = l->z->scratch;
  err e = l->content(l->what, a, &l->bytes);
  if (!e && l->bytes.n != l->size) e = ERR_CAUSE(a, "zip: an entry has %zu bytes instead of %zu", l->bytes.n, l->size);
  arena_uncatch(a);
  if (e) keep_failure(l->z, e);
  return !e;
}

/* A full arena must not jump out of libzip: the boundary stands here. */
static bool load(later *l) {
  zipfile *z = l->z;
  if (!z->scratch) z->scratch = arena_new(LATER_ROOM);
  if (!z->scratch) return false;
  l->at = 0;
  if (setjmp(*arena_catch(z->scratch)) != 0) return false;
  return fetch(l);
}

static zip_int64_t take(later *l, void *into, zip_uint64_t room) {
  size_t n = l->size - l->at < room ? l->size - l->at : room;
  memcpy(into, l->bytes.p + l->at, n);
  l->at += n;
  return (zip_int64_t)n;
}

static zip_int64_t describe(const later *l, zip_stat_t *st) {
  zip_stat_init(st);
  st->size = st->comp_size = l->size;
  st->comp_method = ZIP_CM_STORE;
  st->encryption_method = ZIP_EM_NONE;
  st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  return sizeof *st;
}

static zip_int64_t later_source(void *what, void *data, zip_uint64_t n, zip_source_cmd_t command) {
  later *l = what;
  switch (command) {
  case ZIP_SOURCE_OPEN: return load(l) ? 0 : -1;
  case ZIP_SOURCE_READ: return take(l, data, n);
  case ZIP_SOURCE_CLOSE: return arena_reset(l->z->scratch), 0;
  case ZIP_SOURCE_STAT: return describe(l, data);
  case ZIP_SOURCE_ERROR: return n >= 2 * sizeof(int) ? (((int *)data)[0] = ZIP_ER_READ, ((int *)data)[1] = 0, (zip_int64_t)(2 * sizeof(int))) : -1;
  case ZIP_SOURCE_FREE: return 0;
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
  default: return -1;
  }
}

void zipfile_add_later(zipfile *z, str name, size_t size, bool stored, zipfile_content content, void *what) {
  if (z->wrong) return;
  later *l = NEW(z->a, later);
  *l = (later){.z = z, .content = content, .what = what, .size = size};
  const char *file = str_z(z->a, name);
  add(z, file, zip_source_function(z->zip, later_source, l), stored);
}

/* ---- the seal ---- */

void zipfile_seal(zipfile *z) { z->sealed = true; }

/* Room for the seal, as the comment at the very end. */
static bool comment(zipfile *z) {
  str mark = ZIPFILE_SEAL;
  char text[ZIPFILE_HASH + 32] = {0};
  memcpy(text, mark.p, mark.n);
  memset(text + mark.n, '0', ZIPFILE_HASH);
  return zip_set_archive_comment(z->zip, text, (zip_uint16_t)(mark.n + ZIPFILE_HASH)) == 0;
}

static void seal_memory(zipfile *z, str bytes) {
  str hash = sha256_hex(z->a, str_sub(bytes, 0, bytes.n - ZIPFILE_SEAL.n - ZIPFILE_HASH));
  memcpy((char *)(uintptr_t)bytes.p + bytes.n - ZIPFILE_HASH, hash.p, ZIPFILE_HASH);
}

static bool seal_file(zipfile *z) {
  FILE *f = fopen(z->path, "r+b");
  sha256_stream *sum = sha256_stream_new(z->a);
  bool ok = f && fseeko(f, 0, SEEK_END) == 0 && sha256_stream_file(sum, f, ftello(f) - (int64_t)ZIPFILE_SEAL.n - ZIPFILE_HASH);
  ok = ok && fseeko(f, -ZIPFILE_HASH, SEEK_END) == 0 && fwrite(sha256_stream_hex(z->a, sum).p, 1, ZIPFILE_HASH, f) == ZIPFILE_HASH;
  if (f && fclose(f) != 0) ok = false;
  return ok;
}

/* ---- the end ---- */

static void close_archive(zipfile *z) {
  if (!z->wrong && z->sealed && !comment(z)) z->wrong = "no room for the seal";
  if (!z->wrong && zip_close(z->zip) == 0) z->zip = NULL;
  else if (!z->wrong) z->wrong = "cannot close";
}

static err said(zipfile *z) {
  zipfile_release(z);
  if (!z->wrong) return NULL;
  if (!z->content.code) return ERR_CAUSE(z->a, "zip: %s", z->wrong);
  err e = err_new(z->a, z->content.code, __FILE__, __LINE__, "%s", z->content.user);
  e->cause = str_of(z->content.cause);
  return e;
}

static bool take_memory(zipfile *z, str *bytes) {
  zip_stat_t st;
  if (zip_source_stat(z->memory, &st) < 0 || !(st.valid & ZIP_STAT_SIZE)) return false;
  char *p = arena_alloc(z->a, st.size);
  if (zip_source_open(z->memory) < 0) return false;
  bool all = zip_source_read(z->memory, p, st.size) == (zip_int64_t)st.size;
  zip_source_close(z->memory);
  *bytes = (str){p, st.size};
  if (all && z->sealed) seal_memory(z, *bytes);
  return all;
}

err zipfile_finish(zipfile *z, str *bytes) {
  close_archive(z);
  if (!z->wrong && !take_memory(z, bytes)) z->wrong = "cannot read back";
  return said(z);
}

err zipfile_finish_at(zipfile *z) {
  close_archive(z);
  if (!z->wrong && z->sealed && !seal_file(z)) z->wrong = "cannot seal";
  return said(z);
}
