#include "performance/performance.h"

#include "performance/performance_sql.h"

/* A stored value is canonical decimal text, or a word as it was typed ("BB", "80 - 90"). */
static number stored(str text) {
  decimal d;
  if (!text.p) return NUMBER_NONE;
  return decimal_parse(text, &d) ? number_of(d) : number_parse(text);
}

str_list indicator_parts(arena *a, str lines) {
  str_list names = {0};
  for (str one; lines.n;) {
    lines = str_cut(lines, '\n', &one);
    one = str_trim(one);
    if (one.n) LIST_ADD(a, &names, one);
  }
  return names;
}

static indicator indicator_of(arena *a, const sql_indicators_of_row *r) {
  indicator i = {.id = r->id, .objective = r->objective, .objective_no = r->objective_no, .objective_title = r->objective_title,
                 .no = r->no, .code = r->code, .name = r->name, .unit = r->unit, .stated = r->direction, .definition = r->definition, .source = r->source,
                 .note = r->note, .formula = r->formula, .weight = r->weight, .parts = indicator_parts(a, r->parts), .owner = r->owner, .year_target = stored(r->year_target),
                 .medium_target = stored(r->medium_target), .national = stored(r->national)};
  i.target = r->quarter_target.p ? stored(r->quarter_target) : i.year_target;
  if (!direction_parse(r->direction, &i.direction)) i.direction = DIR_NAIK;
  if (!accumulation_parse(r->accumulation, &i.accumulation)) i.accumulation = AKUM_TERAKHIR;
  if (!computation_parse(r->computed, &i.computed)) i.computed = HITUNG_LANGSUNG;
  return i;
}

err performance_indicators(db_ro *db, arena *a, office_id at, int64_t year, int64_t quarter, indicators *out) {
  sql_indicators_of_rows rows;
  TRY(sql_indicators_of(db, a, at, year, quarter, &rows));
  *out = (indicators){0};
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(a, out, indicator_of(a, &rows.v[i]));
  return NULL;
}

err performance_indicator(db_ro *db, arena *a, office_id at, int64_t year, int64_t quarter, indicator_id id, indicator **out) {
  sql_indicator_of_row *r;
  *out = NULL;
  TRY(sql_indicator_of(db, a, id, at, year, quarter, &r));
  if (!r) return NULL;
  *out = NEW(a, indicator);
  **out = indicator_of(a, &(sql_indicators_of_row){r->id, r->objective, r->objective_no, r->objective_title, r->code, r->no, r->name, r->unit,
                                                r->direction, r->accumulation, r->definition, r->source, r->owner, r->computed, r->parts, r->formula, r->weight, r->year_target,
                                                r->quarter_target, r->medium_target, r->national, r->note});
  return NULL;
}

figure *figures_find(const figures *f, indicator_id id) {
  for (size_t i = 0; i < f->n; i++)
    if (f->v[i].of.id.v == id.v) return &f->v[i];
  return NULL;
}

/* Plain "turun" is what the rules say it is. */
static enum direction direction_under(const office_rules *r, str stated) {
  enum direction d;
  return direction_parse_under(&r->rules, stated, &d) ? d : DIR_NAIK;
}

static measure_result measured(arena *a, const office_rules *r, const indicator *i, number target, number actual) {
  return measure(a, &r->rules, &(measure_input){.direction = direction_under(r, i->stated), .target = target, .actual = actual, .unit = i->unit});
}

/* Rules of the cycles met so far: each is read once. */
typedef struct rules_seen { cycle_id cycle; const office_rules *rules; } rules_seen;
typedef LIST(rules_seen) rules_cache;

/* A figure that came with a table, without a cycle, is measured with the rules in force. */
static err rules_for(db_ro *db, arena *a, office_id at, cycle_id cycle, rules_cache *cache, const office_rules **out) {
  for (size_t i = 0; i < cache->n; i++)
    if (cache->v[i].cycle.v == cycle.v) return *out = cache->v[i].rules, NULL;
  TRY(cycle.v ? office_rules_of_cycle(db, a, cycle, out) : office_rules_now(db, a, at, out));
  LIST_ADD(a, cache, ((rules_seen){cycle, *out}));
  return NULL;
}

static enum figure_state state_of(str text) {
  return str_eq(text, S("terisi")) ? FIGURE_TERISI : str_eq(text, S("nihil")) ? FIGURE_NIHIL : FIGURE_KOSONG;
}

static err add_answers(db_ro *db, arena *a, cycle_id cycle, figures *f) {
  sql_figures_of_rows rows;
  TRY(sql_figures_of(db, a, cycle, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_figures_of_row *r = &rows.v[i];
    figure *to = figures_find(f, r->indicator);
    if (!to) continue;
    to->state = state_of(r->state);
    if (to->state == FIGURE_TERISI) to->actual = stored(r->value);
    if (to->state == FIGURE_NIHIL) to->actual = (number){.kind = NUMBER_NOT_AVAILABLE, .value = DECIMAL_NONE, .other = DECIMAL_NONE, .text = r->reason};
    to->typed = r->typed;
    to->reason = r->reason;
    to->no_evidence = r->no_evidence;
    to->version = r->version;
    to->by = r->by_name;
    to->at = r->at;
  }
  return NULL;
}

static err add_plan(db_ro *db, arena *a, cycle_id cycle, figures *f) {
  sql_plan_of_rows rows;
  TRY(sql_plan_of(db, a, cycle, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_plan_of_row *r = &rows.v[i];
    figure *to = figures_find(f, r->indicator);
    if (!to) continue;
    to->plan.source = r->source;
    to->plan.method = r->method;
    to->plan.evidence = r->evidence;
    to->plan.person = r->person;
    to->plan.person_name = r->person_name;
    to->plan.first = r->first_day;
    to->plan.last = r->last_day;
    to->plan.version = r->version;
    to->plan.exists = true;
  }
  return NULL;
}

static err add_past(db_ro *db, arena *a, office_id at, int64_t year, int64_t quarter, figures *f) {
  sql_figure_history_rows rows;
  rules_cache cache = {0};
  const office_rules *rules;
  TRY(sql_figure_history(db, a, at, year, quarter, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_figure_history_row *r = &rows.v[i];
    TRY(rules_for(db, a, at, r->cycle, &cache, &rules));
    for (size_t k = 0; k < f->n; k++) {
      figure *to = &f->v[k];
      if (!str_eq(to->of.code, r->code)) continue;
      past_figure p = {.year = r->year, .target = stored(r->quarter_target.p ? r->quarter_target : r->year_target),
                       .actual = str_eq(r->state, S("terisi")) ? stored(r->value) : NUMBER_NONE};
      p.result = measured(a, rules, &to->of, p.target, p.actual);
      LIST_ADD(a, &to->past, p);
    }
  }
  return NULL;
}

err performance_files(db_ro *db, arena *a, cycle_id cycle, evidences *out) {
  sql_files_of_rows rows;
  TRY(sql_files_of(db, a, cycle, &rows));
  *out = (evidences){0};
  for (size_t i = 0; i < rows.n; i++) {
    const sql_files_of_row *r = &rows.v[i];
    evidence e = {.id = r->id, .no = r->no, .kind = r->kind, .indicator = r->indicator, .name = r->name, .media = r->media,
                  .hash = r->hash, .by = r->by_name, .size = r->size, .at = r->at};
    LIST_ADD(a, out, e);
  }
  return NULL;
}

err performance_figures(db_ro *db, arena *a, office_id at, cycle_id cycle, int64_t year, int64_t quarter, figures *out) {
  indicators all;
  evidences files;
  const office_rules *rules;
  TRY(office_rules_of_cycle(db, a, cycle, &rules));
  TRY(performance_indicators(db, a, at, year, quarter, &all));
  *out = (figures){0};
  for (size_t i = 0; i < all.n; i++)
    LIST_ADD(a, out, ((figure){.of = all.v[i], .actual = NUMBER_NONE, .plan.first = DATE_NONE, .plan.last = DATE_NONE}));
  TRY(add_answers(db, a, cycle, out));
  TRY(add_plan(db, a, cycle, out));
  TRY(add_past(db, a, at, year, quarter, out));
  TRY(performance_files(db, a, cycle, &files));
  for (size_t i = 0; i < files.n; i++) {
    figure *to = files.v[i].indicator.v ? figures_find(out, files.v[i].indicator) : NULL;
    if (to) LIST_ADD(a, &to->files, files.v[i]);
  }
  for (size_t i = 0; i < out->n; i++) {
    figure *f = &out->v[i];
    f->rules = rules;
    f->of.direction = direction_under(rules, f->of.stated);
    str counted = f->state == FIGURE_TERISI ? components_words(a, f->of.computed, &f->of.parts, f->typed) : STR_NONE;
    f->result = measured(a, rules, &f->of, f->of.target, f->actual);
    if (counted.p) f->result.explanation = STR_CAT(a, S("Realisasi "), counted, S(". "), f->result.explanation);
  }
  return NULL;
}

str number_id(arena *a, number n) {
  switch (n.kind) {
  case NUMBER_VALUE: return decimal_id(a, n.value, n.value.scale);
  case NUMBER_RANGE: return STR_CAT(a, decimal_id(a, n.value, n.value.scale), S("–"), decimal_id(a, n.other, n.other.scale));
  case NUMBER_BLANK: return S("–");
  default: return n.text;
  }
}

str figure_state_label(enum figure_state s) {
  return s == FIGURE_TERISI ? S("terisi") : s == FIGURE_NIHIL ? S("tidak tersedia") : S("kosong");
}

/* ---- saving one answer ---- */

static str said(arena *a, enum figure_state state, str typed, str reason, str no_evidence) {
  str text = state == FIGURE_TERISI ? typed : state == FIGURE_NIHIL ? STR_CAT(a, S("tidak tersedia: "), reason) : STR_NONE;
  return no_evidence.n && text.p ? STR_CAT(a, text, S(" (tanpa bukti: "), no_evidence, S(")")) : text;
}

static str field_of(arena *a, const char *name, indicator_id id) { return str_fmt(a, "%s.%lld", name, (long long)id.v); }

/* The value as it is stored: canonical decimal text, or for a predicate or range target the word that was typed. */
static err understood(arena *a, const indicator *of, str typed, str *value) {
  number n;
  decimal d;
  if (of->computed != HITUNG_LANGSUNG) {
    TRY(components_value(a, of->computed, &of->parts, typed, &d));
    *value = decimal_text(a, d);
    return NULL;
  }
  if (of->direction != DIR_PREDIKAT) {
    TRY(number_parse_input(a, typed, &d));
    *value = decimal_text(a, d);
    return NULL;
  }
  TRY(number_parse_target(a, typed, &n));
  *value = n.kind == NUMBER_VALUE ? decimal_text(a, n.value) : n.text;
  return NULL;
}

static err check_input(arena *a, const indicator *of, const figure_input *in, str *value) {
  str where = field_of(a, "nilai", of->id);
  *value = STR_NONE;
  if (in->state == FIGURE_NIHIL && str_blank(in->reason))
    return ERR_FIELD(a, field_of(a, "alasan", of->id), "Tuliskan alasan mengapa data “%.*s” tidak tersedia.", STR_ARG(of->name));
  if (in->state != FIGURE_TERISI) return NULL;
  if (str_blank(in->typed)) return ERR_FIELD(a, where, "Isi angka untuk “%.*s”.", STR_ARG(of->name));
  err e = understood(a, of, in->typed, value);
  return e ? err_at(a, ERR(a, INPUT, "%.*s: %.*s", STR_ARG(of->name), STR_ARG(e->user)), where, e->user) : NULL;
}

err performance_check(arena *a, const indicator *of, const figure_input *in) {
  str value;
  return check_input(a, of, in, &value);
}

/* What stands there now, "kosong" included. */
static str standing(arena *a, const sql_figure_of_row *have) {
  str there = have ? said(a, state_of(have->state), have->typed, have->reason, have->no_evidence) : STR_NONE;
  return there.p ? there : figure_state_label(FIGURE_KOSONG);
}

static err stale(arena *a, const indicator *of, const sql_figure_of_row *now) {
  str there = standing(a, now);
  err e = ERR(a, CONFLICT, "“%.*s” baru saja diubah oleh %.*s menjadi “%.*s”. Periksa dulu, lalu simpan lagi.", STR_ARG(of->name),
              STR_ARG(now ? now->by_name : S("orang lain")), STR_ARG(there));
  return err_at(a, e, field_of(a, "nilai", of->id), str_fmt(a, "Sekarang tertulis: %.*s", STR_ARG(there)));
}

/* An answer as the table holds it: only what belongs to its state. */
static sql_figure_of_row row_of(const figure_input *in, str value) {
  sql_figure_of_row r = {.state = S("kosong"), .value = value, .typed = S(""), .reason = S(""), .no_evidence = S("")};
  str none = str_trim(in->no_evidence);
  if (in->state == FIGURE_KOSONG) return r;
  r.state = in->state == FIGURE_TERISI ? S("terisi") : S("nihil");
  if (in->state == FIGURE_TERISI) r.typed = str_trim(in->typed);
  else r.reason = str_trim(in->reason);
  if (none.n) r.no_evidence = none;
  return r;
}

static bool says_same(const sql_figure_of_row *x, const sql_figure_of_row *have) {
  if (!have) return str_eq(x->state, S("kosong"));
  return str_eq(x->state, have->state) && str_eq(x->typed, have->typed) && str_eq(x->reason, have->reason) &&
         str_eq(x->no_evidence, have->no_evidence);
}

err performance_save(db_rw *db, arena *a, cycle_id cycle, const indicator *of, const figure_input *in, str by, instant now, str *old, str *new_) {
  *old = *new_ = STR_NONE;
  sql_figure_of_row *have;
  str value;
  TRY(check_input(a, of, in, &value));
  TRY(sql_figure_of(db_rw_ro(db), a, cycle, of->id, &have));
  sql_figure_of_row r = row_of(in, value);
  int64_t version = have ? have->version : 0;
  if (says_same(&r, have)) return NULL;
  if (in->version != FIGURE_ANY_VERSION && in->version != version) return stale(a, of, have);
  *old = standing(a, have);
  *new_ = standing(a, &r);
  return sql_figure_put(db, a, cycle, of->id, r.state, r.value, r.typed, r.reason, r.no_evidence, version + 1, by, now, NULL);
}

/* ---- means ---- */

aggregate performance_mean(arena *a, const figures *f, objective_id objective) {
  LIST(aggregate_part) parts = {0};
  bool weighted = false;
  measure_rules rules = measure_rules_default();
  for (size_t i = 0; i < f->n; i++) {
    const figure *g = &f->v[i];
    if (g->of.objective.v != objective.v) continue;
    rules = g->rules->rules;
    weighted = weighted || decimal_some(g->of.weight);
    LIST_ADD(a, &parts, ((aggregate_part){g->of.name, g->result, g->of.weight}));
  }
  return aggregate_of(a, &rules, parts.v, parts.n, weighted, S("indikator"));
}

aggregate performance_office_mean(arena *a, const figures *f) {
  measure_rules rules = f->n ? f->v[0].rules->rules : measure_rules_default();
  LIST(aggregate_part) parts = {0};
  for (size_t i = 0; i < f->n; i++) {
    const indicator *of = &f->v[i].of;
    if (i && of->objective.v == f->v[i - 1].of.objective.v) continue;
    aggregate g = performance_mean(a, f, of->objective);
    LIST_ADD(a, &parts, aggregate_as_part(&g, of->objective_title, (decimal)DECIMAL_NONE));
  }
  return aggregate_of(a, &rules, parts.v, parts.n, false, S("sasaran"));
}

str performance_used_text(arena *a, const aggregate *g, const char *what) {
  buf b = BUF(a);
  buf_fmt(&b, "%zu dari %zu %s dipakai", g->used, g->total, what);
  for (size_t i = 0; i < g->left_out.n; i++) buf_fmt(&b, "%s%.*s", i ? ", " : "; tidak dipakai: ", STR_ARG(g->left_out.v[i]));
  return buf_str(&b);
}

str performance_mean_text(arena *a, const aggregate *g, const char *what) {
  str used = performance_used_text(a, g, what);
  return g->used ? STR_CAT(a, decimal_id(a, g->value, g->value.scale), S(" %, "), used) : used;
}

/* ---- over the years ---- */

static reached reached_of(arena *a, const office_rules *rules, const sql_reached_by_code_row *r) {
  reached h = {.year = r->year, .quarter = r->quarter, .cycle = r->cycle, .running = str_eq(r->cycle_state, S("berjalan"))};
  h.target = stored(r->quarter_target.p ? r->quarter_target : r->year_target);
  h.actual = str_eq(r->state, S("terisi")) ? stored(r->value) : NUMBER_NONE;
  h.result = measured(a, rules, &(indicator){.stated = r->direction, .unit = r->unit}, h.target, h.actual);
  return h;
}

err performance_reached(db_ro *db, arena *a, office_id at, str code, reached_list *out) {
  sql_reached_by_code_rows rows;
  rules_cache cache = {0};
  const office_rules *rules;
  TRY(sql_reached_by_code(db, a, at, code, &rows));
  *out = (reached_list){0};
  for (size_t i = 0; i < rows.n; i++) {
    const sql_reached_by_code_row *r = &rows.v[i];
    const reached *last = out->n ? &out->v[out->n - 1] : NULL;
    TRY(rules_for(db, a, at, r->cycle, &cache, &rules));
    if (last && last->year == r->year && last->quarter == r->quarter) out->n--;
    LIST_ADD(a, out, reached_of(a, rules, r));
  }
  return NULL;
}
