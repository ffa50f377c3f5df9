#include "store/store.h"

#include <pthread.h>

#include "store/sqlite.h"

/* One waiting apply. Lives on the stack of its caller, who sleeps until `done`. */
typedef struct waiting {
  struct waiting *next;
  store_apply fn;
  void *what;
  arena *a;
  err result;
  bool done, leads;
  pthread_cond_t wake;
} waiting;

struct store {
  char *path;
  int n_statements;
  db_rw writer;
  pthread_mutex_t lock;
  waiting *first, **last;
  bool led; /* somebody has the writing connection */
  db_ro *idle;
};

db_ro *db_rw_ro(db_rw *db) { return &db->ro; }

static bool execute(db_ro *db, enum sqlite_control which) { return sqlite_control(db, which) == SQLITE_OK; }

/* Runs `fn` on the caller's arena. Its limit jumps here, never over to the caller's own thread: that one sleeps. */
static err run_caught(store *s, waiting *w, store_apply fn, void *what) {
  static error too_much = {.code = ERR_LIMIT, .user = SC("Isian terlalu besar untuk diproses. Perubahan belum disimpan."), .file = __FILE__};
  if (setjmp(*arena_catch(w->a)) != 0) {
    sqlite_reset_all(&s->writer.ro);
    return &too_much;
  }
  err e = fn(&s->writer, w->a, what);
  arena_uncatch(w->a);
  return e;
}

static err make_error(db_rw *db, arena *a, void *doing) { return sqlite_error(a, &db->ro, doing); }

/* Alone in its transaction an apply needs no savepoint: run_batch ends the transaction either way. */
static err apply_alone(store *s, waiting *w) {
  db_ro *db = &s->writer.ro;
  err e = run_caught(s, w, w->fn, w->what);
  if (e && !sqlite3_get_autocommit(db->handle)) execute(db, CONTROL_ROLLBACK);
  return e;
}

static err apply_one(store *s, waiting *w) {
  db_ro *db = &s->writer.ro;
  if (!execute(db, CONTROL_SAVE)) return run_caught(s, w, make_error, "savepoint");
  err e = run_caught(s, w, w->fn, w->what);
  if (sqlite3_get_autocommit(db->handle)) return e; /* a full disk and its like end the whole transaction */
  if ((!e || execute(db, CONTROL_UNDO)) && execute(db, CONTROL_RELEASE)) return e;
  if (!e) e = run_caught(s, w, make_error, "release");
  execute(db, CONTROL_ROLLBACK); /* half a change must not be committed with the others */
  return e;
}

/* Tells everybody who has not been refused yet that nothing was kept. */
static void fail_all(store *s, waiting *batch, char *doing) {
  for (waiting *w = batch; w; w = w->next)
    if (!w->result) w->result = run_caught(s, w, make_error, doing);
  if (!sqlite3_get_autocommit(s->writer.ro.handle)) execute(&s->writer.ro, CONTROL_ROLLBACK);
}

/* Runs a batch as one transaction. When the transaction itself fails, nobody's change is kept and everybody is told. */
static void run_batch(store *s, waiting *batch) {
  static char begin[] = "begin", lost[] = "transaction lost", commit[] = "commit";
  db_ro *db = &s->writer.ro;
  if (!execute(db, CONTROL_BEGIN_WRITE)) {
    fail_all(s, batch, begin);
    return;
  }
  if (!batch->next) {
    batch->result = apply_alone(s, batch);
    if (!batch->result && !execute(db, CONTROL_COMMIT)) fail_all(s, batch, commit);
    return;
  }
  for (waiting *w = batch; w; w = w->next) {
    w->result = apply_one(s, w);
    if (!sqlite3_get_autocommit(db->handle)) continue;
    fail_all(s, batch, lost);
    return;
  }
  if (!execute(db, CONTROL_COMMIT)) fail_all(s, batch, commit);
}

/* With the lock held: whoever came meanwhile leads next. */
static void pass_on(store *s) {
  s->led = s->first != NULL;
  if (!s->first) return;
  s->first->leads = true;
  pthread_cond_signal(&s->first->wake);
}

enum { BATCHES = 8 }; /* so many a leader runs before another must */

/* With the lock held: takes all who wait as one batch and wakes them afterwards; goes on with who has come meanwhile, for a while. */
static void lead(store *s, const waiting *self) {
  for (int i = 0; i < BATCHES && s->first; i++) {
    waiting *batch = s->first;
    s->first = NULL;
    s->last = &s->first;
    pthread_mutex_unlock(&s->lock);
    run_batch(s, batch);
    pthread_mutex_lock(&s->lock);
    for (waiting *w = batch, *next; w; w = next) {
      next = w->next; /* once done is seen, *w is gone */
      w->done = true;
      if (w != self) pthread_cond_signal(&w->wake);
    }
  }
  pass_on(s);
}

err store_write(store *s, arena *a, store_apply fn, void *what) {
  waiting w = {.fn = fn, .what = what, .a = a};
  pthread_cond_init(&w.wake, NULL);
  pthread_mutex_lock(&s->lock);
  *s->last = &w;
  s->last = &w.next;
  w.leads = !s->led;
  s->led = true;
  while (!w.done && !w.leads) pthread_cond_wait(&w.wake, &s->lock);
  if (!w.done) lead(s, &w);
  pthread_mutex_unlock(&s->lock);
  pthread_cond_destroy(&w.wake);
  return w.result;
}

static bool take_idle_writer(store *s) {
  pthread_mutex_lock(&s->lock);
  bool taken = !s->led;
  s->led = true;
  pthread_mutex_unlock(&s->lock);
  return taken;
}

typedef struct look {
  store_reading fn;
  void *what;
} look;

static err look_caught(db_rw *db, arena *a, void *what) {
  const look *l = what;
  return l->fn(&db->ro, a, l->what);
}

err store_look(store *s, db_ro *own, arena *a, store_reading fn, void *what) {
  look l = {fn, what};
  if (!take_idle_writer(s)) return fn(own, a, what);
  err e = run_caught(s, &(waiting){.a = a}, look_caught, &l);
  pthread_mutex_lock(&s->lock);
  pass_on(s);
  pthread_mutex_unlock(&s->lock);
  return e;
}

static err number_statements(arena *a, store *s, const sql_table *const *tables, size_t n_tables) {
  int index = 0;
  for (size_t t = 0; t < n_tables; t++)
    for (size_t i = 0; i < tables[t]->n; i++) tables[t]->statements[i].index = index++;
  s->n_statements = index;
  TRY(sqlite_connect(a, s->path, SQLITE_WRITER, index, &s->writer.ro));
  TRY(sqlite_migrate(a, &s->writer.ro));
  /* The door: every statement must fit the schema. They are let go again, so that an idle server stays small. */
  for (size_t t = 0; t < n_tables; t++)
    for (size_t i = 0; i < tables[t]->n; i++) {
      struct prepared *p;
      TRY(sqlite_prepare(a, &s->writer.ro, &tables[t]->statements[i], &p));
      sqlite_forget(&s->writer.ro, &tables[t]->statements[i]);
    }
  return NULL;
}

err store_open(arena *a, str path, const sql_table *const *tables, size_t n_tables, store **out) {
  store *s = calloc(1, sizeof *s);
  if (!s) return ERR_CAUSE(a, "out of memory");
  s->path = strndup(path.p, path.n);
  s->last = &s->first;
  pthread_mutex_init(&s->lock, NULL);
  err e = s->path ? number_statements(a, s, tables, n_tables) : ERR_CAUSE(a, "out of memory");
  if (e) store_close(s);
  else *out = s;
  return e;
}

void store_close(store *s) {
  if (!s) return;
  while (s->idle) {
    db_ro *db = s->idle;
    s->idle = db->next;
    sqlite_disconnect(db);
    free(db);
  }
  sqlite_disconnect(&s->writer.ro);
  pthread_mutex_destroy(&s->lock);
  free(s->path);
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
  if (!db) {
    db = calloc(1, sizeof *db);
    if (!db) return ERR_CAUSE(a, "out of memory");
    err e = sqlite_connect(a, s->path, SQLITE_READER, s->n_statements, db);
    if (e) {
      free(db);
      return e;
    }
  }
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
  if (db->reading) sqlite_reset_all(db);
  if (sqlite_control(db, CONTROL_BEGIN) != SQLITE_OK) return sqlite_error(a, db, "begin");
  db->in_snapshot = true;
  return NULL;
}

void db_snapshot_end(db_ro *db) {
  if (db->reading) sqlite_reset_all(db);
  if (db->in_snapshot) sqlite_control(db, CONTROL_COMMIT);
  db->in_snapshot = false;
}

err store_backup(store *s, arena *a, str path) {
  db_ro *from;
  TRY(store_borrow(s, a, &from));
  sqlite3 *to;
  err e = NULL;
  if (sqlite3_open(str_z(a, path), &to) != SQLITE_OK) e = ERR_CAUSE(a, "backup: %s", sqlite3_errmsg(to));
  sqlite3_backup *b = e ? NULL : sqlite3_backup_init(to, "main", from->handle, "main");
  if (!e && (!b || sqlite3_backup_step(b, -1) != SQLITE_DONE)) e = ERR_CAUSE(a, "backup: %s", sqlite3_errmsg(to));
  if (b && sqlite3_backup_finish(b) != SQLITE_OK && !e) e = ERR_CAUSE(a, "backup: %s", sqlite3_errmsg(to));
  if (sqlite3_close(to) != SQLITE_OK && !e) e = ERR_CAUSE(a, "backup: the copy cannot be closed");
  store_release(s, from);
  return e;
}
