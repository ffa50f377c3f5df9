/* chart_part: what the charts share. */
#ifndef TAKAR_DOCUMENT_CHART_PART_H
#define TAKAR_DOCUMENT_CHART_PART_H
#include "chart.h"

enum { CHART_SCALE_LEAST = 120, CHART_SCALE_MOST = 200, CHART_SCALE_STEP = 20 };
enum { CHART_INK = 0x222222, CHART_RULE = 0xc8c8c8, CHART_BAR = 0x0f5257, CHART_SHORT = 0x8fb3b5, CHART_TARGET = 0xb83232 };

double chart_number(decimal d);
double chart_width(enum chart_on on);
double chart_text(enum chart_on on);   /* size of the text */
/* The end of the scale once `percent` is on it: what the largest needs, but outliers do not flatten the rest. Begin with CHART_SCALE_LEAST. */
int chart_scale(int scale, decimal percent);
/* "98,50 %", or the words. */
str chart_value(arena *a, decimal percent, str words);
/* A dashed line and what it means. */
void chart_target_key(drawing *g, double x, double y, double size, str text);
#endif
