/* verify_part: what the files that check a bundle share. Inside sign/ only.
 *
 * verify_bundle.c opens the bundle, hashes every file once and holds the lists against it; verify_chain.c computes the chain again;
 * verify_tables.c looks at the tables, the frozen documents and the signatures; verify_modes.c at how documents are signed. Whole files are loaded into `scratch`, one at a time.
 */
#ifndef TAKAR_SIGN_VERIFY_PART_H
#define TAKAR_SIGN_VERIFY_PART_H
#include <jansson.h>

#include "document/zipread.h"
#include "pdf_verify.h"
#include "verify_bundle.h"

typedef struct file {
  str name, hash;             /* hash is absent when the entry cannot be unpacked */
  const zipread_entry *entry;
  bool signable;              /* a PDF with a signature's range in it */
  bool faulty, listed;        /* listed: by the table of its folder */
} file;
typedef struct listed { str name, hash; int64_t size; } listed;
typedef struct issued { str hash, mode; } issued; /* of the frozen blocks; as the chain says */
typedef LIST(listed) listed_files; /* sorted by name once read */

typedef struct check {
  arena *a, *scratch;
  zipread *zip;
  bundle_report *out;
  LIST(file) files;           /* sorted by name */
  listed_files manifest, sums;
  bool has_manifest;
  int64_t cycle, entries;     /* as the manifest says */
  LIST(issued) issued;
  str_list links, proven;     /* hashes of the chain's entries; hashes that its payloads name; sorted */
} check;

file *verify_find(const check *c, str name);
bool verify_holds(const str_list *sorted, str hash);
void verify_sort(str_list *all);
void verify_fault(check *c, enum bundle_fault_kind kind, str what, str reason);
/* One fault per file: the first that was seen says enough. */
void verify_fault_file(check *c, enum bundle_fault_kind kind, str name, str reason);
/* The bytes of a file that can be unpacked, in `a`. False: too large to be held. */
bool verify_load(check *c, arena *a, const file *f, str *bytes);

/* JSON that is released with the arena; NULL when it is none. */
json_t *verify_json(arena *a, str text);
str verify_text(const json_t *j, const char *key);     /* a view; absent when it is no text */
int64_t verify_whole(const json_t *j, const char *key); /* -1 when it is no whole number */

void verify_chain(check *c, const file *f);
void verify_tables(check *c);
void verify_proofs(check *c);
void verify_signatures(check *c, str roots);

bool verify_read_modes(check *c, const json_t *all); /* "tanda_tangan" of the manifest; false when it is none */
void verify_mode(check *c, const file *f, str mode, str by, str certificate); /* a row of dokumen.csv */
void verify_modes(check *c);
void verify_mode_judged(check *c, const file *f, const pdf_signatures *all);
#endif
