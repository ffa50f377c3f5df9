/* chart: achievements in percent as drawings: bars against the target, the way over periods, how many in each class.
 *
 * For the page and for paper alike: SVG there, vectors in the PDF. What is drawn is also said in words in the drawing's description; no
 * meaning rests on colour alone. Percentages beyond the end of the scale end in a point and keep their number. Pure; values in, drawing out.
 */
#ifndef TAKAR_DOCUMENT_CHART_H
#define TAKAR_DOCUMENT_CHART_H
#include "base/decimal.h"
#include "base/draw.h"

enum chart_on { CHART_PAPER, CHART_SCREEN }; /* a page's width with names beside the bars; a phone's width with names above them */

typedef struct chart_bar { str name, words; decimal percent; } chart_bar; /* words: in place of a number that there is not */
drawing *chart_bars(arena *a, enum chart_on on, str title, const chart_bar *bars, size_t n);

/* percent: one for each label; DECIMAL_NONE leaves a gap. */
typedef struct chart_series { str name; const decimal *percent; } chart_series;
drawing *chart_trend(arena *a, enum chart_on on, str title, const str *labels, size_t n_labels, const chart_series *series, size_t n);

typedef struct chart_count { str label; size_t n; } chart_count;
drawing *chart_counts(arena *a, enum chart_on on, str title, const chart_count *counts, size_t n);
#endif
