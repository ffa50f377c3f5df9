#include "base/hash.h"
#include "block.h"
#include "marks.h"
#include "qr.h"

typedef struct page {
  arena *a;
  const doc *d;
  buf out;
  size_t at; /* the block being put */
  bool in_list;
} page;

static void add_escaped(buf *b, str s) {
  for (size_t i = 0; i < s.n; i++) {
    char c = s.p[i];
    if (c == '&') buf_z(b, "&amp;");
    else if (c == '<') buf_z(b, "&lt;");
    else if (c == '>') buf_z(b, "&gt;");
    else if (c == '"') buf_z(b, "&quot;");
    else if (c == '\'') buf_z(b, "&#39;");
    else if (c == '\n') buf_z(b, "<br>");
    else if ((unsigned char)c >= 0x20) buf_char(b, c);
    else buf_char(b, ' ');
  }
}

static void add_marked(page *g, str text) {
  mark_runs runs = marks_parse(g->a, text);
  for (size_t i = 0; i < runs.n; i++) {
    unsigned m = runs.v[i].marks;
    if (m & MARK_BOLD) buf_z(&g->out, "<strong>");
    if (m & MARK_ITALIC) buf_z(&g->out, "<em>");
    if (m & MARK_UNDERLINE) buf_z(&g->out, "<u>");
    add_escaped(&g->out, runs.v[i].text);
    if (m & MARK_UNDERLINE) buf_z(&g->out, "</u>");
    if (m & MARK_ITALIC) buf_z(&g->out, "</em>");
    if (m & MARK_BOLD) buf_z(&g->out, "</strong>");
  }
}

str block_id(arena *a, str anchor) {
  char *z = str_z(a, anchor);
  for (size_t i = 0; i < anchor.n; i++) {
    char c = z[i];
    bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '.' || c == '_' || c == '-';
    if (!ok) z[i] = '-';
  }
  return (str){z, anchor.n};
}

/* A block without an anchor is named by its place, for the lists of contents. */
static str listed_id(page *g, const block *b, size_t at) { return b->anchor.n ? block_id(g->a, b->anchor) : str_fmt(g->a, "bagian-%zu", at + 1); }

/* Opens an element with its class and, when the block has one, its anchor. */
static void open_block(page *g, const block *b, const char *tag, const char *css) {
  buf_fmt(&g->out, "<%s class=\"%s\"", tag, css);
  bool listed = block_listed(g->a, b, TOC_TABLES).n || block_listed(g->a, b, TOC_FIGURES).n;
  if (b->anchor.n || listed) buf_fmt(&g->out, " id=\"%.*s\"", STR_ARG(listed_id(g, b, g->at)));
  buf_char(&g->out, '>');
}

static void element(page *g, const char *tag, const char *css, str text) {
  if (!text.n) return;
  buf_fmt(&g->out, "<%s class=\"%s\">", tag, css);
  add_marked(g, text);
  buf_fmt(&g->out, "</%s>", tag);
}

static const char *align_class(enum align align) {
  static const char *const names[] = {"doc-left", "doc-center", "doc-right", "doc-justify"};
  return names[align];
}

/* The page may show pictures of its own bytes; where there is none, the place stays empty. */
static void put_picture(page *g, const doc_kop *k) {
  if (!k->crest_png.n) return;
  buf_z(&g->out, "<img class=\"doc-crest\" alt=\"Lambang daerah\" src=\"data:image/png;base64,");
  buf_add(&g->out, base64(g->a, k->crest_png));
  buf_z(&g->out, "\">");
}

static void put_crest(page *g, const block *b) {
  open_block(g, b, "div", "doc-center");
  put_picture(g, b->kop);
  buf_z(&g->out, "</div>");
}

static void put_kop(page *g, const block *b) {
  open_block(g, b, "header", b->kop->crest ? "doc-kop doc-kop-crest" : "doc-kop");
  if (b->kop->crest) put_picture(g, b->kop);
  element(g, "p", "doc-kop-government", b->kop->government);
  element(g, "p", "doc-kop-office", b->kop->office);
  element(g, "p", "doc-kop-address", b->kop->address);
  element(g, "p", "doc-kop-address", b->kop->contact);
  buf_z(&g->out, "</header>");
}

/* Heading levels start below the page's own h1. */
static void put_heading(page *g, const block *b) {
  str id = listed_id(g, b, g->at);
  int level = block_heading_level(b) + 1;
  buf_fmt(&g->out, "<h%d class=\"doc-heading\" id=\"%.*s\">", level, STR_ARG(id));
  add_marked(g, block_heading(g->a, b));
  buf_fmt(&g->out, "</h%d>", level);
}

static void put_toc(page *g, const block *b) {
  open_block(g, b, "ul", "doc-toc");
  for (size_t i = 0; i < g->d->blocks.n; i++) {
    const block *h = &g->d->blocks.v[i];
    str words = block_listed(g->a, h, (enum toc_of)b->level);
    if (!words.n) continue;
    str id = listed_id(g, h, i);
    buf_fmt(&g->out, "<li class=\"doc-level-%d\"><a href=\"#%.*s\">", h->kind == BLOCK_HEADING ? h->level : 1, STR_ARG(id));
    add_marked(g, words);
    buf_z(&g->out, "</a></li>");
  }
  buf_z(&g->out, "</ul>");
}

static void put_text(page *g, const block *b, const char *css) {
  const char *bold = b->bold ? " doc-bold" : "";
  open_block(g, b, "p", str_z(g->a, str_fmt(g->a, "%s %s%s", css, align_class(b->align), bold)));
  add_marked(g, b->text);
  buf_z(&g->out, "</p>");
}

static void put_item(page *g, const block *b) {
  open_block(g, b, "li", str_z(g->a, str_fmt(g->a, "doc-item doc-level-%d", b->level)));
  element(g, "span", "doc-label", b->label);
  buf_z(&g->out, " <span class=\"doc-body\">");
  add_marked(g, b->text);
  buf_z(&g->out, "</span></li>");
}

static void put_fields(page *g, const block *b) {
  open_block(g, b, "dl", "doc-fields");
  for (size_t i = 0; i < b->n_fields; i++) {
    buf_z(&g->out, "<div><dt>");
    add_marked(g, b->fields[i].label);
    buf_z(&g->out, "</dt><dd>");
    add_marked(g, b->fields[i].value);
    buf_z(&g->out, "</dd></div>");
  }
  buf_z(&g->out, "</dl>");
}

static void put_cell(page *g, const doc_cell *c, bool head) {
  buf_fmt(&g->out, head ? "<th scope=\"%s\" class=\"%s%s%s\"" : "<td%.0s class=\"%s%s%s\"", c->colspan > 1 ? "colgroup" : "col",
          align_class(c->align), c->bold ? " doc-bold" : "", c->shade ? " doc-shade" : "");
  if (c->colspan > 1) buf_fmt(&g->out, " colspan=\"%d\"", c->colspan);
  if (c->rowspan > 1) buf_fmt(&g->out, " rowspan=\"%d\"", c->rowspan);
  buf_char(&g->out, '>');
  add_marked(g, c->text);
  buf_z(&g->out, head ? "</th>" : "</td>");
}

static void put_row(page *g, const doc_row *r) {
  buf_z(&g->out, r->total ? "<tr class=\"doc-total\">" : "<tr>");
  for (size_t i = 0; i < r->n; i++) put_cell(g, &r->cells[i], r->head);
  buf_z(&g->out, "</tr>\n");
}

static void put_columns(page *g, const doc_table *t) {
  buf_z(&g->out, "<colgroup>");
  for (size_t i = 0; i < t->n_columns; i++) buf_fmt(&g->out, "<col width=\"%d%%\">", (int)(t->widths[i] + 0.5));
  buf_z(&g->out, "</colgroup>\n");
}

static void put_table(page *g, const block *b) {
  const doc_table *t = b->table;
  size_t heads = 0;
  open_block(g, b, "table", t->plain ? "doc-table doc-plain" : "doc-table");
  element(g, "caption", "doc-caption", t->caption);
  put_columns(g, t);
  while (heads < t->rows.n && t->rows.v[heads].head) heads++;
  if (heads) buf_z(&g->out, "<thead>");
  for (size_t i = 0; i < heads; i++) put_row(g, &t->rows.v[i]);
  buf_z(&g->out, heads ? "</thead>\n<tbody>" : "<tbody>");
  for (size_t i = heads; i < t->rows.n; i++) put_row(g, &t->rows.v[i]);
  buf_z(&g->out, "</tbody></table>");
}

static void put_figure(page *g, const block *b) {
  open_block(g, b, "figure", "doc-figure");
  drawing named = *b->figure;
  if (b->alt.n) named.title = b->alt;
  buf_add(&g->out, draw_svg(&named));
  element(g, "figcaption", "doc-caption", b->text);
  buf_z(&g->out, "</figure>");
}

static void put_signer(page *g, const doc_signer *s) {
  buf_z(&g->out, "<div class=\"doc-signer\">");
  element(g, "p", "doc-sign-place", s->place_date);
  element(g, "p", "doc-sign-position", s->position);
  if (s->mark.n) element(g, "p", "doc-sign-mark", s->mark);
  else buf_z(&g->out, "<p class=\"doc-sign-wet\"></p>");
  element(g, "p", "doc-sign-name", s->name);
  element(g, "p", "doc-sign-rank", s->rank);
  if (s->nip.n) element(g, "p", "doc-sign-nip", STR_CAT(g->a, S("NIP. "), s->nip));
  buf_z(&g->out, "</div>");
}

static void put_sign(page *g, const block *b) {
  open_block(g, b, "div", "doc-sign");
  for (size_t i = 0; i < b->n_signers; i++) put_signer(g, &b->signers[i]);
  buf_z(&g->out, "</div>");
}

static void add_qr(page *g, str content) {
  qr q = qr_of(g->a, content);
  int side = q.width + 2 * QR_QUIET;
  if (!q.width) return;
  buf_fmt(&g->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Kode QR\" viewBox=\"0 0 %d %d\"><path d=\"", side, side);
  for (int row = 0; row < q.width; row++)
    for (int col = 0, n; (n = qr_run(&q, row, &col)) > 0; col += n)
      buf_fmt(&g->out, "M%d %dh%dv1h-%dz", col + QR_QUIET, row + QR_QUIET, n, n);
  buf_z(&g->out, "\"/></svg>");
}

static void put_qr(page *g, const block *b) {
  open_block(g, b, "div", "doc-qr");
  add_qr(g, b->text);
  element(g, "p", "doc-qr-text", b->label);
  buf_z(&g->out, "</div>");
}

static void put_block(page *g, const block *b) {
  switch (b->kind) {
  case BLOCK_KOP: put_kop(g, b); break;
  case BLOCK_HEADING: put_heading(g, b); break;
  case BLOCK_TITLE: put_text(g, b, b->level == 1 ? "doc-title doc-underline" : "doc-title"); break;
  case BLOCK_PARA: put_text(g, b, "doc-para"); break;
  case BLOCK_ITEM: put_item(g, b); break;
  case BLOCK_FIELDS: put_fields(g, b); break;
  case BLOCK_TABLE: put_table(g, b); break;
  case BLOCK_FIGURE: put_figure(g, b); break;
  case BLOCK_SIGN: put_sign(g, b); break;
  case BLOCK_QR: put_qr(g, b); break;
  case BLOCK_PAGE: buf_z(&g->out, b->sheet ? "<hr class=\"doc-page doc-landscape\">" : "<hr class=\"doc-page\">"); break;
  case BLOCK_SPACE: break;
  case BLOCK_TOC: put_toc(g, b); break;
  case BLOCK_CREST: put_crest(g, b); break;
  }
  buf_char(&g->out, '\n');
}

/* Items that follow each other stand in one list. */
static void put_list(page *g, bool item) {
  if (item == g->in_list) return;
  buf_z(&g->out, item ? "<ul class=\"doc-list\">\n" : "</ul>\n");
  g->in_list = item;
}

str doc_html(arena *a, const doc *d) {
  page g = {.a = a, .d = d, .out = BUF(a)};
  buf_fmt(&g.out, "<article class=\"doc%s\" lang=\"", d->landscape ? " doc-landscape" : "");
  add_escaped(&g.out, d->language.n ? d->language : S("id"));
  buf_z(&g.out, "\">\n");
  if (d->watermark.n) element(&g, "p", "doc-watermark", block_escape(a, d->watermark));
  for (size_t i = 0; i < d->blocks.n; i++) {
    put_list(&g, d->blocks.v[i].kind == BLOCK_ITEM);
    g.at = i;
    put_block(&g, &d->blocks.v[i]);
  }
  put_list(&g, false);
  if (d->footer.n) element(&g, "p", "doc-footer", block_escape(a, d->footer));
  buf_z(&g.out, "</article>\n");
  ENSURE(!buf_failed(&g.out));
  return buf_str(&g.out);
}
