/* Workbooks as Excel, LibreOffice and people with bad intentions write them. */
#include "test.h"

#include "performance/xlsx_read.h"
#include "xlsx_parts.h"

static int setup(void **state) {
  *state = arena_new((size_t)64 << 20);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

typedef struct taken { arena *a; buf text; size_t rows; } taken;

static err take(void *what, size_t row, const xlsx_cell *cells, size_t n) {
  taken *t = what;
  t->rows++;
  buf_fmt(&t->text, "%zu:", row);
  for (size_t i = 0; i < n; i++) buf_fmt(&t->text, "%s%.*s", i ? "|" : "", STR_ARG(cells[i].text));
  buf_char(&t->text, '\n');
  return NULL;
}

static err read_all(arena *a, xlsx_parts p, taken *t) {
  xlsx *x;
  arena *rows = arena_new(0);
  *t = (taken){.a = a, .text = BUF(a)};
  err e = xlsx_open(a, xlsx_of(a, p), &x);
  if (!e) e = xlsx_read(x, 0, a, rows, take, t);
  arena_free(rows);
  return e;
}

#define SHEET(rows) S("<worksheet " XLSX_NS "><sheetData>" rows "</sheetData></worksheet>")
#define STYLES S("<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-421]dd\\ mmmm\\ yyyy;@\"/><numFmt numFmtId=\"171\" formatCode=\"0.0&quot; d&quot;\"/></numFmts>" \
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"10\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>")

static void says(void **state, xlsx_parts p, const char *want) {
  taken t;
  assert_ok(*state, read_all(*state, p, &t));
  assert_str(*state, buf_str(&t.text), want);
}

static err refused(void **state, xlsx_parts p, enum err_code code) {
  taken t;
  err e = read_all(*state, p, &t);
  assert_non_null(e);
  assert_int_equal(e->code, code);
  return e;
}

static void cells_of_every_kind(void **state) {
  says(state, (xlsx_parts){.strings = S("<sst><si><t>satu</t></si><si><r><t>du</t></r><r><t>a</t></r><rPh><t>x</t></rPh></si></sst>"), .styles = STYLES, .sheet = SHEET(
       "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"s\"><v>9</v></c></row>"
       "<row r=\"4\"><c t=\"inlineStr\"><is><t>tiga &amp; empat</t></is></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#DIV/0!</v></c></row>"
       "<row r=\"5\"><c><f>A1*2</f><v>66.670000000000002</v></c><c t=\"str\"><f>A1&amp;B1</f><v>ab</v></c><c><f>NA()</f></c><c><v>7</v></c></row>"
       "<row r=\"6\"><c s=\"1\"><v>46203</v></c><c s=\"2\"><v>0.215</v></c><c s=\"3\"><v>4.5</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61.25</v></c></row>")},
       "2:satu||dua|\n4:tiga & empat|Ya|#DIV/0!\n5:66,67|ab||7\n6:2026-06-30|21,5%|4,5|1900-02-28|1900-03-01\n");
  says(state, (xlsx_parts){.properties = S("<workbookPr date1904=\"1\"/>"), .styles = STYLES, .sheet = SHEET("<row><c s=\"1\"><v>1</v></c></row>")}, "1:1904-01-02\n");
}

static void joined_cells_keep_their_first(void **state) {
  says(state, (xlsx_parts){.sheet = S("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>5</v></c><c r=\"B1\"/><c r=\"C1\"><v>6</v></c></row></sheetData>"
                                      "<mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>")}, "1:5||6\n");
}

static void names_with_a_prefix_are_the_same(void **state) {
  says(state, (xlsx_parts){.sheet = S("<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r=\"3\"><x:c r=\"B3\"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>")}, "3:|5\n");
}

static str many(arena *a, const char *head, const char *piece, size_t n, const char *tail) {
  buf b = {.a = a, .max = (size_t)48 << 20};
  buf_z(&b, head);
  for (size_t i = 0; i < n; i++) buf_z(&b, piece);
  buf_z(&b, tail);
  assert_false(buf_failed(&b));
  return buf_str(&b);
}

/* As other programs write it, or might: through the scanner, and a UTF-16 part through expat. */
static void xml_of_every_kind(void **state) {
  arena *a = *state;
  str odd = S("\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\r\n<!-- \"lembar\" > --><worksheet a='>' b=\"'\">\r<sheetData ><row  r = '7' >"
              "<c t='inlineStr'><is><t><![CDATA[a < b & c]]></t></is ></c><c t=\"str\"><v>x&#8211;&#x79;&quot;&apos;&gt;\r\nz</v></c ><?p q?><c/>"
              "<c t='&#115;tr'><v>\xe2\x82\xac 5</v></c></row></sheetData></worksheet>\n<!-- akhir -->");
  says(state, (xlsx_parts){.sheet = odd}, "7:a < b & c|x\xe2\x80\x93y\"'>\nz||\xe2\x82\xac 5\n");
  str plain = S("<worksheet><sheetData><row r=\"2\"><c><v>5</v></c></row></sheetData></worksheet>");
  buf wide = BUF(a);
  buf_add(&wide, S("\xff\xfe"));
  for (size_t i = 0; i < plain.n; i++) buf_char(&wide, plain.p[i]), buf_char(&wide, 0);
  says(state, (xlsx_parts){.sheet = buf_str(&wide)}, "2:5\n");
}

static void broken_xml_is_refused(void **state) {
  static const str broken[] = {
      SC("<worksheet><sheetData><row></sheetData></worksheet>"), SC("<worksheet><sheetData/>"), SC(""), SC("teks"), SC("<worksheet/><worksheet/>"),
      SC("<worksheet/>teks"), SC("<worksheet a=5/>"), SC("<worksheet a='5/>"), SC("<worksheet a='<'/>"), SC("<worksheet>&tak;</worksheet>"),
      SC("<worksheet>&#0;</worksheet>"), SC("<worksheet>&#xD800;</worksheet>"), SC("<worksheet>\x01</worksheet>"), SC("<worksheet>\xff</worksheet>"),
      SC("<worksheet>5 & 6</worksheet>"), SC("<worksheet><!-- </worksheet>"), SC("<worksheet><![CDATA[ </worksheet>"), SC("</worksheet>"), SC("< worksheet/>")};
  for (size_t i = 0; i < LEN(broken); i++) refused(state, (xlsx_parts){.sheet = broken[i]}, ERR_INPUT);
  refused(state, (xlsx_parts){.sheet = many(*state, "", "<a>", 200, "")}, ERR_INPUT); /* deeper than any sheet */
}

static void entities_are_refused(void **state) {
  refused(state, (xlsx_parts){.sheet = S("<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>")}, ERR_INPUT);
  refused(state, (xlsx_parts){.sheet = S("<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>")}, ERR_INPUT);
  refused(state, (xlsx_parts){.strings = S("<!DOCTYPE sst SYSTEM \"http://127.0.0.1/x.dtd\"><sst/>"), .sheet = SHEET("")}, ERR_INPUT);
}

static void too_much_is_refused(void **state) {
  arena *a = *state;
  refused(state, (xlsx_parts){.sheet = many(a, "<worksheet><sheetData>", "<row/>", XLSX_MAX_ROWS + 1, "</sheetData></worksheet>")}, ERR_LIMIT);
  refused(state, (xlsx_parts){.sheet = many(a, "<worksheet><sheetData><row>", "<c><v>1</v></c>", XLSX_MAX_COLUMNS + 1, "</row></sheetData></worksheet>")}, ERR_LIMIT);
  refused(state, (xlsx_parts){.sheet = SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")}, ERR_LIMIT);
  refused(state, (xlsx_parts){.sheet = many(a, "<worksheet><sheetData><row><c t=\"str\"><v>", "panjang ", XLSX_MAX_TEXT / 8 + 1, "</v></c></row></sheetData></worksheet>")}, ERR_LIMIT);
  refused(state, (xlsx_parts){.sheet = many(a, "<worksheet>", "<!--                                                            -->", 100000, "</worksheet>")}, ERR_LIMIT); /* packs too well */
}

static void broken_books_are_refused(void **state) {
  arena *a = *state;
  xlsx *x;
  str good = xlsx_of(a, (xlsx_parts){.sheet = SHEET("<row><c><v>1</v></c></row>")});
  for (size_t n = 0; n < good.n; n += 37) {
    err e = xlsx_open(a, str_sub(good, 0, n), &x);
    assert_non_null(e);
    assert_int_equal(e->code, ERR_INPUT);
  }
  refused(state, (xlsx_parts){.sheet = S("<worksheet><sheetData><row></sheetData></worksheet>")}, ERR_INPUT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(cells_of_every_kind, setup, teardown),
      cmocka_unit_test_setup_teardown(joined_cells_keep_their_first, setup, teardown),
      cmocka_unit_test_setup_teardown(names_with_a_prefix_are_the_same, setup, teardown),
      cmocka_unit_test_setup_teardown(xml_of_every_kind, setup, teardown),
      cmocka_unit_test_setup_teardown(broken_xml_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(entities_are_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(too_much_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(broken_books_are_refused, setup, teardown),
  };
  return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
