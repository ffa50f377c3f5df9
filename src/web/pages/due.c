#include "web/pages/due.h"

due_words due_of(arena *a, const calendar *c, int64_t zone, instant now, instant due) {
  if (!instant_some(due)) return (due_words){.look = LOOK_PLAIN};
  bool soon = calendar_minutes_between(c, now, due) <= CALENDAR_DAY_MINUTES / 2;
  return (due_words){STR_CAT(a, S("paling lambat "), instant_id_short(a, due, (int)zone)), calendar_left(a, c, now, due),
                     now.s > due.s ? LOOK_LATE : soon ? LOOK_SOON : LOOK_PLAIN};
}
