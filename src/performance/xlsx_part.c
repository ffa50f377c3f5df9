#include "xlsx_part.h"

#include <zip.h>

#include "xlsx_read.h"

enum { FIRST = 1 << 10, ALWAYS_ALLOWED = 1 << 20 };
static const uint64_t most_bytes = (uint64_t)1 << 29;

static void close_file(void *what) {
  zip_file_t **file = what;
  if (*file) zip_fclose(*file);
  *file = NULL;
}

str part_attr_of(part_attrs attrs, str name) {
  for (size_t i = 0; i < attrs.n; i++)
    if (str_eq(attrs.v[i].name, name)) return attrs.v[i].value;
  return STR_NONE;
}

static err broken(arena *a, str name, const char *why) {
  err e = ERR(a, INPUT, "Buku kerja rusak dan tidak dapat dibaca. Simpan ulang sebagai XLSX, lalu coba lagi.");
  e->cause = str_fmt(a, "%.*s: %s", STR_ARG(name), why);
  return e;
}

static err too_large(arena *a) {
  return ERR(a, LIMIT, "Buku kerja terlalu besar untuk dibaca. Hapus baris kosong dan lembar yang tidak dipakai, lalu coba lagi.");
}

/* An archive whose part grows far beyond its packed size is refused before it is unpacked. */
static err check_size(arena *a, const zip_stat_t *st) {
  bool bomb = st->size > ALWAYS_ALLOWED && st->size / XLSX_MAX_RATIO > st->comp_size;
  return st->size > most_bytes || bomb ? too_large(a) : NULL;
}

/* The first bytes decide how the part is read; they are handed to the way that was chosen. */
typedef struct feeding {
  arena *a;
  zip_file_t *file;
  const part_reader *r;
  str name;
  xml_way way;
} feeding;

static err feed_piece(feeding *f, size_t n, bool last) {
  const char *why = f->way.take(f->way.state, n, last);
  if (*f->r->e) return *f->r->e;
  return why ? broken(f->a, f->name, why) : NULL;
}

static err choose(feeding *f, uint64_t *total) {
  char first[FIRST];
  zip_int64_t n = zip_fread(f->file, first, FIRST);
  if (n < 0) return broken(f->a, f->name, "cannot be unpacked");
  f->way = (xml_scan_fits((str){first, (size_t)n}) ? xml_by_scan : xml_by_expat)(f->a, f->r);
  size_t space;
  char *room = f->way.room(f->way.state, &space);
  if (!room) return broken(f->a, f->name, "no memory");
  ENSURE(space >= FIRST);
  memcpy(room, first, (size_t)n);
  *total = (uint64_t)n;
  return n ? feed_piece(f, (size_t)n, false) : NULL;
}

static err feed(feeding *f, uint64_t allowed) {
  uint64_t total;
  TRY(choose(f, &total));
  for (bool last = false; !last;) {
    size_t space;
    char *room = f->way.room(f->way.state, &space);
    if (!room) return broken(f->a, f->name, "no memory");
    zip_int64_t n = zip_fread(f->file, room, space);
    if (n < 0) return broken(f->a, f->name, "cannot be unpacked");
    total += (uint64_t)n;
    if (total > allowed) return too_large(f->a);
    last = n == 0;
    TRY(feed_piece(f, (size_t)n, last));
  }
  return NULL;
}

err xlsx_part(arena *a, zip_t *zip, str name, const part_reader *r, bool *there) {
  zip_stat_t st;
  zip_stat_init(&st);
  *there = zip_stat(zip, str_z(a, name), 0, &st) == 0 && (st.valid & ZIP_STAT_SIZE) && (st.valid & ZIP_STAT_COMP_SIZE);
  if (!*there) return NULL;
  TRY(check_size(a, &st));
  feeding *f = NEW(a, feeding);
  *f = (feeding){.a = a, .r = r, .name = name};
  arena_defer(a, close_file, &f->file);
  f->file = zip_fopen_index(zip, st.index, 0);
  if (!f->file) return broken(a, name, "cannot be opened");
  err e = feed(f, st.size);
  close_file(&f->file);
  return e;
}
