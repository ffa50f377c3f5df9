#include "assets.h"

str asset_path(const char *name) {
  for (size_t i = 0; i < n_assets; i++)
    if (str_eq(assets[i].name, str_of(name))) return assets[i].path;
  err_broken(name, __FILE__, __LINE__);
}

static const asset *find(str file) {
  for (size_t i = 0; i < n_assets; i++)
    if (str_eq(str_from(assets[i].path, sizeof "/aset/" - 1), file)) return &assets[i];
  return NULL;
}

bool asset_serve(const request *rq, str file, response *rs) {
  const asset *a = find(file);
  if (!a) return false;
  rs->type = a->type;
  rs->cache = S("public, max-age=31536000, immutable");
  rs->lasting = true;
  response_header(rs, S("ETag"), a->etag);
  if (str_eq(request_header(rq, S("If-None-Match")), a->etag)) {
    rs->status = 304;
    return true;
  }
  rs->gzipped = a->gzip.n && str_find(request_header(rq, S("Accept-Encoding")), S("gzip")) >= 0;
  rs->body = rs->gzipped ? a->gzip : a->bytes;
  return true;
}
