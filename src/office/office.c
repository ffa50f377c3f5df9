#include "office/office.h"

#include <stdlib.h>

#include "office/office_sql.h"
#include "store/store_sql.h"

err office_get(db_ro *db, arena *a, office_id id, office *out) {
  sql_office_by_id_row *r;
  TRY(sql_office_by_id(db, a, id, &r));
  if (!r) return ERR(a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  *out = (office){.id = r->id, .region = r->region, .code = r->code, .kind = r->kind, .name = r->name, .head_title = r->head_title,
                  .place = r->place, .address = r->address, .contact = r->contact, .letter_unit = r->letter_unit,
                  .paper = r->paper, .decree_phrase = r->decree_phrase, .decree_nip = r->decree_nip, .crest = r->crest, .margins = {r->margin_top, r->margin_right, r->margin_bottom, r->margin_left}, .government = r->government, .region_name = r->region_name, .zone = (int)r->zone};
  return NULL;
}

static str prefix_of(str kind) {
  return str_eq(kind, S("plt")) ? S("Plt.") : str_eq(kind, S("plh")) ? S("Plh.") : S("");
}

static str letter_text(arena *a, str prefix, str number, date day) {
  if (!prefix.n) return STR_NONE;
  if (!date_some(day)) return number;
  return str_fmt(a, "nomor %.*s tanggal %.*s", STR_ARG(number), STR_ARG(date_id(a, day)));
}

static const str without_signing = SC("tanpa_tanda_tangan");

static seat seat_of(arena *a, const sql_seats_of_row *r) {
  seat s = {.position = r->position, .office = r->office, .code = r->code, .title = r->title, .prefix = prefix_of(r->kind)};
  s.letter = letter_text(a, s.prefix, r->letter_no, r->letter_day);
  bool acting = s.prefix.n > 0;
  bool acted_for = !acting && r->acting_scope.p;
  s.acts = !acted_for;
  s.signs = acting ? !str_eq(r->scope, without_signing) : !acted_for || str_eq(r->acting_scope, without_signing);
  if (acting) s.substituted = r->holder;
  return s;
}

static enum role role_of(str text) {
  return str_eq(text, S("admin")) ? ROLE_ADMIN : str_eq(text, S("inspektorat")) ? ROLE_INSPECTORATE : ROLE_STAFF;
}

static int by_rank(const void *x, const void *y) {
  const sql_actor_rows_row *a = x, *b = y;
  return (a->rank_order > b->rank_order) - (a->rank_order < b->rank_order);
}

/* Nobody (account 0) when there is no row, or when the account was switched off. */
static actor actor_of(arena *a, sql_actor_rows_rows *rows) {
  if (rows->n > 1) qsort(rows->v, rows->n, sizeof *rows->v, by_rank);
  actor who = {0};
  if (!rows->n || !rows->v[0].active) return who;
  const sql_actor_rows_row *c = &rows->v[0];
  who = (actor){.account = c->account, .region = c->region, .role = role_of(c->role), .login = c->login, .must_change = c->must_change,
                .person = c->person, .name = c->person.v ? c->name : c->login, .nip = c->nip, .rank = c->rank, .office = c->office,
                .office_name = c->office_name};
  for (size_t i = 0; i < rows->n; i++) {
    const sql_actor_rows_row *r = &rows->v[i];
    sql_seats_of_row held = {r->position, r->seat_office, r->code, r->title, r->kind, r->letter_no, r->letter_day, r->scope, r->acting_scope, r->holder};
    if (!r->position.v) continue;
    seat s = seat_of(a, &held);
    s.keeps_data = r->keeps_data;
    s.keeps_seats = r->keeps_seats;
    LIST_ADD(a, &who.seats, s);
  }
  return who;
}

err actor_load(db_ro *db, arena *a, account_id id, instant now, actor *out) {
  sql_actor_rows_rows rows;
  TRY(sql_actor_rows(db, a, id, STR_NONE, now, &rows));
  *out = actor_of(a, &rows);
  return out->account.v ? NULL : ERR(a, NOT_FOUND, "Akun ini tidak ada atau sudah dinonaktifkan.");
}

err actor_of_session(db_ro *db, arena *a, str token_hash, instant now, actor *out, str *secret, instant *expires) {
  sql_actor_rows_rows rows;
  TRY(sql_actor_rows(db, a, (account_id){0}, token_hash, now, &rows));
  *out = actor_of(a, &rows);
  *secret = out->account.v ? rows.v[0].secret : STR_NONE;
  *expires = out->account.v ? rows.v[0].expires_at : INSTANT_NONE;
  return NULL;
}

const seat *actor_seat(const actor *who, position_id position) {
  const seat *held = NULL;
  for (size_t i = 0; i < who->seats.n; i++) {
    const seat *s = &who->seats.v[i];
    if (s->position.v == position.v && position.v && (!held || (s->acts && !held->acts))) held = s;
  }
  return held;
}

str seat_text(arena *a, const seat *s) {
  if (!s) return S("");
  if (!s->prefix.n) return s->title;
  str head = STR_CAT(a, s->prefix, S(" "), s->title);
  if (s->substituted.n) return str_fmt(a, "%.*s (menggantikan %.*s, surat %.*s)", STR_ARG(head), STR_ARG(s->substituted), STR_ARG(s->letter));
  return str_fmt(a, "%.*s (surat %.*s)", STR_ARG(head), STR_ARG(s->letter));
}

bool actor_sees_office(const actor *who, office_id id) {
  if (who->office.v == id.v && id.v) return true;
  if (who->role != ROLE_STAFF) return id_region(id.v).v == who->region.v;
  for (size_t i = 0; i < who->seats.n; i++)
    if (who->seats.v[i].office.v == id.v) return true;
  return false;
}

/* Acting people come first, so the first row is who acts; for signing, one without that power is passed over. */
err official_of(db_ro *db, arena *a, position_id position, date today, bool signing, official *out) {
  *out = (official){0};
  sql_position_by_id_row *p;
  sql_holders_of_rows rows;
  TRY(sql_position_by_id(db, a, position, &p));
  TRY(sql_holders_of(db, a, position, today, &rows));
  if (p) out->title = p->title;
  const sql_holders_of_row *chosen = NULL, *holder = NULL;
  for (size_t i = 0; i < rows.n; i++) {
    const sql_holders_of_row *r = &rows.v[i];
    if (str_eq(r->kind, S("definitif"))) holder = holder ? holder : r;
    if (!chosen && !(signing && !str_eq(r->kind, S("definitif")) && str_eq(r->scope, without_signing))) chosen = r;
  }
  if (!chosen) return NULL;
  out->person = chosen->person;
  out->name = chosen->name;
  out->nip = chosen->nip;
  out->rank = chosen->rank;
  out->prefix = prefix_of(chosen->kind);
  out->letter = letter_text(a, out->prefix, chosen->letter_no, chosen->letter_day);
  if (holder && holder != chosen) {
    out->substituted.name = holder->name;
    out->substituted.nip = holder->nip;
    out->substituted.rank = holder->rank;
  }
  return NULL;
}

err office_head(db_ro *db, arena *a, const office *o, date today, official *out) {
  sql_positions_of_rows all;
  *out = (official){.title = o->head_title};
  TRY(sql_positions_of(db, a, o->id, &all));
  position_id head = all.n ? all.v[0].id : (position_id){0};
  for (size_t i = all.n; i > 0; i--)
    if (str_eq_nocase(all.v[i - 1].title, o->head_title)) head = all.v[i - 1].id;
  return head.v ? official_of(db, a, head, today, true, out) : NULL;
}

err position_find(db_ro *db, arena *a, office_id id, str code, position_id *out, str *title) {
  sql_position_by_code_row *r;
  TRY(sql_position_by_code(db, a, id, code, &r));
  *out = r ? r->id : (position_id){0};
  if (title) *title = r ? r->title : STR_NONE;
  return NULL;
}

err site_address(db_ro *db, arena *a, str *out) {
  sql_setting_of_row *r;
  TRY(sql_setting_of(db, a, 0, S(SITE_SETTING), &r));
  *out = r && r->value.n ? r->value : STR_NONE;
  return NULL;
}
