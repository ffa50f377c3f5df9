/* Pictures of coats of arms: PNG and JPEG become a small opaque PNG; what is no such picture is refused in words. */
#include "test.h"

#include <cairo.h>
#include <turbojpeg.h>

#include "document/block.h"
#include "document/crest.h"

static int setup(void **state) { return (*state = arena_new(0)) ? 0 : 1; }

static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static cairo_status_t give(void *closure, const unsigned char *data, unsigned int n) {
  buf_add(closure, (str){(const char *)data, n});
  return CAIRO_STATUS_SUCCESS;
}

static str png_of(arena *a, int wide, int high) {
  cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, wide, high);
  cairo_t *cr = cairo_create(s);
  buf b = BUF(a);
  cairo_set_source_rgb(cr, 0.8, 0.1, 0.1);
  cairo_arc(cr, wide / 2.0, high / 2.0, wide / 3.0, 0, 6.3);
  cairo_fill(cr);
  cairo_surface_write_to_png_stream(s, give, &b);
  cairo_destroy(cr);
  cairo_surface_destroy(s);
  return str_copy(a, buf_str(&b));
}

static str jpeg_of(arena *a, int wide, int high) {
  unsigned char *pixels = NEW_N(a, unsigned char, (size_t)(wide * high * 3)), *out = NULL;
  unsigned long n = 0;
  for (int i = 0; i < wide * high * 3; i++) pixels[i] = (unsigned char)(i % 3 ? 40 : 200);
  tjhandle j = tjInitCompress();
  assert_int_equal(tjCompress2(j, pixels, wide, 0, high, TJPF_RGB, &out, &n, TJSAMP_420, 90, 0), 0);
  str bytes = str_copy(a, (str){(char *)out, n});
  tjFree(out);
  tjDestroy(j);
  return bytes;
}

static cairo_status_t take(void *closure, unsigned char *to, unsigned int n) {
  str *left = closure;
  if (left->n < n) return CAIRO_STATUS_READ_ERROR;
  memcpy(to, left->p, n);
  *left = str_from(*left, n);
  return CAIRO_STATUS_SUCCESS;
}

static void check_size(str png, int wide, int high) {
  cairo_surface_t *s = cairo_image_surface_create_from_png_stream(take, &png);
  assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
  assert_int_equal(cairo_image_surface_get_width(s), wide);
  assert_int_equal(cairo_image_surface_get_height(s), high);
  assert_int_equal(cairo_image_surface_get_format(s), CAIRO_FORMAT_RGB24); /* opaque: PDF/A-1 knows no transparency */
  cairo_surface_destroy(s);
}

static void pictures_are_made_small_and_opaque(void **state) {
  arena *a = *state;
  str png, again;
  assert_ok(a, crest_png(a, png_of(a, 720, 900), &png));
  check_size(png, 288, CREST_SIDE);
  assert_ok(a, crest_png(a, png_of(a, 720, 900), &again));
  assert_true(str_eq(png, again));
  assert_ok(a, crest_png(a, jpeg_of(a, 100, 60), &png));
  check_size(png, 100, 60); /* a small one stays as it is */
}

static void refuse(arena *a, str upload, const char *says) {
  str png;
  err e = crest_png(a, upload, &png);
  assert_non_null(e);
  assert_int_equal(e->code, ERR_INPUT);
  assert_true(e->points.n == 1 && str_eq(e->points.v[0].field, S("lambang")));
  assert_true(str_find(e->points.v[0].text, str_of(says)) >= 0);
}

static void other_files_are_refused(void **state) {
  arena *a = *state;
  str png = png_of(a, 50, 50), jpeg = jpeg_of(a, 50, 50);
  char *wide = str_z(a, png);
  wide[16] = 0x7f; /* says it is two thousand million points wide */
  refuse(a, S(""), "Pilih berkas");
  refuse(a, S("<svg/>"), "tidak dapat dibaca");
  refuse(a, str_sub(png, 0, 20), "tidak dapat dibaca");
  refuse(a, str_sub(png, 0, png.n / 2), "tidak dapat dibaca");
  refuse(a, str_sub(jpeg, 0, jpeg.n / 2), "tidak dapat dibaca");
  refuse(a, (str){wide, png.n}, "paling besar 4000");
  refuse(a, (str){NEW_N(a, char, CREST_UPLOAD + 1), CREST_UPLOAD + 1}, "lebih dari 2 MB");
}

/* The picture is in the PDF; the frozen document names it by its hash alone. */
static void letterheads_carry_it(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Surat")), *back;
  doc_kop *k = doc_add(d, BLOCK_KOP)->kop = NEW(a, doc_kop);
  str png, plain, with;
  *k = (doc_kop){.government = S("PEMERINTAH"), .office = S("KECAMATAN"), .crest = true, .crest_hash = S("abc")};
  assert_ok(a, doc_pdf(a, d, (instant){0}, &plain));
  assert_true(str_find(plain, S("/Subtype /Image")) < 0);
  assert_ok(a, crest_png(a, png_of(a, 300, 360), &png));
  k->crest_png = png;
  assert_ok(a, doc_pdf(a, d, (instant){0}, &with));
  assert_true(str_find(with, S("/Subtype /Image")) >= 0);
  assert_true(str_find(with, S("/SMask")) < 0);
  assert_true(str_find(doc_html(a, d), S("data:image/png;base64,iVBORw0KGgo")) >= 0);
  assert_ok(a, doc_thaw(a, doc_freeze(a, d), &back));
  assert_true(str_eq(back->blocks.v[0].kop->crest_hash, S("abc")));
  assert_false(back->blocks.v[0].kop->crest_png.n);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(pictures_are_made_small_and_opaque, setup, teardown),
      cmocka_unit_test_setup_teardown(other_files_are_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(letterheads_carry_it, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
