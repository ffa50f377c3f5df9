/* Any bytes as a workbook: no crash, no leak, every cell is text within its limit. */
#include "performance/xlsx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static err take(void *ctx, size_t row, const xlsx_cell *cells, size_t n) {
  (void)ctx, (void)row;
  ENSURE(n <= XLSX_MAX_COLUMNS);
  for (size_t i = 0; i < n; i++) ENSURE(cells[i].text.n <= XLSX_MAX_TEXT);
  return NULL;
}

static void read_all(arena *a, arena *rows, str bytes) {
  xlsx *x;
  if (setjmp(*arena_catch(a)) != 0 || setjmp(*arena_catch(rows)) != 0) return; /* full: refused */
  if (xlsx_open(a, bytes, &x)) return;
  for (size_t i = 0; i < xlsx_sheet_count(x); i++)
    if (xlsx_read(x, i, a, rows, take, NULL)) return;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(8 << 20), *rows = arena_new(1 << 20);
  if (a && rows) read_all(a, rows, (str){(const char *)bytes, n});
  arena_free(rows);
  arena_free(a);
  return 0;
}
