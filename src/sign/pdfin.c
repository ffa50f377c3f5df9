#include "pdfin.h"

static void release(void *what) {
  pdfin *f = what;
  if (f->lib->has_error(f->q)) f->lib->get_error(f->q); /* taken, or the library prints it */
  f->lib->cleanup(&f->q);
}

err pdfin_open(arena *a, str bytes, pdfin **out) {
  const qpdf_calls *lib = qpdf_lib();
  if (!lib) return ERR(a, INTERNAL, "Pustaka PDF (libqpdf29) tidak terpasang di komputer ini. Pasang paket itu, lalu coba lagi.");
  if (!str_starts(bytes, S("%PDF-"))) return ERR(a, INPUT, "Berkas ini bukan PDF.");
  pdfin *f = NEW(a, pdfin);
  *f = (pdfin){a, lib, lib->init(), bytes};
  arena_defer(a, release, f);
  lib->silence_errors(f->q);
  lib->set_suppress_warnings(f->q, QPDF_TRUE);
  lib->set_attempt_recovery(f->q, QPDF_FALSE);
  int status = lib->read_memory(f->q, "document", bytes.p, bytes.n, NULL);
  if (status == QPDF_SUCCESS && lib->is_encrypted(f->q))
    return ERR(a, INPUT, "PDF ini dikunci dengan kata sandi. Simpan ulang tanpa kata sandi, lalu coba lagi.");
  if (status != QPDF_SUCCESS || lib->get_num_pages(f->q) < 1)
    return ERR(a, INPUT, "PDF ini rusak atau tidak berhalaman. Buat ulang PDF-nya, lalu coba lagi.");
  *out = f;
  return NULL;
}

qpdf_oh pdfin_key(const pdfin *f, qpdf_oh dict, const char *key) {
  if (f->lib->oh_is_stream(f->q, dict)) dict = f->lib->oh_get_dict(f->q, dict);
  return f->lib->oh_is_dictionary(f->q, dict) ? f->lib->oh_get_key(f->q, dict, key) : f->lib->oh_new_null(f->q);
}

str pdfin_name(const pdfin *f, qpdf_oh o) { return f->lib->oh_is_name(f->q, o) ? str_copy(f->a, str_of(f->lib->oh_get_name(f->q, o))) : STR_NONE; }

str pdfin_string(const pdfin *f, qpdf_oh o) {
  size_t n = 0;
  if (!f->lib->oh_is_string(f->q, o)) return STR_NONE;
  const char *p = f->lib->oh_get_binary_string_value(f->q, o, &n);
  return str_copy(f->a, (str){p ? p : "", n});
}

str pdfin_text(const pdfin *f, qpdf_oh o) {
  size_t n = 0;
  if (!f->lib->oh_is_string(f->q, o)) return STR_NONE;
  const char *p = f->lib->oh_get_binary_utf8_value(f->q, o, &n);
  str s = {p ? p : "", n};
  return str_utf8_ok(s) ? str_copy(f->a, s) : STR_NONE;
}

int pdfin_items(const pdfin *f, qpdf_oh o) { return f->lib->oh_is_array(f->q, o) ? f->lib->oh_get_array_n_items(f->q, o) : 0; }

str_list pdfin_keys(const pdfin *f, qpdf_oh dict) {
  str_list keys = {0};
  if (f->lib->oh_is_stream(f->q, dict)) dict = f->lib->oh_get_dict(f->q, dict);
  if (!f->lib->oh_is_dictionary(f->q, dict)) return keys;
  f->lib->oh_begin_dict_key_iter(f->q, dict);
  while (f->lib->oh_dict_more_keys(f->q)) {
    str key = str_copy(f->a, str_of(f->lib->oh_dict_next_key(f->q)));
    LIST_ADD(f->a, &keys, key);
  }
  return keys;
}

bool pdfin_stream(const pdfin *f, qpdf_oh stream, bool decoded, str *data) {
  unsigned char *p = NULL;
  size_t n = 0;
  QPDF_BOOL filtered = QPDF_FALSE;
  int status = f->lib->oh_get_stream_data(f->q, stream, decoded ? qpdf_dl_all : qpdf_dl_none, &filtered, &p, &n);
  bool ok = !(status & QPDF_ERRORS) && (!decoded || filtered);
  if (ok) *data = str_copy(f->a, (str){p ? (char *)p : "", n});
  free(p);
  return ok;
}

str pdfin_unparse(const pdfin *f, qpdf_oh o) { return str_copy(f->a, str_of(f->lib->oh_unparse(f->q, o))); }

static const pdfin_entry *entry(const pdfin_entry *entries, size_t n, str key) {
  for (size_t i = 0; i < n; i++)
    if (str_eq(str_of(entries[i].key), key)) return &entries[i];
  return NULL;
}

/* A name with the escapes that qpdf took away. */
static void put_name(buf *b, str name) {
  for (size_t i = 0; i < name.n; i++) {
    unsigned char c = (unsigned char)name.p[i];
    if (i && (c <= ' ' || c > '~' || strchr("#()<>[]{}/%", c))) buf_fmt(b, "#%02x", c);
    else buf_char(b, (char)c);
  }
}

str pdfin_dict_with(const pdfin *f, qpdf_oh dict, const pdfin_entry *entries, size_t n) {
  str_list keys = pdfin_keys(f, dict);
  buf b = BUF(f->a);
  buf_z(&b, "<<");
  for (size_t i = 0; i < keys.n; i++) {
    if (entry(entries, n, keys.v[i])) continue;
    buf_char(&b, ' ');
    put_name(&b, keys.v[i]);
    buf_char(&b, ' ');
    buf_add(&b, pdfin_unparse(f, pdfin_key(f, dict, str_z(f->a, keys.v[i]))));
  }
  for (size_t i = 0; i < n; i++)
    if (entries[i].value.p) buf_fmt(&b, " %s %.*s", entries[i].key, STR_ARG(entries[i].value));
  buf_z(&b, " >>");
  return buf_str(&b);
}
