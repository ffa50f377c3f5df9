/* The bare commit loop that saved figures are measured against: SQLite, WAL, synchronous=FULL, one row of about 230 bytes and one
 * index per commit, one thread. Prints commits per second.
 *   commit FILE SECONDS */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  sqlite3 *db;
  sqlite3_stmt *insert;
  char text[200];
  memset(text, 'x', sizeof text);
  if (sqlite3_open(argv[1], &db) != SQLITE_OK) return 1;
  sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, k INTEGER, v TEXT);"
                   "CREATE INDEX IF NOT EXISTS t_k ON t (k)", NULL, NULL, NULL);
  if (sqlite3_prepare_v2(db, "INSERT INTO t (k, v) VALUES (?1, ?2)", -1, &insert, NULL) != SQLITE_OK) return 1;
  double end = now() + strtod(argv[2], NULL), start = now();
  long n = 0;
  for (; now() < end; n++) {
    sqlite3_bind_int64(insert, 1, n * 7919 % 100003);
    sqlite3_bind_text(insert, 2, text, sizeof text, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) return 1;
    sqlite3_reset(insert);
  }
  printf("%.0f\n", (double)n / (now() - start));
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return 0;
}
