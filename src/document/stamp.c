#include "stamp.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "qr.h"

enum { MOST = 1 << 20 };

/* cairo must not be left by a jump, so its output goes to room taken before. */
typedef struct sink { char *p; size_t n; } sink;
typedef struct stamp {
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *layout;
} stamp;

static cairo_status_t take(void *closure, const unsigned char *data, unsigned int n) {
  sink *s = closure;
  if (n > MOST - s->n) return CAIRO_STATUS_WRITE_ERROR;
  memcpy(s->p + s->n, data, n);
  s->n += n;
  return CAIRO_STATUS_SUCCESS;
}

static void squares(cairo_t *cr, const qr *q, double side) {
  double unit = side / (q->width + 2 * QR_QUIET);
  for (int row = 0; row < q->width; row++)
    for (int col = 0, n; (n = qr_run(q, row, &col)) > 0; col += n) cairo_rectangle(cr, (col + QR_QUIET) * unit, (row + QR_QUIET) * unit, n * unit, unit);
  cairo_fill(cr);
}

/* The lines of the mark: note, position, name in bold, NIP. */
static char *markup(arena *a, const doc_stamp *s) {
  str note = s->note.p ? s->note : S("Ditandatangani secara elektronik oleh"), lines[] = {note, s->position, s->name, s->nip};
  static const char *const forms[] = {"%s", "\n%s", "\n<b>%s</b>", "\nNIP. %s"};
  buf b = BUF(a);
  for (size_t i = 0; i < LEN(lines); i++) {
    if (str_blank(lines[i]) || !str_utf8_ok(lines[i])) continue;
    char *escaped = g_markup_escape_text(lines[i].p, (gssize)lines[i].n), *line = g_strdup_printf(forms[i], escaped);
    str copy = str_copy(a, str_of(line));
    g_free(line);
    g_free(escaped);
    buf_add(&b, copy);
  }
  return str_z(a, buf_str(&b));
}

/* As large as fits into the room, from 9 points down. */
static void text(stamp *w, const char *lines, double x, double width, double height) {
  PangoFontDescription *font = pango_font_description_from_string("Liberation Sans");
  int text_w = 0, text_h = 0;
  pango_layout_set_width(w->layout, (int)(fmax(width, 1) * PANGO_SCALE));
  pango_layout_set_wrap(w->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup(w->layout, lines, -1);
  for (double size = 9; size >= 4; size -= 0.5) {
    pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
    pango_layout_set_font_description(w->layout, font);
    pango_layout_get_size(w->layout, &text_w, &text_h);
    if (text_h <= height * PANGO_SCALE) break;
  }
  pango_font_description_free(font);
  cairo_move_to(w->cr, x, fmax(0, (height - (double)text_h / PANGO_SCALE) / 2));
  pango_cairo_show_layout(w->cr, w->layout);
}

static void draw(stamp *w, const doc_stamp *s, const qr *q, const char *lines) {
  double side = q->width ? fmin(s->height, s->width / 2) : 0, gap = 4;
  cairo_set_source_rgb(w->cr, 0, 0, 0);
  if (q->width) squares(w->cr, q, side);
  text(w, lines, side + gap, s->width - side - 2 * gap, s->height);
}

/* On a surface that is given and let go here. */
static cairo_status_t make_on(cairo_surface_t *surface, double scale, const doc_stamp *s, const qr *q, const char *lines, sink *png) {
  stamp w = {.surface = surface, .cr = cairo_create(surface)};
  cairo_scale(w.cr, scale, scale);
  if (png) {
    cairo_set_source_rgb(w.cr, 1, 1, 1);
    cairo_paint(w.cr);
  }
  PangoContext *context = pango_cairo_create_context(w.cr);
  pango_cairo_context_set_resolution(context, 72);
  w.layout = pango_layout_new(context);
  draw(&w, s, q, lines);
  cairo_status_t status = cairo_status(w.cr);
  g_object_unref(w.layout);
  g_object_unref(context);
  cairo_destroy(w.cr);
  if (png && status == CAIRO_STATUS_SUCCESS) status = cairo_surface_write_to_png_stream(surface, take, png);
  cairo_surface_finish(surface);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  return status;
}

static cairo_surface_t *pdf_surface(sink *out, const doc_stamp *s) {
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, s->width, s->height);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
  return surface;
}

static err make(arena *a, const doc_stamp *s, bool png, str *bytes) {
  if (!(s->width >= 20 && s->width <= 2000 && s->height >= 10 && s->height <= 2000))
    return ERR(a, INPUT, "Tempat tanda tangan terlalu kecil atau terlalu besar: paling sedikit 20 × 10 poin.");
  static const double dots = 300.0 / 72;
  sink out = {arena_alloc(a, MOST), 0};
  qr q = s->qr.n ? qr_of(a, s->qr) : (qr){0};
  char *lines = markup(a, s);
  cairo_status_t status =
      png ? make_on(cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(s->width * dots), (int)ceil(s->height * dots)), dots, s, &q, lines, &out)
          : make_on(pdf_surface(&out, s), 1, s, &q, lines, NULL);
  if (status != CAIRO_STATUS_SUCCESS) return ERR_CAUSE(a, "cairo: %s", cairo_status_to_string(status));
  *bytes = (str){out.p, out.n};
  return NULL;
}

err doc_stamp_pdf(arena *a, const doc_stamp *s, str *bytes) { return make(a, s, false, bytes); }
err doc_stamp_png(arena *a, const doc_stamp *s, str *bytes) { return make(a, s, true, bytes); }
