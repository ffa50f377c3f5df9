/* tree: typed values from a YAML tree (sop/source.h). Each mistake is a complaint at its line, and the value returned is then a
 * harmless one; so a reader goes on and finds them all.
 */
#ifndef TAKAR_CLI_TREE_H
#define TAKAR_CLI_TREE_H
#include "base/date.h"
#include "base/decimal.h"
#include "sop/source.h"

str tree_text(complaints *c, const node *map, const char *key);                     /* "" when absent */
str tree_need(complaints *c, const node *map, const char *key);                     /* must be there and not empty */
int64_t tree_int(complaints *c, const node *map, const char *key, int64_t otherwise);
date tree_date(complaints *c, const node *map, const char *key);                    /* DATE_NONE when absent */
decimal tree_decimal(complaints *c, const node *map, const char *key);              /* DECIMAL_NONE when absent */
instant tree_instant(complaints *c, const node *map, const char *key, int zone);    /* INSTANT_NONE when absent */
/* The node when it is a list (a map); NULL when absent. */
const node *tree_list(complaints *c, const node *map, const char *key);
const node *tree_map(complaints *c, const node *map, const char *key);
#endif
