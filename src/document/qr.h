/* qr: a text as a QR code (ISO/IEC 18004, level M) for all writers: a square of dark and light modules in the arena. */
#ifndef TAKAR_DOCUMENT_QR_H
#define TAKAR_DOCUMENT_QR_H
#include "base/str.h"

enum { QR_QUIET = 4 }; /* light modules that a writer leaves around */
typedef struct qr {
  int width;           /* 0: the text is too long (over 2,331 bytes) or empty */
  unsigned char *dark; /* width * width, row by row */
} qr;

qr qr_of(arena *a, str text);
/* The run of dark modules in a row at or after *col: its length, *col at its start; 0 when there is none. */
int qr_run(const qr *q, int row, int *col);
#endif
