/* pack: the form of a bundle, everything about one cycle as one ZIP file. Pure: the same files give the same bytes.
 *
 * manifest.json stands first and names every other file with its size and SHA-256, the cycle, how each document is signed, and number and hash
 * of the last entry of its audit chain; SHA256SUMS says the same for sha256sum. The archive is sealed (zipfile_seal), so that also a change outside of the
 * files (times, names twice, bytes between entries) shows. verify_bundle.h reads what is written here.
 */
#ifndef TAKAR_SIGN_PACK_H
#define TAKAR_SIGN_PACK_H
#include "base/err.h"
#include "document/zipfile.h"
#include "store/audit.h"

#define PACK_FORMAT S("takar-paket-1")

typedef struct pack_cycle {
  int64_t id;                  /* also the number of its audit chain */
  str office, office_code, sop, sop_version;
  int64_t year, quarter;       /* quarter 0: the whole year */
  bool running;
  instant opened, closed;
} pack_cycle;

/* One signature of a document: n from 1 in the order they were made; mode and certificate as sign/mode.h and dokumen.csv have them. */
typedef struct pack_signature { str path; int64_t n; str mode, by, certificate; instant at; } pack_signature;

typedef struct pack pack;
pack *pack_new(arena *a, const pack_cycle *c);
/* The bytes must live until the end; `packed`: compressing them again gains nothing. Returns their SHA-256. */
str pack_add(pack *p, str path, str bytes, bool packed);
/* Bytes that are known by size and SHA-256, and asked for when they are written; others than those promised are refused then. */
void pack_add_later(pack *p, str path, size_t size, str hash, bool packed, zipfile_content content, void *what);
bool pack_has(const pack *p, str path);
void pack_signed(pack *p, pack_signature s);
/* Bytes that are asked for twice: now for their size and SHA-256, and when they are written. */
MUST_CHECK err pack_add_unseen(pack *p, str path, bool packed, zipfile_content content, void *what, str *hash);
/* n and head: the last entry of the chain (audit_head). */
MUST_CHECK err pack_finish(pack *p, int64_t n, str head, str *zip_bytes);
/* Into a file, in no more memory than the list of files and the largest of them. */
MUST_CHECK err pack_finish_at(pack *p, int64_t n, str head, str path);

/* One line of audit.jsonl, without the newline: chain, n, at (UTC seconds), account, name, as, action, payload (a text), prev, hash:
 * just what audit_hash takes, in its order. */
str pack_audit_line(arena *a, const audit_entry *e);
#endif
