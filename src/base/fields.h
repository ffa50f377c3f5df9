/* fields: what a person or a scenario gives to an action: names with texts, and files. A name may come more than once
 * (rows of a table: the k-th "nama" belongs to the k-th "nip"). Everything is UTF-8, without NUL, and still unchecked text.
 */
#ifndef TAKAR_BASE_FIELDS_H
#define TAKAR_BASE_FIELDS_H
#include "date.h"
#include "err.h"

typedef struct field {
  str name, value;
  str filename;  /* absent for plain text; value holds the bytes of a file */
} field;
typedef LIST(field) fields;

void fields_add(arena *a, fields *f, str name, str value);
str fields_get(const fields *f, str name);               /* the first, STR_NONE when absent */
const field *fields_file(const fields *f, str name);     /* the first with a filename and bytes, NULL when none */
str_list fields_all(arena *a, const fields *f, str name);
bool fields_has(const fields *f, str name);

/* A form, declared once: what an action takes. A SECRET is a line that is never shown again, stored or logged, and taken as it is typed.
 * Checked before the action runs; every mistake is reported, at its field. */
enum field_kind { FIELD_LINE, FIELD_TEXT, FIELD_DATE, FIELD_INT, FIELD_BOOL, FIELD_CHOICE, FIELD_FILE, FIELD_TIME, FIELD_SECRET };
typedef struct form_field {
  const char *name;   /* NULL ends the list */
  const char *label;  /* Indonesian, as on the screen */
  enum field_kind kind;
  bool required, many; /* many: the name may repeat (rows) */
  int64_t min, max;   /* LINE/TEXT/SECRET: code points (max 0: 200 / 20000); INT: range; FILE: bytes */
  const char *choices; /* CHOICE: "ketua|sekretaris|anggota", or "7=Camat|9=Sekretaris" with what the screen says */
  const char *hint;   /* shown below the field; may be NULL */
} form_field;

/* NULL when every field keeps its declaration; else one ERR_INPUT with a point per mistake. Names that are not declared are refused. */
MUST_CHECK err form_check(arena *a, const form_field *form, const fields *f);
/* For values that form_check has accepted: */
date fields_date(const fields *f, str name);             /* DATE_NONE when empty */
int64_t fields_int(const fields *f, str name, int64_t otherwise);
bool fields_bool(const fields *f, str name);             /* "1", "ya", "on", "true" */
#endif
