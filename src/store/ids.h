/* ids: one type per kind of id, so that an office's id is never passed where a cycle's is wanted.
 *
 * An id is region * 2^40 + n: the regency's number is the leading part of every key, so that rows of a regency lie together and a table
 * can be split by ranges of regencies (docs/decisions/003-ids.md). 0 is "none".
 */
#ifndef TAKAR_STORE_IDS_H
#define TAKAR_STORE_IDS_H
#include <stdbool.h>
#include <stdint.h>

#define ID_KINDS(X) \
  X(region) X(office) X(position) X(person) X(assignment) X(account) X(sop) X(objective) X(indicator) X(cycle) X(file) X(document) \
  X(correction) X(intake)
#define X(kind) typedef struct kind##_id { int64_t v; } kind##_id;
ID_KINDS(X)
#undef X

#define ID_REGION_SHIFT 40
static inline region_id id_region(int64_t id) { return (region_id){id >> ID_REGION_SHIFT}; }
/* A scope is the nation (0), a region (its number) or an office (an id that begins with its region's). */
static inline bool scope_is_office(int64_t scope) { return id_region(scope).v != 0; }
#endif
