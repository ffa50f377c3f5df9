#include "xlsx_read.h"

#include <zip.h>

#include "base/date.h"
#include "base/num.h"
#include "xlsx_book.h"

static void close_zip(void *what) { zip_discard(what); }

static err open_zip(arena *a, str bytes, zip_t **out) {
  zip_error_t ze;
  zip_error_init(&ze);
  zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &ze);
  zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &ze) : NULL;
  if (!zip && source) zip_source_free(source);
  zip_error_fini(&ze);
  if (!zip) return ERR(a, INPUT, "Berkas ini bukan buku kerja XLSX. Simpan sebagai XLSX, lalu coba lagi.");
  arena_defer(a, close_zip, zip);
  *out = zip;
  return NULL;
}

err xlsx_open(arena *a, str bytes, xlsx **out) {
  xlsx *x = NEW(a, xlsx);
  x->a = a;
  TRY(open_zip(a, bytes, &x->zip));
  TRY(xlsx_book(x));
  *out = x;
  return NULL;
}

size_t xlsx_sheet_count(const xlsx *x) { return x->sheets.n; }
str xlsx_sheet_name(const xlsx *x, size_t i) { return i < x->sheets.n ? x->sheets.v[i].name : STR_NONE; }

bool xlsx_sheet_find(const xlsx *x, str name, size_t *i) {
  for (*i = 0; *i < x->sheets.n; ++*i)
    if (str_eq_nocase(x->sheets.v[*i].name, name)) return true;
  return false;
}

/* --- the rows of a sheet --- */

enum cell_type { CELL_OF_NUMBER, CELL_SHARED, CELL_TYPED, CELL_OF_BOOL, CELL_OF_ERROR, CELL_OF_DATE };

typedef struct sheet_job {
  xlsx *x;
  arena *a, *rows;
  xlsx_row_fn fn;
  void *ctx;
  err e;
  size_t row, seen, n;      /* number of this row, rows so far, cells of this row */
  xlsx_cell *cells;         /* XLSX_MAX_COLUMNS */
  size_t column, next;      /* of this cell, and the one after it */
  enum cell_type type;
  size_t style;
  buf text;                 /* of this cell: room that all cells share */
  bool in_row, in_cell, in_text, phonetic;
} sheet_job;

/* "BC12" -> 54; SIZE_MAX when it is no cell name. */
static size_t column_of(str name) {
  size_t c = 0, i = 0;
  for (; i < name.n && i < 4 && name.p[i] >= 'A' && name.p[i] <= 'Z'; i++) c = c * 26 + (size_t)(name.p[i] - 'A' + 1);
  return c ? c - 1 : SIZE_MAX;
}

static void start_row(sheet_job *j, part_attrs attrs) {
  int64_t number;
  j->row = num_i64(part_attr_of(attrs, S("r")), 1, INT32_MAX, &number) ? (size_t)number : j->row + 1;
  arena_reset(j->rows);
  for (size_t i = 0; i < j->n; i++) j->cells[i] = (xlsx_cell){0};
  j->n = j->next = 0;
  j->in_row = true;
  if (++j->seen > XLSX_MAX_ROWS)
    j->e = ERR(j->a, LIMIT, "Lembar mempunyai lebih dari %d baris. Pisahkan menjadi beberapa berkas.", XLSX_MAX_ROWS);
}

static enum cell_type type_of(str t) {
  static const struct { str code; enum cell_type type; } types[] = {
      {SC("s"), CELL_SHARED}, {SC("inlineStr"), CELL_TYPED}, {SC("str"), CELL_TYPED}, {SC("b"), CELL_OF_BOOL}, {SC("e"), CELL_OF_ERROR}, {SC("d"), CELL_OF_DATE}};
  for (size_t i = 0; i < LEN(types) && t.n; i++)
    if (str_eq(t, types[i].code)) return types[i].type;
  return CELL_OF_NUMBER;
}

static size_t style_of(str s) {
  int64_t v;
  return num_i64(s, 0, INT32_MAX, &v) ? (size_t)v : 0;
}

static void start_cell(sheet_job *j, part_attrs attrs) {
  j->column = j->next;
  j->type = CELL_OF_NUMBER;
  j->style = 0;
  for (size_t i = 0; i < attrs.n; i++) {
    const part_attr *one = &attrs.v[i];
    if (one->name.n != 1) continue;
    if (one->name.p[0] == 'r') j->column = column_of(one->value);
    else if (one->name.p[0] == 't') j->type = type_of(one->value);
    else if (one->name.p[0] == 's') j->style = style_of(one->value);
  }
  if (j->column != SIZE_MAX) j->next = j->column + 1;
  j->in_cell = j->in_row;
  j->text.n = 0;
  j->text.failed = false;
}

static void sheet_start(void *ctx, str name, part_attrs attrs) {
  sheet_job *j = ctx;
  if (name.n == 1 && name.p[0] == 'c') start_cell(j, attrs);
  else if (name.n == 1 && (name.p[0] == 'v' || name.p[0] == 't')) j->in_text = j->in_cell && !j->phonetic;
  else if (str_eq(name, S("row"))) start_row(j, attrs);
  else if (str_eq(name, S("rPh"))) j->phonetic = true;
}

static void sheet_text(void *ctx, str piece) {
  sheet_job *j = ctx;
  if (j->in_text) buf_add(&j->text, piece);
}

static xlsx_cell date_cell(const sheet_job *j, str raw) {
  str whole;
  int64_t serial;
  str_cut(raw, '.', &whole);
  if (!num_i64(whole, 1, 2958465, &serial)) return (xlsx_cell){XLSX_NUMBER, xlsx_number_text(j->rows, raw, false)};
  date first = j->x->date1904 ? date_of(1904, 1, 1) : date_of(1899, 12, serial < 61 ? 31 : 30); /* 1900 was no leap year */
  return (xlsx_cell){XLSX_DATE, date_iso(j->rows, (date){first.day + (int32_t)serial})};
}

static xlsx_cell number_cell(const sheet_job *j, str raw) {
  enum style_kind kind = j->style < j->x->styles.n ? j->x->styles.v[j->style] : STYLE_NUMBER;
  if (kind == STYLE_DATE) return date_cell(j, raw);
  return (xlsx_cell){XLSX_NUMBER, xlsx_number_text(j->rows, raw, kind == STYLE_PERCENT)};
}

static xlsx_cell cell_of(const sheet_job *j) {
  str raw = buf_str(&j->text); /* gone with the next cell */
  int64_t index;
  if (!raw.n) return (xlsx_cell){XLSX_EMPTY, S("")};
  switch (j->type) {
  case CELL_SHARED: {
    bool known = num_i64(raw, 0, INT32_MAX, &index) && (size_t)index < j->x->strings.n;
    return (xlsx_cell){XLSX_TEXT, known ? j->x->strings.v[index] : S("")};
  }
  case CELL_TYPED: return (xlsx_cell){XLSX_TEXT, str_copy(j->rows, raw)};
  case CELL_OF_BOOL: return (xlsx_cell){XLSX_BOOL, str_eq(raw, S("1")) ? S("Ya") : S("Tidak")};
  case CELL_OF_ERROR: return (xlsx_cell){XLSX_ERROR, str_copy(j->rows, raw)};
  case CELL_OF_DATE: return (xlsx_cell){XLSX_DATE, str_copy(j->rows, raw)};
  default: return number_cell(j, raw);
  }
}

static void end_cell(sheet_job *j) {
  j->in_cell = false;
  if (buf_failed(&j->text)) {
    j->e = ERR(j->a, LIMIT, "Baris %zu: isi sel terlalu panjang.", j->row);
    return;
  }
  xlsx_cell cell = cell_of(j);
  if (cell.kind == XLSX_EMPTY || j->column == SIZE_MAX) return;
  if (j->column >= XLSX_MAX_COLUMNS) {
    j->e = ERR(j->a, LIMIT, "Baris %zu: ada isi melewati kolom ke-%d.", j->row, XLSX_MAX_COLUMNS);
    return;
  }
  j->cells[j->column] = cell;
  if (j->n <= j->column) j->n = j->column + 1;
}

static void sheet_end(void *ctx, str name) {
  sheet_job *j = ctx;
  if (name.n == 1 && (name.p[0] == 'v' || name.p[0] == 't')) j->in_text = false;
  else if (name.n == 1 && name.p[0] == 'c' && j->in_cell) end_cell(j);
  else if (str_eq(name, S("rPh"))) j->phonetic = false;
  else if (str_eq(name, S("row")) && j->in_row) {
    j->in_row = false;
    j->e = j->fn(j->ctx, j->row, j->cells, j->n);
  }
}

err xlsx_read(xlsx *x, size_t sheet, arena *a, arena *rows, xlsx_row_fn fn, void *ctx) {
  ENSURE(sheet < x->sheets.n && a != rows);
  sheet_job j = {.x = x, .a = a, .rows = rows, .fn = fn, .ctx = ctx, .cells = NEW_N(a, xlsx_cell, XLSX_MAX_COLUMNS),
                 .text = {.a = a, .max = XLSX_MAX_TEXT}};
  part_reader r = {sheet_start, sheet_end, sheet_text, &j, &j.e};
  bool there;
  TRY(xlsx_part(a, x->zip, x->sheets.v[sheet].path, &r, &there));
  if (!there) return ERR(a, INPUT, "Lembar “%.*s” tidak ada di dalam berkas.", STR_ARG(x->sheets.v[sheet].name));
  return NULL;
}
