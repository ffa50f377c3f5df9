#include "duration.h"

#include "num.h"

static const char *const unit_names[] = {"", "hari", "jam", "menit"};

bool duration_parse(str s, duration *out) {
  s = str_trim(s);
  *out = (duration){0, DURATION_NONE};
  if (!s.n) return true;
  str count, unit = str_trim(str_cut(s, ' ', &count));
  if (str_starts(unit, S("kerja"))) return false;
  if (str_ends(unit, S(" kerja"))) unit.n -= 6;
  int64_t n;
  if (!num_i64(count, 1, 9999, &n)) return false;
  for (int u = DURATION_DAYS; u <= DURATION_MINUTES; u++)
    if (str_eq_nocase(unit, str_of(unit_names[u]))) {
      *out = (duration){(int)n, (enum duration_unit)u};
      return true;
    }
  return false;
}

str duration_id(arena *a, duration d) {
  return d.unit == DURATION_NONE ? S("") : str_fmt(a, "%d %s", d.n, unit_names[d.unit]);
}
