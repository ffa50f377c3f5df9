/* The charts of the report: all indicators against their targets, and an objective's way over the periods. */
#include "chart.h"
#include "report_part.h"

static bool is_number(const doc_value *v) { return v->state == VALUE_NUMBER && decimal_some(v->number); }

drawing *report_chart(arena *a, const report_input *in) {
  doc_measures all = report_measures(a, in);
  chart_bar *bars = NEW_N(a, chart_bar, all.n + 1);
  for (size_t i = 0; i < all.n; i++) {
    const doc_measure *m = &all.v[i];
    bars[i] = (chart_bar){str_blank(m->indicator) ? S("[belum diisi: indikator]") : m->indicator, S("belum diisi"), DECIMAL_NONE};
    if (is_number(&m->achievement)) bars[i].percent = m->achievement.number;
    else if (m->achievement.state == VALUE_UNAVAILABLE) bars[i].words = S("tidak tersedia");
    else if (m->achievement.state == VALUE_WORD) bars[i].words = m->achievement.text;
  }
  return chart_bars(a, CHART_PAPER, S("Capaian kinerja terhadap target"), bars, all.n);
}

/* The periods that any indicator of the objective knows, in their order. */
static str_list periods_of(arena *a, const report_objective *o) {
  str_list labels = {0};
  for (size_t i = 0; i < o->indicators.n; i++)
    for (size_t k = 0; k < o->indicators.v[i].periods.n; k++) {
      str label = o->indicators.v[i].periods.v[k].label;
      size_t at = 0;
      while (at < labels.n && !str_eq(labels.v[at], label)) at++;
      if (at == labels.n) LIST_ADD(a, &labels, label);
    }
  return labels;
}

drawing *report_trend(arena *a, const report_objective *o) {
  str_list labels = periods_of(a, o);
  chart_series *series = NEW_N(a, chart_series, o->indicators.n + 1);
  for (size_t i = 0; i < o->indicators.n; i++) {
    const report_indicator *x = &o->indicators.v[i];
    decimal *percent = NEW_N(a, decimal, labels.n + 1);
    for (size_t k = 0; k < labels.n; k++) percent[k] = DECIMAL_NONE;
    for (size_t p = 0; p < x->periods.n; p++)
      for (size_t k = 0; k < labels.n; k++)
        if (str_eq(labels.v[k], x->periods.v[p].label) && is_number(&x->periods.v[p].achievement)) percent[k] = x->periods.v[p].achievement.number;
    series[i] = (chart_series){x->now.indicator, percent};
  }
  return labels.n < 2 ? NULL : chart_trend(a, CHART_PAPER, S("Capaian antarperiode"), labels.v, labels.n, series, o->indicators.n);
}
