/* What browsers never send, and what slow or broken clients do, against the test server given as argument. Says which check failed. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uint16_t port;
static int failures;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int open_connection(void) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct timeval patience = {.tv_sec = 10};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0) exit(99);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return fd;
}

static void put(int fd, const char *p, size_t n) {
  while (n) {
    ssize_t k = send(fd, p, n, MSG_NOSIGNAL);
    if (k <= 0) return;
    p += k;
    n -= (size_t)k;
  }
}

/* Reads until the other side closes (or 10 s); what came, as text. */
static char *take_all(int fd, char *text, size_t room) {
  size_t n = 0;
  for (ssize_t k; n + 1 < room && (k = recv(fd, text + n, room - 1 - n, 0)) > 0;) n += (size_t)k;
  text[n] = 0;
  return text;
}

static int status_of(const char *answer) { return strncmp(answer, "HTTP/1.", 7) == 0 ? (int)strtol(answer + 9, NULL, 10) : 0; }

static void check(const char *what, bool ok, const char *got) {
  if (ok) return;
  failures++;
  printf("FAILED: %s; got: %.60s\n", what, got);
}

static int ask(const char *request, size_t n, char *answer, size_t room) {
  int fd = open_connection();
  put(fd, request, n);
  shutdown(fd, SHUT_WR);
  take_all(fd, answer, room);
  close(fd);
  return status_of(answer);
}

#define H "Host: h\r\nConnection: close\r\n"
static const struct { const char *what; int status; const char *request; size_t n; } cases[] = {
#define CASE(what, status, text) {what, status, text, sizeof(text) - 1}
    CASE("plain GET", 200, "GET / HTTP/1.1\r\n" H "\r\n"),
    CASE("HTTP/1.0 without Host", 200, "GET / HTTP/1.0\r\n\r\n"),
    CASE("HEAD", 200, "HEAD / HTTP/1.1\r\n" H "\r\n"),
    CASE("no Host", 400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
    CASE("two Hosts", 400, "GET / HTTP/1.1\r\n" H "Host: other\r\n\r\n"),
    CASE("space before the colon", 400, "GET / HTTP/1.1\r\nHost : h\r\nConnection: close\r\n\r\n"),
    CASE("space in a field name", 400, "GET / HTTP/1.1\r\n" H "X Y: z\r\n\r\n"),
    CASE("Content-Length and Transfer-Encoding", 400, "POST /gema HTTP/1.1\r\n" H "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    CASE("two different Content-Lengths", 400, "POST /gema HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
    CASE("two equal Content-Lengths", 400, "POST /gema HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=1"),
    CASE("Content-Length with a sign", 400, "POST /gema HTTP/1.1\r\n" H "Content-Length: +3\r\n\r\na=1"),
    CASE("Content-Length as a list", 400, "POST /gema HTTP/1.1\r\n" H "Content-Length: 3, 3\r\n\r\na=1"),
    CASE("negative Content-Length", 400, "POST /gema HTTP/1.1\r\n" H "Content-Length: -1\r\n\r\na=1"),
    CASE("unknown Transfer-Encoding", 501, "POST /gema HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    CASE("two Transfer-Encodings", 400, "POST /gema HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
    CASE("chunked with HTTP/1.0", 501, "POST /gema HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    CASE("unknown method", 501, "BREW / HTTP/1.1\r\n" H "\r\n"),
    CASE("method in lower case", 501, "get / HTTP/1.1\r\n" H "\r\n"),
    CASE("HTTP/1.9", 505, "GET / HTTP/1.9\r\n" H "\r\n"),
    CASE("HTTP/2.0", 505, "GET / HTTP/2.0\r\n" H "\r\n"),
    CASE("NUL in a name", 400, "GET / HTTP/1.1\r\n" H "X\0Y: b\r\n\r\n"),
    CASE("absolute target", 400, "GET http://h/ HTTP/1.1\r\n" H "\r\n"),
    CASE("target with a control character", 400, "GET /\x01 HTTP/1.1\r\n" H "\r\n"),
    CASE("percent NUL in the query", 400, "GET /?a=%00 HTTP/1.1\r\n" H "\r\n"),
    CASE("broken percent in the query", 400, "GET /?a=%4 HTTP/1.1\r\n" H "\r\n"),
    CASE("body with GET", 413, "GET / HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\nabc"),
    CASE("unknown path", 404, "GET /tidak-ada HTTP/1.1\r\n" H "\r\n"),
    CASE("wrong method", 405, "POST / HTTP/1.1\r\n" H "Content-Length: 0\r\n\r\n"),
    CASE("no permission", 403, "GET /terlarang HTTP/1.1\r\n" H "\r\n"),
    CASE("POST from another site", 403, "POST /gema HTTP/1.1\r\n" H "Origin: http://evil\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1"),
    CASE("POST", 200, "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1"),
    CASE("POST in chunks", 200, "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\n=1\r\n0\r\n\r\n"),
    CASE("POST with a session but no token", 403, "POST /gema HTTP/1.1\r\n" H "Cookie: sesi=x\r\nOrigin: http://h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1"),
    CASE("broken multipart", 400, "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\n--x"),
    CASE("declared body over the limit, asked first", 413, "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nExpect: 100-continue\r\nContent-Length: 200001\r\n\r\n"),
    CASE("more memory than a request may have", 500, "GET /rakus HTTP/1.1\r\n" H "\r\n"),
    CASE("the server goes on after that", 200, "GET / HTTP/1.1\r\n" H "\r\n"),
};

static void ambiguous_requests(void) {
  static char answer[65536];
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char what[120];
    int got = ask(cases[i].request, cases[i].n, answer, sizeof answer);
    snprintf(what, sizeof what, "%s: %d wanted", cases[i].what, cases[i].status);
    check(what, got == cases[i].status, answer);
    if (got) check(cases[i].what, strstr(answer, "Content-Security-Policy: default-src 'none'") != NULL || got == 400 || got == 505, answer);
  }
}

/* After a refusal the rest of the connection must not be read as a second request. */
static void no_second_request_after_refusal(void) {
  static const char smuggled[] = "POST /gema HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /kilo HTTP/1.1\r\nHost: h\r\n\r\n";
  static char answer[65536];
  ask(smuggled, sizeof smuggled - 1, answer, sizeof answer);
  check("smuggled request is not answered", strstr(answer + 1, "HTTP/1.1 200") == NULL, answer);
}

static void chunked_body_over_the_limit(void) {
  static char answer[65536], chunk[10000];
  int fd = open_connection();
  static const char head[] = "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nTransfer-Encoding: chunked\r\n\r\n";
  memset(chunk, 'a', sizeof chunk);
  put(fd, head, sizeof head - 1);
  for (int i = 0; i < 25; i++) {
    put(fd, "2710\r\n", 6);
    put(fd, chunk, sizeof chunk);
    put(fd, "\r\n", 2);
  }
  put(fd, "0\r\n\r\n", 5);
  check("chunked body over the limit: 413", status_of(take_all(fd, answer, sizeof answer)) == 413, answer);
  close(fd);
}

/* Far above the limit: read to its end and dropped, so that a browser gets to see the answer. */
static void declared_body_far_over_the_limit(void) {
  static char answer[65536], chunk[100000];
  int fd = open_connection();
  static const char head[] = "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nContent-Type: application/octet-stream\r\nContent-Length: 40000000\r\n\r\n";
  memset(chunk, 'a', sizeof chunk);
  put(fd, head, sizeof head - 1);
  for (int i = 0; i < 400; i++) put(fd, chunk, sizeof chunk);
  check("declared body of 40 MB over the limit: 413", status_of(take_all(fd, answer, sizeof answer)) == 413, answer);
  check("its answer says so", strstr(answer, "terlalu besar") != NULL, answer);
  close(fd);
}

/* Nine clients with 190 kB each: together more than the 1 MiB the test server gives to all bodies. Those who do not fit wait until others
 * are done, and all of it arrives; a small form goes past them. */
static void bodies_together_over_the_limit(void) {
  enum { CLIENTS = 9, FIT = 5, BYTES = 190000, SOME = 20000 };
  static char answer[65536], bytes[BYTES] = "isi=", small[] = "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nContent-Length: 3\r\n\r\nabc";
  static const char head[] = "POST /gema HTTP/1.1\r\n" H "Origin: http://h\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                             "Content-Length: 190000\r\n\r\n";
  int fds[CLIENTS], got = 0;
  memset(bytes + 4, 'a', sizeof bytes - 4);
  for (int i = 0; i < CLIENTS; i++) {
    put(fds[i] = open_connection(), head, sizeof head - 1);
    put(fds[i], bytes, i < FIT ? BYTES - 1 : SOME); /* the first ones lack a byte, so that they keep their room */
  }
  usleep(200000);
  int fd = open_connection();
  put(fd, small, sizeof small - 1);
  check("a small form goes past the bodies that wait", status_of(take_all(fd, answer, sizeof answer)) == 200, answer);
  close(fd);
  /* All of these before any answer is waited for: which of them have room is for the server's threads to say. */
  for (int i = 0; i < FIT; i++) put(fds[i], bytes + SOME, 1);
  for (int i = 0; i < CLIENTS; i++) {
    if (i >= FIT) put(fds[i], bytes + SOME, BYTES - SOME);
    got += strstr(take_all(fds[i], answer, sizeof answer), "isi=189996") != NULL;
    close(fds[i]);
  }
  check("bodies together over the limit: all arrive whole", got == CLIENTS, answer);
}

/* Sends `head`, then one byte every 0.2 s; how long until the server closes. */
static double drip(const char *head) {
  int fd = open_connection();
  double from = now();
  char byte;
  put(fd, head, strlen(head));
  while (now() - from < 9) {
    usleep(200000);
    if (send(fd, "a", 1, MSG_NOSIGNAL) <= 0 || recv(fd, &byte, 1, MSG_DONTWAIT) == 0) break;
  }
  close(fd);
  return now() - from;
}

static void slow_clients_are_cut(void) {
  double head = drip("GET / HTTP/1.1\r\nX: "), body = drip("POST /gema HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
  char got[40];
  snprintf(got, sizeof got, "head %.1f s, body %.1f s", head, body);
  check("header drip is cut after 2 s", head > 1.5 && head < 4, got);
  check("body drip is cut after 3 s", body > 2.5 && body < 5, got);
}

/* Eight requests of 300 ms at once on four workers, and a small one that must not wait on the I/O threads. */
static void slow_handlers_do_not_block(void) {
  static char answer[65536];
  int slow[8];
  static const char wait_[] = "GET /lambat/300 HTTP/1.1\r\n" H "\r\n", quick[] = "GET /sekejap HTTP/1.1\r\n" H "\r\n";
  double from = now();
  for (int i = 0; i < 8; i++) put(slow[i] = open_connection(), wait_, sizeof wait_ - 1);
  check("answered at once", ask(quick, sizeof quick - 1, answer, sizeof answer) == 200 && now() - from < 0.25, answer);
  for (int i = 0; i < 8; i++) {
    check("slow request", status_of(take_all(slow[i], answer, sizeof answer)) == 200, answer);
    close(slow[i]);
  }
  check("the pool grew to four workers", now() - from < 1.1, "more than 1.1 s");
}

/* A running request is finished after SIGTERM; then the server leaves with 0, quickly. */
static void stops_gracefully(pid_t server) {
  static char answer[65536];
  static const char wait_[] = "GET /lambat/700 HTTP/1.1\r\nHost: h\r\n\r\n";
  int fd = open_connection(), status = -1;
  put(fd, wait_, sizeof wait_ - 1);
  usleep(200000);
  double from = now();
  kill(server, SIGTERM);
  check("running request is finished", status_of(take_all(fd, answer, sizeof answer)) == 200, answer);
  check("it says that the connection ends", strstr(answer, "Connection: close") != NULL, answer);
  waitpid(server, &status, 0);
  check("leaves with 0", WIFEXITED(status) && WEXITSTATUS(status) == 0, "another status");
  check("leaves in time", now() - from < 5, "too late");
}

static pid_t start(const char *program) {
  int ends[2];
  char text[16] = "";
  if (pipe(ends) != 0) exit(99);
  pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    execl(program, program, "0", "quiet", (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  if (read(ends[0], text, sizeof text - 1) <= 0) exit(99);
  port = (uint16_t)strtoul(text, NULL, 10);
  return child;
}

int main(int argc, char **argv) {
  if (argc != 2) return fputs("usage: http_client SERVER\n", stderr), 2;
  pid_t server = start(argv[1]);
  ambiguous_requests();
  no_second_request_after_refusal();
  chunked_body_over_the_limit();
  declared_body_far_over_the_limit();
  bodies_together_over_the_limit();
  slow_clients_are_cut();
  slow_handlers_do_not_block();
  stops_gracefully(server);
  printf("%zu requests, %d failures\n", sizeof cases / sizeof cases[0], failures);
  return failures ? 1 : 0;
}
