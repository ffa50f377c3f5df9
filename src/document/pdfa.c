#include "pdfa.h"

#include "icc.h"
#include "pdf.h"
#include "qpdf.h"
#include "xml.h"

#define PRODUCER "Takar"

typedef struct pdfa {
  arena *a;
  const qpdf_calls *lib;
  qpdf_data q;
} pdfa;

static void release(void *what) {
  pdfa *f = what;
  if (!f->q) return;
  if (f->lib->has_error(f->q)) f->lib->get_error(f->q); /* taken, or the library prints it */
  f->lib->cleanup(&f->q);
  f->q = NULL;
}

static str one_line(arena *a, str text) { return str_utf8_ok(text) ? pdf_one_line(a, text) : STR_NONE; }

pdfa_meta doc_pdfa_meta(const doc *d, instant at) {
  return (pdfa_meta){.title = one_line(d->a, d->title), .subject = one_line(d->a, d->subject.n ? d->subject : d->number),
                     .author = one_line(d->a, d->author), .language = d->language.n ? d->language : S("id"), .at = at};
}

/* ---- metadata: the same in XMP and in the document information ---- */

static void xmp_text(buf *b, const char *before, str text, const char *after) {
  if (!text.n) return;
  buf_z(b, before);
  xml_escape(b, text);
  buf_z(b, after);
}

static str xmp(arena *a, const pdfa_meta *m) {
  buf b = BUF(a);
  str when = instant_iso(a, m->at);
  buf_z(&b, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
            "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>1</pdfaid:part>"
            "<pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"
            "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:format>application/pdf</dc:format>");
  xmp_text(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", m->title, "</rdf:li></rdf:Alt></dc:title>");
  xmp_text(&b, "<dc:creator><rdf:Seq><rdf:li>", m->author, "</rdf:li></rdf:Seq></dc:creator>");
  xmp_text(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", m->subject, "</rdf:li></rdf:Alt></dc:description>");
  xmp_text(&b, "<dc:language><rdf:Bag><rdf:li>", m->language, "</rdf:li></rdf:Bag></dc:language>");
  buf_fmt(&b, "</rdf:Description>\n<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"><xmp:CreatorTool>" PRODUCER
              "</xmp:CreatorTool><xmp:CreateDate>%.*s</xmp:CreateDate><xmp:ModifyDate>%.*s</xmp:ModifyDate></rdf:Description>\n",
          STR_ARG(when), STR_ARG(when));
  buf_z(&b, "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>" PRODUCER "</pdf:Producer></rdf:Description>\n"
            "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
  return buf_str(&b);
}

/* "D:20260105031500+00'00'" */
static char *pdf_date(arena *a, instant at) {
  local t = instant_local(at, 0);
  ymd d = date_ymd(t.day);
  return str_z(a, str_fmt(a, "D:%04d%02d%02d%02d%02d%02d+00'00'", d.y, d.m, d.d, t.minute / 60, t.minute % 60, t.second));
}

static void set_text(pdfa *f, qpdf_oh dict, const char *key, const char *utf8) {
  f->lib->oh_replace_key(f->q, dict, key, f->lib->oh_new_unicode_string(f->q, utf8));
}

static void set_info(pdfa *f, const pdfa_meta *m) {
  const struct { const char *key; str text; } given[] = {{"/Title", m->title}, {"/Subject", m->subject}, {"/Author", m->author}};
  qpdf_oh info = f->lib->oh_new_dictionary(f->q);
  for (size_t i = 0; i < LEN(given); i++)
    if (given[i].text.n) set_text(f, info, given[i].key, str_z(f->a, given[i].text));
  set_text(f, info, "/Creator", PRODUCER);
  set_text(f, info, "/Producer", PRODUCER);
  set_text(f, info, "/CreationDate", pdf_date(f->a, m->at));
  set_text(f, info, "/ModDate", pdf_date(f->a, m->at));
  f->lib->oh_replace_key(f->q, f->lib->get_trailer(f->q), "/Info", f->lib->make_indirect_object(f->q, info));
}

/* ---- the catalog ---- */

/* A new stream with the keys of a dictionary given as PDF text. */
static qpdf_oh stream_of(pdfa *f, str bytes, const char *const keys[][2], size_t n) {
  const qpdf_calls *lib = f->lib;
  qpdf_oh stream = lib->oh_new_stream(f->q), none = lib->oh_new_null(f->q), dict = lib->oh_get_dict(f->q, stream);
  lib->oh_replace_stream_data(f->q, stream, (const unsigned char *)bytes.p, bytes.n, none, none);
  for (size_t i = 0; i < n; i++) lib->oh_replace_key(f->q, dict, keys[i][0], lib->oh_parse(f->q, keys[i][1]));
  return stream;
}

static void set_intent(pdfa *f, qpdf_oh root) {
  static const char *const keys[][2] = {{"/N", "3"}};
  const qpdf_calls *lib = f->lib;
  qpdf_oh list = lib->oh_new_array(f->q);
  qpdf_oh intent = lib->oh_parse(f->q, "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) "
                                            "/RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) >>");
  lib->oh_replace_key(f->q, intent, "/DestOutputProfile", stream_of(f, icc_files[0].bytes, keys, LEN(keys)));
  lib->oh_append_item(f->q, list, lib->make_indirect_object(f->q, intent));
  lib->oh_replace_key(f->q, root, "/OutputIntents", list);
}

static void set_catalog(pdfa *f, const pdfa_meta *m) {
  static const char *const keys[][2] = {{"/Type", "/Metadata"}, {"/Subtype", "/XML"}};
  const qpdf_calls *lib = f->lib;
  qpdf_oh root = lib->get_root(f->q), view = lib->oh_get_key(f->q, root, "/ViewerPreferences");
  if (!lib->oh_is_dictionary(f->q, view)) {
    view = lib->oh_new_dictionary(f->q);
    lib->oh_replace_key(f->q, root, "/ViewerPreferences", view);
  }
  lib->oh_replace_key(f->q, view, "/DisplayDocTitle", lib->oh_new_bool(f->q, QPDF_TRUE));
  set_text(f, root, "/Lang", str_z(f->a, m->language.n ? m->language : S("id")));
  lib->oh_replace_key(f->q, root, "/Metadata", stream_of(f, xmp(f->a, m), keys, LEN(keys)));
  set_intent(f, root);
}

/* ---- pages and annotations ---- */

static void print_annotation(pdfa *f, qpdf_oh annotation) {
  const qpdf_calls *lib = f->lib;
  enum { PRINT = 4 };
  if (lib->oh_is_dictionary(f->q, annotation)) lib->oh_replace_key(f->q, annotation, "/F", lib->oh_new_integer(f->q, PRINT));
}

/* ---- fonts ---- */

/* Glyphs of a subset as cairo makes it: numbered from 0 without gaps, their widths in one list ("/W [0 [w w ...]]"). */
static int glyphs_of(pdfa *f, qpdf_oh font) {
  const qpdf_calls *lib = f->lib;
  qpdf_oh widths = lib->oh_get_key(f->q, font, "/W");
  if (!lib->oh_is_array(f->q, widths) || lib->oh_get_array_n_items(f->q, widths) < 2) return 0;
  qpdf_oh list = lib->oh_get_array_item(f->q, widths, 1);
  return lib->oh_is_array(f->q, list) ? lib->oh_get_array_n_items(f->q, list) : 0;
}

/* One bit for each glyph that the subset holds, the first glyph in the highest bit (ISO 32000-1, table 124). */
static str cid_set(arena *a, int glyphs) {
  size_t n = ((size_t)glyphs + 7) / 8;
  unsigned char *bits = arena_alloc(a, n);
  for (int i = 0; i < glyphs; i++) bits[i / 8] = (unsigned char)(bits[i / 8] | 0x80 >> i % 8);
  return (str){(char *)bits, n};
}

/* PDF/A-1 asks a composite font to say how its glyphs are numbered and which it has. */
static void mend_font(pdfa *f, qpdf_oh font) {
  const qpdf_calls *lib = f->lib;
  qpdf_oh descriptor = lib->oh_get_key(f->q, font, "/FontDescriptor");
  if (!lib->oh_is_name_and_equals(f->q, lib->oh_get_key(f->q, font, "/Subtype"), "/CIDFontType2")) return;
  if (!lib->oh_has_key(f->q, font, "/CIDToGIDMap"))
    lib->oh_replace_key(f->q, font, "/CIDToGIDMap", lib->oh_parse(f->q, "/Identity"));
  int glyphs = glyphs_of(f, font);
  if (glyphs == 0 || !lib->oh_is_dictionary(f->q, descriptor) || lib->oh_has_key(f->q, descriptor, "/CIDSet")) return;
  lib->oh_replace_key(f->q, descriptor, "/CIDSet", stream_of(f, cid_set(f->a, glyphs), NULL, 0));
}

/* PDF/A-1 knows no transparency, and every annotation is printed. */
static void mend_object(pdfa *f, qpdf_oh o) {
  const qpdf_calls *lib = f->lib;
  qpdf_oh dict = lib->oh_is_stream(f->q, o) ? lib->oh_get_dict(f->q, o) : o;
  if (!lib->oh_is_dictionary(f->q, dict)) return;
  mend_font(f, dict);
  if (lib->oh_has_key(f->q, dict, "/Group")) lib->oh_remove_key(f->q, dict, "/Group");
  qpdf_oh list = lib->oh_get_key(f->q, dict, "/Annots");
  if (!lib->oh_is_array(f->q, list)) return;
  for (int i = 0, n = lib->oh_get_array_n_items(f->q, list); i < n; i++) print_annotation(f, lib->oh_get_array_item(f->q, list, i));
}

static void mend_objects(pdfa *f) {
  const qpdf_calls *lib = f->lib;
  long long size = lib->oh_get_int_value(f->q, lib->oh_get_key(f->q, lib->get_trailer(f->q), "/Size"));
  for (int id = 1; id < size && id < INT32_MAX; id++) {
    qpdf_oh o = lib->get_object_by_id(f->q, id, 0);
    mend_object(f, o);
    lib->oh_release(f->q, o);
  }
}

/* ---- the file ---- */

static err write_out(pdfa *f, str *bytes) {
  const qpdf_calls *lib = f->lib;
  if (lib->init_write_memory(f->q) & QPDF_ERRORS) return ERR_CAUSE(f->a, "qpdf: cannot begin to write");
  lib->force_pdf_version(f->q, "1.4");
  lib->set_object_stream_mode(f->q, qpdf_o_disable);
  lib->set_stream_data_mode(f->q, qpdf_s_preserve);
  lib->set_newline_before_endstream(f->q, QPDF_TRUE);
  lib->set_deterministic_ID(f->q, QPDF_TRUE);
  if (lib->write(f->q) & QPDF_ERRORS || lib->has_error(f->q)) return ERR_CAUSE(f->a, "qpdf: cannot write");
  *bytes = str_copy(f->a, (str){(const char *)lib->get_buffer(f->q), lib->get_buffer_length(f->q)});
  return NULL;
}

static err convert(pdfa *f, str in, const pdfa_meta *m, str *bytes) {
  const qpdf_calls *lib = f->lib;
  lib->silence_errors(f->q);
  lib->set_suppress_warnings(f->q, QPDF_TRUE);
  if (!str_starts(in, S("%PDF-")) || lib->read_memory(f->q, "document", in.p, in.n, NULL) & QPDF_ERRORS)
    return ERR(f->a, INPUT, "Berkas ini bukan PDF yang utuh. Buat ulang dokumennya, lalu ulangi.");
  set_info(f, m);
  set_catalog(f, m);
  mend_objects(f);
  if (lib->has_error(f->q)) return ERR_CAUSE(f->a, "qpdf: an object cannot be changed");
  return write_out(f, bytes);
}

err doc_pdfa(arena *a, str in, pdfa_meta meta, str *bytes) {
  pdfa *f = NEW(a, pdfa);
  *f = (pdfa){.a = a, .lib = qpdf_lib()};
  if (!f->lib) return ERR(a, BUSY, "Pustaka qpdf belum terpasang, jadi PDF/A belum dapat dibuat. Pasang paket libqpdf29, lalu ulangi.");
  arena_defer(a, release, f);
  f->q = f->lib->init();
  err e = convert(f, in, &meta, bytes);
  release(f);
  return e;
}
