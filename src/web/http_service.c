/* The two protocols of systemd that a service speaks, both promised to stay as they are (sd_listen_fds(3), sd_notify(3)): sockets handed over in
 * the environment, and datagrams to a socket named there. */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/num.h"
#include "http.h"

enum { FIRST_HANDED = 3 };

int http_activated_socket(void) {
  const char *to = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");
  int64_t pid, count;
  if (!to || !n || !num_i64(str_of(to), 1, INT32_MAX, &pid) || !num_i64(str_of(n), 1, 1, &count) || pid != getpid()) return 0;
  return fcntl(FIRST_HANDED, F_SETFD, FD_CLOEXEC) == 0 ? FIRST_HANDED : 0;
}

void http_notify(const char *state) {
  const char *to = getenv("NOTIFY_SOCKET");
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  size_t n = to ? strlen(to) : 0;
  if (n < 2 || n >= sizeof at.sun_path || (to[0] != '/' && to[0] != '@')) return;
  memcpy(at.sun_path, to, n);
  if (to[0] == '@') at.sun_path[0] = 0; /* a name outside the file system */
  int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return;
  (void)sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&at, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
  close(fd);
}
