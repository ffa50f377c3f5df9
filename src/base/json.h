/* json: a small sticky writer of compact JSON (RFC 8259), for audit payloads and frozen data. Reading: jansson.
 * Keys come in the order given, so the same calls give the same bytes.
 */
#ifndef TAKAR_BASE_JSON_H
#define TAKAR_BASE_JSON_H
#include "str.h"

typedef struct json {
  buf out;
  bool comma;
} json;
#define JSON(arena_) ((json){.out = BUF(arena_)})
void json_open(json *j, char bracket);         /* '{' or '[' */
void json_close(json *j, char bracket);        /* '}' or ']' */
void json_key(json *j, str key);
void json_text(json *j, str value);            /* absent becomes null */
void json_int(json *j, int64_t value);
void json_bool(json *j, bool value);
/* key and value at once */
void json_kt(json *j, str key, str value);
void json_ki(json *j, str key, int64_t value);
str json_str(const json *j);
#endif
