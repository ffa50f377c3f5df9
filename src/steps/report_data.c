#include "steps/report_data.h"

#include "cycle/cycle_sql.h"
#include "office/office_sql.h"
#include "performance/findings.h"
#include "steps/export_data.h"

str report_objective_field(arena *a, const char *key, int64_t objective) { return str_fmt(a, "%s:%lld", key, (long long)objective); }

/* ---- values ---- */

doc_value report_value(arena *a, number n) {
  switch (n.kind) {
  case NUMBER_BLANK: return (doc_value){0};
  case NUMBER_VALUE: return value_number(n.value);
  case NUMBER_NOT_AVAILABLE: return value_unavailable(n.text);
  default: return value_word(number_id(a, n));
  }
}

doc_value report_actual(arena *a, const figure *f) {
  if (f->state == FIGURE_KOSONG) return (doc_value){0};
  return f->state == FIGURE_NIHIL ? value_unavailable(f->reason) : report_value(a, f->actual);
}

static doc_value achievement_of(const measure_result *r) {
  if (r->status == MEASURE_OK) return value_number(r->value);
  if (r->status == MEASURE_NOT_AVAILABLE) return value_word(S("tidak tersedia"));
  return r->status == MEASURE_BLANK ? (doc_value){0} : value_unavailable(measure_status_words(r->status));
}

doc_measure report_measure(arena *a, const figure *f) {
  return (doc_measure){.id = str_fmt(a, "%lld", (long long)f->of.id.v), .objective = f->of.objective_title, .indicator = f->of.name,
                       .unit = f->of.unit, .target = report_value(a, f->of.target), .actual = report_actual(a, f),
                       .achievement = achievement_of(&f->result), .category = f->result.category, .explanation = f->result.explanation};
}

err report_data_measures(db_ro *db, arena *a, const cycle *c, doc_measures *out) {
  figures all;
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  *out = (doc_measures){0};
  for (size_t i = 0; i < all.n; i++) LIST_ADD(a, out, report_measure(a, &all.v[i]));
  return NULL;
}

/* ---- one indicator, one objective ---- */

static report_indicator indicator_part(arena *a, const figure *f) {
  report_indicator r = {.now = report_measure(a, f), .definition = f->of.definition, .source = f->plan.exists ? f->plan.source : f->of.source,
                        .person = f->plan.person_name, .medium_label = S("Target akhir Renstra"),
                        .medium_target = report_value(a, f->of.medium_target), .national = report_value(a, f->of.national)};
  for (size_t i = 0; i < f->past.n; i++) {
    const past_figure *p = &f->past.v[i];
    report_year y = {str_fmt(a, "%d", (int)p->year), report_value(a, p->target), report_value(a, p->actual), achievement_of(&p->result)};
    LIST_ADD(a, &r.history, y);
  }
  measure_result m = measure(a, &f->rules->rules, &(measure_input){.direction = f->of.direction, .target = f->of.medium_target, .actual = f->actual});
  if (m.status == MEASURE_OK) r.medium_progress = value_number(m.value);
  return r;
}

static str short_period(arena *a, int64_t year, int64_t quarter) {
  return quarter ? str_fmt(a, "TW %.*s %d", STR_ARG(date_roman_month((int)quarter)), (int)year) : str_fmt(a, "%d", (int)year);
}

/* The finished periods of the same kind before this one, then this one. */
static err add_periods(db_ro *db, arena *a, const cycle *c, const figure *f, report_indicator *r) {
  reached_list all;
  TRY(performance_reached(db, a, c->office.id, f->of.code, &all));
  for (size_t i = 0; i < all.n; i++) {
    const reached *p = &all.v[i];
    bool before = p->year < c->year || (p->year == c->year && p->quarter < c->quarter);
    if (p->running || !before || !p->quarter != !c->quarter) continue;
    report_year y = {short_period(a, p->year, p->quarter), report_value(a, p->target), report_value(a, p->actual), achievement_of(&p->result)};
    LIST_ADD(a, &r->periods, y);
  }
  LIST_ADD(a, &r->periods, ((report_year){short_period(a, c->year, c->quarter), r->now.target, r->now.actual, r->now.achievement}));
  return NULL;
}

static void objective_texts(arena *a, const fields *v, int64_t id, report_objective *o) {
#define X(name, key, label) o->name = fields_get(v, report_objective_field(a, key, id));
  OBJECTIVE_PARTS(X)
#undef X
}

static void objective_budget(arena *a, const budget_lines *all, int64_t id, report_objective *o) {
  for (size_t i = 0; i < all->n; i++) {
    const budget_line *b = &all->v[i];
    if (b->objective.v != id) continue;
    doc_budget_row row = {b->code, b->name, b->ceiling, b->spent, b->absorption, false};
    LIST_ADD(a, &o->programs, row);
  }
}

static err add_objectives(db_ro *db, arena *a, const cycle *c, const figures *all, const fields *v, const budget_lines *money, report_input *in) {
  aggregate office_mean = performance_office_mean(a, all);
  if (all->n) in->overall = performance_mean_text(a, &office_mean, "sasaran");
  for (size_t i = 0; i < all->n; i++) {
    const figure *f = &all->v[i];
    int64_t id = f->of.objective.v;
    str sid = str_fmt(a, "%lld", (long long)id);
    if (!in->objectives.n || !str_eq(in->objectives.v[in->objectives.n - 1].id, sid)) {
      report_objective o = {.id = sid, .name = f->of.objective_title};
      aggregate mean = performance_mean(a, all, f->of.objective);
      if (mean.used) o.mean = value_number(mean.value);
      o.mean_explanation = performance_used_text(a, &mean, "indikator");
      objective_texts(a, v, id, &o);
      objective_budget(a, money, id, &o);
      LIST_ADD(a, &in->objectives, o);
    }
    report_indicator part = indicator_part(a, f);
    TRY(add_periods(db, a, c, f, &part));
    LIST_ADD(a, &in->objectives.v[in->objectives.n - 1].indicators, part);
  }
  return NULL;
}

static void add_budget(arena *a, const budget_lines *money, report_input *in) {
  for (size_t i = 0; i < money->n; i++) {
    const budget_line *b = &money->v[i];
    LIST_ADD(a, &in->budget, ((doc_budget_row){b->code, b->name, b->ceiling, b->spent, b->absorption, false}));
  }
  if (!money->n) return;
  budget_line sum = budget_total(money);
  LIST_ADD(a, &in->budget, ((doc_budget_row){S(""), sum.name, sum.ceiling, sum.spent, sum.absorption, true}));
}

static void add_evidence(arena *a, const figures *all, report_input *in) {
  for (size_t i = 0; i < all->n; i++)
    for (size_t k = 0; k < all->v[i].files.n; k++) {
      const evidence *e = &all->v[i].files.v[k];
      LIST_ADD(a, &in->evidence, ((report_evidence){.indicator = all->v[i].of.name, .file = e->name, .sha256 = e->hash}));
    }
}

static err add_findings(db_ro *db, arena *a, const cycle *c, const figures *all, report_input *in) {
  figure_findings found;
  TRY(performance_findings(db, a, c->office.id, c->id, c->year, c->quarter, all, &found));
  in->checked = true;
  for (size_t i = 0; i < found.n; i++) {
    const figure_finding *x = &found.v[i];
    report_finding row = {.indicator = x->name, .level = finding_level_label(finding_level(x->what)),
                          .text = STR_CAT(a, finding_meaning(x->what), S(" "), x->text)};
    if (x->answered) row.answer = x->answer, row.by = x->by;
    LIST_ADD(a, &in->findings, row);
  }
  if (!all->n) return NULL;
  const office_rules *r = all->v[0].rules;
  in->rules = STR_CAT(a, r->version ? str_fmt(a, "versi %lld. ", (long long)r->version) : S("bawaan. "), measure_rules_describe(a, &r->rules));
  return NULL;
}

/* ---- what changed ---- */

err report_figure_changes(db_ro *db, arena *a, const cycle *c, document_id since, figure_changes *out) {
  sql_draft_figures_rows old;
  figures all;
  *out = (figure_changes){0};
  TRY(sql_draft_figures(db, a, since, &old));
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  for (size_t i = 0; i < all.n; i++) {
    const figure *f = &all.v[i];
    str now = value_text(a, report_actual(a, f)), before = S("belum ada");
    for (size_t k = 0; k < old.n; k++)
      if (old.v[k].indicator.v == f->of.id.v) before = old.v[k].value.p ? old.v[k].value : S("belum diisi");
    if (!str_eq(now, before)) LIST_ADD(a, out, ((figure_change){f->of.name, before, now}));
  }
  return NULL;
}

static err add_changes(db_ro *db, arena *a, const cycle *c, report_input *in) {
  sql_document_last_row *first;
  figure_changes changes;
  TRY(sql_document_last(db, a, c->id, doc_kind_code(DOC_DRAFT_1), &first));
  if (!first) return NULL;
  in->changes_since = S("Draft 1");
  TRY(report_figure_changes(db, a, c, first->id, &changes));
  for (size_t i = 0; i < changes.n; i++) {
    report_change row = {.where = changes.v[i].name, .before = changes.v[i].before, .after = changes.v[i].after};
    LIST_ADD(a, &in->changes, row);
  }
  return NULL;
}

static err add_versions(db_ro *db, arena *a, const cycle *c, report_input *in) {
  sql_documents_of_rows docs;
  TRY(sql_documents_of(db, a, c->id, &docs));
  for (size_t i = 0; i < docs.n; i++) {
    enum doc_kind k = doc_kind_find(docs.v[i].kind);
    if (k != DOC_KONSEP && !(k >= DOC_DRAFT_1 && k <= DOC_FINAL_DRAFT)) continue;
    report_version v = {docs.v[i].title, docs.v[i].issued_at, docs.v[i].issued_by, str_fmt(a, "langkah %d, putaran %d", (int)docs.v[i].no, (int)docs.v[i].round)};
    LIST_ADD(a, &in->versions, v);
  }
  return NULL;
}

/* ---- the office ---- */

static err add_posts(db_ro *db, arena *a, const cycle *c, date today, report_input *in) {
  sql_positions_of_rows all;
  TRY(sql_positions_of(db, a, c->office.id, &all));
  for (size_t i = 0; i < all.n; i++) {
    official who;
    TRY(official_of(db, a, all.v[i].id, today, false, &who));
    str holder = who.name.n ? STR_CAT(a, who.prefix, who.prefix.n ? S(" ") : S(""), who.name) : STR_NONE;
    LIST_ADD(a, &in->posts, ((report_post){all.v[i].title, holder}));
  }
  return NULL;
}

/* ---- the review ---- */

/* What the step of finalising knows of the Inspektorat's review; nothing until its day is known. */
static err add_review(db_ro *db, arena *a, const cycle *c, date today, report_input *in) {
  fields v;
  int64_t version;
  int no = step_no_of(c->sop, "finalise");
  office at;
  position_id head;
  str title;
  sql_office_of_kind_row *reviewer;
  TRY(step_values(db, a, c, no, today, &v, &version));
  date day = fields_date(&v, S("reviu_tanggal"));
  TRY(sql_office_of_kind(db, a, c->office.region, S("inspektorat"), &reviewer));
  if (!date_some(day) || !reviewer) return NULL;
  official signer = {0};
  TRY(office_get(db, a, reviewer->id, &at));
  TRY(position_find(db, a, at.id, S("inspektur"), &head, &title));
  if (head.v) TRY(official_of(db, a, head, day, true, &signer));
  report_review *r = NEW(a, report_review);
  r->common = (letter_common){.office = issue_office(a, &at), .signer = issue_official(a, c, &signer)};
  r->common.issue = (doc_issue){.number = fields_get(&v, S("reviu_nomor")), .day = day, .place = at.place};
  r->notes = step_lines_of(a, &v, "reviu_catatan");
  in->review = r;
  return NULL;
}

/* ---- the whole ---- */

static err gather(db_ro *db, arena *a, const cycle *c, date today, report_input *in) {
  figures all;
  budget_lines money;
  fields v;
  int64_t version;
  int no = step_no_of(c->sop, "analyse");
  TRY(performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, &all));
  TRY(performance_budget(db, a, c->office.id, c->year, c->quarter, &money));
  TRY(step_values(db, a, c, no, today, &v, &version));
#define X(name, key, label) in->texts.name = fields_get(&v, S(key));
  REPORT_PARTS(X)
#undef X
  in->period = cycle_period(a, c->year, c->quarter);
  TRY(add_objectives(db, a, c, &all, &v, &money, in));
  add_budget(a, &money, in);
  add_evidence(a, &all, in);
  TRY(add_findings(db, a, c, &all, in));
  export_e81 *form = NEW(a, export_e81);
  TRY(export_e81_form(db, a, &(export_ask){.of = &c->office, .year = c->year, .c = c, .today = today}, form));
  in->e81 = form;
  TRY(add_posts(db, a, c, today, in));
  TRY(add_review(db, a, c, today, in));
  TRY(add_changes(db, a, c, in));
  return add_versions(db, a, c, in);
}

static const struct { enum doc_kind kind; const char *title, *watermark, *version; } states[] = {
    {DOC_KONSEP, "KONSEP LAPORAN KINERJA", "KONSEP", "Konsep"},    {DOC_DRAFT_1, "LAPORAN KINERJA", "DRAFT 1", "Draft 1"},
    {DOC_DRAFT_2, "LAPORAN KINERJA", "DRAFT 2", "Draft 2"},        {DOC_DRAFT_3, "LAPORAN KINERJA", "DRAFT 3", "Draft 3"},
    {DOC_DRAFT_4, "LAPORAN KINERJA", "DRAFT 4", "Draft 4"},        {DOC_FINAL_DRAFT, "LAPORAN KINERJA", "FINAL DRAFT", "Final Draft"},
    {DOC_LAPORAN, "LAPORAN KINERJA", NULL, NULL},
};

static err snapshot(step_call *c, document_id id) {
  figures all;
  TRY(performance_figures(c->ro, c->a, c->cycle->office.id, c->cycle->id, c->cycle->year, c->cycle->quarter, &all));
  for (size_t i = 0; i < all.n; i++) {
    const figure *f = &all.v[i];
    doc_measure m = report_measure(c->a, f);
    TRY(sql_draft_figure_insert(c->rw, c->a, id, f->of.id, f->of.name, f->of.unit, value_text(c->a, m.target), figure_state_label(f->state),
                                f->state == FIGURE_KOSONG ? STR_NONE : value_text(c->a, m.actual), decimal_text(c->a, f->result.value),
                                f->result.explanation.p ? f->result.explanation : S(""), office_rules_name(c->a, f->rules), NULL));
  }
  return NULL;
}

err report_issue(step_call *c, enum doc_kind kind) {
  size_t s = 0;
  while (s < LEN(states) - 1 && states[s].kind != kind) s++;
  report_input in = {.title = str_of(states[s].title), .version = str_of(states[s].version)};
  const sop_step *sign = sop_step_of(c->cycle->sop, step_no_of(c->cycle->sop, "sign"));
  TRY(issue_common(c, kind, sign ? sign->lane : c->step->lane, NULL, &in.common));
  in.common.watermark = str_of(states[s].watermark);
  if (kind != DOC_LAPORAN) in.common.issue.mark = STR_NONE; /* only the report itself is signed */
  TRY(gather(c->ro, c->a, c->cycle, c->today, &in));
  if (kind == DOC_LAPORAN) {
    int64_t n;
    in.changes_since = STR_NONE;
    TRY(audit_head(c->ro, c->a, c->cycle->id.v, &n, &in.audit_head));
  }
  document_id id;
  TRY(issue_document(c, kind, STR_NONE, &in.common, report_build(c->a, &in), &id));
  return snapshot(c, id);
}

err report_preview(db_ro *db, arena *a, const cycle *c, instant now, doc **out) {
  date today = instant_local(now, c->office.zone).day;
  report_input in = {.title = S("KONSEP LAPORAN KINERJA"), .version = S("Pratinjau")};
  official signer;
  const sop_step *sign = sop_step_of(c->sop, step_no_of(c->sop, "sign"));
  TRY(cycle_official(db, a, c, sign ? sign->lane : c->lane, today, true, &signer));
  in.common = (letter_common){.office = issue_office(a, &c->office), .signer = issue_official(a, c, &signer), .watermark = S("PRATINJAU")};
  in.common.issue = (doc_issue){.day = today, .place = c->office.place};
  TRY(gather(db, a, c, today, &in));
  *out = report_build(a, &in);
  return issue_crests(db, a, *out);
}

err report_defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  (void)today;
  sql_villages_of_rows villages;
  indicators all;
  TRY(sql_villages_of(db, a, c->office.id, &villages));
  TRY(performance_indicators(db, a, c->office.id, c->year, c->quarter, &all));
  str period = cycle_period(a, c->year, c->quarter);
  buf b = BUF(a);
  buf_fmt(&b, "%.*s adalah perangkat daerah %.*s.", STR_ARG(c->office.name), STR_ARG(c->office.region_name));
  if (villages.n) {
    buf_fmt(&b, " Wilayahnya terdiri atas %zu desa/kelurahan: ", villages.n);
    for (size_t i = 0; i < villages.n; i++) buf_fmt(&b, "%s%.*s", i == 0 ? "" : i + 1 == villages.n ? ", dan " : ", ", STR_ARG(villages.v[i].name));
    buf_char(&b, '.');
  }
  fields_add(a, out, S("gambaran-umum"), buf_str(&b));
  fields_add(a, out, S("perencanaan"), str_fmt(a, "Perjanjian Kinerja %.*s tahun %d memuat %zu indikator kinerja yang diukur pada %.*s.",
             STR_ARG(c->office.name), (int)c->year, all.n, STR_ARG(period)));
  return NULL;
}
