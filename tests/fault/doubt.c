/* What becomes of a change when the connection to PostgreSQL breaks, or the server gives it up, at a chosen moment.
 *
 *   doubt
 *
 * A relay stands between the store and the server, and cuts the connection when given bytes pass. Each change is an entry in a chain, so that one
 * made twice, or lost, shows; and each counts how often it was run. Skipped (77) without PostgreSQL.
 */
#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "store/audit.h"
#include "store/store_sql.h"

static int failed;
static void check(bool ok, const char *name, const char *what) {
  if (!ok) printf("FAILED: %s: %s\n", name, what), failed++;
}

/* ---- the relay ---- */

enum cut { PASS, CUT_BEFORE, /* the server never sees these bytes */
           CUT_AFTER };      /* it does, and answers, but nobody hears it */
static atomic_int cutting;
static str mark; /* set while nothing passes */
static char folder[] = "/tmp/takar-relay.XXXXXX", real_socket[108];

static int socket_at(const char *path, struct sockaddr_un *at) {
  *at = (struct sockaddr_un){.sun_family = AF_UNIX};
  snprintf(at->sun_path, sizeof at->sun_path, "%s", path);
  return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static bool send_all(int fd, const char *p, size_t n) {
  for (ssize_t k; n; p += k, n -= (size_t)k)
    if ((k = send(fd, p, n, MSG_NOSIGNAL)) <= 0) return false;
  return true;
}

static bool holds_mark(const char *p, size_t n) { return memmem(p, n, mark.p, mark.n) != NULL; }

/* What the client says, to the server; false: this connection is over. */
static bool forward(int client, int server) {
  char bytes[65536];
  ssize_t n = recv(client, bytes, sizeof bytes, 0);
  if (n <= 0) return false;
  int how = atomic_load(&cutting);
  if (how == PASS || !holds_mark(bytes, (size_t)n)) return send_all(server, bytes, (size_t)n);
  atomic_store(&cutting, PASS);
  if (how == CUT_AFTER && send_all(server, bytes, (size_t)n)) recv(server, bytes, sizeof bytes, 0);
  return false;
}

static bool back(int client, int server) {
  char bytes[65536];
  ssize_t n = recv(server, bytes, sizeof bytes, 0);
  return n > 0 && send_all(client, bytes, (size_t)n);
}

static void *relay_one(void *client_) {
  struct sockaddr_un at;
  int client = (int)(intptr_t)client_, server = socket_at(real_socket, &at);
  struct pollfd both[2] = {{.fd = client, .events = POLLIN}, {.fd = server, .events = POLLIN}};
  bool on = connect(server, (struct sockaddr *)&at, sizeof at) == 0;
  while (on && poll(both, 2, -1) > 0) {
    if (both[0].revents) on = forward(client, server);
    if (on && both[1].revents) on = back(client, server);
  }
  close(client);
  close(server);
  return NULL;
}

static void *relay(void *listening) {
  for (int client; (client = accept((int)(intptr_t)listening, NULL, NULL)) >= 0;) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, relay_one, (void *)(intptr_t)client) != 0) exit(99);
    pthread_detach(thread);
  }
  return NULL;
}

/* The address of the relay, where the server's folder stands in the real one. */
static str begin_relay(arena *a, PGconn *direct) {
  struct sockaddr_un at;
  pthread_t thread;
  if (!mkdtemp(folder)) exit(99);
  str path = STR_CAT(a, str_of(folder), S("/.s.PGSQL.5432"));
  snprintf(real_socket, sizeof real_socket, "%s/.s.PGSQL.%s", PQhost(direct), PQport(direct));
  int fd = socket_at(str_z(a, path), &at);
  if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 50) != 0) exit(99);
  if (pthread_create(&thread, NULL, relay, (void *)(intptr_t)fd) != 0) exit(99);
  return str_fmt(a, "postgresql:///%s?host=%s&user=%s", PQdb(direct), folder, PQuser(direct));
}

/* ---- changes ---- */

static store *the_store;
static PGconn *direct; /* past the relay */
static int runs;

static err change(db_rw *db, arena *a, void *name) {
  actor_mark who = {.name = S("uji"), .as = S("uji")};
  runs++;
  return audit_add(db, a, 0, (instant){1000}, &who, str_of(name), S("{}"));
}

static void tell(const char *sql) {
  PGresult *r = PQexec(direct, sql);
  if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK) check(false, sql, PQerrorMessage(direct));
  PQclear(r);
}

static long number(const char *sql) {
  PGresult *r = PQexec(direct, sql);
  long n = PQntuples(r) ? strtol(PQgetvalue(r, 0, 0), NULL, 10) : -1;
  PQclear(r);
  return n;
}

typedef struct expected {
  int runs;         /* how often the change is run; -1: more than once */
  long kept;        /* how often it is in the chain */
  const char *said; /* part of what the user is told; NULL: saved */
} expected;

static void expect(arena *a, const char *name, expected want) {
  char said[300];
  long before = number("SELECT count(*) FROM audit");
  runs = 0;
  err e = store_write(the_store, a, change, (void *)(uintptr_t)name);
  long kept = number("SELECT count(*) FROM audit") - before;
  snprintf(said, sizeof said, "run %d times, kept %ld times, said: %.*s", runs, kept, e ? (int)e->user.n : 5, e ? e->user.p : "saved");
  bool right = (want.runs < 0 ? runs > 1 : runs == want.runs) && kept == want.kept;
  right = right && (want.said ? e && e->code == ERR_BUSY && str_find(e->user, str_of(want.said)) >= 0 : !e);
  check(right, name, said);
  printf("%s: %s\n", name, said);
  err after = store_write(the_store, a, change, (void *)(uintptr_t) "sesudahnya");
  check(!after && number("SELECT count(*) FROM audit") == before + kept + 1, name, "the store does not go on");
}

static void cut(arena *a, enum cut how, str at, const char *name, expected want) {
  mark = at;
  atomic_store(&cutting, how);
  expect(a, name, want);
  check(atomic_load(&cutting) == PASS, name, "nothing was cut");
}

/* The server gives the change up `times` times, as it does for a conflict or a deadlock. Sequences do not go back with it. */
static void give_up(arena *a, const char *state, int times, const char *name, expected want) {
  tell(str_z(a, str_fmt(a, "CREATE SEQUENCE tries; CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') <= %d THEN "
                           "RAISE EXCEPTION 'uji' USING ERRCODE = '%s'; END IF; RETURN NEW; END $$; "
                           "CREATE TRIGGER refuse BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.action <> 'sesudahnya') EXECUTE FUNCTION refuse()", times, state)));
  expect(a, name, want);
  tell("DROP TRIGGER refuse ON audit; DROP FUNCTION refuse; DROP SEQUENCE tries");
}

/* Somebody ends the wait for a standby that does not answer: the server says COMMIT, and warns. */
static void *end_waiting(void *sql) {
  PGconn *own = PQconnectdb(getenv("TAKAR_DATABASE"));
  for (int i = 0; i < 2000; i++) {
    PGresult *r = PQexec(own, sql);
    int n = PQntuples(r);
    PQclear(r);
    if (n) break;
    usleep(5000);
  }
  PQfinish(own);
  return NULL;
}

static void without_standby(arena *a, const char *end, const char *name, expected want) {
  pthread_t thread;
  char sql[200];
  snprintf(sql, sizeof sql, "SELECT %s(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'takar'", end);
  tell("ALTER SYSTEM SET synchronous_standby_names = 'tidak_ada'");
  tell("SELECT pg_reload_conf(), pg_sleep(0.3)");
  if (pthread_create(&thread, NULL, end_waiting, sql) != 0) exit(99);
  long before = number("SELECT count(*) FROM audit");
  err e = (runs = 0, store_write(the_store, a, change, (void *)(uintptr_t)name));
  pthread_join(thread, NULL);
  tell("ALTER SYSTEM RESET synchronous_standby_names");
  tell("SELECT pg_reload_conf(), pg_sleep(0.3)");
  check(runs == want.runs && number("SELECT count(*) FROM audit") == before + want.kept, name, "run or kept more than once");
  check(e && str_find(e->user, str_of(want.said)) >= 0, name, e ? "said something else" : "answered as saved");
  expect(a, "goes on", (expected){1, 1, NULL});
}

/* As after a restart of the database: nothing is under way. */
static void ended_while_idle(arena *a) {
  static const char end[] = "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE application_name = 'takar'";
  db_ro *reader;
  str heads;
  tell(end);
  expect(a, "every connection was ended before", (expected){1, 1, NULL});
  check(!store_connect(the_store, a, &reader) && !audit_heads_text(reader, a, &heads), "a reader", "cannot read");
  tell(end);
  check(!audit_heads_text(reader, a, &heads), "a reader", "does not read on");
  tell(end);
  check(!db_snapshot_begin(reader, a) && !audit_heads_text(reader, a, &heads), "a reader", "does not begin anew");
  db_snapshot_end(reader);
  store_release(the_store, reader);
}

static void all(arena *a) {
  static const str commit = {"COMMIT", sizeof "COMMIT"}; /* with its NUL: not the word in READ COMMITTED */
  static const char doubt[] = "Muat ulang untuk melihat", busy[] = "sedang sibuk";
  expect(a, "nothing goes wrong", (expected){1, 1, NULL});
  cut(a, CUT_BEFORE, commit, "cut before COMMIT arrives", (expected){1, 0, doubt});
  cut(a, CUT_AFTER, commit, "cut after COMMIT was done", (expected){1, 1, doubt});
  cut(a, CUT_BEFORE, S("cut at a statement"), "cut at a statement", (expected){2, 1, NULL});
  cut(a, CUT_AFTER, S("cut behind a statement"), "cut behind a statement", (expected){2, 1, NULL});
  cut(a, CUT_BEFORE, S("BEGIN ISOLATION LEVEL READ COMMITTED"), "cut at BEGIN", (expected){1, 1, NULL});
  cut(a, CUT_BEFORE, S("LOCK TABLE region"), "cut at the lock", (expected){1, 1, NULL});
  ended_while_idle(a);
  give_up(a, "40001", 2, "a serialisation failure, twice", (expected){3, 1, NULL});
  give_up(a, "40P01", 1, "a deadlock", (expected){2, 1, NULL});
  give_up(a, "40001", 1000, "serialisation failures without end", (expected){-1, 0, busy});
  without_standby(a, "pg_cancel_backend", "the wait for the standby is ended", (expected){1, 1, doubt});
  without_standby(a, "pg_terminate_backend", "the connection is ended in that wait", (expected){1, 1, doubt});
}

int main(void) {
  static const sql_table *const tables[] = {&store_sql};
  arena *a = arena_new(0);
  if (!getenv("TAKAR_DATABASE")) return 77;
  direct = PQconnectdb(getenv("TAKAR_DATABASE"));
  err e = store_open(a, begin_relay(a, direct), tables, LEN(tables), &the_store);
  if (e) return printf("%.*s\n", STR_ARG(e->cause)), 99;
  all(a);
  audit_report report;
  db_ro *db;
  e = store_connect(the_store, a, &db);
  if (!e) e = audit_verify(db, a, &report);
  check(!e && !report.faults.n, "the chain", "broken");
  store_release(the_store, db);
  store_close(the_store);
  PQfinish(direct);
  unlink(str_z(a, STR_CAT(a, str_of(folder), S("/.s.PGSQL.5432"))));
  rmdir(folder);
  printf("%d failed\n", failed);
  arena_free(a);
  return failed != 0;
}
