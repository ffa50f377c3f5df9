/* office: offices, their people and positions, who holds what on a day, and working time at an office.
 *
 * A position is held by its definitive holder, or by a Plt. (vacant post) or Plh. (holder away) on the days of their letter; while
 * one acts, the holder does not see the position's tasks, so tasks come and go by date without a job. An acting person whose scope is
 * "tanpa_tanda_tangan" may do everything but sign; signing then stays with the holder, who sees the tasks too.
 *
 * Results live in the arena.
 */
#ifndef TAKAR_OFFICE_OFFICE_H
#define TAKAR_OFFICE_OFFICE_H
#include "calendar/calendar.h"
#include "store/audit.h"
#include "store/store.h"

typedef struct office {
  office_id id;
  region_id region;
  str code, kind, name, head_title, place, address, contact, letter_unit, paper;
  str crest;         /* hash of the picture of its coat of arms; absent: none */
  struct { int64_t top, right, bottom, left; } margins; /* millimetres */
  bool decree_phrase, decree_nip; /* what regions rule differently about decrees: an opening phrase; rank and NIP below the signature */
  str government, region_name;
  int zone; /* minutes east of UTC */
} office;

/* NOT_FOUND when there is none. */
MUST_CHECK err office_get(db_ro *db, arena *a, office_id id, office *out);

/* "https://takar.contoh.go.id": how the public reaches this installation, without a slash at the end; absent until an administrator says so. */
#define SITE_SETTING "alamat"
MUST_CHECK err site_address(db_ro *db, arena *a, str *out);

/* One position held today. */
typedef struct seat {
  position_id position;
  office_id office;
  str code, title;
  str prefix;        /* "", "Plt.", "Plh." */
  str letter;        /* "nomor ... tanggal ..." of the Plt./Plh. letter; absent for a holder */
  str substituted;   /* the holder's name when Plt./Plh. and there is one */
  bool acts, signs;  /* acts: the position's tasks are this person's; signs: its signatures are */
  bool keeps_data, keeps_seats; /* keeps the office's plan, calendar and SOP identity; records its Plt. and Plh. */
} seat;

/* Who is at the door: an account, its person and what that person holds today. */
enum role { ROLE_STAFF, ROLE_INSPECTORATE, ROLE_ADMIN }; /* each may reach what those before it may (web/site.h) */
typedef struct actor {
  account_id account;
  region_id region;
  enum role role;
  str login;
  bool must_change;
  person_id person;  /* none for a bare administrator */
  office_id office;  /* of the person */
  str office_name;
  str name, nip, rank;
  LIST(seat) seats;
} actor;

/* NOT_FOUND when the account does not exist or was switched off. `today` is the local day of the office. */
MUST_CHECK err actor_load(db_ro *db, arena *a, account_id id, instant now, actor *out);
/* Whose session a token is; account 0 when nobody's: unknown, expired, or the account was switched off. See account.h, which makes tokens. */
MUST_CHECK err actor_of_session(db_ro *db, arena *a, str token_hash, instant now, actor *out, str *secret, instant *expires);
/* The seat by which an actor holds a position today, one that acts before one that does not; NULL when none. */
const seat *actor_seat(const actor *who, position_id position);
/* "Camat Babakancikao"; "Plh. Camat Babakancikao (menggantikan ..., surat nomor ...)"; "" for NULL. */
str seat_text(arena *a, const seat *s);
/* May see what belongs to an office: its own people, the Inspektorat and administrators of the same region. */
bool actor_sees_office(const actor *who, office_id office);

/* The person who holds or acts in a position today: the one who signs when `signing`. name is absent when nobody does. */
typedef struct official {
  person_id person;
  str name, nip, rank;
  str prefix, title, letter;      /* as in seat */
  struct { str name, nip, rank; } substituted;
} official;
MUST_CHECK err official_of(db_ro *db, arena *a, position_id position, date today, bool signing, official *out);
/* Who signs as the head of an office: holds or acts in the position that bears its head's title, else in its highest. */
MUST_CHECK err office_head(db_ro *db, arena *a, const office *o, date today, official *out);
/* The position of an office by its code; a zero id when there is none. */
MUST_CHECK err position_find(db_ro *db, arena *a, office_id office, str code, position_id *out, str *title);

/* The working time of an office: national days off, those of its region and its own; hours likewise. Made once of the same days and hours and
 * shared (base/shelf.h): what is known of them is the audit entry of the last change of each scope. */
MUST_CHECK err office_calendar(db_ro *db, arena *a, const office *o, const calendar **out);
/* Inside an apply, with every change of a scope's days off, Ramadan or hours: the entry in its chain, by which the new calendar is known. */
MUST_CHECK err office_calendar_note(db_rw *db, arena *a, int64_t scope, instant now, const actor_mark *by, str action, str payload);
/* Once, at the end. */
void office_calendars_stop(void);
#endif
