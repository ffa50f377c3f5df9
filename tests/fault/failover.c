/* The database's machine dies and its synchronous standby takes over, while people work: what was answered as saved is there, no step is half done,
 * whoever could not be served was told so with all that was typed, and work goes on by itself.
 *
 *   failover TAKAR [--all]
 *
 * Runs beside `pg.sh --pair` (else skipped, 77). Eight clients save figures with numbers that only grow, the last one two in a single form; two more
 * begin cycles and order them, which issues numbered letters and moves a step. Then all processes of the writing server are killed, and a while
 * later the standby is promoted. With --all the dead one comes back as the new standby, and it happens again, ten times.
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "visitor.h"

enum { SAVERS = 8, FIGURES = SAVERS + 1, MOVERS = 2, MOST_PERIODS = 4 * 400 };
#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"
static const int first_year = 2031;

static atomic_bool ends;
static atomic_int next_period;
static _Atomic double first_save; /* after the promotion; 0: none yet */
static atomic_bool promoted;
static char *save_path, *order_form, *figures[FIGURES];

typedef struct worker {
  pthread_t thread;
  visitor v;
  const char *ids[2];
  long next, told;         /* savers: the last number sent, and the last that was answered as saved */
  long saved, refused, doubtful, broken;
} worker;

static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* A refusal is a page in Indonesian that says what to do and holds what was typed. Returns whether it leaves open what was kept. */
static bool told_clearly(const answer *got, const char *typed) {
  bool doubt = strstr(got->body, "Muat ulang untuk melihat") != NULL;
  check(doubt || strstr(got->body, "coba lagi"), "a refusal without words:\n%s", got->body);
  check(strstr(got->body, "<html lang=\"id\"") && strstr(got->body, "role=\"alert\""), "a refusal is no page");
  check(strstr(got->body, typed) != NULL, "a refusal has lost what was typed (%s):\n%s", typed, got->body);
  check(strstr(got->body, "name=\"_csrf\"") != NULL, "a refusal cannot be sent again");
  return doubt;
}

/* One try, counted; the answer's status. */
static int try_once(worker *w, const char *path, char *form, const char *typed, bool *open) {
  answer got;
  int status = visitor_post(&w->v, path, form, &got);
  *open = status == 0;
  if (status == 503) *open = told_clearly(&got, typed);
  w->saved += status == 303;
  w->refused += status == 503;
  w->broken += status == 0;
  w->doubtful += status == 503 && *open;
  double none = 0;
  if (status == 303 && atomic_load(&promoted)) atomic_compare_exchange_strong(&first_save, &none, now_s());
  answer_free(&got);
  free(form);
  return status;
}

/* ---- saving ---- */

static void save(worker *w) {
  char number[32], value[48];
  bool open;
  snprintf(number, sizeof number, "%ld", ++w->next);
  snprintf(value, sizeof value, "value=\"%s\"", number);
  char *form = w->ids[1] ? FORM("indikator", w->ids[0], "status", "terisi", "nilai", number, "tanpa_bukti", "uji", "indikator", w->ids[1], "status",
                                "terisi", "nilai", number, "tanpa_bukti", "uji")
                         : FORM("indikator", w->ids[0], "status", "terisi", "nilai", number, "tanpa_bukti", "uji");
  int status = try_once(w, save_path, form, value, &open);
  if (status == 303) w->told = w->next;
  check(status == 303 || status == 503, "saving answered %d", status);
}

static void *save_on(void *what) {
  worker *w = what;
  for (; !atomic_load(&ends); usleep(2000)) save(w);
  return NULL;
}

/* ---- moving steps ---- */

/* Until it is done: once for good, or, after a try whose end nobody knows, told that it is done already (409). */
static bool until_done(worker *w, const char *path, const char *fields, const char *typed, const char *what) {
  for (bool was_open = false;; usleep(5000)) {
    bool open;
    int status = try_once(w, path, text_of("%s", fields), typed, &open);
    if (status == 303) return true;
    if (status == 409) return check(was_open, "%s: was done already, but nobody was told", what);
    if (!check(status == 503, "%s: %d", what, status)) return false;
    was_open |= open;
    if (atomic_load(&ends)) return false;
  }
}

static char *cycle_of(const house *h, int period) {
  return house_sql(h, "SELECT id FROM cycle WHERE state = 'berjalan' AND year = %d AND quarter = %d", first_year + period / 4, 1 + period % 4);
}

static const house *the_house;
static char ordered[MOST_PERIODS]; /* 1: begun for good; 2: ordered too */

static void *move_on(void *what) {
  worker *w = what;
  while (!atomic_load(&ends)) {
    int period = atomic_fetch_add(&next_period, 1);
    if (period >= MOST_PERIODS) break;
    char *begin = text_of("sop=pengumpulan-data-kinerja&tahun=%d&triwulan=%d", first_year + period / 4, 1 + period % 4);
    char *year = text_of("value=\"%d\"", first_year + period / 4);
    if (until_done(w, "/siklus/baru", begin, year, "beginning")) {
      char *id = cycle_of(the_house, period), *path = text_of("/siklus/%s/langkah/1/selesai", id);
      ordered[period] = 1;
      if (check(*id, "period %d was answered as begun and is not there", period) && until_done(w, path, order_form, "Menguji pemindahan", "ordering")) ordered[period] = 2;
      free(id);
      free(path);
    }
    free(begin);
    free(year);
  }
  return NULL;
}

/* ---- afterwards ---- */

static long figure_holds(const house *h, const worker *w, const char *id) {
  char *typed = house_sql(h, "SELECT typed FROM figure WHERE indicator = %s AND cycle = " RUNNING, id);
  long holds = strtol(typed, NULL, 10);
  free(typed);
  return check(holds == w->told, "figure %s: %ld, but %ld was the last one answered as saved", id, holds, w->told), holds;
}

/* Each ordered cycle stands at step 2 with its letter, its entry and its open step; each other at step 1 with nothing of these. */
static void no_step_half_done(const house *h) {
  static const char state[] = "SELECT c.no || '/' || (SELECT count(*) FROM document d WHERE d.cycle = c.id AND d.kind = 'surat_perintah') || '/' || (SELECT count(*) FROM step s "
      "WHERE s.cycle = c.id) || '/' || (SELECT count(*) FROM step s WHERE s.cycle = c.id AND s.state = 'terbuka' AND s.no = c.no AND s.round = c.round) "
      "|| '/' || (SELECT count(*) FROM audit a WHERE a.chain = c.id AND a.action = 'langkah.selesai') FROM cycle c WHERE c.state = 'berjalan' AND "
      "c.year = %d AND c.quarter = %d";
  int most = atomic_load(&next_period);
  for (int i = 0; i < most && i < MOST_PERIODS; i++) {
    char *is = house_sql(h, state, first_year + i / 4, 1 + i % 4);
    bool moved = strcmp(is, "2/1/2/1/1") == 0, begun = strcmp(is, "1/0/1/1/0") == 0;
    check(moved || begun || (!*is && !ordered[i]), "period %d is half done: %s", i, is);
    check(moved || ordered[i] != 2, "period %d was answered as ordered: %s", i, is);
    free(is);
  }
  check(house_number(h, "SELECT count(*) FROM (SELECT year, quarter FROM cycle GROUP BY year, quarter HAVING count(*) > 1) AS twice") == 0, "a period was begun twice");
}

static void numbers_without_gap(const house *h) {
  char *is = house_sql(h, "SELECT count(*) || '/' || count(DISTINCT number) || '/' || (SELECT sum(last) FROM letter_counter WHERE kind = 'surat_perintah') "
                          "FROM document WHERE kind = 'surat_perintah'");
  long all = strtol(is, NULL, 10);
  char *want = text_of("%ld/%ld/%ld", all, all, all);
  check(strcmp(is, want) == 0, "letters, different numbers, last number: %s", is);
  free(is);
  free(want);
}

static void all_is_there(const house *h, worker *savers) {
  for (int i = 0; i < SAVERS; i++) {
    worker *w = &savers[i];
    save(w); /* so that what holds is known, whatever the trouble left open */
    figure_holds(h, w, w->ids[0]);
    if (w->ids[1]) figure_holds(h, w, w->ids[1]);
    visitor_close(&w->v);
  }
  no_step_half_done(h);
  numbers_without_gap(h);
  house_whole(h);
  check(shell(text_of("'%s' check --database \"$TAKAR_DATABASE\" >'%s/check'", h->takar, h->dir)), "takar check: broken");
}

/* ---- */

static void pg(const char *what) { check(shell(text_of("eval \"$TAKAR_PG\" %s", what)), "pg.sh %s fails", what); }

static void begin_all(worker *all, int n, const house *h, const visitor *who, void *(*run)(void *)) {
  for (int i = 0; i < n; i++) {
    all[i].v = *who;
    all[i].v.port = h->port;
    all[i].v.fd = -1;
    if (pthread_create(&all[i].thread, NULL, run, &all[i]) != 0) exit(99);
  }
}

static void add_up(const worker *all, int n, worker *sum) {
  for (int i = 0; i < n; i++) {
    sum->saved += all[i].saved;
    sum->refused += all[i].refused;
    sum->doubtful += all[i].doubtful;
    sum->broken += all[i].broken;
  }
}

static void end_all(worker *all, int n) {
  for (int i = 0; i < n; i++) pthread_join(all[i].thread, NULL);
}

/* One death, with what people saw of it. */
static void once(house *h, worker *savers, worker *movers, const visitor *kasubag, const visitor *camat) {
  worker before = {0}, after = {0};
  add_up(savers, SAVERS, &before);
  add_up(movers, MOVERS, &before);
  atomic_store(&ends, false);
  atomic_store(&promoted, false);
  atomic_store(&first_save, 0);
  begin_all(savers, SAVERS, h, kasubag, save_on);
  begin_all(movers, MOVERS, h, camat, move_on);
  usleep(1000000);
  double died = now_s();
  pg("fail");
  usleep(500000);
  atomic_store(&promoted, true); /* nothing can be saved before it is */
  pg("promote");
  double there = now_s();
  for (int i = 0; i < 600 && atomic_load(&first_save) == 0; i++) usleep(50000);
  usleep(1000000);
  atomic_store(&ends, true);
  end_all(savers, SAVERS);
  end_all(movers, MOVERS);
  add_up(savers, SAVERS, &after);
  add_up(movers, MOVERS, &after);
  double goes_on = atomic_load(&first_save);
  check(goes_on > 0, "nothing can be saved after the standby was promoted");
  check(after.refused > before.refused, "nobody was refused: the test says nothing");
  check(after.broken == before.broken, "%ld requests got no answer", after.broken - before.broken);
  all_is_there(h, savers);
  printf("%ld answered as saved, %ld told to try later (%ld of them: perhaps saved); saving went on %.2f s after the death, %.2f s after the promotion; %d failed\n",
         after.saved - before.saved, after.refused - before.refused, after.doubtful - before.doubtful, goes_on - died, goes_on > there ? goes_on - there : 0.0, checks_failed);
  fflush(stdout);
}

int main(int argc, char **argv) {
  static worker savers[SAVERS], movers[MOVERS];
  int rounds = argc > 2 && strcmp(argv[2], "--all") == 0 ? 10 : 1;
  house h;
  visitor kasubag, camat;
  const char *database = getenv("TAKAR_DATABASE");
  if (argc < 2) return 99;
  if (!database || !strchr(database, ',')) return 77;
  house_new(&h, argv[1]);
  house_open(&h);
  the_house = &h;
  visitor_new(&kasubag, &h);
  visitor_new(&camat, &h);
  if (!visitor_enter(&kasubag, "kasubag") || !visitor_enter(&camat, "camat")) return 1;
  visitor_close(&kasubag);
  visitor_close(&camat);
  char *cycle = house_sql(&h, "SELECT " RUNNING), *first = house_sql(&h, "SELECT p.id FROM person p JOIN account a ON a.person = p.id WHERE a.login = 'sekretaris'");
  save_path = text_of("/siklus/%s/langkah/4/angka", cycle);
  order_form = FORM("menimbang", "bahwa diuji", "dasar", "Peraturan", "kepada", first, "tugas", "Menguji pemindahan", "batas", "2031-12-31");
  for (int i = 0; i < FIGURES; i++)
    figures[i] = house_sql(&h, "SELECT indicator FROM plan_item WHERE cycle = %s ORDER BY indicator LIMIT 1 OFFSET %d", cycle, i);
  for (int i = 0; i < SAVERS; i++) savers[i] = (worker){.next = 1000, .ids = {figures[i], i == SAVERS - 1 ? figures[SAVERS] : NULL}};
  for (int i = 0; i < rounds; i++) {
    if (i) pg("mend");
    once(&h, savers, movers, &kasubag, &camat);
  }
  house_end(&h);
  return checks_failed != 0;
}
