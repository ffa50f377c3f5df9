#include "xlsx_part.h"

#include <expat.h>
#include <zip.h>

#include "xlsx_read.h"

enum { PIECE = 32 << 10, ALWAYS_ALLOWED = 1 << 20 };
static const uint64_t most_bytes = (uint64_t)1 << 29;

/* What must be given back, also when the arena is reset in the middle. */
typedef struct open_part {
  XML_Parser parser;
  zip_file_t *file;
  const part_reader *reader;
  bool doctype;
} open_part;

static void close_part(void *what) {
  open_part *o = what;
  if (o->parser) XML_ParserFree(o->parser);
  if (o->file) zip_fclose(o->file);
  o->parser = NULL;
  o->file = NULL;
}

static const char *local(const char *name) {
  const char *after = name;
  for (const char *c = name; *c; c++)
    if (*c == ':') after = c + 1;
  return after;
}

static bool failed(open_part *o) {
  if (*o->reader->e) XML_StopParser(o->parser, XML_FALSE);
  return *o->reader->e != NULL;
}

static void XMLCALL on_start(void *what, const char *name, const char **attrs) {
  open_part *o = what;
  if (!*o->reader->e && o->reader->start) o->reader->start(o->reader->ctx, local(name), attrs);
  (void)failed(o);
}

static void XMLCALL on_end(void *what, const char *name) {
  open_part *o = what;
  if (!*o->reader->e && o->reader->end) o->reader->end(o->reader->ctx, local(name));
  (void)failed(o);
}

static void XMLCALL on_text(void *what, const char *p, int n) {
  open_part *o = what;
  if (!*o->reader->e && o->reader->text) o->reader->text(o->reader->ctx, (str){p, (size_t)n});
  (void)failed(o);
}

/* No program that makes workbooks writes a document type; entities are only good for mischief. */
static void XMLCALL on_doctype(void *what, const char *name, const char *system_id, const char *public_id, int internal) {
  open_part *o = what;
  (void)name, (void)system_id, (void)public_id, (void)internal;
  o->doctype = true;
  XML_StopParser(o->parser, XML_FALSE);
}

str xlsx_attr(const char **attrs, const char *name) {
  for (; attrs[0]; attrs += 2)
    if (!strcmp(local(attrs[0]), name)) return str_of(attrs[1]);
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

static err feed(arena *a, open_part *o, str name, uint64_t allowed) {
  uint64_t total = 0;
  for (bool last = false; !last;) {
    void *room = XML_GetBuffer(o->parser, PIECE);
    if (!room) return broken(a, name, "no memory");
    zip_int64_t n = zip_fread(o->file, room, PIECE);
    if (n < 0) return broken(a, name, "cannot be unpacked");
    total += (uint64_t)n;
    if (total > allowed) return too_large(a);
    last = n == 0;
    enum XML_Status s = XML_ParseBuffer(o->parser, (int)n, last);
    if (*o->reader->e) return *o->reader->e;
    if (o->doctype) return broken(a, name, "document type");
    if (s != XML_STATUS_OK) return broken(a, name, XML_ErrorString(XML_GetErrorCode(o->parser)));
  }
  return NULL;
}

err xlsx_part(arena *a, zip_t *zip, str name, const part_reader *r, bool *there) {
  zip_stat_t st;
  zip_stat_init(&st);
  *there = zip_stat(zip, str_z(a, name), 0, &st) == 0 && (st.valid & ZIP_STAT_SIZE) && (st.valid & ZIP_STAT_COMP_SIZE);
  if (!*there) return NULL;
  TRY(check_size(a, &st));
  open_part *o = NEW(a, open_part);
  o->reader = r;
  arena_defer(a, close_part, o);
  o->file = zip_fopen_index(zip, st.index, 0);
  o->parser = XML_ParserCreate(NULL);
  if (!o->file || !o->parser) return broken(a, name, "cannot be opened");
  XML_SetUserData(o->parser, o);
  XML_SetElementHandler(o->parser, on_start, on_end);
  XML_SetCharacterDataHandler(o->parser, on_text);
  XML_SetStartDoctypeDeclHandler(o->parser, on_doctype);
  err e = feed(a, o, name, st.size);
  close_part(o);
  return e;
}
