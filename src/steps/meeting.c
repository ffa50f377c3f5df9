/* Step 8, Melaksanakan Rapat Intern: invitation and attendance list first, then the minutes with their decisions, and Draft 4. */
#include "steps/issue.h"
#include "steps/meeting_rows.h"
#include "steps/report_data.h"
#include "steps/staff.h"
#include "steps/team_decree.h"

static const form_field form[] = {
    {.name = "tanggal", .label = "Tanggal rapat", .kind = FIELD_DATE},
    {.name = "waktu", .label = "Waktu", .kind = FIELD_TIME},
    {.name = "tempat", .label = "Tempat", .kind = FIELD_LINE, .max = 200},
    {.name = "acara", .label = "Acara", .kind = FIELD_TEXT, .max = 1000},
    {.name = "pimpinan", .label = "Pimpinan rapat", .kind = FIELD_LINE, .max = 200},
    {.name = "notulis", .label = "Notulis", .kind = FIELD_INT, .min = 1, .max = INT64_MAX},
    {.name = "bahasan", .label = "Pembahasan", .kind = FIELD_TEXT, .max = 20000, .hint = "satu pokok bahasan per baris; **tebal**, *miring*"},
    {.name = "berita_acara", .label = "Terbitkan juga Berita Acara", .kind = FIELD_BOOL},
    {.name = "peserta", .label = "Diundang", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "hadir", .label = "Hadir", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "putusan", .label = "Keputusan", .kind = FIELD_TEXT, .many = true, .max = 2000},
    {.name = "pelaksana", .label = "Penanggung jawab", .kind = FIELD_INT, .many = true, .min = 1, .max = INT64_MAX},
    {.name = "batas", .label = "Batas waktu", .kind = FIELD_DATE, .many = true},
    {.name = "pada", .label = "Menyangkut", .kind = FIELD_LINE, .many = true, .max = 120},
    {0}};
enum { INVITATION_FIELDS = 5, TEXT_FIELDS = 7 }; /* what an invitation needs; with what the minutes need beside it */

static err defaults(db_ro *db, arena *a, const cycle *c, date today, fields *out) {
  const sop_step *s = sop_step_of(c->sop, step_no_of(c->sop, "meeting"));
  official leader = {0};
  if (s) TRY(cycle_official(db, a, c, s->lane, today, false, &leader));
  fields_add(a, out, S("acara"), str_fmt(a, "Pembahasan Draft Laporan Kinerja %.*s", STR_ARG(cycle_period(a, c->year, c->quarter))));
  fields_add(a, out, S("pimpinan"), STR_CAT(a, leader.prefix, leader.prefix.n ? S(" ") : S(""), leader.title));
  return NULL;
}

static err save(step_call *c) {
  staff_list all;
  const staff *taker;
  TRY(staff_of(c->ro, c->a, c->cycle, c->today, &all));
  TRY(staff_pick(c->a, &all, fields_get(c->in, S("notulis")), S("notulis"), &taker));
  bool stale;
  TRY(step_stale(c, &stale)); /* before the texts are saved */
  TRY(step_save(c));
  TRY(meeting_save_people(c, stale));
  return meeting_save_decisions(c, stale);
}

/* ---- what is missing ---- */

static void missing_texts(arena *a, const fields *v, size_t n, missing_list *out) {
  for (size_t i = 0; i < n; i++)
    if (str_blank(fields_get(v, str_of(form[i].name)))) step_lacks(a, out, str_of(form[i].name), "%s belum diisi.", form[i].label);
}

static void missing_decisions(arena *a, const sql_decisions_of_rows *d, missing_list *out) {
  for (size_t i = 0; i < d->n; i++) {
    const sql_decisions_of_row *r = &d->v[i];
    str anchor = str_fmt(a, "keputusan.%d", (int)r->n);
    if (!r->person.v) step_lacks(a, out, anchor, "Keputusan “%.*s” belum punya penanggung jawab.", STR_ARG(r->what));
    if (!date_some(r->until_day)) step_lacks(a, out, anchor, "Keputusan “%.*s” belum punya batas waktu.", STR_ARG(r->what));
  }
}

static err missing_parts(db_ro *db, arena *a, const cycle *c, instant now, missing_list *out) {
  fields v;
  int64_t version;
  sql_document_last_row *invitation;
  sql_attendees_of_rows people;
  sql_decisions_of_rows decisions;
  date today = instant_local(now, c->office.zone).day;
  size_t present = 0;
  TRY(step_values(db, a, c, c->no, today, &v, &version));
  TRY(sql_document_last(db, a, c->id, doc_kind_code(DOC_UNDANGAN), &invitation));
  TRY(sql_attendees_of(db, a, c->id, &people));
  TRY(sql_decisions_of(db, a, c->id, &decisions));
  for (size_t i = 0; i < people.n; i++) present += people.v[i].present;
  if (!invitation) step_lacks(a, out, S("undangan"), "Undangan rapat belum diterbitkan.");
  missing_texts(a, &v, TEXT_FIELDS, out);
  date day = fields_date(&v, S("tanggal"));
  if (date_some(day) && day.day > today.day)
    step_lacks(a, out, S("tanggal"), "Rapat baru dilaksanakan %.*s; selesaikan langkah ini sesudahnya.", STR_ARG(date_id_long(a, day)));
  if (!present) step_lacks(a, out, S("hadir"), "Belum ada yang dicatat hadir.");
  missing_decisions(a, &decisions, out);
  return NULL;
}

/* ---- documents ---- */

static meeting_event event_of(arena *a, const cycle *c, const fields *v) {
  str time = fields_get(v, S("waktu"));
  meeting_event e = {.day = fields_date(v, S("tanggal")), .place = fields_get(v, S("tempat")), .agenda = fields_get(v, S("acara")),
                     .leader = fields_get(v, S("pimpinan"))};
  if (!str_blank(time)) /* FIELD_TIME is "09.30" or "09:30" */
    e.time = STR_CAT(a, S("pukul "), str_sub(time, 0, 2), S("."), str_from(time, 3), S(" "), zone_name(c->office.zone), S(" s.d. selesai"));
  return e;
}

static str with_post(arena *a, const sql_attendees_of_row *r) {
  return str_blank(r->title) ? r->name : STR_CAT(a, r->name, S(", "), r->title);
}

static err invitation(step_call *c, const meeting_event *e, const sql_attendees_of_rows *people) {
  invitation_input in = {.event = *e, .nature = S("Biasa"), .subject = S("Undangan rapat intern")};
  for (size_t i = 0; i < people->n; i++) LIST_ADD(c->a, &in.to, with_post(c->a, &people->v[i]));
  TRY(steps_common(c, DOC_UNDANGAN, c->step->lane, &in.common));
  return issue_document(c, DOC_UNDANGAN, STR_NONE, &in.common, letter_invitation(c->a, &in), NULL);
}

static err attendance(step_call *c, const meeting_event *e, const sql_attendees_of_rows *people) {
  attendance_input in = {.event = *e, .empty_rows = 3};
  for (size_t i = 0; i < people->n; i++) {
    const sql_attendees_of_row *r = &people->v[i];
    LIST_ADD(c->a, &in.people, ((doc_person){r->name, r->nip, r->rank, r->title}));
  }
  TRY(steps_common(c, DOC_DAFTAR_HADIR, c->step->lane, &in.common));
  in.common.issue.mark = STR_NONE; /* signed by hand, after the meeting */
  return issue_document(c, DOC_DAFTAR_HADIR, STR_NONE, &in.common, letter_attendance(c->a, &in), NULL);
}

static err refuse(arena *a, const missing_list *m) {
  err e = ERR(a, GATE, "Undangan belum dapat diterbitkan: %zu hal masih kurang.", m->n);
  for (size_t i = 0; i < m->n; i++) err_at(a, e, m->v[i].field, m->v[i].text);
  return e;
}

/* What the invitation said, kept as a text of the step: the same invitation is not numbered twice. */
static str said(arena *a, const meeting_event *e, const sql_attendees_of_rows *people) {
  buf b = BUF(a);
  buf_fmt(&b, "%.*s %.*s, %.*s; %.*s; dipimpin %.*s; kepada:", STR_ARG(date_id_long(a, e->day)), STR_ARG(e->time), STR_ARG(e->place),
          STR_ARG(e->agenda), STR_ARG(e->leader));
  for (size_t i = 0; i < people->n; i++) buf_fmt(&b, "%s %.*s", i ? "," : "", STR_ARG(people->v[i].name));
  return buf_str(&b);
}

static err invite(step_call *c) {
  fields v;
  int64_t version;
  missing_list lacking = {0};
  sql_attendees_of_rows people;
  TRY(save(c));
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  TRY(sql_attendees_of(c->ro, c->a, c->cycle->id, &people));
  missing_texts(c->a, &v, INVITATION_FIELDS, &lacking);
  if (!people.n) step_lacks(c->a, &lacking, S("peserta"), "Belum ada yang diundang.");
  if (lacking.n) return refuse(c->a, &lacking);
  meeting_event e = event_of(c->a, c->cycle, &v);
  str now = said(c->a, &e, &people);
  if (str_eq(now, fields_get(&v, S("undangan"))))
    return ERR(c->a, CONFLICT, "Undangan dengan isi ini sudah terbit. Ubah dahulu waktu, tempat, acara, atau pesertanya.");
  TRY(step_put(c, c->step->no, S("undangan"), now));
  TRY(invitation(c, &e, &people));
  return attendance(c, &e, &people);
}

static err minutes(step_call *c, const fields *v) {
  minutes_input in = {.event = event_of(c->a, c->cycle, v), .discussion = step_lines_of(c->a, v, "bahasan")};
  sql_attendees_of_rows people;
  sql_decisions_of_rows decisions;
  TRY(sql_attendees_of(c->ro, c->a, c->cycle->id, &people));
  TRY(sql_decisions_of(c->ro, c->a, c->cycle->id, &decisions));
  TRY(issue_person(c, (person_id){fields_int(v, S("notulis"), 0)}, &in.note_taker));
  for (size_t i = 0; i < people.n; i++)
    if (people.v[i].present) LIST_ADD(c->a, &in.participants, with_post(c->a, &people.v[i]));
  for (size_t i = 0; i < decisions.n; i++) {
    const sql_decisions_of_row *r = &decisions.v[i];
    LIST_ADD(c->a, &in.decisions, ((decision){r->what, r->person_name, r->until_day}));
  }
  TRY(steps_common(c, DOC_NOTULA, c->step->lane, &in.common));
  return issue_document(c, DOC_NOTULA, STR_NONE, &in.common, letter_minutes(c->a, &in), NULL);
}

/* What the meeting decided, as a record that everybody present signs by hand. */
static err record(step_call *c, const fields *v) {
  record_input in = {.event = event_of(c->a, c->cycle, v)};
  sql_attendees_of_rows people;
  sql_decisions_of_rows decisions;
  TRY(sql_attendees_of(c->ro, c->a, c->cycle->id, &people));
  TRY(sql_decisions_of(c->ro, c->a, c->cycle->id, &decisions));
  TRY(steps_common(c, DOC_BERITA_ACARA, c->step->lane, &in.common));
  in.common.issue.mark = STR_NONE;
  for (size_t i = 0; i < people.n; i++) {
    const sql_attendees_of_row *r = &people.v[i];
    if (r->present && !str_eq(r->nip, in.common.signer.person.nip)) LIST_ADD(c->a, &in.parties, ((doc_person){r->name, r->nip, r->rank, r->title}));
  }
  for (size_t i = 0; i < decisions.n; i++) LIST_ADD(c->a, &in.results, decisions.v[i].what);
  return issue_document(c, DOC_BERITA_ACARA, STR_NONE, &in.common, letter_record(c->a, &in), NULL);
}

static err issue(step_call *c) {
  fields v;
  int64_t version;
  TRY(step_values(c->ro, c->a, c->cycle, c->step->no, c->today, &v, &version));
  TRY(minutes(c, &v));
  if (fields_bool(&v, S("berita_acara"))) TRY(record(c, &v));
  return report_issue(c, DOC_DRAFT_4);
}

static const step_action actions[] = {
    {.name = "simpan", .label = "Simpan", .form = form, .apply = save},
    {.name = "undang", .label = "Terbitkan undangan", .form = form, .issues = true, .apply = invite},
    {.name = "selesai", .label = "Selesaikan rapat", .form = form, .move = MOVE_DONE, .apply = save},
    {0}};

const step_kind meeting_kind = {.name = "meeting", .actions = actions, .missing = missing_parts, .issue = issue, .defaults = defaults};
