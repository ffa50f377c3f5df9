/* remote: one question to a service outside, over HTTP or HTTPS, by libcurl, which is loaded at first use.
 *
 * No redirect is followed (it would carry the password elsewhere), no other protocol is spoken, time and size of the answer are
 * limited, certificates of HTTPS are checked against those of the machine. Nothing of a question is logged or stands in an error: it may
 * hold a passphrase. A proxy is taken from the environment (https_proxy, no_proxy), as with other programs. Any thread.
 */
#ifndef TAKAR_REMOTE_REMOTE_H
#define TAKAR_REMOTE_REMOTE_H
#include "base/err.h"

typedef struct remote_part { const char *name; str value; const char *filename, *type; } remote_part; /* of a form; filename NULL: a text */

typedef struct remote_question {
  str service;             /* for messages: "penandatanganan BSrE" */
  str url;
  str user, password;      /* Basic authentication; user absent: without */
  const remote_part *parts;
  size_t n_parts;          /* > 0: a multipart form is posted */
  str body, body_type;     /* else, when present, these bytes are posted; else it is a GET */
  const char *kept;        /* name of a header of the answer to keep; may be NULL */
  int seconds;             /* for all of it */
  size_t most;             /* bytes of the answer */
} remote_question;

typedef struct remote_answer {
  int status;              /* any: what a status means is for the caller to know */
  str type, kept, body;
} remote_answer;

/* ERR_BUSY with a text for the user when no whole answer came: not reached, too slow, cut off, too large, no HTTP, untrusted. */
MUST_CHECK err remote_ask(arena *a, const remote_question *q, remote_answer *out);
/* An address that may be put into settings: http:// or https://, a host, no user, query or fragment. */
bool remote_address_ok(str url);
#endif
