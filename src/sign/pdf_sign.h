/* pdf_sign: electronic signatures in a PDF, as PAdES baseline asks (ETSI EN 319 142-1), each in an incremental section of its own.
 *
 * In two halves, so that the key may be anywhere: pdf_sign_prepare appends the signature field with an empty place and gives the SHA-256 to
 * sign; pdf_sign_finish puts the CMS in. Between them the prepared bytes may be kept. Bytes of earlier sections, and so earlier
 * signatures, are never touched. SHA-256 of the signed file is taken after finish. Pure: the moment is a parameter.
 */
#ifndef TAKAR_SIGN_PDF_SIGN_H
#define TAKAR_SIGN_PDF_SIGN_H
#include "document/stamp.h"
#include "cms.h"

typedef struct pdf_field {
  str name;              /* of the signer, in the signature dictionary */
  str reason, location;  /* may be absent */
  instant at;            /* when it is signed, as the signer says */
  int page;              /* from 1; 0: the last */
  double x, y;           /* lower left corner of the mark, points from that of the page */
  const doc_stamp *mark; /* its width and height are the field's; NULL: no visible mark */
  size_t room;           /* bytes kept for the CMS; 0: 16 KiB */
  str into;              /* name of an empty field to sign in place of a new one: page, x, y and size are its own; absent: a new one */
} pdf_field;

/* Empty fields, for whoever signs later with whatever program: visible places with a name, in a section of their own. Names must be new. */
typedef struct pdf_place { str name; int page; double x, y, width, height; } pdf_place; /* page from 1; lower left corner, points */
MUST_CHECK err pdf_sign_places(arena *a, str pdf, const pdf_place *places, size_t n, str *out);

typedef struct pdf_prepared {
  str bytes;
  size_t gap, gap_n;     /* the place of the CMS with its angle brackets: all but these bytes is signed */
  sha256 digest;
} pdf_prepared;

/* ERR_INPUT: no sound PDF, encrypted, certified against changes, no such page or no such empty field. */
MUST_CHECK err pdf_sign_prepare(arena *a, str pdf, const pdf_field *f, pdf_prepared *out);
/* cms: DER. ERR_LIMIT when it needs more room than was kept. */
MUST_CHECK err pdf_sign_finish(arena *a, const pdf_prepared *p, str cms, str *pdf);
/* Both halves with a key at hand. `stamp` NULL: without timestamp. */
MUST_CHECK err pdf_sign_with(arena *a, str pdf, const pdf_field *f, const signer *s, timestamp_fn stamp, void *ctx, str *out);

/* What makes signatures checkable for long (B-LT): certificates, lists of revoked ones, OCSP answers, each DER, in a section of its own, also named as
 * those of the signature made last (VRI). What is there already is not put again. */
typedef struct pdf_evidence { str_list certs, crls, ocsps; } pdf_evidence;
MUST_CHECK err pdf_sign_evidence(arena *a, str pdf, const pdf_evidence *e, str *out);
/* A timestamp over the whole document (DocTimeStamp), which keeps all before it checkable when certificates end (B-LTA). */
MUST_CHECK err pdf_sign_timestamp(arena *a, str pdf, timestamp_fn stamp, void *ctx, str *out);
#endif
