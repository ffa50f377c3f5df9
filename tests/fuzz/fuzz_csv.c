/* Any bytes as CSV: no crash, and the rows that were read are the same after writing and reading. */
#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void same_again(arena *a, const str_list *row) {
  buf b = BUF(a);
  csv_reader *r;
  str_list back;
  bool more;
  if (row->n < 2) return; /* one empty cell is an empty line, and one with semicolons chooses its separator */
  csv_row(&b, row->v, row->n);
  str text = STR_CAT(a, S("x"), S(","), buf_str(&b)); /* a first cell that no byte-order mark can hide in */
  r = csv_open(a, text);
  if (csv_next(r, a, &back, &more) || back.n != row->n + 1) {
    bool semicolons = str_find(text, S(";")) >= 0; /* they may outnumber the commas */
    ENSURE(semicolons);
    return;
  }
  for (size_t i = 0; i < row->n; i++) ENSURE(str_eq(back.v[i + 1], row->v[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(0);
  str_list row;
  if (!a) return 0;
  csv_reader *r = csv_open(a, (str){(const char *)bytes, n});
  for (bool more = true; more;)
    if (!csv_next(r, a, &row, &more) && more) same_again(a, &row); /* a bad row is told, and the next one read */
  arena_free(a);
  return 0;
}
