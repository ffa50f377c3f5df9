/* What happens beside the steps: somebody stands in, the calendar changes, two people act at once. */
#include <pthread.h>

#include "cli/story_parts.h"
#include "office/change.h"
#include "office/office_sql.h"

/* ---- assign ---- */

static err by_admin(event *e, account_id account, instant now, actor *who, actor_mark *by) {
  TRY(actor_load(e->db, e->a, account, now, who));
  *by = (actor_mark){who->account, who->name, S("administrator")};
  return NULL;
}

typedef struct assigning { new_assignment n; actor_mark by; instant now; } assigning;

static err apply_assign(db_rw *db, arena *a, void *what) {
  const assigning *w = what;
  assignment_id id;
  return office_assign(db, a, &w->n, &w->by, w->now, &id);
}

err story_assign(story *s, event *e, const node *n) {
  static const char *const keys[] = {"office", "position", "person", "kind", "letter", "letter_day", "from", "until", "scope", NULL};
  sql_office_by_code_row *o;
  account_id admin, person;
  actor who;
  str title, scope = tree_text(&s->c, n, "scope");
  if (!source_keys(&s->c, n, keys)) return NULL;
  TRY(story_account(s, e, e->at, tree_need(&s->c, e->at, "as"), &admin));
  TRY(story_account(s, e, n, tree_need(&s->c, n, "person"), &person));
  TRY(sql_office_by_code(e->db, e->a, e->region, tree_need(&s->c, n, "office"), &o));
  if (!admin.v || !person.v) return NULL;
  assigning w = {.now = s->now};
  TRY(by_admin(e, person, s->now, &who, &w.by));
  w.n = (new_assignment){.person = who.person, .kind = tree_need(&s->c, n, "kind"), .letter_no = tree_text(&s->c, n, "letter"),
                         .scope = scope.n ? scope : S("semua"), .letter_day = tree_date(&s->c, n, "letter_day"),
                         .from = tree_date(&s->c, n, "from"), .until = tree_date(&s->c, n, "until")};
  if (o) TRY(position_find(e->db, e->a, o->id, tree_need(&s->c, n, "position"), &w.n.position, &title));
  TRY(by_admin(e, admin, s->now, &who, &w.by));
  e->outcome = store_write(s->store, e->a, apply_assign, &w);
  return NULL;
}

/* ---- calendar ---- */

typedef struct changing {
  story *s;
  event *e;
  const node *n;
  actor who;
  actor_mark by;
  moved_dues moved;
} changing;

static err apply_days(db_rw *db, arena *a, void *what) {
  changing *w = what;
  complaints *c = &w->s->c;
  str code = tree_text(c, w->n, "office");
  sql_office_by_code_row *o = NULL;
  if (code.n) TRY(sql_office_by_code(db_rw_ro(db), a, w->e->region, code, &o));
  int64_t scope = o ? o->id.v : str_eq(tree_text(c, w->n, "scope"), S("daerah")) ? w->e->region.v : 0;
  const node *add = tree_list(c, w->n, "add"), *remove = tree_list(c, w->n, "remove");
  for (size_t i = 0; add && i < add->n; i++) {
    const node *d = add->items[i];
    TRY(office_day_off_put(db, a, scope, tree_date(c, d, "day"), tree_need(c, d, "kind"), tree_need(c, d, "name"), tree_text(c, d, "source"),
                           &w->by, w->s->now));
  }
  for (size_t i = 0; remove && i < remove->n; i++)
    TRY(office_day_off_remove(db, a, scope, tree_date(c, remove->items[i], "day"), &w->by, w->s->now));
  return cycle_recompute(db, a, scope, &w->who, w->s->now, &w->moved);
}

err story_calendar(story *s, event *e, const node *n) {
  static const char *const keys[] = {"office", "scope", "add", "remove", NULL};
  account_id admin;
  changing w = {.s = s, .e = e, .n = n};
  if (!source_keys(&s->c, n, keys)) return NULL;
  TRY(story_account(s, e, e->at, tree_need(&s->c, e->at, "as"), &admin));
  if (!admin.v) return NULL;
  TRY(by_admin(e, admin, s->now, &w.who, &w.by));
  e->outcome = store_write(s->store, e->a, apply_days, &w);
  e->moved = w.moved.n;
  return NULL;
}

/* ---- race ---- */

/* A runner has everything of its own but the store; the story it looks at is a copy. */
typedef struct runner {
  story s;
  story_result told;
  event e;
  const node *n;
  pthread_barrier_t *start;
  err refusal, broken;
} runner;

static err run_one(runner *r) {
  pthread_barrier_wait(r->start);
  TRY(store_connect(r->s.store, r->e.a, &r->e.db));
  err e = story_action(&r->s, &r->e, r->n, &r->refusal);
  store_release(r->s.store, r->e.db);
  return e;
}

static void *run(void *what) {
  runner *r = what;
  r->broken = run_one(r);
  return NULL;
}

static runner *new_runner(story *s, event *e, const node *n, pthread_barrier_t *start) {
  runner *r = NEW(e->a, runner);
  *r = (runner){.s = *s, .told = *s->told, .e = *e, .n = n, .start = start};
  r->e.a = arena_new(0);
  if (!r->e.a) return NULL;
  r->s.c = (complaints){.a = r->e.a};
  r->s.told = &r->told;
  /* a begin in the race must not write into the shared list */
  r->told.cycles.v = NEW_N(r->e.a, story_cycle, s->told->cycles.n + 1);
  for (size_t i = 0; i < s->told->cycles.n; i++) r->told.cycles.v[i] = s->told->cycles.v[i];
  r->told.cycles.cap = s->told->cycles.n + 1;
  return r;
}

static void take_over(story *s, event *e, runner *r) {
  for (size_t i = 0; i < r->s.c.v.n; i++) source_complain(&s->c, s->name, r->s.c.v.v[i].line, "%.*s", STR_ARG(r->s.c.v.v[i].text));
  if (r->broken) COMPLAIN(&s->c, r->n, "%.*s", STR_ARG(r->broken->user));
  for (size_t i = s->told->cycles.n; i < r->told.cycles.n; i++) {
    story_cycle c = {str_copy(s->c.a, r->told.cycles.v[i].name), r->told.cycles.v[i].id};
    LIST_ADD(s->c.a, &s->told->cycles, c);
  }
  if (r->refusal) {
    e->outcome = err_new(e->a, r->refusal->code, r->refusal->file, r->refusal->line, "%.*s", STR_ARG(r->refusal->user));
    for (size_t i = 0; i < r->refusal->points.n; i++)
      e->outcome = err_at(e->a, e->outcome, str_copy(e->a, r->refusal->points.v[i].field), str_copy(e->a, r->refusal->points.v[i].text));
  }
  e->cycle = r->e.cycle.v ? r->e.cycle : e->cycle;
}

err story_race(story *s, event *e, const node *list) {
  pthread_barrier_t start;
  pthread_t other;
  if (list->n != 2) {
    COMPLAIN(&s->c, list, "“race” memuat tepat dua kejadian.");
    return NULL;
  }
  pthread_barrier_init(&start, NULL, 2);
  runner *one = new_runner(s, e, list->items[0], &start), *two = new_runner(s, e, list->items[1], &start);
  if (!one || !two || pthread_create(&other, NULL, run, two) != 0) return ERR_CAUSE(e->a, "no thread for a race");
  run(one);
  pthread_join(other, NULL);
  pthread_barrier_destroy(&start);
  take_over(s, e, one);
  take_over(s, e, two);
  if (!one->refusal == !two->refusal)
    COMPLAIN(&s->c, list, "Tepat satu dari dua kejadian harus berhasil; ternyata %s.", one->refusal ? "keduanya ditolak" : "keduanya berhasil");
  arena_free(one->e.a);
  arena_free(two->e.a);
  return NULL;
}
