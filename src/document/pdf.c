#include "base/gate.h"
#include "pdf.h"

#include <cairo-pdf.h>
#include <math.h>

enum { SINK_MAX = 256 << 20 };

/* ---- what cairo writes ---- */

static cairo_status_t sink_write(void *closure, const unsigned char *data, unsigned int n) {
  pdf_sink *s = closure;
  if (n > SINK_MAX - s->n) return CAIRO_STATUS_WRITE_ERROR;
  if (s->cap - s->n < n) {
    size_t cap = s->cap ? s->cap * 2 : 1 << 16;
    while (cap < s->n + n) cap *= 2;
    char *p = realloc(s->p, cap);
    if (!p) return CAIRO_STATUS_NO_MEMORY;
    s->p = p;
    s->cap = cap;
  }
  memcpy(s->p + s->n, data, n);
  s->n += n;
  return CAIRO_STATUS_SUCCESS;
}

void pdf_release(void *what) {
  pdf *p = what;
  if (p->plain) pango_attr_list_unref(p->plain);
  if (p->layout) g_object_unref(p->layout);
  if (p->context) g_object_unref(p->context);
  if (p->cr) cairo_destroy(p->cr);
  if (p->surface) cairo_surface_destroy(p->surface);
  free(p->out.p);
  p->plain = NULL, p->layout = NULL, p->context = NULL, p->cr = NULL, p->surface = NULL;
  p->out = (pdf_sink){0};
}

/* ---- pages ---- */

static void set_section(pdf *p, enum doc_sheet sheet) {
  doc_box box = doc_box_of(p->d, sheet);
  p->sheet = sheet;
  p->page_w = box.page_w, p->page_h = box.page_h;
  p->left = box.left, p->top = box.top, p->width = box.width, p->bottom = box.bottom;
}

static void watermark(pdf *p) {
  if (!p->drawing || str_blank(p->d->watermark)) return;
  double diagonal = hypot(p->page_w, p->page_h);
  str text = block_escape(p->a, p->d->watermark);
  pdf_text(p, (pdf_style){.size = 100, .bold = true, .tight = true}, text);
  double size = fmin(110, 100 * diagonal * 0.6 / fmax(pdf_text_width(p), 1));
  pdf_text(p, (pdf_style){.size = size, .bold = true, .tight = true, .colour = 0xececec}, text);
  cairo_save(p->cr);
  cairo_translate(p->cr, p->page_w / 2, p->page_h / 2);
  cairo_rotate(p->cr, -atan2(p->page_h, p->page_w));
  pdf_text_show(p, -pdf_text_width(p) / 2, -pdf_text_height(p) / 2);
  cairo_restore(p->cr);
}

/* Lines that are cut off where they would not fit. */
static double footer_text(pdf *p, pdf_style s, str text, double x, double y) {
  if (str_blank(text)) return 0;
  pdf_text(p, s, block_escape(p->a, text));
  pango_layout_set_height(p->layout, -1);
  pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
  double h = pdf_text_show(p, x, y);
  pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_height(p->layout, -1);
  return h;
}

/* "Periksa keaslian: https://takar.contoh.go.id/verifikasi/CODE" */
static str verification(pdf *p) {
  const doc *d = p->d;
  if (str_blank(d->code)) return STR_NONE;
  return d->verify.n ? STR_CAT(p->a, S("Periksa keaslian: "), d->verify) : STR_CAT(p->a, S("Kode verifikasi: "), d->code);
}

static void footer(pdf *p) {
  const doc *d = p->d;
  str check = verification(p);
  if (!p->drawing || (!d->page_numbers && str_blank(d->footer) && !check.n) || (d->cover && p->page == 1)) return;
  double room = p->page_h - p->bottom, y = p->bottom + room * 0.42, x = p->left, side = d->verify.n ? fmin(42, room - 12) : 0, number = 0;
  pdf_style s = {.size = 8, .tight = true, .colour = 0x555555};
  if (d->page_numbers) {
    pdf_text(p, s, str_fmt(p->a, "halaman %d dari %d", p->page, p->pages));
    number = pdf_text_width(p) + 12;
    pdf_text_show(p, p->left + p->width + 12 - number, y);
  }
  if (side >= 20) {
    pdf_qr_code(p, d->verify, x, p->bottom + (room - side) / 2, side);
    x += side + 4;
  }
  s.width = p->left + p->width - number - x;
  double h = footer_text(p, s, d->footer, x, y);
  s.size = 7;
  footer_text(p, s, check, x, y + h);
}

static void start_page(pdf *p) {
  p->page++;
  p->y = p->top;
  p->on_page = false;
  if (p->drawing) cairo_pdf_surface_set_size(p->surface, p->page_w, p->page_h);
  watermark(p);
}

static void end_page(pdf *p) {
  footer(p);
  if (p->drawing) cairo_show_page(p->cr);
  if (p->page > p->pages) p->pages = p->page;
}

double pdf_room(const pdf *p) { return p->bottom - p->y; }
double pdf_fresh_room(const pdf *p) { return p->bottom - p->top; }

void pdf_break(pdf *p) {
  end_page(p);
  start_page(p);
}

void pdf_need(pdf *p, double height) {
  if (p->on_page && height > pdf_room(p) + 0.01) pdf_break(p);
}

void pdf_advance(pdf *p, double height) {
  p->y += height;
  p->on_page = true;
}

void pdf_gap(pdf *p, double height) {
  if (p->on_page) p->y += height;
}

/* A page on which nothing stands yet only turns. */
static void page_block(pdf *p, enum doc_sheet sheet) {
  if (p->on_page) {
    end_page(p);
    set_section(p, sheet);
    start_page(p);
  } else if (sheet != p->sheet) {
    set_section(p, sheet);
    p->page--;
    start_page(p);
  }
}

/* ---- blocks ---- */

/* What must stand below a heading on its page. */
static double lead(pdf *p, size_t i) {
  double all = 0;
  for (; i < p->d->blocks.n; i++) {
    const block *b = &p->d->blocks.v[i];
    if (b->kind == BLOCK_HEADING) all += pdf_heading_height(p, b);
    else if (b->kind == BLOCK_SPACE) all += b->size;
    else if (b->kind == BLOCK_TABLE) return all + pdf_table_height(p, b, pdf_grid_next(p, b->table));
    else if (b->kind == BLOCK_FIGURE) return all + pdf_figure_height(p, b);
    else if (b->kind == BLOCK_SIGN) return all + pdf_sign_height(p, b);
    else return all + (b->kind == BLOCK_PAGE ? 0 : 2 * pdf_line(p));
    if (all > pdf_fresh_room(p) / 2) break;
  }
  return all;
}

static bool is_kind(const pdf *p, size_t i, enum block_kind kind) { return i < p->d->blocks.n && p->d->blocks.v[i].kind == kind; }

/* The signature place right after block i, with the white between; 0 when none follows. */
static double sign_after(pdf *p, size_t i) {
  double space = p->size;
  for (i++; is_kind(p, i, BLOCK_SPACE); i++) space += p->d->blocks.v[i].size;
  return is_kind(p, i, BLOCK_SIGN) ? fmin(space + pdf_sign_height(p, &p->d->blocks.v[i]), pdf_fresh_room(p) / 2) : 0;
}

static void put_block(pdf *p, size_t i) {
  const block *b = &p->d->blocks.v[i];
  p->at = i;
  p->follow = sign_after(p, i);
  switch (b->kind) {
  case BLOCK_KOP: pdf_kop(p, b->kop); break;
  case BLOCK_HEADING: pdf_heading(p, b, lead(p, i + 1)); break;
  case BLOCK_TITLE: pdf_title(p, b, !is_kind(p, i - 1, BLOCK_TITLE), !is_kind(p, i + 1, BLOCK_TITLE)); break;
  case BLOCK_PARA: pdf_para(p, b); break;
  case BLOCK_ITEM: pdf_item(p, b, i); break;
  case BLOCK_FIELDS: pdf_fields(p, b); break;
  case BLOCK_TABLE: {
    pdf_grid *g = pdf_grid_next(p, b->table);
    p->grids_met++;
    pdf_table(p, b, g);
    break;
  }
  case BLOCK_FIGURE: pdf_figure(p, b); break;
  case BLOCK_SIGN: pdf_sign(p, b); break;
  case BLOCK_QR: pdf_qr(p, b); break;
  case BLOCK_PAGE:
    if (!is_kind(p, i + 1, BLOCK_PAGE)) page_block(p, b->sheet);
    break;
  case BLOCK_SPACE: pdf_gap(p, fmin(b->size, pdf_fresh_room(p))); break;
  case BLOCK_TOC: pdf_toc(p, (enum toc_of)b->level); break;
  case BLOCK_CREST: pdf_crest_alone(p, b); break;
  }
}

/* Page breaks before anything else only say how the first page lies. */
static void lay_out(pdf *p, bool draw) {
  p->drawing = draw;
  p->page = 0;
  p->grids_met = 0;
  set_section(p, doc_first_sheet(p->d));
  start_page(p);
  pdf_tag(p, "Document");
  for (size_t i = 0; i < p->d->blocks.n && cairo_status(p->cr) == CAIRO_STATUS_SUCCESS; i++) put_block(p, i);
  pdf_tag_end(p, "Document");
  end_page(p);
}

/* ---- the document ---- */

static void metadata_text(pdf *p, cairo_pdf_metadata_t what, str text) {
  if (!text.n || !str_utf8_ok(text)) return;
  cairo_pdf_surface_set_metadata(p->surface, what, str_z(p->a, pdf_one_line(p->a, text)));
}

static void metadata(pdf *p, instant at) {
  const doc *d = p->d;
  metadata_text(p, CAIRO_PDF_METADATA_TITLE, d->title);
  metadata_text(p, CAIRO_PDF_METADATA_SUBJECT, d->subject.n ? d->subject : d->number);
  metadata_text(p, CAIRO_PDF_METADATA_AUTHOR, d->author);
  metadata_text(p, CAIRO_PDF_METADATA_CREATOR, S("Takar"));
  const char *day = str_z(p->a, instant_iso(p->a, at));
  cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, day);
  cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, day);
}

/* Text is shaped for paper: no hinting, and 72 dots per inch, since pango would assume 96. */
static void open_text(pdf *p) {
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  p->context = pango_cairo_create_context(p->cr);
  pango_cairo_context_set_font_options(p->context, options);
  pango_cairo_context_set_resolution(p->context, 72);
  pango_context_set_round_glyph_positions(p->context, FALSE);
  pango_context_set_language(p->context, pango_language_from_string("id"));
  cairo_font_options_destroy(options);
  p->layout = pango_layout_new(p->context);
  pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
  p->plain = pango_attr_list_new();
  pango_attr_list_insert(p->plain, pango_attr_insert_hyphens_new(FALSE));
}

static size_t count_blocks(const doc *d, enum block_kind kind) {
  size_t n = 0;
  for (size_t i = 0; i < d->blocks.n; i++) n += d->blocks.v[i].kind == kind;
  return n;
}

static pdf *pdf_open(arena *a, const doc *d, instant at) {
  pdf *p = NEW(a, pdf);
  *p = (pdf){.a = a, .d = d, .size = d->font_size > 0 ? fmin(fmax(d->font_size, 4), 36) : 11};
  arena_defer(a, pdf_release, p);
  p->block_page = NEW_N(a, int, d->blocks.n + 1);
  p->grids = NEW_N(a, pdf_grid *, count_blocks(d, BLOCK_TABLE));
  set_section(p, doc_first_sheet(d));
  p->surface = cairo_pdf_surface_create_for_stream(sink_write, &p->out, p->page_w, p->page_h);
  cairo_pdf_surface_restrict_to_version(p->surface, CAIRO_PDF_VERSION_1_5);
  p->cr = cairo_create(p->surface);
  metadata(p, at);
  open_text(p);
  p->labels = pdf_labels(p);
  return p;
}

int *pdf_block_pages(arena *a, const doc *d) {
  pdf *p = pdf_open(a, d, (instant){0});
  lay_out(p, false);
  pdf_release(p);
  return p->block_page;
}

pdf *pdf_canvas(arena *a, double size, cairo_surface_t *surface) {
  pdf *p = NEW(a, pdf);
  *p = (pdf){.a = a, .size = size, .surface = surface, .drawing = true};
  arena_defer(a, pdf_release, p);
  p->cr = cairo_create(surface);
  open_text(p);
  return p;
}

/* Setting type takes a core: it leaves one to the small pages. */
gate pdf_setting = GATE(0);

err doc_pdf(arena *a, const doc *d, instant at, str *bytes) { return doc_pdf_places(a, d, at, bytes, NULL); }

err doc_pdf_places(arena *a, const doc *d, instant at, str *bytes, doc_places *places) {
  gate_pass *pass = gate_enter(&pdf_setting, a);
  pdf *p = pdf_open(a, d, at);
  lay_out(p, false);
  lay_out(p, true);
  cairo_status_t status = cairo_status(p->cr);
  cairo_surface_finish(p->surface);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(p->surface);
  if (status == CAIRO_STATUS_SUCCESS) *bytes = str_copy(a, (str){p->out.p, p->out.n});
  if (places) *places = p->places;
  pdf_release(p);
  gate_leave(pass);
  return status == CAIRO_STATUS_SUCCESS ? NULL : ERR_CAUSE(a, "cairo: %s", cairo_status_to_string(status));
}
