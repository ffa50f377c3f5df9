/* account: passwords, sessions and the brake on guessing.
 *
 * Passwords: argon2id by libsodium (t = 2, 19 MiB). At most two are hashed at once in the process, so that guessing cannot take all
 * memory. Sessions: 256 random bits in the cookie, only their hash in the database. Failures are counted per account and per
 * address: from the fifth on each doubles the wait, up to 15 minutes; a login within the wait is refused without looking at the password.
 * Guesses are counted one after the other, so many at once hear no more than as many in a row.
 */
#ifndef TAKAR_OFFICE_ACCOUNT_H
#define TAKAR_OFFICE_ACCOUNT_H
#include "office/office.h"
#include "store/audit.h"

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 128 };
/* ERR_INPUT at `field` when a new password is too short, too long or equal to the login. */
MUST_CHECK err password_acceptable(arena *a, str field, str login, str password);
MUST_CHECK err password_hash(arena *a, str password, str *out);
bool password_matches(arena *a, str hash, str password);
/* A random token of n bytes in hex; the process's random source is libsodium's. */
str random_hex(arena *a, size_t bytes);

typedef struct session {
  account_id account;
  str token;   /* for the cookie */
  str secret;  /* key of the form tokens */
  instant expires;
} session;

/* Checks login and password and begins a session. A refusal has one wording for "no such account" and "wrong password". */
MUST_CHECK err session_begin(store *s, arena *a, str login, str password, str address, instant now, session *out);
/* The session of a cookie and whose it is; NULL in *out when there is none (expired, logged out, account switched off). One statement. */
MUST_CHECK err session_find(db_ro *db, arena *a, str token, instant now, session **out, actor *who);
MUST_CHECK err session_end(store *s, arena *a, str token);
/* Sets a new password after checking the old one, with the same brake as a login; ends the other sessions of the account. */
MUST_CHECK err account_change_password(store *s, arena *a, account_id id, str token, str old, str new_, str again, instant now);
/* Whether this is the account's password, with the same brake as a login (approval by password). */
MUST_CHECK err account_confirm(store *s, db_ro *db, arena *a, const actor *who, str password, str address, instant now);

/* Removes some hundreds of sessions that are over and of failures older than a day, in one small write. *removed 0: there were none. */
MUST_CHECK err account_tidy(store *s, arena *a, instant now, int64_t *removed);

/* Counts what an address does at a public door (`what`: "verifikasi:"): ERR_OFTEN once it has done so very often. The first 20 within a day are
 * free, then waits grow as for failed logins. */
MUST_CHECK err address_brake(store *s, db_ro *db, arena *a, str what, str address, instant now);

typedef struct new_account {
  region_id region;
  str login, password; /* a hash made by password_hash */
  person_id person;
  str role;
  bool must_change;
} new_account;
/* Inside an apply: adds an account; ERR_INPUT at field "login" when the name is taken or not fit. */
MUST_CHECK err account_add(db_rw *db, arena *a, const new_account *n, instant now, const actor_mark *by, account_id *out);
#endif
