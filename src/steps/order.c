/* Step 1, Memerintahkan untuk mengumpulkan data kinerja: the Camat's order. Issues the Surat Perintah and the Draft SK Tim. */
#include "cycle/cycle_sql.h"
#include "steps/issue.h"
#include "steps/staff.h"
#include "steps/team_decree.h"

static const form_field form[] = {
    {.name = "menimbang", .label = "Menimbang", .kind = FIELD_TEXT, .required = true, .max = 4000, .hint = "satu butir per baris"},
    {.name = "dasar", .label = "Dasar", .kind = FIELD_TEXT, .required = true, .max = 6000, .hint = "satu dasar per baris"},
    {.name = "kepada", .label = "Kepada", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "tugas", .label = "Untuk", .kind = FIELD_TEXT, .required = true, .max = 6000, .hint = "satu tugas per baris"},
    {.name = "batas", .label = "Selesai paling lambat", .kind = FIELD_DATE, .required = true},
    {.name = "tembusan", .label = "Tembusan", .kind = FIELD_TEXT, .max = 1000, .hint = "satu per baris"},
    {0}};

static str join_items(arena *a, const sop_items *items) {
  buf b = BUF(a);
  for (size_t i = 0; i < items->n; i++) {
    if (i) buf_char(&b, '\n');
    buf_add(&b, items->v[i].text);
  }
  return buf_str(&b);
}

static err defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  str period = cycle_period(a, c->year, c->quarter);
  official secretary, planner;
  TRY(cycle_official(db, a, c, S("sekretaris"), today, false, &secretary));
  TRY(cycle_official(db, a, c, S("kasubag_perencanaan"), today, false, &planner));
  fields_add(a, out, S("menimbang"), str_fmt(a, "bahwa capaian kinerja %.*s %.*s perlu diukur dari data yang lengkap, benar, dan dapat dibuktikan;\n"
             "bahwa untuk itu perlu diperintahkan pengumpulan dan pengukuran data kinerja.", STR_ARG(c->office.name), STR_ARG(period)));
  fields_add(a, out, S("dasar"), join_items(a, &c->sop->legal_basis));
  buf people = BUF(a);
  if (secretary.person.v) buf_i64(&people, secretary.person.v);
  if (planner.person.v && planner.person.v != secretary.person.v) buf_fmt(&people, "%s%lld", people.n ? "," : "", (long long)planner.person.v);
  fields_add(a, out, S("kepada"), buf_str(&people));
  fields_add(a, out, S("tugas"), str_fmt(a, "Membentuk tim pengumpulan dan pengukuran data kinerja %.*s.\n"
             "Mengumpulkan data kinerja beserta bukti dukungnya dari seluruh seksi.\n"
             "Mengukur, menganalisis, dan melaporkan hasilnya sesuai SOP.", STR_ARG(period)));
  const calendar *time;
  TRY(cycle_calendar(db, a, c, &time));
  date due = calendar_nth_working_day(time, today, 13);
  fields_add(a, out, S("batas"), date_some(due) ? date_id(a, due) : S(""));
  fields_add(a, out, S("tembusan"), S(""));
  return NULL;
}

/* The addressees are kept as a list of ids in one text. */
static err save(step_call *c) {
  TRY(step_save(c));
  str_list to = fields_all(c->a, c->in, S("kepada"));
  staff_list all;
  if (!to.n) return NULL;
  TRY(staff_of(c->ro, c->a, c->cycle, c->today, &all));
  buf b = BUF(c->a);
  for (size_t i = 0; i < to.n; i++) {
    const staff *s;
    TRY(staff_pick(c->a, &all, to.v[i], S("kepada"), &s));
    if (s) buf_fmt(&b, "%s%lld", b.n ? "," : "", (long long)s->id.v);
  }
  return step_put(c, c->step->no, S("kepada"), buf_str(&b));
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  TRY(step_values(db, a, c, c->no, instant_local(now, c->office.zone).day, &v, &version));
  for (const form_field *f = form; f->name; f++)
    if ((f->required || f->many) && str_blank(fields_get(&v, str_of(f->name)))) step_lacks(a, out, str_of(f->name), "%s belum diisi.", f->label);
  return NULL;
}

static err addressees(step_call *c, str list, doc_people *out) {
  *out = (doc_people){0};
  while (list.p) {
    str one;
    fields f = {0};
    list = str_cut(list, ',', &one);
    fields_add(c->a, &f, S("id"), one);
    doc_person p;
    TRY(issue_person(c, (person_id){fields_int(&f, S("id"), 0)}, &p));
    if (p.name.p) LIST_ADD(c->a, out, p);
  }
  return NULL;
}

static err issue(step_call *c) {
  fields v;
  int64_t version;
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  order_input in = {.considering = step_lines_of(c->a, &v, "menimbang"), .basis = step_lines_of(c->a, &v, "dasar"),
                    .tasks = step_lines_of(c->a, &v, "tugas"), .period = cycle_period(c->a, c->cycle->year, c->cycle->quarter)};
  TRY(addressees(c, fields_get(&v, S("kepada")), &in.to));
  date due = fields_date(&v, S("batas"));
  in.deadline = date_some(due) ? date_id_long(c->a, due) : STR_NONE;
  TRY(issue_common(c, DOC_SURAT_PERINTAH, c->step->lane, NULL, &in.common));
  in.common.copies = step_lines_of(c->a, &v, "tembusan");
  TRY(issue_document(c, DOC_SURAT_PERINTAH, STR_NONE, &in.common, letter_order(c->a, &in), NULL));
  return team_decree_issue(c, DOC_DRAFT_SK);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = save},
    {.name = "selesai", .label = "Terbitkan perintah", .form = form, .move = MOVE_DONE, .signing = true, .apply = save},
    {0}};

const step_kind order_kind = {.name = "order", .actions = actions, .missing = missing_parts, .issue = issue, .defaults = defaults};
