#include "test.h"

#include "base/draw.h"

static const draw_style pen = {.stroke = 0x112233, .fill = DRAW_NO_COLOR, .width = 1};

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static bool holds(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

static void widths_are_those_of_the_arial_metric_face(void **state) {
  (void)state;
  assert_float_equal(draw_text_width(S("0123456789"), 10, false), 55.6, 1e-9);
  assert_float_equal(draw_text_width(S("W"), 1000, false), 944, 1e-9);
  assert_float_equal(draw_text_width(S("W i"), 1000, true), 944 + 278 + 278, 1e-9);
  assert_float_equal(draw_text_width(S(""), 12, true), 0, 0);
  assert_float_equal(draw_text_width(S("\xc3\xa9"), 1000, false), 556, 1e-9);
  assert_float_equal(draw_text_width(S("e\xcc\x81"), 1000, false), 556, 1e-9);
}

static void wrapping_keeps_every_word_and_the_width(void **state) {
  arena *a = *state;
  str text = S("Menyusun  Rencana Kegiatan Pelaksanaan\n\nPertanggungjawabankeseluruhantanpaspasi ya");
  str_list lines = draw_wrap(a, text, 8, false, 60);
  buf glued = BUF(a), want = BUF(a);
  for (size_t i = 0; i < lines.n; i++) {
    assert_true(draw_text_width(lines.v[i], 8, false) <= 60);
    assert_true(lines.v[i].n > 0 && lines.v[i].p[0] != ' ');
    for (size_t k = 0; k < lines.v[i].n; k++)
      if (lines.v[i].p[k] != ' ') buf_char(&glued, lines.v[i].p[k]);
  }
  for (size_t k = 0; k < text.n; k++)
    if (text.p[k] != ' ' && text.p[k] != '\n') buf_char(&want, text.p[k]);
  assert_true(str_eq(buf_str(&glued), buf_str(&want)));
  assert_str(a, lines.v[0], "Menyusun");
}

static void wrapping_survives_nasty_text(void **state) {
  arena *a = *state;
  assert_int_equal(draw_wrap(a, S(""), 8, false, 60).n, 0);
  assert_int_equal(draw_wrap(a, S(" \n \n"), 8, false, 60).n, 0);
  assert_int_equal(draw_wrap(a, STR_NONE, 8, false, 60).n, 0);
  assert_int_equal(draw_wrap(a, S("abc"), 8, false, 0).n, 3);
  str_list accents = draw_wrap(a, S("\xc3\xa9\xc3\xa9\xc3\xa9"), 8, false, 1);
  assert_int_equal(accents.n, 3);
  for (size_t i = 0; i < accents.n; i++) assert_true(str_utf8_ok(accents.v[i]));
  assert_int_equal(draw_wrap(a, S("\xf0\x9f"), 8, false, 1).n, 2);
}

static void svg_escapes_and_has_no_inline_style(void **state) {
  arena *a = *state;
  drawing *d = draw_new(a, 100, 50.5, S("A <b> & \"c\""), S("isi"));
  draw_text(d, 1, 2, 8, true, DRAW_MIDDLE, 0x000000, S("x < y\x01</text><script>"));
  draw_last(d)->css_class = S("is-\"done");
  draw_rect(d, pen, 10, 10, 20.129, 5, 2);
  draw_circle(d, pen, 5, 5, -0.004);
  str svg = draw_svg(d);
  assert_true(str_starts(svg, S("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 100 50.5\"")));
  assert_true(holds(svg, "<title>A &lt;b&gt; &amp; &quot;c&quot;</title>"));
  assert_true(holds(svg, "<desc>isi</desc>"));
  assert_true(holds(svg, ">x &lt; y&lt;/text&gt;&lt;script&gt;</text>"));
  assert_true(holds(svg, "<g class=\"is-&quot;done\">"));
  assert_true(holds(svg, "width=\"20.13\" height=\"5\" rx=\"2\""));
  assert_true(holds(svg, "r=\"0\""));
  assert_false(holds(svg, "style="));
  assert_false(holds(svg, "<script"));
}

static void a_drawing_with_links_is_a_group(void **state) {
  arena *a = *state;
  drawing *d = draw_new(a, 10, 10, S("t"), STR_NONE);
  draw_text(d, 1, 2, 8, false, DRAW_START, 0, S("6"));
  draw_last(d)->href = S("/siklus/1?a=1&b=2");
  str svg = draw_svg(d);
  assert_true(holds(svg, "role=\"group\""));
  assert_true(holds(svg, "<a href=\"/siklus/1?a=1&amp;b=2\"><text"));
  assert_false(holds(svg, "<desc>"));
}

static void arrows_end_at_their_last_point(void **state) {
  arena *a = *state;
  drawing *d = draw_new(a, 100, 100, S("t"), STR_NONE);
  draw_arrow(d, pen, (draw_point[]){{10, 10}, {10, 40}, {60, 40}}, 3);
  draw_point head[3], neck;
  draw_arrow_head(draw_last(d), head, &neck);
  assert_float_equal(head[0].x, 60, 0);
  assert_float_equal(head[0].y, 40, 0);
  assert_float_equal(neck.x, 54.5, 1e-9);
  assert_float_equal((head[1].y + head[2].y) / 2, 40, 1e-9);
  str svg = draw_svg(d);
  assert_true(holds(svg, "points=\"10,10 10,40 54.5,40\""));
  assert_true(holds(svg, "<polygon points=\"60,40 "));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(widths_are_those_of_the_arial_metric_face, setup, teardown),
      cmocka_unit_test_setup_teardown(wrapping_keeps_every_word_and_the_width, setup, teardown),
      cmocka_unit_test_setup_teardown(wrapping_survives_nasty_text, setup, teardown),
      cmocka_unit_test_setup_teardown(svg_escapes_and_has_no_inline_style, setup, teardown),
      cmocka_unit_test_setup_teardown(a_drawing_with_links_is_a_group, setup, teardown),
      cmocka_unit_test_setup_teardown(arrows_end_at_their_last_point, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
