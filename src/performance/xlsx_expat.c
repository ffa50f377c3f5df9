#include <expat.h>

#include "xlsx_xml.h"

enum { PIECE = 32 << 10, MOST_ATTRS = 64 };

typedef struct expat_state {
  XML_Parser parser;
  const part_reader *reader;
  bool doctype;
} expat_state;

static void close_parser(void *what) {
  expat_state *o = what;
  if (o->parser) XML_ParserFree(o->parser);
  o->parser = NULL;
}

static str local(const char *name) {
  const char *after = name;
  for (const char *c = name; *c; c++)
    if (*c == ':') after = c + 1;
  return str_of(after);
}

static void stop_at_fault(expat_state *o) {
  if (*o->reader->e) XML_StopParser(o->parser, XML_FALSE);
}

static void XMLCALL on_start(void *what, const char *name, const char **attrs) {
  expat_state *o = what;
  part_attr list[MOST_ATTRS];
  size_t n = 0;
  if (*o->reader->e || !o->reader->start) return;
  for (; attrs[0] && n < MOST_ATTRS; attrs += 2) list[n++] = (part_attr){local(attrs[0]), str_of(attrs[1])};
  o->reader->start(o->reader->ctx, local(name), (part_attrs){list, n});
  stop_at_fault(o);
}

static void XMLCALL on_end(void *what, const char *name) {
  expat_state *o = what;
  if (!*o->reader->e && o->reader->end) o->reader->end(o->reader->ctx, local(name));
  stop_at_fault(o);
}

static void XMLCALL on_text(void *what, const char *p, int n) {
  expat_state *o = what;
  if (!*o->reader->e && o->reader->text) o->reader->text(o->reader->ctx, (str){p, (size_t)n});
  stop_at_fault(o);
}

/* No program that makes workbooks writes a document type; entities are only good for mischief. */
static void XMLCALL on_doctype(void *what, const char *name, const char *system_id, const char *public_id, int internal) {
  expat_state *o = what;
  (void)name, (void)system_id, (void)public_id, (void)internal;
  o->doctype = true;
  XML_StopParser(o->parser, XML_FALSE);
}

static char *expat_room(void *what, size_t *n) {
  expat_state *o = what;
  *n = PIECE;
  return o->parser ? XML_GetBuffer(o->parser, PIECE) : NULL;
}

static const char *expat_take(void *what, size_t n, bool last) {
  expat_state *o = what;
  enum XML_Status s = XML_ParseBuffer(o->parser, (int)n, last);
  if (o->doctype) return "document type";
  return s == XML_STATUS_OK ? NULL : XML_ErrorString(XML_GetErrorCode(o->parser));
}

xml_way xml_by_expat(arena *a, const part_reader *r) {
  expat_state *o = NEW(a, expat_state);
  o->reader = r;
  arena_defer(a, close_parser, o);
  o->parser = XML_ParserCreate(NULL);
  if (o->parser) {
    XML_SetUserData(o->parser, o);
    XML_SetElementHandler(o->parser, on_start, on_end);
    XML_SetCharacterDataHandler(o->parser, on_text);
    XML_SetStartDoctypeDeclHandler(o->parser, on_doctype);
  }
  return (xml_way){o, expat_room, expat_take};
}
