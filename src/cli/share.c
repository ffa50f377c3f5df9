#include "cli/share.h"

#include <unistd.h>

#include "cli/app.h"

enum { MAX_BYTES = 4 * 1024 * 1024 };

str share_get(str name) {
  for (size_t i = 0; i < n_share_files; i++)
    if (str_eq(share_files[i].name, name)) return share_files[i].bytes;
  return STR_NONE;
}

str share_folder(str path) {
  while (path.n && path.p[path.n - 1] != '/') path.n--;
  return path;
}

err share_read(arena *a, str folder, str name, str *out) {
  str path = STR_CAT(a, folder, name);
  if (folder.n && access(str_z(a, path), R_OK) == 0) return app_read_file(a, path, MAX_BYTES, out);
  *out = share_get(name);
  return out->p ? NULL : ERR(a, INPUT, "Berkas “%.*s” tidak ada, di samping berkas ini maupun di dalam Takar.", STR_ARG(name));
}
