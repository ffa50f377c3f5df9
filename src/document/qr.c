#include "qr.h"

#include <qrencode.h>
#include <string.h>

enum { WIDEST = 177 };

qr qr_of(arena *a, str text) {
  char *z = str_z(a, text);
  qr q = {0, arena_alloc(a, WIDEST * WIDEST)};
  QRcode *code = QRcode_encodeString(z, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (!code) return q;
  q.width = code->width;
  for (int i = 0; i < q.width * q.width; i++) q.dark[i] = code->data[i] & 1;
  QRcode_free(code);
  return q;
}

int qr_run(const qr *q, int row, int *col) {
  const unsigned char *m = q->dark + row * q->width;
  int n = 0;
  while (*col < q->width && !m[*col]) ++*col;
  while (*col + n < q->width && m[*col + n]) n++;
  return n;
}
