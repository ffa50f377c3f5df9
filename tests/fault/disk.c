#include "disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

const char *const disk_names[DISK_N] = {
#define X(name, what) what,
    DISK_KINDS(X)
#undef X
};

static disk_watcher watcher;

void disk_watch(disk_watcher does) { watcher = does; }

static bool fails(enum disk_kind kind) { return watcher && watcher(kind); }

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

/* ---- the disk ---- */

enum { FILES = 16, NAME = 128, REGIONS = 64, LOCKS = SQLITE_SHM_NLOCK };

typedef struct node {
  char name[NAME]; /* "": free */
  char *bytes;
  size_t n, room;
  bool passing;                   /* gone once it is closed */
  int readers;                    /* handles that hold SHARED or more */
  const struct file *writer;      /* the handle that holds RESERVED or more */
  void *regions[REGIONS];         /* shared memory beside the file */
  int shared[LOCKS];              /* of that memory: how many hold it, -1 exclusively */
} node;

typedef struct file {
  sqlite3_file base;
  node *on;
  int level;
  unsigned held; /* locks of the shared memory */
} file;

static node disk[FILES], kept[FILES];

static node *find(const char *name) {
  for (int i = 0; i < FILES; i++)
    if (disk[i].name[0] && strcmp(disk[i].name, name) == 0) return &disk[i];
  return NULL;
}

static node *make(const char *name) {
  for (int i = 0; i < FILES; i++) {
    if (disk[i].name[0]) continue;
    strncpy(disk[i].name, name, NAME - 1);
    return &disk[i];
  }
  return NULL;
}

static void forget_regions(node *f) {
  for (int i = 0; i < REGIONS; i++) free(f->regions[i]);
  memset(f->regions, 0, sizeof f->regions);
}

static void discard(node *f) {
  forget_regions(f);
  free(f->bytes);
  *f = (node){0};
}

static void *copied(const void *bytes, size_t n) {
  void *copy = n ? __real_malloc(n) : NULL;
  if (copy) memcpy(copy, bytes, n);
  return copy;
}

static void copy_all(node *to, const node *from) {
  for (int i = 0; i < FILES; i++) {
    discard(&to[i]);
    memcpy(to[i].name, from[i].name, NAME);
    to[i].bytes = copied(from[i].bytes, from[i].n);
    to[i].n = to[i].room = from[i].n;
  }
}

void disk_keep(void) { copy_all(kept, disk); }
void disk_again(void) { copy_all(disk, kept); }

void disk_killed(void) {
  for (int i = 0; i < FILES; i++) {
    memset(disk[i].regions, 0, sizeof disk[i].regions); /* whoever was killed may still point there */
    memset(disk[i].shared, 0, sizeof disk[i].shared);
    disk[i].readers = 0;
    disk[i].writer = NULL;
  }
}

/* ---- a file ---- */

static file *of(sqlite3_file *f) { return (file *)f; }

static int write_fault(void) { return fails(DISK_FULL) ? SQLITE_FULL : fails(DISK_WRITE) ? SQLITE_IOERR_WRITE : SQLITE_OK; }

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) {
  const node *on = of(f)->on;
  size_t from = (size_t)at, want = (size_t)n, there = from < on->n ? on->n - from : 0;
  if (fails(DISK_READ)) return SQLITE_IOERR_READ;
  if (there > want) there = want;
  if (there) memcpy(p, on->bytes + from, there);
  memset((char *)p + there, 0, want - there);
  return there == want ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static bool grow(node *on, size_t to) {
  if (to <= on->room) return true;
  size_t room = to * 2;
  char *bytes = __real_realloc(on->bytes, room);
  if (!bytes) return false;
  on->bytes = bytes;
  on->room = room;
  return true;
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
  node *on = of(f)->on;
  size_t from = (size_t)at, end = from + (size_t)n;
  int wrong = write_fault();
  if (wrong) return wrong;
  if (!grow(on, end)) return SQLITE_IOERR_NOMEM;
  if (from > on->n) memset(on->bytes + on->n, 0, from - on->n);
  memcpy(on->bytes + from, p, (size_t)n);
  if (end > on->n) on->n = end;
  return SQLITE_OK;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 n) {
  int wrong = write_fault();
  if (!wrong && (size_t)n < of(f)->on->n) of(f)->on->n = (size_t)n;
  return wrong;
}

static int f_sync(sqlite3_file *f, int flags) {
  (void)f, (void)flags;
  return fails(DISK_SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int f_size(sqlite3_file *f, sqlite3_int64 *n) {
  *n = (sqlite3_int64)of(f)->on->n;
  return SQLITE_OK;
}

static int f_lock(sqlite3_file *base, int level) {
  file *f = of(base);
  node *on = f->on;
  if (level <= f->level) return SQLITE_OK;
  if (on->writer && on->writer != f && (level > SQLITE_LOCK_SHARED || on->writer->level >= SQLITE_LOCK_PENDING)) return SQLITE_BUSY;
  if (f->level == SQLITE_LOCK_NONE) on->readers++, f->level = SQLITE_LOCK_SHARED;
  if (level > SQLITE_LOCK_SHARED) on->writer = f;
  bool wait = level == SQLITE_LOCK_EXCLUSIVE && on->readers > 1;
  f->level = wait ? SQLITE_LOCK_PENDING : level;
  return wait ? SQLITE_BUSY : SQLITE_OK;
}

static int f_unlock(sqlite3_file *base, int level) {
  file *f = of(base);
  if (f->level <= level) return SQLITE_OK;
  if (f->on->writer == f) f->on->writer = NULL;
  if (level == SQLITE_LOCK_NONE) f->on->readers--;
  f->level = level;
  return SQLITE_OK;
}

static int f_close(sqlite3_file *f) {
  f_unlock(f, SQLITE_LOCK_NONE);
  if (of(f)->on->passing) discard(of(f)->on);
  return SQLITE_OK;
}

static int f_reserved(sqlite3_file *f, int *yes) {
  *yes = of(f)->on->writer != NULL;
  return SQLITE_OK;
}

static int f_control(sqlite3_file *f, int op, void *arg) {
  (void)f, (void)op, (void)arg;
  return SQLITE_NOTFOUND;
}
static int f_sector(sqlite3_file *f) { return (void)f, 4096; }
static int f_traits(sqlite3_file *f) { return (void)f, 0; }

static int f_shm_map(sqlite3_file *f, int page, int n, int extend, void volatile **p) {
  node *on = of(f)->on;
  int wrong = write_fault();
  *p = NULL;
  if (wrong) return wrong;
  if (page >= REGIONS) return SQLITE_IOERR_SHMMAP;
  if (!on->regions[page] && extend) on->regions[page] = __real_calloc(1, (size_t)n);
  *p = on->regions[page];
  return SQLITE_OK;
}

static int f_shm_unlock(file *f, int offset, int n, bool exclusive) {
  for (int i = offset; i < offset + n; i++) {
    if (!(f->held & 1u << i)) continue;
    f->on->shared[i] = exclusive ? 0 : f->on->shared[i] - 1;
    f->held &= ~(1u << i);
  }
  return SQLITE_OK;
}

static int f_shm_lock(sqlite3_file *base, int offset, int n, int flags) {
  file *f = of(base);
  int *shared = f->on->shared;
  bool exclusive = flags & SQLITE_SHM_EXCLUSIVE;
  if (flags & SQLITE_SHM_UNLOCK) return f_shm_unlock(f, offset, n, exclusive);
  for (int i = offset; i < offset + n; i++)
    if (!(f->held & 1u << i) && (exclusive ? shared[i] != 0 : shared[i] < 0)) return SQLITE_BUSY;
  for (int i = offset; i < offset + n; i++) {
    if (f->held & 1u << i) continue;
    shared[i] = exclusive ? -1 : shared[i] + 1;
    f->held |= 1u << i;
  }
  return SQLITE_OK;
}

static void f_shm_barrier(sqlite3_file *f) { (void)f; }
static int f_shm_unmap(sqlite3_file *f, int remove) {
  if (remove) forget_regions(of(f)->on);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {2, f_close, f_read, f_write, f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved, f_control, f_sector,
                                           f_traits, f_shm_map, f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL};

/* ---- all files ---- */

static int v_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out) {
  file *f = of(base);
  (void)vfs;
  *f = (file){0};
  if (fails(DISK_OPEN)) return SQLITE_CANTOPEN;
  f->on = name ? find(name) : NULL;
  if (!f->on && (flags & SQLITE_OPEN_CREATE)) f->on = make(name ? name : "(passing)");
  if (!f->on) return SQLITE_CANTOPEN;
  f->on->passing = flags & SQLITE_OPEN_DELETEONCLOSE;
  f->base.pMethods = &methods;
  if (out) *out = flags;
  return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  node *f = find(name);
  (void)vfs, (void)sync;
  int wrong = write_fault();
  if (wrong) return wrong;
  if (!f) return SQLITE_IOERR_DELETE_NOENT;
  discard(f);
  return SQLITE_OK;
}

static int v_access(sqlite3_vfs *vfs, const char *name, int flags, int *yes) {
  (void)vfs, (void)flags;
  *yes = find(name) != NULL;
  return SQLITE_OK;
}

static int v_full_name(sqlite3_vfs *vfs, const char *name, int n, char *to) {
  (void)vfs;
  sqlite3_snprintf(n, to, "%s", name);
  return SQLITE_OK;
}

void disk_install(void) {
  static sqlite3_mem_methods ours;
  static sqlite3_vfs vfs;
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
  ours = memory;
  ours.xMalloc = engine_malloc;
  ours.xRealloc = engine_realloc;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
  sqlite3_initialize();
  vfs = *sqlite3_vfs_find(NULL); /* time, sleep and chance are the system's */
  vfs.zName = "disk";
  vfs.szOsFile = (int)sizeof(file);
  vfs.mxPathname = NAME - 8;
  vfs.xOpen = v_open;
  vfs.xDelete = v_delete;
  vfs.xAccess = v_access;
  vfs.xFullPathname = v_full_name;
  sqlite3_vfs_register(&vfs, 1);
}
