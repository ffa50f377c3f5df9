/* zipfile: ZIP archives written and read in memory (bundles, DOCX, XLSX parts), by libzip.
 *
 * Writing is deterministic: entries stand in the order given, every time stamp is the instant given, names are UTF-8. It is sticky: the
 * first mistake (a name twice, a bad name) is reported by zipfile_finish. Bytes added must live until then.
 * A sealed archive ends with a comment that holds the SHA-256 of all bytes before it: no byte of it changes unseen, also none that ZIP
 * itself does not check, whichever library packs or unpacks it. It guards against accident, not against who can seal again.
 * Reading is bounded and trusts nothing: names that would leave a folder, names twice, encrypted or unusual entries are refused.
 */
#ifndef TAKAR_DOCUMENT_ZIPFILE_H
#define TAKAR_DOCUMENT_ZIPFILE_H
#include "base/date.h"
#include "base/err.h"

typedef struct zipfile zipfile;
zipfile *zipfile_new(arena *a, instant at);
void zipfile_add(zipfile *z, str name, str bytes);        /* deflated */
void zipfile_add_stored(zipfile *z, str name, str bytes); /* as it is: what is packed already, and a "mimetype" that comes first */
void zipfile_seal(zipfile *z);
MUST_CHECK err zipfile_finish(zipfile *z, str *bytes);
bool zipfile_seal_holds(arena *a, str bytes);        /* false also when there is no seal */

typedef struct zipfile_limits {
  size_t entries, bytes; /* at most so many, and so many bytes unpacked in all */
  size_t ratio;          /* unpacked to packed size of one entry, beyond the first 64 KiB */
  bool damaged;          /* an entry that cannot be unpacked is given without bytes (STR_NONE); else the archive is refused */
} zipfile_limits;
#define ZIPFILE_LIMITS ((zipfile_limits){.entries = 2000, .bytes = (size_t)32 << 20, .ratio = 200})

typedef struct zipfile_entry { str name, bytes; } zipfile_entry;
typedef LIST(zipfile_entry) zipfile_entries;
/* All files of an archive in its order, unpacked into the arena; folders are left out. ERR_INPUT or ERR_LIMIT for what is refused. */
MUST_CHECK err zipfile_read(arena *a, str bytes, zipfile_limits limits, zipfile_entries *out);
/* The bytes of one entry, STR_NONE when it is not there. */
str zipfile_get(const zipfile_entries *entries, str name);
/* A relative path with forward slashes, without empty, "." or ".." parts, control characters, ':' or '\\'. */
bool zipfile_name_ok(str name);
#endif
