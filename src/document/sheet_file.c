#include "sheet_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

err sheet_file_make(arena *a, sheet_file *f) {
  static const char pattern[] = "/tmp/takar-XXXXXX";
  memcpy(f->path, pattern, sizeof pattern);
  int fd = mkstemp(f->path);
  if (fd < 0) {
    f->path[0] = 0;
    return ERR_CAUSE(a, "no temporary file");
  }
  close(fd);
  return NULL;
}

void sheet_file_drop(sheet_file *f) {
  if (f->path[0]) unlink(f->path);
  f->path[0] = 0;
}

static bool read_all(int fd, char *p, size_t n) {
  for (size_t got = 0; got < n;) {
    ssize_t k = read(fd, p + got, n - got);
    if (k <= 0) return false;
    got += (size_t)k;
  }
  return true;
}

err sheet_file_read(arena *a, const sheet_file *f, str *bytes) {
  struct stat st;
  if (stat(f->path, &st) != 0) return ERR_CAUSE(a, "the workbook is not there");
  char *p = arena_alloc(a, (size_t)st.st_size + 1); /* before the file is open: it may jump */
  int fd = open(f->path, O_RDONLY | O_CLOEXEC);
  bool all = fd >= 0 && read_all(fd, p, (size_t)st.st_size);
  if (fd >= 0) close(fd);
  *bytes = (str){p, (size_t)st.st_size};
  return all ? NULL : ERR_CAUSE(a, "the workbook cannot be read back");
}

/* Text as a workbook can hold it. */
char *sheet_plain_text(arena *a, str text) {
  char *z = str_z(a, text);
  bool utf8 = str_utf8_ok(text);
  for (size_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)z[i];
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) z[i] = ' ';
    if (c >= 0x80 && !utf8) z[i] = '?';
    if (utf8 && c == 0xef && (unsigned char)z[i + 1] == 0xbf && (unsigned char)z[i + 2] >= 0xbe) z[i] = z[i + 1] = z[i + 2] = '?';
  }
  return z;
}

/* A sheet's name: at most 31 letters, without the signs that spreadsheets keep for themselves. */
char *sheet_tab_name(arena *a, str name) {
  char *z = sheet_plain_text(a, str_blank(name) ? S("Lembar") : name);
  size_t n = 0, letters = 0;
  for (; z[n]; n++) {
    if (strchr("[]:*?/\\'\n\t", z[n])) z[n] = ' ';
    if (((unsigned char)z[n] & 0xc0) != 0x80 && ++letters > 31) break;
  }
  z[n] = 0;
  return z;
}
