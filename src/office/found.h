/* found: a new office, with the positions that offices of its kind have.
 *
 * The kinds and their usual positions are one table in found.c; positions can be renamed, added and given other duties afterwards.
 */
#ifndef TAKAR_OFFICE_FOUND_H
#define TAKAR_OFFICE_FOUND_H
#include "office/manage.h"

/* The kinds as choices of a form: "kecamatan=Kecamatan|..."; the name of one, the code itself when it is none of them. */
extern const char office_kinds[];
str office_kind_name(str kind);

/* Inside an apply. Fields: jenis, kode, and those of manage_office, which checks them. One entry for the office, one for each position. */
MUST_CHECK err manage_office_found(db_rw *db, arena *a, const actor *who, instant now, const fields *f, office_id *out);
#endif
