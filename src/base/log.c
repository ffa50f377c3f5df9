#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What journald takes for the priority at the head of a line (sd-daemon(3)), where it is journald that reads. */
static const char *priority(const char *level) {
  if (!getenv("JOURNAL_STREAM")) return "";
  return strcmp(level, "error") == 0 ? "<3>" : strcmp(level, "warn") == 0 ? "<4>" : "<6>";
}

void log_line(const char *level, const char *fmt, ...) {
  char line[2048];
  int n = snprintf(line, sizeof line, "%slevel=%s ", priority(level), level);
  va_list ap;
  va_start(ap, fmt);
  int m = vsnprintf(line + n, sizeof line - (size_t)n - 1, fmt, ap);
  va_end(ap);
  size_t len = (size_t)n + (m < 0 ? 0 : (size_t)m);
  if (len > sizeof line - 2) len = sizeof line - 2;
  for (size_t i = 0; i < len; i++)
    if (line[i] == '\n') line[i] = ' ';
  line[len++] = '\n';
  ssize_t ignored = write(STDERR_FILENO, line, len);
  (void)ignored;
}

void log_err(str what, err e) {
  str code = err_code_name(e->code), text = e->cause.n ? e->cause : e->user;
  log_error("%.*s code=%.*s at=%s:%d cause=\"%.*s\"", STR_ARG(what), STR_ARG(code), e->file, e->line, STR_ARG(text));
}
