#include "steps/export_history.h"

#include "base/csv.h"
#include "document/sheet.h"
#include "measure/number.h"
#include "performance/performance_sql.h"

enum { COLUMNS = 9 };
static const sheet_column HISTORY[COLUMNS] = {{SC("Kode perangkat daerah"), 14}, {SC("Tahun"), 8}, {SC("Triwulan"), 9}, {SC("Kode"), 12}, {SC("Indikator"), 48},
                                              {SC("Satuan"), 12}, {SC("Sasaran"), 48}, {SC("Target"), 12}, {SC("Realisasi"), 12}};

typedef struct table {
  arena *a, *row;
  sheet_rows *xlsx; /* NULL: CSV */
  buf csv;
} table;

static sheet_cell text(str s) { return (sheet_cell){.kind = s.n ? CELL_TEXT : CELL_EMPTY, .text = s}; }

/* A number where it is one; ranges and predicates stay words. */
static sheet_cell value(str stored) {
  decimal d;
  number n;
  if (decimal_parse(stored, &d)) return (sheet_cell){.kind = CELL_NUMBER, .number = d, .places = d.scale};
  n = number_parse(stored);
  if (n.kind == NUMBER_VALUE && !n.unit.n) return (sheet_cell){.kind = CELL_NUMBER, .number = n.value, .places = n.value.scale};
  return text(stored);
}

/* In CSV as the office writes numbers: a decimal point before three digits could be read as thousands. */
static str csv_cell(arena *a, const sheet_cell *c) {
  if (c->kind == CELL_NUMBER) return decimal_id(a, c->number, c->number.scale);
  return c->kind == CELL_TEXT ? csv_guard(a, c->text) : S("");
}

static err put(table *t, const sheet_cell *cells) {
  str out[COLUMNS];
  if (t->xlsx) return sheet_rows_put(t->xlsx, cells);
  for (size_t i = 0; i < COLUMNS; i++) out[i] = csv_cell(t->row, &cells[i]);
  csv_row_by(&t->csv, ';', out, COLUMNS);
  return NULL;
}

static err put_year(table *t, db_ro *db, arena *year_arena, const office *of, int64_t year) {
  sql_history_of_rows rows;
  TRY(sql_history_of(db, year_arena, of->id, year, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_history_of_row *r = &rows.v[i];
    if (!r->target.p && !r->value.p) continue;
    arena_reset(t->row);
    sheet_cell period = text(r->quarter ? date_roman_month((int)r->quarter) : S("")), when = text(str_fmt(t->row, "%d", (int)year));
    sheet_cell cells[COLUMNS] = {text(of->code), when, period, text(r->code), text(r->name), text(r->unit), text(r->objective), value(r->target), value(r->value)};
    TRY(put(t, cells));
  }
  return NULL;
}

static void free_arena(void *what) { arena_free(what); }

static err own_arena(arena *a, arena **made) {
  *made = arena_new(0);
  if (!*made) return ERR_CAUSE(a, "out of memory");
  arena_defer(a, free_arena, *made);
  return NULL;
}

static err put_all(table *t, db_ro *db, const office *of) {
  sql_indicator_years_rows years;
  arena *one;
  TRY(own_arena(t->a, &one));
  TRY(sql_indicator_years(db, t->a, of->id, &years));
  for (size_t i = 0; i < years.n; i++) {
    arena_reset(one);
    TRY(put_year(t, db, one, of, years.v[i].year));
  }
  return NULL;
}

err export_history_xlsx(db_ro *db, arena *a, const office *of, instant at, str *bytes) {
  table t = {.a = a};
  TRY(own_arena(a, &t.row));
  TRY(sheet_rows_open(a, S("Riwayat kinerja"), HISTORY, COLUMNS, at, &t.xlsx));
  TRY(put_all(&t, db, of));
  return sheet_rows_close(t.xlsx, bytes);
}

err export_history_csv(db_ro *db, arena *a, const office *of, str *bytes) {
  table t = {.a = a, .csv = BUF(a)};
  str names[COLUMNS];
  TRY(own_arena(a, &t.row));
  for (size_t i = 0; i < COLUMNS; i++) names[i] = HISTORY[i].name;
  buf_z(&t.csv, "\xef\xbb\xbf");
  csv_row_by(&t.csv, ';', names, COLUMNS);
  TRY(put_all(&t, db, of));
  if (buf_failed(&t.csv)) return ERR(a, LIMIT, "Riwayat ini terlalu panjang untuk satu berkas CSV. Unduh sebagai XLSX.");
  *bytes = buf_str(&t.csv);
  return NULL;
}
