/* visitor: what the tests over HTTP share: a server of our own on a free port with the demo, and visitors who sign in, fetch pages and post
 * forms over one connection that stays open.
 *
 * The database is a file of the house, or the one that TAKAR_DATABASE names (an empty one of PostgreSQL, see tests/pg_fresh.sh).
 *
 * A test that cannot go on (no server, no memory) ends the program with 99. What does not hold is counted by check and told at once.
 */
#ifndef TAKAR_TESTS_VISITOR_H
#define TAKAR_TESTS_VISITOR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

extern int checks_failed; /* of this program */
bool check(bool ok, const char *format, ...) __attribute__((format(printf, 2, 3))); /* returns ok; any thread */

/* A folder with the data, and the server on it while it runs. */
typedef struct house {
  const char *takar;
  pid_t pid;
  uint16_t port;
  char dir[32];  /* holds "data" */
} house;
void house_new(house *h, const char *takar);
void house_open(house *h);             /* starts `takar serve --demo`; returns when it listens */
void house_kill(house *h, int signal); /* and waits for its end */
void house_end(house *h);              /* SIGTERM, and the folder is gone */
bool house_whole(const house *h);      /* `takar audit verify` and the integrity check of the database */
/* Every row of every table in one number: the same before and after means that nothing changed. */
uint64_t house_print(const house *h);
bool house_on_postgres(void);
/* Keeps the data as they are; brings them back. The house is closed meanwhile. */
void house_keep(const house *h);
void house_restore(const house *h);
/* The first column of the first row as text (malloc'ed; "" when there is none). `format` makes the statement. */
char *house_sql(const house *h, const char *format, ...) __attribute__((format(printf, 2, 3)));
long house_number(const house *h, const char *sql); /* the same, when it is one number */

typedef struct visitor {
  uint16_t port;
  int fd;            /* -1: no connection */
  char cookie[160];  /* "" until signed in */
  char token[80];    /* for forms */
} visitor;
/* status 0: the connection broke before the whole answer was there. */
typedef struct answer {
  int status;
  size_t n;
  char *text;        /* head and body, owned */
  const char *body;  /* within text; "" when there is none */
} answer;
void answer_free(answer *got);
bool answer_header(const answer *got, const char *name, char *value, size_t room); /* the first of this name */

void visitor_new(visitor *v, const house *h);
void visitor_close(visitor *v);
/* One request as it is; `head` holds further lines, each with its end. */
int visitor_send(visitor *v, const char *method, const char *path, const char *head, const char *body, size_t n, answer *got);
int visitor_get(visitor *v, const char *path, answer *got);
/* `form` is urlencoded (see form_of); token and origin are added. */
int visitor_post(visitor *v, const char *path, const char *form, answer *got);
/* A form with a file; fields as in form_of. */
int visitor_upload(visitor *v, const char *path, const char *const *fields, const char *filename, const char *bytes, size_t n, answer *got);
/* Signs in and takes a token from a page. */
bool visitor_enter(visitor *v, const char *login);

#define DEMO_PASSWORD "demo-takar-2026"
/* "a=1&b=2" (malloc'ed) of {"a", "1", "b", "2", NULL}, encoded. */
char *form_of(const char *const *fields);
#define FORM(...) form_of((const char *const[]){__VA_ARGS__, NULL})
bool shell(char *words); /* runs and frees a command; only with our own words in it */
char *text_of(const char *format, ...) __attribute__((format(printf, 1, 2))); /* malloc'ed */
#endif
