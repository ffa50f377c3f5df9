#include "disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

const char *const disk_names[DISK_N] = {
#define X(name, what) what,
    DISK_KINDS(X)
#undef X
};

static struct {
  enum disk_kind kind;
  long at, seen;
  bool lasting, armed;
} fault;

void disk_arm(enum disk_kind kind, long at, bool lasting) {
  fault.kind = kind;
  fault.at = at;
  fault.seen = 0;
  fault.lasting = lasting;
  fault.armed = true;
}

long disk_rest(void) {
  fault.armed = false;
  return fault.seen;
}

bool disk_pause(bool on) {
  bool before = !fault.armed;
  fault.armed = !on;
  return before;
}

static bool fails(enum disk_kind kind) {
  if (!fault.armed || fault.kind != kind) return false;
  long n = ++fault.seen;
  return fault.at && (fault.lasting ? n >= fault.at : n == fault.at);
}

/* ---- caught by the linker ---- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
int __real_sqlite3_step(sqlite3_stmt *s);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);
int __wrap_sqlite3_step(sqlite3_stmt *s);

void *__wrap_malloc(size_t n) { return fails(DISK_MEMORY) ? NULL : __real_malloc(n); }
void *__wrap_calloc(size_t n, size_t size) { return fails(DISK_MEMORY) ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *p, size_t n) { return fails(DISK_MEMORY) ? NULL : __real_realloc(p, n); }
char *__wrap_strdup(const char *s) { return fails(DISK_MEMORY) ? NULL : __real_strdup(s); }
char *__wrap_strndup(const char *s, size_t n) { return fails(DISK_MEMORY) ? NULL : __real_strndup(s, n); }
int __wrap_sqlite3_step(sqlite3_stmt *s) { return fails(DISK_STATEMENT) ? SQLITE_IOERR : __real_sqlite3_step(s); }

/* ---- SQLite's memory ---- */

static sqlite3_mem_methods memory;
static void *engine_malloc(int n) { return fails(DISK_ENGINE) ? NULL : memory.xMalloc(n); }
static void *engine_realloc(void *p, int n) { return fails(DISK_ENGINE) ? NULL : memory.xRealloc(p, n); }

/* ---- SQLite's files ---- */

typedef struct file {
  sqlite3_file base;
  sqlite3_file *real;
} file;
static sqlite3_file *real_of(sqlite3_file *f) { return ((file *)f)->real; }
#define ON(f, method, ...) real_of(f)->pMethods->method(real_of(f), ##__VA_ARGS__)

static int write_fault(void) { return fails(DISK_FULL) ? SQLITE_FULL : fails(DISK_WRITE) ? SQLITE_IOERR_WRITE : SQLITE_OK; }

static int f_close(sqlite3_file *f) { return ON(f, xClose); }
static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) { return fails(DISK_READ) ? SQLITE_IOERR_READ : ON(f, xRead, p, n, at); }
static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
  int wrong = write_fault();
  return wrong ? wrong : ON(f, xWrite, p, n, at);
}
static int f_truncate(sqlite3_file *f, sqlite3_int64 n) {
  int wrong = write_fault();
  return wrong ? wrong : ON(f, xTruncate, n);
}
static int f_sync(sqlite3_file *f, int flags) { return fails(DISK_SYNC) ? SQLITE_IOERR_FSYNC : ON(f, xSync, flags); }
static int f_size(sqlite3_file *f, sqlite3_int64 *n) { return ON(f, xFileSize, n); }
static int f_lock(sqlite3_file *f, int level) { return ON(f, xLock, level); }
static int f_unlock(sqlite3_file *f, int level) { return ON(f, xUnlock, level); }
static int f_reserved(sqlite3_file *f, int *out) { return ON(f, xCheckReservedLock, out); }
static int f_control(sqlite3_file *f, int op, void *arg) { return ON(f, xFileControl, op, arg); }
static int f_sector(sqlite3_file *f) { return ON(f, xSectorSize); }
static int f_traits(sqlite3_file *f) { return ON(f, xDeviceCharacteristics); }
static int f_shm_map(sqlite3_file *f, int page, int n, int extend, void volatile **p) {
  int wrong = write_fault();
  return wrong ? wrong : ON(f, xShmMap, page, n, extend, p);
}
static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags) { return ON(f, xShmLock, offset, n, flags); }
static void f_shm_barrier(sqlite3_file *f) { ON(f, xShmBarrier); }
static int f_shm_unmap(sqlite3_file *f, int remove) { return ON(f, xShmUnmap, remove); }

static const sqlite3_io_methods methods = {2, f_close, f_read, f_write, f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved, f_control, f_sector,
                                           f_traits, f_shm_map, f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL};

static sqlite3_vfs *below, shim;

static int open_file(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *f, int flags, int *out) {
  file *mine = (file *)f;
  (void)vfs;
  mine->base.pMethods = NULL;
  mine->real = (sqlite3_file *)(mine + 1);
  if (fails(DISK_OPEN)) return SQLITE_CANTOPEN;
  int rc = below->xOpen(below, name, mine->real, flags, out);
  if (rc == SQLITE_OK) mine->base.pMethods = &methods;
  return rc;
}

void disk_install(void) {
  static sqlite3_mem_methods ours;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
  ours = memory;
  ours.xMalloc = engine_malloc;
  ours.xRealloc = engine_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
  sqlite3_initialize();
  below = sqlite3_vfs_find(NULL);
  shim = *below;
  shim.zName = "disk";
  shim.szOsFile = below->szOsFile + (int)sizeof(file);
  shim.xOpen = open_file;
  sqlite3_vfs_register(&shim, 1);
}
