#include "test.h"

#include <math.h>

#include "sop/flow.h"
#include "sop/show.h"
#include "sop/sop.h"

static const str kinds[] = {SC("order"),   SC("team"),   SC("plan"),     SC("collect"), SC("analyse"),  SC("correct"), SC("report"),
                            SC("meeting"), SC("finalise"), SC("sign"),   SC("handover"), SC("archive"), SC("generic")};

static int setup(void **state) {
  *state = arena_new(0);
  return 0;
}
static int teardown(void **state) {
  arena_free(*state);
  return 0;
}

static str slurp(arena *a, str code) {
  FILE *f = fopen(str_z(a, str_fmt(a, TAKAR_SOURCE_ROOT "/sop/%.*s.yaml", STR_ARG(code))), "rb");
  if (!f) return STR_NONE;
  char *bytes = arena_alloc(a, SOP_MAX_BYTES);
  size_t n = fread(bytes, 1, SOP_MAX_BYTES, f);
  fclose(f);
  return (str){bytes, n};
}

static err from_folder(void *ctx, arena *a, str code, str *bytes, str *filename) {
  (void)ctx;
  *bytes = slurp(a, code);
  *filename = STR_CAT(a, code, S(".yaml"));
  return bytes->p ? NULL : ERR(a, NOT_FOUND, "Tidak ada.");
}

static err load(arena *a, str yaml, sop **s) {
  return sop_load(a, yaml, S("uji.yaml"), kinds, LEN(kinds), from_folder, NULL, s);
}

static sop *shipped(arena *a, const char *code) {
  sop *s = NULL;
  assert_ok(a, load(a, slurp(a, str_of(code)), &s));
  return s;
}

static bool holds(str text, const char *what) { return str_find(text, str_of(what)) >= 0; }

/* ---- the shipped files ---- */

static void the_sop_holds_every_field_of_its_source(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  assert_int_equal(s->steps.n, 12);
  assert_int_equal(s->lanes.n, 5);
  assert_int_equal(s->legal_basis.n, 6);
  assert_int_equal(s->qualifications.n, 4);
  assert_int_equal(s->related.n, 2);
  assert_int_equal(s->equipment.n, 4);
  static const char *const lanes[] = {"camat", "sekretaris", "tim", "tim", "tim", "kasubag_perencanaan", "kasubag_perencanaan",
                                      "camat", "tim", "camat", "kasubag_perencanaan", "kasubag_perencanaan"};
  static const char *const times[] = {"1 hari", "1 hari", "3 hari", "1 hari", "3 hari", "1 hari",
                                      "2 jam",  "2 jam",  "1 hari", "1 hari", "2 jam",  ""};
  for (int no = 1; no <= 12; no++) {
    const sop_step *step = sop_step_of(s, no);
    assert_str(a, step->lane, lanes[no - 1]);
    assert_str(a, duration_id(a, step->time), times[no - 1]);
    assert_str(a, step->kind, str_z(a, kinds[no - 1]));
    assert_int_equal(sop_next(s, no), no == 12 ? 0 : no + 1);
  }
  assert_str(a, sop_step_of(s, 4)->output, "Konsep Pelaporan hasil pengumpulan data");
  assert_str(a, sop_step_of(s, 2)->setter, "camat");
  assert_int_equal(sop_step_of(s, 12)->output.n, 0);
  assert_int_equal(s->hash.n, 64);
}

static void step_six_decides_and_may_go_back_to_five_or_four(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  const sop_step *six = sop_step_of(s, 6);
  assert_int_equal(six->symbol, SOP_DECISION);
  assert_int_equal(six->yes, 7);
  assert_int_equal(six->if_no.n, 2);
  assert_int_equal(six->if_no.v[0].no, 5);
  assert_int_equal(six->if_no.v[1].no, 4);
  assert_true(sop_may_return(s, 6, 4));
  assert_false(sop_may_return(s, 6, 3));
  assert_true(sop_may_return(s, 10, 9));
  assert_true(sop_may_return(s, 11, 9));
  assert_int_equal(sop_step_of(s, 1)->symbol, SOP_START);
  assert_int_equal(sop_step_of(s, 12)->symbol, SOP_END);
  assert_true(holds(sop_note(a, s, six), "Tidak: kembali ke langkah 5, atau ke langkah 4 bila datanya yang salah."));
  assert_true(holds(sop_note(a, s, sop_step_of(s, 2)), "Dituntaskan oleh CAMAT."));
  assert_null(sop_step_of(s, 0));
  assert_null(sop_step_of(s, 13));
  assert_int_equal(sop_next(s, 13), 0);
}

static void the_council_secretariat_shares_the_steps(void **state) {
  arena *a = *state;
  const sop *base = shipped(a, "pengumpulan-data-kinerja"), *s = shipped(a, "pengumpulan-data-kinerja-dprd");
  assert_int_equal(s->steps.n, 12);
  assert_str(a, s->lanes.v[0].label, "SEKWAN");
  assert_str(a, s->lanes.v[1].label, "KABAG PROGRAM");
  assert_str(a, sop_step_of(s, 1)->lane, "sekwan");
  assert_str(a, sop_step_of(s, 2)->lane, "kabag_program");
  assert_str(a, sop_step_of(s, 2)->setter, "sekwan");
  for (int no = 1; no <= 12; no++) {
    assert_true(str_eq(sop_step_of(s, no)->activity, sop_step_of(base, no)->activity));
    assert_int_equal(sop_step_of(s, no)->lane_at, sop_step_of(base, no)->lane_at);
  }
  assert_int_equal(s->legal_basis.n, 6);
  assert_true(holds(s->qualifications.v[2].text, "Sekretariat DPRD"));
  assert_false(str_eq(s->hash, base->hash));
}

static void a_sop_of_generic_steps_needs_no_code(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "permintaan-data-statistik");
  for (size_t i = 0; i < s->steps.n; i++) assert_str(a, s->steps.v[i].kind, "generic");
  assert_int_equal(sop_step_of(s, 2)->if_no.v[0].no, 6);
  assert_int_equal(sop_step_of(s, 4)->if_no.v[0].no, 3);
  assert_int_equal(sop_missing(a, s).n, 5);
}

/* ---- refusals: the mistake stands in the line that the complaint names ---- */

#define HEAD "code: uji\nversion: \"1\"\ntitle: Uji\nlanes:\n  - {code: a, label: A}\nsteps:\n"
#define STEP(n, more) "  - {number: " n ", activity: Kerja, lane: a, kind: generic" more "}\n"

static void refused_at(arena *a, str yaml, int line, const char *reason) {
  sop *s = NULL;
  err e = load(a, yaml, &s);
  if (!e) fail_msg("accepted, though: %s", reason);
  assert_int_equal(e->code, ERR_INPUT);
  str place = str_fmt(a, "uji.yaml:%d", line);
  for (size_t i = 0; i < e->points.n; i++)
    if (str_eq(e->points.v[i].field, place) && holds(e->points.v[i].text, reason)) return;
  print_error("%s\n", str_z(a, sop_refusal_text(a, e)));
  fail_msg("no complaint \"%s\" at %s", reason, str_z(a, place));
}

static void every_mistake_is_refused_with_line_and_reason(void **state) {
  arena *a = *state;
  static const struct { str yaml; int line; const char *reason; } v[] = {
      {SC(HEAD STEP("1", "") "  - {number: 2, activity: Kerja, lane: b, kind: generic}\n"), 8, "Pelaksana \"b\" tidak ada"},
      {SC(HEAD STEP("1", "") "  - {number: 2, activity: Kerja, lane: a, kind: sihir}\n"), 8, "Jenis langkah \"sihir\" tidak dikenal"},
      {SC(HEAD STEP("1", "") STEP("2", "") STEP("2", "")), 9, "Nomor langkah 2 dipakai dua kali; pertama di baris 8"},
      {SC(HEAD STEP("1", "") STEP("3", "")), 7, "Nomor langkah 2 tidak ada"},
      {SC(HEAD STEP("1", "") STEP("0", "")), 8, "Nomor langkah harus berupa angka"},
      {SC(HEAD STEP("1", "") "  - {activity: Kerja, lane: a, kind: generic}\n"), 8, "belum bernomor"},
      {SC(HEAD STEP("1", "") STEP("2", ", if_yes: 3") STEP("3", "")), 8, "isilah \"if_yes\" dan \"if_no\""},
      {SC(HEAD STEP("1", "") STEP("2", ", if_no: [1]") STEP("3", "")), 8, "isilah \"if_yes\" dan \"if_no\""},
      {SC(HEAD STEP("1", "") STEP("2", ", symbol: decision") STEP("3", "")), 8, "isilah \"if_yes\" dan \"if_no\""},
      {SC(HEAD STEP("1", "") STEP("2", ", if_yes: 3, if_no: []") STEP("3", "")), 8, "isilah \"if_yes\" dan \"if_no\""},
      {SC(HEAD STEP("1", ", if_yes: 2, if_no: 2") STEP("2", "")), 7, "Langkah pertama"},
      {SC(HEAD STEP("1", "") STEP("2", ", if_yes: 3, if_no: [1, 3]") STEP("3", "")), 8, "keputusan harus bercabang"},
      {SC(HEAD STEP("1", "") STEP("2", ", if_yes: 9, if_no: 1") STEP("3", "")), 8, "Langkah 9 tidak ada"},
      {SC(HEAD STEP("1", ", next: 3") STEP("2", "") STEP("3", "")), 8, "Langkah 2 tidak pernah tercapai"},
      {SC(HEAD STEP("1", "") STEP("2", "") STEP("3", ", next: 2") STEP("4", ", next: end")), 9, "berputar tanpa jalan keluar"},
      {SC(HEAD STEP("1", "") STEP("2", ", if_yes: 1, if_no: 2") STEP("3", "")), 7, "berputar tanpa jalan keluar"},
      {SC(HEAD STEP("1", "") STEP("2", ", time: segera")), 8, "\"segera\" bukan waktu"},
      {SC(HEAD STEP("1", "") STEP("2", ", time: 0 hari")), 8, "\"0 hari\" bukan waktu"},
      {SC(HEAD STEP("1", "") STEP("2", ", symbol: start")), 8, "awal kedua"},
      {SC(HEAD STEP("1", "") STEP("2", ", symbol: oval")), 8, "Simbol \"oval\" tidak cocok"},
      {SC(HEAD STEP("1", "") STEP("2", ", warna: merah")), 8, "Kunci \"warna\" tidak dikenal"},
      {SC(HEAD STEP("1", "") STEP("2", ", output: x, output: y")), 8, "\"output\" ditulis dua kali"},
      {SC(HEAD STEP("1", "") "  - {number: 2, lane: a, kind: generic}\n"), 8, "\"activity\" wajib diisi"},
      {SC(HEAD STEP("1", "") STEP("2", ", return_to: [2]")), 8, "hanya dapat dikembalikan ke langkah sebelumnya"},
      {SC(HEAD STEP("1", "") STEP("2", ", output: [x]")), 8, "satu teks"},
      {SC(HEAD STEP("1", "")), 7, "paling sedikit dua"},
      {SC(HEAD "  - 1\n  - 2\n"), 7, "kunci: nilai"},
      {SC("title: Uji\n"), 1, "\"code\" wajib diisi"},
      {SC("title: Uji\n"), 1, "\"lanes\" wajib diisi"},
      {SC("code: A B\n"), 1, "Kode \"A B\""},
      {SC("code: uji\nmade: kemarin\n"), 2, "\"kemarin\" bukan tanggal"},
      {SC("code: uji\nremarks:\n  - {field: warna, text: x}\n"), 3, "bukan bagian dari SOP"},
      {SC("code: uji\nlegal_basis: UU\n"), 2, "harus ada daftar"},
      {SC("code: uji\nlegal_basis:\n  - UU\n  -\n"), 4, "kosong"},
      {SC("code: uji\nextends: tidak-ada\n"), 2, "tidak ditemukan"},
      {SC("code: uji\nextends: ../../etc/passwd\n"), 2, "tidak ditemukan"},
      {SC("code: uji\nextends: pengumpulan-data-kinerja\nsteps:\n  - {number: 13, remark: x}\n"), 4, "Langkah 13 tidak ada"},
      {SC("code: uji\nextends: pengumpulan-data-kinerja\nsteps:\n  - {number: 3, remark: x}\n  - {number: 3}\n"), 5, "dua kali"},
      {SC("code: uji\n\ttitle: x\n"), 2, "YAML"},
      {SC("code: [a\n"), 2, "YAML"},
      {SC("code: uji\n---\ncode: dua\n"), 2, "satu dokumen"},
      {SC("code: uji\ntitle: \xff\n"), 2, "UTF-8"},
      {SC("code: uji\ntitle: \0x\n"), 2, "UTF-8"},
      {SC("\xff\xfe" "c\0o\0"), 1, "UTF-8"},
      {SC("a: &a [x]\nb: *a\n"), 1, "alias"},
      {SC("&a [*a]\n"), 1, "alias"},
      {SC("[[[[[[[[[[[[x]]]]]]]]]]]]\n"), 1, "bersarang"},
      {SC("- a\n"), 1, "kunci: nilai"},
      {SC(""), 1, "kunci: nilai"},
      {SC("# kosong\n"), 1, "kunci: nilai"},
  };
  for (size_t i = 0; i < LEN(v); i++) refused_at(a, v[i].yaml, v[i].line, v[i].reason);
}

static void too_large_input_is_refused(void **state) {
  arena *a = *state;
  char *bytes = arena_alloc(a, SOP_MAX_BYTES + 1);
  memset(bytes, '#', SOP_MAX_BYTES + 1);
  refused_at(a, (str){bytes, SOP_MAX_BYTES + 1}, 1, "terlalu besar");
}

static void all_mistakes_come_at_once_in_the_order_of_the_file(void **state) {
  arena *a = *state;
  sop *s = NULL;
  err e = load(a, S(HEAD STEP("1", ", time: segera") "  - {number: 2, activity: Kerja, lane: b, kind: sihir}\n" STEP("3", ", warna: x")), &s);
  assert_non_null(e);
  assert_int_equal(e->points.n, 4);
  assert_str(a, e->points.v[0].field, "uji.yaml:7");
  assert_str(a, e->points.v[1].field, "uji.yaml:8");
  assert_str(a, e->points.v[3].field, "uji.yaml:9");
  assert_true(str_starts(sop_refusal_text(a, e), S("uji.yaml:7: \"segera\" bukan waktu")));
}

static err itself(void *ctx, arena *a, str code, str *bytes, str *filename) {
  (void)a;
  *bytes = *(str *)ctx;
  *filename = code;
  return NULL;
}

static void a_file_that_extends_itself_is_refused(void **state) {
  arena *a = *state;
  str yaml = S("code: uji\nextends: uji\n");
  sop *s = NULL;
  err e = sop_load(a, yaml, S("uji"), kinds, LEN(kinds), itself, &yaml, &s);
  assert_non_null(e);
  assert_true(holds(e->points.v[0].text, "berputar"));
}

static void running_out_of_memory_anywhere_leaks_nothing(void **state) {
  str yaml = slurp(*state, S("pengumpulan-data-kinerja"));
  bool loaded = false;
  for (size_t k = 1; !loaded; k += 11) {
    arena *a = arena_new(0);
    if (setjmp(*arena_catch(a)) == 0) {
      sop *s = NULL;
      arena_fail_at(a, k);
      loaded = load(a, yaml, &s) == NULL;
    }
    arena_free(a);
  }
}

static void an_office_may_change_single_values_of_a_step(void **state) {
  arena *a = *state;
  sop *s = NULL;
  assert_ok(a, load(a, S("extends: pengumpulan-data-kinerja\ncode: uji\nnumber: 065/1/2026\nmade: 2 Januari 2026\nsteps:\n"
                         "  - {number: 6, lane: sekretaris, if_no: [4]}\n  - {number: 12, time: 1 hari, output: Daftar Arsip}\n"), &s));
  assert_str(a, sop_step_of(s, 6)->lane, "sekretaris");
  assert_str(a, sop_step_of(s, 6)->activity, "Mengoreksi (Editing Data Kinerja)");
  assert_int_equal(sop_step_of(s, 6)->if_no.n, 1);
  assert_str(a, duration_id(a, sop_step_of(s, 12)->time), "1 hari");
  assert_str(a, s->identity.number, "065/1/2026");
  assert_str(a, date_iso(a, s->identity.made), "2026-01-02");
}

static void another_office_gets_its_name_and_identity(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  sop_identity id = {.office = S("Kecamatan Jatiluhur"), .number = S("7"), .made = DATE_NONE, .revised = DATE_NONE,
                     .effective = date_of(2026, 2, 1), .approver_position = S("CAMAT JATILUHUR"), .approver_name = S("CONTOH")};
  const sop *of = sop_for_office(a, s, &id);
  assert_str(a, of->title, "Mekanisme Pengumpulan dan Pengukuran Data Kinerja Kecamatan Jatiluhur Kabupaten Purwakarta");
  assert_true(holds(of->qualifications.v[2].text, "Kecamatan Jatiluhur"));
  assert_true(holds(s->title, "Babakancikao"));
  assert_int_equal(sop_missing(a, s).n, 5);
  assert_int_equal(sop_missing(a, of).n, 2);
}

/* ---- the drawing ---- */

typedef struct box { double x, y, w, h; } box;
typedef LIST(box) boxes;

static bool has_class(const draw_op *op, const char *css) { return str_starts(op->css_class, str_of(css)); }

static box bounds(const draw_op *op) {
  if (op->kind == DRAW_TEXT) {
    double w = draw_text_width(op->text, op->size, op->bold);
    double x = op->points[0].x - (op->anchor == DRAW_MIDDLE ? w / 2 : op->anchor == DRAW_END ? w : 0);
    return (box){x, op->points[0].y - op->size * 0.72, w, op->size * 0.72};
  }
  if (op->kind == DRAW_CIRCLE) {
    double r = op->points[1].x;
    return (box){op->points[0].x - r, op->points[0].y - r, 2 * r, 2 * r};
  }
  double x1 = op->points[0].x, y1 = op->points[0].y, x2 = x1, y2 = y1;
  for (size_t i = 1; i < op->n_points; i++) {
    x1 = fmin(x1, op->points[i].x), x2 = fmax(x2, op->points[i].x);
    y1 = fmin(y1, op->points[i].y), y2 = fmax(y2, op->points[i].y);
  }
  return (box){x1, y1, x2 - x1, y2 - y1};
}

static bool meet(box a, box b) { return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h; }

static void everything_is_inside(const drawing *d) {
  for (size_t i = 0; i < d->ops.n; i++) {
    box b = bounds(&d->ops.v[i]);
    assert_true(b.x >= 0 && b.y >= 0 && b.x + b.w <= d->width + 0.01 && b.y + b.h <= d->height + 0.01);
  }
}

static bool is_word(const draw_op *op) { return str_eq(op->text, S("Ya")) || str_eq(op->text, S("Tidak")); }

/* No arrow runs through a symbol, a connector or a text, and no two symbols meet. Diamonds and capsules are judged by their core. */
static void nothing_collides(arena *a, const drawing *d, bool words_too) {
  boxes solid = {0};
  for (size_t i = 0; i < d->ops.n; i++) {
    const draw_op *op = &d->ops.v[i];
    bool symbol = has_class(op, "sop-symbol") || has_class(op, "sop-connector");
    if (!symbol && (op->kind != DRAW_TEXT || (is_word(op) && !words_too))) continue;
    box b = bounds(op);
    if (symbol && op->kind == DRAW_POLYGON && op->n_points == 4) b = (box){b.x + b.w / 4, b.y + b.h / 4, b.w / 2, b.h / 2};
    if (symbol && op->radius > 0) b = (box){b.x + op->radius / 2, b.y, b.w - op->radius, b.h};
    if (symbol)
      for (size_t k = 0; k < solid.n; k++) assert_false(meet(b, solid.v[k]));
    LIST_ADD(a, &solid, ((box){b.x + 1, b.y + 1, b.w - 2, b.h - 2}));
    if (has_class(op, "sop-connector")) i++; /* its letter stands inside */
  }
  for (size_t i = 0; i < d->ops.n; i++) {
    const draw_op *op = &d->ops.v[i];
    if (op->kind != DRAW_ARROW) continue;
    for (size_t k = 0; k + 1 < op->n_points; k++) {
      draw_point p = op->points[k], q = op->points[k + 1];
      assert_true(fabs(p.x - q.x) < 0.01 || fabs(p.y - q.y) < 0.01);
      box run = {fmin(p.x, q.x), fmin(p.y, q.y), fabs(p.x - q.x) + 0.001, fabs(p.y - q.y) + 0.001};
      for (size_t m = 0; m < solid.n; m++)
        if (meet(run, solid.v[m]))
          fail_msg("arrow %g,%g-%g,%g runs through %g,%g %gx%g", p.x, p.y, q.x, q.y, solid.v[m].x, solid.v[m].y, solid.v[m].w, solid.v[m].h);
    }
  }
}

/* Every letter stands on exactly two pages, once on each. */
static size_t connectors_come_in_pairs(drawing **pages, size_t n) {
  size_t pairs = 0;
  for (size_t p = 0; p < n; p++)
    for (size_t i = 0; i < pages[p]->ops.n; i++) {
      if (!has_class(&pages[p]->ops.v[i], "sop-connector")) continue;
      str letter = pages[p]->ops.v[i + 1].text;
      size_t same = 0;
      for (size_t q = 0; q < n; q++)
        for (size_t k = 0; k + 1 < pages[q]->ops.n; k++)
          if (has_class(&pages[q]->ops.v[k], "sop-connector") && str_eq(pages[q]->ops.v[k + 1].text, letter)) {
            same++;
            assert_true(q != p || k == i);
          }
      assert_int_equal(same, 2);
      pairs++;
    }
  return pairs / 2;
}

static size_t count_text(const drawing *d, const char *text) {
  size_t n = 0;
  for (size_t i = 0; i < d->ops.n; i++) n += d->ops.v[i].kind == DRAW_TEXT && str_eq(d->ops.v[i].text, str_of(text));
  return n;
}

static void count_symbols(const drawing *d, size_t *capsules, size_t *rectangles, size_t *diamonds) {
  *capsules = *rectangles = *diamonds = 0;
  for (size_t i = 0; i < d->ops.n; i++) {
    const draw_op *op = &d->ops.v[i];
    if (!has_class(op, "sop-symbol")) continue;
    if (op->kind == DRAW_POLYGON) (*diamonds)++;
    else if (op->radius > 0) (*capsules)++;
    else (*rectangles)++;
  }
}

static void the_form_has_the_symbols_of_the_flow(void **state) {
  arena *a = *state;
  static const char *const codes[] = {"pengumpulan-data-kinerja", "pengumpulan-data-kinerja-dprd", "permintaan-data-statistik"};
  for (size_t i = 0; i < LEN(codes); i++) {
    const sop *s = shipped(a, codes[i]);
    size_t n, capsules, rectangles, diamonds, want = i < 2 ? 1 : 2;
    drawing *d = sop_draw(a, s, NULL, (sop_draw_options){.continuous = true}, &n)[0];
    assert_int_equal(n, 1);
    everything_is_inside(d);
    nothing_collides(a, d, true);
    count_symbols(d, &capsules, &rectangles, &diamonds);
    assert_int_equal(capsules, 2);
    assert_int_equal(diamonds, want);
    assert_int_equal(rectangles, s->steps.n - 2 - want);
    assert_int_equal(count_text(d, "Ya"), want);
    assert_int_equal(count_text(d, "Tidak"), want);
    assert_int_equal(count_text(d, "belum diisi"), 5);
    assert_int_equal(count_text(d, "Realisasi"), 0);
  }
}

static void paper_is_f4_with_identity_first_and_head_on_every_page(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  size_t n;
  drawing **pages = sop_draw(a, s, NULL, (sop_draw_options){0}, &n);
  assert_true(n >= 2);
  assert_int_equal(count_text(pages[0], "Dasar Hukum:"), 1);
  for (size_t i = 0; i < n; i++) {
    assert_float_equal(pages[i]->width, 935.43, 0.01);
    assert_float_equal(pages[i]->height, 609.45, 0.01);
    assert_int_equal(count_text(pages[i], "Pelaksana Kegiatan"), i > 0);
    everything_is_inside(pages[i]);
    nothing_collides(a, pages[i], true);
  }
}

static void marks_show_as_realisation_and_state(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  sop_mark v[2] = {{SOP_DONE, S("Contoh Camat\n4 jam dari 1 hari"), S("/langkah/1")}, {.state = SOP_CURRENT}};
  sop_marks marks = {v, 2};
  size_t n;
  drawing *d = sop_draw(a, s, &marks, (sop_draw_options){.continuous = true, .no_identity = true}, &n)[0];
  assert_int_equal(count_text(d, "Realisasi"), 1);
  assert_int_equal(count_text(d, "Contoh Camat"), 1);
  nothing_collides(a, d, true);
  str svg = draw_svg(d);
  assert_true(holds(svg, "sop-symbol is-done"));
  assert_true(holds(svg, "sop-symbol is-current"));
  assert_true(holds(svg, "<a href=\"/langkah/1\"><text"));
  str html = sop_html(a, s, &marks);
  assert_true(holds(html, "<tr class=\"is-current\" id=\"langkah-2\">"));
  assert_true(holds(html, "Contoh Camat<br>4 jam dari 1 hari"));
}

static uint32_t next(uint32_t *seed, uint32_t below) {
  *seed = *seed * 1664525u + 1013904223u;
  return (*seed >> 8) % below;
}

/* A valid SOP of any shape: "Ya" goes on, "Tidak" anywhere but there. */
static str random_sop(arena *a, uint32_t seed) {
  buf b = BUF(a);
  uint32_t n = 3 + next(&seed, 40), lanes = 3 + next(&seed, 6);
  buf_z(&b, "code: acak\nversion: '1'\ntitle: Acak\nlanes:\n");
  for (uint32_t i = 0; i < lanes; i++) buf_fmt(&b, "  - {code: p%u, label: PELAKSANA %u}\n", i, i);
  buf_z(&b, "steps:\n");
  for (uint32_t i = 1; i <= n; i++) {
    buf_fmt(&b, "  - {number: %u, activity: Kerja, lane: p%u, kind: generic", i, next(&seed, lanes));
    uint32_t to = 1 + next(&seed, n);
    if (i > 1 && i < n && to != i + 1 && next(&seed, 6) == 0) buf_fmt(&b, ", if_yes: %u, if_no: [%u]", i + 1, to);
    if (next(&seed, 9) == 0) buf_fmt(&b, ", remark: %.*s", (int)next(&seed, 400), "kata kata kata kata kata kata kata kata kata kata ");
    buf_z(&b, "}\n");
  }
  return buf_str(&b);
}

static void any_flow_is_drawn_without_collision(void **state) {
  (void)state;
  size_t pairs = 0;
  for (uint32_t seed = 1; seed <= 60; seed++) {
    arena *a = arena_new(0);
    sop *s = NULL;
    size_t n;
    assert_ok(a, load(a, random_sop(a, seed), &s));
    drawing **pages = sop_draw(a, s, NULL, (sop_draw_options){0}, &n);
    for (size_t i = 0; i < n; i++) {
      everything_is_inside(pages[i]);
      nothing_collides(a, pages[i], false);
    }
    pairs += connectors_come_in_pairs(pages, n);
    arena_free(a);
  }
  assert_true(pairs > 60);
}

static void text_longer_than_a_sheet_makes_the_sheet_grow(void **state) {
  arena *a = *state;
  char word[1900];
  memset(word, 'k', sizeof word);
  str yaml = STR_CAT(a, S(HEAD STEP("1", "") "  - number: 2\n    activity: Kerja\n    lane: a\n    kind: generic\n    remark: "),
                     ((str){word, sizeof word}), S("\n" STEP("3", "")));
  sop *s = NULL;
  size_t n;
  assert_ok(a, load(a, yaml, &s));
  drawing **pages = sop_draw(a, s, NULL, (sop_draw_options){.no_identity = true}, &n);
  for (size_t i = 0; i < n; i++) everything_is_inside(pages[i]);
}

static void the_strip_shows_states_in_words_too(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  sop_mark v[6] = {[4] = {.state = SOP_RETURNED}, [5] = {.state = SOP_CURRENT, .href = S("/l/6")}};
  sop_marks marks = {v, 6};
  for (size_t per_row = 0; per_row <= 12; per_row += 4) {
    drawing *d = sop_draw_strip(a, s, &marks, per_row);
    everything_is_inside(d);
    assert_true(holds(d->desc, "5 Analisis: dikembalikan; 6 Koreksi: sedang berjalan; 7 Lapor: menunggu"));
    assert_int_equal(count_text(d, "Tanda tangan"), 1);
  }
  assert_true(sop_draw_strip(a, s, &marks, 4)->width <= 328);
}

/* ---- table and text ---- */

static void the_page_says_everything_and_escapes_it(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "pengumpulan-data-kinerja");
  str html = sop_html(a, s, NULL), text = sop_text(a, s);
  for (size_t i = 0; i < s->steps.n; i++) assert_true(str_find(text, s->steps.v[i].activity) >= 0);
  assert_true(holds(html, "<em class=\"sop-empty\">belum diisi</em>"));
  assert_true(holds(html, "Catatan: Menyebut Kecamatan Purwakarta"));
  assert_true(holds(html, "Halaman kedua SOP sumber"));
  assert_true(holds(html, "&quot;Bagian&quot; berasal"));
  assert_true(holds(html, "<small class=\"sop-sign\">(keputusan)</small>"));
  assert_true(holds(html, "<th scope=\"col\">Keterangan</th>"));
  assert_false(holds(html, "style="));
  assert_true(holds(text, "Nomor SOP               : belum diisi"));
  for (str line; text.p;) {
    text = str_cut(text, '\n', &line);
    assert_true(str_utf8_len(line) <= 100);
  }
}

static void show_knows_its_formats(void **state) {
  arena *a = *state;
  const sop *s = shipped(a, "permintaan-data-statistik");
  str out;
  assert_ok(a, sop_show(a, s, S("svg"), &out));
  assert_true(str_starts(out, S("<svg ")));
  assert_ok(a, sop_show(a, s, S("html"), &out));
  assert_true(str_starts(out, S("<!DOCTYPE html>")));
  assert_ok(a, sop_show(a, s, S("text"), &out));
  assert_non_null(sop_show(a, s, S("pdf"), &out));
  assert_true(holds(sop_summary_text(a, s), "Belum diisi: Nomor SOP, Tanggal Pembuatan"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_sop_holds_every_field_of_its_source, setup, teardown),
      cmocka_unit_test_setup_teardown(step_six_decides_and_may_go_back_to_five_or_four, setup, teardown),
      cmocka_unit_test_setup_teardown(the_council_secretariat_shares_the_steps, setup, teardown),
      cmocka_unit_test_setup_teardown(a_sop_of_generic_steps_needs_no_code, setup, teardown),
      cmocka_unit_test_setup_teardown(every_mistake_is_refused_with_line_and_reason, setup, teardown),
      cmocka_unit_test_setup_teardown(too_large_input_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(all_mistakes_come_at_once_in_the_order_of_the_file, setup, teardown),
      cmocka_unit_test_setup_teardown(a_file_that_extends_itself_is_refused, setup, teardown),
      cmocka_unit_test_setup_teardown(running_out_of_memory_anywhere_leaks_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(an_office_may_change_single_values_of_a_step, setup, teardown),
      cmocka_unit_test_setup_teardown(another_office_gets_its_name_and_identity, setup, teardown),
      cmocka_unit_test_setup_teardown(the_form_has_the_symbols_of_the_flow, setup, teardown),
      cmocka_unit_test_setup_teardown(paper_is_f4_with_identity_first_and_head_on_every_page, setup, teardown),
      cmocka_unit_test_setup_teardown(marks_show_as_realisation_and_state, setup, teardown),
      cmocka_unit_test_setup_teardown(any_flow_is_drawn_without_collision, setup, teardown),
      cmocka_unit_test_setup_teardown(text_longer_than_a_sheet_makes_the_sheet_grow, setup, teardown),
      cmocka_unit_test_setup_teardown(the_strip_shows_states_in_words_too, setup, teardown),
      cmocka_unit_test_setup_teardown(the_page_says_everything_and_escapes_it, setup, teardown),
      cmocka_unit_test_setup_teardown(show_knows_its_formats, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
