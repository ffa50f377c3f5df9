/* The bare server that pages are measured against: libmicrohttpd, epoll, two threads, a fixed answer of 1 kB.
 *   hello PORT */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct MHD_Response *answer;

static enum MHD_Result handle(void *ctx, struct MHD_Connection *c, const char *url, const char *method, const char *version,
                              const char *data, size_t *n, void **state) {
  (void)ctx, (void)url, (void)method, (void)version, (void)data, (void)n;
  static int seen; /* an answer at the first call would close the connection after it */
  if (!*state) return *state = &seen, MHD_YES;
  return MHD_queue_response(c, MHD_HTTP_OK, answer);
}

int main(int argc, char **argv) {
  static char body[1024];
  memset(body, 'x', sizeof body);
  answer = MHD_create_response_from_buffer(sizeof body, body, MHD_RESPMEM_PERSISTENT);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(argc > 1 ? argv[1] : "8090", NULL, 10)),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO, 0, NULL, NULL, handle, NULL, MHD_OPTION_THREAD_POOL_SIZE, 2u,
                                          MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at, MHD_OPTION_END);
  if (!d) return 1;
  sigset_t end;
  sigemptyset(&end);
  sigaddset(&end, SIGTERM);
  sigprocmask(SIG_BLOCK, &end, NULL);
  int which;
  sigwait(&end, &which);
  MHD_stop_daemon(d);
  return 0;
}
