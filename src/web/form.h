/* form: a whole form from its declaration (base/fields.h): labels, inputs, hints, what was typed, and each mistake at its field.
 *
 * The page gives the declaration, what was typed (or what is stored), and the error of the last try. Values that were typed are kept.
 * Dates show as the browser's date field; a field whose kind has no input of its own is a line of text.
 */
#ifndef TAKAR_WEB_FORM_H
#define TAKAR_WEB_FORM_H
#include "base/err.h"
#include "base/fields.h"
#include "out.h"

typedef struct form_view {
  const form_field *form;
  const fields *values;    /* may be NULL */
  err wrong;               /* may be NULL */
  const char *prefix;      /* of the ids, when a page holds several forms; may be NULL */
  bool unmarked;           /* do not mark fields that are not required as "boleh kosong" */
} form_view;

/* One field as it is drawn. */
typedef struct field_view {
  const form_field *d;
  str id, name, label, hint, value, mistake; /* mistake absent: nothing wrong */
  str note;                /* id of the paragraph with the mistake or the hint; absent when there is neither */
  bool checked, optional;  /* optional: is marked as one that may stay empty */
  str_list choices;
} field_view;

field_view form_field_view(arena *a, const form_view *v, const form_field *d);
void form_fields(out *o, const form_view *v);                     /* every field */
void form_one(out *o, const form_view *v, const char *name);      /* just this one */
str form_mistake(const form_view *v, const char *name);           /* absent when nothing is wrong there */
/* The text of a choice on the screen: "tidak_setuju" -> "Tidak setuju", "7=Camat" -> "Camat". */
str form_choice_label(arena *a, str choice);
/* The part of a choice that is sent: "7" of "7=Camat". */
str form_choice_code(str choice);
/* One choice more for a list made at run time; signs that would end it early are left out of the label. */
void form_choice_add(buf *choices, str code, str label);
#endif
