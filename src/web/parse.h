/* parse: the texts that browsers send: percent-encoding, urlencoded and multipart forms, cookies. Pure functions over hostile bytes.
 *
 * Values are views into the input where nothing had to be decoded. A false return is a request that no browser sends: answer it with 400.
 * Rules: WHATWG URL (application/x-www-form-urlencoded), RFC 7578 and 2046 (multipart), RFC 6265 (Cookie).
 */
#ifndef TAKAR_WEB_PARSE_H
#define TAKAR_WEB_PARSE_H
#include "base/fields.h"

enum { PARSE_FIELDS_MAX = 20000 }; /* fields in one form: a grid of 500 rows and 40 columns */

/* %XX decoded (and + as space when `plus`); absent when malformed or when a NUL byte comes out. */
str parse_percent(arena *a, str s, bool plus);
bool parse_urlencoded(arena *a, str body, fields *found);
/* `type` is the Content-Type field with its boundary. File names lose their folders. */
bool parse_multipart(arena *a, str type, str body, fields *found);
void parse_cookies(arena *a, str header, fields *found); /* pairs that are malformed are left out */
/* The media type without parameters, in lower case: "multipart/form-data". */
str parse_media_type(arena *a, str type);
#endif
