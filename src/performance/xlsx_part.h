/* xlsx_part: one XML part of a workbook, read in pieces within limits. Used by the workbook reader alone. */
#ifndef TAKAR_PERFORMANCE_XLSX_PART_H
#define TAKAR_PERFORMANCE_XLSX_PART_H
#include "xlsx_xml.h"

typedef struct zip zip_t;

/* *there false when the workbook has no such part. */
MUST_CHECK err xlsx_part(arena *a, zip_t *zip, str name, const part_reader *r, bool *there);
#endif
