/* Bodies made of people and texts: order (step 1), team (2), report (7), meeting (8), and any other kind. */
#include "langkah_isian.t.h"
#include "langkah_meeting.t.h"
#include "langkah_order.t.h"
#include "langkah_team.t.h"
#include "steps/issue.h"
#include "web/pages/step_bodies.h"

static people_choices choices(const step_page *p, const str_list *chosen) {
  people_choices all = {0};
  for (size_t i = 0; i < p->people.n; i++)
    LIST_ADD(p->cx->a, &all, ((people_choice){&p->people.v[i], step_chosen(chosen, p->people.v[i].id.v)}));
  return all;
}

static str_list split(arena *a, str text) {
  str_list all = {0};
  while (text.p) {
    str one;
    text = str_cut(text, ',', &one);
    LIST_ADD(a, &all, one);
  }
  return all;
}

err step_body_order(const step_page *p, out *o) {
  order_view v = {.p = p, .f = step_form_of(p, "simpan", NULL)};
  str_list to = v.f->view.wrong ? step_typed_column(p, "kepada") : split(p->cx->a, fields_get(&p->values, S("kepada")));
  v.to = choices(p, &to);
  t_langkah_order(o, &v);
  return NULL;
}

/* ---- team ---- */

enum { SPARE_ROWS = 3, FIRST_ROWS = 5 };

static void spare_lines(const step_page *p, team_view *v) {
  size_t want = v->lines.n + SPARE_ROWS < FIRST_ROWS ? FIRST_ROWS : v->lines.n + SPARE_ROWS;
  while (v->lines.n < want) {
    team_line spare = {.duty = v->lines.n ? S("anggota") : S("ketua")};
    LIST_ADD(p->cx->a, &v->lines, spare);
  }
}

static err team_lines(const step_page *p, team_view *v) {
  arena *a = p->cx->a;
  str_list who = step_typed_column(p, "anggota"), duty = step_typed_column(p, "fungsi");
  for (size_t i = 0; i < who.n; i++)
    if (!str_blank(who.v[i])) LIST_ADD(a, &v->lines, ((team_line){.person = who.v[i], .duty = i < duty.n ? duty.v[i] : S("anggota")}));
  if (v->f->edit && who.n) return NULL;
  sql_team_of_rows rows;
  TRY(sql_team_of(p->cx->db, a, p->c->id, &rows));
  v->lines.n = 0;
  for (size_t i = 0; i < rows.n; i++) {
    const sql_team_of_row *r = &rows.v[i];
    LIST_ADD(a, &v->lines, ((team_line){step_id(a, r->person.v), r->name, r->duty, r->title, r->rank}));
  }
  return NULL;
}

err step_body_team(const step_page *p, out *o) {
  team_view v = {.p = p, .f = step_form_of(p, "simpan", NULL)};
  TRY(team_lines(p, &v));
  if (v.f->edit) spare_lines(p, &v);
  if (p->here && p->c->phase == PHASE_SETTER) TRY(step_last_document(p, doc_kind_code(DOC_DRAFT_SK), &v.decree, &v.decree_id));
  t_langkah_team(o, &v);
  return NULL;
}

/* ---- meeting ---- */

static void typed_decisions(const step_page *p, decision_lines *to) {
  str_list what = step_typed_column(p, "putusan"), who = step_typed_column(p, "pelaksana"), until = step_typed_column(p, "batas"),
           target = step_typed_column(p, "pada");
  for (size_t i = 0; i < what.n; i++) {
    decision_line d = {.what = what.v[i]};
    if (str_blank(d.what)) continue;
    if (i < who.n) d.person = who.v[i];
    if (i < until.n) d.until = until.v[i];
    if (i < target.n) d.target = target.v[i];
    LIST_ADD(p->cx->a, to, d);
  }
}

static err saved_decisions(const step_page *p, bool edit, decision_lines *to) {
  arena *a = p->cx->a;
  sql_decisions_of_rows rows;
  TRY(sql_decisions_of(p->cx->db, a, p->c->id, &rows));
  for (size_t i = 0; i < rows.n; i++) {
    const sql_decisions_of_row *r = &rows.v[i];
    decision_line d = {.what = r->what, .person_name = r->person_name, .target = r->target, .answer = r->answer, .answered_by = r->answered_by};
    if (r->person.v) d.person = step_id(a, r->person.v);
    if (date_some(r->until_day)) d.until = edit ? date_iso(a, r->until_day) : date_id(a, r->until_day);
    LIST_ADD(a, to, d);
  }
  return NULL;
}

/* Before anything is saved, the team is proposed; once invited, those are proposed as present. */
static err proposed(const step_page *p, const meeting_view *v, str_list *invited, str_list *present) {
  sql_team_of_rows team;
  if (!invited->n) {
    TRY(sql_team_of(p->cx->db, p->cx->a, p->c->id, &team));
    for (size_t i = 0; i < team.n; i++)
      if (team.v[i].active) LIST_ADD(p->cx->a, invited, step_id(p->cx->a, team.v[i].person.v));
  }
  if (v->invitation && !present->n) *present = *invited;
  return NULL;
}

static err meeting_people(const step_page *p, meeting_view *v) {
  sql_attendees_of_rows rows;
  str_list invited = step_typed_column(p, "peserta"), present = step_typed_column(p, "hadir");
  if (!v->f->view.wrong) {
    invited = present = (str_list){0};
    TRY(sql_attendees_of(p->cx->db, p->cx->a, p->c->id, &rows));
    for (size_t i = 0; i < rows.n; i++) {
      str id = step_id(p->cx->a, rows.v[i].person.v);
      LIST_ADD(p->cx->a, &invited, id);
      if (rows.v[i].present) LIST_ADD(p->cx->a, &present, id);
    }
    if (v->f->edit) TRY(proposed(p, v, &invited, &present));
  }
  v->invited = choices(p, &invited);
  v->present = choices(p, &present);
  return NULL;
}

err step_body_meeting(const step_page *p, out *o) {
  meeting_view v = {.p = p, .f = step_form_of(p, "simpan", NULL)};
  for (size_t i = 0; i < p->documents.n; i++) v.invitation = v.invitation || str_eq(p->documents.v[i].kind, doc_kind_code(DOC_UNDANGAN));
  TRY(meeting_people(p, &v));
  if (v.f->edit && v.f->view.wrong) typed_decisions(p, &v.decisions);
  else TRY(saved_decisions(p, v.f->edit, &v.decisions));
  for (size_t i = 0; v.f->edit && i < SPARE_ROWS; i++) LIST_ADD(p->cx->a, &v.decisions, ((decision_line){0}));
  for (size_t i = 0; i < v.decisions.n; i++) v.decisions.v[i].n = step_id(p->cx->a, (int64_t)i + 1);
  TRY(step_pins(p, true, &v.targets));
  t_langkah_meeting(o, &v);
  return NULL;
}

/* ---- texts alone ---- */

err step_body_report(const step_page *p, out *o) {
  t_langkah_isian(o, p, step_form_of(p, "simpan", NULL), S("Nota Dinas"));
  return NULL;
}

err step_body_generic(const step_page *p, out *o) {
  t_langkah_isian(o, p, step_form_of(p, "simpan", NULL), S("Pelaksanaan"));
  return NULL;
}
