/* str: text as pointer and length, passed by value; and buf, the sticky builder.
 *
 * A str owns nothing: it points into an arena, a literal or a caller's buffer and lives as long as that does. It is not
 * NUL-terminated; str_z makes a C string at the edge of a library. {NULL, 0} is "absent"; S("") is "present but empty".
 */
#ifndef TAKAR_BASE_STR_H
#define TAKAR_BASE_STR_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

typedef struct str {
  const char *p;
  size_t n;
} str;

#define S(lit) ((str){"" lit, sizeof(lit) - 1})
#define SC(lit) {"" lit, sizeof(lit) - 1} /* for static initialisers */
#define STR_NONE ((str){NULL, 0})
#define STR_ARG(s) (int)(s).n, (s).p /* for "%.*s" */

str str_of(const char *z);              /* a view of a C string; NULL gives STR_NONE */
str str_copy(arena *a, str s);          /* absent stays absent */
char *str_z(arena *a, str s);           /* a NUL-terminated copy */
bool str_eq(str a, str b);
bool str_eq_nocase(str a, str b);       /* ASCII letters only */
int str_cmp(str a, str b);              /* bytewise order */
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_blank(str s);                  /* absent, empty or only white space */
str str_trim(str s);                    /* without white space (also no-break space) at both ends */
str str_from(str s, size_t start);      /* from byte `start` on; empty when past the end */
str str_sub(str s, size_t start, size_t n); /* at most n bytes from start */
str str_utf8_head(str s, size_t n);     /* at most the first n bytes, without cutting a character in two */
ptrdiff_t str_find(str s, str what);    /* byte offset of the first occurrence, -1 when none */
/* Cuts at the first `sep`: *head gets what is before, the return value is what is after (absent when sep is not in s). */
str str_cut(str s, char sep, str *head);
str str_lower(arena *a, str s);         /* ASCII lower case copy */
bool str_utf8_ok(str s);                /* valid UTF-8 (RFC 3629), no NUL */
size_t str_utf8_len(str s);             /* code points */

/* printf into the arena. "%.*s" with STR_ARG for str. */
str str_fmt(arena *a, const char *f, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
str str_vfmt(arena *a, const char *f, va_list ap) __attribute__((format(printf, 2, 0), nonnull(2)));
#define STR_CAT(a, ...) str_cat_n((a), (const str[]){__VA_ARGS__}, sizeof((const str[]){__VA_ARGS__}) / sizeof(str))
str str_cat_n(arena *a, const str *parts, size_t n);

/* buf: a growing text in an arena. Past `max` bytes it stops taking text and stays failed; check buf_failed once at the end.
 * A zeroed buf with an arena set is ready: buf b = BUF(a); */
typedef struct buf {
  arena *a;
  char *p;
  size_t n, cap, max;
  bool failed;
} buf;
#define BUF(arena_) ((buf){.a = (arena_), .max = (size_t)32 << 20})
void buf_add(buf *b, str s);
void buf_char(buf *b, char c);
void buf_z(buf *b, const char *z);
void buf_fmt(buf *b, const char *f, ...) __attribute__((format(printf, 2, 3)));
void buf_i64(buf *b, int64_t v);
static inline bool buf_failed(const buf *b) { return b->failed; }
static inline str buf_str(const buf *b) { return (str){b->p ? b->p : "", b->n}; }

/* list: LIST(T) name; LIST_ADD(arena, &list, value). Grows in the arena. */
#define LIST(...)    \
  struct {           \
    __VA_ARGS__ *v;  \
    size_t n, cap;   \
  }
#define LIST_ADD(a, l, value)                                                                                          \
  do {                                                                                                                 \
    if ((l)->n == (l)->cap) {                                                                                          \
      size_t cap_ = (l)->cap ? (l)->cap * 2 : 8;                                                                       \
      (l)->v = arena_grow((a), (l)->v, (l)->cap * sizeof *(l)->v, cap_ * sizeof *(l)->v);                             \
      (l)->cap = cap_;                                                                                                 \
    }                                                                                                                  \
    (l)->v[(l)->n++] = (value);                                                                                        \
  } while (0)
typedef LIST(str) str_list;
#define LEN(array) (sizeof(array) / sizeof(array)[0])
#endif
