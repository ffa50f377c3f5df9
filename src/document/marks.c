#include "marks.h"

typedef struct scan {
  arena *a;
  str text;
  buf run;
  unsigned on, without_end; /* marks open now; marks that have no closing place further on */
  mark_runs runs;
} scan;

static unsigned mark_of(char c) { return c == '*' ? MARK_BOLD : c == '/' ? MARK_ITALIC : c == '_' ? MARK_UNDERLINE : 0; }

static bool space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

static char at(str s, size_t i) { return i < s.n ? s.p[i] : '\0'; }

/* The character before i, unless a backslash made it plain text. */
static char before_of(str s, size_t i) {
  size_t slashes = 0;
  if (!i) return '\0';
  while (slashes + 1 < i && s.p[i - 2 - slashes] == '\\') slashes++;
  return slashes % 2 ? '\0' : s.p[i - 1];
}

/* The mark at i, 0 when there is none. */
static unsigned mark_at(str s, size_t i) {
  char c = at(s, i), before = before_of(s, i);
  if (!c || at(s, i + 1) != c || at(s, i + 2) == c || before == c) return 0;
  return c == '/' && before == ':' ? 0 : mark_of(c);
}

static bool opens(str s, size_t i) { return i + 2 < s.n && !space(s.p[i + 2]); }
static bool closes(str s, size_t i) { return i > 0 && !space(s.p[i - 1]); }

static bool closed_after(str s, size_t i, unsigned mark) {
  for (size_t k = i + 2; k < s.n; k++) {
    if (s.p[k] == '\\') k++;
    else if (mark_at(s, k) == mark && closes(s, k)) return true;
  }
  return false;
}

static void end_run(scan *c) {
  if (!c->run.n) return;
  mark_run r = {buf_str(&c->run), c->on};
  LIST_ADD(c->a, &c->runs, r);
  c->run = BUF(c->a);
}

static bool turns(scan *c, size_t i, unsigned mark) {
  if (c->on & mark) return closes(c->text, i);
  if (!opens(c->text, i) || (c->without_end & mark)) return false;
  if (closed_after(c->text, i, mark)) return true;
  c->without_end |= mark;
  return false;
}

mark_runs marks_parse(arena *a, str text) {
  scan c = {.a = a, .text = text, .run = BUF(a)};
  for (size_t i = 0; i < text.n; i++) {
    unsigned mark = mark_at(text, i);
    if (mark && turns(&c, i, mark)) {
      end_run(&c);
      c.on ^= mark;
      i++;
    } else {
      if (text.p[i] == '\\' && i + 1 < text.n) i++;
      buf_char(&c.run, text.p[i]);
    }
  }
  end_run(&c);
  return c.runs;
}

str marks_plain(arena *a, str text) {
  mark_runs runs = marks_parse(a, text);
  buf b = BUF(a);
  for (size_t i = 0; i < runs.n; i++) buf_add(&b, runs.v[i].text);
  return buf_str(&b);
}
