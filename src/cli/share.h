/* share: the files that come with Takar (SOPs, calendars, the demo's world and stories), kept inside the program.
 *
 * Names are as in the source tree: "sop/pengumpulan-data-kinerja.yaml". The table is made by tools/embed at build time.
 */
#ifndef TAKAR_CLI_SHARE_H
#define TAKAR_CLI_SHARE_H
#include "base/err.h"

typedef struct share_file {
  str name, bytes;
} share_file;
extern const share_file share_files[];
extern const size_t n_share_files;

/* The bytes of a file; absent when there is none of this name. */
str share_get(str name);
/* A file named in another file: in `folder` on disk when it lies there ("" or absent: only inside the program), else inside the program.
 * ERR_INPUT when it is in neither. */
MUST_CHECK err share_read(arena *a, str folder, str name, str *out);
/* The folder part of a path, with its last slash; "" when it has none. */
str share_folder(str path);
#endif
