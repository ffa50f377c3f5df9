/* papers: what independent readers say of our PDFs: sound (qpdf), tagged (pdfinfo), all fonts embedded (pdffonts), to be read in the order of the blocks
 * (pdftotext), and looking as they did (pdftoppm): small grey pictures of the first pages in tests/golden/pages, compared with a tolerance.
 * With the program and a story as arguments, the PDFs of that story are judged too. TAKAR_UPDATE_GOLDEN=1 writes the pictures anew. Ends with
 * 77 (skipped) where one of the readers is not installed. */
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../unit/samples.h"
#include "reader.h"

enum { DPI = 20, PAGES = 2, WHOLE_PAGES = 12, BLOCK = 6, MOST_BLOCK = 48 };
static const double MOST_MEAN = 1.5; /* of 255, over the page */
static const instant AT = {1767582900};

static bool runs(arena *a, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *command = str_z(a, str_vfmt(a, fmt, ap));
  va_end(ap);
  return system(command) == 0;
}

static bool wrong(const char *name, const char *what) {
  printf("not ok %s: %s\n", name, what);
  return false;
}

/* ---- sound, with all its fonts ---- */

/* Below two lines of head each line is a font: name, type, encoding, emb, sub, uni, object. */
static bool fonts_embedded(arena *a, const char *file) {
  str all = output_of(a, str_fmt(a, "pdffonts %s", file)), line;
  size_t n = 0, embedded = 0;
  for (int i = 0; all.n; i++) {
    all = str_cut(all, '\n', &line);
    if (i < 2 || !line.n) continue;
    n++;
    embedded += str_find(line, S(" yes yes yes ")) >= 0 || str_find(line, S(" yes yes no ")) >= 0;
  }
  return n > 0 && n == embedded;
}

static bool sound(arena *a, const char *name, const char *file) {
  if (!runs(a, "qpdf --check %s >/dev/null 2>&1", file)) return wrong(name, "qpdf --check");
  if (!runs(a, "pdfinfo %s | grep -q '^Tagged: *yes'", file)) return wrong(name, "no tagged structure");
  return fonts_embedded(a, file) ? true : wrong(name, "a font is not embedded");
}

/* ---- read in order ---- */

static bool reads_on(const block *b) {
  return b->kind == BLOCK_HEADING || b->kind == BLOCK_TITLE || b->kind == BLOCK_PARA || b->kind == BLOCK_ITEM;
}

/* Each text stands behind the one before it. One that a page parts is passed over; they are few. */
static bool in_order(arena *a, const char *name, const char *file, const doc *d) {
  str printed = squeezed(a, output_of(a, str_fmt(a, "pdftotext %s -", file)));
  size_t texts = 0, parted = 0, at = 0;
  for (size_t i = 0; i < d->blocks.n; i++) {
    str text = reads_on(&d->blocks.v[i]) ? squeezed(a, block_text(a, &d->blocks.v[i])) : STR_NONE;
    if (!text.n) continue;
    texts++;
    ptrdiff_t found = str_find(str_from(printed, at), text);
    if (found >= 0) at += (size_t)found + text.n;
    else if (str_find(printed, text) >= 0) return wrong(name, str_z(a, STR_CAT(a, S("read too early: "), block_text(a, &d->blocks.v[i]))));
    else parted++;
  }
  return parted * 8 <= texts + 8 ? true : wrong(name, "too many texts are parted");
}

/* ---- looks as it did ---- */

static int grey(const unsigned char *row, int x) { return row[4 * x + 1]; }

/* The mean of a block of the page, so that the smoothing of single letters does not count. */
static double block_mean(cairo_surface_t *s, int x, int y) {
  const unsigned char *data = cairo_image_surface_get_data(s);
  int stride = cairo_image_surface_get_stride(s), sum = 0;
  for (int j = 0; j < BLOCK; j++)
    for (int i = 0; i < BLOCK; i++) sum += grey(data + (size_t)(y + j) * (size_t)stride, x + i);
  return (double)sum / (BLOCK * BLOCK);
}

static bool same_picture(const char *name, int page, const char *was_file, const char *is_file) {
  cairo_surface_t *was = cairo_image_surface_create_from_png(was_file), *is = cairo_image_surface_create_from_png(is_file);
  int w = cairo_image_surface_get_width(was), h = cairo_image_surface_get_height(was), blocks = 0;
  bool good = cairo_surface_status(was) == CAIRO_STATUS_SUCCESS && w == cairo_image_surface_get_width(is) && h == cairo_image_surface_get_height(is);
  double all = 0, most = 0;
  for (int y = 0; good && y + BLOCK <= h; y += BLOCK)
    for (int x = 0; x + BLOCK <= w; x += BLOCK, blocks++) {
      double d = fabs(block_mean(was, x, y) - block_mean(is, x, y));
      all += d;
      most = fmax(most, d);
    }
  good = good && blocks && all / blocks <= MOST_MEAN && most <= MOST_BLOCK;
  if (!good) printf("not ok %s: page %d looks otherwise (%d blocks, mean %.2f, most %.1f): %s\n", name, page, blocks, blocks ? all / blocks : 0, most, is_file);
  cairo_surface_destroy(was);
  cairo_surface_destroy(is);
  return good;
}

/* pdftoppm numbers with as many digits as the last page has. */
static const char *page_file(arena *a, const char *root, int page) {
  const char *padded = str_z(a, str_fmt(a, "%s-%02d.png", root, page)), *plain = str_z(a, str_fmt(a, "%s-%d.png", root, page));
  return access(padded, R_OK) == 0 ? padded : plain;
}

static bool looks(arena *a, const char *dir, const char *name, const char *file, int pages) {
  const char *golden = TAKAR_SOURCE_ROOT "/tests/golden/pages", *root = str_z(a, str_fmt(a, "%s/%s", dir, name));
  int most = strcmp(name, "report-signed") == 0 ? WHOLE_PAGES : PAGES;
  bool good = true;
  if (pages > most) pages = most;
  if (!runs(a, "pdftoppm -r %d -gray -png -l %d %s %s", DPI, pages, file, root)) return wrong(name, "pdftoppm");
  for (int i = 1; i <= pages; i++) {
    const char *is = page_file(a, root, i), *was = str_z(a, str_fmt(a, "%s/%s-%d.png", golden, name, i));
    if (getenv("TAKAR_UPDATE_GOLDEN")) good &= runs(a, "cp %s %s", is, was);
    else good &= same_picture(name, i, was, is);
  }
  return good;
}

/* ---- all ---- */

static bool check_sample(const char *dir, const sample *s) {
  arena *a = arena_new((size_t)512 << 20);
  doc *d = s->build(a);
  str bytes;
  const char *file = str_z(a, str_fmt(a, "%s/%s.pdf", dir, s->name));
  if (doc_pdf(a, d, AT, &bytes)) return wrong(s->name, "no PDF");
  FILE *f = fopen(file, "wb");
  ENSURE(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
  bool good = sound(a, s->name, file) && in_order(a, s->name, file, d);
  good = looks(a, dir, s->name, file, doc_pdf_pages(bytes)) && good;
  if (good) printf("ok %s\n", s->name);
  arena_free(a);
  return good;
}

static bool check_story(const char *dir, const char *takar, const char *story) {
  arena *a = arena_new((size_t)64 << 20);
  if (!runs(a, "%s scenario %s --out %s/story >%s/story.log", takar, story, dir, dir)) return wrong(story, "the story fails");
  str files = output_of(a, str_fmt(a, "ls %s/story/*/*.pdf", dir)), one;
  bool good = files.n > 0;
  size_t n = 0;
  for (; files.n; n += one.n > 0) {
    files = str_cut(files, '\n', &one);
    if (one.n) good &= sound(a, str_z(a, one), str_z(a, one));
  }
  printf("%s %zu PDFs of the story\n", good ? "ok" : "not ok", n);
  arena_free(a);
  return good;
}

int main(int argc, char **argv) {
  static const char *const tools[] = {"qpdf", "pdfinfo", "pdffonts", "pdftotext", "pdftoppm"};
  char dir[] = "/tmp/takar-papers-XXXXXX", command[200];
  for (size_t i = 0; i < LEN(tools); i++)
    if (!installed(tools[i])) return 77;
  if (!mkdtemp(dir)) return 1;
  bool good = true;
  for (size_t i = 0; i < LEN(SAMPLES); i++) good &= check_sample(dir, &SAMPLES[i]);
  if (argc > 2) good &= check_story(dir, argv[1], argv[2]);
  snprintf(command, sizeof command, "rm -r %s", dir);
  return good && system(command) == 0 ? 0 : 1; /* what failed stays to be looked at */
}
