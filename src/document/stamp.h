/* stamp: the visible mark of an electronic signature, as a PDF of one page that is just the mark: a QR code on the left, beside it who
 * signed. `sign` puts it on the signed page. Fonts are embedded, nothing is transparent, so that a PDF/A stays one.
 */
#ifndef TAKAR_DOCUMENT_STAMP_H
#define TAKAR_DOCUMENT_STAMP_H
#include "base/err.h"

typedef struct doc_stamp {
  double width, height;    /* points */
  str position, name, nip; /* "CAMAT BABAKANCIKAO", "Contoh Nama, S.Sos." (bold, not underlined), printed as "NIP. ..." when present */
  str note;                /* absent: "Ditandatangani secara elektronik oleh" */
  str qr;                  /* text of the code; absent for none */
} doc_stamp;

MUST_CHECK err doc_stamp_pdf(arena *a, const doc_stamp *s, str *bytes);
/* The same as a picture, 300 dots to the inch on white, for who draws marks from pictures. */
MUST_CHECK err doc_stamp_png(arena *a, const doc_stamp *s, str *bytes);
#endif
