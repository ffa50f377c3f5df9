#include "test.h"

#include "document/pdfa.h"
#include "samples.h"

static const instant AT = {1767582900}; /* 2026-01-05T03:15:00Z */

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; } /* keeps its caches until the process ends */

static int setup(void **state) {
  *state = arena_new((size_t)512 << 20);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static bool has(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

static str pdf_of(arena *a, const doc *d) {
  str bytes;
  assert_ok(a, doc_pdf(a, d, AT, &bytes));
  return bytes;
}
static str pdfa_of(arena *a, const doc *d) {
  str bytes;
  assert_ok(a, doc_pdfa(a, pdf_of(a, d), doc_pdfa_meta(d, AT), &bytes));
  return bytes;
}

static void it_says_what_it_is(void **state) {
  arena *a = *state;
  doc *d = sample_report(a);
  d->author = S("Kecamatan <Babakancikao> & Tim");
  d->title = S("Laporan Kinerja – Triwulan IV");
  str bytes = pdfa_of(a, d);
  assert_true(str_starts(bytes, S("%PDF-1.4\n")));
  assert_true(has(bytes, "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"));
  assert_true(has(bytes, "Kecamatan &lt;Babakancikao&gt; &amp; Tim</rdf:li>") && has(bytes, "Laporan Kinerja – Triwulan IV</rdf:li>"));
  assert_true(has(bytes, "/S /GTS_PDFA1") && has(bytes, "/DisplayDocTitle true") && has(bytes, "/Lang (id)"));
  assert_true(has(bytes, "(D:20260105031500+00'00')") && has(bytes, "<xmp:CreateDate>2026-01-05T03:15:00Z</xmp:CreateDate>"));
  assert_true(has(bytes, "/StructTreeRoot")); /* the tags stay */
  assert_false(has(bytes, "/Transparency"));
  assert_int_equal(doc_pdf_pages(bytes), doc_pdf_pages(pdf_of(a, d)));
}

static void same_input_same_bytes(void **state) {
  arena *a = *state;
  doc *d = sample_order(a);
  str one = pdfa_of(a, d), later;
  assert_true(str_eq(one, pdfa_of(a, d)));
  assert_ok(a, doc_pdfa(a, pdf_of(a, d), doc_pdfa_meta(d, (instant){AT.s + 60}), &later));
  assert_false(str_eq(one, later));
}

static void what_is_no_pdf_is_refused(void **state) {
  arena *a = *state;
  str whole = pdf_of(a, sample_order(a)), bytes;
  const str bad[] = {STR_NONE, S(""), S("%PDF-"), S("bukan PDF"), S("%PDF-1.4\nrusak\n%%EOF")};
  for (size_t i = 0; i < LEN(bad); i++) {
    err e = doc_pdfa(a, bad[i], (pdfa_meta){.at = AT}, &bytes);
    assert_non_null(e);
    assert_int_equal(e->code, ERR_INPUT);
  }
  for (size_t n = 5; n < whole.n; n += whole.n / 17) { /* cut short: mended by qpdf or refused, never worse */
    err e = doc_pdfa(a, str_sub(whole, 0, n), (pdfa_meta){.at = AT}, &bytes);
    if (e) assert_true(e->user.n > 0);
  }
}

static void metadata_may_be_missing(void **state) {
  arena *a = *state;
  str bytes;
  assert_ok(a, doc_pdfa(a, pdf_of(a, sample_order(a)), (pdfa_meta){.at = AT}, &bytes));
  assert_false(has(bytes, "<dc:title>"));
  assert_true(has(bytes, "/Lang (id)"));
  doc *d = doc_new(a, (str){"rusak \xff", 7});
  doc_para(d, ALIGN_LEFT, S("isi"));
  assert_false(has(pdfa_of(a, d), "<dc:title>"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(it_says_what_it_is, setup, teardown),
      cmocka_unit_test_setup_teardown(same_input_same_bytes, setup, teardown),
      cmocka_unit_test_setup_teardown(what_is_no_pdf_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(metadata_may_be_missing, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
