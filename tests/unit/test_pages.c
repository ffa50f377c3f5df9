/* The pure parts behind the pages: the guide's Markdown, the trail in words, who may fill in an SOP's identity. */
#include "office/manage.h"
#include "test.h"

#include "cycle/library.h"
#include "web/guide.h"
#include "web/pages/cycle.h"
#include "web/trail.h"

static int setup(void **state) {
  *state = arena_new(0);
  return *state ? 0 : -1;
}

static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

/* ---- the guide ---- */

static void guide_is(arena *a, const char *markdown, const char *want) { assert_str(a, guide_html(a, str_of(markdown)).markup, want); }

static void test_guide_blocks(void **state) {
  arena *a = *state;
  guide_is(a, "# Judul\n\nSatu baris\ndan lanjutannya.\n", "<p>Satu baris dan lanjutannya.</p>\n");
  guide_is(a, "# J\n## Masuk dan sandi\nx", "<h2 id=\"masuk-dan-sandi\">Masuk dan sandi</h2>\n<p>x</p>\n");
  guide_is(a, "### Dalam (2)", "<h3 id=\"dalam-2\">Dalam (2)</h3>\n");
  guide_is(a, "- a\n  lagi\n- b\n", "<ul>\n<li>a lagi</li>\n<li>b</li>\n</ul>\n");
  guide_is(a, "1. a\n\n2. b\n\nc", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<p>c</p>\n");
  guide_is(a, "- a\n1. b", "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>\n");
  guide_is(a, "", "");
}

static void test_guide_inline(void **state) {
  arena *a = *state;
  guide_is(a, "ini **tebal** dan [Siklus](/siklus).", "<p>ini <strong>tebal</strong> dan <a href=\"/siklus\">Siklus</a>.</p>\n");
  guide_is(a, "**[a](#b)** c", "<p><strong><a href=\"#b\">a</a></strong> c</p>\n");
  guide_is(a, "dua ** bintang", "<p>dua ** bintang</p>\n");
  guide_is(a, "[rusak](/a", "<p>[rusak](/a</p>\n");
  guide_is(a, "#tanpa-spasi dan 2026. tahun", "<p>#tanpa-spasi dan 2026. tahun</p>\n");
}

/* Nothing in a chapter becomes markup or a link to elsewhere. */
static void test_guide_escapes(void **state) {
  arena *a = *state;
  guide_is(a, "<script>&\"", "<p>&lt;script&gt;&amp;&quot;</p>\n");
  guide_is(a, "[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n");
  guide_is(a, "[x](//jahat.example)", "<p>[x](//jahat.example)</p>\n");
  guide_is(a, "[x](/\\jahat.example)", "<p>[x](/\\jahat.example)</p>\n");
  guide_is(a, "[\"><b>](/a\"b)", "<p><a href=\"/a&quot;b\">&quot;&gt;&lt;b&gt;</a></p>\n");
  guide_is(a, "- **x [y](/z** w)", "<ul>\n<li><strong>x <a href=\"/z** w\">y</a></strong></li>\n</ul>\n");
}

static void test_guide_chapters(void **state) {
  arena *a = *state;
  guide_chapter *all;
  size_t n = guide_chapters(a, &all);
  assert_true(n >= 7);
  assert_str(a, all[0].code, "mulai");
  for (size_t i = 0; i < n; i++) {
    assert_true(guide_title(a, all[i].text).n > 0);
    assert_true(guide_lead(a, all[i].text).n > 20);
    str body = guide_html(a, all[i].text).markup;
    assert_true(body.n > 500);
    assert_int_equal(str_find(body, S("**")), -1); /* every mark was understood */
    assert_int_equal(str_find(body, S("](")), -1);
  }
  assert_str(a, guide_title(a, S("x\n# Satu **dua**\n")), "Satu dua");
  assert_str(a, guide_lead(a, S("# J\n\n- bukan\n\nYang [ini](/a)\njuga.\n\nBukan.")), "Yang ini juga.");
}

/* ---- the trail ---- */

static trail_line words(arena *a, const char *action, const char *payload) {
  static const trail_name names[] = {{3533830371672373, SC("Meningkatnya pelayanan")}};
  audit_entry e = {.n = 1, .name = S("Jati"), .as = S("Camat"), .action = str_of(action), .payload = str_of(payload)};
  return trail_words(a, &e, (trail_names){names, 1});
}

static void test_trail_change(void **state) {
  arena *a = *state;
  trail_line l = words(a, "angka.ubah", "{\"hal\":\"IKM Indeks\",\"lama\":null,\"baru\":\"88,94\"}");
  assert_str(a, l.deed, "Angka diubah");
  assert_str(a, l.subject, "IKM Indeks");
  assert_true(l.change);
  assert_null(l.before.p);
  assert_str(a, l.after, "88,94");
  assert_int_equal(l.details.n, 0);
  l = words(a, "isian.ubah", "{\"hal\":\"langkah 5: solusi:3533830371672373\",\"lama\":\"a\",\"baru\":\"\"}");
  assert_str(a, l.subject, "langkah 5: solusi: “Meningkatnya pelayanan”");
  assert_str(a, l.before, "a");
}

static void test_trail_details(void **state) {
  arena *a = *state;
  trail_line l = words(a, "langkah.kembali",
                       "{\"dari\":6,\"ke\":4,\"alasan\":\"Belum cocok\",\"catatan\":[{\"pada\":\"step\",\"isi\":\"Cocokkan\"},{\"pada\":\"x\",\"isi\":\"Lagi\"}]}");
  assert_false(l.change);
  assert_int_equal(l.details.n, 5);
  assert_str(a, l.details.v[0].label, "dari langkah");
  assert_str(a, l.details.v[0].value, "6");
  assert_str(a, l.details.v[4].label, "catatan 2");
  assert_str(a, l.details.v[4].value, "Lagi");
  l = words(a, "dokumen.terbit", "{\"sha256_isi\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}");
  assert_str(a, l.details.v[0].value, "0123456789ab…");
}

static void test_trail_unknown(void **state) {
  arena *a = *state;
  trail_line l = words(a, "hal.baru", "{\"apa\":12345678901234,\"ya\":true}");
  assert_str(a, l.deed, "hal.baru");
  assert_str(a, l.details.v[0].value, "12345678901234");
  assert_str(a, l.details.v[1].value, "ya");
  l = words(a, "siklus.mulai", "bukan json");
  assert_str(a, l.details.v[0].value, "bukan json");
  l = words(a, "siklus.mulai", "[1]");
  assert_str(a, l.details.v[0].value, "[1]");
}

static void test_trail_search(void **state) {
  arena *a = *state;
  audit_entry e = {.name = S("Jati Contoh"), .as = S("Camat"), .action = S("angka.ubah"), .payload = S("{\"hal\":\"IKM\",\"lama\":\"80\",\"baru\":\"88,94\"}")};
  trail_line l = trail_words(a, &e, (trail_names){0});
  const char *in[] = {"", "  ", "ikm", "JATI", "camat", "88,94", "80", "diubah"}, *not_in[] = {"81", "angka.ubah", "sekretaris"};
  for (size_t i = 0; i < LEN(in); i++) assert_true(trail_holds(a, &l, &e, str_of(in[i])));
  for (size_t i = 0; i < LEN(not_in); i++) assert_false(trail_holds(a, &l, &e, str_of(not_in[i])));
}

/* ---- rules and names ---- */

static void test_who_may_edit_sop(void **state) {
  (void)state;
  office o = {.id = {(1ll << ID_REGION_SHIFT) + 5}, .region = {1}};
  seat s = {.office = o.id, .code = S("sekretaris"), .acts = true, .keeps_data = true, .keeps_seats = true};
  actor who = {.region = {1}, .office = o.id, .role = ROLE_STAFF};
  who.seats.v = &s;
  who.seats.n = 1;
  assert_true(actor_keeps_office(&who, o.id));
  s.acts = false; /* a Plh. acts meanwhile */
  assert_false(actor_keeps_office(&who, o.id));
  s = (seat){.office = o.id, .code = S("camat"), .acts = true};
  assert_false(actor_keeps_office(&who, o.id));
  s = (seat){.office = {o.id.v + 1}, .code = S("sekretaris"), .acts = true, .keeps_data = true, .keeps_seats = true};
  assert_false(actor_keeps_office(&who, o.id));
  who.role = ROLE_ADMIN;
  assert_true(actor_keeps_office(&who, o.id));
  who.region = (region_id){2};
  who.office = (office_id){0};
  assert_false(actor_keeps_office(&who, o.id));
}

static void test_names(void **state) {
  arena *a = *state;
  cycle c = {.year = 2026, .quarter = 2}, year = {.year = 2026};
  assert_str(a, cycle_file_name(a, S("Surat Perintah / \"SP\""), &c, S(".pdf")), "surat-perintah-sp-2026-tw2.pdf");
  assert_str(a, cycle_file_name(a, S("SK Tim"), &year, S(".pdf")), "sk-tim-2026.pdf");
  enum look look;
  assert_str(a, cycle_signature(S("basah"), S("sk_tim"), &look), "Tanda tangan basah (pindaian)");
  assert_int_equal(look, LOOK_DONE);
  assert_str(a, cycle_signature(S(""), S("sk_tim"), &look), "Belum ditandatangani");
  assert_str(a, cycle_signature(S(""), S("draft_1"), &look), "Konsep");
  assert_int_equal(look, LOOK_PLAIN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_guide_blocks, setup, teardown),   cmocka_unit_test_setup_teardown(test_guide_inline, setup, teardown),
      cmocka_unit_test_setup_teardown(test_guide_escapes, setup, teardown),  cmocka_unit_test_setup_teardown(test_guide_chapters, setup, teardown),
      cmocka_unit_test_setup_teardown(test_trail_change, setup, teardown),   cmocka_unit_test_setup_teardown(test_trail_details, setup, teardown),
      cmocka_unit_test_setup_teardown(test_trail_unknown, setup, teardown),  cmocka_unit_test_setup_teardown(test_trail_search, setup, teardown),
      cmocka_unit_test_setup_teardown(test_who_may_edit_sop, setup, teardown), cmocka_unit_test_setup_teardown(test_names, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
