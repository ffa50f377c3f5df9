/* What the machines around Takar ask, and that a server that has started is locked in: no call is left that it does not need.
 *
 *   health TAKAR
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "visitor.h"

/* The value of a line of /metrics; -1 when there is none. */
static double figure(const answer *got, const char *name) {
  const char *at = got->body;
  size_t n = strlen(name);
  while (at && strncmp(at, name, n) != 0) at = (at = strchr(at, '\n')) ? at + 1 : NULL;
  return at && at[n] == ' ' ? strtod(at + n, NULL) : -1;
}

static double metric(visitor *v, const char *name) {
  answer got;
  int status = visitor_get(v, "/metrics", &got);
  check(status == 200, "/metrics: %d", status);
  double value = figure(&got, name);
  answer_free(&got);
  check(value >= 0, "/metrics does not tell %s", name);
  return value;
}

static void says_ok(visitor *v, const char *path) {
  answer got;
  int status = visitor_get(v, path, &got);
  check(status == 200 && strcmp(got.body, "ok\n") == 0, "%s: %d", path, status);
  answer_free(&got);
}

/* Every sample line has a name that a TYPE line before it told. */
static void reads_as_prometheus(visitor *v) {
  answer got;
  char type[64] = "", *rest = NULL;
  int samples = 0, status = visitor_get(v, "/metrics", &got);
  check(status == 200, "/metrics: %d", status);
  char *copy = strdup(got.body);
  for (char *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
    if (sscanf(line, "# TYPE %63s", type) == 1 || line[0] == '#') continue;
    check(strncmp(line, type, strlen(type)) == 0, "a line without its type: %s", line);
    samples++;
  }
  check(samples > 30, "only %d figures", samples);
  free(copy);
  answer_free(&got);
}

static void counts_what_is_done(visitor *v) {
  double answers = metric(v, "takar_http_request_seconds_count"), kept = metric(v, "takar_store_changes_total{kept=\"yes\"}");
  says_ok(v, "/healthz");
  visitor other = *v;
  other.fd = -1;
  check(visitor_enter(&other, "kasubag"), "no sign-in"); /* one change: a session */
  check(metric(v, "takar_http_request_seconds_count") >= answers + 3, "requests are not counted");
  check(metric(v, "takar_store_changes_total{kept=\"yes\"}") == kept + 1, "changes are not counted");
  check(metric(v, "takar_store_batch_changes_bucket{le=\"+Inf\"}") == metric(v, "takar_store_batch_changes_count"), "the histogram does not add up");
  check(metric(v, "takar_resident_memory_bytes") > 1e6, "no memory is told");
  visitor_close(&other);
}

static void outside_hears_nothing(visitor *v) {
  static const char *const through[] = {"X-Forwarded-For: 203.0.113.7\r\n", "X-Real-IP: 203.0.113.7\r\n", "Forwarded: for=203.0.113.7\r\n"};
  answer got;
  for (size_t i = 0; i < sizeof through / sizeof *through; i++) {
    int status = visitor_send(v, "GET", "/metrics", through[i], NULL, 0, &got);
    check(status == 404, "through a proxy: %d", status);
    answer_free(&got);
  }
}

static void is_locked_in(const house *h) {
  char *path = text_of("/proc/%d/status", (int)h->pid), line[256];
  int mode = 0, privileges = 0;
  FILE *f = fopen(path, "r");
  while (f && fgets(line, sizeof line, f)) {
    sscanf(line, "Seccomp: %d", &mode);
    sscanf(line, "NoNewPrivs: %d", &privileges);
  }
  if (f) fclose(f);
  check(mode == 2 && privileges == 1, "seccomp mode %d, no new privileges %d", mode, privileges);
  free(path);
}

int main(int argc, char **argv) {
  house h;
  visitor v;
  if (argc < 2) return 99;
  house_new(&h, argv[1]);
  house_open(&h);
  visitor_new(&v, &h);
  says_ok(&v, "/healthz");
  says_ok(&v, "/readyz");
  reads_as_prometheus(&v);
  counts_what_is_done(&v);
  outside_hears_nothing(&v);
  is_locked_in(&h);
  visitor_close(&v);
  house_end(&h);
  printf("%d failed\n", checks_failed);
  return checks_failed != 0;
}
