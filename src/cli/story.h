/* story: a cycle told as a story (YAML; format: tests/scenario/README.md), played through steps/ with the story's own clock.
 *
 * Everything done to a cycle goes through steps_begin and steps_run, as in the browser. An expectation that fails is a point with
 * file and line; the story goes on. An action refused unexpectedly ends it. Afterwards every audit chain is walked.
 */
#ifndef TAKAR_CLI_STORY_H
#define TAKAR_CLI_STORY_H
#include "store/store.h"

typedef struct story_cycle { str name; cycle_id id; } story_cycle;
typedef struct story_result {
  str title;
  size_t events, expectations;
  LIST(story_cycle) cycles;
} story_result;

/* Plays `name` of `folder` (share_read). with_world: loads the story's world first, which needs an empty database. ERR_INPUT with a point
 * (field "file.yaml:12") for each mistake and failed expectation. */
MUST_CHECK err story_play(store *s, arena *a, str folder, str name, bool with_world, story_result *out);
#endif
