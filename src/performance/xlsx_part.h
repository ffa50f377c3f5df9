/* xlsx_part: one XML part of a workbook, read in pieces through expat, within limits. Used by the workbook reader alone. */
#ifndef TAKAR_PERFORMANCE_XLSX_PART_H
#define TAKAR_PERFORMANCE_XLSX_PART_H
#include "base/err.h"

typedef struct zip zip_t;

/* Handlers get names without their prefix ("x:row" is "row"); they report a fault by setting *e, which stops the reading. */
typedef struct part_reader {
  void (*start)(void *ctx, const char *name, const char **attrs);
  void (*end)(void *ctx, const char *name);
  void (*text)(void *ctx, str piece);
  void *ctx;
  err *e;
} part_reader;

/* *there false when the workbook has no such part. */
MUST_CHECK err xlsx_part(arena *a, zip_t *zip, str name, const part_reader *r, bool *there);
str xlsx_attr(const char **attrs, const char *name); /* absent when not given */
#endif
