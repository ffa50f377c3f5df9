/* The sections "offices" and "accounts" of a world. */
#include "cli/world_parts.h"
#include "cycle/cycle_sql.h"
#include "document/letterno.h"
#include "office/office_sql.h"

static err load_account(world *w, const node *n, person_id person, str login) {
  str role = tree_text(&w->c, n, "role");
  account_id id;
  new_account account = {.region = w->region, .login = login, .password = w->password, .person = person, .role = role.n ? role : S("pegawai")};
  err e = account_add(w->db, w->a, &account, w->now, &w->by, &id);
  if (!e || e->code != ERR_INPUT) return e;
  COMPLAIN(&w->c, n, "%.*s", STR_ARG(e->user));
  return NULL;
}

err world_accounts(world *w, const node *list) {
  static const char *const keys[] = {"login", "role", NULL};
  for (size_t i = 0; i < list->n; i++) {
    const node *n = list->items[i];
    if (!source_keys(&w->c, n, keys)) continue;
    TRY(load_account(w, n, (person_id){0}, tree_need(&w->c, n, "login")));
  }
  return NULL;
}

/* "keeps: [data, seats]": what whoever holds the position keeps for the office. */
static bool keeps(world *w, const node *n, str what) {
  const node *list = tree_list(&w->c, n, "keeps");
  for (size_t i = 0; list && i < list->n; i++)
    if (str_eq(list->items[i]->text, what)) return true;
  return false;
}

/* A position with the person who holds it, and that person's account. */
static err load_position(world *w, const node *n, office_id at, int64_t order) {
  static const char *const keys[] = {"code", "title", "name", "nip", "rank", "login", "role", "since", "keeps", NULL};
  if (!source_keys(&w->c, n, keys)) return NULL;
  position_id position;
  person_id person;
  assignment_id assignment;
  str name = tree_text(&w->c, n, "name"), login = tree_text(&w->c, n, "login");
  TRY(store_new_id(w->db, w->a, w->region, &position.v));
  TRY(sql_position_insert(w->db, w->a, position, at, tree_need(&w->c, n, "code"), tree_need(&w->c, n, "title"), order,
                          keeps(w, n, S("data")), keeps(w, n, S("seats")), NULL));
  if (!name.n) return NULL;
  date since = tree_date(&w->c, n, "since");
  TRY(store_new_id(w->db, w->a, w->region, &person.v));
  TRY(sql_person_insert(w->db, w->a, person, at, name, tree_text(&w->c, n, "nip"), tree_text(&w->c, n, "rank"), NULL));
  TRY(store_new_id(w->db, w->a, w->region, &assignment.v));
  TRY(sql_assignment_insert(w->db, w->a, assignment, position, person, S("definitif"), S(""), DATE_NONE, date_some(since) ? since : w->since,
                            DATE_NONE, S("semua"), NULL));
  return login.n ? load_account(w, n, person, login) : NULL;
}

static err load_villages(world *w, const node *list, office_id at) {
  static const char *const keys[] = {"code", "name", NULL};
  for (size_t i = 0; list && i < list->n; i++) {
    const node *n = list->items[i];
    if (!source_keys(&w->c, n, keys)) continue;
    TRY(sql_village_insert(w->db, w->a, at, tree_need(&w->c, n, "code"), tree_need(&w->c, n, "name"), NULL));
  }
  return NULL;
}

static err load_letters(world *w, const node *list, office_id at) {
  static const char *const keys[] = {"kind", "pattern", "classification", NULL};
  for (size_t i = 0; list && i < list->n; i++) {
    const node *n = list->items[i];
    if (!source_keys(&w->c, n, keys)) continue;
    str pattern = tree_need(&w->c, n, "pattern");
    err wrong = letter_number_check(w->a, pattern);
    if (wrong) COMPLAIN(&w->c, n, "%.*s", STR_ARG(wrong->user));
    else TRY(sql_letter_pattern_put(w->db, w->a, at, tree_need(&w->c, n, "kind"), pattern, tree_need(&w->c, n, "classification"), NULL));
  }
  return NULL;
}

static err load_office(world *w, const node *n) {
  static const char *const keys[] = {"code",    "kind", "name",  "head_title", "place",     "address", "contact", "letter_unit",
                                     "zone", "paper", "villages",   "positions", "letters", NULL};
  if (!source_keys(&w->c, n, keys)) return NULL;
  office_id id;
  sql_office_by_code_row *twice;
  str code = tree_need(&w->c, n, "code"), paper = tree_text(&w->c, n, "paper");
  TRY(sql_office_by_code(db_rw_ro(w->db), w->a, w->region, code, &twice));
  if (twice) {
    COMPLAIN(&w->c, n, "Kantor “%.*s” ditulis dua kali.", STR_ARG(code));
    return NULL;
  }
  TRY(store_new_id(w->db, w->a, w->region, &id.v));
  TRY(sql_office_insert(w->db, w->a, id, w->region, code, tree_need(&w->c, n, "kind"), tree_need(&w->c, n, "name"),
                        tree_need(&w->c, n, "head_title"), tree_need(&w->c, n, "place"), tree_text(&w->c, n, "address"),
                        tree_text(&w->c, n, "contact"), tree_need(&w->c, n, "letter_unit"), tree_int(&w->c, n, "zone", 420),
                        paper.n ? paper : S("A4"), NULL));
  TRY(load_villages(w, tree_list(&w->c, n, "villages"), id));
  TRY(load_letters(w, tree_list(&w->c, n, "letters"), id));
  const node *positions = tree_list(&w->c, n, "positions");
  for (size_t i = 0; positions && i < positions->n; i++) TRY(load_position(w, positions->items[i], id, (int64_t)i + 1));
  return NULL;
}

err world_offices(world *w, const node *list) {
  for (size_t i = 0; i < list->n; i++) TRY(load_office(w, list->items[i]));
  return NULL;
}
