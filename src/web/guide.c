#include "guide.h"

#include "assets.h"

typedef struct writer {
  out o;
  const char *list;   /* "ul", "ol": the list that is open */
  bool item, para;    /* an item, a paragraph is open */
  bool titled;        /* the first heading has been passed */
} writer;

static void raw(writer *w, const char *z) { out_raw(&w->o, z, strlen(z)); }

/* ---- within a line ---- */

static bool own_address(str s) { return s.n && (s.p[0] == '#' || (s.p[0] == '/' && !(s.n > 1 && (s.p[1] == '/' || s.p[1] == '\\')))); }

/* [text](address) at the start of s: its length, 0 when it is none. */
static size_t link_at(str s, str *text, str *address) {
  ptrdiff_t middle = str_find(s, S("](")), end;
  if (!s.n || s.p[0] != '[' || middle < 0) return 0;
  str rest = str_from(s, (size_t)middle + 2);
  end = str_find(rest, S(")"));
  *text = str_sub(s, 1, (size_t)middle - 1);
  if (end < 0 || str_find(*text, S("[")) >= 0) return 0;
  *address = str_sub(rest, 0, (size_t)end);
  return own_address(*address) ? (size_t)middle + 2 + (size_t)end + 1 : 0;
}

static void link_out(writer *w, str text, str address) {
  raw(w, "<a href=\"");
  out_text(&w->o, address);
  raw(w, "\">");
  out_text(&w->o, text);
  raw(w, "</a>");
}

static void inline_(writer *w, str s) {
  bool bold = false;
  size_t plain = 0;
  for (size_t i = 0; i < s.n;) {
    str rest = str_from(s, i), text, address;
    size_t skip = str_starts(rest, S("**")) ? 2 : link_at(rest, &text, &address);
    if (!skip) {
      i++;
      continue;
    }
    out_text(&w->o, str_sub(s, plain, i - plain));
    if (s.p[i] == '[') link_out(w, text, address);
    else if (bold || str_find(str_from(rest, 2), S("**")) >= 0) raw(w, (bold = !bold) ? "<strong>" : "</strong>");
    else raw(w, "**");
    i += skip;
    plain = i;
  }
  out_text(&w->o, str_from(s, plain));
  if (bold) raw(w, "</strong>");
}

/* ---- lines ---- */

static void close_text(writer *w) {
  if (w->item) raw(w, "</li>\n");
  if (w->para) raw(w, "</p>\n");
  w->item = w->para = false;
}

static void close_all(writer *w) {
  close_text(w);
  if (w->list) raw(w, w->list[0] == 'u' ? "</ul>\n" : "</ol>\n");
  w->list = NULL;
}

static size_t heading_level(str line) {
  size_t n = 0;
  while (n < line.n && line.p[n] == '#') n++;
  return n >= 1 && n <= 3 && n < line.n && line.p[n] == ' ' ? n : 0;
}

/* Letters and digits of the heading, joined by hyphens. */
static void id_out(writer *w, str text) {
  bool gap = false, any = false;
  str low = str_lower(w->o.a, text);
  for (size_t i = 0; i < low.n; i++) {
    char c = low.p[i];
    bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (ok && gap && any) out_lit(&w->o, "-");
    if (ok) out_raw(&w->o, &c, 1);
    any = any || ok;
    gap = !ok;
  }
}

static void heading(writer *w, size_t level, str text) {
  static const char *const open[] = {"", "<h2 id=\"", "<h2 id=\"", "<h3 id=\""}, *const shut[] = {"", "</h2>\n", "</h2>\n", "</h3>\n"};
  close_all(w);
  if (level == 1 && !w->titled) {
    w->titled = true;
    return;
  }
  raw(w, open[level]);
  id_out(w, text);
  raw(w, "\">");
  inline_(w, text);
  raw(w, shut[level]);
}

/* "- " or "12. " at the start: its length. */
static size_t bullet(str line, const char **list) {
  size_t n = 0;
  *list = "ul";
  if (str_starts(line, S("- "))) return 2;
  while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9') n++;
  *list = "ol";
  return n && n < 4 && str_starts(str_from(line, n), S(". ")) ? n + 2 : 0;
}

static void item(writer *w, const char *list, str text) {
  if (w->list && w->list[0] == list[0]) close_text(w);
  else close_all(w);
  if (!w->list) raw(w, list[0] == 'u' ? "<ul>\n" : "<ol>\n");
  w->list = list;
  w->item = true;
  raw(w, "<li>");
  inline_(w, text);
}

static void text_line(writer *w, str line) {
  bool goes_on = w->para || (w->item && str_starts(line, S("  ")));
  if (goes_on) raw(w, " ");
  else {
    close_all(w);
    raw(w, "<p>");
    w->para = true;
  }
  inline_(w, str_trim(line));
}

static void any_line(writer *w, str line) {
  const char *list;
  size_t level = heading_level(line), skip = bullet(line, &list);
  if (str_blank(line)) close_text(w);
  else if (level) heading(w, level, str_trim(str_from(line, level + 1)));
  else if (skip) item(w, list, str_trim(str_from(line, skip)));
  else text_line(w, line);
}

html guide_html(arena *a, str markdown) {
  writer w = {.o = OUT(a)};
  for (str rest = markdown, line; rest.p;) {
    rest = str_cut(rest, '\n', &line);
    any_line(&w, line);
  }
  close_all(&w);
  return out_html(&w.o);
}

/* ---- what a list of chapters shows ---- */

/* Without ** and with the text of links alone. */
static str unmarked(arena *a, str s) {
  buf b = BUF(a);
  for (size_t i = 0; i < s.n;) {
    str rest = str_from(s, i), text, address;
    size_t skip = link_at(rest, &text, &address);
    if (skip) buf_add(&b, text);
    else if (str_starts(rest, S("**"))) skip = 2;
    else buf_char(&b, s.p[i]);
    i += skip ? skip : 1;
  }
  return buf_str(&b);
}

str guide_title(arena *a, str markdown) {
  for (str rest = markdown, line; rest.p;) {
    rest = str_cut(rest, '\n', &line);
    if (heading_level(line) == 1) return unmarked(a, str_trim(str_from(line, 2)));
  }
  return STR_NONE;
}

str guide_lead(arena *a, str markdown) {
  buf b = BUF(a);
  const char *list;
  for (str rest = markdown, line; rest.p;) {
    rest = str_cut(rest, '\n', &line);
    bool plain = !str_blank(line) && !heading_level(line) && !bullet(line, &list);
    if (!plain && b.n) break;
    if (!plain) continue;
    if (b.n) buf_char(&b, ' ');
    buf_add(&b, str_trim(line));
  }
  return unmarked(a, buf_str(&b));
}

size_t guide_chapters(arena *a, guide_chapter **all) {
  size_t n = 0;
  *all = NEW_N(a, guide_chapter, n_assets);
  for (size_t i = 0; i < n_assets; i++)
    if (str_ends(assets[i].name, S(".md"))) (*all)[n++] = (guide_chapter){str_sub(assets[i].name, 0, assets[i].name.n - 3), assets[i].bytes};
  return n;
}
