/* zipread: ZIP archives read from memory or from a file, by libzip.
 *
 * Reading is bounded and trusts nothing: names that would leave a folder, names twice, encrypted or unusual entries are refused when the
 * archive is opened. An entry is unpacked when it is asked for, whole or piece by piece. Handles are released with the arena.
 */
#ifndef TAKAR_DOCUMENT_ZIPREAD_H
#define TAKAR_DOCUMENT_ZIPREAD_H
#include "base/err.h"

typedef struct zipread_limits {
  size_t entries, bytes; /* at most so many, and so many bytes unpacked in all */
  size_t ratio;          /* unpacked to packed size of one entry, beyond the first 64 KiB */
} zipread_limits;
#define ZIPREAD_LIMITS ((zipread_limits){.entries = 2000, .bytes = (size_t)32 << 20, .ratio = 200})

typedef struct zipread zipread;
typedef struct zipread_entry { str name; size_t size; uint64_t at; } zipread_entry; /* at: for the functions below */
typedef LIST(zipread_entry) zipread_entries;

/* All files of an archive in its order; folders are left out. ERR_INPUT or ERR_LIMIT for what is refused. */
MUST_CHECK err zipread_open(arena *a, str bytes, zipread_limits limits, zipread **out);
MUST_CHECK err zipread_open_at(arena *a, str path, zipread_limits limits, zipread **out);
const zipread_entries *zipread_list(const zipread *z);

/* The bytes of an entry, in pieces. False when it cannot be unpacked to its size: what was given before is then worth nothing. */
typedef void (*zipread_piece)(void *what, str bytes);
bool zipread_each(zipread *z, const zipread_entry *e, zipread_piece piece, void *what);
/* The bytes of an entry, into any arena. */
bool zipread_whole(zipread *z, arena *a, const zipread_entry *e, str *bytes);

/* All entries at once. */
typedef struct zipread_file { str name, bytes; } zipread_file;
typedef LIST(zipread_file) zipread_files;
MUST_CHECK err zipread_all(arena *a, str bytes, zipread_limits limits, zipread_files *out);
str zipread_get(const zipread_files *all, str name); /* STR_NONE when it is not there */

/* Whether a sealed archive (zipfile.h) still is what was sealed; false also when there is no seal. */
bool zipread_seal_holds(arena *a, str bytes);
bool zipread_seal_holds_at(arena *a, str path);
#endif
