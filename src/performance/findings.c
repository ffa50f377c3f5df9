#include "performance/findings.h"

#include <limits.h>

#include "base/hash.h"
#include "performance/performance_sql.h"
#include "performance/year.h"

/* Everything the checks look at beside the figures themselves; read once for all. */
typedef struct surroundings {
  int64_t year;
  const figures *all;
  year_quarters *quarters; /* one for each of all->v */
  sql_sibling_figures_rows siblings;
  budget_lines budget;
} surroundings;

/* ---- what one figure is checked against ---- */

typedef LIST(decimal) decimals;

/* The years right before this one, latest first, without a gap. */
static void past_of(arena *a, const surroundings *s, const figure *f, decimals *actuals, decimals *targets) {
  int64_t want = s->year - 1;
  for (size_t i = f->past.n; i-- > 0 && f->past.v[i].year == want; want--) {
    const past_figure *p = &f->past.v[i];
    if (p->actual.kind == NUMBER_VALUE && actuals->n == (size_t)(s->year - 1 - want)) LIST_ADD(a, actuals, p->actual.value);
    if (p->target.kind == NUMBER_VALUE && targets->n == (size_t)(s->year - 1 - want)) LIST_ADD(a, targets, p->target.value);
  }
}

static decimals siblings_of(arena *a, const surroundings *s, const figure *f) {
  decimals out = {0};
  for (size_t i = 0; i < s->siblings.n; i++) {
    decimal d;
    if (str_eq(s->siblings.v[i].code, f->of.code) && decimal_parse(s->siblings.v[i].value, &d)) LIST_ADD(a, &out, d);
  }
  return out;
}

static bool in_percent(str unit) { return str_find(unit, S("%")) >= 0 || str_eq_nocase(str_sub(str_trim(unit), 0, 6), S("persen")); }

/* The absorption of the objective's programmes: of the one that equals the figure, else of the highest ones together. */
static decimal absorption_of(const surroundings *s, const figure *f) {
  if (!in_percent(f->of.unit) || f->actual.kind != NUMBER_VALUE) return DECIMAL_NONE;
  for (size_t i = 0; i < s->budget.n; i++) {
    const budget_line *b = &s->budget.v[i];
    if (b->objective.v == f->of.objective.v && decimal_some(b->absorption) && decimal_cmp(b->absorption, f->actual.value) == 0) return b->absorption;
  }
  return budget_for(&s->budget, f->of.objective).absorption;
}

static finding_input input_of(arena *a, const surroundings *s, const figure *f) {
  finding_input in = finding_input_none();
  decimals actuals = {0}, targets = {0}, siblings = siblings_of(a, s, f);
  past_of(a, s, f, &actuals, &targets);
  in.name = f->of.name;
  in.unit = f->of.unit;
  in.figures = (measure_input){.direction = f->of.direction, .target = f->of.target, .actual = f->actual, .unit = f->of.unit};
  if (f->state == FIGURE_TERISI) in.figures.actual.mark = number_parse(f->typed).mark;
  if (in.figures.target.kind == NUMBER_VALUE && in.figures.target.value.scale > 0) in.figures.target.mark = ','; /* as pages write it */
  in.past_actuals = actuals.v;
  in.past_actual_n = actuals.n;
  in.past_targets = targets.v;
  in.past_target_n = targets.n;
  in.siblings = siblings.v;
  in.sibling_n = siblings.n;
  in.quarters = &s->quarters[f - s->all->v].of;
  if (f->state == FIGURE_TERISI) year_parts(a, f, f->typed, &in.numerator, &in.denominator);
  in.accumulation = f->of.accumulation;
  in.absorption = absorption_of(s, f);
  in.evidence_wanted = f->state == FIGURE_TERISI && str_blank(f->no_evidence);
  in.evidence_n = f->files.n;
  return in;
}

/* ---- from findings to the list ---- */

/* What other offices report may move without lapsing an answer about one's own figure. */
static str concerned_by(arena *a, const figure *f, const finding *x) {
  str values = STR_CAT(a, S("target "), number_id(a, f->of.target), S("; realisasi "), number_id(a, f->actual), S("; "),
                       direction_code(f->of.direction));
  return x->code == FINDING_OUTLIER_SIBLINGS ? values : STR_CAT(a, values, S("; "), x->text);
}

/* One entry per code: what is found twice (two falling quarters) is said in one. */
static void add(arena *a, figure_findings *out, const figure *f, const finding *x) {
  figure_finding *same = findings_find(out, f->of.id, x->code);
  if (same) {
    same->text = STR_CAT(a, same->text, S(" "), x->text);
    same->concerned = STR_CAT(a, same->concerned, S(" "), x->text);
    return;
  }
  figure_finding y = {.indicator = f->of.id, .name = f->of.name, .code = f->of.code, .what = x->code, .text = x->text,
                      .concerned = concerned_by(a, f, x), .at_figure = x->code == FINDING_ACTUAL_BLANK || x->code == FINDING_NO_EVIDENCE};
  if (x->code == FINDING_NOT_AVAILABLE && f->state == FIGURE_NIHIL) { /* its reason was asked for when it was said */
    y.answered = y.at_figure = true;
    y.text = S("Capaiannya tidak dihitung, juga tidak sebagai nol.");
    y.answer = f->reason;
    y.by = f->by;
    y.at = f->at;
  }
  LIST_ADD(a, out, y);
}

static void check_all(arena *a, const figures *f, figure_findings *out) {
  measure_input *rows = NEW_N(a, measure_input, f->n + 1);
  finding_list found = {0};
  buf values = BUF(a);
  for (size_t i = 0; i < f->n; i++) {
    rows[i] = (measure_input){.direction = f->v[i].of.direction, .target = f->v[i].of.target, .actual = f->v[i].actual};
    buf_fmt(&values, "%.*s %.*s; ", STR_ARG(f->v[i].of.code), STR_ARG(number_id(a, f->v[i].actual)));
  }
  finding_check_all(a, rows, f->n, &found);
  for (size_t i = 0; i < found.n; i++)
    LIST_ADD(a, out, ((figure_finding){.name = S("Semua indikator"), .what = found.v[i].code, .text = found.v[i].text, .concerned = buf_str(&values)}));
}

static err add_answers(db_ro *db, arena *a, cycle_id cycle, figure_findings *out) {
  sql_finding_answers_of_rows rows;
  enum finding_code what;
  TRY(sql_finding_answers_of(db, a, cycle, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_finding_answers_of_row *r = &rows.v[i];
    figure_finding *x = finding_find(r->code, &what) ? findings_find(out, (indicator_id){r->indicator}, what) : NULL;
    if (!x || x->at_figure) continue;
    x->answered = str_eq(r->concerned, x->concerned);
    x->lapsed = !x->answered;
    x->answer = r->answer;
    x->by = r->by_name;
    x->at = r->at;
  }
  return NULL;
}

err performance_findings(db_ro *db, arena *a, office_id at, cycle_id cycle, int64_t year, int64_t quarter, const figures *f,
                         figure_findings *out) {
  surroundings s = {.year = year, .all = f};
  *out = (figure_findings){0};
  TRY(performance_quarters(db, a, at, year, quarter, f, &s.quarters));
  TRY(sql_sibling_figures(db, a, at, year, quarter, &s.siblings));
  TRY(performance_budget(db, a, at, year, quarter, &s.budget));
  for (size_t i = 0; i < f->n; i++) {
    finding_list found = {0};
    finding_input in = input_of(a, &s, &f->v[i]);
    finding_check(a, &f->v[i].rules->rules, &in, &f->v[i].result, &found);
    for (size_t k = 0; k < found.n; k++) add(a, out, &f->v[i], &found.v[k]);
  }
  check_all(a, f, out);
  return add_answers(db, a, cycle, out);
}

figure_finding *findings_find(const figure_findings *l, indicator_id of, enum finding_code what) {
  for (size_t i = 0; i < l->n; i++)
    if (l->v[i].indicator.v == of.v && l->v[i].what == what) return &l->v[i];
  return NULL;
}

size_t findings_open(const figure_findings *l) {
  size_t n = 0;
  for (size_t i = 0; i < l->n; i++) n += !l->v[i].answered && !l->v[i].at_figure;
  return n;
}

str findings_mark(arena *a, const figure_finding *x) { return str_sub(sha256_hex(a, x->concerned), 0, 16); }

err findings_answer(db_rw *db, arena *a, cycle_id cycle, const figure_finding *x, str answer, str by, instant now) {
  return sql_finding_answer_put(db, a, cycle, x->indicator.v, finding_code(x->what), x->concerned, answer, by, now, NULL);
}
