/* The parts beside the document's text: styles, settings, watermark, foot of the page, properties. */
#include "docx_part.h"
#include "marks.h"

#define W_NS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const char DOCX_NAMESPACES[] =
    "xmlns:w=\"" W_NS "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
    " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* ---- styles: sizes and white in parts of the document's font size, as in the PDF ---- */

typedef struct style_row {
  const char *id, *name, *base, *jc;
  double size, before, after, left, line; /* line: single 1 */
  bool bold, italic, keep;
  int outline;                            /* heading level from 1, 0 none */
} style_row;
static const style_row STYLES[] = {
    {"Title", "Title", "Normal", "center", 12 / 11.0, 0.5, 0.5, 0, 1.1, true, false, true, 0},
    {"Heading1", "heading 1", "Normal", "center", 1.2, 1.1, 0.35, 0, 1.1, true, false, true, 1},
    {"Heading2", "heading 2", "Normal", "left", 1.1, 0.8, 0.35, 0, 1.1, true, false, true, 2},
    {"Heading3", "heading 3", "Normal", "left", 1, 0.8, 0.35, 0, 1.1, true, false, true, 3},
    {"Heading4", "heading 4", "Normal", "left", 1, 0.8, 0.35, 0, 1.1, true, true, true, 4},
    {"ListParagraph", "List Paragraph", "Normal", "both", 1, 0, 0.3, 0, 1.12, false, false, false, 0},
    {"Caption", "caption", "Normal", "center", 1, 0.3, 0.4, 0, 1, true, false, true, 0},
    {"FigureCaption", "Judul Gambar", "Caption", "center", 0.9, 0.4, 1, 0, 1, false, true, false, 0},
    {"Fields", "Isian", "Normal", "both", 1, 0, 0.12, 0, 1.12, false, false, false, 0},
    {"TableText", "Isi Tabel", "Normal", "left", 1, 0, 0, 0, 1, false, false, false, 0},
    {"TOC1", "toc 1", "Normal", "left", 1, 0, 0.25, 0, 1.1, true, false, false, 0},
    {"TOC2", "toc 2", "Normal", "left", 1, 0, 0.25, 1.4, 1.1, false, false, false, 0},
    {"TOC3", "toc 3", "Normal", "left", 1, 0, 0.25, 2.8, 1.1, false, false, false, 0},
};

static void paragraph_style(buf *b, const style_row *s, double em) {
  buf_fmt(b, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"%s\"/>", s->id, s->name, s->base);
  if (s->outline || s->id[0] == 'T') buf_z(b, "<w:next w:val=\"Normal\"/>");
  buf_z(b, "<w:qFormat/><w:pPr>");
  buf_z(b, s->keep ? "<w:keepNext/><w:keepLines/>" : "<w:keepNext w:val=\"0\"/>");
  if (s->outline) buf_fmt(b, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr>", s->outline - 1, SERIES_CHAPTER);
  buf_fmt(b, "<w:spacing w:before=\"%d\" w:after=\"%d\" w:line=\"%ld\" w:lineRule=\"auto\"/>", docx_twips(s->before * em),
          docx_twips(s->after * em), lround(s->line * 240));
  if (s->left > 0) buf_fmt(b, "<w:ind w:left=\"%d\"/>", docx_twips(s->left * em));
  if (strcmp(s->id, "Title") == 0) buf_z(b, "<w:contextualSpacing/>");
  buf_fmt(b, "<w:jc w:val=\"%s\"/>", s->jc);
  if (s->outline) buf_fmt(b, "<w:outlineLvl w:val=\"%d\"/>", s->outline - 1);
  buf_fmt(b, "</w:pPr><w:rPr>%s%s", s->bold ? "<w:b/>" : "<w:b w:val=\"0\"/>", s->italic ? "<w:i/>" : "");
  buf_fmt(b, "<w:sz w:val=\"%ld\"/><w:szCs w:val=\"%ld\"/></w:rPr></w:style>", lround(s->size * em * 2), lround(s->size * em * 2));
}

static str language_of(const docx *x) {
  str l = x->d->language.n ? x->d->language : S("id");
  return str_eq(l, S("id")) ? S("id-ID") : l;
}

static void table_styles(buf *b) {
  static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
  buf_z(b, "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TablePlain\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
           "</w:tblPr></w:style><w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TablePlain\"/>"
           "<w:tblPr><w:tblBorders>");
  for (size_t i = 0; i < LEN(sides); i++) buf_fmt(b, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"444444\"/>", sides[i]);
  buf_z(b, "</w:tblBorders></w:tblPr></w:style>");
}

str docx_styles(const docx *x) {
  buf b = BUF(x->a);
  buf_fmt(&b, XML_HEAD "<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr>", DOCX_NAMESPACES);
  buf_z(&b, "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/>");
  buf_fmt(&b, "<w:sz w:val=\"%ld\"/><w:szCs w:val=\"%ld\"/><w:lang w:val=\"", lround(x->size * 2), lround(x->size * 2));
  xml_escape(&b, language_of(x));
  buf_z(&b, "\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>");
  buf_fmt(&b, "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl/>"
              "<w:spacing w:after=\"%d\" w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:style>", docx_twips(x->size * 0.55));
  buf_z(&b, "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>");
  for (size_t i = 0; i < LEN(STYLES); i++) paragraph_style(&b, &STYLES[i], x->size);
  table_styles(&b);
  buf_z(&b, "</w:styles>");
  return buf_str(&b);
}

/* The levels of a series; those of the chapters are the headings' own. Further lines stand below the words, as in the PDF. */
static void heading_list(buf *b, const docx *x, enum heading_series series) {
  static const struct { char count; const char *name; str widest; } COUNTS[] = {
      {'I', "upperRoman", SC("")}, {'A', "upperLetter", SC("A. ")}, {'1', "decimal", SC("1. ")}, {'a', "lowerLetter", SC("a. ")}};
  buf_fmt(b, "<w:abstractNum w:abstractNumId=\"%d\"><w:multiLevelType w:val=\"multilevel\"/>", series);
  for (int level = 1; level <= HEADING_LEVELS; level++) {
    const heading_form *f = block_heading_form(series, level);
    size_t k = 0;
    while (COUNTS[k].count != f->count) k++;
    int room = level == 1 ? 0 : docx_twips(docx_width(x, COUNTS[k].widest, x->size, true));
    buf_fmt(b, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/>", level - 1, COUNTS[k].name);
    if (series == SERIES_CHAPTER) buf_fmt(b, "<w:pStyle w:val=\"Heading%d\"/>", level);
    buf_fmt(b, "<w:suff w:val=\"space\"/><w:lvlText w:val=\"%s%%%d%s\"/><w:lvlJc w:val=\"left\"/>", f->before, level, f->after);
    buf_fmt(b, "<w:pPr><w:ind w:left=\"%d\" w:hanging=\"%d\"/></w:pPr></w:lvl>", room, room);
  }
  buf_z(b, "</w:abstractNum>");
}

str docx_numbering(const docx *x) {
  static const enum heading_series all[] = {SERIES_CHAPTER, SERIES_ANNEX};
  buf b = BUF(x->a);
  buf_fmt(&b, XML_HEAD "<w:numbering %s>", DOCX_NAMESPACES);
  for (size_t i = 0; i < LEN(all); i++) heading_list(&b, x, all[i]);
  for (size_t i = 0; i < LEN(all); i++) buf_fmt(&b, "<w:num w:numId=\"%d\"><w:abstractNumId w:val=\"%d\"/></w:num>", all[i], all[i]);
  buf_z(&b, "</w:numbering>");
  return buf_str(&b);
}

str docx_settings(arena *a) {
  return str_fmt(a, XML_HEAD "<w:settings %s><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>"
                 "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
                 "</w:settings>", DOCX_NAMESPACES);
}

/* ---- head and foot of the page ---- */

/* A text as a shape behind the page's text, from corner to corner, as Word makes its own watermarks. */
str docx_header(const docx *x) {
  buf b = BUF(x->a);
  str text = marks_plain(x->a, block_escape(x->a, x->d->watermark));
  double diagonal = hypot(x->box.page_w, x->box.page_h), aspect = fmax(draw_text_width(text, 1, true), 1);
  double size = fmin(110, diagonal * 0.6 / aspect), wide = size * aspect, high = size * 0.73; /* of capitals: the shape is filled */
  buf_fmt(&b, XML_HEAD "<w:hdr %s><w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:r><w:pict>", DOCX_NAMESPACES);
  buf_z(&b, "<v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\">"
            "<v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/>"
            "<v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/>"
            "</v:formulas><v:path textpathok=\"t\" o:connecttype=\"rect\"/><v:textpath on=\"t\" fitshape=\"t\"/></v:shapetype>");
  buf_fmt(&b, "<v:shape id=\"PowerPlusWaterMarkObject1\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" alt=\"");
  xml_escape(&b, text);
  buf_fmt(&b, "\" style=\"position:absolute;margin-left:0;margin-top:0;width:%.1fpt;height:%.1fpt;rotation:%d;z-index:-251658752;"
              "mso-position-horizontal:center;mso-position-horizontal-relative:page;mso-position-vertical:center;"
              "mso-position-vertical-relative:page\" o:allowincell=\"f\" fillcolor=\"#ececec\" stroked=\"f\">", wide, high, x->sheet ? 325 : 305);
  buf_z(&b, "<v:fill opacity=\"1\"/><v:textpath style=\"font-family:&quot;Arial&quot;;font-weight:bold;font-size:1pt\" string=\"");
  xml_escape(&b, text);
  buf_z(&b, "\"/></v:shape></w:pict></w:r></w:p></w:hdr>");
  return buf_str(&b);
}

#define FOOT "<w:rPr><w:color w:val=\"555555\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>"

static void foot_text(buf *b, str text) {
  buf_z(b, "<w:r>" FOOT "<w:t xml:space=\"preserve\">");
  xml_escape(b, text);
  buf_z(b, "</w:t></w:r>");
}

str docx_footer(const docx *x) {
  buf b = BUF(x->a);
  buf_fmt(&b, XML_HEAD "<w:ftr %s><w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"%d\"/></w:tabs><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>",
          DOCX_NAMESPACES, docx_twips(x->box.width));
  if (x->d->footer.n) foot_text(&b, x->d->footer);
  if (x->d->code.n) foot_text(&b, STR_CAT(x->a, x->d->footer.n ? S(" · ") : S(""), x->d->verify.n ? x->d->verify : S("Kode verifikasi: "), x->d->verify.n ? S("") : x->d->code));
  if (x->d->page_numbers) {
    buf_z(&b, "<w:r>" FOOT "<w:tab/></w:r>");
    foot_text(&b, S("halaman "));
    docx_field(&b, "PAGE", S("1"), FOOT);
    foot_text(&b, S(" dari "));
    docx_field(&b, "NUMPAGES", S("1"), FOOT);
  }
  buf_z(&b, "</w:p></w:ftr>");
  return buf_str(&b);
}

/* ---- properties ---- */

static void property(buf *b, const char *name, str text) {
  if (!text.n) return;
  buf_fmt(b, "<%s>", name);
  xml_escape(b, text);
  buf_fmt(b, "</%s>", name);
}

str docx_core(const docx *x, instant at) {
  buf b = BUF(x->a);
  const doc *d = x->d;
  str when = instant_iso(x->a, at);
  buf_z(&b, XML_HEAD "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
            " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
  property(&b, "dc:title", marks_plain(x->a, d->title));
  property(&b, "dc:subject", marks_plain(x->a, d->subject.n ? d->subject : d->number));
  property(&b, "dc:creator", marks_plain(x->a, d->author));
  property(&b, "dc:language", language_of(x));
  buf_fmt(&b, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:created>", STR_ARG(when));
  buf_fmt(&b, "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:modified></cp:coreProperties>", STR_ARG(when));
  return buf_str(&b);
}
