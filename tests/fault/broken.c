/* Loaded before the C library (LD_PRELOAD): a disk that breaks while a server runs on it. As long as the folder TAKAR_BROKEN holds a file
 * "baca-saja" nothing can be written (EROFS); a file "sync", nothing can be brought to disk (EIO). */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

int fdatasync(int fd);
int fsync(int fd);
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at);
int ftruncate64(int fd, off64_t n);

static bool broken(const char *how, int error) {
  const char *folder = getenv("TAKAR_BROKEN");
  char path[256];
  int before = errno;
  snprintf(path, sizeof path, "%s/%s", folder ? folder : "", how);
  bool yes = folder && access(path, F_OK) == 0;
  errno = yes ? error : before;
  return yes;
}

#define REAL(name) ((__typeof__(&name))(uintptr_t)dlsym(RTLD_NEXT, #name))

int fdatasync(int fd) { return broken("sync", EIO) ? -1 : REAL(fdatasync)(fd); }
int fsync(int fd) { return broken("sync", EIO) ? -1 : REAL(fsync)(fd); }
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at) { return broken("baca-saja", EROFS) ? -1 : REAL(pwrite64)(fd, p, n, at); }
int ftruncate64(int fd, off64_t n) { return broken("baca-saja", EROFS) ? -1 : REAL(ftruncate64)(fd, n); }
