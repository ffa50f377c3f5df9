/* verify: what anybody may know of a document by its code: what it is, who signed it when and how, and whether a file is that very document.
 * Files are compared and forgotten; who sends many is slowed down (address_brake). */
#ifndef TAKAR_WEB_PAGES_VERIFY_H
#define TAKAR_WEB_PAGES_VERIFY_H
#include "web/site.h"

enum { VERIFY_LIMIT = 25 * 1000 * 1000, VERIFY_BODY = 32 << 20 }; /* the body may be larger, so that the page can say what is too large */
enum verify_answer { VERIFY_NOT_ASKED, VERIFY_SAME, VERIFY_EARLIER, VERIFY_DIFFERENT };
typedef struct verify_more { str by, at, certificate, earlier_hash, signed_; enum look look; } verify_more; /* a signature after the first; the hash before it */
typedef struct verify_view {
  str csrf, code, title, number, day, office, signed_, about, signed_by, signed_at, certificate, hash;
  enum look look;
  enum verify_answer answer;
  str uploaded;          /* hash of the file that was compared */
  LIST(verify_more) more;
  err wrong;
} verify_view;

err verify_index_get(const get_ctx *cx, request *rq, response *rs); /* where a code is typed in; leads on with ?kode= */
err verify_get(const get_ctx *cx, request *rq, response *rs);
err verify_post(const post_ctx *cx, request *rq, response *rs);
#endif
