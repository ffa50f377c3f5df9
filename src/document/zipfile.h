/* zipfile: ZIP archives (bundles, DOCX, XLSX parts) written in memory or into a file, by libzip. Reading: zipread.h.
 *
 * Writing is deterministic: entries stand in the order given, every time stamp is the instant given, names are UTF-8. It is sticky: the
 * first mistake (a name twice, a bad name) is reported at the end. Bytes added must live until then.
 * Into a file it takes no more memory than the largest entry, and grows past 4 GiB or 65,535 entries as ZIP64.
 * A sealed archive ends with a comment that holds the SHA-256 of all bytes before it: no byte of it changes unseen, also none that ZIP
 * itself does not check, whichever library packs or unpacks it. It guards against accident, not against who can seal again.
 */
#ifndef TAKAR_DOCUMENT_ZIPFILE_H
#define TAKAR_DOCUMENT_ZIPFILE_H
#include "base/date.h"
#include "base/err.h"

typedef struct zipfile zipfile;
zipfile *zipfile_new(arena *a, instant at);
zipfile *zipfile_new_at(arena *a, instant at, str path);  /* into a file, which replaces one that is there when all is written */
void zipfile_add(zipfile *z, str name, str bytes);        /* deflated */
void zipfile_add_stored(zipfile *z, str name, str bytes); /* as it is: what is packed already, and a "mimetype" that comes first */
/* Bytes that are asked for when they are written, one entry after the other, into an arena that is emptied after each. */
typedef err (*zipfile_content)(void *what, arena *a, str *bytes);
void zipfile_add_later(zipfile *z, str name, size_t size, bool stored, zipfile_content content, void *what);
void zipfile_seal(zipfile *z);
MUST_CHECK err zipfile_finish(zipfile *z, str *bytes);    /* of zipfile_new */
MUST_CHECK err zipfile_finish_at(zipfile *z);             /* of zipfile_new_at */
/* A relative path with forward slashes, without empty, "." or ".." parts, control characters, ':' or '\\'. */
bool zipfile_name_ok(str name);

/* The last bytes of a sealed archive: the mark, then the hash in hexadecimal. */
enum { ZIPFILE_HASH = 64 };
#define ZIPFILE_SEAL S("takar-sha256:")
#endif
