/* Step 3, Menyusun Rencana Kegiatan: for every indicator of the period its source, method, person in charge, days and evidence. */
#include "steps/plan.h"

#include "performance/performance_sql.h"
#include "steps/staff.h"
#include "steps/team_decree.h"

/* Rows: the k-th of each column belongs to the k-th "indikator". A column that is not sent at all stays as it was. */
static const form_field form[] = {
    {.name = "indikator", .label = "Indikator", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "versi_rencana", .label = "Versi baris", .kind = FIELD_INT, .many = true, .min = 0, .max = INT64_MAX},
    {.name = "sumber", .label = "Sumber data", .kind = FIELD_LINE, .many = true, .max = 500},
    {.name = "metode", .label = "Metode", .kind = FIELD_LINE, .many = true, .max = 500},
    {.name = "orang", .label = "Penanggung jawab", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "mulai", .label = "Mulai", .kind = FIELD_DATE, .many = true},
    {.name = "sampai", .label = "Sampai", .kind = FIELD_DATE, .many = true},
    {.name = "bukti", .label = "Bukti yang diharapkan", .kind = FIELD_LINE, .many = true, .max = 500},
    {0}};

static err load(db_ro *db, arena *a, const cycle *c, figures *out) {
  return performance_figures(db, a, c->office.id, c->id, c->year, c->quarter, out);
}

/* ---- proposals for the page ---- */

/* The day on which the collecting step would be due if this step ended on time, not before today. */
static date collect_day(const cycle *c, const calendar *time, date today) {
  const sop_step *s = sop_step_of(c->sop, step_no_of(c->sop, "collect"));
  instant start = instant_of(today, 0, 0, c->office.zone);
  if (instant_some(c->due_at) && c->due_at.s > start.s) start = c->due_at;
  instant due = s && s->time.unit != DURATION_NONE ? calendar_due(time, start, s->time) : start;
  date day = instant_some(due) ? instant_local(due, c->office.zone).day : today;
  return day.day < today.day ? today : day;
}

err plan_suggest(db_ro *db, arena *a, const cycle *c, date today, figures *io) {
  const calendar *time;
  TRY(cycle_calendar(db, a, c, &time));
  date last = collect_day(c, time, today);
  for (size_t i = 0; i < io->n; i++) {
    figure *f = &io->v[i];
    official owner = {0};
    if (f->plan.exists) continue;
    if (f->of.owner.v) TRY(official_of(db, a, f->of.owner, today, false, &owner));
    f->plan.source = f->of.source;
    f->plan.method = S("Rekapitulasi dari sumber data");
    f->plan.person = owner.person;
    f->plan.person_name = owner.name;
    f->plan.first = today;
    f->plan.last = last;
    f->plan.evidence = S("Dokumen sumber yang memuat angka ini");
  }
  return NULL;
}

/* ---- saving ---- */

typedef struct plan_columns { str_list id, version, source, method, person, first, last, evidence; } plan_columns;

static err read_columns(step_call *c, plan_columns *k) {
  const struct { const char *name; str_list *to; } all[] = {
      {"indikator", &k->id},    {"versi_rencana", &k->version}, {"sumber", &k->source}, {"metode", &k->method},
      {"orang", &k->person},    {"mulai", &k->first},         {"sampai", &k->last},   {"bukti", &k->evidence}};
  for (size_t i = 0; i < LEN(all); i++) {
    *all[i].to = fields_all(c->a, c->in, str_of(all[i].name));
    TRY(step_rows(c, "indikator", (const char *const[]){all[i].name, NULL}));
  }
  return NULL;
}

static int64_t number_at(arena *a, const str_list *l, size_t i) {
  fields f = {0};
  fields_add(a, &f, S("n"), l->v[i]);
  return fields_int(&f, S("n"), 0);
}

static date day_at(const str_list *l, size_t i) {
  date d;
  return date_parse(str_trim(l->v[i]), &d) ? d : DATE_NONE;
}

static str anchor(arena *a, const figure *f) { return str_fmt(a, "rencana.%lld", (long long)f->of.id.v); }

static str describe(arena *a, const figure *f) {
  if (!f->plan.exists) return STR_NONE;
  str first = date_some(f->plan.first) ? date_id(a, f->plan.first) : S("–"), last = date_some(f->plan.last) ? date_id(a, f->plan.last) : S("–");
  return str_fmt(a, "sumber: %.*s; metode: %.*s; penanggung jawab: %.*s; jadwal: %.*s s.d. %.*s; bukti: %.*s", STR_ARG(f->plan.source),
                 STR_ARG(f->plan.method), STR_ARG(f->plan.person_name.n ? f->plan.person_name : S("–")), STR_ARG(first), STR_ARG(last),
                 STR_ARG(f->plan.evidence));
}

/* The row as it would become. A column that was not sent keeps the text that stands there. */
static err read_row(step_call *c, const plan_columns *k, size_t i, const staff_list *all, figure *f) {
  const staff *s = NULL;
  if (k->source.n) f->plan.source = str_trim(k->source.v[i]);
  if (k->method.n) f->plan.method = str_trim(k->method.v[i]);
  if (k->evidence.n) f->plan.evidence = str_trim(k->evidence.v[i]);
  if (k->first.n) f->plan.first = day_at(&k->first, i);
  if (k->last.n) f->plan.last = day_at(&k->last, i);
  if (k->person.n && number_at(c->a, &k->person, i) != f->plan.person.v) {
    TRY(staff_pick(c->a, all, k->person.v[i], anchor(c->a, f), &s));
    f->plan.person = s ? s->id : (person_id){0};
    f->plan.person_name = s ? s->name : STR_NONE;
  }
  f->plan.exists = true;
  if (date_some(f->plan.first) && date_some(f->plan.last) && f->plan.last.day < f->plan.first.day)
    return ERR_FIELD(c->a, anchor(c->a, f), "Jadwal “%.*s” berakhir sebelum dimulai.", STR_ARG(f->of.name));
  return NULL;
}

static err save_row(step_call *c, const plan_columns *k, size_t i, const staff_list *all, figure *f) {
  str old = describe(c->a, f);
  int64_t version = f->plan.version;
  TRY(read_row(c, k, i, all, f));
  str now = describe(c->a, f);
  if (old.p && str_eq(old, now)) return NULL;
  if (k->version.n && number_at(c->a, &k->version, i) != version) {
    err e = ERR(c->a, CONFLICT, "Rencana “%.*s” baru saja diubah orang lain. Bandingkan, lalu simpan lagi.", STR_ARG(f->of.name));
    return err_at(c->a, e, anchor(c->a, f), STR_CAT(c->a, S("Sekarang tersimpan: "), old.p ? old : S("–")));
  }
  str source = f->plan.source.p ? f->plan.source : S(""), method = f->plan.method.p ? f->plan.method : S("");
  TRY(sql_plan_put(c->rw, c->a, c->cycle->id, f->of.id, source, method, f->plan.person, f->plan.first, f->plan.last,
                   f->plan.evidence.p ? f->plan.evidence : S(""), NULL));
  return step_audit(c, "rencana.ubah", audit_change(c->a, STR_CAT(c->a, S("rencana: "), f->of.name), old, now));
}

static err save(step_call *c) {
  plan_columns k = {0};
  figures all;
  staff_list people;
  TRY(read_columns(c, &k));
  TRY(load(c->ro, c->a, c->cycle, &all));
  TRY(staff_of(c->ro, c->a, c->cycle, c->today, &people));
  bool *done = NEW_N(c->a, bool, all.n + 1);
  for (size_t i = 0; i < k.id.n; i++) {
    figure *f = figures_find(&all, (indicator_id){number_at(c->a, &k.id, i)});
    if (!f) return ERR_FIELD(c->a, S("indikator"), "Indikator ini tidak ada dalam siklus ini.");
    if (done[f - all.v]) return ERR_FIELD(c->a, anchor(c->a, f), "Indikator “%.*s” disebut dua kali.", STR_ARG(f->of.name));
    done[f - all.v] = true;
    TRY(save_row(c, &k, i, &people, f));
  }
  return NULL;
}

/* ---- what is missing, and the document ---- */

static void missing_row(arena *a, const figure *f, missing_list *out) {
  str lacks[3];
  size_t n = 0;
  if (str_blank(f->plan.source)) lacks[n++] = S("sumber data");
  if (!f->plan.person.v) lacks[n++] = S("penanggung jawab");
  if (!date_some(f->plan.last)) lacks[n++] = S("jadwal");
  buf b = BUF(a);
  for (size_t i = 0; i < n; i++) buf_fmt(&b, "%s%.*s", i ? ", " : "", STR_ARG(lacks[i]));
  if (n) step_lacks(a, out, anchor(a, f), "Rencana “%.*s” belum punya %.*s.", STR_ARG(f->of.name), STR_ARG(buf_str(&b)));
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  (void)now;
  figures all;
  TRY(load(db, a, c, &all));
  if (!all.n)
    step_lacks(a, out, S("rencana"), "Belum ada indikator untuk %.*s. Masukkan sasaran dan indikatornya lebih dahulu.",
               STR_ARG(cycle_period(a, c->year, c->quarter)));
  for (size_t i = 0; i < all.n; i++) missing_row(a, &all.v[i], out);
  return NULL;
}

static void widen(plan_input *in, date d) {
  if (!date_some(d)) return;
  if (!date_some(in->from) || d.day < in->from.day) in->from = d;
  if (!date_some(in->until) || d.day > in->until.day) in->until = d;
}

/* One flag for each day of the picture; a schedule too long for a picture has none. */
static const bool *days_off(arena *a, const calendar *time, const plan_input *in) {
  enum { LONGEST = 400 };
  if (!date_some(in->from) || in->until.day - in->from.day >= LONGEST) return NULL;
  bool *off = NEW_N(a, bool, LONGEST);
  for (int d = in->from.day; d <= in->until.day; d++) off[d - in->from.day] = !calendar_is_working_day(time, (date){d});
  return off;
}

static err issue(step_call *c) {
  figures all;
  plan_input in = {.period = cycle_period(c->a, c->cycle->year, c->cycle->quarter), .from = DATE_NONE, .until = DATE_NONE};
  TRY(load(c->ro, c->a, c->cycle, &all));
  for (size_t i = 0; i < all.n; i++) {
    const figure *f = &all.v[i];
    plan_row row = {.indicator = f->of.name, .source = f->plan.source, .method = f->plan.method, .person = f->plan.person_name,
                    .evidence = f->plan.evidence, .start = f->plan.first, .due = f->plan.last};
    LIST_ADD(c->a, &in.rows, row);
    widen(&in, row.start);
    widen(&in, row.due);
  }
  const calendar *time;
  TRY(cycle_calendar(c->ro, c->a, c->cycle, &time));
  in.days_off = days_off(c->a, time, &in);
  TRY(steps_common(c, DOC_RENCANA, c->step->lane, &in.common));
  return issue_document(c, DOC_RENCANA, STR_NONE, &in.common, letter_plan(c->a, &in), NULL);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = save},
    {.name = "selesai", .label = "Selesaikan rencana", .form = form, .move = MOVE_DONE, .apply = save},
    {0}};

const step_kind plan_kind = {.name = "plan", .actions = actions, .missing = missing_parts, .issue = issue};
