/* A long table as XLSX, row by row: its XML straight from the decimals, packed in passing (minizip) at one of zlib's
 * fast levels. A row is one line: spreadsheets do not all make a row as high as its text when they open a file. */
#include <minizip/zip.h>
#include <zlib.h>

#include "sheet.h"
#include "sheet_file.h"
#include "xml.h"

enum { PIECE = 64 << 10, PACKING = 2, FIRST_OWN_FORMAT = 164, MOST_PLACES = 4 };

typedef struct number_look { enum cell_kind kind; int places; } number_look;

struct sheet_rows {
  arena *a;
  sheet_file file;
  zipFile zip;
  bool inside;             /* the sheet's part is open */
  size_t n_columns, row;
  str title;
  instant at;
  str letters[SHEET_MAX_COLUMNS];
  LIST(number_look) looks; /* cell formats, from FIRST_LOOK on */
  buf xml;                 /* not yet packed */
};
enum { PLAIN, HEAD, TEXT, FIRST_LOOK }; /* cell formats */

static void release(void *what) {
  sheet_rows *r = what;
  if (r->inside) zipCloseFileInZip(r->zip);
  if (r->zip) zipClose(r->zip, NULL);
  r->inside = false;
  r->zip = NULL;
  sheet_file_drop(&r->file);
}

/* ---- parts ---- */

static err failed(sheet_rows *r) { return ERR_CAUSE(r->a, "the workbook cannot be written"); }

static bool begin_part(sheet_rows *r, const char *name) {
  zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_mon = 0, .tm_year = 1980}};
  r->inside = zipOpenNewFileInZip(r->zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, PACKING) == ZIP_OK;
  r->xml.n = 0;
  return r->inside;
}

static bool flush(sheet_rows *r) {
  bool good = r->inside && !buf_failed(&r->xml) && zipWriteInFileInZip(r->zip, r->xml.p, (unsigned)r->xml.n) == ZIP_OK;
  r->xml.n = 0;
  return good;
}

static bool end_part(sheet_rows *r) {
  bool good = flush(r);
  if (r->inside) good &= zipCloseFileInZip(r->zip) == ZIP_OK;
  r->inside = false;
  return good;
}

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const struct { const char *name; str xml; } FIXED[] = {
    {"[Content_Types].xml", SC(DECLARATION "<Types xmlns=\"" PACKAGE "content-types\">"
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
      "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
      "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>")},
    {"_rels/.rels", SC(DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\">"
      "<Relationship Id=\"rId1\" Type=\"" RELATIONS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
      "<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>")},
    {"xl/_rels/workbook.xml.rels", SC(DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\">"
      "<Relationship Id=\"rId1\" Type=\"" RELATIONS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
      "<Relationship Id=\"rId2\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/></Relationships>")},
};

static bool put_fixed(sheet_rows *r) {
  for (size_t i = 0; i < LEN(FIXED); i++) {
    if (!begin_part(r, FIXED[i].name)) return false;
    buf_add(&r->xml, FIXED[i].xml);
    if (!end_part(r)) return false;
  }
  return true;
}

static bool put_book(sheet_rows *r) {
  if (!begin_part(r, "xl/workbook.xml")) return false;
  buf_z(&r->xml, DECLARATION "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><sheets><sheet name=\"");
  xml_escape(&r->xml, str_of(sheet_tab_name(r->a, r->title)));
  buf_z(&r->xml, "\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'");
  xml_escape(&r->xml, str_of(sheet_tab_name(r->a, r->title)));
  buf_z(&r->xml, "'!$1:$1</definedName></definedNames></workbook>");
  if (!end_part(r) || !begin_part(r, "docProps/core.xml")) return false;
  buf_z(&r->xml, DECLARATION "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                 "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
  xml_escape(&r->xml, r->title);
  buf_fmt(&r->xml, "</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:created></cp:coreProperties>",
          STR_ARG(instant_iso(r->a, r->at)));
  return end_part(r);
}

/* ---- formats ---- */

static void put_number_format(buf *b, size_t i, const number_look *k) {
  static const char *const zeros[MOST_PLACES + 1] = {"", ".0", ".00", ".000", ".0000"};
  const char *whole = k->kind == CELL_PERCENT ? "0" : "#,##0", *sign = k->kind == CELL_PERCENT ? "%" : "";
  if (k->kind == CELL_DATE) buf_fmt(b, "<numFmt numFmtId=\"%zu\" formatCode=\"dd/mm/yyyy\"/>", FIRST_OWN_FORMAT + i);
  else buf_fmt(b, "<numFmt numFmtId=\"%zu\" formatCode=\"%s%s%s\"/>", FIRST_OWN_FORMAT + i, whole, zeros[k->places], sign);
}

#define SIDE(name) "<" name " style=\"thin\"><color rgb=\"FF808080\"/></" name ">"
#define ALIGNED(across, down, more) "<alignment horizontal=\"" across "\" vertical=\"" down "\"" more "/></xf>"
static bool put_styles(sheet_rows *r) {
  buf *b = &r->xml;
  if (!begin_part(r, "xl/styles.xml")) return false;
  buf_fmt(b, DECLARATION "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"%zu\">", r->looks.n + 1);
  for (size_t i = 0; i < r->looks.n; i++) put_number_format(b, i, &r->looks.v[i]);
  put_number_format(b, r->looks.n, &(number_look){CELL_NUMBER, 0}); /* a list may not be empty */
  buf_z(b, "</numFmts><fonts count=\"2\"><font><sz val=\"9\"/><name val=\"Arial\"/></font><font><b/><sz val=\"9\"/><name val=\"Arial\"/></font></fonts>"
           "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
           "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE9EDF1\"/></patternFill></fill></fills>"
           "<borders count=\"2\"><border/><border>" SIDE("left") SIDE("right") SIDE("top") SIDE("bottom") "</border></borders>"
           "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>");
  buf_fmt(b, "<cellXfs count=\"%zu\"><xf/><xf fontId=\"1\" fillId=\"2\" borderId=\"1\">" ALIGNED("center", "center", " wrapText=\"1\"")
             "<xf fontId=\"0\" borderId=\"1\">" ALIGNED("left", "top", ""), FIRST_LOOK + r->looks.n);
  for (size_t i = 0; i < r->looks.n; i++) buf_fmt(b, "<xf numFmtId=\"%zu\" fontId=\"0\" borderId=\"1\">" ALIGNED("right", "top", ""), FIRST_OWN_FORMAT + i);
  buf_z(b, "</cellXfs></styleSheet>");
  return end_part(r);
}

static size_t format_of(sheet_rows *r, const sheet_cell *c) {
  number_look k = {c->kind, c->kind == CELL_DATE || c->places < 0 ? 0 : c->places > MOST_PLACES ? MOST_PLACES : c->places};
  if (c->kind == CELL_TEXT) return TEXT;
  for (size_t i = 0; i < r->looks.n; i++)
    if (r->looks.v[i].kind == k.kind && r->looks.v[i].places == k.places) return FIRST_LOOK + i;
  LIST_ADD(r->a, &r->looks, k);
  return FIRST_LOOK + r->looks.n - 1;
}

/* ---- cells ---- */

static void put_text(buf *b, str text) {
  str line;
  buf_z(b, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  for (text = str_cut(text, '\n', &line);; text = str_cut(text, '\n', &line)) {
    xml_escape(b, line);
    if (!text.p) break;
    buf_char(b, '\n');
  }
  buf_z(b, "</t></is></c>");
}

/* units × 10^-scale, as XML writes numbers. */
static void put_decimal(buf *b, int64_t units, int scale) {
  char made[40], *p = made + sizeof made;
  uint64_t rest = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
  for (int i = 0; rest || i <= scale; i++, rest /= 10) {
    if (i && i == scale) *--p = '.';
    *--p = (char)('0' + rest % 10);
  }
  if (units < 0) *--p = '-';
  buf_z(b, "\"><v>");
  buf_add(b, (str){p, (size_t)(made + sizeof made - p)});
  buf_z(b, "</v></c>");
}

static void put_value(sheet_rows *r, const sheet_cell *c) {
  enum { EPOCH = 25569 }; /* days since 1899-12-30, as workbooks count from 1 March 1900 on; earlier days are text */
  if (c->kind == CELL_TEXT) put_text(&r->xml, c->text);
  else if (c->kind != CELL_DATE) put_decimal(&r->xml, c->number.units, c->number.scale + (c->kind == CELL_PERCENT ? 2 : 0));
  else if (c->day.day < 61 - EPOCH) put_text(&r->xml, date_iso(r->a, c->day));
  else put_decimal(&r->xml, c->day.day + EPOCH, 0);
}

static err put_row(sheet_rows *r, const sheet_cell *cells, bool head) {
  char number[24];
  size_t n = (size_t)snprintf(number, sizeof number, "%zu", ++r->row);
  buf *b = &r->xml;
  buf_z(b, "<row r=\""), buf_add(b, (str){number, n}), buf_z(b, head ? "\" ht=\"26\" customHeight=\"1\">" : "\">");
  for (size_t k = 0; k < r->n_columns; k++) {
    const sheet_cell *c = &cells[k];
    bool number_kind = c->kind != CELL_TEXT && c->kind != CELL_DATE;
    ENSURE(!c->formula.n);
    if (c->text.n > SHEET_MAX_TEXT) return ERR(r->a, LIMIT, "Baris %zu: isi sel terlalu panjang untuk lembar kerja.", r->row);
    if (c->kind == CELL_EMPTY || (number_kind && !decimal_some(c->number))) continue;
    buf_z(b, "<c r=\""), buf_add(b, r->letters[k]), buf_add(b, (str){number, n}), buf_z(b, "\" s=\"");
    buf_i64(b, (int64_t)(head ? HEAD : format_of(r, c)));
    put_value(r, c);
  }
  buf_z(b, "</row>");
  return b->n < PIECE || flush(r) ? NULL : failed(r);
}

/* ---- the table ---- */

static err put_head(sheet_rows *r, const sheet_column *columns) {
  sheet_cell *cells = NEW_N(r->a, sheet_cell, r->n_columns);
  if (!begin_part(r, "xl/worksheets/sheet1.xml")) return failed(r);
  buf_z(&r->xml, DECLARATION "<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\">"
                 "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
  for (size_t k = 0; k < r->n_columns; k++) {
    buf_fmt(&r->xml, "<col min=\"%zu\" max=\"%zu\" width=\"%.2f\" customWidth=\"1\"/>", k + 1, k + 1, columns[k].width + 0.71);
    cells[k] = (sheet_cell){.kind = CELL_TEXT, .text = columns[k].name};
    str ref = sheet_ref(r->a, 0, k);
    r->letters[k] = str_sub(ref, 0, ref.n - 1);
  }
  buf_z(&r->xml, "</cols><sheetData>");
  return put_row(r, cells, true);
}

err sheet_rows_open(arena *a, str title, const sheet_column *columns, size_t n, instant at, sheet_rows **out) {
  sheet_rows *r = NEW(a, sheet_rows);
  ENSURE(n > 0 && n <= SHEET_MAX_COLUMNS);
  *r = (sheet_rows){.a = a, .n_columns = n, .title = title, .at = at, .xml = {.a = a, .max = (size_t)SHEET_MAX_COLUMNS * SHEET_MAX_TEXT * 6}};
  arena_defer(a, release, r);
  TRY(sheet_file_make(a, &r->file));
  r->zip = zipOpen64(r->file.path, APPEND_STATUS_CREATE);
  if (!r->zip || !put_fixed(r) || !put_book(r)) return failed(r);
  *out = r;
  return put_head(r, columns);
}

err sheet_rows_put(sheet_rows *r, const sheet_cell *cells) {
  if (r->row >= SHEET_MAX_ROWS) return ERR(r->a, LIMIT, "Tabel ini lebih dari %d baris. Bagi menurut tahun, lalu ulangi.", SHEET_MAX_ROWS);
  return put_row(r, cells, false);
}

err sheet_rows_close(sheet_rows *r, str *bytes) {
  buf_z(&r->xml, "</sheetData><pageMargins left=\"0.6\" right=\"0.5\" top=\"0.6\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/>"
                 "<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;R&amp;8halaman &amp;P dari &amp;N</oddFooter></headerFooter></worksheet>");
  if (!end_part(r) || !put_styles(r)) return failed(r);
  zipFile zip = r->zip;
  r->zip = NULL; /* closing frees it, whatever happens */
  if (zipClose(zip, NULL) != ZIP_OK) return failed(r);
  err e = sheet_file_read(r->a, &r->file, bytes);
  release(r);
  return e;
}
