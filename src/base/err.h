/* err: errors as values.
 *
 * A function that can fail returns err: NULL is success. The error lives in the arena it was made in. `user` is for the
 * person at the screen (Indonesian, a full sentence that says what to do); `cause` is for the developer's log only. A function
 * logs an error or returns it, never both; only the boundary (a request, a command) logs.
 */
#ifndef TAKAR_BASE_ERR_H
#define TAKAR_BASE_ERR_H
#include "str.h"

/* code, HTTP status it becomes, exit status of a command */
#define ERR_CODES(X)                                                           \
  X(INPUT, 422, 2)     /* what was typed cannot be taken; `points` say where */ \
  X(GATE, 409, 2)      /* a step may not be completed yet; `points` say what is missing */ \
  X(CONFLICT, 409, 2)  /* somebody else changed it meanwhile */                \
  X(FORBIDDEN, 403, 2) /* known, but not allowed to this person */             \
  X(NOT_FOUND, 404, 2) /* not there, or not to be seen by this person */       \
  X(LOGIN, 401, 2)     /* nobody is logged in */                               \
  X(STALE, 403, 2)     /* the page is of an earlier session */                 \
  X(LIMIT, 413, 2)     /* too large, too many */                               \
  X(OFTEN, 429, 2)     /* too often; again after a while */                    \
  X(BUSY, 503, 3)      /* cannot be done now; again later */                   \
  X(INTERNAL, 500, 3)  /* our fault or the machine's */
enum err_code {
  ERR_NONE,
#define X(name, http, status) ERR_##name,
  ERR_CODES(X)
#undef X
};

/* One place to mend: `field` is a form field or an anchor, `text` says what is wrong there. */
typedef struct err_point {
  str field, text;
} err_point;

typedef struct error {
  enum err_code code;
  str user;                       /* Indonesian */
  str cause;                      /* for the log; may be absent */
  const char *file;
  int line;
  struct { err_point *v; size_t n, cap; } points;
} error;

typedef error *err;
#define MUST_CHECK __attribute__((warn_unused_result))

#define ERR(a, code, ...) err_new((a), ERR_##code, __FILE__, __LINE__, __VA_ARGS__)
err err_new(arena *a, enum err_code code, const char *file, int line, const char *user_fmt, ...)
    __attribute__((format(printf, 5, 6), returns_nonnull));
/* An INTERNAL error whose user text is the general one; the format is the developer's cause. */
#define ERR_CAUSE(a, ...) err_internal((a), __FILE__, __LINE__, __VA_ARGS__)
err err_internal(arena *a, const char *file, int line, const char *cause_fmt, ...)
    __attribute__((format(printf, 4, 5), returns_nonnull));
/* Adds a place to mend; returns e. */
err err_at(arena *a, err e, str field, str text);
/* An error for one field: ERR_INPUT with a point. */
#define ERR_FIELD(a, field, ...) err_field((a), __FILE__, __LINE__, (field), __VA_ARGS__)
err err_field(arena *a, const char *file, int line, str field, const char *fmt, ...)
    __attribute__((format(printf, 5, 6), returns_nonnull));

/* The same error in another arena. */
err err_copy(arena *a, err e) __attribute__((returns_nonnull));

int err_http_status(enum err_code code);
int err_exit_status(enum err_code code);
str err_code_name(enum err_code code);

#define TRY(expr)            \
  do {                       \
    err try_e_ = (expr);     \
    if (try_e_) return try_e_; \
  } while (0)

/* An invariant that stays on in release builds. */
#define ENSURE(cond) ((cond) ? (void)0 : err_broken(#cond, __FILE__, __LINE__))
_Noreturn void err_broken(const char *what, const char *file, int line);
#endif
