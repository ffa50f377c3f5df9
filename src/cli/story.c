#include "cli/story.h"

#include "cli/share.h"
#include "cli/story_parts.h"
#include "cli/world.h"
#include "cycle/cycle_sql.h"
#include "office/office_sql.h"
#include "steps/certificate.h"
#include "store/audit.h"

enum { FILE_MAX = 512 * 1024, PARTS_DEEP = 4 };

/* ---- names ---- */

err story_account(story *s, event *e, const node *at, str login, account_id *out) {
  sql_account_by_login_row *r;
  TRY(sql_account_by_login(e->db, e->a, login, &r));
  *out = r ? r->id : (account_id){0};
  if (r) e->region = r->region;
  else COMPLAIN(&s->c, at, "Akun “%.*s” tidak ada.", STR_ARG(login));
  return NULL;
}

cycle_id story_cycle_named(story *s, const node *at, str name) {
  size_t n = s->told->cycles.n;
  if (!name.n && n) return s->told->cycles.v[n - 1].id;
  for (size_t i = 0; i < n; i++)
    if (str_eq(s->told->cycles.v[i].name, name)) return s->told->cycles.v[i].id;
  if (name.n) COMPLAIN(&s->c, at, "Siklus “%.*s” belum dimulai dalam cerita ini.", STR_ARG(name));
  return (cycle_id){0};
}

/* ---- actions ---- */

static err begin_cycle(story *s, event *e, const node *n, account_id account, err *refusal) {
  static const char *const keys[] = {"office", "sop", "year", "quarter", "name", NULL};
  sql_office_by_code_row *o;
  if (!source_keys(&s->c, n, keys)) return NULL;
  str code = tree_need(&s->c, n, "office"), name = tree_need(&s->c, n, "name");
  TRY(sql_office_by_code(e->db, e->a, e->region, code, &o));
  begin_request rq = {.office = o ? o->id : (office_id){0}, .sop = tree_need(&s->c, n, "sop"), .year = tree_int(&s->c, n, "year", 0),
                      .quarter = tree_int(&s->c, n, "quarter", 0), .account = account, .now = s->now};
  if (!o) {
    COMPLAIN(&s->c, n, "Kantor “%.*s” tidak ada.", STR_ARG(code));
    return NULL;
  }
  cycle_id id;
  *refusal = steps_begin(s->store, e->a, &rq, &id);
  if (*refusal) return NULL;
  LIST_ADD(s->c.a, &s->told->cycles, ((story_cycle){str_copy(s->c.a, name), id}));
  e->cycle = id;
  return NULL;
}

static err do_action(story *s, event *e, const node *n, account_id account, err *refusal) {
  fields in = {0};
  step_result done;
  cycle_id id = story_cycle_named(s, n, tree_text(&s->c, n, "cycle"));
  if (!id.v) return NULL;
  e->cycle = id;
  TRY(story_fields(s, e, tree_map(&s->c, n, "with"), &in));
  step_request rq = {.cycle = id, .no = (int)tree_int(&s->c, n, "step", 0), .round = (int)tree_int(&s->c, n, "round", 0),
                     .action = tree_text(&s->c, n, "do"), .in = &in, .account = account, .now = s->now, .address = S("")};
  *refusal = steps_run(s->store, e->a, &rq, &done);
  return *refusal ? NULL : done.unkept;
}

err story_action(story *s, event *e, const node *n, err *refusal) {
  account_id account;
  const node *begin = tree_map(&s->c, n, "begin");
  TRY(story_account(s, e, n, tree_need(&s->c, n, "as"), &account));
  if (!account.v) return NULL;
  return begin ? begin_cycle(s, e, begin, account, refusal) : do_action(s, e, n, account, refusal);
}

/* ---- one event ---- */

static void tell_refusal(story *s, const event *e) {
  buf b = BUF(e->a);
  for (size_t i = 0; i < e->outcome->points.n; i++) {
    const err_point *p = &e->outcome->points.v[i];
    buf_fmt(&b, "\n      %.*s: %.*s", STR_ARG(p->field), STR_ARG(p->text));
  }
  COMPLAIN(&s->c, e->at, "Ditolak tanpa diharapkan: %.*s%s%.*s%.*s", STR_ARG(e->outcome->user), e->outcome->cause.n ? " — " : "",
           STR_ARG(e->outcome->cause), STR_ARG(buf_str(&b)));
  s->stopped = true;
}

static err before(story *s, event *e) {
  static const char *const keys[] = {"at",   "as",       "begin",  "do",   "with",    "cycle", "step", "round",
                                     "note", "play", "calendar", "assign", "race", "refused", "expect", NULL};
  if (!source_keys(&s->c, e->at, keys)) return NULL;
  instant at = tree_instant(&s->c, e->at, "at", s->zone);
  if (instant_some(at) && at.s < s->now.s) COMPLAIN(&s->c, e->at, "“at” lebih awal daripada kejadian sebelumnya.");
  if (instant_some(at)) s->now = at;
  e->cycle = story_cycle_named(s, e->at, tree_text(&s->c, e->at, "cycle"));
  if (!e->cycle.v) return NULL;
  sql_documents_of_rows docs;
  str hash;
  TRY(sql_documents_of(e->db, e->a, e->cycle, &docs));
  if (docs.n) e->last_document = docs.v[docs.n - 1].id.v;
  return audit_head(e->db, e->a, e->cycle.v, &e->last_entry, &hash);
}

static err play_event(story *s, const node *at);

/* The events of another file, as if they stood here. */
static err play_part(story *s, event *e, str name) {
  str bytes;
  TRY(share_read(s->c.a, s->folder, name, &bytes));
  const node *root = source_read(&s->c, bytes, str_copy(s->c.a, name), FILE_MAX), *steps = root ? tree_list(&s->c, root, "steps") : NULL;
  if (!steps || s->depth == PARTS_DEEP) COMPLAIN(&s->c, e->at, "Bagian cerita “%.*s” tidak memuat “steps”, atau memainkan dirinya sendiri.", STR_ARG(name));
  s->depth++;
  for (size_t i = 0; steps && i < steps->n && !s->stopped && s->depth <= PARTS_DEEP; i++) TRY(play_event(s, steps->items[i]));
  s->depth--;
  if (!e->cycle.v) e->cycle = story_cycle_named(s, e->at, S(""));
  return NULL;
}

static err play(story *s, event *e) {
  TRY(before(s, e));
  const node *assign = tree_map(&s->c, e->at, "assign"), *days = tree_map(&s->c, e->at, "calendar"), *race = tree_list(&s->c, e->at, "race");
  const node *refused = tree_map(&s->c, e->at, "refused"), *expect = tree_map(&s->c, e->at, "expect");
  str part = tree_text(&s->c, e->at, "play");
  if (part.n) TRY(play_part(s, e, part));
  else if (race) TRY(story_race(s, e, race));
  else if (assign) TRY(story_assign(s, e, assign));
  else if (days) TRY(story_calendar(s, e, days));
  else if (source_get(e->at, S("do")) || source_get(e->at, S("begin"))) TRY(story_action(s, e, e->at, &e->outcome));
  if (refused) TRY(story_refused(s, e, refused));
  else if (e->outcome) tell_refusal(s, e);
  return expect && !s->stopped ? story_expect(s, e, expect) : NULL;
}

/* Everything of one event lives in its own arena; only an error that ends the story is carried over. */
static err play_event(story *s, const node *at) {
  arena *a = arena_under(s->c.a, 0);
  event e = {.at = at, .a = a};
  err bad = store_borrow(s->store, a, &e.db);
  if (!bad) {
    bad = play(s, &e);
    store_release(s->store, e.db);
  }
  if (bad) COMPLAIN(&s->c, at, "%.*s%s%.*s", STR_ARG(bad->user), bad->cause.n ? " — " : "", STR_ARG(bad->cause));
  s->stopped = s->stopped || bad;
  s->told->events++;
  arena_reset(a);
  return NULL;
}

/* ---- the story ---- */

static err check_chains(story *s, const node *root) {
  db_ro *db;
  audit_report r;
  TRY(store_borrow(s->store, s->c.a, &db));
  err e = audit_verify(db, s->c.a, &r);
  store_release(s->store, db);
  if (e) return e;
  for (size_t i = 0; i < r.faults.n; i++)
    COMPLAIN(&s->c, root, "Rantai audit %lld rusak pada catatan %lld: %.*s", (long long)r.faults.v[i].chain, (long long)r.faults.v[i].n,
             STR_ARG(r.faults.v[i].reason));
  return NULL;
}

static err name_issuer(db_rw *db, arena *a, void *what) {
  const story *s = what;
  return certificate_roots_put(db, a, &(actor_mark){.name = S("Cerita"), .as = S("")}, s->now, trial_root_pem(s->issuer));
}

/* Who issues the certificates of the story; `issuer: dipercaya` names it among those that the installation trusts. */
static err make_issuer(story *s, const node *root) {
  enum { YEAR = 365 * 86400 };
  TRY(trial_root_new(s->c.a, (instant){s->now.s - 10 * (int64_t)YEAR}, (instant){s->now.s + 20 * (int64_t)YEAR}, &s->issuer));
  return str_eq(tree_text(&s->c, root, "issuer"), S("dipercaya")) ? store_write(s->store, s->c.a, name_issuer, s) : NULL;
}

static err tell(story *s, const node *root, bool with_world) {
  static const char *const keys[] = {"title", "about", "world", "start", "zone", "issuer", "steps", NULL};
  if (!source_keys(&s->c, root, keys)) return NULL;
  s->told->title = tree_need(&s->c, root, "title");
  s->zone = (int)tree_int(&s->c, root, "zone", 420);
  s->now = tree_instant(&s->c, root, "start", s->zone);
  const node *steps = tree_list(&s->c, root, "steps");
  str world = tree_text(&s->c, root, "world");
  if (!steps || !instant_some(s->now)) {
    COMPLAIN(&s->c, root, "“start” dan “steps” wajib diisi.");
    return NULL;
  }
  if (with_world) TRY(world_load(s->store, s->c.a, s->folder, world.n ? world : S(DEMO_WORLD), s->now));
  TRY(make_issuer(s, root));
  for (size_t i = 0; i < steps->n && !s->stopped; i++) TRY(play_event(s, steps->items[i]));
  return check_chains(s, root);
}

err story_play(store *db, arena *a, str folder, str name, bool with_world, story_result *out) {
  *out = (story_result){0};
  story s = {.store = db, .c = {.a = a}, .folder = folder, .name = name, .told = out};
  str text;
  TRY(share_read(a, folder, name, &text));
  const node *root = source_read(&s.c, text, name, FILE_MAX);
  if (root) TRY(tell(&s, root, with_world));
  err e = source_verdict(&s.c, name);
  if (e) e->user = str_fmt(a, "Cerita tidak berjalan seperti yang diharapkan: %zu hal.", e->points.n);
  return e;
}
