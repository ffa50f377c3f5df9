/* The scanner: one pass over the bytes, no copy. A tag, a comment or a CDATA section must fit into the window as a whole; text may
 * come in pieces. It knows the five entities and characters by number, and refuses document types. It is laxer than expat where
 * nothing depends on it (characters of names, attributes given twice), never where an event would differ. */
#include "xlsx_xml.h"

enum { WINDOW = 256 << 10, PIECE = 32 << 10, MOST_ATTRS = 64, MOST_DEPTH = 128, MOST_NAMES = 4096, MOST_ENTITY = 64 };

typedef struct scan {
  const part_reader *r;
  char *window;
  size_t n;                      /* bytes in the window */
  bool last, started, ended;     /* all bytes are there; the root has begun, has ended */
  char names[MOST_NAMES];        /* of the open elements, one behind the other */
  size_t names_n, depth, length[MOST_DEPTH];
  const char *wrong;
} scan;

/* ---- characters ---- */

enum { NAME_END = 1, TEXT_STOP = 2, SPACE = 4 };
static const uint8_t CLASS[256] = {
    [0 ... 8] = TEXT_STOP | NAME_END, [0x0b ... 0x0c] = TEXT_STOP | NAME_END, [0x0e ... 0x1f] = TEXT_STOP | NAME_END,
    ['\t'] = SPACE | NAME_END, ['\n'] = SPACE | NAME_END, [' '] = SPACE | NAME_END, ['\r'] = SPACE | NAME_END | TEXT_STOP,
    ['<'] = TEXT_STOP | NAME_END, ['&'] = TEXT_STOP | NAME_END, ['>'] = NAME_END, ['/'] = NAME_END, ['='] = NAME_END,
    ['"'] = NAME_END, ['\''] = NAME_END,
};
static bool is(char c, uint8_t what) { return CLASS[(uint8_t)c] & what; }

static bool wrong(scan *s, const char *why) {
  s->wrong = why;
  return false;
}

static str local(str name) {
  const char *colon = memrchr(name.p, ':', name.n);
  return colon ? str_from(name, (size_t)(colon - name.p) + 1) : name;
}

static size_t utf8(uint32_t c, char *to) {
  if (c < 0x80) return to[0] = (char)c, 1;
  size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = n; i-- > 1; c >>= 6) to[i] = (char)(0x80 | (c & 0x3f));
  to[0] = (char)((0xf00 >> n) | c);
  return n;
}

static bool allowed(uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c <= 0x10ffff);
}

/* "#65", "#x41", "amp": its bytes; 0 when it is none. */
static size_t entity(str name, char *to) {
  static const struct { str name; char c; } known[] = {{SC("amp"), '&'}, {SC("lt"), '<'}, {SC("gt"), '>'}, {SC("quot"), '"'}, {SC("apos"), '\''}};
  for (size_t i = 0; i < LEN(known); i++)
    if (str_eq(name, known[i].name)) return to[0] = known[i].c, 1;
  if (name.n < 2 || name.p[0] != '#') return 0;
  bool hex = name.p[1] == 'x';
  uint32_t c = 0;
  if (hex && name.n == 2) return 0;
  for (size_t i = hex ? 2 : 1; i < name.n; i++) {
    char d = name.p[i];
    int v = d >= '0' && d <= '9' ? d - '0' : hex && d >= 'a' && d <= 'f' ? d - 'a' + 10 : hex && d >= 'A' && d <= 'F' ? d - 'A' + 10 : -1;
    if (v < 0 || c > 0x10ffff) return 0;
    c = c * (hex ? 16 : 10) + (uint32_t)v;
  }
  return allowed(c) ? utf8(c, to) : 0;
}

/* ---- events ---- */

static bool fault(const scan *s) { return *s->r->e != NULL; }

static bool say_text(scan *s, str piece, bool high) {
  if (!piece.n) return true;
  if (high && !str_utf8_ok(piece)) return wrong(s, "not UTF-8");
  if (s->depth == 0) return str_blank(piece) || wrong(s, "text outside the document");
  if (s->r->text) s->r->text(s->r->ctx, piece);
  return !fault(s);
}

static bool say_start(scan *s, str name, part_attrs attrs) {
  if (s->ended) return wrong(s, "a second document");
  if (s->depth == MOST_DEPTH || name.n > MOST_NAMES - s->names_n) return wrong(s, "too deep");
  memcpy(s->names + s->names_n, name.p, name.n);
  s->names_n += name.n;
  s->length[s->depth++] = name.n;
  s->started = true;
  if (s->r->start) s->r->start(s->r->ctx, local(name), attrs);
  return !fault(s);
}

static bool say_end(scan *s, str name) {
  size_t n = s->depth ? s->length[s->depth - 1] : 0;
  if (!s->depth || n != name.n || memcmp(s->names + s->names_n - n, name.p, n) != 0) return wrong(s, "mismatched tag");
  s->names_n -= n;
  s->ended = --s->depth == 0;
  if (s->r->end) s->r->end(s->r->ctx, local(name));
  return !fault(s);
}

/* ---- tokens: each gives how many bytes it took; 0: it is not all there yet, or wrong ---- */

static const char *skip_space(const char *p, const char *end) {
  while (p < end && is(*p, SPACE)) p++;
  return p;
}

static const char *skip_name(const char *p, const char *end) {
  while (p < end && !is(*p, NAME_END)) p++;
  return p;
}

/* A value as XML hands it on: entities put in, white space made blanks. In place, as it only shrinks. */
static bool clean_value(scan *s, str *value) {
  char *from = (char *)value->p, *end = from + value->n, *to = from;
  bool high = false;
  for (char *p = from; p < end;) {
    char *close;
    high |= (uint8_t)*p >= 0x80;
    if (*p == '<' || (is(*p, TEXT_STOP) && *p != '&' && *p != '\r')) return wrong(s, "a character that may not stand in an attribute");
    if (*p == '&') {
      close = memchr(p, ';', (size_t)(end - p));
      size_t n = close ? entity((str){p + 1, (size_t)(close - p - 1)}, to) : 0;
      if (!n) return wrong(s, "unknown entity");
      high |= n > 1;
      to += n, p = close + 1;
    } else if (is(*p, SPACE)) {
      p += p[0] == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
      *to++ = ' ';
    } else *to++ = *p++;
  }
  value->n = (size_t)(to - from);
  return !high || str_utf8_ok(*value) || wrong(s, "not UTF-8");
}

static bool plain(str value) {
  for (size_t i = 0; i < value.n; i++)
    if (is(value.p[i], TEXT_STOP | SPACE) || (uint8_t)value.p[i] >= 0x80) return false;
  return true;
}

/* name = "value", behind white space; *p moves on. False: incomplete or wrong. */
static bool take_attr(scan *s, const char **p, const char *end, part_attr *out) {
  const char *name = *p, *after = skip_name(name, end), *at = skip_space(after, end);
  if (at >= end) return false;
  if (after == name || *at != '=') return wrong(s, "attribute without a value");
  at = skip_space(at + 1, end);
  if (at >= end) return false;
  if (*at != '"' && *at != '\'') return wrong(s, "attribute without quotes");
  const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
  if (!close) return false;
  *out = (part_attr){local((str){name, (size_t)(after - name)}), {at + 1, (size_t)(close - at - 1)}};
  *p = close + 1;
  return *p >= end || is(**p, SPACE) || **p == '/' || **p == '>' || wrong(s, "attributes run together");
}

/* <name ...> or <name .../> */
static size_t open_tag(scan *s, const char *p, const char *end) {
  part_attr attrs[MOST_ATTRS + 1]; /* one to spare: more are read over */
  size_t n = 0;
  const char *name = p + 1, *at = skip_name(name, end);
  str tag = {name, (size_t)(at - name)};
  if (at < end && (!tag.n || !(is(*at, SPACE) || *at == '/' || *at == '>'))) return wrong(s, "not a tag"), 0;
  for (at = skip_space(at, end); at < end && *at != '>' && *at != '/'; at = skip_space(at, end)) {
    if (!take_attr(s, &at, end, &attrs[n])) return 0;
    n += n < MOST_ATTRS;
  }
  bool empty = at < end && *at == '/';
  at += empty;
  if (at >= end) return 0;
  if (*at != '>') return wrong(s, "not a tag"), 0;
  for (size_t i = 0; i < n; i++)
    if (!plain(attrs[i].value) && !clean_value(s, &attrs[i].value)) return 0;
  if (!say_start(s, tag, (part_attrs){attrs, n}) || (empty && !say_end(s, tag))) return 0;
  return (size_t)(at + 1 - p);
}

static size_t close_tag(scan *s, const char *p, const char *end) {
  const char *name = p + 2, *after = skip_name(name, end), *at = skip_space(after, end);
  if (at >= end) return 0;
  if (*at != '>') return wrong(s, "not a tag"), 0;
  return say_end(s, (str){name, (size_t)(after - name)}) ? (size_t)(at + 1 - p) : 0;
}

/* Up to and with `close`; *inside: what stands before it. */
static size_t until(const char *p, const char *end, size_t skip, str close, str *inside) {
  if ((size_t)(end - p) < skip) return 0;
  const char *found = memmem(p + skip, (size_t)(end - p) - skip, close.p, close.n);
  if (!found) return 0;
  *inside = (str){p + skip, (size_t)(found - p) - skip};
  return (size_t)(found - p) + close.n;
}

static bool say_raw(scan *s, str raw, bool entities);

/* <!-- -->, <![CDATA[ ]]>, <? ?>, <!DOCTYPE */
static size_t marked(scan *s, const char *p, const char *end) {
  str inside = {0};
  str head = {p, (size_t)(end - p)};
  if (p[1] == '?') return until(p, end, 2, S("?>"), &inside);
  if (str_starts(head, S("<!--"))) return until(p, end, 4, S("-->"), &inside);
  if (str_starts(head, S("<![CDATA["))) {
    size_t n = until(p, end, 9, S("]]>"), &inside);
    if (n && s->depth == 0) return wrong(s, "text outside the document"), 0;
    return n && say_raw(s, inside, false) ? n : 0;
  }
  if (str_starts(S("<!--"), str_sub(head, 0, 4)) || str_starts(S("<![CDATA["), str_sub(head, 0, 9))) return 0; /* the rest is to come */
  return wrong(s, "document type"), 0;
}

/* Text with line ends and entities as they are written. */
static bool say_raw(scan *s, str raw, bool entities) {
  const char *p = raw.p, *end = raw.p + raw.n;
  while (p < end) {
    const char *from = p;
    uint8_t high = 0;
    for (; p < end && !is(*p, TEXT_STOP); p++) high |= (uint8_t)*p;
    if (!entities && p < end && (*p == '<' || *p == '&')) {
      if (!say_text(s, (str){from, (size_t)(++p - from)}, high >= 0x80)) return false;
      continue;
    }
    if (!say_text(s, (str){from, (size_t)(p - from)}, high >= 0x80)) return false;
    if (p == end) break;
    char made[4];
    const char *close = *p == '&' ? memchr(p, ';', (size_t)(end - p)) : NULL;
    size_t n = close ? entity((str){p + 1, (size_t)(close - p - 1)}, made) : 0;
    if (*p == '\r') made[0] = '\n', n = 1;
    if (!n) return wrong(s, *p == '&' ? "unknown entity" : "a character that XML does not have");
    if (*p == '&' && s->depth == 0) return wrong(s, "text outside the document");
    if (!say_text(s, (str){made, n}, n > 1)) return false;
    p = close ? close + 1 : p + (p + 1 < end && p[1] == '\n' ? 2 : 1);
  }
  return true;
}

/* How many bytes of a character that is not all there stand at the end. */
static size_t half_character(str text) {
  for (size_t back = 1; back <= 3 && back <= text.n; back++) {
    uint8_t c = (uint8_t)text.p[text.n - back];
    if (c < 0x80) return 0;
    if (c >= 0xc0) return back < (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) ? back : 0;
  }
  return 0;
}

/* What of a text at the end of the window has to wait for what follows: half a character, an entity, a line end. */
static size_t to_wait(const scan *s, str text) {
  if (s->last) return 0;
  size_t n = text.n - half_character(text);
  if (n && text.p[n - 1] == '\r') n--;
  for (size_t back = 1; back <= MOST_ENTITY && back <= n; back++) {
    if (text.p[n - back] == ';') break;
    if (text.p[n - back] == '&') return text.n - (n - back);
  }
  return text.n - n;
}

static size_t text_run(scan *s, const char *p, const char *end) {
  const char *close = memchr(p, '<', (size_t)(end - p));
  str text = {p, (size_t)((close ? close : end) - p)};
  if (!close) text.n -= to_wait(s, text);
  return text.n && say_raw(s, text, true) ? text.n : 0;
}

static size_t token(scan *s, const char *p, const char *end) {
  if (*p != '<') return text_run(s, p, end);
  if (end - p < 2) return 0;
  if (p[1] == '/') return close_tag(s, p, end);
  return p[1] == '!' || p[1] == '?' ? marked(s, p, end) : open_tag(s, p, end);
}

/* ---- the way ---- */

static char *scan_room(void *what, size_t *n) {
  scan *s = what;
  *n = WINDOW - s->n < PIECE ? WINDOW - s->n : PIECE;
  return s->window + s->n;
}

static const char *scan_take(void *what, size_t n, bool last) {
  scan *s = what;
  char *p = s->window, *end = p + s->n + n;
  s->last = last;
  str mark = S("\xef\xbb\xbf");
  if (!s->started && !last && (size_t)(end - p) < mark.n) return s->n += n, NULL;
  if (!s->started && str_starts((str){p, (size_t)(end - p)}, mark)) p += mark.n;
  for (size_t took = 1; p < end && took; p += took) took = token(s, p, end);
  if (s->wrong || fault(s)) return s->wrong;
  s->n = (size_t)(end - p);
  if (s->n == WINDOW) return "a part that is too long";
  memmove(s->window, p, s->n);
  if (last && (s->n || s->depth || !s->ended)) return "no end";
  return NULL;
}

xml_way xml_by_scan(arena *a, const part_reader *r) {
  scan *s = NEW(a, scan);
  s->r = r;
  s->window = arena_alloc(a, WINDOW);
  return (xml_way){s, scan_room, scan_take};
}

bool xml_scan_fits(str first) {
  str declaration;
  if (str_starts(first, S("\xef\xbb\xbf"))) first = str_from(first, 3);
  if (!first.n || first.p[0] != '<' || memchr(first.p, 0, first.n)) return false; /* UTF-16, or nothing */
  if (!str_starts(first, S("<?xml"))) return true;
  ptrdiff_t end = str_find(first, S("?>"));
  if (end < 0) return false;
  declaration = str_sub(first, 0, (size_t)end);
  ptrdiff_t at = str_find(declaration, S("encoding"));
  if (at < 0) return true;
  str value = str_trim(str_from(declaration, (size_t)at + strlen("encoding")));
  return str_starts(value, S("=\"UTF-8\"")) || str_starts(value, S("='UTF-8'")) || str_starts(value, S("=\"utf-8\"")) ||
         str_starts(value, S("='utf-8'"));
}
