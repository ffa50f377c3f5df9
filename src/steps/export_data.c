#include "steps/export_data.h"

#include "office/office_sql.h"
#include "performance/budget.h"
#include "performance/office_rules.h"
#include "performance/plan_edit.h"
#include "steps/report_data.h"

static const struct { str name, label; } kinds[] = {
#define X(kind, name, label) {SC(name), SC(label)},
    EXPORTS(X)
#undef X
};

str export_name(enum export_kind k) { return kinds[k].name; }
str export_label(enum export_kind k) { return kinds[k].label; }

bool export_find(str name, enum export_kind *out) {
  for (size_t i = 0; i < LEN(kinds); i++)
    if (str_eq(kinds[i].name, name)) return *out = (enum export_kind)i, true;
  return false;
}

/* ---- the head ---- */

static err head_signer(db_ro *db, arena *a, const export_ask *ask, export_signer *out) {
  official o;
  TRY(office_head(db, a, ask->of, ask->today, &o));
  str prefix = o.prefix.n ? STR_CAT(a, o.prefix, S(" ")) : S("");
  *out = (export_signer){STR_CAT(a, prefix, ask->of->head_title), o.name, o.rank, o.nip};
  return NULL;
}

static err head_of(db_ro *db, arena *a, const export_ask *ask, int64_t quarter, export_head *out) {
  const office *o = ask->of;
  *out = (export_head){.government = o->government, .office = o->name, .period = cycle_period(a, ask->year, quarter),
                       .place_date = STR_CAT(a, o->place, S(", "), date_id(a, ask->today))};
  return head_signer(db, a, ask, &out->signer);
}

/* ---- measurement ---- */

static doc_budget_row budget_row(const budget_line *b, bool sum) { return (doc_budget_row){b->code, b->name, b->ceiling, b->spent, b->absorption, sum}; }

static void budget_rows(arena *a, const budget_lines *money, export_measures *in) {
  budget_line sum = budget_total(money);
  for (size_t i = 0; i < money->n; i++) LIST_ADD(a, &in->budget, budget_row(&money->v[i], false));
  if (money->n) LIST_ADD(a, &in->budget, budget_row(&sum, true));
}

static err measurement(db_ro *db, arena *a, const export_ask *ask, sheet_book **out) {
  const cycle *c = ask->c;
  figures all;
  budget_lines money;
  if (!c) return ERR(a, NOT_FOUND, "Pengukuran kinerja diekspor dari siklusnya.");
  const office_rules *rules;
  TRY(office_rules_of_cycle(db, a, c->id, &rules));
  export_measures in = {.rules = rules->rules};
  TRY(head_of(db, a, ask, c->quarter, &in.head));
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  TRY(performance_budget(db, a, c->office.id, c->year, c->quarter, &money));
  for (size_t i = 0; i < all.n; i++) LIST_ADD(a, &in.rows, ((export_measure){report_measure(a, &all.v[i]), all.v[i].of.direction}));
  budget_rows(a, &money, &in);
  *out = export_measurement(a, &in);
  return NULL;
}

/* ---- attachment of the agreement ---- */

static err agreement(db_ro *db, arena *a, const export_ask *ask, sheet_book **out) {
  indicators all;
  budget_lines money;
  export_pk in = {0};
  TRY(head_of(db, a, ask, 0, &in.head));
  TRY(performance_indicators(db, a, ask->of->id, ask->year, 0, &all));
  TRY(performance_budget(db, a, ask->of->id, ask->year, 0, &money));
  for (size_t i = 0; i < all.n; i++) {
    const indicator *o = &all.v[i];
    LIST_ADD(a, &in.rows, ((export_pk_row){o->objective_title, o->name, o->unit, report_value(a, o->year_target)}));
  }
  for (size_t i = 0; i < money.n; i++) {
    const budget_line *b = &money.v[i];
    LIST_ADD(a, &in.programs, ((export_pk_money){b->code, b->name, S("APBD"), b->ceiling, b->level == 0}));
  }
  *out = export_agreement(a, &in);
  return NULL;
}

/* ---- action plan ---- */

/* What the office does for an objective: the programmes that serve it. */
static str programmes_of(arena *a, const budget_lines *money, objective_id objective) {
  buf b = BUF(a);
  for (size_t i = 0; i < money->n; i++) {
    if (money->v[i].objective.v != objective.v) continue;
    if (b.n) buf_z(&b, "; ");
    buf_add(&b, money->v[i].name);
  }
  return buf_str(&b);
}

static str owner_of(const sql_positions_of_rows *rows, position_id id) {
  for (size_t i = 0; i < rows->n; i++)
    if (rows->v[i].id.v == id.v) return rows->v[i].title;
  return STR_NONE;
}

static err action_plan(db_ro *db, arena *a, const export_ask *ask, sheet_book **out) {
  target_lines all; /* a quarter without a target of its own stays blank */
  budget_lines money;
  sql_positions_of_rows positions;
  export_plan in = {0};
  TRY(head_of(db, a, ask, 0, &in.head));
  TRY(target_lines_of(db, a, ask->of->id, ask->year, &all));
  TRY(performance_budget(db, a, ask->of->id, ask->year, 0, &money));
  TRY(sql_positions_of(db, a, ask->of->id, &positions));
  for (size_t i = 0; i < all.n; i++) {
    const indicator *o = &all.v[i].of;
    export_plan_row r = {.objective = o->objective_title, .indicator = o->name, .unit = o->unit, .accumulation = o->accumulation,
                         .activity = programmes_of(a, &money, o->objective), .person = owner_of(&positions, o->owner),
                         .target = report_value(a, o->year_target)};
    for (int q = 0; q < 4; q++) r.quarter[q] = report_value(a, number_parse(all.v[i].target[q + 1]));
    LIST_ADD(a, &in.rows, r);
  }
  *out = export_action_plan(a, &in);
  return NULL;
}

/* ---- E.81 ---- */

static const export_pair NO_PAIR = {.rp = {0, -1}};

static export_e81_row blank_row(void) {
  export_e81_row r = {.medium = NO_PAIR, .before = NO_PAIR, .plan = NO_PAIR, .spent = DECIMAL_NONE};
  for (int q = 0; q < 4; q++) r.quarter[q] = NO_PAIR;
  return r;
}

/* Column 6: what can be added up is added over the years, else the last known stands. A year that was reported as a whole counts once. */
static doc_value before_of(arena *a, const reached_list *l, int64_t year, bool adds, str *note) {
  doc_value last = {0};
  decimal sum = DECIMAL_NONE;
  int64_t first = 0, whole = 0, until = 0;
  for (size_t i = 0; i < l->n; i++) {
    const reached *r = &l->v[i];
    if (r->year >= year || r->actual.kind == NUMBER_BLANK) continue;
    if (r->quarter == 0) whole = r->year;
    else if (whole == r->year) continue;
    if (!first) first = r->year;
    until = r->year;
    last = report_value(a, r->actual);
    if (last.state == VALUE_NUMBER) sum = decimal_some(sum) ? decimal_add(sum, last.number) : last.number;
  }
  if (until) *note = first == until ? str_fmt(a, "kolom 6: %d", (int)until) : str_fmt(a, "kolom 6: %d–%d", (int)first, (int)until);
  return adds && decimal_some(sum) ? value_number(sum) : last;
}

/* The last quarter that the form speaks of: the cycle's, else the year's. */
static int last_quarter(const export_ask *ask) { return ask->c && ask->c->quarter ? (int)ask->c->quarter : 4; }

static err e81_indicator(db_ro *db, arena *a, const export_ask *ask, const indicator *o, const sql_positions_of_rows *positions, export_e81_row *out) {
  reached_list past;
  export_e81_row r = blank_row();
  TRY(performance_reached(db, a, ask->of->id, o->code, &past));
  r.objective = o->objective_title;
  r.indicator = o->name;
  r.unit = o->unit;
  r.cumulative = o->accumulation == AKUM_JUMLAH;
  r.responsible = owner_of(positions, o->owner);
  r.medium.k = report_value(a, o->medium_target);
  r.plan.k = report_value(a, o->year_target);
  r.before.k = before_of(a, &past, ask->year, r.cumulative, &r.note);
  for (size_t i = 0; i < past.n; i++)
    if (past.v[i].year == ask->year && past.v[i].quarter >= 1 && past.v[i].quarter <= last_quarter(ask))
      r.quarter[past.v[i].quarter - 1].k = report_value(a, past.v[i].actual);
  *out = r;
  return NULL;
}

static void e81_programmes(arena *a, const export_ask *ask, const budget_lines *money, objective_id objective, str title, export_e81 *in) {
  for (size_t i = 0; i < money->n; i++) {
    const budget_line *b = &money->v[i];
    if (b->objective.v != objective.v) continue;
    export_e81_row r = blank_row();
    r.objective = title;
    r.program = STR_CAT(a, b->code, S(" "), b->name);
    r.level = b->level;
    r.plan.rp = b->ceiling;
    for (int q = 0; q < last_quarter(ask); q++) r.quarter[q].rp = b->quarter[q];
    LIST_ADD(a, &in->rows, r);
  }
}

/* Each objective: its indicators, then the programmes that serve it; at the end the programmes of no objective. */
static err e81_rows(db_ro *db, arena *a, const export_ask *ask, const budget_lines *money, export_e81 *in) {
  indicators all;
  sql_positions_of_rows positions;
  TRY(performance_indicators(db, a, ask->of->id, ask->year, 0, &all));
  TRY(sql_positions_of(db, a, ask->of->id, &positions));
  for (size_t i = 0, nth = 0; i < all.n; i++) {
    const indicator *o = &all.v[i];
    bool first = i == 0 || all.v[i - 1].objective.v != o->objective.v, last = i + 1 == all.n || all.v[i + 1].objective.v != o->objective.v;
    export_e81_row r;
    TRY(e81_indicator(db, a, ask, o, &positions, &r));
    if (first) r.number = str_fmt(a, "%zu", ++nth);
    LIST_ADD(a, &in->rows, r);
    if (last) e81_programmes(a, ask, money, o->objective, o->objective_title, in);
  }
  e81_programmes(a, ask, money, (objective_id){0}, STR_NONE, in);
  return NULL;
}

err export_e81_form(db_ro *db, arena *a, const export_ask *ask, export_e81 *out) {
  budget_lines money;
  const office_rules *rules;
  *out = (export_e81){0};
  TRY(ask->c ? office_rules_of_cycle(db, a, ask->c->id, &rules) : office_rules_now(db, a, ask->of->id, &rules));
  out->rules = rules->rules;
  TRY(head_of(db, a, ask, 0, &out->head));
  TRY(performance_budget(db, a, ask->of->id, ask->year, 0, &money));
  return e81_rows(db, a, ask, &money, out);
}

static err renja(db_ro *db, arena *a, const export_ask *ask, sheet_book **out) {
  export_e81 in;
  TRY(export_e81_form(db, a, ask, &in));
  *out = export_renja(a, &in);
  return NULL;
}

err export_book(db_ro *db, arena *a, const export_ask *ask, enum export_kind k, sheet_book **out) {
  export_ask of = *ask;
  if (of.c) of.year = of.c->year;
  switch (k) {
  case EXPORT_MEASURE: return measurement(db, a, &of, out);
  case EXPORT_AGREEMENT: return agreement(db, a, &of, out);
  case EXPORT_PLAN: return action_plan(db, a, &of, out);
  default: return renja(db, a, &of, out);
  }
}
