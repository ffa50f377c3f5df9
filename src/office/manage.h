/* manage: what is changed about an office from its own pages: identity, positions, people, accounts, and who stands in for whom.
 *
 * Every function runs inside an apply, asks first whether the actor may (FORBIDDEN; NOT_FOUND for another region), checks what was
 * typed (ERR_INPUT with the form's field names as points) and writes one entry with the old and the new value: into the office's
 * chain, for accounts into chain 0. Nothing changed: no entry.
 */
#ifndef TAKAR_OFFICE_MANAGE_H
#define TAKAR_OFFICE_MANAGE_H
#include "base/fields.h"
#include "office/account.h"
#include "office/change.h"

/* An administrator keeps every office of the region; whoever acts today in a position that keeps data keeps their own. */
bool actor_keeps_region(const actor *who, region_id region);
bool actor_keeps_office(const actor *who, office_id office);
/* For the audit: as what somebody acts at an office. */
actor_mark actor_mark_at(arena *a, const actor *who, office_id office);
/* NULL for an administrator of the office's region. */
MUST_CHECK err manage_allowed(arena *a, const actor *who, office_id office);

/* Fields: nama, pimpinan, tempat, alamat, kontak, unit, zona (WIB, WITA, WIT), kertas (A4, F4), batas_atas, batas_kanan, batas_bawah,
 * batas_kiri (millimetres, MARGIN_LEAST to MARGIN_MOST). */
enum { MARGIN_LEAST = 10, MARGIN_MOST = 50 };
MUST_CHECK err manage_office(db_rw *db, arena *a, const actor *who, instant now, office_id office, const fields *f);

/* The picture of the coat of arms (made by crest_png, its hash beside it); no bytes: the office has none. */
MUST_CHECK err manage_crest(db_rw *db, arena *a, const actor *who, instant now, office_id office, str hash, str png);
/* Field: alamat (of the site; empty: none). Into chain 0. */
MUST_CHECK err manage_site_address(db_rw *db, arena *a, const actor *who, instant now, const fields *f);

/* Fields: kode (only when new), sebutan, urutan, data, penugasan (what its holder keeps). id 0: a new one. */
MUST_CHECK err manage_position(db_rw *db, arena *a, const actor *who, instant now, office_id office, position_id id, const fields *f);
/* Fields: nama, nip, pangkat, aktif. id 0: a new one. */
MUST_CHECK err manage_person(db_rw *db, arena *a, const actor *who, instant now, office_id office, person_id id, const fields *f,
                             person_id *out);

/* A one-time password for somebody's first login: readable letters and digits, about 60 bits. */
str manage_first_password(arena *a);
/* Opens an account that must change its password first. `hash` is made by password_hash before the apply. Role: pegawai, inspektorat
 * (people of the Inspektorat only), admin. Points at "login", "peran". */
MUST_CHECK err manage_account_open(db_rw *db, arena *a, const actor *who, instant now, person_id person, str login, str role, str hash);
/* Sets a one-time password and ends the sessions of the account. */
MUST_CHECK err manage_account_reset(db_rw *db, arena *a, const actor *who, instant now, account_id id, str hash);
/* Switches off (ends its sessions) or on; one's own account cannot be switched off. */
MUST_CHECK err manage_account_switch(db_rw *db, arena *a, const actor *who, instant now, account_id id, bool active);

/* Whether an actor may enter this kind of assignment at an office: all for an administrator, Plt./Plh. also for the position that records them. */
bool manage_may_assign(const actor *who, office_id office, bool acting);
/* As office_assign. A second definitive holder on the same days is refused at "mulai". Both belong to the position's office. */
MUST_CHECK err manage_assign(db_rw *db, arena *a, const actor *who, instant now, const new_assignment *n, assignment_id *out);
/* The last day of an assignment; point at "selesai". */
MUST_CHECK err manage_assignment_end(db_rw *db, arena *a, const actor *who, instant now, assignment_id id, date last);
#endif
