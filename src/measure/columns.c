#include "columns.h"

#include "core.h"

static inline decimal at(const decimal_column *c, size_t i) {
  return (decimal){c->units[i], c->units[i] == COLUMN_NOTHING ? (int8_t)-1 : (int8_t)c->scale};
}

/* With the direction known where it is inlined, the choice of the formula is made once for the column. */
static inline __attribute__((always_inline)) size_t rows(const measure_rules *rules, enum direction d, decimal_column low, decimal_column high,
                                                         decimal_column actual, size_t n, int64_t *result) {
  const measure_rules r = *rules; /* a copy nobody else can change: kept in registers */
  size_t some = 0;
  for (size_t i = 0; i < n; i++) {
    decimal v;
    bool ok = core_value(&r, d, at(&low, i), at(&high, i), at(&actual, i), &v) == MEASURE_OK;
    result[i] = ok ? v.units : COLUMN_NOTHING;
    some += ok;
  }
  return some;
}

size_t measure_column(const measure_rules *r, enum direction d, decimal_column low, decimal_column high, decimal_column actual, size_t n,
                      int64_t *result) {
  switch (d) {
#define X(name, code, label, formula)                                                                                  \
  case DIR_##name: return rows(r, DIR_##name, low, high, actual, n, result);
    DIRECTIONS(X)
#undef X
  default: return 0;
  }
}

void aggregate_columns(const measure_rules *r, const int64_t *const *columns, size_t k, size_t n, int64_t *mean, uint16_t *used) {
  const decimal none = DECIMAL_NONE;
  for (size_t i = 0; i < n; i++) {
    decimal sum = {0, (int8_t)r->places};
    used[i] = 0;
    for (size_t c = 0; c < k; c++) {
      if (columns[c][i] == COLUMN_NOTHING) continue;
      sum = decimal_core_add(sum, (decimal){columns[c][i], (int8_t)r->places});
      used[i]++;
    }
    decimal m = used[i] ? decimal_core_div(sum, DECIMAL_INT(used[i]), r->places, r->rounding) : none;
    mean[i] = decimal_some(m) ? m.units : COLUMN_NOTHING;
  }
}
