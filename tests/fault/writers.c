/* 64 people save 50 figures each at the same time, while the installation is copied: not one is turned away, each hears the truth, the chains are
 * whole, and an installation restored from the copy is whole too, of one moment in between.
 *
 *   writers TAKAR
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "visitor.h"

enum { WRITERS = 64, SAVES = 50, FIGURES = 9 };
#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"

typedef struct writer {
  pthread_t thread;
  visitor v;
  const char *path, *figure;
  int n, saved;
} writer;

/* Every number is sent by nobody else, so each save is a change. */
static void *save_all(void *what) {
  writer *w = what;
  for (int i = 0; i < SAVES; i++) {
    answer got;
    char number[32];
    snprintf(number, sizeof number, "%d", 1000 + w->n * SAVES + i);
    char *form = FORM("indikator", w->figure, "status", "terisi", "nilai", number, "tanpa_bukti", "uji");
    w->saved += check(visitor_post(&w->v, w->path, form, &got) == 303, "writer %d, save %d: %d", w->n, i, got.status);
    answer_free(&got);
    free(form);
  }
  visitor_close(&w->v);
  return NULL;
}

/* From PostgreSQL an installation is copied into a file. */
static void copy_meanwhile(const house *h) {
  usleep(100000);
  if (house_on_postgres()) check(shell(text_of("'%s' copy --from \"$TAKAR_DATABASE\" --to '%s/again' >'%s/backup'", h->takar, h->dir, h->dir)), "the copy fails beside writers");
  else check(shell(text_of("'%s' backup '%s/copy' --data '%s/data' >'%s/backup'", h->takar, h->dir, h->dir, h->dir)), "the backup fails beside writers");
}

static void restore_copy(const house *h, long before, long after) {
  if (!house_on_postgres())
    check(shell(text_of("'%s' restore '%s/copy' --data '%s/again' >'%s/restore'", h->takar, h->dir, h->dir, h->dir)), "the copy cannot be restored");
  check(shell(text_of("'%s' check --database '%s/again/takar.db' >'%s/check'", h->takar, h->dir, h->dir)), "what was copied is not whole");
  char *entries = text_of("sqlite3 '%s/again/takar.db' \"SELECT count(*) FROM audit WHERE action = 'angka.ubah' AND chain = " RUNNING "\"", h->dir);
  FILE *told = popen(entries, "r");
  long n = -1;
  if (!told || fscanf(told, "%ld", &n) != 1) n = -1;
  if (told) pclose(told);
  check(n >= before && n <= after, "the copy has %ld saves, not between %ld and %ld", n, before, after);
  printf("the copy holds %ld of %ld saves\n", n - before, after - before);
  free(entries);
}

int main(int argc, char **argv) {
  static writer writers[WRITERS];
  static const char entries[] = "SELECT count(*) FROM audit WHERE action = 'angka.ubah' AND chain = " RUNNING;
  char *figures[FIGURES];
  house h;
  visitor in;
  int saved = 0;
  if (argc < 2) return 99;
  house_new(&h, argv[1]);
  house_open(&h);
  visitor_new(&in, &h);
  if (!visitor_enter(&in, "kasubag")) return 1;
  visitor_close(&in);
  char *cycle = house_sql(&h, "SELECT " RUNNING), *path = text_of("/siklus/%s/langkah/4/angka", cycle);
  for (int i = 0; i < FIGURES; i++)
    figures[i] = house_sql(&h, "SELECT indicator FROM plan_item WHERE cycle = %s ORDER BY indicator LIMIT 1 OFFSET %d", cycle, i);
  long before = house_number(&h, entries);
  for (int i = 0; i < WRITERS; i++) {
    writers[i] = (writer){.v = in, .path = path, .figure = figures[i % FIGURES], .n = i};
    if (pthread_create(&writers[i].thread, NULL, save_all, &writers[i]) != 0) return 99;
  }
  copy_meanwhile(&h);
  for (int i = 0; i < WRITERS; i++) {
    pthread_join(writers[i].thread, NULL);
    saved += writers[i].saved;
  }
  long written = house_number(&h, entries) - before;
  check(written == saved, "%d saves were answered, %ld are in the trail", saved, written);
  house_whole(&h);
  restore_copy(&h, before, before + written);
  printf("%d writers, %d of %d saves answered; %d failed\n", WRITERS, saved, WRITERS * SAVES, checks_failed);
  house_end(&h);
  return checks_failed != 0;
}
