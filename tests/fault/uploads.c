/* Files of the largest size that is taken, from many clients at once: each is kept to the last byte, and the memory of the server stays bounded.
 *
 *   uploads TAKAR [--all]
 *
 * 24 clients, with --all 100: more than there is room for at one time, so some wait. Afterwards every file is there with the hash of what was sent.
 */
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "visitor.h"

enum { MOST = 100, SIZE = 20 * 1000 * 1000, MEMORY_KB = 700 * 1024 };
#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"

typedef struct sender {
  pthread_t thread;
  visitor v;
  const char *path;
  int n, status;
  char hash[2 * SHA256_DIGEST_LENGTH + 1]; /* of what was sent */
} sender;

/* A PDF as far as its kind is looked at, and otherwise bytes that differ from client to client and from place to place. */
static char *file_of(int n) {
  static const char head[] = "%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";
  char *bytes = malloc(SIZE);
  if (!bytes) exit(99);
  unsigned mixed = (unsigned)n * 2654435761u + 1;
  for (size_t i = 0; i < SIZE; i++) bytes[i] = (char)((mixed = mixed * 1664525 + 1013904223) >> 24);
  memcpy(bytes, head, sizeof head - 1);
  return bytes;
}

static void note_hash(sender *s, const char *bytes) {
  unsigned char sum[SHA256_DIGEST_LENGTH];
  SHA256((const unsigned char *)bytes, SIZE, sum);
  for (size_t i = 0; i < sizeof sum; i++) snprintf(s->hash + 2 * i, 3, "%02x", sum[i]);
}

static void *send_it(void *what) {
  sender *s = what;
  char *bytes = file_of(s->n), *name = text_of("besar-%d.pdf", s->n);
  answer got;
  note_hash(s, bytes);
  s->status = visitor_upload(&s->v, s->path, (const char *const[]){"jenis", "renja", NULL}, name, bytes, SIZE, &got);
  check(s->status == 303, "upload %d: %d", s->n, s->status);
  answer_free(&got);
  visitor_close(&s->v);
  free(bytes);
  free(name);
  return NULL;
}

static long peak_kb(const house *h) {
  char *path = text_of("/proc/%d/status", (int)h->pid), line[256];
  long kb = 0;
  FILE *f = fopen(path, "r");
  while (f && fgets(line, sizeof line, f)) sscanf(line, "VmHWM: %ld", &kb);
  if (f) fclose(f);
  free(path);
  return kb;
}

int main(int argc, char **argv) {
  static sender senders[MOST];
  int n = argc > 2 && strcmp(argv[2], "--all") == 0 ? MOST : 24;
  house h;
  visitor in;
  struct timespec from, to;
  int kept = 0;
  if (argc < 2) return 99;
  house_new(&h, argv[1]);
  house_open(&h);
  visitor_new(&in, &h);
  if (!visitor_enter(&in, "kasubag")) return 1;
  visitor_close(&in);
  char *cycle = house_sql(&h, "SELECT " RUNNING), *path = text_of("/siklus/%s/langkah/4/berkas", cycle);
  long before = peak_kb(&h);
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (int i = 0; i < n; i++) {
    senders[i] = (sender){.v = in, .path = path, .n = i};
    if (pthread_create(&senders[i].thread, NULL, send_it, &senders[i]) != 0) return 99;
  }
  for (int i = 0; i < n; i++) pthread_join(senders[i].thread, NULL);
  clock_gettime(CLOCK_MONOTONIC, &to);
  long peak = peak_kb(&h);
  for (int i = 0; i < n; i++) {
    char *size = house_sql(&h, "SELECT length(b.bytes) FROM file f JOIN blob b ON b.hash = f.hash WHERE f.name = 'besar-%d.pdf' AND f.hash = '%s'", i, senders[i].hash);
    kept += check(atoi(size) == SIZE, "file %d is not kept as it was sent", i);
    free(size);
  }
  check(shell(text_of("'%s' check --data '%s/data' >'%s/check'", h.takar, h.dir, h.dir)), "takar check finds a fault");
  check(peak < MEMORY_KB, "the server grew to %ld kB", peak);
  printf("%d clients with %d MB each at once: %d kept whole, %.1f s, memory at most %ld MB (before: %ld MB); %d failed\n", n, SIZE / 1000000, kept,
         (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9, peak / 1024, before / 1024, checks_failed);
  house_end(&h);
  return checks_failed != 0;
}
