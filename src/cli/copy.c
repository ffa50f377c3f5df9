#include "cli/copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/audit.h"
#include "store/store_sql.h"
#include "store/upkeep.h"

static err disk(arena *a, str path) { return ERR(a, INPUT, "“%.*s”: %s.", STR_ARG(path), strerror(errno)); }

static bool empty(DIR *d) {
  int names = 0;
  while (readdir(d)) names++;
  return names <= 2; /* "." and ".." */
}

err copy_folder(arena *a, str path) {
  if (mkdir(str_z(a, path), 0700) == 0) return NULL;
  DIR *d = errno == EEXIST ? opendir(str_z(a, path)) : NULL;
  if (!d) return disk(a, path);
  bool free_ = empty(d);
  closedir(d);
  return free_ ? NULL : ERR(a, INPUT, "Folder “%.*s” sudah berisi. Pilih folder baru atau yang kosong.", STR_ARG(path));
}

/* ---- sums ---- */

typedef struct mapping {
  void *p;
  size_t n;
} mapping;

static void unmap(void *what) {
  mapping *m = what;
  if (m->n) munmap(m->p, m->n);
}

/* The bytes of a file of any size, as long as the arena lives. */
static err map_file(arena *a, str path, str *out) {
  struct stat st;
  mapping *m = NEW(a, mapping);
  int fd = open(str_z(a, path), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return disk(a, path);
  bool ok = fstat(fd, &st) == 0 && (st.st_size == 0 || (m->p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0)) != MAP_FAILED);
  close(fd);
  if (!ok) return disk(a, path);
  m->n = (size_t)st.st_size;
  arena_defer(a, unmap, m);
  *out = (str){m->n ? m->p : "", m->n};
  return NULL;
}

err copy_sums(arena *a, str folder, str *out) {
  static const str names[] = {SC(COPY_DATABASE), SC(COPY_HEADS)};
  buf b = BUF(a);
  for (size_t i = 0; i < LEN(names); i++) {
    str bytes;
    TRY(map_file(a, STR_CAT(a, folder, names[i]), &bytes));
    buf_fmt(&b, "%.*s  %.*s\n", STR_ARG(sha256_hex(a, bytes)), STR_ARG(str_from(names[i], 1)));
  }
  *out = buf_str(&b);
  return NULL;
}

/* ---- proof ---- */

static err prove(arena *a, db_ro *db, str *heads) {
  upkeep_faults faults = {0};
  audit_report chains;
  TRY(upkeep_look(db, a, &faults));
  if (faults.n) return ERR(a, CONFLICT, "Basis data ini rusak: %.*s.", STR_ARG(faults.v[0]));
  TRY(audit_verify(db, a, &chains));
  if (chains.faults.n) {
    const audit_fault *f = &chains.faults.v[0];
    return ERR(a, CONFLICT, "Rantai audit %lld rusak pada catatan %lld: %.*s.", (long long)f->chain, (long long)f->n, STR_ARG(f->reason));
  }
  return audit_heads_text(db, a, heads);
}

err copy_prove(arena *a, str database, str *heads) {
  static const sql_table *const tables[] = {&store_sql};
  store *s;
  db_ro *db;
  TRY(store_open_reading(a, database, tables, LEN(tables), &s));
  err e = store_connect(s, a, &db);
  if (!e) {
    e = prove(a, db, heads);
    store_release(s, db);
  }
  store_close(s);
  return e;
}

err copy_settle(arena *a, str folder) {
  int fd = open(str_z(a, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool ok = fd >= 0 && fsync(fd) == 0;
  err e = ok ? NULL : disk(a, folder);
  if (fd >= 0) close(fd);
  return e;
}

str copy_mark(arena *a, str heads) {
  size_t n = 0;
  for (size_t i = 0; i < heads.n; i++) n += heads.p[i] == '\n';
  return str_fmt(a, "%zu rantai audit utuh, sidik kepala rantai %.*s", n, STR_ARG(sha256_hex(a, heads)));
}
