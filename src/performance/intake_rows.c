#include "performance/intake_rows.h"

#include "base/csv.h"
#include "performance/xlsx_mark.h"
#include "performance/xlsx_read.h"

bool intake_is_workbook(str bytes) { return str_starts(bytes, S("PK\x03\x04")); }

/* ---- CSV: all rows of the file, bad ones too, end in an error of their own ---- */

static err read_csv(arena *a, arena *rows, str bytes, intake_row_fn fn, void *ctx) {
  csv_reader *csv = csv_open(a, bytes);
  str_list cells;
  for (bool more = true;;) {
    arena_reset(rows);
    err e = csv_next(csv, rows, &cells, &more);
    if (e) return ERR(a, INPUT, "%.*s", STR_ARG(e->user)); /* outlives the row */
    if (!more) return NULL;
    TRY(fn(ctx, csv_line(csv), &cells));
  }
}

/* ---- XLSX ---- */

typedef struct taking { intake_row_fn fn; void *ctx; arena *rows; } taking;

static err take(void *what, size_t row, const xlsx_cell *cells, size_t n) {
  taking *t = what;
  str_list texts = {NEW_N(t->rows, str, n ? n : 1), n, n};
  for (size_t i = 0; i < n; i++) texts.v[i] = cells[i].kind == XLSX_EMPTY ? S("") : cells[i].text;
  return t->fn(t->ctx, row, &texts);
}

/* A template begins with a sheet of instructions: the table is in the first sheet that is not called that. */
static size_t table_sheet(const xlsx *x) {
  size_t i = 0;
  while (i + 1 < xlsx_sheet_count(x) && str_eq_nocase(xlsx_sheet_name(x, i), S("Petunjuk"))) i++;
  return i;
}

err intake_read(arena *a, arena *rows, str bytes, intake_row_fn fn, void *ctx) {
  xlsx *x;
  taking t = {fn, ctx, rows};
  if (!intake_is_workbook(bytes)) return read_csv(a, rows, bytes, fn, ctx);
  TRY(xlsx_open(a, bytes, &x));
  return xlsx_read(x, table_sheet(x), a, rows, take, &t);
}

/* ---- the beginning, and the length ---- */

typedef struct beginning { arena *a; intake_rows *out; struct error end; } beginning;

static err keep(void *what, size_t row, const str_list *cells) {
  beginning *b = what;
  intake_row r = {.row = row};
  if (csv_blank(cells)) return NULL;
  for (size_t i = 0; i < cells->n; i++) LIST_ADD(b->a, &r.cells, str_copy(b->a, cells->v[i]));
  LIST_ADD(b->a, b->out, r);
  return b->out->n < INTAKE_HEAD_ROWS ? NULL : &b->end; /* enough */
}

static void free_arena(void *what) { arena_free(what); }

static err row_arena(arena *a, arena **rows) {
  *rows = arena_new((size_t)16 << 20);
  if (!*rows) return ERR_CAUSE(a, "out of memory");
  arena_defer(a, free_arena, *rows);
  return NULL;
}

err intake_first_rows(arena *a, str bytes, intake_rows *out) {
  beginning b = {.a = a, .out = out};
  arena *rows;
  *out = (intake_rows){0};
  TRY(row_arena(a, &rows));
  err e = intake_read(a, rows, bytes, keep, &b);
  return e == &b.end ? NULL : e;
}

static err count(void *what, size_t row, const str_list *cells) {
  (void)row, (void)cells;
  ++*(size_t *)what;
  return NULL;
}

err intake_count(arena *a, arena *rows, str bytes, size_t *n) {
  *n = 0;
  return intake_read(a, rows, bytes, count, n);
}

/* ---- back again, with the faults ---- */

static str reasons(arena *a, const intake_faults *faults, size_t row) {
  buf b = BUF(a);
  for (size_t i = 0; i < faults->n; i++) {
    const intake_fault *f = &faults->v[i];
    if ((size_t)f->row != row) continue;
    if (f->col) buf_fmt(&b, "%skolom %lld: ", b.n ? " " : "", (long long)f->col);
    buf_add(&b, f->reason);
  }
  return buf_str(&b);
}

static err mark_csv(arena *a, str bytes, size_t heading, const intake_faults *faults, str *out) {
  csv_reader *csv = csv_open(a, bytes);
  buf b = BUF(a);
  str_list cells;
  size_t wide = 0;
  buf_z(&b, "\xef\xbb\xbf");
  for (bool more = true;;) {
    TRY(csv_next(csv, a, &cells, &more));
    if (!more) break;
    if (cells.n > wide) wide = cells.n;
    while (cells.n < wide) LIST_ADD(a, &cells, S(""));
    str why = csv_line(csv) == heading ? S("Yang perlu diperbaiki") : reasons(a, faults, csv_line(csv));
    LIST_ADD(a, &cells, why);
    csv_row_by(&b, csv_separator(csv), cells.v, cells.n);
  }
  if (buf_failed(&b)) return ERR(a, LIMIT, "Berkas ini terlalu besar untuk ditandai. Perbaiki barisnya menurut daftar di halaman.");
  *out = buf_str(&b);
  return NULL;
}

err intake_marked(arena *a, str bytes, size_t heading, const intake_faults *faults, str *out) {
  xlsx *x;
  xlsx_mark *marks = NEW_N(a, xlsx_mark, faults->n ? faults->n : 1);
  if (!intake_is_workbook(bytes)) return mark_csv(a, bytes, heading, faults, out);
  for (size_t i = 0; i < faults->n; i++) marks[i] = (xlsx_mark){(size_t)faults->v[i].row, (size_t)faults->v[i].col, faults->v[i].reason};
  TRY(xlsx_open(a, bytes, &x));
  return xlsx_marked(a, bytes, table_sheet(x), heading, marks, faults->n, out);
}
