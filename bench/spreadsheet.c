/* 100,000 rows of ten cells (three texts, six numbers, a date) written as a workbook or read back, as the program does it.
 * `bench_spreadsheet write FILE ROWS` and `bench_spreadsheet read FILE`; prints the seconds it took, the peak memory of the
 * process in KiB, and what was read. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/num.h"
#include "document/sheet.h"
#include "performance/xlsx_read.h"

static const sheet_column COLUMNS[] = {{SC("Kantor"), 12}, {SC("Kode"), 10},  {SC("Indikator"), 40}, {SC("Tahun"), 8},     {SC("TW"), 6},
                                       {SC("Target"), 12}, {SC("Realisasi"), 12}, {SC("Pagu"), 16}, {SC("Realisasi Rp"), 16}, {SC("Tanggal"), 12}};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static sheet_cell text(str s) { return (sheet_cell){.kind = CELL_TEXT, .text = s}; }
static sheet_cell number(int64_t units, int places) { return (sheet_cell){.kind = CELL_NUMBER, .number = {units, (int8_t)places}, .places = places}; }

/* The same numbers as in spreadsheet.mjs. */
static void fill(arena *row, int64_t i, sheet_cell *c) {
  c[0] = text(str_fmt(row, "32.14.%02d", (int)(i % 17)));
  c[1] = text(str_fmt(row, "IK-%d", (int)(i % 400)));
  c[2] = text(str_fmt(row, "Persentase layanan nomor %d yang selesai tepat waktu", (int)(i % 400)));
  c[3] = number(2016 + i % 10, 0);
  c[4] = number(1 + i % 4, 0);
  c[5] = number(5000 + i * 37 % 5000, 2);
  c[6] = number(4000 + i * 91 % 6000, 2);
  c[7] = number(100000000 + i * 1237, 0);
  c[8] = number(50000000 + i * 977, 0);
  c[9] = (sheet_cell){.kind = CELL_DATE, .day = {20000 + (int32_t)(i % 700)}};
}

static err write_rows(arena *a, arena *row, const char *path, int64_t n) {
  sheet_rows *r;
  sheet_cell cells[LEN(COLUMNS)];
  str bytes;
  TRY(sheet_rows_open(a, S("Data"), COLUMNS, LEN(COLUMNS), (instant){1767582900}, &r));
  for (int64_t i = 0; i < n; i++) {
    arena_reset(row);
    fill(row, i, cells);
    TRY(sheet_rows_put(r, cells));
  }
  TRY(sheet_rows_close(r, &bytes));
  FILE *f = fopen(path, "wb");
  ENSURE(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
  return NULL;
}

typedef struct tally { size_t rows, cells; } tally;

static err count(void *what, size_t row, const xlsx_cell *cells, size_t n) {
  tally *t = what;
  (void)row;
  t->rows++;
  for (size_t i = 0; i < n; i++) t->cells += cells[i].kind != XLSX_EMPTY;
  return NULL;
}

static str whole_file(arena *a, const char *path) {
  FILE *f = fopen(path, "rb");
  ENSURE(f && fseek(f, 0, SEEK_END) == 0);
  size_t n = (size_t)ftell(f);
  char *p = arena_alloc(a, n);
  ENSURE(fseek(f, 0, SEEK_SET) == 0 && fread(p, 1, n, f) == n && fclose(f) == 0);
  return (str){p, n};
}

static err read_rows(arena *a, arena *row, const char *path, tally *t) {
  xlsx *x;
  TRY(xlsx_open(a, whole_file(a, path), &x));
  return xlsx_read(x, 0, a, row, count, t);
}

int main(int argc, char **argv) {
  arena *a = arena_new((size_t)256 << 20), *row = arena_new(0);
  int64_t n = 0;
  tally t = {0};
  if (argc < 3 || !a || !row) return 2;
  double began = now();
  bool writing = argc == 4 && strcmp(argv[1], "write") == 0 && num_i64(str_of(argv[3]), 1, 190000, &n);
  err e = writing ? write_rows(a, row, argv[2], n) : read_rows(a, row, argv[2], &t);
  if (e) return fprintf(stderr, "%.*s %.*s\n", STR_ARG(e->user), STR_ARG(e->cause)), 1;
  struct rusage used;
  double took = now() - began;
  getrusage(RUSAGE_SELF, &used);
  printf("%.3f %ld %zu %zu\n", took, used.ru_maxrss, t.rows, t.cells);
  arena_free(row);
  arena_free(a);
  return 0;
}
