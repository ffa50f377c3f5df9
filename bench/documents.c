/* documents: what bench/documents.sh measures.
 *
 *   bench_documents files DIR        a report of 20 pages with 600 rows as DIR/report.pdf, .docx and .html
 *   bench_documents report           builds that report and its PDF once; prints CPU milliseconds, peak KiB, pages
 *   bench_documents letters SECONDS  one-page letters, each built anew, by two processes; prints letters a second and CPU milliseconds of each */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../tests/unit/samples.h"
#include "document/docx.h"

enum { SECTIONS = 10, ROWS = 60, CORES = 2 };
static const instant AT = {1767582900};

static doc *report(arena *a) {
  static const str UNITS[] = {SC("Nilai"), SC("%"), SC("Dokumen"), SC("Desa")};
  letter_common c = sample_common(S("000.8.6.3/012/Kec.Bbk/I/2026"), 22);
  doc *d = doc_new(a, S("Laporan Kinerja"));
  d->footer = S("Laporan Kinerja – Kecamatan Babakancikao");
  d->cover = true;
  doc_title(d, c.office.government);
  doc_title(d, c.office.name);
  doc_title(d, S("LAPORAN KINERJA TAHUN 2025"));
  doc_page(d, SHEET_PORTRAIT);
  doc_title(d, S("DAFTAR ISI"));
  doc_toc(d, TOC_HEADINGS);
  doc_page(d, SHEET_PORTRAIT);
  for (int s = 0; s < SECTIONS; s++) {
    static const str HEAD[] = {SC("No"), SC("Sasaran"), SC("Indikator Kinerja"), SC("Satuan"), SC("Target"), SC("Realisasi"), SC("Capaian (%)")};
    doc_heading(d, 1, str_fmt(a, "BAGIAN %d CAPAIAN KINERJA", s + 1));
    for (int p = 0; p < 4; p++)
      doc_para(d, ALIGN_JUSTIFY, S("Capaian kinerja dihitung dari **target** dan //realisasi// yang dilaporkan setiap seksi beserta bukti dukungnya, lalu "
                                   "dikoreksi oleh Kasubag Perencanaan sebelum dilaporkan kepada Camat dalam rapat intern."));
    doc_table *t = doc_add_table(d, str_fmt(a, "Tabel %d. Capaian bagian %d", s + 1, s + 1), (const double[]){7, 18, 33, 12, 9, 10, 11}, LEN(HEAD));
    t->font_size = 9;
    doc_row *r = doc_table_row(d, t, true);
    for (size_t k = 0; k < LEN(HEAD); k++) doc_cell_add(d, r, ALIGN_CENTER, HEAD[k]);
    for (int i = 0; i < ROWS; i++) {
      int n = s * ROWS + i;
      const str cells[] = {str_fmt(a, "%d", n + 1), str_fmt(a, "Sasaran %d.%d", s + 1, i / 6 + 1), str_fmt(a, "Indikator kinerja ke-%d", n + 1), UNITS[i % 4],
                           str_fmt(a, "%d,50", 100 + i), str_fmt(a, "%d,25", 90 + i), str_fmt(a, "%d,07", 80 + i % 20)};
      r = doc_table_row(d, t, false);
      for (size_t k = 0; k < LEN(cells); k++) doc_cell_add(d, r, k > 3 ? ALIGN_RIGHT : ALIGN_LEFT, cells[k]);
    }
  }
  return d;
}

static void write_file(arena *a, const char *dir, const char *name, str bytes) {
  FILE *f = fopen(str_z(a, str_fmt(a, "%s/%s", dir, name)), "wb");
  ENSURE(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
}

/* As a page of its own, with the little style that makes it look like the paper. */
static str page(arena *a, const doc *d) {
  return STR_CAT(a, S("<!doctype html><html lang=id><meta charset=utf-8><title>Laporan</title><style>@page{size:A4;margin:20mm 20mm 20mm 25mm;@bottom-right{content:"
                      "'halaman ' counter(page) ' dari ' counter(pages);font:8pt 'Liberation Sans'}}body{font:11pt 'Liberation Sans'}table{border-collapse:collapse;"
                      "width:100%;font-size:9pt}td,th{border:.5pt solid #444;padding:2pt 4pt}h2{break-before:page}</style>"), doc_html(a, d), S("</html>"));
}

static int files(const char *dir) {
  arena *a = arena_new((size_t)512 << 20);
  str bytes;
  doc *d = report(a);
  ENSURE(!doc_pdf(a, d, AT, &bytes));
  write_file(a, dir, "report.pdf", bytes);
  ENSURE(!doc_docx(a, d, AT, &bytes));
  write_file(a, dir, "report.docx", bytes);
  write_file(a, dir, "report.html", page(a, d));
  return 0;
}

static int one_report(void) {
  arena *a = arena_new((size_t)512 << 20);
  struct rusage u;
  str bytes;
  ENSURE(!doc_pdf(a, report(a), AT, &bytes));
  getrusage(RUSAGE_SELF, &u);
  long ms = (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000 + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
  printf("%ld %ld %d\n", ms, u.ru_maxrss, doc_pdf_pages(bytes));
  return 0;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long letters_until(double end) {
  arena *a = arena_new((size_t)64 << 20);
  long n = 0;
  for (; now() < end; n++) {
    str bytes;
    ENSURE(!doc_pdf(a, sample_order(a), AT, &bytes) && bytes.n > 1000);
    arena_reset(a);
  }
  return n;
}

static int letters(double seconds) {
  double end = now() + seconds;
  long all = 0, one;
  int pipes[2];
  ENSURE(pipe(pipes) == 0);
  for (int i = 0; i < CORES; i++)
    if (fork() == 0) {
      one = letters_until(end);
      _exit(write(pipes[1], &one, sizeof one) == sizeof one ? 0 : 1);
    }
  for (int i = 0; i < CORES; i++) {
    ENSURE(read(pipes[0], &one, sizeof one) == sizeof one);
    all += one;
  }
  while (wait(NULL) > 0) {}
  struct rusage u;
  getrusage(RUSAGE_CHILDREN, &u);
  double cpu = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000 + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
  printf("%.0f %.2f\n", (double)all / seconds, cpu / (double)(all ? all : 1));
  return 0;
}

int main(int argc, char **argv) {
  str what = str_of(argc > 1 ? argv[1] : "");
  if (str_eq(what, S("files")) && argc > 2) return files(argv[2]);
  if (str_eq(what, S("report"))) return one_report();
  if (str_eq(what, S("letters")) && argc > 2) return letters(strtod(argv[2], NULL));
  fprintf(stderr, "bench_documents files DIR | report | letters SECONDS\n");
  return 2;
}
