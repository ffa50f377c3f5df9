#include "steps/team_decree.h"

#include "cycle/cycle_sql.h"

static const struct { const char *code, *label; } duties[] = {{"ketua", "Ketua"}, {"sekretaris", "Sekretaris"}, {"anggota", "Anggota"}};

str steps_duty_label(str duty) {
  for (size_t i = 0; i < LEN(duties); i++)
    if (str_eq(duty, str_of(duties[i].code))) return str_of(duties[i].label);
  return duty;
}

/* ---- signing for the team ---- */

err steps_team_head(db_ro *db, arena *a, const cycle *c, doc_official *out, person_id *who) {
  sql_team_of_rows team;
  *out = (doc_official){.position = S("KETUA TIM")};
  *who = (person_id){0};
  TRY(sql_team_of(db, a, c->id, &team));
  for (size_t i = 0; i < team.n; i++) {
    const sql_team_of_row *m = &team.v[i];
    if (!str_eq(m->duty, S("ketua"))) continue;
    out->person = (doc_person){m->name, m->nip, m->rank, m->title};
    *who = m->person;
    break;
  }
  return NULL;
}

err steps_common(step_call *c, enum doc_kind kind, str lane, letter_common *out) {
  TRY(issue_common(c, kind, lane, NULL, out));
  if (!str_eq(lane, S("tim"))) return NULL;
  person_id head;
  TRY(steps_team_head(c->ro, c->a, c->cycle, &out->signer, &head));
  if (head.v && head.v == c->who->person.v) out->issue.mark = issue_mark(c, &c->cycle->office);
  return NULL;
}

/* ---- the decree ---- */

static err members(step_call *c, decree_input *in) {
  sql_team_of_rows team;
  TRY(sql_team_of(c->ro, c->a, c->cycle->id, &team));
  for (size_t i = 0; i < team.n; i++) {
    team_member m = {.function = steps_duty_label(team.v[i].duty)};
    TRY(issue_person(c, team.v[i].person, &m.person));
    LIST_ADD(c->a, &in->members, m);
  }
  return NULL;
}

/* The first ruling forms the team, the second holds its tasks, the rest follows: the order of a decree on a team. */
static str_list rulings(arena *a, const fields *v) {
  str_list out = {0}, lines = step_lines_of(a, v, "ketetapan"), tasks = step_lines_of(a, v, "tugas");
  buf b = BUF(a);
  buf_add(&b, S("Tim sebagaimana dimaksud dalam Diktum KESATU mempunyai tugas:"));
  for (size_t i = 0; i < tasks.n; i++) buf_fmt(&b, "\n%zu. %.*s", i + 1, STR_ARG(tasks.v[i]));
  for (size_t i = 0; i < lines.n; i++) {
    if (i == 1 && tasks.n) LIST_ADD(a, &out, buf_str(&b));
    LIST_ADD(a, &out, lines.v[i]);
  }
  if (lines.n < 2 && tasks.n) LIST_ADD(a, &out, buf_str(&b));
  return out;
}

/* The lane that sets the team; where the SOP names none, the one that gave the order. */
static str signing_lane(const sop *s, const sop_step *team) {
  const sop_step *order = sop_step_of(s, step_no_of(s, "order"));
  return team->setter.n ? team->setter : order ? order->lane : team->lane;
}

err team_decree_issue(step_call *c, enum doc_kind kind) {
  const sop *s = c->cycle->sop;
  const sop_step *team = sop_step_of(s, step_no_of(s, "team"));
  fields v;
  int64_t version;
  if (!team) return NULL;
  TRY(step_values(c->ro, c->a, c->cycle, team->no, c->today, &v, &version));
  decree_input in = {.about = fields_get(&v, S("tentang")), .considering = step_lines_of(c->a, &v, "menimbang"), .rulings = rulings(c->a, &v),
                     .opening_phrase = c->cycle->office.decree_phrase, .signer_with_nip = c->cycle->office.decree_nip};
  for (size_t i = 0; i < s->legal_basis.n; i++) LIST_ADD(c->a, &in.recalling, s->legal_basis.v[i].text);
  TRY(members(c, &in));
  TRY(issue_common(c, kind, signing_lane(s, team), NULL, &in.common));
  if (kind == DOC_DRAFT_SK) {
    in.common.watermark = S("KONSEP");
    in.common.issue.day = DATE_NONE;
    in.common.issue.mark = STR_NONE;
  }
  return issue_document(c, kind, STR_NONE, &in.common, letter_decree(c->a, &in), NULL);
}
