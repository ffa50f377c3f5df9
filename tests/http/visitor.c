#include "visitor.h"

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int checks_failed;

static _Noreturn void give_up(const char *why) {
  fprintf(stderr, "cannot go on: %s\n", why);
  exit(99);
}

bool check(bool ok, const char *format, ...) {
  if (ok) return true;
  va_list ap;
  va_start(ap, format);
  flockfile(stdout);
  checks_failed++;
  printf("FAILED: ");
  vprintf(format, ap);
  putchar('\n');
  funlockfile(stdout);
  va_end(ap);
  return false;
}

char *text_of(const char *format, ...) {
  va_list ap;
  char *text;
  va_start(ap, format);
  if (vasprintf(&text, format, ap) < 0) give_up("no memory");
  va_end(ap);
  return text;
}

/* ---- the server ---- */

void house_new(house *h, const char *takar) {
  *h = (house){.takar = takar, .pid = -1, .dir = "/tmp/takar-test.XXXXXX"};
  if (!mkdtemp(h->dir)) give_up("no folder");
}

static _Noreturn void serve(const house *h) {
  char *data = text_of("%s/data", h->dir), *log = text_of("%s/log", h->dir), *out = text_of("%s/out", h->dir);
  if (!freopen(out, "w", stdout) || !freopen(log, "a", stderr)) _exit(98);
  execl(h->takar, h->takar, "serve", "--demo", "--quiet", "--data", data, "--listen", "127.0.0.1:0", (char *)NULL);
  _exit(98);
}

/* The port in the greeting; 0 while the server has not said it. */
static unsigned greeted(const char *out) {
  char line[256];
  unsigned port = 0;
  FILE *f = fopen(out, "r");
  while (f && !port && fgets(line, sizeof line, f)) {
    const char *at = strstr(line, "http://127.0.0.1:");
    if (at && strchr(at, '\n')) port = (unsigned)strtoul(at + strlen("http://127.0.0.1:"), NULL, 10);
  }
  if (f) fclose(f);
  return port;
}

void house_open(house *h) {
  char *out = text_of("%s/out", h->dir);
  unsigned port = 0;
  unlink(out);
  fflush(stdout);
  if ((h->pid = fork()) < 0) give_up("no process");
  if (h->pid == 0) serve(h);
  while (!(port = greeted(out))) {
    if (waitpid(h->pid, NULL, WNOHANG) != 0) give_up("the server does not start");
    usleep(2000);
  }
  h->port = (uint16_t)port;
  free(out);
}

void house_kill(house *h, int signal) {
  if (h->pid <= 0) return;
  kill(h->pid, signal);
  waitpid(h->pid, NULL, 0);
  h->pid = -1;
}

bool shell(char *words) {
  fflush(stdout);
  int status = system(words);
  free(words);
  return status == 0;
}

void house_end(house *h) {
  house_kill(h, SIGTERM);
  shell(text_of("rm -rf '%s'", h->dir));
}

/* ---- the database ---- */

/* Each row of a statement; `see` gets its columns as bytes, NULL for an absent value. */
typedef struct cell { const void *p; size_t n; } cell;
typedef void (*see_row)(void *what, const cell *row, int n);
enum { MOST_COLUMNS = 64 };

static void sqlite_rows(const house *h, const char *sql, see_row see, void *what) {
  sqlite3 *db;
  sqlite3_stmt *s;
  cell row[MOST_COLUMNS];
  char *path = text_of("%s/data/takar.db", h->dir);
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) give_up("no database");
  sqlite3_busy_timeout(db, 5000);
  free(path);
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) give_up(sqlite3_errmsg(db));
  int n = sqlite3_column_count(s);
  while (sqlite3_step(s) == SQLITE_ROW) {
    for (int i = 0; i < n; i++) row[i] = (cell){sqlite3_column_text(s, i), (size_t)sqlite3_column_bytes(s, i)};
    see(what, row, n);
  }
  sqlite3_finalize(s);
  sqlite3_close(db);
}

/* Statements are read by PostgreSQL too, where the tests run on it; what is asked of JSON is asked there in SQLite's words. */
static const char extract[] = "CREATE OR REPLACE FUNCTION pg_temp.json_extract(text, text) RETURNS text LANGUAGE sql AS "
                              "'SELECT $1::jsonb #>> string_to_array(substr($2, 3), ''.'')'";

static void no_notice(void *what, const char *text) { (void)what, (void)text; }

/* A server that was killed needs a while to be there again. */
static PGconn *postgres_open(const char *database) {
  const char *const names[] = {"dbname", database ? "dbname" : NULL, NULL}, *const values[] = {getenv("TAKAR_DATABASE"), database, NULL};
  PGconn *db = PQconnectdbParams(names, values, 1);
  for (int i = 0; i < 1500 && PQstatus(db) != CONNECTION_OK; i++) {
    usleep(20000);
    PQreset(db);
  }
  if (PQstatus(db) != CONNECTION_OK) give_up(PQerrorMessage(db));
  PQsetNoticeProcessor(db, no_notice, NULL);
  return db;
}

static PGresult *postgres_ask(PGconn *db, const char *sql) {
  PGresult *r = PQexec(db, sql);
  if (PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK) give_up(PQerrorMessage(db));
  return r;
}

/* One connection for all that is asked, by one thread at a time; a row may lead to the next question. */
static PGconn *standing;
static pthread_mutex_t standing_lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static PGconn *postgres_standing(void) {
  PGresult *alive = standing ? PQexec(standing, "SELECT 1") : NULL;
  if (standing && PQresultStatus(alive) != PGRES_TUPLES_OK) {
    PQfinish(standing);
    standing = NULL;
  }
  PQclear(alive);
  if (!standing) standing = postgres_open(NULL);
  return standing;
}

static void postgres_rows(const char *sql, see_row see, void *what) {
  cell row[MOST_COLUMNS];
  char *words = NULL;
  pthread_mutex_lock(&standing_lock);
  PGconn *db = postgres_standing();
  if (strstr(sql, "json_extract")) PQclear(postgres_ask(db, extract));
  for (const char *at; (at = strstr(sql, "json_extract")); sql = at + strlen("json_extract")) {
    char *longer = text_of("%s%.*spg_temp.json_extract", words ? words : "", (int)(at - sql), sql);
    free(words);
    words = longer;
  }
  char *whole = text_of("%s%s", words ? words : "", sql);
  PGresult *r = postgres_ask(db, whole);
  int n = PQnfields(r);
  for (int k = 0; k < PQntuples(r); k++) {
    for (int i = 0; i < n; i++) row[i] = (cell){PQgetisnull(r, k, i) ? NULL : PQgetvalue(r, k, i), (size_t)PQgetlength(r, k, i)};
    see(what, row, n);
  }
  PQclear(r);
  pthread_mutex_unlock(&standing_lock);
  free(words);
  free(whole);
}

bool house_on_postgres(void) { return getenv("TAKAR_DATABASE") != NULL; }

static void each_row(const house *h, const char *sql, see_row see, void *what) {
  if (house_on_postgres()) postgres_rows(sql, see, what);
  else sqlite_rows(h, sql, see, what);
}

static void keep_first(void *what, const cell *row, int n) {
  char **kept = what;
  if (!*kept && n) *kept = text_of("%.*s", (int)row[0].n, row[0].p ? (const char *)row[0].p : "");
}

char *house_sql(const house *h, const char *format, ...) {
  va_list ap;
  char *sql, *found = NULL;
  va_start(ap, format);
  if (vasprintf(&sql, format, ap) < 0) give_up("no memory");
  va_end(ap);
  each_row(h, sql, keep_first, &found);
  free(sql);
  return found ? found : text_of("%s", "");
}

long house_number(const house *h, const char *sql) {
  char *text = house_sql(h, "%s", sql);
  long n = strtol(text, NULL, 10);
  free(text);
  return n;
}

/* FNV-1a. */
static uint64_t mixed(uint64_t sum, const void *p, size_t n) {
  const unsigned char *byte = p;
  for (size_t i = 0; i < n; i++) sum = (sum ^ byte[i]) * 0x100000001b3u;
  return sum;
}

/* Of a row; rows are added up, since they come in any order. */
static void mix_row(void *what, const cell *row, int n) {
  uint64_t sum = 0xcbf29ce484222325u;
  for (int i = 0; i < n; i++) {
    sum = mixed(sum, &row[i].n, sizeof row[i].n);
    if (row[i].n) sum = mixed(sum, row[i].p, row[i].n);
  }
  *(uint64_t *)what += sum;
}

typedef struct printing { const house *h; uint64_t sum; } printing;

static void print_table(void *what, const cell *row, int n) {
  printing *p = what;
  uint64_t rows = 0;
  char *sql = text_of("SELECT * FROM \"%.*s\"", (int)row[0].n, (const char *)row[0].p);
  each_row(p->h, sql, mix_row, &rows);
  p->sum = mixed(mixed(p->sum, row[0].p, row[0].n), &rows, sizeof rows);
  free(sql);
  (void)n;
}

uint64_t house_print(const house *h) {
  printing p = {h, 0xcbf29ce484222325u};
  each_row(h, house_on_postgres() ? "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name"
                            : "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", print_table, &p);
  return p.sum;
}

bool house_whole(const house *h) {
  bool sound = true;
  if (!house_on_postgres()) {
    char *said = house_sql(h, "PRAGMA integrity_check"), *loose = house_sql(h, "PRAGMA foreign_key_check");
    sound = check(strcmp(said, "ok") == 0, "integrity_check: %s", said);
    sound = check(!*loose, "foreign_key_check: %s", loose) && sound;
    free(said);
    free(loose);
  }
  return check(shell(text_of("'%s' audit verify --data '%s/data' >'%s/verify'", h->takar, h->dir, h->dir)), "takar audit verify: broken") && sound;
}

/* A copy of the database beside it, and back. The house must be closed. */
static void postgres_copy(const char *from, const char *to) {
  PGconn *db = postgres_open("postgres");
  char *leave = text_of("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('%s', '%s')", from, to);
  char *drop = text_of("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)", to), *make = text_of("CREATE DATABASE \"%s\" TEMPLATE \"%s\"", to, from);
  PQclear(postgres_ask(db, leave));
  PQclear(postgres_ask(db, drop));
  PQclear(postgres_ask(db, make));
  PQfinish(db);
  free(leave);
  free(drop);
  free(make);
}

static void copy_data(const house *h, const char *from, const char *to, bool back) {
  if (!house_on_postgres()) {
    shell(text_of("rm -rf '%s/%s' && cp -r '%s/%s' '%s/%s'", h->dir, to, h->dir, from, h->dir, to));
    return;
  }
  char *name = text_of("%s", PQdb(postgres_standing())), *beside = text_of("%s_before", name);
  PQfinish(standing);
  standing = NULL;
  postgres_copy(back ? beside : name, back ? name : beside);
  free(name);
  free(beside);
}

void house_keep(const house *h) { copy_data(h, "data", "before", false); }
void house_restore(const house *h) { copy_data(h, "before", "data", true); }

/* ---- a connection ---- */

void visitor_new(visitor *v, const house *h) { *v = (visitor){.port = h->port, .fd = -1}; }

void visitor_close(visitor *v) {
  if (v->fd >= 0) close(v->fd);
  v->fd = -1;
}

/* A server cuts a connection that was idle for long: such a one is made anew, before anything is sent on it. */
static bool cut(int fd) {
  char c;
  return recv(fd, &c, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static bool connected(visitor *v) {
  if (v->fd >= 0 && cut(v->fd)) visitor_close(v);
  if (v->fd >= 0) return true;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(v->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct timeval patience = {.tv_sec = 240}; /* who uploads beside a hundred others waits for room */
  v->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (v->fd < 0) give_up("no socket");
  setsockopt(v->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int)); /* a body does not wait for the answer to its head */
  if (connect(v->fd, (struct sockaddr *)&at, sizeof at) == 0) return true;
  visitor_close(v);
  return false;
}

static bool put(int fd, const char *p, size_t n) {
  while (n) {
    ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
    if (k <= 0) return false;
    p += k;
    n -= (size_t)k;
  }
  return true;
}

bool answer_header(const answer *got, const char *name, char *value, size_t room) {
  size_t n = strlen(name);
  const char *line = got->text ? got->text : "";
  while ((line = strstr(line, "\r\n")) && line + 2 < got->body) {
    line += 2;
    if (strncasecmp(line, name, n) != 0 || line[n] != ':') continue;
    const char *from = line + n + 1 + strspn(line + n + 1, " ");
    snprintf(value, room, "%.*s", (int)strcspn(from, "\r"), from);
    return true;
  }
  return false;
}

void answer_free(answer *got) {
  free(got->text);
  *got = (answer){.body = ""};
}

/* Whether all is there; sets body when the head is. */
static bool complete(answer *got) {
  char value[32];
  const char *end = strstr(got->text, "\r\n\r\n");
  if (!end) return false;
  got->body = end + 4;
  size_t length = answer_header(got, "Content-Length", value, sizeof value) ? (size_t)strtoul(value, NULL, 10) : 0;
  return got->n - (size_t)(got->body - got->text) >= length;
}

static void take(visitor *v, answer *got) {
  size_t room = 32768;
  char closing[16] = "";
  got->text = malloc(room);
  if (!got->text) give_up("no memory");
  got->text[0] = 0;
  do {
    if (room - got->n < 4096 && !(got->text = realloc(got->text, room *= 2))) give_up("no memory");
    ssize_t k = recv(v->fd, got->text + got->n, room - got->n - 1, 0);
    if (k < 0 && errno == EINTR) continue; /* a child of ours has ended */
    if (k <= 0) {
      visitor_close(v);
      return;
    }
    got->n += (size_t)k;
    got->text[got->n] = 0;
  } while (!complete(got));
  got->status = (int)strtol(got->text + 9, NULL, 10);
  if (answer_header(got, "Connection", closing, sizeof closing) && strcasecmp(closing, "close") == 0) visitor_close(v);
}

int visitor_send(visitor *v, const char *method, const char *path, const char *head, const char *body, size_t n, answer *got) {
  *got = (answer){.body = ""};
  char length[48] = "";
  if (body) snprintf(length, sizeof length, "Content-Length: %zu\r\n", n);
  char *first = text_of("%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s%s%s%s%s\r\n", method, path, v->port, *v->cookie ? "Cookie: " : "", v->cookie,
                        *v->cookie ? "\r\n" : "", head, length);
  if (connected(v)) {
    if (put(v->fd, first, strlen(first)) && body) put(v->fd, body, n); /* what could not be sent shows in what comes back */
    take(v, got);
  }
  free(first);
  return got->status;
}

int visitor_get(visitor *v, const char *path, answer *got) { return visitor_send(v, "GET", path, "", NULL, 0, got); }

/* ---- forms ---- */

static char *encoded(char *to, const char *p) {
  for (; *p; p++) {
    bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '_' || *p == '.' || *p == '-';
    if (plain) *to++ = *p;
    else to += sprintf(to, "%%%02X", (unsigned char)*p);
  }
  return to;
}

char *form_of(const char *const *fields) {
  size_t room = 1;
  for (const char *const *f = fields; *f; f++) room += 3 * strlen(*f) + 1;
  char *form = malloc(room), *at = form;
  if (!form) give_up("no memory");
  for (; *fields; fields += 2) {
    if (at != form) *at++ = '&';
    at = encoded(at, fields[0]);
    *at++ = '=';
    at = encoded(at, fields[1]);
  }
  *at = 0;
  return form;
}

#define URLENCODED "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
int visitor_post(visitor *v, const char *path, const char *form, answer *got) {
  char *all = text_of("_csrf=%s&%s", v->token, form);
  visitor_send(v, "POST", path, URLENCODED, all, strlen(all), got);
  free(all);
  return got->status;
}

#define BOUNDARY "batas-uji-7f3a"
int visitor_upload(visitor *v, const char *path, const char *const *fields, const char *filename, const char *bytes, size_t n, answer *got) {
  static const char end[] = "\r\n--" BOUNDARY "--\r\n";
  char *head = text_of("--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n", v->token);
  for (; *fields; fields += 2) {
    char *longer = text_of("%s--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", head, fields[0], fields[1]);
    free(head);
    head = longer;
  }
  char *whole = text_of("%s--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"%s\"\r\n"
                        "Content-Type: application/pdf\r\n\r\n", head, filename);
  size_t at = strlen(whole), all = at + n + sizeof end - 1;
  if (!(whole = realloc(whole, all + 1))) give_up("no memory");
  memcpy(whole + at, bytes, n);
  memcpy(whole + at + n, end, sizeof end);
  visitor_send(v, "POST", path, "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=" BOUNDARY "\r\n", whole, all, got);
  free(head);
  free(whole);
  return got->status;
}

bool visitor_enter(visitor *v, const char *login) {
  static const char mark[] = "name=\"_csrf\" value=\"";
  answer got;
  char cookie[256];
  char *form = FORM("akun", login, "sandi", DEMO_PASSWORD);
  int status = visitor_post(v, "/masuk", form, &got);
  free(form);
  bool in = got.status == 303 && answer_header(&got, "Set-Cookie", cookie, sizeof cookie);
  answer_free(&got);
  if (!check(in, "%s cannot sign in: %d", login, status)) return false;
  snprintf(v->cookie, sizeof v->cookie, "%.*s", (int)strcspn(cookie, ";"), cookie);
  visitor_get(v, "/", &got);
  const char *at = strstr(got.body, mark);
  if (at) snprintf(v->token, sizeof v->token, "%.64s", at + strlen(mark));
  answer_free(&got);
  return check(at != NULL, "%s gets no token", login);
}
