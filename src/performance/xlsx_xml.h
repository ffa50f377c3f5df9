/* xlsx_xml: XML in pieces, as events. Two ways to read it: expat, and a scanner of our own (xlsx_scan.c) that is several times as fast
 * over the few things a sheet's XML is made of; whatever expat accepts, the scanner tells the same of. Used by the workbook reader alone.
 */
#ifndef TAKAR_PERFORMANCE_XLSX_XML_H
#define TAKAR_PERFORMANCE_XLSX_XML_H
#include "base/err.h"

typedef struct part_attr { str name, value; } part_attr;
typedef struct part_attrs { const part_attr *v; size_t n; } part_attrs;

/* Handlers get names without their prefix ("x:row" is "row"), and texts that live until they return; they report a fault by setting
 * *e, which stops the reading. Handlers may be NULL. */
typedef struct part_reader {
  void (*start)(void *ctx, str name, part_attrs attrs);
  void (*end)(void *ctx, str name);
  void (*text)(void *ctx, str piece);
  void *ctx;
  err *e;
} part_reader;
str part_attr_of(part_attrs attrs, str name); /* absent when not given */

/* A way to read: room for the next bytes, then how many came. `take` gives NULL, or what is wrong with the XML; nothing after that, nor
 * after a handler has set *e. `last` with 0 bytes ends the text. What it holds is given back with the arena. */
typedef struct xml_way {
  void *state;
  char *(*room)(void *state, size_t *n); /* NULL: no memory */
  const char *(*take)(void *state, size_t n, bool last);
} xml_way;
xml_way xml_by_expat(arena *a, const part_reader *r);
xml_way xml_by_scan(arena *a, const part_reader *r);
/* Whether the scanner can read what begins so: UTF-8, and no document type in sight. */
bool xml_scan_fits(str first);
#endif
