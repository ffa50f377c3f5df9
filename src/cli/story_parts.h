/* story_parts: what the files of the player share. */
#ifndef TAKAR_CLI_STORY_PARTS_H
#define TAKAR_CLI_STORY_PARTS_H
#include "cli/story.h"
#include "cli/tree.h"
#include "sign/trial.h"
#include "steps/step.h"

typedef struct story {
  store *store;
  complaints c;           /* mistakes and failed expectations; its arena lives as long as the story */
  str folder, name;
  instant now;
  int zone;
  story_result *told;
  bool stopped;
  int depth;              /* of parts played by parts */
  trial_root *issuer;     /* of the certificates of this story */
} story;

/* One event of the story, in an arena of its own. */
typedef struct event {
  const node *at;
  arena *a;
  db_ro *db;
  account_id account;
  region_id region;
  cycle_id cycle;         /* none before the first begin */
  int64_t last_document, last_entry; /* before the event */
  err outcome;            /* how the action was refused; NULL: done */
  size_t moved;           /* deadlines a change of the calendar moved */
} event;

/* The account of a login; a complaint when there is none. */
MUST_CHECK err story_account(story *s, event *e, const node *at, str login, account_id *out);
/* The cycle of a name ("" the latest); a zero id after a complaint. */
cycle_id story_cycle_named(story *s, const node *at, str name);
/* What `with:` gives, references put in. */
MUST_CHECK err story_fields(story *s, event *e, const node *with, fields *out);
MUST_CHECK err story_text(story *s, event *e, const node *at, str text, str *out);
/* `expect:` and `refused:` of an event that was played. */
MUST_CHECK err story_expect(story *s, event *e, const node *expect);
MUST_CHECK err story_refused(story *s, event *e, const node *refused);
/* `assign:` and `calendar:`. */
MUST_CHECK err story_assign(story *s, event *e, const node *n);
MUST_CHECK err story_calendar(story *s, event *e, const node *n);
/* One action (do, begin): its refusal goes to *refusal, only a broken story or machine is returned. */
MUST_CHECK err story_action(story *s, event *e, const node *n, err *refusal);
/* `race:`: two actions at the same moment. */
MUST_CHECK err story_race(story *s, event *e, const node *list);
#endif
