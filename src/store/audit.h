/* audit: the chain of what was done, by whom, when, with the old and the new value.
 *
 * Each chain (one per cycle; one per office for everything outside a cycle; chain 0 for the installation) is a sequence of entries, each
 * holding the hash of the one before: SHA-256 over the fields in the order below, separated by newlines (audit_hash). Entries are
 * never changed. The head of a chain goes into signed reports, receipts and bundles, so a rewrite of the database shows.
 */
#ifndef TAKAR_STORE_AUDIT_H
#define TAKAR_STORE_AUDIT_H
#include "base/json.h"
#include "store/store.h"

/* Who acts: the account, the person's name, and as what ("Camat", "Plh. Camat menggantikan ..."). */
typedef struct actor_mark {
  account_id account;
  str name, as;
} actor_mark;

typedef struct audit_entry {
  int64_t chain, n;
  instant at;
  int64_t account;
  str name, as, action, payload; /* payload: JSON */
  str prev, hash;                /* 64 hex digits; prev of the first entry is 64 zeros */
} audit_entry;

/* Adds an entry inside the running transaction. */
MUST_CHECK err audit_add(db_rw *db, arena *a, int64_t chain, instant at, const actor_mark *who, str action, str payload);
/* Head of a chain: number and hash of the last entry; n = 0 and 64 zeros when the chain is empty. */
MUST_CHECK err audit_head(db_ro *db, arena *a, int64_t chain, int64_t *n, str *hash);
str audit_hash(arena *a, const audit_entry *e);
/* Payload {"lama":..,"baru":..,"hal":..} */
str audit_change(arena *a, str what, str old, str new_);

/* One line per chain, "chain n hash": what a copy of the database must show again. */
MUST_CHECK err audit_heads_text(db_ro *db, arena *a, str *out);

typedef struct audit_fault {
  int64_t chain, n;
  str reason; /* Indonesian */
} audit_fault;
/* Walks every chain; the first broken entry of each, and the counts of chains and entries. */
typedef struct audit_report {
  int64_t chains, entries;
  LIST(audit_fault) faults;
} audit_report;
MUST_CHECK err audit_verify(db_ro *db, arena *a, audit_report *out);
MUST_CHECK err audit_verify_chain(db_ro *db, arena *a, int64_t chain, audit_report *out); /* just one */
#endif
