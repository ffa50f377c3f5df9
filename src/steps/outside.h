/* outside: the services outside that an office uses to sign: BSrE and a time-stamping authority, as settings.
 *
 * An office without its own setting of a service has that of the installation (scope 0). A service's password is kept with the settings, which
 * only the program's own account can read; it is never shown, logged or put into the trail, and has to be typed again when the address
 * or the user it belongs to changes, so that nobody can have it sent elsewhere.
 */
#ifndef TAKAR_STEPS_OUTSIDE_H
#define TAKAR_STEPS_OUTSIDE_H
#include "base/fields.h"
#include "office/office.h"
#include "remote/esign.h"
#include "remote/tsa.h"

/* What is set at one scope. The name of a field is also the name of its setting. */
extern const form_field outside_form[];

typedef struct outside { esign bsre; tsa stamp; } outside; /* address absent: not used */
MUST_CHECK err outside_of(db_ro *db, arena *a, office_id at, outside *out);

/* For the form: all but the secrets. *kept: names of the secrets that are there. scope: an office, or 0. */
MUST_CHECK err outside_shown(db_ro *db, arena *a, int64_t scope, fields *out, str_list *kept);
/* Administrators only. A secret that is not typed stays. */
MUST_CHECK err outside_save(db_rw *db, arena *a, const actor *who, instant now, int64_t scope, const fields *f);
#endif
