/* Any bytes as the parts of a workbook (sheet, styles, shared strings, parted by 0x01): no crash, no leak; marked, it holds the same cells. */
#include "../unit/xlsx_parts.h"
#include "performance/xlsx_mark.h"
#include "performance/xlsx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

typedef struct seen { arena *a; buf text; size_t columns; } seen;

/* At most as many columns as there were before: the reasons stand behind them. */
static err take(void *what, size_t row, const xlsx_cell *cells, size_t n) {
  seen *s = what;
  for (size_t i = 0; i < n && i < s->columns; i++)
    if (cells[i].kind != XLSX_EMPTY) buf_fmt(&s->text, "%zu %zu %.*s\n", row, i, STR_ARG(cells[i].text));
  return NULL;
}

static err widest(void *what, size_t row, const xlsx_cell *cells, size_t n) {
  size_t *most = what;
  (void)row, (void)cells;
  if (n > *most) *most = n;
  return NULL;
}

static bool text_of(arena *a, arena *rows, str book, size_t columns, str *out) {
  xlsx *x;
  seen s = {a, BUF(a), columns};
  if (xlsx_open(a, book, &x) || xlsx_read(x, 0, a, rows, take, &s)) return false;
  *out = buf_str(&s.text);
  return true;
}

static void mark_and_compare(arena *a, arena *rows, str book) {
  static const xlsx_mark marks[] = {{1, 2, SC("satu")}, {2, 0, SC("<dua> &")}, {2, 1, SC("tiga")}};
  xlsx *x;
  size_t columns = 0;
  str before, after, marked;
  if (xlsx_open(a, book, &x) || xlsx_read(x, 0, a, rows, widest, &columns) || columns + 2 > XLSX_MAX_COLUMNS) return;
  if (!text_of(a, rows, book, columns, &before)) return;
  if (xlsx_marked(a, book, 0, 0, marks, LEN(marks), &marked)) return;
  if (!text_of(a, rows, marked, columns, &after)) return; /* what was just within a limit may be beyond it now */
  ENSURE(str_eq(before, after));
}

static void check(arena *a, arena *rows, str bytes) {
  if (setjmp(*arena_catch(a)) != 0 || setjmp(*arena_catch(rows)) != 0) return; /* full: refused */
  xlsx_parts p = {0};
  str rest = str_cut(bytes, 1, &p.sheet);
  rest = str_cut(rest, 1, &p.styles);
  p.strings = rest;
  mark_and_compare(a, rows, xlsx_of(a, p));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(16 << 20), *rows = arena_new(1 << 20);
  if (a && rows) check(a, rows, (str){(const char *)bytes, n});
  arena_free(rows);
  arena_free(a);
  return 0;
}
