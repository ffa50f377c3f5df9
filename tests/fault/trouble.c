/* Trouble under a running server: the disk fills up, is read-only or cannot sync, the database file is gone for a while; on PostgreSQL the
 * database ends as at a loss of power and comes back, or ends every connection. Whoever saves is told so, in words, and nobody is told a thing
 * is saved that is not; when the trouble is over the server goes on by itself.
 *
 *   trouble TAKAR BROKEN [--all]
 *
 * Eight clients save figures with numbers that only grow. The full disk is a limit on the size of files, set and lifted from outside while the
 * server runs; BROKEN (broken.c) stands between the server and the disk; the file is moved to another folder and back. A refusal is a page
 * with what was typed. On PostgreSQL it needs pg.sh.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "visitor.h"

enum { CLIENTS = 8 };
#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"

static atomic_bool ends;
static char *path;

typedef struct client {
  pthread_t thread;
  visitor v;
  char *figure;
  long next, told; /* the last number sent, and the last that was answered as saved */
  long saves, refusals;
} client;

static void save(client *c) {
  answer got;
  char number[32], kept[48];
  snprintf(number, sizeof number, "%ld", ++c->next);
  char *form = FORM("indikator", c->figure, "status", "terisi", "nilai", number, "tanpa_bukti", "uji");
  int status = visitor_post(&c->v, path, form, &got);
  if (status == 303) c->told = c->next;
  c->saves += status == 303;
  c->refusals += status == 503;
  check(status == 303 || status == 503, "saving answered %d", status);
  check(status != 503 || strstr(got.body, "belum disimpan") || strstr(got.body, "coba lagi") || strstr(got.body, "Muat ulang untuk melihat"), "a refusal without words");
  snprintf(kept, sizeof kept, "value=\"%s\"", number);
  check(status != 503 || strstr(got.body, kept), "a refusal has lost %s", number);
  answer_free(&got);
  free(form);
}

static void *save_on(void *what) {
  client *c = what;
  while (!atomic_load(&ends)) {
    save(c);
    usleep(2000);
  }
  return NULL;
}

static void limit_files(const house *h, rlim_t bytes) {
  struct rlimit to = {bytes, RLIM_INFINITY};
  if (prlimit(h->pid, RLIMIT_FSIZE, &to, NULL) != 0) check(false, "no limit can be set");
}

/* No byte beyond the first thousand of any file can be written. */
static void disk_full(house *h) {
  limit_files(h, 1000);
  usleep(400000);
  limit_files(h, RLIM_INFINITY);
}

static void broken(const house *h, const char *how) {
  char *wish = text_of("%s/%s", h->dir, how);
  FILE *f = fopen(wish, "w");
  check(f && fclose(f) == 0, "%s cannot be made", wish);
  usleep(400000);
  check(unlink(wish) == 0, "%s cannot be removed", wish);
  free(wish);
}

static void read_only(house *h) { broken(h, "baca-saja"); }
static void no_sync(house *h) { broken(h, "sync"); }

static void move_files(const house *h, const char *from, const char *to) {
  static const char *const ends_of[] = {"", "-wal", "-shm"};
  for (size_t i = 0; i < sizeof ends_of / sizeof *ends_of; i++) {
    char *old = text_of("%s/%s.db%s", h->dir, from, ends_of[i]), *new_ = text_of("%s/%s.db%s", h->dir, to, ends_of[i]);
    check(rename(old, new_) == 0, "%s cannot be moved", old);
    free(old);
    free(new_);
  }
}

static void file_gone(house *h) {
  move_files(h, "data/takar", "weg");
  usleep(400000);
  move_files(h, "weg", "data/takar");
}

/* As at a loss of power: it ends at once, and recovers when it is started again. */
static void database_gone(house *h) {
  (void)h;
  check(shell(text_of("eval \"$TAKAR_PG\" crash")), "the database cannot be stopped");
  usleep(400000);
  check(shell(text_of("eval \"$TAKAR_PG\" start")), "the database cannot be started");
}

static void connections_ended(house *h) {
  for (int i = 0; i < 5; i++) {
    free(house_sql(h, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'takar' AND datname = current_database()"));
    usleep(60000);
  }
}

typedef struct trouble {
  const char *name;
  void (*make)(house *h);
  bool postgres, refuses; /* refuses: somebody must have been told to try later */
} trouble;
static const trouble troubles[] = {
    {"a full disk", disk_full, false, true},
    {"a read-only disk", read_only, false, true},
    {"a disk that cannot sync", no_sync, false, true},
    {"a database file that is gone for a while", file_gone, false, false},
    {"a database that is gone and back", database_gone, true, true},
    {"connections that are ended", connections_ended, true, false},
};

static void holds_what_was_told(const house *h, const client *c) {
  char *typed = house_sql(h, "SELECT typed FROM figure WHERE indicator = %s AND cycle = " RUNNING, c->figure);
  check(strtol(typed, NULL, 10) == c->told, "figure %s: %s, but %ld was the last one answered as saved", c->figure, typed, c->told);
  free(typed);
}

/* Through trouble and out of it; then, killed without a word, all that was told is there. */
static void through(house *h, const visitor *in, const trouble *t, client *clients) {
  long saves = 0, refusals = 0;
  atomic_store(&ends, false);
  for (int i = 0; i < CLIENTS; i++) {
    client *c = &clients[i];
    c->saves = c->refusals = 0;
    c->v = *in;
    c->v.port = h->port;
    c->v.fd = -1;
    if (pthread_create(&c->thread, NULL, save_on, c) != 0) exit(99);
  }
  usleep(200000);
  t->make(h);
  usleep(200000);
  atomic_store(&ends, true);
  for (int i = 0; i < CLIENTS; i++) {
    pthread_join(clients[i].thread, NULL);
    saves += clients[i].saves;
    refusals += clients[i].refusals;
    long before = clients[i].saves;
    save(&clients[i]);
    check(clients[i].saves > before, "after %s nothing can be saved", t->name);
    visitor_close(&clients[i].v);
  }
  house_kill(h, SIGKILL);
  house_open(h);
  for (int i = 0; i < CLIENTS; i++) holds_what_was_told(h, &clients[i]);
  house_whole(h);
  check(saves > 0 && (refusals > 0 || !t->refuses), "%s: %ld saves, %ld refusals say nothing", t->name, saves, refusals);
  printf("%s: %ld saved, %ld told to try later, all that was told is there; %d failed\n", t->name, saves, refusals, checks_failed);
  fflush(stdout);
}

int main(int argc, char **argv) {
  static client clients[CLIENTS];
  int rounds = argc > 3 && strcmp(argv[3], "--all") == 0 ? 20 : 2;
  house h;
  visitor in;
  if (argc < 3) return 99;
  house_new(&h, argv[1]);
  setenv("LD_PRELOAD", argv[2], 1);
  setenv("TAKAR_BROKEN", h.dir, 1);
  house_open(&h);
  visitor_new(&in, &h);
  if (!visitor_enter(&in, "kasubag")) return 1;
  visitor_close(&in);
  char *cycle = house_sql(&h, "SELECT " RUNNING);
  path = text_of("/siklus/%s/langkah/4/angka", cycle);
  for (int i = 0; i < CLIENTS; i++)
    clients[i] = (client){.next = 1000, .figure = house_sql(&h, "SELECT indicator FROM plan_item WHERE cycle = %s ORDER BY indicator LIMIT 1 OFFSET %d", cycle, i)};
  for (int i = 0; i < rounds; i++)
    for (size_t k = 0; k < sizeof troubles / sizeof *troubles; k++)
      if (troubles[k].postgres == house_on_postgres()) through(&h, &in, &troubles[k], clients);
  house_end(&h);
  return checks_failed != 0;
}
