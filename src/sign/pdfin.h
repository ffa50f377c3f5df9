/* pdfin: a PDF opened for reading through qpdf, and pieces of it written out again. Inside sign/ only.
 *
 * Handles of qpdf live as long as the arena. A file that qpdf has to repair is refused: nothing may be appended to it.
 */
#ifndef TAKAR_SIGN_PDFIN_H
#define TAKAR_SIGN_PDFIN_H
#include "base/err.h"
#include "document/qpdf.h"

typedef struct pdfin {
  arena *a;
  const qpdf_calls *lib;
  qpdf_data q;
  str bytes;
} pdfin;

/* ERR_INPUT for what is no sound PDF, or is encrypted. The bytes must live as long as the arena. */
MUST_CHECK err pdfin_open(arena *a, str bytes, pdfin **out);

qpdf_oh pdfin_key(const pdfin *f, qpdf_oh dict, const char *key); /* null when it is no dictionary or has no such key */
str pdfin_text(const pdfin *f, qpdf_oh o);      /* a text string as UTF-8, absent when it is none */
str pdfin_name(const pdfin *f, qpdf_oh o);      /* "/Sig", absent when it is none */
str pdfin_string(const pdfin *f, qpdf_oh o);    /* the bytes of a string, absent when it is none */
int pdfin_items(const pdfin *f, qpdf_oh o);     /* of an array; 0 when it is none */
str_list pdfin_keys(const pdfin *f, qpdf_oh dict);
/* The data of a stream: as stored, or with its filters undone. False when that cannot be had. */
bool pdfin_stream(const pdfin *f, qpdf_oh stream, bool decoded, str *data);

/* An object as text: an indirect one as "12 0 R", else itself with what lies directly in it. */
str pdfin_unparse(const pdfin *f, qpdf_oh o);
typedef struct pdfin_entry { const char *key; str value; } pdfin_entry; /* "/Annots", "[7 0 R]" */
/* "<< ... >>" with some entries put in place of, or added to, those it has. */
str pdfin_dict_with(const pdfin *f, qpdf_oh dict, const pdfin_entry *entries, size_t n);
#endif
