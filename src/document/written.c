/* The stars a person writes, as marks of a block (marks.h). Stars side by side are one sign: it marks as a whole or is text as a whole. */
#include "block.h"
#include "marks.h"

typedef struct sign {
  size_t at, n;        /* where, and how many stars: 1 italic, 2 bold, 3 both, and so a set of bits */
  bool opens, closes;  /* what may stand there */
  bool opened, closed; /* what it has become; neither: text */
} sign;
typedef LIST(sign) signs;

static bool one_of(char c, const char *chars) { return c && strchr(chars, c) != NULL; }

static bool white(char c) { return !c || one_of(c, " \t\n"); }

/* Opening quotes and brackets, and the last byte of dashes and curly quotes, may stand before the first word. */
static bool may_open(char before, char after) {
  bool begins = white(before) || one_of(before, "([\"'-/") || (unsigned char)before >= 0x80;
  return begins && !white(after) && !one_of(after, ").,;:!?");
}

static bool may_close(char before, char after) {
  bool ends = white(after) || one_of(after, ")]\"'-/.,;:!?") || (unsigned char)after >= 0x80;
  return ends && !white(before);
}

static signs signs_of(arena *a, str s) {
  signs all = {0};
  for (size_t i = 0, n; i < s.n; i += n ? n : 1) {
    for (n = 0; i + n < s.n && s.p[i + n] == '*';) n++;
    if (!n) continue;
    char before = i ? s.p[i - 1] : '\0', after = i + n < s.n ? s.p[i + n] : '\0';
    sign one = {.at = i, .n = n, .opens = n <= 3 && may_open(before, after), .closes = n <= 3 && may_close(before, after)};
    LIST_ADD(a, &all, one);
  }
  return all;
}

/* Looks among the open signs, the last one first; those that would cross are text. Three stars also end one and two. */
static size_t close_one(signs *all, const size_t *open, size_t n_open, sign *end) {
  size_t k = n_open;
  while (k && all->v[open[k - 1]].n != end->n) k--;
  size_t from = k ? k - 1 : n_open;
  if (end->n == 3 && n_open > 1 && all->v[open[n_open - 1]].n + all->v[open[n_open - 2]].n == 3) from = n_open - 2, k = n_open;
  for (size_t i = from; i < k; i++) all->v[open[i]].opened = true;
  end->closed = from < k;
  return end->closed ? from : n_open;
}

/* A sign that begins again what is open already: then the earlier one was text. */
static size_t still_open(const signs *all, const size_t *open, size_t n_open, const sign *begin) {
  size_t k = 0;
  while (k < n_open && !(all->v[open[k]].n & begin->n)) k++;
  return k;
}

static void pair_signs(arena *a, signs *all) {
  size_t *open = NEW_N(a, size_t, all->n + 1), n = 0;
  for (size_t i = 0; i < all->n; i++) {
    sign *one = &all->v[i];
    if (one->closes) n = close_one(all, open, n, one);
    if (one->closed || !one->opens) continue;
    n = still_open(all, open, n, one);
    open[n++] = i;
  }
}

/* The marks of a sign, in the order that nests: italic stands inside bold. */
static str mark_text(const sign *one) {
  static const str OPENED[] = {SC(""), SC("//"), SC("**"), SC("**//")}, CLOSED[] = {SC(""), SC("//"), SC("**"), SC("//**")};
  return (one->opened ? OPENED : CLOSED)[one->n];
}

str marks_of_written(arena *a, str line) {
  signs all = signs_of(a, line);
  buf b = BUF(a);
  size_t from = 0;
  pair_signs(a, &all);
  for (size_t i = 0; i < all.n; i++) {
    const sign *one = &all.v[i];
    if (!one->opened && !one->closed) continue;
    buf_add(&b, block_escape(a, str_sub(line, from, one->at - from)));
    buf_add(&b, mark_text(one));
    from = one->at + one->n;
  }
  buf_add(&b, block_escape(a, str_from(line, from)));
  return buf_str(&b);
}
