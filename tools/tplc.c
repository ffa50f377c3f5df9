/* tplc: compiles one template (.html) to a C function. Usage: tplc IN.html OUT.c OUT.h
 *
 * The syntax is described in src/web/README.md. The compiler follows the HTML it copies, so that it knows where each hole stands: in text, in a
 * quoted attribute, or in an attribute that holds an address. A hole that cannot be escaped there (in a tag, an unquoted attribute, a
 * script, a style, an event handler) is refused with the template's file and line. #line lines make the C compiler's messages
 * about the expressions point into the template too.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum place { TEXT, TAG_NAME, TAG, ATTR_NAME, ATTR_EQUALS, DOUBLE_QUOTED, SINGLE_QUOTED, UNQUOTED, COMMENT };
enum { NAME_MAX_ = 64, DEPTH_MAX = 32, DIRECTIVE_MAX = 2000 };

/* Where in the HTML the next character stands. */
typedef struct context {
  enum place place;
  char element[NAME_MAX_], attr[NAME_MAX_];
  char verbatim[NAME_MAX_]; /* inside <pre>, <textarea>, <title>: white space is kept */
  bool value_begun;         /* the attribute's value has something in it */
} context;

enum block_kind { BLOCK_IF, BLOCK_LOOP };
typedef struct block {
  enum block_kind kind;
  context before, after_branch;
  bool has_branch, has_else;
  int line;
} block;

static const char *file;
static int line = 1;
static context at;
static block blocks[DEPTH_MAX];
static int depth;
static FILE *code, *head;       /* statements of the function; declarations before it */
static char *args;
static bool open_literal;       /* inside out_lit(o, "... */
static char last = '\n';         /* the last literal character; 0 after a hole */

__attribute__((noreturn, format(printf, 1, 2))) static void refuse(const char *f, ...) {
  va_list ap;
  va_start(ap, f);
  fprintf(stderr, "%s:%d: error: ", file, line);
  vfprintf(stderr, f, ap);
  fputc('\n', stderr);
  va_end(ap);
  exit(1);
}

static bool any_of(const char *name, const char *const *list) {
  for (; *list; list++)
    if (strcmp(name, *list) == 0) return true;
  return false;
}

static void name_add(char *name, char c) {
  size_t n = strlen(name);
  if (n + 1 >= NAME_MAX_) refuse("the name %s... is too long", name);
  name[n] = (char)tolower((unsigned char)c);
  name[n + 1] = 0;
}

/* ---- literal text ---- */

static void literal_char(char c) {
  if (!open_literal) fputs("  out_lit(o, \"", code);
  open_literal = true;
  last = c;
  if (c == '\n') fputs("\\n", code);
  else if (c == '"' || c == '\\') fprintf(code, "\\%c", c);
  else if (c == '?') fputs("\\?", code);
  else if ((unsigned char)c < 0x20 || (unsigned char)c >= 0x7f) fprintf(code, "\\%03o", (unsigned char)c);
  else fputc(c, code);
}

static void literal_end(void) {
  if (open_literal) fputs("\");\n", code);
  open_literal = false;
}

static void check_attr_name(void) {
  static const char *const refused[] = {"style", "srcdoc", NULL};
  if (strncmp(at.attr, "on", 2) == 0 || strncmp(at.attr, "hx-on", 5) == 0 || any_of(at.attr, refused))
    refuse("the attribute %s is not allowed: no script and no style inside the markup", at.attr);
}

static void tag_named(void) {
  if (strcmp(at.element, "style") == 0) refuse("<style> is not allowed: write assets/takar.css");
  at.place = TAG;
}

static void tag_closed(const char *rest) {
  static const char *const kept[] = {"pre", "textarea", "title", NULL};
  at.place = TEXT;
  if (strcmp(at.element, "script") == 0 && strncmp(rest, "</script>", 9) != 0)
    refuse("<script> may only name a file: no script inside the markup");
  if (any_of(at.element, kept)) memcpy(at.verbatim, at.element, NAME_MAX_);
  if (at.element[0] == '/' && strcmp(at.element + 1, at.verbatim) == 0) at.verbatim[0] = 0;
}

static void in_text(const char *p) {
  if (p[0] != '<') return;
  if (strncmp(p, "<!--", 4) == 0) at.place = COMMENT;
  else if (isalpha((unsigned char)p[1]) || p[1] == '/' || p[1] == '!') {
    at.place = TAG_NAME;
    at.element[0] = 0;
  } else refuse("a < that begins no tag: write &lt;");
}

static void in_tag(const char *p) {
  if (*p == '>') tag_closed(p + 1);
  else if (*p == '=' || *p == '"' || *p == '\'') refuse("%c stands where an attribute's name should", *p);
  else if (!isspace((unsigned char)*p) && *p != '/') {
    at.place = ATTR_NAME;
    at.attr[0] = 0;
    name_add(at.attr, *p);
  }
}

static void in_attr_name(const char *p) {
  if (*p != '=' && *p != '>' && !isspace((unsigned char)*p)) {
    name_add(at.attr, *p);
    return;
  }
  check_attr_name();
  at.value_begun = false;
  if (*p == '=') at.place = ATTR_EQUALS;
  else {
    at.place = TAG;
    in_tag(p);
  }
}

static void in_attr_equals(const char *p) {
  if (*p == '"') at.place = DOUBLE_QUOTED;
  else if (*p == '\'') at.place = SINGLE_QUOTED;
  else if (*p == '>') refuse("the attribute %s has no value", at.attr);
  else if (!isspace((unsigned char)*p)) at.place = UNQUOTED;
}

/* Moves the context over one literal character. */
static void follow(const char *p) {
  switch (at.place) {
  case TEXT: in_text(p); break;
  case TAG_NAME:
    if (*p == '<') break;
    if (isspace((unsigned char)*p) || *p == '>') {
      tag_named();
      in_tag(p);
    } else if (*p != '/' || !at.element[0]) name_add(at.element, *p);
    break;
  case TAG: in_tag(p); break;
  case ATTR_NAME: in_attr_name(p); break;
  case ATTR_EQUALS: in_attr_equals(p); break;
  case DOUBLE_QUOTED:
  case SINGLE_QUOTED:
    if (*p == (at.place == DOUBLE_QUOTED ? '"' : '\'')) at.place = TAG;
    else at.value_begun = true;
    break;
  case UNQUOTED:
    if (isspace((unsigned char)*p) || *p == '>') {
      at.place = TAG;
      in_tag(p);
    }
    break;
  case COMMENT:
    if (strncmp(p, "-->", 3) == 0) at.place = TEXT;
    break;
  }
}

/* White space with a line end in it becomes one line end, where HTML does not care. */
static size_t white_run(const char *p) {
  size_t n = strspn(p, " \t\r\n");
  bool free_place = (at.place == TEXT && !at.verbatim[0]) || at.place == TAG;
  return free_place && n && memchr(p, '\n', n) ? n : 0;
}

static const char *literal(const char *p) {
  size_t white = white_run(p);
  if (!white) {
    follow(p);
    literal_char(*p);
    line += *p == '\n';
    return p + 1;
  }
  for (size_t i = 0; i < white; i++) line += p[i] == '\n';
  literal_char('\n');
  return p + white;
}

/* ---- holes ---- */

static void line_mark(void) { fprintf(code, "#line %d \"%s\"\n", line, file); }

static bool is_quoted(void) { return at.place == DOUBLE_QUOTED || at.place == SINGLE_QUOTED; }

static bool is_address(void) {
  static const char *const list[] = {"href", "src", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete",
                                     "hx-push-url", "hx-replace-url", "data", "poster", "cite", "srcset", "xlink:href", NULL};
  return is_quoted() && any_of(at.attr, list);
}

static void check_hole(const char *what) {
  static const char *const code_like[] = {"hx-vals", "hx-vars", "hx-headers", "hx-trigger", "hx-request", NULL};
  if (at.place != TEXT && !is_quoted()) refuse("{{%s}} stands inside a tag but not inside a quoted attribute", what);
  if (is_quoted() && any_of(at.attr, code_like)) refuse("{{%s}} cannot be escaped inside %s", what, at.attr);
}

static void hole(const char *what, const char *function, const char *cast, const char *expr) {
  check_hole(what);
  if (!*expr) refuse("{{%s}} needs an expression", what);
  literal_end();
  line_mark();
  fprintf(code, "  %s(o, %s(%s));\n", function, cast, expr);
  at.value_begun = true;
  last = 0;
}

static void hole_text(const char *expr) {
  if (is_address()) refuse("{{= ...}} inside the address %s: write {{path ...}} for a whole address, {{url ...}} for a part", at.attr);
  hole("=", "out_text", "", expr);
}

static void hole_url(const char *expr) {
  if (is_address() && !at.value_begun) refuse("{{url ...}} is a part: the address %s must begin with fixed text", at.attr);
  hole("url", "out_url", "", expr);
}

static void hole_path(const char *expr) {
  if (!is_address() || at.value_begun) refuse("{{path ...}} must be the beginning of an address such as href=\"{{path ...}}\"");
  hole("path", "out_path", "", expr);
}

static void only_in_text(const char *what) {
  if (at.place != TEXT || (at.verbatim[0] && strcmp(at.verbatim, "pre") != 0)) refuse("{{%s}} is markup: it can only stand in text", what);
}

static void hole_html(const char *expr) {
  only_in_text("html");
  hole("html", "out_markup", "", expr);
}

static void hole_number(const char *expr) { hole("d", "out_i64", "(int64_t)", expr); }

static void include(const char *call) {
  only_in_text("include");
  size_t n = strspn(call, "abcdefghijklmnopqrstuvwxyz0123456789_");
  size_t end = strlen(call);
  if (!n || call[n] != '(' || call[end - 1] != ')') refuse("{{include NAME(ARGUMENTS)}} expected");
  literal_end();
  fprintf(head, "#include \"%.*s.t.h\"\n", (int)n, call);
  line_mark();
  bool none = end == n + 2;
  fprintf(code, "  t_%.*s(o%s%.*s);\n", (int)n, call, none ? "" : ", ", (int)(end - n - 2), call + n + 1);
  last = 0;
}

/* ---- control ---- */

/* A control word ends a name that it follows directly: <input{{if x}} checked{{end}}>. */
static void settle(void) {
  if (at.place == TAG_NAME && at.element[0]) tag_named();
  if (at.place == ATTR_NAME) {
    check_attr_name();
    at.place = TAG;
  }
}

static void block_open(enum block_kind kind) {
  if (depth == DEPTH_MAX) refuse("too many open blocks");
  settle();
  literal_end();
  line_mark();
  blocks[depth++] = (block){.kind = kind, .before = at, .line = line};
}

static bool same_place(const context *a, const context *b) {
  return a->place == b->place && strcmp(a->verbatim, b->verbatim) == 0 &&
         (a->place == TEXT || a->place == TAG || strcmp(a->attr, b->attr) == 0);
}

static void branch_end(block *b) {
  settle();
  if (b->has_branch && !same_place(&at, &b->after_branch)) refuse("the branches of the {{if}} of line %d end in different places", b->line);
  b->after_branch = at;
  b->has_branch = true;
}

static block *if_open(const char *word) {
  if (!depth || blocks[depth - 1].kind != BLOCK_IF || blocks[depth - 1].has_else) refuse("{{%s}} without an {{if}}", word);
  literal_end();
  block *b = &blocks[depth - 1];
  branch_end(b);
  at = b->before;
  return b;
}

static void control_if(const char *expr) {
  block_open(BLOCK_IF);
  fprintf(code, "  if (%s) {\n", expr);
}

static void control_elif(const char *expr) {
  if_open("elif");
  line_mark();
  fprintf(code, "  } else if (%s) {\n", expr);
}

static void control_else(const char *nothing) {
  if (*nothing) refuse("{{else}} takes nothing");
  if_open("else")->has_else = true;
  fputs("  } else {\n", code);
}

static void control_end(const char *nothing) {
  if (*nothing) refuse("{{end}} takes nothing");
  if (!depth) refuse("{{end}} without a block");
  literal_end();
  block *b = &blocks[--depth];
  branch_end(b);
  bool may_be_skipped = b->kind == BLOCK_LOOP || !b->has_else;
  if (may_be_skipped && !same_place(&at, &b->before)) refuse("the block of line %d ends in another place than it began", b->line);
  fputs("  }\n", code);
}

static void control_for(const char *clause) {
  block_open(BLOCK_LOOP);
  fprintf(code, "  for %s {\n", clause);
}

static const char *last_comma(const char *s) {
  const char *comma = NULL;
  int nested = 0;
  for (; *s; s++) {
    nested += (*s == '(' || *s == '[') - (*s == ')' || *s == ']');
    if (*s == ',' && !nested) comma = s;
  }
  return comma;
}

/* "const row *r in rows, n": r points at each element in turn (without *: holds it), r_i is its number. */
static void control_each(const char *text) {
  const char *in = strstr(text, " in "), *comma = in ? last_comma(in) : NULL;
  if (!comma) refuse("{{each TYPE *NAME in ARRAY, COUNT}} expected");
  const char *name = in;
  while (name > text && (isalnum((unsigned char)name[-1]) || name[-1] == '_')) name--;
  int n = (int)(in - name);
  const char *take = name > text && name[-1] == '*' ? "&" : "";
  block_open(BLOCK_LOOP);
  fprintf(code, "  for (size_t %.*s_i = 0; %.*s_i < (size_t)(%s); %.*s_i++) {\n", n, name, n, name, comma + 1, n, name);
  fprintf(code, "  %.*s = %s(%.*s)[%.*s_i];\n", (int)(in - text), text, take, (int)(comma - in - 4), in + 4, n, name);
}

static void control_let(const char *declaration) {
  literal_end();
  line_mark();
  fprintf(code, "  %s;\n", declaration);
}

static void control_args(const char *list) {
  if (args) refuse("{{args}} is given twice");
  args = strdup(list);
}

static void control_header(const char *name) { fprintf(head, "#include %s\n", name); }
static void control_comment(const char *text) { (void)text; }

static const struct { const char *word; void (*act)(const char *rest); bool control; } words[] = {
    {"=", hole_text, false},      {"d", hole_number, false},    {"html", hole_html, false},   {"url", hole_url, false},
    {"path", hole_path, false},   {"include", include, false},   {"if", control_if, true},     {"elif", control_elif, true},
    {"else", control_else, true}, {"end", control_end, true},   {"for", control_for, true},   {"each", control_each, true},
    {"let", control_let, true},   {"args", control_args, true}, {"header", control_header, true}, {"#", control_comment, true},
};

/* One {{...}} at p; returns what follows it. */
static const char *directive(const char *p) {
  char text[DIRECTIVE_MAX];
  const char *end = strstr(p, "}}");
  if (!end || end - p >= DIRECTIVE_MAX) refuse("{{ without }}");
  const char *from = p + 2, *to = end;
  while (from < to && isspace((unsigned char)*from)) from++;
  while (to > from && isspace((unsigned char)to[-1])) to--;
  snprintf(text, sizeof text, "%.*s", (int)(to - from), from);
  size_t n = text[0] == '=' || text[0] == '#' ? 1 : strcspn(text, " \t\n(");
  const char *rest = text + n + strspn(text + n, " \t\n");
  size_t w = 0;
  while (w < sizeof words / sizeof words[0] && (strlen(words[w].word) != n || strncmp(words[w].word, text, n) != 0)) w++;
  if (w == sizeof words / sizeof words[0]) refuse("{{%s}} is not known", text);
  words[w].act(rest);
  for (; p < end; p++) line += *p == '\n';
  p = end + 2;
  bool alone = words[w].control && last == '\n' && p[strspn(p, " \t")] == '\n'; /* on a line of its own: leaves no white space */
  size_t white = alone ? white_run(p) : 0;
  for (size_t i = 0; i < white; i++) line += p[i] == '\n';
  return p + white;
}

/* ---- files ---- */

static char *read_all(const char *path) {
  FILE *f = fopen(path, "rb");
  char *text = NULL;
  size_t n = 0, room = 0;
  FILE *copy = open_memstream(&text, &room);
  if (!f || !copy) refuse("cannot be read");
  for (int c; (c = fgetc(f)) != EOF; n++) fputc(c, copy);
  fclose(f);
  fclose(copy);
  if (strlen(text) != n) refuse("holds a NUL byte");
  return text;
}

static void write_file(const char *path, const char *format, ...) {
  FILE *f = fopen(path, "wb");
  va_list ap;
  va_start(ap, format);
  if (!f || vfprintf(f, format, ap) < 0 || fclose(f) != 0) refuse("cannot write %s", path);
  va_end(ap);
}

static void base_name(char name[static NAME_MAX_]) {
  const char *slash = strrchr(file, '/'), *from = slash ? slash + 1 : file;
  size_t n = strspn(from, "abcdefghijklmnopqrstuvwxyz0123456789_");
  if (!n || n >= NAME_MAX_ || strcmp(from + n, ".html") != 0) refuse("the name must be like task_list.html");
  snprintf(name, NAME_MAX_, "%.*s", (int)n, from);
}

int main(int argc, char **argv) {
  if (argc != 4) return fputs("usage: tplc IN.html OUT.c OUT.h\n", stderr), 2;
  file = argv[1];
  char name[NAME_MAX_], *head_text, *code_text;
  size_t head_n, code_n;
  base_name(name);
  code = open_memstream(&code_text, &code_n);
  head = open_memstream(&head_text, &head_n);
  char *text = read_all(file);
  for (const char *p = text; *p;) p = strncmp(p, "{{", 2) == 0 ? directive(p) : literal(p);
  literal_end();
  if (depth) line = blocks[depth - 1].line, refuse("this block is not ended");
  if (at.place != TEXT || at.verbatim[0]) refuse("the template ends inside a tag or an element that keeps white space");
  if (!args) refuse("{{args ...}} is missing");
  fclose(code);
  fclose(head);
  const char *comma = *args ? ", " : "";
  write_file(argv[3], "/* From %s by tplc. */\n#pragma once\n#include \"web/out.h\"\n%svoid t_%s(out *o%s%s);\n", file, head_text, name, comma, args);
  write_file(argv[2], "/* From %s by tplc. */\n#include \"%s.t.h\"\n\nvoid t_%s(out *o%s%s) {\n%s}\n", file, name, name, comma, args, code_text);
  free(text);
  free(args);
  free(head_text);
  free(code_text);
  return 0;
}
