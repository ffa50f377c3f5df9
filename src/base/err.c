#include "err.h"

#include <stdio.h>
#include <stdlib.h>

static err make(arena *a, enum err_code code, const char *file, int line) {
  err e = NEW(a, error);
  e->code = code;
  e->file = file;
  e->line = line;
  return e;
}

err err_new(arena *a, enum err_code code, const char *file, int line, const char *user_fmt, ...) {
  err e = make(a, code, file, line);
  va_list ap;
  va_start(ap, user_fmt);
  e->user = str_vfmt(a, user_fmt, ap);
  va_end(ap);
  return e;
}

err err_internal(arena *a, const char *file, int line, const char *cause_fmt, ...) {
  err e = make(a, ERR_INTERNAL, file, line);
  e->user = S("Terjadi gangguan di server. Data yang sudah disimpan tetap aman; silakan coba lagi.");
  va_list ap;
  va_start(ap, cause_fmt);
  e->cause = str_vfmt(a, cause_fmt, ap);
  va_end(ap);
  return e;
}

err err_at(arena *a, err e, str field, str text) {
  LIST_ADD(a, &e->points, ((err_point){field, text}));
  return e;
}

err err_field(arena *a, const char *file, int line, str field, const char *fmt, ...) {
  err e = make(a, ERR_INPUT, file, line);
  va_list ap;
  va_start(ap, fmt);
  e->user = str_vfmt(a, fmt, ap);
  va_end(ap);
  return err_at(a, e, field, e->user);
}

static const struct { const char *name; int http, status; } codes[] = {
    {"NONE", 200, 0},
#define X(name, http, status) {#name, http, status},
    ERR_CODES(X)
#undef X
};

err err_copy(arena *a, err e) {
  err copy = NEW(a, error);
  *copy = (error){.code = e->code, .user = str_copy(a, e->user), .cause = str_copy(a, e->cause), .file = e->file, .line = e->line};
  for (size_t i = 0; i < e->points.n; i++) err_at(a, copy, str_copy(a, e->points.v[i].field), str_copy(a, e->points.v[i].text));
  return copy;
}

int err_http_status(enum err_code code) { return codes[code].http; }
int err_exit_status(enum err_code code) { return codes[code].status; }
str err_code_name(enum err_code code) { return str_of(codes[code].name); }

void err_broken(const char *what, const char *file, int line) {
  fprintf(stderr, "takar: broken invariant %s at %s:%d\n", what, file, line);
  abort();
}
