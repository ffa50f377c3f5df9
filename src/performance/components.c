#include "performance/components.h"

#include "measure/measure.h"

static const struct { str code, label; } kinds[] = {
#define X(name, code_, label_) {SC(code_), SC(label_)},
    COMPUTATIONS(X)
#undef X
};

str computation_code(enum computation k) { return kinds[k].code; }
str computation_label(enum computation k) { return kinds[k].label; }

bool computation_parse(str s, enum computation *out) {
  for (size_t i = 0; i < LEN(kinds); i++)
    if (str_eq_nocase(s, kinds[i].code)) return *out = (enum computation)i, true;
  return false;
}

static char mark_of(enum computation k) { return k == HITUNG_RASIO ? '/' : '+'; }

str components_join(arena *a, enum computation k, const str_list *parts) {
  buf b = BUF(a);
  bool some = false;
  for (size_t i = 0; i < parts->n; i++) {
    str part = str_trim(parts->v[i]);
    some = some || part.n;
    if (i) buf_char(&b, mark_of(k));
    buf_add(&b, part);
  }
  return some ? buf_str(&b) : S("");
}

str_list components_split(arena *a, enum computation k, str typed, size_t n) {
  str_list all = {0};
  str part, rest = typed;
  for (size_t i = 0; i < n; i++) {
    rest = str_cut(rest, mark_of(k), &part);
    LIST_ADD(a, &all, str_trim(part));
  }
  return all;
}

static size_t count_of(str typed, char mark) {
  size_t n = 1;
  for (size_t i = 0; i < typed.n; i++) n += typed.p[i] == mark;
  return n;
}

static err part_value(arena *a, str name, str typed, decimal *value) {
  if (!typed.n) return ERR(a, INPUT, "Isi juga “%.*s”.", STR_ARG(name));
  number n = number_parse(typed);
  bool thousands = n.kind == NUMBER_AMBIGUOUS && str_find(n.text, S(",")) < 0; /* what is counted has no decimal point */
  if (thousands) *value = n.value;
  else {
    err e = number_parse_input(a, typed, value);
    if (e) return ERR(a, INPUT, "%.*s: %.*s", STR_ARG(name), STR_ARG(e->user));
  }
  return decimal_sign(*value) < 0 ? ERR(a, INPUT, "“%.*s” tidak boleh kurang dari nol.", STR_ARG(name)) : NULL;
}

static err read_parts(arena *a, enum computation k, const str_list *names, str typed, decimal *parts) {
  size_t n = names->n;
  if (n == 0 || n > MOST_COMPONENTS || count_of(typed, mark_of(k)) != n)
    return ERR(a, INPUT, "Angka ini dihitung dari %zu bagian, ditulis seperti %s.", n, k == HITUNG_RASIO ? "34/40" : "3+4+5");
  str_list texts = components_split(a, k, typed, n);
  for (size_t i = 0; i < n; i++) TRY(part_value(a, names->v[i], texts.v[i], &parts[i]));
  return NULL;
}

err components_value(arena *a, enum computation k, const str_list *names, str typed, decimal *value) {
  decimal part[MOST_COMPONENTS];
  TRY(read_parts(a, k, names, typed, part));
  if (k == HITUNG_RASIO) {
    if (decimal_is_zero(part[1]))
      return ERR(a, INPUT, "“%.*s” adalah pembagi, jadi tidak boleh 0. Bila memang tidak ada, pilih tidak tersedia dan tulis alasannya.", STR_ARG(names->v[1]));
    *value = decimal_trim(decimal_mul_div(part[0], DECIMAL_INT(100), part[1], 2, DECIMAL_HALF_UP));
  } else {
    *value = DECIMAL_INT(0);
    for (size_t i = 0; i < names->n; i++) *value = decimal_add(*value, part[i]);
  }
  return decimal_some(*value) ? NULL : ERR(a, INPUT, "Angkanya terlalu besar untuk dihitung.");
}

str components_words(arena *a, enum computation k, const str_list *names, str typed) {
  decimal part[MOST_COMPONENTS], value;
  if (k == HITUNG_LANGSUNG || read_parts(a, k, names, typed, part) || components_value(a, k, names, typed, &value)) return STR_NONE;
  buf b = BUF(a), what = BUF(a);
  for (size_t i = 0; i < names->n; i++) {
    const char *between = !i ? "" : k == HITUNG_RASIO ? " / " : " + ";
    buf_fmt(&b, "%s%.*s", between, STR_ARG(decimal_id(a, part[i], 0)));
    buf_fmt(&what, "%s%.*s", between, STR_ARG(names->v[i]));
  }
  buf_fmt(&b, "%s = %.*s (%.*s)", k == HITUNG_RASIO ? " × 100" : "", STR_ARG(decimal_id(a, value, 0)), STR_ARG(buf_str(&what)));
  return buf_str(&b);
}
