#include "cli/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/socket.h>

/* What threads, sockets, files, SQLite, fontconfig, pango, qpdf and the loader use. By what they are for. */
static const char *const allowed[] = {
    /* files */
    "access", "chmod", "close", "close_range", "copy_file_range", "dup", "dup2", "dup3", "faccessat", "faccessat2", "fadvise64", "fallocate", "fchmod",
    "fchmodat", "fchown", "fcntl", "fdatasync", "flock", "fstat", "fstatfs", "fsync", "ftruncate", "getcwd", "getdents64", "ioctl", "link", "linkat",
    "lseek", "lstat", "mkdir", "mkdirat", "newfstatat", "open", "openat", "pread64", "preadv", "pwrite64", "pwritev", "read", "readlink", "readlinkat",
    "readv", "rename", "renameat", "renameat2", "rmdir", "sendfile", "stat", "statfs", "statx", "sync_file_range", "truncate", "umask", "unlink",
    "unlinkat", "utime", "utimensat", "utimes", "write", "writev",
    /* memory */
    "brk", "madvise", "membarrier", "mincore", "mmap", "mprotect", "mremap", "msync", "munmap",
    /* threads and signals */
    "clock_getres", "clock_gettime", "clock_nanosleep", "exit", "exit_group", "futex", "get_robust_list", "getcpu", "gettimeofday", "nanosleep",
    "prctl", "restart_syscall", "rseq", "rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait",
    "sched_getaffinity", "sched_yield", "set_robust_list", "set_tid_address", "sigaltstack", "tgkill", "time",
    /* sockets and waiting */
    "accept", "accept4", "bind", "connect", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "eventfd2", "getpeername", "getsockname",
    "getsockopt", "listen", "pipe2", "poll", "ppoll", "pselect6", "recvfrom", "recvmmsg", "recvmsg", "select", "sendmmsg", "sendmsg", "sendto",
    "setsockopt", "shutdown", "socketpair", "timerfd_create", "timerfd_settime",
    /* who and what am I */
    "getegid", "geteuid", "getgid", "getpid", "getppid", "getrandom", "getrlimit", "getrusage", "gettid", "getuid", "prlimit64", "sysinfo", "uname"};

static void free_filter(void *filter) { seccomp_release(filter); }

/* A call that this machine or libseccomp does not know cannot be made here either. */
static bool allow_all(scmp_filter_ctx filter) {
  for (size_t i = 0; i < LEN(allowed); i++) {
    int call = seccomp_syscall_resolve_name(allowed[i]);
    if (call != __NR_SCMP_ERROR && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  return true;
}

/* Threads, no processes; where clone3 hides its flags from the filter the C library falls back to clone. */
static bool allow_threads(scmp_filter_ctx filter) {
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

static bool allow_sockets(scmp_filter_ctx filter) {
  static const int families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK}; /* the last one for looking up names */
  for (size_t i = 0; i < LEN(families); i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[i], 0)) != 0) return false;
  return true;
}

err sandbox_enter(arena *a) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return ERR_CAUSE(a, "seccomp: out of memory");
  arena_defer(a, free_filter, filter);
  bool ok = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && allow_all(filter) && allow_threads(filter) && allow_sockets(filter) &&
            seccomp_load(filter) == 0;
  return ok ? NULL : ERR(a, BUSY, "Sistem ini tidak mengizinkan pembatasan panggilan sistem (seccomp). Jalankan dengan --no-sandbox bila memang demikian.");
}
