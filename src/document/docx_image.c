/* Pictures: drawn as on paper, at 200 dots per inch, kept as PNG without a ground (the
 * watermark shows), placed in the line of text. */
#include "docx_part.h"
#include "pdf.h"

enum { DPI = 200, MAX_SIDE = 4000 };
static const double EMU = 12700; /* per point */

/* ---- PNG ---- */

typedef struct picture { pdf *p; double wide, high; } picture; /* points */

static picture picture_new(docx *x, double wide, double high) {
  double scale = fmin(DPI / 72.0, MAX_SIDE / fmax(fmax(wide, high), 1));
  int w = (int)ceil(fmax(wide * scale, 1)), h = (int)ceil(fmax(high * scale, 1));
  picture pic = {pdf_canvas(x->a, x->size, cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h)), wide, high};
  cairo_scale(pic.p->cr, w / fmax(wide, 1), h / fmax(high, 1));
  return pic;
}

static cairo_status_t png_write(void *closure, const unsigned char *data, unsigned int n) {
  pdf_sink *s = closure;
  char *p = realloc(s->p, s->n + n);
  if (!p) return CAIRO_STATUS_NO_MEMORY;
  s->p = p;
  memcpy(s->p + s->n, data, n);
  s->n += n;
  return CAIRO_STATUS_SUCCESS;
}

/* The bytes of the picture, empty when it cannot be made; it is released. */
static str picture_png(docx *x, picture pic) {
  str bytes = STR_NONE;
  if (cairo_surface_write_to_png_stream(pic.p->surface, png_write, &pic.p->out) == CAIRO_STATUS_SUCCESS)
    bytes = str_copy(x->a, (str){pic.p->out.p, pic.p->out.n});
  pdf_release(pic.p);
  return bytes;
}

/* ---- the place in the text ---- */

static void put(docx *x, str png, double wide, double high, str alt) {
  if (!png.n) return;
  docx_image image = {str_fmt(x->a, "gambar%zu.png", x->images.n + 1), png};
  LIST_ADD(x->a, &x->images, image);
  size_t id = x->images.n;
  long cx = lround(wide * EMU), cy = lround(high * EMU);
  buf *b = &x->body;
  buf_fmt(b, "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"%ld\" cy=\"%ld\"/>", cx, cy);
  buf_fmt(b, "<wp:docPr id=\"%zu\" name=\"Gambar %zu\" descr=\"", id, id);
  xml_escape(b, alt);
  buf_z(b, "\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic>"
           "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>");
  buf_fmt(b, "<pic:cNvPr id=\"%zu\" name=\"%.*s\"/><pic:cNvPicPr/></pic:nvPicPr>", id, STR_ARG(image.name));
  buf_fmt(b, "<pic:blipFill><a:blip r:embed=\"gambar%zu\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>", id);
  buf_fmt(b, "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%ld\" cy=\"%ld\"/></a:xfrm>"
             "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>", cx, cy);
}

void docx_drawing(docx *x, const drawing *g, double scale, str alt) {
  picture pic = picture_new(x, g->width * scale, g->height * scale);
  cairo_scale(pic.p->cr, scale, scale);
  pdf_drawing(pic.p, g);
  put(x, picture_png(x, pic), pic.wide, pic.high, alt);
}

void docx_qr_image(docx *x, str content, double side) {
  picture pic = picture_new(x, side, side);
  cairo_set_source_rgb(pic.p->cr, 1, 1, 1);
  cairo_paint(pic.p->cr);
  cairo_set_antialias(pic.p->cr, CAIRO_ANTIALIAS_NONE);
  pdf_qr_code(pic.p, content, 0, 0, side);
  put(x, picture_png(x, pic), side, side, STR_CAT(x->a, S("Kode QR: "), content));
}

void docx_crest(docx *x, const doc_kop *k, double wide, double high) {
  picture pic = picture_new(x, wide, high);
  cairo_translate(pic.p->cr, 1, 1);
  pdf_crest(pic.p, k, 0, 0, wide - 2, high - 2);
  put(x, picture_png(x, pic), wide, high, k->crest_png.n ? S("Lambang daerah") : S("Tempat lambang daerah"));
}
