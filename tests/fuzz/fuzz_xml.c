/* Any bytes as XML: what expat accepts, the scanner of sheets accepts too and tells the same of, in pieces of any size; and it never
 * reads outside of its window. */
#include <string.h>

#include "performance/xlsx_xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Events as one text; pieces of text run together. */
typedef struct told {
  buf b;
  err e;
} told;

static void on_start(void *ctx, str name, part_attrs attrs) {
  told *l = ctx;
  buf_fmt(&l->b, "\1<%.*s", STR_ARG(name));
  for (size_t i = 0; i < attrs.n; i++) buf_fmt(&l->b, "\1 %.*s=%.*s", STR_ARG(attrs.v[i].name), STR_ARG(attrs.v[i].value));
  buf_z(&l->b, "\1>");
}

static void on_end(void *ctx, str name) { buf_fmt(&((told *)ctx)->b, "\1</%.*s>", STR_ARG(name)); }
static void on_text(void *ctx, str piece) { buf_add(&((told *)ctx)->b, piece); }

static const char *run(xml_way way, str in, size_t most) {
  while (in.n) {
    size_t n;
    char *room = way.room(way.state, &n);
    if (!room) return "no memory";
    if (n > most) n = most;
    if (n > in.n) n = in.n;
    memcpy(room, in.p, n);
    in = str_from(in, n);
    const char *why = way.take(way.state, n, false);
    if (why) return why;
  }
  size_t n;
  return way.room(way.state, &n) ? way.take(way.state, 0, true) : "no memory";
}

static bool too_long(const char *why) { return strcmp(why, "too deep") == 0 || strcmp(why, "a part that is too long") == 0; }

static void compare(arena *a, str in) {
  told by_expat = {.b = BUF(a)};
  part_reader r = {on_start, on_end, on_text, &by_expat, &by_expat.e};
  bool accepted = !run(xml_by_expat(a, &r), in, in.n + 1);
  for (size_t most = 1; most <= in.n + 1; most = most * 7 + 1) {
    told own = {.b = BUF(a)};
    part_reader s = {on_start, on_end, on_text, &own, &own.e};
    const char *why = run(xml_by_scan(a, &s), in, most);
    if (!accepted || (why && too_long(why))) continue;
    ENSURE(!why && str_eq(buf_str(&own.b), buf_str(&by_expat.b)));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  str in = {(const char *)bytes, n};
  arena *a = arena_new((size_t)64 << 20);
  if (a && setjmp(*arena_catch(a)) == 0 && xml_scan_fits(in)) compare(a, in);
  arena_free(a);
  return 0;
}
