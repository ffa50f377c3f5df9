#include "table.h"

enum { NOT_THERE = -1 };

struct table {
  const measure_rules *rules;
  int at[TABLE_COLUMN_COUNT]; /* cell index, or NOT_THERE */
  str_list header;
};

static const str names_of[] = {
#define X(name, names) SC(names),
    TABLE_COLUMNS(X)
#undef X
};

static bool is_name(str cell, str names) {
  cell = str_trim(cell);
  for (str one; names.p;) {
    names = str_cut(names, '|', &one);
    if (str_eq_nocase(cell, one)) return true;
  }
  return false;
}

static bool has(const str_list *cells, enum table_column c) {
  for (size_t i = 0; i < cells->n; i++)
    if (is_name(cells->v[i], names_of[c])) return true;
  return false;
}

static bool has_text(const str_list *cells, str text) {
  for (size_t i = 0; i < cells->n; i++)
    if (is_name(cells->v[i], text)) return true;
  return false;
}

bool table_is_header(const str_list *cells) { return has(cells, TABLE_TARGET) && has(cells, TABLE_ACTUAL); }

/* Which column a heading names, TABLE_COLUMN_COUNT for one that passes through. */
static enum table_column column_of(str cell, bool has_satuan) {
  if (is_name(cell, S("unit"))) return has_satuan ? TABLE_OFFICE : TABLE_UNIT;
  for (int c = 0; c < TABLE_COLUMN_COUNT; c++)
    if (is_name(cell, names_of[c])) return (enum table_column)c;
  return TABLE_COLUMN_COUNT;
}

static err need(arena *a, const table *t, enum table_column c, const char *name, const char *other) {
  if (t->at[c] != NOT_THERE) return NULL;
  return ERR(a, INPUT, "Kolom %s tidak ditemukan. Baris judul harus memuat kolom %s (atau %s).", name, name, other);
}

err table_open(arena *a, const str_list *header, const measure_rules *rules, table **out) {
  table *t = NEW(a, table);
  t->rules = rules;
  for (int c = 0; c < TABLE_COLUMN_COUNT; c++) t->at[c] = NOT_THERE;
  bool has_satuan = has_text(header, S("satuan"));
  for (size_t i = 0; i < header->n; i++) {
    str name = str_copy(a, header->v[i]);
    enum table_column c = column_of(name, has_satuan);
    LIST_ADD(a, &t->header, name);
    if (c == TABLE_COLUMN_COUNT) continue;
    if (t->at[c] != NOT_THERE)
      return ERR(a, INPUT, "Kolom %zu “%.*s” berarti sama dengan kolom %d “%.*s”. Hapus atau ganti nama salah satunya.", i + 1,
                 STR_ARG(name), t->at[c] + 1, STR_ARG(t->header.v[t->at[c]]));
    t->at[c] = (int)i;
  }
  TRY(need(a, t, TABLE_INDICATOR, "indikator", "indicator"));
  TRY(need(a, t, TABLE_TARGET, "target", "target"));
  TRY(need(a, t, TABLE_ACTUAL, "realisasi", "actual"));
  *out = t;
  return NULL;
}

/* The direction typed, or the one assumed. */
static err row_direction(const table *t, arena *a, size_t where, const table_row *row, finding_input *in) {
  str typed = row->cell[TABLE_DIRECTION];
  if (str_blank(typed)) {
    in->direction_assumed = finding_direction(t->rules, in->name, &in->figures.target, &in->figures.actual, &in->figures.direction);
    return NULL;
  }
  if (direction_parse_under(t->rules, typed, &in->figures.direction)) return NULL;
  return ERR(a, INPUT,
             "Baris %zu kolom %d (%.*s): arah “%.*s” tidak dikenal. Pakai naik, turun, turun-b, stabil, stabil-2, rentang, "
             "rentang-turun, atau predikat.",
             where, t->at[TABLE_DIRECTION] + 1, STR_ARG(t->header.v[t->at[TABLE_DIRECTION]]), STR_ARG(str_trim(typed)));
}

err table_measure(const table *t, arena *a, const str_list *cells, size_t where, table_row *out) {
  *out = (table_row){0};
  for (size_t i = t->header.n; i < cells->n; i++)
    if (!str_blank(cells->v[i]))
      return ERR(a, INPUT, "Baris %zu kolom %zu: ada isi “%.*s” di luar kolom yang berjudul.", where, i + 1,
                 STR_ARG(str_sub(cells->v[i], 0, 60)));
  for (int c = 0; c < TABLE_COLUMN_COUNT; c++)
    out->cell[c] = t->at[c] == NOT_THERE ? STR_NONE : (size_t)t->at[c] < cells->n ? cells->v[t->at[c]] : S("");
  finding_input in = finding_input_none();
  in.name = str_trim(out->cell[TABLE_INDICATOR]);
  in.unit = in.figures.unit = str_trim(out->cell[TABLE_UNIT]);
  in.figures.target = number_parse(out->cell[TABLE_TARGET]);
  in.figures.actual = number_parse(out->cell[TABLE_ACTUAL]);
  in.printed = number_parse(out->cell[TABLE_PRINTED]);
  TRY(row_direction(t, a, where, out, &in));
  out->direction = in.figures.direction;
  out->result = measure(a, t->rules, &in.figures);
  finding_check(a, t->rules, &in, &out->result, &out->findings);
  return NULL;
}

str table_status(const table_row *row) {
  enum measure_status s = row->result.status;
  return measure_status_code(s == MEASURE_NOT_AVAILABLE ? MEASURE_BLANK : s == MEASURE_TOO_LARGE ? MEASURE_NOT_NUMERIC : s);
}

void table_added_names(arena *a, str_list *out) {
#define X(name) LIST_ADD(a, out, S(name));
  TABLE_ADDED(X)
#undef X
}

void table_added_cells(arena *a, const table_row *row, str_list *out) {
  str computed = decimal_text(a, row->result.value);
  LIST_ADD(a, out, computed);
  LIST_ADD(a, out, table_status(row));
  LIST_ADD(a, out, row->result.category);
  LIST_ADD(a, out, row->result.explanation);
  LIST_ADD(a, out, finding_codes(a, &row->findings));
}
