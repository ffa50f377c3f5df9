#include "store/store.h"

#include <pthread.h>

#include "store/engine.h"

/* One waiting apply. Lives on the stack of its caller, who sleeps until `done`. */
typedef struct waiting {
  struct waiting *next;
  region_id region;
  store_apply fn;
  void *what;
  arena *a;
  err result;
  bool done, leads;
  pthread_cond_t wake;
} waiting;

/* A writing connection and who waits for it. A regency always writes through the same one. */
typedef struct queue {
  const engine *engine;
  db_rw writer;
  pthread_mutex_t lock;
  waiting *first, **last;
  bool led; /* somebody has the connection */
  store_stats stats; /* under the lock; what is held now is looked up when asked */
} queue;

struct store {
  const engine *engine;
  char *place;
  int n_statements;
  queue *queues;
  pthread_mutex_t lock; /* of idle */
  db_ro *idle;
};

static bool execute(db_ro *db, enum db_control which) { return db->engine->control(db, which); }
static bool in_transaction(db_ro *db) { return db->engine->in_transaction(db); }

/* Runs `fn` on the caller's arena. Its limit jumps here, never over to the caller's own thread: that one sleeps. */
static err run_caught(queue *q, waiting *w, store_apply fn, void *what) {
  static error too_much = {.code = ERR_LIMIT, .user = SC("Isian terlalu besar untuk diproses. Perubahan belum disimpan."), .file = __FILE__};
  if (setjmp(*arena_catch(w->a)) != 0) {
    q->engine->reset(q->writer.ro);
    return &too_much;
  }
  err e = fn(&q->writer, w->a, what);
  arena_uncatch(w->a);
  return e;
}

static err make_error(db_rw *db, arena *a, void *doing) { return db->ro->engine->fault(a, db->ro, doing); }

static err apply_one(queue *q, waiting *w) {
  db_ro *db = q->writer.ro;
  if (!execute(db, CONTROL_SAVE)) return run_caught(q, w, make_error, "savepoint");
  err e = run_caught(q, w, w->fn, w->what);
  if (!in_transaction(db)) return e; /* a full disk and its like end the whole transaction */
  if ((!e || execute(db, CONTROL_UNDO)) && execute(db, CONTROL_RELEASE)) return e;
  if (!e) e = run_caught(q, w, make_error, "release");
  execute(db, CONTROL_ROLLBACK); /* half a change must not be committed with the others */
  return e;
}

/* A transaction whose end failed, and its rollback too: it goes before the next one begins. */
static void end_leftover(db_ro *db) {
  if (in_transaction(db)) execute(db, CONTROL_ROLLBACK);
}

/* Tells everybody who has not been refused yet that nothing was kept. */
static bool fail_all(queue *q, waiting *batch, char *doing) {
  for (waiting *w = batch; w; w = w->next)
    if (!w->result) w->result = run_caught(q, w, make_error, doing);
  end_leftover(q->writer.ro);
  return false;
}

/* Alone in its transaction an apply needs no savepoint: the transaction ends either way. */
static bool run_alone(queue *q, waiting *w) {
  static char lost[] = "transaction lost", commit[] = "commit";
  db_ro *db = q->writer.ro;
  w->result = run_caught(q, w, w->fn, w->what);
  if (!w->result) return execute(db, CONTROL_COMMIT) || fail_all(q, w, commit);
  if (!in_transaction(db)) return fail_all(q, w, lost);
  execute(db, CONTROL_ROLLBACK);
  return true;
}

/* Runs a batch as one transaction; false when the transaction itself failed: then nobody's change is kept and everybody is told. */
static bool run_batch(queue *q, waiting *batch) {
  static char begin[] = "begin", lost[] = "transaction lost", commit[] = "commit";
  db_ro *db = q->writer.ro;
  end_leftover(db);
  if (!execute(db, CONTROL_BEGIN_WRITE) || (q->engine->lock && !q->engine->lock(db, batch->region))) return fail_all(q, batch, begin);
  if (!batch->next) return run_alone(q, batch);
  for (waiting *w = batch; w; w = w->next) {
    w->result = apply_one(q, w);
    if (!in_transaction(db)) return fail_all(q, batch, lost);
  }
  return execute(db, CONTROL_COMMIT) || fail_all(q, batch, commit);
}

/* An apply changes nothing but the database and its own answer, so a batch the server gave up is run again, from the start. */
static void run_until_kept(queue *q, waiting *batch) {
  for (int tries = 0; !run_batch(q, batch) && q->engine->again && q->engine->again(q->writer.ro, tries); tries++)
    for (waiting *w = batch; w; w = w->next) w->result = NULL;
}

enum { BATCHES = 8, /* so many a leader runs before another must */
       TOGETHER = 64 }; /* applies in a batch */

/* With the lock held: the first who waits, and all who can go with it. */
static waiting *take_batch(queue *q) {
  waiting *batch = NULL, **end = &batch, **from = &q->first;
  region_id region = q->first->region;
  for (int n = 0; *from && n < TOGETHER;) {
    waiting *w = *from;
    if (q->engine->lock && w->region.v != region.v) {
      from = &w->next;
      continue;
    }
    *from = w->next;
    w->next = NULL;
    *end = w;
    end = &w->next;
    n++;
  }
  for (q->last = &q->first; *q->last;) q->last = &(*q->last)->next;
  return batch;
}

/* With the lock held: whoever came meanwhile leads next. */
static void pass_on(queue *q) {
  q->led = q->first != NULL;
  if (!q->first) return;
  q->first->leads = true;
  pthread_cond_signal(&q->first->wake);
}

/* With the lock held. */
static void count(queue *q, const waiting *batch) {
  size_t n = 0, step = 0;
  for (const waiting *w = batch; w; w = w->next, n++) *(w->result ? &q->stats.refused : &q->stats.changes) += 1;
  while (step + 1 < STORE_BATCH_STEPS && n > (size_t)1 << step) step++;
  q->stats.batches[step]++;
}

static void add_stats(queue *q, store_stats *out) {
  pthread_mutex_lock(&q->lock);
  out->changes += q->stats.changes;
  out->refused += q->stats.refused;
  for (size_t i = 0; i < STORE_BATCH_STEPS; i++) out->batches[i] += q->stats.batches[i];
  pthread_mutex_unlock(&q->lock);
}

void store_stats_of(const store *s, store_stats *out) {
  pthread_mutex_t *lock = (pthread_mutex_t *)&s->lock; /* the one part of it that looking changes */
  *out = (store_stats){0};
  for (int i = 0; i < s->engine->queues; i++) add_stats(&s->queues[i], out);
  pthread_mutex_lock(lock);
  for (const db_ro *db = s->idle; db; db = db->next) out->readers_idle++;
  pthread_mutex_unlock(lock);
}

/* With the lock held: takes those who wait as one batch and wakes them afterwards; goes on with who has come meanwhile, for a while. */
static void lead(queue *q, const waiting *self) {
  for (int i = 0; i < BATCHES && q->first; i++) {
    waiting *batch = take_batch(q);
    pthread_mutex_unlock(&q->lock);
    run_until_kept(q, batch);
    pthread_mutex_lock(&q->lock);
    count(q, batch);
    for (waiting *w = batch, *next; w; w = next) {
      next = w->next; /* once done is seen, *w is gone */
      w->done = true;
      if (w != self) pthread_cond_signal(&w->wake);
    }
  }
  pass_on(q);
}

err store_write_in(store *s, arena *a, region_id region, store_apply fn, void *what) {
  waiting w = {.region = region, .fn = fn, .what = what, .a = a};
  queue *q = &s->queues[(uint64_t)region.v % (uint64_t)s->engine->queues];
  if (!q->writer.ro) return ERR_CAUSE(a, "%s was opened for reading", s->place);
  pthread_cond_init(&w.wake, NULL);
  pthread_mutex_lock(&q->lock);
  *q->last = &w;
  q->last = &w.next;
  w.leads = !q->led;
  q->led = true;
  while (!w.done && !w.leads) pthread_cond_wait(&w.wake, &q->lock);
  if (!w.done) lead(q, &w);
  pthread_mutex_unlock(&q->lock);
  pthread_cond_destroy(&w.wake);
  return w.result;
}

err store_write(store *s, arena *a, store_apply fn, void *what) { return store_write_in(s, a, (region_id){0}, fn, what); }

/* On PostgreSQL the writing connections are for writing: other servers may wait for what they hold. */
static bool take_idle_writer(queue *q) {
  if (q->engine->lock) return false;
  pthread_mutex_lock(&q->lock);
  bool taken = !q->led;
  q->led = true;
  pthread_mutex_unlock(&q->lock);
  return taken;
}

typedef struct look {
  store_reading fn;
  void *what;
} look;

static err look_caught(db_rw *db, arena *a, void *what) {
  const look *k = what;
  return k->fn(db->ro, a, k->what);
}

err store_look(store *s, db_ro *own, arena *a, store_reading fn, void *what) {
  look k = {fn, what};
  queue *q = &s->queues[0];
  if (!take_idle_writer(q)) return fn(own, a, what);
  err e = run_caught(q, &(waiting){.a = a}, look_caught, &k);
  pthread_mutex_lock(&q->lock);
  pass_on(q);
  pthread_mutex_unlock(&q->lock);
  return e;
}

bool store_is_address(str place) { return str_starts(place, S("postgresql://")) || str_starts(place, S("postgres://")); }

static void number_statements(store *s, const sql_table *const *tables, size_t n_tables) {
  for (size_t t = 0; t < n_tables; t++)
    for (size_t i = 0; i < tables[t]->n; i++) tables[t]->statements[i].index = s->n_statements++;
}

static err make_queues(arena *a, store *s) {
  s->queues = calloc((size_t)s->engine->queues, sizeof *s->queues);
  if (!s->queues || !s->place) return ERR_CAUSE(a, "out of memory");
  for (int i = 0; i < s->engine->queues; i++) {
    queue *q = &s->queues[i];
    q->engine = s->engine;
    q->last = &q->first;
    pthread_mutex_init(&q->lock, NULL);
  }
  return NULL;
}

static err open_writers(arena *a, store *s) {
  for (int i = 0; i < s->engine->queues; i++) TRY(s->engine->connect(a, s->place, DB_WRITER, s->n_statements, &s->queues[i].writer.ro));
  return s->engine->migrate(a, s->queues[0].writer.ro);
}

/* The door: every statement must fit the schema. They are let go again, so that an idle server stays small. */
static err check_statements(arena *a, store *s, const sql_table *const *tables, size_t n_tables) {
  for (size_t t = 0; t < n_tables; t++)
    for (size_t i = 0; i < tables[t]->n; i++) TRY(s->engine->check(a, s->queues[0].writer.ro, &tables[t]->statements[i]));
  return NULL;
}

err store_open_reading(arena *a, str place, const sql_table *const *tables, size_t n_tables, store **out) {
  store *s = calloc(1, sizeof *s);
  if (!s) return ERR_CAUSE(a, "out of memory");
  s->engine = store_is_address(place) ? &postgres_engine : &sqlite_engine;
  s->place = strndup(place.p, place.n);
  pthread_mutex_init(&s->lock, NULL);
  number_statements(s, tables, n_tables);
  err e = make_queues(a, s);
  if (e) store_close(s);
  else *out = s;
  return e;
}

err store_open(arena *a, str place, const sql_table *const *tables, size_t n_tables, store **out) {
  store *s;
  TRY(store_open_reading(a, place, tables, n_tables, &s));
  err e = open_writers(a, s);
  if (!e) e = check_statements(a, s, tables, n_tables);
  if (e) store_close(s);
  else *out = s;
  return e;
}

static void close_queue(queue *q) {
  if (!q->engine) return;
  q->engine->disconnect(q->writer.ro);
  pthread_mutex_destroy(&q->lock);
}

void store_close(store *s) {
  if (!s) return;
  while (s->idle) {
    db_ro *db = s->idle;
    s->idle = db->next;
    s->engine->disconnect(db);
  }
  for (int i = 0; s->queues && i < s->engine->queues; i++) close_queue(&s->queues[i]);
  pthread_mutex_destroy(&s->lock);
  free(s->queues);
  free(s->place);
  free(s);
}

/* What gives a borrowed connection back when its arena ends. */
struct lease {
  store *s;
  db_ro *db; /* NULL once it was given back */
};

static void end_lease(void *what) {
  struct lease *l = what;
  if (l->db) store_release(l->s, l->db);
}

err store_borrow(store *s, arena *a, db_ro **out) {
  struct lease *l = NEW(a, struct lease);
  arena_defer(a, end_lease, l);
  TRY(store_connect(s, a, out));
  *l = (struct lease){s, *out};
  (*out)->lease = l;
  return NULL;
}

err store_connect(store *s, arena *a, db_ro **out) {
  pthread_mutex_lock(&s->lock);
  db_ro *db = s->idle;
  if (db) s->idle = db->next;
  pthread_mutex_unlock(&s->lock);
  if (!db) TRY(s->engine->connect(a, s->place, DB_READER, s->n_statements, &db));
  *out = db;
  return NULL;
}

void store_release(store *s, db_ro *db) {
  if (!db) return;
  if (db->lease) db->lease->db = NULL;
  db->lease = NULL;
  if (db->in_snapshot || db->reading) db_snapshot_end(db);
  pthread_mutex_lock(&s->lock);
  db->next = s->idle;
  s->idle = db;
  pthread_mutex_unlock(&s->lock);
}

err db_snapshot_begin(db_ro *db, arena *a) {
  if (db->in_snapshot) db_snapshot_end(db); /* left behind by a jump */
  if (db->reading) db->engine->reset(db);
  end_leftover(db);
  if (!execute(db, CONTROL_BEGIN)) return db->engine->fault(a, db, "begin");
  db->in_snapshot = true;
  return NULL;
}

void db_snapshot_end(db_ro *db) {
  if (db->reading) db->engine->reset(db);
  if (db->in_snapshot) execute(db, CONTROL_COMMIT);
  db->in_snapshot = false;
}
