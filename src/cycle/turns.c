#include <stdlib.h>

#include "cycle/cycle.h"
#include "cycle/cycle_sql.h"

/* Rows of both statements look the same. */
#define TURN(r) \
  ((open_turn){(r)->cycle, (r)->office, (r)->office_name, (r)->activity, (r)->zone, (r)->year, (r)->quarter, (r)->no, (r)->round, (r)->phase, (r)->due_at})

static err at_seat(db_ro *db, arena *a, const seat *s, open_turns *out) {
  sql_turns_at_rows rows;
  if (!s->acts && !s->signs) return NULL;
  TRY(sql_turns_at(db, a, s->position, &rows));
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(a, out, TURN(&rows.v[i]));
  return NULL;
}

static int by_due(const void *x, const void *y) {
  const open_turn *a = x, *b = y;
  if (a->due.s != b->due.s) return a->due.s < b->due.s ? -1 : 1;
  return (a->cycle.v > b->cycle.v) - (a->cycle.v < b->cycle.v);
}

err cycle_turns(db_ro *db, arena *a, const actor *who, open_turns *out) {
  sql_turns_by_team_rows rows;
  *out = (open_turns){0};
  for (size_t i = 0; i < who->seats.n; i++) TRY(at_seat(db, a, &who->seats.v[i], out));
  TRY(sql_turns_by_team(db, a, who->person, &rows));
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(a, out, TURN(&rows.v[i]));
  if (out->n > 1) qsort(out->v, out->n, sizeof *out->v, by_due);
  return NULL;
}
