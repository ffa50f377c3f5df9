#include "steps/attach.h"

#include <magic.h>

#include "base/hash.h"
#include "performance/performance_sql.h"
#include "store/blob.h"

enum { NAME_MAX_BYTES = 180 };

/* What may be attached: type as libmagic sees it, the words for it, and whether it can be a scan of paper. */
static const struct { const char *media, *words; bool scan; } accepted[] = {
    {"application/pdf", "PDF", true},
    {"image/jpeg", "JPEG", true},
    {"image/png", "PNG", true},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", false},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", false},
    {"application/vnd.oasis.opendocument.text", "ODT", false},
    {"application/vnd.oasis.opendocument.spreadsheet", "ODS", false},
    {"text/plain", "teks", false},
    {"text/csv", "CSV", false},
};

static void close_magic(void *m) { magic_close(m); }

static err sniff(arena *a, str bytes, str *media) {
  magic_t m = magic_open(MAGIC_MIME_TYPE);
  if (!m) return ERR_CAUSE(a, "libmagic: out of memory");
  arena_defer(a, close_magic, m);
  if (magic_load(m, NULL) != 0) return ERR_CAUSE(a, "libmagic: %s", magic_error(m));
  const char *type = magic_buffer(m, bytes.p, bytes.n);
  if (!type) return ERR_CAUSE(a, "libmagic: %s", magic_error(m));
  *media = str_copy(a, str_of(type));
  return NULL;
}

/* The last part of a path, without characters that a file name should not have. */
static str clean_name(arena *a, str name) {
  for (size_t i = 0; i < name.n; i++)
    if (name.p[i] == '/' || name.p[i] == '\\') {
      name = str_from(name, i + 1);
      i = (size_t)-1;
    }
  buf b = BUF(a);
  name = str_utf8_head(name, NAME_MAX_BYTES);
  for (size_t i = 0; i < name.n; i++) {
    unsigned char c = (unsigned char)name.p[i];
    buf_char(&b, c < 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>' ? '_' : (char)c);
  }
  str s = str_trim(buf_str(&b));
  return s.n && str_utf8_ok(s) ? s : S("berkas");
}

/* "PDF, JPEG, PNG" */
static str words(arena *a, bool scans) {
  buf b = BUF(a);
  for (size_t i = 0; i < LEN(accepted); i++)
    if (!scans || accepted[i].scan) buf_fmt(&b, "%s%s", b.n ? ", " : "", accepted[i].words);
  return buf_str(&b);
}

err attach_take(step_call *c, const char *name, bool scan, attachment *out) {
  const field *f = fields_file(c->in, str_of(name));
  if (!f) return ERR_FIELD(c->a, str_of(name), "Pilih berkas yang akan dilampirkan.");
  bool fits = false;
  *out = (attachment){.name = clean_name(c->a, f->filename), .bytes = f->value, .hash = sha256_hex(c->a, f->value)};
  TRY(sniff(c->a, f->value, &out->media));
  for (size_t i = 0; i < LEN(accepted); i++) fits = fits || (str_eq(out->media, str_of(accepted[i].media)) && (!scan || accepted[i].scan));
  if (fits) return NULL;
  return ERR_FIELD(c->a, str_of(name), "Jenis berkas ini tidak diterima (%.*s). Yang diterima: %.*s.", STR_ARG(out->media),
                   STR_ARG(words(c->a, scan)));
}

static str payload(arena *a, const attachment *t) {
  json j = JSON(a);
  json_open(&j, '{');
  json_kt(&j, S("berkas"), t->name);
  json_kt(&j, S("sha256"), t->hash);
  json_ki(&j, S("ukuran"), (int64_t)t->bytes.n);
  json_kt(&j, S("jenis"), t->kind);
  if (t->indicator.v) json_ki(&j, S("indikator"), t->indicator.v);
  json_close(&j, '}');
  return json_str(&j);
}

err attach_store(step_call *c, const attachment *t) {
  file_id id;
  TRY(store_new_id(c->rw, c->a, c->cycle->office.region, &id.v));
  TRY(blob_put(c->rw, c->a, t->hash, t->bytes));
  TRY(sql_file_insert(c->rw, c->a, id, c->cycle->id, c->step->no, t->kind, t->indicator, t->name, t->media, (int64_t)t->bytes.n, t->hash,
                      c->who->name, c->now, NULL));
  return step_audit(c, "berkas.tambah", payload(c->a, t));
}
