#include "test.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "document/block.h"
#include "document/compare.h"
#include "document/marks.h"
#include "document/zipfile.h"
#include "document/zipread.h"

/* fontconfig keeps its caches until the process ends */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig.so\n"; }

static const instant AT = {1767582900}; /* 2026-01-05T03:15:00Z */

static int setup(void **state) {
  *state = arena_new((size_t)512 << 20);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

/* ---- sample documents ---- */

static drawing *flow(arena *a) {
  drawing *g = draw_new(a, 300, 100, S("Alur"), S("Dari pengumpulan ke pengukuran"));
  draw_style s = {0x204060, 0xeef2f6, 1, false};
  draw_rect(g, s, 10.004, 20, 90, 40, 5);
  draw_text(g, 55, 44, 10, true, DRAW_MIDDLE, 0, S("A **bukan** tebal & <b>"));
  draw_arrow(g, s, (draw_point[]){{100, 40}, {180, 40}}, 2);
  draw_circle(g, s, 210, 40, 20);
  draw_polygon(g, s, (draw_point[]){{250, 20}, {280, 40}, {250, 60}}, 3);
  s.dashed = true;
  draw_line(g, s, (draw_point[]){{0, 90}, {300, 90}}, 2);
  return g;
}

static doc *letter(arena *a) {
  doc *d = doc_new(a, S("Keputusan"));
  d->watermark = S("KONSEP");
  d->footer = S("Keputusan Camat");
  doc_kop *k = NEW(a, doc_kop);
  *k = (doc_kop){S("PEMERINTAH KABUPATEN"), S("KECAMATAN"), S("Jalan Raya 1"), S("Telepon 0"), true, STR_NONE, STR_NONE};
  doc_add(d, BLOCK_KOP)->kop = k;
  doc_title(d, S("KEPUTUSAN CAMAT"));
  doc_heading(d, 1, S("BAB I\nPENDAHULUAN"));
  doc_add(d, BLOCK_TOC);
  doc_field(d, S("Nomor"), S("1/A/2026"));
  doc_field(d, S("Hal"), S("Tim **Kinerja**"));
  doc_para(d, ALIGN_JUSTIFY, S("Alinea <satu> & \"dua\"."));
  d->blocks.v[d->blocks.n - 1].anchor = S("paragraph:x y\"1");
  doc_item(d, 0, S("KESATU"), S("Membentuk tim"));
  doc_item(d, 1, S("a."), S("ketua"));
  doc_figure(d, flow(a), S("Alur"), S("Gambar 1"));
  double w[] = {1, 3, 2};
  doc_table *t = doc_add_table(d, S("Tabel 1"), w, 3);
  doc_row *r = doc_table_row(d, t, true);
  doc_cell_add(d, r, ALIGN_CENTER, S("No"));
  doc_cell_add(d, r, ALIGN_CENTER, S("Indikator"));
  doc_cell_add(d, r, ALIGN_CENTER, S("Nilai"));
  r = doc_table_row(d, t, false);
  doc_cell_add(d, r, ALIGN_CENTER, S("1"));
  doc_cell_add(d, r, ALIGN_LEFT, S("Layanan"));
  doc_cell_add(d, r, ALIGN_RIGHT, S("95,00"));
  r->cells[2].shade = 0xffeecc;
  r = doc_table_row(d, t, false);
  r->total = true;
  doc_cell_add(d, r, ALIGN_LEFT, S("Jumlah"));
  r->cells[0].colspan = 2;
  doc_cell_add(d, r, ALIGN_RIGHT, S("95,00"));
  doc_space(d, 6.25);
  doc_signer s = {S("Ditetapkan di X"), S("CAMAT,"), S(""), S("NAMA PEJABAT"), S("Pembina / IV/a"), S("0000"), false};
  doc_sign(d, &s, 1);
  doc_qr(d, S("https://contoh.go.id/v/1"), S("Pindai"));
  doc_page(d, SHEET_LANDSCAPE);
  doc_para(d, ALIGN_LEFT, S("Lampiran"));
  return d;
}

static doc *long_table(arena *a, size_t rows) {
  doc *d = doc_new(a, S("Panjang"));
  double w[] = {1, 6, 2};
  doc_table *t = doc_add_table(d, S("Tabel"), w, 3);
  t->font_size = 9;
  doc_row *r = doc_table_row(d, t, true);
  doc_cell_add(d, r, ALIGN_CENTER, S("No"));
  doc_cell_add(d, r, ALIGN_CENTER, S("KEPALATABEL"));
  doc_cell_add(d, r, ALIGN_CENTER, S("Nilai"));
  for (size_t i = 0; i < rows; i++) {
    r = doc_table_row(d, t, false);
    doc_cell_add(d, r, ALIGN_CENTER, str_fmt(a, "r%zu.", i + 1));
    doc_cell_add(d, r, ALIGN_LEFT, S("Persentase pelayanan yang selesai tepat waktu"));
    doc_cell_add(d, r, ALIGN_RIGHT, S("95,00"));
  }
  return d;
}

static str pdf_of(arena *a, const doc *d) {
  str bytes = STR_NONE;
  assert_ok(a, doc_pdf(a, d, AT, &bytes));
  return bytes;
}

/* ---- outside readers, where they are installed ---- */

/* What `tool` says about the bytes ("%s" is the file); absent when the tool is not there. */
static str ask(arena *a, const char *tool, const char *command, str bytes) {
  if (system(str_z(a, str_fmt(a, "command -v %s >/dev/null 2>&1", tool))) != 0) return STR_NONE;
  char file[] = "/tmp/takar-test-XXXXXX";
  int fd = mkstemp(file);
  assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
  close(fd);
  FILE *out = popen(str_z(a, str_fmt(a, command, file)), "r");
  buf b = BUF(a);
  char part[4096];
  for (size_t n; (n = fread(part, 1, sizeof part, out)) > 0;) buf_add(&b, (str){part, n});
  pclose(out);
  unlink(file);
  return buf_str(&b);
}

static size_t count(str s, const char *what) {
  size_t n = 0;
  for (ptrdiff_t at; (at = str_find(s, str_of(what))) >= 0; n++) s = str_from(s, (size_t)at + 1);
  return n;
}

static void assert_has(arena *a, str s, const char *what) {
  if (str_find(s, str_of(what)) < 0) fail_msg("not found: %s in\n%s", what, str_z(a, str_sub(s, 0, 4000)));
}

static void assert_sound(arena *a, str pdf) {
  str said = ask(a, "qpdf", "qpdf --check %s 2>&1", pdf);
  if (said.p) assert_has(a, said, "No syntax or stream encoding errors found");
}

/* ---- tests ---- */

static str show_runs(arena *a, const char *text) {
  mark_runs runs = marks_parse(a, str_of(text));
  buf b = BUF(a);
  for (size_t i = 0; i < runs.n; i++) buf_fmt(&b, "%u[%.*s]", runs.v[i].marks, STR_ARG(runs.v[i].text));
  return buf_str(&b);
}

static void marks_are_read_and_data_is_escaped(void **state) {
  arena *a = *state;
  assert_str(a, show_runs(a, "a **b** //c// __d__"), "0[a ]1[b]0[ ]2[c]0[ ]4[d]");
  assert_str(a, show_runs(a, "**//x//**"), "3[x]");
  assert_str(a, show_runs(a, "**buka"), "0[**buka]");
  assert_str(a, show_runs(a, "https://a/b dan https://c"), "0[https://a/b dan https://c]");
  assert_str(a, show_runs(a, "isi ______ di sini __"), "0[isi ______ di sini __]");
  assert_str(a, show_runs(a, "2 ** 3 ** 4"), "0[2 ** 3 ** 4]");
  assert_str(a, show_runs(a, "\\**a**\\"), "0[**a**\\]");
  static const char *nasty[] = {"**", "a//b//c", "\\", "\\\\", "__x__", "*", "x*", "/", "a**b", "***", "**//__\\", ""};
  for (size_t i = 0; i < LEN(nasty); i++) {
    str e = block_escape(a, str_of(nasty[i]));
    assert_str(a, marks_plain(a, e), nasty[i]);
    str around = STR_CAT(a, S("**t*"), e, S("*t** "), e, S("/"));
    assert_true(str_utf8_ok(marks_plain(a, around)));
    mark_runs alone = marks_parse(a, STR_CAT(a, e, e));
    for (size_t k = 0; k < alone.n; k++) assert_int_equal(alone.v[k].marks, 0);
  }
}

static str show_written(arena *a, const char *text) { return show_runs(a, str_z(a, marks_of_written(a, str_of(text)))); }

static void stars_around_words_mark_them(void **state) {
  arena *a = *state;
  assert_str(a, show_written(a, "ini **tebal** dan *miring*, ya"), "0[ini ]1[tebal]0[ dan ]2[miring]0[, ya]");
  assert_str(a, show_written(a, "***keduanya*** (*di dalam*)"), "3[keduanya]0[ (]2[di dalam]0[)]");
  assert_str(a, show_written(a, "**a *b* c** d"), "1[a ]3[b]1[ c]0[ d]");
  assert_str(a, show_written(a, "**a *b***"), "1[a ]3[b]");
  assert_str(a, show_written(a, "*dan/atau/* **pukul:** *catatan:* \xe2\x80\x9c*x*\xe2\x80\x9d"),
             "2[dan/atau/]0[ ]1[pukul:]0[ ]2[catatan:]0[ \xe2\x80\x9c]2[x]0[\xe2\x80\x9d]");
  /* what marks nothing stays as it is, stars and all */
  static const char *const plain[] = {"2 * 3 * 4", "5*3*2", "*buka", "tutup*", "a ** b **", "*) belum terbit, **) sementara", "****", "* butir *", "**a*", "//a// __b__ \\ https://c/**d",
                                      "*a **b", "C:\\*.* dan *.*", "**", ""};
  for (size_t i = 0; i < LEN(plain); i++) {
    str shown = show_written(a, plain[i]);
    assert_str(a, shown, str_z(a, plain[i][0] ? str_fmt(a, "0[%s]", plain[i]) : S("")));
  }
  assert_str(a, show_written(a, "*a **b* c**"), "2[a **b]0[ c**]"); /* crossing marks */
  assert_str(a, show_written(a, "nilai **satu **dua** tiga"), "0[nilai **satu ]1[dua]0[ tiga]");
}

/* Whatever stars there are, the letters stay, in their order. */
static void no_mark_loses_a_letter(void **state) {
  arena *a = *state;
  static const char CHARS[] = "*a* :/\\_.";
  uint64_t seed = 20260105;
  for (int round = 0; round < 20000; round++, arena_reset(a)) {
    char text[16];
    size_t n = 0, k = 0;
    for (int i = 0; i < 15; i++, seed = seed * 6364136223846793005u + 1442695040888963407u) text[n++] = CHARS[(seed >> 33) % (sizeof CHARS - 1)];
    str plain = marks_plain(a, marks_of_written(a, (str){text, n}));
    for (size_t i = 0; i < n; i++) {
      if (k < plain.n && plain.p[k] == text[i]) k++;
      else if (text[i] != '*') fail_msg("\"%.*s\" became \"%.*s\"", (int)n, text, STR_ARG(plain));
    }
    assert_int_equal(k, plain.n);
  }
}

static void headings_are_counted_as_they_come(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Laporan")), *thawed;
  doc_heading(d, 1, S("KATA PENGANTAR"));
  static const struct { enum heading_series series; int level; const char *number; } ALL[] = {
      {SERIES_CHAPTER, 1, "BAB I"}, {SERIES_CHAPTER, 2, "A."}, {SERIES_CHAPTER, 2, "B."}, {SERIES_CHAPTER, 3, "1."}, {SERIES_CHAPTER, 4, "a."}, {SERIES_CHAPTER, 4, "b."},
      {SERIES_CHAPTER, 3, "2."}, {SERIES_CHAPTER, 4, "a."}, {SERIES_CHAPTER, 1, "BAB II"}, {SERIES_CHAPTER, 2, "A."}, {SERIES_NONE, 2, ""}, {SERIES_CHAPTER, 2, "B."},
      {SERIES_ANNEX, 1, "LAMPIRAN 1"}, {SERIES_ANNEX, 2, "A."}, {SERIES_ANNEX, 1, "LAMPIRAN 2"}, {SERIES_ANNEX, 2, "A."}};
  for (size_t i = 0; i < LEN(ALL); i++) doc_numbered(d, ALL[i].series, ALL[i].level, S("Judul"));
  for (size_t i = 0; i < LEN(ALL); i++) assert_str(a, d->blocks.v[i + 1].label, ALL[i].number);
  assert_ok(a, doc_thaw(a, doc_freeze(a, d), &thawed));
  assert_true(str_eq(doc_freeze(a, thawed), doc_freeze(a, d)));
  assert_has(a, doc_text(a, thawed), "KATA PENGANTAR\nBAB I Judul\nA. Judul\nB. Judul\n1. Judul\n");
  assert_has(a, doc_html(a, thawed), "<h2 class=\"doc-heading\" id=\"bagian-2\">BAB I Judul</h2>");
  for (int i = 3; i <= 28; i++) doc_numbered(d, SERIES_CHAPTER, 1, S("Judul"));
  assert_str(a, d->blocks.v[d->blocks.n - 1].label, "BAB XXVIII");
  for (int i = 1; i <= 28; i++) doc_numbered(d, SERIES_CHAPTER, 2, S("Judul"));
  assert_str(a, d->blocks.v[d->blocks.n - 1].label, "BB.");
}

static void frozen_documents_thaw_to_the_same(void **state) {
  arena *a = *state;
  str frozen = doc_freeze(a, letter(a));
  doc *d = NULL;
  assert_ok(a, doc_thaw(a, frozen, &d));
  assert_str(a, doc_freeze(a, d), str_z(a, frozen));
  assert_str(a, doc_html(a, d), str_z(a, doc_html(a, letter(a))));
  assert_true(str_eq(doc_text(a, d), doc_text(a, letter(a))));
  doc *again = NULL;
  assert_ok(a, doc_thaw(a, frozen, &again));
  assert_true(str_eq(pdf_of(a, d), pdf_of(a, again)));
  assert_true(str_eq(pdf_of(a, d), pdf_of(a, letter(a))));
  assert_true(str_starts(frozen, S("{\"format\":1,\"doc\":{\"title\":\"Keputusan\",\"language\":\"id\",\"watermark\":\"KONSEP\"")));
}

static void garbage_is_refused(void **state) {
  arena *a = *state;
  str frozen = doc_freeze(a, letter(a));
  static const char *bad[] = {
    "", "null", "[]", "{}", "{\"format\":2,\"doc\":{},\"blocks\":[]}", "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":99}]}",
    "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":6}]}", "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":7}]}", "{\"format\":1,\"doc\":{},\"blocks\":[{}]}",
    "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":3,\"txt\":\"x\"}]}", "{\"format\":1,\"doc\":{\"title\":1},\"blocks\":[]}",
    "{\"format\":1,\"doc\":{\"font_size\":-5},\"blocks\":[]}", "{\"format\":1,\"doc\":{},\"doc\":{},\"blocks\":[]}",
    "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":6,\"table\":{\"widths\":[],\"rows\":[]}}]}",
    "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":7,\"figure\":{\"ops\":[{\"kind\":4,\"style\":{},\"points\":[1,2]}]}}]}",
    "{\"format\":1,\"doc\":{},\"blocks\":[{\"kind\":8,\"signers\":[{},{},{},{}]}]}"};
  doc *d;
  for (size_t i = 0; i < LEN(bad); i++) assert_non_null(doc_thaw(a, str_of(bad[i]), &d));
  for (size_t n = 0; n < frozen.n; n += 7) assert_non_null(doc_thaw(a, str_sub(frozen, 0, n), &d));
  char *z = str_z(a, frozen);
  for (size_t i = 0; i < frozen.n; i += 3) {
    char kept = z[i];
    z[i] = (char)(kept ^ 0x11);
    if (!doc_thaw(a, (str){z, frozen.n}, &d)) assert_true(doc_text(a, d).p != NULL);
    z[i] = kept;
  }
}

static void text_holds_every_block(void **state) {
  arena *a = *state;
  assert_str(a, doc_text(a, letter(a)),
             "PEMERINTAH KABUPATEN\tKECAMATAN\tJalan Raya 1\tTelepon 0\nKEPUTUSAN CAMAT\nBAB I PENDAHULUAN\nNomor: 1/A/2026\nHal: Tim Kinerja\n"
             "Alinea <satu> & \"dua\".\nKESATU Membentuk tim\na. ketua\nGambar 1\tAlur\nTabel 1\nNo\tIndikator\tNilai\n1\tLayanan\t95,00\n"
             "Jumlah\t95,00\nDitetapkan di X\tCAMAT,\tNAMA PEJABAT\tPembina / IV/a\t0000\nPindai\thttps://contoh.go.id/v/1\nLampiran\n");
}

static void html_is_escaped_and_has_no_style(void **state) {
  arena *a = *state;
  str h = doc_html(a, letter(a));
  assert_has(a, h, "<article class=\"doc\" lang=\"id\">");
  assert_has(a, h, "<p class=\"doc-para doc-justify\" id=\"paragraph:x-y-1\">Alinea &lt;satu&gt; &amp; &quot;dua&quot;.</p>");
  assert_has(a, h, "<h2 class=\"doc-heading\" id=\"bagian-3\">BAB I<br>PENDAHULUAN</h2>");
  assert_has(a, h, "<a href=\"#bagian-3\">");
  assert_has(a, h, "<dt>Hal</dt><dd>Tim <strong>Kinerja</strong></dd>");
  assert_has(a, h, "<th scope=\"col\" class=\"doc-center\">Indikator</th>");
  assert_has(a, h, "<tr class=\"doc-total\"><td class=\"doc-left\" colspan=\"2\">Jumlah</td>");
  assert_has(a, h, "<td class=\"doc-right doc-shade\">95,00</td>");
  assert_has(a, h, "&lt;b&gt;");
  assert_int_equal(count(h, "style="), 0);
  assert_int_equal(count(h, "<svg"), 2);
  assert_int_equal(count(h, "<ul class=\"doc-list\">"), 1);
}

static void pdf_is_sound_and_the_same_twice(void **state) {
  arena *a = *state;
  str pdf = pdf_of(a, letter(a));
  assert_true(str_eq(pdf, pdf_of(a, letter(a))));
  assert_int_equal(doc_pdf_pages(pdf), 3);
  assert_has(a, pdf, "20260105031500");
  assert_sound(a, pdf);
  str text = ask(a, "pdftotext", "pdftotext -layout %s -", pdf);
  if (text.p) {
    assert_has(a, text, "halaman 3 dari 3");
    assert_has(a, text, "NAMA PEJABAT");
    assert_has(a, text, "A **bukan** tebal & <b>");
    assert_has(a, text, "NIP. 0000");
  }
  str fonts = ask(a, "pdffonts", "pdffonts %s | tail -n +3", pdf);
  if (fonts.p) {
    assert_true(count(fonts, "\n") >= 2);
    assert_int_equal(count(fonts, "yes yes yes"), count(fonts, "\n"));
    assert_int_equal(count(fonts, "LiberationSans"), count(fonts, "\n"));
  }
  str info = ask(a, "pdfinfo", "pdfinfo -f 1 -l 3 %s", pdf);
  if (info.p) {
    assert_has(a, info, "Title:           Keputusan");
    assert_has(a, info, "Tagged:          yes");
    assert_has(a, info, "Page    1 size:  595.276 x 841.89 pts (A4)");
    assert_has(a, info, "Page    3 size:  841.89 x 595.276 pts (A4)");
  }
}

static void pages_of_other_bytes_are_none(void **state) {
  (void)state;
  assert_int_equal(doc_pdf_pages(S("")), 0);
  assert_int_equal(doc_pdf_pages(S("PK\3\4")), 0);
  assert_int_equal(doc_pdf_pages(S("%PDF-1.5\ngarbage")), 0);
}

static void an_empty_document_has_one_page(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, STR_NONE);
  assert_int_equal(doc_pdf_pages(pdf_of(a, d)), 1);
  doc_page(d, SHEET_LANDSCAPE);
  assert_int_equal(doc_pdf_pages(pdf_of(a, d)), 1); /* turned, not left empty */
  doc_para(d, ALIGN_LEFT, S("x"));
  doc_page(d, SHEET_LANDSCAPE);
  assert_int_equal(doc_pdf_pages(pdf_of(a, d)), 2);
}

static void long_tables_repeat_their_head_and_lose_no_row(void **state) {
  arena *a = *state;
  str pdf = pdf_of(a, long_table(a, 3000));
  int pages = doc_pdf_pages(pdf);
  assert_in_range(pages, 50, 120);
  assert_sound(a, pdf);
  str text = ask(a, "pdftotext", "pdftotext -layout %s -", pdf);
  if (!text.p) return;
  assert_int_equal(count(text, "KEPALATABEL"), pages);
  for (int i = 1; i <= 3000; i++) assert_int_equal(count(text, str_z(a, str_fmt(a, "r%d. ", i))) > 0, 1);
}

/* A row higher than two pages, a cell over many rows, both with every word kept once. */
static void tall_rows_and_long_spans_are_split(void **state) {
  arena *a = *state;
  doc *d = long_table(a, 5);
  doc_table *t = d->blocks.v[0].table;
  buf b = BUF(a);
  for (int i = 0; i < 1200; i++) buf_fmt(&b, "kata%d kinerja pemerintahan ", i);
  t->rows.v[2].cells[1].text = buf_str(&b);
  t->rows.v[4].cells[0].rowspan = 2;
  str pdf = pdf_of(a, d);
  assert_in_range(doc_pdf_pages(pdf), 7, 12);
  assert_sound(a, pdf);
  str text = ask(a, "pdftotext", "pdftotext -layout %s - | tr '\\n' ' '", pdf);
  for (int i = 0; text.p && i < 1200; i++) assert_int_equal(count(text, str_z(a, str_fmt(a, "kata%d ", i))), 1);
  doc *e = long_table(a, 200);
  e->blocks.v[0].table->rows.v[1].cells[1].rowspan = 200;
  for (size_t i = 2; i <= 200; i++) e->blocks.v[0].table->rows.v[i].n = 2;
  e->blocks.v[0].table->rows.v[1].cells[1].text = buf_str(&b);
  pdf = pdf_of(a, e);
  assert_sound(a, pdf);
  text = ask(a, "pdftotext", "pdftotext -layout %s - | tr '\\n' ' '", pdf);
  for (int i = 0; text.p && i < 1200; i++) assert_int_equal(count(text, str_z(a, str_fmt(a, "kata%d ", i))), 1);
}

static void odd_documents_do_no_harm(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("\xff\xfe"));
  d->margin_left = d->margin_right = 200;
  d->margin_top = d->margin_bottom = 200;
  d->font_size = 72;
  d->watermark = S("//");
  d->footer = S("kaki **kaki** yang sangat panjang sekali sehingga tidak muat di satu baris");
  doc_para(d, ALIGN_JUSTIFY, S("\xc0\x80 bad \x01 bytes"));
  doc_heading(d, 9, S(""));
  doc_item(d, 7, S(""), S(""));
  doc_field(d, S(""), S(""));
  doc_table *t = doc_add_table(d, STR_NONE, NULL, 2);
  doc_row *r = doc_table_row(d, t, false);
  for (int i = 0; i < 5; i++) doc_cell_add(d, r, ALIGN_LEFT, S("x"));
  r->cells[0].rowspan = 99;
  r->cells[0].colspan = -4;
  doc_add_table(d, S("kosong"), NULL, 1);
  doc_figure(d, draw_new(a, 0, 0, S(""), S("")), S(""), S(""));
  buf b = BUF(a);
  for (int i = 0; i < 400; i++) buf_z(&b, "0123456789");
  doc_qr(d, buf_str(&b), S("terlalu panjang"));
  assert_sound(a, pdf_of(a, d));
  assert_true(doc_html(a, d).n > 0);
}

static void a_heading_stays_with_what_follows(void **state) {
  arena *a = *state;
  for (int lines = 40; lines < 60; lines++) {
    doc *d = doc_new(a, S("x"));
    for (int i = 0; i < lines; i++) doc_para(d, ALIGN_LEFT, S("isi"));
    doc_heading(d, 2, S("JUDULBAB"));
    doc_para(d, ALIGN_LEFT, S("SESUDAHNYA"));
    str text = ask(a, "pdftotext", "pdftotext %s -", pdf_of(a, d));
    if (!text.p) return;
    ptrdiff_t head = str_find(text, S("JUDULBAB")), after = str_find(text, S("SESUDAHNYA"));
    assert_true(head >= 0 && after > head);
    assert_int_equal(count(str_sub(text, (size_t)head, (size_t)(after - head)), "\f"), 0);
  }
}

static void contents_name_the_pages(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("x"));
  doc_add(d, BLOCK_TOC);
  for (int i = 1; i <= 12; i++) {
    doc_page(d, SHEET_PORTRAIT);
    doc_heading(d, 1, str_fmt(a, "BAB %d", i));
  }
  str pdf = pdf_of(a, d);
  assert_int_equal(doc_pdf_pages(pdf), 13);
  str text = ask(a, "pdftotext", "pdftotext -layout -l 1 %s - | tr -s ' '", pdf);
  if (text.p) assert_has(a, text, "BAB 12 13\n");
}

static void a_signature_never_stands_alone(void **state) {
  arena *a = *state;
  for (int lines = 25; lines < 50; lines++) {
    doc *d = doc_new(a, S("x"));
    for (int i = 0; i < lines; i++) doc_para(d, ALIGN_LEFT, i + 1 == lines ? S("TERAKHIR") : S("isi"));
    doc_signer s = {.position = S("CAMAT,"), .name = S("PEJABAT")};
    doc_sign(d, &s, 1);
    str text = ask(a, "pdftotext", "pdftotext %s -", pdf_of(a, d));
    if (!text.p) return;
    ptrdiff_t last = str_find(text, S("TERAKHIR")), name = str_find(text, S("PEJABAT"));
    assert_true(last >= 0 && name > last);
    assert_int_equal(count(str_sub(text, (size_t)last, (size_t)(name - last)), "\f"), 0);
  }
}

static void *write_in_thread(void *pdf) {
  arena *a = arena_new(0);
  for (int i = 0; i < 3; i++) {
    str bytes = STR_NONE;
    if (doc_pdf(a, letter(a), AT, &bytes) || !str_eq(bytes, *(str *)pdf)) {
      arena_free(a);
      return pdf;
    }
  }
  arena_free(a);
  return NULL;
}

static void threads_write_the_same_bytes(void **state) {
  str pdf = pdf_of(*state, letter(*state));
  pthread_t t[4];
  for (size_t i = 0; i < LEN(t); i++) assert_int_equal(pthread_create(&t[i], NULL, write_in_thread, &pdf), 0);
  for (size_t i = 0; i < LEN(t); i++) {
    void *differs;
    pthread_join(t[i], &differs);
    assert_null(differs);
  }
}

static void write_and_read(arena *a, size_t k) {
  doc *d = letter(a);
  str out;
  zipfile *z = zipfile_new(a, AT);
  arena_fail_at(a, k);
  zipfile_add(z, S("a"), doc_freeze(a, d));
  assert_ok(a, doc_pdf(a, d, AT, &out));
  zipfile_add(z, S("b"), out);
  assert_ok(a, zipfile_finish(z, &out));
  zipread_files e = {0};
  assert_ok(a, zipread_all(a, out, ZIPREAD_LIMITS, &e));
  assert_ok(a, doc_thaw(a, e.v[0].bytes, &d));
}

/* Memory ends at the k-th allocation: the arena jumps out, and every handle is given back (seen by the leak sanitizer). */
static bool fails_at(size_t k) {
  arena *a = arena_new(0);
  volatile bool failed = false;
  if (setjmp(*arena_catch(a)) == 0) write_and_read(a, k);
  else failed = true;
  arena_uncatch(a);
  arena_free(a);
  return failed;
}

static void running_out_of_memory_leaks_nothing(void **state) {
  (void)state;
  size_t failed = 0;
  for (size_t k = 1; k < 700; k += k < 60 ? 1 : 17) failed += fails_at(k);
  assert_true(failed > 50);
  assert_false(fails_at(1000000));
}

static void archives_go_round_and_are_the_same_twice(void **state) {
  arena *a = *state;
  str made[2];
  buf big = BUF(a);
  for (int i = 0; i < 5000; i++) buf_fmt(&big, "%d;", i * i);
  for (int i = 0; i < 2; i++) {
    zipfile *z = zipfile_new(a, AT);
    zipfile_add_stored(z, S("mimetype"), S("application/x"));
    zipfile_add(z, S("isi/b é.txt"), buf_str(&big));
    zipfile_add(z, S("isi/a.txt"), S(""));
    assert_ok(a, zipfile_finish(z, &made[i]));
  }
  assert_true(str_eq(made[0], made[1]));
  zipread_files e = {0};
  assert_ok(a, zipread_all(a, made[0], ZIPREAD_LIMITS, &e));
  assert_int_equal(e.n, 3);
  assert_str(a, e.v[0].name, "mimetype");
  assert_true(str_eq(zipread_get(&e, S("isi/b é.txt")), buf_str(&big)));
  assert_int_equal(zipread_get(&e, S("isi/a.txt")).n, 0);
  assert_null(zipread_get(&e, S("tidak ada")).p);
  assert_true(str_eq(str_sub(made[0], 30, 21), S("mimetypeapplication/x")));
  str listed = ask(a, "unzip", "unzip -Z -T %s", made[0]);
  if (listed.p) assert_has(a, listed, "20260105.031500");
}

static str one_entry(arena *a, const char *name, str bytes) {
  str made = STR_NONE;
  zipfile *z = zipfile_new(a, AT);
  zipfile_add(z, str_of(name), bytes);
  assert_ok(a, zipfile_finish(z, &made));
  return made;
}

/* The archive with every occurrence of one name changed to another of the same length. */
static str renamed(arena *a, str zip, const char *from, const char *to) {
  char *z = str_z(a, zip);
  size_t n = strlen(from);
  for (size_t i = 0; i + n <= zip.n; i++)
    if (memcmp(z + i, from, n) == 0) memcpy(z + i, to, n);
  return (str){z, zip.n};
}

static void bad_archives_are_refused(void **state) {
  arena *a = *state;
  zipread_files e = {0};
  static const char *names[] = {"../etc/pass", "/etc/passwd", "a/../../etc", "a//bcdefghi", "..\\windows_", "C:/windows_", "./abcdefghi", "ab\ncdefghij"};
  for (size_t i = 0; i < LEN(names); i++) {
    assert_false(zipfile_name_ok(str_of(names[i])));
    zipfile *z = zipfile_new(a, AT);
    str none;
    zipfile_add(z, str_of(names[i]), S("x"));
    assert_non_null(zipfile_finish(z, &none));
    err refused = zipread_all(a, renamed(a, one_entry(a, "abcdefghijk", S("x")), "abcdefghijk", names[i]), ZIPREAD_LIMITS, &e);
    assert_non_null(refused);
    assert_int_equal(refused->code, ERR_INPUT);
  }
  zipfile *twice = zipfile_new(a, AT);
  str made;
  zipfile_add(twice, S("a"), S("1"));
  zipfile_add(twice, S("a"), S("2"));
  assert_non_null(zipfile_finish(twice, &made));
  zipfile *two = zipfile_new(a, AT);
  zipfile_add(two, S("nama1"), S("1"));
  zipfile_add(two, S("nama2"), S("2"));
  assert_ok(a, zipfile_finish(two, &made));
  assert_non_null(zipread_all(a, renamed(a, made, "nama2", "nama1"), ZIPREAD_LIMITS, &e));
  assert_int_equal(zipread_all(a, made, (zipread_limits){.entries = 1, .bytes = 100, .ratio = 10}, &e)->code, ERR_LIMIT);
  char *zeros = arena_alloc(a, 1 << 20);
  str bomb = one_entry(a, "bomb", (str){zeros, 1 << 20});
  assert_int_equal(zipread_all(a, bomb, ZIPREAD_LIMITS, &e)->code, ERR_LIMIT);
  assert_int_equal(zipread_all(a, bomb, (zipread_limits){.entries = 9, .bytes = 1000, .ratio = 100000}, &e)->code, ERR_LIMIT);
  assert_ok(a, zipread_all(a, bomb, (zipread_limits){.entries = 9, .bytes = 1 << 20, .ratio = 100000}, &e));
  assert_non_null(zipread_all(a, S(""), ZIPREAD_LIMITS, &e));
  assert_non_null(zipread_all(a, S("bukan zip"), ZIPREAD_LIMITS, &e));
  for (size_t n = 0; n < made.n; n++) assert_non_null(zipread_all(a, str_sub(made, 0, n), ZIPREAD_LIMITS, &e));
}

static str told(arena *a, doc_changes c) {
  buf b = BUF(a);
  for (size_t i = 0; i < c.n; i++)
    buf_fmt(&b, "%.*s|%.*s|%.*s|%.*s\n", STR_ARG(doc_change_name(c.v[i].kind)), STR_ARG(c.v[i].place), STR_ARG(c.v[i].before), STR_ARG(c.v[i].after));
  return buf_str(&b);
}

static void changes_are_told_by_paragraph_and_cell(void **state) {
  arena *a = *state;
  doc *was = letter(a), *is = letter(a);
  assert_int_equal(doc_compare(a, was, is).n, 0);
  is->blocks.v[5].text = S("Alinea <satu> & \"tiga\".");
  doc_table *t = NULL;
  for (size_t i = 0; i < is->blocks.n; i++)
    if (is->blocks.v[i].kind == BLOCK_TABLE) t = is->blocks.v[i].table;
  t->rows.v[1].cells[2].text = S("**96,00**");
  is->blocks.v[7].text = S("sama sekali lain bunyinya");
  doc_para(is, ALIGN_LEFT, S("Tambahan"));
  assert_str(a, told(a, doc_compare(a, was, is)),
             "diubah||Alinea <satu> & \"dua\".|Alinea <satu> & \"tiga\".\ndihapus||a. ketua|\nditambah|||a. sama sekali lain bunyinya\n"
             "diubah|Tabel 1, baris 2, kolom 3|95,00|96,00\nditambah|||Tambahan\n");
  doc *empty = doc_new(a, S("x"));
  assert_int_equal(doc_compare(a, empty, empty).n, 0);
  assert_true(doc_compare(a, was, empty).n > 10);
}

static void large_changes_are_still_told(void **state) {
  arena *a = *state;
  doc *was = long_table(a, 3000), *is = long_table(a, 3000);
  is->blocks.v[0].table->rows.v[10].cells[2].text = S("1,00");
  is->blocks.v[0].table->rows.v[2900].cells[2].text = S("2,00");
  assert_int_equal(doc_compare(a, was, is).n, 2);
  for (size_t i = 1; i <= 3000; i++) is->blocks.v[0].table->rows.v[i].cells[2].text = S("7,00");
  assert_int_equal(doc_compare(a, was, is).n, 3000);
}

/* What is said of a figure is laid beside what was said of the same figure, though another one reads more alike. */
static void figures_are_compared_by_name(void **state) {
  arena *a = *state;
  doc *was = doc_new(a, S("Lama")), *is = doc_new(a, S("Baru"));
  static const char *const before[] = {"Realisasi 10 dari target 20: capaian 50 persen.", "Realisasi 30 dari target 60: capaian 50 persen."};
  static const char *const after[] = {"Realisasi 30 dari target 60: capaian 50 persen.", "Tidak tersedia: survei ditunda."};
  for (int i = 0; i < 2; i++) {
    doc_para(was, ALIGN_LEFT, str_of(before[i]));
    was->blocks.v[i].anchor = str_fmt(a, "figure:%d", i + 1);
    doc_para(is, ALIGN_LEFT, str_of(after[i]));
    is->blocks.v[i].anchor = str_fmt(a, "figure:%d", i + 1);
  }
  doc_changes c = doc_compare(a, was, is);
  assert_int_equal(c.n, 2);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(c.v[i].kind, DOC_CHANGED);
    assert_str(a, c.v[i].before, before[i]);
    assert_str(a, c.v[i].after, after[i]);
  }
}

/* Lists of tables and figures name only those, with their pages; the foot is left out on a cover. */
static void lists_name_tables_and_figures(void **state) {
  arena *a = *state;
  doc *d = doc_new(a, S("Laporan"));
  d->footer = S("kaki"), d->cover = true;
  doc_title(d, S("SAMPUL"));
  doc_page(d, SHEET_PORTRAIT);
  doc_toc(d, TOC_TABLES);
  doc_toc(d, TOC_FIGURES);
  doc_page(d, SHEET_PORTRAIT);
  doc_heading(d, 1, S("BAB I"));
  doc_table *t = doc_add_table(d, S("Tabel 1. Angka"), (const double[]){1}, 1);
  doc_cell_add(d, doc_table_row(d, t, false), ALIGN_LEFT, S("isi"));
  doc_add_table(d, STR_NONE, (const double[]){1}, 1);
  doc_figure(d, draw_new(a, 100, 50, S("Grafik"), S("Grafik")), S("Grafik"), S("Gambar 1. Capaian"));
  str h = doc_html(a, d), pdf, frozen = doc_freeze(a, d);
  doc *back;
  assert_has(a, h, "<ul class=\"doc-toc\"><li class=\"doc-level-1\"><a href=\"#bagian-7\">Tabel 1. Angka</a></li></ul>");
  assert_has(a, h, "<a href=\"#bagian-9\">Gambar 1. Capaian</a>");
  assert_has(a, h, "<table class=\"doc-table\" id=\"bagian-7\">");
  assert_ok(a, doc_thaw(a, frozen, &back));
  assert_true(back->cover);
  assert_int_equal(back->blocks.v[3].level, TOC_FIGURES);
  assert_ok(a, doc_pdf(a, d, (instant){0}, &pdf));
  assert_int_equal(doc_pdf_pages(pdf), 3);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {
    T(marks_are_read_and_data_is_escaped), T(stars_around_words_mark_them), T(no_mark_loses_a_letter), T(headings_are_counted_as_they_come), T(frozen_documents_thaw_to_the_same), T(garbage_is_refused), T(text_holds_every_block),
    T(html_is_escaped_and_has_no_style), T(pdf_is_sound_and_the_same_twice), T(pages_of_other_bytes_are_none),
    T(an_empty_document_has_one_page), T(long_tables_repeat_their_head_and_lose_no_row), T(tall_rows_and_long_spans_are_split),
    T(odd_documents_do_no_harm), T(a_heading_stays_with_what_follows), T(contents_name_the_pages),
    T(a_signature_never_stands_alone), T(threads_write_the_same_bytes), T(running_out_of_memory_leaks_nothing),
    T(archives_go_round_and_are_the_same_twice), T(bad_archives_are_refused), T(changes_are_told_by_paragraph_and_cell),
    T(large_changes_are_still_told), T(figures_are_compared_by_name), T(lists_name_tables_and_figures)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
