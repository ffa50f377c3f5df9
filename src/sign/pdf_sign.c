#include "pdf_sign.h"

#include "base/num.h"
#include "pdf_mark.h"
#include "pdf_section.h"
#include "timestamp.h"

enum { ROOM = 16 << 10, RANGE = 48 };

/* ---- pieces of text ---- */

/* A text string in UTF-16BE with its mark, written in hexadecimal: nothing in it needs an escape. */
static void put_text(buf *b, str s) {
  buf_z(b, "<feff");
  for (size_t i = 0; i < s.n;) {
    unsigned char c = (unsigned char)s.p[i];
    unsigned n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, v = n == 1 ? c : c & (0xffu >> (n + 1));
    for (unsigned k = 1; k < n && i + k < s.n; k++) v = v << 6 | ((unsigned char)s.p[i + k] & 0x3f);
    if (v < 0x10000) buf_fmt(b, "%04x", v);
    else buf_fmt(b, "%04x%04x", 0xd800 + ((v - 0x10000) >> 10), 0xdc00 + ((v - 0x10000) & 0x3ff));
    i += n;
  }
  buf_char(b, '>');
}

static void put_entry(buf *b, const char *key, str value) {
  if (str_blank(value) || !str_utf8_ok(value)) return;
  buf_fmt(b, " %s ", key);
  put_text(b, value);
}

/* "(D:20260405070000+00'00')" */
static str moment(arena *a, instant at) {
  local t = instant_local(at, 0);
  ymd d = date_ymd(t.day);
  return str_fmt(a, "(D:%04d%02d%02d%02d%02d%02d+00'00')", d.y, d.m, d.d, t.minute / 60, t.minute % 60, t.second);
}

/* The items of an array and one more. */
static str array_and(const pdfin *f, qpdf_oh array, str more) {
  buf b = BUF(f->a);
  buf_char(&b, '[');
  for (int i = 0; i < pdfin_items(f, array); i++) {
    buf_add(&b, pdfin_unparse(f, f->lib->oh_get_array_item(f->q, array, i)));
    buf_char(&b, ' ');
  }
  buf_add(&b, more);
  buf_char(&b, ']');
  return buf_str(&b);
}

/* Puts a changed object back under its own number. */
static void put_again(pdf_section *s, const pdfin *f, qpdf_oh o, str body) {
  pdf_section_put(s, f->lib->oh_get_object_id(f->q, o), f->lib->oh_get_generation(f->q, o), body);
}

/* ---- the form, the page, the field ---- */

static err check_open(const pdfin *f) {
  if (!f->lib->oh_is_null(f->q, pdfin_key(f, pdfin_key(f, f->lib->get_root(f->q), "/Perms"), "/DocMDP")))
    return ERR(f->a, INPUT, "PDF ini dikunci oleh tanda tangan sertifikasi dan tidak boleh ditambahi. Minta berkas yang belum dikunci.");
  return NULL;
}

/* A name that no field has: "TandaTangan1", ... */
static str free_name(const pdfin *f, qpdf_oh fields) {
  for (int k = 1;; k++) {
    str name = str_fmt(f->a, "TandaTangan%d", k);
    bool taken = false;
    for (int i = 0; i < pdfin_items(f, fields) && !taken; i++) {
      qpdf_oh field = f->lib->oh_get_array_item(f->q, fields, i);
      taken = str_eq(pdfin_text(f, pdfin_key(f, field, "/T")), name);
    }
    if (!taken) return name;
  }
}

/* The form with more fields ("12 0 R 13 0 R"); the catalog too, when the form was not an object of its own. */
static void put_form(pdf_section *s, const pdfin *f, str fields) {
  qpdf_oh root = f->lib->get_root(f->q), form = pdfin_key(f, root, "/AcroForm");
  pdfin_entry changed[] = {{"/Fields", array_and(f, pdfin_key(f, form, "/Fields"), fields)}, {"/SigFlags", S("3")}};
  str body = pdfin_dict_with(f, form, changed, LEN(changed));
  if (f->lib->oh_is_indirect(f->q, form)) {
    put_again(s, f, form, body);
    return;
  }
  int id = pdf_section_id(s);
  pdf_section_put(s, id, 0, body);
  put_again(s, f, root, pdfin_dict_with(f, root, (const pdfin_entry[]){{"/AcroForm", pdf_section_ref(s, id)}}, 1));
}

static void put_page(pdf_section *s, const pdfin *f, qpdf_oh page, str fields) {
  pdfin_entry annots = {"/Annots", array_and(f, pdfin_key(f, page, "/Annots"), fields)};
  put_again(s, f, page, pdfin_dict_with(f, page, &annots, 1));
}

typedef struct box { double left, bottom, right, top; } box;

static qpdf_oh fields_of(const pdfin *f) { return pdfin_key(f, pdfin_key(f, f->lib->get_root(f->q), "/AcroForm"), "/Fields"); }

/* value 0: an empty one. */
static void put_field(pdf_section *s, const pdfin *f, qpdf_oh page, int field, str name, int value, int mark, box r) {
  buf b = BUF(f->a);
  buf_fmt(&b, "<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 /P %.*s", STR_ARG(pdfin_unparse(f, page)));
  if (value) buf_fmt(&b, " /V %d 0 R", value);
  buf_fmt(&b, " /Rect [%.2f %.2f %.2f %.2f]", r.left, r.bottom, r.right, r.top);
  put_entry(&b, "/T", name);
  buf_fmt(&b, " /AP << /N %d 0 R >> >>", mark);
  pdf_section_put(s, field, 0, buf_str(&b));
}

/* ---- a field that is there already ---- */

static qpdf_oh find_empty(const pdfin *f, str name) {
  qpdf_oh fields = fields_of(f);
  for (int i = 0; i < pdfin_items(f, fields); i++) {
    qpdf_oh o = f->lib->oh_get_array_item(f->q, fields, i);
    bool empty = str_eq(pdfin_name(f, pdfin_key(f, o, "/FT")), S("/Sig")) && f->lib->oh_is_null(f->q, pdfin_key(f, o, "/V")) && f->lib->oh_is_indirect(f->q, o);
    if (empty && str_eq(pdfin_text(f, pdfin_key(f, o, "/T")), name)) return o;
  }
  return f->lib->oh_new_null(f->q);
}

static void fill_field(pdf_section *s, const pdfin *f, qpdf_oh field, int value, int mark) {
  pdfin_entry changed[] = {{"/V", pdf_section_ref(s, value)}, {"/AP", mark ? str_fmt(f->a, "<< /N %d 0 R >>", mark) : STR_NONE}};
  put_again(s, f, field, pdfin_dict_with(f, field, changed, mark ? 2 : 1));
}

/* Room of the field: that of its rectangle. */
static doc_stamp fitted(const pdfin *f, qpdf_oh field, const doc_stamp *mark) {
  qpdf_oh r = pdfin_key(f, field, "/Rect");
  double v[4] = {0};
  doc_stamp out = *mark;
  for (int i = 0; i < 4 && i < pdfin_items(f, r); i++) v[i] = f->lib->oh_get_numeric_value(f->q, f->lib->oh_get_array_item(f->q, r, i));
  out.width = v[2] - v[0];
  out.height = v[3] - v[1];
  return out;
}

/* ---- empty ones ---- */

static int put_nothing(pdf_section *s, const pdfin *f, double width, double height) {
  int id = pdf_section_id(s);
  pdf_section_put(s, id, 0, str_fmt(f->a, "<< /Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Length 0 >>\nstream\n\nendstream", width, height));
  return id;
}

static str put_empty(pdf_section *s, const pdfin *f, qpdf_oh page, const pdf_place *p) {
  int id = pdf_section_id(s);
  put_field(s, f, page, id, p->name, 0, put_nothing(s, f, p->width, p->height), (box){p->x, p->y, p->x + p->width, p->y + p->height});
  return pdf_section_ref(s, id);
}

err pdf_sign_places(arena *a, str pdf, const pdf_place *places, size_t n, str *out) {
  pdfin *f;
  pdf_section *s;
  TRY(pdfin_open(a, pdf, &f));
  TRY(pdf_section_new(f, &s));
  int pages = f->lib->get_num_pages(f->q);
  buf all = BUF(a);
  for (int k = 1; k <= pages; k++) {
    qpdf_oh page = f->lib->get_page_n(f->q, (size_t)k - 1);
    buf here = BUF(a);
    for (size_t i = 0; i < n; i++)
      if (places[i].page == k) buf_fmt(&here, " %.*s", STR_ARG(put_empty(s, f, page, &places[i])));
    if (here.n) put_page(s, f, page, buf_str(&here));
    buf_add(&all, buf_str(&here));
  }
  put_form(s, f, buf_str(&all));
  return pdf_section_finish(s, out);
}

/* ---- the signature dictionary, with room for range and CMS ---- */

typedef struct slots { int id; size_t range, contents, contents_n; } slots; /* the last three within the body */

static slots put_value(pdf_section *s, const pdfin *f, const char *type, const pdf_field *field) {
  slots at = {.id = pdf_section_id(s), .contents_n = 2 * (field->room ? field->room : ROOM) + 2};
  buf b = BUF(f->a);
  buf_fmt(&b, "<< %s /ByteRange ", type);
  at.range = b.n;
  for (int i = 0; i < RANGE; i++) buf_char(&b, ' ');
  buf_z(&b, " /Contents ");
  at.contents = b.n;
  buf_char(&b, '<');
  for (size_t i = 2; i < at.contents_n; i++) buf_char(&b, '0');
  buf_char(&b, '>');
  if (instant_some(field->at)) buf_fmt(&b, " /M %.*s", STR_ARG(moment(f->a, field->at)));
  put_entry(&b, "/Name", field->name);
  put_entry(&b, "/Reason", field->reason);
  put_entry(&b, "/Location", field->location);
  buf_z(&b, " >>");
  pdf_section_put(s, at.id, 0, buf_str(&b));
  return at;
}

static sha256 digest_around(arena *a, str bytes, size_t gap, size_t gap_n) {
  return sha256_of(STR_CAT(a, str_sub(bytes, 0, gap), str_from(bytes, gap + gap_n)));
}

static err close_section(pdf_section *s, arena *a, slots at, pdf_prepared *out) {
  size_t body = pdf_section_at(s, at.id);
  TRY(pdf_section_finish(s, &out->bytes));
  out->gap = body + at.contents;
  out->gap_n = at.contents_n;
  size_t end = out->gap + out->gap_n;
  str range = str_fmt(a, "[0 %zu %zu %zu]", out->gap, end, out->bytes.n - end);
  char *bytes = str_z(a, out->bytes);
  memcpy(bytes + body + at.range, range.p, range.n);
  out->bytes.p = bytes;
  out->digest = digest_around(a, out->bytes, out->gap, out->gap_n);
  return NULL;
}

static err prepare_into(arena *a, const pdfin *f, pdf_section *s, const char *type, const pdf_field *field, pdf_prepared *out) {
  qpdf_oh empty = find_empty(f, field->into);
  int mark = 0;
  if (!f->lib->oh_is_dictionary(f->q, empty)) return ERR(a, INPUT, "PDF ini tidak memuat tempat tanda tangan kosong bernama “%.*s”.", STR_ARG(field->into));
  if (field->mark) {
    doc_stamp own = fitted(f, empty, field->mark);
    TRY(pdf_mark_put(s, a, &own, &mark));
  }
  slots at = put_value(s, f, type, field);
  fill_field(s, f, empty, at.id, mark);
  return close_section(s, a, at, out);
}

static err prepare(arena *a, str pdf, const char *type, const pdf_field *field, pdf_prepared *out) {
  pdfin *f;
  pdf_section *s;
  TRY(pdfin_open(a, pdf, &f));
  TRY(check_open(f));
  TRY(pdf_section_new(f, &s));
  if (field->into.n) return prepare_into(a, f, s, type, field, out);
  int pages = f->lib->get_num_pages(f->q), mark = 0, id = pdf_section_id(s);
  if (field->page < 0 || field->page > pages) return ERR(a, INPUT, "Halaman %d tidak ada: PDF ini berhalaman %d.", field->page, pages);
  qpdf_oh page = f->lib->get_page_n(f->q, (size_t)(field->page ? field->page : pages) - 1);
  box r = {0};
  if (field->mark) {
    TRY(pdf_mark_put(s, a, field->mark, &mark));
    r = (box){field->x, field->y, field->x + field->mark->width, field->y + field->mark->height};
  } else {
    mark = put_nothing(s, f, 0, 0); /* PDF/A wants an appearance of every field */
  }
  slots at = put_value(s, f, type, field);
  str ref = pdf_section_ref(s, id);
  put_field(s, f, page, id, free_name(f, fields_of(f)), at.id, mark, r);
  put_page(s, f, page, ref);
  put_form(s, f, ref);
  return close_section(s, a, at, out);
}

err pdf_sign_prepare(arena *a, str pdf, const pdf_field *f, pdf_prepared *out) {
  return prepare(a, pdf, "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached", f, out);
}

err pdf_sign_finish(arena *a, const pdf_prepared *p, str cms, str *pdf) {
  if (2 * cms.n + 2 > p->gap_n) return ERR(a, LIMIT, "Tanda tangan ini lebih besar dari tempat yang disediakan di dalam PDF.");
  char *bytes = str_z(a, p->bytes);
  str hex = num_hex(a, cms.p, cms.n);
  memcpy(bytes + p->gap + 1, hex.p, hex.n);
  *pdf = (str){bytes, p->bytes.n};
  return NULL;
}

err pdf_sign_with(arena *a, str pdf, const pdf_field *f, const signer *s, timestamp_fn stamp, void *ctx, str *out) {
  pdf_prepared p;
  str cms;
  TRY(pdf_sign_prepare(a, pdf, f, &p));
  TRY(cms_sign(a, s, p.digest, stamp, ctx, &cms));
  return pdf_sign_finish(a, &p, cms, out);
}

err pdf_sign_timestamp(arena *a, str pdf, timestamp_fn stamp, void *ctx, str *out) {
  pdf_prepared p;
  str token;
  pdf_field f = {.at = INSTANT_NONE};
  TRY(prepare(a, pdf, "/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161", &f, &p));
  TRY(timestamp_get(a, p.digest, stamp, ctx, &token));
  return pdf_sign_finish(a, &p, token, out);
}
