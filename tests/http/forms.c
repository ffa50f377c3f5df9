/* Every form that three people can reach by following links, with markup and SQL typed into every field: nothing of it comes back as markup,
 * nothing breaks, and a field that the form does not have is refused without a change. No link leads nowhere.
 *
 *   forms TAKAR
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "visitor.h"

enum { PAGES = 400, NAMES = 80, ALIKE = 2 };
#define MARK "<b x=\"1\">'; DROP TABLE figure; --&"
#define RAW "<b x="

static house h;

typedef struct list { char *v[PAGES]; int n; } list;

/* Addresses that differ only in numbers are alike. */
static bool alike(const char *a, const char *b) {
  while (*a && *b) {
    size_t x = strspn(a, "0123456789"), y = strspn(b, "0123456789");
    if ((x > 0) != (y > 0) || (!x && *a != *b)) return false;
    a += x ? x : 1;
    b += y ? y : 1;
  }
  return *a == *b;
}

/* Takes over `text`. False: there are enough of this kind already. */
static bool list_add(list *l, char *text, int most) {
  int seen = 0;
  for (int i = 0; i < l->n; i++) seen += strcmp(l->v[i], text) == 0 ? most : alike(l->v[i], text);
  if (seen < most && l->n < PAGES) {
    l->v[l->n++] = text;
    return true;
  }
  free(text);
  return false;
}

/* The attribute's value from `at` to `end`, with "&amp;" undone; NULL when there is none. */
static char *attribute(const char *at, const char *end, const char *name) {
  char *mark = text_of(" %s=\"", name), *value = NULL;
  const char *from = memmem(at, (size_t)(end - at), mark, strlen(mark));
  if (from) {
    from += strlen(mark);
    value = text_of("%.*s", (int)strcspn(from, "\""), from);
    for (char *p; (p = strstr(value, "&amp;"));) memmove(p + 1, p + 5, strlen(p + 5) + 1);
  }
  free(mark);
  return value;
}

static void take_links(list *pages, const char *html) {
  for (const char *p = html; (p = strstr(p, "<a ")); p++) {
    const char *end = strchr(p, '>');
    char *href = end ? attribute(p, end, "href") : NULL;
    if (!href) continue;
    href[strcspn(href, "#")] = 0;
    if (href[0] == '/') list_add(pages, href, ALIKE);
    else free(href);
  }
}

/* "action name name ...": what is asked, without the guards. */
static void take_forms(list *forms, const char *html) {
  for (const char *p = html; (p = strstr(p, "<form method=\"post\"")); p++) {
    const char *end = strstr(p, "</form>");
    char *form = end ? attribute(p, strchr(p, '>'), "action") : NULL;
    if (!form) continue;
    for (const char *q = p + 1; (q = strpbrk(q + 1, "<")) && q < end;) {
      char *name = attribute(q, strchr(q, '>'), "name");
      if (name && *name != '_' && strcmp(name, "putaran") != 0 && strcmp(name, "versi") != 0) {
        char *longer = text_of("%s %s", form, name);
        free(form);
        form = longer;
      }
      free(name);
    }
    list_add(forms, form, 1);
  }
}

/* changed: the forms have been sent meanwhile, so that what the page was about may be gone. */
static void look(visitor *v, const char *who, const char *path, bool changed, list *pages, list *forms) {
  answer got;
  char type[64] = "";
  visitor_get(v, path, &got);
  answer_header(&got, "Content-Type", type, sizeof type);
  bool chapter = strncmp(path, "/administrasi", 13) == 0 && got.status == 404; /* the guide's chapter for administrators is open to all */
  check(got.status == 200 || got.status == 303 || chapter || (changed && got.status == 404), "%s follows a link to %s: %d", who, path, got.status);
  if (strncmp(type, "text/html", 9) == 0) {
    check(!strstr(got.body, RAW), "%s sees markup that was typed at %s", who, path);
    take_links(pages, got.body);
    take_forms(forms, got.body);
  }
  answer_free(&got);
}

static void fill(visitor *v, const char *who, const char *form) {
  char *words = strdup(form), *rest, *action = strtok_r(words, " ", &rest);
  const char *fields[2 * NAMES + 1];
  int n = 0;
  for (char *name; n < NAMES && (name = strtok_r(NULL, " ", &rest)); n++) {
    fields[2 * n] = name;
    fields[2 * n + 1] = MARK;
  }
  fields[2 * n] = NULL;
  answer got;
  uint64_t before = house_print(&h);
  char *typed = form_of(fields), *more = text_of("tidak-dikenal=1%s%s", n ? "&" : "", typed);
  if (n) { /* a button without fields takes none and heeds none */
    visitor_post(v, action, more, &got);
    check(got.status >= 400 && got.status < 500, "%s sends %s a field it does not have: %d", who, action, got.status);
    check(house_print(&h) == before, "%s sends %s a field it does not have: something has changed", who, action);
    answer_free(&got);
  }
  visitor_post(v, action, typed, &got);
  check(got.status > 0 && got.status < 500, "%s fills %s: %d", who, form, got.status);
  check(!strstr(got.body, RAW), "%s fills %s: what was typed comes back as markup", who, form);
  answer_free(&got);
  free(more);
  free(typed);
  free(words);
}

static bool leave_out(const char *form) { return strncmp(form, "/keluar", 7) == 0 || strncmp(form, "/sandi", 6) == 0; }

static void go_about(const char *who) {
  static list pages, forms;
  visitor v;
  visitor_new(&v, &h);
  if (!visitor_enter(&v, who)) return;
  pages.n = forms.n = 0;
  list_add(&pages, strdup("/"), 1);
  for (int i = 0; i < pages.n; i++) look(&v, who, pages.v[i], false, &pages, &forms);
  for (int i = 0; i < forms.n; i++)
    if (!leave_out(forms.v[i])) fill(&v, who, forms.v[i]);
  list again = {0};
  for (int i = 0; i < pages.n; i++) look(&v, who, pages.v[i], true, &again, &again); /* what was kept is shown as text */
  printf("%s: %d pages, %d forms\n", who, pages.n, forms.n);
  check(pages.n > 10 && forms.n > 1, "%s hardly gets anywhere", who);
  visitor_close(&v);
}

int main(int argc, char **argv) {
  if (argc < 2) return 99;
  house_new(&h, argv[1]);
  house_open(&h);
  go_about("kasubag");
  go_about("camat");
  go_about("admin");
  house_whole(&h);
  house_end(&h);
  return checks_failed != 0;
}
