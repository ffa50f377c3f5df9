/* office: the files Takar writes, opened by LibreOffice without a window.
 *
 * A DOCX is printed to PDF: every sentence and every cell must be there again, as doc_text has it, on as many pages as our own PDF has (one
 * more or less). A workbook loses the values of its formulas and is calculated anew: each must come out as Takar wrote it. With the program, a
 * story and Module1.xba as arguments, every DOCX and XLSX of that story is opened as it is, in one run: it must have the pages and the words
 * of the PDF that was issued, and LibreOffice must make the same list of contents from the headings, numbers included. Ends with 77 (skipped)
 * where soffice or pdftotext is not installed. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../unit/export_samples.h"
#include "document/docx.h"
#include "document/zipfile.h"
#include "base/csv.h"
#include "document/zipread.h"
#include "performance/xlsx_mark.h"
#include "reader.h"

static const instant AT = {1767582900};

static str read_file(arena *a, const char *path) {
  FILE *f = fopen(path, "rb");
  buf b = BUF(a);
  char part[65536];
  if (!f) return STR_NONE;
  for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) buf_add(&b, (str){part, n});
  fclose(f);
  return buf_str(&b);
}

static void write_file(const char *path, str bytes) {
  FILE *f = fopen(path, "wb");
  ENSURE(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n && fclose(f) == 0);
}

static const char *path_of(arena *a, const char *dir, const char *name, const char *ending) {
  return str_z(a, str_fmt(a, "%s/%s.%s", dir, name, ending));
}

/* ---- comparison ---- */

typedef struct tally { size_t pieces, parted, lost; } tally;

/* A piece of text: there as a whole, or (parted by a page) word by word. */
static void check_piece(arena *a, tally *t, const char *name, str printed, str piece) {
  if (str_blank(piece)) return;
  t->pieces++;
  if (str_find(printed, squeezed(a, piece)) >= 0) return;
  t->parted++;
  for (str word, rest = piece; rest.p;) {
    rest = str_cut(rest, ' ', &word);
    if (str_blank(word) || str_find(printed, squeezed(a, word)) >= 0) continue;
    t->lost++;
    fprintf(stderr, "%s: \"%.*s\" is lost\n", name, STR_ARG(word));
  }
}

static void check_lines(arena *a, tally *t, const char *name, str printed, str text) {
  for (str line; text.p;) {
    text = str_cut(text, '\n', &line);
    for (str cell; line.p;) {
      line = str_cut(line, '\t', &cell);
      check_piece(a, t, name, printed, cell);
    }
  }
}

/* What doc_text has, without the texts of pictures. */
static tally check_text(arena *a, const char *name, const doc *d, str printed) {
  tally t = {0};
  printed = squeezed(a, printed);
  for (size_t i = 0; i < d->blocks.n; i++) {
    const block *b = &d->blocks.v[i];
    bool item = b->kind == BLOCK_ITEM;
    if (item || b->kind == BLOCK_QR) check_lines(a, &t, name, printed, b->label);
    block words = *b;
    if (item) words.kind = BLOCK_PARA;
    if (b->kind == BLOCK_FIGURE) words.alt = STR_NONE;
    if (b->kind != BLOCK_QR) check_lines(a, &t, name, printed, block_text(a, &words));
  }
  return t;
}

static bool check_document(arena *a, const char *dir, const sample *s) {
  doc *d = s->build(a);
  const char *file = path_of(a, dir, s->name, "pdf"), *text = path_of(a, dir, s->name, "txt");
  str own, printed = read_file(a, file);
  if (system(str_z(a, str_fmt(a, "pdftotext -raw %s %s", file, text))) != 0 || doc_pdf(a, d, AT, &own)) return false;
  tally t = check_text(a, s->name, d, read_file(a, text));
  int pages = doc_pdf_pages(printed), ours = doc_pdf_pages(own);
  size_t pictures = str_find(printed, S("/Image")) >= 0;
  bool good = t.pieces + pictures > 0 && t.lost == 0 && t.parted * 20 <= t.pieces + 20 && abs(pages - ours) <= 1;
  printf("%s %s: %zu pieces, %zu parted, %zu lost; %d pages, ours %d\n", good ? "ok" : "not ok", s->name, t.pieces, t.parted, t.lost, pages, ours);
  return good;
}

/* ---- workbooks ---- */

/* The XML of a sheet without the values that stand behind formulas. */
static str without_values(arena *a, str xml) {
  buf b = BUF(a);
  for (ptrdiff_t at; (at = str_find(xml, S("</f><v>"))) >= 0;) {
    buf_add(&b, str_sub(xml, 0, (size_t)at + 4));
    xml = str_from(xml, (size_t)at);
    xml = str_from(xml, (size_t)str_find(xml, S("</v>")) + 4);
  }
  buf_add(&b, xml);
  return buf_str(&b);
}

static str uncalculated(arena *a, str xlsx) {
  zipread_files all = {0};
  zipfile *z = zipfile_new(a, AT);
  str bytes;
  ENSURE(!zipread_all(a, xlsx, ZIPREAD_LIMITS, &all));
  for (size_t i = 0; i < all.n; i++)
    zipfile_add(z, all.v[i].name, str_starts(all.v[i].name, S("xl/worksheets/sheet")) ? without_values(a, all.v[i].bytes) : all.v[i].bytes);
  ENSURE(!zipfile_finish(z, &bytes));
  return bytes;
}

static str without_commas(arena *a, str s) {
  buf b = BUF(a);
  for (size_t i = 0; i < s.n; i++)
    if (s.p[i] != ',') buf_char(&b, s.p[i]);
  return buf_str(&b);
}

static bool same_value(arena *a, const sheet_cell *c, str got) {
  decimal d;
  if (c->kind == CELL_TEXT) return str_eq(c->text, got);
  if (!decimal_some(c->number)) return got.n == 0;
  return decimal_parse(without_commas(a, got), &d) && decimal_cmp(d, c->number) == 0; /* numbers as the cell shows them */
}

/* The first sheet as LibreOffice calculated it, cell by cell against the formulas' values. */
static bool check_book(arena *a, const char *dir, const book_sample *one) {
  const sheet *s = one->build(a)->sheets.v[0];
  csv_reader *csv;
  size_t formulas = 0, wrong = 0, row = 0;
  bool more = true;
  csv = csv_open(a, read_file(a, path_of(a, dir, one->name, "csv")));
  for (str_list cells; row < s->rows.n && more; row++) {
    cells = (str_list){0};
    if (csv_next(csv, a, &cells, &more) || !more) break;
    for (size_t k = 0; k < s->n_columns; k++) {
      const sheet_cell *c = &s->rows.v[row].cells[k];
      if (!c->formula.n) continue;
      formulas++;
      if (same_value(a, c, k < cells.n ? cells.v[k] : S(""))) continue;
      wrong++;
      fprintf(stderr, "%s: %.*s is \"%.*s\", not \"%.*s\": %.*s\n", one->name, STR_ARG(sheet_ref(a, row, k)),
              STR_ARG(k < cells.n ? cells.v[k] : S("")), STR_ARG(c->kind == CELL_TEXT ? c->text : decimal_text(a, c->number)), STR_ARG(c->formula));
    }
  }
  printf("%s %s: %zu formulas, %zu wrong\n", formulas && !wrong ? "ok" : "not ok", one->name, formulas, wrong);
  return formulas > 0 && wrong == 0;
}

/* ---- a workbook that comes back marked ---- */

#define REASON "Target ini <terlalu> besar & keliru."

/* Form E.81 with a fault in one cell. */
static void write_marked(arena *a, const char *dir) {
  static const xlsx_mark mark = {10, 9, SC(REASON)};
  str bytes, marked;
  ENSURE(!sheet_xlsx(a, book_e81(a), AT, &bytes));
  ENSURE(!xlsx_marked(a, bytes, 0, 0, &mark, 1, &marked));
  write_file(path_of(a, dir, "ditandai", "xlsx"), marked);
}

/* LibreOffice shows the same cells, and the reason behind them. */
static bool check_marked(arena *a, const char *dir) {
  csv_reader *plain = csv_open(a, read_file(a, path_of(a, dir, "e81", "csv"))), *marked = csv_open(a, read_file(a, path_of(a, dir, "ditandai", "csv")));
  size_t cells = 0, different = 0, reasons = 0;
  str_list one, two;
  for (bool more = true, again = true; more && again;) {
    if (csv_next(plain, a, &one, &more) || csv_next(marked, a, &two, &again) || more != again) return false;
    for (size_t i = 0; i < one.n; i++, cells++) different += i >= two.n || !str_eq(one.v[i], two.v[i]);
    for (size_t i = one.n; i < two.n; i++) reasons += str_find(two.v[i], S(REASON)) >= 0;
  }
  bool good = cells > 100 && different == 0 && reasons == 1;
  printf("%s marked: %zu cells, %zu different, %zu reasons\n", good ? "ok" : "not ok", cells, different, reasons);
  return good;
}

/* ---- every file of a story ---- */

static str printed(arena *a, str file) { return squeezed(a, output_of(a, STR_CAT(a, S("pdftotext "), file, S(" - 2>/dev/null")))); }

/* The words of the list of contents: page numbers and leaders left out. Absent where there is none. */
static str contents(arena *a, str text) {
  ptrdiff_t from = str_find(text, S("DAFTARISI")), to;
  if (from < 0) return STR_NONE;
  text = str_from(text, (size_t)from);
  to = str_find(text, S("halaman"));
  buf b = BUF(a);
  for (size_t i = 0; i < (to < 0 ? text.n : (size_t)to); i++)
    if (text.p[i] != '.' && (text.p[i] < '0' || text.p[i] > '9')) buf_char(&b, text.p[i]);
  return str_sub(buf_str(&b), 0, (size_t)(str_find(buf_str(&b), S("DAFTARBUKTIDUKUNG")) + 1)); /* below it the foot of the page */
}

/* Words of our PDF that LibreOffice's has not: those in charts, crests and watermarks are pictures there. */
static size_t lost_words(arena *a, str file, str theirs, size_t *words) {
  str all = output_of(a, STR_CAT(a, S("pdftotext "), file, S(" - | tr ' \\f' '\\n\\n'"))), word;
  size_t lost = 0;
  for (*words = 0; all.n;) {
    all = str_cut(all, '\n', &word);
    if (str_blank(word)) continue;
    ++*words;
    lost += str_find(theirs, squeezed(a, word)) < 0;
  }
  return lost;
}

static bool check_issued(arena *a, str docx) {
  str own = STR_CAT(a, str_sub(docx, 0, docx.n - 5), S(".pdf")), made = STR_CAT(a, docx, S(".pdf"));
  int ours = doc_pdf_pages(read_file(a, str_z(a, own))), theirs = doc_pdf_pages(read_file(a, str_z(a, made)));
  str text = printed(a, made), listed = contents(a, printed(a, own));
  size_t words, lost = lost_words(a, own, text, &words);
  zipread_files parts = {0};
  ENSURE(!zipread_all(a, read_file(a, str_z(a, docx)), ZIPREAD_LIMITS, &parts));
  bool marked = zipread_get(&parts, S("word/header1.xml")).n; /* the watermark's letters stand between the words of our PDF */
  bool same = marked || str_eq(listed, contents(a, text)), good = words > 20 && lost * 40 <= words && abs(ours - theirs) <= 1 && theirs && same;
  if (!good) printf("not ok %.*s: %zu of %zu words lost; %d pages, ours %d%s\n", STR_ARG(docx), lost, words, theirs, ours, same ? "" : "; other contents");
  return good;
}

static bool check_handed_on(arena *a, str xlsx) {
  static const str FAULTS[] = {SC("#REF!"), SC("#NAME?"), SC("#VALUE!"), SC("#DIV/0!"), SC("#N/A"), SC("Err:")};
  str text = printed(a, STR_CAT(a, xlsx, S(".pdf")));
  bool good = text.n > 100;
  for (size_t i = 0; i < LEN(FAULTS); i++) good &= str_find(text, FAULTS[i]) < 0;
  if (!good) printf("not ok %.*s\n", STR_ARG(xlsx));
  return good;
}

static bool story(const char *dir, char **given) {
  arena *a = arena_new((size_t)512 << 20);
  str all, one, home = str_fmt(a, "%s/cerita", dir);
  size_t documents = 0, books = 0;
  bool good = system(str_z(a, str_fmt(a, "%s scenario %s --out %.*s >/dev/null && mv %.*s/*/* %.*s && cp %s %s/profile/user/basic/Standard/", given[0], given[1], STR_ARG(home),
                                      STR_ARG(home), STR_ARG(home), given[2], dir))) == 0 &&
              system(str_z(a, str_fmt(a, "soffice --headless -env:UserInstallation=file://%s/profile 'macro:///Standard.Module1.PrintAll(%.*s)' >%s/macro.log 2>&1", dir,
                                      STR_ARG(home), dir))) == 0;
  all = output_of(a, STR_CAT(a, S("ls "), home, S("/*.docx "), home, S("/*.xlsx")));
  while (all.n) {
    all = str_cut(all, '\n', &one);
    if (str_ends(one, S(".docx"))) documents++, good &= check_issued(a, one);
    if (str_ends(one, S(".xlsx"))) books++, good &= check_handed_on(a, one);
  }
  good &= documents > 15 && books > 3;
  printf("%s a story: %zu DOCX, %zu XLSX\n", good ? "ok" : "not ok", documents, books);
  arena_free(a);
  return good;
}

/* ---- the run ---- */

static bool convert(arena *a, const char *dir, const char *to, const char *ending) {
  return system(str_z(a, str_fmt(a, "cd %s && soffice --headless -env:UserInstallation=file://%s/profile --convert-to %s *.%s >convert.log 2>&1",
                                 dir, dir, to, ending))) == 0;
}

static bool books(const char *dir) {
  arena *a = arena_new((size_t)256 << 20);
  bool good = true;
  for (size_t i = 0; i < LEN(BOOKS); i++) {
    str bytes;
    if (sheet_xlsx(a, BOOKS[i].build(a), AT, &bytes)) return false;
    write_file(path_of(a, dir, BOOKS[i].name, "xlsx"), uncalculated(a, bytes));
  }
  write_marked(a, dir);
  if (!convert(a, dir, "'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033'", "xlsx")) return false;
  for (size_t i = 0; i < LEN(BOOKS); i++) good &= check_book(a, dir, &BOOKS[i]);
  good &= check_marked(a, dir);
  arena_free(a);
  return good;
}

static bool documents(const char *dir) {
  arena *a = arena_new((size_t)512 << 20);
  bool good = true;
  for (size_t i = 0; i < LEN(SAMPLES); i++) {
    str bytes;
    if (doc_docx(a, SAMPLES[i].build(a), AT, &bytes)) return false;
    write_file(path_of(a, dir, SAMPLES[i].name, "docx"), bytes);
  }
  if (!convert(a, dir, "pdf", "docx")) return false;
  for (size_t i = 0; i < LEN(SAMPLES); i++) good &= check_document(a, dir, &SAMPLES[i]);
  arena_free(a);
  return good;
}

int main(int argc, char **argv) {
  char dir[] = "/tmp/takar-office-XXXXXX", command[200];
  if (!installed("soffice") || !installed("pdftotext")) return 77;
  if (!mkdtemp(dir)) return 1;
  bool good = books(dir);
  good &= documents(dir);
  if (argc > 3) good &= story(dir, argv + 1);
  snprintf(command, sizeof command, "rm -r %s", dir);
  return system(command) == 0 && good ? 0 : 1;
}
