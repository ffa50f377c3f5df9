#include "efficiency.h"

decimal absorption(decimal spent, decimal ceiling) {
  return decimal_mul_div(spent, DECIMAL_INT(100), ceiling, 2, DECIMAL_HALF_UP);
}

static enum efficiency_class class_of(decimal gap) {
  if (!decimal_some(gap)) return EFFICIENCY_UNKNOWN;
  if (decimal_cmp(gap, DECIMAL_INT(5)) > 0) return EFFICIENCY_EFFICIENT;
  return decimal_cmp(gap, DECIMAL_INT(-5)) >= 0 ? EFFICIENCY_FAIR : EFFICIENCY_INEFFICIENT;
}

efficiency efficiency_gap(arena *a, decimal achievement, decimal absorbed) {
  static const str labels[] = {SC("Tidak dapat dinilai"), SC("Tidak Efisien"), SC("Cukup Efisien"), SC("Efisien")};
  efficiency e = {.gap = decimal_sub(achievement, absorbed)};
  e.class = class_of(e.gap);
  e.label = labels[e.class];
  if (e.class == EFFICIENCY_UNKNOWN) {
    e.explanation = S("Efisiensi tidak dapat dinilai karena capaian atau serapan belum ada.");
    return e;
  }
  e.explanation = str_fmt(a, "Capaian %.*s %% dikurangi serapan %.*s %% = %.*s: %.*s (lebih dari 5 efisien, −5 sampai 5 cukup efisien, selebihnya tidak efisien).",
                          STR_ARG(decimal_id(a, achievement, 2)), STR_ARG(decimal_id(a, absorbed, 2)),
                          STR_ARG(decimal_id(a, e.gap, 2)), STR_ARG(e.label));
  return e;
}

/* (1 − RAK × TVK / (RVK × PAK)) × 100 */
static decimal saving(const efficiency_output *o) {
  if (decimal_sign(o->actual_volume) <= 0 || decimal_is_zero(o->planned_budget) || decimal_is_zero(o->target_volume)) return DECIMAL_NONE;
  decimal planned_unit = decimal_div(o->planned_budget, o->target_volume, 6, DECIMAL_HALF_UP);
  decimal actual_unit = decimal_div(o->actual_budget, o->actual_volume, 6, DECIMAL_HALF_UP);
  return decimal_sub(DECIMAL_INT(100), decimal_mul_div(actual_unit, DECIMAL_INT(100), planned_unit, 6, DECIMAL_HALF_UP));
}

decimal efficiency_e(const efficiency_output *outputs, size_t n, bool mean, size_t *used) {
  decimal sum = DECIMAL_INT(0);
  *used = 0;
  for (size_t i = 0; i < n; i++) {
    decimal one = saving(&outputs[i]);
    if (!decimal_some(one)) continue;
    sum = decimal_add(sum, one);
    ++*used;
  }
  return *used ? decimal_round(mean ? decimal_mean(sum, *used) : sum, 2, DECIMAL_HALF_UP) : DECIMAL_NONE;
}

efficiency_ne efficiency_ne_of(arena *a, decimal e, bool clamp) {
  decimal low = DECIMAL_INT(0), high = DECIMAL_INT(100);
  efficiency_ne ne = {.value = DECIMAL_NONE, .unclamped = DECIMAL_NONE};
  if (!decimal_some(e)) {
    ne.explanation = S("Nilai efisiensi tidak dapat dihitung karena datanya belum lengkap.");
    return ne;
  }
  ne.unclamped = decimal_add(DECIMAL_INT(50), decimal_mul_div(e, DECIMAL_INT(50), DECIMAL_INT(20), 2, DECIMAL_HALF_UP));
  ne.value = ne.unclamped;
  if (clamp && decimal_cmp(ne.value, low) < 0) ne.value = low;
  if (clamp && decimal_cmp(ne.value, high) > 0) ne.value = high;
  ne.clamped = decimal_cmp(ne.value, ne.unclamped) != 0;
  str limit = ne.clamped ? str_fmt(a, ", dibatasi menjadi %.*s karena rumus hanya berlaku untuk E antara −20 dan 20",
                                   STR_ARG(decimal_id(a, ne.value, 2)))
                         : S("");
  ne.explanation = str_fmt(a, "NE = 50 + (%.*s / 20 × 50) = %.*s%.*s.", STR_ARG(decimal_id(a, e, 2)),
                           STR_ARG(decimal_id(a, ne.unclamped, 2)), STR_ARG(limit));
  return ne;
}

static str e_words(arena *a, const efficiency_reached *one, size_t used, size_t n, decimal e) {
  str value = decimal_id(a, e, 2);
  if (n > 1) return str_fmt(a, "E = rata-rata penghematan %zu dari %zu sasaran = %.*s %%", used, n, STR_ARG(value));
  return str_fmt(a, "E = (1 − (%.*s / %.*s) / (%.*s / 100)) × 100 = %.*s %%", STR_ARG(decimal_id(a, one->spent, one->spent.scale)),
                 STR_ARG(decimal_id(a, one->achievement, one->achievement.scale)), STR_ARG(decimal_id(a, one->ceiling, one->ceiling.scale)), STR_ARG(value));
}

efficiency_ne efficiency_ne_reached(arena *a, const efficiency_reached *objectives, size_t n) {
  efficiency_output *outputs = NEW_N(a, efficiency_output, n + 1);
  size_t used;
  for (size_t i = 0; i < n; i++)
    outputs[i] = (efficiency_output){objectives[i].ceiling, objectives[i].spent, DECIMAL_INT(100), objectives[i].achievement};
  decimal e = efficiency_e(outputs, n, true, &used);
  efficiency_ne ne = efficiency_ne_of(a, e, true);
  if (decimal_some(e)) ne.explanation = STR_CAT(a, e_words(a, objectives, used, n, e), S("; "), ne.explanation);
  return ne;
}
