#include "docx.h"

#include "docx_part.h"
#include "marks.h"
#include "pdf.h"
#include "zipfile.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* ---- sections and pages ---- */

static void section(docx *x) {
  buf *b = &x->body;
  const doc_box *o = &x->box;
  double right = o->page_w - o->left - o->width, foot = o->page_h - o->bottom;
  bool cover = x->d->cover && !x->sections++;
  buf_z(b, "<w:sectPr>");
  int nth = (int)x->sheet + 1; /* of the heads and feet */
  if (x->d->watermark.n) buf_fmt(b, "<w:headerReference w:type=\"default\" r:id=\"kepala%d\"/>", nth);
  if (x->d->watermark.n && cover) buf_fmt(b, "<w:headerReference w:type=\"first\" r:id=\"kepala%d\"/>", nth);
  buf_fmt(b, "<w:footerReference w:type=\"default\" r:id=\"kaki%d\"/><w:type w:val=\"nextPage\"/>", nth);
  buf_fmt(b, "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>", docx_twips(o->page_w), docx_twips(o->page_h), x->sheet ? " w:orient=\"landscape\"" : "");
  buf_fmt(b, "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\"", docx_twips(o->top), docx_twips(right), docx_twips(foot), docx_twips(o->left));
  buf_fmt(b, " w:header=\"%d\" w:footer=\"%d\" w:gutter=\"0\"/>%s</w:sectPr>", docx_twips(fmin(o->top * 0.4, 24)), docx_twips(foot * 0.42),
          cover ? "<w:titlePg/>" : "");
}

static void set_section(docx *x, enum doc_sheet sheet) {
  x->sheet = sheet;
  x->box = doc_box_of(x->d, sheet);
}

/* A paragraph of one point that carries the end of a section, or stands behind a table at the end. */
static void end_paragraph(docx *x, bool with_section) {
  buf_z(&x->body, "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>");
  buf_z(&x->body, "<w:rPr><w:sz w:val=\"2\"/></w:rPr>");
  if (with_section) section(x);
  buf_z(&x->body, "</w:pPr></w:p>");
  x->gap = -1;
}

/* As on paper: a page on which nothing stands yet only turns. */
static void page_block(docx *x, enum doc_sheet sheet) {
  if (sheet == x->sheet) {
    x->turn = x->on_page;
    return;
  }
  if (x->on_page) end_paragraph(x, true);
  set_section(x, sheet);
  x->turn = x->on_page = false;
}

/* ---- blocks of text ---- */

static str one_line(docx *x, str text) { return pdf_one_line(x->a, text); }

static void put_heading(docx *x, const block *b) {
  docx_para p = DOCX_PARA;
  p.style = str_z(x->a, str_fmt(x->a, "Heading%d", block_heading_level(b)));
  p.heading = b;
  docx_open(x, p);
  docx_mark(x);
  docx_runs(x, b->text, (docx_run){0});
  docx_mark_end(x);
  docx_close(x);
}

static void put_title(docx *x, const block *b) {
  docx_para p = DOCX_PARA;
  p.style = "Title";
  docx_line(x, p, b->text, (docx_run){.size = b->size, .underline = b->level == 1});
}

static void put_para(docx *x, const block *b) {
  docx_para p = DOCX_PARA;
  p.jc = docx_jc(b->align, b->text), p.left = b->indent, p.first = b->size;
  docx_line(x, p, b->text, (docx_run){.bold = b->bold});
}

static double label_width(docx *x, str label) { return docx_width(x, label, x->size, false) + x->size * 0.6; }

static double colon_room(const docx *x) { return x->size * 0.9; }

/* Short labels of fields and items share one column, so that all colons of a letter stand in line. */
static double labels_of(docx *x) {
  double most = 0, limit = x->size * 8;
  for (size_t i = 0; i < x->d->blocks.n; i++) {
    const block *b = &x->d->blocks.v[i];
    double w = b->kind == BLOCK_ITEM && block_word_label(b->label) ? label_width(x, b->label) : 0;
    if (w > most && w <= limit) most = w;
    for (size_t k = 0; b->kind == BLOCK_FIELDS && k < b->n_fields; k++)
      if ((w = label_width(x, b->fields[k].label)) > most && w <= limit) most = w;
  }
  return most;
}

static double label_room(docx *x, const block *b) {
  double w = label_width(x, b->label);
  return block_word_label(b->label) ? fmax(w, x->labels) + colon_room(x) : w;
}

static double hang_of(docx *x, size_t at) {
  const block *b = &x->d->blocks.v[at];
  int level = b->level < 0 ? 0 : b->level > 3 ? 3 : b->level;
  if (at == 0 || b[-1].kind != BLOCK_ITEM) memset(x->hang, 0, sizeof x->hang);
  if (at && b[-1].kind == BLOCK_ITEM && b[-1].level < level) x->hang[level] = 0;
  if (x->hang[level] > 0) return x->hang[level];
  double most = x->size * 1.8;
  for (size_t i = at; i < x->d->blocks.n && b->kind == BLOCK_ITEM && b->level >= level; i++, b++)
    if (b->level == level) most = fmax(most, label_room(x, b));
  return x->hang[level] = fmin(most, x->box.width / 3);
}

static void put_item(docx *x, size_t at) {
  const block *b = &x->d->blocks.v[at];
  double hang = hang_of(x, at), left = b->indent;
  bool colon = block_word_label(b->label);
  for (int k = 0; k < b->level && k < 3; k++) left += x->hang[k] > 0 ? x->hang[k] : x->size * 1.8;
  docx_para p = DOCX_PARA;
  p.style = "ListParagraph", p.jc = docx_jc(b->align, b->text), p.left = left + hang, p.hanging = hang;
  p.tab[0] = colon ? left + hang - colon_room(x) : left + hang;
  if (colon) p.tab[1] = left + hang;
  docx_open(x, p);
  docx_runs(x, b->label, (docx_run){.bold = b->bold});
  docx_tab(x);
  if (colon) docx_runs(x, S(":"), (docx_run){.bold = b->bold}), docx_tab(x);
  docx_runs(x, b->text, (docx_run){.bold = b->bold});
  docx_close(x);
}

static void put_fields(docx *x, const block *b) {
  double labels = x->labels;
  bool keep = x->keep;
  for (size_t i = 0; i < b->n_fields; i++) labels = fmax(labels, label_width(x, b->fields[i].label));
  labels = fmin(labels, x->box.width * 0.4);
  for (size_t i = 0; i < b->n_fields; i++) {
    docx_para p = DOCX_PARA;
    p.style = "Fields", p.jc = docx_jc(ALIGN_JUSTIFY, b->fields[i].value), p.hanging = labels + colon_room(x), p.left = b->indent + p.hanging;
    p.tab[0] = b->indent + labels, p.tab[1] = p.left;
    if (i + 1 == b->n_fields) p.after = x->size * 0.5;
    else x->keep = false;
    docx_open(x, p);
    docx_runs(x, b->fields[i].label, (docx_run){0});
    docx_tab(x);
    docx_runs(x, S(":"), (docx_run){0});
    docx_tab(x);
    docx_runs(x, b->fields[i].value, (docx_run){0});
    docx_close(x);
    x->keep = keep;
  }
}

static void put_figure(docx *x, const block *b) {
  const drawing *g = b->figure;
  double room = (x->box.bottom - x->box.top) - x->size * 5, scale = fmin(1, x->box.width / fmax(g->width, 1));
  if (g->height * scale > room) scale = room / g->height;
  docx_para p = DOCX_PARA, caption = DOCX_PARA;
  p.jc = "center", p.before = x->size * 0.6, p.keep = b->text.n > 0;
  docx_open(x, p);
  docx_drawing(x, g, scale, b->alt.n ? b->alt : marks_plain(x->a, b->text));
  docx_close(x);
  caption.style = "FigureCaption";
  if (!b->text.n) return;
  docx_open(x, caption);
  docx_mark(x);
  docx_caption(x, b->text, 0);
  docx_mark_end(x);
  docx_close(x);
}

static void put_space(docx *x, const block *b) {
  if (!x->on_page || x->turn || b->size < 0.5) return;
  docx_para p = DOCX_PARA;
  p.before = p.after = 0;
  p.exact = fmin(b->size, (x->box.bottom - x->box.top) * 0.9), p.size = 1;
  docx_line(x, p, STR_NONE, (docx_run){0});
}

/* ---- lists of contents: fields, filled as the paper has them ---- */

static const struct { const char *code, *gallery; } LISTS[] = {
    {" TOC \\o &quot;1-3&quot; \\h \\z \\u ", "Table of Contents"}, {" TOC \\h \\z \\c &quot;Tabel&quot; ", NULL}, {" TOC \\h \\z \\c &quot;Gambar&quot; ", NULL}};

static void toc_open(docx *x, int level) {
  buf_fmt(&x->body, "<w:p><w:pPr><w:pStyle w:val=\"TOC%d\"/>%s<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"%d\"/></w:tabs></w:pPr>",
          level, x->turn ? "<w:pageBreakBefore/>" : "", docx_twips(x->box.width));
  x->turn = false;
  x->gap = -1;
  x->on_page = true;
}

static void toc_begin(docx *x, const char *code) {
  buf_fmt(&x->body, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">%s</w:instrText></w:r>"
                    "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>", code);
}

static void toc_entry(docx *x, str words, size_t i) {
  buf_fmt(&x->body, "<w:hyperlink w:anchor=\"_Toc%06zu\" w:history=\"1\">", i + 1);
  docx_runs(x, block_escape(x->a, one_line(x, words)), (docx_run){0});
  docx_tab(x);
  docx_field(&x->body, str_z(x->a, str_fmt(x->a, "PAGEREF _Toc%06zu \\h", i + 1)), str_fmt(x->a, "%d", x->block_page[i]), "");
  buf_z(&x->body, "</w:hyperlink>");
}

static void toc_entries(docx *x, enum toc_of of) {
  bool open = false;
  for (size_t i = 0; i < x->d->blocks.n; i++) {
    const block *b = &x->d->blocks.v[i];
    str words = block_listed(x->a, b, of);
    if (!words.n) continue;
    if (open) docx_close(x);
    toc_open(x, of != TOC_HEADINGS ? 2 : b->level < 1 ? 1 : b->level);
    if (!open) toc_begin(x, LISTS[of].code);
    toc_entry(x, words, i);
    open = true;
  }
  if (!open) toc_open(x, 1), toc_begin(x, LISTS[of].code);
  buf_z(&x->body, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
  docx_close(x);
}

static void put_toc(docx *x, const block *b) {
  enum toc_of of = (enum toc_of)b->level;
  if (!x->block_page) x->block_page = pdf_block_pages(x->a, x->d);
  if (LISTS[of].gallery)
    buf_fmt(&x->body, "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"%s\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>", LISTS[of].gallery);
  toc_entries(x, of);
  if (LISTS[of].gallery) buf_z(&x->body, "</w:sdtContent></w:sdt>");
}

static void put_crest(docx *x, const block *b) {
  docx_para p = DOCX_PARA;
  p.jc = "center", p.before = p.after = 0;
  docx_open(x, p);
  docx_crest(x, b->kop, b->size * 0.82, b->size);
  docx_close(x);
}

/* ---- the document ---- */

/* A signature place does not stand alone: what comes before it stays with it. */
static bool sign_follows(const doc *d, size_t i) {
  for (i++; i < d->blocks.n && d->blocks.v[i].kind == BLOCK_SPACE; i++) {}
  return i < d->blocks.n && d->blocks.v[i].kind == BLOCK_SIGN;
}

static void put_block(docx *x, size_t i) {
  const block *b = &x->d->blocks.v[i];
  x->at = i;
  x->keep = b->kind != BLOCK_TABLE && sign_follows(x->d, i);
  switch (b->kind) {
  case BLOCK_KOP: docx_kop(x, b->kop); break;
  case BLOCK_HEADING: put_heading(x, b); break;
  case BLOCK_TITLE: put_title(x, b); break;
  case BLOCK_PARA: put_para(x, b); break;
  case BLOCK_ITEM: put_item(x, i); break;
  case BLOCK_FIELDS: put_fields(x, b); break;
  case BLOCK_TABLE: docx_table(x, b); break;
  case BLOCK_FIGURE: put_figure(x, b); break;
  case BLOCK_SIGN: docx_sign(x, b); break;
  case BLOCK_QR: docx_qr(x, b); break;
  case BLOCK_PAGE: page_block(x, b->sheet); break;
  case BLOCK_SPACE: put_space(x, b); break;
  case BLOCK_TOC: put_toc(x, b); break;
  case BLOCK_CREST: put_crest(x, b); break;
  }
}

static str document(docx *x) {
  buf_fmt(&x->body, XML_HEAD "<w:document %s><w:body>", DOCX_NAMESPACES);
  for (size_t i = 0; i < x->d->blocks.n; i++) put_block(x, i);
  if (x->gap >= 0 || x->d->blocks.n == 0) end_paragraph(x, false);
  section(x);
  buf_z(&x->body, "</w:body></w:document>");
  return buf_str(&x->body);
}

/* ---- the package ---- */

/* part, type of its content, type of its relation ("" when it is the package's), id of the relation */
#define TYPES "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
static const struct { const char *part, *type, *relation, *id; } PARTS[] = {
    {"styles.xml", TYPES "styles+xml", RELATIONS "styles", "gaya"},
    {"settings.xml", TYPES "settings+xml", RELATIONS "settings", "setelan"},
    {"numbering.xml", TYPES "numbering+xml", RELATIONS "numbering", "nomor"},
    {"footer1.xml", TYPES "footer+xml", RELATIONS "footer", "kaki1"},
    {"footer2.xml", TYPES "footer+xml", RELATIONS "footer", "kaki2"},
    {"footer3.xml", TYPES "footer+xml", RELATIONS "footer", "kaki3"},
    {"header1.xml", TYPES "header+xml", RELATIONS "header", "kepala1"},
    {"header2.xml", TYPES "header+xml", RELATIONS "header", "kepala2"},
    {"header3.xml", TYPES "header+xml", RELATIONS "header", "kepala3"},
};
enum { FEET = 3, HEADS = FEET + DOC_SHEETS }; /* one for each sheet; heads only with a watermark */

static str content_types(arena *a, size_t parts) {
  buf b = BUF(a);
  buf_z(&b, XML_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
            "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPES "document.main+xml\"/>"
            "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
  for (size_t i = 0; i < parts; i++) buf_fmt(&b, "<Override PartName=\"/word/%s\" ContentType=\"%s\"/>", PARTS[i].part, PARTS[i].type);
  buf_z(&b, "</Types>");
  return buf_str(&b);
}

#define RELATIONS_OPEN XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static str relations(const docx *x, size_t parts) {
  buf b = BUF(x->a);
  buf_z(&b, RELATIONS_OPEN);
  for (size_t i = 0; i < parts; i++)
    buf_fmt(&b, "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>", PARTS[i].id, PARTS[i].relation, PARTS[i].part);
  for (size_t i = 0; i < x->images.n; i++)
    buf_fmt(&b, "<Relationship Id=\"gambar%zu\" Type=\"" RELATIONS "image\" Target=\"media/%.*s\"/>", i + 1, STR_ARG(x->images.v[i].name));
  buf_z(&b, "</Relationships>");
  return buf_str(&b);
}

static str part_bytes(docx *x, size_t i) {
  switch (i) {
  case 0: return docx_styles(x);
  case 1: return docx_settings(x->a);
  case 2: return docx_numbering(x);
  }
  set_section(x, (enum doc_sheet)((i - FEET) % DOC_SHEETS));
  return i < HEADS ? docx_footer(x) : docx_header(x);
}

static err pack(docx *x, str body, instant at, str *bytes) {
  zipfile *z = zipfile_new(x->a, at);
  size_t parts = x->d->watermark.n ? LEN(PARTS) : HEADS;
  zipfile_add(z, S("[Content_Types].xml"), content_types(x->a, parts));
  zipfile_add(z, S("_rels/.rels"), S(RELATIONS_OPEN "<Relationship Id=\"dokumen\" Type=\"" RELATIONS "officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"inti\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"));
  zipfile_add(z, S("docProps/core.xml"), docx_core(x, at));
  zipfile_add(z, S("word/document.xml"), body);
  zipfile_add(z, S("word/_rels/document.xml.rels"), relations(x, parts));
  for (size_t i = 0; i < parts; i++) zipfile_add(z, STR_CAT(x->a, S("word/"), str_of(PARTS[i].part)), part_bytes(x, i));
  for (size_t i = 0; i < x->images.n; i++) zipfile_add_stored(z, STR_CAT(x->a, S("word/media/"), x->images.v[i].name), x->images.v[i].bytes);
  return zipfile_finish(z, bytes);
}

static err write_all(docx *x, instant at, str *bytes) {
  set_section(x, doc_first_sheet(x->d));
  x->labels = labels_of(x);
  str body = document(x);
  if (buf_failed(&x->body)) return ERR(x->a, LIMIT, "Dokumen ini terlalu besar untuk dijadikan DOCX. Bagi menjadi beberapa dokumen.");
  return pack(x, body, at, bytes);
}

err doc_docx(arena *a, const doc *d, instant at, str *bytes) {
  gate_pass *pass = gate_enter(&pdf_setting, a);
  docx *x = NEW(a, docx);
  *x = (docx){.a = a, .d = d, .body = BUF(a), .size = d->font_size > 0 ? fmin(fmax(d->font_size, 4), 36) : 11, .gap = -1};
  err e = write_all(x, at, bytes);
  gate_leave(pass);
  return e;
}
