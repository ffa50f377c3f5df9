/* printed: does a capaian that was typed or printed follow from its row, and if not, what would explain it? Used by finding.c alone. */
#ifndef TAKAR_MEASURE_PRINTED_H
#define TAKAR_MEASURE_PRINTED_H
#include "finding.h"

void printed_check(arena *a, const measure_rules *r, const finding_input *in, const measure_result *result, finding_list *out);
#endif
