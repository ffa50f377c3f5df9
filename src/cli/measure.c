#include "measure.h"

#include <errno.h>
#include <stdio.h>

#include "base/json.h"
#include "base/csv.h"
#include "measure/table.h"
#include "performance/xlsx_read.h"

enum { CLEAN = 0, WITH_FINDINGS = 1, UNUSABLE = 2, HEADER_ROWS = 30 };
enum { MOST_INPUT = 64 << 20, PIECE = 1 << 16 };

enum format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };
static const char *const format_names[] = {"table", "csv", "json"};

typedef struct options {
  const char *file, *sheet, *rules;
  enum format format;
} options;

/* One run of the command. */
typedef struct run {
  arena *all, *row; /* for the whole run; for one row */
  options opt;
  measure_rules rules;
  table *table;
  size_t rows, computed, with_findings;
  size_t found[FINDING_COUNT]; /* rows with this finding */
  bool strict;      /* every row must have as many cells as the heading (CSV) */
  size_t width;

  size_t skipped;
  FILE *out;        /* a file without a name, printed when all went well: half a result is none */
} run;

static const char usage[] =
    "Pemakaian: takar measure BERKAS.csv|BERKAS.xlsx [--sheet NAMA] [--rules BERKAS] [--format table|csv|json]\n";

/* --- options and files --- */

static bool take_format(const char *name, enum format *out) {
  for (size_t i = 0; i < LEN(format_names); i++)
    if (!strcmp(name, format_names[i])) return *out = (enum format)i, true;
  return false;
}

static bool take_options(int argc, char **argv, options *o) {
  *o = (options){0};
  for (int i = 1; i < argc; i++) {
    bool more = i + 1 < argc;
    if (!strcmp(argv[i], "--sheet") && more) o->sheet = argv[++i];
    else if (!strcmp(argv[i], "--rules") && more) o->rules = argv[++i];
    else if (!strcmp(argv[i], "--format") && more && take_format(argv[i + 1], &o->format)) i++;
    else if (argv[i][0] == '-' || o->file) return false;
    else o->file = argv[i];
  }
  return o->file != NULL;
}

static void close_file(void *f) { fclose(f); }

static err read_file(arena *a, const char *path, str *out) {
  FILE *f = fopen(path, "rb");
  const char *why = errno == ENOENT ? "tidak ada" : errno == EACCES ? "tidak boleh dibaca oleh Anda" : "tidak dapat dibuka";
  if (!f) return ERR(a, INPUT, "Berkas %s %s.", path, why);
  arena_defer(a, close_file, f);
  buf b = {.a = a, .max = MOST_INPUT};
  char piece[PIECE];
  for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, (str){piece, n});
  if (ferror(f)) return ERR(a, INPUT, "Berkas %s tidak dapat dibaca.", path);
  if (buf_failed(&b)) return ERR(a, LIMIT, "Berkas %s lebih besar dari 64 MB. Pisahkan menjadi beberapa berkas.", path);
  *out = buf_str(&b);
  return NULL;
}

/* --- output: one way per format --- */

static void put(run *r, str s) { (void)!fwrite(s.p, 1, s.n, r->out); } /* ferror tells at the end */

static void csv_head(run *r, const str_list *cells) {
  buf b = BUF(r->row);
  str_list line = {0};
  for (size_t i = 0; i < cells->n; i++) LIST_ADD(r->row, &line, cells->v[i]);
  table_added_names(r->row, &line);
  csv_row(&b, line.v, line.n);
  put(r, buf_str(&b));
}

static void csv_line_out(run *r, const str_list *cells, const table_row *row) {
  buf b = BUF(r->row);
  str_list line = {0};
  for (size_t i = 0; i < r->width; i++) LIST_ADD(r->row, &line, i < cells->n ? cells->v[i] : S(""));
  table_added_cells(r->row, row, &line);
  csv_row(&b, line.v, line.n);
  put(r, buf_str(&b));
}

static void json_findings(json *j, const finding_list *l) {
  json_key(j, S("findings"));
  json_open(j, '[');
  for (size_t i = 0; i < l->n; i++) {
    enum finding_code c = l->v[i].code;
    json_open(j, '{');
    json_kt(j, S("code"), finding_code(c));
    json_kt(j, S("level"), finding_level_label(finding_level(c)));
    json_kt(j, S("meaning"), finding_meaning(c));
    json_kt(j, S("text"), l->v[i].text);
    json_kt(j, S("remedy"), finding_remedy(c));
    json_close(j, '}');
  }
  json_close(j, ']');
}

static void json_row(run *r, size_t where, const table_row *row) {
  json j = JSON(r->row);
  static const str names[] = {SC("objective"), SC("indicator"), SC("unit"),    SC("direction"), SC("target"),
                              SC("actual"),    SC("printed"),   SC("year"), SC("office")};
  _Static_assert(LEN(names) == TABLE_COLUMN_COUNT, "one name per column");
  json_open(&j, '{');
  json_ki(&j, S("row"), (int64_t)where);
  for (int c = 0; c < TABLE_COLUMN_COUNT; c++)
    json_kt(&j, names[c], c == TABLE_DIRECTION ? direction_code(row->direction) : row->cell[c]);
  json_kt(&j, S("computed"), decimal_text(r->row, row->result.value));
  json_kt(&j, S("uncapped"), decimal_text(r->row, row->result.uncapped));
  json_kt(&j, S("status"), measure_status_code(row->result.status));
  json_kt(&j, S("category"), row->result.category);
  json_kt(&j, S("explanation"), row->result.explanation);
  json_findings(&j, &row->findings);
  json_close(&j, '}');
  put(r, r->rows ? S(",\n") : S("\n"));
  put(r, json_str(&j));
}

/* At most `width` characters, padded with blanks. */
static void column(buf *b, str s, size_t width, bool right) {
  str shown = s;
  for (size_t i = 0; i < shown.n; i++)
    if (shown.p[i] == '\n' || shown.p[i] == '\r') shown.n = i;
  while (str_utf8_len(shown) > width) shown.n--;
  while (shown.n && !str_utf8_ok(shown)) shown.n--;
  size_t pad = width - str_utf8_len(shown);
  for (size_t i = 0; right && i < pad; i++) buf_char(b, ' ');
  buf_add(b, shown);
  for (size_t i = 0; !right && i < pad; i++) buf_char(b, ' ');
  buf_z(b, "  ");
}

static void table_line(run *r, str where, str indicator, str target, str actual, str value, str category, str findings) {
  buf b = BUF(r->row);
  column(&b, where, 5, true);
  column(&b, indicator, 44, false);
  column(&b, target, 16, true);
  column(&b, actual, 16, true);
  column(&b, value, 10, true);
  column(&b, category, 14, false);
  buf_add(&b, findings);
  buf_char(&b, '\n');
  put(r, buf_str(&b));
}

static void table_row_out(run *r, size_t where, const table_row *row) {
  str value = row->result.status == MEASURE_OK ? decimal_id(r->row, row->result.value, r->rules.places) : S("–");
  str category = row->result.status == MEASURE_OK ? row->result.category : measure_status_words(row->result.status);
  table_line(r, str_fmt(r->row, "%zu", where), row->cell[TABLE_INDICATOR], row->cell[TABLE_TARGET], row->cell[TABLE_ACTUAL], value,
             category, finding_codes(r->row, &row->findings));
}

static void open_output(run *r, const str_list *cells) {
  if (r->opt.format == FORMAT_CSV) csv_head(r, cells);
  if (r->opt.format == FORMAT_TABLE)
    table_line(r, S("baris"), S("indikator"), S("target"), S("realisasi"), S("capaian %"), S("kategori"), S("temuan"));
  if (r->opt.format == FORMAT_JSON) {
    json j = JSON(r->row);
    json_text(&j, measure_rules_text(r->row, &r->rules));
    put(r, S("{\"rules\":"));
    put(r, json_str(&j));
    put(r, S(",\"rows\":["));
  }
}

/* What the codes mean and what to do, for those that occurred. */
static void legend(run *r) {
  for (int c = 0; c < FINDING_COUNT; c++) {
    enum finding_code code = (enum finding_code)c;
    if (!r->found[c]) continue;
    fprintf(r->out, "%5zu × %.*s (%.*s): %.*s %.*s\n", r->found[c], STR_ARG(finding_code(code)),
            STR_ARG(finding_level_label(finding_level(code))), STR_ARG(finding_meaning(code)), STR_ARG(finding_remedy(code)));
  }
}

static void close_output(run *r) {
  if (r->opt.format == FORMAT_JSON)
    fprintf(r->out, "\n],\"summary\":{\"rows\":%zu,\"computed\":%zu,\"rows_with_findings\":%zu}}\n", r->rows, r->computed, r->with_findings);
  if (r->opt.format == FORMAT_TABLE) {
    str rules = measure_rules_describe(r->all, &r->rules);
    fprintf(r->out, "\n%zu baris, %zu dihitung, %zu baris dengan temuan.\n%.*s\n", r->rows, r->computed, r->with_findings, STR_ARG(rules));
    if (r->with_findings) put(r, S("\n"));
    legend(r);
  }
}

/* --- rows --- */

static err take_header(run *r, const str_list *cells) {
  if (!table_is_header(cells)) {
    if (++r->skipped < HEADER_ROWS) return NULL;
    return ERR(r->all, INPUT, "Baris judul dengan kolom target dan realisasi tidak ditemukan pada %d baris pertama.", HEADER_ROWS);
  }
  TRY(table_open(r->all, cells, &r->rules, &r->table));
  r->width = cells->n;
  open_output(r, cells);
  return NULL;
}

static err take_row(run *r, size_t where, const str_list *cells) {
  if (!r->table) return take_header(r, cells);
  if (r->strict && cells->n != r->width)
    return ERR(r->all, INPUT, "Baris %zu kolom %zu: baris ini mempunyai %zu sel, sedangkan judulnya %zu. Periksa tanda pemisah dan petik.",
               where, (cells->n < r->width ? cells->n : r->width) + 1, cells->n, r->width);
  if (csv_blank(cells)) return NULL;
  table_row row;
  err e = table_measure(r->table, r->row, cells, where, &row);
  if (e) return ERR(r->all, INPUT, "%.*s", STR_ARG(e->user)); /* outlives the row */
  if (r->opt.format == FORMAT_CSV) csv_line_out(r, cells, &row);
  if (r->opt.format == FORMAT_JSON) json_row(r, where, &row);
  if (r->opt.format == FORMAT_TABLE) table_row_out(r, where, &row);
  r->rows++;
  r->computed += row.result.status == MEASURE_OK;
  r->with_findings += row.findings.n > 0;
  for (size_t i = 0; i < row.findings.n; i++) r->found[row.findings.v[i].code]++;
  return NULL;
}

static err read_csv(run *r, str bytes) {
  csv_reader *csv = csv_open(r->all, bytes);
  str_list cells;
  r->strict = true;
  for (bool more = true;;) {
    arena_reset(r->row);
    err e = csv_next(csv, r->row, &cells, &more);
    if (e) return ERR(r->all, INPUT, "%.*s", STR_ARG(e->user));
    if (!more) return NULL;
    TRY(take_row(r, csv_line(csv), &cells));
  }
}

static err take_xlsx_row(void *ctx, size_t where, const xlsx_cell *cells, size_t n) {
  run *r = ctx;
  str_list texts = {0};
  for (size_t i = 0; i < n; i++) LIST_ADD(r->row, &texts, cells[i].kind == XLSX_EMPTY ? S("") : cells[i].text);
  return take_row(r, where, &texts);
}

/* Is there a heading among the first rows? An error only stops the reading. */
typedef struct looked { arena *row; size_t rows; bool found; err stop; } looked;

static err look_at_row(void *ctx, size_t where, const xlsx_cell *cells, size_t n) {
  looked *l = ctx;
  str_list texts = {0};
  (void)where;
  for (size_t i = 0; i < n; i++) LIST_ADD(l->row, &texts, cells[i].text);
  l->found = table_is_header(&texts);
  return l->found || ++l->rows >= HEADER_ROWS ? l->stop : NULL;
}

/* The first sheet that has one: instructions may stand before it. Sheet 0 when none has. */
static err first_with_heading(run *r, xlsx *x, size_t *sheet) {
  looked l = {.row = r->row, .stop = ERR(r->all, INPUT, "looked at enough")};
  for (*sheet = 0; *sheet < xlsx_sheet_count(x); ++*sheet) {
    l.rows = 0;
    err e = xlsx_read(x, *sheet, r->all, r->row, look_at_row, &l);
    if (l.found) return NULL;
    if (e && e != l.stop) return e;
  }
  *sheet = 0;
  return NULL;
}

static err read_xlsx(run *r, str bytes) {
  xlsx *x;
  size_t sheet = 0;
  TRY(xlsx_open(r->all, bytes, &x));
  if (r->opt.sheet && !xlsx_sheet_find(x, str_of(r->opt.sheet), &sheet)) {
    buf names = BUF(r->all);
    for (size_t i = 0; i < xlsx_sheet_count(x); i++) buf_fmt(&names, "%s“%.*s”", i ? ", " : "", STR_ARG(xlsx_sheet_name(x, i)));
    return ERR(r->all, INPUT, "Lembar “%s” tidak ada. Yang ada: %.*s.", r->opt.sheet, STR_ARG(buf_str(&names)));
  }
  else if (!r->opt.sheet) TRY(first_with_heading(r, x, &sheet));
  return xlsx_read(x, sheet, r->all, r->row, take_xlsx_row, r);
}

static err measure_file(run *r) {
  str bytes, rules;
  r->rules = measure_rules_default();
  r->out = tmpfile();
  if (!r->out) return ERR(r->all, INPUT, "Berkas sementara untuk hasil tidak dapat dibuat. Periksa ruang dan izin folder /tmp.");
  arena_defer(r->all, close_file, r->out);
  if (r->opt.rules) {
    TRY(read_file(r->all, r->opt.rules, &rules));
    TRY(measure_rules_parse(r->all, rules, &r->rules));
  }
  TRY(read_file(r->all, r->opt.file, &bytes));
  bool workbook = str_starts(bytes, S("PK\x03\x04"));
  TRY(workbook ? read_xlsx(r, bytes) : read_csv(r, bytes));
  if (!r->table)
    return ERR(r->all, INPUT, "Baris judul tidak ditemukan. Baris pertama harus memuat kolom indikator, target, dan realisasi.");
  close_output(r);
  if (fflush(r->out) != 0 || ferror(r->out)) return ERR(r->all, LIMIT, "Hasilnya tidak dapat ditulis: ruang untuk berkas sementara habis.");
  return NULL;
}

static bool print_result(run *r) {
  char piece[PIECE];
  rewind(r->out);
  for (size_t n; (n = fread(piece, 1, sizeof piece, r->out)) > 0;) (void)!fwrite(piece, 1, n, stdout);
  return !ferror(r->out) && fflush(stdout) == 0;
}

/* The boundary: an arena that is full ends here. */
static int guarded(run *r) {
  if (setjmp(*arena_catch(r->all)) != 0 || setjmp(*arena_catch(r->row)) != 0) {
    fprintf(stderr, "takar measure: berkas terlalu besar untuk diolah sekaligus. Pisahkan menjadi beberapa berkas.\n");
    return UNUSABLE;
  }
  err e = measure_file(r);
  if (e) {
    fprintf(stderr, "takar measure: %.*s\n", STR_ARG(e->user));
    return UNUSABLE;
  }
  if (!print_result(r)) return UNUSABLE;
  return r->with_findings ? WITH_FINDINGS : CLEAN;
}

int cli_measure(int argc, char **argv) {
  run r = {0};
  if (!take_options(argc, argv, &r.opt)) {
    fputs(usage, stderr);
    return UNUSABLE;
  }
  r.all = arena_new((size_t)512 << 20);
  r.row = arena_new((size_t)64 << 20);
  int status = UNUSABLE;
  if (r.all && r.row) status = guarded(&r);
  arena_free(r.row);
  arena_free(r.all);
  return status;
}
