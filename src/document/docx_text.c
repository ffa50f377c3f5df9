#include "docx_part.h"
#include "marks.h"

int docx_twips(double points) { return (int)lround(points * 20); }

double docx_width(const docx *x, str text, double size, bool bold) { return draw_text_width(marks_plain(x->a, text), size, bold); }

/* Lines that the text itself breaks would be stretched to the margin: such a text is set left. */
const char *docx_jc(enum align align, str text) {
  static const char *const names[] = {"left", "center", "right", "both"};
  return names[align == ALIGN_JUSTIFY && str_find(text, S("\n")) >= 0 ? ALIGN_LEFT : align];
}

/* ---- runs ---- */

static void run_properties(buf *b, docx_run r) {
  if (r.size <= 0 && !r.bold && !r.italic && !r.underline && !r.colour) return;
  buf_z(b, "<w:rPr>");
  if (r.bold) buf_z(b, "<w:b/>");
  if (r.italic) buf_z(b, "<w:i/>");
  if (r.colour) buf_fmt(b, "<w:color w:val=\"%06X\"/>", (unsigned)r.colour);
  if (r.size > 0) buf_fmt(b, "<w:sz w:val=\"%ld\"/><w:szCs w:val=\"%ld\"/>", lround(r.size * 2), lround(r.size * 2));
  if (r.underline) buf_z(b, "<w:u w:val=\"single\"/>");
  buf_z(b, "</w:rPr>");
}

static void one_run(buf *b, str text, docx_run r) {
  buf_z(b, "<w:r>");
  run_properties(b, r);
  for (bool first = true; text.p; first = false) {
    str line;
    text = str_cut(text, '\n', &line);
    if (!first) buf_z(b, "<w:br/>");
    if (!line.n) continue;
    buf_z(b, "<w:t xml:space=\"preserve\">");
    xml_escape(b, line);
    buf_z(b, "</w:t>");
  }
  buf_z(b, "</w:r>");
}

void docx_runs(docx *x, str text, docx_run r) {
  mark_runs runs = marks_parse(x->a, text);
  for (size_t i = 0; i < runs.n; i++) {
    unsigned m = runs.v[i].marks;
    docx_run one = {r.size, r.bold || m & MARK_BOLD, r.italic || m & MARK_ITALIC, r.underline || m & MARK_UNDERLINE, r.colour};
    if (runs.v[i].text.n) one_run(&x->body, runs.v[i].text, one);
  }
}

void docx_tab(docx *x) { buf_z(&x->body, "<w:r><w:tab/></w:r>"); }

static void field_char(buf *b, const char *kind, const char *properties) {
  buf_fmt(b, "<w:r>%s<w:fldChar w:fldCharType=\"%s\"/></w:r>", properties, kind);
}

void docx_field(buf *b, const char *code, str result, const char *properties) {
  field_char(b, "begin", properties);
  buf_fmt(b, "<w:r>%s<w:instrText xml:space=\"preserve\"> %s </w:instrText></w:r>", properties, code);
  field_char(b, "separate", properties);
  buf_fmt(b, "<w:r>%s<w:t>", properties);
  xml_escape(b, result);
  buf_z(b, "</w:t></w:r>");
  field_char(b, "end", properties);
}

void docx_mark(docx *x) { buf_fmt(&x->body, "<w:bookmarkStart w:id=\"%zu\" w:name=\"_Toc%06zu\"/>", x->at, x->at + 1); }

void docx_mark_end(docx *x) { buf_fmt(&x->body, "<w:bookmarkEnd w:id=\"%zu\"/>", x->at); }

void docx_caption(docx *x, str text, double size) {
  docx_run run = {.size = size};
  const char *properties = size > 0 ? str_z(x->a, str_fmt(x->a, "<w:rPr><w:sz w:val=\"%ld\"/><w:szCs w:val=\"%ld\"/></w:rPr>", lround(size * 2), lround(size * 2))) : "";
  static const str kinds[] = {SC("Tabel "), SC("Gambar ")};
  for (size_t k = 0; k < LEN(kinds); k++) {
    size_t from = kinds[k].n, to = from;
    while (str_starts(text, kinds[k]) && to < text.n && text.p[to] >= '0' && text.p[to] <= '9') to++;
    if (to == from || to == text.n || text.p[to] != '.') continue;
    docx_runs(x, kinds[k], run);
    docx_field(&x->body, str_z(x->a, STR_CAT(x->a, S("SEQ "), kinds[k], S("\\* ARABIC"))), str_sub(text, from, to - from), properties);
    text = str_from(text, to);
    break;
  }
  docx_runs(x, text, run);
}

/* ---- paragraphs: the order of the properties is the schema's ---- */

static void tabs(buf *b, const double tab[2]) {
  if (tab[0] <= 0) return;
  buf_z(b, "<w:tabs>");
  for (int i = 0; i < 2; i++)
    if (tab[i] > 0) buf_fmt(b, "<w:tab w:val=\"left\" w:pos=\"%d\"/>", docx_twips(tab[i]));
  buf_z(b, "</w:tabs>");
}

static void spacing(buf *b, const docx_para *p) {
  if (p->before < 0 && p->after < 0 && p->exact <= 0) return;
  buf_z(b, "<w:spacing");
  if (p->before >= 0) buf_fmt(b, " w:before=\"%d\"", docx_twips(p->before));
  if (p->after >= 0) buf_fmt(b, " w:after=\"%d\"", docx_twips(p->after));
  if (p->exact > 0) buf_fmt(b, " w:line=\"%d\" w:lineRule=\"exact\"", docx_twips(p->exact));
  buf_z(b, "/>");
}

static void indent(buf *b, const docx_para *p) {
  if (p->left <= 0 && p->hanging <= 0 && fabs(p->first) < 0.01) return;
  buf_fmt(b, "<w:ind w:left=\"%d\"", docx_twips(p->left));
  if (p->hanging > 0) buf_fmt(b, " w:hanging=\"%d\"", docx_twips(p->hanging));
  else if (p->first > 0) buf_fmt(b, " w:firstLine=\"%d\"", docx_twips(p->first));
  buf_z(b, "/>");
}

/* By its style a heading counts among the chapters: any other says so itself. List 0 is none. */
static void counted_as(buf *b, const block *heading) {
  if (heading->series == SERIES_CHAPTER) return;
  buf_fmt(b, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%d\"/></w:numPr>", block_heading_level(heading) - 1, heading->series);
}

void docx_open(docx *x, docx_para p) {
  buf *b = &x->body;
  if (x->gap > 0 && p.before < x->gap) p.before = x->gap;
  buf_z(b, "<w:p><w:pPr>");
  if (p.style) buf_fmt(b, "<w:pStyle w:val=\"%s\"/>", p.style);
  if (p.keep || x->keep) buf_z(b, "<w:keepNext/>");
  if (x->turn) buf_z(b, "<w:pageBreakBefore/>");
  if (p.heading) counted_as(b, p.heading);
  tabs(b, p.tab);
  spacing(b, &p);
  indent(b, &p);
  if (p.jc) buf_fmt(b, "<w:jc w:val=\"%s\"/>", p.jc);
  run_properties(b, (docx_run){.size = p.size});
  buf_z(b, "</w:pPr>");
  x->turn = false;
  x->gap = -1;
  x->on_page = true;
}

void docx_close(docx *x) { buf_z(&x->body, "</w:p>"); }

void docx_line(docx *x, docx_para p, str text, docx_run r) {
  if (r.size > 0) p.size = r.size;
  docx_open(x, p);
  docx_runs(x, text, r);
  docx_close(x);
}
