/* reader: other programs that read what Takar wrote, and what they say. */
#ifndef TAKAR_TEST_READER_H
#define TAKAR_TEST_READER_H
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"

static inline bool installed(const char *tool) {
  char command[200];
  snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", tool);
  return system(command) == 0;
}

static inline str output_of(arena *a, str command) {
  FILE *f = popen(str_z(a, command), "r");
  buf b = BUF(a);
  char part[65536];
  ENSURE(f);
  for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;) buf_add(&b, (str){part, n});
  pclose(f);
  return buf_str(&b);
}

/* Without white space, which every reader places as it likes. */
static inline str squeezed(arena *a, str text) {
  char *z = str_z(a, text);
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++)
    if ((unsigned char)z[i] > 0x20) z[n++] = z[i];
  return (str){z, n};
}
#endif
