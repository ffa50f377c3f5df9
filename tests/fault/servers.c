/* Two servers on one database: what one has kept the other knows, and nothing happens twice.
 *
 *   servers TAKAR
 *
 * Visitors of both begin the same cycles at once, order each of them at once, and save figures at once. Exactly one begins each, exactly
 * one orders each; the numbers of the letters have no gap; every saved figure is in the trail; every chain is whole. Files handed in at both, which either
 * may work on, are each taken in once. A session begun at one server is known to the other, and so is its end. Skipped (77) without PostgreSQL.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "visitor.h"

enum { SERVERS = 2, VISITORS = 8, CYCLES = 12, SAVES = 30, FIGURES = 9, FILES = 2 };
static const int first_year = 2031;

typedef struct racer {
  pthread_t thread;
  visitor v;
  int n, done;
} racer;

static char *cycles[CYCLES], *order_form, *figure_path, *figures[FIGURES], *code; /* set before any thread that reads them */

/* The one who comes first does it; the others are told so. */
static void *begin_all(void *what) {
  racer *r = what;
  for (int i = 0; i < CYCLES; i++) {
    answer got;
    char *form = text_of("sop=pengumpulan-data-kinerja&tahun=%d&triwulan=%d", first_year + i / 4, 1 + i % 4);
    int status = visitor_post(&r->v, "/siklus/baru", form, &got);
    r->done += status == 303;
    check(status == 303 || status == 409, "beginning %s: %d", form, status);
    answer_free(&got);
    free(form);
  }
  return NULL;
}

static void *order_all(void *what) {
  racer *r = what;
  for (int i = 0; i < CYCLES; i++) {
    answer got;
    char *path = text_of("/siklus/%s/langkah/1/selesai", cycles[i]);
    int status = visitor_post(&r->v, path, order_form, &got);
    r->done += status == 303;
    check(status == 303 || status == 409, "ordering %s: %d", path, status);
    answer_free(&got);
    free(path);
  }
  return NULL;
}

static void *save_all(void *what) {
  racer *r = what;
  for (int i = 0; i < SAVES; i++) {
    answer got;
    char value[32];
    snprintf(value, sizeof value, "%d", 1000 + r->n * SAVES + i);
    char *form = FORM("indikator", figures[r->n % FIGURES], "status", "terisi", "nilai", value, "tanpa_bukti", "uji");
    r->done += check(visitor_post(&r->v, figure_path, form, &got) == 303, "visitor %d, save %d", r->n, i);
    answer_free(&got);
    free(form);
  }
  return NULL;
}

/* The same visitor at both servers, many times at once; how often it was done in all. */
static int race(const house *h, const visitor *who, void *(*run)(void *)) {
  racer all[VISITORS];
  int done = 0;
  for (int i = 0; i < VISITORS; i++) {
    all[i] = (racer){.v = *who, .n = i};
    all[i].v.port = h[i % SERVERS].port;
    all[i].v.fd = -1;
    if (pthread_create(&all[i].thread, NULL, run, &all[i]) != 0) exit(99);
  }
  for (int i = 0; i < VISITORS; i++) {
    pthread_join(all[i].thread, NULL);
    visitor_close(&all[i].v);
    done += all[i].done;
  }
  return done;
}

static void begin_and_order(const house *h, const visitor *camat) {
  int begun = race(h, camat, begin_all);
  check(begun == CYCLES, "%d cycles were begun instead of %d", begun, CYCLES);
  for (int i = 0; i < CYCLES; i++)
    cycles[i] = house_sql(h, "SELECT id FROM cycle WHERE state = 'berjalan' AND year = %d AND quarter = %d", first_year + i / 4, 1 + i % 4);
  char *first = house_sql(h, "SELECT p.id FROM person p JOIN account a ON a.person = p.id WHERE a.login = 'sekretaris'");
  order_form = FORM("menimbang", "bahwa diuji", "dasar", "Peraturan", "kepada", first, "tugas", "Menguji", "batas", "2031-12-31");
  long before = house_number(h, "SELECT coalesce(sum(last), 0) FROM letter_counter WHERE kind = 'surat_perintah'");
  int ordered = race(h, camat, order_all);
  check(ordered == CYCLES, "%d cycles were ordered instead of %d", ordered, CYCLES);
  long last = house_number(h, "SELECT sum(last) FROM letter_counter WHERE kind = 'surat_perintah'");
  char *numbers = house_sql(h, "SELECT count(*) || '/' || count(DISTINCT d.number) FROM document d JOIN cycle c ON c.id = d.cycle WHERE c.year >= %d "
                               "AND d.kind = 'surat_perintah'", first_year);
  char *want = text_of("%d/%d", CYCLES, CYCLES);
  check(last - before == CYCLES && strcmp(numbers, want) == 0, "letters %s, the counter went from %ld to %ld", numbers, before, last);
  char *due = house_sql(h, "SELECT count(*) FROM cycle c JOIN step s ON s.cycle = c.id AND s.no = c.no AND s.round = c.round WHERE c.year >= %d AND c.no = 2 "
                           "AND s.due_at = c.due_at AND s.due_at > s.opened_at", first_year);
  check(strtol(due, NULL, 10) == CYCLES, "%s cycles have their deadline", due);
  free(first);
  free(numbers);
  free(want);
  free(due);
}

static void save(const house *h, const visitor *kasubag) {
  static const char entries[] = "SELECT count(*) FROM audit WHERE action = 'angka.ubah'";
  char *cycle = house_sql(h, "SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4");
  figure_path = text_of("/siklus/%s/langkah/4/angka", cycle);
  for (int i = 0; i < FIGURES; i++)
    figures[i] = house_sql(h, "SELECT indicator FROM plan_item WHERE cycle = %s ORDER BY indicator LIMIT 1 OFFSET %d", cycle, i);
  long before = house_number(h, entries);
  int saved = race(h, kasubag, save_all);
  long written = house_number(h, entries) - before;
  check(saved == VISITORS * SAVES && written == saved, "%d saves were answered, %ld are in the trail", saved, written);
  free(cycle);
}

/* Each file says another number for the same cell, so each is a change, however they follow each other. */
static void *hand_in(void *what) {
  racer *r = what;
  for (int i = 0; i < FILES; i++) {
    answer got;
    char *csv = text_of("Kode,Indikator,Satuan,Sasaran,Tahun,Triwulan,Target,Realisasi,Versi\n%s,,,,2024,I,80,%d,\n", code, 10 + r->n * FILES + i);
    r->done += check(visitor_upload(&r->v, "/data/masuk", (const char *const[]){"jenis", "rencana", NULL}, "rencana.csv", csv, strlen(csv), &got) == 303,
                     "visitor %d, file %d: %d", r->n, i, got.status);
    answer_free(&got);
    free(csv);
  }
  return NULL;
}

static void jobs(const house *h, const visitor *kasubag) {
  static const char changes[] = "SELECT count(*) FROM audit WHERE action IN ('data.impor', 'indikator.impor')";
  code = house_sql(h, "SELECT code FROM indicator WHERE id = %s", figures[0]);
  long before = house_number(h, changes);
  int handed = race(h, kasubag, hand_in);
  for (int i = 0; i < 1200 && house_number(h, "SELECT count(*) FROM intake WHERE ended_at IS NULL"); i++) usleep(50000);
  char *ended = house_sql(h, "SELECT count(*) || '/' || sum(changed) FROM intake WHERE state = 'selesai'"), *want = text_of("%d/%d", handed, handed);
  check(strcmp(ended, want) == 0, "%d files were handed in, taken in/changes: %s", handed, ended);
  check(house_number(h, changes) - before == handed, "%d files are %ld changes in the trail", handed, house_number(h, changes) - before);
  free(ended);
  free(want);
}

static void one_session(const house *h, visitor *who) {
  answer got;
  visitor other = *who;
  other.port = h[1].port;
  other.fd = -1;
  check(visitor_get(&other, "/", &got) == 200, "the other server does not know the session");
  answer_free(&got);
  check(visitor_post(&other, "/keluar", "", &got) == 303, "signing out at the other server");
  answer_free(&got);
  check(visitor_get(who, "/", &got) != 200, "the session lives on at the first server");
  answer_free(&got);
  visitor_close(&other);
}

int main(int argc, char **argv) {
  house h[SERVERS];
  visitor camat, kasubag;
  if (argc < 2) return 99;
  if (!getenv("TAKAR_DATABASE")) return 77;
  for (int i = 0; i < SERVERS; i++) {
    house_new(&h[i], argv[1]);
    house_open(&h[i]);
  }
  visitor_new(&camat, &h[0]);
  visitor_new(&kasubag, &h[0]);
  if (!visitor_enter(&camat, "camat") || !visitor_enter(&kasubag, "kasubag")) return 1;
  begin_and_order(h, &camat);
  save(h, &kasubag);
  jobs(h, &kasubag);
  one_session(h, &camat);
  house_whole(&h[0]);
  printf("%d servers, %d visitors: %d cycles begun and ordered, %d figures saved, %d files taken in; %d failed\n", SERVERS, VISITORS, CYCLES, VISITORS * SAVES, VISITORS * FILES, checks_failed);
  for (int i = 0; i < SERVERS; i++) house_end(&h[i]);
  return checks_failed != 0;
}
