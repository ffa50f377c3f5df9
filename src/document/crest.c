#include "crest.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

static const str FIELD = SC("lambang");

/* What must be given back, whatever happens; the arena's deferred call does it. */
typedef struct pictures {
  cairo_surface_t *from, *to;
  tjhandle jpeg;
  struct { char *p; size_t n; } out;
} pictures;

static void release(void *what) {
  pictures *k = what;
  if (k->from) cairo_surface_destroy(k->from);
  if (k->to) cairo_surface_destroy(k->to);
  if (k->jpeg) tjDestroy(k->jpeg);
  free(k->out.p);
  *k = (pictures){0};
}

static err unreadable(arena *a) { return ERR_FIELD(a, FIELD, "Gambar ini tidak dapat dibaca. Unggah lambang sebagai PNG atau JPEG yang utuh."); }

static err size_fits(arena *a, int64_t wide, int64_t high) {
  if (wide < 1 || high < 1) return unreadable(a);
  if (wide > CREST_MAX_SIDE || high > CREST_MAX_SIDE)
    return ERR_FIELD(a, FIELD, "Gambar ini %lld × %lld titik; paling besar %d × %d. Kecilkan dulu gambarnya.", (long long)wide, (long long)high,
                     CREST_MAX_SIDE, CREST_MAX_SIDE);
  return NULL;
}

/* ---- PNG ---- */

static cairo_status_t take(void *closure, unsigned char *to, unsigned int n) {
  str *left = closure;
  if (left->n < n) return CAIRO_STATUS_READ_ERROR;
  memcpy(to, left->p, n);
  *left = str_from(*left, n);
  return CAIRO_STATUS_SUCCESS;
}

static int64_t big_endian(const char *p) {
  const unsigned char *b = (const unsigned char *)p;
  return (int64_t)b[0] << 24 | (int64_t)b[1] << 16 | (int64_t)b[2] << 8 | b[3];
}

/* The first chunk, IHDR, holds width and height. */
static err read_png(arena *a, pictures *k, str bytes) {
  if (bytes.n < 24) return unreadable(a);
  TRY(size_fits(a, big_endian(bytes.p + 16), big_endian(bytes.p + 20)));
  k->from = cairo_image_surface_create_from_png_stream(take, &bytes);
  return cairo_surface_status(k->from) == CAIRO_STATUS_SUCCESS ? NULL : unreadable(a);
}

/* ---- JPEG ---- */

static err read_jpeg(arena *a, pictures *k, str bytes) {
  int wide, high, sampling, space;
  const unsigned char *p = (const unsigned char *)bytes.p;
  k->jpeg = tjInitDecompress();
  if (!k->jpeg || tjDecompressHeader3(k->jpeg, p, bytes.n, &wide, &high, &sampling, &space)) return unreadable(a);
  TRY(size_fits(a, wide, high));
  k->from = cairo_image_surface_create(CAIRO_FORMAT_RGB24, wide, high);
  if (cairo_surface_status(k->from) != CAIRO_STATUS_SUCCESS) return unreadable(a);
  int stride = cairo_image_surface_get_stride(k->from), order = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? TJPF_BGRX : TJPF_XRGB;
  cairo_surface_flush(k->from);
  /* A warning means that the picture is cut short. */
  if (tjDecompress2(k->jpeg, p, bytes.n, cairo_image_surface_get_data(k->from), wide, stride, high, order, TJFLAG_STOPONWARNING)) return unreadable(a);
  cairo_surface_mark_dirty(k->from);
  return NULL;
}

/* ---- the picture for the letterhead ---- */

static cairo_status_t give(void *closure, const unsigned char *data, unsigned int n) {
  pictures *k = closure;
  char *p = realloc(k->out.p, k->out.n + n);
  if (!p) return CAIRO_STATUS_NO_MEMORY;
  memcpy(p + k->out.n, data, n);
  k->out.p = p;
  k->out.n += n;
  return CAIRO_STATUS_SUCCESS;
}

static void shrink(pictures *k) {
  double wide = cairo_image_surface_get_width(k->from), high = cairo_image_surface_get_height(k->from);
  double scale = fmin(1, CREST_SIDE / fmax(wide, high));
  k->to = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)fmax(1, round(wide * scale)), (int)fmax(1, round(high * scale)));
  cairo_t *cr = cairo_create(k->to);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, scale, scale);
  cairo_set_source_surface(cr, k->from, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BEST);
  cairo_paint(cr);
  cairo_destroy(cr);
}

err crest_png(arena *a, str upload, str *png) {
  pictures *k = NEW(a, pictures);
  arena_defer(a, release, k);
  if (!upload.n) return ERR_FIELD(a, FIELD, "Pilih berkas gambar lambang, PNG atau JPEG.");
  if (upload.n > CREST_UPLOAD) return ERR_FIELD(a, FIELD, "Berkas ini lebih dari 2 MB. Kecilkan dulu gambarnya.");
  if (str_starts(upload, S("\x89PNG\r\n\x1a\n"))) TRY(read_png(a, k, upload));
  else if (str_starts(upload, S("\xff\xd8\xff"))) TRY(read_jpeg(a, k, upload));
  else return unreadable(a);
  shrink(k);
  if (cairo_surface_write_to_png_stream(k->to, give, k) != CAIRO_STATUS_SUCCESS) return unreadable(a);
  *png = str_copy(a, (str){k->out.p, k->out.n});
  release(k);
  return NULL;
}
