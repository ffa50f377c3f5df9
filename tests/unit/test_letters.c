#include "test.h"

#include <stdlib.h>

#include "document/chart.h"
#include "document/letterno.h"
#include "document/terbilang.h"
#include "samples.h"

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

/* ---- goldens ---- */

static str read_file(arena *a, const char *path) {
  buf b = BUF(a);
  FILE *f = fopen(path, "rb");
  if (!f) return STR_NONE;
  char chunk[4096];
  for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;) buf_add(&b, (str){chunk, n});
  fclose(f);
  return buf_str(&b);
}

static void write_file(const char *path, str bytes) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
  assert_int_equal(fclose(f), 0);
}

/* Compares with tests/golden/NAME.txt and shows the first line that differs; TAKAR_UPDATE_GOLDEN=1 writes the file instead. */
static bool golden(arena *a, const char *name, str got) {
  char *path = str_z(a, str_fmt(a, "%s/tests/golden/%s.txt", TAKAR_SOURCE_ROOT, name));
  if (getenv("TAKAR_UPDATE_GOLDEN")) {
    write_file(path, got);
    return true;
  }
  str want = read_file(a, path);
  if (str_eq(got, want)) return true;
  for (str g = got, w = want; g.p || w.p;) {
    str gl, wl;
    g = str_cut(g, '\n', &gl);
    w = str_cut(w, '\n', &wl);
    if (str_eq(gl, wl)) continue;
    print_error("%s: is     %.*s\n%s: golden %.*s\n", name, STR_ARG(gl), name, STR_ARG(wl));
    break;
  }
  return false;
}

/* Every block by its kind, level, place and anchor, a table by its shape, and below it what it says. */
static str structure(arena *a, const doc *d) {
  static const char *const kinds[] = {"kop", "heading", "title", "para", "item", "fields", "table", "figure", "sign", "qr", "page", "space", "toc", "crest"};
  static const char aligns[] = "LCRJ";
  buf b = BUF(a);
  buf_fmt(&b, "# %.*s; footer %.*s; watermark %.*s\n", STR_ARG(d->title), STR_ARG(d->footer), STR_ARG(d->watermark));
  for (size_t i = 0; i < d->blocks.n; i++) {
    const block *k = &d->blocks.v[i];
    str text = block_text(a, k);
    if (k->kind == BLOCK_SPACE) continue;
    buf_fmt(&b, "@%s %d%c%s", kinds[k->kind], k->level, aligns[k->align], k->sheet ? " landscape" : "");
    if (k->table) buf_fmt(&b, " %zux%zu", k->table->rows.n, k->table->n_columns);
    if (k->anchor.n) buf_fmt(&b, " #%.*s", STR_ARG(k->anchor));
    buf_fmt(&b, "%s%.*s\n", text.n ? "\n" : "", STR_ARG(text));
  }
  return buf_str(&b);
}

static void documents_read_as_their_goldens(void **state) {
  bool all = true;
  for (size_t i = 0; i < LEN(SAMPLES); i++) all &= golden(*state, SAMPLES[i].name, structure(*state, SAMPLES[i].build(*state)));
  assert_true(all);
}

static void documents_print_freeze_and_thaw(void **state) {
  const char *dir = getenv("TAKAR_PDF_DIR");
  for (size_t i = 0; i < LEN(SAMPLES); i++) {
    arena *a = arena_new(0);
    doc *d, *same;
    str frozen = doc_freeze(a, SAMPLES[i].build(a)), pdf, again;
    assert_ok(a, doc_thaw(a, frozen, &d));
    assert_ok(a, doc_thaw(a, frozen, &same));
    assert_true(str_eq(frozen, doc_freeze(a, d)));
    assert_true(str_eq(doc_text(a, d), doc_text(a, SAMPLES[i].build(a))));
    assert_ok(a, doc_pdf(a, d, (instant){1767580000}, &pdf));
    assert_ok(a, doc_pdf(a, same, (instant){1767580000}, &again));
    assert_true(str_eq(pdf, again));
    assert_true(doc_pdf_pages(pdf) >= 1);
    if (dir) write_file(str_z(a, str_fmt(a, "%s/%s.pdf", dir, SAMPLES[i].name)), pdf);
    arena_free(a);
  }
  (void)state;
}

/* ---- what is missing is said, what is data stays data ---- */

static bool has(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

static void empty_inputs_name_what_is_missing(void **state) {
  arena *a = *state;
  letter_common none = {.issue.day = DATE_NONE};
  str text = doc_text(a, letter_order(a, &(order_input){.common = none}));
  assert_true(has(text, "[belum diisi: nomor]"));
  assert_true(has(text, "[belum diisi: penerima perintah]"));
  assert_true(has(text, "[belum diisi: tugas]"));
  assert_true(has(text, "[belum diisi: nama penanda tangan]"));
  text = doc_text(a, letter_decree(a, &(decree_input){.common = none}));
  assert_true(has(text, "[belum diisi: anggota tim]"));
  text = doc_text(a, letter_plan(a, &(plan_input){.common = none, .from = DATE_NONE, .until = DATE_NONE}));
  assert_true(has(text, "[belum diisi: gambar jadwal]"));
  text = doc_text(a, letter_correction_sheet(a, &(correction_input){.common = none}));
  assert_true(has(text, "Tidak ada catatan koreksi."));
  text = doc_text(a, letter_receipt(a, &(receipt_input){.common = none, .at = INSTANT_NONE}));
  assert_true(has(text, "[belum diisi: waktu terima]"));
  assert_true(has(text, "[belum diisi: berkas]"));
  text = doc_text(a, letter_record(a, &(record_input){.common = none, .event.day = DATE_NONE}));
  assert_true(has(text, "[belum diisi: hari dan tanggal]"));
  for (size_t i = 0; i < 3; i++) {
    doc *d = i == 0   ? letter_memo(a, &(memo_input){.common = none})
             : i == 1 ? letter_minutes(a, &(minutes_input){.common = none, .event.day = DATE_NONE})
                      : letter_step_output(a, &(step_output_input){.common = none});
    assert_true(has(doc_text(a, d), "[belum diisi: "));
  }
}

static void an_empty_report_says_so_and_never_zero(void **state) {
  arena *a = *state;
  report_input in = {.common.issue.day = DATE_NONE};
  str text = doc_text(a, report_build(a, &in));
  assert_true(has(text, "[belum diisi: ikhtisar eksekutif]"));
  assert_true(has(text, "[belum diisi: anggaran]"));
  report_objective o = {.id = S("1"), .name = S("Sasaran contoh")};
  report_indicator x = {.now = {.id = S("9"), .indicator = S("Indikator contoh"), .unit = S("Nilai")}};
  LIST_ADD(a, &o.indicators, x);
  LIST_ADD(a, &in.objectives, o);
  doc *d = report_build(a, &in);
  text = doc_text(a, d);
  assert_true(has(text, "realisasi belum diisi."));
  assert_true(has(text, "Belum ada realisasi tahun-tahun sebelumnya yang tercatat"));
  assert_false(has(text, "0,00"));
  bool pinned = false, written = false;
  for (size_t i = 0; i < d->blocks.n; i++) {
    pinned |= str_eq(d->blocks.v[i].anchor, S("figure:9"));
    written |= str_eq(d->blocks.v[i].anchor, S("paragraph:penyebab-1-1"));
  }
  assert_true(pinned && written);
}

/* A tired official's text: emphasis, a list in a list, and stars that are just stars. */
static void written_texts_keep_their_form(void **state) {
  arena *a = *state;
  report_input in = {.common = sample_common(STR_NONE, 22), .period = S("Triwulan I Tahun 2026")};
  in.texts.background = S("Kami **hemat** <b> & *tepat*.\n## Rincian\n1. pertama\na. anak *satu*\na. anak dua\n- cucu\n2. kedua\nAlinea 2 * 3.\n- sendiri");
  doc *d = report_build(a, &in);
  static const struct { enum block_kind kind; int level; const char *label, *text; } WANTED[] = {
      {BLOCK_PARA, 0, "", "Kami **hemat** <b> & //tepat//."}, {BLOCK_PARA, 0, "", "Rincian"}, {BLOCK_ITEM, 0, "1.", "pertama"}, {BLOCK_ITEM, 1, "a.", "anak //satu//"},
      {BLOCK_ITEM, 1, "a.", "anak dua"}, {BLOCK_ITEM, 2, "\xe2\x80\x93", "cucu"}, {BLOCK_ITEM, 0, "2.", "kedua"}, {BLOCK_PARA, 0, "", "Alinea 2 * 3."},
      {BLOCK_ITEM, 0, "\xe2\x80\x93", "sendiri"}};
  size_t at = 0;
  while (at < d->blocks.n && !str_eq(d->blocks.v[at].anchor, S("paragraph:gambaran-umum-1"))) at++;
  for (size_t i = 0; i < LEN(WANTED); i++) {
    const block *b = &d->blocks.v[at + i];
    assert_int_equal(b->kind, WANTED[i].kind);
    assert_int_equal(b->level, WANTED[i].level);
    assert_str(a, b->label, WANTED[i].label);
    assert_str(a, b->text, WANTED[i].text);
  }
  assert_true(has(doc_html(a, d), "Kami <strong>hemat</strong> &lt;b&gt; &amp; <em>tepat</em>."));
}

static void values_are_never_mixed_up(void **state) {
  arena *a = *state;
  assert_str(a, value_text(a, (doc_value){0}), "belum diisi");
  assert_str(a, value_text(a, sample_value("0")), "0");
  assert_str(a, value_text(a, sample_value("80.60")), "80,60");
  assert_str(a, value_text(a, value_number(DECIMAL_NONE)), "belum diisi");
  assert_str(a, value_text(a, value_unavailable(S("survei ditunda"))), "tidak tersedia: survei ditunda");
  assert_str(a, value_text(a, value_unavailable(S(" "))), "tidak tersedia: [belum diisi: alasan]");
  assert_str(a, rupiah(a, sample_number("3151363319")), "Rp 3.151.363.319");
  assert_str(a, rupiah(a, sample_number("3151363319.00")), "Rp 3.151.363.319");
  assert_str(a, rupiah(a, sample_number("-1500.5")), "-Rp 1.500,50");
  assert_str(a, rupiah(a, DECIMAL_NONE), "–");
}

static void data_is_not_read_as_marks(void **state) {
  arena *a = *state;
  step_output_input in = {.common = sample_common(S("1//2__3**4"), 5), .title = S("Judul **tebal**"), .note = S("https://contoh.invalid/a__b__c")};
  LIST_OF(a, &in.fields, (labelled){S("__x__"), S("C:\\data\\**")});
  str text = doc_text(a, letter_step_output(a, &in));
  assert_true(has(text, "1//2__3**4"));
  assert_true(has(text, "JUDUL **TEBAL**"));
  assert_true(has(text, "https://contoh.invalid/a__b__c"));
  assert_true(has(text, "C:\\data\\**"));
  assert_true(has(text, "__x__"));
}

static void drafts_leave_number_and_day_open(void **state) {
  arena *a = *state;
  str text = doc_text(a, sample_decree_draft(a));
  assert_true(has(text, "NOMOR ......"));
  assert_false(has(text, "[belum diisi: nomor]"));
  assert_true(str_eq(sample_decree_draft(a)->watermark, S("KONSEP")));
}

static void a_decree_names_its_signer_as_the_region_rules(void **state) {
  arena *a = *state;
  decree_input in = sample_decree_input(a, false);
  str nip = in.common.signer.person.nip, text = doc_text(a, letter_decree(a, &in));
  assert_true(str_find(text, nip) < 0); /* the members' NIPs are others */
  assert_false(has(text, "DENGAN RAHMAT"));
  in.signer_with_nip = in.opening_phrase = true;
  text = doc_text(a, letter_decree(a, &in));
  assert_true(str_find(text, nip) >= 0);
  assert_true(has(text, "DENGAN RAHMAT TUHAN YANG MAHA ESA"));
  for (int i = 0; i < 7; i++) LIST_ADD(a, &in.rulings, S("Ketentuan tambahan."));
  text = doc_text(a, letter_decree(a, &in));
  assert_true(has(text, "KESEPULUH"));
  assert_true(has(text, "KE-12"));
}

static void a_covering_letter_is_open_until_received(void **state) {
  arena *a = *state;
  assert_true(has(doc_text(a, sample_covering(a)), "Diterima tanggal ....."));
  covering_input in = {.common = sample_common(S("1"), 5), .received = date_of(2026, 1, 30), .receiver = {.person = sample_person(3), .position = S("PENERIMA CONTOH")}};
  str text = doc_text(a, letter_covering(a, &in));
  assert_true(has(text, "Diterima tanggal 30 Januari 2026"));
  assert_true(has(text, "Contoh Kasi Pertama"));
}

static void both_names_stand_for_an_acting_official(void **state) {
  arena *a = *state;
  str text = doc_text(a, sample_invitation(a));
  assert_true(has(text, "Plh. CAMAT BABAKANCIKAO"));
  assert_true(has(text, "Contoh Sekretaris"));
  assert_true(has(text, "pejabat definitif Contoh Camat"));
  assert_true(has(text, "800/000/2026"));
}

static void the_schedule_draws_each_row_and_day_off(void **state) {
  arena *a = *state;
  plan_input in = sample_plan_input(a);
  drawing *g = plan_schedule(a, &in, 0, in.rows.n);
  size_t bars = 0, shades = 0, diamonds = 0;
  for (size_t i = 0; i < g->ops.n; i++) {
    const draw_op *op = &g->ops.v[i];
    bars += op->kind == DRAW_RECT && op->style.fill == 0x2b6cb0;
    shades += op->kind == DRAW_RECT && op->style.fill == 0xdcdcdc;
    diamonds += op->kind == DRAW_POLYGON;
  }
  assert_int_equal(bars, 2 + 1);      /* two rows with a span, and the legend */
  assert_int_equal(diamonds, 1 + 1);  /* one milestone */
  assert_int_equal(shades, 9 + 1);    /* 10, 11, 16, 17, 18, 24, 25, 31 January and 1 February */
}

static void the_chart_cuts_outliers_but_writes_them(void **state) {
  arena *a = *state;
  report_input in = sample_report_input(a);
  in.objectives.v[0].indicators.v[0].now.achievement = sample_value("1250.00");
  in.objectives.v[0].indicators.v[1].now.achievement = sample_value("-12.50");
  drawing *g = report_chart(a, &in);
  str svg = draw_svg(g);
  assert_true(has(svg, "1.250,00 %"));
  assert_true(has(svg, "-12,50 %"));
  assert_true(has(svg, "tidak tersedia"));
  for (size_t i = 0; i < g->ops.n; i++)
    for (size_t k = 0; k < g->ops.v[i].n_points; k++) assert_true(g->ops.v[i].points[k].x >= 0 && g->ops.v[i].points[k].x <= g->width);
}

static void every_point_is_inside(const drawing *g) {
  assert_true(g->width > 0 && g->height > 0);
  for (size_t i = 0; i < g->ops.n; i++)
    for (size_t k = 0; k < (g->ops.v[i].kind == DRAW_CIRCLE ? 1 : g->ops.v[i].n_points); k++) {
      const draw_point *p = &g->ops.v[i].points[k];
      assert_true(p->x >= 0 && p->x <= g->width && p->y >= 0 && p->y <= g->height);
    }
}

static void charts_say_what_they_draw(void **state) {
  arena *a = *state;
  const chart_bar bars[] = {{S("Indeks"), S(""), {9850, 2}}, {S("Konflik"), S(""), {125000, 2}}, {S("Aduan"), S(""), {-1250, 2}}, {S("Kosong"), S("belum diisi"), DECIMAL_NONE}};
  const str labels[] = {S("TW I 2026"), S("TW II 2026"), S("TW III 2026")};
  const decimal one[] = {{9000, 2}, DECIMAL_NONE, {19950, 2}}, two[] = {{10000, 2}, {10100, 2}, {-500, 2}};
  const chart_series series[] = {{S("Indeks"), one}, {S("Konflik"), two}};
  const chart_count counts[] = {{S("Tinggi"), 3}, {S("Rendah"), 0}};
  for (int on = CHART_PAPER; on <= CHART_SCREEN; on++) {
    const drawing *g = chart_bars(a, (enum chart_on)on, S("Batang"), bars, LEN(bars));
    every_point_is_inside(g);
    assert_true(has(g->desc, "Indeks 98,50 %; Konflik 1.250,00 %; Aduan -12,50 %; Kosong belum diisi."));
    g = chart_trend(a, (enum chart_on)on, S("Jalan"), labels, LEN(labels), series, LEN(series));
    every_point_is_inside(g);
    assert_true(has(g->desc, "Indeks: TW I 2026 90,00 %, TW II 2026 tidak dihitung, TW III 2026 199,50 %."));
    size_t lines = 0; /* a gap is not bridged: no line for the first series, two for the second */
    for (size_t i = 0; i < g->ops.n; i++) lines += g->ops.v[i].kind == DRAW_LINE && g->ops.v[i].style.width == 1.5;
    assert_int_equal(lines, 2 + LEN(series)); /* and one in the key of each */
    g = chart_counts(a, (enum chart_on)on, S("Banyaknya"), counts, LEN(counts));
    every_point_is_inside(g);
    assert_true(has(g->desc, "Tinggi 3; Rendah 0."));
  }
  const drawing *empty = chart_bars(a, CHART_SCREEN, S("Batang"), NULL, 0);
  assert_true(draw_svg(empty).n > 0);
}

/* ---- numbers in words ---- */

static void numbers_in_words(void **state) {
  static const struct { const char *number, *words; } CASES[] = {
      {"0", "nol"}, {"1", "satu"}, {"10", "sepuluh"}, {"11", "sebelas"}, {"12", "dua belas"}, {"19", "sembilan belas"},
      {"20", "dua puluh"}, {"21", "dua puluh satu"}, {"99", "sembilan puluh sembilan"}, {"100", "seratus"}, {"101", "seratus satu"},
      {"110", "seratus sepuluh"}, {"111", "seratus sebelas"}, {"200", "dua ratus"}, {"999", "sembilan ratus sembilan puluh sembilan"},
      {"1000", "seribu"}, {"1001", "seribu satu"}, {"1100", "seribu seratus"}, {"2000", "dua ribu"}, {"2026", "dua ribu dua puluh enam"},
      {"11000", "sebelas ribu"}, {"21000", "dua puluh satu ribu"}, {"100000", "seratus ribu"}, {"101000", "seratus satu ribu"},
      {"1000000", "satu juta"}, {"1001000", "satu juta seribu"}, {"1200000", "satu juta dua ratus ribu"}, {"1000001", "satu juta satu"},
      {"3151363319", "tiga miliar seratus lima puluh satu juta tiga ratus enam puluh tiga ribu tiga ratus sembilan belas"},
      {"1000000000000", "satu triliun"}, {"1000000000000000", "satu kuadriliun"},
      {"999999999999999", "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar "
                          "sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu "
                          "sembilan ratus sembilan puluh sembilan"},
      {"-1005", "minus seribu lima"}, {"0.5", "nol koma lima"}, {"12.05", "dua belas koma nol lima"}, {"80.60", "delapan puluh koma enam"},
      {"-0.5", "minus nol koma lima"}, {"5.00", "lima"}, {"0.000000001", "nol koma nol nol nol nol nol nol nol nol satu"},
      {"1.234", "satu koma dua tiga empat"},
  };
  arena *a = *state;
  for (size_t i = 0; i < LEN(CASES); i++) assert_str(a, terbilang(a, sample_number(CASES[i].number)), CASES[i].words);
  assert_null(terbilang(a, DECIMAL_NONE).p);
  assert_true(str_starts(terbilang(a, DECIMAL_INT(INT64_MIN)), S("minus sembilan kuintiliun dua ratus dua puluh tiga kuadriliun")));
}

/* ---- numbers of letters ---- */

static const letter_no NUMBER = {.classification = SC("000.8.6.3"), .number = 7, .unit = SC("Kec.Bbc"), .nature = SC("R"), .day = {20458}};

static void patterns_make_numbers(void **state) {
  static const struct { const char *pattern, *number; } CASES[] = {
      {"{klasifikasi}/{nomor}/{unit}/{bulan_romawi}/{tahun}", "000.8.6.3/7/Kec.Bbc/I/2026"},
      {"{sifat}.{klasifikasi}/{nomor:3}/{unit}/{bulan}/{tahun}", "R.000.8.6.3/007/Kec.Bbc/01/2026"},
      {"{nomor}", "7"}, {"{nomor:1}", "7"}, {"{nomor:9}", "000000007"}, {"Ke-{nomor} – {tahun}", "Ke-7 – 2026"},
  };
  arena *a = *state;
  for (size_t i = 0; i < LEN(CASES); i++) {
    str out;
    assert_ok(a, letter_number_format(a, str_of(CASES[i].pattern), &NUMBER, &out));
    assert_str(a, out, CASES[i].number);
  }
  letter_no large = NUMBER;
  large.number = 12345;
  str out;
  assert_ok(a, letter_number_format(a, S("{nomor:3}"), &large, &out));
  assert_str(a, out, "12345");
}

static void wrong_patterns_are_refused(void **state) {
  static const char *const WRONG[] = {"", "  ", "{klasifikasi}/{tahun}", "{nomor}/{nomor}", "{nomor}/{hari}", "{nomor", "nomor}", "{{nomor}}",
                                      "{nomor:0}", "{nomor:10}", "{nomor:}", "{nomor:a}", "{nomor:3:3}", "{tahun:4}/{nomor}", "{}/{nomor}",
                                      "{NOMOR}", "{ nomor }", "{nomor}\n", "{nomor}\t", "{nomor}\xff"};
  arena *a = *state;
  for (size_t i = 0; i < LEN(WRONG); i++) {
    err e = letter_number_check(a, str_of(WRONG[i]));
    if (!e) print_error("taken: %s\n", WRONG[i]);
    assert_non_null(e);
    assert_int_equal(e->code, ERR_INPUT);
    assert_str(a, e->points.v[0].field, "pola");
  }
  buf b = BUF(a);
  for (int i = 0; i < 100; i++) buf_char(&b, '/');
  buf_z(&b, "{nomor}");
  assert_non_null(letter_number_check(a, buf_str(&b)));
}

static void absent_values_are_refused(void **state) {
  arena *a = *state;
  str out, pattern = S("{klasifikasi}/{nomor}/{tahun}");
  letter_no no = NUMBER;
  no.classification = S(" ");
  err e = letter_number_format(a, pattern, &no, &out);
  assert_non_null(e);
  assert_str(a, e->points.v[0].field, "klasifikasi");
  no = NUMBER;
  no.day = DATE_NONE;
  assert_non_null(letter_number_format(a, pattern, &no, &out));
  no = NUMBER;
  no.number = 0;
  assert_non_null(letter_number_format(a, pattern, &no, &out));
  no = NUMBER;
  no.classification = S("000\n1");
  assert_non_null(letter_number_format(a, pattern, &no, &out));
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
      T(documents_read_as_their_goldens), T(documents_print_freeze_and_thaw), T(empty_inputs_name_what_is_missing),
      T(an_empty_report_says_so_and_never_zero), T(written_texts_keep_their_form), T(values_are_never_mixed_up), T(data_is_not_read_as_marks),
      T(drafts_leave_number_and_day_open), T(both_names_stand_for_an_acting_official),
      T(a_decree_names_its_signer_as_the_region_rules), T(a_covering_letter_is_open_until_received), T(the_schedule_draws_each_row_and_day_off),
      T(the_chart_cuts_outliers_but_writes_them), T(charts_say_what_they_draw), T(numbers_in_words), T(patterns_make_numbers), T(wrong_patterns_are_refused),
      T(absent_values_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
