/* assets: what browsers fetch once and keep: CSS, script, icons. Embedded in the program by tools/embed.c, each under an address that holds its
 * hash ("/aset/app.3f1c09ab52.css"), so that it may be cached for ever.
 */
#ifndef TAKAR_WEB_ASSETS_H
#define TAKAR_WEB_ASSETS_H
#include "http.h"

typedef struct asset {
  str name;          /* "app.css" */
  str path;          /* "/aset/app.3f1c09ab52.css" */
  str type, etag;
  str bytes, gzip;   /* gzip is empty when it would not be smaller */
} asset;
extern const asset assets[];
extern const size_t n_assets;

str asset_path(const char *name);  /* for templates: {{path asset_path("app.css")}}; the name must exist */
/* Answers for the last component of the address; false when there is no such asset. */
bool asset_serve(const request *rq, str file, response *rs);
#endif
