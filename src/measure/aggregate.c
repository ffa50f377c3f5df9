#include "aggregate.h"

static bool has_weight(const aggregate_part *p) { return decimal_some(p->weight) && decimal_sign(p->weight) > 0; }

static void leave_out(arena *a, aggregate *g, const aggregate_part *p, str why) {
  str name = str_blank(p->name) ? S("tanpa nama") : p->name;
  LIST_ADD(a, &g->left_out, STR_CAT(a, name, S(" ("), why, S(")")));
}

static bool usable(arena *a, aggregate *g, const aggregate_part *p, bool weighted) {
  if (p->result.status != MEASURE_OK) leave_out(a, g, p, measure_status_words(p->result.status));
  else if (weighted && !has_weight(p)) leave_out(a, g, p, decimal_some(p->weight) ? S("bobot 0") : S("tanpa bobot"));
  else return true;
  return false;
}

static void say_sum(buf *b, arena *a, const aggregate_part *p, bool weighted) {
  if (b->n) buf_z(b, " + ");
  buf_add(b, decimal_id(a, p->result.value, p->result.value.scale));
  if (weighted) buf_fmt(b, " × %.*s", STR_ARG(decimal_id(a, p->weight, p->weight.scale)));
}

static str explain(arena *a, const aggregate *g, str sums, decimal divisor, bool weighted, str what) {
  buf b = BUF(a);
  if (g->used == 0) {
    buf_fmt(&b, "0 dari %zu %.*s dihitung, jadi tidak ada rata-rata", g->total, STR_ARG(what));
  } else {
    buf_fmt(&b, "Rata-rata%s: %zu dari %zu %.*s dihitung, (%.*s) / %.*s = %.*s %%", weighted ? " tertimbang" : "", g->used, g->total,
            STR_ARG(what), STR_ARG(sums), STR_ARG(decimal_id(a, divisor, divisor.scale)), STR_ARG(decimal_id(a, g->value, g->value.scale)));
    buf_fmt(&b, "; %zu di bawah 100 %%", g->missed);
  }
  for (size_t i = 0; i < g->left_out.n; i++) {
    buf_z(&b, i ? ", " : "; tidak dihitung: ");
    buf_add(&b, g->left_out.v[i]);
  }
  buf_char(&b, '.');
  return buf_str(&b);
}

aggregate aggregate_of(arena *a, const measure_rules *r, const aggregate_part *parts, size_t n, bool weighted, str what) {
  aggregate g = {.value = DECIMAL_NONE, .total = n};
  decimal sum = DECIMAL_INT(0), divisor = DECIMAL_INT(0);
  buf sums = BUF(a);
  for (size_t i = 0; i < n; i++) {
    if (!usable(a, &g, &parts[i], weighted)) continue;
    decimal weight = weighted ? parts[i].weight : DECIMAL_INT(1);
    sum = decimal_add(sum, decimal_mul(parts[i].result.value, weight));
    divisor = decimal_add(divisor, weight);
    g.used++;
    g.missed += decimal_cmp(parts[i].result.value, DECIMAL_INT(100)) < 0;
    say_sum(&sums, a, &parts[i], weighted);
  }
  if (g.used) g.value = decimal_div(sum, divisor, r->places, r->rounding);
  g.word = scale_word_of(r->scale, g.value);
  g.explanation = explain(a, &g, buf_str(&sums), divisor, weighted, what);
  return g;
}

aggregate_part aggregate_as_part(const aggregate *g, str name, decimal weight) {
  measure_result r = {.status = g->used ? MEASURE_OK : MEASURE_BLANK, .value = g->value, .uncapped = g->value, .exact = g->value,
                      .word = g->word, .category = g->word.label, .explanation = g->explanation};
  return (aggregate_part){name, r, weight};
}
