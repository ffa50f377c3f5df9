/* http_inner: what the files of http*.c share. Nothing outside them includes this. */
#ifndef TAKAR_WEB_HTTP_INNER_H
#define TAKAR_WEB_HTTP_INNER_H
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "gzip.h"
#include "http.h"

/* One connection, from accept to close. `deadline` is when the reaper cuts it (milliseconds, monotonic; 0: never). */
typedef struct conn {
  struct conn *next, *prev;
  int fd;
  _Atomic int64_t deadline;
} conn;

enum stage { STAGE_FRESH, STAGE_READING, STAGE_WORKING, STAGE_ANSWERED };

/* One request from its first line to the end of its response. Only one thread at a time has it: its I/O thread, or (between suspend
 * and resume) one worker. */
typedef struct exchange {
  struct exchange *next;
  http_server *server;
  struct MHD_Connection *mhd;
  conn *conn;
  enum stage stage;
  enum http_method method;
  http_plan plan;
  bool head, gzip_ok, too_large, arriving, running;
  char *target;       /* as sent, owned */
  char *body;         /* owned */
  size_t body_n, received, declared;
  size_t wants, held; /* room for the body: asked for, given */
  struct MHD_Response *answer;
  unsigned status;
  size_t sent;
  int64_t begun;      /* microseconds, monotonic */
  char id[24];
} exchange;

typedef struct pool pool;
struct http_server {
  http_config config;
  http_app app;
  struct MHD_Daemon *mhd;
  int listen_fd;
  uint16_t port;
  _Atomic uint64_t count;
  _Atomic size_t bodies;        /* bytes of room given to bodies */
  pthread_mutex_t room_lock;
  exchange *room_first, **room_last; /* those who wait for room */
  bool room_closed;
  atomic_int arriving;          /* requests whose body is on its way */
  atomic_int running;           /* requests that have arrived in full and are not answered yet */
  struct counts *counts;
  atomic_bool stopping, reaper_ends;
  uint32_t start_mark;          /* makes request ids differ between starts */
  pool *pool;
  _Atomic(const conn *) last;   /* whose request arrived in full last */
  pthread_mutex_t conns_lock;
  conn *conns;
  atomic_size_t n_conns;
  pthread_t reaper;
};

int64_t http_now_us(void);

/* http_guard.c: 0, or the status that refuses a request whose head is ambiguous or not ours. */
unsigned http_guard(struct MHD_Connection *c, const char *method, const char *version, const char *target);
str http_field(struct MHD_Connection *c, const char *name);

/* http_conn.c: the list of connections and the thread that cuts slow ones. */
void http_conns_start(http_server *s);
void http_conns_stop(http_server *s);
void http_conn_notify(void *server, struct MHD_Connection *c, void **conn_slot, enum MHD_ConnectionNotificationCode code);
void http_conn_deadline(exchange *x, int64_t seconds); /* from now; 0: none */

/* http_room.c: room for n bytes of body. False: there is none now; the connection is suspended, and once it goes on the same bytes come again,
 * with x->held set (or not: the server ends). */
bool http_room_take(exchange *x, size_t n);
void http_room_give(exchange *x);
void http_room_close(http_server *s); /* nobody waits any longer */

/* http_stats.c: what /metrics tells. */
struct counts *http_counts_new(void);
void http_count(http_server *s, unsigned status, int64_t us, size_t in, size_t sent);

/* http_pool.c: worker threads. */
MUST_CHECK err http_pool_new(arena *a, http_server *s, pool **made);
bool http_pool_push(pool *p, exchange *x); /* false: too many wait already */
void http_pool_here(pool *p, exchange *x); /* runs it on the calling thread, with a seat of the pool */
void http_pool_free(pool *p);              /* when nothing runs any more */
void http_pool_size(pool *p, size_t *workers, size_t *waiting);

/* http_answer.c: from a parsed exchange to the response that is sent. */
void http_run(exchange *x, arena *a, void *worker, gzip *z);
void http_answer_plain(exchange *x, unsigned status); /* a short text, for what never reaches a handler */
#endif
