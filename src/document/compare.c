/* Matching is Myers' greedy O((n+m)d) algorithm (Algorithmica 1, 1986) with d bounded: beyond MAX_EDITS the rest is paired by place. */
#include "compare.h"

enum { MAX_EDITS = 1200, LOOK_AHEAD = 200 };

typedef struct unit {
  str text;
  const block *b;
  const doc_row *row; /* of a table; NULL for every other block */
  size_t nth;         /* row number, from 1 */
} unit;
typedef LIST(unit) units;

typedef struct comparison {
  arena *a;
  units was, is;
  bool *kept_was, *kept_is;
  doc_changes out;
} comparison;

/* ---- documents as lists of units ---- */

static void add_unit(arena *a, units *list, const block *b, const doc_row *row, size_t nth, str text) {
  unit u = {text, b, row, nth};
  if (text.n) LIST_ADD(a, list, u);
}

static void add_lines(arena *a, units *list, const block *b, str text) {
  for (str line, rest = text; rest.p;) {
    rest = str_cut(rest, '\n', &line);
    add_unit(a, list, b, NULL, 0, line);
  }
}

static units units_of(arena *a, const doc *d) {
  units list = {0};
  for (size_t i = 0; i < d->blocks.n; i++) {
    const block *b = &d->blocks.v[i];
    if (b->kind != BLOCK_TABLE) {
      block words = *b;
      if (b->kind == BLOCK_HEADING) words.label = STR_NONE; /* counted anew */
      add_lines(a, &list, b, block_text(a, &words));
      continue;
    }
    add_unit(a, &list, b, NULL, 0, b->table->caption);
    for (size_t r = 0; r < b->table->rows.n; r++)
      add_unit(a, &list, b, &b->table->rows.v[r], r + 1, block_row_text(a, &b->table->rows.v[r]));
  }
  return list;
}

/* ---- the longest common sequence ---- */

static bool named(const unit *u) { return !u->row && u->b->anchor.n; }

static bool one_anchor(const unit *u, const unit *v) { return named(u) && named(v) && str_eq(u->b->anchor, v->b->anchor); }

/* A figure is known by its anchor: what is said of another one is no match, however alike. A paragraph's anchor only counts it. */
static bool figures_differ(const unit *u, const unit *v) {
  bool figure = named(u) && str_starts(u->b->anchor, S("figure:"));
  return (figure || (named(v) && str_starts(v->b->anchor, S("figure:")))) && !one_anchor(u, v);
}

static bool same(const unit *u, const unit *v) { return !u->row == !v->row && str_eq(u->text, v->text) && !figures_differ(u, v); }

typedef struct middle { size_t start_was, end_was, start_is, end_is; } middle;

static middle trim_ends(comparison *c) {
  middle m = {0, c->was.n, 0, c->is.n};
  while (m.start_was < m.end_was && m.start_is < m.end_is && same(&c->was.v[m.start_was], &c->is.v[m.start_is]))
    c->kept_was[m.start_was++] = c->kept_is[m.start_is++] = true;
  while (m.end_was > m.start_was && m.end_is > m.start_is && same(&c->was.v[m.end_was - 1], &c->is.v[m.end_is - 1]))
    c->kept_was[--m.end_was] = c->kept_is[--m.end_is] = true;
  return m;
}

/* furthest[d][d + k]: how far in `was` a path with d edits gets on diagonal k = x - y. */
static bool from_above(const int *last, int d, int k) { return k == -d || (k != d && last[d - 1 + k - 1] < last[d - 1 + k + 1]); }

static int step(const int *last, int d, int k) {
  if (d == 0) return 0;
  return from_above(last, d, k) ? last[d - 1 + k + 1] : last[d - 1 + k - 1] + 1;
}

static void walk_back(comparison *c, middle m, int **furthest, int d) {
  int x = (int)(m.end_was - m.start_was), y = (int)(m.end_is - m.start_is);
  for (; d >= 0; d--) {
    int k = x - y, start = step(d ? furthest[d - 1] : NULL, d, k);
    while (x > start) {
      x--, y--;
      c->kept_was[m.start_was + (size_t)x] = c->kept_is[m.start_is + (size_t)y] = true;
    }
    if (d && from_above(furthest[d - 1], d, k)) y--;
    else x--;
  }
}

static void match(comparison *c) {
  middle m = trim_ends(c);
  int n = (int)(m.end_was - m.start_was), o = (int)(m.end_is - m.start_is);
  int **furthest = NEW_N(c->a, int *, MAX_EDITS + 1);
  for (int d = 0; d <= MAX_EDITS && d <= n + o; d++) {
    int *now = furthest[d] = NEW_N(c->a, int, (size_t)(2 * d + 1));
    for (int k = -d; k <= d; k += 2) {
      int x = step(d ? furthest[d - 1] : NULL, d, k), y = x - k;
      while (x < n && y >= 0 && y < o && same(&c->was.v[m.start_was + (size_t)x], &c->is.v[m.start_is + (size_t)y])) x++, y++;
      now[d + k] = x;
      if (x == n && y == o) return walk_back(c, m, furthest, d);
    }
  }
}

/* ---- what lies between the matches ---- */

static size_t common_start(str u, str v) {
  size_t n = 0, most = u.n < v.n ? u.n : v.n;
  while (n < most && u.p[n] == v.p[n]) n++;
  return n;
}

static size_t common_end(str u, str v, size_t most) {
  size_t n = 0;
  while (n < most && u.p[u.n - 1 - n] == v.p[v.n - 1 - n]) n++;
  return n;
}

static bool alike(const unit *u, const unit *v) {
  if (!u->row != !v->row || u->b->kind != v->b->kind || figures_differ(u, v)) return false;
  size_t shorter = u->text.n < v->text.n ? u->text.n : v->text.n, longer = u->text.n + v->text.n - shorter;
  size_t start = common_start(u->text, v->text);
  return (start + common_end(u->text, v->text, shorter - start)) * 5 >= longer * 2;
}

static str place_of(arena *a, const unit *u, size_t column) {
  if (u->b->kind != BLOCK_TABLE || !u->row) return STR_NONE;
  str table = u->b->table->caption.n ? u->b->table->caption : S("Tabel");
  if (!column) return str_fmt(a, "%.*s, baris %zu", STR_ARG(table), u->nth);
  return str_fmt(a, "%.*s, baris %zu, kolom %zu", STR_ARG(table), u->nth, column);
}

static void report(comparison *c, enum doc_change_kind kind, const unit *was, const unit *is) {
  const unit *u = is ? is : was;
  doc_change ch = {kind, u->b->anchor, place_of(c->a, u, 0), was ? was->text : STR_NONE, is ? is->text : STR_NONE};
  LIST_ADD(c->a, &c->out, ch);
}

/* A changed row is told cell by cell; one whose number of cells changed, as a whole. */
static void report_changed(comparison *c, const unit *was, const unit *is) {
  if (!is->row || was->row->n != is->row->n) return report(c, DOC_CHANGED, was, is);
  str cell_was, cell_is, rest_was = was->text, rest_is = is->text;
  for (size_t i = 1; i <= is->row->n; i++) {
    rest_was = str_cut(rest_was, '\t', &cell_was);
    rest_is = str_cut(rest_is, '\t', &cell_is);
    if (str_eq(cell_was, cell_is)) continue;
    doc_change ch = {DOC_CHANGED, is->b->anchor, place_of(c->a, is, i), cell_was, cell_is};
    LIST_ADD(c->a, &c->out, ch);
  }
}

/* Whether a unit of was[i, i_end) has the anchor of v: then v is that one's partner and nobody else's. */
static bool spoken_for(const comparison *c, const unit *v, size_t i, size_t i_end) {
  while (i < i_end && !one_anchor(&c->was.v[i], v)) i++;
  return i < i_end;
}

/* The partner of was[i] in is[from, end): the unit with its anchor, else the first that is much alike; `end` when there is none. */
static size_t find_partner(const comparison *c, size_t i, size_t i_end, size_t from, size_t end) {
  const unit *u = &c->was.v[i];
  size_t last = end - from > LOOK_AHEAD ? from + LOOK_AHEAD : end, k = from;
  while (k < last && !one_anchor(u, &c->is.v[k])) k++;
  if (k < last) return k;
  for (k = from; k < last; k++)
    if (alike(u, &c->is.v[k]) && !spoken_for(c, &c->is.v[k], i + 1, i_end)) return k;
  return end;
}

/* Units was[i, i_end) have become is[k, k_end). */
static void report_gap(comparison *c, size_t i, size_t i_end, size_t k, size_t k_end) {
  for (; i < i_end; i++) {
    size_t pair = find_partner(c, i, i_end, k, k_end);
    if (pair == k_end) {
      report(c, DOC_REMOVED, &c->was.v[i], NULL);
      continue;
    }
    for (; k < pair; k++) report(c, DOC_ADDED, NULL, &c->is.v[k]);
    report_changed(c, &c->was.v[i], &c->is.v[k++]);
  }
  for (; k < k_end; k++) report(c, DOC_ADDED, NULL, &c->is.v[k]);
}

doc_changes doc_compare(arena *a, const doc *before, const doc *after) {
  comparison c = {.a = a, .was = units_of(a, before), .is = units_of(a, after)};
  c.kept_was = NEW_N(a, bool, c.was.n);
  c.kept_is = NEW_N(a, bool, c.is.n);
  match(&c);
  for (size_t i = 0, k = 0; i < c.was.n || k < c.is.n; i++, k++) {
    size_t i_start = i, k_start = k;
    while (i < c.was.n && !c.kept_was[i]) i++;
    while (k < c.is.n && !c.kept_is[k]) k++;
    report_gap(&c, i_start, i, k_start, k);
  }
  return c.out;
}

str doc_change_name(enum doc_change_kind kind) {
  static const str names[] = {SC("ditambah"), SC("dihapus"), SC("diubah")};
  return names[kind];
}
