/* kill -9 at any moment: what a browser was told is saved is there after the next start, and nothing is half done.
 *
 *   kill TAKAR [--all]
 *
 * Eight clients save figures of the demo's running cycle with numbers that only grow; each has figures of its own, the last one two in a
 * single form. After a while the server is killed and started again on the same data. Each figure must then hold the number that was
 * answered last, or the one that was on its way; the two of one form hold the same; the trail's last entry says what the figure says.
 * Then the same with the move of a step: all of it is there, or nothing.
 *
 * On PostgreSQL every other blow falls on the database instead: a process of it that serves us is killed, upon which it ends them all and
 * recovers, while our server goes on.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "visitor.h"

enum { CLIENTS = 8, SINGLE = CLIENTS - 1, FIGURES = CLIENTS + 1 };

typedef struct client {
  pthread_t thread;
  visitor v;
  const char *path;
  const char *ids[2]; /* the second only for the client of pairs */
  long next;          /* numbers only grow: one that was on its way is never sent again */
  long sent, told;    /* the last number sent, and the last that was answered as saved */
  long saves, told_later;
} client;

static atomic_bool enough;
static char *cycle_path, *figure_ids[FIGURES]; /* set once, before any thread */

/* Until the connection breaks, or somebody is told to try later. */
static void *save_on(void *what) {
  client *c = what;
  for (int status = 303; status == 303 && !atomic_load(&enough);) {
    answer got;
    char number[32];
    snprintf(number, sizeof number, "%ld", c->sent = ++c->next);
    char *form = c->ids[1] ? FORM("indikator", c->ids[0], "status", "terisi", "nilai", number, "tanpa_bukti", "uji", "indikator", c->ids[1], "status",
                                  "terisi", "nilai", number, "tanpa_bukti", "uji")
                           : FORM("indikator", c->ids[0], "status", "terisi", "nilai", number, "tanpa_bukti", "uji");
    status = visitor_post(&c->v, c->path, form, &got);
    if (status == 303) c->told = c->sent;
    c->saves += status == 303;
    c->told_later += status == 503;
    check(status == 303 || status == 0 || (status == 503 && house_on_postgres()), "saving %s answered %d", number, status);
    check(status != 503 || strstr(got.body, number), "a refusal has lost %s", number);
    answer_free(&got);
    free(form);
  }
  visitor_close(&c->v);
  return NULL;
}

#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan')"

static long figure_holds(const house *h, const client *c, const char *id) {
  char *typed = house_sql(h, "SELECT typed FROM figure WHERE indicator = %s AND cycle = " RUNNING, id);
  char *trail = house_sql(h, "SELECT json_extract(a.payload, '$.baru') FROM audit a, indicator i WHERE i.id = %s AND a.action = 'angka.ubah' "
                             "AND a.chain = " RUNNING " AND json_extract(a.payload, '$.hal') LIKE i.code || ' %%' ORDER BY a.n DESC LIMIT 1", id);
  long holds = strtol(typed, NULL, 10);
  if (c->saves) check(holds == c->told || holds == c->sent, "figure %s: %s, but %ld was answered as saved (%ld sent)", id, typed, c->told, c->sent);
  check(strncmp(trail, typed, strlen(typed)) == 0, "figure %s: %s, but its trail ends with %s", id, typed, trail);
  free(typed);
  free(trail);
  return holds;
}

/* The step that is open is the one where the cycle stands, and the only one. */
static void one_step_open(const house *h) {
  char *wrong = house_sql(h, "SELECT c.id FROM cycle c WHERE c.state = 'berjalan' AND NOT (1 = (SELECT count(*) FROM step s WHERE s.cycle = c.id "
                             "AND s.state = 'terbuka') AND EXISTS (SELECT 1 FROM step s WHERE s.cycle = c.id AND s.no = c.no AND "
                             "s.round = c.round AND s.state = 'terbuka'))");
  check(!*wrong, "cycle %s stands elsewhere than its open step", wrong);
  free(wrong);
}

static void clients_begin(const house *h, client *clients, const visitor *in) {
  for (int i = 0; i < CLIENTS; i++) {
    client *c = &clients[i];
    c->v = *in;
    c->v.port = h->port;
    c->v.fd = -1;
    c->ids[0] = figure_ids[i];
    c->ids[1] = i == SINGLE ? figure_ids[CLIENTS] : NULL;
    if (pthread_create(&c->thread, NULL, save_on, c) != 0) exit(99);
  }
}

/* Kills a process of the database that serves our server. Its last hour is the others' too, so nobody saves on for ever. */
static void kill_backend(const house *h) {
  char *pid = house_sql(h, "SELECT pid FROM pg_stat_activity WHERE application_name = 'takar' AND datname = current_database() ORDER BY random() LIMIT 1");
  check(*pid && kill((pid_t)strtol(pid, NULL, 10), SIGKILL) == 0, "no process of the database can be killed (%s)", pid);
  free(pid);
}

static long kill_while_saving(house *h, client *clients, const visitor *in, unsigned ms, bool database) {
  long saves = 0;
  clients_begin(h, clients, in);
  usleep(ms * 1000);
  if (database) kill_backend(h);
  else house_kill(h, SIGKILL);
  if (database) usleep(300000); /* whoever saves without a refusal through this was kept waiting, and goes on */
  if (database) atomic_store(&enough, true);
  for (int i = 0; i < CLIENTS; i++) pthread_join(clients[i].thread, NULL);
  atomic_store(&enough, false);
  if (!database) house_open(h);
  for (int i = 0; i < CLIENTS; i++) {
    client *c = &clients[i];
    long holds = figure_holds(h, c, c->ids[0]);
    if (c->ids[1]) check(figure_holds(h, c, c->ids[1]) == holds || !c->saves, "half of a form is saved: %s and %s differ", c->ids[0], c->ids[1]);
    c->told = c->sent = holds; /* a try without an answer may have been saved or not; from here on it is known */
    saves += c->saves;
  }
  house_whole(h);
  one_step_open(h);
  return saves;
}

/* ---- the move of a step ---- */

static const char pdf[] = "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";

static void make_complete(house *h, visitor *v) {
  answer got;
  v->port = h->port;
  v->fd = -1;
  for (int i = 0; i < FIGURES; i++) {
    char *form = FORM("indikator", figure_ids[i], "status", "terisi", "nilai", "90", "tanpa_bukti", "uji");
    char *path = text_of("%s/angka", cycle_path);
    check(visitor_post(v, path, form, &got) == 303, "figure %s: %d", figure_ids[i], got.status);
    answer_free(&got);
    free(form);
    free(path);
  }
  char *path = text_of("%s/berkas", cycle_path);
  check(visitor_upload(v, path, (const char *const[]){"jenis", "renja", NULL}, "renja.pdf", pdf, sizeof pdf - 1, &got) == 303, "renja: %d", got.status);
  answer_free(&got);
  free(path);
  visitor_close(v);
}

typedef struct mover { visitor v; int status; } mover;

static void *move_on(void *what) {
  mover *m = what;
  answer got;
  char *path = text_of("%s/selesai", cycle_path);
  m->status = visitor_post(&m->v, path, "putaran=1", &got);
  answer_free(&got);
  free(path);
  visitor_close(&m->v);
  return NULL;
}

/* From the same data each time. Returns whether the step had moved. */
static bool kill_while_moving(house *h, const visitor *in, unsigned us) {
  pthread_t thread;
  house_restore(h);
  house_open(h);
  mover m = {.v = *in};
  m.v.port = h->port;
  m.v.fd = -1;
  if (pthread_create(&thread, NULL, move_on, &m) != 0) exit(99);
  usleep(us);
  house_kill(h, SIGKILL);
  pthread_join(thread, NULL);
  house_open(h);
  char *at = house_sql(h, "SELECT no FROM cycle WHERE id = " RUNNING);
  char *parts = house_sql(h, "SELECT (SELECT count(*) FROM document WHERE cycle = " RUNNING " AND no = 4) || '/' || (SELECT count(*) FROM step WHERE "
                             "cycle = " RUNNING " AND no = 5) || '/' || (SELECT count(*) FROM audit WHERE chain = " RUNNING " AND action = 'langkah.selesai' "
                             "AND CAST(json_extract(payload, '$.langkah') AS INTEGER) = 4)");
  check(m.status == 303 || m.status == 0, "moving answered %d", m.status);
  bool moved = strcmp(at, "5") == 0;
  check(moved || m.status != 303, "the step was answered as moved, but stands at %s", at);
  check(strcmp(parts, moved ? "1/1/1" : "0/0/0") == 0, "half a move: at %s, documents/steps/entries %s", at, parts);
  house_whole(h);
  one_step_open(h);
  house_kill(h, SIGTERM);
  free(at);
  free(parts);
  return moved;
}

/* ---- */

static void read_ids(const house *h) {
  char *cycle = house_sql(h, "SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4");
  cycle_path = text_of("/siklus/%s/langkah/4", cycle);
  for (int i = 0; i < FIGURES; i++)
    figure_ids[i] = house_sql(h, "SELECT indicator FROM plan_item WHERE cycle = %s ORDER BY indicator LIMIT 1 OFFSET %d", cycle, i);
  check(*cycle && *figure_ids[FIGURES - 1], "the demo has no cycle at step 4 with %d figures", FIGURES);
  free(cycle);
}

int main(int argc, char **argv) {
  bool all = argc > 2 && strcmp(argv[2], "--all") == 0;
  int rounds = all ? 150 : 10, moves = all ? 50 : 8, moved = 0;
  long saves = 0, told_later = 0;
  house h;
  visitor in;
  client clients[CLIENTS] = {0};
  unsigned seed = (unsigned)getpid();
  if (argc < 2) return 99;
  house_new(&h, argv[1]);
  house_open(&h);
  read_ids(&h);
  visitor_new(&in, &h);
  if (checks_failed || !visitor_enter(&in, "kasubag")) return 1;
  visitor_close(&in);
  char *save_path = text_of("%s/angka", cycle_path);
  for (int i = 0; i < CLIENTS; i++) clients[i] = (client){.next = 1000, .path = save_path};
  for (int i = 0; i < rounds; i++) {
    saves = kill_while_saving(&h, clients, &in, 50 + (unsigned)rand_r(&seed) % 350, house_on_postgres() && i % 2);
    if (i % 25 == 24) printf("%d kills, %ld saves, %d failed\n", i + 1, saves, checks_failed), fflush(stdout);
  }
  for (int i = 0; i < CLIENTS; i++) told_later += clients[i].told_later;
  make_complete(&h, &in);
  house_kill(&h, SIGTERM);
  house_keep(&h);
  for (int i = 0; i < moves || (!moved && i < 8 * moves); i++) /* on a busy machine a move takes its time */
    moved += kill_while_moving(&h, &in, (unsigned)i * (all ? 1300 : 8000));
  if (house_on_postgres()) printf("%d of them killed the database under a running server: %ld told to try later\n", rounds / 2, told_later);
  printf("%d kills while saving (%ld saves answered), %d while moving (%d had moved); %d failed\n", rounds, saves, moves, moved, checks_failed);
  check(saves > rounds && moved > 0 && moved < moves, "the kills come too early or too late to say anything");
  house_end(&h);
  return checks_failed != 0;
}
