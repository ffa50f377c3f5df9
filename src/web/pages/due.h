/* due: a due time in words, with how pressing it is: the same on every page. */
#ifndef TAKAR_WEB_PAGES_DUE_H
#define TAKAR_WEB_PAGES_DUE_H
#include "calendar/calendar.h"
#include "web/ui.h"

typedef struct due_words {
  str due;         /* "paling lambat Sen 5 Jan 2026 14.00"; absent: no time is set */
  str left;        /* "sisa 2 jam kerja", "lewat 1 hari kerja" */
  enum look look;  /* LOOK_PLAIN, LOOK_SOON (half a working day or less), LOOK_LATE */
} due_words;
due_words due_of(arena *a, const calendar *c, int64_t zone, instant now, instant due);
#endif
