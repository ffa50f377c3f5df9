/* What bench_fill and its clients agree upon: the cookie of a login and the secret of its form tokens; and how a client asks for an office. */
#ifndef TAKAR_BENCH_CLIENTS_H
#define TAKAR_BENCH_CLIENTS_H
#include "base/hash.h"
#include "client.h"
#include "web/csrf.h"

enum { PEOPLE = 11, FEW = 16 };
/* A line of the list that bench_fill writes. */
typedef struct listed {
  char tag[32];
  long long cycle, again, indicator[FEW], objective[FEW], person[FEW];
} listed;

static inline str client_token(arena *a, str login) { return sha256_hex(a, STR_CAT(a, S("kuki "), login)); }
static inline str client_secret(arena *a, str login) { return sha256_hex(a, STR_CAT(a, S("rahasia "), login)); }

static inline void listed_ids(const char *text, long long *to) {
  for (int i = 0; i < FEW && *text; i++, text += *text == ',') to[i] = strtoll(text, (char **)&text, 10);
}

/* All offices of a list; NULL when it cannot be read. */
static inline listed *listed_read(const char *path, int *n) {
  static char line[4096], ids[3][1024];
  FILE *f = fopen(path, "r");
  listed *all = NULL;
  for (*n = 0; f && fgets(line, sizeof line, f); ++*n) {
    if (*n % 1024 == 0) all = realloc(all, (size_t)(*n + 1024) * sizeof *all);
    if (!all) return NULL;
    listed *o = memset(&all[*n], 0, sizeof *o);
    if (sscanf(line, "%31s %lld %lld %1023s %1023s %1023s", o->tag, &o->cycle, &o->again, ids[0], ids[1], ids[2]) != 6) return NULL;
    listed_ids(ids[0], o->indicator);
    listed_ids(ids[1], o->objective);
    listed_ids(ids[2], o->person);
  }
  if (f) fclose(f);
  return all;
}

/* One client: its connection, made again when it broke, and memory for a request. */
typedef struct client {
  int port, fd;
  arena *a;
} client;

static inline client client_new(int port) { return (client){port, dial(port), arena_new(0)}; }

static inline int client_send(client *c, str request) {
  int status = c->fd < 0 ? 0 : ask(c->fd, request.p, request.n);
  if (!status) {
    if (c->fd >= 0) close(c->fd);
    c->fd = dial(c->port);
  }
  arena_reset(c->a);
  return status;
}

/* `who`: the login without the office's tag. The status of the answer. */
static inline int client_get(client *c, const listed *o, const char *who, str path) {
  str login = str_fmt(c->a, "%s.%s", who, o->tag), token = client_token(c->a, login);
  return client_send(c, str_fmt(c->a, "GET %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: takar=%.*s\r\n\r\n", STR_ARG(path), c->port, STR_ARG(token)));
}

static inline int client_post(client *c, const listed *o, const char *who, str path, str type, str body) {
  str login = str_fmt(c->a, "%s.%s", who, o->tag), token = client_token(c->a, login), form = csrf_mask(c->a, client_secret(c->a, login));
  str head = str_fmt(c->a,
                     "POST %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: takar=%.*s\r\nX-CSRF-Token: %.*s\r\nSec-Fetch-Site: same-origin\r\n"
                     "Content-Type: %.*s\r\nContent-Length: %zu\r\n\r\n",
                     STR_ARG(path), c->port, STR_ARG(token), STR_ARG(form), STR_ARG(type), body.n);
  return client_send(c, STR_CAT(c->a, head, body));
}

/* An action of a step, its form as "name=value&...", already encoded. 303: it was done. */
static inline int client_act(client *c, const listed *o, const char *who, long long cycle, int no, const char *action, str body) {
  str path = str_fmt(c->a, "/siklus/%lld/langkah/%d/%s", cycle, no, action);
  return client_post(c, o, who, path, S("application/x-www-form-urlencoded"), body);
}
#endif
