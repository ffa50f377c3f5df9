#include "scale.h"

#define PERCENT(v) {(v), 0}
#define NO_NUMBER {0, -1}
#define BAND(from_, above_, printed_, code_, label_) {from_, above_, printed_, SC(code_), SC(label_)}
#define AT(v, code_, label_) BAND(PERCENT(v), false, NO_NUMBER, code_, label_)
#define OVER(v, code_, label_) BAND(PERCENT(v), true, NO_NUMBER, code_, label_)

static const scale_band g1[] = {
    BAND(PERCENT(91), false, PERCENT(91), "ST", "Sangat Tinggi"), BAND(PERCENT(76), false, PERCENT(76), "T", "Tinggi"),
    BAND(PERCENT(66), false, PERCENT(66), "S", "Sedang"),         BAND(PERCENT(51), false, PERCENT(51), "R", "Rendah"),
    BAND(PERCENT(0), false, NO_NUMBER, "SR", "Sangat Rendah")};
static const scale_band g2[] = {
    BAND(PERCENT(90), true, PERCENT(91), "ST", "Sangat Tinggi"), BAND(PERCENT(75), true, PERCENT(76), "T", "Tinggi"),
    BAND(PERCENT(65), true, PERCENT(66), "S", "Sedang"),         BAND(PERCENT(50), true, PERCENT(51), "R", "Rendah"),
    BAND(PERCENT(0), false, NO_NUMBER, "SR", "Sangat Rendah")};
static const scale_band memuaskan[] = {OVER(85, "M", "Memuaskan"), OVER(75, "SB", "Sangat Baik"), OVER(65, "B", "Baik"),
                                       OVER(50, "CB", "Cukup Baik"), OVER(30, "AK", "Agak Kurang"), AT(0, "K", "Kurang")};
static const scale_band berhasil[] = {AT(100, "SB", "Sangat Berhasil"), AT(75, "B", "Berhasil"), AT(55, "C", "Cukup"),
                                      AT(0, "K", "Kurang")};
static const scale_band tercapai[] = {AT(100, "T", "Tercapai"), AT(70, "H", "Hampir Tercapai"), AT(0, "TT", "Tidak Tercapai")};
static const scale_band istimewa[] = {AT(90, "I", "Istimewa"), AT(80, "B", "Baik"), AT(70, "BP", "Butuh Perbaikan"),
                                      AT(60, "K", "Kurang"), AT(0, "SK", "Sangat Kurang")};
static const scale_band lampu_90[] = {OVER(90, "H", "Hijau"), AT(70, "K", "Kuning"), AT(0, "M", "Merah")};
static const scale_band lampu_100[] = {AT(100, "H", "Hijau"), AT(80, "K", "Kuning"), AT(0, "M", "Merah")};

#define SCALE(id_, name_, source_, whole_, bands_) {SC(id_), SC(name_), SC(source_), whole_, bands_, LEN(bands_)}
static const scale scales[] = {
    SCALE("permendagri-86-g1", "Permendagri 86/2017", "celah menurut batas bawah tercetak", false, g1),
    SCALE("permendagri-86-g2", "Permendagri 86/2017 (G2)", "celah masuk kelompok di atasnya", false, g2),
    SCALE("permendagri-86-g3", "Permendagri 86/2017 (G3)", "dibulatkan dahulu ke bilangan bulat", true, g1),
    SCALE("memuaskan", "Memuaskan – Kurang", "praktik daerah", false, memuaskan),
    SCALE("berhasil", "Sangat Berhasil – Kurang", "praktik daerah", false, berhasil),
    SCALE("tercapai", "Tercapai – Tidak Tercapai", "praktik daerah", false, tercapai),
    SCALE("istimewa", "Istimewa – Sangat Kurang", "praktik daerah", false, istimewa),
    SCALE("lampu-90", "Hijau di atas 90", "praktik daerah", false, lampu_90),
    SCALE("lampu-100", "Hijau mulai 100", "praktik daerah", false, lampu_100),
};

const scale *scale_default(void) { return &scales[0]; }
const scale *scale_at(size_t i) { return i < LEN(scales) ? &scales[i] : NULL; }

const scale *scale_find(str id) {
  for (size_t i = 0; i < LEN(scales); i++)
    if (str_eq_nocase(id, scales[i].id)) return &scales[i];
  return NULL;
}

/* Between the whole number below a printed bound and that bound: 90,01 .. 90,99. */
static bool in_gap(const scale *s, decimal v) {
  for (size_t i = 0; i + 1 < s->n; i++) {
    decimal printed = s->bands[i].printed;
    if (decimal_some(printed) && decimal_cmp(v, printed) < 0 && decimal_cmp(v, decimal_sub(printed, DECIMAL_INT(1))) > 0) return true;
  }
  return false;
}

scale_word scale_word_of(const scale *s, decimal value) {
  scale_word w = {.code = S(""), .label = S("")};
  if (!decimal_some(value) || s->n == 0) return w;
  decimal v = s->to_integer ? decimal_round(value, 0, DECIMAL_HALF_UP) : value;
  size_t i = 0;
  for (; i + 1 < s->n; i++) {
    int c = decimal_cmp(v, s->bands[i].from);
    if (s->bands[i].above ? c > 0 : c >= 0) break;
  }
  return (scale_word){s->bands[i].code, s->bands[i].label, i, in_gap(s, value)};
}

str scale_describe(arena *a, const scale *s) {
  buf b = BUF(a);
  for (size_t i = 0; i < s->n; i++) {
    const scale_band *band = &s->bands[i];
    if (i > 0) buf_z(&b, "; ");
    if (i + 1 == s->n) buf_z(&b, "selebihnya ");
    else buf_fmt(&b, "%s %.*s ", band->above ? ">" : "≥", STR_ARG(decimal_id(a, band->from, 0)));
    buf_add(&b, band->label);
  }
  return buf_str(&b);
}

/* --- grades --- */

#define G(text_, score_) {SC(text_), {(score_), 0}}
static const grade opini[] = {G("WTP", 4),  G("Wajar Tanpa Pengecualian", 4),   G("WDP", 3), G("Wajar Dengan Pengecualian", 3),
                              G("TW", 2),   G("Tidak Wajar", 2),                G("TMP", 1), G("Tidak Memberikan Pendapat", 1)};
static const grade sakip[] = {G("AA", 100), G("A", 90), G("BB", 80), G("B", 70), G("CC", 60), G("C", 50), G("D", 30), G("E", 0)};
static const grade skm[] = {G("A", 4),           G("Sangat Baik", 4), G("B", 3),          G("Baik", 3),
                            G("C", 2),           G("Kurang Baik", 2), G("D", 1),          G("Tidak Baik", 1)};
static const grade ada[] = {G("Ada", 1), G("Ya", 1), G("Tidak Ada", 0), G("Tidak", 0)};

#define GRADES(id_, name_, grades_) {SC(id_), SC(name_), grades_, LEN(grades_)}
static const grade_scale grade_scales[] = {
    GRADES("opini-bpk", "Opini BPK", opini),
    GRADES("sakip", "Predikat SAKIP", sakip),
    GRADES("skm", "Mutu pelayanan (SKM)", skm),
    GRADES("ada", "Ada atau tidak", ada),
};

decimal grade_score(const grade_scale *g, str text) {
  for (size_t i = 0; i < g->n; i++)
    if (str_eq_nocase(str_trim(text), g->grades[i].text)) return g->grades[i].score;
  return DECIMAL_NONE;
}

static const grade_scale *knowing(const grade_scale *of, size_t n, str one, str other) {
  for (size_t i = 0; i < n; i++)
    if (decimal_some(grade_score(&of[i], one)) && decimal_some(grade_score(&of[i], other))) return &of[i];
  return NULL;
}

const grade_scale *grade_scale_of(const grade_scale *own, size_t n_own, str one, str other) {
  const grade_scale *g = knowing(own, n_own, one, other);
  return g ? g : knowing(grade_scales, LEN(grade_scales), one, other);
}
