#include "test.h"

#include <expat.h>

#include "document/docx.h"
#include "document/zipfile.h"
#include "document/zipread.h"
#include "samples.h"

static const instant AT = {1767582900}; /* 2026-01-05T03:15:00Z */

static int setup(void **state) {
  *state = arena_new((size_t)512 << 20);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static void write_file(const char *path, str bytes) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
  assert_int_equal(fclose(f), 0);
}

static size_t count(str text, const char *what) {
  size_t n = 0;
  for (ptrdiff_t i; (i = str_find(text, str_of(what))) >= 0; n++) text = str_from(text, (size_t)i + 1);
  return n;
}
static bool has(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

static void assert_xml(arena *a, str name, str bytes) {
  XML_Parser p = XML_ParserCreateNS("UTF-8", '|');
  enum XML_Status ok = XML_Parse(p, bytes.p, (int)bytes.n, 1);
  if (ok != XML_STATUS_OK)
    print_error("%s:%lu: %s\n", str_z(a, name), XML_GetCurrentLineNumber(p), XML_ErrorString(XML_GetErrorCode(p)));
  XML_ParserFree(p);
  assert_int_equal(ok, XML_STATUS_OK);
}

/* The parts of the DOCX of a document, each well-formed, every relation pointing to a part. */
static zipread_files parts_of(arena *a, const doc *d) {
  str bytes;
  zipread_files all = {0};
  assert_ok(a, doc_docx(a, d, AT, &bytes));
  assert_ok(a, zipread_all(a, bytes, ZIPREAD_LIMITS, &all));
  assert_str(a, all.v[0].name, "[Content_Types].xml");
  for (size_t i = 0; i < all.n; i++)
    if (!str_ends(all.v[i].name, S(".png"))) assert_xml(a, all.v[i].name, all.v[i].bytes);
  str links = zipread_get(&all, S("word/_rels/document.xml.rels"));
  for (ptrdiff_t at; (at = str_find(links, S("Target=\""))) >= 0;) {
    str target;
    links = str_cut(str_from(links, (size_t)at + 8), '"', &target);
    assert_true(zipread_get(&all, STR_CAT(a, S("word/"), target)).n > 0);
  }
  return all;
}
static str body_of(arena *a, const doc *d) {
  zipread_files all = parts_of(a, d);
  return zipread_get(&all, S("word/document.xml"));
}

/* Every kind of document: well-formed, the same bytes for the frozen document, no text lost. TAKAR_DOCX_DIR keeps them to be looked at. */
static void every_document_is_written(void **state) {
  const char *dir = getenv("TAKAR_DOCX_DIR");
  for (size_t i = 0; i < LEN(SAMPLES); i++) {
    arena *a = arena_new((size_t)128 << 20);
    doc *d = SAMPLES[i].build(a), *same;
    str bytes, again;
    assert_ok(a, doc_thaw(a, doc_freeze(a, d), &same));
    parts_of(a, d);
    assert_ok(a, doc_docx(a, d, AT, &bytes));
    assert_ok(a, doc_docx(a, same, AT, &again));
    assert_true(str_eq(bytes, again));
    if (dir) write_file(str_z(a, str_fmt(a, "%s/%s.docx", dir, SAMPLES[i].name)), bytes);
    if (dir) write_file(str_z(a, str_fmt(a, "%s/%s.txt", dir, SAMPLES[i].name)), doc_text(a, d));
    arena_free(a);
  }
  (void)state;
}

static void time_is_the_moment_given(void **state) {
  arena *a = *state;
  doc *d = sample_order(a);
  str one, other;
  zipread_files all = parts_of(a, d);
  assert_ok(a, doc_docx(a, d, AT, &one));
  assert_ok(a, doc_docx(a, d, (instant){AT.s + 3600}, &other));
  assert_false(str_eq(one, other));
  str core = zipread_get(&all, S("docProps/core.xml"));
  assert_true(has(core, "2026-01-05T03:15:00Z"));
  assert_true(has(core, "<dc:language>id-ID</dc:language>"));
}

/* ---- structure ---- */

static void headings_and_contents_are_word_s_own(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Laporan"));
  doc_add(d, BLOCK_TOC);
  doc_heading(d, 1, S("BAB I\nPENDAHULUAN"));
  doc_heading(d, 2, S("A. Latar & **tebal**"));
  doc_page(d, SHEET_PORTRAIT);
  doc_heading(d, 3, S("1. Rinci"));
  doc_heading(d, 4, S("a. Terkecil"));
  zipread_files all = parts_of(a, d);
  str body = zipread_get(&all, S("word/document.xml")), styles = zipread_get(&all, S("word/styles.xml"));
  for (int i = 1; i <= 4; i++) {
    assert_true(has(body, str_z(a, str_fmt(a, "<w:pStyle w:val=\"Heading%d\"/>", i))));
    assert_true(has(styles, str_z(a, str_fmt(a, "<w:outlineLvl w:val=\"%d\"/>", i - 1))));
  }
  assert_true(has(body, "TOC \\o &quot;1-3&quot;"));
  assert_int_equal(count(body, "<w:hyperlink "), 3); /* not the fourth level */
  assert_true(has(body, "BAB I PENDAHULUAN</w:t>")); /* on one line in the contents */
  assert_true(has(body, "BAB I</w:t><w:br/>"));      /* two in the heading */
  assert_int_equal(count(body, "w:name=\"_Toc"), 4);
  assert_true(has(body, "PAGEREF _Toc000005 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2<"));
  assert_int_equal(count(body, "fldCharType=\"begin\""), count(body, "fldCharType=\"end\""));
}

/* What the office inserts is counted on: the numbers are those of the heading styles, not letters in the text. */
static void headings_are_numbered_by_their_styles(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Laporan"));
  doc_toc(d, TOC_HEADINGS);
  doc_heading(d, 1, S("KATA PENGANTAR"));
  doc_numbered(d, SERIES_CHAPTER, 1, S("PENDAHULUAN"));
  doc_numbered(d, SERIES_CHAPTER, 2, S("Latar"));
  doc_numbered(d, SERIES_ANNEX, 1, S("PERJANJIAN"));
  zipread_files all = parts_of(a, d);
  str body = zipread_get(&all, S("word/document.xml")), styles = zipread_get(&all, S("word/styles.xml")), numbers = zipread_get(&all, S("word/numbering.xml"));
  assert_true(has(zipread_get(&all, S("word/_rels/document.xml.rels")), "Target=\"numbering.xml\""));
  assert_true(has(numbers, "<w:numFmt w:val=\"upperRoman\"/><w:pStyle w:val=\"Heading1\"/><w:suff w:val=\"space\"/><w:lvlText w:val=\"BAB %1\"/>"));
  assert_true(has(numbers, "<w:numFmt w:val=\"lowerLetter\"/><w:pStyle w:val=\"Heading4\"/><w:suff w:val=\"space\"/><w:lvlText w:val=\"%4.\"/>"));
  assert_true(has(numbers, "<w:lvlText w:val=\"LAMPIRAN %1\"/>"));
  assert_true(has(styles, "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>"));
  assert_int_equal(count(body, "<w:numId w:val=\"0\"/>"), 1); /* the foreword counts for nothing */
  assert_int_equal(count(body, "<w:numId w:val=\"2\"/>"), 1); /* the attachment has a count of its own */
  assert_int_equal(count(body, "BAB I"), 1);                  /* written only in the contents */
  assert_true(has(body, "BAB I PENDAHULUAN</w:t>") && has(body, "LAMPIRAN 1 PERJANJIAN</w:t>"));
}

static void wide_forms_have_a_sheet_of_their_own(void **state) {
  doc *d = doc_new(*state, S("Lebar"));
  doc_para(d, ALIGN_LEFT, S("tegak"));
  doc_page(d, SHEET_FOLIO);
  doc_para(d, ALIGN_LEFT, S("lebar"));
  str body = body_of(*state, d);
  assert_true(has(body, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
  assert_true(has(body, "<w:pgSz w:w=\"18709\" w:h=\"12189\" w:orient=\"landscape\"/>"));
  assert_true(has(body, "r:id=\"kaki1\"") && has(body, "r:id=\"kaki3\""));
}

static void contents_without_headings_hold(void **state) {
  doc *d = doc_new(*state, S("Kosong"));
  doc_add(d, BLOCK_TOC);
  str body = body_of(*state, d);
  assert_int_equal(count(body, "fldCharType=\"begin\""), 1);
  assert_int_equal(count(body, "fldCharType=\"end\""), 1);
  body_of(*state, doc_new(*state, S("Tanpa isi")));
}

static void captions_number_themselves(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Laporan"));
  doc_toc(d, TOC_TABLES);
  doc_toc(d, TOC_FIGURES);
  doc_table *t = doc_add_table(d, S("Tabel 12. Anggaran"), (const double[]){1}, 1);
  doc_cell_add(d, doc_table_row(d, t, false), ALIGN_LEFT, S("isi"));
  doc_figure(d, draw_new(a, 100, 50, S("Grafik"), S("Grafik")), S("Grafik"), S("Gambar 1. Capaian"));
  str body = body_of(a, d);
  assert_true(has(body, "TOC \\h \\z \\c &quot;Tabel&quot;"));
  assert_true(has(body, "TOC \\h \\z \\c &quot;Gambar&quot;"));
  assert_true(has(body, "SEQ Tabel \\* ARABIC"));
  assert_true(has(body, "SEQ Gambar \\* ARABIC"));
  assert_int_equal(count(body, "<w:hyperlink "), 2);
  assert_int_equal(count(body, "w:name=\"_Toc"), 2);
  assert_int_equal(count(body, "fldCharType=\"begin\""), count(body, "fldCharType=\"end\""));
}

static void a_cover_has_no_foot(void **state) {
  doc *d = doc_new(*state, S("Laporan"));
  doc_title(d, S("LAPORAN"));
  doc_page(d, SHEET_LANDSCAPE);
  doc_para(d, ALIGN_LEFT, S("isi"));
  assert_int_equal(count(body_of(*state, d), "<w:titlePg/>"), 0);
  d->cover = true;
  assert_int_equal(count(body_of(*state, d), "<w:titlePg/>"), 1); /* of the first section only */
}

/* No │ Sasaran (2 rows) ... with a cell over two columns and one over two rows */
static doc *merged(arena *a) {
  doc *d = doc_new(a, S("Tabel"));
  doc_table *t = doc_add_table(d, S("Tabel 1"), (const double[]){1, 2, 3}, 3);
  doc_row *r = doc_table_row(d, t, true);
  doc_cell_add(d, r, ALIGN_CENTER, S("Kepala"));
  r->cells[0].colspan = 3;
  r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_LEFT, S("dua baris"));
  r->cells[0].rowspan = 2;
  doc_cell_add(d, r, ALIGN_LEFT, S("b"));
  doc_cell_add(d, r, ALIGN_RIGHT, S("c"));
  r->cells[2].shade = 0xffeecc;
  r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_LEFT, S("b2"));
  r = doc_table_row(d, t, false);
  r->total = true;
  doc_cell_add(d, r, ALIGN_LEFT, S("Jumlah"));
  r->cells[0].colspan = 2;
  doc_cell_add(d, r, ALIGN_RIGHT, S("9"));
  return d;
}

static void cells_are_merged(void **state) {
  str body = body_of(*state, merged(*state));
  assert_int_equal(count(body, "<w:tblHeader/>"), 1);
  assert_int_equal(count(body, "<w:cantSplit/>"), 4);
  assert_true(has(body, "<w:gridSpan w:val=\"3\"/>"));
  assert_int_equal(count(body, "<w:vMerge w:val=\"restart\"/>"), 1);
  assert_int_equal(count(body, "<w:vMerge w:val=\"continue\"/>"), 1);
  assert_true(has(body, "w:fill=\"FFEECC\""));
  assert_int_equal(count(body, "<w:tc>"), 1 + 3 + 3 + 2); /* the third row is filled up */
  assert_true(has(body, "<w:tblCaption w:val=\"Tabel 1\"/>"));
  assert_int_equal(count(body, "<w:gridCol "), 3);
}

/* Two tables would be one without a paragraph between; a body ends in a paragraph. */
static void tables_stay_apart(void **state) {
  arena *a = *state;
  doc *d = merged(a);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){1}, 1);
  doc_cell_add(d, doc_table_row(d, t, false), ALIGN_LEFT, S("kedua"));
  str body = body_of(a, d);
  assert_false(has(body, "</w:tbl><w:tbl>"));
  assert_false(has(body, "</w:tbl><w:sectPr>"));
  assert_true(has(body, "</w:p><w:sectPr>"));
}

static void pages_turn(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Bagian"));
  d->paper = PAPER_F4;
  doc_page(d, SHEET_PORTRAIT);
  doc_para(d, ALIGN_LEFT, S("satu"));
  doc_page(d, SHEET_PORTRAIT);
  doc_page(d, SHEET_PORTRAIT);
  doc_para(d, ALIGN_LEFT, S("dua"));
  doc_page(d, SHEET_LANDSCAPE);
  doc_para(d, ALIGN_LEFT, S("rebah"));
  doc_page(d, SHEET_LANDSCAPE);
  doc_table *t = doc_add_table(d, STR_NONE, (const double[]){1}, 1);
  doc_cell_add(d, doc_table_row(d, t, false), ALIGN_LEFT, S("tabel di halaman baru"));
  str body = body_of(a, d);
  assert_int_equal(count(body, "<w:sectPr>"), 2);
  assert_int_equal(count(body, "<w:pageBreakBefore/>"), 2);
  assert_true(has(body, "<w:pgSz w:w=\"12189\" w:h=\"18709\"/>"));
  assert_true(has(body, "<w:pgSz w:w=\"18709\" w:h=\"12189\" w:orient=\"landscape\"/>"));
  assert_true(has(body, "w:left=\"1417\""));
  assert_false(has(body, "kepala"));
}

static void page_furniture(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Draf"));
  d->watermark = S("DRAFT <2>");
  d->footer = S("Laporan & lampiran");
  doc_para(d, ALIGN_LEFT, S("isi"));
  zipread_files all = parts_of(a, d);
  str foot = zipread_get(&all, S("word/footer1.xml")), head = zipread_get(&all, S("word/header1.xml"));
  assert_true(has(foot, " PAGE ") && has(foot, " NUMPAGES ") && has(foot, "halaman ") && has(foot, "Laporan &amp; lampiran"));
  assert_true(has(head, "string=\"DRAFT &lt;2&gt;\"") && has(head, "v:textpath"));
  assert_true(has(zipread_get(&all, S("word/document.xml")), "<w:headerReference w:type=\"default\" r:id=\"kepala1\"/>"));
}

static void letters_line_up(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Surat"));
  doc_field(d, S("Nomor"), S("1"));
  doc_field(d, S("Hal"), S("Undangan __rapat__"));
  doc_item(d, 0, S("KESATU"), S("Membentuk"));
  doc_item(d, 1, S("a."), S("ketua;"));
  doc_para(d, ALIGN_JUSTIFY, S("Demikian."));
  doc_signer s[2] = {{S("Di sini"), S("CAMAT,"), S(""), S("NAMA"), S("Pembina"), S("0000"), false},
                     {STR_NONE, S("SEKRETARIS,"), S("Disetujui"), S("LAIN"), STR_NONE, STR_NONE, false}};
  doc_sign(d, s, 2);
  doc_qr(d, S("https://contoh.go.id/v/1"), S("Pindai"));
  str body = body_of(a, d);
  assert_true(has(body, "<w:pStyle w:val=\"ListParagraph\"/>"));
  assert_true(has(body, "KESATU</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">:</w:t></w:r><w:r><w:tab/></w:r>"));
  assert_true(has(body, "<w:u w:val=\"single\"/>"));
  assert_true(has(body, "NIP. 0000"));
  assert_true(has(body, "descr=\"Kode QR: https://contoh.go.id/v/1\""));
  assert_int_equal(count(body, "<w:pStyle w:val=\"Fields\"/>"), 2);
  ptrdiff_t end = str_find(body, S("Demikian.")), sign = str_find(body, S("CAMAT,"));
  assert_true(end > 0 && sign > end);
  str before = str_sub(body, 0, (size_t)end);
  while (str_find(str_from(before, 1), S("<w:p>")) >= 0) before = str_from(before, (size_t)str_find(str_from(before, 1), S("<w:p>")) + 1);
  assert_true(has(before, "<w:keepNext/>")); /* the last paragraph goes with the signature */
}

static void data_stays_data(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("<&>"));
  doc_para(d, ALIGN_LEFT, S("a < b & \"c\"\x01\t\xef\xbf\xbf d ]]>"));
  doc_para(d, ALIGN_LEFT, (str){"rusak \xff\xc3", 8});
  str body = body_of(a, d);
  assert_true(has(body, "a &lt; b &amp; &quot;c&quot;  ? d ]]&gt;"));
  assert_true(has(body, "rusak ??"));
}

static void pictures_are_png(void **state) {
  zipread_files all = parts_of(*state, sample_sheet(*state));
  str png = zipread_get(&all, S("word/media/gambar1.png"));
  assert_true(str_starts(png, S("\x89PNG\r\n")));
  assert_true(has(zipread_get(&all, S("word/document.xml")), "descr=\"Halaman 1 lembar SOP contoh"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(every_document_is_written, setup, teardown),
      cmocka_unit_test_setup_teardown(time_is_the_moment_given, setup, teardown),
      cmocka_unit_test_setup_teardown(headings_and_contents_are_word_s_own, setup, teardown),
      cmocka_unit_test_setup_teardown(captions_number_themselves, setup, teardown), cmocka_unit_test_setup_teardown(a_cover_has_no_foot, setup, teardown),
      cmocka_unit_test_setup_teardown(headings_are_numbered_by_their_styles, setup, teardown),
      cmocka_unit_test_setup_teardown(wide_forms_have_a_sheet_of_their_own, setup, teardown),
      cmocka_unit_test_setup_teardown(contents_without_headings_hold, setup, teardown),
      cmocka_unit_test_setup_teardown(captions_number_themselves, setup, teardown),
      cmocka_unit_test_setup_teardown(a_cover_has_no_foot, setup, teardown),
      cmocka_unit_test_setup_teardown(cells_are_merged, setup, teardown),
      cmocka_unit_test_setup_teardown(tables_stay_apart, setup, teardown),
      cmocka_unit_test_setup_teardown(pages_turn, setup, teardown),
      cmocka_unit_test_setup_teardown(page_furniture, setup, teardown),
      cmocka_unit_test_setup_teardown(letters_line_up, setup, teardown),
      cmocka_unit_test_setup_teardown(data_stays_data, setup, teardown),
      cmocka_unit_test_setup_teardown(pictures_are_png, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
