/* pdf_read: a PDF opened for reading through qpdf, and pieces of it written out again. Inside sign/ only.
 *
 * Handles of qpdf live as long as the arena. A file that qpdf has to repair is refused: nothing may be appended to it.
 */
#ifndef TAKAR_SIGN_PDF_READ_H
#define TAKAR_SIGN_PDF_READ_H
#include "base/err.h"
#include "document/qpdf.h"

typedef struct pdf_read {
  arena *a;
  const qpdf_calls *lib;
  qpdf_data q;
  str bytes;
} pdf_read;

/* ERR_INPUT for what is no sound PDF, or is encrypted. The bytes must live as long as the arena. */
MUST_CHECK err pdf_open(arena *a, str bytes, pdf_read **out);

qpdf_oh pdf_key(const pdf_read *f, qpdf_oh dict, const char *key); /* null when it is no dictionary or has no such key */
str pdf_text(const pdf_read *f, qpdf_oh o);      /* a text string as UTF-8, absent when it is none */
str pdf_name(const pdf_read *f, qpdf_oh o);      /* "/Sig", absent when it is none */
str pdf_string(const pdf_read *f, qpdf_oh o);    /* the bytes of a string, absent when it is none */
int pdf_items(const pdf_read *f, qpdf_oh o);     /* of an array; 0 when it is none */
str_list pdf_keys(const pdf_read *f, qpdf_oh dict);
/* The data of a stream: as stored, or with its filters undone. False when that cannot be had. */
bool pdf_stream(const pdf_read *f, qpdf_oh stream, bool decoded, str *data);

/* An object as text: an indirect one as "12 0 R", else itself with what lies directly in it. */
str pdf_unparse(const pdf_read *f, qpdf_oh o);
typedef struct pdf_entry { const char *key; str value; } pdf_entry; /* "/Annots", "[7 0 R]" */
/* "<< ... >>" with some entries put in place of, or added to, those it has. */
str pdf_dict_with(const pdf_read *f, qpdf_oh dict, const pdf_entry *entries, size_t n);
#endif
