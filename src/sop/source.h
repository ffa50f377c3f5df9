/* source: YAML read into a tree whose nodes know their line, and a list of complaints about them.
 *
 * Made for files written by people: every mistake is reported with file, line and reason, as many at once as can be found. The tree
 * lives in the arena. Anchors, several documents in one file and deep nesting are refused, so a small file stays a small tree.
 */
#ifndef TAKAR_SOP_SOURCE_H
#define TAKAR_SOP_SOURCE_H
#include "base/err.h"

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };
typedef struct node {
  enum node_kind kind;
  str file;
  int line;               /* from 1 */
  str text;               /* TEXT: trimmed; empty for nothing, ~ and null */
  struct node **items;    /* LIST: items; MAP: key, value, key, value... */
  size_t n;               /* number of items, or of pairs */
} node;

typedef struct complaints {
  arena *a;
  LIST(struct complaint { str file; int line; str text; }) v;
} complaints;

void source_complain(complaints *c, str file, int line, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Complains at a node. */
#define COMPLAIN(c, at, ...) source_complain((c), (at)->file, (at)->line, __VA_ARGS__)
/* NULL without complaints, else one ERR_INPUT with a point each, sorted by file and line. */
MUST_CHECK err source_verdict(complaints *c, str filename);

/* NULL after a complaint when the text is not YAML, not UTF-8, too large (max bytes) or not one mapping. */
const node *source_read(complaints *c, str bytes, str filename, size_t max);
/* Complains of keys of a mapping that are not in `keys` (NULL-terminated), or come twice; false when n is no mapping. */
bool source_keys(complaints *c, const node *n, const char *const *keys);
const node *source_get(const node *map, str key);  /* NULL when absent or when map is NULL or no mapping */
#endif
